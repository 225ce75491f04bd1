//! A chart as a picture: lines, signs and words at their places, of which every form that draws makes its own.

use crate::workflow::sheet::chart::{Chart, Level, Mark, Place, SPAN, Sort};

/// The whole picture, and the margins in which words stand.
pub const WIDTH: f64 = 720.0;
pub const HEIGHT: f64 = 260.0;
const LEFT: f64 = 70.0;
const RIGHT: f64 = 16.0;
const TOP: f64 = 14.0;
const BOTTOM: f64 = 34.0;

/// Half of the width of a value, and of what is beyond its limit.
pub const ROUND: f64 = 4.0;
pub const CROSS: f64 = 5.0;

/// What is to be watched: how far its tip stands above its place, how high it is, and half of its foot.
pub const TIP: f64 = 6.0;
pub const RISE: f64 = 10.0;
pub const FOOT: f64 = 6.0;

/// A point: from the left, and from the top.
pub type Point = (f64, f64);

/// Where words stand: they begin there, or they end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    Start,
    End,
}

/// A part of a picture.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape<'a> {
    /// From the top of the heights down to where they begin, and along the places.
    Axis {
        top: Point,
        origin: Point,
        end: Point,
    },
    Words {
        at: Point,
        anchor: Anchor,
        words: &'a str,
    },
    /// A height, from one place to another.
    Level {
        sort: Sort,
        from: Point,
        to: f64,
    },
    Line(Vec<Point>),
    Mark {
        mark: Mark,
        at: Point,
    },
}

/// The picture of a chart, in the order in which it is drawn; empty where there is nothing to be drawn.
pub fn scene(chart: &Chart) -> Vec<Shape<'_>> {
    if chart.is_empty() {
        return Vec::new();
    }
    let (x, y) = (right(0), up(0));
    let mut shapes = vec![Shape::Axis { top: (x, up(SPAN)), origin: (x, y), end: (right(SPAN), y) }];
    for (height, words) in &chart.ticks {
        shapes.push(Shape::Words { at: (x - 8.0, up(*height) + 4.0), anchor: Anchor::End, words });
    }
    for (place, anchor, words) in [(0, Anchor::Start, &chart.ends[0]), (SPAN, Anchor::End, &chart.ends[1])] {
        shapes.push(Shape::Words { at: (right(place), y + 22.0), anchor, words });
    }
    let level =
        |level: &Level| Shape::Level { sort: level.sort, from: (right(level.from), up(level.up)), to: right(level.to) };
    shapes.extend(chart.levels.iter().map(level));
    shapes.extend(chart.lines.iter().map(|line| Shape::Line(line.iter().copied().map(point).collect())));
    shapes.extend(chart.marks.iter().map(|(place, mark)| Shape::Mark { mark: *mark, at: point(*place) }));
    shapes
}

/// A tenth of a unit is finer than any eye.
pub fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

fn point((x, y): Place) -> Point {
    (right(x), up(y))
}

fn right(place: u16) -> f64 {
    tenth(LEFT + f64::from(place) / f64::from(SPAN) * (WIDTH - LEFT - RIGHT))
}

fn up(height: u16) -> f64 {
    tenth(HEIGHT - BOTTOM - f64::from(height) / f64::from(SPAN) * (HEIGHT - TOP - BOTTOM))
}
