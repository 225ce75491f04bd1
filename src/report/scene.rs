//! A chart as a picture: lines, signs and words at their places, of which every form that draws makes its own.

use crate::workflow::sheet::chart::{Chart, Level, Mark, Place, SPAN, Sort};

/// The margins in which words stand.
const LEFT: f64 = 70.0;
const NARROW: f64 = 44.0;
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

/// How far a letter of a name reaches at the most, in the fonts of whoever reads, and how far a name stands from its height.
const LETTER: f64 = 9.0;
const APART: f64 = 8.0;

/// How large a picture is, and how much of it is before its heights.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame {
    pub wide: f64,
    pub high: f64,
    left: f64,
}

impl Frame {
    /// From margin to margin.
    pub fn whole(chart: &Chart) -> Self {
        Self::of(chart, (720.0, 260.0), LEFT)
    }

    /// Beside others.
    pub fn beside(chart: &Chart) -> Self {
        Self::of(chart, (360.0, 170.0), NARROW)
    }

    /// There is room for what heights are called, but for half of the picture at the most.
    fn of(chart: &Chart, (wide, high): (f64, f64), least: f64) -> Self {
        let longest = chart.ticks.iter().map(|(_, name)| name.chars().count()).max().unwrap_or(0);
        Self { wide, high, left: (longest as f64 * LETTER + APART).clamp(least, wide / 2.0) }
    }

    fn right(self, place: u16) -> f64 {
        tenth(self.left + f64::from(place) / f64::from(SPAN) * (self.wide - self.left - RIGHT))
    }

    fn up(self, height: u16) -> f64 {
        tenth(self.high - BOTTOM - f64::from(height) / f64::from(SPAN) * (self.high - TOP - BOTTOM))
    }

    fn point(self, (x, y): Place) -> Point {
        (self.right(x), self.up(y))
    }
}

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
pub fn scene(chart: &Chart, frame: Frame) -> Vec<Shape<'_>> {
    if chart.is_empty() {
        return Vec::new();
    }
    let (x, y) = frame.point((0, 0));
    let mut shapes = vec![Shape::Axis { top: (x, frame.up(SPAN)), origin: (x, y), end: (frame.right(SPAN), y) }];
    for (height, words) in &chart.ticks {
        shapes.push(Shape::Words { at: (x - APART, frame.up(*height) + 4.0), anchor: Anchor::End, words });
    }
    for (place, anchor, words) in [(0, Anchor::Start, &chart.ends[0]), (SPAN, Anchor::End, &chart.ends[1])] {
        shapes.push(Shape::Words { at: (frame.right(place), y + 22.0), anchor, words });
    }
    let level = |level: &Level| {
        let from = frame.point((level.from, level.up));
        Shape::Level { sort: level.sort, from, to: frame.right(level.to) }
    };
    shapes.extend(chart.levels.iter().map(level));
    let line = |line: &Vec<Place>| Shape::Line(line.iter().map(|place| frame.point(*place)).collect());
    shapes.extend(chart.lines.iter().map(line));
    shapes.extend(chart.marks.iter().map(|(place, mark)| Shape::Mark { mark: *mark, at: frame.point(*place) }));
    shapes
}

/// A tenth of a unit is finer than any eye.
pub fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}
