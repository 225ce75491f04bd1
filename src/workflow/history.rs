//! What happened to a record, step by step, out of the journal.

use crate::domain::identity::{Revision, Sequence};
use crate::domain::record::Record;
use crate::domain::transaction::Change;
use crate::store::journal::Range;
use crate::store::view::named;
use crate::store::{Error, View};

use super::account;

/// Steps of a history that are listed; of a record that changed more often, the newest.
const STEPS: u32 = 500;

/// A step of the history: a transaction that changed the record.
#[derive(Debug)]
pub struct Happening {
    pub sequence: Sequence,
    pub when: String,
    pub who: String,
    /// Who did what, and why.
    pub what: String,
    /// Whether the clock had been put back before it.
    pub behind: bool,
    /// The record's revision once it was done.
    pub revision: Revision,
}

/// A record's history, the newest step first.
#[derive(Debug, Default)]
pub struct History {
    pub steps: Vec<Happening>,
    /// How many steps there are, those that are not listed included.
    pub count: usize,
}

impl History {
    /// Whether there are older steps than those that are listed.
    pub fn is_cut(&self) -> bool {
        self.count > self.steps.len()
    }
}

/// The newest steps of a record's history.
///
/// # Errors
/// Where the file can't be read.
pub fn read(view: View, record: &Record) -> Result<History, Error> {
    let history = view.history(record.id)?;
    let range = Range { record: Some(record.id), limit: Some(STEPS), ..Range::default() };
    let name = named(record);
    let mut all: Vec<Sequence> = history.iter().map(|(sequence, _)| *sequence).collect();
    all.dedup();
    let mut steps = Vec::new();
    for entry in view.entries(&range)? {
        let here = history.iter().filter(|(sequence, _)| *sequence == entry.sequence);
        let changes: Vec<Change> = here.map(|(_, change)| change.clone()).collect();
        let account = account::of_record(view, &entry, &changes)?;
        let revision = history.iter().filter(|(sequence, _)| *sequence <= entry.sequence).count();
        let revision = Revision::try_from(revision).unwrap_or(Revision::MAX);
        let did: Vec<&str> = account
            .changes
            .iter()
            .map(|change| change.strip_prefix(&name).map_or(change.as_str(), |rest| rest.trim_start_matches(": ")))
            .collect();
        let who = account.who.split_once(' ').map_or(account.who.clone(), |(_, name)| name.to_owned());
        let when = account.at.get(..16).unwrap_or(&account.at).to_owned();
        let reason = account.reason.map_or(String::new(), |reason| format!(" (reason: {reason})"));
        let behind = account.behind.is_some();
        let put_back = account.behind.map_or(String::new(), |behind| format!(" ({behind})"));
        let what = format!("{who}: {}{reason}{put_back}", did.join("; "));
        steps.push(Happening { sequence: entry.sequence, when, who, what, behind, revision });
    }
    Ok(History { steps, count: all.len() })
}
