//! What the journal knows of a record that is to be adopted.

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::domain::adoption::{self, Known};
use crate::domain::record::Record;
use crate::domain::rules::Broken;
use crate::domain::state::Move;
use crate::domain::transaction::{Channel, Way, What};
use crate::domain::typed::Circumstances;

use super::error::Error;
use super::schema::Schema;
use super::{journal, program};

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
    Ok(adoption::judge(after, step, Known { file, brought, moved }))
}
