//! What a cell holds, as the words of a table: days as ISO writes them, numbers with a point.

use chrono::{Days, NaiveDate, TimeDelta};

use super::Broken;
use super::styles::{Shows, Styles};

/// What is known before the cells are read.
pub struct Known {
    pub styles: Styles,
    pub strings: Vec<Box<str>>,
    pub since_1904: bool,
}

impl Known {
    /// The words of a cell of a type, with a style.
    pub fn words(&self, kind: &str, style: Option<usize>, value: &str) -> Result<String, Broken> {
        Ok(match kind {
            "s" => {
                let place: usize =
                    value.trim().parse().map_err(|_| Broken::Damaged("a word has no number".to_owned()))?;
                let word = self.strings.get(place);
                plain(word.ok_or_else(|| Broken::Damaged("a word is missing".to_owned()))?)
            }
            "str" | "inlineStr" => plain(value),
            "b" => if value.trim() == "1" { "true" } else { "false" }.to_owned(),
            "e" | "d" => value.trim().to_owned(),
            _ => self.number(style, value),
        })
    }

    fn number(&self, style: Option<usize>, value: &str) -> String {
        let value = value.trim();
        let Some(number) = value.parse::<f64>().ok().filter(|number| number.is_finite()) else {
            return value.to_owned();
        };
        match self.styles.of(style) {
            Shows::Day => moment(number, self.since_1904).unwrap_or_else(|| decimal(number)),
            Shows::Hours => {
                let minutes = (number * 24.0 * 60.0).round();
                format!("{}h{:02}", (minutes / 60.0).trunc(), (minutes % 60.0).abs())
            }
            Shows::Share => format!("{}%", decimal(number * 100.0)),
            Shows::Amount(currency) => format!("{} {}", currency.code(), decimal(number)),
            Shows::Number => decimal(number),
        }
    }
}

/// A number as a spreadsheet shows it: to fifteen digits, without an exponent.
fn decimal(number: f64) -> String {
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    if rounded.abs() >= 1e18 || (rounded != 0.0 && rounded.abs() < 1e-12) {
        format!("{number:e}")
    } else {
        rounded.to_string()
    }
}

/// The day of a number, and the time where it is no whole one.
fn moment(number: f64, since_1904: bool) -> Option<String> {
    if !(0.0..2_958_466.0).contains(&number) {
        return None;
    }
    // To the second: fractions of a day are not exact.
    let seconds = (number * 86_400.0).round();
    let (days, seconds) = ((seconds / 86_400.0).floor(), seconds % 86_400.0);
    let time = chrono::NaiveTime::MIN + TimeDelta::seconds(seconds as i64);
    if days == 0.0 && !since_1904 {
        return Some(time.format("%H:%M:%S").to_string());
    }
    // Of 1900, a day is counted that there never was.
    let epoch = match (since_1904, days < 60.0) {
        (true, _) => NaiveDate::from_ymd_opt(1904, 1, 1),
        (false, true) => NaiveDate::from_ymd_opt(1899, 12, 31),
        (false, false) => NaiveDate::from_ymd_opt(1899, 12, 30),
    };
    let day = epoch?.checked_add_days(Days::new(days as u64))?;
    Some(if seconds == 0.0 { day.to_string() } else { format!("{day} {time}") })
}

/// A text in which no sign is written by its number: `_x000D_`.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len().min(1 << 16));
    let mut rest = text;
    while let Some(place) = rest.find("_x") {
        let sign = rest.get(place + 2..place + 6).and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let ends = rest.as_bytes().get(place + 6) == Some(&b'_');
        match sign.filter(|_| ends).and_then(char::from_u32) {
            Some(sign) => {
                out.push_str(&rest[..place]);
                out.push(sign);
                rest = &rest[place + 7..];
            }
            None => {
                out.push_str(&rest[..place + 2]);
                rest = &rest[place + 2..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_as_spreadsheets_count_them() {
        for (number, since_1904, told) in [
            (46_387.0, false, "2026-12-31"),
            (46_387.5, false, "2026-12-31 12:00:00"),
            (1.0, false, "1900-01-01"),
            (59.0, false, "1900-02-28"),
            (61.0, false, "1900-03-01"),
            (0.75, false, "18:00:00"),
            (44_925.0, true, "2026-12-31"),
        ] {
            assert_eq!(moment(number, since_1904).as_deref(), Some(told), "{number}");
        }
        assert_eq!(moment(-1.0, false), None);
    }

    #[test]
    fn numbers_are_as_they_are_shown() {
        assert_eq!(decimal(0.1 + 0.2), "0.3");
        assert_eq!(decimal(12.0), "12");
        assert_eq!(decimal(-1_234_567.891), "-1234567.891");
    }

    #[test]
    fn signs_that_are_written_by_their_numbers_are_read() {
        assert_eq!(plain("a_x000D_\nb_x00e9_ _x_ _xZZZZ_ _x005F_x000D_"), "a\r\nbé _x_ _xZZZZ_ _x000D_");
    }
}
