//! A file read as a table: its delimiter and its line of column names found out, its columns named apart.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use csv::{ReaderBuilder, StringRecord, Trim};
use sha2::{Digest, Sha256};

use crate::domain::identity::Hash;

use crate::store::{Error, source};

use super::{Unusable, text};

/// The largest file that is read, in bytes.
pub const LARGEST: u64 = 256 * 1024 * 1024;

/// The lines in which column names are looked for.
const SAMPLE: usize = 60;

/// A table.
#[derive(Debug)]
pub struct FileTable {
    /// The file's name, without its folders.
    pub name: String,
    /// SHA-256 of the file's bytes.
    pub hash: Hash,
    /// The encoding, as it is called.
    pub encoding: &'static str,
    pub delimiter: char,
    /// The line that holds the column names, counted from 1.
    pub header: u64,
    /// The columns' names; a name that stands several times is numbered: `Other`, `Other (2)`.
    pub columns: Vec<String>,
    pub rows: Vec<FileRow>,
}

/// A row.
#[derive(Debug)]
pub struct FileRow {
    /// The line of the file in which it begins, counted from 1.
    pub line: u64,
    /// To be compared with another row's.
    pub cells: Cells,
}

/// The cells of a row: one text, and where in it each of them ends, since a long table has millions.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Cells {
    text: Box<str>,
    ends: Box<[u32]>,
}

impl Cells {
    fn of(record: &StringRecord) -> Self {
        let mut end = 0;
        // No file that is read is longer than such a number counts.
        let ends = record.iter().map(|cell| {
            end += u32::try_from(cell.len()).unwrap_or(u32::MAX);
            end
        });
        Self { ends: ends.collect(), text: record.as_slice().into() }
    }

    fn get(&self, place: usize) -> Option<&str> {
        let end = *self.ends.get(place)? as usize;
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        self.text.get(start..end)
    }

    fn len(&self) -> usize {
        self.ends.len()
    }

    fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).filter_map(|place| self.get(place))
    }
}

impl FileRow {
    /// A cell's text; empty where the row is too short.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).unwrap_or_default()
    }

    /// How many cells it has beyond the columns.
    pub fn beyond(&self, columns: usize) -> usize {
        self.cells.iter().skip(columns).filter(|cell| !cell.trim().is_empty()).count()
    }
}

impl FileTable {
    /// Reads a file; `header` is the line of the column names where somebody said it.
    ///
    /// # Errors
    /// [`Unusable`], where it can't be read as a table.
    pub fn read(path: &Path, header: Option<u64>) -> Result<Self, Unusable> {
        let bytes = source::read(path, LARGEST).map_err(|error| match error {
            Error::TooLarge { .. } => Unusable::TooLarge(path.to_owned()),
            other => other.into(),
        })?;
        let hash = Hash(Sha256::digest(&bytes).into());
        let (text, encoding) = text::decode(bytes).ok_or_else(|| Unusable::Binary(path.to_owned()))?;
        // JSON and XML are text too, but no table.
        let start: String = text.chars().filter(|c| !c.is_whitespace()).take(2).collect();
        if start.starts_with(['{', '<']) || start == "[{" {
            return Err(Unusable::Binary(path.to_owned()));
        }
        let delimiter = delimiter(&text);
        let mut lines = Lines::of(&text, delimiter);
        let sample: Vec<_> = lines
            .by_ref()
            .take(SAMPLE.max(usize::try_from(header.unwrap_or(0)).unwrap_or(SAMPLE)))
            .collect::<Result<_, _>>()
            .map_err(|error| malformed(path, &error))?;
        let top = match header {
            Some(line) => sample.iter().position(|row: &FileRow| row.line == line),
            None => header_of(&sample),
        };
        let top = top.ok_or_else(|| Unusable::Empty(path.to_owned()))?;
        let columns = named_apart(sample[top].cells.iter());
        let header = sample[top].line;
        let mut rows: Vec<_> = sample.into_iter().skip(top + 1).collect();
        for row in lines {
            rows.push(row.map_err(|error| malformed(path, &error))?);
        }
        rows.retain(|row| row.cells.iter().any(|cell| !cell.trim().is_empty()));
        if rows.is_empty() {
            return Err(Unusable::Empty(path.to_owned()));
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Self { name, hash, encoding, delimiter: char::from(delimiter), header, columns, rows })
    }

    /// The place of a column, whatever the case of its letters and the white space in it.
    pub fn column(&self, name: &str) -> Option<usize> {
        let wanted = tidy(name).to_lowercase();
        self.columns
            .iter()
            .position(|column| column == name)
            .or_else(|| self.columns.iter().position(|column| column.to_lowercase() == wanted))
    }

    /// A few different words that stand in a column.
    pub fn samples(&self, column: usize, count: usize) -> Vec<&str> {
        let mut seen = HashSet::new();
        let cells = self.rows.iter().take(2000).map(|row| row.cell(column).trim());
        cells.filter(|cell| !cell.is_empty() && seen.insert(*cell)).take(count).collect()
    }
}

fn malformed(path: &Path, error: &csv::Error) -> Unusable {
    let line = error.position().map_or(0, csv::Position::line);
    Unusable::Malformed { path: path.to_owned(), line, why: error.to_string() }
}

/// The rows of a text.
struct Lines<'a> {
    text: &'a str,
    records: csv::StringRecordsIntoIter<&'a [u8]>,
}

impl<'a> Lines<'a> {
    fn of(text: &'a str, delimiter: u8) -> Self {
        let mut builder = ReaderBuilder::new();
        builder.delimiter(delimiter).has_headers(false).flexible(true).trim(Trim::None);
        Self { text, records: builder.from_reader(text.as_bytes()).into_records() }
    }
}

