//! Taking a nonconformity on: the form of its next step, and of putting it off.

use crate::domain::nonconformity::NonconformityMove;
use crate::domain::record::Record;
use crate::domain::state::Move;
use crate::store::Error;
use crate::tui::command::Command;
use crate::tui::desk::Desk;
use crate::tui::effect::{Effects, open};
use crate::tui::screens::form::{Form, Purpose};
use crate::workflow::closure::case::next_move;

fn step(command: Command, record: &Record) -> Option<&'static Move> {
    match command {
        Command::PutOff => record.register.machine.and_then(|machine| machine.find(&NonconformityMove::Extend.name())),
        _ => next_move(record),
    }
}

/// Why a nonconformity can't be taken on, or put off.
pub fn why_not(command: Command, record: Option<&Record>, desk: &Desk) -> Option<String> {
    let Some(record) = record else { return Some("Nothing is selected".to_owned()) };
    if let Some(why) = desk.why_not_write() {
        return Some(why);
    }
    let machine = record.register.machine?;
    if record.voided {
        return Some(format!("{} is voided", record.reference()));
    }
    match step(command, record) {
        Some(step) => machine.why_not(record, step),
        None => {
            let state = record.state_label().unwrap_or_default().to_lowercase();
            Some(format!("{} is {state}; m offers what can be done with it", record.reference()))
        }
    }
}

/// Opens the form of the next step, or of an extension.
pub fn run(command: Command, record: &Record, desk: &Desk) -> Result<Effects, Error> {
    let Some(step) = step(command, record) else { return Ok(Effects::new()) };
    Ok(open(Form::open(Purpose::Move { records: vec![record.clone()], step }, desk)?))
}
