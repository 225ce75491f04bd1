//! A record: one entry of a register, as it stands at some point of the journal.

use std::rc::Rc;

use chrono::NaiveDate;

use super::field::{Field, Tone};
use super::identity::{Number, RecordId, Reference, Revision, Sequence};
use super::name::MoveName;
use super::register::Register;
use super::value::{Decimal, Duration, File, Instant, Money, Value};

/// One entry of a register.
#[derive(Debug, Clone)]
pub struct Record {
    pub id: RecordId,
    pub register: &'static Register,
    pub number: Number,
    pub revision: Revision,
    /// Hidden from lists and search, and kept.
    pub voided: bool,
    /// Whether something was taken from under what its state attests.
    pub fallen: bool,
    /// One place for each field of the register.
    pub values: Vec<Option<Value>>,
    /// The fields that it was read with; of the others nothing can be said.
    pub known: Fields,
}

/// Which of a register's fields a record was read with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fields(u128);

impl Fields {
    /// The whole record.
    pub const ALL: Self = Self(u128::MAX);

    /// None of its fields: which record it is.
    pub const NONE: Self = Self(0);

    /// These fields of a register.
    pub fn of(register: &Register, fields: &[&'static Field]) -> Self {
        let places = fields.iter().filter_map(|field| register.position(field.name));
        Self(places.fold(0, |known, place| known | 1 << place))
    }

    /// Whether the field at a place is among them.
    pub const fn has(self, position: usize) -> bool {
        self.0 >> position & 1 == 1
    }
}

macro_rules! getters {
    ($($(#[doc = $help:literal])+ $name:ident: $Variant:ident -> $Type:ty;)+) => {
        $($(#[doc = $help])+
        pub fn $name(&self, position: usize) -> Option<$Type> {
            if let Some(Value::$Variant(value)) = self.at(position) { Some(*value) } else { None }
        })+
    };
}

impl Record {
    /// What people call it: `A-31`.
    pub fn reference(&self) -> Reference {
        self.register.reference(self.number)
    }

    /// The value at a field's place.
    ///
    /// # Panics
    /// Where the record was read without that field: that it is empty can't be said.
    pub fn at(&self, position: usize) -> Option<&Value> {
        assert!(self.known.has(position), "{} was read without the field at {position}", self.reference());
        self.values.get(position).and_then(Option::as_ref)
    }

    /// The value of the field of this name.
    pub fn get(&self, field: impl AsRef<str>) -> Option<&Value> {
        self.register.position(field.as_ref()).and_then(|position| self.at(position))
    }

    /// Puts a value into the field of this name; a name that the register lacks is left alone.
    pub fn set(&mut self, field: impl AsRef<str>, value: Option<Value>) {
        if let Some(slot) = self.register.position(field.as_ref()).and_then(|position| self.values.get_mut(position)) {
            *slot = value;
        }
    }

    /// Each field with its value.
    ///
    /// # Panics
    /// Where the record was not read whole.
    pub fn fields(&self) -> impl Iterator<Item = (&'static Field, Option<&Value>)> {
        assert!(self.known == Fields::ALL, "{} was not read whole", self.reference());
        self.register.fields.iter().zip(&self.values).map(|(field, value)| (field, value.as_ref()))
    }

    /// The words by which it is known beside its reference; empty where its register has no such field.
    pub fn title(&self) -> &str {
        match self.register.title().and_then(|field| self.get(field.name)) {
            Some(Value::Text(text)) => text,
            Some(Value::Erased) => super::value::ERASED,
            _ => "",
        }
    }

    /// What it is called in each of its fields by which it is known, but for one of them: a control by its code and title.
    pub fn called_beside(&self, field: &str) -> Vec<&str> {
        let named = self.fields().filter(|(one, _)| (one.title || one.unique) && one.name != field);
        let named =
            named.filter_map(|(_, value)| if let Some(Value::Text(name)) = value { Some(name.as_str()) } else { None });
        named.collect()
    }

    /// The key of its state, where its register has states.
    pub fn state(&self) -> Option<&'static str> {
        let machine = self.register.machine?;
        if let Some(Value::Choice(key)) = self.get(machine.field) { Some(key) } else { None }
    }

    /// Its state in words; neither what was adopted nor what has fallen is ever shown as proven.
    pub fn state_label(&self) -> Option<String> {
        let machine = self.register.machine?;
        let label = self.register.field(machine.field)?.choice(self.state()?)?.label;
        let adopted = machine.adopted.and_then(|field| self.get(field)) == Some(&Value::YesNo(true));
        Some(if self.fallen {
            format!("{label}, no longer proven")
        } else if machine.is_carried(self) {
            format!("{label}, carried over, not verified here")
        } else if adopted && !label.ends_with("not verified here") {
            format!("{label} before, not verified here")
        } else {
            // The state itself may say so already.
            label.to_owned()
        })
    }

    /// Why the state that it is in holds no more on a day; `None` while it holds.
    pub fn lapsed(&self, today: NaiveDate) -> Option<String> {
        let lapses = self.register.lapses.filter(|lapses| self.state() == Some(lapses.state))?;
        (lapses.over)(self, today)
    }

    /// Where it stands on a day, in words: its state, or that this holds no more.
    pub fn standing_label(&self, today: NaiveDate) -> Option<String> {
        match (self.register.lapses, self.lapsed(today)) {
            (Some(lapses), Some(_)) => Some(lapses.label.to_owned()),
            _ => self.state_label(),
        }
    }

    /// How where it stands on a day is to be taken at a glance.
    pub fn standing_tone(&self, today: NaiveDate) -> Option<Tone> {
        if self.fallen || self.lapsed(today).is_some() {
            return Some(Tone::Watch);
        }
        let machine = self.register.machine?;
        // Nothing here has proven what was adopted.
        if machine.adopted.and_then(|field| self.get(field)) == Some(&Value::YesNo(true)) {
            return Some(Tone::Plain);
        }
        Some(self.register.field(machine.field)?.choice(self.state()?)?.tone)
    }

    /// The text at a field's place; empty where there is none.
    pub fn text(&self, position: usize) -> &str {
        match self.at(position) {
            Some(Value::Text(text)) => text,
            Some(Value::Erased) => super::value::ERASED,
            _ => "",
        }
    }

    getters! {
        /// The whole number at a field's place.
        number: Number -> i64;
        /// The decimal number at a field's place.
        decimal: Decimal -> Decimal;
        /// The amount at a field's place.
        money: Money -> Money;
        /// The date at a field's place.
        date: Date -> NaiveDate;
        /// The moment at a field's place.
        instant: Instant -> Instant;
        /// The answer at a field's place.
        yes_no: YesNo -> bool;
        /// The key of the choice at a field's place.
        choice: Choice -> &'static str;
        /// The record that the link at a field's place points to.
        link: Link -> RecordId;
        /// The length of time at a field's place.
        duration: Duration -> Duration;
    }

    /// The keys of the choices at a field's place.
    pub fn choices(&self, position: usize) -> &[&'static str] {
        if let Some(Value::Choices(keys)) = self.at(position) { keys } else { &[] }
    }

    /// The records that the links at a field's place point to.
    pub fn links(&self, position: usize) -> &[RecordId] {
        match self.at(position) {
            Some(Value::Links(ids)) => ids,
            Some(Value::Link(id)) => std::slice::from_ref(id),
            _ => &[],
        }
    }

    /// The file at a field's place.
    pub fn file(&self, position: usize) -> Option<&File> {
        if let Some(Value::File(file)) = self.at(position) { Some(file) } else { None }
    }
}

/// A record as it stood after one change.
#[derive(Debug, Clone)]
pub struct Version {
    pub record: Record,
    pub by: Came,
    /// The place of the change in the journal: what came first has the lower one.
    pub sequence: Sequence,
    /// The day of the change in the organisation's time zone; none where it is being made.
    pub day: Option<NaiveDate>,
    /// Who made it; nobody where it is being made.
    pub author: Option<RecordId>,
}

/// By what a record came to stand as it did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Came {
    Create,
    Edit,
    /// A move of its machine, by name.
    Move(String),
    /// An undo or a redo.
    Revert,
    Void,
    Unvoid,
    Erase,
}

/// The versions of one record, the first first.
pub type Past = Rc<[Version]>;

impl Version {
    /// Whether one of these moves led to it.
    pub fn is_by<M: Copy + Into<MoveName>>(&self, moves: &[M]) -> bool {
        matches!(&self.by, Came::Move(name) if moves.iter().any(|one| (*one).into() == name.as_str()))
    }
}
