//! The rows of a sheet.

use csv::StringRecord;

use super::super::row::{Cells, FileRow};
use super::super::table::{Remark, begins};
use super::Broken;
use super::cells::Known;
use super::parts::{Parts, Sheet};
use super::xml::{Piece, attribute, is_set, walk};

/// What a spreadsheet can hold.
const LAST: (u64, usize) = (1_048_576, 16_384);

/// The most rows, columns and cells that are used.
const ROWS: usize = 200_000;
const COLUMNS: usize = 512;
const CELLS: usize = 2_000_000;

/// What was read of a sheet.
pub struct Read {
    pub rows: Vec<FileRow>,
    pub remarks: Vec<Remark>,
}

/// A cell that is being read.
#[derive(Default)]
struct Cell {
    column: usize,
    kind: String,
    style: Option<usize>,
    value: Option<String>,
    formula: bool,
}

/// A row that is being read: its number, and its cells by their columns.
type Row = (u64, Vec<(usize, String)>);

/// Several that are told by the first of them.
#[derive(Default)]
struct Several(Option<u64>, usize);

impl Several {
    fn add(&mut self, line: u64) {
        self.0.get_or_insert(line);
        self.1 += 1;
    }

    fn told(&self, one: &str, many: &str) -> Option<Remark> {
        let Self(Some(line), count) = *self else { return None };
        let what = if count == 1 { one.to_owned() } else { format!("the first of {count} {many}") };
        Some(Remark { line, what })
    }
}

/// Reads a sheet.
pub fn read(parts: &mut Parts, sheet: &Sheet, known: &Known) -> Result<Read, Broken> {
    let mut rows: Vec<Row> = Vec::new();
    let (mut line, mut cell, mut next, mut cells, mut words) = (0_u64, Cell::default(), 0, 0_usize, 0_usize);
    let (mut text, mut valued) = (String::new(), false);
    let (mut hidden, mut formulas, mut hidden_columns) = (Several::default(), Several::default(), 0_usize);
    let mut merged: Vec<Area> = Vec::new();
    parts.sheet(sheet, |from| {
        walk(from, |piece| {
            match piece {
                Piece::Open("col", start) if is_set(start, "hidden") => {
                    let end = |name| attribute(start, name).and_then(|at| at.parse::<usize>().ok()).unwrap_or(1);
                    hidden_columns += end("max").min(COLUMNS).saturating_sub(end("min")).saturating_add(1).min(COLUMNS);
                }
                Piece::Open("row", start) => {
                    let told = attribute(start, "r").and_then(|row| row.parse().ok());
                    line = told.unwrap_or(line + 1);
                    if line == 0 || line > LAST.0 {
                        return Err(Broken::Damaged(format!("a row {line}")));
                    }
                    if is_set(start, "hidden") {
                        hidden.add(line);
                    }
                    next = 0;
                }
                Piece::Open("c", start) => {
                    let place = attribute(start, "r").map(|name| place(&name)).transpose()?;
                    let (row, column) = place.unwrap_or((line, next));
                    if row != line {
                        return Err(Broken::Damaged(format!("a cell of row {row} in row {line}")));
                    }
                    let style = attribute(start, "s").and_then(|style| style.parse().ok());
                    cell = Cell { column, kind: attribute(start, "t").unwrap_or_default(), style, ..Cell::default() };
                    next = column + 1;
                }
                Piece::Open("f", _) => cell.formula = true,
                Piece::Open("v" | "t", _) => {
                    valued = true;
                    text.clear();
                }
                Piece::Text(words) if valued => text.push_str(words),
                Piece::Close("v" | "t") => {
                    valued = false;
                    cell.value.get_or_insert_default().push_str(&text);
                }
                Piece::Close("c") => {
                    let Cell { column, kind, style, value, formula } = std::mem::take(&mut cell);
                    if formula {
                        formulas.add(line);
                    }
                    let Some(value) = value else {
                        if formula {
                            return Err(Broken::NoValue(name_of(line, column), sheet.name.clone()));
                        }
                        return Ok(());
                    };
                    let said = known.words(&kind, style, &value)?;
                    if said.is_empty() {
                        return Ok(());
                    }
                    cells += 1;
                    words += said.len();
                    if column >= COLUMNS {
                        return Err(Broken::TooMuch("more than 512 columns"));
                    }
                    if cells > CELLS || words > super::super::table::LARGEST as usize {
                        return Err(Broken::TooMuch("more than two million cells"));
                    }
                    let full = rows.len() == ROWS;
                    match rows.last_mut() {
                        Some((last, cells)) if *last == line => cells.push((column, said)),
                        Some((last, _)) if *last > line => return Err(Broken::Damaged("rows in disorder".to_owned())),
                        _ if full => return Err(Broken::TooMuch("more than 200 000 rows")),
                        _ => rows.push((line, vec![(column, said)])),
                    }
                }
                Piece::Open("mergeCell", start) => {
                    let area = attribute(start, "ref").and_then(|area| Area::of(&area));
                    merged.extend(area.filter(|_| merged.len() < CELLS / 10));
                }
                _ => {}
            }
            Ok(())
        })
    })?;
    let mut remarks = Vec::new();
    remarks.extend(formulas.told("a formula, whose stored value is taken", "formulas, whose stored values are taken"));
    remarks.extend(hidden.told("a hidden row, which is taken too", "hidden rows, which are taken too"));
    if hidden_columns > 0 {
        let what = format!("{hidden_columns} columns are hidden in the sheet, and taken too");
        remarks.push(Remark { line: 0, what });
    }
    remarks.extend(spread(&mut rows, &merged)?);
    let width = rows.iter().flat_map(|(_, cells)| cells).map(|(column, _)| column + 1).max().unwrap_or(0);
    let rows = rows.into_iter().map(|(line, cells)| {
        let mut row = vec![String::new(); width];
        for (column, words) in cells {
            row[column] = words;
        }
        FileRow { line, cells: Cells::of(&StringRecord::from(row)) }
    });
    Ok(Read { rows: rows.collect(), remarks })
}

