//! The periods of a KPI, each known by its last day.

use chrono::{Days, Months, NaiveDate};

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
