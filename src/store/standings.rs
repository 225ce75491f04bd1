//! Standings of records that are shown: worked out a page at a time, so that a list pays for the rows in sight alone.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::Row;
use rusqlite::types::ValueRef;

use crate::domain::field::Field;
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::standing::{Follows, Standing};
use crate::domain::value::Value;

use super::columns::from_row;
use super::error::Error;
use super::standing::{expression, inputs};
use super::together;
use super::view::View;
use super::worked::work_out;

/// What was worked out of some records, by record and column.
#[derive(Debug, Default)]
pub struct Standings(HashMap<RecordId, Vec<(&'static Field, Option<Value>)>>);

impl Standings {
    /// What stands in a column of a record; nothing where there is nothing to say, or it was not asked for.
    pub fn of(&self, record: RecordId, column: &Field) -> Option<&Value> {
        let (_, value) = self.0.get(&record)?.iter().find(|(one, _)| one.name == column.name)?;
        value.as_ref()
    }
}

impl View<'_> {
    /// Works columns out of records of a register, a page at a time; of those that belong to no standing it says nothing.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn standings(
        &self,
        register: &'static Register,
        columns: &[&'static Field],
        records: &[Record],
    ) -> Result<Standings, Error> {
        let mut found = Standings::default();
        let standings: Vec<_> = register
            .standings()
            .filter(|standing| columns.iter().any(|column| standing.columns.iter().any(|one| one.name == column.name)))
            .collect();
        if standings.is_empty() || records.is_empty() {
            return Ok(found);
        }
        let today = self.circumstances()?.today();
        let asked: String = standings
            .iter()
            .flat_map(|standing| asked(register, standing, today))
            .map(|one| format!(", {one}"))
            .collect();
        let sql = format!(
            "SELECT r.id{asked} FROM rarray(?) asked CROSS JOIN record r ON r.id = asked.value \
             CROSS JOIN {} t ON t.key = r.key",
            register.name,
        );
        for chunk in records.chunks(together::AT_ONCE) {
            let mut statement = self.connection.prepare_cached(&sql)?;
            let mut rows = statement.query([together::identities(chunk.iter().map(|record| record.id))])?;
            while let Some(row) = rows.next()? {
                let (mut at, mut values) = (1, Vec::new());
                for standing in &standings {
                    values.extend(answered(register, standing, row, &mut at, today)?);
                }
                found.0.insert(RecordId(row.get(0)?), values);
            }
        }
        Ok(found)
    }
}

/// What is read for the columns of a standing: each of them, or what its function is told.
fn asked(register: &'static Register, standing: &Standing, today: NaiveDate) -> Vec<String> {
    match &standing.follows {
        Follows::Others { own, looks_at, .. } => inputs(own, looks_at),
        _ => (0..standing.columns.len()).map(|place| expression(register, standing, place, today)).collect(),
    }
}

fn answered(
    register: &'static Register,
    standing: &'static Standing,
    row: &Row,
    at: &mut usize,
    today: NaiveDate,
) -> Result<Vec<(&'static Field, Option<Value>)>, Error> {
    let columns = standing.columns.iter();
    let Follows::Others { looks_at, .. } = &standing.follows else {
        return Ok(columns.map(|column| (column, from_row(column, row, at).unwrap_or_default())).collect());
    };
    let mut inputs = Vec::new();
    for place in *at..=*at + looks_at.len() {
        if let ValueRef::Text(text) = row.get_ref(place)? {
            inputs.push(std::str::from_utf8(text).unwrap_or_default());
        }
    }
    *at += 1 + looks_at.len();
    let values = work_out(register, standing, &inputs, today);
    Ok(columns.zip(values.into_iter().chain(std::iter::repeat(None))).collect())
}
