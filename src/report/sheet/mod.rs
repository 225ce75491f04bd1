//! A sheet as a document.

pub mod text;

use std::io::{self, Write};

use crate::domain::house::frame::Frame;
use crate::domain::organisation::{self, Organisation};
use crate::domain::spelling::day;
use crate::domain::visible::escaped;
use crate::store::{Error, View};
use crate::workflow::reading::Reading;
use crate::workflow::sheet::{Block, Body, Cell, Crossing, Fact, Row, Sheet, Shown, Table, tile};

use super::document::{Block as Written, Column, Document};
use super::form::Form;
use crate::domain::paper::Paper;

/// The columns of a page: drawings are pasted into reports, which a wide terminal does not change.
pub const PAGE: usize = 80;

/// How a sheet is written.
#[derive(Debug, Clone)]
pub struct Face {
    pub form: Form,
    pub paper: Option<Paper>,
    /// Of how many columns as text, where they are counted.
    pub room: Option<usize>,
    /// Whose it is and of which day: whoever is handed a page of it can't see the file.
    pub from: String,
    /// What stands around its pages.
    pub frame: Frame,
}

/// Whose a sheet is and of which day, in words: `Brackwater Mutual · as of 30 November 2026`.
///
/// # Errors
/// Where the file can't be read.
pub fn from(view: View) -> Result<String, Error> {
    let organisation = view.single(&organisation::REGISTER)?.map(|one| one.title().to_owned());
    let today = format!("as of {}", day(view.circumstances()?.today()));
    Ok(organisation.into_iter().chain([today]).collect::<Vec<_>>().join(" · "))
}

/// What stands around a sheet that is a document: the head and the paper of the house, and its words where it is told in them.
///
/// # Errors
/// Where the file can't be read.
pub fn frame(view: View, reading: &Reading) -> Result<Frame, Error> {
    let Some(organisation) = view.single(&organisation::REGISTER)? else { return Ok(Frame::default()) };
    let frame = Organisation(&organisation).house().frame();
    Ok(if reading.housed { frame.of_day(view.circumstances()?.today()) } else { frame.in_english() })
}

/// Writes a sheet. A sheet has keys for programs, which a paper has not.
///
/// # Errors
/// Where it can't be written.
pub fn write(
    reading: &Reading,
    sheet: Sheet,
    nothing: Option<String>,
    face: &Face,
    out: &mut dyn Write,
) -> io::Result<()> {
    match face.form {
        Form::Text | Form::Plain => text::write(&sheet, nothing.as_deref(), face.form == Form::Plain, face.room, out),
        Form::Json if !reading.paper => writeln!(out, "{}", escaped(&sheet.json().print())),
        form => {
            let mut document = document(reading.title, &sheet, nothing);
            document.frame = face.frame.clone();
            if !reading.paper {
                // A paper says itself of what it is.
                let said = [face.from.as_str(), &document.subtitle];
                document.subtitle = said.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
            }
            // A long one is held once.
            drop(sheet);
            out.write_all(&form.write(&document, face.paper)?)
        }
    }
}

/// The document of a sheet; a reason why there is nothing is spelled by whoever asks.
pub fn document(title: &str, sheet: &Sheet, nothing: Option<String>) -> Document {
    let title = if sheet.title.is_empty() { title } else { &sheet.title };
    let mut document = Document {
        title: title.to_owned(),
        subtitle: sheet.note.clone(),
        mark: sheet.mark.clone(),
        signers: sheet.signers.clone(),
        one_page: sheet.one_page,
        ..Document::default()
    };
    facts(&mut document, &sheet.facts);
    match nothing {
        Some(nothing) => document.caution(nothing),
        None => blocks(&mut document, &sheet.blocks, 2),
    }
    document
}

fn facts(document: &mut Document, facts: &[Fact]) {
    for fact in facts.iter().filter(|fact| fact.label.as_deref() == Some("")) {
        document.paragraph(fact.cell.text.clone());
    }
    let labelled = facts.iter().filter_map(|fact| {
        let label = fact.label.as_deref().filter(|label| !label.is_empty())?;
        Some((label, text(&fact.cell)))
    });
    document.facts(labelled.collect());
}

fn blocks(document: &mut Document, blocks: &[Block], level: u8) {
    for block in blocks.iter().filter(|block| !block.is_empty()) {
        if !block.title.is_empty() {
            document.headed(level, block.title.clone(), block.apart);
        }
        match &block.body {
            Body::Prose(lines) => lines.iter().for_each(|line| match line.warns() {
                true => document.caution(line.text.clone()),
                false => document.paragraph(line.text.clone()),
            }),
            Body::List(items) => document.list(items.iter().map(text).collect()),
            Body::Facts(told) => facts(document, told),
            Body::Table(told) => table(document, told),
            Body::Tiles(tiles) => table(document, &tile::table(tiles)),
            Body::Matrix(matrix) => {
                for group in &matrix.groups {
                    document.heading(level, group.title.clone());
                    let row = |row: &Crossing| row.words().map(str::to_owned).to_vec();
                    document.table(matrix.headings.map(Column::words).into(), group.rows.iter().map(row).collect());
                }
            }
            Body::Curve(curve) => {
                document.chart(curve.chart());
                document.paragraph(curve.words());
            }
            Body::Chart(chart) => document.chart(chart.clone()),
            Body::Summary(words) => document.summary(words),
            Body::Figures(figures) => document.blocks.push(Written::Figures(figures.clone())),
            Body::Pictures(pictures) => document.blocks.push(Written::Pictures(pictures.clone())),
            Body::Drawing(drawing) => document.drawing(drawing.lines(PAGE, false)),
            Body::Part(part) => self::blocks(document, part, level + 1),
        }
    }
}

fn table(document: &mut Document, table: &Table) {
    let columns = table.shown().map(|(_, column)| match column.shown {
        Shown::Words => Column::words(&column.heading),
        _ => Column::numbers(&column.heading),
    });
    let row = |row: &Row| table.shown().filter_map(|(place, _)| row.cells.get(place)).map(text).collect();
    document.table(columns.collect(), table.rows.iter().map(row).collect());
}

fn text(cell: &Cell) -> String {
    cell.text.clone()
}
