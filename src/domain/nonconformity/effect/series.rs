//! What a KPI says of the effect: its values of whole periods before the actions were done and since. A period counts once,
//! however many values end in it.

use chrono::NaiveDate;

use crate::domain::kpi::{Direction, Frequency, Kpi};
use crate::domain::measurement::Measurement;
use crate::domain::nonconformity::criterion::Criterion;
use crate::domain::nonconformity::words::Nonconformity;
use crate::domain::value::Decimal;

use super::judged::{Figures, Outcome, limits_in_words};

/// What was measured for a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    pub end: NaiveDate,
    pub value: Decimal,
}

/// A period with all values that overlap it.
#[derive(Debug, Clone)]
struct Spell {
    /// The end of the first of them.
    end: NaiveDate,
    points: Vec<Point>,
}

/// What a KPI measured, the oldest first.
pub struct Series {
    each: Option<Frequency>,
    before: Vec<Spell>,
    since: Vec<Spell>,
    wanted: usize,
    limits: (Option<Decimal>, Option<Decimal>),
    unit: String,
    today: NaiveDate,
    direction: Option<Direction>,
    ended: bool,
}

/// The periods of values, the oldest first: a value whose period begins before another one's is over belongs to that.
fn spells(each: Option<Frequency>, mut points: Vec<Point>) -> Vec<Spell> {
    points.sort_by_key(|point| point.end);
    let mut spells: Vec<Spell> = Vec::new();
    for point in points {
        let begins = each.and_then(|each| each.begins(point.end)).unwrap_or(point.end);
        match spells.last_mut() {
            Some(spell) if begins <= spell.end => spell.points.push(point),
            _ => spells.push(Spell { end: point.end, points: vec![point] }),
        }
    }
    spells
}

/// The sum and the number of some values.
type Sum = (i128, i128);

impl Series {
    pub fn of(case: Nonconformity, figures: &Figures) -> Self {
        let kpi = figures.kpi.map(Kpi);
        // What was set with the criterion counts, whatever became of the KPI since.
        let each = case.limit_period().or(kpi.and_then(Kpi::frequency));
        let limits = (case.limit_low(), case.limit_high());
        let direction = match limits {
            (None, None) => kpi.and_then(Kpi::direction),
            (Some(_), None) => Some(Direction::Higher),
            (None, Some(_)) => Some(Direction::Lower),
            (Some(_), Some(_)) => Some(Direction::Within),
        };
        let (mut before, mut since) = (Vec::new(), Vec::new());
        for one in figures.measurements.iter().map(Measurement) {
            let (Some(end), Some(value), Some(done)) = (one.period_end(), one.figure(), case.counts_from()) else {
                continue;
            };
            let point = Point { end, value };
            if end < done {
                before.push(point);
            } else if each.and_then(|each| each.begins(end)).is_some_and(|first| first >= done) {
                since.push(point);
            }
        }
        let wanted = match case.checked_criterion() {
            Some(Criterion::WithinLimits { periods }) => periods as usize,
            _ => usize::MAX,
        };
        Self {
            each,
            before: spells(each, before),
            since: spells(each, since),
            wanted,
            limits,
            unit: kpi.map_or(String::new(), |kpi| kpi.unit().to_owned()),
            today: figures.today,
            direction,
            ended: kpi.and_then(Kpi::ended) == Some(true),
        }
    }

    /// Whether a whole period lies between the end of one and a day.
    fn is_silent(&self, end: NaiveDate, until: NaiveDate) -> bool {
        let next = |end: NaiveDate| self.each.and_then(|each| each.next(end));
        next(end).and_then(next).is_some_and(|second| second <= until)
    }

    /// The latest periods of which each follows the one before.
    fn in_a_row(&self) -> &[Spell] {
        let broken = self.since.windows(2).rposition(|two| self.is_silent(two[0].end, two[1].end));
        self.since.get(broken.map_or(0, |place| place + 1)..).unwrap_or_default()
    }

    fn is_within(&self, value: Decimal) -> bool {
        let (low, high) = self.limits;
        low.is_none_or(|low| value.scaled >= low.scaled) && high.is_none_or(|high| value.scaled <= high.scaled)
    }

    fn told(&self, value: Decimal) -> String {
        format!("{} {}", value.short(), self.unit).trim().to_owned()
    }

