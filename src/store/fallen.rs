//! Attested records that are no longer proven: what was taken from under them, since when, and by what.

use rusqlite::Connection;

use crate::domain::ground::How;
use crate::domain::identity::{Hash, RecordId, Sequence};
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::value::Instant;

use super::error::Error;
use super::manifest::{self, Resting};
use super::schema::Schema;
use super::view::View;
use super::{journal, program, read};

/// Why an attested record is no longer proven: one thing that was taken from under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fallen {
    /// What of it no longer stands: `evidence`, `controls`.
    pub ground: String,
    /// The record that it stood on; itself, where its own fields were changed.
    pub on: RecordId,
    pub how: How,
    /// The fields of it that were changed, where that is what happened.
    pub fields: Vec<String>,
    /// The transaction that did it.
    pub sequence: Sequence,
    /// When that was recorded.
    pub at: Instant,
    /// Whether the program of that day did not hold grounds yet: then it was taken away in good faith.
    pub before_the_rule: bool,
}

/// Everything that has been taken from under a record, the first of it first.
pub(super) fn of(connection: &Connection, journal: &Connection, id: RecordId) -> Result<Vec<Fallen>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT name, rests_on, lost, how, fields FROM ground WHERE of = ? AND lost IS NOT NULL ORDER BY lost, name, rests_on",
    )?;
    let mut rows = statement.query([id.0])?;
    let mut fallen = Vec::new();
    while let Some(row) = rows.next()? {
        let Some(how) = manifest::how(row.get_ref(3)?.as_str().unwrap_or_default()) else { continue };
        let sequence = row.get(2)?;
        let Some(entry) = journal::entry(journal, sequence)? else { continue };
        let before_the_rule = !program::guarded(&entry.header);
        let on = RecordId(row.get(1)?);
        let fields: Option<String> = row.get(4)?;
        let fields = fields.iter().flat_map(|names| names.split(',')).map(str::to_owned).collect();
        fallen.push(Fallen { ground: row.get(0)?, on, how, fields, sequence, at: entry.header.at, before_the_rule });
    }
    Ok(fallen)
}

/// The records that are no longer proven, those that fell first first; so many at most.
pub(super) fn all(connection: &Connection, schema: &Schema, most: usize) -> Result<Vec<Record>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT g.of FROM ground g JOIN record r ON r.id = g.of WHERE g.lost IS NOT NULL AND r.voided = 0
         GROUP BY g.of ORDER BY min(g.lost), g.of LIMIT ?",
    )?;
    let ids = statement.query_map([i64::try_from(most).unwrap_or(i64::MAX)], |row| row.get(0).map(RecordId))?;
    let found = ids.map(|id| read::by_id(connection, schema, id?)).filter_map(Result::transpose);
    found.collect()
}

/// The registers of the records in force that are no longer proven.
fn registers(connection: &Connection, schema: &Schema) -> Result<Vec<&'static Register>, Error> {
    // What fell leads: there is little of it, however many records there are.
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT r.register FROM ground g CROSS JOIN record r ON r.id = g.of
         WHERE g.lost IS NOT NULL AND r.voided = 0",
    )?;
    let names = statement.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
    Ok(schema.catalogue.registers().filter(|register| names.iter().any(|name| name == register.name)).collect())
}

