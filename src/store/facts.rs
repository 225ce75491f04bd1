//! Looking up the facts that a register declares, inside the transaction that they are judged for.

use std::cell::RefCell;
use std::collections::HashMap;

use rusqlite::{Connection, params};

use crate::domain::identity::RecordId;
use crate::domain::record::{Fields, Record};
use crate::domain::rules::{Fact, Source};

use super::error::Error;
use super::schema::Schema;
use super::{list, read};

/// Whole registers that rules look at, kept while one transaction writes many records: a small one is not read again
/// for each of them.
#[derive(Default)]
pub(super) struct Whole(RefCell<HashMap<&'static str, Vec<Record>>>);

impl Whole {
    /// Forgets a register that was written to.
    pub fn forget(&self, register: &str) {
        self.0.borrow_mut().remove(register);
    }

    /// Forgets all of them: what was written was rolled back.
    pub fn forget_all(&self) {
        self.0.borrow_mut().clear();
    }
}

/// Looks facts up on the connection on which something is judged.
pub(super) struct Facts<'a> {
    connection: &'a Connection,
    schema: &'a Schema,
    whole: &'a Whole,
    trouble: RefCell<Option<Error>>,
}

impl<'a> Facts<'a> {
    pub fn new(connection: &'a Connection, schema: &'a Schema, whole: &'a Whole) -> Self {
        Self { connection, schema, whole, trouble: RefCell::default() }
    }

    /// Ends the judgement: what a rule was told counts only if every fact could be read.
    pub fn settle(self) -> Result<(), Error> {
        self.trouble.into_inner().map_or(Ok(()), Err)
    }
}

impl Facts<'_> {
    fn every(&self, register: &'static str) -> Result<Vec<Record>, Error> {
        if let Some(records) = self.whole.0.borrow().get(register) {
            return Ok(records.clone());
        }
        let Some(declared) = self.schema.catalogue.named(register) else { return Ok(Vec::new()) };
        let records = list::page(self.connection, self.schema, &list::Query::new(declared))?.records;
        self.whole.0.borrow_mut().insert(register, records.clone());
        Ok(records)
    }
}

impl Source for Facts<'_> {
    fn records(&self, record: &Record, fact: Fact) -> Vec<Record> {
        let found = match fact {
            Fact::Linked(field) => linked(self.connection, self.schema, record, field),
            Fact::Hanging { register, field } => hanging(self.connection, self.schema, record.id, register, field),
            Fact::Beside { through, register, field } => {
                beside(self.connection, self.schema, record, through, register, field)
            }
            Fact::Every(register) => self.every(register),
        };
        found.unwrap_or_else(|error| {
            self.trouble.replace(Some(error));
            Vec::new()
        })
    }
}

fn linked(connection: &Connection, schema: &Schema, record: &Record, field: &str) -> Result<Vec<Record>, Error> {
    let Some(place) = record.register.position(field) else { return Ok(Vec::new()) };
    let found = record.links(place).iter().map(|id| read::by_id(connection, schema, *id));
    found.filter_map(Result::transpose).collect()
}

fn beside(
    connection: &Connection,
    schema: &Schema,
    record: &Record,
    through: &str,
    register: &str,
    field: &str,
) -> Result<Vec<Record>, Error> {
    let Some(place) = record.register.position(through) else { return Ok(Vec::new()) };
    let found = record.links(place).iter().map(|id| hanging(connection, schema, *id, register, field));
    Ok(found.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
}

fn hanging(
    connection: &Connection,
    schema: &Schema,
    record: RecordId,
    register: &str,
    field: &str,
) -> Result<Vec<Record>, Error> {
    let Some(register) = schema.catalogue.named(register) else { return Ok(Vec::new()) };
    let mut statement = connection.prepare_cached(
        "SELECT r.key FROM link l JOIN record r ON r.id = l.from_id
         WHERE l.to_id = ? AND l.relation = ? AND r.register = ? AND r.voided = 0 ORDER BY r.key",
    )?;
    let keys = statement.query_map(params![record.0, field, register.name], |row| row.get(0))?;
    let mut records = Vec::new();
    for key in keys {
        records.extend(read::by_key(connection, schema, register, Fields::ALL, key?)?);
    }
    Ok(records)
}
