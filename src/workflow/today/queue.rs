//! What is to be dealt with, across registers and in one order: counted by the file, read a page at a time.

use std::collections::{HashMap, VecDeque};

use chrono::NaiveDate;

use crate::domain::agenda_item;
use crate::domain::field::Field;
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::store::list::Query;
use crate::store::owed::{Due, Only, Span, Whose};
use crate::store::{Error, View};
use crate::workflow::review::today::missing;

/// What is to be dealt with on a day.
pub struct Agenda<'a> {
    view: View<'a>,
    today: NaiveDate,
    /// A commentary is due while it is not there, and its review is still to be held.
    commentaries: Vec<RecordId>,
    only: Only,
}

impl<'a> Agenda<'a> {
    /// Of a file, as it stands on a day.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn of(view: View<'a>, today: NaiveDate) -> Result<Self, Error> {
        let commentaries = missing(view)?;
        let only = view.only(&agenda_item::REGISTER, &commentaries)?;
        Ok(Self { view, today, commentaries, only })
    }

    /// The commentaries that are asked for and not there.
    pub fn commentaries(&self) -> Query {
        Query { of: Some(self.commentaries.clone()), ..Query::new(&agenda_item::REGISTER) }
    }

    /// What should have been done before that day.
    pub fn late(&self, whose: Whose) -> Span<'_> {
        Span { whose, today: self.today, from: None, until: self.today.pred_opt(), only: Some(&self.only) }
    }

    /// What is to be done from that day to another.
    pub fn due(&self, whose: Whose, until: NaiveDate) -> Span<'_> {
        Span { whose, today: self.today, from: Some(self.today), until: Some(until), only: Some(&self.only) }
    }

    /// Goes through it, what is wrong before chances, and the longest overdue or the next first.
    pub fn queue<'s>(&self, span: &'s Span<'s>) -> Queue<'a, 's> {
        Queue { view: self.view, span, fields: None, page: VecDeque::new(), last: None, more: true }
    }
}

/// Records that are read at once.
const PAGE: u32 = 50;

/// What is to be dealt with, the most pressing first.
pub struct Queue<'a, 's> {
    view: View<'a>,
    span: &'s Span<'s>,
    /// What of the records is read, where that is not all of it.
    fields: Option<fn(&'static Register) -> Vec<&'static Field>>,
    page: VecDeque<Record>,
    last: Option<Due>,
    more: bool,
}

impl Queue<'_, '_> {
    /// The same, of which only these fields of each register are read.
    #[must_use]
    pub fn only(self, fields: fn(&'static Register) -> Vec<&'static Field>) -> Self {
        Self { fields: Some(fields), ..self }
    }

    /// Takes the next one.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn take(&mut self) -> Result<Option<Record>, Error> {
        while self.page.is_empty() && self.more {
            let found = self.view.due(self.span, self.last.as_ref(), PAGE)?;
            self.more = found.len() == PAGE as usize;
            self.page = match self.fields {
                Some(fields) => some(self.view, &found, fields)?,
                None => {
                    found.iter().filter_map(|one| self.view.record(one.record).transpose()).collect::<Result<_, _>>()?
                }
            };
            self.last = found.into_iter().last().or(self.last.take());
        }
        Ok(self.page.pop_front())
    }
}

/// Reads some fields of the records of a page, those of a register at once.
fn some(
    view: View,
    found: &[Due],
    fields: fn(&'static Register) -> Vec<&'static Field>,
) -> Result<VecDeque<Record>, Error> {
    let mut records: HashMap<RecordId, Record> = HashMap::new();
    for (place, one) in found.iter().enumerate() {
        if found[..place].iter().any(|before| before.register == one.register) {
            continue;
        }
        let register = one.register;
        let ids: Vec<_> = found.iter().filter(|one| one.register == register).map(|one| one.record).collect();
        view.some(register, &fields(register), &ids, |record| {
            records.insert(record.id, record);
            Ok(())
        })?;
    }
    Ok(found.iter().filter_map(|one| records.remove(&one.record)).collect())
}
