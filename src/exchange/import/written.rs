//! What a text says of a day, as spreadsheets write it: a day, two numbers and a year, or a longer time.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, Weekday};

use crate::domain::when::months::month;
use crate::domain::zone::Zone;

/// What a text says of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    Day(NaiveDate),
    /// Two numbers and a year: day and month in one order or the other.
    Numbers {
        first: u32,
        second: u32,
        year: i32,
        by: By,
    },
    Period(NaiveDate, NaiveDate),
}

/// What such numbers say of their order themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Points put the day first.
    Points,
    Others,
    /// The year may as well be the first of the three: `26-12-31`.
    Doubt,
}

/// The day of a moment, where a text is one.
fn moment(text: &str, zone: &Zone) -> Option<NaiveDate> {
    let at = DateTime::parse_from_rfc3339(text).ok();
    let at = at.or_else(|| DateTime::parse_from_str(&text.replace('Z', "+00:00"), "%Y-%m-%dT%H:%M%:z").ok());
    Some(at?.with_timezone(zone).date_naive())
}

/// What a text says of a day; nothing where it is none. A time behind it is left out; of a moment, it is the day in the zone.
pub fn written(text: &str, zone: &Zone) -> Option<Written> {
    let text = text.trim();
    if text.is_empty() || text.len() > 60 {
        return None;
    }
    if let Some(day) = moment(text, zone) {
        return plausible(Written::Day(day));
    }
    let plain = text.replace(['年', '月'], "-").replace('日', "");
    let day = match plain.split_once('T') {
        Some((day, time)) if day.len() == 10 && time.starts_with(|c: char| c.is_ascii_digit()) => day,
        _ => plain.as_str(),
    };
    let noise = |word: &&str| {
        let lower = word.trim_end_matches([',', '.']).to_lowercase();
        !word.contains(':')
            && lower.parse::<Weekday>().is_err()
            && !matches!(lower.as_str(), "am" | "pm" | "de" | "del" | "of" | "the" | "den")
    };
    let spaced = day.split_whitespace().filter(noise).collect::<Vec<_>>().join(" ");
    let dotted = spaced.contains('.') && !spaced.contains(['/', '-']);
    let parts: Vec<&str> = spaced.split([' ', '/', '-', '.', ',', '\'', '’']).filter(|part| !part.is_empty()).collect();
    if spaced.starts_with('-') {
        return None;
    }
    plausible(of_parts(&parts, if dotted { By::Points } else { By::Others }, spaced.contains('-'))?)
}

fn of_parts(parts: &[&str], by: By, dashed: bool) -> Option<Written> {
    if let Some(period) = week(parts).or_else(|| quarter(parts)) {
        return Some(period);
    }
    let number = |part: &str| -> Option<u32> { if part.len() <= 4 { digits(part)?.parse().ok() } else { None } };
    match *parts {
        [whole] if whole.len() == 8 && digits(whole).is_some() => {
            NaiveDate::parse_from_str(whole, "%Y%m%d").ok().map(Written::Day)
        }
        [year] if year.len() == 4 => of_year(number(year)?),
        [first, second] => match (month(first), month(second)) {
            (Some(month), None) => of_month(self::year(second)?, month),
            (None, Some(month)) if first.len() == 4 => of_month(self::year(first)?, month),
            (None, None) if first.len() == 4 && second.len() <= 2 => of_month(self::year(first)?, number(second)?),
            (None, None) if second.len() == 4 && first.len() <= 2 => of_month(self::year(second)?, number(first)?),
            _ => None,
        },
        [first, second, third] => match (month(first), month(second)) {
            (Some(month), None) => of_day(self::year(third)?, month, ordinal(second)?),
            (None, Some(month)) if first.len() == 4 => of_day(self::year(first)?, month, ordinal(third)?),
            (None, Some(month)) => of_day(self::year(third)?, month, ordinal(first)?),
            (None, None) if first.len() == 4 => of_day(self::year(first)?, number(second)?, number(third)?),
            (None, None) if first.len() <= 2 && second.len() <= 2 => {
                let by = if dashed && third.len() == 2 { By::Doubt } else { by };
                Some(Written::Numbers { first: number(first)?, second: number(second)?, year: self::year(third)?, by })
            }
            _ => None,
        },
        _ => None,
    }
}