/// How many records in force are no longer proven.
pub(super) fn count(connection: &Connection) -> Result<u64, Error> {
    let sql = "SELECT count(DISTINCT g.of) FROM ground g JOIN record r ON r.id = g.of
               WHERE g.lost IS NOT NULL AND r.voided = 0";
    Ok(connection.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

impl View<'_> {
    /// What was put forward when the state of a record was attested, and still stands.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn put_forward(&self, record: &Record) -> Result<Vec<Resting>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT name, rests_on, hash FROM ground WHERE of = ? AND lost IS NULL ORDER BY name, rests_on",
        )?;
        let mut rows = statement.query([record.id.0])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let ground = manifest::ground(record, row.get_ref(0)?.as_str().unwrap_or_default());
            let (record, hash) = (RecordId(row.get(1)?), Hash(row.get(2)?));
            found.extend(ground.map(|ground| Resting { name: ground.name, record, hash }));
        }
        Ok(found)
    }

    /// The records of a register on which something attested stands, the first first.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn relied_on(&self, register: &'static Register) -> Result<Vec<RecordId>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id FROM record WHERE register = ? AND voided = 0
             AND EXISTS (SELECT 1 FROM ground WHERE rests_on = record.id AND lost IS NULL) ORDER BY key",
        )?;
        let ids = statement.query_map([register.name], |row| row.get(0).map(RecordId))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    /// What a record stands on now, each with what of it counts; nothing where its state attests nothing.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn manifest(&self, record: &Record) -> Result<Vec<Resting>, Error> {
        match record.register.machine.and_then(|machine| machine.attests(record)) {
            Some(attested) => manifest::manifest(self.connection, self.schema, record, attested),
            None => Ok(Vec::new()),
        }
    }

    /// Everything that has been taken from under a record, the first of it first; nothing where it stands, or attests
    /// nothing.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn fallen(&self, record: RecordId) -> Result<Vec<Fallen>, Error> {
        // The past has no journal of its own.
        of(self.connection, self.contents, record)
    }

    /// The records that are no longer proven, those that fell first first; so many at most.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn no_longer_proven(&self, most: usize) -> Result<Vec<Record>, Error> {
        all(self.connection, self.schema, most)
    }

    /// How many records in force are no longer proven.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn count_no_longer_proven(&self) -> Result<u64, Error> {
        count(self.connection)
    }

    /// The registers of the records that are no longer proven, in the order of the catalogue.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn registers_no_longer_proven(&self) -> Result<Vec<&'static Register>, Error> {
        registers(self.connection, self.schema)
    }

    /// Since when a record is no longer proven, and why, in words; nothing where it stands.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn why_no_longer_proven(&self, record: RecordId) -> Result<Option<String>, Error> {
        let fallen = self.fallen(record)?;
        let Some(first) = fallen.first() else { return Ok(None) };
        let zone = self.circumstances()?.zone;
        let mut causes = Vec::new();
        for one in &fallen {
            let changed = self.changed_words(one)?;
            let words = match (one.on == record, changed.is_empty()) {
                (true, false) => format!("its {changed} changed"),
                (true, true) => format!("what it says {}", one.how.says()),
                (false, false) => format!("the {changed} of {} ({}) changed", self.name_of(one.on)?, one.ground),
                (false, true) => {
                    let state = if one.how == How::Parted { self.state_of(one.on)? } else { String::new() };
                    format!("{} ({}) {}{state}", self.name_of(one.on)?, one.ground, one.how.says())
                }
            };
            if !causes.contains(&words) {
                causes.push(words);
            }
        }
        let day = first.at.with_timezone(&zone).format("%-d %B %Y");
        let rule =
            if fallen.iter().all(|one| one.before_the_rule) { ", before Gavel held what it stands on" } else { "" };
        Ok(Some(format!("No longer proven since {day}{rule}, because {}", causes.join(", and "))))
    }

    /// Where a record stands now, to follow on what is said of it: `: it is contained`.
    fn state_of(&self, record: RecordId) -> Result<String, Error> {
        let state = self.record(record)?.and_then(|record| record.state_label());
        Ok(state.map_or(String::new(), |state| format!(": it is {}", state.to_lowercase())))
    }

    /// The labels of the fields that were changed.
    fn changed_words(&self, fallen: &Fallen) -> Result<String, Error> {
        let Some(record) = self.record(fallen.on)? else { return Ok(String::new()) };
        let fields = fallen.fields.iter().filter_map(|name| record.register.field(name));
        Ok(fields.map(|field| field.label.to_lowercase()).collect::<Vec<_>>().join(", "))
    }
}
