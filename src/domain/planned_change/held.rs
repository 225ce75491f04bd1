//! What must hold for a change: who approves it and looks back on it, and what stays said of one that nobody approved before.

use chrono::Days;

use crate::domain::attestation::Attestation;
use crate::domain::evidence;
use crate::domain::ground::{Attested, Ground};
use crate::domain::ownership;
use crate::domain::reason;
use crate::domain::record::Record;
use crate::domain::register::Derived;
use crate::domain::rules::{Derivation, Fact, Facts, Holds, Missing, Rule};
use crate::domain::separation::{self, Apart, Duty, Hand};
use crate::domain::value::Value;
use crate::fields;

use super::words::{
    APPROVED, LOOKED_BACK, PlannedChange, PlannedChangeField as Field, PlannedChangeMove, State, Unplanned,
};

/// Within so many days what took effect at once is approved, and what nobody planned is reviewed.
pub const WITHIN_DAYS: u64 = 5;

pub const BY_ANOTHER: Rule =
    Rule::new("A change is approved by somebody other than its owner.", Holds::By(|facts| APPROVAL.missing(facts)))
        .clause("6.3")
        .looking_at(&BY_OWNERS);

pub const NOT_BEFORE_ITS_DAY: Rule =
    Rule::new("A change takes effect once it is approved, and not before its day.", Holds::By(not_before_its_day))
        .clause("6.3")
        .looking_at(&[Fact::Past]);

pub const AFTER_ITS_EFFECT: Rule = Rule::new(
    "What took effect at once is approved afterwards.",
    Holds::Ordered(&[&[Field::EffectiveOn.name(), Field::ApprovedOn.name()]]),
);

pub const SAYS_WHAT_CAME_OF_IT: Rule =
    Rule::new("Whoever looks back says what came of it.", Holds::By(says_what_came_of_it)).clause("8.1");

pub const LOOKED_BACK_BY_ANOTHER: Rule = Rule::new(
    "What took effect at once, or without anybody's plan, is looked back on by somebody other than its owner.",
    Holds::By(|facts| if was_unplanned(facts) { LOOKING_BACK.missing(facts) } else { Vec::new() }),
)
.clause("8.1")
.looking_at(&BY_OWNERS);

pub const WAS_NOT_IN_EFFECT_UNAPPROVED: Rule = Rule::new(
    "What was in effect without approval, or without anybody's plan, stays recorded as that.",
    Holds::By(was_not_in_effect_unapproved),
)
.clause("8.1")
.looking_at(&[Fact::Past]);

pub static RULES: &[Rule] =
    &[Rule::new("Whoever approved a change does not come to own it.", Holds::By(owned_by_another))
        .clause("6.3")
        .looking_at(&separation::LOOKS_AT)];

pub static FROZEN: &[Rule] = &[Rule::new(
    "What is in effect without approval, or without anybody's plan, is neither hidden nor put off.",
    Holds::By(stands_as_recorded),
)
.clause("8.1")
.looking_at(&[ownership::LOOKS_AT])];

pub static ATTESTED: &[Attested] = &[Attested {
    states: &[State::Approved.key(), State::Effective.key(), State::LookedBack.key()],
    opens: Some(PlannedChangeMove::Reopen.name()),
    on: &[Ground::itself(fields![Field: What, Consequences, Integrity, Touches, Due]), evidence::GROUND],
    snapshots: &BY_OWNERS,
}];

static APPROVAL: Apart = Apart {
    attests: APPROVED,
    duty: Duty::Change,
    act: "Approved",
    verb: "approve it",
    hands: ownership::owners,
    ..Apart::PLAIN
};

static LOOKING_BACK: Apart = Apart {
    attests: LOOKED_BACK,
    duty: Duty::Change,
    act: "Looked back on",
    verb: "look back on it",
    hands: ownership::owners,
    ..Apart::PLAIN
};

static OWNERSHIP: Apart = Apart {
    attests: Attestation::of(Field::Owner.fields()),
    duty: Duty::Change,
    act: "Taken over",
    verb: "own it",
    hands: approver,
    ..Apart::PLAIN
};

const BY_OWNERS: [Fact; 4] = {
    let [exceptions, people, organisation] = separation::LOOKS_AT;
    [exceptions, people, organisation, ownership::LOOKS_AT]
};

pub const DERIVED: Derivation = Derivation { looks_at: &BY_OWNERS, work: derived };

