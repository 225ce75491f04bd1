//! The periods of a KPI, each known by its last day.

use std::collections::HashSet;

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use super::words::Frequency;

impl Frequency {
    /// The last day of the period after one that ends on a day; none where the calendar ends.
    pub fn next(self, end: NaiveDate) -> Option<NaiveDate> {
        // The day after the period is counted on, so that the end of a month stays the end of a month.
        self.step(end, NaiveDate::checked_add_days, NaiveDate::checked_add_months)?.pred_opt()
    }

    /// The first day of a period that ends on a day; none where the calendar begins.
    pub fn begins(self, end: NaiveDate) -> Option<NaiveDate> {
        self.step(end, NaiveDate::checked_sub_days, NaiveDate::checked_sub_months)
    }

    /// The last day of the period in which a day lies: a week ends on Sunday, the others with a month of the calendar; none
    /// where the calendar ends.
    pub fn ends(self, day: NaiveDate) -> Option<NaiveDate> {
        let months = match self {
            Self::Weekly => return day.week(Weekday::Mon).checked_last_day(),
            Self::Monthly => 1,
            Self::Quarterly => 3,
            Self::HalfYearly => 6,
            Self::Yearly => 12,
        };
        let within = day.month0() % months;
        day.with_day(1)?.checked_add_months(Months::new(months - within))?.pred_opt()
    }

    /// Whether a day is the end of one.
    pub fn is_end(self, day: NaiveDate) -> bool {
        self.ends(day) == Some(day)
    }

    /// The period of which a value is due, known by its end: the one after the last that was measured, or the last one where
    /// none was; nothing while that runs.
    pub fn due(self, last: Option<NaiveDate>, today: NaiveDate) -> Option<NaiveDate> {
        let end = match last {
            Some(last) => self.ends(last.succ_opt()?)?,
            None => self.begins(self.ends(today.succ_opt()?)?)?.pred_opt()?,
        };
        (end <= today).then_some(end)
    }

    /// What such a period is called: `a month`.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Weekly => "a week, which ends on Sunday",
            Self::Monthly => "a month",
            Self::Quarterly => "a quarter",
            Self::HalfYearly => "a half-year",
            Self::Yearly => "a year",
        }
    }

    /// What a period that ends on a day is called, with its year where that is not this one: `August`, `period to 30 Jun 2025`.
    pub fn name(self, end: NaiveDate, this_year: i32) -> String {
        let year = if end.year() == this_year { String::new() } else { end.format(" %Y").to_string() };
        let named = if self == Self::Monthly { "%B" } else { "period to %-d %b" };
        format!("{}{year}", end.format(named))
    }

    /// The ends of the periods from one that ends on a day up to another one that have none of these values.
    pub fn without(self, values: &[NaiveDate], from: NaiveDate, until: NaiveDate) -> Vec<NaiveDate> {
        let measured: HashSet<_> = values.iter().filter_map(|day| self.ends(*day)).collect();
        let ends = std::iter::successors(self.ends(from), |end| self.next(*end)).take_while(|end| *end < until);
        ends.filter(|end| !measured.contains(end)).collect()
    }

    /// The day after the end of a period, taken a period further.
    fn step(
        self,
        end: NaiveDate,
        days: fn(NaiveDate, Days) -> Option<NaiveDate>,
        months: fn(NaiveDate, Months) -> Option<NaiveDate>,
    ) -> Option<NaiveDate> {
        let after = end.succ_opt()?;
        match self {
            Self::Weekly => days(after, Days::new(7)),
            Self::Monthly => months(after, Months::new(1)),
            Self::Quarterly => months(after, Months::new(3)),
            Self::HalfYearly => months(after, Months::new(6)),
            Self::Yearly => months(after, Months::new(12)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_period_ends_with_the_calendar() {
        for (each, end) in [
            (Frequency::Weekly, "2026-11-15"),
            (Frequency::Monthly, "2026-11-30"),
            (Frequency::Quarterly, "2026-12-31"),
            (Frequency::HalfYearly, "2026-12-31"),
            (Frequency::Yearly, "2026-12-31"),
        ] {
            assert_eq!(each.ends(day("2026-11-15")), Some(day(end)));
            assert_eq!(each.ends(day(end)), Some(day(end)), "the last day is the end of its own period");
            let next = each.ends(day(end).succ_opt().unwrap());
            assert_eq!(next, each.next(day(end)), "the calendar knows the same periods");
        }
        assert_eq!(Frequency::Monthly.ends(NaiveDate::MAX), None);
        assert_eq!(Frequency::HalfYearly.ends(day("2028-02-29")), Some(day("2028-06-30")));
    }

    #[test]
    fn a_value_is_due_for_the_first_period_that_is_over_and_has_none() {
        let due =
            |last: Option<&str>, today| Frequency::Monthly.due(last.map(day), day(today)).map(|end| end.to_string());
        assert_eq!(due(Some("2026-08-31"), "2026-11-23").as_deref(), Some("2026-09-30"));
        assert_eq!(due(Some("2026-10-31"), "2026-11-23"), None, "November runs still");
        assert_eq!(due(Some("2026-10-31"), "2026-11-30").as_deref(), Some("2026-11-30"));
        assert_eq!(due(Some("2026-10-15"), "2026-11-23").as_deref(), Some("2026-10-31"), "what stood in the middle");
        assert_eq!(due(None, "2026-11-23").as_deref(), Some("2026-10-31"));
        assert_eq!(due(None, "2026-11-30").as_deref(), Some("2026-11-30"));
    }
}
