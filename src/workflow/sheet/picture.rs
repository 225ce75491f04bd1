//! What is seen at a glance: numbers that come before everything else, and charts and heat maps side by side. Each is told in
//! words, too, and what its colour says a word says as well.

use serde::{Deserialize, Serialize};

use super::chart::Chart;
use super::{Cell, Column, Row, Shown, Table};

/// A number that is seen before anything else, with what it was and what else is to be known of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyFigure {
    /// What programs call it.
    pub key: String,
    /// `37`; a dash where nothing can be told.
    pub value: String,
    /// What is counted.
    pub label: String,
    /// What it was, and whether that was better: `was 32`, `was 1, worse`.
    pub was: String,
    /// What it is made of: `2 high (+1, worse); 0 critical`.
    pub remark: String,
    /// Whether what it was was better.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub worse: bool,
    /// The parts of what it is made of that were better.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub worse_parts: Vec<String>,
}

impl KeyFigure {
    /// What is said of it beside its number, part by part, each with whether it got worse.
    pub fn said(&self) -> impl Iterator<Item = (&str, bool)> {
        let parts = self.remark.split("; ").map(|part| (part, self.worse_parts.iter().any(|worse| worse == part)));
        [(self.was.as_str(), self.worse)].into_iter().chain(parts).filter(|(words, _)| !words.is_empty())
    }

    /// Whether something of it got worse.
    pub fn is_worse(&self) -> bool {
        self.said().any(|(_, worse)| worse)
    }

    /// It in a line, without its label: `37; was 32; 2 high; 0 critical`.
    pub fn words(&self) -> String {
        [self.value.as_str()].into_iter().chain(self.said().map(|(words, _)| words)).collect::<Vec<_>>().join("; ")
    }
}

/// A picture under its title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    pub title: String,
    pub drawn: Drawn,
    /// What is to be known to read it.
    pub note: String,
}

/// What a picture is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Drawn {
    Chart(Chart),
    Heat(HeatMap),
}

/// How many there are of each of two things, where they meet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeatMap {
    /// What it shows, for whoever can't see it.
    pub says: String,
    /// What its rows are of, and what its columns are.
    pub down: String,
    pub along: String,
    /// What its axes are, for whoever sees no names of theirs: `Likelihood up, impact to the right`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub axes: String,
    /// Its columns, the lowest first.
    pub across: Vec<String>,
    /// Its rows, the highest first.
    pub rows: Vec<HeatRow>,
}

/// A row of a heat map.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeatRow {
    pub name: String,
    pub cells: Vec<HeatCell>,
}

/// Where a row and a column meet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeatCell {
    /// How many there are, and how many more or fewer than before: `3 (+1)`. Empty where there are none and were none.
    pub count: String,
    /// The level that it has, in a word.
    pub level: String,
    /// The same as a warmth, from 0.
    pub warmth: u8,
}

impl HeatCell {
    /// How many, and of which level.
    pub fn words(&self) -> String {
        let count = if self.count.is_empty() { "–" } else { &self.count };
        format!("{count} {}", self.level).trim_end().to_owned()
    }
}

impl HeatMap {
    /// It as a table, whose cells say what their colour does.
    pub fn table(&self) -> Table {
        let column = |heading: &String| Column { key: None, heading: heading.clone().into(), shown: Shown::Words };
        let row = |row: &HeatRow| {
            let name = Cell::said(row.name.as_str());
            let cells = row.cells.iter().map(|cell| Cell::said(cell.words()));
            Row { cells: [name].into_iter().chain(cells).collect(), lead: None }
        };
        Table {
            columns: [&self.down].into_iter().chain(&self.across).map(column).collect(),
            rows: self.rows.iter().map(row).collect(),
        }
    }
}

/// Key figures as facts, for where nothing stands side by side.
pub fn facts(figures: &[KeyFigure]) -> Vec<(&str, String)> {
    figures.iter().map(|figure| (figure.label.as_str(), figure.words())).collect()
}
