//! Dates as spreadsheets of all countries write them. What could be two days is told, never guessed.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::zone::Zone;

use super::column::{Found, tells};
use super::unread::{Reason, Unread};
use super::written::{By, Written, written};

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
    /// Both, as they are offered.
    pub const ALL: [Self; 2] = [Self::DayFirst, Self::MonthFirst];

    /// The words for it, as they are typed.
    pub const fn word(self) -> &'static str {
        match self {
            Self::DayFirst => "day-first",
            Self::MonthFirst => "month-first",
        }
    }

    /// The order of this word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.word() == word)
    }
}

/// The day that is meant where only a month, a quarter, a week or a year is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Edge {
    First,
    Last,
}

impl Edge {
    /// Both, as they are offered.
    pub const ALL: [Self; 2] = [Self::First, Self::Last];

    /// The word for it, as it is typed.
    pub const fn word(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Last => "last",
        }
    }

    /// The edge of this word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|edge| edge.word() == word)
    }
}

/// How dates are read.
#[derive(Debug, Clone, Copy)]
pub struct How<'a> {
    pub order: Option<Order>,
    pub edge: Option<Edge>,
    /// The zone in which the day of a moment is told.
    pub zone: &'a Zone,
}

/// The order that the dates of a column tell, and the line of the first that does: it can be read in one only.
///
/// `None` where all of them can be read both ways, or some only in the one and some only in the other.
pub fn order_of<'a>(cells: impl Iterator<Item = (u64, &'a str)>) -> Option<Found<Order>> {
    tells(cells.filter_map(|(line, cell)| match written(cell, &Zone::UTC)? {
        Written::Numbers { first, second, .. } if second > 12 && first <= 12 => Some((line, Order::MonthFirst)),
        Written::Numbers { first, second, year, by } if first > 12 && second <= 12 => {
            (by != By::Doubt || year % 100 > 31 || year % 100 == 0).then_some((line, Order::DayFirst))
        }
        _ => None,
    }))
}

/// Whether a text is a day, or could be one of two.
pub fn is_day(text: &str) -> bool {
    match written(text, &Zone::UTC) {
        Some(Written::Day(_)) => true,
        Some(Written::Numbers { first, second, year, .. }) => {
            NaiveDate::from_ymd_opt(year, first, second).or(NaiveDate::from_ymd_opt(year, second, first)).is_some()
        }
        _ => false,
    }
}

/// Whether a text is a month, a quarter, a week or a year.
pub fn is_period(text: &str) -> bool {
    matches!(written(text, &Zone::UTC), Some(Written::Period(..)))
}

