//! What the meeting is asked to decide: each proposal with why it is made now, and what comes of it where nothing is decided.

use crate::domain::decision::{Decision, State};
use crate::domain::house::said::Words;
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::resource_need::ResourceNeed;
use crate::domain::risk::Risk;
use crate::store::{Error, View};
use crate::workflow::review::Proceedings;
use crate::workflow::sheet::{Block, Body, Cell, Column, Lead, Row, Shown, Table};

/// Whether a decision waits to be taken.
pub fn waits(decision: Decision) -> bool {
    matches!(decision.state(), Some(State::Proposed | State::Put))
}

/// What comes of it that nothing is decided: what the risks and the needs say that it is about.
///
/// # Errors
/// Where the file can't be read.
pub fn consequences(view: View, decision: Decision) -> Result<String, Error> {
    let mut told = Vec::new();
    for id in decision.about() {
        let Some(record) = view.record(*id)? else { continue };
        let words = match (Risk::of(&record), ResourceNeed::of(&record)) {
            (Some(risk), _) => risk.consequence(),
            (_, Some(need)) => need.consequence(),
            _ => continue,
        };
        if !words.is_empty() {
            told.push(format!("{}: {words}", record.reference()));
        }
    }
    Ok(told.join("; "))
}

/// The proposals under an item, or all of them.
pub(super) fn proposals(proceedings: &Proceedings, item: Option<RecordId>) -> Vec<&Record> {
    let under = |one: &&Record| item.is_none_or(|item| Decision(one).item() == Some(item));
    proceedings.decisions.iter().filter(under).filter(|one| waits(Decision(one))).collect()
}

/// Proposals, a row each; nothing of none.
pub(super) fn block((view, words): (View, &Words), title: &str, proposals: &[&Record]) -> Result<Block, Error> {
    let row = |record: &&Record| {
        let or_not =
            |text: &str| if text.trim().is_empty() { words.not_recorded().to_owned() } else { text.to_owned() };
        let if_not = consequences(view, Decision(record))?;
        let cells = [
            record.reference().to_string(),
            record.title().to_owned(),
            or_not(Decision(record).grounds()),
            or_not(&if_not),
        ];
        Ok(Row::of(cells.map(Cell::said)).leads(Some(Lead::Record(record.id))))
    };
    let rows = proposals.iter().map(row).collect::<Result<Vec<_>, Error>>()?;
    let headings = ["", words.decision(), words.why_now(), words.if_not()];
    let columns = headings.map(|heading| Column::keyless("", Shown::Words).headed(heading)).into();
    Ok(Block::new(title, Body::Table(Table { columns, rows })))
}
