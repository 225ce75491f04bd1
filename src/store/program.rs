//! Which programs wrote a file, by the version that each transaction names.

use super::error::Error;
use super::journal;
use rusqlite::Connection;

use crate::domain::transaction::Header;

/// The first version that guarded what stands: it holds what attested records stand on, and adopts only what was before.
const GUARDED_SINCE: (u32, u32) = (0, 2);

/// Whether a transaction was written by a program that guarded what stands already.
pub(super) fn guarded(header: &Header) -> bool {
    version(&header.program) >= GUARDED_SINCE
}

/// The first transaction that such a program wrote; none where there is none yet.
pub(super) fn first_guarded(connection: &Connection) -> Result<Option<Header>, Error> {
    let mut statement = connection.prepare_cached("SELECT sequence, header FROM journal ORDER BY sequence")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let header = journal::read_header(row.get(0)?, row.get_ref(1)?.as_str().unwrap_or_default())?;
        if guarded(&header) {
            return Ok(Some(header));
        }
    }
    Ok(None)
}

/// The first two numbers of a program's version; the lowest where it is none.
fn version(program: &str) -> (u32, u32) {
    let mut numbers = program.split('.').map(|part| part.parse().unwrap_or(0));
    (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0))
}
