//! Where something that a rule names is put right: a field of the record, a field that only a move sets, or a record
//! that is still to hang on it.

use crate::domain::record::Record;
use crate::store::Error;
use crate::tui::command::Command;
use crate::tui::desk::Desk;
use crate::tui::effect::{Effect, Effects, Notice, open};
use crate::workflow::closure::operations::puts_right;
use crate::workflow::operation::Subject;

use super::acting;
use super::form::{Form, Purpose};

/// Opens the form in which a field that a rule names is filled in.
pub fn to_field(record: &Record, field: &str, desk: &Desk) -> Result<Effects, Error> {
    if field == "evidence" {
        return acting::run(Command::Evidence, &[record], None, desk);
    }
    if let Some(operation) = puts_right(record, field) {
        return Ok(vec![Effect::OperateOn(operation, 0, Subject::of(record.id))]);
    }
    let declared = record.register.field(field);
    if declared.is_none_or(|field| !field.by_move) {
        let form = Form::open(Purpose::Edit { records: vec![record.clone()] }, desk)?;
        return Ok(open(form.focused_on(field)));
    }
    // Only a move sets it: the next one, where that is the one.
    let Some(machine) = record.register.machine else { return Ok(Effects::new()) };
    let sets = |step: &&'static crate::domain::state::Move| step.may_set(field);
    let here = machine.moves_from(record.state().unwrap_or_default());
    match machine.onward(record).find(sets).or_else(|| here.filter(|step| !step.guided).find(sets)) {
        Some(step) => {
            let form = Form::open(Purpose::Move { records: vec![record.clone()], step }, desk)?;
            Ok(open(form.focused_on(field)))
        }
        None => {
            let step = machine.moves.iter().find(sets);
            let label = declared.map_or(field, |field| field.label);
            let words = match step.and_then(|step| Some((step, machine.why_not(record, step)?))) {
                Some((step, why)) => format!("{label} is set by “{}”. {why}", step.label),
                None => format!("{label} is not set by hand"),
            };
            Ok(Notice::watch(words).into())
        }
    }
}
