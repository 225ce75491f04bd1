//! At which terminals something was recorded, at the end of a document that is no sheet.

use crate::domain::house::said::Words;
use crate::workflow::terminals::each_once;

use super::document::{Column, Document};

pub use crate::workflow::terminals::row;

/// Writes these lines, each once.
pub fn block(document: &mut Document, words: &Words, rows: Vec<Vec<String>>) {
    document.heading(2, words.terminals());
    let headings = [words.terminal_user(), words.terminal_who()];
    document.table(headings.map(Column::words).into(), each_once(rows));
}
