//! What is to be dealt with, across registers and in one order: counted by the file, read a page at a time.

use std::collections::VecDeque;

use chrono::NaiveDate;

use crate::domain::agenda_item;
use crate::domain::catalogue::CATALOGUE;
use crate::domain::field::Field;
use crate::domain::finding::{self, FindingField};
use crate::domain::identity::RecordId;
use crate::domain::opportunity;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::risk::{self, RiskField};
use crate::domain::value::Value;
use crate::store::list::{Filter, Order, Query};
use crate::store::{Error, View};
use crate::workflow::review::today::missing as commentaries;

/// Records that are read at once.
const PAGE: u32 = 50;

/// What is to be dealt with, the most pressing first.
pub struct Queue<'a> {
    view: View<'a>,
    lines: Vec<Line>,
}

/// The part of one register.
struct Line {
    query: Query,
    /// Lines of a higher rank come after all others: an opportunity never stands above what is wrong.
    rank: u8,
    page: VecDeque<Record>,
    more: bool,
}

/// A record of a queue.
pub struct Queued {
    pub record: Record,
}

impl Line {
    fn new(query: Query) -> Self {
        Self { query, rank: 0, page: VecDeque::new(), more: true }
    }

    /// The record that comes first of those that were not taken yet.
    fn first(&mut self, view: View) -> Result<Option<&Record>, Error> {
        while self.page.is_empty() && self.more {
            let page = view.page(&Query { limit: Some(PAGE), ..self.query.clone() })?;
            self.query.after = page.records.last().map(|record| record.id).or(self.query.after);
            self.more = page.more;
            self.page.extend(page.records);
        }
        Ok(self.page.front())
    }

    /// The day by which its lines are put in one order; those without one stay as they stand.
    fn day(&mut self, view: View) -> Result<Option<Option<NaiveDate>>, Error> {
        let by = self.query.order.field;
        let day = |record: &Record| match by.and_then(|field| record.get(field.name)) {
            Some(Value::Date(day)) => Some(*day),
            _ => None,
        };
        Ok(self.first(view)?.map(day))
    }
}

impl<'a> Queue<'a> {
    /// What should have been done before a day, of one owner or all, the longest overdue first.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn late(view: View<'a>, today: NaiveDate, owner: Option<RecordId>) -> Result<Self, Error> {
        // A day without states runs for ever: only what is still to come of it is to be done.
        let with_states = CATALOGUE.registers().filter(|register| register.machine.is_some());
        let mut late = Self::running(view, with_states, (None, today.pred_opt()), owner)?;
        late.lines.extend(outgrown(today, owner).map(Line::new));
        Ok(late)
    }

    /// What is to be done from a day to another, of one owner or all, the next first.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn due(view: View<'a>, from: NaiveDate, to: NaiveDate, owner: Option<RecordId>) -> Result<Self, Error> {
        Self::running(view, CATALOGUE.registers(), (Some(from), Some(to)), owner)
    }

    fn running(
        view: View<'a>,
        registers: impl Iterator<Item = &'static Register>,
        (from, to): (Option<NaiveDate>, Option<NaiveDate>),
        owner: Option<RecordId>,
    ) -> Result<Self, Error> {
        let mut lines = Vec::new();
        for register in registers {
            let Some(field) = register.deadline() else { continue };
            let mut filters = vec![Filter::Between(field, from.map(Value::Date), to.map(Value::Date))];
            if let Some((machine, state)) = register.machine.and_then(|one| Some((one, register.field(one.field)?))) {
                filters.push(Filter::Is(state, machine.due_in.iter().map(|key| Value::Choice(key)).collect()));
            }
            if let Some(owner) = owner {
                let Some(responsible) = register.responsible() else { continue };
                filters.push(Filter::to(responsible, owner));
            }
            // A commentary is due while it is not there, and its review is still to be held.
            if register == &agenda_item::REGISTER {
                filters.extend(commentaries(view)?);
            }
            let order = Order { field: Some(field), descending: false };
            let query = Query { filters, order, ..Query::new(register) };
            lines.extend(ranked(query));
        }
        Ok(Self { view, lines })
    }

    /// The same, of which only these fields of each register are read, and those by which they are put in order.
    #[must_use]
    pub fn only(mut self, fields: fn(&'static Register) -> Vec<&'static Field>) -> Self {
        for line in &mut self.lines {
            let register = line.query.register;
            let read: Vec<_> = fields(register).into_iter().chain(line.query.order.field).collect();
            line.query.fields = crate::domain::record::Fields::of(register, &read);
        }
        self
    }

    /// How many there are.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn count(&mut self) -> Result<u64, Error> {
        let mut total = 0;
        for line in &mut self.lines {
            let count = self.view.count(&line.query)?;
            // Nothing is read where there is nothing.
            line.more &= count > 0;
            total += count;
        }
        Ok(total)
    }

    /// Takes the next one.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn take(&mut self) -> Result<Option<Queued>, Error> {
        let mut best: Option<(usize, (u8, Option<NaiveDate>))> = None;
        for (place, line) in self.lines.iter_mut().enumerate() {
            if let Some(day) = line.day(self.view)?
                && best.is_none_or(|(_, first)| (line.rank, day) < first)
            {
                best = Some((place, (line.rank, day)));
            }
        }
        let Some(line) = best.and_then(|(place, _)| self.lines.get_mut(place)) else { return Ok(None) };
        Ok(line.page.pop_front().map(|record| Queued { record }))
    }
}

/// A list as it is gone through: opportunities for improvement by themselves, after what is wrong.
fn ranked(query: Query) -> Vec<Line> {
    let register = query.register;
    if register == &finding::REGISTER {
        let (grade, chance) = (FindingField::Grade.field(), vec![Value::Choice(finding::Grade::Opportunity.key())]);
        let faults = Line::new(query.with([Filter::IsNot(grade, chance.clone())]));
        return vec![faults, Line { rank: 1, ..Line::new(query.with([Filter::Is(grade, chance)])) }];
    }
    let rank = u8::from(register == &opportunity::REGISTER);
    vec![Line { rank, ..Line::new(query) }]
}

/// Accepted risks whose level has risen since, and whose own day has not come yet or is not set.
fn outgrown(today: NaiveDate, owner: Option<RecordId>) -> impl Iterator<Item = Query> {
    let day = RiskField::ReviewBy.field();
    [Filter::Between(day, Some(Value::Date(today)), None), Filter::Empty(day)].into_iter().map(move |not_late| {
        let state = Filter::one_of(RiskField::State.field(), &[risk::State::Accepted.key()]);
        let risen = Filter::Is(RiskField::Outgrown.field(), vec![Value::YesNo(true)]);
        let of = owner.map(|owner| Filter::to(RiskField::Owner.field(), owner));
        let filters = [state, risen, not_late].into_iter().chain(of).collect();
        Query { filters, ..Query::new(&risk::REGISTER) }
    })
}
