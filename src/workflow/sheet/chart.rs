//! A chart as data: the same lines, levels and signs are drawn in characters on screens and in texts, and as vectors on
//! pages.

use serde::{Deserialize, Serialize};

use super::plot::Plot;

/// Places run from 0 to this, to the right and upwards.
pub const SPAN: u16 = 10_000;

/// A place: to the right, and up.
pub type Place = (u16, u16);

/// A chart.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chart {
    /// What it shows, for whoever can't see it.
    pub says: String,
    /// What heights are called.
    pub ticks: Vec<(u16, String)>,
    /// What stands below its first place and below its last.
    pub ends: [String; 2],
    pub levels: Vec<Level>,
    /// Lines through their places, each whole.
    pub lines: Vec<Vec<Place>>,
    pub marks: Vec<(Place, Mark)>,
    /// What its levels and marks mean.
    pub legend: Vec<(Key, String)>,
    /// The values of which it is drawn.
    #[serde(default, skip_serializing_if = "Data::is_empty")]
    pub data: Data,
}

/// Values in rows, each under its heading.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Data {
    pub columns: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Data {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// A height that was to be reached, or not to be passed, from one place to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Level {
    pub from: u16,
    pub to: u16,
    pub up: u16,
    pub sort: Sort,
}

/// What a level is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    Target,
    Warning,
    Critical,
    /// One half of what there was.
    Half,
}

/// A sign at a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mark {
    /// A value that is seen by itself.
    Value,
    Watch,
    Critical,
}

/// What stands before its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Key {
    Level(Sort),
    Mark(Mark),
}

impl Sort {
    /// The sign of which it is drawn.
    pub fn sign(self, ascii: bool) -> &'static str {
        match (self, ascii) {
            (Self::Target | Self::Half, false) => "┄",
            (Self::Target | Self::Half, true) => ".",
            (Self::Warning, false) => "─",
            (Self::Warning, true) => "-",
            (Self::Critical, false) => "━",
            (Self::Critical, true) => "=",
        }
    }
}

impl Mark {
    /// The sign of it.
    pub fn sign(self, ascii: bool) -> &'static str {
        match (self, ascii) {
            (Self::Value, false) => "●",
            (Self::Value, true) => "o",
            (Self::Watch, false) => "▲",
            (Self::Watch, true) => "^",
            (Self::Critical, false) => "✖",
            (Self::Critical, true) => "x",
        }
    }
}

impl Key {
    /// The sign of it.
    pub fn sign(self, ascii: bool) -> &'static str {
        match self {
            Self::Level(sort) => sort.sign(ascii),
            Self::Mark(mark) => mark.sign(ascii),
        }
    }
}

/// The rows of its plot; more where there is room.
const ROWS: usize = 9;
const MORE: usize = 12;
const ROOMY: usize = 100;

/// A place among all as a share of them, from 0 to 1; beyond either end it stands at that end.
pub fn place(share: f64) -> u16 {
    // A share times the span fits.
    (share.clamp(0.0, 1.0) * f64::from(SPAN)).round() as u16
}

fn share(place: u16) -> f64 {
    f64::from(place) / f64::from(SPAN)
}

fn length(text: &str) -> usize {
    text.chars().count()
}

impl Chart {
    /// Whether there is nothing to be drawn.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.marks.is_empty()
    }

    /// Its rows in characters, each at most so many columns wide; none where there is nothing to be drawn.
    pub fn rows(&self, width: usize, ascii: bool) -> Vec<String> {
        if self.is_empty() {
            return Vec::new();
        }
        let named = self.ticks.iter().map(|(_, name)| length(name)).max().unwrap_or(0);
        let room = width.saturating_sub(named + 2);
        let mut plot = Plot::new(room, if width >= ROOMY { MORE } else { ROWS }, ascii);
        for level in &self.levels {
            plot.level(share(level.from), share(level.to), share(level.up), level.sort.sign(ascii));
        }
        let at = |(right, up): Place| (share(right), share(up));
        for line in &self.lines {
            line.windows(2).for_each(|pair| plot.line(at(pair[0]), at(pair[1])));
        }
        for (place, mark) in &self.marks {
            plot.mark(at(*place), mark.sign(ascii));
        }
        let axis = if ascii { "|" } else { "│" };
        let name = |row: usize| self.ticks.iter().find(|(up, _)| plot.row(share(*up)) == row);
        let row = |(row, line): (usize, String)| {
            let name = name(row).map_or("", |(_, name)| name);
            format!("{name:>named$} {axis}{line}").trim_end().to_owned()
        };
        let mut rows: Vec<String> = plot.rows().enumerate().map(row).collect();
        rows.push(format!("{} {}", " ".repeat(named + 1), self.below(room)));
        rows.extend(self.told(width, ascii));
        rows
    }

    /// What stands below its ends, as far as there is room.
    fn below(&self, room: usize) -> String {
        let [first, last] = &self.ends;
        match room.checked_sub(length(first) + length(last)) {
            Some(between) if between > 1 && !first.is_empty() => format!("{first}{}{last}", " ".repeat(between)),
            _ => last.clone(),
        }
    }

    /// What its levels and marks mean, in lines of a width.
    fn told(&self, width: usize, ascii: bool) -> Vec<String> {
        let mut told: Vec<String> = Vec::new();
        for (key, words) in &self.legend {
            let one = format!("{} {words}", key.sign(ascii));
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

    fn chart() -> Chart {
        Chart {
            ticks: vec![(0, "0".into()), (SPAN, "40".into())],
            ends: ["Jan".into(), "Jun".into()],
            levels: vec![Level { from: 0, to: SPAN, up: place(0.75), sort: Sort::Target }],
            lines: vec![vec![(0, 0), (SPAN, SPAN)]],
            marks: vec![((SPAN, SPAN), Mark::Critical)],
            legend: vec![(Key::Level(Sort::Target), "target 30".into())],
            ..Chart::default()
        }
    }

    #[test]
    fn a_line_runs_over_a_level_and_under_a_mark() {
        let rows = chart().rows(30, true);
        assert_eq!(rows.len(), ROWS + 2);
        assert!(rows[0].starts_with("40 |") && rows[0].ends_with('x'), "{rows:#?}");
        assert!(rows[ROWS - 1].starts_with(" 0 |*"), "{rows:#?}");
        assert!(rows[ROWS].ends_with("Jun") && rows[ROWS].contains("Jan"), "{rows:#?}");
        assert_eq!(rows[ROWS + 1], ". target 30");
    }

    #[test]
    fn no_row_is_wider_than_the_page_and_nothing_is_no_chart() {
        for width in [8, 14, 40, 80, 120] {
            for ascii in [false, true] {
                let rows = chart().rows(width, ascii);
                assert!(rows.iter().all(|row| length(row) <= width.max(8)), "{width}: {rows:#?}");
                assert!(!ascii || rows.iter().all(|row| row.is_ascii()));
            }
        }
        assert!(Chart::default().rows(80, false).is_empty());
    }

    #[test]
    fn what_lies_beyond_an_end_stands_at_it() {
        assert_eq!([-0.5, 0.0, 0.25, 1.0, 7.0].map(place), [0, 0, 2500, SPAN, SPAN]);
    }
}
