//! One nonconformity on its way to proven closure: its steps with what the next one lacks, what it is, its causes, what is
//! done about it, and what happened to it.

mod facts;
mod steps;
mod work;

use crate::domain::cause::{Cause, Certainty};
use crate::domain::field::Tone;
use crate::domain::nonconformity::{Nonconformity, REGISTER};
use crate::store::view::named;
use crate::store::{Error, View};
use crate::workflow::closure::case::Case;
use crate::workflow::closure::causes::{Signs, TreeLine, tree};
use crate::workflow::closure::repeats;
use crate::workflow::excepted::Excepted;
use crate::workflow::history::{self, History};
use crate::workflow::reading::{Of, Reading, Wanted};
use crate::workflow::sheet::{Block, Body, Cell, Column, Lead, Row, Sheet};

pub use steps::{MISSING, OR};

/// A case as it stands.
pub static CASE: Reading = Reading {
    title: "Case",
    about: "Shows where a case stands: its steps, what the next one lacks, its causes, what is done, what happened",
    of: Of::Record,
    ..Reading::new(&REGISTER, "case", read)
};

const CAUSES: [Column; 2] = [Column::words("number", "Number"), Column::words("why", "Why")];
const HAPPENED: [Column; 2] = [Column::words("at", "When"), Column::words("what", "What")];

fn read(view: View, wanted: &Wanted) -> Result<Sheet, Error> {
    let record = wanted.record(view)?;
    let case = Case::read(view, record.id, wanted.me)?;
    let mut case = case.ok_or_else(|| Error::NoRecord(record.reference().to_string()))?;
    case.proposals = repeats::proposals(view, &case.record)?;
    let history = history::read(view, &case.record)?;
    let mut blocks = blocks(view, &case)?;
    blocks.extend(happened(&history));
    Ok(Sheet {
        note: named(&case.record),
        short: case.record.state_label().unwrap_or_default(),
        blocks,
        ..Sheet::default()
    })
}

/// What is known of a case, but for what happened to it.
///
/// # Errors
/// Where the file can't be read.
pub fn blocks(view: View, case: &Case) -> Result<Vec<Block>, Error> {
    let mut blocks = vec![steps::block(case), facts::block(view, case)?, causes(case)];
    if case.causes.is_empty() {
        let words = match Nonconformity(&case.record).cause() {
            "" => "No cause is on record yet.",
            _ => "The root cause stands among the facts; no chain of causes leads to it yet.",
        };
        blocks.push(Block::new("", Body::Prose(vec![Cell::text(words)])));
    }
    blocks.extend(work::blocks(case));
    Ok(blocks)
}

/// The causes as a tree: each line answers why the one above it came about.
fn causes(case: &Case) -> Block {
    let row = |branch: &TreeLine| {
        let record = &branch.cause;
        let cause = Cause(record);
        // The first whys hang on the case itself, which stands above.
        let guides: String = branch.guides.chars().skip(3).collect();
        let mut parts = vec![format!("{guides}{}", record.title())];
        if cause.root() == Some(true) {
            let class = cause.class().map_or(String::new(), |class| format!(": {}", class.label().to_lowercase()));
            parts.push(format!("root cause{class}"));
        }
        parts.extend(cause.certainty().map(|certainty| certainty.label().to_lowercase()));
        let tone = match (cause.root(), cause.certainty()) {
            (Some(true), Some(Certainty::Verified)) => Tone::Good,
            (Some(true), _) => Tone::Active,
            _ => Tone::Plain,
        };
        Row::of([Cell::text(record.reference().to_string()), Cell::text(parts.join(" · ")).tone(tone)])
            .leads(Some(Lead::Record(record.id)))
    };
    Block::table("causes", "Causes", &CAUSES, tree(&case.causes, Signs::Drawn).iter().map(row).collect())
}

/// What happened, the newest first, and how much of it is not listed.
fn happened(history: &History) -> impl Iterator<Item = Block> {
    let row = |step: &history::Happening| {
        let what = Cell::text(step.what.as_str()).tone_where(step.behind, Tone::Watch);
        Row::of([Cell::text(step.when.as_str()), what])
    };
    let table = Block::table("history", "What happened", &HAPPENED, history.steps.iter().map(row).collect());
    let cut = history.is_cut().then(|| {
        let words = format!("These are the newest {} of {}.", history.steps.len(), history.count);
        Block::new("", Body::Prose(vec![Cell::text(words)]))
    });
    std::iter::once(table).chain(cut)
}

/// What is told of an exception from separation of duties wherever one was used.
fn excepted(one: &Excepted, row: impl Fn(&str, Cell) -> Row) -> Row {
    row("", Cell::text(one.words.as_str()).tone(Tone::Watch)).leads(one.exception.map(Lead::Record))
}
