//! What was said to an operation.

use chrono::NaiveDate;

use crate::domain::field::Field;
use crate::domain::identity::RecordId;
use crate::domain::value::{Instant, Value};
use crate::store::Agreement;
use crate::workflow::Trouble;
use crate::workflow::moves::Piece;

use super::ask::{AGREED_BY, AGREED_HOW};
use super::is_reason;

use super::Why;

/// A field with its value.
pub type Given = (&'static Field, Option<Value>);

/// What was said, field by field.
#[derive(Debug, Default)]
pub struct Said {
    pub values: Vec<Given>,
    /// What was handed over as evidence.
    pub evidence: Vec<Piece>,
    /// Fields of single records that stay as they are, where several records are changed at once.
    pub left: Vec<(RecordId, &'static str)>,
}

impl Said {
    /// What these fields say.
    pub fn of(values: Vec<Given>) -> Self {
        Self { values, ..Self::default() }
    }

    /// Takes the reason for the journal out of it.
    pub(super) fn take_reason(&mut self) -> Option<String> {
        let place = self.values.iter().position(|(field, _)| is_reason(field))?;
        match self.values.remove(place).1 {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// Takes who agreed out of it.
    pub fn take_agreement(&mut self) -> Agreement {
        let agreed = Agreement { by: self.link(AGREED_BY), how: self.choice(AGREED_HOW) };
        self.values.retain(|(field, _)| ![AGREED_BY, AGREED_HOW].contains(field));
        agreed
    }

    /// Whether anything was said of a field, were it that it is empty.
    pub fn has(&self, field: &'static Field) -> bool {
        self.values.iter().any(|(one, _)| *one == field)
    }

    /// The value of a field.
    pub fn get(&self, field: &'static Field) -> Option<&Value> {
        self.values.iter().find(|(one, _)| *one == field).and_then(|(_, value)| value.as_ref())
    }

    /// The words of a field; nothing where it is empty.
    pub fn words(&self, field: &'static Field) -> &str {
        match self.get(field) {
            Some(Value::Text(text)) => text,
            _ => "",
        }
    }

    /// The words of a field that must not be empty.
    ///
    /// # Errors
    /// [`Trouble::Until`] where it is.
    pub fn needed_words(&self, field: &'static Field) -> Result<&str, Trouble> {
        let words = self.words(field);
        if words.trim().is_empty() { Err(empty(field)) } else { Ok(words) }
    }

    /// That a reason is said, which this field asks for.
    ///
    /// # Errors
    /// [`Trouble::Until`] where it is not, or with empty words.
    pub(super) fn needs_reason(&self, field: &'static Field) -> Result<(), Trouble> {
        let words = self.values.iter().filter(|(one, _)| is_reason(one)).find_map(|(_, value)| match value {
            Some(Value::Text(text)) => Some(text.trim()),
            _ => None,
        });
        if words.is_some_and(|words| !words.is_empty()) { Ok(()) } else { Err(empty(field)) }
    }

    /// The key of a choice.
    pub fn choice(&self, field: &'static Field) -> Option<&'static str> {
        match self.get(field) {
            Some(Value::Choice(key)) => Some(key),
            _ => None,
        }
    }

    /// The key of a choice that must be made.
    ///
    /// # Errors
    /// [`Trouble::Until`] where it is not.
    pub fn needed_choice(&self, field: &'static Field) -> Result<&'static str, Trouble> {
        self.choice(field).ok_or_else(|| empty(field))
    }

    /// The record of a field.
    pub fn link(&self, field: &'static Field) -> Option<RecordId> {
        match self.get(field) {
            Some(Value::Link(id)) => Some(*id),
            _ => None,
        }
    }

    /// The record of a field that must not be empty.
    ///
    /// # Errors
    /// [`Trouble::Until`] where it is.
    pub fn needed_link(&self, field: &'static Field) -> Result<RecordId, Trouble> {
        self.link(field).ok_or_else(|| empty(field))
    }

    /// The records of a field.
    pub fn links(&self, field: &'static Field) -> &[RecordId] {
        match self.get(field) {
            Some(Value::Links(ids)) => ids,
            Some(Value::Link(id)) => std::slice::from_ref(id),
            _ => &[],
        }
    }

    /// Whether a field says yes.
    pub fn yes(&self, field: &'static Field) -> bool {
        self.get(field) == Some(&Value::YesNo(true))
    }

    /// The day of a field that must not be empty.
    ///
    /// # Errors
    /// [`Trouble::Until`] where it is.
    pub fn needed_day(&self, field: &'static Field) -> Result<NaiveDate, Trouble> {
        match self.get(field) {
            Some(Value::Date(day)) => Ok(*day),
            _ => Err(empty(field)),
        }
    }

    /// The moment of a field.
    pub fn moment(&self, field: &'static Field) -> Option<Instant> {
        match self.get(field) {
            Some(Value::Instant(at)) => Some(*at),
            _ => None,
        }
    }

    /// Those that say something, without these.
    pub fn without(self, left_out: &[&'static Field]) -> Vec<(&'static Field, Value)> {
        let said = self.values.into_iter().filter(|(field, _)| !left_out.contains(field));
        said.filter_map(|(field, value)| Some((field, value?))).collect()
    }

    /// Those that say something.
    pub fn all(self) -> Vec<(&'static Field, Value)> {
        self.without(&[])
    }
}

fn empty(field: &'static Field) -> Trouble {
    Why::of(field, format!("{} is empty", field.label)).into()
}
