//! What of a nonconformity follows from the rest of it.

use crate::domain::action::ActionField;
use crate::domain::cause::{Cause, CauseField};
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::register::Derived;
use crate::domain::rules::{Derivation, Fact, Facts};
use crate::domain::separation;
use crate::domain::value::Value;

use super::planning::{actions, roots};
use super::words::{Nonconformity, NonconformityField as Field, State};
use super::{apart, planning, showing, since};

/// How its derived fields are worked out.
pub const DERIVED: Derivation = Derivation {
    looks_at: &{
        let [exceptions, people, organisation, system, past, done] = apart::BY_WORK;
        let [kpi, limits] = planning::LIMITS;
        let [retests, _, measurements, others] = showing::FIGURES;
        [
            Fact::Hanging(ActionField::Source.link()),
            Fact::Hanging(CauseField::Nonconformity.link()),
            kpi,
            limits,
            retests,
            measurements,
            others,
            exceptions,
            people,
            organisation,
            system,
            past,
            done,
        ]
    },
    work: derive,
};

/// Works out what follows from the rest: the cycle, the days that were set before, the cause that the causes found say.
fn derive(facts: &Facts) -> Derived {
    let mut derived = cycles(facts);
    derived.extend(put_off(facts));
    derived.extend(cause_of_roots(facts));
    derived.extend(since::figures_from(facts));
    derived.extend(showing::limits(facts));
    derived.extend(showing::earlier_criteria(facts));
    derived.extend(separation::snapshot(facts, &apart::ALL));
    derived
}

/// Counts how often it was put off once it was known, and keeps the day that was set first.
fn put_off(facts: &Facts) -> Derived {
    let (Some(before), now) = (facts.before.map(Nonconformity), Nonconformity(facts.record)) else { return Vec::new() };
    let later = before.due().zip(now.due()).is_some_and(|(was, is)| was < is);
    if !later || before.state() == Some(State::Draft) {
        return Vec::new();
    }
    let first = before.first_due().or(before.due());
    vec![
        (Field::Extensions.field(), Some(Value::Number(before.extensions().unwrap_or(0) + 1))),
        (Field::FirstDue.field(), first.map(Value::Date)),
    ]
}

/// Where the analysis is done in causes of their own, the case says what they say.
fn cause_of_roots(facts: &Facts) -> Derived {
    let case = Nonconformity(facts.record);
    let was = facts.before.and_then(|before| Nonconformity(before).state());
    if case.state() != Some(State::Analysed) || was == Some(State::Analysed) {
        return Vec::new();
    }
    let roots = roots(facts);
    let mut derived = Vec::new();
    if case.cause().is_empty() && !roots.is_empty() {
        let words = roots.iter().map(Record::title).collect::<Vec<_>>().join("; ");
        derived.push((Field::Cause.field(), Some(Value::Text(words))));
    }
    let class = roots.iter().find_map(|root| Cause(root).class());
    if let (None, Some(class)) = (case.cause_class(), class) {
        derived.push((Field::CauseClass.field(), Some(Value::Choice(class.key()))));
    }
    derived
}

/// Counts cycles: one that comes back from verification or closure begins anew, and the actions so far stay behind.
fn cycles(facts: &Facts) -> Derived {
    let before = facts.before.map(Nonconformity);
    let came_from = before.and_then(Nonconformity::state);
    let now = Nonconformity(facts.record).state();
    let back = matches!(
        (came_from, now),
        (
            Some(State::Verified | State::Closed | State::Overruled | State::Corrected | State::ClosedBefore),
            Some(State::Contained)
        )
    );
    let cycle = before.and_then(Nonconformity::cycle).unwrap_or(1);
    if !back {
        return vec![(Field::Cycle.field(), Some(Value::Number(cycle)))];
    }
    let mut earlier: Vec<RecordId> = before.map_or_else(Vec::new, |before| before.earlier_actions().to_vec());
    earlier.extend(actions(facts).into_iter().map(|action| action.id));
    earlier.sort_unstable();
    earlier.dedup();
    let earlier = (!earlier.is_empty()).then_some(Value::Links(earlier));
    vec![(Field::Cycle.field(), Some(Value::Number(cycle + 1))), (Field::EarlierActions.field(), earlier)]
}
