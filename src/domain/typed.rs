//! What people type into a field, read as that field's kind.

use chrono::{DateTime, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};

use super::field::{Choice, Field, Kind};
use super::former;
use super::value::{Decimal, Duration, Instant, Money, Value};
use super::when::{self, Span, Tense};
use super::zone::Zone;

/// The circumstances in which something is typed.
#[derive(Debug, Clone)]
pub struct Circumstances {
    pub now: Instant,
    /// The later of this moment and what the clock of the last transaction said: by it is told which day it is where days
    /// count, so that nobody gains or loses any by putting the clock back.
    pub latest: Instant,
    /// The organisation's time zone.
    pub zone: Zone,
}

impl Circumstances {
    /// Today in the organisation's time zone.
    pub fn today(&self) -> NaiveDate {
        self.day_of(self.latest)
    }

    /// The day of a moment there.
    pub fn day_of(&self, at: Instant) -> NaiveDate {
        at.with_timezone(&self.zone).date_naive()
    }

    /// The first moment of a day there; where the clocks skip midnight, the moment to which they skip. `None` out of
    /// the range of dates.
    pub fn start_of(&self, day: NaiveDate) -> Option<Instant> {
        let midnight = day.and_hms_opt(0, 0, 0)?;
        let moments = (0..=180).filter_map(|minutes| midnight.checked_add_signed(chrono::TimeDelta::minutes(minutes)));
        moments
            .filter_map(|moment| self.zone.from_local_datetime(&moment).earliest())
            .next()
            .map(|start| start.to_utc())
    }
}

/// What a typed text says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    /// Nothing: the field is to be empty.
    Empty,
    Value(Value),
    /// Records, by whatever people call them; still to be found.
    Names(Vec<String>),
    /// A file to be read.
    Path(String),
}

/// Reads what was typed into a field.
///
/// # Errors
/// One sentence that says what the field takes.
pub fn read(field: &Field, text: &str, circumstances: &Circumstances) -> Result<Typed, String> {
    let text = if field.kind == Kind::LongText { text } else { text.trim() };
    if text.trim().is_empty() {
        return Ok(Typed::Empty);
    }
    let wrong = |takes: &str| format!("{}: “{text}” can't be read; {takes}", field.label);
    let number = |takes: &str| match Decimal::both(text) {
        Some([point, whole]) => {
            format!("{}: “{text}” can mean {point} or {whole}; type the one that is meant", field.label)
        }
        None => wrong(takes),
    };
    let value = match field.kind {
        Kind::Text | Kind::LongText => Value::Text(text.to_owned()),
        Kind::Number => {
            Value::Number(Decimal::parse(text, 0).ok_or_else(|| number("type a whole number such as 12"))?.scaled)
        }
        Kind::Decimal(scale) => Value::Decimal(
            Decimal::parse(text, scale)
                .ok_or_else(|| number(&format!("type a number with a point and at most {scale} digits after it")))?,
        ),
        Kind::Money => {
            Value::Money(Money::parse(text).ok_or_else(|| wrong("type a currency and an amount: EUR 1200.50"))?)
        }
        Kind::Date => {
            let day = when::date(text, circumstances.today(), tense(field));
            Value::Date(day.ok_or_else(|| wrong(when::EXAMPLES))?)
        }
        Kind::Instant => Value::Instant(
            instant(text, circumstances)
                .ok_or_else(|| wrong("type a date and a time: 2026-12-12 14:30, or a time today"))?,
        ),
        Kind::YesNo => match text.to_lowercase().as_str() {
            "yes" | "y" | "true" => Value::YesNo(true),
            "no" | "n" | "false" => Value::YesNo(false),
            _ => return Err(wrong("type yes or no")),
        },
        Kind::Choice(choices) => Value::Choice(choose(choices, text).ok_or_else(|| wrong(&offer(choices)))?),
        Kind::Choices(choices) => {
            let mut keys = Vec::new();
            for part in parts(text) {
                keys.push(choose(choices, part).ok_or_else(|| wrong(&offer(choices)))?);
            }
            if keys.is_empty() {
                return Ok(Typed::Empty);
            }
            let ordered = choices.iter().map(|choice| choice.key).filter(|key| keys.contains(key));
            Value::Choices(ordered.collect())
        }
        Kind::Link(_) | Kind::Person => return Ok(Typed::Names(vec![text.to_owned()])),
        Kind::Links(_) => {
            let names: Vec<_> = parts(text).map(str::to_owned).collect();
            return Ok(if names.is_empty() { Typed::Empty } else { Typed::Names(names) });
        }
        Kind::Duration => {
            Value::Duration(Duration::parse(text).ok_or_else(|| wrong("type hours and minutes: 1h30 or 45m"))?)
        }
        Kind::File => return Ok(Typed::Path(text.to_owned())),
    };
    field.check(&value)?;
    Ok(Typed::Value(value))
}

