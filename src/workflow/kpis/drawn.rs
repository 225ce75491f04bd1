//! The series of a KPI drawn: a line through its values, over the target and the limits of their time, broken where a
//! value is missing, with a sign where one lies beyond a limit.

use chrono::NaiveDate;

use crate::analysis::scale::foot;
use crate::domain::kpi::reading::float;
use crate::domain::kpi_limit::{Band, KpiLimit};
use crate::domain::value::Decimal;
use crate::workflow::sheet::plot::Plot;

/// The rows of the plot; more where there is room.
const ROWS: usize = 8;
const MORE: usize = 12;
const ROOMY: usize = 100;

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

/// What a level is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    Target,
    Warning,
    Critical,
}

impl Sort {
    const ALL: [Self; 3] = [Self::Target, Self::Warning, Self::Critical];

    fn sign(self, ascii: bool) -> &'static str {
        match (self, ascii) {
            (Self::Target, false) => "┄",
            (Self::Target, true) => ".",
            (Self::Warning, false) => "─",
            (Self::Warning, true) => "-",
            (Self::Critical, false) => "━",
            (Self::Critical, true) => "=",
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Target => "target",
            Self::Warning => "warning limit",
            Self::Critical => "critical limit",
        }
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

/// The lines of a chart, each at most so many columns wide.
pub fn lines(points: &[Point], width: usize, ascii: bool) -> Vec<String> {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return Vec::new() };
    let all = || points.iter().flat_map(|point| point.levels.iter().map(|level| level.value).chain([point.value]));
    let (Some(highest), Some(lowest)) = (all().max_by_key(|one| one.scaled), all().min_by_key(|one| one.scaled)) else {
        return Vec::new();
    };
    let (top, bottom) = (float(highest), foot(all().map(float)));
    // What is all the same stands in the middle.
    let up = |value: Decimal| if top > bottom { (float(value) - bottom) / (top - bottom) } else { 0.5 };
    let days = (last.day - first.day).num_days();
    let right = |day: NaiveDate| if days > 0 { (day - first.day).num_days() as f64 / days as f64 } else { 0.5 };
    let [above, below] = [highest.short(), if bottom == 0.0 { "0".to_owned() } else { lowest.short() }];
    let named = above.len().max(below.len());
    let mut plot = Plot::new(width.saturating_sub(named + 2), if width >= ROOMY { MORE } else { ROWS }, ascii);
    draw_levels(&mut plot, points, right, up, ascii);
    for pair in points.windows(2).filter(|pair| pair[1].follows) {
        plot.line((right(pair[0].day), up(pair[0].value)), (right(pair[1].day), up(pair[1].value)));
    }
    let signs = Signs { ascii };
    for (place, point) in points.iter().enumerate() {
        let alone = !point.follows && points.get(place + 1).is_none_or(|next| !next.follows);
        let shown = alone || place + 1 == points.len();
        if let Some(sign) = signs.beyond(point.band).or(shown.then(|| signs.value())) {
            plot.mark((right(point.day), up(point.value)), sign);
        }
    }
    let (upper, lower) = (plot.row(up(highest)), plot.row(if top > bottom { 0.0 } else { 0.5 }));
    let axis = if ascii { "|" } else { "│" };
    let mut drawn: Vec<String> = Vec::new();
    for (row, line) in plot.rows().enumerate() {
        let name = if row == upper { above.as_str() } else { "" };
        let name = if name.is_empty() && row == lower { below.as_str() } else { name };
        drawn.push(format!("{name:>named$} {axis}{line}").trim_end().to_owned());
    }
    drawn.push(format!("{} {}", " ".repeat(named + 1), under(first.day, last.day, width.saturating_sub(named + 2))));
    drawn.extend(signs.told(points, width));
    drawn
}

/// The levels, each over the periods for which it held.
fn draw_levels(
    plot: &mut Plot,
    points: &[Point],
    right: impl Fn(NaiveDate) -> f64,
    up: impl Fn(Decimal) -> f64,
    ascii: bool,
) {
    for (place, point) in points.iter().enumerate() {
        let from = place.checked_sub(1).map_or(0.0, |before| right(points[before].day));
        let to = if place + 1 == points.len() { 1.0 } else { right(point.day) };
        for level in &point.levels {
            plot.level(from, to, up(level.value), level.sort.sign(ascii));
        }
    }
}

