//! A matrix: rows against columns, with a sign where they meet.

use crate::domain::canonical::Json;
use crate::domain::field::Tone;

use super::{Cell, Lead};

/// Rows against columns.
#[derive(Debug, Clone)]
pub struct Matrix {
    /// What programs call the marks of a row, and in each the column: `seen`, `audit`.
    pub across_keys: (&'static str, &'static str),
    pub across: Vec<Across>,
    /// The headings of code, title and what is said last.
    pub headings: [&'static str; 3],
    pub groups: Vec<Group>,
    /// Every sign with its words.
    pub legend: Vec<(Sign, &'static str)>,
}

/// A column.
#[derive(Debug, Clone)]
pub struct Across {
    pub code: String,
    pub title: String,
    /// What else programs are told of it.
    pub data: Vec<(&'static str, Json)>,
}

/// Rows of one kind.
#[derive(Debug, Clone)]
pub struct Group {
    /// What programs call the kind.
    pub key: String,
    pub title: String,
    pub rows: Vec<Crossing>,
}

/// A row.
#[derive(Debug, Clone)]
pub struct Crossing {
    pub code: String,
    pub title: String,
    /// By the place of the column, in their order.
    pub marks: Vec<(usize, Mark)>,
    /// What it comes to.
    pub last: Cell,
    pub lead: Option<Lead>,
    pub data: Vec<(&'static str, Json)>,
}

/// What stands where a row and a column meet.
#[derive(Debug, Clone)]
pub struct Mark {
    pub sign: Sign,
    pub words: String,
    pub data: Vec<(&'static str, Json)>,
}

/// A sign, drawn and in ASCII.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sign {
    pub drawn: &'static str,
    pub ascii: &'static str,
    pub tone: Tone,
}

impl Crossing {
    /// In words, for where there are no columns: code, title, what it comes to.
    pub fn words(&self) -> [&str; 3] {
        [&self.code, &self.title, &self.last.text]
    }
}
