//! The series of a KPI drawn for a page: a bar for each period, and the target that held for it.

use chrono::NaiveDate;

use crate::analysis::scale::foot;
use crate::domain::kpi::reading::float;
use crate::domain::value::Decimal;

/// The rows of bars.
const ROWS: usize = 8;
/// The widest that a bar gets, with the space after it.
const WIDEST: usize = 6;
/// A cell filled from below, by eighths.
const FILLED: [&str; 9] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/// A period: its end, its value, the target of its time.
#[derive(Debug, Clone, Copy)]
pub struct Point {
    pub day: NaiveDate,
    pub value: Decimal,
    pub target: Option<Decimal>,
}

/// The lines of a chart, each at most so many columns wide: of more periods than there is room for, the last.
pub fn lines(points: &[Point], width: usize, ascii: bool) -> Vec<String> {
    let named: usize = points
        .iter()
        .flat_map(|point| [Some(point.value), point.target])
        .flatten()
        .fold(0, |most, one| most.max(one.short().len()));
    let room = width.saturating_sub(named + 1).max(1);
    let points = &points[points.len().saturating_sub(room)..];
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return Vec::new() };
    let all = || points.iter().flat_map(|point| [Some(point.value), point.target]).flatten();
    let (Some(highest), Some(lowest)) = (all().max_by_key(|one| one.scaled), all().min_by_key(|one| one.scaled)) else {
        return Vec::new();
    };
    let (top, bottom) = (float(highest), foot(all().map(float)));
    // What is all the same has no height to tell from.
    let range = if top > bottom { top - bottom } else { 1.0 };
    let foot = if bottom == 0.0 { "0".to_owned() } else { lowest.short() };
    let eighths = |value: f64| ((value - bottom) / range * (ROWS * 8) as f64).round().max(1.0) as usize;
    let each = (room / points.len()).clamp(1, WIDEST);
    let gap = usize::from(each > 1);
    let mut drawn = Vec::new();
    for row in 0..ROWS {
        let below = (ROWS - 1 - row) * 8;
        let mut line = String::new();
        for point in points {
            let filled = eighths(float(point.value)).saturating_sub(below).min(8);
            let aimed = point.target.is_some_and(|target| (eighths(float(target)) - 1) / 8 * 8 == below);
            let bare = match (aimed, ascii) {
                (false, _) => " ",
                (true, false) => "┄",
                (true, true) => "-",
            };
            let bar = match (filled, ascii) {
                (0, _) => bare,
                (filled, false) => FILLED[filled],
                (filled, true) => {
                    if filled >= 4 {
                        "#"
                    } else {
                        "_"
                    }
                }
            };
            line.push_str(&bar.repeat(each - gap));
            line.push_str(&bare.repeat(gap));
        }
        let axis = match row {
            0 => highest.short(),
            _ if row == ROWS - 1 => foot.clone(),
            _ => String::new(),
        };
        drawn.push(format!("{axis:>named$} {line}").trim_end().to_owned());
    }
    let (from, to) = (first.day.to_string(), last.day.to_string());
    let across = points.len() * each - gap;
    let days = if points.len() == 1 || across < from.len() + to.len() + 2 {
        to
    } else {
        format!("{from}{}{to}", " ".repeat(across - from.len() - to.len()))
    };
    drawn.push(format!("{} {days}", " ".repeat(named)));
    if points.iter().any(|point| point.target.is_some()) {
        let sign = if ascii { "-" } else { "┄" };
        drawn.push(format!("{} {sign} the target of the time", " ".repeat(named)));
    }
    drawn
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point((day, value, target): (u32, i64, Option<i64>)) -> Point {
        let decimal = |scaled| Decimal { scaled, scale: 1 };
        Point {
            day: NaiveDate::from_ymd_opt(2026, day, 28).unwrap(),
            value: decimal(value),
            target: target.map(decimal),
        }
    }

    #[test]
    fn bars_are_as_high_as_their_values_and_the_target_is_seen_between_them() {
        let points = [(1, 40, None), (2, 20, Some(30)), (3, 0, Some(30))].map(point);
        let drawn = lines(&points, 40, false);
        assert_eq!(
            drawn,
            [
                "4 █████",
                "  █████",
                "  █████ ┄┄┄┄┄┄┄┄┄┄┄┄",
                "  █████",
                "  █████ █████",
                "  █████ █████",
                "  █████ █████",
                "0 █████ █████ ▁▁▁▁▁",
                "  2026-03-28",
                "  ┄ the target of the time",
            ]
        );
    }

    #[test]
    fn no_line_is_wider_than_the_page_and_the_last_periods_stay() {
        let points: Vec<_> = (1..=12).map(|month| point((month, i64::from(month) * 10, Some(60)))).collect();
        for width in [2, 8, 14, 40, 80] {
            for ascii in [false, true] {
                let drawn = lines(&points, width, ascii);
                let bars = &drawn[..ROWS];
                assert!(bars.iter().all(|line| line.chars().count() <= width.max(4)), "{width}: {drawn:?}");
                assert!(drawn[ROWS].ends_with("2026-12-28"));
                assert!(!ascii || drawn.iter().all(|line| line.is_ascii()));
            }
        }
        assert!(lines(&[], 80, false).is_empty());
    }
}
