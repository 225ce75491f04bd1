//! Today as a sheet: a part is a table, and each line a row that leads to its record.

use std::ops::ControlFlow;

use crate::domain::action;
use crate::domain::canonical::Json;
use crate::domain::deadline;
use crate::domain::field::Tone;
use crate::domain::spelling::grouped;
use crate::store::owed::Whose;
use crate::store::{Error, Names, View};
use crate::workflow::obligations::standing;
use crate::workflow::operation::Why;
use crate::workflow::reading::{Choice, MINE, NOBODY, Of, Piece, Reading, Wanted};
use crate::workflow::sheet::{Block, Body, Cell, Column, Lead, Row, Sheet, Shown, Table};

use super::offered;
use super::others::{Behind, Done, Meanwhile, Owing};
use super::placed::Unplaced;
use super::source::{Look, Said};
use super::{DAYS, Horizon, Matter, Part, SHOWN, Today, today};

/// What there is today, for whoever looks.
pub static TODAY: Reading = Reading {
    title: "Today",
    about: "Shows what the clock is set for, what must be looked at, what waits for you, what is yours, and who else is late",
    of: Of::File,
    choices: &[
        Choice::Mine { help: "Only what you answer for" },
        Choice::Owner { help: "Also what this person is late with, or has to do soon, one by one; or nobody" },
        Choice::Number { name: AHEAD, least: 0, most: 3660, help: "Due within so many days [7]" },
        Choice::Number {
            name: LIMIT,
            least: 1,
            most: u32::MAX as u64,
            help: "At most so many of each part [25; with --json all]",
        },
    ],
    pieces: Some(pieces),
    ..Reading::new(&action::REGISTER, "today", read)
};

const AHEAD: &str = "days";
const LIMIT: &str = "limit";

/// What a part is called by people and by programs, and what its columns are called.
struct Told<'a> {
    title: &'a str,
    key: &'static str,
    columns: &'static [&'static str],
}

const CLOCK: Told = Told { title: "On the clock", key: "clock", columns: &["Number", "What", "Day", "Owner", "Next"] };
const LOOK: Told =
    Told { title: "Must be looked at", key: "look at", columns: &["Number", "What", "Why", "Owner", "Next"] };
const WAITING: Told =
    Told { title: "Waits for you", key: "waiting for you", columns: &["Number", "What", "Why", "Owner", "Next"] };
const MINE_TOLD: Told = Told { title: "Yours", key: "yours", columns: &["Number", "What", "Day", "Stands", "Next"] };
const UNPLACED: Told =
    Told { title: "Not placed", key: "not placed", columns: &["Number", "What", "Lacks", "Waits", "Next"] };
const NOBODYS: Told = Told {
    title: "Late, and nobody answers for it",
    key: "nobody's",
    columns: &["Number", "What", "Day", "Stands", "Next"],
};
const OTHERS: [&str; 4] = ["Number", "What", "Late", "Most pressing"];
const SINCE: [&str; 4] = ["Number", "What", "Done", "By"];

/// What is wanted of it.
pub fn horizon(wanted: &Wanted, most: usize) -> Horizon {
    let most = wanted.number(LIMIT).and_then(|limit| usize::try_from(limit).ok()).unwrap_or(most);
    Horizon {
        days: wanted.number(AHEAD).unwrap_or(DAYS),
        me: wanted.me,
        mine: wanted.has(MINE),
        owner: if wanted.has(NOBODY) { Some(Whose::Nobodys) } else { wanted.within.map(Whose::Of) },
        most,
    }
}

fn read(view: View, wanted: &Wanted) -> Result<Sheet, Error> {
    let scope = horizon(wanted, SHOWN);
    told(view, &today(view, scope)?, scope)
}