/// The days that a text means in a field of days: one, or all of a week, a month, a quarter or a year.
pub fn days(field: &Field, text: &str, circumstances: &Circumstances) -> Option<Span> {
    if field.kind == Kind::Date { when::span(text, circumstances.today(), tense(field)) } else { None }
}

const fn tense(field: &Field) -> Tense {
    if field.past { Tense::Past } else { Tense::Coming }
}

fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|part| !part.is_empty())
}

/// The choice that a text means: its key or label, what it was called before, or an unmistakable beginning of one.
fn choose(choices: &'static [Choice], text: &str) -> Option<&'static str> {
    let text = text.to_lowercase();
    let whole = choices.iter().find(|choice| choice.key == text || choice.label.to_lowercase() == text);
    if let Some(choice) = whole.or_else(|| former::choice(choices, &text)) {
        return Some(choice.key);
    }
    let starts = |choice: &&Choice| choice.key.starts_with(&text) || choice.label.to_lowercase().starts_with(&text);
    let mut beginning = choices.iter().filter(starts);
    match (beginning.next(), beginning.next()) {
        (Some(choice), None) => Some(choice.key),
        _ => None,
    }
}

fn offer(choices: &[Choice]) -> String {
    let told = |choice: &Choice| match choice.label.to_lowercase() {
        label if label == choice.key.replace(['_', '-'], " ") => choice.key.to_owned(),
        _ => format!("{} ({})", choice.key, choice.label),
    };
    format!("type one of: {}", choices.iter().map(told).collect::<Vec<_>>().join(", "))
}

fn instant(text: &str, circumstances: &Circumstances) -> Option<Instant> {
    if text == "now" {
        return Some(circumstances.now);
    }
    if let Ok(instant) = DateTime::parse_from_rfc3339(text) {
        return to_millisecond(instant.with_timezone(&Utc));
    }
    let time = |text: &str| NaiveTime::parse_from_str(text, "%H:%M").ok();
    let local = match text.rsplit_once([' ', 'T']) {
        Some((day, clock)) => NaiveDateTime::new(when::date(day, circumstances.today(), Tense::Coming)?, time(clock)?),
        None => NaiveDateTime::new(circumstances.today(), time(text)?),
    };
    // An hour that the clocks repeat is taken the first time; one that they skip does not exist.
    match circumstances.zone.from_local_datetime(&local) {
        LocalResult::Single(instant) | LocalResult::Ambiguous(instant, _) => {
            to_millisecond(instant.with_timezone(&Utc))
        }
        LocalResult::None => None,
    }
}

fn to_millisecond(instant: Instant) -> Option<Instant> {
    DateTime::from_timestamp_millis(instant.timestamp_millis())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn circumstances() -> Circumstances {
        let now = "2026-11-23T23:30:00Z".parse().unwrap();
        Circumstances { now, latest: now, zone: Zone::named("Europe/Berlin").unwrap() }
    }

    #[test]
    fn today_follows_the_organisation_s_time_zone() {
        assert_eq!(circumstances().today().to_string(), "2026-11-24");
    }

    #[test]
    fn hours_that_do_not_exist_are_refused_and_repeated_ones_taken_once() {
        let read = |text: &str| instant(text, &circumstances()).map(super::super::value::spell_instant);
        assert_eq!(read("2027-03-28 02:30"), None);
        assert_eq!(read("2026-10-25 02:30").as_deref(), Some("2026-10-25T00:30:00.000Z"));
        assert_eq!(read("2026-12-12 14:30").as_deref(), Some("2026-12-12T13:30:00.000Z"));
        assert_eq!(read("14:30").as_deref(), Some("2026-11-24T13:30:00.000Z"));
        assert_eq!(read("2026-12-12T14:30:00+05:00").as_deref(), Some("2026-12-12T09:30:00.000Z"));
    }

    #[test]
    fn a_choice_is_known_by_key_label_or_unmistakable_beginning() {
        let field = &Field::new("stage", "Stage", "", Kind::Choice(crate::domain::system::Stage::CHOICES));
        let read = |text: &str| read(field, text, &circumstances());
        assert_eq!(read("Operation and monitoring"), Ok(Typed::Value(Value::Choice("operation"))));
        assert_eq!(read("oper"), Ok(Typed::Value(Value::Choice("operation"))));
        assert!(read("re").is_err(), "re-evaluation and retired");
        assert!(read("nowhere").unwrap_err().contains("type one of: inception, "));
    }
}
