//! Restorations: a backup took the file's place. The journal of the file is then another one, so it is told in it what was
//! there before: nothing of that is left to be seen otherwise.

use super::identity::RecordId;
use super::reason;
use super::register::Derived;
use super::rules::{Derivation, Facts, Holds, Missing, Rule};
use super::separation::{self, Apart, Duty, Hand};

crate::register! {
    /// Restorations: a backup took the file's place. Who did it, when, from what and why, how many transactions it replaced,
    /// and the head of the journal that was there.
    Restoration, RestorationField: "restoration" / "restorations", "RST", "7.5.3", Records,
        composed(), for_people(), derives(DERIVED), rules(RULES), frozen(FROZEN);

    /// What happened, in words.
    what What: text, "Restoration", title;
    /// Who put the backup in the file's place.
    restored_by RestoredBy: person, "Restored by", listed, day(RestoredOn);
    /// The day on which that was done.
    restored_on RestoredOn: date, "Restored on", required, past, listed, sorted;
    /// The file that was the backup.
    backup Backup: text, "Backup";
    /// Why.
    because Because: long_text, "Reason", searchable;
    /// The transactions that the backup had.
    stood_at StoodAt: number, "Transactions of the backup", required;
    /// The transactions that were there and are not in the backup; empty where no file was there to be replaced.
    replaced Replaced: number, "Transactions replaced", listed;
    /// The number of the last transaction that was there.
    lost_sequence LostSequence: number, "Last transaction before";
    /// The head of the journal that was there.
    lost_head LostHead: text, "Head before";
    /// What the file that was replaced told of restorations that the backup does not know.
    earlier Earlier: long_text, "Restorations before";
    attestation AGREED {
        /// Who agreed to it, where transactions were replaced: not who did it.
        by agreed_by AgreedBy: "Agreed by", listed;
        /// How that is known.
        how agreed_how AgreedHow: "Agreed how";
    }
    /// What one person both did and attested under an exception from the separation of duties, in the exception's words
    /// as they then were.
    excepted Excepted: long_text, "By one person", derived;
    /// The exceptions under which that was done.
    exceptions Exceptions: links("separation_exception"), "Exceptions", derived;
}

static RULES: &[Rule] = &[
    Rule::new("A file is replaced by its backup for a reason.", Holds::By(says_why)),
    Rule::new(
        "What was recorded since a backup is taken away only where somebody else agrees.",
        Holds::By(another_agreed),
    )
    .clause("7.5.3")
    .looking_at(&separation::LOOKS_AT),
];

static FROZEN: &[Rule] = &[Rule::new(
    "That a backup took the file's place stands as it was told.",
    Holds::Never("It is told once, for good"),
)];

static AGREEMENT: Apart = Apart {
    attests: AGREED,
    duty: Duty::Favourable,
    act: "Agreed",
    verb: "agree to it",
    hands: restorer,
    ..Apart::PLAIN
};

const DERIVED: Derivation = Derivation { looks_at: &separation::LOOKS_AT, work: told };

fn told(facts: &Facts) -> Derived {
    if takes_away(facts) { separation::snapshot(facts, &[&AGREEMENT]) } else { Vec::new() }
}

fn restorer(facts: &Facts) -> Vec<Hand> {
    Hand::of(Restoration(facts.record).restored_by(), "restores the file".to_owned()).into_iter().collect()
}

fn takes_away(facts: &Facts) -> bool {
    Restoration(facts.record).replaced().is_some_and(|count| count > 0)
}

fn says_why(facts: &Facts) -> Vec<Missing> {
    let because = Restoration(facts.record).because();
    if reason::is_one(because) {
        return Vec::new();
    }
    let what =
        if because.is_empty() { "A reason is missing".to_owned() } else { reason::says_nothing("Reason", because) };
    vec![Missing::in_field(RestorationField::Because.name(), what)]
}

fn another_agreed(facts: &Facts) -> Vec<Missing> {
    if !takes_away(facts) {
        return Vec::new();
    }
    let mut missing = AGREED.unsaid(facts.record);
    missing.extend(AGREEMENT.missing(facts));
    missing
}

impl Restoration<'_> {
    /// What was there and is not any more, in words; who did it is named by whoever asks.
    pub fn words(self, name: impl Fn(RecordId) -> String) -> String {
        let who = self.restored_by().map(&name).unwrap_or_default();
        let on = self.restored_on().map_or(String::new(), |day| format!(" on {day}"));
        let because = self.because().trim_end_matches('.');
        let mut words = format!("{}{on} by {who}, because: {because}", self.what());
        if let Some(by) = self.agreed_by() {
            words.push_str(&format!("; agreed by {}", name(by)));
        }
        if !self.earlier().is_empty() {
            words.push_str(&format!("; before that, {}", self.earlier()));
        }
        words
    }
}
