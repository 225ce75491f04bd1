//! Which records a list asks for, in which order.

use chrono::NaiveDate;

use crate::domain::field::Field;
use crate::domain::identity::RecordId;
use crate::domain::record::Fields;
use crate::domain::register::Register;
use crate::domain::standing::PROVEN;
use crate::domain::value::Value;

/// Which records, in which order.
#[derive(Debug, Clone)]
pub struct Query {
    pub register: &'static Register,
    pub filters: Vec<Filter>,
    /// Words of which each must occur, or begin a word that does.
    pub words: Option<String>,
    /// Of these records only.
    pub of: Option<Vec<RecordId>>,
    /// A sorted field of choices whose answers that are asked for few records have: these are sought by them, and put in
    /// order, however many the rest are.
    pub sought: Option<&'static Field>,
    pub order: Order,
    pub voided: Voided,
    /// Continue after this record.
    pub after: Option<RecordId>,
    /// The record after which the page continues belongs to it, if the query finds it.
    pub including: bool,
    /// Read towards the beginning: what comes before, the nearest first.
    pub backward: bool,
    pub limit: Option<u32>,
    /// The fields that are read; of the others the records tell nothing.
    pub fields: Fields,
}

/// The order of a list.
#[derive(Debug, Clone, Copy)]
pub struct Order {
    /// A sorted field of the register; by number where there is none.
    pub field: Option<&'static Field>,
    pub descending: bool,
}

/// What a list does with voided records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voided {
    Hidden,
    Shown,
    Only,
}

/// A condition on one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// It is, or holds, one of these.
    Is(&'static Field, Vec<Value>),
    /// It is, and holds, none of these.
    IsNot(&'static Field, Vec<Value>),
    /// It lies between two values, both included; an open end is `None`.
    Between(&'static Field, Option<Value>, Option<Value>),
    /// Its text contains this, whatever the case of its letters.
    Contains(&'static Field, String),
    /// Its text has these words, one after another and whole, whatever the case of their letters.
    Words(&'static Field, String),
    Empty(&'static Field),
    Filled(&'static Field),
}

impl Filter {
    /// A choice field has one of these answers.
    pub fn one_of(field: &'static Field, keys: &[&'static str]) -> Self {
        Self::Is(field, keys.iter().map(|key| Value::Choice(key)).collect())
    }

    /// A link field leads to this record.
    pub fn to(field: &'static Field, record: RecordId) -> Self {
        Self::Is(field, vec![Value::Link(record)])
    }

    /// The day of a field lies between two days, both included; an open end is `None`.
    pub fn days(field: &'static Field, from: Option<NaiveDate>, to: Option<NaiveDate>) -> Self {
        Self::Between(field, from.map(Value::Date), to.map(Value::Date))
    }

    /// The day of a field has passed.
    pub fn passed(field: &'static Field, today: NaiveDate) -> Self {
        Self::days(field, None, today.pred_opt())
    }

    /// What its state attests is no longer proven.
    pub fn fallen() -> Self {
        Self::Is(&PROVEN.columns[0], vec![Value::YesNo(false)])
    }

    /// The field that it asks about.
    fn field(&self) -> &'static Field {
        match self {
            Self::Is(field, _)
            | Self::IsNot(field, _)
            | Self::Between(field, ..)
            | Self::Contains(field, _)
            | Self::Words(field, _)
            | Self::Empty(field)
            | Self::Filled(field) => field,
        }
    }

    /// Whether it finds only records that have a value of this field.
    pub(super) fn asks_for(&self, field: &Field) -> bool {
        match self {
            Self::Is(asked, _) | Self::Contains(asked, _) | Self::Words(asked, _) => *asked == field,
            Self::Between(asked, ..) | Self::Filled(asked) => *asked == field,
            Self::IsNot(..) | Self::Empty(_) => false,
        }
    }
}

impl Query {
    /// All records in force, by number.
    pub fn new(register: &'static Register) -> Self {
        let order = Order { field: None, descending: false };
        Self {
            register,
            filters: Vec::new(),
            words: None,
            of: None,
            sought: None,
            order,
            voided: Voided::Hidden,
            after: None,
            including: false,
            backward: false,
            limit: None,
            fields: Fields::ALL,
        }
    }

    /// The records in force for which all of these hold.
    pub fn those(register: &'static Register, filters: impl IntoIterator<Item = Filter>) -> Self {
        Self::new(register).with(filters)
    }

    /// The same, narrowed further.
    #[must_use]
    pub fn with(&self, filters: impl IntoIterator<Item = Filter>) -> Self {
        let mut narrowed = self.clone();
        narrowed.filters.extend(filters);
        narrowed
    }

    /// The same, which few records are.
    #[must_use]
    pub fn sought(self, by: &'static Field) -> Self {
        Self { sought: Some(by), ..self }
    }

    /// The same, in the order of a sorted field.
    #[must_use]
    pub fn by(self, field: &'static Field) -> Self {
        Self { order: Order { field: Some(field), descending: false }, ..self }
    }

    /// Whether another day could change what it finds: it asks for something that is worked out when it is read.
    pub(super) fn goes_by_the_day(&self) -> bool {
        let asked = self.filters.iter().map(Filter::field).chain(self.order.field);
        asked.into_iter().any(|field| self.register.standing_of(field).is_some())
    }

    /// The same, of which only these fields are read.
    #[must_use]
    pub fn only(self, fields: &[&'static Field]) -> Self {
        Self { fields: Fields::of(self.register, fields), ..self }
    }
}
