//! Conditions as people type them: `state=open`, `due=..fri`, `owner=me`, `what~bias`.

use crate::domain::catalogue::CATALOGUE;
use crate::domain::field::{Field, Kind};
use crate::domain::register::Register;
use crate::domain::typed;
use crate::domain::value::{Decimal, Duration, Money, Value};
use crate::store::list::{Filter, Order};
use crate::store::{Error, View};

use super::Trouble;
use super::entry::{self, Reader};

mod sign;

use sign::{LETTERS, Sign, Spelled};

/// What a list can be narrowed by, for help.
pub const SYNTAX: &str = "FIELD=VALUE, FIELD=A,B (either), FIELD!=VALUE, FIELD=FROM..TO (either end may be left out), \
                          FIELD<VALUE, FIELD>=VALUE, FIELD~TEXT (contains), FIELD= (is empty), FIELD!= (is not empty), or \
                          words to be found; several stand in one pair of quotation marks or each in its own";

/// The condition that finds what is no longer proven.
pub const FALLEN: &str = "proven=no";

/// What a person asks of a list: conditions, and words that are no condition.
#[derive(Debug, Default)]
pub struct Wanted {
    pub filters: Vec<Filter>,
    pub words: Option<String>,
    /// Conditions that were spelled otherwise, each as it was typed and as it was read.
    pub told: Vec<(String, String)>,
}

/// The most words of which the name of a column or an answer is made up.
const LONGEST: usize = 6;

/// Splits a line into the terms that [`read`] reads: at blanks, but within quotation marks and within a column or a value
/// that is called by several words: `days late=1..`, `status=on target`, `owner=Ben Okafor`.
pub fn terms(register: &'static Register, line: &str, reader: &Reader) -> Vec<String> {
    split(register, line, &|field, words| is_called(field, words, reader))
}

/// The terms of what was typed as words of a command: each by itself, but one that holds several conditions, or words before
/// one, is a line of its own, and so are all of them where a sign stands apart from its column or its value.
pub fn typed(register: &'static Register, typed: &[String], reader: &Reader) -> Vec<String> {
    let apart = |one: &String| one.starts_with(LETTERS) || one.ends_with(['<', '>', '~', '≤', '≥', '≠']);
    if typed.len() > 1 && typed.iter().any(apart) {
        return terms(register, &typed.join(" "), reader);
    }
    let of = |one: &String| {
        let terms = terms(register, one, reader);
        let begins = terms.first().is_some_and(|first| column(register, first).is_none());
        let conditions = terms.iter().filter(|term| column(register, term).is_some()).count();
        if conditions > 1 || (begins && conditions > 0) { terms } else { vec![one.clone()] }
    };
    typed.iter().flat_map(of).collect()
}

/// The column of which a term says something; none where it is words.
fn column(register: &'static Register, term: &str) -> Option<&'static Field> {
    entry::column(register, Spelled::of(term)?.name).ok()
}

/// The register of which a word says a condition, for what finds by words alone.
pub fn condition_of(word: &str) -> Option<&'static Register> {
    let name = Spelled::of(word)?.name;
    CATALOGUE.registers().find(|register| entry::column(register, name).is_ok())
}

/// Whether a value of a field is called by these words.
fn is_called(field: &'static Field, words: &str, reader: &Reader) -> bool {
    match field.kind {
        Kind::Choice(choices) | Kind::Choices(choices) => {
            choices.iter().any(|choice| choice.label.to_lowercase() == words.to_lowercase())
        }
        Kind::Date => typed::days(field, words, reader.circumstances()).is_some(),
        kind => kind.target().is_some_and(|target| reader.record(target, words).is_ok()),
    }
}

