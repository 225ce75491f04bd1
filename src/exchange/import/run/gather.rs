//! Rows that tell of one record, put together.

use std::collections::HashMap;

use crate::exchange::import::Cells;
use crate::exchange::import::FileTable;
use crate::exchange::import::bound::Bound;

/// What a file says of one record: a row, or several of the same key; each by its place among the table's rows.
#[derive(Debug)]
pub struct RecordRows {
    pub first: usize,
    others: Vec<usize>,
}

impl RecordRows {
    /// The places of its rows, in their order.
    pub fn rows(&self) -> impl Iterator<Item = usize> {
        std::iter::once(self.first).chain(self.others.iter().copied())
    }

    /// How many rows it has.
    pub fn count(&self) -> usize {
        1 + self.others.len()
    }
}

/// The rows of a table, put together.
#[derive(Debug, Default)]
pub struct Gathered {
    /// In the order of their first rows.
    pub entries: Vec<RecordRows>,
    /// Rows that repeat an earlier one in every cell: their lines, and the lines of the earlier ones.
    pub repeated: Vec<(u64, u64)>,
    /// How many rows are not meant.
    pub passed_over: usize,
}

/// Puts the rows of each key together, and leaves out those that repeat another one wholly.
pub fn gather(table: &FileTable, bound: &Bound) -> Gathered {
    let mut gathered = Gathered::default();
    let mut seen: HashMap<&Cells, u64> = HashMap::new();
    let mut keys: HashMap<String, usize> = HashMap::new();
    for (place, row) in table.rows.iter().enumerate() {
        if !bound.takes(row) {
            gathered.passed_over += 1;
            continue;
        }
        if let Some(earlier) = seen.get(&row.cells) {
            gathered.repeated.push((row.line, *earlier));
            continue;
        }
        seen.insert(&row.cells, row.line);
        let key = bound.key_of(row);
        if let Some(entry) = key.as_ref().and_then(|key| keys.get(key)) {
            gathered.entries[*entry].others.push(place);
            continue;
        }
        keys.extend(key.map(|key| (key, gathered.entries.len())));
        gathered.entries.push(RecordRows { first: place, others: Vec::new() });
    }
    gathered
}
