//! Reading what is open and has nobody who answers for it, or no day: how much of it there is, whose, and the newest of it.

use chrono::NaiveDate;
use rusqlite::params_from_iter;
use rusqlite::types::Value as Sql;

use crate::domain::identity::RecordId;

use super::error::Error;
use super::owed::Whose;
use super::view::View;

impl View<'_> {
    /// How much of it there is: what somebody answers for and has no day, or what nobody answers for and is not late;
    /// anybody's is what somebody answers for and has no day.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn count_unplaced(&self, whose: Whose, today: NaiveDate) -> Result<u64, Error> {
        let (condition, values) = of(whose, today);
        let sql = format!("SELECT count(*) FROM unplaced u WHERE {condition}");
        Ok(self.connection.prepare_cached(&sql)?.query_row(params_from_iter(values), |row| row.get(0))?)
    }

    /// The last of it that was put on record, the newest first.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn unplaced(&self, whose: Whose, today: NaiveDate, limit: u32) -> Result<Vec<RecordId>, Error> {
        let (condition, mut values) = of(whose, today);
        let sql = format!(
            "SELECT r.id FROM unplaced u CROSS JOIN record r ON r.key = u.key WHERE {condition} ORDER BY u.key DESC LIMIT ?"
        );
        values.push(Sql::Integer(limit.into()));
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(params_from_iter(values), |row| row.get(0).map(RecordId))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// The condition, and its values. What nobody answers for and is late is told as such.
fn of(whose: Whose, today: NaiveDate) -> (&'static str, Vec<Sql>) {
    let today = Sql::Text(today.to_string());
    match whose {
        Whose::Of(owner) => ("u.owner = ? AND u.day IS NULL", vec![Sql::Blob(owner.0.as_bytes().to_vec())]),
        Whose::Nobodys => ("u.owner IS NULL AND (u.day IS NULL OR u.day >= ?)", vec![today]),
        Whose::Anybodys => ("u.owner IS NOT NULL AND u.day IS NULL", Vec::new()),
    }
}
