//! Favourable changes: what came to look better than it did, that somebody else agreed, and how that is known. One is made
//! with every such change, whichever way it was made, and so they are found again by one query: what became later, lower,
//! better in figures or was taken away since a day, of which record, by whom, why, and who agreed.

mod found;

use super::ownership;
use super::reason;
use super::record::Record;
use super::register::Derived;
use super::rules::{Derivation, Fact, Facts, Holds, Missing, Rule};
use super::separation::{self, Apart, Duty, Hand};

pub use found::{Effect, Found, can_look_better, found, shown};

crate::register! {
    /// Favourable changes: what came to look better than it did (a later day, a lower level, a better figure, something open
    /// or counted that was taken away), why, and who agreed to it. Each is made with its change.
    FavourableChange, FavourableChangeField: "favourable_change" / "favourable changes", "FC", "9.1, 10.2", Records,
        composed(), for_people(), derives(DERIVED), rules(RULES), frozen(FROZEN);

    /// What changed, in words.
    what What: text, "Change", title;
    /// The record that looks better.
    record Record: link(any), "Record", required, listed;
    /// In what it looks better.
    effect Effect: choice(Effect), "Effect", required, listed, sorted;
    /// The field that changed; empty where the record itself was taken away.
    changed Changed = "field": text, "Field";
    /// What the field held before, in words; how the record stood, where it was taken away.
    was Was: long_text, "Before";
    /// What it holds since.
    now Now: long_text, "After";
    /// How the record stood then: its state, its grade or level, how late it was.
    stood Stood: text, "Stood";
    /// Why.
    because Because: long_text, "Reason", searchable;
    /// Who made it.
    made_by MadeBy: person, "Made by", day(MadeOn);
    /// Who typed it, where that was somebody else than it was made as.
    typed_by TypedBy: person, "Typed by";
    /// The day on which it was made.
    made_on MadeOn: date, "Made on", required, past, listed, sorted;
    attestation AGREED {
        /// Who agreed to it: neither who made or typed it nor who owns the record.
        by agreed_by AgreedBy: "Agreed by", listed;
        /// How that is known.
        how agreed_how AgreedHow: "Agreed how";
    }
    /// Whether the record itself keeps who approved it, by a move that asks so: an extension, a rejection.
    approved_there ApprovedThere: yes_no, "Approved in the record";
    /// What one person both did and attested under an exception from the separation of duties, in the exception's words
    /// as they then were.
    excepted Excepted: long_text, "By one person", derived;
    /// The exceptions under which that was done.
    exceptions Exceptions: links("separation_exception"), "Exceptions", derived;
}

static RULES: &[Rule] = &[
    Rule::new("What makes something look better says why.", Holds::By(says_why)),
    Rule::new(
        "What makes something look better is agreed to by somebody who neither does it nor owns the record.",
        Holds::By(another_agreed),
    )
    .looking_at(&BY_ANOTHER),
];

static FROZEN: &[Rule] = &[Rule::new(
    "What looked better, and who agreed, stands as it was told.",
    Holds::Never("Change the record back instead: that is told, too"),
)];

const RECORD: Fact = Fact::Linked(FavourableChangeField::Record.name());

const PAST: Fact = Fact::PastLinked(FavourableChangeField::Record.name());

const BY_ANOTHER: [Fact; 5] = {
    let [exceptions, people, organisation] = separation::LOOKS_AT;
    [exceptions, people, organisation, RECORD, PAST]
};

static AGREEMENT: Apart = Apart {
    attests: AGREED,
    duty: Duty::Favourable,
    act: "Agreed",
    verb: "agree to it",
    through: crate::fields![FavourableChangeField: Record],
    hands: makers_and_owners,
    ..Apart::PLAIN
};

const DERIVED: Derivation = Derivation { looks_at: &BY_ANOTHER, work: told };

fn told(facts: &Facts) -> Derived {
    if is_approved_there(facts.record) { Vec::new() } else { separation::snapshot(facts, &[&AGREEMENT]) }
}

fn is_approved_there(change: &Record) -> bool {
    FavourableChange(change).approved_there() == Some(true)
}

/// Who makes it or types it, and who owns the record or did within the last year.
fn makers_and_owners(facts: &Facts) -> Vec<Hand> {
    let reference = || facts.linked(FavourableChangeField::Record).first().map(|one| one.reference().to_string());
    let of = reference().unwrap_or_default();
    let change = FavourableChange(facts.record);
    let made = Hand::of(change.made_by(), format!("makes the change of {of}"));
    let typed = Hand::of(change.typed_by(), format!("types the change of {of}"));
    let owned = facts.past_linked(FavourableChangeField::Record);
    made.into_iter().chain(owned.iter().flat_map(|past| ownership::owners_of(past, facts.today))).chain(typed).collect()
}

fn says_why(facts: &Facts) -> Vec<Missing> {
    // What was approved in the record says there why it was, where that is asked.
    let change = FavourableChange(facts.record);
    if is_approved_there(facts.record) || reason::is_one(change.because()) {
        return Vec::new();
    }
    let what = match change.because() {
        "" => "A reason is missing".to_owned(),
        because => reason::says_nothing("Reason", because),
    };
    vec![Missing::in_field("reason", what)]
}

fn another_agreed(facts: &Facts) -> Vec<Missing> {
    if is_approved_there(facts.record) {
        return Vec::new();
    }
    let mut missing = AGREED.unsaid(facts.record);
    missing.extend(AGREEMENT.missing(facts));
    missing
}
