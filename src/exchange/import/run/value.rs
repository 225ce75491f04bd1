//! Words of a file read as the value of a field.

use iso_currency::Currency;

use crate::domain::field::{Choice, Kind};
use crate::domain::typed::{self, Circumstances, Typed};
use crate::domain::value::Value;
use crate::exchange::import::bound::BoundField;
use crate::exchange::import::unread::{Reason, Unread};
use crate::exchange::import::{dates, fold, numbers};

/// The value that words mean; `None` where they are blank. An amount that names no currency has the one that is handed over.
/// Links are found elsewhere.
///
/// # Errors
/// Why they can't be read, as a sentence without the field's name.
pub fn read(
    field: &BoundField,
    words: &str,
    currency: Option<Currency>,
    circumstances: &Circumstances,
) -> Result<Option<Value>, Unread> {
    let declared = field.field;
    if words.trim().is_empty() {
        return Ok(None);
    }
    let sign = field.reading.sign.map(|found| found.is);
    let value = match declared.kind {
        Kind::Text => Value::Text(words.split_whitespace().collect::<Vec<_>>().join(" ")),
        // A choice may be called none; everything else that is called so is empty.
        Kind::Choice(choices) if fold::choice(choices, words).is_none() && fold::is_nothing(words) => return Ok(None),
        _ if is_nothing(declared.kind, words) => return Ok(None),
        Kind::Date => {
            let order = field.reading.order.map(|found| found.is);
            Value::Date(dates::read(words, dates::How { order, edge: field.edge, zone: &circumstances.zone })?)
        }
        Kind::YesNo => {
            Value::YesNo(fold::yes_no(words).ok_or_else(|| Unread::new(Reason::NoYesNo, "Neither yes nor no"))?)
        }
        Kind::Choice(choices) => {
            let key = fold::choice(choices, words);
            Value::Choice(key.ok_or_else(|| not_among(choices))?)
        }
        Kind::Choices(choices) => {
            let mut keys = Vec::new();
            for part in parts(words) {
                let meant = field.values.get(&fold::plain(part)).map_or(part, String::as_str);
                keys.push(fold::choice(choices, meant).ok_or_else(|| not_among(choices).about(part))?);
            }
            Value::Choices(choices.iter().map(|choice| choice.key).filter(|key| keys.contains(key)).collect())
        }
        Kind::Number | Kind::Decimal(_) => return typed(field, &numbers::read(words, sign)?, circumstances),
        Kind::Money => Value::Money(numbers::money(words, sign, currency)?),
        Kind::File => return Err("A file can't come in with a table: attach it to the record".to_owned().into()),
        _ => return typed(field, words, circumstances),
    };
    declared.check(&value)?;
    Ok(Some(value))
}

/// Whether words stand for nothing in a field of this kind; in a text they are its words.
pub fn is_nothing(kind: Kind, words: &str) -> bool {
    let asks = matches!(
        kind,
        Kind::Choices(_)
            | Kind::Date
            | Kind::YesNo
            | Kind::Number
            | Kind::Decimal(_)
            | Kind::Money
            | Kind::Duration
            | Kind::Instant
    );
    asks && fold::is_nothing(words)
}

/// The parts of a cell that holds several.
pub fn parts(words: &str) -> impl Iterator<Item = &str> {
    words.split([',', ';', '\n', '|']).map(str::trim).filter(|part| !part.is_empty())
}

fn typed(field: &BoundField, words: &str, circumstances: &Circumstances) -> Result<Option<Value>, Unread> {
    match typed::read(field.field, words, circumstances)? {
        Typed::Value(value) => Ok(Some(value)),
        Typed::Empty | Typed::Names(_) | Typed::Path(_) => Ok(None),
    }
}

fn not_among(choices: &[Choice]) -> Unread {
    let labels: Vec<_> = choices.iter().map(|choice| choice.label).collect();
    Unread::new(Reason::NoAnswer, format!("None of: {}", labels.join(", ")))
}
