//! Verification: does the journal hold together, and do the tables say what it says?
//!
//! The chain is walked and every hash made again. Then the journal is replayed into a temporary file, and every
//! journalled table is compared with it row by row, so that a value edited behind Gavel's back is named. A journal cut
//! at its end, or a file rewritten as a whole, can only be told by a head that was kept elsewhere.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::thread;

use rusqlite::Connection;

use crate::domain::identity::{Hash, Sequence};

use super::chain::{self, Body, Head};
use super::compare;
use super::error::Error;
use super::open::{self, Access};
use super::schema::Schema;

/// What verification found.
#[derive(Debug, Default)]
pub struct Report {
    pub transactions: u64,
    pub changes: u64,
    pub head: Option<Head>,
    pub faults: Vec<Fault>,
    pub erasures: Vec<Erasure>,
}

/// An erasure that the journal proves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    pub sequence: Sequence,
    pub reference: String,
    pub field: &'static str,
}

/// Something that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// SQLite itself finds the file damaged.
    Damaged(String),
    /// A table, index or trigger is not what this version of Gavel makes.
    Shape { name: String },
    /// The journal lacks transactions between two places.
    Gap { from: Sequence, to: Sequence },
    /// A transaction's header or changes are not what was hashed.
    Body { sequence: Sequence },
    /// A transaction does not follow from the one before it.
    Link { sequence: Sequence },
    /// Changes stand in the journal that belong to no transaction.
    Stray { sequence: Sequence },
    /// A transaction's bytes are not what Gavel writes.
    Unreadable { sequence: Sequence, why: String },
    /// A value is not what the journal says.
    Differs { register: String, record: String, field: String, journal: String, file: String },
    /// A row is gone that the journal speaks of.
    Gone { register: String, record: String, what: String },
    /// A row is there of which the journal says nothing.
    Unknown { register: String, record: String, what: String },
    /// Kept bytes do not match their hash, are gone without an erasure, or are not spoken of.
    Content { hash: Hash, what: &'static str },
    /// The head that was kept elsewhere is not in this journal.
    Head { wanted: Hash },
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Damaged(what) => write!(formatter, "the file is damaged: {what}"),
            Self::Shape { name } => {
                write!(formatter, "“{name}” of the file's structure is gone, changed or not Gavel's")
            }
            Self::Gap { from, to } if from == to => write!(formatter, "transaction {from} is missing from the journal"),
            Self::Gap { from, to } => write!(formatter, "transactions {from} to {to} are missing from the journal"),
            Self::Body { sequence } => write!(formatter, "transaction {sequence}: its content was changed"),
            Self::Link { sequence } => {
                write!(formatter, "transaction {sequence}: it does not follow from the one before")
            }
            Self::Stray { sequence } => write!(formatter, "transaction {sequence}: there are changes without a header"),
            Self::Unreadable { sequence, why } => write!(formatter, "transaction {sequence}: {why}"),
            Self::Differs { register, record, field, journal, file } => {
                write!(formatter, "{register} {record}, {field}: the journal says {journal}, the file says {file}")
            }
            Self::Gone { register, record, what } => {
                write!(formatter, "{register} {record}: {what} is gone from the file")
            }
            Self::Unknown { register, record, what } => {
                write!(formatter, "{register} {record}: {what} is in the file, and the journal says nothing of it")
            }
            Self::Content { hash, what } => write!(formatter, "kept bytes {hash}: {what}"),
            Self::Head { wanted } => write!(
                formatter,
                "the head {wanted} is not in this journal: its end was cut, the file is an older one, or it is another one"
            ),
        }
    }
}

/// Verifies a file: SQLite's own check, the chain, the head kept elsewhere, the replay, the contents. Two threads share
/// the work, each with a connection and one read transaction of its own, since others may commit meanwhile.
pub(super) fn verify(
    path: &Path,
    access: Access,
    schema: &Schema,
    head: Option<Hash>,
    progress: &mut dyn FnMut(Sequence),
) -> Result<Report, Error> {
    let reader = || {
        let connection = open::reading(path, access)?;
        connection.execute_batch("BEGIN")?;
        Ok::<_, Error>(connection)
    };
    let (walked, compared) = thread::scope(|scope| {
        let walk = scope.spawn(|| {
            let connection = reader()?;
            let mut faults = integrity(&connection)?;
            faults.append(&mut shape(&connection, schema)?);
            let mut report = chain_to(&connection, head)?;
            faults.append(&mut report.faults);
            Ok(Report { faults, ..report })
        });
        let compared = reader().and_then(|connection| compare::compare(&connection, schema, progress));
        (walk.join().unwrap_or(Err(Error::ThreadGone)), compared)
    });
    let walked = walked?;
    // Where the tables can't even be read, what is known of the journal still counts.
    let mut compared = compared
        .unwrap_or_else(|error| Report { faults: vec![Fault::Damaged(error.to_string())], ..Report::default() });
    let mut faults = walked.faults;
    faults.append(&mut compared.faults);
    Ok(Report { faults, erasures: compared.erasures, ..walked })
}

