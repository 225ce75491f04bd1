//! What SQL is taught of words: how they are folded, and how they are put in order.

use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;

use crate::domain::folding::{folded, in_words};
use crate::domain::order;

use super::error::Error;
use super::parts;

/// A function of texts.
type OfText = fn(&str) -> String;

/// Teaches a connection `folded(text)`, `in_words(text)`, `in_parts(text)` and `in_order(text)`. Whoever writes to a file needs them.
///
/// # Errors
/// Where SQLite takes no more functions.
pub fn teach(connection: &Connection) -> Result<(), Error> {
    let functions: [(&str, OfText); 4] = [
        ("folded", |text| folded(text).into_owned()),
        ("in_words", in_words),
        ("in_parts", parts::terms),
        // An index is made of it: what it gives is never changed but by a migration.
        ("in_order", order::key),
    ];
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    for (name, function) in functions {
        connection.create_scalar_function(name, 1, flags, move |context| {
            Ok(context.get_raw(0).as_str_or_null()?.map(function))
        })?;
    }
    Ok(())
}
