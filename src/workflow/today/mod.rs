//! What is late, what is due, and what waits for somebody: across all registers that have a deadline.

pub mod aspect;
pub mod operations;
pub mod queue;
pub mod sheet;

use chrono::{Days, NaiveDate};
use queue::{Queue, Queued};

use crate::domain::deadline::Deadline;
use crate::domain::identity::RecordId;
use crate::domain::name::MoveName;
use crate::domain::obligation::{Obligation, fulfilment};
use crate::domain::record::Record;
use crate::domain::state::Move;
use crate::store::{Error, View};

use super::feature::Feature;
use super::obligations::{self, operations::TASK};
use super::place::{Pane, Place};
use super::reminders::{self, Reminders};

pub use sheet::TODAY;

/// What is to be dealt with.
pub static FEATURE: Feature =
    Feature { operations: operations::ALL, readings: &[&sheet::TODAY], places: &[&TRIAGE], ..Feature::PLAIN };

/// What there is to do.
pub static TRIAGE: Place = Place {
    keys: &["0"],
    panes: &[Pane::Special("today")],
    spot: Some(&operations::ON_TODAY),
    ..Place::new("today", "To do today", "What is late, what is due, what waits for you")
};

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
    /// Where it stands, in words; of what comes round again, how far its task is: `A-12 open`.
    pub standing: String,
    /// How often somebody was reminded of it.
    pub reminded: usize,
}

impl Matter {
    /// That what it stands for is over, where that is so: `acceptance ended`.
    pub fn over(&self) -> Option<&str> {
        let over = self.record.register.lapses.is_some_and(|lapses| lapses.label.to_lowercase() == self.standing);
        over.then_some(self.standing.as_str())
    }

    /// How its day lies; nothing where what it stood for is over before its day.
    pub fn day(&self) -> String {
        let due = self.deadline.filter(|deadline| deadline.is_late() || self.over().is_none());
        due.map_or(String::new(), |deadline| deadline.words())
    }

    /// How often somebody was reminded of it, where that was so: `reminded 2×`.
    pub fn reminded(&self) -> Option<String> {
        (self.reminded > 0).then(|| format!("reminded {}×", self.reminded))
    }
}

/// Days that are looked ahead where nobody says otherwise.
pub const DAYS: u64 = 7;

/// How many of a part are shown where nobody says how many.
pub const SHOWN: usize = 100;

/// Up to so many matters, reminders are asked for one by one.
const FEW: u64 = 1_000;

/// One part of what there is to do.
#[derive(Debug, Clone, Default)]
pub struct Part {
    /// How many there are.
    pub count: u64,
    /// The most pressing of them.
    pub matters: Vec<Matter>,
}

impl Part {
    /// How many there are beside those that are listed.
    pub fn more(&self) -> u64 {
        self.count.saturating_sub(self.matters.len() as u64)
    }
}

/// What there is to do today.
#[derive(Debug, Clone, Default)]
pub struct Today {
    /// What should have been done, the longest overdue first.
    pub late: Part,
    /// What is to be done soon, the next first.
    pub due: Part,
    /// What others have done and this person can confirm, verify, judge or approve.
    pub waiting: Part,
    /// What was attested and is no longer proven, so that somebody has to look again.
    pub fallen: Part,
}

impl Today {
    /// Whether nothing is to be done.
    pub fn is_empty(&self) -> bool {
        self.late.count + self.due.count + self.waiting.count + self.fallen.count == 0
    }

    /// How much of each part there is: `15 late, 6 due, 13 waiting`.
    pub fn note(&self) -> String {
        let mut note = format!("{} late, {} due, {} waiting", self.late.count, self.due.count, self.waiting.count);
        if self.fallen.count > 0 {
            note.push_str(&format!(", {} no longer proven", self.fallen.count));
        }
        note
    }
}

/// Whose matters are looked at, and how far ahead.
#[derive(Debug, Clone, Copy)]
pub struct Horizon {
    /// What is due within so many days.
    pub days: u64,
    /// Whoever looks, where that is somebody of the file.
    pub me: Option<RecordId>,
    /// Only what they own.
    pub mine: bool,
}

/// A part of what there is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    Late,
    Due,
    Waiting,
    Fallen,
}

/// Looks at what is late and what is due within some days; with a person, also at what waits for them. Everything is
/// counted, and of each part at most so many are listed.
///
/// # Errors
/// Where the file can't be read.
pub fn today(view: View, scope: Horizon, most: usize) -> Result<Today, Error> {
    let part = |which: Which| {
        let mut part = Part::default();
        part.count = each(view, which, scope, most, |matter| {
            part.matters.push(matter);
            Ok::<_, Error>(())
        })?;
        Ok::<_, Error>(part)
    };
    Ok(Today {
        late: part(Which::Late)?,
        due: part(Which::Due)?,
        waiting: part(Which::Waiting)?,
        fallen: part(Which::Fallen)?,
    })
}

