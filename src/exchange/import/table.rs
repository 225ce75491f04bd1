//! A file read as a table: its line of column names found out, its columns named apart.

use std::collections::HashSet;
use std::fmt;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::domain::identity::Hash;
use crate::domain::register::Register;
use crate::domain::spelling::capital;

use crate::store::{Error, source};

use super::numbers::Sign;
use super::row::FileRow;
use super::{Unusable, delimited, fold, nested, text, workbook};

/// The largest file that is read, in bytes.
pub const LARGEST: u64 = 256 * 1024 * 1024;

/// The lines in which column names are looked for.
pub(super) const SAMPLE: usize = 60;

/// Which of the tables of a file is meant, and where it begins.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The line of the column names, where somebody said it.
    pub header: Option<u64>,
    /// The sheet of a workbook, where somebody said it.
    pub sheet: Option<String>,
    /// What a sheet is called that is meant where nobody says which.
    pub named_like: Vec<String>,
}

impl Wanted {
    /// A table for a register, whose sheet may bear its name.
    pub fn of(register: &Register) -> Self {
        Self { named_like: vec![register.plural.to_owned(), register.singular()], ..Self::default() }
    }
}

/// The form of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// Text, by the name of its encoding, with a sign between its cells.
    Text { encoding: &'static str, delimiter: char },
    /// A list of objects.
    Json,
    /// An object in each line.
    JsonLines,
    /// A sheet of a workbook, by its name.
    Sheet(String),
}

impl Form {
    /// Whether an apostrophe before a cell only says that it is no formula.
    pub const fn guards_formulas(&self) -> bool {
        matches!(self, Self::Text { .. })
    }

    /// The sign that parts the fraction of its numbers, where the form has one of its own.
    pub const fn sign(&self) -> Option<Sign> {
        match self {
            Self::Text { .. } => None,
            Self::Json | Self::JsonLines | Self::Sheet(_) => Some(Sign::Point),
        }
    }
}

impl fmt::Display for Form {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Text { encoding, delimiter } => {
                let delimiter = match delimiter {
                    ',' => "commas",
                    ';' => "semicolons",
                    '\t' => "tabs",
                    _ => "bars",
                };
                write!(formatter, "{encoding}, {delimiter}")
            }
            Self::Json => formatter.write_str("JSON"),
            Self::JsonLines => formatter.write_str("JSON Lines"),
            Self::Sheet(name) => write!(formatter, "sheet “{name}”"),
        }
    }
}

/// A table.
#[derive(Debug)]
pub struct FileTable {
    /// The file's name, without its folders.
    pub name: String,
    /// SHA-256 of the file's bytes.
    pub hash: Hash,
    pub form: Form,
    /// The line that holds the column names, counted from 1.
    pub header: u64,
    /// The columns' names; a name that stands several times is numbered: `Other`, `Other (2)`.
    pub columns: Vec<String>,
    pub rows: Vec<FileRow>,
    /// What is to be known of it before anything is written.
    pub remarks: Vec<Remark>,
}

/// Something in a table that is to be known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The line of the file, or the first of them; 0 where it is about the whole.
    pub line: u64,
    pub what: String,
}

impl Remark {
    /// It in words, with its line where it has one.
    pub fn told(&self) -> String {
        match self.line {
            0 => capital(&self.what),
            line => format!("Line {line}: {}", self.what),
        }
    }
}

impl FileTable {
    /// Reads a file.
    ///
    /// # Errors
    /// [`Unusable`], where it can't be read as a table.
    pub fn read(path: &Path, wanted: &Wanted) -> Result<Self, Unusable> {
        let bytes = source::read(path, LARGEST).map_err(|error| match error {
            Error::TooLarge { .. } => Unusable::TooLarge(path.display().to_string()),
            other => other.into(),
        })?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        Self::of(&name, &path.display().to_string(), bytes, wanted)
    }

