//! What may stand in one record only: a field by itself, or several together, looked up by an index.

use rusqlite::types::Value as Sql;
use rusqlite::{OptionalExtension, params_from_iter};

use crate::domain::field::{Field, Kind};
use crate::domain::record::{Fields, Record};
use crate::domain::register::Register;
use crate::domain::rules::{Broken, Missing};
use crate::domain::value::Value;

use super::columns::{names, to_sql};
use super::commit::Writer;
use super::error::Error;
use super::read;

impl Writer<'_> {
    /// What must stand in one record only, and stands in another one that is in force.
    pub(super) fn repeated(&self, after: &Record) -> Result<Vec<Broken>, Error> {
        let register = after.register;
        let mut broken = Vec::new();
        for unique in register.unique_by {
            let fields: Option<Vec<_>> = unique.fields.iter().map(|name| register.field(name)).collect();
            let fields = fields.ok_or_else(|| Error::Untold(format!("{}: “{}”", register.name, unique.says)))?;
            if let Some(other) = self.alike(after, &fields)? {
                let (rule, missing) = (unique.says.to_owned(), vec![(unique.missing)(&other)]);
                broken.push(Broken { rule, clause: unique.clause, missing });
            }
        }
        let mut missing = Vec::new();
        for field in register.fields.iter().filter(|field| field.unique) {
            if let Some(other) = self.alike(after, &[field])? {
                let what = format!("{}: {} has it already", field.label, other.reference());
                missing.push(Missing::in_field(field.name, what));
            }
        }
        if !missing.is_empty() {
            broken.push(Broken { rule: "This may stand in one record only.".to_owned(), clause: None, missing });
        }
        Ok(broken)
    }

    /// Another record in force that has the same in all of these fields; none where one of them is empty, or erased: what
    /// it was can't be compared.
    fn alike(&self, record: &Record, fields: &[&'static Field]) -> Result<Option<Record>, Error> {
        let mut values = Vec::new();
        for field in fields {
            match record.get(field.name) {
                None | Some(Value::Erased) => return Ok(None),
                Some(Value::Link(id)) => values.push(Sql::Blob(id.0.as_bytes().to_vec())),
                value => values.extend(to_sql(field, value, None).into_iter().take(compared(field).count())),
            }
        }
        values.push(Sql::Blob(record.id.0.as_bytes().to_vec()));
        let mut statement = self.connection.prepare_cached(&statement(record.register, fields))?;
        let found = statement.query_row(params_from_iter(values), |row| row.get(0)).optional()?;
        found.map_or(Ok(None), |key| read::by_key(self.connection, self.schema, record.register, Fields::ALL, key))
    }
}

/// Finds a record by values of these fields, and not by its identity. The first field leads: its index is walked, and
/// the others are compared with what it finds.
pub fn statement(register: &Register, fields: &[&'static Field]) -> String {
    let table = register.name;
    let mut from = match fields.first() {
        Some(first) if first.kind.is_link() => {
            format!("link l0 CROSS JOIN record r ON r.id = l0.from_id CROSS JOIN {table} t ON t.key = r.key")
        }
        _ => format!("{table} t CROSS JOIN record r ON r.key = t.key"),
    };
    let mut conditions = String::new();
    for (place, field) in fields.iter().enumerate() {
        if field.kind.is_link() {
            if place > 0 {
                from.push_str(&format!(" CROSS JOIN link l{place} ON l{place}.from_id = r.id"));
            }
            conditions.push_str(&format!(" AND l{place}.to_id = ? AND l{place}.relation = '{}'", field.name));
        }
        let collation = if field.kind == Kind::Text { " COLLATE NOCASE" } else { "" };
        conditions.extend(compared(field).map(|column| format!(" AND t.{column} = ?{collation}")));
    }
    format!("SELECT r.key FROM {from} WHERE r.voided = 0{conditions} AND r.id <> ? LIMIT 1")
}

/// The columns in which a field is compared: a personal text by its words, and not by the hash of them.
fn compared(field: &Field) -> impl Iterator<Item = String> {
    names(field).take(if field.personal { 1 } else { usize::MAX })
}
