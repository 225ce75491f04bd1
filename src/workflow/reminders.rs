//! How often somebody was reminded of a record.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::domain::field::Field;
use crate::domain::identity::RecordId;
use crate::domain::obligation::Obligation;
use crate::domain::record::Record;
use crate::domain::reminder::{self, Reminder, ReminderField};
use crate::store::list::Query;
use crate::store::{Error, View};

/// The days on which messages about each record were written.
#[derive(Debug, Default)]
pub struct Reminders(HashMap<RecordId, Vec<NaiveDate>>);

impl Reminders {
    /// All that were written.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn of(view: View) -> Result<Self, Error> {
        let mut all = Self::default();
        view.each(&Query::new(&reminder::REGISTER).only(&read()), |record| {
            all.add(Reminder(&record));
            Ok(())
        })?;
        Ok(all)
    }

    /// Those about some records.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn about(view: View, records: &[RecordId]) -> Result<Self, Error> {
        let mut some = Self::default();
        let about = view.pointing(&reminder::REGISTER, ReminderField::About.field(), records)?;
        view.some(&reminder::REGISTER, &read(), &about, |record| {
            some.add(Reminder(&record));
            Ok(())
        })?;
        Ok(some)
    }

    fn add(&mut self, one: Reminder) {
        for id in one.about() {
            self.0.entry(*id).or_default().extend(one.written_on());
        }
    }

    /// How often a message was written about a record; of what comes round again, since it was last done.
    pub fn count(&self, record: &Record) -> usize {
        let since = Obligation::of(record).and_then(Obligation::last_done_on);
        self.since(record.id, since)
    }

    /// How often a message was written about a record after a day.
    pub fn since(&self, record: RecordId, since: Option<NaiveDate>) -> usize {
        let days = self.0.get(&record).map_or(&[][..], Vec::as_slice);
        days.iter().filter(|day| since.is_none_or(|since| **day > since)).count()
    }
}

/// What is read of each.
fn read() -> [&'static Field; 2] {
    [ReminderField::About, ReminderField::WrittenOn].map(ReminderField::field)
}

/// `once`, `twice`, `3 times`.
pub fn times(count: usize) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        more => format!("{more} times"),
    }
}
