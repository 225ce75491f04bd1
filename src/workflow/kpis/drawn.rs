//! The series of a KPI as a chart: a line through its values, over the target and the limits of their time, broken where a
//! value is missing, with a sign where one lies beyond a limit.

use chrono::NaiveDate;

use crate::analysis::scale::foot;
use crate::domain::house::said::Words;
use crate::domain::kpi::reading::{Status, float};
use crate::domain::kpi_limit::{Band, KpiLimit};
use crate::domain::value::Decimal;
use crate::workflow::sheet::chart::{self, Chart, Key, Mark, Place, SPAN, Sort};

/// A period: its end, its value and where that lay, and what held at its time.
#[derive(Debug, Clone)]
pub struct Point {
    pub day: NaiveDate,
    pub value: Decimal,
    pub band: Option<Band>,
    /// Whether the period before it was measured, too.
    pub follows: bool,
    pub levels: Vec<Level>,
}

/// A value that was to be reached, or not to be passed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Level {
    pub sort: Sort,
    pub value: Decimal,
}

/// The sorts of limits.
const SORTS: [Sort; 3] = [Sort::Target, Sort::Warning, Sort::Critical];

/// What a limit of a sort is called.
fn called(sort: Sort, words: &Words) -> &str {
    match sort {
        Sort::Target | Sort::Half => words.target_line(),
        Sort::Warning => words.warning_line(),
        Sort::Critical => words.critical_line(),
    }
}

/// The levels of limits.
pub fn levels(limit: KpiLimit) -> Vec<Level> {
    let all = [
        (Sort::Target, limit.target()),
        (Sort::Warning, limit.warn()),
        (Sort::Warning, limit.warn_high()),
        (Sort::Critical, limit.critical()),
        (Sort::Critical, limit.critical_high()),
    ];
    all.into_iter().filter_map(|(sort, value)| Some(Level { sort, value: value? })).collect()
}

/// The chart of what was counted at the end of each period, for which nothing was to be reached.
pub fn plain(points: &[(NaiveDate, Decimal)], words: &Words) -> Chart {
    let point = |(place, (day, value)): (usize, &(NaiveDate, Decimal))| Point {
        day: *day,
        value: *value,
        band: None,
        follows: place > 0,
        levels: Vec::new(),
    };
    chart(&points.iter().enumerate().map(point).collect::<Vec<_>>(), words)
}

/// The chart of a series; an empty one of none.
pub fn chart(points: &[Point], words: &Words) -> Chart {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return Chart::default() };
    let all = || points.iter().flat_map(|point| point.levels.iter().map(|level| level.value).chain([point.value]));
    let (Some(highest), Some(lowest)) = (all().max_by_key(|one| one.scaled), all().min_by_key(|one| one.scaled)) else {
        return Chart::default();
    };
    let (top, bottom) = (float(highest), foot(all().map(float)));
    // What is all the same stands in the middle.
    let up = |value: Decimal| chart::place(if top > bottom { (float(value) - bottom) / (top - bottom) } else { 0.5 });
    let days = (last.day - first.day).num_days();
    let share = |day: NaiveDate| if days > 0 { (day - first.day).num_days() as f64 / days as f64 } else { 0.5 };
    let right = |day: NaiveDate| chart::place(share(day));
    let at = |point: &Point| (right(point.day), up(point.value));
    let alone = |place: usize| !points[place].follows && points.get(place + 1).is_none_or(|next| !next.follows);
    let mark = |place: usize| match points[place].band {
        Some(Band::Critical) => Some(Mark::Critical),
        Some(Band::Watch) => Some(Mark::Watch),
        _ => (alone(place) || place + 1 == points.len()).then_some(Mark::Value),
    };
    let lower = if bottom == 0.0 { "0".to_owned() } else { lowest.short() };
    let foot = if top > bottom { 0 } else { SPAN / 2 };
    Chart {
        says: words.series(points.len(), first.day, last.day, last.value.short()),
        ticks: vec![(up(highest), highest.short()), (foot, lower)],
        ends: [if first.day < last.day { first.day.to_string() } else { String::new() }, last.day.to_string()],
        levels: spans(points, right, up),
        lines: lines(points, at),
        marks: (0..points.len()).filter_map(|place| Some((at(&points[place]), mark(place)?))).collect(),
        legend: legend(points, words),
        data: data(points, words),
    }
}

/// The values, the latest first, each with where it lay and with the limits of its time.
fn data(points: &[Point], words: &Words) -> chart::Data {
    let judged = points.iter().any(|point| point.band.is_some() || !point.levels.is_empty());
    let shown = if judged { 4 } else { 2 };
    let row = |point: &Point| {
        let bounds = point.levels.iter().map(|level| words.with_value(called(level.sort, words), level.value.short()));
        let stood = words.label(Status::of(point.band).label()).to_owned();
        let cells = [point.day.to_string(), point.value.short(), stood, bounds.collect::<Vec<_>>().join(", ")];
        cells.into_iter().take(shown).collect()
    };
    let columns = [words.period_column(), words.value_column(), words.stood_column(), words.limits_column()];
    let columns = columns.into_iter().take(shown).map(str::to_owned).collect();
    chart::Data { columns, rows: points.iter().rev().map(row).collect() }
}

