//! Reading records as they stand.

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::domain::identity::{RecordId, Reference};
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::value::Value;

use super::columns::from_row;
use super::error::Error;
use super::schema::Schema;

/// The columns of the spine that every query of records begins with.
pub(super) const SPINE: &str = "r.id, r.number, r.revision, r.voided";

/// Reads one record out of a row that has the spine's columns and then the register's; links come separately.
pub(super) fn record(register: &'static Register, row: &Row) -> Result<Record, Error> {
    let number = row.get(1)?;
    let mut at = 4;
    let mut values = Vec::with_capacity(register.fields.len());
    for field in register.fields {
        let value = from_row(field, row, &mut at)?;
        values.push(
            value
                .map_err(|_| Error::Misfit { reference: register.reference(number).to_string(), field: field.label })?,
        );
    }
    Ok(Record { id: RecordId(row.get(0)?), register, number, revision: row.get(2)?, voided: row.get(3)?, values })
}

/// Fills in a record's links.
pub(super) fn fill_links(connection: &Connection, record: &mut Record) -> Result<(), Error> {
    if !record.register.fields.iter().any(|field| field.kind.is_link()) {
        return Ok(());
    }
    let mut statement =
        connection.prepare_cached("SELECT relation, to_id FROM link WHERE from_id = ? ORDER BY relation, to_id")?;
    let mut rows = statement.query([record.id.0])?;
    while let Some(row) = rows.next()? {
        let target = RecordId(row.get(1)?);
        let Some(place) = record.register.position(row.get_ref(0)?.as_str().unwrap_or_default()) else { continue };
        match &mut record.values[place] {
            Some(Value::Links(ids)) => ids.push(target),
            slot if record.register.fields[place].kind.is_single_link() => *slot = Some(Value::Link(target)),
            slot => *slot = Some(Value::Links(vec![target])),
        }
    }
    Ok(())
}

/// The register and key of a record.
pub(super) fn locate(
    connection: &Connection,
    schema: &Schema,
    id: RecordId,
) -> Result<Option<(&'static Register, i64)>, Error> {
    let found = connection
        .prepare_cached("SELECT register, key FROM record WHERE id = ?")?
        .query_row([id.0], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))
        .optional()?;
    Ok(found.and_then(|(register, key)| Some((schema.catalogue.named(&register)?, key))))
}

/// A record by its identity.
pub fn by_id(connection: &Connection, schema: &Schema, id: RecordId) -> Result<Option<Record>, Error> {
    match locate(connection, schema, id)? {
        Some((register, key)) => by_key(connection, schema, register, key),
        None => Ok(None),
    }
}

/// A record by what people call it.
pub fn by_reference(connection: &Connection, schema: &Schema, reference: &Reference) -> Result<Option<Record>, Error> {
    let Some(register) = schema.catalogue.of(reference) else { return Ok(None) };
    let key = connection
        .prepare_cached("SELECT key FROM record WHERE register = ? AND number = ?")?
        .query_row(params![register.name, reference.number], |row| row.get(0))
        .optional()?;
    key.map_or(Ok(None), |key| by_key(connection, schema, register, key))
}

pub(super) fn by_key(
    connection: &Connection,
    schema: &Schema,
    register: &'static Register,
    key: i64,
) -> Result<Option<Record>, Error> {
    let sql = format!(
        "SELECT {SPINE}{} FROM record r JOIN {} t ON t.key = r.key WHERE r.key = ?",
        schema.table(register).columns,
        register.name,
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([key])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let mut found = record(register, row)?;
    fill_links(connection, &mut found)?;
    Ok(Some(found))
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
        if let Some(record) = by_key(connection, schema, register, row.get(2)?)? {
            found.push(Backlink { relation: row.get(0)?, record });
        }
    }
    Ok(found)
}
