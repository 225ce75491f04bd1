//! The words of documents as files have them (TOML): read, and checked against the words that there are. What is wrong is told
//! with its line and its key.

use std::fmt;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::domain::spelling::closest;

use super::order::{MinutesPart, PackPart, fault};
use super::shipped::Shipped;
use super::texts::{Text, Texts, strings};
use super::words::{DECLARED, declared};

/// What is wrong in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub line: usize,
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        write!(formatter, "line {}: {}", self.line, self.what)
    }
}

/// What stands under a key.
enum Shape {
    /// A text with these places to be filled in; of a `count`, one for 1 and one for others may be told.
    Filled(&'static [&'static str]),
    /// The names of the months.
    Months,
    /// The parts of a document in their order.
    Order(Vec<&'static str>),
    /// What is called by the key, and nothing is filled in.
    Called,
}

/// The sections whose keys are names of other things: answers and states by their English words, figures, and inputs of the
/// review by their keys.
pub const NAMES: [&str; 3] = ["labels", "figures", "inputs"];

/// What stands under a key; none where no document asks for it. What is called by a name is known where a shipped file has it.
fn shape(key: &str, shipped: Option<&[&Shipped]>) -> Option<Shape> {
    match key {
        "dates.long" | "dates.short" => return Some(Shape::Months),
        "order.minutes" => return Some(Shape::Order(MinutesPart::ALL.iter().map(|one| one.key()).collect())),
        "order.pack" => return Some(Shape::Order(PackPart::ALL.iter().map(|one| one.key()).collect())),
        _ => {}
    }
    if let Some(one) = declared(key) {
        return Some(Shape::Filled(one.filled));
    }
    let (section, _) = key.split_once('.')?;
    (NAMES.contains(&section) && shipped.is_none_or(|files| files.iter().any(|one| one.get(key).is_some())))
        .then_some(Shape::Called)
}

/// Reads a file; beside its texts stands everything that is wrong with it. The names that it may call otherwise are those of the
/// shipped files, where they are given, and nothing is called as something else is in any of these.
pub fn read(source: &str, shipped: Option<&[&Shipped]>) -> (Texts, Vec<Fault>) {
    let table = match DeTable::parse(source) {
        Ok(table) => table,
        Err(error) => {
            let line = error.span().map_or(1, |span| line(source, span.start));
            return (Texts::new(), vec![Fault { line, what: error.message().to_owned() }]);
        }
    };
    let (mut texts, mut faults) = (Texts::new(), Vec::new());
    for (section, held) in table.get_ref() {
        let DeValue::Table(held) = held.get_ref() else {
            let what = format!("“{}” stands in no section, such as [frame]", section.get_ref());
            faults.push(Fault { line: line(source, section.span().start), what });
            continue;
        };
        for (name, value) in held {
            let key = format!("{}.{}", section.get_ref(), name.get_ref());
            let said =
                text(&key, value, shipped).and_then(|text| match shipped.and_then(|files| taken(&key, &text, files)) {
                    Some(what) => Err(what),
                    None => Ok(text),
                });
            match said {
                Ok(text) => drop(texts.insert(key, text)),
                Err(what) => faults.push(Fault { line: line(source, name.span().start), what }),
            }
        }
    }
    faults.sort_by_key(|fault| fault.line);
    (texts, faults)
}

fn line(source: &str, at: usize) -> usize {
    source.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() + 1
}

/// That some words are the house's own is told in words that are not.
const ALWAYS: [&str; 2] = ["frame.own_words", "frame.own_word"];

