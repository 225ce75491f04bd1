//! Who answered a written resolution what and how, who did not, and what that comes to.

use crate::domain::field::Tone;
use crate::domain::identity::RecordId;
use crate::domain::resolution::{REGISTER, State};
use crate::domain::resolution_answer::{Reply, ResolutionAnswer};
use crate::domain::spelling::day;
use crate::store::view::named;
use crate::store::{Error, View};
use crate::workflow::operation::Why;
use crate::workflow::reading::{Of, Reading, Wanted};
use crate::workflow::sheet::{Block, Body, Cell, Column, Fact, Lead, Row, Sheet};

use super::Told;

/// The answers to a resolution.
pub static ANSWERS: Reading = Reading {
    title: "Answers",
    about: "Shows who answered a written resolution what and how, who did not, and what that comes to",
    of: Of::Record,
    ..Reading::new(&REGISTER, "answers", read)
};

const COLUMNS: [Column; 5] = [
    Column::words("who", "Who"),
    Column::words("answer", "Answer"),
    Column::words("on", "On"),
    Column::words("given", "Given"),
    Column::words("words", "Words"),
];

fn read(view: View, wanted: &Wanted) -> Result<Sheet, Error> {
    let record = wanted.record(view)?;
    let told = Told::of(view, record)?;
    let resolution = told.resolution();
    let none = || Why::is(format!("{} was not sent out yet", told.record.reference()));
    let closes = resolution.closes_on().map_or(String::new(), day);
    let state = told.record.state_label().unwrap_or_default();
    let facts = [
        ("text", "Resolution", told.record.title().to_owned()),
        ("basis", "Basis", resolution.basis().map_or(String::new(), |basis| basis.label().to_owned())),
        ("closes_on", "Closing day", closes),
        ("state", "State", state.clone()),
        ("count", "Count", told.words()),
    ];
    let facts = facts.map(|(key, label, text)| Fact::new(label, Cell::text(text)).keyed(key));
    Ok(Sheet {
        note: named(&told.record),
        short: state,
        nothing: (resolution.state() == Some(State::Draft)).then(none),
        blocks: vec![
            Block::new("", Body::Facts(facts.into())).keyed("resolution"),
            Block::table("answers", "", &COLUMNS, rows(view, &told)?),
        ],
        ..Sheet::default()
    })
}

/// A row for each who is entitled, those who did not answer last.
fn rows(view: View, told: &Told) -> Result<Vec<Row>, Error> {
    let name = |id: RecordId| view.record(id).map(|one| one.map_or(String::new(), |one| one.title().to_owned()));
    let mut rows = Vec::new();
    for one in &told.answers {
        let answer = ResolutionAnswer(&one.record);
        let tone = answer.reply().map_or(Tone::Plain, |reply| Reply::CHOICES[reply as usize].tone);
        let on = one.on.map_or(String::new(), |on| on.to_string());
        let on = if one.late.is_empty() { on } else { format!("{on}, {}", one.late) };
        let said = answer.reply().map_or("", Reply::label);
        let given = answer.how().map_or("", |how| how.label());
        let cells = [name(one.person)?, said.to_owned(), on, given.to_owned(), answer.words().to_owned()];
        let [who, said, on, given, words] = cells.map(Cell::text);
        rows.push(Row::of([who, said.tone(tone), on, given, words]).leads(Some(Lead::Record(one.record.id))));
    }
    for id in &told.silent {
        let silent = Cell::text("Did not answer").tone(Tone::Watch);
        let [on, given, words] = [""; 3].map(Cell::text);
        rows.push(Row::of([Cell::text(name(*id)?), silent, on, given, words]).leads(Some(Lead::Record(*id))));
    }
    Ok(rows)
}
