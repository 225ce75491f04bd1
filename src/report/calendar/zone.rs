//! The clocks of a zone as a calendar is told of them: by a rule where they are changed by one, or else change by change.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Weekday};

use crate::domain::zone::{ClockChange, Zone};

use super::{CLOCK, Lines};

/// How many years ahead the clocks are looked at: a rule is one that holds in each.
const AHEAD: i32 = 10;

/// Before this year no rule is followed back.
const FIRST: i32 = 1996;

/// On which day of which month the clocks are changed in each year, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Rule {
    month: u32,
    weekday: Weekday,
    /// The how manieth of its month; -1 is the last.
    week: i8,
    at: NaiveTime,
    before: i32,
    after: i32,
    summer: bool,
}

impl Rule {
    /// The rules by which a change could be one of a yearly kind.
    fn of(change: ClockChange) -> Vec<Self> {
        let day = change.shown.date();
        let rule = |week| Self {
            month: day.month(),
            weekday: day.weekday(),
            week,
            at: change.shown.time(),
            before: change.before,
            after: change.after,
            summer: change.summer,
        };
        let place = i8::try_from((day.day() - 1) / 7 + 1).unwrap_or(1);
        let is_last = day.checked_add_days(chrono::Days::new(7)).is_none_or(|next| next.month() != day.month());
        // What is always the last is told as that, though it may be the fourth in each year that is looked at.
        let last = is_last.then(|| rule(-1));
        last.into_iter().chain(std::iter::once(rule(place))).collect()
    }

    fn words(self) -> String {
        format!("RRULE:FREQ=YEARLY;BYMONTH={};BYDAY={}{}", self.month, self.week, weekday(self.weekday))
    }
}

fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "MO",
        Weekday::Tue => "TU",
        Weekday::Wed => "WE",
        Weekday::Thu => "TH",
        Weekday::Fri => "FR",
        Weekday::Sat => "SA",
        Weekday::Sun => "SU",
    }
}

/// Tells how the clocks go from a day on.
pub fn write(out: &mut Lines, zone: &Zone, from: NaiveDate) {
    out.line("BEGIN:VTIMEZONE");
    out.line(&format!("TZID:{}", zone.name()));
    let year = from.year();
    let first = (year - 1).min(FIRST);
    let changes: Vec<ClockChange> =
        zone.changes(first).take_while(|change| change.shown.year() <= year + AHEAD).collect();
    let told = changes.iter().filter(|change| change.shown.year() >= year - 1).copied();
    match yearly(&changes, year) {
        Some(rules) => {
            for (rule, since) in rules {
                observance(out, rule.summer, since, rule.before, rule.after, Some(&rule.words()));
            }
        }
        None => {
            let start = NaiveDate::from_ymd_opt(year - 1, 1, 1).unwrap_or(from).and_time(NaiveTime::MIN);
            let before = changes.iter().rfind(|change| change.shown.year() < year - 1);
            let offset = match (before, told.clone().next()) {
                (Some(change), _) => change.after,
                (None, Some(change)) => change.before,
                (None, None) => offset_at(zone, start),
            };
            observance(out, false, start, offset, offset, None);
            told.for_each(|one| observance(out, one.summer, one.shown, one.before, one.after, None));
        }
    }
    out.line("END:VTIMEZONE");
}

/// The two rules by which the clocks are changed in each year, each with the first day since which it holds.
fn yearly(changes: &[ClockChange], year: i32) -> Option<Vec<(Rule, NaiveDateTime)>> {
    let of = |year: i32| changes.iter().copied().filter(move |change| change.shown.year() == year);
    let mut found = Vec::new();
    for place in 0..2 {
        let ahead: Vec<_> = (year - 1..=year + AHEAD).map(|year| of(year).nth(place)).collect::<Option<_>>()?;
        let rule =
            Rule::of(*ahead.first()?).into_iter().find(|rule| ahead.iter().all(|one| Rule::of(*one).contains(rule)))?;
        let holds = |year: &i32| of(*year).find(|change| Rule::of(*change).contains(&rule));
        let since = (FIRST..year).rev().map_while(|year| holds(&year)).last()?;
        found.push((rule, since.shown));
    }
    (year - 1..=year + AHEAD).all(|year| of(year).count() == 2).then_some(found)
}

