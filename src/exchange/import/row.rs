//! A row of a table, kept small: a long table has millions of cells.

use csv::StringRecord;

/// A row.
#[derive(Debug)]
pub struct FileRow {
    /// The line of the file in which it begins, counted from 1.
    pub line: u64,
    /// To be compared with another row's.
    pub cells: Cells,
}

/// The cells of a row: one text, and where in it each of them ends.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Cells {
    text: Box<str>,
    ends: Box<[u32]>,
}

impl Cells {
    pub(super) fn of(record: &StringRecord) -> Self {
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

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
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
