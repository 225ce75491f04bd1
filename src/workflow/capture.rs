//! An action in one line: `Ask the vendor for figures @ben !high fri #SYS-3`.

use chrono::NaiveDate;

use crate::domain::action::{self, Action, ActionField, Priority};
use crate::domain::field::{Field, Kind};
use crate::domain::record::Record;
use crate::domain::value::Value;
use crate::domain::when::{self, Tense, months};
use crate::store::{Act, Ambient, Error, Proposal, View};

use super::Trouble;
use super::entry::Reader;
use super::feature::Feature;
use super::operation::{About, Ask, Operation, Says, Way};
use super::saved;

/// An action in one line.
pub static FEATURE: Feature = Feature { operations: &[&ADD], ..Feature::PLAIN };

static LINE: Field = Field::new("line", "Text", "What is to be done", Kind::LongText).required();

/// An action in one line.
pub static ADD: Operation = Operation {
    title: "Capture an action",
    help: "Captures an action in one line",
    more: "Captures an action in one line: @ names the owner, ! the priority, # the record from which it arises. The day \
           stands anywhere: of several, the one that is last, or beside one of these. In quotation marks it is a word.\n\nFor example:  \"Ask the vendor for figures @ben !high fri #SYS-3\"",
    asks: &[Ask::words(&LINE, "text", "What is to be done").needed()],
    says: |scene, outcome| {
        let made = outcome.changed.first().map(|changed| scene.view.record(changed.id)).transpose()?.flatten();
        Ok(Says::instead(made.map(|made| understood(scene.view, &made)).transpose()?))
    },
    ways: &[Way::form(
        &[],
        "Capture an action",
        "Write an action in one line: @ names the owner, ! the priority, # what it arises from; the day stands anywhere",
    )],
    propose: |scene, said| capture(said.words(&LINE), &mut scene.reader()?, scene.ambient),
    ..Operation::by_itself(&["add"], About::Nothing)
};

/// What was understood of a line.
fn understood(view: View, made: &Record) -> Result<String, Error> {
    let mut told = saved::numbered(view, made)?;
    let action = Action(made);
    if let Some(priority) = action.priority() {
        told.push_str(&format!(", {}", priority.label().to_lowercase()));
    }
    if let Some(source) = action.source().map(|source| view.reference(source)).transpose()?.flatten() {
        told.push_str(&format!(", from {source}"));
    }
    Ok(told)
}

/// Reads a line: `@` names the owner, `!` the priority, `#` the record from which it arises; a day stands among the words.
///
/// # Errors
/// [`Trouble::Input`] where a name, a priority or a record is not known, where any of several days could be meant, or nothing
/// is left to be done.
pub fn capture(line: &str, reader: &mut Reader, ambient: &Ambient) -> Result<Proposal, Trouble> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let day = DayIn::line(&words, reader.circumstances().today())?;
    let mut what = Vec::new();
    let mut fields: Vec<(&'static Field, Value)> = Vec::new();
    for (place, word) in words.iter().enumerate() {
        let (field, value) = match word.chars().next().filter(|_| is_mark(word)) {
            Some('@') => (ActionField::Owner.field(), reader.value(ActionField::Owner.field(), &word[1..])?),
            Some('!') => (ActionField::Priority.field(), Some(priority(&word[1..])?)),
            Some('#') => (ActionField::Source.field(), reader.value(ActionField::Source.field(), &word[1..])?),
            _ => {
                if day.as_ref().is_none_or(|day| !day.takes(place)) {
                    what.push(*word);
                }
                continue;
            }
        };
        if fields.iter().any(|(one, _)| *one == field) {
            return Err(Trouble::input(format!("{} is said twice", field.label)));
        }
        fields.extend(value.map(|value| (field, value)));
    }
    if what.is_empty() {
        return Err(Trouble::input("What is to be done is missing, as in “Ask the vendor @ben !high fri”"));
    }
    fields.extend(day.map(|day| (ActionField::Due.field(), Value::Date(day.day))));
    let field = ActionField::What.field();
    fields.extend(reader.value(field, &what.join(" "))?.map(|what| (field, what)));
    Ok(Proposal::of([Act::Create { id: ambient.identity(), register: &action::REGISTER, fields }]))
}

