//! What it takes to be a duplicate: another case stands for it, and that one stays.

use crate::domain::action::{self, Action, ActionField};
use crate::domain::duplicate::Duplicate;
use crate::domain::record::Record;
use crate::domain::rules::{Fact, Facts, Holds, Missing, Rule};
use crate::fields;

use super::apart;
use super::planning::missing_if;
use super::words::{Nonconformity, NonconformityField as Field, State, UNDER_WAY};

/// What a duplicate names, and what it asks of that.
static ANOTHER: Duplicate = Duplicate {
    of: Field::DuplicateOf.link(),
    stands: UNDER_WAY,
    ended: State::Duplicate.key(),
    grade: Field::Grade.name(),
    days: fields![Field: Due, PlanDue],
};

const DUPLICATES: Fact = Fact::Hanging(Field::DuplicateOf.link());

/// It is dealt with in the place of others, and so neither falls away nor becomes a duplicate: there is no circle.
pub const STANDS_FOR_OTHERS: Rule =
    Rule::new("What others are duplicates of is dealt with itself.", Holds::By(|facts| ANOTHER.of_others(facts)))
        .looking_at(&[DUPLICATES]);

/// It is not hidden either.
pub const IN_SIGHT: Rule = Rule::new(
    "What others are duplicates of stays in sight.",
    Holds::By(|facts| ANOTHER.of_others_where_voided(facts)),
)
.looking_at(&[DUPLICATES]);

/// What must hold before one ends as a duplicate.
pub static DUPLICATING: &[Rule] = &[
    Rule::new(
        "What a nonconformity duplicates is another one that is open, no less grave, and due no later.",
        Holds::By(|facts| ANOTHER.missing(facts)),
    )
    .clause("10.2")
    .looking_at(&[Fact::Linked(Field::DuplicateOf.name())]),
    Rule::new("What came after the actions were done is a repeat, and no duplicate.", Holds::By(no_repeat))
        .clause("10.2")
        .looking_at(&[Fact::Linked(Field::DuplicateOf.name())]),
    Rule::new("What is still to be done goes along.", Holds::By(actions_go_along))
        .looking_at(&[Fact::Hanging(ActionField::Source.link())]),
    Rule::new(
        "Someone who neither raised nor owns it agrees that it is a duplicate.",
        Holds::By(|facts| apart::DUPLICATION.missing(facts)),
    )
    .looking_at(&apart::BY_WORK),
    STANDS_FOR_OTHERS,
];

fn no_repeat(facts: &Facts) -> Vec<Missing> {
    let case = Nonconformity(facts.before.unwrap_or(facts.record));
    let originals = facts.linked(Field::DuplicateOf);
    let Some(original) = originals.first() else { return Vec::new() };
    let happened = case.occurred_on().or(case.raised_on());
    let done = Nonconformity(original).counts_from();
    let after = happened.zip(done).filter(|(happened, done)| happened > done);
    let what = after.map_or_else(String::new, |(happened, done)| {
        format!("It happened on {happened}, and the actions of {} were done on {done}", original.reference())
    });
    missing_if(after.is_some(), Field::DuplicateOf, what)
}

fn actions_go_along(facts: &Facts) -> Vec<Missing> {
    let hanging = facts.hanging(ActionField::Source);
    let open = hanging.iter().filter(|action| Action(action).state() == Some(action::State::Open));
    let told = |action: &Record| {
        let what = format!("{} is open: give it the other one as its source, or cancel it", action.reference());
        Missing::at(action, ActionField::Source.name(), what)
    };
    open.map(told).collect()
}
