//! Standings: columns that are worked out when they are read, from the record itself, from others and from the day. Lists
//! show them, are narrowed and sorted by them as by fields; nobody sets them, no table holds them, and the journal does
//! not know them.

use chrono::NaiveDate;

use super::field::{Field, Kind};
use super::name::{FieldName, Link};
use super::record::Record;
use super::value::Value;

/// Columns that are worked out together.
#[derive(Debug)]
pub struct Standing {
    /// What each is called, what can stand in it, whether lists show it and can be put in its order.
    pub columns: &'static [Field],
    pub follows: Follows,
}

/// What columns follow from.
#[derive(Debug)]
pub enum Follows {
    /// From the ground of what its state attests: whether that still stands; nothing where it attests nothing.
    Ground,
    /// From its deadline: by how many days it is late; nothing where it is not.
    Deadline,
    /// From its own fields and the day: the first answer of which everything holds.
    First(&'static [Answer]),
    /// From some of its own fields, from the records in force that point to it, and from the day, by a function, which is
    /// told nothing else and gives a value for each column. Fields that are rows or several columns of their own, such as
    /// links and amounts, can't be looked at.
    Others { own: &'static [FieldName], looks_at: &'static [Look], work: Work },
}

/// Works the values of columns out, from the record, from what each look found, and from today.
pub type Work = fn(&Record, &[Vec<Record>], NaiveDate) -> Vec<Option<Value>>;

/// Records that point here through a link, and what of them is looked at.
#[derive(Debug)]
pub struct Look {
    pub through: Link,
    pub fields: &'static [FieldName],
}

/// An answer, and when it is given.
#[derive(Debug)]
pub struct Answer {
    /// The key of a choice; `yes` or `no`.
    pub key: &'static str,
    pub when: &'static [When],
}

/// Something that holds of a record on a day.
#[derive(Debug)]
pub enum When {
    /// A choice is one of these.
    Is(FieldName, &'static [&'static str]),
    /// The answer is yes, or no.
    Says(FieldName, bool),
    /// The day of this field has passed.
    Passed(FieldName),
    /// What it attests is no longer proven.
    Fallen,
}

/// Whether what the state of a record attests is still proven. Every register has it whose states attest something.
pub static PROVEN: Standing = Standing {
    columns: &[Field::new("proven", "Proven", "Whether what its state attests still stands.", Kind::YesNo)],
    follows: Follows::Ground,
};

/// By how many days a record is late. Every register has it that has a deadline.
pub static LATE: Standing = Standing {
    columns: &[Field::new("days_late", "Days late", "Days since its deadline, while that runs.", Kind::Number).sorted()],
    follows: Follows::Deadline,
};

impl Standing {
    /// Whether nothing else on a page or in a line tells it: the state and the deadline say themselves where they stand.
    pub fn tells_more(&self) -> bool {
        matches!(self.follows, Follows::Others { .. })
    }
}
