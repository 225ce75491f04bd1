//! The time that an item and a meeting have, and what is left of it.

use chrono::TimeDelta;

use crate::domain::agenda_item::{AgendaItem, State, seconds_used};
use crate::domain::record::Record;
use crate::domain::value::Instant;

use super::Proceedings;

/// From this share of its time on an item is near its end, in percent.
const NEAR: i64 = 80;

/// The time of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Time {
    /// The seconds that were spent on it.
    pub used: i64,
    /// The minutes that it may take; 0 where nothing is said.
    pub allotted: i64,
}

impl Time {
    /// The time of an item at a moment.
    pub fn of(item: &Record, now: Instant) -> Self {
        let view = AgendaItem(item);
        Self { used: seconds_used(view, now), allotted: view.allotted().map_or(0, |time| time.minutes) }
    }

    /// The minutes that were begun.
    pub fn minutes(self) -> i64 {
        (self.used + 59) / 60
    }

    /// The minutes that are left, negative where it is over its time; none where it has no time allotted.
    pub fn left(self) -> Option<i64> {
        (self.allotted > 0).then_some(self.allotted - self.minutes())
    }

    /// The share of its time that is used, in percent; none where it has no time allotted.
    pub fn share(self) -> Option<i64> {
        (self.allotted > 0).then(|| self.used * 100 / (self.allotted * 60))
    }

    /// Whether it takes longer than it may.
    pub fn is_over(self) -> bool {
        self.left().is_some_and(|left| left < 0)
    }

    /// Whether most of its time is used.
    pub fn is_near(self) -> bool {
        self.share().is_some_and(|share| share >= NEAR)
    }

    /// Minutes used and allotted: `6/10′`; nothing where neither is known.
    pub fn words(self) -> String {
        match (self.minutes(), self.allotted) {
            (0, 0) => String::new(),
            (0, allotted) => format!("{allotted}′"),
            (used, 0) => format!("{used}′"),
            (used, allotted) => format!("{used}/{allotted}′"),
        }
    }
}

/// Hours and minutes: `0:42`.
pub fn clock(minutes: i64) -> String {
    format!("{}:{:02}", minutes / 60, minutes % 60)
}

/// When a meeting ends if what is left takes its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outlook {
    /// The minutes since the sitting was opened.
    pub running: i64,
    pub ends: Instant,
    /// By how many minutes the items taken so far went over their time, less what was saved.
    pub over: i64,
}

impl Outlook {
    /// The outlook of a sitting at a moment; none where the meeting is not in session.
    pub fn of(proceedings: &Proceedings, now: Instant) -> Option<Self> {
        let opened = proceedings.review().opened_at().filter(|_| proceedings.state().is_running())?;
        let (mut left, mut over) = (0, 0);
        for item in &proceedings.items {
            let (time, state) = (Time::of(item, now), AgendaItem(item).state());
            match state {
                Some(State::Discussed | State::Noted | State::Deferred) => over += time.minutes() - time.allotted,
                Some(State::Current) => {
                    left += time.left().unwrap_or(0).max(0);
                    over += time.left().map_or(0, |left| (-left).max(0));
                }
                _ => left += time.left().unwrap_or(0).max(0),
            }
        }
        let running = now.signed_duration_since(opened).num_minutes().max(0);
        Some(Self { running, ends: now + TimeDelta::minutes(left), over })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_is_counted_in_minutes_that_were_begun() {
        let time = |used, allotted| Time { used, allotted };
        assert_eq!(time(0, 15).words(), "15′");
        assert_eq!((time(61, 15).words(), time(61, 15).left()), ("2/15′".to_owned(), Some(13)));
        assert!(!time(719, 15).is_near() && time(720, 15).is_near());
        assert!(!time(900, 15).is_over() && time(901, 15).is_over());
        assert_eq!((time(90, 0).words(), time(90, 0).left(), time(90, 0).share()), ("2′".to_owned(), None, None));
        assert_eq!((clock(42), clock(125)), ("0:42".to_owned(), "2:05".to_owned()));
    }
}
