//! Changes to the management system: whether each that is in effect was approved, or reviewed, in time.

use crate::domain::planned_change::{PlannedChange, PlannedChangeField as Field, PlannedChangeMove, REGISTER, State};
use crate::domain::value::Value;
use crate::store::list::{Filter, Order, Query};

use super::check::{Check, Inspection, Unjudged, Verdict};
use super::feature::Feature;
use super::today::source::{Said, Source, Which, waits};

/// Changes to the management system.
pub static FEATURE: Feature = Feature { checks: &[&CHANGES], today: &[&IN_EFFECT, &TO_APPROVE], ..Feature::PLAIN };

static CHANGES: Check = Check {
    name: "changes",
    clauses: &["6.3", "8.1"],
    says: "No planned change is late; what took effect in an emergency is approved, and what nobody planned is reviewed, \
           within days.",
    register: &REGISTER,
    begins: None,
    judge,
};

/// Changes in effect that nobody approved, or planned.
static IN_EFFECT: Source = Source {
    name: "unapproved-changes",
    part: Which::Look,
    rank: 5,
    among: |_| {
        let states = [State::Unapproved.key(), State::Unintended.key()];
        let order = Order { field: Some(Field::Due.field()), descending: false };
        let query = Query::those(&REGISTER, [Filter::one_of(Field::State.field(), &states)]);
        Ok(vec![Query { order, ..query }.sought(Field::State.field())])
    },
    says: |_, record| Ok(Some(Said::why(record.state_label().unwrap_or_default().to_lowercase()))),
};

/// Changes that others plan, for somebody to approve.
static TO_APPROVE: Source = Source {
    name: "planned-changes",
    part: Which::Waiting,
    rank: 2,
    among: |look| {
        let Some(me) = look.me else { return Ok(Vec::new()) };
        let others = Filter::IsNot(Field::Owner.field(), vec![Value::Link(me)]);
        let filters = [Filter::one_of(Field::State.field(), &[State::Planned.key()]), others];
        let order = Order { field: Some(Field::Due.field()), descending: false };
        Ok(vec![Query { order, ..Query::those(&REGISTER, filters) }.sought(Field::State.field())])
    },
    says: |_, record| Ok(waits(record, PlannedChangeMove::Approve, "planned")),
};

fn judge(inspection: &Inspection) -> Result<Verdict, Unjudged> {
    let mut found = inspection.among(&[&Query::new(&REGISTER)], "No change is recorded")?;
    let planned =
        Query::those(&REGISTER, [Filter::one_of(Field::State.field(), &[State::Planned.key(), State::Approved.key()])]);
    found.empty(&planned, Field::Owner.field())?;
    found.late(&planned, Field::Due.field())?;
    let over = Filter::passed(Field::Due.field(), inspection.today);
    for state in [State::Unapproved, State::Unintended] {
        let waits = Query::those(&REGISTER, [Filter::one_of(Field::State.field(), &[state.key()]), over.clone()]);
        found.each(&waits, Field::State.field(), |record| {
            let day = |day: Option<chrono::NaiveDate>| day.map_or(String::new(), |day| day.to_string());
            let (since, by) = (day(PlannedChange(record).effective_on()), day(PlannedChange(record).due()));
            match state {
                State::Unintended => {
                    format!("Nobody planned it; it happened on {since} and was to be reviewed by {by}")
                }
                _ => format!("In effect since {since}, and not approved by {by}"),
            }
        })?;
    }
    Ok(found.verdict())
}
