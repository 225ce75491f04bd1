//! What somebody has undertaken, on paper: what is theirs to do, what is late first, from where it came, and what is asked for
//! when it is done.

use chrono::NaiveDate;

use crate::domain::action::{Action, State};
use crate::domain::deadline::Deadline;
use crate::domain::evidence::Evidence;
use crate::domain::field::Tone;
use crate::domain::house::said::Words;
use crate::domain::person::REGISTER;
use crate::domain::record::Record;
use crate::store::{Error, Names, View};

use super::feature::Feature;
use super::reading::{Of, Reading, Wanted};
use super::review::carried::{self, Carried};
use super::sheet::{Block, Body, Cell, Column, Lead, Row, Sheet, Shown};
use super::whose::Whose;

/// What each person has undertaken.
pub static FEATURE: Feature = Feature { readings: &[&ACTIONS], ..Feature::PLAIN };

/// The list that somebody is handed.
pub static ACTIONS: Reading = Reading {
    title: "Action list",
    about: "Writes what a person has undertaken: what is late first, from what it came, and the evidence that is asked for",
    of: Of::Record,
    paper: true,
    housed: true,
    ..Reading::new(&REGISTER, "actions", read)
};

/// So many are listed; the others are less pressing, and are counted.
const LISTED: u32 = 200;

/// The columns, by their keys.
const COLUMNS: [&str; 6] = ["number", "what", "due", "from", "evidence", "before"];

/// The column that is left out where it says nothing.
const BEFORE: usize = 5;

fn read(view: View, wanted: &Wanted) -> Result<Sheet, Error> {
    let person = wanted.record(view)?;
    let today = view.circumstances()?.today();
    let Whose { name, words } = &Whose::of(view)?;
    let mut all = carried::of_owner(view, person.id, LISTED + 1)?;
    let cut = all.len() > LISTED as usize;
    all.truncate(LISTED as usize);
    let is_done = |one: &Carried| Action(&one.action).state() == Some(State::Done);
    let is_late = |one: &Carried| Deadline::of(&one.action, today).is_some_and(|due| due.is_late());
    let (done, open): (Vec<_>, Vec<_>) = all.into_iter().partition(is_done);
    let (late, open): (Vec<_>, Vec<_>) = open.into_iter().partition(is_late);
    let said = words.to_do_sum(words.actions(late.len() + open.len()), late.len(), done.len());
    let mut blocks = vec![Block::new("", Body::Summary(said))];
    if cut {
        let cut = Cell::said(words.cut_last_due(LISTED)).tone(Tone::Watch);
        blocks.push(Block::new("", Body::Prose(vec![cut])));
    }
    let headings = ["", words.action(), words.due_column(), words.came_from(), words.evidence(), words.stood_before()];
    let parts =
        [("late", words.late_here(), late), ("open", words.to_do(), open), ("done", words.done_unconfirmed(), done)];
    for (key, title, part) in parts {
        if !part.is_empty() {
            let rows = rows(view, words, &part, today)?;
            let nothing = rows.iter().all(|row| row.cells[BEFORE].text.is_empty());
            let column = |place: usize| match nothing && place == BEFORE {
                true => Column::new(COLUMNS[place], "", Shown::Never),
                false => Column::words(COLUMNS[place], ""),
            };
            let columns: Vec<_> = (0..COLUMNS.len()).map(|place| column(place).headed(headings[place])).collect();
            blocks.push(Block::table(key, format!("{title}: {}", part.len()), &columns, rows));
        }
    }
    Ok(Sheet {
        title: words.actions_of(person.title()),
        note: format!("{name} · {} · {}", person.reference(), words.as_of_day(words.day(today))),
        blocks,
        ..Sheet::default()
    })
}

fn rows(view: View, words: &Words, actions: &[Carried], today: NaiveDate) -> Result<Vec<Row>, Error> {
    let mut names = Names::default();
    let sources = |one: &Carried| [Action(&one.action).source(), Action(&one.action).review()];
    view.learn(&mut names, actions.iter().flat_map(sources).flatten())?;
    actions.iter().map(|one| row(view, words, &names, one, today)).collect()
}

fn row(view: View, words: &Words, names: &Names, one: &Carried, today: NaiveDate) -> Result<Row, Error> {
    let action = Action(&one.action);
    let due = Deadline::of(&one.action, today);
    let late = due.is_some_and(|due| due.is_late());
    let on = match (action.due(), due, action.done_on()) {
        (_, _, Some(done)) => words.done_day(words.short_day(done)),
        (Some(on), Some(due), None) if due.is_late() => words.due_late(words.short_day(on), -due.left),
        (Some(on), ..) => words.short_day(on),
        (None, ..) => words.due_no_day().to_owned(),
    };
    let mut from: Vec<String> =
        [action.source(), action.review()].into_iter().flatten().map(|id| names.words(id)).collect();
    from.dedup();
    let from = if from.is_empty() { words.not_recorded().to_owned() } else { from.join("; ") };
    let cells = [
        one.action.reference().to_string(),
        one.action.title().to_owned(),
        on,
        from,
        evidence(view, words, &one.action)?,
        one.words(words),
    ];
    let mut cells = cells.map(Cell::text);
    cells[2] = cells[2].clone().tone_where(late, Tone::Bad);
    Ok(Row::of(cells).leads(Some(Lead::Record(one.action.id))))
}

/// What shows that it was done, as far as that is on record.
fn evidence(view: View, words: &Words, action: &Record) -> Result<String, Error> {
    let linked = view.backlinks(action.id)?.into_iter().filter(|link| link.relation == "about").map(|link| link.record);
    let shown = linked.filter(|one| Evidence::of(one).is_some() && !one.voided);
    let shown: Vec<_> = shown.map(|one| one.reference().to_string()).collect();
    Ok(if shown.is_empty() { words.none_yet().to_owned() } else { shown.join(", ") })
}