/// What was found, as a sheet.
///
/// # Errors
/// Where the file can't be read.
pub fn told(view: View, found: &Today, scope: Horizon) -> Result<Sheet, Error> {
    let mut names = Names::default();
    let parts = [(&CLOCK, &found.clock), (&LOOK, &found.look), (&WAITING, &found.waiting), (&MINE_TOLD, &found.mine)];
    let owners = parts.iter().flat_map(|(_, part)| &part.matters).filter_map(|matter| matter.owner);
    let others = found.others.owing.iter().map(|one| one.owner);
    let others = others.chain(found.of_one.iter().filter_map(|(whose, _)| whose.person()));
    view.learn(&mut names, owners.chain(others).chain(found.since.matters.iter().map(|done| done.by)))?;
    let mut blocks: Vec<Block> = parts.iter().flat_map(|(told, part)| listed(&names, told, part)).collect();
    blocks.extend(table_of(&names, &UNPLACED, &found.unplaced.part));
    blocks.extend(
        beyond(&found.unplaced.part, Some(&found.unplaced)).filter(|_| !found.unplaced.part.matters.is_empty()),
    );
    blocks.extend(listed(&names, &NOBODYS, &found.nobodys));
    blocks.extend(behind(&names, &found.others));
    if let Some((whose, part)) = &found.of_one {
        let title = match whose.person() {
            Some(owner) => format!("Late or due with {}", names.title(owner)),
            None => "Late or due, and nobody answers for it".to_owned(),
        };
        blocks.extend(listed(&names, &Told { title: &title, ..MINE_TOLD }, part));
    }
    blocks.extend(meanwhile(&names, &found.since));
    Ok(Sheet {
        note: found.note(),
        short: format!("{} on the clock", found.clock.count),
        nothing: Why::when(found.is_empty(), || {
            format!("Nothing is late, due within {} days or waiting for you.", scope.days)
        }),
        blocks,
        ..Sheet::default()
    })
}

