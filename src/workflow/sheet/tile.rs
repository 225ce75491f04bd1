//! Tiles: things at a glance, side by side. Where nothing stands side by side they are the rows of a table.

use chrono::NaiveDate;

use crate::domain::canonical::{Json, object};
use crate::domain::kpi::reading::float;
use crate::domain::value::Decimal;

use super::{Cell, Column, Fact, Lead, Row, Shown, Table};

/// A thing at a glance: how much it is, how that is to be taken, how it came to be.
#[derive(Debug, Clone)]
pub struct Tile {
    /// What it is called for short: `K-3`.
    pub code: String,
    pub title: String,
    /// How much it is.
    pub value: Cell,
    /// The unit of the value and of its series; nothing where they are counts.
    pub unit: String,
    /// How the value is to be taken, in words; its tone is that of the tile.
    pub standing: Cell,
    /// The end of each period and its value, the oldest first: drawn as bars where there is room.
    pub series: Vec<(NaiveDate, Decimal)>,
    /// What the values should come to.
    pub aim: Option<Aim>,
    /// The time of which its value tells: `to 31 Oct 2026`, and `to 31 Oct`; nothing where it tells of today.
    pub time: Cell,
    /// The one thing that is said of it where it is a row, in a word or two.
    pub gist: String,
    /// What else is said of it; where there is little room, each by its brief text.
    pub facts: Vec<Fact>,
    pub lead: Option<Lead>,
}

/// A value that a series should come to, and how it is written.
#[derive(Debug, Clone)]
pub struct Aim {
    pub at: f64,
    pub text: String,
}

/// Two places on a line from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gauge {
    pub value: f64,
    pub aim: f64,
}

impl Tile {
    /// The values as they are drawn.
    pub fn values(&self) -> impl Iterator<Item = f64> {
        self.series.iter().map(|(_, value)| float(*value))
    }

    /// How much it is, with its unit.
    pub fn amount(&self) -> String {
        format!("{} {}", self.value.text, self.unit).trim_end().to_owned()
    }

    /// What else is said of it, each as briefly as it can be.
    pub fn said(&self) -> impl Iterator<Item = &str> {
        let said = self.facts.iter().filter(|fact| fact.label.is_some());
        said.map(|fact| fact.cell.brief.as_deref().unwrap_or(&fact.cell.text)).filter(|text| !text.is_empty())
    }

    /// Where its value and its aim stand between the lowest and the highest that the series and the aim have; none where
    /// there is no aim, or nothing to tell from.
    pub fn gauge(&self) -> Option<Gauge> {
        let ((_, value), aim) = (*self.series.last()?, self.aim.as_ref()?.at);
        let (lowest, highest) =
            self.values().fold((aim, aim), |(lowest, highest), value| (lowest.min(value), highest.max(value)));
        let share = |at: f64| (at - lowest) / (highest - lowest);
        (highest > lowest).then(|| Gauge { value: share(float(value)), aim: share(aim) })
    }

    /// All that is said of it, in one line.
    pub fn words(&self) -> String {
        let (amount, said) = (self.amount(), self.said().collect::<Vec<_>>());
        [&[amount.as_str(), &self.standing.text], &*said].concat().join(" · ")
    }
}

/// The values of a series that are spelled out.
const SPELLED_OUT: usize = 12;

/// The values of a series: the last of them in words, each with the end of its period for programs. They are many, and made
/// only where they are told.
fn figures(series: &[(NaiveDate, Decimal)]) -> Cell {
    let last = &series[series.len().saturating_sub(SPELLED_OUT)..];
    let point = |(day, value): &(NaiveDate, Decimal)| {
        object([("period_end", day.to_string().into()), ("value", value.short().into())])
    };
    Cell {
        text: last.iter().map(|(_, value)| value.short()).collect::<Vec<_>>().join(", "),
        value: Some(Json::List(series.iter().map(point).collect())),
        ..Cell::default()
    }
}

const BEFORE: [Column; 5] = [
    Column::words("number", ""),
    Column::words("title", "What"),
    Column::new("value", "Value", Shown::Numbers),
    Column::words("unit", "Unit"),
    Column::words("status", "Status"),
];
const SERIES: Column = Column::words("series", "Series");

/// Tiles as a table: one column for each thing that is said of any of them.
pub fn table(tiles: &[Tile]) -> Table {
    let is = |fact: &Fact, other: &Fact| (fact.key, &fact.label) == (other.key, &other.label);
    let mut said: Vec<&Fact> = Vec::new();
    for fact in tiles.iter().flat_map(|tile| &tile.facts) {
        if !said.iter().any(|other| is(other, fact)) {
            said.push(fact);
        }
    }
    let column = |fact: &&Fact| Column {
        key: fact.key,
        heading: fact.label.clone().unwrap_or_default(),
        shown: if fact.label.is_some() { Shown::Words } else { Shown::Never },
    };
    let columns = BEFORE.into_iter().chain(said.iter().map(column)).chain([SERIES]).collect();
    let row = |tile: &Tile| {
        let [code, title, unit] = [&tile.code, &tile.title, &tile.unit].map(|text| Cell::text(text.as_str()));
        let own = |wanted: &&Fact| {
            let found = tile.facts.iter().find(|fact| is(fact, wanted));
            found.map_or_else(Cell::default, |fact| fact.cell.clone())
        };
        let mut cells = vec![code, title, tile.value.clone(), unit, tile.standing.clone()];
        cells.extend(said.iter().map(own));
        cells.push(figures(&tile.series));
        Row { cells, lead: tile.lead.clone() }
    };
    Table { columns, rows: tiles.iter().map(row).collect() }
}
