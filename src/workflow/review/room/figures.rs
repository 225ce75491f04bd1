//! What an input says in figures, and the records behind it, what needs looking at first.

use chrono::{Datelike, NaiveDate};

use crate::domain::field::Tone;
use crate::domain::kpi::reading::float;
use crate::domain::record::Record;
use crate::store::list::Query;
use crate::workflow::pack::{Figure, Line, Section, Series};

use super::Proceedings;

/// Something that is counted.
#[derive(Debug, Clone)]
pub struct Count {
    /// What is counted: `Critical`, `Raised`.
    pub label: &'static str,
    /// Whether only what came in the period is counted.
    pub of_period: bool,
    pub value: i64,
    /// By how much it changed since the review before; none where that did not know it.
    pub change: Option<i64>,
    /// How it is to be taken that there are any.
    pub standing: Tone,
    /// How the change is to be taken.
    pub moved: Tone,
    /// What the reviews before counted, the oldest first, and this one.
    pub series: Vec<f64>,
    /// The records that are counted, as a list asks for them.
    pub behind: Option<Query>,
}

impl Count {
    fn of(figure: &Figure) -> Self {
        let (label, of_period) = figure.of_period();
        Self {
            label,
            of_period,
            value: figure.value,
            change: figure.change(),
            standing: if figure.value == 0 { Tone::Plain } else { figure.standing },
            moved: figure.tone(),
            series: figure.series.iter().chain([&figure.value]).map(|value| *value as f64).collect(),
            behind: figure.behind.clone(),
        }
    }

    /// `Critical 1 (+1)`.
    pub fn words(&self) -> String {
        let change = match self.change {
            None | Some(0) => String::new(),
            Some(change) if change > 0 => format!(" (+{change})"),
            Some(change) => format!(" (–{})", -change),
        };
        format!("{} {}{change}", self.label, self.value)
    }
}

/// The figures of an input, those of the period behind those of the day.
pub fn counts(section: &Section) -> Vec<Count> {
    let mut counts: Vec<_> = section.figures.iter().map(Count::of).collect();
    counts.sort_by_key(|count| count.of_period);
    counts
}

/// A record or a series behind the figures.
#[derive(Debug, Clone)]
pub struct Row<'a> {
    pub tone: Tone,
    pub title: &'a str,
    /// The latest value, with its unit; nothing where the row is no series.
    pub value: String,
    /// The values so far, the oldest first.
    pub points: Vec<f64>,
    /// What else is to be said, the most important first: `critical`, `target 38`; the owner, the day.
    pub told: Vec<String>,
    /// The record that it is about.
    pub record: Option<&'a Record>,
}

impl Row<'_> {
    /// Whether it is as it should be, so that it can be left out where there is no room.
    pub fn is_quiet(&self) -> bool {
        matches!(self.tone, Tone::Good | Tone::Plain | Tone::Active)
    }
}

/// The rows of an input: what is late or broken first, then what is to be looked at.
pub fn rows<'a>(section: &'a Section, proceedings: &'a Proceedings, today: NaiveDate) -> Vec<Row<'a>> {
    let series = section.series.iter().map(series);
    let mut rows: Vec<_> = series.chain(section.lines.iter().map(|one| line(one, proceedings, today))).collect();
    rows.sort_by_key(|row| match row.tone {
        Tone::Bad => 0,
        Tone::Watch => 1,
        Tone::Gone => 2,
        Tone::Plain | Tone::Active => 3,
        Tone::Good => 4,
    });
    rows
}

fn series(series: &Series) -> Row<'_> {
    let latest = series.points.last().map(|(_, value)| match series.unit.as_str() {
        "" => value.short(),
        unit => format!("{} {unit}", value.short()),
    });
    let told = series.remark.split(", ").filter(|part| !part.is_empty()).map(str::to_owned);
    Row {
        tone: series.tone,
        title: &series.label,
        value: latest.unwrap_or_default(),
        points: series.points.iter().map(|(_, value)| float(*value)).collect(),
        told: told.collect(),
        record: series.record.as_ref(),
    }
}

fn line<'a>(line: &'a Line, proceedings: &Proceedings, today: NaiveDate) -> Row<'a> {
    let shape = |due: NaiveDate| if due.year() == today.year() { "%-d %b" } else { "%-d %b %Y" };
    let day = line.due.map_or(String::new(), |due| due.format(shape(due)).to_string());
    let told = [proceedings.person(line.owner).to_owned(), day, line.state.to_lowercase(), line.remark.clone()];
    Row {
        tone: if line.late { Tone::Bad } else { Tone::Plain },
        title: line.record.title(),
        value: String::new(),
        points: Vec::new(),
        told: told.into_iter().filter(|part| !part.is_empty()).collect(),
        record: Some(&line.record),
    }
}
