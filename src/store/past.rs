//! What records were, version by version, as the journal tells it.

use rusqlite::{Connection, params};

use crate::domain::identity::RecordId;
use crate::domain::name::{FieldName, Link};
use crate::domain::record::{Came, Fields, Past, Record, Version};
use crate::domain::transaction::{Change, Way, What};
use crate::domain::value::Value;

use super::circumstances::zone;
use super::error::Error;
use super::journal;
use super::schema::Schema;

/// The versions of one record, the first first; those of a transaction that is being made are among them.
pub(super) fn of(connection: &Connection, schema: &Schema, record: RecordId) -> Result<Past, Error> {
    let zone = zone(connection, schema)?;
    let mut versions: Vec<Version> = Vec::new();
    for (sequence, change) in journal::history(connection, schema.catalogue, record, None)? {
        let Some(record) = after(versions.last().map(|version| &version.record), &change) else { continue };
        let known = versions.last().filter(|version| version.sequence == sequence);
        let (day, author) = match known {
            Some(version) => (version.day, version.author),
            None => journal::doing_at(connection, sequence)?
                .map_or((None, None), |doing| (Some(doing.at.with_timezone(&zone).date_naive()), Some(doing.person))),
        };
        versions.push(Version { record, by: by(&change), sequence, day, author });
    }
    Ok(versions.into())
}

/// The records that point to one through a link field, the voided ones too.
pub(super) fn hanging(connection: &Connection, on: RecordId, by: Link) -> Result<Vec<RecordId>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT r.id FROM link l JOIN record r ON r.id = l.from_id
         WHERE l.to_id = ? AND l.relation = ? AND r.register = ? ORDER BY r.key",
    )?;
    let ids =
        statement.query_map(params![on.0, by.field.as_str(), by.register.as_str()], |row| Ok(RecordId(row.get(0)?)))?;
    Ok(ids.collect::<Result<_, _>>()?)
}

/// The records of any register that point to one through a link field of this name, the voided ones too.
pub(super) fn pointing(connection: &Connection, on: RecordId, field: FieldName) -> Result<Vec<RecordId>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT r.id FROM link l JOIN record r ON r.id = l.from_id
         WHERE l.to_id = ? AND l.relation = ? ORDER BY r.key",
    )?;
    let ids = statement.query_map(params![on.0, field.as_str()], |row| Ok(RecordId(row.get(0)?)))?;
    Ok(ids.collect::<Result<_, _>>()?)
}

/// The records of a register, the voided ones too.
pub(super) fn every(connection: &Connection, register: &str) -> Result<Vec<RecordId>, Error> {
    let mut statement = connection.prepare_cached("SELECT id FROM record WHERE register = ? ORDER BY key")?;
    let ids = statement.query_map([register], |row| Ok(RecordId(row.get(0)?)))?;
    Ok(ids.collect::<Result<_, _>>()?)
}

/// A record after a change; none where the change is none of a record that is known.
fn after(before: Option<&Record>, change: &Change) -> Option<Record> {
    let mut record = match (&change.what, before) {
        (What::Create { number, values }, _) => {
            return Some(Record {
                id: change.record,
                register: change.register,
                number: *number,
                revision: 1,
                voided: false,
                values: values.clone(),
                known: Fields::ALL,
                fallen: false,
            });
        }
        (_, before) => before?.clone(),
    };
    record.revision += 1;
    match &change.what {
        What::Update { fields, .. } => fields.iter().for_each(|one| record.set(one.field.name, one.after.clone())),
        What::Void { .. } => record.voided = true,
        What::Unvoid { .. } => record.voided = false,
        What::Erase { field, .. } if field.personal => record.set(field.name, Some(Value::Erased)),
        What::Erase { .. } | What::Create { .. } => {}
    }
    Some(record)
}

fn by(change: &Change) -> Came {
    match &change.what {
        What::Create { .. } => Came::Create,
        What::Update { way: Way::Edit, .. } => Came::Edit,
        What::Update { way: Way::Move(name), .. } => Came::Move(name.clone()),
        What::Update { way: Way::Revert, .. } => Came::Revert,
        What::Void { .. } => Came::Void,
        What::Unvoid { .. } => Came::Unvoid,
        What::Erase { .. } => Came::Erase,
    }
}
