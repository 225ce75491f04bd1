//! Loading the facts that a register declares, inside the transaction that they are judged for.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use crate::domain::record::Record;
use crate::domain::rules::Fact;

use super::error::Error;
use super::read;
use super::schema::Schema;

/// The records behind each fact that the record's register declares.
pub(super) fn load(
    connection: &Connection,
    schema: &Schema,
    record: &Record,
) -> Result<BTreeMap<Fact, Vec<Record>>, Error> {
    let mut facts = BTreeMap::new();
    for fact in record.register.facts {
        let records = match fact {
            Fact::Linked(field) => linked(connection, schema, record, field)?,
            Fact::Hanging { register, field } => hanging(connection, schema, record, register, field)?,
        };
        facts.insert(*fact, records);
    }
    Ok(facts)
}

fn linked(connection: &Connection, schema: &Schema, record: &Record, field: &str) -> Result<Vec<Record>, Error> {
    let Some(place) = record.register.position(field) else { return Ok(Vec::new()) };
    let found = record.links(place).iter().map(|id| read::by_id(connection, schema, *id));
    found.filter_map(Result::transpose).collect()
}

fn hanging(
    connection: &Connection,
    schema: &Schema,
    record: &Record,
    register: &str,
    field: &str,
) -> Result<Vec<Record>, Error> {
    let Some(register) = schema.catalogue.named(register) else { return Ok(Vec::new()) };
    let mut statement = connection.prepare_cached(
        "SELECT r.key FROM link l JOIN record r ON r.id = l.from_id
         WHERE l.to_id = ? AND l.relation = ? AND r.register = ? AND r.voided = 0 ORDER BY r.key",
    )?;
    let keys = statement.query_map(params![record.id.0, field, register.name], |row| row.get(0))?;
    let mut records = Vec::new();
    for key in keys {
        records.extend(read::by_key(connection, schema, register, key?)?);
    }
    Ok(records)
}