/// The first and the last day below a plot, as far as there is room.
fn under(first: NaiveDate, last: NaiveDate, room: usize) -> String {
    let (from, to) = (first.to_string(), last.to_string());
    match room.checked_sub(from.len() + to.len()) {
        Some(between) if between > 1 && first < last => format!("{from}{}{to}", " ".repeat(between)),
        _ => to,
    }
}

/// The signs of values.
struct Signs {
    ascii: bool,
}

impl Signs {
    fn value(&self) -> &'static str {
        if self.ascii { "o" } else { "●" }
    }

    fn beyond(&self, band: Option<Band>) -> Option<&'static str> {
        match (band, self.ascii) {
            (Some(Band::Critical), false) => Some("✖"),
            (Some(Band::Critical), true) => Some("x"),
            (Some(Band::Watch), false) => Some("▲"),
            (Some(Band::Watch), true) => Some("^"),
            _ => None,
        }
    }

    /// What the lines and the signs mean, as they stand today.
    fn told(&self, points: &[Point], width: usize) -> Vec<String> {
        let mut words = Vec::new();
        let last = points.last().map(|point| point.levels.as_slice()).unwrap_or_default();
        for sort in Sort::ALL {
            let held = |point: &Point| point.levels.iter().any(|level| level.sort == sort);
            let values: Vec<_> = last.iter().filter(|one| one.sort == sort).map(|one| one.value.short()).collect();
            let now = if values.is_empty() { " of its time".to_owned() } else { format!(" {}", values.join(" and ")) };
            if points.iter().any(held) {
                words.push(format!("{} {}{now}", sort.sign(self.ascii), sort.word()));
            }
        }
        for (band, beyond) in [(Band::Watch, "beyond the warning limit"), (Band::Critical, "beyond the critical limit")]
        {
            if let (true, Some(sign)) = (points.iter().any(|point| point.band == Some(band)), self.beyond(Some(band))) {
                words.push(format!("{sign} {beyond}"));
            }
        }
        let mut told: Vec<String> = Vec::new();
        for one in words {
            let length = |text: &str| text.chars().count();
            match told.last_mut() {
                Some(line) if length(line) + 2 + length(&one) <= width => line.push_str(&format!("  {one}")),
                _ => told.push(one.chars().take(width).collect()),
            }
        }
        told
    }
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
        let drawn = lines(&points, 30, true);
        assert_eq!(drawn.len(), ROWS + 3);
        assert!(drawn[0].starts_with("4 |") && drawn[0].ends_with('x'), "{drawn:#?}");
        assert!(drawn[ROWS - 1].starts_with("0 |*"), "{drawn:#?}");
        assert_eq!(drawn.iter().filter(|line| line.contains('.')).count(), 2, "once drawn and once told: {drawn:#?}");
        assert!(drawn[ROWS].contains("2026-01-28") && drawn[ROWS].ends_with("2026-06-28"), "{drawn:#?}");
        assert_eq!(drawn[ROWS + 1..], [". target 3", "x beyond the critical limit"]);
    }

    #[test]
    fn a_missing_period_breaks_the_line_and_what_stands_alone_is_seen() {
        let mut points = [(1, 10, None, None), (3, 10, None, None), (12, 40, None, None)].map(point).to_vec();
        points.iter_mut().for_each(|point| point.follows = false);
        let drawn = lines(&points, 30, true);
        let signs = |sign: char| drawn[..ROWS].iter().flat_map(|line| line.chars()).filter(|one| *one == sign).count();
        assert_eq!((signs('*'), signs('o')), (0, 3), "{drawn:#?}");
    }

    #[test]
    fn no_line_is_wider_than_the_page() {
        let points: Vec<_> =
            (1..=12).map(|month| point((month, i64::from(month) * 10, Some(60), Some(Band::Watch)))).collect();
        for width in [8, 14, 40, 80, 120] {
            for ascii in [false, true] {
                let drawn = lines(&points, width, ascii);
                assert!(drawn.iter().all(|line| line.chars().count() <= width.max(14)), "{width}: {drawn:#?}");
                assert!(!ascii || drawn.iter().all(|line| line.is_ascii()));
            }
        }
        assert!(lines(&[], 80, false).is_empty());
        assert!(lines(&points[..1], 40, true)[..ROWS].iter().any(|line| line.contains('^')), "one value is a sign");
    }
}
