//! An action in one line: `Ask the vendor for figures @ben !high fri #SYS-3`.

use crate::domain::action::{self, ActionField, Priority};
use crate::domain::field::{Field, Kind};
use crate::domain::value::Value;
use crate::domain::when::{self, Tense};
use crate::store::{Act, Ambient, Proposal};

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
    more: "Captures an action in one line: @ names the owner, ! the priority, # the record from which it arises. A day \
           stands after the first of these, or last.\n\nFor example:  \"Ask the vendor for figures @ben !high fri #SYS-3\"",
    asks: &[Ask::words(&LINE, "text", "What is to be done").needed()],
    says: |scene, outcome| {
        let made = outcome.changed.first().map(|changed| scene.view.record(changed.id)).transpose()?.flatten();
        Ok(Says::instead(made.map(|made| saved::numbered(scene.view, &made)).transpose()?))
    },
    ways: &[Way::form(
        &[],
        "Capture an action",
        "Write an action in one line: @ names the owner, ! the priority, # what it arises from; the day stands last",
    )],
    propose: |scene, said| capture(said.words(&LINE), &mut scene.reader()?, scene.ambient),
    ..Operation::by_itself(&["add"], About::Nothing)
};

/// Reads a line: `@` names the owner, `!` the priority, `#` the record from which it arises. A day stands after the first
/// of these, or last in the line.
///
/// # Errors
/// [`Trouble::Input`] where a name, a priority or a record is not known, or nothing is left to be done.
pub fn capture(line: &str, reader: &mut Reader, ambient: &Ambient) -> Result<Proposal, Trouble> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let today = reader.circumstances().today();
    let first_mark = words.iter().position(|word| is_mark(word)).unwrap_or(words.len());
    let mut what = Vec::new();
    let mut fields: Vec<(&'static Field, Value)> = Vec::new();
    for (place, word) in words.iter().enumerate() {
        let last = place + 1 == words.len();
        let day = (place > first_mark || (last && place > 0)).then(|| when::date(word, today, Tense::Coming)).flatten();
        let (field, value) = match (word.chars().next(), day) {
            (Some('@'), _) if word.len() > 1 => {
                let field = ActionField::Owner.field();
                (field, reader.value(field, &word[1..])?)
            }
            (Some('!'), _) if word.len() > 1 => (ActionField::Priority.field(), Some(priority(&word[1..])?)),
            (Some('#'), _) if word.len() > 1 => {
                let field = ActionField::Source.field();
                (field, reader.value(field, &word[1..])?)
            }
            (_, Some(day)) => (ActionField::Due.field(), Some(Value::Date(day))),
            _ => {
                what.push(*word);
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
    let field = ActionField::What.field();
    fields.extend(reader.value(field, &what.join(" "))?.map(|what| (field, what)));
    Ok(Proposal::of([Act::Create { id: ambient.identity(), register: &action::REGISTER, fields }]))
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
