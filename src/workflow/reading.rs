//! What can be asked to be read, each declared once: the command line, the screens and the documents take it from this
//! table.

use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::store::{Error, View};

use super::feature::FEATURES;
use super::operation::Operation;
use super::sheet::Sheet;

/// Something that can be read.
#[derive(Debug)]
pub struct Reading {
    /// The register under whose word it stands, and which lies behind it.
    pub register: &'static Register,
    /// The word for it: `coverage`.
    pub name: &'static str,
    pub title: &'static str,
    /// What it shows, in one line; and what else is to be known of it, where there is more.
    pub about: &'static str,
    pub more: &'static str,
    pub of: Of,
    pub choices: &'static [Choice],
    /// The operation by whose word it is read, where that is told of nothing to be done.
    pub beside: Option<&'static Operation>,
    pub read: fn(View, &Wanted) -> Result<Sheet, Error>,
}

/// What it is read of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// The whole register.
    Register,
    /// A record of the register.
    Record,
}

/// What it can be narrowed by, or how it is told.
#[derive(Debug, Clone, Copy)]
pub enum Choice {
    Flag {
        name: &'static str,
        help: &'static str,
    },
    Record {
        name: &'static str,
        register: &'static Register,
        help: &'static str,
    },
    /// Words that are looked for.
    Words {
        help: &'static str,
    },
}

/// What somebody wants to read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The record that it is read of.
    pub record: Option<RecordId>,
    /// The record that it is narrowed by.
    pub within: Option<RecordId>,
    pub flags: Vec<&'static str>,
    /// The words that are looked for; none where they are not said.
    pub words: String,
}

impl Wanted {
    /// Of a record.
    pub fn of(record: RecordId) -> Self {
        Self { record: Some(record), ..Self::default() }
    }

    /// Whether this is wanted.
    pub fn has(&self, flag: &str) -> bool {
        self.flags.contains(&flag)
    }

    /// The record that it is read of.
    ///
    /// # Errors
    /// Where the file can't be read, or knows no such record.
    pub fn record(&self, view: View) -> Result<Record, Error> {
        let record = self.record.map_or(Ok(None), |id| view.record(id))?;
        record.ok_or_else(|| Error::NoRecord(self.record.map_or(String::new(), |id| id.to_string())))
    }

    /// The record that it is narrowed by.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn within(&self, view: View) -> Result<Option<Record>, Error> {
        self.within.map_or(Ok(None), |id| view.record(id))
    }
}

impl Reading {
    /// One of a whole register, of which nothing more is said: a base for declarations.
    pub const fn new(
        register: &'static Register,
        name: &'static str,
        read: fn(View, &Wanted) -> Result<Sheet, Error>,
    ) -> Self {
        Self { register, name, title: "", about: "", more: "", of: Of::Register, choices: &[], beside: None, read }
    }
}

/// Every one.
pub fn all() -> impl Iterator<Item = &'static Reading> {
    FEATURES.iter().flat_map(|feature| feature.readings.iter().copied())
}

/// Those with a word of their own under that of a register.
pub fn of(register: &Register) -> impl Iterator<Item = &'static Reading> {
    all().filter(move |reading| reading.register == register && reading.beside.is_none())
}

/// What is read by the word of an operation, where that is told of nothing to be done.
pub fn beside(operation: &Operation) -> Option<&'static Reading> {
    all().find(|reading| reading.beside.is_some_and(|beside| std::ptr::eq(beside, operation)))
}
