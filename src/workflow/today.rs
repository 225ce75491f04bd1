//! What is late, what is due, and what waits for somebody: across all registers that have a deadline.

use chrono::{Days, NaiveDate};

use crate::domain::action::{self, Action, ActionField};
use crate::domain::agenda_item::AgendaItem;
use crate::domain::catalogue::CATALOGUE;
use crate::domain::deadline::Deadline;
use crate::domain::document_version::{self, DocumentVersion, DocumentVersionField};
use crate::domain::identity::RecordId;
use crate::domain::nonconformity::{self, Nonconformity, NonconformityField};
use crate::domain::obligation::Obligation;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::state::Move;
use crate::domain::value::Value;
use crate::store::list::{Filter, Order, Query};
use crate::store::{Error, View};

use super::obligations;
use super::reminders::Reminders;

/// The most records that a register adds to each part of what is shown.
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
    /// The action by which it is done this time, where it comes round and that was recorded.
    pub task: Option<Record>,
    /// How often somebody was reminded of it.
    pub reminded: usize,
}

impl Matter {
    /// Where it stands, in words; of what comes round again, how far its task is: `A-12 open`.
    pub fn standing(&self) -> String {
        match &self.task {
            Some(task) => obligations::standing(task),
            None => self.record.state_label().unwrap_or_default().to_lowercase(),
        }
    }

    /// How often somebody was reminded of it, where that was so: `reminded 2×`.
    pub fn reminded(&self) -> Option<String> {
        (self.reminded > 0).then(|| format!("reminded {}×", self.reminded))
    }
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
    let mut found = running(view, days, me.filter(|_| mine), Some(MOST))?;
    if let Some(me) = me {
        let look = Look { today: view.circumstances()?.today(), reminders: Reminders::of(view)?, view };
        found.waiting = waiting(&look, me)?;
    }
    Ok(found)
}

/// What is late and what is due within some days, of one owner or all; of each register at most so many records.
///
/// # Errors
/// Where the file can't be read.
pub fn running(view: View, days: u64, owner: Option<RecordId>, most: Option<u32>) -> Result<Today, Error> {
    let look = Look { today: view.circumstances()?.today(), reminders: Reminders::of(view)?, view };
    let until = look.today.checked_add_days(Days::new(days)).unwrap_or(look.today);
    let mut found = Today::default();
    for register in CATALOGUE.registers().filter(|register| register.deadline().is_some()) {
        for matter in running_in(&look, register, until, owner, most)? {
            match matter.deadline {
                Some(deadline) if deadline.is_late() => found.late.push(matter),
                _ => found.due.push(matter),
            }
        }
    }
    let day = |matter: &Matter| matter.deadline.map(|deadline| deadline.day);
    found.late.sort_by_key(day);
    found.due.sort_by_key(day);
    Ok(found)
}

/// What every matter is seen by.
struct Look<'a> {
    view: View<'a>,
    today: NaiveDate,
    reminders: Reminders,
}

fn running_in(
    look: &Look,
    register: &'static Register,
    until: NaiveDate,
    owner: Option<RecordId>,
    most: Option<u32>,
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
    let records = look.view.page(&Query { filters, order, limit: most, ..Query::new(register) })?.records;
    // A commentary that is there is due no more.
    let given = |record: &Record| AgendaItem::of(record).is_some_and(|item| !item.commentary().is_empty());
    let mut matters = Vec::new();
    for record in records.into_iter().filter(|record| !given(record)) {
        let one = matter(look, record)?;
        // A day without a machine runs for ever: only what is still to come of it is to be done.
        if register.machine.is_some() || one.deadline.is_some_and(|day| !day.is_late()) {
            matters.push(one);
        }
    }
    Ok(matters)
}

fn matter(look: &Look, record: Record) -> Result<Matter, Error> {
    let owner = record.register.position("owner").and_then(|place| record.link(place));
    let moves = record.register.machine.zip(record.state());
    let onward = moves.and_then(|(machine, state)| {
        let choices = record.register.field(machine.field)?.kind.choices();
        let place = |key: &str| choices.iter().position(|choice| choice.key == key);
        let onward = |step: &&'static Move| {
            !step.guided && !step.reason && step.name != "adopt" && place(step.to) > place(state)
        };
        machine.moves_from(state).find(onward).map(|step| step.name)
    });
    let comes_round = Obligation::of(&record).is_some();
    let task = if comes_round { obligations::task_of(look.view, &record)? } else { None };
    let next = match (comes_round, &task) {
        (false, _) => onward,
        (true, None) => Some(obligations::TASK),
        (true, Some(_)) => Some(obligations::DONE),
    };
    let deadline = Deadline::of(&record, look.today);
    Ok(Matter { owner, deadline, next, task, reminded: look.reminders.count(&record), record })
}

fn waiting(look: &Look, me: RecordId) -> Result<Vec<Matter>, Error> {
    let (view, today) = (look.view, look.today);
    let mut found = Vec::new();
    let mut take = |records: Vec<Record>, next: &'static str| -> Result<(), Error> {
        for record in records {
            found.push(Matter { next: Some(next), ..matter(look, record)? });
        }
        Ok(())
    };
    let of = |register: &'static Register, filters: Vec<Filter>| -> Result<Vec<Record>, Error> {
        Ok(view.page(&Query { filters, limit: Some(MOST), ..Query::new(register) })?.records)
    };
    let is = |field, key| Filter::Is(field, vec![Value::Choice(key)]);
    let mut done = of(&action::REGISTER, vec![is(ActionField::State.field(), action::State::Done.key())])?;
    done.retain(|record| Action(record).owner() != Some(me) && Action(record).adopted() != Some(true));
    take(done, "confirm")?;
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
        take(mine, next)?;
    }
    let drafts = vec![is(DocumentVersionField::State.field(), document_version::State::Draft.key())];
    let mut drafts = of(&document_version::REGISTER, drafts)?;
    drafts.retain(|record| DocumentVersion(record).author().is_some_and(|author| author != me));
    take(drafts, "approve")?;
    Ok(found)
}
