//! The one thing that is set for several records at once, whatever their registers call it.

use chrono::NaiveDate;

use crate::domain::field::{Field, Kind};
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::spelling::near;
use crate::domain::state::Machine;
use crate::domain::transaction::FieldChange;
use crate::domain::value::Value;
use crate::store::{Act, Proposal};

/// Something that most registers know: who answers, by when, how pressing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aspect {
    Owner,
    Day,
    Priority,
}

impl Aspect {
    const ALL: [Self; 3] = [Self::Owner, Self::Day, Self::Priority];

    /// What it is kept under in a draft.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Day => "day",
            Self::Priority => "priority",
        }
    }

    /// The aspect of this key.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.key() == key)
    }

    /// What the form is called: `Owner of 3 records`.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Owner => "Owner",
            Self::Day => "Day",
            Self::Priority => "Priority",
        }
    }

    /// The field of a register that an edit may set to it.
    pub fn field(self, register: &'static Register) -> Option<&'static Field> {
        let field = match self {
            Self::Owner => register.field("owner").filter(|field| field.kind == Kind::Person),
            Self::Day => register.deadline(),
            Self::Priority => register.field("priority"),
        };
        field.filter(|field| !field.by_move)
    }

    /// The proposal that sets it for these records.
    pub fn set(self, records: &[Record], value: &Value) -> Proposal {
        let act = |record: &Record| {
            let field = self.field(record.register)?;
            let (before, after) = (record.get(field.name).cloned(), Some(value.clone()));
            let fields = vec![FieldChange { field, before, after }];
            Some(Act::Edit { record: record.id, based_on: record.revision, fields })
        };
        Proposal::of(records.iter().filter_map(act).collect::<Vec<_>>())
    }

    /// Why it can't be set for any of these records.
    pub fn why_not(self, records: &[&Record]) -> Option<String> {
        if let Some(done) = records.first().filter(|_| self == Self::Day && records.iter().all(|one| is_done(one))) {
            let state = done.state_label().unwrap_or_default().to_lowercase();
            return Some(format!("{} is {state}: no day runs for it any more", done.reference()));
        }
        let none = records.iter().all(|record| self.field(record.register).is_none());
        let without = records.first().filter(|_| none)?;
        let word = self.label().to_lowercase();
        Some(format!("{} has no {word} to set: {} have none", without.reference(), without.register.plural))
    }

    /// What is to be known before it is set: the day that stands, and what a later one asks.
    pub fn stands(self, records: &[Record], today: NaiveDate) -> Option<String> {
        let day = |record: &Record| match record.get(Self::Day.field(record.register)?.name) {
            Some(Value::Date(day)) => Some(*day),
            _ => None,
        };
        let days = || records.iter().filter_map(day);
        let (first, last) = days().min().zip(days().max()).filter(|_| self == Self::Day)?;
        let to = if first < last { format!(" to {}", near(last, today)) } else { String::new() };
        Some(format!("now {}{to}; a later day asks why and who agreed", near(first, today)))
    }

    /// Of these records, those for which it can be set, and the names of the others.
    pub fn parted(self, records: &[Record]) -> (Vec<&Record>, String) {
        let (able, left): (Vec<&Record>, Vec<_>) =
            records.iter().partition(|record| self.field(record.register).is_some());
        let left: Vec<_> = left.iter().map(|record| record.reference().to_string()).collect();
        (able, left.join(", "))
    }
}

/// Whether no deadline runs for a record any more: it is done, and closed or confirmed by others.
fn is_done(record: &Record) -> bool {
    let runs = |machine: &Machine| record.state().is_none_or(|state| machine.due_in.contains(&state));
    record.register.machine.is_some_and(|machine| !machine.due_in.is_empty() && !runs(machine))
}