/// Cells that are one: its rows, the first and the last, and its first column.
struct Area {
    rows: (u64, u64),
    column: usize,
}

impl Area {
    fn of(area: &str) -> Option<Self> {
        let (from, to) = area.split_once(':')?;
        let ((top, column), (bottom, _)) = (place(from).ok()?, place(to).ok()?);
        (top < bottom).then_some(Self { rows: (top, bottom), column })
    }
}

/// Says what stands in a cell of several rows in each of them.
///
/// # Errors
/// [`Broken::TooMuch`]: areas may lie over each other without end.
fn spread(rows: &mut [Row], merged: &[Area]) -> Result<Option<Remark>, Broken> {
    let mut cells_of_areas = 0_usize;
    let mut told = Several::default();
    let mut first = String::new();
    for area in merged {
        let Ok(top) = rows.binary_search_by_key(&area.rows.0, |(line, _)| *line) else { continue };
        let words = rows[top].1.iter().find(|(column, _)| *column == area.column).map(|(_, words)| words.clone());
        let Some(words) = words else { continue };
        if first.is_empty() {
            first = begins(&words);
        }
        told.add(area.rows.0);
        for (_, cells) in rows[top + 1..].iter_mut().take_while(|(line, _)| *line <= area.rows.1) {
            cells_of_areas += 1;
            if cells_of_areas > CELLS {
                return Err(Broken::TooMuch("cells that are one, over more than two million"));
            }
            if cells.iter().all(|(column, _)| *column != area.column) {
                cells.push((area.column, words.clone()));
            }
        }
    }
    let one = format!("“{first}” is a cell of several rows, and stands in each of them");
    Ok(told.told(&one, "cells of several rows, which stand in each of them"))
}

/// The row, from 1, and the column, from 0, of a cell by its name: `B7`.
fn place(name: &str) -> Result<(u64, usize), Broken> {
    let damaged = || Broken::Damaged(format!("no cell is called {}", begins(name)));
    let split = name.find(|c: char| !c.is_ascii_alphabetic()).ok_or_else(damaged)?;
    let (letters, digits) = name.split_at(split);
    if letters.is_empty() || letters.len() > 3 || digits.len() > 7 {
        return Err(damaged());
    }
    let column =
        letters.bytes().fold(0, |column, letter| column * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1);
    let row = digits.parse().map_err(|_| damaged())?;
    if row == 0 || row > LAST.0 || column > LAST.1 { Err(damaged()) } else { Ok((row, column - 1)) }
}

/// The name of a cell.
fn name_of(row: u64, column: usize) -> String {
    let mut letters = String::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        letters.insert(0, char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    format!("{letters}{row}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_have_names() {
        for (name, at) in [("A1", (1, 0)), ("Z9", (9, 25)), ("AA10", (10, 26)), ("XFD1048576", (1_048_576, 16_383))] {
            assert_eq!(place(name), Ok(at), "{name}");
            assert_eq!(name_of(at.0, at.1), name);
        }
        for name in ["", "A", "7", "A0", "XFE1", "A1048577", "ZZZZZZZ99999999999", "A1B"] {
            assert!(place(name).is_err(), "{name}");
        }
    }
}
