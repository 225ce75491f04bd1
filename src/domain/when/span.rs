//! What a day that is typed says: which days it means, and which way it looks.

use chrono::{Months, NaiveDate};

/// Which way a word looks when it could mean two days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tense {
    /// Deadlines: `fri` is the next Friday after today, and a week or a quarter means its last day.
    Coming,
    /// What has happened: `fri` is the last Friday, today included.
    Past,
}

/// The days that a text means: one, or all of a week, a month, a quarter or a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub first: NaiveDate,
    pub last: NaiveDate,
}

impl Span {
    /// One day.
    pub const fn day(day: NaiveDate) -> Self {
        Self { first: day, last: day }
    }

    /// Whether it is one day.
    pub fn is_day(self) -> bool {
        self.first == self.last
    }

    /// So many months of a year, from one of them on.
    pub fn months(year: i32, from: u32, many: u32) -> Option<Self> {
        let first = NaiveDate::from_ymd_opt(year, from, 1)?;
        Some(Self { first, last: first.checked_add_months(Months::new(many))?.pred_opt()? })
    }
}