fn split(register: &'static Register, line: &str, is_called: &dyn Fn(&'static Field, &str) -> bool) -> Vec<String> {
    let mut terms: Vec<String> = Vec::new();
    let mut left = words(line).into_iter().peekable();
    while let Some(mut term) = left.next() {
        let Some(name) = Spelled::of(&term).map(|spelled| spelled.name.to_owned()) else {
            terms.push(term);
            continue;
        };
        let column = |before: &[String]| {
            entry::column(register, [before, std::slice::from_ref(&name)].concat().join(" ").trim()).ok()
        };
        let ends = |many: usize| terms.len() - many;
        let found = (0..LONGEST.min(terms.len() + 1)).find_map(|many| Some((many, column(&terms[ends(many)..])?)));
        let before = terms.split_off(ends(found.map_or(0, |(many, _)| many)));
        term = [before, vec![term]].concat().join(" ");
        let rest: Vec<String> = left.clone().take(LONGEST).take_while(|word| !word.contains(LETTERS)).collect();
        let whole = |many: &usize| {
            let term = format!("{term} {}", rest[..*many].join(" "));
            let last = term.rsplit(|c| c == ',' || LETTERS.contains(&c)).next().unwrap_or_default();
            let last = last.rsplit_once("..").map_or(last, |(_, to)| to).trim();
            found.is_some_and(|(_, field)| is_called(field, last))
        };
        let more = (1..=rest.len()).rev().find(whole);
        for word in left.by_ref().take(more.unwrap_or(0)) {
            term = format!("{term} {word}");
        }
        terms.push(term);
    }
    terms
}

/// The words of a line; what stands within quotation marks is one.
pub fn words(line: &str) -> Vec<String> {
    let (mut words, mut quoted, mut fresh) = (Vec::<String>::new(), false, true);
    for c in line.chars() {
        match c {
            '"' | '“' | '”' => quoted = !quoted,
            c if c.is_whitespace() && !quoted => fresh = true,
            c => match words.last_mut().filter(|_| !fresh) {
                Some(word) => word.push(c),
                None => {
                    words.push(c.into());
                    fresh = false;
                }
            },
        }
    }
    words
}

/// Reads conditions and words.
///
/// # Errors
/// [`Trouble::Input`] where something is spelled as a condition and is none: nothing would be found by it, and nobody would
/// know why.
pub fn read(register: &'static Register, terms: &[String], reader: &mut Reader) -> Result<Wanted, Trouble> {
    let mut wanted = Wanted::default();
    let mut words = Vec::new();
    for term in terms {
        match Spelled::of(term) {
            Some(spelled) => {
                wanted.filters.push(condition(register, spelled, reader)?);
                wanted.told.extend(spelled.told().map(|read| (term.clone(), read)));
            }
            None => {
                no_colon(register, term)?;
                words.push(term.as_str());
            }
        }
    }
    wanted.words = (!words.is_empty()).then(|| words.join(" "));
    Ok(wanted)
}

/// A word that other programs take for a condition: `owner:ben`.
fn no_colon(register: &'static Register, term: &str) -> Result<(), Trouble> {
    let Some((name, text)) = term.split_once(':').filter(|(_, text)| !text.is_empty()) else { return Ok(()) };
    match entry::column(register, name) {
        Ok(field) => Err(Trouble::Input(format!("“{term}” is no condition; did you mean {}={text}?", field.name))),
        Err(_) => Ok(()),
    }
}

fn condition(register: &'static Register, term: Spelled, reader: &mut Reader) -> Result<Filter, Trouble> {
    let Spelled { name, typed, text } = term;
    if name.is_empty() {
        return Err(Trouble::Input(format!("“{typed}{text}” names no field; type FIELD{typed}{text}")));
    }
    let field = entry::column(register, name)?;
    reader.former.extend(entry::former(register, name));
    let sign = term.sign().map_err(Trouble::Input)?;
    let negated = sign == Sign::IsNot;
    match sign {
        Sign::Contains if !matches!(field.kind, Kind::Text | Kind::LongText) => {
            Err(Trouble::Input(format!("{} can't be searched with ~; type {}=VALUE", field.label, field.name)))
        }
        Sign::Contains if text.trim().is_empty() => {
            Err(Trouble::Input(format!("What {} contains is missing; type {}~TEXT", field.label, field.name)))
        }
        Sign::Contains => Ok(Filter::Contains(field, text.to_owned())),
        Sign::Less { .. } | Sign::More { .. } => compared(field, term, sign, reader),
        Sign::Is | Sign::IsNot if field.kind == Kind::File && !text.is_empty() => Err(Trouble::Input(format!(
            "{} can only be empty ({name}=) or not ({name}!=)",
            field.label,
            name = field.name
        ))),
        Sign::Is | Sign::IsNot => Ok(match (text, negated) {
            ("", false) => Filter::Empty(field),
            ("", true) => Filter::Filled(field),
            (text, false) if text.contains("..") && is_ordered(field) => range(field, text, reader)?,
            (text, false) if typed::days(field, text, reader.circumstances()).is_some_and(|days| !days.is_day()) => {
                let (first, last) = ends(field, text, reader)?;
                Filter::Between(field, first, last)
            }
            (text, negated) => {
                let values = values(field, text, reader)?;
                if negated { Filter::IsNot(field, values) } else { Filter::Is(field, values) }
            }
        }),
    }
}

