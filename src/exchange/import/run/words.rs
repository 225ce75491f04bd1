//! The words that a file has for a field of one record.

use crate::exchange::csv::as_written;
use crate::exchange::import::bound::BoundField;
use crate::exchange::import::mapping::Merge;
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
    let mut said = if said.is_empty() { field.source.otherwise.clone().unwrap_or_default() } else { said };
    for kept in kept(field, table, entry) {
        said.push_str(if said.is_empty() { "" } else { "\n\n" });
        said.push_str(&kept);
    }
    Ok(said)
}

/// The words of other fields that this one keeps, each with the name of its field.
fn kept(field: &BoundField, table: &FileTable, entry: &RecordRows) -> Vec<String> {
    let mut lines = Vec::new();
    for kept in &field.keeps {
        for cell in entry.rows().flat_map(|row| kept.columns.iter().map(move |column| (row, *column))) {
            let words = cell_of(table, cell.0, cell.1).trim();
            let line =
                format!("{} in the source: {}", kept.label, words.split_whitespace().collect::<Vec<_>>().join(" "));
            if kept.words.contains(&fold::plain(words)) && !lines.contains(&line) {
                lines.push(line);
            }
        }
    }
    lines
}

/// The words of a cell, without what only kept it from being a formula.
fn cell_of(table: &FileTable, row: usize, column: usize) -> &str {
    let cell = table.rows[row].cell(column);
    if table.form.guards_formulas() { as_written(cell) } else { cell }
}

fn of_row(field: &BoundField, table: &FileTable, row: usize) -> String {
    let said = match field.columns.as_slice() {
        [] => String::new(),
        [column] if !field.source.labelled => cell_of(table, row, *column).to_owned(),
        columns => {
            let parts = columns.iter().map(|column| (*column, cell_of(table, row, *column).trim()));
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
