//! What was called otherwise before. A former word stands beside the word of today, where that is declared, and nowhere
//! else: from there scripts, mapping files, drafts and journals that say it are understood.

use std::fmt;

use super::canonical::{Json, Object};
use super::field::{Choice, Field, Kind};

/// A former word that somebody used, and the word of today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Former {
    pub was: &'static str,
    pub now: &'static str,
}

impl Former {
    /// The former word that was said; none where it was no former one.
    pub fn said(word: &str, was: &'static [&'static str], now: &'static str) -> Option<Self> {
        let was = was.iter().find(|former| **former == word)?;
        Some(Self { was, now })
    }
}

impl fmt::Display for Former {
    /// What is said of it once: `“sort” is called “type” now`.
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        let typed = |word: &str| word.replace('_', "-");
        write!(formatter, "“{}” is called “{}” now", typed(self.was), typed(self.now))
    }
}

impl Field {
    /// Whether it has this name, or had it before.
    pub fn is_called(&self, name: &str) -> bool {
        self.name == name || self.was.contains(&name)
    }

    /// The choice of this key, or that had it before.
    pub fn choice_called(&self, key: &str) -> Option<&'static Choice> {
        self.choice(key).or_else(|| choice(self.kind.choices(), key))
    }

    /// What is said of the choices in a text that somebody typed, where these are former ones.
    pub fn former(&self, text: &str) -> Vec<Former> {
        let choices = self.kind.choices();
        let former = |word: &str| {
            let choice = choice(choices, word)?;
            let was = choice.was.iter().find(|was| reads(was, word))?;
            Some(Former { was, now: choice.key })
        };
        if choices.is_empty() { Vec::new() } else { text.split(',').filter_map(|word| former(word.trim())).collect() }
    }
}

/// The choice that was called so before: by its key, or in words.
pub fn choice(choices: &'static [Choice], word: &str) -> Option<&'static Choice> {
    choices.iter().find(|choice| choice.was.iter().any(|was| reads(was, word)))
}

fn reads(was: &str, word: &str) -> bool {
    was.replace('-', " ") == word.to_lowercase().replace('-', " ")
}

/// Gives these fields of a journal entry, and their choices, the names of today.
pub fn lift(fields: &[Field], entry: &mut Object) {
    let today = |(name, json): (String, Json)| match fields.iter().find(|field| field.is_called(&name)) {
        Some(field) => (field.name.to_owned(), lifted(field, json)),
        None => (name, json),
    };
    *entry = std::mem::take(entry).into_iter().map(today).collect();
}

fn lifted(field: &Field, json: Json) -> Json {
    let key = |json: Json| match json.as_text().and_then(|key| field.choice_called(key)) {
        Some(choice) => choice.key.into(),
        None => json,
    };
    match (field.kind, json) {
        (Kind::Choice(_), json) => key(json),
        (Kind::Choices(_), Json::List(keys)) => Json::List(keys.into_iter().map(key).collect()),
        (_, json) => json,
    }
}
