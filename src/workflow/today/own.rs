//! Sources of registers that have no feature of their own: actions and incidents.

use crate::domain::action::{self, ActionField, ActionMove};
use crate::domain::incident::{self, Incident, IncidentField, State};
use crate::domain::name::MoveName;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::value::Value;
use crate::store::list::{Filter, Order, Query};

use super::offered::Step;
use super::source::{Said, Source, Which};

pub(super) static SOURCES: &[&Source] = &[&REPORT, &CONFIRM];

/// Incidents that an authority has to be told of.
static REPORT: Source = Source {
    name: "reports",
    part: Which::Clock,
    rank: 0,
    among: |look| {
        let filters = [
            Filter::one_of(IncidentField::State.field(), &[State::Open.key(), State::Contained.key()]),
            Filter::Between(IncidentField::Due.field(), None, Some(Value::Date(look.until))),
            Filter::Filled(IncidentField::Authority.field()),
            Filter::Empty(IncidentField::ReportedOn.field()),
        ];
        Ok(vec![Query::those(&incident::REGISTER, filters).sought(IncidentField::State.field())])
    },
    says: |_, record| {
        let words = format!("Report to {}: {}", Incident(record).authority(), record.title());
        Ok(Some(Said { what: Some(words), ..Said::why("to report") }))
    },
};

/// What others have done, and somebody else confirms.
static CONFIRM: Source = Source {
    name: "done",
    part: Which::Waiting,
    rank: 3,
    among: |look| {
        let Some(me) = look.me else { return Ok(Vec::new()) };
        let of_others = |field: ActionField| Filter::IsNot(field.field(), vec![Value::Link(me)]);
        let filters = [
            Filter::one_of(ActionField::State.field(), &[action::State::Done.key()]),
            of_others(ActionField::Owner),
            of_others(ActionField::DoneBy),
            Filter::IsNot(ActionField::Adopted.field(), vec![Value::YesNo(true)]),
        ];
        let order = Order { field: Some(ActionField::DoneOn.field()), descending: false };
        Ok(vec![Query { order, ..Query::those(&action::REGISTER, filters) }.sought(ActionField::State.field())])
    },
    says: |_, record| Ok(waits(record, ActionMove::Confirm, "done")),
};

/// That a record waits for a move.
pub fn waits(record: &Record, step: impl Into<MoveName>, why: &str) -> Option<Said> {
    let register: &'static Register = record.register;
    let machine = register.machine?;
    let step = machine.find(&step.into())?;
    Some(Said { step: Some(Step::Move(step)), since: machine.since(record), ..Said::why(why) })
}
