//! Applying a change to the tables: one function that serves commit, replay and, one day, pull.

use std::borrow::Cow;

use rusqlite::{Connection, OptionalExtension, params, params_from_iter};

use crate::domain::field::Field;
use crate::domain::identity::RecordId;
use crate::domain::transaction::{Change, FieldChange, What};
use crate::domain::value::{ERASED, Value};

use super::columns::{names, to_sql};
use super::content;
use super::due;
use super::error::Error;
use super::schema::Schema;

/// The tables that changes are applied to, and the file that holds the contents of which changes speak.
pub(super) struct Tables<'c> {
    pub connection: &'c Connection,
    pub contents: &'c Connection,
    pub schema: &'c Schema,
}

impl Tables<'_> {
    /// Makes the tables what the change says, and gives the record's key. Keys follow from the order of the journal
    /// alone, so that a replay gives the same ones.
    pub fn apply(&self, change: &Change) -> Result<i64, Error> {
        let key = self.write(change)?;
        let (due, unplaced) = (self.schema.due(change.register), self.schema.unplaced(change.register));
        due::keep(self.connection, due, unplaced, change, key)?;
        Ok(key)
    }

    fn write(&self, change: &Change) -> Result<i64, Error> {
        let id = change.record;
        match &change.what {
            What::Create { number, values } => self.create(change, *number, values),
            What::Update { fields, .. } => {
                let key = self.revise(id, "")?;
                self.update(change, key, fields)?;
                Ok(key)
            }
            What::Void { .. } => self.revise(id, ", voided = 1"),
            What::Unvoid { .. } => self.revise(id, ", voided = 0"),
            What::Erase { field, .. } => {
                let key = self.revise(id, "")?;
                if field.personal {
                    let (register, name) = (change.register.name, field.name);
                    let sql = format!("UPDATE {register} SET {name} = ? WHERE key = ? AND {name} IS NOT NULL");
                    self.connection.prepare_cached(&sql)?.execute(params![ERASED, key])?;
                }
                Ok(key)
            }
        }
    }

    fn create(&self, change: &Change, number: u32, values: &[Option<Value>]) -> Result<i64, Error> {
        self.connection
            .prepare_cached("INSERT INTO record (id, register, number, revision) VALUES (?, ?, ?, 1)")?
            .execute(params![change.record.0, change.register.name, number])?;
        let key = self.connection.last_insert_rowid();
        let mut row = vec![rusqlite::types::Value::Integer(key)];
        for (field, value) in change.register.fields.iter().zip(values) {
            row.extend(self.columns_of(field, value.as_ref())?);
        }
        self.connection.prepare_cached(self.schema.insert(change.register))?.execute(params_from_iter(row))?;
        for (field, value) in change.register.fields.iter().zip(values).filter(|(field, _)| field.kind.is_link()) {
            self.link(change.record, field, value.as_ref())?;
        }
        Ok(key)
    }

    fn revise(&self, id: RecordId, also: &str) -> Result<i64, Error> {
        let key: Option<i64> = self
            .connection
            .prepare_cached("SELECT key FROM record WHERE id = ?")?
            .query_row([id.0], |row| row.get(0))
            .optional()?;
        let key = key.ok_or_else(|| Error::NoRecord(id.to_string()))?;
        // Not by one statement that returns the key: for such a one SQLite sets a savepoint, at which the search index
        // writes out all that it holds.
        let sql = format!("UPDATE record SET revision = revision + 1{also} WHERE key = ?");
        self.connection.prepare_cached(&sql)?.execute([key])?;
        Ok(key)
    }

    fn update(&self, change: &Change, key: i64, fields: &[FieldChange]) -> Result<(), Error> {
        let mut assigned = Vec::new();
        let mut row = Vec::new();
        for FieldChange { field, after, .. } in fields {
            if field.kind.is_link() {
                self.connection
                    .prepare_cached("DELETE FROM link WHERE from_id = ? AND relation = ?")?
                    .execute(params![change.record.0, field.name])?;
                self.link(change.record, field, after.as_ref())?;
            } else {
                assigned.extend(names(field).map(|name| name + " = ?"));
                row.extend(self.columns_of(field, after.as_ref())?);
            }
        }
        if assigned.is_empty() {
            return Ok(());
        }
        row.push(rusqlite::types::Value::Integer(key));
        let sql = format!("UPDATE {} SET {} WHERE key = ?", change.register.name, assigned.join(", "));
        self.connection.prepare_cached(&sql)?.execute(params_from_iter(row))?;
        Ok(())
    }

    fn columns_of(&self, field: &Field, value: Option<&Value>) -> Result<Vec<rusqlite::types::Value>, Error> {
        let words = match value {
            Some(Value::Content(hash)) => content::words(self.contents, *hash)?.map(Cow::Owned),
            _ => None,
        };
        Ok(to_sql(field, value, words.as_deref()))
    }

    fn link(&self, from: RecordId, field: &Field, value: Option<&Value>) -> Result<(), Error> {
        let targets = match value {
            Some(Value::Link(id)) => std::slice::from_ref(id),
            Some(Value::Links(ids)) => ids,
            _ => return Ok(()),
        };
        let mut statement =
            self.connection.prepare_cached("INSERT INTO link (from_id, relation, to_id, one) VALUES (?, ?, ?, ?)")?;
        for target in targets {
            statement.execute(params![from.0, field.name, target.0, field.kind.is_single_link()])?;
        }
        Ok(())
    }
}
