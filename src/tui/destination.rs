//! Places to go to. Whoever asks names the place; only the registrar of the screens knows which screen shows it.

use crate::domain::identity::RecordId;
use crate::domain::register::Register;
use crate::store::local::Draft;
use crate::workflow::place::Place;
use crate::workflow::reading::{Reading, Wanted};

/// A place to go to.
#[derive(Debug, Clone)]
pub enum Destination {
    /// A place to which a key leads from everywhere.
    Place(&'static Place),
    /// A register as it was left, or as it is best begun with; the record itself where there is one and no more.
    Register(&'static Register),
    /// The records of a register that a filter keeps, as it is typed.
    List(&'static Register, String),
    /// A record, on the screen that tells most of it.
    Record(RecordId),
    /// A record, on the screen where it is worked on.
    Work(RecordId),
    /// A record whole: every field, what hangs on it, what happened to it.
    Whole(RecordId),
    /// A record at a glance, over what is there.
    Glance(RecordId),
    /// A record whole, at what happened to it.
    History(RecordId),
    /// The form in which a field of a record is put right.
    Field(RecordId, &'static str),
    /// What is read of something, as it is wanted.
    Sheet(&'static Reading, Wanted),
    /// What was typed and not saved, to go on with.
    Draft(Box<Draft>),
}
