//! What documents say in fixed words, by the file of a language and what a house says otherwise.

use std::fmt::Display;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate, NaiveDateTime};

use crate::domain::spelling;

use super::language::Language;
use super::shipped::shipped;
use super::template::pieces;
use super::texts::{Text, Texts};
use super::words::{DECLARED, every_word, key};

/// The fixed words of documents, in a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    language: Language,
    /// Those that the house says otherwise; none where it has its language's.
    own: Option<Arc<Texts>>,
}

impl Default for Words {
    fn default() -> Self {
        Self::of(Language::English)
    }
}

impl Words {
    /// The words of a language as its file has them.
    pub fn of(language: Language) -> Self {
        Self { language, own: None }
    }

    /// The same, where some are said otherwise.
    pub(super) fn otherwise(language: Language, otherwise: Texts) -> Self {
        Self { language, own: (!otherwise.is_empty()).then(|| Arc::new(otherwise)) }
    }

    /// The language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Which of the fixed words are the house's own, and what is said in their place elsewhere, in words that are not; nothing
    /// where none is.
    pub fn in_own_words(&self) -> Option<String> {
        let own = self.own.iter().flat_map(|own| own.iter()).filter(|(key, _)| !key.starts_with("order."));
        let told = own.map(|(key, own)| {
            let usual = shipped(self.language).get(key).map(spelled);
            let name = || key.split_once('.').map_or(key.as_str(), |(_, name)| name).to_owned();
            self.own_word(spelled(own), usual.unwrap_or_else(name))
        });
        let told: Vec<_> = told.collect();
        (!told.is_empty()).then(|| self.own_words(told.join("; ")))
    }

    /// That something is told in English, where that is not the language.
    pub fn says_in_english(&self) -> Option<&str> {
        (self.language != Language::English).then(|| self.told_in_english())
    }

    /// The texts of a section that are not those of the English file.
    pub(super) fn own(&self, section: &str) -> Texts {
        let english = shipped(Language::English);
        let own = self
            .own
            .iter()
            .flat_map(|own| own.keys())
            .filter(|key| key.split_once('.').is_some_and(|(of, _)| of == section));
        let keys = shipped(self.language).section(section).map(|(key, _)| key).chain(own);
        let own =
            keys.filter_map(|key| Some((key, self.text(key)?))).filter(|(key, text)| english.get(key) != Some(*text));
        own.map(|(key, text)| (key.clone(), text.clone())).collect()
    }

    /// The texts under a key: those of the language, or else the English ones.
    pub(super) fn texts(&self, key: &str) -> &[String] {
        let said = self.text(key).or_else(|| shipped(Language::English).get(key));
        said.map_or(&[], |Text(texts)| texts)
    }

    /// What the house says under a key, or else its language.
    fn text(&self, key: &str) -> Option<&Text> {
        self.own.as_ref().and_then(|own| own.get(key)).or_else(|| shipped(self.language).get(key))
    }

    /// The same of a name, which stands as it is in English.
    fn by_name(&self, key: &str) -> Option<&Text> {
        if self.language == Language::English { self.own.as_ref()?.get(key) } else { self.text(key) }
    }

    /// A text in which nothing is filled in.
    pub(super) fn plain(&self, key: &str) -> &str {
        self.texts(key).first().map_or("", String::as_str)
    }

    /// A text with what is filled in.
    pub(super) fn filled(&self, key: &str, given: &[(&str, &dyn Display)]) -> String {
        let is_one = given.iter().any(|(name, value)| *name == "count" && value.to_string() == "1");
        let texts = self.texts(key);
        let text = if is_one { texts.first() } else { texts.last() };
        let value = |place: &str| given.iter().find(|(name, _)| *name == place).map(|(_, value)| value.to_string());
        let said = pieces(text.map_or("", String::as_str)).map(|piece| match piece {
            Ok(words) => words.to_owned(),
            Err(place) => value(place).unwrap_or_default(),
        });
        said.collect()
    }

