//! What there is to do today as a sheet: each matter a row that leads to its record.

use std::ops::ControlFlow;

use crate::domain::action;
use crate::domain::canonical::Json;
use crate::domain::field::Tone;
use crate::store::{Error, Names, View};
use crate::workflow::obligations::standing;
use crate::workflow::operation::Why;
use crate::workflow::reading::{Choice, MINE, Of, Piece, Reading, Wanted};
use crate::workflow::sheet::{Block, Body, Cell, Column, Lead, Row, Sheet, Shown, Table};

use super::{DAYS, Horizon, Matter, Part, SHOWN, Which, each, today};

/// What is late, what is due, and what waits for whoever looks.
pub static TODAY: Reading = Reading {
    title: "Today",
    about: "Shows what is late, what is due, and what waits for you",
    of: Of::File,
    choices: &[
        Choice::Mine { help: "Only what you answer for" },
        Choice::Number { name: AHEAD, least: 0, most: 3660, help: "Due within so many days [7]" },
        Choice::Number {
            name: LIMIT,
            least: 1,
            most: u32::MAX as u64,
            help: "At most so many of each part [100; with --json all]",
        },
    ],
    pieces: Some(pieces),
    ..Reading::new(&action::REGISTER, "today", read)
};

const AHEAD: &str = "days";
const LIMIT: &str = "limit";

/// The parts, by what people call them and by what programs do.
const PARTS: [(Which, &str, &str); 4] = [
    (Which::Late, "Late", "late"),
    (Which::Due, "Due", "due"),
    (Which::Waiting, "Waiting for you", "waiting for you"),
    (Which::Fallen, "No longer proven", "no longer proven"),
];

/// Programs are told of the records themselves.
const COLUMNS: [Column; 5] = [
    Column::keyless("Number", Shown::Words),
    Column::keyless("What", Shown::Words),
    Column::keyless("Owner", Shown::Words),
    Column::keyless("Day", Shown::Words),
    Column::keyless("Next", Shown::Words),
];

fn horizon(wanted: &Wanted) -> Horizon {
    Horizon { days: wanted.number(AHEAD).unwrap_or(DAYS), me: wanted.me, mine: wanted.has(MINE) }
}

fn limit(wanted: &Wanted) -> Option<usize> {
    wanted.number(LIMIT).and_then(|limit| usize::try_from(limit).ok())
}

fn read(view: View, wanted: &Wanted) -> Result<Sheet, Error> {
    let scope = horizon(wanted);
    let found = today(view, scope, limit(wanted).unwrap_or(SHOWN))?;
    let mut blocks = Vec::new();
    for (which, name, _) in PARTS {
        let part = match which {
            Which::Late => &found.late,
            Which::Due => &found.due,
            Which::Waiting => &found.waiting,
            Which::Fallen => &found.fallen,
        };
        blocks.extend(listed(view, which, name, part)?);
    }
    Ok(Sheet {
        note: found.note(),
        short: format!("{} late", found.late.count),
        nothing: Why::when(found.is_empty(), || {
            format!("Nothing is late, due within {} days or waiting for you.", scope.days)
        }),
        blocks,
        ..Sheet::default()
    })
}

/// A part with its rows, and how many it has beside them; none where it is empty.
fn listed(view: View, which: Which, name: &str, part: &Part) -> Result<Vec<Block>, Error> {
    if part.count == 0 {
        return Ok(Vec::new());
    }
    let mut names = Names::default();
    view.learn(&mut names, part.matters.iter().filter_map(|matter| matter.owner))?;
    let otherwise = if which == Which::Fallen { "show" } else { "edit" };
    let rows = part.matters.iter().map(|matter| row(&names, matter, otherwise)).collect();
    let table = Table { columns: COLUMNS.to_vec(), rows };
    let mut blocks = vec![Block::new(format!("{name}: {}", part.count), Body::Table(table))];
    if part.more() > 0 {
        let more = format!("and {} more, which are less pressing", part.more());
        blocks.push(Block::new("", Body::Prose(vec![Cell::text(more)])));
    }
    Ok(blocks)
}

fn row(names: &Names, matter: &Matter, otherwise: &str) -> Row {
    let record = &matter.record;
    let mut day = matter.day();
    for more in
        matter.over().map(str::to_owned).into_iter().chain(matter.reminded()).chain(matter.task.as_ref().map(standing))
    {
        day = if day.is_empty() { more } else { format!("{day}, {more}") };
    }
    let late = matter.deadline.is_some_and(|deadline| deadline.is_late());
    let owner = matter.owner.map_or("", |owner| names.title(owner));
    Row::of([
        Cell::text(record.reference().to_string()),
        Cell::text(record.title()),
        Cell::text(owner),
        Cell::text(day).tone_where(late, Tone::Bad),
        Cell::text(format!("{} {}", record.register.command(), matter.next.unwrap_or(otherwise))),
    ])
    .leads(Some(Lead::Record(record.id)))
}

fn pieces(view: View, wanted: &Wanted, take: &mut dyn FnMut(Piece) -> ControlFlow<()>) -> Result<(), Error> {
    let mut flow = ControlFlow::Continue(());
    for (which, _, key) in PARTS {
        each(view, which, horizon(wanted), limit(wanted).unwrap_or(usize::MAX), |matter| {
            let told = vec![
                ("part", key.into()),
                ("next", matter.next.map_or(Json::Null, Into::into)),
                ("reminded", Json::Number(i64::try_from(matter.reminded).unwrap_or(i64::MAX))),
                ("task", matter.task.as_ref().map_or(Json::Null, |task| task.reference().to_string().into())),
            ];
            if flow.is_continue() {
                flow = take(Piece { told, record: matter.record });
            }
            Ok::<_, Error>(())
        })?;
        if flow.is_break() {
            break;
        }
    }
    Ok(())
}
