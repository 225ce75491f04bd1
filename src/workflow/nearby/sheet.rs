//! Everything about a record, as a sheet.

use chrono::NaiveDate;

use crate::domain::catalogue::CATALOGUE;
use crate::domain::deadline::Deadline;
use crate::domain::field::Tone;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::spelling::{capital, grouped};
use crate::domain::value::Value;
use crate::store::names::linked;
use crate::store::view::named;
use crate::store::{Error, Names, View};
use crate::workflow::reading::Wanted;
use crate::workflow::sheet::{Block, Body, Cell, Column, Fact, LISTED, Lead, Row, Sheet, Shown, called};

use super::around::{Around, Near};
use super::mentioned::{Mention, mentions};

const COLUMNS: [Column; 6] = [
    Column::words("number", "Number"),
    Column::words("what", "What"),
    Column::words("state", "State"),
    Column::words("due", "Due"),
    Column::words("responsible", "Responsible"),
    Column::words("how", "How it hangs together"),
];

const MENTIONS: [Column; 4] = [
    Column::words("number", "Number"),
    Column::words("what", "What"),
    Column::words("state", "State"),
    Column::words("words", "In these words"),
];

pub(super) fn read(view: View, wanted: &Wanted) -> Result<Sheet, Error> {
    let record = wanted.record(view)?;
    let around = Around::of(view, &record)?;
    let (mentions, cut) = mentions(view, &record, &around)?;
    told_of(view, &record, &around, &mentions, cut)
}

/// What was found around a record.
pub(super) fn told_of(
    view: View,
    record: &Record,
    around: &Around,
    mentions: &[Mention],
    cut: bool,
) -> Result<Sheet, Error> {
    let today = view.circumstances()?.today();
    let mut blocks = vec![says(view, record, today)?];
    for register in CATALOGUE.registers() {
        let near: Vec<_> = around.near.iter().filter(|near| near.record.register == register).collect();
        let unread = around.unread.get(register.name).copied().unwrap_or(0);
        blocks.extend(group(view, register, &near, unread, today)?);
    }
    let counted = around.counted.iter().map(|(on, register, count)| {
        let words = format!("{} {} hang on it", grouped(*count), register.plural);
        Fact { lead: Some(Lead::Record(on.id)), ..Fact::new("", Cell::said(format!("{}: {words}", named(on)))) }
    });
    blocks.push(Block::new("Shared by many, so that it is only counted", Body::Facts(counted.collect())));
    blocks.extend(mentioned(view, mentions, cut, today)?);
    let count = around.near.len();
    Ok(Sheet {
        title: named(record),
        note: format!(
            "{}: {} within two steps, {} in words",
            record.reference(),
            grouped(count as u64),
            grouped(mentions.len() as u64)
        ),
        short: count.to_string(),
        facts: vec![
            Fact::data("record", record.reference().to_string().into()),
            Fact::counted("near", Cell::count(count)),
            Fact::counted("mentions", Cell::count(mentions.len())),
        ],
        blocks,
        ..Sheet::default()
    })
}

/// What the record says, as a block.
pub(super) fn says(view: View, record: &Record, today: NaiveDate) -> Result<Block, Error> {
    Ok(Block::new("", Body::Facts(said(view, record, today)?)).keyed("says"))
}

/// What the record says: each of its fields, and behind them how late it is.
pub(super) fn said(view: View, record: &Record, today: NaiveDate) -> Result<Vec<Fact>, Error> {
    let mut facts = Vec::new();
    for (field, value) in record.fields() {
        let Some(value) = value else { continue };
        let is_state = record.register.machine.is_some_and(|machine| machine.field == field.name);
        let cell = match record.standing_label(today).filter(|_| is_state) {
            Some(label) => Cell { tone: record.standing_tone(today), ..Cell::text(label) },
            None => Cell::text(view.shown(field, value)?),
        };
        facts.push(Fact { field: Some(field), ..Fact::new(field.label, cell).keyed(field.name) });
    }
    let late = Deadline::of(record, today).filter(Deadline::is_late);
    facts.extend(late.map(|deadline| Fact::new("Late", Cell::text(deadline.words()).tone(Tone::Bad)).keyed("late")));
    Ok(facts)
}

