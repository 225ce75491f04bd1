//! What topics tell from declarations: keys, sheets, checks, registers and their fields.

use crate::domain::catalogue::CATALOGUE;
use crate::domain::field::{Choice, Field};
use crate::domain::house;
use crate::domain::register::Register;
use crate::domain::spelling::capital;
use crate::report::document::{Block, Document};
use crate::workflow::check;
use crate::workflow::reading::{self, Of, Reading};

use super::Keys;

/// Every key, place by place.
pub fn keys(document: &mut Document, keys: Keys) {
    for (place, keys) in keys() {
        document.heading(2, place);
        document.blocks.push(Block::Facts(keys));
    }
}

/// What can be read of several records, with the command of each.
pub fn sheets(document: &mut Document, _: Keys) {
    document.heading(2, "What there is");
    let fact = |reading: &'static Reading| {
        let under = |register: &Register, name: &str| format!("{} {name}", register.command());
        let command = match (reading.beside, reading.of) {
            (Some(operation), _) => {
                operation.register.map_or(operation.name().to_owned(), |register| under(register, operation.name()))
            }
            (None, Of::File | Of::Any) => reading.name.to_owned(),
            (None, _) => under(reading.register, reading.name),
        };
        (command, reading.about.to_owned())
    };
    document.blocks.push(Block::Facts(reading::all().map(fact).collect()));
}

/// Every check, in the order of the clauses.
pub fn checks(document: &mut Document, _: Keys) {
    document.heading(2, "What is checked");
    let fact =
        |check: &&check::Check| (check.name.to_owned(), format!("{} ({})", check.says, check.clauses.join(", ")));
    document.blocks.push(Block::Facts(check::all().iter().map(fact).collect()));
}

/// Every fixed word of documents, section by section, under its key.
pub fn wording(document: &mut Document, _: Keys) {
    for (section, words) in house::fixed_words() {
        document.heading(2, format!("[{section}]"));
        let fact = |(key, texts): (&str, Vec<String>)| (key.to_owned(), texts.join(" / ").replace('\n', " "));
        document.blocks.push(Block::Facts(words.into_iter().map(fact).collect()));
    }
}

/// Every register: what it is for, by which references its records are called, which clause it serves.
pub fn registers(document: &mut Document, _: Keys) {
    let fact = |register: &'static Register| {
        let told = format!("{} ({}-1; clause {})", register.about, register.prefix, register.clause);
        (register.command(), told)
    };
    document.blocks.push(Block::Facts(CATALOGUE.registers().map(fact).collect()));
}

/// Every register with its fields, in the order of the alphabet.
pub fn glossary(document: &mut Document, _: Keys) {
    let mut registers: Vec<_> = CATALOGUE.registers().collect();
    registers.sort_by_key(|register| register.plural.to_lowercase());
    for register in registers {
        let name = format!("{}{}", capital(register.plural), formerly(register.was));
        let title = format!("{name} ({}, {})", register.prefix, register.clause);
        document.heading(2, title);
        document.paragraph(register.about);
        document.blocks.push(Block::Facts(register.fields.iter().map(meaning).collect()));
    }
}

/// A field with what it holds; of a choice the words, and what is typed for them where that is something else.
fn meaning(field: &Field) -> (String, String) {
    let word = |choice: &Choice| match choice.label.to_lowercase() {
        label if label == choice.key => label,
        _ => format!("{} ({})", choice.label, choice.key),
    };
    let formerly_in_brackets = |was| match formerly(was).strip_prefix(", ") {
        Some(formerly) => format!(" ({formerly})"),
        None => String::new(),
    };
    let choices = field.kind.choices().iter();
    let words: Vec<_> = choices.map(|choice| word(choice) + &formerly_in_brackets(choice.was)).collect();
    let choices = if words.is_empty() { String::new() } else { format!(" One of: {}.", words.join(", ")) };
    (format!("{}{}", field.label, formerly(field.was)), format!("{}{choices}", field.help))
}

/// What something was called before, behind its word of today: `, formerly sort`.
fn formerly(was: &[&str]) -> String {
    let typed: Vec<_> = was.iter().map(|was| was.replace('_', "-")).collect();
    if typed.is_empty() { String::new() } else { format!(", formerly {}", typed.join(" or ")) }
}
