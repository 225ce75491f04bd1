//! The second half of verification: the file's tables beside what a replay of its journal gives.

use std::cmp::Ordering;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row};

use crate::domain::identity::{Hash, RecordId, Sequence};
use crate::domain::register::Register;
use crate::domain::transaction::{Change, What};

use super::chain;
use super::columns::columns;
use super::error::Error;
use super::fault::{Erasure, Fault, Report};
use super::replay::{self, Replayed, Trouble};
use super::schema::Schema;
use super::{journal, read};

/// Replays the journal and compares every journalled table with it.
pub(super) fn compare(
    connection: &Connection,
    schema: &Schema,
    progress: &mut dyn FnMut(Sequence),
) -> Result<Report, Error> {
    let mut report = Report::default();
    let mut troubles = Vec::new();
    let mut erased: Vec<(Sequence, RecordId, &'static str, bool)> = Vec::new();
    let replayed = replay::replay(
        connection,
        schema,
        None,
        Trouble::Note(&mut |sequence, error| troubles.push(unreadable(sequence, error))),
        &mut |sequence, change: &Change| {
            if let What::Erase { field, self_approved, .. } = &change.what {
                erased.push((sequence, change.record, field.label, *self_approved));
            }
            progress(sequence);
        },
    )?;
    for (sequence, id, field, self_approved) in erased {
        let reference = reference(&replayed.connection, schema, id)?;
        report.erasures.push(Erasure { sequence, reference, field, self_approved });
    }
    report.faults.extend(troubles);
    let comparison = Comparison { file: connection, replayed: &replayed, schema };
    comparison.spine(&mut report.faults)?;
    for register in schema.catalogue.registers() {
        comparison.register(register, &mut report.faults)?;
    }
    comparison.links(&mut report.faults)?;
    comparison.grounds(&mut report.faults)?;
    comparison.kept(&mut report.faults)?;
    comparison.contents(&mut report.faults)?;
    Ok(report)
}

fn reference(connection: &Connection, schema: &Schema, id: RecordId) -> Result<String, Error> {
    let found = connection
        .prepare_cached("SELECT register, number FROM record WHERE id = ?")?
        .query_row([id.0], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))
        .optional()?;
    let reference = found.and_then(|(register, number)| Some(schema.catalogue.named(&register)?.reference(number)));
    Ok(reference.map_or_else(|| id.to_string(), |reference| reference.to_string()))
}

/// The file beside its replay.
struct Comparison<'a> {
    file: &'a Connection,
    replayed: &'a Replayed,
    schema: &'a Schema,
}

/// A table that is compared: its columns, of which the first few are its key.
struct Compared<'a> {
    table: &'a str,
    columns: Vec<String>,
    keys: usize,
}

/// Finds the register and reference of a row, and a word for the row.
type Describe<'a> = dyn Fn(&Row) -> Result<(String, String, String), Error> + 'a;