/// The records of a register that are near, and how many there are beyond.
fn group(
    view: View,
    register: &'static Register,
    near: &[&Near],
    unread: u64,
    today: NaiveDate,
) -> Result<Vec<Block>, Error> {
    if near.is_empty() {
        return Ok(Vec::new());
    }
    let shown = &near[..near.len().min(LISTED as usize)];
    let mut names = Names::default();
    let people: Vec<_> = register.responsible().into_iter().collect();
    let records: Vec<_> = shown.iter().map(|near| near.record.clone()).collect();
    view.learn(&mut names, linked(&records, &people))?;
    let row = |near: &&Near| {
        let record = &near.record;
        let responsible = match people.first().and_then(|field| record.get(field.name)) {
            Some(Value::Link(id)) => Cell::text(names.title(*id)),
            _ => Cell::none(),
        };
        let [number, what, state] = told(view, record, today)?;
        let cells = [number, what, state, due(record, today), responsible, Cell::text(near.how.as_str())];
        Ok(Row::of(cells).leads(Some(Lead::Record(record.id))))
    };
    let rows = shown.iter().map(row).collect::<Result<Vec<_>, Error>>()?;
    let title = format!("{}: {}", capital(register.plural), grouped(near.len() as u64));
    let mut blocks = vec![Block::table(register.name, title, &filled(&COLUMNS, &rows), rows)];
    let more = (near.len() - shown.len()) as u64;
    let cut = [(more, "more, not shown"), (unread, "more that were not read, some of which may be told of already")];
    blocks.extend(cut.into_iter().filter(|(count, _)| *count > 0).map(|(count, words)| {
        let words = format!("This is cut: {} {words}.", grouped(count));
        Block::new("", Body::Prose(vec![Cell::said(words).tone(Tone::Watch)]))
    }));
    Ok(blocks)
}

fn mentioned(view: View, mentions: &[Mention], cut: bool, today: NaiveDate) -> Result<Vec<Block>, Error> {
    let row = |mention: &Mention| {
        let [number, what, state] = told(view, &mention.record, today)?;
        let cells = [number, what, state, Cell::text(mention.words.as_str())];
        Ok(Row::of(cells).leads(Some(Lead::Record(mention.record.id))))
    };
    let rows = mentions.iter().map(row).collect::<Result<Vec<_>, Error>>()?;
    let mut blocks = match rows.is_empty() {
        true => Vec::new(),
        false => {
            let title = format!("Mentioned in words: {}", rows.len());
            vec![Block::table("mentions", title, &filled(&MENTIONS, &rows), rows)]
        }
    };
    if cut {
        let words = "This is cut: its title occurs so often that only the newest of them were looked through.";
        blocks.push(Block::new("", Body::Prose(vec![Cell::said(words).tone(Tone::Watch)])));
    }
    Ok(blocks)
}

/// The columns; one of which every cell is empty is for programs only.
fn filled(columns: &[Column], rows: &[Row]) -> Vec<Column> {
    let shown = |(place, column): (usize, &Column)| {
        let is_empty = rows.iter().all(|row| row.cells.get(place).is_none_or(|cell| cell.text.is_empty()));
        Column { shown: if is_empty { Shown::Never } else { column.shown }, ..column.clone() }
    };
    columns.iter().enumerate().map(shown).collect()
}

/// The number of a record, what it says in a line, and where it stands.
fn told(view: View, record: &Record, today: NaiveDate) -> Result<[Cell; 3], Error> {
    let state = match record.standing_label(today) {
        Some(label) => Cell { tone: record.standing_tone(today), ..Cell::text(label) },
        None => Cell::none(),
    };
    Ok([Cell::text(record.reference().to_string()), Cell::text(called(view, record, "")?), state])
}

/// When it is due, where that day still runs.
fn due(record: &Record, today: NaiveDate) -> Cell {
    Deadline::of(record, today).map_or_else(Cell::none, |deadline| {
        let late = deadline.is_late();
        let text = if late { format!("{}, {}", deadline.day, deadline.words()) } else { deadline.day.to_string() };
        Cell::text(text).tone_where(late, Tone::Bad)
    })
}
