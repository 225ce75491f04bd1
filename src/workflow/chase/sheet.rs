//! Who would be written to about what, as a sheet: each matter a row that leads to its record.

use crate::domain::field::Tone;
use crate::domain::person;
use crate::domain::reminder;
use crate::domain::spelling::counted;
use crate::store::{Error, Names, View};
use crate::workflow::operation::Why;
use crate::workflow::reading::{Choice, Of, Reading, Wanted};
use crate::workflow::reminders::times;
use crate::workflow::sheet::{Block, Body, Cell, Column, Fact, Lead, Row, Sheet, Shown};
use crate::workflow::today::DAYS;

use super::{CHASE, MOST_DAYS, Message, ONLY, WITHIN, messages};

/// The messages to those who answer for what is late or due; nothing is written and nothing is counted.
pub static MESSAGES: Reading = Reading {
    title: "Who is written to",
    about: "Lists who is written to about what, and counts nothing",
    of: Of::File,
    choices: &[
        Choice::Flag { name: "list", was: &[], help: "Lists who is written to about what, and counts nothing" },
        Choice::Number { name: WITHIN.name, least: 0, most: MOST_DAYS, help: "Due within so many days" },
        Choice::Record { name: ONLY.name, register: &person::REGISTER, help: "Only what this person answers for" },
    ],
    beside: Some(&CHASE),
    ..Reading::new(&reminder::REGISTER, "chase", read)
};

/// How many matters of a message are listed.
const SHOWN: usize = 100;

const COLUMNS: [Column; 6] = [
    Column::words("number", "Number"),
    Column::words("what", "What"),
    Column::words("day", "Day"),
    Column::words("when", "When"),
    Column::words("reminded", "Reminded"),
    Column::new("times_reminded", "", Shown::Never),
];

fn read(view: View, wanted: &Wanted) -> Result<Sheet, Error> {
    let days = wanted.number(WITHIN.name).unwrap_or(DAYS);
    let chase = messages(view, days, wanted.within)?;
    let written_to = chase.messages.len();
    let sum = counted(written_to, "message", "messages");
    let within = counted(usize::try_from(days).unwrap_or(usize::MAX), "day", "days");
    let mut facts = Vec::new();
    if chase.without_owner > 0 {
        let more = chase.without_owner - chase.unanswered.len();
        let mut named: Vec<_> = chase.unanswered.iter().map(ToString::to_string).collect();
        named.extend((more > 0).then(|| format!("and {more} more")));
        let text = format!("{} ({})", chase.without_owner, named.join(", "));
        let cell = Cell { text, ..Cell::count(chase.without_owner) };
        facts.push(Fact::new("Late or due, and nobody answers for it", cell).keyed("without_owner"));
    }
    Ok(Sheet {
        note: format!("{sum}, due within {within}"),
        short: sum,
        facts,
        nothing: Why::when(written_to == 0, || format!("Nobody has anything late, or due within {within}.")),
        blocks: chase.messages.iter().map(|message| part(view, message)).collect::<Result<_, _>>()?,
        ..Sheet::default()
    })
}

fn part(view: View, message: &Message) -> Result<Block, Error> {
    let person = &message.person;
    let told: Vec<_> =
        message.late.iter().map(|told| (told, true)).chain(message.due.iter().map(|told| (told, false))).collect();
    let listed = &told[..told.len().min(SHOWN)];
    let mut names = Names::default();
    view.learn(&mut names, listed.iter().map(|(told, _)| told.id))?;
    let rows = listed.iter().map(|(told, late)| {
        let again = if told.reminded == 0 { String::new() } else { times(told.reminded) };
        Row::of([
            Cell::text(told.register.reference(told.number).to_string()),
            Cell::text(names.title(told.id)),
            Cell::day(told.day),
            Cell::text(told.lies(message.today)).tone_where(*late, Tone::Bad),
            Cell::text(again),
            Cell::count(told.reminded),
        ])
        .leads(Some(Lead::Record(told.id)))
    });
    let to = match message.address() {
        "" => format!("no address is on record; edit {} to add one", person.reference()),
        address => address.to_owned(),
    };
    let counted = |key, count| Fact::counted(key, Cell::count(count));
    let about = vec![
        Fact::data("person", person.reference().to_string().into()),
        Fact::data("name", person.title().into()),
        counted("late", message.late.len()),
        counted("due", message.due.len()),
        Fact::new("To", Cell { value: Some(message.address().into()), ..Cell::text(to) }).keyed("address"),
    ];
    let mut part = vec![Block::new("", Body::Facts(about)), Block::table("matters", "", &COLUMNS, rows.collect())];
    if told.len() > SHOWN {
        let more = format!("and {} more, which are less pressing", told.len() - SHOWN);
        part.push(Block::new("", Body::Prose(vec![Cell::text(more)])));
    }
    Ok(Block::new(format!("{}: {}", person.title(), message.subject()), Body::Part(part)).keyed("messages"))
}