/// What was done by one person, and the day by which what is in effect already is approved or reviewed.
fn derived(facts: &Facts) -> Derived {
    let change = PlannedChange(facts.record);
    let mut apart = vec![&APPROVAL, &OWNERSHIP];
    apart.extend(was_unplanned(facts).then_some(&LOOKING_BACK));
    let mut derived = separation::snapshot(facts, &apart);
    let came = facts.before.is_some() && facts.changes(Field::State);
    if came && waits(facts.record) {
        let day = change.effective_on().and_then(|day| day.checked_add_days(Days::new(WITHIN_DAYS)));
        derived.push((Field::Due.field(), day.map(Value::Date)));
        let way = match change.state() {
            Some(State::Unintended) => Unplanned::Unintended,
            _ => Unplanned::Emergency,
        };
        derived.push((Field::Unplanned.field(), Some(Value::Choice(way.key()))));
    }
    derived
}

/// Whether it is in effect and waits for its approval, or for its review.
fn waits(change: &Record) -> bool {
    matches!(PlannedChange(change).state(), Some(State::Unapproved | State::Unintended))
}

/// Whether it was in effect before anybody approved it, or without anybody's plan. What was so before that was kept is told
/// by where it stood.
fn was_unplanned(facts: &Facts) -> bool {
    PlannedChange(facts.record).unplanned().is_some() || facts.before.is_some_and(waits)
}

fn approver(facts: &Facts) -> Vec<Hand> {
    let reference = facts.record.reference();
    Hand::of(PlannedChange(facts.record).approved_by(), format!("approved {reference}")).into_iter().collect()
}

fn owned_by_another(facts: &Facts) -> Vec<Missing> {
    if facts.changes(Field::Owner) { OWNERSHIP.missing(facts) } else { Vec::new() }
}

fn not_before_its_day(facts: &Facts) -> Vec<Missing> {
    let change = PlannedChange(facts.record);
    let Some(effective) = change.effective_on() else { return Vec::new() };
    let mut missing = Vec::new();
    let mut early = |what: String| missing.push(Missing::in_field(Field::EffectiveOn.name(), what));
    if let Some(due) = change.due().filter(|due| effective < *due) {
        early(format!(
            "In effect since is {effective}, and it was approved for {due}: what can't wait takes effect by the move “emergency”"
        ));
    }
    // The day on which it was approved is typed; that on which it was recorded is not.
    let past = facts.past();
    let approved = past.iter().rev().find(|version| version.is_by(&[PlannedChangeMove::Approve]));
    if let Some(recorded) = approved.and_then(|version| version.day).filter(|recorded| effective < *recorded) {
        early(format!(
            "In effect since is {effective}, and its approval was recorded on {recorded}: what was in effect before \
             that is recorded by the move “emergency”"
        ));
    }
    missing
}

fn says_what_came_of_it(facts: &Facts) -> Vec<Missing> {
    let (told, field) = (PlannedChange(facts.record).looked_back(), Field::LookedBack);
    // What a move needs is asked for by the move.
    let nothing = !told.is_empty() && !reason::is_one(told);
    let what = format!("“{}” does not say what came of it", told.trim());
    nothing.then(|| Missing::in_field(field.name(), what)).into_iter().collect()
}

fn was_not_in_effect_unapproved(facts: &Facts) -> Vec<Missing> {
    let past = facts.past();
    let waited = past.iter().find(|version| waits(&version.record));
    waited
        .map(|_| Missing::elsewhere("It took effect before it was approved: record another change"))
        .into_iter()
        .collect()
}

fn stands_as_recorded(facts: &Facts) -> Vec<Missing> {
    let Some(before) = facts.before.filter(|before| waits(before)) else { return Vec::new() };
    let mut missing = Vec::new();
    if facts.record.voided && !before.voided && is_of_whoever_recorded_it(facts) {
        let what = "Have it approved, or take it back, or look back on it. What never happened is hidden by somebody who \
                    neither owns nor recorded it";
        missing.push(Missing::elsewhere(what));
    }
    if facts.changes(Field::Due) {
        let what = "Due is the day by which it is approved or reviewed";
        missing.push(Missing::in_field(Field::Due.name(), what));
    }
    if facts.changes(Field::What) {
        let what = "Change says what took effect: approve it or take it back as that";
        missing.push(Missing::in_field(Field::What.name(), what));
    }
    missing
}

/// Whether whoever acts owns it, or recorded that it is in effect: neither says that it never was.
fn is_of_whoever_recorded_it(facts: &Facts) -> bool {
    let past = facts.past();
    let moves = [PlannedChangeMove::Emergency, PlannedChangeMove::Unintended];
    let recorded = past.iter().rev().find(|version| version.is_by(&moves)).and_then(|version| version.author);
    let own = ownership::owners(facts).into_iter().map(|hand| hand.person).chain(recorded);
    own.into_iter().any(|person| facts.actor == Some(person))
}
