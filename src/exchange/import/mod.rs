//! Tables that people bring: a file read as columns and rows, a mapping that says which column means which field, and the
//! run that brings the rows in.

pub mod dates;
pub mod fold;
mod former;
pub mod mapping;
pub mod matching;
pub mod run;
pub mod table;
mod text;

use std::path::PathBuf;

use crate::store::Error;

pub use mapping::Mapping;
pub use table::FileTable;

/// Why a file can't be read as a table, or a mapping does not fit one.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    /// A file can't be read, or not be written.
    #[error("{0}")]
    File(#[from] Error),
    #[error(
        "{} is larger than {} MB: split it, and import the parts one after another",
        .0.display(),
        table::LARGEST / 1024 / 1024
    )]
    TooLarge(PathBuf),
    #[error("{} is not a table of text: save it as CSV, and import that", .0.display())]
    Binary(PathBuf),
    #[error("{} has no rows under a line of column names; name that line with --header N", .0.display())]
    Empty(PathBuf),
    #[error("{} can't be read from line {line} on: {why}", path.display())]
    Malformed { path: PathBuf, line: u64, why: String },
    #[error("The mapping {} can't be read: {why}", path.display())]
    Mapping { path: PathBuf, why: String },
    /// The mapping says something that the file or the register has no place for.
    #[error("{0}")]
    Unfit(String),
}
