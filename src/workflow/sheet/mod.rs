//! A sheet: what is to be read of something, in blocks. It says what is there, how it is to be taken and where it leads,
//! and never how it looks: the screens, the command line and the documents each have one way to show every block.

pub mod chart;
mod curve;
mod matrix;
pub mod picture;
pub mod plot;
mod programs;
mod records;
pub mod tile;

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::canonical::Json;
use crate::domain::field::{Field, Tone};
use crate::domain::house::said::Words;
use crate::domain::identity::RecordId;
use crate::domain::register::Register;
use crate::domain::spelling::capital;
use crate::domain::visible::width;

use super::operation::{Operation, Subject, Why};

use chart::Chart;
use picture::{KeyFigure, Picture};

pub use curve::Curve;
pub use matrix::{Across, Crossing, Group, Mark, Matrix, Sign};
pub use records::{LISTED, RecordColumn, called, records, table};
pub use tile::{Aim, Gauge, Tile};

/// A sheet.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// What it is called, where that is more than what is read: `NC-4 Copies of applicant data`.
    pub title: String,
    /// What it is not yet, or no more: `Draft: the audit is under way`.
    pub mark: Option<String>,
    /// Of what it is, and over which days: a pane has it in its border, a document below its title.
    pub note: String,
    /// What it comes to, for a tab: `14 never`.
    pub short: String,
    /// What is known of it as a whole: told in words and to programs, while a pane has its note.
    pub facts: Vec<Fact>,
    /// Why there is nothing to show.
    pub nothing: Option<Why>,
    pub blocks: Vec<Block>,
    /// Whether it tells that something is not as it must be, so that a command ends with 1.
    pub fails: bool,
    /// Whether it fits one page of paper, or is not printed.
    pub one_page: bool,
    /// Who signs it on paper, each with a line of their own: `Lead auditor, Leilani Sorrentov`.
    pub signers: Vec<String>,
}

/// A part of a sheet.
#[derive(Debug, Clone)]
pub struct Block {
    /// What programs call it; those are not told of it where it has no key.
    pub key: Option<&'static str>,
    pub title: String,
    pub body: Body,
    /// Whether it is laid before people by itself: on paper it begins a page.
    pub apart: bool,
}

/// What a part holds. A table without rows, or of which no column is shown, is for programs only.
#[derive(Debug, Clone)]
pub enum Body {
    /// Sentences; those that say that something is not as it should be must be seen on paper, too.
    Prose(Vec<Cell>),
    /// Sentences of one kind, one below the other.
    List(Vec<Cell>),
    Facts(Vec<Fact>),
    Table(Table),
    Matrix(Matrix),
    Curve(Curve),
    Tiles(Vec<Tile>),
    Drawing(Drawing),
    Chart(Chart),
    /// What it all comes to, in a sentence.
    Summary(String),
    /// Numbers that come before everything else, side by side.
    Figures(Vec<KeyFigure>),
    /// Pictures side by side.
    Pictures(Vec<Picture>),
    /// Blocks that belong together, told once for each of several: the costs of a currency.
    Part(Vec<Block>),
}

/// Where a line leads.
#[derive(Debug, Clone)]
pub enum Lead {
    Record(RecordId),
    /// The records of a register that a filter keeps.
    List(&'static Register, String),
    /// A field of a record, or what else a rule names of it: where that is put right.
    Field(RecordId, &'static str),
    Operation(&'static Operation, Subject),
}

/// A text with how it is to be taken.
#[derive(Debug, Clone, Default)]
pub struct Cell {
    pub text: String,
    /// The same where there is little room.
    pub brief: Option<String>,
    pub tone: Option<Tone>,
    /// What stands before it where people go through lines, in place of the sign of its tone.
    pub sign: Option<Sign>,
    /// What programs are told.
    pub value: Option<Json>,
    /// What a bar of it is as long as.
    pub weight: i64,
}

/// Something that is said under a label.
#[derive(Debug, Clone)]
pub struct Fact {
    pub key: Option<&'static str>,
    /// None where only programs are told; empty where the text says itself what it is.
    pub label: Option<Cow<'static, str>>,
    pub cell: Cell,
    pub lead: Option<Lead>,
    /// The field that it shows.
    pub field: Option<&'static Field>,
}

/// Rows under headings.
#[derive(Debug, Clone)]
pub struct Table {
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
}

/// How a column of a table is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    Words,
    Numbers,
    /// Numbers, each with a bar where there is room.
    Bars,
    /// Numbers that a narrow pane leaves out, since another column says the same.
    Aside,
    /// To programs only.
    Never,
}

/// A column.
#[derive(Debug, Clone)]
pub struct Column {
    /// What programs call it.
    pub key: Option<&'static str>,
    pub heading: Cow<'static, str>,
    pub shown: Shown,
}

/// A row, and where it leads.
#[derive(Debug, Clone, Default)]
pub struct Row {
    pub cells: Vec<Cell>,
    pub lead: Option<Lead>,
}

type Draw = dyn Fn(usize, bool) -> Vec<String> + Send + Sync;

/// Lines whose columns matter, drawn for a width; with ASCII alone where that is asked.
#[derive(Clone)]
pub struct Drawing(Arc<Draw>);

impl Drawing {
    pub fn new(draw: impl Fn(usize, bool) -> Vec<String> + Send + Sync + 'static) -> Self {
        Self(Arc::new(draw))
    }

    /// Its lines, each at most so many columns wide.
    pub fn lines(&self, width: usize, ascii: bool) -> Vec<String> {
        (self.0)(width, ascii)
    }
}

impl fmt::Debug for Drawing {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("Drawing")
    }
}

impl Cell {
    /// Words, which programs are told as they stand.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { value: Some(text.as_str().into()), text, ..Self::default() }
    }

