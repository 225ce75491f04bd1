//! Dates as people type them: `fri`, `+2w`, `12 dec`, `2026-12-12`.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

/// Which way a word looks when it could mean two days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tense {
    /// Deadlines: `fri` is the next Friday after today.
    Coming,
    /// What has happened: `fri` is the last Friday, today included.
    Past,
}

/// What to type, for messages and help.
pub const EXAMPLES: &str = "a date is typed as 2026-12-12, 12 dec, fri, tomorrow, +2w, -3d or eom (end of month)";

/// Reads a date as people type it; `None` where the text is no date or could be two.
pub fn date(text: &str, today: NaiveDate, tense: Tense) -> Option<NaiveDate> {
    let text = text.trim().to_lowercase();
    if let Ok(date) = NaiveDate::parse_from_str(&text, "%Y-%m-%d") {
        return plausible(date);
    }
    let date = match text.as_str() {
        "today" | "now" => Some(today),
        "tomorrow" | "tom" => today.checked_add_days(Days::new(1)),
        "yesterday" => today.checked_sub_days(Days::new(1)),
        "eom" => end_of(today, 1),
        "eoq" => end_of(today, 3),
        "eoy" => end_of(today, 12),
        _ => offset(&text, today)
            .or_else(|| weekday(&text, today, tense))
            .or_else(|| day_and_month(&text, today, tense))
            .or_else(|| dotted(&text)),
    };
    date.and_then(plausible)
}

/// A year of four digits: anything else is a slip of the finger.
fn plausible(date: NaiveDate) -> Option<NaiveDate> {
    (1900..=9999).contains(&date.year()).then_some(date)
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

/// `12 dec`, `dec 12`, `12 dec 2026`.
fn day_and_month(text: &str, today: NaiveDate, tense: Tense) -> Option<NaiveDate> {
    let spaced = text.replace([',', '-'], " ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let (first, second, year) = match words.as_slice() {
        [first, second] => (first, second, None),
        [first, second, year] if year.len() == 4 => (first, second, Some(year.parse::<i32>().ok()?)),
        _ => return None,
    };
    let month = |word: &str| word.parse::<chrono::Month>().ok().map(|month| month.number_from_month());
    let (day, month) = match (month(second), month(first)) {
        (Some(month), None) => (first.parse().ok()?, month),
        (None, Some(month)) => (second.parse().ok()?, month),
        _ => return None,
    };
    if let Some(year) = year {
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

/// `12.12.2026`: dots always put the day first. Slashes are refused, since half the world reads them the other way.
fn dotted(text: &str) -> Option<NaiveDate> {
    let parts: Vec<&str> = text.split('.').collect();
    let [day, month, year] = parts.as_slice() else { return None };
    if year.len() != 4 {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
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
            "1.1.27",
            "+99999999999d",
            "-9999y",
        ] {
            assert_eq!(read(text, Tense::Coming), None, "{text}");
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
