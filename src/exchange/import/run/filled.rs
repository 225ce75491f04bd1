//! The value that the words of a file give a field, and what is wrong where they give none.

use iso_currency::Currency;

use crate::domain::field::Kind;
use crate::domain::value::Value;
use crate::exchange::import::bound::BoundField;
use crate::exchange::import::fold;
use crate::exchange::import::unread::Unread;
use crate::store::Error;

use super::links::Unlinked;
use super::report::Refused;
use super::trial::{Fault, Read, Trial};
use super::value;

/// The most of a value that a report shows, in characters.
const SHOWN: usize = 200;

impl Trial<'_> {
    /// The value of a field; where its words can't be read, that is noted and there is none.
    pub(super) fn value(&mut self, field: &BoundField, words: &str, read: &mut Read) -> Result<Option<Value>, Fault> {
        let kind = field.field.kind;
        if fold::is_nothing(words) && !words.trim().is_empty() && (kind.is_link() || value::is_nothing(kind, words)) {
            read.leave_out(format!("{}: “{}” stands for nothing", field.field.label, words.trim()));
            return Ok(None);
        }
        let unread = if kind.is_link() {
            match self.finder.read(field, words, &mut read.newcomers) {
                Ok(value) => return Ok(value),
                Err(Unlinked::Trouble(error)) => return Err(error.into()),
                Err(Unlinked::NotYet(unread)) => {
                    let own = kind.target().is_some_and(|target| target.allows(self.bound.register.name));
                    if own && read.patient && !field.source.leave_unreadable {
                        return Err(Fault::Waits);
                    }
                    unread
                }
                Err(Unlinked::Wrong(why)) => why.into(),
            }
        } else {
            match self.plain_value(field, words, read.currency) {
                Ok(value) => return Ok(value),
                Err(unread) => unread,
            }
        };
        if field.source.leave_unreadable {
            read.leave_out(format!("{}: what can't be read", field.field.label));
        } else {
            let refusal = self.refusal(read.line, field, words, unread);
            if !read.refused.contains(&refusal) {
                read.refused.push(refusal);
            }
        }
        Ok(None)
    }

    fn plain_value(
        &mut self,
        field: &BoundField,
        words: &str,
        currency: Option<Currency>,
    ) -> Result<Option<Value>, Unread> {
        if !matches!(field.field.kind, Kind::Choice(_) | Kind::Choices(_)) || words.len() > SHOWN {
            return value::read(field, words, currency, &self.circumstances);
        }
        let key = (field.position, words.to_owned());
        let read = || value::read(field, words, currency, &self.circumstances);
        self.choices.entry(key).or_insert_with(read).clone()
    }

    pub(super) fn refusal(&self, line: u64, field: &BoundField, words: &str, unread: Unread) -> Refused {
        let column = field.columns.first().map(|column| self.table.columns[*column].clone());
        let value = cut(unread.word.as_deref().unwrap_or(words));
        Refused { line, column, value, why: unread.why, reason: unread.reason, field: Some(field.field) }
    }

    /// What the rules said, each at the column that it is about.
    pub(super) fn reasons(&self, line: u64, words: &[String], error: Error) -> Vec<Refused> {
        let Error::Refused(refusal) = error else {
            return vec![Refused::row(line, None, String::new(), error.to_string())];
        };
        let mut reasons = Vec::new();
        for broken in refusal.broken {
            if broken.missing.is_empty() {
                reasons.push(Refused::row(line, None, String::new(), broken.rule.clone()));
            }
            for missing in broken.missing {
                let place = self.bound.fields.iter().position(|field| Some(field.field.name) == missing.field);
                let words = place.map(|place| cut(&words[place])).unwrap_or_default();
                let column = place.and_then(|place| self.bound.fields[place].columns.first());
                let column = column.map(|column| self.table.columns[*column].clone());
                reasons.push(Refused::row(line, column, words, missing.what));
            }
        }
        reasons
    }
}

/// Words as a report shows them.
pub(super) fn cut(text: &str) -> String {
    let text = text.trim();
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