impl Iterator for Lines<'_> {
    type Item = Result<FileRow, csv::Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let cells = match self.records.next()? {
            Ok(cells) => cells,
            Err(error) => return Some(Err(error)),
        };
        let line = cells.position().map_or(0, |position| {
            // A row that follows a line ended by two characters is counted from between them.
            let place = usize::try_from(position.byte()).unwrap_or(usize::MAX);
            let skipped = self.text.as_bytes().get(place..).unwrap_or_default();
            let ends = skipped.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| **byte == b'\n');
            position.line() + ends.count() as u64
        });
        Some(Ok(FileRow { line, cells: Cells::of(&cells) }))
    }
}

/// The delimiter that splits the first rows most evenly into most cells.
fn delimiter(text: &str) -> u8 {
    let evenness = |delimiter: u8| {
        let mut counts: HashMap<usize, usize> = HashMap::new();
        for row in Lines::of(text, delimiter).take(SAMPLE).flatten() {
            *counts.entry(row.cells.len()).or_default() += 1;
        }
        let rows: usize = counts.values().sum();
        let (cells, alike) = counts.into_iter().max_by_key(|(cells, rows)| (*rows, *cells)).unwrap_or((1, 0));
        if cells < 2 { (0, 0) } else { (alike * 100 / rows.max(1) / 10, cells) }
    };
    let candidates = [b',', b';', b'\t', b'|'];
    candidates.into_iter().max_by_key(|candidate| (evenness(*candidate), *candidate == b',')).unwrap_or(b',')
}

/// The row of the column names: the first that is about as wide as the table, with words in it that differ.
fn header_of(rows: &[FileRow]) -> Option<usize> {
    let filled = |row: &FileRow| row.cells.iter().filter(|cell| !cell.trim().is_empty()).count();
    let width = rows.iter().map(|row| row.cells.len()).max()?;
    let mut counts: Vec<usize> = rows.iter().map(filled).filter(|count| *count > 0).collect();
    counts.sort_unstable();
    let usual = *counts.get(counts.len() / 2)?;
    let named = |row: &FileRow| {
        let cells: Vec<_> = row.cells.iter().map(str::trim).filter(|cell| !cell.is_empty()).collect();
        let words = cells.iter().filter(|cell| cell.chars().any(char::is_alphabetic)).count();
        let different: HashSet<_> = cells.iter().collect();
        let wide = cells.len() * 10 >= usual * 8 || cells.len() * 10 >= width * 8;
        wide && words * 10 >= cells.len() * 8 && (different.len() * 10 >= cells.len() * 7 || cells.len() == width)
    };
    rows.iter().position(named)
}

/// Names in one line, numbered where they repeat, and called by their place where they are empty.
fn named_apart<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut taken: HashSet<String> = HashSet::new();
    let mut columns = Vec::new();
    for (place, name) in names.enumerate() {
        let name = tidy(name);
        let name = if name.is_empty() { format!("Column {}", place + 1) } else { name };
        let numbered = (1..).map(|turn| if turn == 1 { name.clone() } else { format!("{name} ({turn})") });
        let free = numbered.into_iter().find(|candidate| taken.insert(candidate.to_lowercase())).unwrap_or(name);
        columns.push(free);
    }
    columns
}

/// A text in one line, with single spaces.
fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn read(text: &str) -> FileTable {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("table.csv");
        fs::write(&path, text).unwrap();
        FileTable::read(&path, None).unwrap()
    }

    #[test]
    fn the_delimiter_is_found_out() {
        for delimiter in [",", ";", "\t", "|"] {
            let text = "Name;Due;Remark\nOne;2026-01-02;\"a, b; c | d\"\nTwo;2026-01-03;x\n".replace(';', delimiter);
            let table = read(&text);
            assert_eq!(table.columns, ["Name", "Due", "Remark"], "{delimiter:?}");
            assert_eq!(table.rows[1].cell(1), "2026-01-03");
        }
    }

    #[test]
    fn what_stands_above_the_names_is_skipped() {
        let table = read("Register of risks 2026,,\n,,\nPrinted on,2026-01-02,\nRisk,Owner,Level\nFire,Ann,high\n");
        assert_eq!((table.header, table.columns.as_slice()), (4, &["Risk", "Owner", "Level"].map(str::to_owned)[..]));
        assert_eq!((table.rows.len(), table.rows[0].line), (1, 5));
    }

    #[test]
    fn names_that_repeat_are_told_apart() {
        let table = read("Name,If other,If other,,if  Other\nx,1,2,3,4\n");
        assert_eq!(table.columns, ["Name", "If other", "If other (2)", "Column 4", "if Other (3)"]);
        assert_eq!(table.column("IF OTHER (2)"), Some(2));
    }

    #[test]
    fn a_cell_can_hold_lines_and_rows_keep_their_place() {
        let table = read("Name,About\n\"One\",\"a\nb\nc\"\n,\nTwo,d\n");
        assert_eq!(table.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 6]);
        assert_eq!(table.rows[0].cell(1), "a\nb\nc");
    }

    #[test]
    fn lines_are_counted_as_an_editor_counts_them() {
        for end in ["\n", "\r\n"] {
            let table = read(&"Name,About\nOne,a\n\n\"Two\nwide\",b\nThree,c\n".replace('\n', end));
            assert_eq!(table.header, 1);
            assert_eq!(table.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 4, 6], "{end:?}");
        }
    }

    #[test]
    fn short_and_long_rows_are_known() {
        let table = read("Name,Due\nOne\nTwo,2026-01-01,more,\n");
        assert_eq!((table.rows[0].cell(1), table.rows[0].beyond(2)), ("", 0));
        assert_eq!(table.rows[1].beyond(2), 1);
    }
}