    /// What an answer or a state is called, by its English word.
    pub fn label<'w>(&'w self, english: &'w str) -> &'w str {
        let said = self.by_name(&format!("labels.{english}")).and_then(|Text(texts)| texts.first());
        said.map_or(english, String::as_str)
    }

    /// How a record stands, by its English words: a state, and that it is no longer proven, or was not verified here.
    pub fn standing_of(&self, english: &str) -> String {
        if self.by_name(&format!("labels.{english}")).is_some() {
            return self.label(english).to_owned();
        }
        if let Some(state) = english.strip_suffix(", no longer proven") {
            return self.no_longer_proven(self.label(state));
        }
        if let Some(state) = english.strip_suffix(", carried over, not verified here") {
            return self.carried_over(self.label(state));
        }
        match english.strip_suffix(" before, not verified here") {
            Some(state) => self.not_verified_here(self.label(state)),
            None => english.to_owned(),
        }
    }

    /// The same within a sentence.
    pub fn label_within(&self, english: &str) -> String {
        match self.language {
            Language::English => self.standing_of(english).to_lowercase(),
            Language::German => self.standing_of(english),
        }
    }

    /// A heading or a label within a sentence: in English its first letter is small.
    pub fn within(&self, label: &str) -> String {
        match self.language {
            Language::English => spelling::within_a_sentence(label),
            Language::German => label.to_owned(),
        }
    }

    /// What a figure of the pack is called, by its key; else as it is called in English.
    pub fn figure<'w>(&'w self, key: &str, english: &'w str) -> &'w str {
        let said = self.by_name(&format!("figures.{key}")).and_then(|Text(texts)| texts.first());
        said.map_or(english, String::as_str)
    }

    /// The title of an item that has the one of its input, by the key of that; any other title is somebody's own.
    pub fn item<'w>(&'w self, input: &str, english: &str, title: &'w str) -> &'w str {
        let said = self.by_name(&format!("inputs.{input}")).and_then(|Text(texts)| texts.first());
        said.filter(|_| title == english).map_or(title, String::as_str)
    }

    fn month(&self, key: &str, on: NaiveDate) -> &str {
        self.texts(key).get(on.month0() as usize).map_or("", String::as_str)
    }

    /// A day: `3 July 2026`.
    pub fn day(&self, on: NaiveDate) -> String {
        self.date(on.day(), self.month("dates.long", on), on.year())
    }

    /// A day where there is little room: `3 Jul 2026`.
    pub fn short_day(&self, on: NaiveDate) -> String {
        self.date(on.day(), self.month("dates.short", on), on.year())
    }

    /// What a clock shows on a day: `3 July 2026 10:00`.
    pub fn moment(&self, at: NaiveDateTime) -> String {
        self.at(self.day(at.date()), at.format("%H:%M"))
    }

    /// What a clock shows on a day of a year that is known: `3 Jul 10:00`.
    pub fn hour_of_day(&self, at: NaiveDateTime) -> String {
        self.day_and_hour(at.day(), self.month("dates.short", at.date()), at.format("%H:%M"))
    }

    /// A day of a year that is known: `3 Jul`.
    pub fn day_of_month(&self, on: NaiveDate) -> String {
        self.day_and_month(on.day(), self.month("dates.short", on))
    }

    /// A month by its last day, or the end of another period, with its year where that is not this one.
    pub fn period_of(&self, is_month: bool, end: NaiveDate, this_year: i32) -> String {
        let (is_this, month) = (end.year() == this_year, self.month("dates.long", end));
        match (is_month, is_this) {
            (true, true) => month.to_owned(),
            (true, false) => self.month_and_year(month, end.year()),
            (false, true) => self.period_to(self.day_of_month(end)),
            (false, false) => self.period_to(self.short_day(end)),
        }
    }

    /// The first of several names, and how many there are beside them: `CI-2, CI-5 and 3 more`.
    pub fn some_of(&self, names: impl ExactSizeIterator<Item = String>, most: usize) -> String {
        let more = names.len().saturating_sub(most);
        let named = names.take(most).collect::<Vec<_>>().join(", ");
        if more > 0 { self.and_more(named, more) } else { named }
    }

