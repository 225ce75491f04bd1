//! The journal as far as it is narrowed, so much of it at a time.

use crate::domain::identity::{RecordId, Sequence};
use crate::store::journal::Range;
use crate::store::{Error, View};
use crate::workflow::account::{self, Account};
use crate::workflow::narrowed::{AT_ONCE, Narrowed};

/// Transactions looked through for a filter before what was found so far is shown.
const LOOKED_THROUGH: usize = 2_000;

/// A transaction in words.
#[derive(Debug)]
pub struct Worded {
    pub sequence: Sequence,
    pub account: Account,
    /// The record of its first change.
    pub record: Option<RecordId>,
}

/// Transactions that follow each other, the newest first, as far as the filter keeps them.
#[derive(Debug)]
pub struct Stretch {
    pub steps: Vec<Worded>,
    /// Whether there are older transactions that were not looked at.
    pub more: bool,
    /// The last transaction that was looked at, kept or not.
    pub looked_to: Option<Sequence>,
}

impl Default for Stretch {
    /// Nothing was looked at yet.
    fn default() -> Self {
        Self { steps: Vec::new(), more: true, looked_to: None }
    }
}

impl Stretch {
    /// Reads on behind a transaction, or from the newest one, until so many are kept or many were looked through.
    pub fn read(view: View, wanted: &Narrowed, behind: Option<Sequence>, count: usize) -> Result<Self, Error> {
        let mut stretch = Self { looked_to: behind, ..Self::default() };
        let mut looked = 0;
        while stretch.more && stretch.steps.len() < count && looked < LOOKED_THROUGH {
            let range = Range { before: stretch.looked_to, limit: Some(AT_ONCE), ..wanted.range.clone() };
            let entries = view.entries(&range)?;
            stretch.more = entries.len() == AT_ONCE as usize;
            stretch.looked_to = entries.last().map(|entry| entry.sequence).or(stretch.looked_to);
            looked += entries.len();
            for entry in entries.iter().filter(|entry| wanted.is_by(entry)) {
                let account = account::of(view, entry)?;
                if wanted.keeps(&account) {
                    let record = view.first_changes(entry.sequence, 1)?.0.first().map(|change| change.record);
                    stretch.steps.push(Worded { sequence: entry.sequence, account, record });
                }
            }
        }
        Ok(stretch)
    }

    /// Takes what was read on.
    pub fn extend(&mut self, further: Self) {
        self.steps.extend(further.steps);
        (self.more, self.looked_to) = (further.more, further.looked_to);
    }
}
