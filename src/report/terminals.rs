//! At which terminals something was recorded, at the end of a document that is no sheet.

use crate::workflow::terminals::{HEADINGS, TITLE, each_once};

use super::document::{Column, Document};

pub use crate::workflow::terminals::row;

/// Writes these lines, each once.
pub fn block(document: &mut Document, rows: Vec<Vec<String>>) {
    document.heading(2, TITLE);
    document.table(HEADINGS.into_iter().map(Column::words).collect(), each_once(rows));
}
