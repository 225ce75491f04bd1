//! Criteria by which the effect of corrective actions is judged: the forms that can be checked by figures, as they are
//! typed and as they are read.
//!
//! A criterion is kept as one line of text with one grammar, so that it is typed alike in a form, on a command line and in
//! a script: `none of 40 fails`, `at most 2 of 40`, `share at most 5 % by bound`, `share at most 5 % by point of 40`,
//! `within limits for 3 periods`, `no repeat until 2027-03-01 in 20 records`.

use std::fmt;

use chrono::NaiveDate;

use crate::domain::house::said::Words;
use crate::domain::value::Decimal;

/// What is to be seen for an action to have worked, in a form that can be checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Criterion {
    /// At most so many fail, of so many that are tested at least: none where that is 0.
    AtMost { failing: u32, of: u32 },
    /// At most such a share fails.
    Share { most: Percent, by: By, of: Option<u32> },
    /// The KPI stays within its limits for so many periods, one after the other.
    WithinLimits { periods: u32 },
    /// No repeat of the same requirement and cause is found until the end of a day, looked for in so many records at least.
    NoRepeat { until: NaiveDate, records: u32 },
}

/// By what a share is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The share itself.
    Point,
    /// The upper bound of its 95 % interval: what few tests show is not enough.
    Bound,
}

/// Hundredths of a per cent, from 0 to 10 000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent(u32);

impl Percent {
    const ALL: u32 = 10_000;

    /// Hundredths of a per cent; `None` beyond 100 %.
    pub fn of_hundredths(hundredths: u32) -> Option<Self> {
        (hundredths <= Self::ALL).then_some(Self(hundredths))
    }

    fn parse(text: &str) -> Option<Self> {
        let scaled = Decimal::parse(text, 2)?.scaled;
        u32::try_from(scaled).ok().and_then(Self::of_hundredths)
    }

    /// As so many of so many.
    pub const fn fraction(self) -> (u32, u32) {
        (self.0, Self::ALL)
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        write!(formatter, "{} %", Decimal { scaled: i64::from(self.0), scale: 2 }.short())
    }
}

/// What is typed, for who asks and where it can't be read.
const FORMS: &str = "type “none of 40 fails”, “at most 2 of 40”, “share at most 5 % by bound”, “share at most 5 % by point of \
                     40”, “within limits for 3 periods” or “no repeat until 2027-03-01 in 20 records”";

impl Criterion {
    /// Reads a criterion as somebody types it.
    ///
    /// # Errors
    /// Why it is none that can be checked, in words.
    pub fn parse(text: &str) -> Result<Self, String> {
        let typed = text.to_lowercase().replace('%', " % ");
        let words: Vec<&str> = typed.split_whitespace().collect();
        let criterion = match words.as_slice() {
            ["none", "of", of, "fail" | "fails"] => Self::AtMost { failing: 0, of: count(of)? },
            ["at", "most", failing, "of", of] | ["at", "most", failing, "of", of, "fail" | "fails"] => {
                Self::AtMost { failing: count(failing)?, of: count(of)? }
            }
            ["share", "at", "most", most, "%", "by", by, rest @ ..] => {
                let share = Percent::parse(most).ok_or_else(|| format!("“{most} %” is no share in per cent"))?;
                let by = match *by {
                    "point" => By::Point,
                    "bound" => By::Bound,
                    other => return Err(format!("A share is judged by point or by bound, not by “{other}”")),
                };
                let of = match rest {
                    [] => None,
                    ["of", of] => Some(count(of)?),
                    _ => return Err(unknown(text)),
                };
                Self::Share { most: share, by, of }
            }
            ["within", "limits", "for", periods, "period" | "periods"] => {
                Self::WithinLimits { periods: count(periods)? }
            }
            ["no", "repeat", "until", until, "in", records, "record" | "records"] => {
                let day = NaiveDate::parse_from_str(until, "%Y-%m-%d");
                let until = day.map_err(|_| format!("“{until}” is no day: type it as 2027-03-01"))?;
                Self::NoRepeat { until, records: count(records)? }
            }
            _ => return Err(unknown(text)),
        };
        criterion.meant().map(|()| criterion)
    }

    /// What would be met whatever is found is no criterion.
    fn meant(self) -> Result<(), String> {
        let wrong = match self {
            Self::AtMost { of: 0, .. } | Self::Share { of: Some(0), .. } => "At least one is tested",
            Self::AtMost { failing, of } if failing >= of => "It would be met if all of them failed",
            Self::Share { most: Percent(Percent::ALL), .. } => "It would be met if all of them failed",
            Self::Share { most: Percent(0), by: By::Bound, .. } => {
                "No number of tests shows a bound of 0 %: type “none of 40 fails”"
            }
            Self::Share { by: By::Point, of: None, .. } => {
                "Of how many at least is missing: type “share at most 5 % by point of 40”"
            }
            Self::WithinLimits { periods: 0 } => "At least one period is looked at",
            Self::NoRepeat { records: 0, .. } => "At least one record is looked through",
            _ => return Ok(()),
        };
        Err(wrong.to_owned())
    }

    /// What is to be seen, in plain words.
    pub fn words(self) -> String {
        self.told(&Words::default())
    }

