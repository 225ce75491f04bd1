//! By which records it goes: who may do what, until when, what counts as how grave, and what proves that something had effect.
//! Each register says so beside its fields; what is new or changed of them is told with what it says.

use super::name::FieldName;

/// Whether it goes by what the records of a register say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Governs {
    /// It does not.
    Nothing,
    /// By all that they say.
    All,
    /// By these fields, once something stands in them; and by those from the first, where they say yes, or anything at all
    /// where they are no question.
    By { changed: &'static [FieldName], new: &'static [FieldName] },
}