fn is_ordered(field: &Field) -> bool {
    matches!(field.kind, Kind::Date | Kind::Instant | Kind::Number | Kind::Decimal(_) | Kind::Money | Kind::Duration)
}

/// The first and the last value that a text means: of a month, its days.
fn ends(field: &'static Field, text: &str, reader: &mut Reader) -> Result<(Option<Value>, Option<Value>), Trouble> {
    if let Some(days) = typed::days(field, text, reader.circumstances()) {
        return Ok((Some(Value::Date(days.first)), Some(Value::Date(days.last))));
    }
    let value = reader.value(field, text)?;
    Ok((value.clone(), value))
}

/// What is before or after a value, or at it.
fn compared(field: &'static Field, term: Spelled, sign: Sign, reader: &mut Reader) -> Result<Filter, Trouble> {
    let name = field.name;
    if !is_ordered(field) {
        let what = format!("{} has no order, in which < and > could be; type {name}=VALUE", field.label);
        return Err(Trouble::Input(what));
    }
    let (Some(first), Some(last)) = ends(field, term.text, reader)? else {
        let what = format!("What {} is compared with is missing; type {name}{}VALUE", field.label, term.typed);
        return Err(Trouble::Input(what));
    };
    Ok(match sign {
        Sign::Less { at: true } => Filter::Between(field, None, Some(last)),
        Sign::Less { at: false } => Filter::Between(field, None, beside(&first, true)),
        Sign::More { at: true } => Filter::Between(field, Some(first), None),
        _ => Filter::Between(field, beside(&last, false), None),
    })
}

/// The last value before another, or the first after it.
fn beside(value: &Value, before: bool) -> Option<Value> {
    let step = if before { -1 } else { 1 };
    Some(match *value {
        Value::Date(day) => Value::Date(if before { day.pred_opt()? } else { day.succ_opt()? }),
        Value::Number(number) => Value::Number(number.checked_add(step)?),
        Value::Decimal(one) => Value::Decimal(Decimal { scaled: one.scaled.checked_add(step)?, ..one }),
        Value::Money(one) => Value::Money(Money { minor: one.minor.checked_add(step)?, ..one }),
        Value::Duration(one) => Value::Duration(Duration { minutes: one.minutes.checked_add(step)? }),
        Value::Instant(at) => Value::Instant(at.checked_add_signed(chrono::TimeDelta::milliseconds(step))?),
        _ => return None,
    })
}

fn range(field: &'static Field, text: &str, reader: &mut Reader) -> Result<Filter, Trouble> {
    let (from, to) = text.split_once("..").unwrap_or((text, text));
    let ((first, _), (_, last)) = (ends(field, from, reader)?, ends(field, to, reader)?);
    if let (Some(first), Some(last)) = (&first, &last)
        && comes_after(first, last)
    {
        let name = field.name;
        return Err(Trouble::Input(format!("{name}={text} ends before it begins; did you mean {name}={to}..{from}?")));
    }
    Ok(Filter::Between(field, first, last))
}

/// Whether one value of a field that has an order comes after another.
fn comes_after(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Date(one), Value::Date(other)) => one > other,
        (Value::Instant(one), Value::Instant(other)) => one > other,
        (Value::Number(one), Value::Number(other)) => one > other,
        (Value::Decimal(one), Value::Decimal(other)) => one.scaled > other.scaled,
        (Value::Money(one), Value::Money(other)) => one.currency == other.currency && one.minor > other.minor,
        (Value::Duration(one), Value::Duration(other)) => one.minutes > other.minutes,
        _ => false,
    }
}

