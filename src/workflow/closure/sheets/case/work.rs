//! What is done about a case: its actions, each with what shows that it was done, its retests, its evidence.

use crate::domain::action::Action;
use crate::domain::deadline::Deadline;
use crate::domain::field::Tone;
use crate::domain::record::Record;
use crate::store::view::named;
use crate::workflow::closure::case::{Case, Work};
use crate::workflow::closure::checks::Check;
use crate::workflow::sheet::{Block, Cell, Column, Lead, Row};

use super::excepted;

const COLUMNS: [Column; 2] = [Column::words("number", "Number"), Column::words("what", "What")];

pub fn blocks(case: &Case) -> [Block; 4] {
    let (counted, others): (Vec<&Work>, Vec<&Work>) = case.work.iter().partition(|work| work.counts);
    let actions = |work: Vec<&Work>| work.into_iter().flat_map(|work| action(case, work)).collect();
    let check = |check: &Check| {
        row(check.record.reference().to_string(), format!("{} · {}", check.record.title(), check.words.join(" ")))
            .leads(Some(Lead::Record(check.record.id)))
    };
    let evidence = |one: &Record| {
        let what = placed(case, one, one.title().to_owned());
        row(one.reference().to_string(), what).leads(Some(Lead::Record(one.id)))
    };
    [
        Block::table("actions", "What is done about it", &COLUMNS, actions(counted)),
        Block::table("other_actions", "Actions that do not count towards closing", &COLUMNS, actions(others)),
        Block::table("checks", "Whether it worked", &COLUMNS, case.checks.iter().map(check).collect()),
        Block::table("evidence", "Evidence of the case", &COLUMNS, case.evidence.iter().map(evidence).collect()),
    ]
}

fn row(number: String, what: String) -> Row {
    Row::of([Cell::text(number), Cell::text(what).tone(Tone::Plain)])
}

/// Evidence in words, with where it is where that is not in this file.
fn placed(case: &Case, evidence: &Record, words: String) -> String {
    match case.whereabouts(evidence.id) {
        "" => words,
        whereabouts => format!("{words} · {whereabouts}"),
    }
}

/// An action, then what shows that it was done.
fn action(case: &Case, work: &Work) -> Vec<Row> {
    let record = &work.record;
    // The day belongs to the doing; that it is no longer proven is said after it.
    let state = Record { fallen: false, ..record.clone() }.state_label().unwrap_or_default().to_lowercase();
    let due = match work.deadline {
        Some(deadline) if deadline.is_late() => deadline.words(),
        Some(deadline) => format!("due {}", deadline.words()),
        None => String::new(),
    };
    let done = Action(record).done_on().map_or(String::new(), |day| format!("on {}", day.format("%-d %b %Y")));
    let owner = if work.owner.is_empty() { "no owner" } else { &work.owner };
    let mut state = format!("{state} {done}").trim_end().to_owned();
    if record.fallen {
        state.push_str(", no longer proven");
    }
    let parts = [record.title(), owner, &state, &due];
    let text = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let choice = Action(record).state().and_then(|state| record.register.field("state")?.choice(state.key()));
    let tone = match work.deadline {
        Some(deadline) if Deadline::is_late(&deadline) => Some(Tone::Bad),
        _ if record.fallen => Some(Tone::Watch),
        _ => choice.map(|choice| choice.tone),
    };
    let what = Cell { tone, ..Cell::text(text) };
    let mut rows =
        vec![Row::of([Cell::text(record.reference().to_string()), what]).leads(Some(Lead::Record(record.id)))];
    let shown = |one: &Record| {
        let what = placed(case, one, format!("shown by {}", named(one)));
        row(String::new(), what).leads(Some(Lead::Record(one.id)))
    };
    rows.extend(work.evidence.iter().map(shown));
    rows.extend(work.excepted.iter().map(|one| excepted(one, |label, what| Row::of([Cell::text(label), what]))));
    rows
}
