//! What is late, what is due, and what waits for somebody: across all registers that have a deadline.

use chrono::{Days, NaiveDate};

use crate::domain::action::{self, Action, ActionField};
use crate::domain::agenda_item::AgendaItem;
use crate::domain::catalogue::CATALOGUE;
use crate::domain::deadline::Deadline;
use crate::domain::document_version::{self, DocumentVersion, DocumentVersionField};
use crate::domain::identity::RecordId;
use crate::domain::nonconformity::{self, Nonconformity, NonconformityField};
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::state::Move;
use crate::domain::value::Value;
use crate::store::list::{Filter, Order, Query};
use crate::store::{Error, View};

/// The most records that a register adds to each part.
const MOST: u32 = 100;

/// Something to be dealt with.
#[derive(Debug, Clone)]
pub struct Matter {
    pub record: Record,
    /// Who answers for it.
    pub owner: Option<RecordId>,
    /// Its day, where one runs.
    pub deadline: Option<Deadline>,
    /// The move that comes next, as it is typed; none where the record has no states.
    pub next: Option<&'static str>,
}

/// What there is to do today.
#[derive(Debug, Clone, Default)]
pub struct Today {
    /// What should have been done, the longest overdue first.
    pub late: Vec<Matter>,
    /// What is to be done soon, the next first.
    pub due: Vec<Matter>,
    /// What others have done and this person can confirm, verify, judge or approve.
    pub waiting: Vec<Matter>,
}

impl Today {
    /// Whether nothing is to be done.
    pub fn is_empty(&self) -> bool {
        self.late.is_empty() && self.due.is_empty() && self.waiting.is_empty()
    }
}

/// Looks at what is late and what is due within some days; with a person, also at what waits for them, and with `mine`
/// only at what they own.
///
/// # Errors
/// Where the file can't be read.
pub fn today(view: View, days: u64, me: Option<RecordId>, mine: bool) -> Result<Today, Error> {
    let today = view.circumstances()?.today();
    let until = today.checked_add_days(Days::new(days)).unwrap_or(today);
    let mut found = Today::default();
    for register in CATALOGUE.registers().filter(|register| register.deadline().is_some()) {
        for matter in running(view, register, until, today, me.filter(|_| mine))? {
            match matter.deadline {
                Some(deadline) if deadline.is_late() => found.late.push(matter),
                _ => found.due.push(matter),
            }
        }
    }
    let day = |matter: &Matter| matter.deadline.map(|deadline| deadline.day);
    found.late.sort_by_key(day);
    found.due.sort_by_key(day);
    if let Some(me) = me {
        found.waiting = waiting(view, me, today)?;
    }
    Ok(found)
}

fn running(
    view: View,
    register: &'static Register,
    until: NaiveDate,
    today: NaiveDate,
    owner: Option<RecordId>,
) -> Result<Vec<Matter>, Error> {
    let Some(field) = register.deadline() else { return Ok(Vec::new()) };
    let mut filters = vec![Filter::Between(field, None, Some(Value::Date(until)))];
    if let Some(machine) = register.machine
        && let Some(state) = register.field(machine.field)
    {
        filters.push(Filter::Is(state, machine.due_in.iter().map(|key| Value::Choice(key)).collect()));
    }
    if let Some(owner) = owner {
        match register.field("owner") {
            Some(field) => filters.push(Filter::Is(field, vec![Value::Link(owner)])),
            None => return Ok(Vec::new()),
        }
    }
    let order = Order { field: Some(field), descending: false };
    let records = view.page(&Query { filters, order, limit: Some(MOST), ..Query::new(register) })?.records;
    // A commentary that is there is due no more.
    let given = |record: &Record| AgendaItem::of(record).is_some_and(|item| !item.commentary().is_empty());
    let matters = records.into_iter().filter(|record| !given(record)).map(|record| matter(record, today));
    // A day without a machine runs for ever: only what is still to come of it is to be done.
    Ok(matters.filter(|one| register.machine.is_some() || one.deadline.is_some_and(|day| !day.is_late())).collect())
}

fn matter(record: Record, today: NaiveDate) -> Matter {
    let owner = record.register.position("owner").and_then(|place| record.link(place));
    let moves = record.register.machine.zip(record.state());
    let next = moves.and_then(|(machine, state)| {
        let choices = record.register.field(machine.field)?.kind.choices();
        let place = |key: &str| choices.iter().position(|choice| choice.key == key);
        let onward = |step: &&'static Move| {
            !step.guided && !step.reason && step.name != "adopt" && place(step.to) > place(state)
        };
        machine.moves_from(state).find(onward)
    });
    let deadline = Deadline::of(&record, today);
    Matter { owner, deadline, next: next.map(|step| step.name), record }
}

fn waiting(view: View, me: RecordId, today: NaiveDate) -> Result<Vec<Matter>, Error> {
    let mut found = Vec::new();
    let mut take = |records: Vec<Record>, next: &'static str| {
        found.extend(records.into_iter().map(|record| Matter { next: Some(next), ..matter(record, today) }));
    };
    let of = |register: &'static Register, filters: Vec<Filter>| -> Result<Vec<Record>, Error> {
        Ok(view.page(&Query { filters, limit: Some(MOST), ..Query::new(register) })?.records)
    };
    let is = |field, key| Filter::Is(field, vec![Value::Choice(key)]);
    let mut done = of(&action::REGISTER, vec![is(ActionField::State.field(), action::State::Done.key())])?;
    done.retain(|record| Action(record).owner() != Some(me) && Action(record).adopted() != Some(true));
    take(done, "confirm");
    let state = NonconformityField::State.field();
    let cases = |key: nonconformity::State| of(&nonconformity::REGISTER, vec![is(state, key.key())]);
    let by_another = |record: &Record| -> Result<bool, Error> {
        let case = Nonconformity(record);
        let own = case.owner() == Some(me) || case.begun_by() == Some(me);
        let actions = view.backlinks(record.id)?;
        Ok(!own && !actions.iter().any(|one| Action::of(&one.record).is_some_and(|action| action.owner() == Some(me))))
    };
    for (at, next) in [(nonconformity::State::Implemented, "verify"), (nonconformity::State::Verified, "close")] {
        let mut mine = Vec::new();
        for record in cases(at)? {
            let ripe = next == "verify" || Nonconformity(&record).check_from().is_some_and(|day| day <= today);
            if ripe && by_another(&record)? {
                mine.push(record);
            }
        }
        take(mine, next);
    }
    let drafts = vec![is(DocumentVersionField::State.field(), document_version::State::Draft.key())];
    let mut drafts = of(&document_version::REGISTER, drafts)?;
    drafts.retain(|record| DocumentVersion(record).author().is_some_and(|author| author != me));
    take(drafts, "approve");
    Ok(found)
}