    /// The same in the words of a house.
    pub fn told(self, words: &Words) -> String {
        match self {
            Self::AtMost { failing: 0, of } => words.none_fails(of),
            Self::AtMost { failing, of } => words.at_most_fail(failing, of),
            Self::Share { most, by, of } => {
                let share = match of {
                    Some(of) => words.share_of_fails(most, of),
                    None => words.share_fails(most),
                };
                if by == By::Bound { words.by_upper_bound(share) } else { share }
            }
            Self::WithinLimits { periods } => words.within_limits(periods),
            Self::NoRepeat { until, records } => words.no_repeat(until, words.record_count(records)),
        }
    }
}

/// As it is typed.
impl fmt::Display for Criterion {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::AtMost { failing: 0, of } => write!(formatter, "none of {of} fails"),
            Self::AtMost { failing, of } => write!(formatter, "at most {failing} of {of}"),
            Self::Share { most, by, of } => {
                let by = if *by == By::Point { "point" } else { "bound" };
                write!(formatter, "share at most {most} by {by}")?;
                of.map_or(Ok(()), |of| write!(formatter, " of {of}"))
            }
            Self::WithinLimits { periods } => {
                write!(formatter, "within limits for {periods} period{}", if *periods == 1 { "" } else { "s" })
            }
            Self::NoRepeat { until, records } => {
                write!(formatter, "no repeat until {until} in {records} record{}", if *records == 1 { "" } else { "s" })
            }
        }
    }
}

fn count(text: &str) -> Result<u32, String> {
    text.parse().map_err(|_| format!("“{text}” is no number of them"))
}

fn unknown(text: &str) -> String {
    format!("“{}” can't be checked by figures: {FORMS}", text.trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any() -> impl Strategy<Value = Criterion> {
        let some = || 1u32..=100_000;
        let at_most =
            some().prop_flat_map(|of| (0..of, Just(of))).prop_map(|(failing, of)| Criterion::AtMost { failing, of });
        let by_point = (0u32..10_000, some()).prop_map(|(most, of)| Criterion::Share {
            most: Percent(most),
            by: By::Point,
            of: Some(of),
        });
        let by_bound = (1u32..10_000, proptest::option::of(some())).prop_map(|(most, of)| Criterion::Share {
            most: Percent(most),
            by: By::Bound,
            of,
        });
        let within = some().prop_map(|periods| Criterion::WithinLimits { periods });
        let no_repeat = (730_000i32..745_000, some()).prop_map(|(day, records)| Criterion::NoRepeat {
            until: NaiveDate::from_num_days_from_ce_opt(day).unwrap(),
            records,
        });
        prop_oneof![at_most, by_point, by_bound, within, no_repeat]
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_as_what_it_was(criterion in any()) {
            let written = criterion.to_string();
            prop_assert_eq!(Criterion::parse(&written), Ok(criterion), "{}", written);
            prop_assert_eq!(Criterion::parse(&format!("  {}  ", written.to_uppercase().replace(' ', "   "))), Ok(criterion));
            prop_assert!(criterion.words().starts_with(|c: char| c.is_uppercase()));
        }

        /// Whatever is typed is read, or is told why not; and what is read says the same when it is written.
        #[test]
        fn nothing_that_is_typed_is_taken_for_something_else(
            text in "(none of|at most|share at most|within limits for|no repeat until)? ?[0-9%. a-z-]{0,30}"
        ) {
            match Criterion::parse(&text) {
                Ok(criterion) => prop_assert_eq!(Criterion::parse(&criterion.to_string()), Ok(criterion)),
                Err(why) => prop_assert!(why.len() > 10),
            }
        }
    }

    #[test]
    fn what_can_not_be_checked_is_refused_by_name() {
        for (text, told) in [
            ("no release without a report", "“no release without a report” can't be checked by figures"),
            ("none of 0 fails", "At least one is tested"),
            ("none of forty fails", "“forty” is no number of them"),
            ("none of -3 fails", "“-3” is no number of them"),
            ("at most 40 of 40", "met if all of them failed"),
            ("share at most 5 %", "can't be checked"),
            ("share at most 5 % by point", "Of how many at least is missing"),
            ("share at most 100 % by bound", "met if all of them failed"),
            ("share at most 101 % by bound", "“101 %” is no share"),
            ("share at most 0 % by bound", "No number of tests shows"),
            ("share at most 5 % by guess", "not by “guess”"),
            ("within limits for 0 periods", "At least one period"),
            ("no repeat until 2026-02-30 in 20 records", "“2026-02-30” is no day"),
            ("no repeat until 2026-03-01", "can't be checked"),
            ("no repeat until 2026-03-01 in 0 records", "At least one record"),
        ] {
            let why = Criterion::parse(text).unwrap_err();
            assert!(why.contains(told), "{text}: {why}");
        }
    }

    #[test]
    fn it_is_read_back_in_plain_words() {
        for (text, words) in [
            ("none of 40 fails", "None fails, of 40 or more"),
            ("At most 2 of 40 fail", "At most 2 fail, of 40 or more"),
            ("share at most 5% by bound", "At most 5 % fail, by the upper bound of the 95 % interval"),
            ("share at most 2.5 % by point of 40", "At most 2.5 % fail, of 40 or more"),
            ("within limits for 3 periods", "Within its limits for 3 periods in a row"),
            (
                "no repeat until 2027-03-01 in 20 records",
                "No repeat of the same requirement and cause until 2027-03-01, looked for in 20 records or more",
            ),
        ] {
            assert_eq!(Criterion::parse(text).unwrap().words(), words);
        }
    }
}
