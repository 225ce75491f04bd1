//! What became of a field: each value that it had, in order, and of long texts and lists what is another.

use crate::domain::field::Field;
use crate::domain::note;
use crate::domain::register::Register;
use crate::domain::transaction::FieldChange;
use crate::domain::value::Value;
use crate::domain::visible::{fit, one_line, width};
use crate::store::{Error, View};

/// The columns up to which a text is told whole.
const BRIEF: usize = 60;

/// The columns that a text takes that stood where nothing was; the record has all of it.
const ANEW: usize = 300;

/// The columns that what differs takes.
const DIFFERS: usize = 1000;

/// So many words are told before the first that differs, and after the last.
const AROUND: usize = 3;

/// So many values that a field had are told; of more, the first and the last two.
const VALUES: usize = 5;

/// Of what a field is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// Of what was received from outside.
    Received,
    Others,
}

/// The values that a field had.
#[derive(Debug, Clone)]
pub(super) struct Course {
    pub field: &'static Field,
    values: Vec<Held>,
}

/// A value, and whether it was a slip: the hand that wrote it wrote over it on the same day.
#[derive(Debug, Clone)]
struct Held {
    value: Option<Value>,
    slip: bool,
}

impl Course {
    /// What it was, and what it became.
    pub fn of(side: &FieldChange) -> Self {
        let held = |value: &Option<Value>| Held { value: value.clone(), slip: false };
        Self { field: side.field, values: vec![held(&side.before), held(&side.after)] }
    }

    /// What it became next; a slip where whoever wrote the value before wrote over it on the same day.
    pub fn then(&mut self, side: &FieldChange, slip: bool) {
        if let Some(last) = self.values.last_mut() {
            if last.value == side.before {
                last.slip = slip;
            } else {
                self.values.push(Held { value: side.before.clone(), slip: false });
            }
        }
        self.values.push(Held { value: side.after.clone(), slip: false });
    }

    /// `Due date 2026-12-01 → 2027-02-01`; `Due date: 2026-12-01` where there was none. What is personal, or printed nowhere,
    /// is not told in words: paper is not erased. What people are called is, which every paper prints; and what was received
    /// from outside, whoever sent it: packs print that.
    pub fn words(&self, view: View, register: &Register, of: Of) -> Result<String, Error> {
        let label = self.field.label;
        let personal = self.field.personal && !self.field.title;
        if of == Of::Others && (personal || register == &note::REGISTER) {
            return Ok(format!("{label} changed"));
        }
        let back = self.values.first().map(|one| &one.value) == self.values.last().map(|one| &one.value);
        let values: Vec<Option<&Value>> =
            self.values.iter().filter(|one| back || !one.slip).map(|one| one.value.as_ref()).collect();
        let is_list = |value: &Option<&Value>| matches!(value, None | Some(Value::Links(_) | Value::Choices(_)));
        if let [Some(_), .., Some(_)] = values[..]
            && values.iter().all(is_list)
        {
            let turns = values.windows(2).map(|pair| self.turn(view, pair[0], pair[1]));
            return Ok(format!("{label} {}", turns.collect::<Result<Vec<_>, _>>()?.join(", then ")));
        }
        let shown = |value: &Option<&Value>| {
            value.map(|value| view.shown(self.field, value).map(|text| one_line(&text).into_owned())).transpose()
        };
        let texts = what_differs(&values.iter().map(shown).collect::<Result<Vec<_>, _>>()?);
        let or_nothing = |text: &Option<String>| text.clone().unwrap_or_else(|| "nothing".to_owned());
        Ok(match &texts[..] {
            [Some(before), None] => format!("{label} emptied, was {before}"),
            [None, after @ ..] => format!("{label}: {}", bounded(after.iter().map(or_nothing).collect())),
            _ => format!("{label} {}", bounded(texts.iter().map(or_nothing).collect())),
        })
    }

    /// What went out of a list, and what came in: `without P-8 Ana Ruiz, with P-9 Ben Okafor`.
    fn turn(&self, view: View, before: Option<&Value>, after: Option<&Value>) -> Result<String, Error> {
        let words = |one: &Value| view.shown(self.field, one).map(|text| one_line(&text).into_owned());
        let (before, after) = (members(before), members(after));
        let without = before.iter().filter(|one| !after.contains(one)).map(words).collect::<Result<Vec<_>, _>>()?;
        let with = after.iter().filter(|one| !before.contains(one)).map(words).collect::<Result<Vec<_>, _>>()?;
        let parts = [("without", without), ("with", with)].into_iter().filter(|(_, names)| !names.is_empty());
        Ok(parts.map(|(word, names)| format!("{word} {}", names.join(", "))).collect::<Vec<_>>().join(", "))
    }
}