impl Comparison<'_> {
    fn spine(&self, faults: &mut Vec<Fault>) -> Result<(), Error> {
        let columns = ["key", "id", "register", "number", "revision", "voided"].map(str::to_owned).to_vec();
        self.rows(&Compared { table: "record", columns, keys: 1 }, faults, &|row| {
            let register: String = row.get(2)?;
            let number: u32 = row.get(3)?;
            let known = self.schema.catalogue.named(&register);
            let record = known.map_or_else(|| number.to_string(), |register| register.reference(number).to_string());
            Ok((register, record, "the record".to_owned()))
        })
    }

    fn register(&self, register: &'static Register, faults: &mut Vec<Fault>) -> Result<(), Error> {
        let names = register.fields.iter().flat_map(columns).map(|column| column.name);
        let columns = std::iter::once("key".to_owned()).chain(names).collect();
        self.rows(&Compared { table: register.name, columns, keys: 1 }, faults, &|row| {
            let key: i64 = row.get(0)?;
            let number = self
                .replayed
                .connection
                .prepare_cached("SELECT number FROM record WHERE key = ? AND register = ?")?
                .query_row(rusqlite::params![key, register.name], |row| row.get(0))
                .optional()?;
            let record = number.map_or_else(|| format!("(key {key})"), |number| register.reference(number).to_string());
            Ok((register.name.to_owned(), record, "the row of its fields".to_owned()))
        })
    }

    fn links(&self, faults: &mut Vec<Fault>) -> Result<(), Error> {
        let columns = ["from_id", "relation", "to_id", "one"].map(str::to_owned).to_vec();
        self.rows(&Compared { table: "link", columns, keys: 3 }, faults, &|row| {
            let (Ok(from), Ok(to)) = (row.get(0).map(RecordId), row.get(2).map(RecordId)) else {
                return Ok(("record".to_owned(), "(unknown)".to_owned(), "a link of no record".to_owned()));
            };
            let known = read::locate(&self.replayed.connection, self.schema, from)?;
            let register = known.map_or("record", |(register, _)| register.name);
            let what = format!(
                "the link {} to {}",
                row.get::<_, String>(1)?,
                reference(&self.replayed.connection, self.schema, to)?
            );
            Ok((register.to_owned(), reference(&self.replayed.connection, self.schema, from)?, what))
        })
    }

    /// What attested records stand on, and what was taken from under them.
    fn grounds(&self, faults: &mut Vec<Fault>) -> Result<(), Error> {
        if !self.schema.attests() {
            return Ok(());
        }
        let columns = ["of", "name", "rests_on", "hash", "lost", "how"].map(str::to_owned).to_vec();
        self.rows(&Compared { table: "ground", columns, keys: 3 }, faults, &|row| {
            let (Ok(of), Ok(on)) = (row.get(0).map(RecordId), row.get(2).map(RecordId)) else {
                return Ok(("record".to_owned(), "(unknown)".to_owned(), "a ground of no record".to_owned()));
            };
            let known = read::locate(&self.replayed.connection, self.schema, of)?;
            let register = known.map_or("record", |(register, _)| register.name);
            let what = format!(
                "what it stands on, {} ({})",
                reference(&self.replayed.connection, self.schema, on)?,
                row.get::<_, String>(1)?,
            );
            Ok((register.to_owned(), reference(&self.replayed.connection, self.schema, of)?, what))
        })
    }

    /// What is to be dealt with by a day, and what is not placed.
    fn kept(&self, faults: &mut Vec<Fault>) -> Result<(), Error> {
        let tables = [
            ("due", &["key", "register", "day", "owner", "chance"][..], "when it is due"),
            ("unplaced", &["key", "register", "day", "owner"], "whether it is placed"),
        ];
        for (table, columns, what) in tables {
            let columns = columns.iter().map(|name| (*name).to_owned()).collect();
            self.rows(&Compared { table, columns, keys: 1 }, faults, &|row| {
                let (key, register): (i64, String) = (row.get(0)?, row.get(1)?);
                let number = self
                    .replayed
                    .connection
                    .prepare_cached("SELECT number FROM record WHERE key = ?")?
                    .query_row([key], |row| row.get(0))
                    .optional()?;
                let known = self.schema.catalogue.named(&register).zip(number);
                let record =
                    known.map_or_else(|| format!("(key {key})"), |(one, number)| one.reference(number).to_string());
                Ok((register, record, what.to_owned()))
            })?;
        }
        Ok(())
    }

    /// Walks both tables in the order of their keys.
    fn rows(&self, compared: &Compared, faults: &mut Vec<Fault>, describe: &Describe) -> Result<(), Error> {
        let keys = compared.columns[..compared.keys].join(", ");
        let sql = format!("SELECT {} FROM {} ORDER BY {keys}", compared.columns.join(", "), compared.table);
        let (mut file, mut truth) = (self.file.prepare(&sql)?, self.replayed.connection.prepare(&sql)?);
        let (mut file, mut truth) = (file.query([])?, truth.query([])?);
        let (mut left, mut right) = (file.next()?, truth.next()?);
        loop {
            let order = match (left, right) {
                (None, None) => return Ok(()),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(left), Some(right)) => compare_keys(left, right, compared.keys)?,
            };
            match (order, left, right) {
                (Ordering::Less, Some(row), _) => {
                    let (register, record, what) = describe(row)?;
                    faults.push(Fault::Unknown { register, record, what });
                }
                (Ordering::Greater, _, Some(row)) => {
                    let (register, record, what) = describe(row)?;
                    faults.push(Fault::Gone { register, record, what });
                }
                (_, Some(left), Some(right)) => compare_values(compared, left, right, faults, describe)?,
                _ => return Ok(()),
            }
            if order != Ordering::Greater {
                left = file.next()?;
            }
            if order != Ordering::Less {
                right = truth.next()?;
            }
        }
    }

    fn contents(&self, faults: &mut Vec<Fault>) -> Result<(), Error> {
        self.headers(faults)?;
        let mut statement = self.file.prepare("SELECT hash, purpose, salt, bytes FROM content")?;
        let mut rows = statement.query([])?;
        let mut mentioned = self.replayed.connection.prepare("SELECT erased, purpose FROM mentioned WHERE hash = ?")?;
        let mut seen = self.replayed.connection.prepare("UPDATE mentioned SET erased = erased + 2 WHERE hash = ?")?;
        while let Some(row) = rows.next()? {
            let hash = Hash(row.get(0)?);
            let known: Option<(bool, Option<String>)> =
                mentioned.query_row([hash.0], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
            let erased = known.as_ref().map(|(erased, _)| *erased);
            let mut fault = |what| faults.push(Fault::Content { hash, what });
            let purpose = row.get_ref(1)?.as_str().unwrap_or_default();
            let meant = known.as_ref().and_then(|(_, purpose)| purpose.as_deref());
            if meant.is_some_and(|meant| meant != purpose) {
                fault("they are kept for something else than the journal says");
            }
            match (row.get_ref(2)?, row.get_ref(3)?) {
                (ValueRef::Null, ValueRef::Null) if erased == Some(false) => fault("they are gone without an erasure"),
                (ValueRef::Null, ValueRef::Null) => {}
                (ValueRef::Blob(salt), ValueRef::Blob(bytes)) => {
                    if chain::content(purpose, salt, bytes) != hash {
                        fault("they are not what was hashed");
                    } else if erased == Some(true) {
                        fault("they were erased, and are there again");
                    }
                }
                _ => fault("they are not what was hashed"),
            }
            if erased.is_none() {
                fault("the journal says nothing of them");
            }
            seen.execute([hash.0])?;
        }
        let mut lost = self.replayed.connection.prepare("SELECT hash FROM mentioned WHERE erased < 2")?;
        let hashes = lost.query_map([], |row| Ok(Hash(row.get(0)?)))?;
        for hash in hashes {
            faults.push(Fault::Content { hash: hash?, what: "the journal speaks of them, and they are not there" });
        }
        Ok(())
    }

    /// Reads every header, and adds the users of whom they speak to the contents that must be there.
    fn headers(&self, faults: &mut Vec<Fault>) -> Result<(), Error> {
        let mut headers = self.file.prepare("SELECT sequence, header FROM journal")?;
        let mut rows = headers.query([])?;
        let mut note = self.replayed.connection.prepare(
            "INSERT INTO mentioned (hash, purpose) VALUES (?, 'user') ON CONFLICT (hash) DO UPDATE SET purpose = 'user'",
        )?;
        let mut last = None;
        while let Some(row) = rows.next()? {
            let header = row.get_ref(1)?.as_str().unwrap_or_default();
            let sequence = Sequence::try_from(row.get::<_, i64>(0)?).unwrap_or(0);
            match journal::read_header(sequence, header) {
                Ok(header) if last == Some(header.actor.user) => {}
                Ok(header) => {
                    note.execute([header.actor.user.0])?;
                    last = Some(header.actor.user);
                }
                Err(error) => faults.push(unreadable(sequence, error)),
            }
        }
        Ok(())
    }
}

