//! What somebody asks of the one way to write: acts, each still to be judged.

use std::sync::Arc;

use crate::domain::field::Field;
use crate::domain::identity::{Number, RecordId, Reference, Revision, Sequence};
use crate::domain::register::Register;
use crate::domain::transaction::{Channel, FieldChange};
use crate::domain::value::{File, Value};

use super::chain::Head;
use super::content::Content;
use super::remains::Erased;

/// Who asks.
#[derive(Debug, Clone)]
pub struct Author {
    /// The record of the person; the transaction that creates it may be its own.
    pub person: RecordId,
    /// Whether the person was named rather than known from the operating-system user.
    pub named: bool,
    pub os_user: String,
    pub channel: Channel,
}

/// Who agreed, and how that is known, as far as it was said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Agreement {
    pub by: Option<RecordId>,
    /// The key of the choice.
    pub how: Option<&'static str>,
}

/// Files that go out with what was committed, each a name and its bytes.
pub type Beside = Arc<[(String, Vec<u8>)]>;

/// Acts that are done together or not at all.
#[derive(Debug, Clone, Default)]
pub struct Proposal {
    pub acts: Vec<Act>,
    pub reason: Option<String>,
    /// Who agreed to what it makes look better.
    pub agreed: Agreement,
    /// Bytes that the acts' files speak of.
    pub contents: Vec<Content>,
    /// What is written out beside the file once it is committed. Nothing of it is kept in there.
    pub beside: Beside,
    /// The journal's head when the records were read from which it was made; none where each act says for itself on
    /// what it is based.
    pub(super) follows: Option<Head>,
    pub(super) undoes: Option<Sequence>,
    pub(super) redoes: Option<Sequence>,
}

impl Proposal {
    /// The files of which its acts speak.
    pub fn files(&self) -> impl Iterator<Item = &File> {
        let fields = self.acts.iter().flat_map(|act| match act {
            Act::Create { fields, .. } => fields.as_slice(),
            _ => &[],
        });
        fields.filter_map(|(_, value)| match value {
            Value::File(file) => Some(&**file),
            _ => None,
        })
    }

    /// A proposal of these acts, without a reason.
    pub fn of(acts: impl Into<Vec<Act>>) -> Self {
        Self { acts: acts.into(), ..Self::default() }
    }

    /// Hands over bytes of the files that its acts speak of, beside those that were handed over before.
    #[must_use]
    pub fn with(mut self, contents: impl IntoIterator<Item = Content>) -> Self {
        self.contents.extend(contents);
        self
    }

    /// Has these files written out once it is committed.
    #[must_use]
    pub fn beside(mut self, files: Vec<(String, Vec<u8>)>) -> Self {
        self.beside = files.into();
        self
    }

    /// Holds only while the journal's head is still this one, read before the records were: whatever is committed in
    /// between makes it [`Error::Stale`](super::Error::Stale).
    #[must_use]
    pub fn following(mut self, head: Head) -> Self {
        self.follows = Some(head);
        self
    }

    /// Somebody else agreed to what it makes look better.
    #[must_use]
    pub fn agreed(mut self, agreed: Agreement) -> Self {
        self.agreed = agreed;
        self
    }

    /// Gives a reason, which the journal keeps.
    #[must_use]
    pub fn because(mut self, reason: Option<impl Into<String>>) -> Self {
        self.reason = reason.map(Into::into);
        self
    }
}

/// One thing to be done to one record.
#[derive(Debug, Clone)]
pub enum Act {
    Create {
        id: RecordId,
        register: &'static Register,
        fields: Vec<(&'static Field, Value)>,
    },
    /// Fields as they were seen, and as they shall be. Fields that others changed meanwhile merge where they differ
    /// from these, and are a [`Conflict`](super::error::Conflict) where they do not.
    Edit {
        record: RecordId,
        based_on: Revision,
        fields: Vec<FieldChange>,
    },
    /// A move of the record's state machine; where a revision is given, only if the record is still at that.
    Move {
        record: RecordId,
        name: String,
        based_on: Option<Revision>,
        given: Vec<(&'static Field, Option<Value>)>,
    },
    /// One link of a field more, or one less, whatever the others are.
    Link {
        record: RecordId,
        field: &'static Field,
        target: RecordId,
        present: bool,
    },
    /// Hides a record; where a revision is given, only if it is still at that.
    Void {
        record: RecordId,
        based_on: Option<Revision>,
    },
    /// Shows a voided record again; where a revision is given, only if it is still at that.
    Unvoid {
        record: RecordId,
        based_on: Option<Revision>,
    },
    /// Puts earlier values back where the present ones are still `before`; values are spelled as in the journal. Done in
    /// the proposal of an undo or a redo alone.
    Revert {
        record: RecordId,
        fields: Vec<FieldChange>,
    },
    /// Removes the bytes behind a personal field or a file for good. Where the law demands it, in words, separation of
    /// duties does not stand in the way.
    Erase {
        record: RecordId,
        field: &'static Field,
        approved_by: RecordId,
        legal_ground: Option<String>,
    },
}

/// What a proposal led to.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The journal's head, moved or not.
    pub head: Head,
    /// Whether anything changed; a proposal of what holds already adds nothing to the journal.
    pub changed: Vec<Changed>,
    /// Fields that others had changed meanwhile and that were kept beside these edits.
    pub merged: Vec<&'static Field>,
    /// What was erased, and what remains of it.
    pub erased: Vec<Erased>,
    /// What is now to be written out beside the file.
    pub beside: Beside,
}

/// A record that a transaction changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    pub id: RecordId,
    pub register: &'static Register,
    pub number: Number,
}

impl Changed {
    /// What people call the record.
    pub fn reference(&self) -> Reference {
        self.register.reference(self.number)
    }
}
