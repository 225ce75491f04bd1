//! Time zones by their place: what the clocks show in Europe/London.
//!
//! The time zone database is part of the program, so that a day ends at the same moment on every machine.

use std::fmt;

use chrono::{DateTime, FixedOffset, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone};
use jiff::Timestamp;
use jiff::civil;
use jiff::tz::{AmbiguousOffset, TimeZone as Rules};

/// A time zone of the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone(Rules);

impl Zone {
    /// The zone without changes of the clock.
    pub const UTC: Self = Self(Rules::UTC);

    /// The zone of a place, spelled as the database spells it: `Europe/London`.
    pub fn named(name: &str) -> Option<Self> {
        let rules = Rules::get(name).ok()?;
        (rules.iana_name() == Some(name)).then_some(Self(rules))
    }

    /// Every name that the database has.
    pub fn names() -> impl Iterator<Item = String> {
        jiff::tz::db().available().map(|name| name.as_str().to_owned())
    }

    /// Its name in the database.
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// Each change of its clocks from the first day of a year on, the first first; without end where its rules have none.
    pub fn changes(&self, year: i32) -> impl Iterator<Item = ClockChange> {
        let from =
            NaiveDate::from_ymd_opt(year, 1, 1).map_or(0, |day| day.and_time(NaiveTime::MIN).and_utc().timestamp());
        let from = Timestamp::from_second(from).unwrap_or_default();
        self.0.following(from).filter_map(|change| {
            let at = change.timestamp();
            let before = self.0.to_offset(Timestamp::from_second(at.as_second() - 1).ok()?).seconds();
            let shown = DateTime::from_timestamp(at.as_second() + i64::from(before), 0)?.naive_utc();
            Some(ClockChange { shown, before, after: change.offset().seconds(), summer: change.dst().is_dst() })
        })
    }

    fn shifted(&self, offset: jiff::tz::Offset) -> Shift {
        // Every offset of the database is a few hours.
        let fixed = FixedOffset::east_opt(offset.seconds()).unwrap_or_else(|| chrono::Utc.fix());
        Shift { fixed, zone: self.clone() }
    }
}

/// A change of the clocks of a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockChange {
    /// What they show in the moment in which they are changed.
    pub shown: NaiveDateTime,
    /// By how many seconds they were ahead of UTC.
    pub before: i32,
    /// By how many they are from then on.
    pub after: i32,
    /// Whether what they show from then on is called summer time.
    pub summer: bool,
}

/// By how much the clocks of a zone differ from UTC at a moment.
#[derive(Debug, Clone)]
pub struct Shift {
    fixed: FixedOffset,
    zone: Zone,
}

impl Offset for Shift {
    fn fix(&self) -> FixedOffset {
        self.fixed
    }
}

impl fmt::Display for Shift {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        self.fixed.fmt(formatter)
    }
}

impl TimeZone for Zone {
    type Offset = Shift;

    fn from_offset(offset: &Shift) -> Self {
        offset.zone.clone()
    }

    fn offset_from_local_date(&self, local: &NaiveDate) -> LocalResult<Shift> {
        self.offset_from_local_datetime(&local.and_time(NaiveTime::MIN))
    }

    fn offset_from_local_datetime(&self, local: &NaiveDateTime) -> LocalResult<Shift> {
        let Some(clock) = civil_time(local) else { return LocalResult::None };
        match self.0.to_ambiguous_timestamp(clock).offset() {
            AmbiguousOffset::Unambiguous { offset } => LocalResult::Single(self.shifted(offset)),
            AmbiguousOffset::Fold { before, after } => {
                LocalResult::Ambiguous(self.shifted(before), self.shifted(after))
            }
            AmbiguousOffset::Gap { .. } => LocalResult::None,
        }
    }

    fn offset_from_utc_date(&self, utc: &NaiveDate) -> Shift {
        self.offset_from_utc_datetime(&utc.and_time(NaiveTime::MIN))
    }

    fn offset_from_utc_datetime(&self, utc: &NaiveDateTime) -> Shift {
        // What lies beyond the database's range of years, nobody's clock shows.
        let moment = Timestamp::from_second(utc.and_utc().timestamp()).unwrap_or_default();
        self.shifted(self.0.to_offset(moment))
    }
}

/// What a clock shows, in the words of the database; `None` beyond its range of years.
fn civil_time(local: &NaiveDateTime) -> Option<civil::DateTime> {
    let wall: DateTime<chrono::Utc> = local.and_utc();
    let moment = Timestamp::from_second(wall.timestamp()).ok()?;
    Some(Rules::UTC.to_datetime(moment))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_known_by_its_name_alone() {
        assert!(Zone::named("Europe/London").is_some());
        for wrong in ["", "europe/london", "Europe/Nowhere", "+02:00", "../etc/localtime"] {
            assert_eq!(Zone::named(wrong), None, "{wrong}");
        }
        assert!(Zone::names().any(|name| name == "America/New_York"));
        assert!(Zone::names().all(|name| Zone::named(&name).is_some()));
    }

    #[test]
    fn clocks_skip_and_repeat_an_hour_and_go_on_in_far_years() {
        let berlin = Zone::named("Europe/Berlin").unwrap();
        let at = |text: &str| NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
        assert_eq!(berlin.from_local_datetime(&at("2027-03-28 02:30")), LocalResult::None);
        let twice = berlin.from_local_datetime(&at("2026-10-25 02:30"));
        let moments = (twice.clone().earliest().unwrap().to_utc(), twice.latest().unwrap().to_utc());
        assert_eq!(moments, (at("2026-10-25 00:30").and_utc(), at("2026-10-25 01:30").and_utc()));
        let summer = at("2090-07-01 12:00").and_utc().with_timezone(&berlin);
        assert_eq!(summer.to_string(), "2090-07-01 14:00:00 +02:00");
        assert_eq!((summer + chrono::TimeDelta::days(180)).to_string(), "2090-12-28 13:00:00 +01:00");
        assert_eq!(
            at("1970-01-01 00:00").and_utc().with_timezone(&Zone::UTC).to_string(),
            "1970-01-01 00:00:00 +00:00"
        );
    }
}
