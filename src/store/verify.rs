//! Verification: does the journal hold together, and do the tables say what it says?
//!
//! The chain is walked and every hash made again. Then the journal is replayed into a temporary file, and every
//! journalled table is compared with it row by row, so that a value edited behind Gavel's back is named. A journal cut
//! at its end, or a file rewritten as a whole, can only be told by a head that was kept elsewhere.

use std::path::Path;
use std::thread;

use rusqlite::{Connection, OptionalExtension};

use crate::domain::identity::{Hash, Sequence};

use super::compare;
use super::connection::Access;
use super::error::Error;
use super::schema::Schema;
use super::search;
use super::sight::Sight;
use super::walk::chain_to;
use super::witness::{self, Watch};

pub use super::fault::{Erasure, Fault, Jump, Report};
pub use super::walk::chain;

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
        let connection = Sight::of(path, access)?;
        connection.execute_batch("BEGIN")?;
        Ok::<_, Error>(connection)
    };
    let (walked, compared) = thread::scope(|scope| {
        let walk = scope.spawn(|| {
            let connection = reader()?;
            search::tell_held(&connection)?;
            let mut faults = integrity(&connection)?;
            faults.extend(schema.shape()?.differing(&connection)?.into_iter().map(|name| Fault::Shape { name }));
            let witnesses = witness::all(&connection, schema).unwrap_or_else(|error| {
                faults.push(Fault::Damaged(error.to_string()));
                Vec::new()
            });
            let mut report = chain_to(&connection, head, Watch::for_all(witnesses))?;
            faults.append(&mut report.faults);
            // Of a damaged file the faults are enough.
            let index = if faults.is_empty() { index(&connection, schema) } else { Ok(Vec::new()) };
            // What no kind can hold differs from what the journal says.
            let (index, unread) = match index {
                Err(error @ Error::Misfit { .. }) => (Vec::new(), Some(error)),
                index => (index?, None),
            };
            connection.still().settled()?;
            Ok((Report { faults, index, ..report }, unread))
        });
        let compared = reader().and_then(|connection| {
            let compared = compare::compare(&connection, schema, progress);
            connection.still().settled().and(compared)
        });
        (walk.join().unwrap_or(Err(Error::ThreadGone)), compared)
    });
    let (walked, unread) = walked?;
    // Where the tables can't even be read, what is known of the journal still counts.
    let mut compared = match compared {
        Err(error @ Error::Moved(_)) => return Err(error),
        Err(error) => Report { faults: vec![Fault::Damaged(error.to_string())], ..Report::default() },
        Ok(compared) => compared,
    };
    let mut faults = walked.faults;
    faults.append(&mut compared.faults);
    if let Some(error) = unread.filter(|_| faults.is_empty()) {
        return Err(error);
    }
    Ok(Report { faults, erasures: compared.erasures, ..walked })
}

/// The records of which the search index does not hold what they say.
fn index(connection: &Connection, schema: &Schema) -> Result<Vec<String>, Error> {
    let mut spine = connection.prepare("SELECT register, number FROM record WHERE key = ?")?;
    let mut named = |key: i64| -> Result<String, Error> {
        let found = spine.query_row([key], |row| Ok((row.get::<_, String>(0)?, row.get(1)?))).optional()?;
        let known = found.and_then(|(register, number)| Some(schema.catalogue.named(&register)?.reference(number)));
        Ok(known.map_or_else(|| format!("no record (key {key})"), |reference| reference.to_string()))
    };
    search::differing(connection, schema)?.into_iter().map(&mut named).collect()
}

fn integrity(connection: &Connection) -> Result<Vec<Fault>, Error> {
    let mut statement = connection.prepare("PRAGMA integrity_check(20)")?;
    let lines = statement.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
    Ok(lines.into_iter().filter(|line| line != "ok").map(Fault::Damaged).collect())
}
