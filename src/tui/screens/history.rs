//! What happened to a record, step by step, out of the journal.

use crate::domain::identity::{Revision, Sequence};
use crate::domain::record::Record;
use crate::domain::transaction::Change;
use crate::store::journal::Range;
use crate::store::view::named;
use crate::store::{Error, View};
use crate::workflow::account;

use super::detail::{Item, Mark};

/// Steps of a history that are shown; a record that changed more often shows the newest.
const STEPS: u32 = 500;

/// A step of the history: a transaction that changed the record.
#[derive(Debug)]
pub struct Step {
    pub sequence: Sequence,
    pub when: String,
    pub who: String,
    /// The record's revision once it was done.
    pub revision: Revision,
}

/// The steps of a record's history with a line for each, the newest first.
pub fn steps(view: View, record: &Record) -> Result<(Vec<Step>, Vec<Item>), Error> {
    let history = view.history(record.id)?;
    let range = Range { record: Some(record.id), limit: Some(STEPS), ..Range::default() };
    let name = named(record);
    let mut steps = Vec::new();
    let mut items = Vec::new();
    for entry in view.entries(&range)? {
        let here = history.iter().filter(|(sequence, _)| *sequence == entry.sequence);
        let changes: Vec<Change> = here.map(|(_, change)| change.clone()).collect();
        let account = account::of_record(view, &entry, &changes)?;
        let revision = history.iter().filter(|(sequence, _)| *sequence <= entry.sequence).count();
        let revision = Revision::try_from(revision).unwrap_or(Revision::MAX);
        let what: Vec<&str> = account
            .changes
            .iter()
            .map(|change| change.strip_prefix(&name).map_or(change.as_str(), |rest| rest.trim_start_matches(": ")))
            .collect();
        let who = account.who.split_once(' ').map_or(account.who.clone(), |(_, name)| name.to_owned());
        let when = account.at.get(..16).unwrap_or(&account.at).to_owned();
        let reason = account.reason.map_or(String::new(), |reason| format!(" (reason: {reason})"));
        items.push(Item {
            label: when.clone(),
            text: format!("{who}: {}{reason}", what.join("; ")),
            mark: Mark::None,
            leads_to: Vec::new(),
            field: None,
            heading: false,
        });
        steps.push(Step { sequence: entry.sequence, when, who, revision });
    }
    Ok((steps, items))
}