    /// Words where there are some; programs are told of nothing otherwise.
    pub fn known(text: Option<String>) -> Self {
        text.map_or_else(Self::none, Self::text)
    }

    /// Nothing, of which programs are told as such.
    pub fn none() -> Self {
        Self { value: Some(Json::Null), ..Self::default() }
    }

    /// Words for people alone.
    pub fn said(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// How many there are.
    pub fn count(count: usize) -> Self {
        let weight = i64::try_from(count).unwrap_or(i64::MAX);
        Self::amount(weight, count.to_string())
    }

    /// A number in words of its own: an amount of money, in minor units.
    pub fn amount(weight: i64, text: impl Into<String>) -> Self {
        Self { text: text.into(), value: Some(Json::Number(weight)), weight, ..Self::default() }
    }

    /// A share from 0 to 1, in whole percent.
    pub fn percent(share: f64) -> Self {
        let weight = (share * 100.0).round() as i64;
        Self::amount(weight, format!("{:.0} %", share * 100.0))
    }

    pub fn day(day: NaiveDate) -> Self {
        Self::text(day.to_string())
    }

    /// Whether it says that something is not as it should be.
    pub fn warns(&self) -> bool {
        matches!(self.tone, Some(Tone::Watch | Tone::Bad))
    }

    #[must_use]
    pub fn brief(self, brief: impl Into<String>) -> Self {
        Self { brief: Some(brief.into()), ..self }
    }

    #[must_use]
    pub fn tone(self, tone: Tone) -> Self {
        Self { tone: Some(tone), ..self }
    }

    #[must_use]
    pub fn sign(self, sign: Sign) -> Self {
        Self { sign: Some(sign), ..self }
    }

    #[must_use]
    pub fn tone_where(self, holds: bool, tone: Tone) -> Self {
        if holds { self.tone(tone) } else { self }
    }
}

impl Fact {
    /// What people are told under a label.
    pub fn new(label: impl Into<Cow<'static, str>>, cell: Cell) -> Self {
        Self { key: None, label: Some(label.into()), cell, lead: None, field: None }
    }

    /// What only programs are told.
    pub fn data(key: &'static str, value: Json) -> Self {
        Self::counted(key, Cell { value: Some(value), ..Cell::default() })
    }

    /// A number that only programs are told.
    pub fn counted(key: &'static str, cell: Cell) -> Self {
        Self { key: Some(key), label: None, cell, lead: None, field: None }
    }

    /// What programs are told of it, too.
    #[must_use]
    pub fn keyed(self, key: &'static str) -> Self {
        Self { key: Some(key), ..self }
    }

    #[must_use]
    pub fn leads(self, lead: Option<Lead>) -> Self {
        Self { lead, ..self }
    }

    /// As it is said to people: `Criterion: none within a month`. Nothing where it is for programs.
    pub fn words(&self) -> Option<String> {
        let text = &self.cell.text;
        self.label.as_deref().map(|label| if label.is_empty() { text.clone() } else { format!("{label}: {text}") })
    }
}

impl Column {
    /// A column of words.
    pub const fn words(key: &'static str, heading: &'static str) -> Self {
        Self::new(key, heading, Shown::Words)
    }

    pub const fn new(key: &'static str, heading: &'static str, shown: Shown) -> Self {
        Self { key: Some(key), heading: Cow::Borrowed(heading), shown }
    }

    /// A column of which programs are not told.
    pub const fn keyless(heading: &'static str, shown: Shown) -> Self {
        Self { key: None, heading: Cow::Borrowed(heading), shown }
    }

