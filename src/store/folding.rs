//! A function for SQL that folds the case of letters in every script; SQLite's own knows A to Z only.

use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;

use super::error::Error;

/// Teaches a connection `folded(text)`.
pub(super) fn teach(connection: &Connection) -> Result<(), Error> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    connection.create_scalar_function("folded", 1, flags, |context| {
        Ok(context.get::<Option<String>>(0)?.map(|text| text.to_lowercase()))
    })?;
    Ok(())
}
