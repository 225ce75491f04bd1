//! What somebody has undertaken, on paper: what is theirs to do, what is late first, from where it came, and what is asked for
//! when it is done.

use chrono::NaiveDate;

use crate::domain::action::{Action, State};
use crate::domain::deadline::Deadline;
use crate::domain::evidence::Evidence;
use crate::domain::field::Tone;
use crate::domain::house::said::Words;
use crate::domain::organisation;
use crate::domain::person::REGISTER;
use crate::domain::record::Record;
use crate::domain::spelling::{brief, counted, day};
use crate::store::{Error, Names, View};

use super::feature::Feature;
use super::reading::{Of, Reading, Wanted};
use super::review::carried::{self, Carried};
use super::sheet::{Block, Body, Cell, Column, Lead, Row, Sheet, Shown};

/// What each person has undertaken.
pub static FEATURE: Feature = Feature { readings: &[&ACTIONS], ..Feature::PLAIN };

/// The list that somebody is handed.
pub static ACTIONS: Reading = Reading {
    title: "Action list",
    about: "Writes what a person has undertaken: what is late first, from what it came, and the evidence that is asked for",
    of: Of::Record,
    paper: true,
    ..Reading::new(&REGISTER, "actions", read)
};

/// So many are listed; the others are less pressing, and are counted.
const LISTED: u32 = 200;

const COLUMNS: [Column; 6] = [
    Column::words("number", ""),
    Column::words("what", "Action"),
    Column::words("due", "Due"),
    Column::words("from", "Came from"),
    Column::words("evidence", "Evidence"),
    Column::words("before", "Before"),
];

/// The column that is left out where it says nothing.
const BEFORE: usize = 5;

fn read(view: View, wanted: &Wanted) -> Result<Sheet, Error> {
    let person = wanted.record(view)?;
    let today = view.circumstances()?.today();
    let organisation = view.single(&organisation::REGISTER)?;
    let organisation = organisation.as_ref().map_or("", Record::title);
    let mut all = carried::of_owner(view, person.id, LISTED + 1)?;
    let cut = all.len() > LISTED as usize;
    all.truncate(LISTED as usize);
    let is_done = |one: &Carried| Action(&one.action).state() == Some(State::Done);
    let is_late = |one: &Carried| Deadline::of(&one.action, today).is_some_and(|due| due.is_late());
    let (done, open): (Vec<_>, Vec<_>) = all.into_iter().partition(is_done);
    let (late, open): (Vec<_>, Vec<_>) = open.into_iter().partition(is_late);
    let said = format!(
        "{} to do, {} late; {} done and waiting to be confirmed by somebody else. What shows that an action was done is asked \
         for when it is marked as done.",
        counted(late.len() + open.len(), "action", "actions"),
        late.len(),
        done.len(),
    );
    let mut blocks = vec![Block::new("", Body::Summary(said))];
    if cut {
        let words = format!("This is cut: there are more than {LISTED}; those that are due last are left out.");
        blocks.push(Block::new("", Body::Prose(vec![Cell::said(words).tone(Tone::Watch)])));
    }
    for (key, title, part) in [("late", "Late", late), ("open", "To do", open), ("done", "Done, to be confirmed", done)]
    {
        if !part.is_empty() {
            let rows = rows(view, &part, today)?;
            let columns = COLUMNS.map(|column| match rows.iter().all(|row| row.cells[BEFORE].text.is_empty()) {
                true if column.key == COLUMNS[BEFORE].key => Column { shown: Shown::Never, ..column },
                _ => column,
            });
            blocks.push(Block::table(key, format!("{title}: {}", part.len()), &columns, rows));
        }
    }
    Ok(Sheet {
        title: format!("Actions of {}", person.title()),
        note: format!("{organisation} · {} · as of {}", person.reference(), day(today)),
        blocks,
        ..Sheet::default()
    })
}

fn rows(view: View, actions: &[Carried], today: NaiveDate) -> Result<Vec<Row>, Error> {
    let mut names = Names::default();
    let sources = |one: &Carried| [Action(&one.action).source(), Action(&one.action).review()];
    view.learn(&mut names, actions.iter().flat_map(sources).flatten())?;
    actions.iter().map(|one| row(view, &names, one, today)).collect()
}

fn row(view: View, names: &Names, one: &Carried, today: NaiveDate) -> Result<Row, Error> {
    let action = Action(&one.action);
    let due = Deadline::of(&one.action, today);
    let late = due.is_some_and(|due| due.is_late());
    let on = match (action.due(), due, action.done_on()) {
        (_, _, Some(done)) => format!("done {}", brief(done)),
        (Some(on), Some(due), None) if due.is_late() => format!("{}, {}", brief(on), due.words()),
        (Some(on), ..) => brief(on),
        (None, ..) => "no day".to_owned(),
    };
    let mut from: Vec<String> =
        [action.source(), action.review()].into_iter().flatten().map(|id| names.words(id)).collect();
    from.dedup();
    let from = if from.is_empty() { "not recorded".to_owned() } else { from.join("; ") };
    let cells = [
        one.action.reference().to_string(),
        one.action.title().to_owned(),
        on,
        from,
        evidence(view, &one.action)?,
        one.words(&Words::default()),
    ];
    let mut cells = cells.map(Cell::text);
    cells[2] = cells[2].clone().tone_where(late, Tone::Bad);
    Ok(Row::of(cells).leads(Some(Lead::Record(one.action.id))))
}

/// What shows that it was done, as far as that is on record.
fn evidence(view: View, action: &Record) -> Result<String, Error> {
    let linked = view.backlinks(action.id)?.into_iter().filter(|link| link.relation == "about").map(|link| link.record);
    let shown = linked.filter(|one| Evidence::of(one).is_some() && !one.voided);
    let shown: Vec<_> = shown.map(|one| one.reference().to_string()).collect();
    Ok(if shown.is_empty() { "none yet".to_owned() } else { shown.join(", ") })
}