fn compare_keys(left: &Row, right: &Row, keys: usize) -> Result<Ordering, Error> {
    for key in 0..keys {
        let order = match (left.get_ref(key)?, right.get_ref(key)?) {
            (ValueRef::Integer(left), ValueRef::Integer(right)) => left.cmp(&right),
            (ValueRef::Text(left) | ValueRef::Blob(left), ValueRef::Text(right) | ValueRef::Blob(right)) => {
                left.cmp(right)
            }
            _ => Ordering::Equal,
        };
        if order != Ordering::Equal {
            return Ok(order);
        }
    }
    Ok(Ordering::Equal)
}

fn compare_values(
    compared: &Compared,
    left: &Row,
    right: &Row,
    faults: &mut Vec<Fault>,
    describe: &Describe,
) -> Result<(), Error> {
    for (place, column) in compared.columns.iter().enumerate().skip(compared.keys) {
        let (file, journal) = (left.get_ref(place)?, right.get_ref(place)?);
        if file != journal {
            let (register, record, what) = describe(right)?;
            let field = if compared.table == "link" { format!("{what}, {column}") } else { column.clone() };
            faults.push(Fault::Differs { register, record, field, journal: quote(journal), file: quote(file) });
        }
    }
    Ok(())
}

fn quote(value: ValueRef) -> String {
    match value {
        ValueRef::Null => "nothing".to_owned(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(text) => format!("“{}”", String::from_utf8_lossy(text)),
        ValueRef::Blob(bytes) => bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
    }
}

fn unreadable(sequence: Sequence, error: Error) -> Fault {
    let why = match error {
        Error::Journal { why, .. } => why,
        other => other.to_string(),
    };
    Fault::Unreadable { sequence, why }
}
