//! Lengths of calendar time as people set them: `14 days`, `6 months`.

use std::fmt;

use chrono::{Days, Months, NaiveDate};

/// A length of calendar time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    Days(u16),
    Months(u16),
}

impl Period {
    /// How a period is typed.
    pub const EXAMPLES: &'static str = "type a number of days, weeks, months or years: 14 days, 6 months";

    /// Reads `14 days`, `2 weeks`, `6 months`, `1 year`, or their first letters: `14d`, `6m`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        let digits = text.find(|c: char| !c.is_ascii_digit())?;
        let (number, unit) = text.split_at(digits);
        let number: u16 = number.parse().ok().filter(|number| (1..=3660).contains(number))?;
        match unit.trim() {
            "d" | "day" | "days" => Some(Self::Days(number)),
            "w" | "week" | "weeks" => number.checked_mul(7).map(Self::Days),
            "m" | "month" | "months" => Some(Self::Months(number)),
            "y" | "year" | "years" => number.checked_mul(12).map(Self::Months),
            _ => None,
        }
    }

    /// The day that lies so long after another: calendar days as they come; months to the same day of the month, or to
    /// its last day where it is shorter. A holiday is a day like others.
    pub fn after(self, day: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Days(days) => day.checked_add_days(Days::new(u64::from(days))),
            Self::Months(months) => day.checked_add_months(Months::new(u32::from(months))),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        let (number, unit) = match self {
            Self::Days(days) => (days, "day"),
            Self::Months(months) => (months, "month"),
        };
        write!(formatter, "{number} {unit}{}", if *number == 1 { "" } else { "s" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(period: &str, day: &str) -> String {
        Period::parse(period).unwrap().after(day.parse().unwrap()).unwrap().to_string()
    }

    #[test]
    fn months_end_where_the_month_does() {
        assert_eq!(after("6 months", "2026-08-31"), "2027-02-28");
        assert_eq!(after("6 months", "2027-08-31"), "2028-02-29", "a leap year");
        assert_eq!(after("12 months", "2028-02-29"), "2029-02-28");
        assert_eq!(after("4 years", "2028-02-29"), "2032-02-29");
        assert_eq!(after("1 month", "2027-01-31"), "2027-02-28");
        assert_eq!(after("1 month", "2027-02-28"), "2027-03-28");
    }

    #[test]
    fn days_are_counted_through_leap_days_and_years() {
        assert_eq!(after("30 days", "2028-02-01"), "2028-03-02");
        assert_eq!(after("30 days", "2027-02-01"), "2027-03-03");
        assert_eq!(after("90d", "2026-12-15"), "2027-03-15");
        assert_eq!(after("2 weeks", "2026-12-24"), "2027-01-07");
    }

    #[test]
    fn what_is_no_period_is_told() {
        for text in ["", "6", "months", "0 days", "-3 days", "99999 days", "6 moons", "6 months and a day"] {
            assert_eq!(Period::parse(text), None, "{text}");
        }
        assert_eq!(Period::parse("1 year").map(|period| period.to_string()), Some("12 months".to_owned()));
    }
}
