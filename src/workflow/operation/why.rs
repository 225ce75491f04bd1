//! Why something can't be done now, in words that each face completes.

use crate::domain::field::Field;

use super::Operation;

/// Why something can't be done now, and what comes first where something does: each face spells that by its own word or key.
#[derive(Debug, Clone)]
pub struct Why {
    pub words: String,
    /// What comes first, and what it does: `opens it`.
    pub first: Option<(&'static Operation, &'static str)>,
    /// The field that it is about.
    pub field: Option<&'static Field>,
}

impl Why {
    /// A reason of which nothing can be done.
    pub fn is(words: impl Into<String>) -> Self {
        Self { words: words.into(), first: None, field: None }
    }

    /// A reason that is about a field.
    pub fn of(field: &'static Field, words: impl Into<String>) -> Self {
        Self { field: Some(field), ..Self::is(words) }
    }

    /// A reason until something else is done.
    pub fn until(words: impl Into<String>, first: &'static Operation, does: &'static str) -> Self {
        Self { first: Some((first, does)), ..Self::is(words) }
    }

    /// A reason where this holds.
    pub fn when(holds: bool, words: impl FnOnce() -> String) -> Option<Self> {
        holds.then(|| Self::is(words()))
    }
}