fn offset_at(zone: &Zone, local: NaiveDateTime) -> i32 {
    use chrono::{Offset, TimeZone};
    zone.offset_from_utc_datetime(&local).fix().local_minus_utc()
}

fn observance(out: &mut Lines, summer: bool, since: NaiveDateTime, before: i32, after: i32, rule: Option<&str>) {
    let name = if summer { "DAYLIGHT" } else { "STANDARD" };
    out.line(&format!("BEGIN:{name}"));
    out.line(&format!("DTSTART:{}", since.format(CLOCK)));
    if let Some(rule) = rule {
        out.line(rule);
    }
    out.line(&format!("TZOFFSETFROM:{}", offset(before)));
    out.line(&format!("TZOFFSETTO:{}", offset(after)));
    out.line(&format!("END:{name}"));
}

/// An offset from UTC, in hours and minutes, and seconds where it has some.
fn offset(seconds: i32) -> String {
    let (sign, all) = if seconds < 0 { ('-', -seconds) } else { ('+', seconds) };
    let (hours, minutes, rest) = (all / 3600, all / 60 % 60, all % 60);
    let rest = if rest == 0 { String::new() } else { format!("{rest:02}") };
    format!("{sign}{hours:02}{minutes:02}{rest}")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use chrono::{Offset, TimeDelta, TimeZone};

    use super::*;

    /// What a reader makes of it: each change of the clocks with what they show then, and the offset from there on.
    fn read(text: &str, until: i32) -> Vec<(NaiveDateTime, i32)> {
        let mut found = Vec::new();
        for part in text.split("BEGIN:").skip(2) {
            let said: BTreeMap<&str, &str> = part.lines().filter_map(|line| line.trim().split_once(':')).collect();
            let start = NaiveDateTime::parse_from_str(said["DTSTART"], CLOCK).unwrap();
            let to = said["TZOFFSETTO"];
            let sign = if to.starts_with('-') { -1 } else { 1 };
            let number = |range: std::ops::Range<usize>| to.get(range).map_or(0, |text| text.parse::<i32>().unwrap());
            let after = sign * (number(1..3) * 3600 + number(3..5) * 60 + number(5..7));
            let Some(rule) = said.get("RRULE") else {
                found.push((start, after));
                continue;
            };
            let part = |name: &str| rule.split(';').find_map(|one| one.strip_prefix(name)).unwrap();
            let month = part("BYMONTH=").parse().unwrap();
            let (week, day) = part("BYDAY=").split_at(part("BYDAY=").len() - 2);
            let is = |date: &NaiveDate| weekday(date.weekday()) == day;
            for year in start.year()..=until {
                let days = (1..=31).filter_map(|one| NaiveDate::from_ymd_opt(year, month, one)).filter(is);
                let days: Vec<_> = days.collect();
                let date = match week {
                    "-1" => *days.last().unwrap(),
                    week => days[week.parse::<usize>().unwrap() - 1],
                };
                found.push((date.and_time(start.time()), after));
            }
        }
        found.sort();
        found
    }

    #[test]
    fn every_zone_is_told_so_that_both_sides_of_each_change_are_right() {
        let day = NaiveDate::from_ymd_opt(2026, 12, 4).unwrap();
        let mut by_rule = 0;
        for name in Zone::names() {
            let zone = Zone::named(&name).unwrap();
            let mut out = Lines::default();
            write(&mut out, &zone, day);
            by_rule += usize::from(out.0.contains("RRULE"));
            let read = read(&out.0, 2030);
            let told = |at: NaiveDateTime| read.iter().rfind(|(since, _)| *since <= at).map(|(_, offset)| *offset);
            let in_years = zone.changes(2026).take_while(|one| one.shown.year() < 2030);
            let sides = in_years.flat_map(|one| {
                let hours = TimeDelta::hours(3);
                [(one.shown - hours, one.before), (one.shown + hours, one.after)]
            });
            let plain = ["2026-12-04T10:00:00", "2027-07-01T10:00:00"].map(|text| {
                let at: NaiveDateTime = text.parse().unwrap();
                (at, zone.from_local_datetime(&at).unwrap().offset().fix().local_minus_utc())
            });
            for (at, offset) in sides.chain(plain) {
                assert_eq!(told(at), Some(offset), "{name} at {at}: {}", out.0);
            }
        }
        assert!(by_rule > 100, "{by_rule} zones have yearly rules");
    }
}
