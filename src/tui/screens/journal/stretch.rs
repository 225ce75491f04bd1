//! What the journal is narrowed to, and reading of it so much at a time.

use crate::domain::field::Target;
use crate::domain::identity::{RecordId, Sequence};
use crate::domain::when::{self, Tense};
use crate::store::journal::{Entry, Range};
use crate::store::{Error, View};
use crate::tui::desk::Desk;
use crate::workflow::Trouble;
use crate::workflow::account::{self, Account};

/// Transactions read at once.
pub const AT_ONCE: u32 = 100;

/// Transactions looked through for a filter before what was found so far is shown.
const LOOKED_THROUGH: usize = 2_000;

/// What the journal is narrowed to.
#[derive(Debug, Default, Clone)]
pub struct Wanted {
    by: Option<RecordId>,
    range: Range,
    words: Vec<String>,
}

impl Wanted {
    /// Reads `by=tom`, `record=A-31`, `since=mon` and words.
    pub fn read(text: &str, desk: &Desk) -> Result<Self, Trouble> {
        let reader = desk.reader()?;
        let circumstances = desk.circumstances()?;
        let mut wanted = Self::default();
        for term in text.split_whitespace() {
            match term.split_once('=') {
                Some(("by", name)) => wanted.by = Some(reader.record(Target::Register("person"), name)?.id),
                Some(("record", name)) => wanted.range.record = Some(reader.record(Target::Any, name)?.id),
                Some(("since", day)) => {
                    let day = when::date(day, circumstances.today(), Tense::Past)
                        .ok_or_else(|| Trouble::Input(format!("“{day}” can't be read; {}", when::EXAMPLES)))?;
                    wanted.range.since = circumstances.start_of(day);
                }
                Some((other, _)) => {
                    return Err(Trouble::Input(format!(
                        "“{other}=” is not known; the journal takes by=, record=, since= and words"
                    )));
                }
                None => wanted.words.push(term.to_lowercase()),
            }
        }
        Ok(wanted)
    }

    fn keeps(&self, account: &Account) -> bool {
        let text = || {
            let reason = account.reason.as_deref().unwrap_or_default();
            format!("{} {} {reason}", account.who, account.changes.join(" ")).to_lowercase()
        };
        let text = if self.words.is_empty() { String::new() } else { text() };
        self.words.iter().all(|word| text.contains(word))
    }

    fn is_by(&self, entry: &Entry) -> bool {
        self.by.is_none_or(|by| entry.header.actor.person == by)
    }
}

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
    pub fn read(view: View, wanted: &Wanted, behind: Option<Sequence>, count: usize) -> Result<Self, Error> {
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
