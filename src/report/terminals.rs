//! At which terminals something was recorded: one block at the end of a document, so that its lines name people alone.

use crate::domain::identity::RecordId;
use crate::store::journal::Range;
use crate::store::{Error, View};
use crate::workflow::said::Recorded;

use super::document::{Column, Document};

/// Writes the users, and who they are, under whom records were written.
///
/// # Errors
/// Where the file can't be read.
pub fn write(document: &mut Document, view: View, records: impl Iterator<Item = RecordId>) -> Result<(), Error> {
    let mut rows = Vec::new();
    for id in records {
        for entry in view.entries(&Range { record: Some(id), ..Range::default() })? {
            rows.push(row(view, &Recorded::then(view, &entry.header)?)?);
        }
    }
    block(document, rows);
    Ok(())
}

/// A line of the block.
///
/// # Errors
/// Where the file can't be read.
pub fn row(view: View, recorded: &Recorded) -> Result<Vec<String>, Error> {
    let who = match recorded.at_terminal {
        Some(id) => view.name_of(id)?,
        None => "nobody of the file, or several".to_owned(),
    };
    Ok(vec![recorded.user.clone(), who])
}

/// Writes these lines, each once.
pub fn block(document: &mut Document, mut rows: Vec<Vec<String>>) {
    rows.sort();
    rows.dedup();
    document.heading(2, "Terminals");
    document.table(["User", "Who that is"].into_iter().map(Column::words).collect(), rows);
}
