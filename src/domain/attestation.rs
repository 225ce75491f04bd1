//! Attestations: somebody says that something is so, on a day, in some way. Each is declared once, among the words of its
//! register; it is journalled as its fields, and ruled as one.

use chrono::NaiveDate;

use super::identity::RecordId;
use super::name::FieldName;
use super::record::Record;
use super::register::Register;
use super::rules::Missing;
use super::state::{Machine, Move};
use super::value::Value;

crate::choices! {
    /// How somebody's word was known to the person who recorded it.
    Confirmation {
        Meeting = "meeting", "In the meeting";
        Message = "message", "By message";
        Signature = "signature", "By signature";
    }
}

/// The fields in which a register keeps that something was attested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attestation {
    by: FieldName,
    on: Option<FieldName>,
    how: Option<FieldName>,
    fields: &'static [FieldName],
}

impl Attestation {
    /// One that is kept in these fields; which of them is which is said by the methods below.
    pub const fn kept_in(fields: &'static [FieldName]) -> Self {
        Self { by: FieldName::declared(""), on: None, how: None, fields }
    }

    /// That of whoever a field names, where nothing else is kept of it.
    pub const fn of(by: &'static [FieldName]) -> Self {
        Self::kept_in(by).by(by[0])
    }

    /// The field that names who attests.
    #[must_use]
    pub const fn by(mut self, field: FieldName) -> Self {
        self.by = field;
        self
    }

    /// The field of the day on which they do; it may be that of something else, which happens with it.
    #[must_use]
    pub const fn on(mut self, field: FieldName) -> Self {
        self.on = Some(field);
        self
    }

    /// The field of how their word was known to whoever recorded it.
    #[must_use]
    pub const fn how(mut self, field: FieldName) -> Self {
        self.how = Some(field);
        self
    }

    /// All of its own fields, as they are declared.
    pub const fn fields(&self) -> &'static [FieldName] {
        self.fields
    }

    /// The fields of its own that say who attests and on which day.
    pub fn performed(&self) -> impl Iterator<Item = FieldName> {
        self.fields.iter().copied().filter(|field| Some(*field) != self.how)
    }

    /// The field that names who attests.
    pub const fn attester(&self) -> FieldName {
        self.by
    }

    /// The field of the day; none where it is attested on the day on which it is recorded.
    pub const fn day(&self) -> Option<FieldName> {
        self.on
    }

    /// The field of how their word was known; none where that is not kept.
    pub const fn said_in(&self) -> Option<FieldName> {
        self.how
    }

    /// Who attested it in a record; nobody where it is not attested.
    pub fn who(&self, record: &Record) -> Option<RecordId> {
        match record.get(self.by) {
            Some(Value::Link(id)) => Some(*id),
            _ => None,
        }
    }

    /// On which day.
    pub fn when(&self, record: &Record) -> Option<NaiveDate> {
        match self.on.and_then(|on| record.get(on)) {
            Some(Value::Date(day)) => Some(*day),
            _ => None,
        }
    }

    /// On which day, where that is kept of it alone.
    pub fn own_day(&self, record: &Record) -> Option<NaiveDate> {
        self.when(record).filter(|_| self.on.is_some_and(|on| self.fields.contains(&on)))
    }

    /// How it was said.
    pub fn said(&self, record: &Record) -> Option<Confirmation> {
        match self.how.and_then(|how| record.get(how)) {
            Some(Value::Choice(key)) => Confirmation::of_key(key),
            _ => None,
        }
    }

    /// What is to be said of it before it is attested: each of its own fields that is empty.
    pub fn unsaid(&self, record: &Record) -> Vec<Missing> {
        let empty = self.fields.iter().filter(|field| record.get(**field).is_none());
        let named = empty.filter_map(|field| record.register.field(*field));
        named.map(|field| Missing::in_field(field.name, format!("{} is empty", field.label))).collect()
    }

    /// Whether it is attested by making or editing a record, and not by a move.
    pub fn is_made_with(&self, register: &Register) -> bool {
        register.field(self.by).is_some_and(|field| !field.by_move)
    }

    /// Whether a move attests it. To adopt what was attested before the file was kept is no attestation.
    pub fn is_made_by(&self, step: &Move, machine: &Machine) -> bool {
        step.may_set(&self.by) && !machine.adopts(step)
    }
}
