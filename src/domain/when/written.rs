//! Days and periods written out: `2026-12-12`, `31-Dec-26`, `12.12.2026`, `Q3 2026`, `2026-W52`.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::months::month;
use super::span::{Span, Tense};

/// What a text says that names its day or period, whatever day it is today; but for a year that is left out.
pub fn read(text: &str, today: NaiveDate, tense: Tense) -> Option<Span> {
    year_first(text)
        .or_else(|| dotted(text, today))
        .map(Span::day)
        .or_else(|| day_and_month(text, today, tense).map(Span::day))
        .or_else(|| period(text))
        .or_else(|| week(text, today, tense))
}

/// `2026-12-12`, `2026/12/12`, `20261212`.
fn year_first(text: &str) -> Option<NaiveDate> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let formats: &[&str] = match digits {
        4 => &["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d"],
        8 if text.len() == 8 => &["%Y%m%d"],
        _ => return None,
    };
    let date = formats.iter().find_map(|format| NaiveDate::parse_from_str(text, format).ok())?;
    // Of eight digits, most are numbers.
    (digits == 4 || (1900..=2199).contains(&date.year())).then_some(date)
}

/// `12.12.2026`, `12.12.26`: dots always put the day first. Slashes are refused, since half the world reads them the other
/// way.
fn dotted(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let parts: Vec<&str> = text.split('.').collect();
    let [day, month, last] = parts.as_slice() else { return None };
    NaiveDate::from_ymd_opt(year(last, today)?, month.parse().ok()?, number(day)?)
}

/// A year of four digits; of two, the one that is no more than twenty years ahead.
fn year(text: &str, today: NaiveDate) -> Option<i32> {
    let typed: i32 = text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())??;
    match text.len() {
        4 => Some(typed),
        2 => {
            let last = today.year() + 20;
            Some(last - (last - typed).rem_euclid(100))
        }
        _ => None,
    }
}

fn number(text: &str) -> Option<u32> {
    (text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

/// The day of a month: `3`, `3rd`, `3.`, `1er`.
fn day(word: &str) -> Option<u32> {
    let bare = ["st", "nd", "rd", "th", ".", "er", "º"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    number(bare)
}

/// Words that stand between a day, its month and its year in some languages, and say nothing.
const BETWEEN: [&str; 4] = ["de", "del", "di", "of"];

/// `12 dec`, `dec 12`, `12 dec 2026`, `31-Dec-26`, `December 31, 2026`, `31. Dezember 2026`, `31 de diciembre de 2026`.
fn day_and_month(text: &str, today: NaiveDate, tense: Tense) -> Option<NaiveDate> {
    let spaced = text.replace([',', '-'], " ");
    let words: Vec<&str> = spaced.split_whitespace().filter(|word| !BETWEEN.contains(word)).collect();
    let (first, second, named) = match words.as_slice() {
        // `Oct-24` is the month of a year to spreadsheets, and to people a day.
        [first, _] if text.contains('-') && month(first).is_some() => return None,
        [first, second] => (first, second, None),
        [first, second, last] => (first, second, Some(year(last, today)?)),
        _ => return None,
    };
    let (day, month) = match (month(second), month(first)) {
        (Some(month), None) => (day(first)?, month),
        (None, Some(month)) => (day(second)?, month),
        _ => return None,
    };
    if let Some(year) = named {
        return NaiveDate::from_ymd_opt(year, month, day);
    }
    // The nearest such day that lies the right way; 29 February can be several years off.
    let years = 0..=8;
    match tense {
        Tense::Coming => years
            .filter_map(|ahead| NaiveDate::from_ymd_opt(today.year() + ahead, month, day))
            .find(|date| *date >= today),
        Tense::Past => years
            .filter_map(|back| NaiveDate::from_ymd_opt(today.year() - back, month, day))
            .find(|date| *date <= today),
    }
}

/// `2026`, `Q3 2026`, `2026-Q3`, `2026-04`, `04/2026`, `April 2026`.
fn period(text: &str) -> Option<Span> {
    let words: Vec<&str> = text.split([' ', '-', '/', ',']).filter(|word| !word.is_empty()).collect();
    let whole = |word: &str| {
        let year = (word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit())).then(|| word.parse().ok());
        year.flatten().filter(|year| (1900..=2199).contains(year))
    };
    let (part, year) = match words.as_slice() {
        [year] => return Span::months(whole(year)?, 1, 12),
        [first, second] => match (whole(first), whole(second)) {
            (Some(year), None) => (second, year),
            (None, Some(year)) => (first, year),
            _ => return None,
        },
        _ => return None,
    };
    if let Some(quarter) = part.strip_prefix('q').and_then(number).filter(|quarter| (1..=4).contains(quarter)) {
        return Span::months(year, quarter * 3 - 2, 3);
    }
    Span::months(year, month(part).or_else(|| number(part).filter(|_| !text.contains(' ')))?, 1)
}

/// `w52`, `week 52`, `2026-W52`, `W52 2026`: from Monday to Sunday.
fn week(text: &str, today: NaiveDate, tense: Tense) -> Option<Span> {
    let words: Vec<&str> = text.split([' ', '-', '/']).filter(|word| !word.is_empty()).collect();
    let (named, week): (Option<i32>, &str) = match words.as_slice() {
        ["week", week] => (None, week),
        [week] => (None, week.strip_prefix('w')?),
        [one, other] => match (one.strip_prefix('w'), other.strip_prefix('w')) {
            (None, Some(week)) => (Some(year(one, today)?), week),
            (Some(week), None) => (Some(year(other, today)?), week),
            _ => return None,
        },
        _ => return None,
    };
    let week = number(week)?;
    let of = |year: i32| {
        let first = NaiveDate::from_isoywd_opt(year, week, Weekday::Mon)?;
        Some(Span { first, last: first.checked_add_days(Days::new(6))? })
    };
    if let Some(year) = named {
        return of(year);
    }
    let this = today.iso_week().year();
    // The nearest such week that lies the right way; not every year has a week 53.
    match tense {
        Tense::Coming => (0..=8).filter_map(|ahead| of(this + ahead)).find(|span| span.last >= today),
        Tense::Past => (0..=8).filter_map(|back| of(this - back)).find(|span| span.first <= today),
    }
}
