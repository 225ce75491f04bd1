//! What the journal knows of a record that is to be adopted.

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::domain::adoption::{self, Known};
use crate::domain::identity::Reference;
use crate::domain::record::Record;
use crate::domain::rules::Broken;
use crate::domain::state::Move;
use crate::domain::transaction::{Channel, Way, What};
use crate::domain::typed::Circumstances;

use super::error::Error;
use super::schema::Schema;
use super::{journal, program, read};

/// The day since which the file is kept by a program that adopts only what was before.
pub(super) fn kept_since(connection: &Connection, circumstances: &Circumstances) -> Result<NaiveDate, Error> {
    let first = program::first_guarded(connection)?;
    Ok(first.map_or_else(|| circumstances.today(), |header| circumstances.day_of(header.at)))
}

/// What stands against adopting a state, in a file that is kept since a day. `channel` is that of the transaction in which
/// the record may have just been made.
pub(super) fn judge(
    connection: &Connection,
    schema: &Schema,
    (circumstances, file): (&Circumstances, NaiveDate),
    channel: Option<Channel>,
    (before, after): (&Record, &Record),
    step: &Move,
) -> Result<Option<Broken>, Error> {
    let created = journal::places(connection, before.id)?.first().copied();
    let entry = match created {
        Some(sequence) => journal::entry(connection, sequence)?,
        None => None,
    };
    let brought = match entry {
        Some(entry) => (entry.header.channel == Channel::Import).then(|| circumstances.day_of(entry.header.at)),
        None => (channel == Some(Channel::Import)).then(|| circumstances.today()),
    };
    // What was created and not touched since has no history to read.
    let moved = before.revision > 1
        && journal::history(connection, schema.catalogue, before.id, None)?
            .iter()
            .any(|(_, change)| matches!(change.what, What::Update { way: Way::Move(_), .. }));
    let came_of = came_of(connection, schema, after)?;
    Ok(adoption::judge(after, step, Known { file, brought, moved, came_of }))
}

/// The registers of what is held here, and of which other records come.
const HELD_HERE: [&str; 3] = ["decision", "review", "audit"];

/// The decision, review or audit of this file of which a record came: one that was taken on here, and not adopted.
fn came_of(connection: &Connection, schema: &Schema, record: &Record) -> Result<Option<Reference>, Error> {
    let linked = record.register.fields.iter().enumerate().filter(|(_, field)| field.kind.is_link());
    for id in linked.flat_map(|(place, _)| record.links(place)) {
        let Some(origin) = read::by_id(connection, schema, *id)? else { continue };
        let Some(machine) = origin.register.machine.filter(|_| HELD_HERE.contains(&origin.register.name)) else {
            continue;
        };
        let taken_on = |name: &str| machine.find(name).is_none_or(|step| !machine.adopts(step));
        let history = journal::history(connection, schema.catalogue, *id, None)?;
        let mut moves = history.iter().filter_map(|(_, change)| match &change.what {
            What::Update { way: Way::Move(name), .. } => Some(name),
            _ => None,
        });
        if moves.any(|name| taken_on(name)) {
            return Ok(Some(origin.reference()));
        }
    }
    Ok(None)
}