fn table(columns: &[&'static str], rows: Vec<Row>) -> Body {
    let columns = columns.iter().map(|heading| Column::keyless(heading, Shown::Words)).collect();
    Body::Table(Table { columns, rows })
}

/// A part with its rows, and how many it has beside them; none where it is empty.
fn listed(names: &Names, told: &Told, part: &Part) -> Vec<Block> {
    table_of(names, told, part).into_iter().flat_map(|block| [block].into_iter().chain(beyond(part, None))).collect()
}

fn table_of(names: &Names, told: &Told, part: &Part) -> Option<Block> {
    let rows: Vec<Row> = part.matters.iter().map(|matter| row(names, told, matter)).collect();
    (!rows.is_empty()).then(|| Block::new(format!("{}: {}", told.title, part.count), table(told.columns, rows)))
}

/// What of a part is not told line by line, in one line below it.
fn beyond(part: &Part, unplaced: Option<&Unplaced>) -> Option<Block> {
    let more = (part.more() > 0).then(|| match unplaced {
        Some(_) => format!("and {} more, which were captured before", part.more()),
        None => format!("and {} more, which are less pressing", part.more()),
    });
    let unread = unplaced
        .filter(|found| found.unread > 0)
        .map(|found| format!("this is cut: {} that nobody answers for were not looked at", grouped(found.unread)));
    let others = unplaced.filter(|found| found.others > 0);
    let others = others.map(|found| format!("{} that others answer for have no day", grouped(found.others)));
    let told: Vec<_> = more.into_iter().chain(unread).chain(others).collect();
    (!told.is_empty()).then(|| self::more(told.join("; ")))
}

fn more(words: String) -> Block {
    Block::new("", Body::Prose(vec![Cell::text(words)]))
}

fn row(names: &Names, told: &Told, matter: &Matter) -> Row {
    let record = &matter.record;
    let cell = |column: &&str| match *column {
        "Number" => Cell::text(record.reference().to_string()),
        "What" => Cell::text(matter.what()),
        "Day" => Cell::text(matter.left.map_or(String::new(), deadline::words)).tone_where(matter.is_late(), Tone::Bad),
        "Why" => {
            let late = matter.left.filter(|left| *left < 0).map(deadline::words);
            let waits = matter.waits.filter(|days| told.title == WAITING.title && *days > 0);
            let waits = waits.map(|days| format!("waits {days} d"));
            // Where there is little room, for how long says more than a state in a word: the step tells that, too.
            let brief = waits.clone().filter(|_| late.is_none() && !matter.why.contains(' '));
            let why = std::iter::once(matter.why.clone()).chain(waits).chain(late).collect::<Vec<_>>().join(", ");
            let looked_at = matter.step.is_none() || told.title == LOOK.title;
            let cell = Cell { brief, ..Cell::text(why) };
            cell.tone_where(looked_at, Tone::Watch).tone_where(matter.is_bad(), Tone::Bad)
        }
        "Stands" => {
            let again = (matter.reminded > 0).then(|| format!("reminded {}×", matter.reminded));
            let task = matter.task.as_ref().map(standing);
            let told = [task.or_else(|| Some(matter.why.clone())), again];
            Cell::text(told.into_iter().flatten().filter(|one| !one.is_empty()).collect::<Vec<_>>().join(", "))
        }
        "Lacks" => Cell::text(matter.why.as_str()).tone(Tone::Watch),
        "Waits" => Cell::text(matter.waits.map_or(String::new(), since)),
        "Owner" => Cell::text(matter.owner.map_or("", |owner| names.title(owner))),
        _ => next(matter),
    };
    Row { cells: told.columns.iter().map(cell).collect(), lead: Some(Lead::Record(record.id)) }
}

/// For how long something waits: `12 d`.
fn since(days: i64) -> String {
    if days < 1 { "since today".to_owned() } else { format!("{days} d") }
}

/// The command that comes next, by its label where there is room for words alone; or what stands against one.
fn next(matter: &Matter) -> Cell {
    let command = |word: &str| format!("{} {word} {}", matter.record.register.command(), matter.record.reference());
    match (matter.step, &matter.why_not) {
        (Some(step), _) => Cell::text(offered::listed(step, &matter.record)).brief(step.label()),
        (None, Some(why)) => Cell::text(format!("not yet: {}", why.trim_end_matches('.'))).tone(Tone::Watch),
        (None, None) => Cell::text(command("show")).brief(""),
    }
}

/// One line for each owner.
fn behind(names: &Names, found: &Behind) -> Vec<Block> {
    if found.owing.is_empty() {
        return Vec::new();
    }
    let row = |one: &Owing| {
        let number = names.of(one.owner).map_or(String::new(), |name| name.reference().to_string());
        let lapsed = one.oldest.register.lapses.map_or("", |lapses| lapses.label).to_lowercase();
        let oldest = format!("{} {}", one.oldest.reference(), one.left.map_or(lapsed, deadline::words));
        let cells = [
            Cell::text(number),
            Cell::text(names.title(one.owner)),
            Cell::text(format!("{} late", one.count)).tone(Tone::Bad),
            Cell::text(oldest),
        ];
        Row::of(cells).leads(Some(Lead::Record(one.owner)))
    };
    let rows = found.owing.iter().map(row).collect();
    let people = if found.people == 1 { "person" } else { "people" };
    let matters = if found.count == 1 { "matter" } else { "matters" };
    let title = format!("Others are late: {} {people} with {} {matters}", found.people, found.count);
    let mut blocks = vec![Block::new(title, table(&OTHERS, rows))];
    let rest = found.people.saturating_sub(found.owing.len() as u64);
    blocks.extend((rest > 0).then(|| more(format!("and {rest} more, who are late with less"))));
    blocks
}

/// What others did meanwhile.
fn meanwhile(names: &Names, found: &Meanwhile) -> Option<Block> {
    if found.matters.is_empty() {
        return None;
    }
    let row = |done: &Done| {
        let cells = [
            Cell::text(done.record.reference().to_string()),
            Cell::text(done.record.title()),
            Cell::text(done.words.clone()),
            Cell::text(format!("{}, {}", names.title(done.by), done.day.format("%-d %b"))),
        ];
        Row::of(cells).leads(Some(Lead::Record(done.record.id)))
    };
    let rows = found.matters.iter().map(row).collect();
    let since =
        found.since.map_or("lately".to_owned(), |day| format!("since you were here last, on {}", day.format("%-d %b")));
    let title = format!("What others did {since}: {}", found.count);
    Some(Block::new(title, table(&SINCE, rows)))
}

fn pieces(view: View, wanted: &Wanted, take: &mut dyn FnMut(Piece) -> ControlFlow<()>) -> Result<(), Error> {
    let found = today(view, horizon(wanted, usize::MAX))?;
    let parts = [
        (&CLOCK, &found.clock),
        (&LOOK, &found.look),
        (&WAITING, &found.waiting),
        (&MINE_TOLD, &found.mine),
        (&UNPLACED, &found.unplaced.part),
        (&NOBODYS, &found.nobodys),
    ];
    let own = parts.into_iter().flat_map(|(told, part)| part.matters.iter().map(|matter| piece(told.key, matter)));
    let others = found.others.owing.iter().map(|one| {
        let count = Json::Number(i64::try_from(one.count).unwrap_or(i64::MAX));
        let oldest = one.oldest.reference().to_string().into();
        (one.owner, vec![("part", "others".into()), ("count", count), ("most_pressing", oldest)])
    });
    let of_one = found.of_one.iter().flat_map(|(_, part)| part.matters.iter().map(|matter| piece("owner's", matter)));
    let since = found.since.matters.iter().map(|done| {
        let told =
            vec![("part", "since".into()), ("done", done.words.as_str().into()), ("on", done.day.to_string().into())];
        Piece { told, record: done.record.clone() }
    });
    let mut all: Vec<Piece> = own.collect();
    for (owner, told) in others {
        all.extend(view.record(owner)?.map(|record| Piece { told, record }));
    }
    for piece in all.into_iter().chain(of_one).chain(since) {
        if take(piece).is_break() {
            return Ok(());
        }
    }
    late_with_others(view, wanted, &found, take)
}

fn piece(part: &'static str, matter: &Matter) -> Piece {
    let text = |text: Option<&str>| text.map_or(Json::Null, Into::into);
    let told = vec![
        ("part", part.into()),
        ("source", matter.source.into()),
        ("what", matter.what().into()),
        ("why", matter.why.as_str().into()),
        ("next", text(matter.step.map(|step| step.word()))),
        ("command", matter.step.map_or(Json::Null, |step| offered::typed(step, &matter.record).into())),
        ("why_not", text(matter.why_not.as_deref())),
        ("waits", matter.waits.map_or(Json::Null, Json::Number)),
        ("reminded", Json::Number(i64::try_from(matter.reminded).unwrap_or(i64::MAX))),
        ("task", matter.task.as_ref().map_or(Json::Null, |task| task.reference().to_string().into())),
    ];
    Piece { told, record: matter.record.clone() }
}

/// Each record with which somebody else is late, the longest overdue first.
fn late_with_others(
    view: View,
    wanted: &Wanted,
    found: &Today,
    take: &mut dyn FnMut(Piece) -> ControlFlow<()>,
) -> Result<(), Error> {
    let most = wanted.number(LIMIT).unwrap_or(u64::MAX).min(found.others.count);
    let look = Look::of(view, wanted.me, DAYS)?;
    let agenda = look.agenda()?;
    let late = agenda.late(Whose::Anybodys);
    let mut queue = agenda.queue(&late);
    let mut told = 0;
    while told < most {
        let Some(record) = queue.take()? else { break };
        let matter = Matter::of(&look, record, "late", Said::default());
        if matter.owner.is_none() || matter.owner == wanted.me {
            continue;
        }
        told += 1;
        if take(Piece { told: vec![("part", "late with others".into())], record: matter.record }).is_break() {
            break;
        }
    }
    Ok(())
}
