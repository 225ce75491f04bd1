//! Deadlines: what is late, and what is due next.

use chrono::NaiveDate;

use super::field::Field;
use super::record::Record;
use super::value::Value;

/// A day by which something is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadline {
    pub field: &'static Field,
    pub day: NaiveDate,
    /// Days from today; negative once it is late.
    pub left: i64,
}

impl Deadline {
    /// The deadline of a record that is running: it has a day, and the record is still in a state that waits for it.
    pub fn of(record: &Record, today: NaiveDate) -> Option<Self> {
        let runs = match (record.register.machine, record.state()) {
            (Some(machine), Some(state)) => machine.due_in.contains(&state),
            (Some(_), None) => false,
            (None, _) => true,
        };
        let field = record.register.deadline().filter(|_| runs && !record.voided)?;
        let Some(Value::Date(day)) = record.get(field.name) else { return None };
        Some(Self { field, day: *day, left: day.signed_duration_since(today).num_days() })
    }

    /// Whether the day has passed.
    pub fn is_late(&self) -> bool {
        self.left < 0
    }

    /// `12 d late`, `today`, `in 5 d`.
    pub fn words(&self) -> String {
        words(self.left)
    }
}

/// So many days from today, in words: `12 d late`, `today`, `in 5 d`.
pub fn words(left: i64) -> String {
    match left {
        ..0 => format!("{} d late", -left),
        0 => "today".to_owned(),
        days => format!("in {days} d"),
    }
}