    /// Several names as a sentence has them, or the first of them: `CI-2, CI-5 and CI-7`, `CI-2, CI-5 and 3 more`.
    pub fn all_of(&self, names: &[String], most: usize) -> String {
        match names {
            [first @ .., last] if !first.is_empty() && names.len() <= most => self.and(first.join(", "), last),
            _ => self.some_of(names.iter().cloned(), most),
        }
    }

    /// A sentence that the program wrote in English and keeps: counts and quorums. It is told in this language where each clause of
    /// it is known, and else as it is kept.
    pub fn kept(&self, english: &str) -> String {
        if self.language == Language::English || english.is_empty() {
            return english.to_owned();
        }
        let mut out = String::new();
        let mut rest = english;
        while !rest.is_empty() {
            let end = CLAUSES.iter().filter_map(|sign| rest.find(sign)).min().unwrap_or(rest.len());
            let (clause, after) = rest.split_at(end);
            let Some(said) = self.kept_clause(clause) else { return english.to_owned() };
            let between = CLAUSES.iter().find(|sign| after.starts_with(**sign)).copied().unwrap_or("");
            out.push_str(&said);
            out.push_str(between);
            rest = &after[between.len()..];
        }
        out
    }

    /// A clause of such a sentence.
    fn kept_clause(&self, english: &str) -> Option<String> {
        DECLARED.iter().filter(|one| one.key.starts_with("kept.")).find_map(|one| {
            let pattern = shipped(Language::English).get(one.key)?;
            pattern.0.iter().find_map(|pattern| {
                let given = matched(pattern, english)?;
                let given: Vec<(&str, &dyn Display)> =
                    given.iter().map(|(name, value)| (*name, value as &dyn Display)).collect();
                Some(self.filled(one.key, &given))
            })
        })
    }
}

macro_rules! word {
    ($section:ident $name:ident) => {
        #[doc = concat!("What stands under `", key!($section $name), "`.")]
        pub fn $name(&self) -> &str {
            self.plain(key!($section $name))
        }
    };
    ($section:ident $name:ident $($place:ident)+) => {
        #[doc = concat!("What stands under `", key!($section $name), "`, filled in.")]
        pub fn $name(&self, $($place: impl Display),+) -> String {
            self.filled(key!($section $name), &[$((stringify!($place), &$place)),+])
        }
    };
}

macro_rules! methods {
    ($($section:ident { $($name:ident $(($($place:ident),+))?),+ $(,)? })+) => {
        impl Words {
            $($( word! { $section $name $($($place)+)? } )+)+
        }
    };
}

every_word!(methods);

/// A text as it is told of: what is filled in is left open. Of one that counts, the one for others stands for both.
fn spelled(Text(texts): &Text) -> String {
    let text = if texts.len() > 2 { texts.join(", ") } else { texts.last().cloned().unwrap_or_default() };
    pieces(&text).map(|piece| piece.unwrap_or("…")).collect()
}

/// What stands between the clauses of a sentence that is kept.
const CLAUSES: [&str; 3] = ["; ", ", ", ": "];

/// What fills the places of a text, where it is filled so.
fn matched<'p>(pattern: &'p str, text: &str) -> Option<Vec<(&'p str, String)>> {
    let (mut given, mut rest, mut open): (Vec<(&str, String)>, &str, Option<&str>) = (Vec::new(), text, None);
    for piece in pieces(pattern) {
        match (piece, open.take()) {
            (Err(place), _) => open = Some(place),
            (Ok(words), None) => rest = rest.strip_prefix(words)?,
            (Ok(words), Some(place)) => {
                let (value, after) = rest.split_once(words)?;
                given.push((place, value.to_owned()));
                rest = after;
            }
        }
    }
    match open {
        Some(place) => given.push((place, rest.to_owned())),
        None if !rest.is_empty() => return None,
        None => {}
    }
    // Numbers alone are filled into what is counted.
    given.iter().all(|(_, value)| !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit())).then_some(given)
}