    /// Whether it stayed within its limits for so many periods in a row, and what was found.
    pub fn within(&self, periods: u32) -> (Outcome, String) {
        const ENDED: &str = "; it is no longer measured: have another criterion approved (“revise”), or mark the case as \
                             not effective";
        let open = |found: String| (Outcome::Open, format!("{found}{}", if self.ended { ENDED } else { "" }));
        let row = self.in_a_row();
        let Some(last) = row.last() else {
            return open("the KPI has no measurement of a whole period since the actions were done".to_owned());
        };
        let looked_at = &row[row.len().saturating_sub(periods as usize)..];
        let limits = limits_in_words(self.limits, &self.unit);
        let mut beyond = looked_at.iter().flat_map(|spell| &spell.points).filter(|point| !self.is_within(point.value));
        if let Some(Point { end, value }) = beyond.next_back() {
            return (Outcome::NotMet, format!("{} to {end}, and {limits} was set", self.told(*value)));
        }
        let latest = last.points.last().map_or(last.end, |point| point.end);
        if self.is_silent(latest, self.today) {
            return open(format!("the KPI has no measurement since that to {latest}"));
        }
        let found = format!("{} of {periods} periods in a row within {limits}", looked_at.len());
        if looked_at.len() < periods as usize { open(found) } else { (Outcome::Met, found) }
    }

    /// Which of two values is the better one, as far as there is one.
    fn better(&self, one: i64, other: i64) -> i64 {
        if self.direction == Some(Direction::Higher) { one.max(other) } else { one.min(other) }
    }

    fn worst(&self, one: i64, other: i64) -> i64 {
        if self.better(one, other) == one { other } else { one }
    }

    /// Whether the mean of the periods since the actions is worse than that of as many before, and than the worst of those:
    /// what lies between them is what the KPI does anyway. Of several values of a period the better one tells of before,
    /// and the worse one of since.
    pub fn worse(&self) -> Option<String> {
        let last = |spells: &[Spell], choose: &dyn Fn(i64, i64) -> i64| -> Vec<i64> {
            let spells = spells.iter().rev().take(self.wanted);
            let told = |spell: &Spell| spell.points.iter().map(|point| point.value.scaled).reduce(choose);
            spells.filter_map(told).collect()
        };
        let before = last(&self.before, &|one, other| self.better(one, other));
        let since = last(&self.since, &|one, other| self.worst(one, other));
        let worst = before.iter().copied().reduce(|one, other| self.worst(one, other))?;
        let sum = |values: &[i64]| -> Sum {
            values.iter().fold((0, 0), |(sum, count), value| (sum + i128::from(*value), count + 1))
        };
        let ((before, earlier), (after, later)) = (sum(&before), sum(&since));
        if earlier == 0 || later == 0 {
            return None;
        }
        let beyond_the_worst = (after, i128::from(worst) * later);
        let worse = match self.direction? {
            Direction::Higher => beyond_the_worst.0 < beyond_the_worst.1,
            Direction::Lower => beyond_the_worst.0 > beyond_the_worst.1,
            Direction::Within => false,
        };
        let mean = |sum: i128, count: i128| {
            let scale = self.since.first().and_then(|spell| spell.points.first()).map_or(0, |point| point.value.scale);
            let scaled = i64::try_from(sum / count).unwrap_or(i64::MAX);
            self.told(Decimal { scaled, scale })
        };
        worse
            .then(|| format!("It got worse: {} on average before, {} after", mean(before, earlier), mean(after, later)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn ends(each: Frequency, days: &[&str]) -> Vec<NaiveDate> {
        let value = Decimal { scaled: 1, scale: 0 };
        let points = days.iter().map(|end| Point { end: day(end), value }).collect();
        spells(Some(each), points).into_iter().map(|spell| spell.end).collect()
    }

    #[test]
    fn a_period_counts_once_however_many_values_end_in_it() {
        let quarterly = ["2026-09-30", "2026-11-26", "2026-11-27", "2026-11-28"];
        assert_eq!(ends(Frequency::Quarterly, &quarterly), [day("2026-09-30")]);
        let months = ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"];
        assert_eq!(ends(Frequency::Monthly, &months), months.map(day));
        let between = ["2026-01-31", "2026-02-15", "2026-02-28"];
        assert_eq!(ends(Frequency::Monthly, &between), [day("2026-01-31"), day("2026-02-28")]);
        let weeks = ["2026-11-01", "2026-11-08", "2026-11-12", "2026-11-15"];
        assert_eq!(ends(Frequency::Weekly, &weeks), [day("2026-11-01"), day("2026-11-08"), day("2026-11-15")]);
    }

    proptest! {
        /// As many periods at most as fit between the first day and the last, whatever was typed.
        #[test]
        fn no_more_periods_than_there_are(days in proptest::collection::vec(0i32..400, 1..40)) {
            let points = days.iter().map(|day| Point {
                end: NaiveDate::from_num_days_from_ce_opt(739_000 + day).unwrap(),
                value: Decimal { scaled: 1, scale: 0 },
            });
            let found = spells(Some(Frequency::Weekly), points.collect());
            let (first, last) = (days.iter().min().unwrap(), days.iter().max().unwrap());
            prop_assert!(found.len() as i32 <= (last - first) / 7 + 1);
            prop_assert!(found.windows(2).all(|two| (two[1].end - two[0].end).num_days() >= 7));
            prop_assert_eq!(found.iter().map(|spell| spell.points.len()).sum::<usize>(), days.len());
        }
    }
}
