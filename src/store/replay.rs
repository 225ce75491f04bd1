//! Replaying the journal: into a temporary file to compare it or to look at the past, and into the file's own tables
//! when an upgrade has made them anew.

use rusqlite::{Connection, params};

use crate::domain::identity::{Hash, Sequence};
use crate::domain::transaction::{Change, What};
use crate::domain::value::{Held, Value};

use super::apply::Tables;
use super::connection;
use super::content::Purpose;
use super::due;
use super::error::Error;
use super::ground::{Grounds, Turns};
use super::journal;
use super::schema::Schema;

/// The tables as a replay left them, in a temporary file without a name: it goes with its process, however that ends.
#[derive(Debug)]
pub struct Replayed {
    pub connection: Connection,
}

/// What becomes of a change that cannot be replayed.
pub(super) enum Trouble<'a> {
    /// The replay ends with it.
    Stop,
    /// It is noted, and the replay goes on.
    Note(&'a mut dyn FnMut(Sequence, Error)),
}

impl Replayed {
    /// An empty file of a schema, in which speed counts and nothing else: it is thrown away.
    fn empty(schema: &Schema) -> Result<Self, Error> {
        let mut connection = Connection::open("")?;
        connection.execute_batch(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;
             PRAGMA foreign_keys = OFF; PRAGMA cache_size = -16000; PRAGMA temp_store = FILE;",
        )?;
        connection::keep_statements(&mut connection)?;
        connection.execute_batch("BEGIN")?;
        connection.execute_batch(&schema.shape()?.tables)?;
        connection.execute_batch(
            "CREATE TABLE mentioned (
                hash BLOB PRIMARY KEY, purpose TEXT, erased INTEGER NOT NULL DEFAULT 0
             ) STRICT, WITHOUT ROWID;
             COMMIT",
        )?;
        Ok(Self { connection })
    }
}

/// Replays a journal up to and including a place into a temporary file.
pub(super) fn replay(
    source: &Connection,
    schema: &Schema,
    until: Option<Sequence>,
    mut trouble: Trouble,
    progress: &mut dyn FnMut(Sequence, &Change),
) -> Result<Replayed, Error> {
    let replayed = Replayed::empty(schema)?;
    replayed.connection.execute_batch("BEGIN")?;
    let tables = Tables { connection: &replayed.connection, contents: source, schema };
    let grounds = Grounds { connection: &replayed.connection, schema, journal: source, turns: Turns::Told };
    each_change(
        source,
        until.map_or(i64::MAX, |place| i64::try_from(place).unwrap_or(i64::MAX)),
        |sequence, bytes| {
            let done =
                bytes.and_then(|bytes| journal::read_change(sequence, bytes, schema.catalogue)).and_then(|change| {
                    mention(&replayed.connection, &change)?;
                    tables.apply(&change)?;
                    grounds.keep(sequence, &change)?;
                    progress(sequence, &change);
                    Ok(())
                });
            match (done, &mut trouble) {
                (Err(error), Trouble::Note(note)) => {
                    note(sequence, error);
                    Ok(())
                }
                (done, _) => done,
            }
        },
    )?;
    replayed.connection.execute_batch("COMMIT")?;
    Ok(replayed)
}

/// The tables that follow from the journal word by word. What attested records stand on, what is due and what is not
/// placed follow from it, too, by what the program holds.
pub(super) fn tables(connection: &Connection) -> Result<Vec<String>, Error> {
    let mut tables = connection.prepare(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('journal', 'journal_change', 'content', 'ground', 'due', 'unplaced')
         AND name NOT LIKE 'search%' AND name NOT LIKE 'sqlite%'",
    )?;
    let names = tables.query_map([], |row| row.get(0))?;
    Ok(names.collect::<Result<_, _>>()?)
}

/// Empties every table that the journal can fill again.
pub(super) fn empty(connection: &Connection) -> Result<(), Error> {
    for name in tables(connection)? {
        connection.execute(&format!("DELETE FROM {name}"), [])?;
    }
    Ok(())
}

/// Fills emptied tables from the file's own journal.
pub(super) fn refill(connection: &Connection, schema: &Schema) -> Result<(), Error> {
    let tables = Tables { connection, contents: connection, schema };
    let grounds = Grounds { connection, schema, journal: connection, turns: Turns::Told };
    grounds.forget_all()?;
    due::forget_all(connection)?;
    each_change(connection, i64::MAX, |sequence, bytes| {
        let change = journal::read_change(sequence, bytes?, schema.catalogue)?;
        tables.apply(&change)?;
        grounds.keep(sequence, &change)
    })
}

fn each_change(
    source: &Connection,
    until: i64,
    mut take: impl FnMut(Sequence, Result<&str, Error>) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut statement =
        source.prepare("SELECT sequence, body FROM journal_change WHERE sequence <= ? ORDER BY sequence, position")?;
    let mut rows = statement.query([until])?;
    while let Some(row) = rows.next()? {
        // A place before the first is no place at all; the walk of the chain names it.
        let sequence = Sequence::try_from(row.get::<_, i64>(0)?).unwrap_or(0);
        let bytes = row.get_ref(1)?.as_str().map_err(|_| Error::journal(sequence, "the change is not text"));
        take(sequence, bytes)?;
    }
    Ok(())
}

/// Remembers which contents a change speaks of, so that verification can ask for each.
fn mention(connection: &Connection, change: &Change) -> Result<(), Error> {
    let mut mentioned = connection.prepare_cached("INSERT OR IGNORE INTO mentioned (hash, purpose) VALUES (?, ?)")?;
    let mut note = |value: Option<&Value>| -> Result<(), Error> {
        match value {
            Some(Value::Content(hash)) => mentioned.execute(params![hash.0, Purpose::Field.word()])?,
            // A file may be a sealed document.
            Some(Value::File(file)) => match &file.held {
                Held::Here(hash) => mentioned.execute(params![hash.0, None::<&str>])?,
                Held::Elsewhere { .. } => 0,
            },
            _ => 0,
        };
        Ok(())
    };
    match &change.what {
        What::Create { values, .. } => values.iter().try_for_each(|value| note(value.as_ref())),
        What::Update { fields, .. } => fields.iter().try_for_each(|field| note(field.after.as_ref())),
        What::Erase { contents, .. } => contents.iter().try_for_each(|hash| mark_erased(connection, *hash)),
        What::Void { .. } | What::Unvoid { .. } => Ok(()),
    }
}

fn mark_erased(connection: &Connection, hash: Hash) -> Result<(), Error> {
    let sql = "INSERT INTO mentioned (hash, erased) VALUES (?, 1) ON CONFLICT (hash) DO UPDATE SET erased = 1";
    connection.prepare_cached(sql)?.execute([hash.0])?;
    Ok(())
}