/// `2026-W05`, `2026-W05-3`, `W05 2026`, `KW 5 2026`.
fn week(parts: &[&str]) -> Option<Written> {
    let named = |part: &str| {
        let lower = part.to_lowercase();
        let rest =
            ["week", "wk", "kw", "cw", "w"].iter().find_map(|name| lower.strip_prefix(name).map(str::to_owned))?;
        (rest.is_empty() || digits(&rest).is_some()).then_some(rest)
    };
    let place = parts.iter().position(|part| named(part).is_some())?;
    let inside = named(parts[place])?;
    let mut others: Vec<&str> =
        parts.iter().enumerate().filter(|(at, _)| *at != place).map(|(_, part)| *part).collect();
    let week = if inside.is_empty() {
        if place >= others.len() {
            return None;
        }
        others.remove(place).to_owned()
    } else {
        inside
    };
    let (year, day) = match *others {
        [year] => (year, None),
        [year, day] if place == 1 => (year, Some(day)),
        _ => return None,
    };
    let (year, week) = (self::year(year).filter(|_| year.len() == 4)?, week.parse().ok()?);
    let from = NaiveDate::from_isoywd_opt(year, week, Weekday::Mon)?;
    match day {
        Some(day) => {
            let day = digits(day)?.parse::<u64>().ok().filter(|day| (1..=7).contains(day))?;
            from.checked_add_days(Days::new(day - 1)).map(Written::Day)
        }
        None => Some(Written::Period(from, from.checked_add_days(Days::new(6))?)),
    }
}

/// `Q3 2026`, `2026 Q3`, `2026Q3`, `3Q26`.
fn quarter(parts: &[&str]) -> Option<Written> {
    let whole = parts.concat().to_lowercase();
    let (before, after) = whole.split_once('q').filter(|_| parts.len() <= 2)?;
    let (quarter, year) = match (before.len(), after.len()) {
        (0, 3 | 5) => after.split_at_checked(1)?,
        (4, 1) => (after, before),
        (1, 2 | 4) => (before, after),
        _ => return None,
    };
    let quarter = digits(quarter)?.parse::<u32>().ok().filter(|quarter| (1..=4).contains(quarter))?;
    let from = NaiveDate::from_ymd_opt(self::year(year)?, quarter * 3 - 2, 1)?;
    Some(Written::Period(from, last_of(from, 3)?))
}

fn of_year(year: u32) -> Option<Written> {
    let from = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, 1, 1)?;
    Some(Written::Period(from, last_of(from, 12)?))
}

fn of_month(year: i32, month: u32) -> Option<Written> {
    let from = NaiveDate::from_ymd_opt(year, month, 1)?;
    Some(Written::Period(from, last_of(from, 1)?))
}

fn of_day(year: i32, month: u32, day: u32) -> Option<Written> {
    NaiveDate::from_ymd_opt(year, month, day).map(Written::Day)
}

fn last_of(from: NaiveDate, months: u32) -> Option<NaiveDate> {
    from.checked_add_months(Months::new(months))?.pred_opt()
}

/// A year of four figures, or of two: up to 69 of this century.
fn year(text: &str) -> Option<i32> {
    let year: i32 = digits(text)?.parse().ok()?;
    match text.len() {
        4 => Some(year),
        2 if year < 70 => Some(2000 + year),
        2 => Some(1900 + year),
        _ => None,
    }
}

/// `1`, `1st`, `1er`.
fn ordinal(text: &str) -> Option<u32> {
    let number = text.trim_end_matches(|c: char| c.is_alphabetic() || matches!(c, 'º' | 'ª'));
    if text.len() - number.len() > 3 || number.len() > 2 { None } else { digits(number)?.parse().ok() }
}

fn digits(text: &str) -> Option<&str> {
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then_some(text)
}

/// No year before 1000 is meant: 0001-01-01 and the like stand for nothing in other programs.
fn plausible(written: Written) -> Option<Written> {
    let year = match written {
        Written::Day(day) | Written::Period(day, _) => day.year(),
        Written::Numbers { year, .. } => year,
    };
    (1000..=9999).contains(&year).then_some(written)
}