/// The day that a text means. A time behind it is left out; of a moment, it is the day in the zone.
///
/// # Errors
/// Why it is no date, or that it could be two.
pub fn read(text: &str, how: How) -> Result<NaiveDate, Unread> {
    let no_date = || Unread::new(Reason::NoDate, "No date that can be read");
    let Some(written) = written(text, how.zone) else {
        return Err(match text.trim().parse::<u32>() {
            Ok(10_000..100_000) => Unread::new(
                Reason::NoDate,
                "A spreadsheet's bare number: format its column as dates there, and save again",
            ),
            _ => no_date(),
        });
    };
    match written {
        Written::Day(day) => Ok(day),
        Written::Period(from, to) => match how.edge {
            Some(Edge::First) => Ok(from),
            Some(Edge::Last) => Ok(to),
            None => {
                Err(Unread::new(Reason::Period, "No day, but a longer time: say whether its first or last is meant"))
            }
        },
        Written::Numbers { first, second, year, by } => {
            let of = |day: u32, month: u32| NaiveDate::from_ymd_opt(year, month, day);
            match (of(first, second), of(second, first), how.order) {
                (Some(date), Some(other), _) if date == other && by != By::Doubt => Ok(date),
                (Some(date), _, Some(Order::DayFirst)) => Ok(date),
                (_, Some(other), Some(Order::MonthFirst)) => Ok(other),
                (Some(date), _, None) if by == By::Points => Ok(date),
                (Some(date), Some(other), None) if by != By::Doubt => Err(Unread::new(
                    Reason::DoubtfulDay,
                    format!(
                        "It could be {} or {}: say which, day-first or month-first",
                        date.format("%-d %B"),
                        other.format("%-d %B"),
                    ),
                )),
                (Some(date), None, None) if by != By::Doubt => Ok(date),
                (None, Some(other), _) | (Some(other), None, Some(_)) if by != By::Doubt => Ok(other),
                (Some(_), _, _) | (None, Some(_), _) => Err(Unread::new(
                    Reason::DoubtfulDay,
                    "Its year could be the first or the last number: say which, day-first or month-first",
                )),
                _ => Err(no_date()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str, order: Option<Order>, edge: Option<Edge>) -> Result<String, String> {
        let how = How { order, edge, zone: &Zone::UTC };
        read(text, how).map(|date| date.to_string()).map_err(|unread| unread.why)
    }

    fn told(cells: &[&str]) -> Option<Order> {
        order_of(cells.iter().enumerate().map(|(line, cell)| (line as u64 + 2, *cell))).map(|found| found.is)
    }

    #[test]
    fn dates_of_many_hands_are_read() {
        for text in [
            "2026-12-31",
            "2026/12/31",
            "2026-12-31 14:05",
            "2026-12-31T14:05:00+02:00",
            "2026-12-31T14:05",
            "12/31/2026",
            "31/12/2026",
            "31.12.2026",
            "31.12.26",
            "12/31/26",
            "31-12-2026",
            "31 Dec 2026",
            "December 31, 2026",
            "Thursday, December 31st, 2026",
            "31-Dec-2026",
            "31-Dec-26",
            "31. Dezember 2026",
            "31 de diciembre de 2026",
            "31 décembre 2026",
            "12/31/2026 0:00",
            "12/31/2026 12:00:00 AM",
            "20261231",
            "2026. 12. 31.",
            "2026年12月31日",
            "2026-W53-4",
        ] {
            assert_eq!(day(text, None, None).as_deref(), Ok("2026-12-31"), "{text}");
        }
        assert_eq!(day("12.07.1889", None, None).as_deref(), Ok("1889-07-12"));
    }

    #[test]
    fn what_could_be_two_days_is_told_unless_the_order_is_known() {
        let doubt = day("02/03/2026", None, None).unwrap_err();
        assert!(doubt.contains("2 March or 3 February"), "{doubt}");
        assert_eq!(day("02/03/2026", Some(Order::DayFirst), None).as_deref(), Ok("2026-03-02"));
        assert_eq!(day("02/03/2026", Some(Order::MonthFirst), None).as_deref(), Ok("2026-02-03"));
        assert_eq!(day("02.03.2026", None, None).as_deref(), Ok("2026-03-02"), "points put the day first");
        assert_eq!(day("03/03/2026", None, None).as_deref(), Ok("2026-03-03"));
        assert!(day("26-12-11", None, None).is_err(), "the year could stand first");
    }

    #[test]
    fn what_is_longer_than_a_day_is_told_unless_the_edge_is_known() {
        for (text, first, last) in [
            ("2023-04", "2023-04-01", "2023-04-30"),
            ("01/2024", "2024-01-01", "2024-01-31"),
            ("Oct-24", "2024-10-01", "2024-10-31"),
            ("October 2024", "2024-10-01", "2024-10-31"),
            ("Q3 2024", "2024-07-01", "2024-09-30"),
            ("2024-Q3", "2024-07-01", "2024-09-30"),
            ("2024", "2024-01-01", "2024-12-31"),
            ("2024-W05", "2024-01-29", "2024-02-04"),
            ("KW 5 2024", "2024-01-29", "2024-02-04"),
        ] {
            assert!(day(text, None, None).unwrap_err().contains("first or last"), "{text}");
            assert_eq!(day(text, None, Some(Edge::First)).as_deref(), Ok(first), "{text}");
            assert_eq!(day(text, None, Some(Edge::Last)).as_deref(), Ok(last), "{text}");
        }
    }

    #[test]
    fn a_moment_is_a_day_where_the_organisation_is() {
        let zone = Zone::named("Asia/Tokyo").unwrap();
        let how = How { order: None, edge: None, zone: &zone };
        assert_eq!(read("2026-12-31T23:30:00Z", how).unwrap().to_string(), "2027-01-01");
        assert_eq!(read("2026-12-31T23:30Z", how).unwrap().to_string(), "2027-01-01");
    }

    #[test]
    fn no_date_is_made_of_other_words() {
        for text in
            ["46000", "31/31/2026", "soon", "30 Feb 2026", "0001-01-01", "1.2.3", "24-Oct", "12/24", "May be", "-"]
        {
            assert!(day(text, Some(Order::DayFirst), Some(Edge::Last)).is_err(), "{text}");
        }
    }

    #[test]
    fn a_column_tells_its_order() {
        assert_eq!(told(&["1/2/2026", "7/31/2026"]), Some(Order::MonthFirst));
        assert_eq!(told(&["1/2/2026", "31/7/2026"]), Some(Order::DayFirst));
        assert_eq!(told(&["1/2/2026", "3/4/2026"]), None);
        assert_eq!(told(&["31/7/2026", "7/31/2026"]), None, "a column of two minds");
        assert_eq!(told(&["31-12-26"]), None, "the year could stand first");
    }
}
