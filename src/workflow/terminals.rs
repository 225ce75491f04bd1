//! At which terminals something was recorded: one block at the end of a document, so that its lines name people alone.

use crate::domain::house::said::Words;
use crate::domain::identity::RecordId;
use crate::store::journal::Range;
use crate::store::{Error, View};

use super::said::Recorded;
use super::sheet::{Block, Body, Cell, Column, Row, Shown, Table};

/// The users, and who they are, in the words of a house, under whom records were written.
///
/// # Errors
/// Where the file can't be read.
pub fn block(view: View, words: &Words, records: impl Iterator<Item = RecordId>) -> Result<Block, Error> {
    let mut rows = Vec::new();
    for id in records {
        for entry in view.entries(&Range { record: Some(id), ..Range::default() })? {
            rows.push(row(view, words, &Recorded::then(view, &entry.header)?)?);
        }
    }
    let rows =
        each_once(rows).into_iter().map(|row| Row { cells: row.into_iter().map(Cell::said).collect(), lead: None });
    let headings = [words.terminal_user(), words.terminal_who()];
    let columns = headings.map(|heading| Column::keyless("", Shown::Words).headed(heading));
    Ok(Block::new(words.terminals(), Body::Table(Table { columns: columns.into(), rows: rows.collect() })))
}

/// A line of the block, in the words of a house.
///
/// # Errors
/// Where the file can't be read.
pub fn row(view: View, words: &Words, recorded: &Recorded) -> Result<Vec<String>, Error> {
    let who = match recorded.at_terminal {
        Some(id) => view.name_of(id)?,
        None => words.nobody_of_the_file().to_owned(),
    };
    Ok(vec![recorded.user.clone(), who])
}

/// Its lines in their order, each once.
pub fn each_once(mut rows: Vec<Vec<String>>) -> Vec<Vec<String>> {
    rows.sort();
    rows.dedup();
    rows
}
