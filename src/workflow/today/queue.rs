//! What is to be dealt with, across registers and in one order: counted by the file, read a page at a time.

use std::collections::{HashSet, VecDeque};
use std::rc::Rc;

use chrono::NaiveDate;

use crate::domain::action::{self, ActionField};
use crate::domain::agenda_item::{self, AgendaItemField};
use crate::domain::catalogue::CATALOGUE;
use crate::domain::document_version::{self, DocumentVersionField};
use crate::domain::field::Field;
use crate::domain::identity::RecordId;
use crate::domain::nonconformity::{self, NonconformityField};
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::risk::{self, RiskField};
use crate::domain::value::Value;
use crate::store::list::{Filter, Order, Query};
use crate::store::{Error, View};

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
    /// The move that comes next, where it is not the one that each record calls for itself.
    next: Option<&'static str>,
    /// Records that the query finds and that are not meant.
    except: Rc<HashSet<RecordId>>,
    page: VecDeque<Record>,
    more: bool,
}

/// A record of a queue.
pub struct Queued {
    pub record: Record,
    pub next: Option<&'static str>,
}

impl Line {
    fn new(query: Query, next: Option<&'static str>) -> Self {
        Self { query, next, except: Rc::default(), page: VecDeque::new(), more: true }
    }

    fn count(&self, view: View) -> Result<u64, Error> {
        if self.except.is_empty() {
            return view.count(&self.query);
        }
        let mut count = 0;
        view.each(&self.query.clone().only(&[]), |record| {
            count += u64::from(!self.except.contains(&record.id));
            Ok(())
        })?;
        Ok(count)
    }

    /// The record that comes first of those that were not taken yet.
    fn first(&mut self, view: View) -> Result<Option<&Record>, Error> {
        while self.page.is_empty() && self.more {
            let page = view.page(&Query { limit: Some(PAGE), ..self.query.clone() })?;
            self.query.after = page.records.last().map(|record| record.id).or(self.query.after);
            self.more = page.more;
            self.page.extend(page.records.into_iter().filter(|record| !self.except.contains(&record.id)));
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
    pub fn late(view: View<'a>, today: NaiveDate, owner: Option<RecordId>) -> Self {
        // A day without states runs for ever: only what is still to come of it is to be done.
        let with_states = CATALOGUE.registers().filter(|register| register.machine.is_some());
        let mut late = Self::running(view, with_states, (None, today.pred_opt()), owner);
        late.lines.extend(outgrown(today, owner).map(|query| Line::new(query, None)));
        late
    }

    /// What is to be done from a day to another, of one owner or all, the next first.
    pub fn due(view: View<'a>, from: NaiveDate, to: NaiveDate, owner: Option<RecordId>) -> Self {
        Self::running(view, CATALOGUE.registers(), (Some(from), Some(to)), owner)
    }

    fn running(
        view: View<'a>,
        registers: impl Iterator<Item = &'static Register>,
        (from, to): (Option<NaiveDate>, Option<NaiveDate>),
        owner: Option<RecordId>,
    ) -> Self {
        let line = |register: &'static Register| {
            let field = register.deadline()?;
            let mut filters = vec![Filter::Between(field, from.map(Value::Date), to.map(Value::Date))];
            if let Some((machine, state)) = register.machine.and_then(|one| Some((one, register.field(one.field)?))) {
                filters.push(Filter::Is(state, machine.due_in.iter().map(|key| Value::Choice(key)).collect()));
            }
            if let Some(owner) = owner {
                filters.push(Filter::to(register.responsible()?, owner));
            }
            // A commentary that is there is due no more.
            if register == &agenda_item::REGISTER {
                filters.push(Filter::Empty(AgendaItemField::Commentary.field()));
            }
            let order = Order { field: Some(field), descending: false };
            Some(Line::new(Query { filters, order, ..Query::new(register) }, None))
        };
        Self { view, lines: registers.filter_map(line).collect() }
    }

    /// What others have done and a person can confirm, verify, judge or approve.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn waiting(view: View<'a>, me: RecordId, today: NaiveDate) -> Result<Self, Error> {
        let is = |field: &'static Field, key| Filter::Is(field, vec![Value::Choice(key)]);
        let of_others = |field: &'static Field| Filter::IsNot(field, vec![Value::Link(me)]);
        let of = |register: &'static Register, filters: Vec<Filter>, next| {
            Line::new(Query { filters, ..Query::new(register) }, Some(next))
        };
        let done = vec![
            is(ActionField::State.field(), action::State::Done.key()),
            of_others(ActionField::Owner.field()),
            of_others(ActionField::DoneBy.field()),
            Filter::IsNot(ActionField::Adopted.field(), vec![Value::YesNo(true)]),
        ];
        let mut lines = vec![of(&action::REGISTER, done, "confirm")];
        let except = Rc::new(acted_on(view, me)?);
        for (at, next) in [(nonconformity::State::Implemented, "verify"), (nonconformity::State::Verified, "close")] {
            let mut filters = vec![
                is(NonconformityField::State.field(), at.key()),
                of_others(NonconformityField::Owner.field()),
                of_others(NonconformityField::BegunBy.field()),
            ];
            if next == "close" {
                let ripe = NonconformityField::CheckFrom.field();
                filters.push(Filter::Between(ripe, None, Some(Value::Date(today))));
            }
            lines.push(Line { except: Rc::clone(&except), ..of(&nonconformity::REGISTER, filters, next) });
        }
        let drafts = vec![
            is(DocumentVersionField::State.field(), document_version::State::Draft.key()),
            Filter::Filled(DocumentVersionField::Author.field()),
            of_others(DocumentVersionField::Author.field()),
        ];
        lines.push(of(&document_version::REGISTER, drafts, "approve"));
        Ok(Self { view, lines })
    }

    /// What was attested and is no longer proven, of one owner or all, register by register.
    pub fn fallen(view: View<'a>, owner: Option<RecordId>) -> Self {
        let line = |register: &'static Register| {
            let mut filters = vec![Filter::fallen()];
            if let Some(owner) = owner {
                filters.push(Filter::to(register.responsible()?, owner));
            }
            Some(Line::new(Query { filters, ..Query::new(register) }, None))
        };
        Self { view, lines: CATALOGUE.registers().filter(|register| register.attests()).filter_map(line).collect() }
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
            let count = line.count(self.view)?;
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
        let mut best: Option<(usize, Option<NaiveDate>)> = None;
        for (place, line) in self.lines.iter_mut().enumerate() {
            if let Some(day) = line.day(self.view)?
                && best.is_none_or(|(_, first)| day < first)
            {
                best = Some((place, day));
            }
        }
        let Some(line) = best.and_then(|(place, _)| self.lines.get_mut(place)) else { return Ok(None) };
        Ok(line.page.pop_front().map(|record| Queued { record, next: line.next }))
    }
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

/// The records that somebody owns or did an action of: what was done about them is for others to judge.
fn acted_on(view: View, me: RecordId) -> Result<HashSet<RecordId>, Error> {
    let mut found = HashSet::new();
    for field in [ActionField::Owner, ActionField::DoneBy] {
        let filters = vec![Filter::to(field.field(), me)];
        let mine = Query { filters, ..Query::new(&action::REGISTER) }.only(&[ActionField::Source.field()]);
        view.each(&mine, |record| {
            found.extend(action::Action(&record).source());
            Ok(())
        })?;
    }
    Ok(found)
}
