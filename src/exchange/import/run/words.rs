//! The words that a file has for a field of one record.

use crate::exchange::csv::as_written;
use crate::exchange::import::mapping::{BoundField, Merge};
use crate::exchange::import::{FileTable, fold};

use super::gather::RecordRows;

/// The words for a field; empty where the file has none.
///
/// # Errors
/// The different words of rows that should say the same.
pub fn of(field: &BoundField, table: &FileTable, entry: &RecordRows) -> Result<String, Vec<String>> {
    for (column, is, then) in &field.when {
        if entry.rows().any(|row| fold::plain(table.rows[row].cell(*column)) == *is) {
            return Ok(then.clone());
        }
    }
    let mut different: Vec<String> = Vec::new();
    for row in entry.rows() {
        let said = of_row(field, table, row);
        if !said.trim().is_empty() && !different.contains(&said) {
            different.push(said);
        }
    }
    let said = match (different.len(), field.source.merge) {
        (0, _) => String::new(),
        (1, _) | (_, Merge::First) => different.swap_remove(0),
        (_, Merge::Last) => different.pop().unwrap_or_default(),
        (_, Merge::Join) => different.join(&field.join),
        (_, Merge::Refuse) => return Err(different),
    };
    Ok(if said.is_empty() { field.source.otherwise.clone().unwrap_or_default() } else { said })
}

fn of_row(field: &BoundField, table: &FileTable, row: usize) -> String {
    let row = &table.rows[row];
    let said = match field.columns.as_slice() {
        [] => String::new(),
        [column] if !field.source.labelled => as_written(row.cell(*column)).to_owned(),
        columns => {
            let parts = columns.iter().map(|column| (*column, as_written(row.cell(*column)).trim()));
            let parts = parts.filter(|(_, words)| !words.is_empty()).map(|(column, words)| {
                if field.source.labelled { format!("{}: {words}", table.columns[column]) } else { words.to_owned() }
            });
            parts.collect::<Vec<_>>().join(&field.join)
        }
    };
    if field.values.is_empty() {
        return said;
    }
    field.values.get(&fold::plain(&said)).cloned().unwrap_or(said)
}
