//! Dates as people type them: `fri`, `+2w`, `12 dec`, `2026-12-12`.

pub mod months;
mod span;
mod written;

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

pub use span::{Span, Tense};

/// What to type, for messages and help.
pub const EXAMPLES: &str =
    "a date is typed as 2026-12-12, 12 dec, fri, tomorrow, +2w, -3d, w52 or eom (end of month; eow, eoq, eoy)";

/// Reads a date as people type it; `None` where the text is no date or could be two. Of a week, a month, a quarter or a year,
/// a deadline is the last day; when in it something happened is not known.
pub fn date(text: &str, today: NaiveDate, tense: Tense) -> Option<NaiveDate> {
    span(text, today, tense).filter(|span| span.is_day() || tense == Tense::Coming).map(|span| span.last)
}

/// Reads a day or a longer time as people type it; `None` where the text is neither, or could be two.
pub fn span(text: &str, today: NaiveDate, tense: Tense) -> Option<Span> {
    let text = text.trim().to_lowercase();
    let relative = match text.as_str() {
        "today" | "now" => Some(today),
        "tomorrow" | "tom" => today.checked_add_days(Days::new(1)),
        "yesterday" => today.checked_sub_days(Days::new(1)),
        "eow" => today.checked_add_days(Days::new(u64::from(6 - today.weekday().num_days_from_monday()))),
        "eom" => end_of(today, 1),
        "eoq" => end_of(today, 3),
        "eoy" => end_of(today, 12),
        _ => offset(&text, today).or_else(|| weekday(&text, today, tense)),
    };
    let span = relative.map(Span::day).or_else(|| written::read(&text, today, tense))?;
    (plausible(span.first) && plausible(span.last)).then_some(span)
}

/// A year of four digits: anything else is a slip of the finger.
fn plausible(date: NaiveDate) -> bool {
    (1000..=9999).contains(&date.year())
}

/// The last day of the period of this many months in which a day lies.
fn end_of(day: NaiveDate, months: u32) -> Option<NaiveDate> {
    let ahead = months - day.month0() % months;
    day.with_day(1)?.checked_add_months(Months::new(ahead))?.pred_opt()
}

/// `+2w`, `-3d`, `in 5 days`.
fn offset(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let (back, rest) = if let Some(rest) = text.strip_prefix('-') {
        (true, rest)
    } else {
        (false, text.strip_prefix('+').or_else(|| text.strip_prefix("in "))?)
    };
    let rest = rest.trim();
    let digits = rest.find(|c: char| !c.is_ascii_digit())?;
    let (count, unit) = rest.split_at(digits);
    let count: u32 = count.parse().ok()?;
    let days = |days: u32| {
        let days = Days::new(u64::from(days));
        if back { today.checked_sub_days(days) } else { today.checked_add_days(days) }
    };
    let months = |months: u32| {
        let months = Months::new(months);
        if back { today.checked_sub_months(months) } else { today.checked_add_months(months) }
    };
    match unit.trim() {
        "d" | "day" | "days" => days(count),
        "w" | "week" | "weeks" => days(count.checked_mul(7)?),
        "m" | "month" | "months" => months(count),
        "y" | "year" | "years" => months(count.checked_mul(12)?),
        _ => None,
    }
}

