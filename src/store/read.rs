//! Reading records as they stand.

use std::borrow::Cow;

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::domain::field::Field;
use crate::domain::identity::{RecordId, Reference};
use crate::domain::record::{Fields, Record};
use crate::domain::register::Register;
use crate::domain::value::Value;

use super::columns::{from_row, listed};
use super::error::Error;
use super::schema::Schema;
use super::together;

/// The columns of the spine that every query of records begins with, the last of them whether what the record attests has
/// fallen. Whoever asks for no field asks which records there are, and not that.
pub(super) fn spine(register: &Register, known: Fields) -> &'static str {
    if register.attests() && known != Fields::NONE {
        "r.id, r.number, r.revision, r.voided,
         EXISTS (SELECT 1 FROM ground g WHERE g.of = r.id AND g.lost IS NOT NULL)"
    } else {
        "r.id, r.number, r.revision, r.voided, 0"
    }
}

/// The columns of some of a register's fields, for a table called `t`, to follow on the [`spine`].
pub(super) fn columns_of<'a>(schema: &'a Schema, register: &'static Register, known: Fields) -> Cow<'a, str> {
    if known == Fields::ALL {
        return Cow::Borrowed(schema.columns(register));
    }
    let fields = register.fields.iter().enumerate().filter(|(place, _)| known.has(*place));
    listed(fields.map(|(_, field)| field)).into()
}

/// Reads one record out of a row that has the spine's columns and then those of the fields that are to be known; links
/// come separately.
pub(super) fn record(register: &'static Register, known: Fields, row: &Row) -> Result<Record, Error> {
    let number = row.get(1)?;
    let mut at = 5;
    let mut values = Vec::with_capacity(register.fields.len());
    for (place, field) in register.fields.iter().enumerate() {
        let value = if known.has(place) { from_row(field, row, &mut at) } else { Ok(None) };
        let misfit = |_| Error::Misfit { reference: register.reference(number).to_string(), field: field.label };
        values.push(value.map_err(misfit)?);
    }
    Ok(Record {
        id: RecordId(row.get(0)?),
        register,
        number,
        revision: row.get(2)?,
        voided: row.get(3)?,
        fallen: row.get(4)?,
        values,
        known,
    })
}

/// Fills in the links of records of one register that were read with the same fields.
pub(super) fn fill_links(connection: &Connection, records: &mut [Record]) -> Result<(), Error> {
    for chunk in records.chunks_mut(together::AT_ONCE) {
        fill_chunk(connection, chunk)?;
    }
    Ok(())
}

fn fill_chunk(connection: &Connection, records: &mut [Record]) -> Result<(), Error> {
    let Some((register, known)) = records.first().map(|first| (first.register, first.known)) else { return Ok(()) };
    let is_link = |place: usize| known.has(place) && register.fields[place].kind.is_link();
    if !(0..register.fields.len()).any(is_link) {
        return Ok(());
    }
    let mut order: Vec<(RecordId, usize)> = records.iter().enumerate().map(|(at, record)| (record.id, at)).collect();
    order.sort_unstable();
    let mut statement;
    let mut rows = if let [(one, _)] = order.as_slice() {
        statement = connection.prepare_cached("SELECT from_id, relation, to_id FROM link WHERE from_id = ?")?;
        statement.query([one.0])?
    } else {
        // Most records have few links: those that are not asked for are passed over sooner than each is sought.
        statement = connection.prepare_cached(
            "SELECT l.from_id, l.relation, l.to_id FROM rarray(?) asked CROSS JOIN link l ON l.from_id = asked.value",
        )?;
        statement.query([together::identities(order.iter().map(|(id, _)| *id))])?
    };
    while let Some(row) = rows.next()? {
        let place = register.position(row.get_ref(1)?.as_str().unwrap_or_default());
        let Some(place) = place.filter(|place| is_link(*place)) else { continue };
        let (from, target) = (RecordId(row.get(0)?), RecordId(row.get(2)?));
        let Ok(at) = order.binary_search_by_key(&from, |(id, _)| *id) else { continue };
        let record = &mut records[order[at].1];
        match &mut record.values[place] {
            Some(Value::Links(ids)) => ids.push(target),
            slot if register.fields[place].kind.is_single_link() => *slot = Some(Value::Link(target)),
            slot => *slot = Some(Value::Links(vec![target])),
        }
    }
    for value in records.iter_mut().flat_map(|record| &mut record.values) {
        if let Some(Value::Links(ids)) = value {
            ids.sort_unstable();
        }
    }
    Ok(())
}