/// Hands over at most so many matters of a part, one after another, and says how many there are.
///
/// # Errors
/// Where the file can't be read, and what `take` fails with.
pub fn each<E: From<Error>>(
    view: View,
    which: Which,
    scope: Horizon,
    most: usize,
    mut take: impl FnMut(Matter) -> Result<(), E>,
) -> Result<u64, E> {
    let today = view.circumstances()?.today();
    let owner = scope.me.filter(|_| scope.mine);
    let mut queue = match (which, scope.me) {
        (Which::Late, _) => Queue::late(view, today, owner),
        (Which::Due, _) => Queue::due(view, today, until(today, scope.days), owner),
        (Which::Waiting, Some(me)) => Queue::waiting(view, me, today)?,
        (Which::Waiting, None) => return Ok(0),
        (Which::Fallen, _) => Queue::fallen(view, owner),
    };
    let count = queue.count()?;
    if count > 0 {
        // Of few, each is asked for; for many, all reminders are gone through once.
        let many = count.min(most as u64) > FEW;
        let reminders = if many { Some(Reminders::of(view)?) } else { None };
        let look = Look { today, reminders, view };
        for _ in 0..most {
            let Some(Queued { record, next }) = queue.take()? else { break };
            let own = matter(&look, record)?;
            // What has fallen is opened again, whatever else it could come to.
            let opens = if which == Which::Fallen { Some(opens(&own.record)) } else { None };
            take(Matter { next: opens.unwrap_or(next.or(own.next)), ..own })?;
        }
    }
    Ok(count)
}

/// The move that opens what was attested.
fn opens(record: &Record) -> Option<&'static str> {
    record.register.machine?.attests(record)?.opens.map(MoveName::as_str)
}

/// The last day that is looked ahead to.
pub fn until(today: NaiveDate, days: u64) -> NaiveDate {
    today.checked_add_days(Days::new(days)).unwrap_or(today)
}

/// What every matter is seen by.
struct Look<'a> {
    view: View<'a>,
    today: NaiveDate,
    reminders: Option<Reminders>,
}

fn matter(look: &Look, record: Record) -> Result<Matter, Error> {
    let owner = record.register.responsible().and_then(|field| record.link(record.register.position(field.name)?));
    let (next, task) = next(look.view, &record, look.today)?;
    let deadline = Deadline::of(&record, look.today);
    let reminded = match &look.reminders {
        Some(all) => all.count(&record),
        None => reminders::about(look.view, &record)?,
    };
    let standing = match &task {
        Some(task) => obligations::standing(task),
        None => record.standing_label(look.today).unwrap_or_default().to_lowercase(),
    };
    Ok(Matter { owner, deadline, next, task, standing, reminded, record })
}

/// The word by which a record goes on: what has fallen is opened again first.
///
/// # Errors
/// Where the file can't be read.
pub fn step(view: View, record: &Record, today: NaiveDate) -> Result<Option<&'static str>, Error> {
    if record.fallen { Ok(opens(record)) } else { Ok(next(view, record, today)?.0) }
}

/// The word by which a record goes on, and the task of this time of what comes round again.
fn next(view: View, record: &Record, today: NaiveDate) -> Result<(Option<&'static str>, Option<Record>), Error> {
    let Some(obligation) = Obligation::of(record) else {
        return Ok((onward(record, today).map(MoveName::as_str), None));
    };
    let task = obligations::task_of(view, record)?;
    let next = match &task {
        None => Some(TASK.name()),
        // What the file itself fulfils is settled by that.
        Some(_) => Some(obligations::DONE).filter(|_| fulfilment::of(obligation).is_none()),
    };
    Ok((next, task))
}

/// The move by which a record goes on by itself: nothing has to be said for it to go there but that it does.
fn onward(record: &Record, today: NaiveDate) -> Option<MoveName> {
    let moves = record.register.machine.zip(record.state());
    let onward = moves.and_then(|(machine, state)| {
        let choices = record.register.field(machine.field)?.kind.choices();
        let place = |key: &str| choices.iter().position(|choice| choice.key == key);
        let onward = |step: &&'static Move| {
            !step.guided && !step.reason && !machine.adopts(step) && place(step.to) > place(state)
        };
        machine.moves_from(state).find(onward).map(|step| step.name)
    });
    let over = record.register.lapses.filter(|_| record.lapsed(today).is_some());
    over.map(|lapses| lapses.next).or(onward)
}
