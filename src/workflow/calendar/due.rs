//! The days by which actions are due: as a sheet, and as entries of a calendar that are all of a day.

use chrono::{Days, NaiveDate};

use crate::domain::action::{self, Action, ActionField};
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::spelling::{counted, day};
use crate::domain::value::Value;
use crate::store::list::{Filter, Query};
use crate::store::view::named;
use crate::store::{Error, View};

use crate::workflow::operation::Why;
use crate::workflow::reading::{Choice, MINE, NOBODY, Of, Reading, Wanted};
use crate::workflow::sheet::{Block, Cell, Column, Lead, Row, Sheet};

use super::{Calendar, Entry, Method, When};

/// The days by which actions are due.
pub static DUE: Reading = Reading {
    title: "Days of actions",
    about: "Lists the days by which actions are due; writes them as a file for calendars (-o FILE.ics)",
    more: "Lists the days by which actions are due. Into a file whose name ends in .ics they are written for calendars: each \
           is all of a day, and takes no time. Written and taken in again it brings what is there up to date; what was \
           done or given up within the last 60 days is in it as cancelled, so that calendars lose it.",
    of: Of::File,
    choices: &[
        Choice::Owner { help: "Only what this person answers for" },
        Choice::Mine { help: "Only what you answer for" },
    ],
    calendar: Some(due),
    ..Reading::new(&action::REGISTER, "calendar", read)
};

/// For so many days, what is done or given up is in the calendar as cancelled, so that those who took it in lose it.
const DAYS_GONE: u64 = 60;

/// Whether an action is among those that are wanted.
fn is_wanted(wanted: &Wanted, owner: Option<RecordId>) -> bool {
    if wanted.has(NOBODY) {
        return owner.is_none();
    }
    let person = wanted.within.or(wanted.me.filter(|_| wanted.has(MINE)));
    person.is_none() || owner == person
}

/// The days of actions that are open, the first first.
fn open(view: View, wanted: &Wanted) -> Result<Vec<(NaiveDate, Record)>, Error> {
    let open = Filter::Is(ActionField::State.field(), vec![Value::Choice(action::State::Open.key())]);
    let query = Query { limit: None, ..Query::those(&action::REGISTER, [open]) };
    let actions = view.page(&query)?.records.into_iter();
    let mut days: Vec<_> = actions
        .filter(|one| is_wanted(wanted, Action(one).owner()))
        .filter_map(|one| Some((Action(&one).due()?, one)))
        .collect();
    days.sort_by_key(|(due, record)| (*due, record.number));
    Ok(days)
}

const COLUMNS: [Column; 4] = [
    Column::words("day", "Day"),
    Column::words("number", "Number"),
    Column::words("what", "What"),
    Column::words("owner", "Owner"),
];

fn read(view: View, wanted: &Wanted) -> Result<Sheet, Error> {
    let days = open(view, wanted)?;
    let note = counted(days.len(), "day", "days");
    let mut rows = Vec::new();
    for (due, record) in &days {
        let owner = Action(record).owner().map_or(Ok(String::new()), |owner| view.name_of(owner))?;
        let cells = [
            Cell::day(*due),
            Cell::text(record.reference().to_string()),
            Cell::text(record.title()),
            Cell::text(owner),
        ];
        rows.push(Row::of(cells).leads(Some(Lead::Record(record.id))));
    }
    Ok(Sheet {
        short: note.clone(),
        note,
        nothing: Why::when(days.is_empty(), || "No open action has a day.".to_owned()),
        blocks: vec![Block::table("days", "", &COLUMNS, rows)],
        ..Sheet::default()
    })
}

/// The days of actions that are open, and as cancelled those that lately were.
///
/// # Errors
/// Where the file can't be read.
pub fn due(view: View, wanted: &Wanted) -> Result<Calendar, Error> {
    let circumstances = view.circumstances()?;
    let since = circumstances.today().checked_sub_days(Days::new(DAYS_GONE)).unwrap_or(NaiveDate::MIN);
    let mut entries = Vec::new();
    for record in view.every(&action::REGISTER)? {
        let action = Action(&record);
        let Some(due) = action.due().filter(|_| is_wanted(wanted, action.owner())) else { continue };
        let open = action.state() == Some(action::State::Open);
        if open || ended_since(view, &record, since)? {
            entries.push(entry(view, &record, due, !open)?);
        }
    }
    Ok(Calendar { method: Method::Publish, zone: circumstances.zone, entries })
}

/// Whether something that is open no more was changed last since a day.
fn ended_since(view: View, record: &Record, since: NaiveDate) -> Result<bool, Error> {
    Ok(view.versions(record.id)?.last().and_then(|last| last.day).is_some_and(|day| day >= since))
}

fn entry(view: View, record: &Record, due: NaiveDate, cancelled: bool) -> Result<Entry, Error> {
    let versions = view.versions(record.id)?;
    let told = |record: &Record| {
        let action = Action(record);
        (action.due(), action.owner(), record.title().to_owned(), action.state() == Some(action::State::Open))
    };
    let mut changes = Vec::new();
    for version in versions.iter() {
        let now = told(&version.record);
        if changes.last().is_none_or(|(_, before)| *before != now) {
            changes.push((version.sequence, now));
        }
    }
    let last = changes.last().map(|(sequence, _)| view.entry(*sequence)).transpose()?.flatten();
    let owner = Action(record).owner().map(|id| view.record(id)).transpose()?.flatten();
    let owner = owner.map_or("Nobody answers for it".to_owned(), |owner| owner.title().to_owned());
    let state = record.state_label().unwrap_or_default();
    Ok(Entry {
        id: record.id,
        sequence: changes.len().saturating_sub(1),
        changed: last.map_or_else(chrono::DateTime::default, |entry| entry.header.at),
        when: When::Day(due),
        title: named(record),
        words: format!("{}: {owner}. Due {}. {state}.", ActionField::Owner.field().label, day(due)),
        place: String::new(),
        cancelled,
        by: None,
        asked: Vec::new(),
    })
}
