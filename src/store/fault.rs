//! What verification finds.

use std::fmt;

use crate::domain::identity::{Hash, Sequence};
use crate::domain::value::Instant;

use super::chain::Head;

/// What verification found.
#[derive(Debug, Default)]
pub struct Report {
    pub transactions: u64,
    pub changes: u64,
    pub head: Option<Head>,
    pub faults: Vec<Fault>,
    pub erasures: Vec<Erasure>,
    /// Where the clock was put back. It is no fault of the file; what was recorded after it may have happened later.
    pub jumps: Vec<Jump>,
    /// What the search index holds of these is not what the records say. It is local, and can be made anew.
    pub index: Vec<String>,
}

/// An erasure that the journal proves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    pub sequence: Sequence,
    pub reference: String,
    pub field: &'static str,
    /// Nobody but who did it approved it.
    pub self_approved: bool,
}

/// A transaction that was recorded after another one, and by a clock that says it was before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Jump {
    pub sequence: Sequence,
    pub at: Instant,
    /// The latest moment that an earlier transaction names.
    pub after: Instant,
}

/// Something that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// SQLite itself finds the file damaged.
    Damaged(String),
    /// A table, index or trigger is not what this version of Gavel makes.
    Shape { name: String },
    /// The journal lacks transactions between two places.
    Gap { from: Sequence, to: Sequence },
    /// A transaction's header or changes are not what was hashed.
    Body { sequence: Sequence },
    /// A transaction does not follow from the one before it.
    Link { sequence: Sequence },
    /// Changes stand in the journal that belong to no transaction.
    Stray { sequence: Sequence },
    /// A transaction's bytes are not what Gavel writes.
    Unreadable { sequence: Sequence, why: String },
    /// A value is not what the journal says.
    Differs { register: String, record: String, field: String, journal: String, file: String },
    /// A row is gone that the journal speaks of.
    Gone { register: String, record: String, what: String },
    /// A row is there of which the journal says nothing.
    Unknown { register: String, record: String, what: String },
    /// Kept bytes do not match their hash, are gone without an erasure, or are not spoken of.
    Content { hash: Hash, what: &'static str },
    /// The head that was kept elsewhere is not in this journal.
    Head { wanted: Hash },
    /// The head that a document prints is not in this journal before it.
    Witness { document: String, head: String },
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Damaged(what) => write!(formatter, "the file is damaged: {what}"),
            Self::Shape { name } => {
                write!(formatter, "“{name}” of the file's structure is gone, changed or not Gavel's")
            }
            Self::Gap { from, to } if from == to => write!(formatter, "transaction {from} is missing from the journal"),
            Self::Gap { from, to } => write!(formatter, "transactions {from} to {to} are missing from the journal"),
            Self::Body { sequence } => write!(formatter, "transaction {sequence}: its content was changed"),
            Self::Link { sequence } => {
                write!(formatter, "transaction {sequence}: it does not follow from the one before")
            }
            Self::Stray { sequence } => write!(formatter, "transaction {sequence}: there are changes without a header"),
            Self::Unreadable { sequence, why } => write!(formatter, "transaction {sequence}: {why}"),
            Self::Differs { register, record, field, journal, file } => {
                write!(formatter, "{register} {record}, {field}: the journal says {journal}, the file says {file}")
            }
            Self::Gone { register, record, what } => {
                write!(formatter, "{register} {record}: {what} is gone from the file")
            }
            Self::Unknown { register, record, what } => {
                write!(formatter, "{register} {record}: {what} is in the file, and the journal says nothing of it")
            }
            Self::Content { hash, what } => write!(formatter, "kept bytes {hash}: {what}"),
            Self::Witness { document, head } => write!(
                formatter,
                "{document} prints the head {head}, which is not in this journal before it: the journal was rewritten since"
            ),
            Self::Head { wanted } => write!(
                formatter,
                "the head {wanted} is not in this journal: its end was cut, the file is an older one, or it is another one"
            ),
        }
    }
}
