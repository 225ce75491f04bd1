//! What the journal is narrowed to, as it is typed on screens and at the command line: `by=noor record=A-31 since=mon` and
//! words.

use crate::domain::field::Target;
use crate::domain::folding::folded;
use crate::domain::identity::RecordId;
use crate::domain::spelling::closest;
use crate::domain::when::{self, Tense};
use crate::store::journal::{Entry, Range};
use crate::store::{Error, View};

use super::Trouble;
use super::account::{self, Account};
use super::entry::Reader;
use super::filter;

/// What it can be narrowed by, for help.
pub const SYNTAX: &str = "by=PERSON, record=RECORD, since=DATE, or words of what was done";

const NAMES: [&str; 3] = ["by", "record", "since"];

/// Transactions read at once.
pub const AT_ONCE: u32 = 100;

/// What the journal is narrowed to.
#[derive(Debug, Default, Clone)]
pub struct Narrowed {
    by: Option<RecordId>,
    pub range: Range,
    words: Vec<String>,
}

impl Narrowed {
    /// Reads a line as it is typed.
    ///
    /// # Errors
    /// [`Trouble::Input`] where a condition is not known, or what it names.
    pub fn line(line: &str, reader: &Reader) -> Result<Self, Trouble> {
        Self::read(&filter::words(line), reader)
    }

    /// Reads conditions and words, each by itself.
    ///
    /// # Errors
    /// As [`Self::line`].
    pub fn read(terms: &[String], reader: &Reader) -> Result<Self, Trouble> {
        let circumstances = reader.circumstances();
        let mut narrowed = Self::default();
        for term in terms {
            let Some((name, text)) = term.split_once(['=', ':']).filter(|(name, _)| !name.contains(' ')) else {
                narrowed.words.push(folded(term).into_owned());
                continue;
            };
            match name {
                "by" => narrowed.by = Some(reader.record(Target::Register("person"), text)?.id),
                "record" => narrowed.range.record = Some(reader.record(Target::Any, text)?.id),
                "since" => {
                    let day = when::date(text, circumstances.today(), Tense::Past)
                        .ok_or_else(|| Trouble::Input(format!("“{text}” can't be read; {}", when::EXAMPLES)))?;
                    let start = circumstances.start_of(day);
                    narrowed.range.since =
                        Some(start.ok_or_else(|| Trouble::Input(format!("The day {day} is out of range")))?);
                }
                other => {
                    let hint = closest(other, NAMES).map_or(String::new(), |name| format!("; did you mean {name}=?"));
                    let what =
                        format!("“{other}=” is not known; the journal takes by=, record=, since= and words{hint}");
                    return Err(Trouble::Input(what));
                }
            }
        }
        Ok(narrowed)
    }

    /// Whether a transaction is by whom it is asked of.
    pub fn is_by(&self, entry: &Entry) -> bool {
        self.by.is_none_or(|by| entry.header.actor.person == by)
    }

    /// Whether a transaction has the words that are asked for.
    pub fn keeps(&self, account: &Account) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let reason = account.reason.as_deref().unwrap_or_default();
        let text = format!("{} {} {reason}", account.who, account.changes.join(" "));
        let text = folded(&text);
        self.words.iter().all(|word| text.contains(word.as_str()))
    }

    /// The transactions that it keeps, the newest first; where the range says how many, so many of these.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn entries(&self, view: View) -> Result<Vec<Entry>, Error> {
        if self.by.is_none() && self.words.is_empty() {
            return view.entries(&self.range);
        }
        let most = self.range.limit.map_or(usize::MAX, |limit| limit as usize);
        let mut kept = Vec::new();
        let mut range = Range { limit: Some(AT_ONCE), ..self.range.clone() };
        loop {
            let entries = view.entries(&range)?;
            range.before = entries.last().map(|entry| entry.sequence);
            let more = entries.len() == AT_ONCE as usize;
            for entry in entries {
                if kept.len() < most && self.is_by(&entry) && self.keeps(&account::of(view, &entry)?) {
                    kept.push(entry);
                }
            }
            if !more || kept.len() == most {
                return Ok(kept);
            }
        }
    }
}