/// What a list is of, each as a value.
fn members(value: Option<&Value>) -> Vec<Value> {
    match value {
        Some(Value::Links(ids)) => ids.iter().map(|id| Value::Link(*id)).collect(),
        Some(Value::Choices(keys)) => keys.iter().map(|key| Value::Choice(key)).collect(),
        _ => Vec::new(),
    }
}

fn bounded(mut texts: Vec<String>) -> String {
    let more = texts.len().saturating_sub(VALUES);
    if more > 0 {
        let between = texts.len() - 2;
        texts.splice(2..between, [format!("({} more between)", between - 2)]);
    }
    texts.join(" → ")
}

/// The texts, or, where one of them is long, what of them is not the same in all, with a few words around it.
fn what_differs(texts: &[Option<String>]) -> Vec<Option<String>> {
    let known: Vec<Vec<&str>> = texts.iter().flatten().map(|text| text.split(' ').collect()).collect();
    let is_long = texts.iter().flatten().any(|text| width(text) > BRIEF);
    let [first, others @ ..] = &known[..] else { return texts.to_vec() };
    if !is_long || others.is_empty() {
        return texts.iter().map(|text| text.as_ref().map(|text| fit(text, ANEW).into_owned())).collect();
    }
    let shortest = known.iter().map(Vec::len).min().unwrap_or(0);
    let same = |at: &dyn Fn(&[&str]) -> usize, most: usize| {
        let alike = |place: &usize| {
            let word = |words: &Vec<&str>| words.get(at(words).abs_diff(*place)).map(|word| (*word).to_owned());
            others.iter().all(|other| word(other) == word(first))
        };
        (0..most).take_while(alike).count()
    };
    let before = same(&|_| 0, shortest);
    let after = same(&|words| words.len() - 1, shortest - before);
    let around = |text: &String| {
        let words: Vec<&str> = text.split(' ').collect();
        let from = before.saturating_sub(AROUND);
        let to = if after > AROUND { words.len() - after + AROUND } else { words.len() };
        let told = words[from..to.max(from)].join(" ");
        let told = match width(&told) {
            wide if wide > DIFFERS => format!("{} ({} characters in all)", fit(&told, DIFFERS), text.chars().count()),
            _ => told,
        };
        let (begins, ends) = (if from > 0 { "… " } else { "" }, if to < words.len() { " …" } else { "" });
        format!("{begins}{told}{ends}")
    };
    texts.iter().map(|text| text.as_ref().map(around)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(texts: &[&str]) -> Vec<String> {
        what_differs(&texts.iter().map(|text| Some((*text).to_owned())).collect::<Vec<_>>())
            .into_iter()
            .flatten()
            .collect()
    }

    #[test]
    fn of_a_long_text_what_differs_is_told_wherever_it_stands() {
        let text =
            |tail: &str| format!("Scores claims from 0 to 100 for signs of fraud; above 70 an investigator {tail}");
        assert_eq!(
            told(&[&text("looks at it"), &text("may look")]),
            ["… 70 an investigator looks at it", "… 70 an investigator may look"]
        );
        assert_eq!(told(&[&text("looks"), &text("")])[1], "… 70 an investigator ");
        let head = |head: &str| {
            format!("{head} of the claims that came in by mail are looked at by two people before payment")
        };
        assert_eq!(told(&[&head("All"), &head("Some")]), ["All of the claims …", "Some of the claims …"]);
        assert_eq!(told(&["short", "shorter"]), ["short", "shorter"]);
        // What was put in, or taken out, of what repeats itself.
        let repeated = "one two three four five one two three four five one two three four five";
        assert_eq!(told(&[repeated, &format!("{repeated} one")]), ["… three four five", "… three four five one"]);
        let long = vec!["word"; 400].join(" ");
        assert!(told(&[&format!("a {long} b"), &format!("c {long} d")])[1].ends_with("(2003 characters in all)"));
    }
}
