//! How often somebody was reminded of a record.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::domain::identity::RecordId;
use crate::domain::obligation::Obligation;
use crate::domain::record::Record;
use crate::domain::reminder::{self, Reminder};
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
        let mut days: HashMap<RecordId, Vec<NaiveDate>> = HashMap::new();
        for one in view.page(&Query::new(&reminder::REGISTER))?.records {
            let one = Reminder(&one);
            for id in one.about() {
                days.entry(*id).or_default().extend(one.written_on());
            }
        }
        Ok(Self(days))
    }

    /// How often a message was written about a record; of what comes round again, since it was last done.
    pub fn count(&self, record: &Record) -> usize {
        let since = Obligation::of(record).and_then(Obligation::last_done_on);
        let days = self.0.get(&record.id).map_or(&[][..], Vec::as_slice);
        days.iter().filter(|day| since.is_none_or(|since| **day > since)).count()
    }
}

/// `once`, `twice`, `3 times`.
pub fn times(count: usize) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        more => format!("{more} times"),
    }
}
