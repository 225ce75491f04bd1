//! Days of the sample as they are written: `-183d`, counted from the day on which it is made. What would fall on a
//! weekend falls on the Friday before, or on the Monday after where it is still to come.

use chrono::{Datelike, Days, Months, NaiveDate, NaiveTime, TimeZone, Weekday};

use crate::domain::kpi::Frequency;
use crate::domain::value::Instant;
use crate::domain::zone::Zone;

/// Minutes after midnight of a step that names no time.
const MORNING: u32 = 9 * 60;

/// A day and a time of it, counted from the day of making.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mark {
    pub days: i64,
    pub minutes: u32,
}

impl Mark {
    /// Reads `-183d` or `-183d 10:30`; `+6m` is so many minutes after the step before.
    pub fn read(text: &str, before: Option<Self>) -> Option<Self> {
        if let Some(minutes) = text.strip_prefix('+').and_then(|rest| rest.strip_suffix('m')) {
            let before = before?;
            return Some(Self { minutes: before.minutes + minutes.parse::<u32>().ok()?, ..before });
        }
        let (day, minutes) = match text.split_once(' ') {
            Some((day, time)) => {
                let time = NaiveTime::parse_from_str(time, "%H:%M").ok()?;
                (day, u32::try_from(time.signed_duration_since(NaiveTime::MIN).num_minutes()).ok()?)
            }
            None => (text, MORNING),
        };
        Some(Self { days: days(day)?, minutes })
    }
}

/// The days of `-183d` or `+12d`.
fn days(text: &str) -> Option<i64> {
    let count = text.strip_suffix('d')?;
    count.starts_with(['+', '-']).then(|| count.parse().ok())?
}

/// The day of making, in the organisation's time zone.
#[derive(Debug, Clone)]
pub(super) struct Calendar {
    pub today: NaiveDate,
    pub zone: Zone,
}

impl Calendar {
    /// The working day that is so many days away; `None` out of the range of dates.
    pub fn day(&self, days: i64) -> Option<NaiveDate> {
        let day = self.today.checked_add_signed(chrono::TimeDelta::days(days))?;
        let beyond = match day.weekday() {
            Weekday::Sat => 0,
            Weekday::Sun => 1,
            _ => return Some(day),
        };
        match days {
            0 => Some(day),
            ..0 => day.checked_sub_days(Days::new(1 + beyond)),
            _ => day.checked_add_days(Days::new(2 - beyond)),
        }
    }

    /// The moment that a mark means; an hour that the clocks skip is taken an hour later.
    pub fn moment(&self, mark: Mark) -> Option<Instant> {
        let midnight = self.day(mark.days)?.and_time(NaiveTime::MIN);
        let local = midnight.checked_add_signed(chrono::TimeDelta::minutes(mark.minutes.into()))?;
        let later = || self.zone.from_local_datetime(&(local + chrono::TimeDelta::hours(1))).earliest();
        self.zone.from_local_datetime(&local).earliest().or_else(later).map(|moment| moment.to_utc())
    }

    /// What was typed into a date field: the day where it is a mark.
    pub fn date(&self, text: &str) -> Option<NaiveDate> {
        self.day(days(text)?)
    }

    /// A text with the days in it spelled out: `since {-30d}` becomes `since 24 October 2026`.
    pub fn spelled(&self, text: &str) -> String {
        let mut spelled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((mark, after)) = after.split_once('}') else { break };
            spelled.push_str(before);
            match self.date(mark) {
                Some(day) => spelled.push_str(&day.format("%-d %B %Y").to_string()),
                None => spelled.push_str(mark),
            }
            rest = after;
        }
        spelled + rest
    }

    /// The end of the last period that is over by the day of making, long enough ago for its figure to be there.
    fn last_period(&self, months: u32) -> Option<NaiveDate> {
        const FIGURED: u64 = 6;
        let by = self.today.checked_sub_days(Days::new(FIGURED))?;
        let first = by.succ_opt()?.with_day(1)?;
        // The first day after a period begins a month that the length of the period divides.
        let beyond = first.month0() % months;
        first.checked_sub_months(Months::new(beyond))?.pred_opt()
    }

    /// The end of the period that lies so many periods before the last one.
    pub fn period_end(&self, frequency: Frequency, back: u32) -> Option<NaiveDate> {
        let months = match frequency {
            Frequency::Weekly | Frequency::Monthly => 1,
            Frequency::Quarterly => 3,
            Frequency::HalfYearly => 6,
            Frequency::Yearly => 12,
        };
        let next = self.last_period(months)?.succ_opt()?;
        next.checked_sub_months(Months::new(months * back))?.pred_opt()
    }

    /// The mark of a day that has passed.
    pub fn mark_of(&self, day: NaiveDate, minutes: u32) -> Mark {
        Mark { days: day.signed_duration_since(self.today).num_days(), minutes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(today: &str) -> Calendar {
        Calendar { today: today.parse().unwrap(), zone: Zone::named("Europe/Dublin").unwrap() }
    }

    #[test]
    fn days_fall_on_working_days_in_their_order() {
        // A Monday.
        let calendar = on("2026-11-23");
        let day = |days| calendar.day(days).unwrap().to_string();
        assert_eq!([day(-1), day(-2), day(-3)], ["2026-11-20", "2026-11-20", "2026-11-20"]);
        assert_eq!([day(4), day(5), day(6), day(7)], ["2026-11-27", "2026-11-30", "2026-11-30", "2026-11-30"]);
        for today in ["2028-02-29", "2026-12-31", "2026-03-29", "2026-10-25"] {
            let days: Vec<_> = (-400..400).map(|days| on(today).day(days).unwrap()).collect();
            assert!(days.is_sorted(), "{today}");
        }
    }

    #[test]
    fn texts_name_days() {
        assert_eq!(
            on("2026-11-23").spelled("since {-3d}, until {+1d}."),
            "since 20 November 2026, until 24 November 2026."
        );
    }

    #[test]
    fn periods_end_with_their_months() {
        let end = |today, frequency, back| on(today).period_end(frequency, back).unwrap().to_string();
        assert_eq!(end("2026-11-23", Frequency::Monthly, 0), "2026-10-31");
        assert_eq!(end("2026-11-05", Frequency::Monthly, 0), "2026-09-30");
        assert_eq!(end("2026-11-06", Frequency::Monthly, 0), "2026-10-31");
        assert_eq!(end("2028-03-31", Frequency::Monthly, 0), "2028-02-29");
        assert_eq!(end("2026-12-31", Frequency::Quarterly, 1), "2026-06-30");
        assert_eq!(end("2026-12-31", Frequency::HalfYearly, 0), "2026-06-30");
    }
}
