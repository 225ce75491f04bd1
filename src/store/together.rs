//! Queries that ask for many things at once: one text whatever their number, so that it is compiled once.

use std::rc::Rc;

use rusqlite::Connection;
use rusqlite::types::Value as Sql;
use rusqlite::vtab::array::{Array, load_module};

use crate::domain::identity::RecordId;

use super::error::Error;

/// The most that are asked for at once.
pub(super) const AT_ONCE: usize = 64;

/// Teaches a connection `rarray(?)`, a table of what is bound to it.
pub(super) fn teach(connection: &Connection) -> Result<(), Error> {
    Ok(load_module(connection)?)
}

/// Identities as a table for `rarray(?)`.
pub(super) fn identities(ids: impl Iterator<Item = RecordId>) -> Array {
    Rc::new(ids.map(|id| Sql::Blob(id.0.as_bytes().to_vec())).collect())
}

/// Keys as a table for `rarray(?)`.
pub(super) fn keys(keys: impl Iterator<Item = i64>) -> Array {
    Rc::new(keys.map(Sql::Integer).collect())
}
