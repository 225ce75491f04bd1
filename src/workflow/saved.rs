//! What was put on record, in a line: `A-46: Mail the vendor, Noor Halvorsen, due Sat 12 Dec`. It is read off what a register
//! declares: its title, who answers for it, its day, where it stands.

use crate::domain::field::Field;
use crate::domain::measurement::Measurement;
use crate::domain::record::Record;
use crate::domain::spelling::near;
use crate::domain::transaction::What;
use crate::domain::value::Value;
use crate::store::{Error, Outcome, View};

use super::kpis;
use super::sheet::called;

/// What a record that was added says, with its number, by which it is named from now on.
///
/// # Errors
/// Where the file can't be read.
pub fn numbered(view: View, record: &Record) -> Result<String, Error> {
    let told = match measured(view, record)? {
        Some(told) => told,
        None => words(view, record)?,
    };
    Ok(format!("Added {} {told}", record.reference()).trim_end().to_owned())
}

fn measured(view: View, record: &Record) -> Result<Option<String>, Error> {
    Ok(Measurement::of(record).map(|one| kpis::saved(view, one)).transpose()?.flatten())
}

fn words(view: View, record: &Record) -> Result<String, Error> {
    let register = record.register;
    let mut told = called(view, record, "")?;
    if let Some(owner) = register.responsible().and_then(|field| record.link(register.position(field.name)?)) {
        told.push_str(&format!(", {}", view.record(owner)?.map_or(String::new(), |one| one.title().to_owned())));
    }
    if let Some((field, Value::Date(day))) =
        register.deadline().and_then(|field| Some((field, record.get(field.name)?)))
    {
        let today = view.circumstances()?.today();
        // Where it is Friday, “fri” is the next one.
        let in_a_week = if (*day - today).num_days() == 7 { ", in a week" } else { "" };
        told.push_str(&format!(", {} {}{in_a_week}", by(field), near(*day, today)));
    }
    let begun = register.machine.is_none_or(|machine| record.state() == Some(machine.initial));
    if let Some(label) = record.state_label().filter(|_| !begun) {
        told.push_str(&format!(", {}", label.to_lowercase()));
    }
    Ok(told.trim_start_matches(", ").to_owned())
}

/// How many changes of a transaction are looked at.
const FIRST: usize = 4;

/// What the first record that a transaction added says; nothing where it did something else, too.
///
/// # Errors
/// Where the file can't be read.
pub fn added(view: View, outcome: &Outcome) -> Result<Option<String>, Error> {
    let (changes, count) = view.first_changes(outcome.head.sequence, FIRST)?;
    let only = changes.iter().all(|change| matches!(change.what, What::Create { .. }));
    let made = changes.first().filter(|_| only);
    let Some(record) = made.map(|change| view.record(change.record)).transpose()?.flatten() else { return Ok(None) };
    let more = if count > 1 { format!(" (and {} more)", count - 1) } else { String::new() };
    let told = match measured(view, &record)? {
        Some(told) => told,
        None => format!("{}: {}", record.reference(), words(view, &record)?),
    };
    Ok(Some(told + &more))
}

/// What is said before a day: `due`, `review by`.
fn by(field: &Field) -> String {
    field.label.to_lowercase().trim_end_matches(" date").to_owned()
}