/// Where a record stands.
const PLACE: &str = "SELECT register, key FROM record WHERE id = ?";

/// The register and key of a record.
pub(super) fn locate(
    connection: &Connection,
    schema: &Schema,
    id: RecordId,
) -> Result<Option<(&'static Register, i64)>, Error> {
    let found = connection
        .prepare_cached(PLACE)?
        .query_row([id.0], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))
        .optional()?;
    Ok(found.and_then(|(register, key)| Some((schema.catalogue.named(&register)?, key))))
}

/// What people call a record.
pub fn reference(connection: &Connection, schema: &Schema, id: RecordId) -> Result<Option<Reference>, Error> {
    let mut statement = connection.prepare_cached("SELECT register, number FROM record WHERE id = ?")?;
    let mut rows = statement.query([id.0])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let register = schema.catalogue.named(row.get_ref(0)?.as_str().unwrap_or_default());
    let number = row.get(1)?;
    Ok(register.map(|register| register.reference(number)))
}

/// A record by its identity.
pub fn by_id(connection: &Connection, schema: &Schema, id: RecordId) -> Result<Option<Record>, Error> {
    match locate(connection, schema, id)? {
        Some((register, key)) => by_key(connection, schema, register, Fields::ALL, key),
        None => Ok(None),
    }
}

/// Hands over some fields of the records of a register that have these identities, voided ones too, each once.
pub fn some(
    connection: &Connection,
    schema: &Schema,
    register: &'static Register,
    known: Fields,
    ids: &[RecordId],
    mut take: impl FnMut(Record) -> Result<(), Error>,
) -> Result<(), Error> {
    // In their order they lie side by side in the file.
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    for chunk in ids.chunks(together::AT_ONCE) {
        let sql = format!(
            "SELECT {}{} FROM rarray(?) asked CROSS JOIN record r ON r.id = asked.value
             CROSS JOIN {} t ON t.key = r.key",
            spine(register, known),
            columns_of(schema, register, known),
            register.name,
        );
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows = statement.query([together::identities(chunk.iter().copied())])?;
        let mut found = Vec::with_capacity(chunk.len());
        while let Some(row) = rows.next()? {
            found.push(record(register, known, row)?);
        }
        drop(rows);
        fill_links(connection, &mut found)?;
        found.into_iter().try_for_each(&mut take)?;
    }
    Ok(())
}