/// Why a text can't stand under a key in place of the shipped ones: something else is called so, and whoever reads it would take
/// the one for the other.
fn taken(key: &str, said: &Text, shipped: &[&Shipped]) -> Option<String> {
    if ALWAYS.contains(&key) {
        return Some(format!("“{key}” is said as it is, and not otherwise"));
    }
    let section = key.split_once('.').map_or("", |(section, _)| section);
    if ["dates", "order"].contains(&section) {
        return None;
    }
    let own: Vec<String> = shipped.iter().filter_map(|file| file.get(key)).flat_map(letters).collect();
    let name = if section == "labels" { letters(&Text(vec![key.replacen("labels.", "", 1)])) } else { Vec::new() };
    let said: Vec<String> = letters(said).into_iter().filter(|one| !own.contains(one) && !name.contains(one)).collect();
    let called = |other: &String, text: &Text| {
        let label = other.strip_prefix("labels.").map(|label| Text(vec![label.to_owned()]));
        letters(text).into_iter().chain(label.iter().flat_map(letters)).any(|one| said.contains(&one))
    };
    let mut others = shipped.iter().flat_map(|file| file.texts()).filter(|(other, _)| other.as_str() != key);
    let (other, _) = others.find(|(other, text)| called(other, text))?;
    Some(format!("“{key}” would be called as “{other}” is, and one be taken for the other"))
}

/// Texts as they are told from others: their letters, whatever is filled in, in small ones.
fn letters(text: &Text) -> Vec<String> {
    let told = |one: &String| {
        let words: String = pieces(one).filter_map(Result::ok).collect();
        words.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    text.0.iter().map(told).filter(|one| !one.is_empty()).collect()
}

/// The text under a key, or why it is none.
fn text(key: &str, value: &Spanned<DeValue>, shipped: Option<&[&Shipped]>) -> Result<Text, String> {
    let Some(shape) = shape(key, shipped) else { return Err(unknown(key, shipped)) };
    let said = strings(value).ok_or_else(|| format!("“{key}” is no text"))?;
    if said.iter().any(|one| one.trim().is_empty()) {
        return Err(format!("“{key}” says nothing"));
    }
    let count = said.len();
    match shape {
        Shape::Months if count != 12 => Err(format!("“{key}” names {count} months, and a year has 12")),
        Shape::Order(parts) => fault(key, &said, &parts).map_or(Ok(()), Err),
        Shape::Filled(places) if count == 2 && places.contains(&"count") => places_of(key, &said[1], places),
        Shape::Filled(_) | Shape::Called if count != 1 => Err(format!("“{key}” is one text, and {count} are said")),
        Shape::Filled(places) => places_of(key, &said[0], places),
        Shape::Months | Shape::Called => Ok(()),
    }?;
    Ok(Text(said))
}

fn unknown(key: &str, shipped: Option<&[&Shipped]>) -> String {
    let declared = DECLARED.iter().map(|one| one.key);
    let files = shipped.into_iter().flatten();
    let named = files.flat_map(|file| NAMES.iter().flat_map(|name| file.section(name))).map(|(key, _)| key.as_str());
    let near = closest(key, declared.chain(named).chain(["dates.long", "dates.short", "order.minutes", "order.pack"]));
    let near = near.map_or(String::new(), |near| format!("; did you mean {near}?"));
    format!("no document asks for “{key}”{near}")
}

/// Whether a text has each of these places once at least, and no other.
fn places_of(key: &str, text: &str, places: &[&str]) -> Result<(), String> {
    let found: Vec<&str> = pieces(text).filter_map(|piece| piece.err()).collect();
    if let Some(missing) = places.iter().find(|place| !found.contains(*place)) {
        return Err(format!("“{key}” leaves out {{{missing}}}"));
    }
    match found.iter().find(|place| !places.contains(*place)) {
        Some(other) => Err(format!("nothing fills {{{other}}} in “{key}”")),
        None => Ok(()),
    }
}

/// The pieces of a text: its words, and in their place the names of what is filled in.
pub fn pieces(text: &str) -> impl Iterator<Item = Result<&str, &str>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let place = rest.strip_prefix('{').and_then(|inner| inner.split_once('}'));
        if let Some((name, after)) = place {
            rest = after;
            return Some(Err(name));
        }
        let end = rest.char_indices().skip(1).find(|(_, sign)| *sign == '{').map_or(rest.len(), |(at, _)| at);
        let (words, after) = rest.split_at(end);
        rest = after;
        Some(Ok(words))
    })
}
