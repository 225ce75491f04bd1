//! What is read of a review before its day and on it, as sheets.

use crate::domain::agenda_item::{AgendaItem, AgendaItemField};
use crate::domain::attendance::{Attendance, AttendanceField};
use crate::domain::field::Tone;
use crate::domain::record::Record;
use crate::domain::review::REGISTER;
use crate::domain::value::Instant;
use crate::store::view::named;
use crate::store::{Error, View};
use crate::workflow::operation::Why;
use crate::workflow::pack::{Pack, compile};
use crate::workflow::reading::{Of, Reading, Wanted};
use crate::workflow::sheet::{Block, Body, Cell, Column, Fact, Lead, RecordColumn, Row, Sheet, table};

use super::Proceedings;
use super::operations::{AGENDA as SETS_AGENDA, ATTEND, CALL, quorum};
use super::readiness::{Standing, readiness};

/// What is missing or stale before the day, input by input.
pub static READINESS: Reading = Reading {
    title: "Readiness",
    about: "Lists what is missing or stale before the day, input by input",
    more: "Lists what is missing or stale before the day, input by input. The exit code is 1 while something is missing.",
    of: Of::Record,
    ..Reading::new(&REGISTER, "readiness", ready)
};

/// The agenda as it stands.
pub static AGENDA: Reading = Reading {
    title: "Agenda",
    about: "Shows the agenda as it stands",
    of: Of::Record,
    beside: Some(&SETS_AGENDA),
    ..Reading::new(&REGISTER, "agenda", agenda)
};

/// Who is there, since when, and whether that is a quorum.
pub static ROLL: Reading = Reading {
    title: "Attendance",
    about: "Shows who is there and whether that is a quorum",
    of: Of::Record,
    beside: Some(&ATTEND),
    ..Reading::new(&REGISTER, "attend", roll)
};

const READY: [Column; 5] = [
    Column::words("standing", ""),
    Column::words("about", "About"),
    Column::words("what", "What"),
    Column::words("where", "Where"),
    Column::words("owed_by", "Owed by"),
];

fn proceedings(view: View, wanted: &Wanted) -> Result<Proceedings, Error> {
    let record = wanted.record(view)?;
    Proceedings::of(view, record.id)?.ok_or_else(|| Error::NoRecord(record.reference().to_string()))
}

fn ready(view: View, wanted: &Wanted) -> Result<Sheet, Error> {
    let proceedings = proceedings(view, wanted)?;
    let pack = compile(view, &proceedings)?;
    prepared(view, &proceedings, &pack)
}

/// What is missing or stale, where the pack is compiled already.
///
/// # Errors
/// Where the file can't be read.
pub fn prepared(view: View, proceedings: &Proceedings, pack: &Pack) -> Result<Sheet, Error> {
    let lines = readiness(view, proceedings, pack)?;
    let mut rows = Vec::new();
    for line in &lines {
        let tone = match line.standing {
            Standing::Missing => Tone::Bad,
            Standing::Stale => Tone::Watch,
            Standing::Ready => Tone::Good,
        };
        let place = line.leads_to.map(|(id, _)| view.record(id)).transpose()?.flatten();
        let reference = place.as_ref().map_or(String::new(), |record| record.reference().to_string());
        let lead = place.map(|record| {
            let field = line.leads_to.and_then(|(_, field)| record.register.field(field?));
            field.map_or(Lead::Record(record.id), |field| Lead::Field(record.id, field.name))
        });
        let standing = Cell::text(line.standing.label()).tone(tone);
        let owed_by = proceedings.person(line.owed_by).to_owned();
        let [about, what, reference, owed_by] =
            [line.about.clone(), line.what.clone(), reference, owed_by].map(Cell::text);
        rows.push(Row::of([standing, about, what, reference, owed_by]).leads(lead));
    }
    let missing = lines.iter().filter(|line| line.standing == Standing::Missing).count();
    let sum = if missing == 0 { "Nothing is missing.".to_owned() } else { format!("{missing} missing.") };
    Ok(Sheet {
        note: named(&proceedings.meeting.review),
        short: if missing == 0 { "ready".to_owned() } else { format!("{missing} missing") },
        blocks: vec![Block::table("lines", "", &READY, rows), Block::new("", Body::Prose(vec![Cell::text(sum)]))],
        fails: missing > 0,
        ..Sheet::default()
    })
}

fn agenda(view: View, wanted: &Wanted) -> Result<Sheet, Error> {
    let proceedings = proceedings(view, wanted)?;
    let letter = |item: &Record| Cell::text(AgendaItem(item).input().map_or("", |input| input.letter()));
    let columns = [
        RecordColumn::field(AgendaItemField::Place.field()),
        RecordColumn::NUMBER,
        RecordColumn::words("input", "Input", letter),
        RecordColumn::field(AgendaItemField::Title.field()).called("title", "Item"),
        RecordColumn::field(AgendaItemField::State.field()),
        RecordColumn::field(AgendaItemField::Allotted.field()).called("time", "Time"),
        RecordColumn::field(AgendaItemField::Presenter.field()).called("presented_by", "Presented by"),
    ];
    let review = &proceedings.meeting.review;
    let none = || Why::until(format!("{} has no agenda yet", review.reference()), &CALL, "makes one");
    Ok(Sheet {
        note: named(review),
        nothing: proceedings.items.is_empty().then(none),
        blocks: vec![table(view, "items", "", &proceedings.items, &columns)?],
        ..Sheet::default()
    })
}

fn roll(view: View, wanted: &Wanted) -> Result<Sheet, Error> {
    let proceedings = proceedings(view, wanted)?;
    let zone = view.circumstances()?.zone;
    let hour = |at: Option<Instant>| {
        Cell::text(at.map_or(String::new(), |at| at.with_timezone(&zone).format("%H:%M").to_string()))
    };
    let columns = [
        RecordColumn::NUMBER,
        RecordColumn::field(AttendanceField::Person.field()).called("name", "Name"),
        RecordColumn::field(AttendanceField::Capacity.field()).called("as", "As"),
        RecordColumn::field(AttendanceField::How.field()),
        RecordColumn::words("from", "From", |row| hour(Attendance(row).arrived_at())),
        RecordColumn::words("to", "To", |row| hour(Attendance(row).left_at())),
    ];
    let present = &proceedings.meeting.roll;
    let quorum = quorum(&proceedings);
    let mut blocks = Vec::new();
    if present.is_empty() {
        blocks.push(Block::new("", Body::Prose(vec![Cell::text("Nobody is recorded as present yet.")])));
    }
    let unseated = proceedings.meeting.unseated().into_iter();
    let unseated = unseated.map(|(_, why)| Cell::text(format!("Not present: {why}"))).collect();
    blocks.extend([
        table(view, "roll", "", present, &columns)?,
        Block::new("", Body::Facts(vec![Fact::new("", Cell::text(quorum.as_str())).keyed("quorum")])),
        Block::new("", Body::Prose(unseated)).keyed("no_seat"),
    ]);
    Ok(Sheet { note: named(&proceedings.meeting.review), short: quorum, blocks, ..Sheet::default() })
}
