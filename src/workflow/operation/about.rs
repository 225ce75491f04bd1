//! What an operation is done to.

use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::workflow::Trouble;

use super::Scene;

/// What an operation is done to.
#[derive(Debug, Clone, Copy)]
pub enum About {
    /// A record of this register.
    Record(&'static Register),
    /// A record of this register where one is named; otherwise it makes one.
    Perhaps(&'static Register),
    /// A record of this register, and a part of it that is named or meant.
    Part(&'static Register, &'static Part),
    /// Records of any registers, one or several.
    Records,
    /// Nothing that is there already.
    Nothing,
}

impl About {
    /// The register of what it is done to, where that is of one.
    pub const fn register(&self) -> Option<&'static Register> {
        match self {
            Self::Record(register) | Self::Perhaps(register) | Self::Part(register, _) => Some(register),
            Self::Records | Self::Nothing => None,
        }
    }
}

/// A part of a record: an item of an agenda or of a checklist, a decision of a review.
#[derive(Debug)]
pub struct Part {
    /// What it is called on the command line: a word of its own, or an option.
    pub name: &'static str,
    pub at: PartAt,
    pub help: &'static str,
    /// The part that somebody calls so.
    pub find: fn(&Scene, &str) -> Result<Record, Trouble>,
    /// The record that it is a part of.
    pub of: fn(&Record) -> Option<RecordId>,
    /// The one that is meant where none is named.
    pub usual: fn(&Scene) -> Result<Option<Record>, Trouble>,
}

/// Where the command line takes the name of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartAt {
    /// A word that must be there.
    Word,
    /// A word that may be left out.
    MaybeWord,
    Option,
}
