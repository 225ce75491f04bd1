//! Queries that ask for many things at once, by as many places as there are or fewer.

use rusqlite::types::Null;
use rusqlite::{Statement, ToSql};

use super::error::Error;

/// The most records whose links are read by one query.
pub(super) const AT_ONCE: usize = 64;

/// How many places a query of so many has: one text each for one, for a few and for many, so that all stay prepared. A
/// text of many places takes long to compile.
pub(super) fn places(count: usize) -> usize {
    /// As many rows as a pane of the overview shows.
    const FEW: usize = 16;
    match count {
        0 | 1 => 1,
        2..=FEW => FEW,
        _ => AT_ONCE,
    }
}

/// Binds values to the places of a query; those that are left over hold nothing.
pub(super) fn bind<T: ToSql>(
    statement: &mut Statement,
    values: impl ExactSizeIterator<Item = T>,
    places: usize,
) -> Result<(), Error> {
    let count = values.len();
    for (at, value) in values.enumerate() {
        statement.raw_bind_parameter(at + 1, value)?;
    }
    for at in count..places {
        statement.raw_bind_parameter(at + 1, Null)?;
    }
    Ok(())
}
