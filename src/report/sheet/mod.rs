//! A sheet as a document, and the lines of its curves, which every face draws alike.

pub mod text;

use crate::workflow::sheet::plot::Plot;
use crate::workflow::sheet::{Block, Body, Cell, Crossing, Curve, Fact, Row, Sheet, Shown, Table, tile};

use super::document::{Column, Document};

/// The columns of a page: drawings are pasted into reports, which a wide terminal does not change.
pub const PAGE: usize = 80;

/// The document of a sheet; a reason why there is nothing is spelled by whoever asks.
pub fn document(title: &str, sheet: &Sheet, nothing: Option<String>) -> Document {
    let title = if sheet.title.is_empty() { title } else { &sheet.title };
    let mut document = Document {
        title: title.to_owned(),
        subtitle: sheet.note.clone(),
        mark: sheet.mark.clone(),
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
    for fact in facts.iter().filter(|fact| fact.label == Some("")) {
        document.paragraph(fact.cell.text.clone());
    }
    let labelled =
        facts.iter().filter_map(|fact| Some((fact.label.filter(|label| !label.is_empty())?, text(&fact.cell))));
    document.facts(labelled.collect());
}

fn blocks(document: &mut Document, blocks: &[Block], level: u8) {
    for block in blocks.iter().filter(|block| !block.is_empty()) {
        if !block.title.is_empty() {
            document.heading(level, block.title.clone());
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
                document.drawing(drawn(curve, PAGE, false));
                document.paragraph(curve.words());
            }
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

/// The rows of a curve.
const ROWS: usize = 9;

/// A curve as steps over an axis, with the line of one half; nothing where it has none.
pub fn drawn(curve: &Curve, width: usize, ascii: bool) -> Vec<String> {
    let Some((last, _)) = curve.steps.last() else { return Vec::new() };
    let longest = (*last).max(1);
    let sign = |drawn: &'static str, plain: &'static str| if ascii { plain } else { drawn };
    let room = width.saturating_sub(8).max(10);
    let mut plot = Plot::new(room, ROWS, ascii);
    plot.level(0.0, 1.0, 0.5, sign("┄", "."));
    let right = |day: u32| f64::from(day) / f64::from(longest);
    let (mut from, mut share) = (0, 1.0);
    for (day, falls_to) in &curve.steps {
        plot.line((right(from), share), (right(*day), share));
        plot.line((right(*day), share), (right(*day), *falls_to));
        (from, share) = (*day, *falls_to);
    }
    let [upper, half, lower] = [1.0, 0.5, 0.0].map(|share| plot.row(share));
    let name = |row: usize| match row {
        row if row == upper => "100 %",
        row if row == half => "50 %",
        row if row == lower => "0 %",
        _ => "",
    };
    let line = |(row, line): (usize, String)| {
        format!("{:>5} {}{}", name(row), sign("│", "|"), line.trim_end()).trim_end().to_owned()
    };
    let mut lines: Vec<String> = plot.rows().enumerate().map(line).collect();
    let end = format!("{longest} days");
    lines.push(format!("       0{}{end}", " ".repeat(room.saturating_sub(1 + end.len()))));
    lines
}
