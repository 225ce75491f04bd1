//! Words of a file read as the value of a field.

use crate::domain::field::Kind;
use crate::domain::typed::{self, Circumstances, Typed};
use crate::domain::value::Value;
use crate::exchange::import::mapping::BoundField;
use crate::exchange::import::{dates, fold};

/// The value that words mean; `None` where they are blank. Links are found elsewhere.
///
/// # Errors
/// Why they can't be read, as a sentence without the field's name.
pub fn read(field: &BoundField, words: &str, circumstances: &Circumstances) -> Result<Option<Value>, String> {
    let declared = field.field;
    if words.trim().is_empty() {
        return Ok(None);
    }
    let value = match declared.kind {
        Kind::Text => Value::Text(words.split_whitespace().collect::<Vec<_>>().join(" ")),
        // A choice may be called none; everything else that is called so is empty.
        Kind::Choice(choices) if fold::choice(choices, words).is_none() && fold::is_nothing(words) => return Ok(None),
        Kind::Choices(_) | Kind::Date | Kind::YesNo | Kind::Number | Kind::Decimal(_) | Kind::Instant
            if fold::is_nothing(words) =>
        {
            return Ok(None);
        }
        Kind::Date => Value::Date(dates::read(words, field.order)?),
        Kind::YesNo => Value::YesNo(fold::yes_no(words).ok_or("Neither yes nor no")?),
        Kind::Choice(choices) => {
            let key = fold::choice(choices, words);
            Value::Choice(key.ok_or_else(|| not_among(choices))?)
        }
        Kind::Choices(choices) => {
            let mut keys = Vec::new();
            for part in parts(words) {
                let meant = field.values.get(&fold::plain(part)).map_or(part, String::as_str);
                keys.push(fold::choice(choices, meant).ok_or_else(|| not_among(choices))?);
            }
            Value::Choices(choices.iter().map(|choice| choice.key).filter(|key| keys.contains(key)).collect())
        }
        Kind::Number | Kind::Decimal(_) => return typed(field, &fold::number(words)?, circumstances),
        Kind::File => return Err("A file can't come in with a table: attach it to the record".to_owned()),
        _ => return typed(field, words, circumstances),
    };
    declared.check(&value)?;
    Ok(Some(value))
}

/// The parts of a cell that holds several.
pub fn parts(words: &str) -> impl Iterator<Item = &str> {
    words.split([',', ';', '\n', '|']).map(str::trim).filter(|part| !part.is_empty())
}

fn typed(field: &BoundField, words: &str, circumstances: &Circumstances) -> Result<Option<Value>, String> {
    match typed::read(field.field, words, circumstances)? {
        Typed::Value(value) => Ok(Some(value)),
        Typed::Empty | Typed::Names(_) | Typed::Path(_) => Ok(None),
    }
}

fn not_among(choices: &[crate::domain::field::Choice]) -> String {
    let labels: Vec<_> = choices.iter().map(|choice| choice.label).collect();
    format!("None of: {}", labels.join(", "))
}