/// The values between commas; each stands for itself, so that a list of choices means any of them.
fn values(field: &'static Field, text: &str, reader: &mut Reader) -> Result<Vec<Value>, Trouble> {
    let mut values = Vec::new();
    let parts: Vec<&str> =
        if matches!(field.kind, Kind::Text | Kind::LongText) { vec![text] } else { text.split(',').collect() };
    for part in parts {
        match reader.value(field, part)? {
            Some(Value::Links(ids)) => values.extend(ids.into_iter().map(Value::Link)),
            Some(Value::Choices(keys)) => values.extend(keys.into_iter().map(Value::Choice)),
            other => values.extend(other),
        }
    }
    Ok(values)
}

/// Reads an order: a field's name, with `-` before it for the reverse, or `number`.
pub fn order(register: &'static Register, text: &str) -> Result<Order, Trouble> {
    let (descending, name) = text.strip_prefix('-').map_or((false, text), |name| (true, name));
    if name == "number" {
        return Ok(Order { field: None, descending });
    }
    let field = entry::column(register, name)?;
    if field.sorted {
        return Ok(Order { field: Some(field), descending });
    }
    let orders: Vec<_> = register.orders().map(|field| field.name).collect();
    Err(Trouble::Input(format!("The list can't be sorted by {name}; it can by number, {}", orders.join(", "))))
}

/// Conditions as they are typed: what [`read`] reads again. Records are named by their references.
pub fn spell(filters: &[Filter], view: View) -> Result<String, Error> {
    let mut terms = Vec::new();
    for filter in filters {
        let values = |values: &[Value]| -> Result<String, Error> {
            let texts = values.iter().map(|value| spell_value(value, view)).collect::<Result<Vec<_>, _>>()?;
            Ok(texts.join(","))
        };
        let end = |value: &Option<Value>| value.as_ref().map_or(Ok(String::new()), |value| spell_value(value, view));
        terms.push(match filter {
            Filter::Is(field, is) => format!("{}={}", field.name, values(is)?),
            Filter::IsNot(field, is) => format!("{}!={}", field.name, values(is)?),
            Filter::Between(field, from, to) => format!("{}={}..{}", field.name, end(from)?, end(to)?),
            Filter::Contains(field, text) | Filter::Words(field, text) => format!("{}~{text}", field.name),
            Filter::Empty(field) => format!("{}=", field.name),
            Filter::Filled(field) => format!("{}!=", field.name),
        });
    }
    Ok(terms.join(" "))
}

fn spell_value(value: &Value, view: View) -> Result<String, Error> {
    Ok(match value {
        Value::Choice(key) => (*key).to_owned(),
        Value::YesNo(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::Date(day) => day.to_string(),
        Value::Link(id) => view.reference(*id)?.map_or_else(|| id.to_string(), |reference| reference.to_string()),
        Value::Text(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Decimal(decimal) => decimal.to_string(),
        Value::Money(money) => money.to_string(),
        Value::Duration(duration) => duration.to_string().replace(' ', ""),
        Value::Instant(at) => crate::domain::value::spell_instant(*at),
        Value::Choices(keys) => keys.join(","),
        Value::Links(_) | Value::File(_) | Value::Content(_) | Value::Erased => String::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{kpi, nonconformity};

    #[test]
    fn names_of_several_words_are_read_whole() {
        for (register, line, wanted) in [
            (&kpi::REGISTER, "status=on target", &["status=on target"][..]),
            (
                &kpi::REGISTER,
                "claims  status=On Target,watch trend=improving bias",
                &["claims", "status=On Target,watch", "trend=improving", "bias"],
            ),
            (&kpi::REGISTER, "status=\"no recent value\"", &["status=no recent value"]),
            (&kpi::REGISTER, "latest period to=..2026-01-01", &["latest period to=..2026-01-01"]),
            (
                &nonconformity::REGISTER,
                "late days late=15.. state=awaiting effectiveness review",
                &["late", "days late=15..", "state=awaiting effectiveness review"],
            ),
            (&nonconformity::REGISTER, "nothing known=x of it", &["nothing", "known=x", "of", "it"]),
            (&nonconformity::REGISTER, "", &[]),
        ] {
            let label = |field: &'static Field, words: &str| {
                field.kind.choices().iter().any(|choice| choice.label.to_lowercase() == words.to_lowercase())
            };
            assert_eq!(split(register, line, &label), wanted, "{line}");
        }
    }
}
