//! Dates as spreadsheets of all countries write them. What could be two days is told, never guessed.

use chrono::{DateTime, NaiveDate};
use serde::{Deserialize, Serialize};

/// In which order day, month and year stand where numbers alone are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// `31/12/2026`
    DayFirst,
    /// `12/31/2026`
    MonthFirst,
}

impl Order {
    /// The words for it, as they are typed.
    pub const fn word(self) -> &'static str {
        match self {
            Self::DayFirst => "day-first",
            Self::MonthFirst => "month-first",
        }
    }

    /// The order of this word.
    pub fn of(word: &str) -> Option<Self> {
        [Self::DayFirst, Self::MonthFirst].into_iter().find(|order| order.word() == word)
    }
}

/// The order that the dates of a column tell: some of them can only be read in one.
///
/// `None` where all of them can be read both ways, or some only in the one and some only in the other.
pub fn order_of<'a>(texts: impl Iterator<Item = &'a str>) -> Option<Order> {
    let (mut day_first, mut month_first) = (false, false);
    for (first, second, _) in texts.filter_map(numbers) {
        day_first |= first > 12 && second <= 12;
        month_first |= second > 12 && first <= 12;
    }
    match (day_first, month_first) {
        (true, false) => Some(Order::DayFirst),
        (false, true) => Some(Order::MonthFirst),
        _ => None,
    }
}

/// The day that a text means. A time behind it is left out.
///
/// # Errors
/// Why it is no date, or that it could be two.
pub fn read(text: &str, order: Option<Order>) -> Result<NaiveDate, String> {
    let text = text.trim();
    if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
        return Ok(moment.date_naive());
    }
    let year_first = text.split(['T', ' ']).next().unwrap_or(text);
    if let Some(date) = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d"]
        .iter()
        .find_map(|format| NaiveDate::parse_from_str(year_first, format).ok())
    {
        return plausible(date);
    }
    if let Some((first, second, year)) = numbers(text) {
        let dotted = text.contains('.');
        let of = |day: u32, month: u32| NaiveDate::from_ymd_opt(year, month, day);
        let date = match (of(first, second), of(second, first)) {
            (Some(date), Some(other)) if date == other => Some(date),
            (Some(date), Some(other)) => match order {
                Some(Order::DayFirst) => Some(date),
                Some(Order::MonthFirst) => Some(other),
                None if dotted => Some(date),
                None => {
                    return Err(format!(
                        "It could be {} or {}: say which, day-first or month-first",
                        date.format("%-d %B"),
                        other.format("%-d %B"),
                    ));
                }
            },
            (date, other) => date.or(other),
        };
        return date.map_or_else(|| Err(no_date()), plausible);
    }
    let spaced = text.replace([',', '-', '.', '/'], " ");
    let words: Vec<_> = spaced.split_whitespace().collect();
    if let [first, second, year, ..] = words.as_slice()
        && let Some(date) = named_month(first, second, year)
    {
        return plausible(date);
    }
    if text.parse::<u32>().is_ok_and(|number| number > 9999) {
        return Err("A spreadsheet's bare number: format its column as dates there, and save again".to_owned());
    }
    Err(no_date())
}

fn no_date() -> String {
    "No date that can be read".to_owned()
}

fn plausible(date: NaiveDate) -> Result<NaiveDate, String> {
    use chrono::Datelike;
    if (1900..=9999).contains(&date.year()) { Ok(date) } else { Err(no_date()) }
}

/// The two numbers before a year of four digits.
fn numbers(text: &str) -> Option<(u32, u32, i32)> {
    let date = text.split_whitespace().next()?;
    let parts: Vec<_> = date.split(['/', '-', '.']).collect();
    let [first, second, year] = parts.as_slice() else { return None };
    let short = |part: &str| (1..=2).contains(&part.len());
    if !short(first) || !short(second) || year.len() != 4 {
        return None;
    }
    Some((first.parse().ok()?, second.parse().ok()?, year.parse().ok()?))
}

/// `12 Dec 2026`, `December 12, 2026`, `12-Dec-2026`.
fn named_month(first: &str, second: &str, year: &str) -> Option<NaiveDate> {
    let month = |word: &str| word.parse::<chrono::Month>().ok().map(|month| month.number_from_month());
    let day = |word: &str| word.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse::<u32>().ok();
    if year.len() != 4 {
        return None;
    }
    let (day, month) = match (month(first), month(second)) {
        (Some(month), None) => (day(second)?, month),
        (None, Some(month)) => (day(first)?, month),
        _ => return None,
    };
    NaiveDate::from_ymd_opt(year.parse().ok()?, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_many_hands_are_read() {
        for text in [
            "2026-12-31",
            "2026/12/31",
            "2026-12-31 14:05",
            "2026-12-31T14:05:00+02:00",
            "12/31/2026",
            "31/12/2026",
            "31.12.2026",
            "31-12-2026",
            "31 Dec 2026",
            "December 31, 2026",
            "31-Dec-2026",
            "12/31/2026 0:00",
        ] {
            assert_eq!(read(text, None).map(|date| date.to_string()).as_deref(), Ok("2026-12-31"), "{text}");
        }
    }

    #[test]
    fn what_could_be_two_days_is_told_unless_the_order_is_known() {
        let told = read("02/03/2026", None).unwrap_err();
        assert!(told.contains("2 March or 3 February"), "{told}");
        assert_eq!(read("02/03/2026", Some(Order::DayFirst)).unwrap().to_string(), "2026-03-02");
        assert_eq!(read("02/03/2026", Some(Order::MonthFirst)).unwrap().to_string(), "2026-02-03");
        assert_eq!(read("02.03.2026", None).unwrap().to_string(), "2026-03-02", "points put the day first");
        assert_eq!(read("03/03/2026", None).unwrap().to_string(), "2026-03-03");
    }

    #[test]
    fn no_date_is_made_of_other_words() {
        for text in ["Q3 2026", "2026", "46000", "12/31/26", "31/31/2026", "soon", "30 Feb 2026", "0001-01-01"] {
            assert!(read(text, None).is_err(), "{text}");
        }
    }

    #[test]
    fn a_column_tells_its_order() {
        assert_eq!(order_of(["1/2/2026", "7/31/2026"].into_iter()), Some(Order::MonthFirst));
        assert_eq!(order_of(["1/2/2026", "31/7/2026"].into_iter()), Some(Order::DayFirst));
        assert_eq!(order_of(["1/2/2026", "3/4/2026"].into_iter()), None);
        assert_eq!(order_of(["31/7/2026", "7/31/2026"].into_iter()), None, "a column of two minds");
    }
}