/// Lines through values that follow one another.
fn lines(points: &[Point], at: impl Fn(&Point) -> Place) -> Vec<Vec<Place>> {
    let runs = points.chunk_by(|_, next| next.follows);
    runs.filter(|run| run.len() > 1).map(|run| run.iter().map(&at).collect()).collect()
}

/// The levels, each over the periods for which it held.
fn spans(points: &[Point], right: impl Fn(NaiveDate) -> u16, up: impl Fn(Decimal) -> u16) -> Vec<chart::Level> {
    let mut spans: Vec<chart::Level> = Vec::new();
    for (place, point) in points.iter().enumerate() {
        let from = place.checked_sub(1).map_or(0, |before| right(points[before].day));
        let to = if place + 1 == points.len() { SPAN } else { right(point.day) };
        for level in &point.levels {
            let (up, sort) = (up(level.value), level.sort);
            // What held before goes on.
            match spans.iter_mut().find(|one| (one.to, one.up, one.sort) == (from, up, sort)) {
                Some(one) => one.to = to,
                None => spans.push(chart::Level { from, to, up, sort }),
            }
        }
    }
    spans
}

/// What the levels and the signs mean, as they stand today.
fn legend(points: &[Point], words: &Words) -> Vec<(Key, String)> {
    let mut legend = Vec::new();
    let last = points.last().map(|point| point.levels.as_slice()).unwrap_or_default();
    for sort in SORTS {
        let word = called(sort, words);
        let held = |point: &Point| point.levels.iter().any(|level| level.sort == sort);
        let values: Vec<_> = last.iter().filter(|one| one.sort == sort).map(|one| one.value.short()).collect();
        let told = match values.split_first() {
            None => words.of_its_time(word),
            Some((first, [])) => words.with_value(word, first),
            Some((first, others)) => words.with_value(word, words.and(first, others.join(", "))),
        };
        if points.iter().any(held) {
            legend.push((Key::Level(sort), told));
        }
    }
    let beyond =
        [(Band::Watch, Mark::Watch, words.beyond_warning()), (Band::Critical, Mark::Critical, words.beyond_critical())];
    for (band, mark, told) in beyond {
        if points.iter().any(|point| point.band == Some(band)) {
            legend.push((Key::Mark(mark), told.to_owned()));
        }
    }
    legend
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point((month, value, target, band): (u32, i64, Option<i64>, Option<Band>)) -> Point {
        let decimal = |scaled| Decimal { scaled, scale: 1 };
        let levels = target.map(|target| Level { sort: Sort::Target, value: decimal(target) });
        Point {
            day: NaiveDate::from_ymd_opt(2026, month, 28).unwrap(),
            value: decimal(value),
            band,
            follows: true,
            levels: levels.into_iter().collect(),
        }
    }

    #[test]
    fn a_line_runs_through_the_values_over_the_target_of_their_time() {
        let points = [(1, 0, None, None), (3, 20, None, None), (6, 40, Some(30), Some(Band::Critical))].map(point);
        let chart = chart(&points, &Words::default());
        assert_eq!(chart.lines.len(), 1);
        assert_eq!(chart.lines[0].len(), 3);
        assert_eq!(chart.ticks, [(SPAN, "4".to_owned()), (0, "0".to_owned())]);
        assert_eq!(chart.ends, ["2026-01-28", "2026-06-28"]);
        assert_eq!(chart.levels.len(), 1, "it held in the last period alone");
        assert_eq!((chart.levels[0].to, chart.levels[0].up), (SPAN, 7500));
        assert_eq!(chart.marks, [((SPAN, SPAN), Mark::Critical)]);
        let told: Vec<_> = chart.legend.iter().map(|(_, words)| words.as_str()).collect();
        assert_eq!(told, ["target 3", "beyond the critical limit"]);
    }

    #[test]
    fn a_missing_period_breaks_the_line_and_what_stands_alone_is_seen() {
        let mut points = [(1, 10, None, None), (3, 10, None, None), (12, 40, None, None)].map(point).to_vec();
        points.iter_mut().for_each(|point| point.follows = false);
        let chart = chart(&points, &Words::default());
        assert!(chart.lines.is_empty());
        assert_eq!(chart.marks.iter().map(|(_, mark)| *mark).collect::<Vec<_>>(), [Mark::Value; 3]);
        assert!(super::chart(&[], &Words::default()).is_empty());
    }
}
