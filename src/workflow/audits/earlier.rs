//! What an audit's report said before it was reopened: the words stand in the journal, and are told with the report of today.

use crate::domain::audit::{Audit, AuditMove, State};
use crate::domain::finding::{Finding, Grade, State as FindingState};
use crate::domain::house::said::Words;
use crate::domain::identity::Sequence;
use crate::domain::record::Record;
use crate::store::list::{Query, Voided};
use crate::store::view::named;
use crate::store::{Error, View};
use crate::workflow::account;
use crate::workflow::sheet::{Block, Body, Cell};

/// Each report that was taken back, the first first; nothing where none was.
pub fn reports(view: View, words: &Words, audit: &Record) -> Result<Block, Error> {
    let versions = view.versions(audit.id)?;
    let mut told = Vec::new();
    for pair in versions.windows(2) {
        let (reported, reopened) = (Audit(&pair[0].record), &pair[1]);
        if reported.state() == Some(State::Reported) && reopened.is_by(&[AuditMove::Reopen]) {
            told.push(report(view, words, reported, reopened.sequence)?);
        }
    }
    Ok(Block::new("Earlier reports", Body::Part(told)))
}

fn report(view: View, words: &Words, audit: Audit, reopened: Sequence) -> Result<Block, Error> {
    let taken_back = match view.entry(reopened)? {
        Some(entry) => {
            let told = account::of(view, &entry)?;
            let why = told.reason.map_or(String::new(), |why| format!(": {why}"));
            format!("{}{why}", words.who_at(told.who, told.at))
        }
        None => String::new(),
    };
    let by = audit.reported_by().map(|by| view.name_of(by)).transpose()?.unwrap_or_default();
    let on = audit.reported_on().map_or(String::new(), |on| words.day(on));
    let told = Block::said([
        ("Concluded by", by),
        ("Taken back by", taken_back),
        ("Conclusion", audit.conclusion().to_owned()),
    ]);
    let findings = findings(view, words, audit, reopened)?.into_iter().map(Cell::said).collect();
    let part = vec![told, Block::new("Findings as reported", Body::List(findings))];
    Ok(Block::new(words.reported_on_day(on), Body::Part(part)))
}

/// The findings in the words that they had when the report was taken back.
fn findings(view: View, words: &Words, audit: Audit, reopened: Sequence) -> Result<Vec<String>, Error> {
    let now = view.page(&Query { voided: Voided::Shown, ..super::findings_of(audit.0.id) })?.records;
    let mut told = Vec::new();
    for finding in now {
        let past = view.versions(finding.id)?;
        let then = past.iter().rfind(|version| version.sequence < reopened).map(|version| &version.record);
        let Some(then) = then.filter(|then| !then.voided) else { continue };
        let one = Finding(then);
        let grade = words.label_within(one.grade().map_or("Not graded", Grade::label));
        let grade = match one.state() == Some(FindingState::Withdrawn) {
            true => words.grade_withdrawn(grade),
            false => grade,
        };
        let said = [one.requirement(), one.statement()];
        let said: Vec<&str> = said.into_iter().filter(|words| !words.is_empty()).collect();
        told.push(format!("{} ({grade}): {}", named(then), said.join(": ")));
    }
    Ok(told)
}
