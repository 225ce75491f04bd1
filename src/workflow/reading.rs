//! What can be asked to be read, each declared once: the command line, the screens and the documents take it from this
//! table.

use std::ops::ControlFlow;

use crate::domain::canonical::Json;
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::store::{Error, View};

use super::calendar::Calendar;
use super::feature::FEATURES;
use super::operation::Operation;
use super::sheet::{Block, Body, Cell, Sheet};
use super::whose::Whose;

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
    /// Whether it is a paper, handed on in a form and into a file; on paper it is read where no form is said.
    pub paper: bool,
    /// Whether it is told in the words of the house, and not in English alone.
    pub housed: bool,
    /// What can be done while it is read.
    pub operations: &'static [&'static Operation],
    /// The operation by whose word it is read, where that is told of nothing to be done.
    pub beside: Option<&'static Operation>,
    pub read: fn(View, &Wanted) -> Result<Sheet, Error>,
    /// The sheet of a record to which a line about one leads; the record itself where none is said.
    pub opens: Option<&'static Reading>,
    /// What programs are told in place of the sheet, where that may be more than a sheet carries.
    pub pieces: Option<Pieces>,
    /// What of it goes into calendars.
    pub calendar: Option<Days>,
}

/// Works out what goes into calendars.
pub type Days = fn(View, &Wanted) -> Result<Calendar, Error>;

/// Hands over piece by piece what programs are told, as a list, for as long as that is wanted.
pub type Pieces = fn(View, &Wanted, &mut dyn FnMut(Piece) -> ControlFlow<()>) -> Result<(), Error>;

/// A record, with what is told of it beside it.
#[derive(Debug)]
pub struct Piece {
    pub told: Vec<(&'static str, Json)>,
    /// Told whole, as `record`.
    pub record: Record,
}

/// What it is read of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// The file: it stands under no register's word.
    File,
    /// The whole register.
    Register,
    /// A record of the register.
    Record,
    /// A record of any register: it stands under no register's word.
    Any,
}

impl Of {
    /// Whether it stands under the word of a register.
    pub fn is_under_register(self) -> bool {
        matches!(self, Self::Register | Self::Record)
    }
}

/// What it can be narrowed by, or how it is told.
#[derive(Debug, Clone, Copy)]
pub enum Choice {
    Flag {
        name: &'static str,
        /// What it was called before, where that was something else.
        was: &'static [&'static str],
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
    /// A number within these ends.
    Number {
        name: &'static str,
        least: u64,
        most: u64,
        help: &'static str,
    },
    /// Whoever answers for something: a person, or nobody.
    Owner {
        help: &'static str,
    },
    /// Only what whoever looks answers for.
    Mine {
        help: &'static str,
    },
    /// As it stood at a place of the journal: of the past, it is read as it was read then.
    AsOf,
}

impl Choice {
    /// Under which it is typed; words are typed under none.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Flag { name, .. } | Self::Record { name, .. } | Self::Number { name, .. } => name,
            Self::Words { .. } => "",
            Self::Owner { .. } => OWNER,
            Self::Mine { .. } => MINE,
            Self::AsOf => AS_OF,
        }
    }
}

/// The flag by which somebody asks for what they answer for.
pub const MINE: &str = "mine";

/// Under what a place of the journal is typed.
pub const AS_OF: &str = "as-of";

/// Under what whoever answers for something is typed, and the word for that nobody does.
pub const OWNER: &str = "owner";
pub const NOBODY: &str = "nobody";

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
    pub numbers: Vec<(&'static str, u64)>,
    /// Whoever looks, where that is somebody of the file.
    pub me: Option<RecordId>,
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

    /// The number that is wanted under this name, where one is.
    pub fn number(&self, name: &str) -> Option<u64> {
        self.numbers.iter().find(|(one, _)| *one == name).map(|(_, number)| *number)
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
        Self {
            register,
            name,
            title: "",
            about: "",
            more: "",
            of: Of::Register,
            choices: &[],
            paper: false,
            housed: false,
            operations: &[],
            beside: None,
            read,
            opens: None,
            pieces: None,
            calendar: None,
        }
    }
}

impl Reading {
    /// What is read; one in the words of the house tells at its end which of them are its own.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn sheet(&self, view: View, wanted: &Wanted) -> Result<Sheet, Error> {
        let mut sheet = (self.read)(view, wanted)?;
        if self.housed {
            let own = Whose::of(view)?.words.in_own_words();
            sheet.blocks.extend(own.map(|own| Block::new("", Body::Prose(vec![Cell::said(own)]))));
        }
        Ok(sheet)
    }

    /// The word for it after the one that prints: a report, which is called so where it is read.
    pub fn printed(&self) -> &'static str {
        if self.name == PRINT { "report" } else { self.name }
    }
}

/// The word under which the report of a record is written.
const PRINT: &str = "print";

/// Every one.
pub fn all() -> impl Iterator<Item = &'static Reading> {
    FEATURES.iter().flat_map(|feature| feature.readings.iter().copied())
}

/// Those with a word of their own under that of a register.
pub fn of(register: &Register) -> impl Iterator<Item = &'static Reading> {
    all().filter(move |reading| {
        reading.register == register && reading.of.is_under_register() && reading.beside.is_none()
    })
}

/// Those with a word of their own under no register's.
pub fn by_themselves() -> impl Iterator<Item = &'static Reading> {
    all().filter(|reading| !reading.of.is_under_register() && reading.beside.is_none())
}

/// What is read by the word of an operation, where that is told of nothing to be done.
pub fn beside(operation: &Operation) -> Option<&'static Reading> {
    all().find(|reading| reading.beside.is_some_and(|beside| std::ptr::eq(beside, operation)))
}