/// The most words of which a day is made: `12 dec 2026`, `in 5 days`.
const LONGEST: usize = 3;

/// Words that stand before a day and say nothing without it.
const BEFORE: [&str; 5] = ["by", "on", "due", "until", "till"];

/// Days of the week that are words of their own, too: only beside a mark, or last, are they days.
const DOUBTFUL: [&str; 5] = ["sun", "sat", "wed", "mon", "now"];

/// A day in a line, and the words that say it.
#[derive(Debug, Clone)]
struct DayIn {
    day: NaiveDate,
    first: usize,
    end: usize,
}

impl DayIn {
    /// The one that is meant.
    fn line(words: &[&str], today: NaiveDate) -> Result<Option<Self>, Trouble> {
        let mut found: Vec<Self> = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let one = (1..=LONGEST).rev().find_map(|many| Self::read(words, at, many, today));
            at = one.as_ref().map_or(at + 1, |one| one.end);
            found.extend(one);
        }
        let first_mark = words.iter().position(|word| is_mark(word)).unwrap_or(words.len());
        let beside = |one: &Self| one.end == words.len() || one.first > first_mark || is_mark(words[one.end]);
        let (mut meant, others): (Vec<_>, Vec<_>) = found.into_iter().partition(beside);
        if meant.is_empty() {
            let is_word = |one: &Self| {
                let said = &words[one.first..one.end];
                let month = said.iter().any(|word| months::is_doubtful(word));
                month || DOUBTFUL.contains(&said.join(" ").to_lowercase().as_str())
            };
            meant = others.into_iter().filter(|one| !is_word(one)).collect();
        }
        match meant.as_slice() {
            [] => Ok(None),
            [one] => Ok(Some(one.with_what_stands_before(words))),
            several => {
                let said = |one: &Self| format!("“{}”", words[one.first..one.end].join(" "));
                let said: Vec<_> = several.iter().map(said).collect();
                Err(Trouble::input(format!("The day could be {}: put the one that is meant last", said.join(" or "))))
            }
        }
    }

    /// So many words from a place on, where they are a day.
    fn read(words: &[&str], first: usize, many: usize, today: NaiveDate) -> Option<Self> {
        let said = words.get(first..first + many)?;
        // `12 dez` is a day, `gen 2` is not: where months have such names, the day stands first.
        if said.iter().any(|word| is_mark(word)) || months::is_doubtful(said.first()?) {
            return None;
        }
        let said = said.join(" ");
        let said = said.trim_end_matches([',', ';']);
        let span = when::span(said, today, Tense::Coming)?;
        // A year or a quarter is what something is about; a week is when it is to be done.
        let is_week = said.starts_with(['w', 'W']);
        (span.is_day() || is_week).then_some(Self { day: span.last, first, end: first + many })
    }

    /// With the word before it that says nothing without it.
    fn with_what_stands_before(&self, words: &[&str]) -> Self {
        let before = self
            .first
            .checked_sub(1)
            .filter(|before| *before > 0 && BEFORE.contains(&words[*before].to_lowercase().as_str()));
        Self { first: before.unwrap_or(self.first), ..self.clone() }
    }

    fn takes(&self, place: usize) -> bool {
        (self.first..self.end).contains(&place)
    }
}

fn is_mark(word: &str) -> bool {
    word.len() > 1 && word.starts_with(['@', '!', '#'])
}

fn priority(word: &str) -> Result<Value, Trouble> {
    let word = word.to_lowercase();
    let found = Priority::ALL.iter().find(|one| one.key().starts_with(&word));
    let known = || Priority::ALL.iter().map(|one| format!("!{}", one.key())).collect::<Vec<_>>().join(", ");
    found
        .map(|one| Value::Choice(one.key()))
        .ok_or_else(|| Trouble::input(format!("“!{word}” is no priority; there are {}", known())))
}