fn weekday(text: &str, today: NaiveDate, tense: Tense) -> Option<NaiveDate> {
    let day: Weekday =
        text.strip_prefix("next ").or_else(|| text.strip_prefix("last ")).unwrap_or(text).parse().ok()?;
    let ahead = u64::from((7 + day.num_days_from_monday() - today.weekday().num_days_from_monday()) % 7);
    let past = text.starts_with("last ") || (tense == Tense::Past && !text.starts_with("next "));
    if past {
        today.checked_sub_days(Days::new((7 - ahead) % 7))
    } else {
        today.checked_add_days(Days::new(if ahead == 0 { 7 } else { ahead }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn on(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// 2026-11-23 is a Monday.
    fn read(text: &str, tense: Tense) -> Option<String> {
        date(text, on("2026-11-23"), tense).map(|date| date.to_string())
    }

    #[test]
    fn words_mean_what_people_mean() {
        for (text, coming, past) in [
            ("2026-12-12", "2026-12-12", "2026-12-12"),
            ("today", "2026-11-23", "2026-11-23"),
            ("Tomorrow", "2026-11-24", "2026-11-24"),
            ("yesterday", "2026-11-22", "2026-11-22"),
            ("fri", "2026-11-27", "2026-11-20"),
            ("Friday", "2026-11-27", "2026-11-20"),
            ("mon", "2026-11-30", "2026-11-23"),
            ("last mon", "2026-11-23", "2026-11-23"),
            ("next fri", "2026-11-27", "2026-11-27"),
            ("+2w", "2026-12-07", "2026-12-07"),
            ("-3d", "2026-11-20", "2026-11-20"),
            ("in 5 days", "2026-11-28", "2026-11-28"),
            ("+3m", "2027-02-23", "2027-02-23"),
            ("+1y", "2027-11-23", "2027-11-23"),
            ("12 dec", "2026-12-12", "2025-12-12"),
            ("dec 12", "2026-12-12", "2025-12-12"),
            ("1 march", "2027-03-01", "2026-03-01"),
            ("23 nov", "2026-11-23", "2026-11-23"),
            ("29 feb", "2028-02-29", "2024-02-29"),
            ("12 dec 2030", "2030-12-12", "2030-12-12"),
            ("12.1.2027", "2027-01-12", "2027-01-12"),
            ("eom", "2026-11-30", "2026-11-30"),
            ("eow", "2026-11-29", "2026-11-29"),
            ("31-Dec-26", "2026-12-31", "2026-12-31"),
            ("12-Mar-24", "2024-03-12", "2024-03-12"),
            ("December 31st, 2026", "2026-12-31", "2026-12-31"),
            ("31. Dec 2026", "2026-12-31", "2026-12-31"),
            ("31. Dezember", "2026-12-31", "2025-12-31"),
            ("3. Mrz 2026", "2026-03-03", "2026-03-03"),
            ("31 de diciembre de 2026", "2026-12-31", "2026-12-31"),
            ("1er août 2026", "2026-08-01", "2026-08-01"),
            ("12 дек", "2026-12-12", "2025-12-12"),
            ("31.12.26", "2026-12-31", "2026-12-31"),
            ("1.2.98", "1998-02-01", "1998-02-01"),
            ("20261231", "2026-12-31", "2026-12-31"),
            ("2026/12/31", "2026-12-31", "2026-12-31"),
            ("1815-06-18", "1815-06-18", "1815-06-18"),
            ("eoq", "2026-12-31", "2026-12-31"),
            ("eoy", "2026-12-31", "2026-12-31"),
        ] {
            assert_eq!(read(text, Tense::Coming).as_deref(), Some(coming), "{text}, coming");
            assert_eq!(read(text, Tense::Past).as_deref(), Some(past), "{text}, past");
        }
    }

    #[test]
    fn what_is_no_date_or_could_be_two_is_refused() {
        for text in [
            "",
            "12/11/2026",
            "3/4",
            "31 feb",
            "2026-02-30",
            "0026-01-01",
            "12 foo",
            "+w",
            "+2x",
            "12",
            "1.1.127",
            "Oct-24",
            "12345678",
            "w54",
            "q5 2026",
            "+99999999999d",
            "-9999y",
        ] {
            assert_eq!(read(text, Tense::Coming), None, "{text}");
        }
    }

    #[test]
    fn a_week_or_a_quarter_is_due_on_its_last_day_and_is_no_day_on_which_something_happened() {
        for (text, first, last) in [
            ("w52", "2026-12-21", "2026-12-27"),
            ("week 48", "2026-11-23", "2026-11-29"),
            ("w3", "2027-01-18", "2027-01-24"),
            ("2026-W53", "2026-12-28", "2027-01-03"),
            ("W1 2027", "2027-01-04", "2027-01-10"),
            ("Q3 2024", "2024-07-01", "2024-09-30"),
            ("2024-Q1", "2024-01-01", "2024-03-31"),
            ("2028-02", "2028-02-01", "2028-02-29"),
            ("01/2024", "2024-01-01", "2024-01-31"),
            ("October 2026", "2026-10-01", "2026-10-31"),
            ("Oktober 2026", "2026-10-01", "2026-10-31"),
            ("2027", "2027-01-01", "2027-12-31"),
        ] {
            let read = span(text, on("2026-11-23"), Tense::Coming);
            assert_eq!(read, Some(Span { first: on(first), last: on(last) }), "{text}");
            assert_eq!(date(text, on("2026-11-23"), Tense::Coming), Some(on(last)), "{text}");
            assert_eq!(date(text, on("2026-11-23"), Tense::Past), None, "{text}");
        }
    }

    #[test]
    fn a_month_later_never_leaves_the_month() {
        assert_eq!(date("+1m", on("2027-01-31"), Tense::Coming), Some(on("2027-02-28")));
        assert_eq!(date("+12m", on("2028-02-29"), Tense::Coming), Some(on("2029-02-28")));
        assert_eq!(date("eoq", on("2028-01-15"), Tense::Coming), Some(on("2028-03-31")));
    }

    proptest! {
        #[test]
        fn nothing_typed_makes_it_panic(text in "\\PC{0,16}") {
            let _ = date(&text, on("2026-11-23"), Tense::Coming);
        }

        #[test]
        fn tense_decides_the_direction(day in 0i64..20_000, name in prop::sample::select(vec!["mon", "sun", "12 dec", "29 feb", "1 jan"])) {
            let today = on("1990-01-01") + chrono::TimeDelta::days(day);
            prop_assert!(date(name, today, Tense::Coming).unwrap() >= today);
            prop_assert!(date(name, today, Tense::Past).unwrap() <= today);
        }
    }
}