    /// The same under another heading.
    #[must_use]
    pub fn headed(self, heading: &str) -> Self {
        Self { heading: heading.to_owned().into(), ..self }
    }

    /// Whether people see it.
    pub fn is_shown(&self) -> bool {
        self.shown != Shown::Never
    }
}

impl Table {
    /// The columns that people see, with their places.
    pub fn shown(&self) -> impl Iterator<Item = (usize, &Column)> + Clone {
        self.columns.iter().enumerate().filter(|(_, column)| column.is_shown())
    }

    /// The columns of a page that it takes where nothing is cut, with two between each.
    pub fn width(&self) -> usize {
        let cells = |place: usize| self.rows.iter().filter_map(move |row| row.cells.get(place));
        let widest = |(place, column): (usize, &Column)| {
            cells(place).map(|cell| width(&cell.text)).fold(width(&column.heading), usize::max) + 2
        };
        self.shown().map(widest).sum::<usize>().saturating_sub(2)
    }
}

impl Block {
    pub fn new(title: impl Into<String>, body: Body) -> Self {
        Self { key: None, title: title.into(), body, apart: false }
    }

    pub fn table(key: &'static str, title: impl Into<String>, columns: &[Column], rows: Vec<Row>) -> Self {
        Self::new(title, Body::Table(Table { columns: columns.to_vec(), rows })).keyed(key)
    }

    /// Labels with what is said; those of which nothing is said are left out.
    pub fn said<L: Into<Cow<'static, str>>, const N: usize>(facts: [(L, String); N]) -> Self {
        let said = facts.into_iter().filter(|(_, text)| !text.trim().is_empty());
        Self::new("", Body::Facts(said.map(|(label, text)| Fact::new(label, Cell::said(text))).collect()))
    }

    /// Blocks under a heading; that there is nothing is said.
    pub fn section(words: &Words, title: impl Into<String>, mut part: Vec<Self>) -> Self {
        if part.iter().all(Self::is_empty) {
            part = vec![Self::new("", Body::Prose(vec![Cell::said(words.nothing_on_record())]))];
        }
        Self::new(title, Body::Part(part))
    }

    /// What programs call it.
    #[must_use]
    pub fn keyed(self, key: &'static str) -> Self {
        Self { key: Some(key), ..self }
    }

    /// The same, laid before people by itself where that is so.
    #[must_use]
    pub fn apart(self, apart: bool) -> Self {
        Self { apart, ..self }
    }

    /// The same in the words of a house, in which the headings of tables and the labels of facts are called by their English
    /// ones; so is what stands in the columns of these keys, which nobody typed.
    #[must_use]
    pub fn in_words(self, words: &Words, own: &[&str]) -> Self {
        let told = |text: &str| words.label(text).to_owned();
        let heading = |text: &str| capital(words.label(text));
        let body = match self.body {
            Body::Table(mut table) => {
                for (place, column) in table.columns.iter_mut().enumerate() {
                    column.heading = heading(&column.heading).into();
                    let cells = table.rows.iter_mut().filter_map(|row| row.cells.get_mut(place));
                    cells
                        .filter(|_| column.key.is_some_and(|key| own.contains(&key)))
                        .for_each(|cell| cell.text = told(&cell.text));
                }
                Body::Table(table)
            }
            Body::Facts(facts) => {
                let labelled = |fact: Fact| Fact { label: fact.label.map(|label| heading(&label).into()), ..fact };
                Body::Facts(facts.into_iter().map(labelled).collect())
            }
            Body::Part(part) => Body::Part(part.into_iter().map(|block| block.in_words(words, own)).collect()),
            other => other,
        };
        Self { title: heading(&self.title), body, ..self }
    }

    /// Whether people have nothing to see of it.
    pub fn is_empty(&self) -> bool {
        match &self.body {
            Body::Prose(lines) | Body::List(lines) => lines.is_empty(),
            Body::Facts(facts) => facts.iter().all(|fact| fact.label.is_none()),
            Body::Table(table) => table.rows.is_empty() || table.shown().next().is_none(),
            Body::Part(part) => part.iter().all(Self::is_empty),
            Body::Tiles(tiles) => tiles.is_empty(),
            Body::Chart(chart) => chart.is_empty(),
            Body::Summary(words) => words.is_empty(),
            Body::Figures(figures) => figures.is_empty(),
            Body::Pictures(pictures) => pictures.is_empty(),
            Body::Matrix(_) | Body::Curve(_) | Body::Drawing(_) => false,
        }
    }
}

impl Row {
    pub fn of<const N: usize>(cells: [Cell; N]) -> Self {
        Self { cells: cells.into(), lead: None }
    }

    #[must_use]
    pub fn leads(self, lead: Option<Lead>) -> Self {
        Self { lead, ..self }
    }
}
