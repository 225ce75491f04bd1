//! Whether the management system covers a system (4.3). An exclusion has a reason of its own, somebody else's approval and a day
//! on which it is looked at again.

use crate::domain::attestation::Attestation;
use crate::domain::ownership;
use crate::domain::reason;
use crate::domain::rules::{Facts, Holds, Missing, Rule};
use crate::domain::separation::{self, Apart, Duty, Hand};

use super::class::owners_and_whoever_acts;
use super::past::{BY_OWNERS, as_the_day_began};
use super::words::{SCOPE_APPROVED, System, SystemField as Field};

/// What must hold before a system is excluded.
pub static EXCLUDE: &[Rule] = &[
    Rule::new("What is excluded from the scope has a reason of its own.", Holds::By(has_a_reason_of_its_own))
        .clause("4.3"),
    Rule::new(
        "An exclusion is approved by somebody who neither owns the system nor excludes it.",
        Holds::By(|facts| EXCLUSION.missing(facts)),
    )
    .clause("4.3")
    .looking_at(&BY_OWNERS),
    Rule::new(
        "An exclusion is looked at again on a day to come, within two years.",
        Holds::ToCome { field: Field::ScopeReviewBy.name(), months: 24 },
    )
    .clause("4.3"),
];

/// No system comes in as excluded.
pub const DECIDED_BY_MOVES: Rule = Rule::new(
    "A system is excluded from the scope by the move “exclude”: for a reason, with an approver who is not its owner, \
           until a day of review.",
    Holds::By(comes_in_undecided),
)
.clause("4.3");

/// Nor is one excluded, or decided about no more, by an edit.
pub const STANDS: Rule = Rule::new(
    "A system leaves the scope by the move “exclude”: for a reason, with an approver who is not its owner, until a day \
           of review; it comes back by “include”.",
    Holds::By(stands),
)
.clause("4.3")
.looking_at(&[ownership::LOOKS_AT]);

/// Whoever approved that a system is excluded does not come to own it.
pub const STILL_ANOTHER: Rule =
    Rule::new("Whoever approved that a system is excluded does not come to own it.", Holds::By(owned_by_another))
        .clause("4.3")
        .looking_at(&separation::LOOKS_AT);

pub static EXCLUSION: Apart = Apart {
    attests: SCOPE_APPROVED,
    duty: Duty::Scope,
    act: "Excluded from the scope",
    verb: "approve that it is excluded",
    hands: |facts| owners_and_whoever_acts(facts, "excludes"),
    ..Apart::PLAIN
};

pub static OWNERSHIP: Apart = Apart {
    attests: Attestation::of(Field::Owner.fields()),
    duty: Duty::Scope,
    act: "Taken over",
    verb: "own it",
    hands: approver,
    ..Apart::PLAIN
};

fn approver(facts: &Facts) -> Vec<Hand> {
    let (by, reference) = (System(facts.record).scope_approved_by(), facts.record.reference());
    Hand::of(by, format!("approved that {reference} is excluded")).into_iter().collect()
}

fn owned_by_another(facts: &Facts) -> Vec<Missing> {
    if facts.changes(Field::Owner) { OWNERSHIP.missing(facts) } else { Vec::new() }
}

fn has_a_reason_of_its_own(facts: &Facts) -> Vec<Missing> {
    let (system, field) = (System(facts.record), Field::LeftOutBecause);
    let told = system.left_out_because();
    // What a move needs is asked for by the move.
    let repeats = !told.is_empty() && reason::is_same(told, system.scope_reason());
    let what = "It says why it was in scope: say why it is excluded";
    repeats.then(|| Missing::in_field(field.name(), what)).into_iter().collect()
}

fn comes_in_undecided(facts: &Facts) -> Vec<Missing> {
    let excluded = facts.before.is_none() && System(facts.record).in_scope() == Some(false);
    let what =
        "Nobody approved it, no reason is given, and no day of review: leave it empty, and exclude it afterwards";
    excluded.then(|| Missing::in_field(Field::InScope.name(), what)).into_iter().collect()
}

fn stands(facts: &Facts) -> Vec<Missing> {
    let (was, now) = (facts.before.and_then(|before| System(before).in_scope()), System(facts.record).in_scope());
    let excludes = now == Some(false);
    if was == now || (was.is_none() && !excludes) {
        return Vec::new();
    }
    // What was said first today is taken back as it was said.
    if now.is_none() && as_the_day_began(facts).is_none_or(|then| System(&then).in_scope().is_none()) {
        return Vec::new();
    }
    let what = match now {
        Some(false) => "Exclude it: the reason, who approved it and the day of review are asked for there",
        _ if was == Some(false) => "It is excluded: include it",
        _ => "It is in scope: that can't be left unsaid any more",
    };
    vec![Missing::in_field(Field::InScope.name(), what)]
}
