//! Reading what is to be dealt with by a day: how much of it there is, whose, and the first of it.

use chrono::NaiveDate;
use rusqlite::types::Value as Sql;
use rusqlite::{params, params_from_iter};

use crate::domain::identity::{Number, RecordId, Reference};
use crate::domain::register::Register;
use crate::domain::value::read_date;

use super::error::Error;
use super::read;
use super::view::View;

/// Whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    Anybodys,
    Nobodys,
    Of(RecordId),
}

impl Whose {
    /// Who it is, where it is somebody's.
    pub fn person(self) -> Option<RecordId> {
        if let Self::Of(person) = self { Some(person) } else { None }
    }
}

/// A stretch of what is to be dealt with.
#[derive(Debug, Clone)]
pub struct Span<'a> {
    pub whose: Whose,
    /// The day on which it is asked.
    pub today: NaiveDate,
    /// From this day on; none for everything that came before, what was over before its day among it.
    pub from: Option<NaiveDate>,
    pub until: Option<NaiveDate>,
    /// Of a register only these records, where that is said.
    pub only: Option<&'a Only>,
}

/// The records of a register beside which nothing of it is to be dealt with.
#[derive(Debug)]
pub struct Only {
    register: &'static Register,
    keys: Vec<i64>,
}

/// Something that is to be dealt with.
#[derive(Debug, Clone)]
pub struct Due {
    pub record: RecordId,
    pub register: &'static Register,
    pub number: Number,
    /// Its day; none where it was over before that.
    pub day: Option<NaiveDate>,
    /// Whether it is a chance, and nothing that is wrong.
    pub chance: bool,
    key: i64,
}

impl Due {
    /// What people call it.
    pub fn reference(&self) -> Reference {
        self.register.reference(self.number)
    }
}

impl View<'_> {
    /// How much there is of it.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn count_due(&self, span: &Span) -> Result<u64, Error> {
        let (conditions, values) = self.within(span);
        let sql = format!("SELECT count(*) FROM due d WHERE d.chance = ?{conditions}");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut count = 0;
        for chance in [false, true] {
            let bound = std::iter::once(Sql::Integer(i64::from(chance))).chain(values.iter().cloned());
            count += statement.query_row(params_from_iter(bound), |row| row.get::<_, u64>(0))?;
        }
        Ok(count)
    }

    /// Of a register only these records.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn only(&self, register: &'static Register, ids: &[RecordId]) -> Result<Only, Error> {
        Ok(Only { register, keys: read::keys_of(self.connection, register, ids)? })
    }

    /// The first of it, after one that was told before: what is wrong before chances, and the longest overdue first.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn due(&self, span: &Span, after: Option<&Due>, limit: u32) -> Result<Vec<Due>, Error> {
        let (conditions, values) = self.within(span);
        let sql = format!(
            "SELECT r.id, d.register, r.number, d.day, d.key FROM due d CROSS JOIN record r ON r.key = d.key
             WHERE d.chance = ? AND (d.day, d.register, d.key) > (?, ?, ?){conditions}
             ORDER BY d.day, d.register, d.key LIMIT ?"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut found = Vec::new();
        for chance in [false, true].into_iter().skip(after.map_or(0, |after| usize::from(after.chance))) {
            let place = after.filter(|after| after.chance == chance);
            let day = place.and_then(|after| after.day).map_or(String::new(), |day| day.to_string());
            let mut bound = vec![
                Sql::Integer(i64::from(chance)),
                Sql::Text(day),
                Sql::Text(place.map_or("", |after| after.register.name).to_owned()),
                Sql::Integer(place.map_or(0, |after| after.key)),
            ];
            bound.extend(values.iter().cloned());
            bound.push(Sql::Integer(i64::from(limit) - found.len() as i64));
            let mut rows = statement.query(params_from_iter(bound))?;
            while let Some(row) = rows.next()? {
                let name = row.get_ref(1)?.as_str().unwrap_or_default();
                let Some(register) = self.schema.catalogue.named(name) else { continue };
                let day = read_date(row.get_ref(3)?.as_str().unwrap_or_default());
                let (record, number, key) = (RecordId(row.get(0)?), row.get(2)?, row.get(4)?);
                found.push(Due { record, register, number, day, chance, key });
            }
            if found.len() == limit as usize {
                break;
            }
        }
        Ok(found)
    }

    /// Everybody who has something to deal with, whenever that is.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn owners(&self) -> Result<Vec<RecordId>, Error> {
        // The index leads from each to the next, past all that they own.
        let mut next = self.connection.prepare_cached("SELECT min(owner) FROM due WHERE owner > ?")?;
        let mut owners: Vec<RecordId> = Vec::new();
        loop {
            let last = owners.last().map_or(&[][..], |owner| owner.0.as_bytes());
            match next.query_row(params![last], |row| row.get::<_, Option<uuid::Uuid>>(0))? {
                Some(owner) => owners.push(RecordId(owner)),
                None => return Ok(owners),
            }
        }
    }

    /// The conditions of a span in SQL, each beginning with AND, and their values in order.
    fn within(&self, span: &Span) -> (String, Vec<Sql>) {
        let text = |day: NaiveDate| Sql::Text(day.to_string());
        let (mut sql, mut values) = (String::new(), Vec::new());
        if span.whose != Whose::Anybodys {
            sql.push_str(" AND d.owner IS ?");
            values.push(match span.whose {
                Whose::Of(owner) => Sql::Blob(owner.0.as_bytes().to_vec()),
                Whose::Anybodys | Whose::Nobodys => Sql::Null,
            });
        }
        sql.push_str(" AND d.day >= ? AND d.day <= ?");
        values.push(span.from.map_or(Sql::Text(String::new()), text));
        values.push(span.until.map_or(Sql::Text("9999-12-31".to_owned()), text));
        let states = self.schema.with_states();
        let is_to_come = span.from.is_some_and(|from| from >= span.today);
        let is_over = span.until.is_some_and(|until| until < span.today);
        if !states.is_empty() && !is_to_come {
            if is_over {
                sql.push_str(&format!(" AND {states}"));
            } else {
                sql.push_str(&format!(" AND (d.day >= ? OR ({states}))"));
                values.push(text(span.today));
            }
        }
        if let Some(Only { register, keys }) = span.only {
            let places = vec!["?"; keys.len()].join(", ");
            sql.push_str(&format!(" AND (d.register <> '{}' OR d.key IN ({places}))", register.name));
            values.extend(keys.iter().copied().map(Sql::Integer));
        }
        (sql, values)
    }
}