fn integrity(connection: &Connection) -> Result<Vec<Fault>, Error> {
    let mut statement = connection.prepare("PRAGMA integrity_check(20)")?;
    let lines = statement.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
    Ok(lines.into_iter().filter(|line| line != "ok").map(Fault::Damaged).collect())
}

/// Tables, indexes and triggers that are not those of the schema: a trigger dropped to edit the journal, a check lost.
fn shape(connection: &Connection, schema: &Schema) -> Result<Vec<Fault>, Error> {
    let objects = |connection: &Connection| -> Result<BTreeMap<String, String>, Error> {
        let mut statement = connection.prepare(
            "SELECT name, coalesce(sql, '') FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
        )?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    };
    let fresh = Connection::open_in_memory()?;
    for migration in schema.migrations {
        fresh.execute_batch(migration.sql)?;
    }
    let (fresh, there) = (objects(&fresh)?, objects(connection)?);
    let names = fresh.keys().chain(there.keys().filter(|name| !fresh.contains_key(*name)));
    let differing = names.filter(|name| fresh.get(*name) != there.get(*name));
    Ok(differing.map(|name| Fault::Shape { name: name.clone() }).collect())
}

/// Walks the chain and makes every hash again.
pub fn chain(connection: &Connection) -> Result<Report, Error> {
    chain_to(connection, None)
}

fn chain_to(connection: &Connection, wanted: Option<Hash>) -> Result<Report, Error> {
    let mut report = Report::default();
    let mut headers = connection.prepare("SELECT sequence, header, body_hash, link FROM journal ORDER BY sequence")?;
    let mut changes =
        connection.prepare("SELECT sequence, position, body FROM journal_change ORDER BY sequence, position")?;
    let mut headers = headers.query([])?;
    let mut changes = changes.query([])?;
    let mut change = changes.next()?;
    let mut before = Head::EMPTY;
    let mut found = wanted.is_none_or(|wanted| wanted == Hash::GENESIS);
    while let Some(row) = headers.next()? {
        let Ok(sequence @ 1..) = Sequence::try_from(row.get::<_, i64>(0)?) else {
            report.faults.push(Fault::Stray { sequence: 0 });
            continue;
        };
        let header = row.get_ref(1)?.as_str().unwrap_or_default();
        let body_hash = Hash(row.get(2)?);
        let link = Hash(row.get(3)?);
        if sequence != before.sequence + 1 {
            report.faults.push(Fault::Gap { from: before.sequence + 1, to: sequence - 1 });
        }
        let mut body = Body::new(header);
        let mut position = 0;
        let mut in_place = true;
        while let Some(row) = change {
            let at = Sequence::try_from(row.get::<_, i64>(0)?).unwrap_or(0);
            if at > sequence {
                break;
            }
            if at < sequence {
                report.faults.push(Fault::Stray { sequence: at });
            } else {
                in_place &= row.get::<_, i64>(1)? == position;
                body.push(row.get_ref(2)?.as_str().unwrap_or_default());
                position += 1;
                report.changes += 1;
            }
            change = changes.next()?;
        }
        if body.finish() != body_hash || !in_place {
            report.faults.push(Fault::Body { sequence });
        }
        if chain::link(before.link, sequence, body_hash) != link {
            report.faults.push(Fault::Link { sequence });
        }
        found |= wanted == Some(link);
        report.transactions += 1;
        before = Head { sequence, link };
    }
    while let Some(row) = change {
        report.faults.push(Fault::Stray { sequence: Sequence::try_from(row.get::<_, i64>(0)?).unwrap_or(0) });
        change = changes.next()?;
    }
    report.head = Some(before);
    if let Some(wanted) = wanted.filter(|_| !found) {
        report.faults.push(Fault::Head { wanted });
    }
    report.faults.dedup();
    Ok(report)
}
