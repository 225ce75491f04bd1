//! When an obligation comes round again.

use chrono::{Datelike, Months, NaiveDate};

use super::words::{Obligation, Recurs};

/// How an obligation comes round again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Schedule {
    months: u32,
    recurs: Recurs,
    /// The day of the month that it keeps.
    on_day: Option<u32>,
}

impl Schedule {
    /// The schedule of an obligation that comes round after so many months.
    pub fn of(obligation: Obligation, months: Option<u32>) -> Option<Self> {
        let on_day = obligation.on_day().and_then(|day| u32::try_from(day).ok());
        Some(Self { months: months.filter(|months| *months > 0)?, recurs: recurs(obligation), on_day })
    }

    /// Whether the day on which it was done says when it is next due.
    pub fn is_from_completion(self) -> bool {
        self.recurs == Recurs::FromCompletion
    }

    /// The day by which it is due again, once it was done. A day that it keeps is lost neither by doing it early nor late: the
    /// next one after that is meant. What was done more than half of its time before it was due was done for the round before.
    pub fn next(self, due: Option<NaiveDate>, done: NaiveDate) -> Option<NaiveDate> {
        let Some(due) = due.filter(|_| !self.is_from_completion()) else {
            return done.checked_add_months(Months::new(self.months));
        };
        let began = due.checked_sub_months(Months::new(self.months))?;
        if (due - done).num_days() * 2 > (due - began).num_days() {
            return Some(due);
        }
        let rounds = (1..).map(|round| self.months.checked_mul(round).and_then(|months| self.kept(due, months)));
        rounds.take_while(Option::is_some).flatten().find(|next| *next > done)
    }

    /// The day that it keeps, so many months after a day.
    fn kept(self, due: NaiveDate, months: u32) -> Option<NaiveDate> {
        let first = due.with_day(1)?.checked_add_months(Months::new(months))?;
        let last = first.checked_add_months(Months::new(1))?.pred_opt()?;
        match self.recurs {
            Recurs::MonthEnd => Some(last),
            Recurs::OnItsDay | Recurs::FromCompletion => {
                first.with_day(self.on_day.unwrap_or(due.day()).min(last.day()))
            }
        }
    }
}

/// From what it is counted; what was recorded before that could be said, from when it was done.
fn recurs(obligation: Obligation) -> Recurs {
    obligation.recurs().unwrap_or(Recurs::FromCompletion)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// The days on which something is due that is done on these.
    fn due(schedule: Schedule, first: &str, done: &[&str]) -> Vec<String> {
        let mut due = on(first);
        let mut next = |done: &&str| {
            due = schedule.next(Some(due), on(done)).unwrap();
            due.to_string()
        };
        done.iter().map(&mut next).collect()
    }

    #[test]
    fn a_day_that_is_kept_is_lost_neither_in_short_months_nor_by_doing_it_early_or_late() {
        let kept = Schedule { months: 1, recurs: Recurs::OnItsDay, on_day: Some(31) };
        let wanted = ["2026-09-30", "2026-10-31", "2026-11-30", "2026-12-31"];
        assert_eq!(due(kept, "2026-08-31", &["2026-08-31", "2026-09-30", "2026-10-31", "2026-11-30"]), wanted);
        assert_eq!(due(kept, "2026-08-31", &["2026-08-20", "2026-10-05", "2026-10-29", "2026-12-01"]), wanted);
        let quarterly = Schedule { months: 3, recurs: Recurs::OnItsDay, on_day: Some(30) };
        assert_eq!(due(quarterly, "2026-11-30", &["2026-12-01", "2027-02-10"]), ["2027-02-28", "2027-05-30"]);
    }

    #[test]
    fn rounds_that_were_missed_are_not_due_once_more_and_what_was_done_long_before_is_of_the_round_before() {
        let kept = Schedule { months: 1, recurs: Recurs::OnItsDay, on_day: Some(31) };
        assert_eq!(due(kept, "2026-08-31", &["2026-11-10"]), ["2026-11-30"]);
        let yearly = Schedule { months: 12, recurs: Recurs::OnItsDay, on_day: Some(20) };
        assert_eq!(due(yearly, "2026-12-20", &["2026-02-01"]), ["2026-12-20"]);
    }

    #[test]
    fn the_last_day_of_the_month_and_the_day_of_doing_it_are_counted_from_by_choice() {
        let last = Schedule { months: 1, recurs: Recurs::MonthEnd, on_day: None };
        assert_eq!(due(last, "2027-01-15", &["2027-01-15", "2027-02-28"]), ["2027-02-28", "2027-03-31"]);
        let after = Schedule { months: 1, recurs: Recurs::FromCompletion, on_day: None };
        assert_eq!(due(after, "2026-08-31", &["2026-09-05", "2026-10-03"]), ["2026-10-05", "2026-11-03"]);
    }
}
