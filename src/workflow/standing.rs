//! How a record stands, for a page that shows it whole.

use crate::domain::field::Field;
use crate::domain::record::Record;
use crate::domain::value::Value;
use crate::store::{Error, View};

/// What is worked out of a record and told nowhere else on its page, where there is something to tell.
///
/// # Errors
/// Where the file can't be read.
pub fn told(view: View, record: &Record) -> Result<Vec<(&'static Field, Value)>, Error> {
    let columns: Vec<_> = record
        .register
        .standings()
        .filter(|standing| standing.tells_more())
        .flat_map(|standing| standing.columns)
        .collect();
    let standings = view.standings(record.register, &columns, std::slice::from_ref(record))?;
    Ok(columns.into_iter().filter_map(|column| Some((column, standings.of(record.id, column)?.clone()))).collect())
}
