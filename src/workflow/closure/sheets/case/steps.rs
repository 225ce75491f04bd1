//! The steps of a case: those gone with day and person, the one it stands at, and what the next one lacks.

use crate::domain::field::Tone;
use crate::domain::nonconformity::State;
use crate::domain::state::Move;
use crate::workflow::closure::case::Case;
use crate::workflow::closure::operations::GO_ON;
use crate::workflow::closure::path::CaseStep;
use crate::workflow::operation::Subject;
use crate::workflow::sheet::{Block, Cell, Column, Lead, Row, Shown, Sign};

use super::excepted;

/// Where a case stands among its steps, and what is still wanting.
const HERE: Sign = Sign { drawn: "▶", ascii: ">", tone: Tone::Active };
pub const MISSING: Sign = Sign { drawn: "○", ascii: "o", tone: Tone::Watch };

/// What is written before another way than the next step.
pub const OR: &str = "Or";

const COLUMNS: [Column; 3] =
    [Column::words("step", "Step"), Column::words("what", "What"), Column::new("standing", "", Shown::Never)];

/// A line: what it is called, what is said, and what programs are told of where it stands.
fn row(label: &str, what: Cell, standing: &str) -> Row {
    Row::of([Cell::text(label), what, Cell::text(standing)])
}

pub fn block(case: &Case) -> Block {
    let mut rows = Vec::new();
    let mut told = false;
    for step in &case.steps {
        if step.done {
            rows.push(gone(case, step));
            rows.extend(step.excepted.iter().map(|one| excepted(one, |label, what| row(label, what, "exception"))));
        } else if told {
            rows.push(row(step.label, Cell::text("to come").tone(Tone::Plain), "to come"));
        } else {
            told = true;
            next(case, &mut rows);
        }
    }
    if let Some((why, on)) = &case.fallen {
        rows.push(row("Standing", Cell::text(why.as_str()).tone(Tone::Bad), "fallen").leads(on.map(Lead::Record)));
    }
    Block::table("steps", "Steps", &COLUMNS, rows)
}

fn gone(case: &Case, step: &CaseStep) -> Row {
    let here = step.here && case.next.is_some();
    let mut parts: Vec<String> = step.day.map(|day| day.format("%-d %b %Y").to_string()).into_iter().collect();
    parts.extend(step.by.clone().filter(|name| !name.is_empty()));
    parts.extend(step.how.clone());
    parts.extend(step.recorded_by.as_ref().map(|by| format!("recorded by {by}")));
    if step.state == State::ClosedBefore {
        parts.insert(0, "not verified here".to_owned());
    }
    if parts.is_empty() {
        parts.push(if here { "still being written" } else { "when and by whom is not said" }.to_owned());
    }
    let tone = match step.state {
        state if case.fallen.is_some() && case.record.state() == Some(state.key()) => Tone::Watch,
        State::Rejected | State::Duplicate => Tone::Gone,
        State::ClosedBefore => Tone::Watch,
        _ => Tone::Good,
    };
    let what = Cell::text(parts.join(" · "));
    let what = if here { what.sign(HERE) } else { what.tone(tone) };
    let by = step.excepted.first().and_then(|one| one.exception);
    row(step.label, what, if here { "here" } else { "done" }).leads(by.map(Lead::Record))
}

/// The step that comes next, with everything that it lacks.
fn next(case: &Case, rows: &mut Vec<Row>) {
    let Some(next) = &case.next else { return };
    let goes_on = || Some(Lead::Operation(&GO_ON, Subject::of(case.record.id)));
    let missing: usize = next.broken.iter().map(|broken| broken.missing.len()).sum();
    let step = next.step.label;
    let words = match missing {
        0 => format!("{step}: everything is there"),
        1 => format!("{step}: one thing is still to be said or put right"),
        several => format!("{step}: {several} things are still to be said or put right"),
    };
    let tone = if missing == 0 { Tone::Good } else { Tone::Active };
    rows.push(row("Next", Cell::text(words).tone(tone), "next").leads(goes_on()));
    for missing in next.broken.iter().flat_map(|broken| &broken.missing) {
        let lead = match (missing.field, missing.record) {
            (Some(field), _) => Some(Lead::Field(case.record.id, field)),
            (None, Some(record)) => Some(Lead::Record(record)),
            (None, None) => goes_on(),
        };
        rows.push(row("", Cell::text(missing.what.as_str()).sign(MISSING), "missing").leads(lead));
    }
    for step in others(case, next.step) {
        let words = format!("{}. {}", step.label.to_lowercase(), step.help);
        rows.push(row(OR, Cell::text(words).tone(Tone::Plain), "or"));
    }
}

/// The other ways that the case can go from here by what was found: closed as corrected, not effective.
fn others(case: &Case, next: &Move) -> Vec<&'static Move> {
    let Some(machine) = case.record.register.machine else { return Vec::new() };
    let here = machine.moves_from(case.record.state().unwrap_or_default());
    here.filter(|step| step.name != next.name && step.to != Move::STAYS && !step.reason && !machine.adopts(step))
        .collect()
}
