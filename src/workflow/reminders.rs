//! How often somebody was reminded of a record.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::domain::identity::RecordId;
use crate::domain::obligation::Obligation;
use crate::domain::record::Record;
use crate::domain::reminder::{self, Reminder, ReminderField};
use crate::store::list::{Filter, Query};
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
        let all = Query::new(&reminder::REGISTER)
            .only(&[ReminderField::About, ReminderField::WrittenOn].map(ReminderField::field));
        view.each(&all, |record| {
            let one = Reminder(&record);
            for id in one.about() {
                days.entry(*id).or_default().extend(one.written_on());
            }
            Ok(())
        })?;
        Ok(Self(days))
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

/// How often a message was written about one record; of what comes round again, since it was last done.
///
/// # Errors
/// Where the file can't be read.
pub fn about(view: View, record: &Record) -> Result<usize, Error> {
    let mut filters = vec![Filter::to(ReminderField::About.field(), record.id)];
    if let Some(since) = Obligation::of(record).and_then(Obligation::last_done_on) {
        filters.push(Filter::days(ReminderField::WrittenOn.field(), since.succ_opt(), None));
    }
    let count = view.count(&Query { filters, ..Query::new(&reminder::REGISTER) })?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

/// `once`, `twice`, `3 times`.
pub fn times(count: usize) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        more => format!("{more} times"),
    }
}
