//! Rows that tell of one record, put together.

use std::collections::HashMap;

use crate::exchange::import::Table;
use crate::exchange::import::mapping::Bound;

/// What a file says of one record: a row, or several of the same key.
#[derive(Debug)]
pub struct Entry {
    /// Places among the table's rows; at least one.
    pub rows: Vec<usize>,
    /// The words of the key, where the mapping has one.
    pub key: Option<String>,
}

/// The rows of a table, put together.
#[derive(Debug, Default)]
pub struct Gathered {
    /// In the order of their first rows.
    pub entries: Vec<Entry>,
    /// Rows that repeat an earlier one in every cell: their lines, and the lines of the earlier ones.
    pub repeated: Vec<(u64, u64)>,
    /// How many rows are not meant.
    pub passed_over: usize,
}

/// Puts the rows of each key together, and leaves out those that repeat another one wholly.
pub fn gather(table: &Table, bound: &Bound) -> Gathered {
    let mut gathered = Gathered::default();
    let mut seen: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut keys: HashMap<String, usize> = HashMap::new();
    for (place, row) in table.rows.iter().enumerate() {
        if !bound.takes(row) {
            gathered.passed_over += 1;
            continue;
        }
        let alike = seen.entry(row.cells().as_slice()).or_default();
        if let Some(earlier) = alike.iter().map(|place| &table.rows[*place]).find(|one| one.cells() == row.cells()) {
            gathered.repeated.push((row.line, earlier.line));
            continue;
        }
        alike.push(place);
        let key = bound.key_of(row);
        if let Some(entry) = key.as_ref().and_then(|key| keys.get(key)) {
            gathered.entries[*entry].rows.push(place);
            continue;
        }
        if let Some(key) = &key {
            keys.insert(key.clone(), gathered.entries.len());
        }
        gathered.entries.push(Entry { rows: vec![place], key });
    }
    gathered
}
