//! Opening a file: looking at it first without touching it, then bringing it to today's schema.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::ambient::Durability;
use super::audience::Audience;
use super::barred::{Barred, Wish};
use super::beside::free_name;
use super::connection::{Access, writing};
use super::copy::copy;
use super::error::Error;
use super::migration::{self, APPLICATION_ID};
use super::output::NewFile;
use super::schema::Schema;
use super::sight::Still;
use super::source;

/// What the first hundred bytes of a file say, read without SQLite, so that nothing is created or changed beside it.
struct Peek {
    application: i32,
    version: u32,
}

fn peek(path: &Path) -> Result<Peek, Error> {
    if !path.exists() {
        let closed = Barred::from(path, Wish::Read).map(|barred| Error::Barred(Box::new(barred)));
        return Err(closed.unwrap_or_else(|| Error::NoFile(path.to_owned())));
    }
    let mut header = [0; 100];
    let mut file = source::open(path).map_err(|error| match error {
        Error::NotAFile { path, .. } => Error::NotADatabase(path),
        other => other.at_file(path, Wish::Read),
    })?;
    if file.read_exact(&mut header).is_err() || !header.starts_with(b"SQLite format 3\0") {
        return Err(Error::NotADatabase(path.to_owned()));
    }
    let number = |at: usize| i32::from_be_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);
    Ok(Peek { application: number(68), version: u32::try_from(number(60)).unwrap_or(u32::MAX) })
}

/// Looks at a file, upgrades it where it is older (after a backup beside it), and says what it allows.
pub(super) fn prepare(path: &Path, schema: &Schema) -> Result<Access, Error> {
    let access = look(path, schema)?;
    let (found, known) = (peek(path)?.version, schema.version());
    if found < known {
        if access == Access::ReadOnly {
            let why = Box::new(Error::barred(path));
            return Err(Error::UpgradeReadOnly { path: path.to_owned(), found, known, why });
        }
        upgrade(path, schema, found)?;
    }
    Ok(access)
}

/// Looks at a file that is of today's schema, and says what it allows; it is not touched.
pub(super) fn as_it_is(path: &Path, schema: &Schema) -> Result<Access, Error> {
    let access = look(path, schema)?;
    let (found, known) = (peek(path)?.version, schema.version());
    if found < known { Err(Error::Older { path: path.to_owned(), found, known }) } else { Ok(access) }
}

/// Whether a file can be written to; SQLite writes beside it, too.
fn access(path: &Path) -> Access {
    if Barred::from(path, Wish::Write).is_some() { Access::ReadOnly } else { Access::Write }
}

fn upgrade(path: &Path, schema: &Schema, found: u32) -> Result<(), Error> {
    let mut connection = writing(path, Durability::PowerCut)?;
    // Another process may have upgraded it since; then there is nothing to keep a copy of.
    let backup = if migration::version(&connection)? == found { Some(keep(&connection, path, found)?) } else { None };
    if let Err(error) = migration::migrate(&mut connection, schema) {
        // Nothing was changed, so the copy says nothing that the file does not say.
        if let Some(backup) = backup {
            fs::remove_file(&backup).map_err(Error::io(&backup))?;
        }
        return Err(error);
    }
    let pages = |pragma| connection.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
    if pages("freelist_count")? > pages("page_count")? / FREE_SHARE {
        connection.execute_batch("VACUUM")?;
    }
    connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")?;
    Ok(())
}

/// An upgraded file of which more than a tenth is free is written anew, so that it takes no more room
/// than what it holds.
const FREE_SHARE: i64 = 10;

/// Copies a file beside itself before it is upgraded.
fn keep(connection: &Connection, path: &Path, found: u32) -> Result<PathBuf, Error> {
    loop {
        let backup = NewFile::named(free_name(path, &format!("schema-{found}")));
        match copy(connection, &Still::default(), &backup, Audience::User) {
            Ok(()) => return Ok(backup.path().to_owned()),
            // Another process took the name first.
            Err(Error::AlreadyThere(_)) => {}
            Err(error) => return Err(error),
        }
    }
}

/// What a file allows, where it is one of Gavel's that this program can read or upgrade; it is not touched.
pub(super) fn look(path: &Path, schema: &Schema) -> Result<Access, Error> {
    let seen = peek(path)?;
    if seen.application != APPLICATION_ID {
        return Err(Error::Foreign(path.to_owned()));
    }
    let (found, known) = (seen.version, schema.version());
    if found > known { Err(Error::Newer { path: path.to_owned(), found, known }) } else { Ok(access(path)) }
}
