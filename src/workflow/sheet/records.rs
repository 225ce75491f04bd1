//! Records as a table: a line for each, which leads to it, with what its fields hold and how it stands.

use crate::domain::canonical::Json;
use crate::domain::field::{Field, Kind};
use crate::domain::record::Record;
use crate::domain::value::Value;
use crate::store::list::Query;
use crate::store::names::linked;
use crate::store::{Error, Names, Standings, View};
use crate::workflow::filter;

use super::{Block, Body, Cell, Column, Fact, Lead, Row, Shown};

/// A column of a table of records, with what stands in it.
pub struct RecordColumn<'a> {
    column: Column,
    what: What<'a>,
}

enum What<'a> {
    Number,
    Field(&'static Field),
    Words(Box<dyn Fn(&Record) -> Cell + 'a>),
}

impl<'a> RecordColumn<'a> {
    /// The record's own number.
    pub const NUMBER: RecordColumn<'static> =
        RecordColumn { column: Column::words("number", "Number"), what: What::Number };

    /// What a field holds, or what a standing comes to.
    pub const fn field(field: &'static Field) -> Self {
        let shown = match field.kind {
            Kind::Number | Kind::Decimal(_) | Kind::Money => Shown::Numbers,
            _ => Shown::Words,
        };
        Self { column: Column::new(field.name, field.label, shown), what: What::Field(field) }
    }

    /// What is made of a record.
    pub fn words(key: &'static str, heading: &'static str, words: impl Fn(&Record) -> Cell + 'a) -> Self {
        Self { column: Column::words(key, heading), what: What::Words(Box::new(words)) }
    }

    /// The same under another key and heading.
    #[must_use]
    pub fn called(self, key: &'static str, heading: &'static str) -> Self {
        Self { column: Column::new(key, heading, self.column.shown), ..self }
    }

    fn of(&self) -> Option<&'static Field> {
        if let What::Field(field) = self.what { Some(field) } else { None }
    }
}

/// Records in these columns. A field that is empty in each of them is for programs only.
///
/// # Errors
/// Where the file can't be read.
pub fn table(
    view: View,
    key: &'static str,
    title: impl Into<String>,
    records: &[Record],
    columns: &[RecordColumn],
) -> Result<Block, Error> {
    let fields: Vec<_> = columns.iter().filter_map(RecordColumn::of).collect();
    let mut known = Known { view, names: Names::default(), standings: Standings::default() };
    view.learn(&mut known.names, linked(records, &fields))?;
    if let Some(first) = records.first() {
        known.standings = view.standings(first.register, &fields, records)?;
    }
    let row = |record: &Record| {
        let cells = columns.iter().map(|told| known.cell(told, record)).collect::<Result<_, _>>()?;
        Ok(Row { cells, lead: Some(Lead::Record(record.id)) })
    };
    let rows = records.iter().map(row).collect::<Result<Vec<_>, Error>>()?;
    let column = |(place, told): (usize, &RecordColumn)| {
        let empty = told.of().is_some() && rows.iter().all(|row| row.cells[place].text.is_empty());
        Column { shown: if empty { Shown::Never } else { told.column.shown }, ..told.column.clone() }
    };
    let columns: Vec<_> = columns.iter().enumerate().map(column).collect();
    Ok(Block::table(key, title, &columns, rows))
}

/// What a record is called, in a line: its title, or, where its register has none, what its list shows but for one field.
///
/// # Errors
/// Where the file can't be read.
pub fn called(view: View, record: &Record, but: &str) -> Result<String, Error> {
    if record.register.title().is_some() {
        return Ok(record.title().lines().next().unwrap_or_default().to_owned());
    }
    let told = record.fields().filter(|(field, _)| field.listed && field.name != but);
    let told = told
        .filter_map(|(field, value)| Some((field, value?)))
        .map(|(field, value)| Ok(format!("{} {}", field.label.to_lowercase(), view.shown(field, value)?)));
    Ok(told.collect::<Result<Vec<_>, Error>>()?.join(" · "))
}

/// How many records of a list stand in a table; the rest is counted.
pub const LISTED: u32 = 100;

/// The records of a list in these columns, under a title with their count. Where there are more than are [`LISTED`], a line
/// leads to all of them.
///
/// # Errors
/// Where the file can't be read.
pub fn records(
    view: View,
    key: &'static str,
    title: &str,
    query: &Query,
    columns: &[RecordColumn],
) -> Result<Vec<Block>, Error> {
    let count = view.count(query)?;
    let found = view.page(&Query { limit: Some(LISTED), ..query.clone() })?.records;
    let mut blocks = vec![table(view, key, format!("{title}: {count}"), &found, columns)?];
    let more = count.saturating_sub(found.len() as u64);
    if more > 0 {
        let list = Lead::List(query.register, filter::spell(&query.filters, view)?);
        let more = Fact::new("", Cell::said(format!("and {more} more"))).leads(Some(list));
        blocks.push(Block::new("", Body::Facts(vec![more])));
    }
    Ok(blocks)
}

/// What is known of the records of a table beside their fields.
struct Known<'a> {
    view: View<'a>,
    names: Names,
    standings: Standings,
}

impl Known<'_> {
    fn cell(&self, told: &RecordColumn, record: &Record) -> Result<Cell, Error> {
        let field = match &told.what {
            What::Number => return Ok(Cell::text(record.reference().to_string())),
            What::Words(words) => return Ok(words(record)),
            What::Field(field) => field,
        };
        let Some(value) = record.get(field.name).or_else(|| self.standings.of(record.id, field)) else {
            return Ok(Cell::none());
        };
        let text = self.view.shown_with(&self.names, field, value)?;
        Ok(match value {
            Value::Number(number) => Cell::amount(*number, text),
            Value::YesNo(yes) => Cell { value: Some(Json::Bool(*yes)), ..Cell::text(text) },
            Value::Choice(key) => Cell { tone: field.choice(key).map(|choice| choice.tone), ..Cell::text(text) },
            // People are called by their names.
            Value::Link(id) if field.kind == Kind::Person => Cell::text(self.names.title(*id)),
            Value::Link(id) => Cell::text(text).brief(self.names.title(*id)),
            _ => Cell::text(text),
        })
    }
}
