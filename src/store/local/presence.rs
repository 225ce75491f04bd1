//! Who has which record open.

use crate::domain::identity::RecordId;

use super::process;
use super::state::Local;

/// Somebody else who has a record open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Present {
    pub record: RecordId,
    /// Their name, as the screen of theirs shows it.
    pub person: String,
}

impl Local {
    /// Says that this process has a record open.
    pub fn enter(&self, record: RecordId, person: &str) {
        let (process, person) = (self.process.clone(), person.to_owned());
        self.write_common(move |connection| {
            connection
                .prepare_cached("INSERT OR REPLACE INTO presence (process, record, person) VALUES (?, ?, ?)")?
                .execute([process, record.to_string(), person])
                .map(drop)
        });
    }

    /// Says that this process has closed a record.
    pub fn leave(&self, record: RecordId) {
        let process = self.process.clone();
        self.write_common(move |connection| {
            connection
                .prepare_cached("DELETE FROM presence WHERE process = ? AND record = ?")?
                .execute([process, record.to_string()])
                .map(drop)
        });
    }

    pub(super) fn leave_all(&self) {
        let process = self.process.clone();
        self.write_common(move |connection| {
            connection.execute("DELETE FROM presence WHERE process = ?", [process]).map(drop)
        });
    }

    /// Everybody else who has a record open. A process that ended without a word is not counted, and is forgotten.
    pub fn others(&self) -> Vec<Present> {
        let Ok(mut statement) =
            self.common().connection.prepare_cached("SELECT process, record, person FROM presence ORDER BY person")
        else {
            return Vec::new();
        };
        let rows = statement
            .query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?)));
        let mut present = Vec::new();
        for (process, record, person) in rows.into_iter().flatten().flatten() {
            if process == self.process {
                continue;
            }
            if !process::runs(&process) {
                self.write_common(move |connection| {
                    connection.execute("DELETE FROM presence WHERE process = ?", [process]).map(drop)
                });
            } else if let Some(record) = RecordId::parse(&record) {
                present.push(Present { record, person });
            }
        }
        present
    }
}