    /// Takes what was read, of this name, as a table; refusals call it as it was `called`.
    ///
    /// # Errors
    /// [`Unusable`], where it is none.
    pub fn of(name: &str, called: &str, bytes: Vec<u8>, wanted: &Wanted) -> Result<Self, Unusable> {
        let hash = Hash(Sha256::digest(&bytes).into());
        if workbook::is_workbook(&bytes) {
            let (form, rows, remarks) = workbook::rows(&bytes, called, wanted)?;
            let mut table = Self::headed(rows, name, called, hash, form, wanted)?;
            table.remarks.splice(0..0, remarks);
            return Ok(table);
        }
        let (text, encoding) = text::decode(bytes).map_err(|why| Unusable::NoTable(called.to_owned(), why))?;
        if nested::is_json(&text) {
            let (form, rows) = nested::rows(&text, called)?;
            return Self::under(0, rows, name, hash, form).ok_or_else(|| Unusable::Empty(called.to_owned()));
        }
        let (delimiter, rows) = delimited::rows(&text, called)?;
        Self::headed(rows, name, called, hash, Form::Text { encoding, delimiter }, wanted)
    }

    fn headed(
        rows: Vec<FileRow>,
        name: &str,
        called: &str,
        hash: Hash,
        form: Form,
        wanted: &Wanted,
    ) -> Result<Self, Unusable> {
        let top = match wanted.header {
            Some(line) => rows.iter().position(|row| row.line == line),
            None => header_of(&rows[..rows.len().min(SAMPLE)]),
        };
        let table = top.and_then(|top| Self::under(top, rows, name, hash, form));
        table.ok_or_else(|| Unusable::Empty(called.to_owned()))
    }

    /// The table of the rows under the one that names the columns; `None` where there are none.
    fn under(top: usize, mut rows: Vec<FileRow>, name: &str, hash: Hash, form: Form) -> Option<Self> {
        let columns = named_apart(rows.get(top)?.cells.iter());
        let header = rows[top].line;
        rows.drain(..=top);
        rows.retain(|row| row.cells.iter().any(|cell| !cell.trim().is_empty()));
        let mut remarks = Vec::new();
        remarks.extend(total(&mut rows));
        remarks.extend(lines_in_cells(&rows, &columns));
        let table = Self { name: name.to_owned(), hash, form, header, columns, rows, remarks };
        (!table.rows.is_empty()).then_some(table)
    }

    /// How it is read, in parts: its form, and where its columns are named.
    pub fn told(&self) -> Vec<String> {
        let named = (self.header > 0).then(|| format!("column names in line {}", self.header));
        std::iter::once(self.form.to_string()).chain(named).collect()
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

/// What the last row of a table is called that sums up the others.
const TOTALS: [&str; 14] = [
    "total",
    "totals",
    "grand total",
    "sub total",
    "subtotal",
    "sum",
    "summe",
    "gesamt",
    "gesamtsumme",
    "totale",
    "somme",
    "suma",
    "totaal",
    "合計",
];

/// Takes the last row away, where it is no more than a total of those above.
fn total(rows: &mut Vec<FileRow>) -> Option<Remark> {
    let last = rows.last().filter(|_| rows.len() > 1)?;
    let filled: Vec<&str> = last.cells.iter().map(str::trim).filter(|cell| !cell.is_empty()).collect();
    let (first, others) = filled.split_first()?;
    let has_words = |cell: &&str| cell.chars().any(char::is_alphabetic);
    if !TOTALS.contains(&fold::plain(first).as_str()) || others.iter().any(has_words) {
        return None;
    }
    let what = format!("“{first}”: the row sums up the others, and is left out");
    let remark = Remark { line: last.line, what };
    rows.pop();
    Some(remark)
}

/// That cells hold several lines, and how the first of them begins: a quote may be missing there.
fn lines_in_cells(rows: &[FileRow], columns: &[String]) -> Option<Remark> {
    let mut wide = rows.iter().flat_map(|row| {
        let cells = row.cells.iter().enumerate().filter(|(_, cell)| cell.trim().contains('\n'));
        cells.map(move |(column, cell)| (row.line, column, cell))
    });
    let (line, column, cell) = wide.next()?;
    let more = wide.count();
    let begins = begins(cell);
    let column = columns.get(column).map_or(String::new(), |column| format!("{column}: "));
    let what = match more {
        0 => format!("{column}“{begins}” is a cell of several lines"),
        more => format!("{column}“{begins}” is the first of {} cells of several lines", more + 1),
    };
    Some(Remark { line, what })
}

/// The first words of a text.
pub(super) fn begins(text: &str) -> String {
    let words = tidy(text);
    match words.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words,
    }
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
        FileTable::read(&path, &Wanted::default()).unwrap()
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