/// The records in force of a register that point to any of these through a field, each once.
pub fn pointing(
    connection: &Connection,
    register: &Register,
    field: &Field,
    to: &[RecordId],
) -> Result<Vec<RecordId>, Error> {
    let mut found = Vec::new();
    for chunk in to.chunks(together::AT_ONCE) {
        let mut statement = connection.prepare_cached(
            "SELECT r.id FROM rarray(?) asked CROSS JOIN link l ON l.to_id = asked.value AND l.relation = ?
             CROSS JOIN record r ON r.id = l.from_id WHERE r.register = ? AND r.voided = 0",
        )?;
        let to = together::identities(chunk.iter().copied());
        let ids = statement.query_map(params![to, field.name, register.name], |row| row.get(0).map(RecordId))?;
        found.extend(ids.collect::<Result<Vec<_>, _>>()?);
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// A record by what people call it.
pub fn by_reference(connection: &Connection, schema: &Schema, reference: &Reference) -> Result<Option<Record>, Error> {
    let Some(register) = schema.catalogue.of(reference) else { return Ok(None) };
    let key = connection
        .prepare_cached("SELECT key FROM record WHERE register = ? AND number = ?")?
        .query_row(params![register.name, reference.number], |row| row.get(0))
        .optional()?;
    key.map_or(Ok(None), |key| by_key(connection, schema, register, Fields::ALL, key))
}

pub(super) fn by_key(
    connection: &Connection,
    schema: &Schema,
    register: &'static Register,
    known: Fields,
    key: i64,
) -> Result<Option<Record>, Error> {
    Ok(by_keys(connection, schema, register, known, &[key])?.pop())
}

/// The records of a register at these keys, in their order. A statement that names every column takes longer to be compiled
/// than to be run: it is the same for one and for many.
pub(super) fn by_keys(
    connection: &Connection,
    schema: &Schema,
    register: &'static Register,
    known: Fields,
    keys: &[i64],
) -> Result<Vec<Record>, Error> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT {}{} FROM record r JOIN {} t ON t.key = r.key WHERE r.key = ?",
        spine(register, known),
        columns_of(schema, register, known),
        register.name,
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut found = Vec::with_capacity(keys.len());
    for key in keys {
        let mut rows = statement.query([key])?;
        if let Some(row) = rows.next()? {
            found.push(record(register, known, row)?);
        }
    }
    fill_links(connection, &mut found)?;
    Ok(found)
}

/// Every record in force of a register, by number.
pub(super) fn every(
    connection: &Connection,
    schema: &Schema,
    register: &'static Register,
) -> Result<Vec<Record>, Error> {
    let mut statement =
        connection.prepare_cached("SELECT key FROM record WHERE register = ? AND voided = 0 ORDER BY number")?;
    let keys = statement.query_map([register.name], |row| row.get(0))?.collect::<Result<Vec<_>, _>>()?;
    by_keys(connection, schema, register, Fields::ALL, &keys)
}

/// The records of a register that have these identities, in their order.
pub(super) fn these(
    connection: &Connection,
    schema: &Schema,
    register: &'static Register,
    ids: &[RecordId],
) -> Result<Vec<Record>, Error> {
    by_keys(connection, schema, register, Fields::ALL, &keys_of(connection, register, ids)?)
}

/// The keys of the records of a register that have these identities, in their order.
pub(super) fn keys_of(connection: &Connection, register: &Register, ids: &[RecordId]) -> Result<Vec<i64>, Error> {
    let mut statement = connection.prepare_cached(PLACE)?;
    let mut keys = Vec::with_capacity(ids.len());
    for id in ids {
        let mut rows = statement.query([id.0])?;
        if let Some(row) = rows.next()?
            && row.get_ref(0)?.as_str() == Ok(register.name)
        {
            keys.push(row.get(1)?);
        }
    }
    Ok(keys)
}

/// The one record of a register that holds only one.
pub fn single(connection: &Connection, schema: &Schema, register: &'static Register) -> Result<Option<Record>, Error> {
    by_reference(connection, schema, &register.reference(1))
}

/// A record that points to another, through which of its fields.
#[derive(Debug, Clone)]
pub struct Backlink {
    pub relation: String,
    pub record: Record,
}

/// The records in force of one register that point to a record through one field.
#[derive(Debug)]
pub struct Hanging {
    pub register: &'static Register,
    pub relation: String,
    /// How many there are.
    pub count: u64,
    /// The first of them by number, no more than were asked for.
    pub first: Vec<Record>,
}

/// What hangs on a record, by register and field; of each so many at most are read.
pub fn hanging(connection: &Connection, schema: &Schema, id: RecordId, most: u32) -> Result<Vec<Hanging>, Error> {
    let mut groups = connection.prepare_cached(
        "SELECT r.register, l.relation, count(*) FROM link l JOIN record r ON r.id = l.from_id
         WHERE l.to_id = ? AND r.voided = 0 GROUP BY r.register, l.relation ORDER BY r.register, min(r.key)",
    )?;
    let mut keys = connection.prepare_cached(
        "SELECT r.key FROM link l JOIN record r ON r.id = l.from_id
         WHERE l.to_id = ? AND l.relation = ? AND r.register = ? AND r.voided = 0 ORDER BY r.key LIMIT ?",
    )?;
    let mut rows = groups.query([id.0])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (name, relation): (String, String) = (row.get(0)?, row.get(1)?);
        let Some(register) = schema.catalogue.named(&name) else { continue };
        let keys = keys.query_map(params![id.0, relation, name, most], |row| row.get(0))?;
        let mut first = Vec::new();
        for key in keys.collect::<Result<Vec<i64>, _>>()? {
            first.extend(by_key(connection, schema, register, Fields::ALL, key)?);
        }
        found.push(Hanging { register, relation, count: row.get(2)?, first });
    }
    Ok(found)
}

/// The records in force that point to a record: what hangs on it.
pub fn backlinks(connection: &Connection, schema: &Schema, id: RecordId) -> Result<Vec<Backlink>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT l.relation, r.register, r.key FROM link l JOIN record r ON r.id = l.from_id
         WHERE l.to_id = ? AND r.voided = 0 ORDER BY r.register, r.key",
    )?;
    let mut rows = statement.query([id.0])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let register: String = row.get(1)?;
        let Some(register) = schema.catalogue.named(&register) else { continue };
        if let Some(record) = by_key(connection, schema, register, Fields::ALL, row.get(2)?)? {
            found.push(Backlink { relation: row.get(0)?, record });
        }
    }
    Ok(found)
}
