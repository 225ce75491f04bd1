//! Tables that people bring: a file read as columns and rows, a mapping that says which column means which field, and the
//! run that brings the rows in.

pub mod bound;
pub mod column;
pub mod dates;
mod delimited;
pub mod fold;
mod former;
pub mod mapping;
pub mod matching;
pub mod meaning;
mod nested;
pub mod numbers;
mod row;
pub mod run;
pub mod table;
mod text;
pub mod unread;
pub mod workbook;
mod written;

use std::path::PathBuf;

use crate::store::Error;

pub use mapping::Mapping;
pub use row::{Cells, FileRow};
pub use table::{FileTable, Wanted};
pub use text::NoTable;

/// Why a file can't be read as a table, or a mapping does not fit one.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    /// A file can't be read, or not be written.
    #[error("{0}")]
    File(#[from] Error),
    #[error(
        "{} is larger than {} MB: split it, and import the parts one after another",
        .0,
        table::LARGEST / 1024 / 1024
    )]
    TooLarge(String),
    #[error("{0} {1}")]
    NoTable(String, NoTable),
    #[error("{0} has no rows under a line of column names; name that line with --header N")]
    Empty(String),
    #[error("{called} can't be read from line {line} on: {why}")]
    Malformed { called: String, line: u64, why: String },
    #[error(
        "{called}: the quote in line {line} before “{begins}” never closes, so that the rest of the file would be one cell: \
         add the other quote, or take this one away"
    )]
    Unclosed { called: String, line: u64, begins: String },
    #[error("{called} {why}")]
    Workbook { called: String, why: workbook::Broken },
    #[error("The mapping {} can't be read: {why}", path.display())]
    Mapping { path: PathBuf, why: String },
    /// The mapping says something that the file or the register has no place for.
    #[error("{0}")]
    Unfit(String),
}
