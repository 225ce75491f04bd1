//! A document of one page: written as small as it must be to fit, down to what is still read with ease; beyond that, it is said
//! what is to be shortened.

use crate::domain::paper::Paper;
use crate::report::document::{Block, Document};

use super::page::{Drawn, Op};
use super::pages::height;
use super::{Composer, Laid, composed, put};

/// The sizes that are tried, in hundredths of the usual one. Words of tables are seven points high in the smallest.
const LARGEST: u16 = 100;
const SMALLEST: u16 = 78;
const STEP: usize = 2;

/// So many of the longest texts are named.
const NAMED: usize = 3;

/// Texts of so few letters are not worth shortening.
const SHORT: usize = 60;

/// A line of the smallest size.
const LINE: f32 = 12.0;

/// The sizes, the largest first, each with the sheet of which the paper is a picture in that size.
fn sizes((wide, high): (f32, f32)) -> impl Iterator<Item = (f32, (f32, f32))> {
    (SMALLEST..=LARGEST).rev().step_by(STEP).map(move |hundredths| {
        let size = f32::from(hundredths) / f32::from(LARGEST);
        (size, (wide / size, high / size))
    })
}

/// How much higher its pieces are than the sheet.
fn over(composer: &Composer) -> f32 {
    let pieces = &composer.flow.pieces;
    // Nothing stands before what comes first.
    height(pieces) - pieces.first().map_or(0.0, |first| first.before) - composer.high
}

/// Lays it out in the largest size in which it fits one page; in the smallest where there is none.
pub fn laid(document: &Document, paper: (f32, f32)) -> Laid {
    let mut last = None;
    for (size, sheet) in sizes(paper) {
        let composer = composed(document, sheet, false);
        let fits = over(&composer) <= 0.0;
        last = Some((size, sheet, composer));
        if fits {
            break;
        }
    }
    // There is always a size.
    let Some((size, sheet, composer)) = last else { return super::laid(document, paper, false) };
    let mut laid = put(composer, document, sheet);
    for op in laid.pages.iter_mut().flat_map(|page| &mut page.ops) {
        scale(op, size);
    }
    laid.headings.iter_mut().for_each(|heading| heading.top *= size);
    laid.rows.iter_mut().for_each(|(_, row)| row.top *= size);
    laid
}

/// Why a document of one page does not fit one: by how much, and which of its texts are long. Nothing where it fits, or may
/// have more pages.
pub fn too_long(document: &Document, paper: Paper) -> Option<String> {
    if !document.one_page {
        return None;
    }
    let (_, sheet) = sizes(paper.size()).last()?;
    let composer = composed(document, sheet, false);
    let over = over(&composer);
    if over <= 0.0 {
        return None;
    }
    let lines = (over / LINE).ceil();
    let lines = if lines <= 1.0 { "1 line".to_owned() } else { format!("{lines} lines") };
    let longest = longest(document);
    let named: Vec<_> = longest.iter().map(|(what, letters)| format!("{what} ({letters} letters)")).collect();
    let (named, rows) = (named.join("; "), rows(document).join(", "));
    let parts = [("Shorten what is long", named), ("Have fewer rows", rows)];
    let parts = parts.iter().filter(|(_, what)| !what.is_empty()).map(|(how, what)| format!(" {how}: {what}."));
    let mend: String = parts.collect();
    Some(format!("It must fit one page, and is about {lines} longer than a page of {}.{mend}", paper.label()))
}

/// The longest texts, the longest first, each by where it stands: `D-9, Decision`.
fn longest(document: &Document) -> Vec<(String, usize)> {
    let mut found: Vec<(String, usize)> = Vec::new();
    let mut add = |what: String, text: &str| {
        let letters = text.chars().count();
        if letters > SHORT {
            found.push((what, letters));
        }
    };
    for block in &document.blocks {
        match block {
            Block::Table(table) => {
                for row in &table.rows {
                    let of = row.first().map_or("", String::as_str);
                    for (cell, column) in row.iter().zip(&table.columns).skip(1) {
                        add(format!("{of}, {}", column.heading), cell);
                    }
                }
            }
            Block::Facts(facts) => facts.iter().for_each(|(label, text)| add(label.clone(), text)),
            Block::Pictures(pictures) => {
                pictures.iter().for_each(|one| add(format!("the title “{}”", one.title), &one.title));
            }
            _ => {}
        }
    }
    found.sort_by_key(|(_, letters)| std::cmp::Reverse(*letters));
    found.truncate(NAMED);
    found
}

/// How many rows each of its tables has, by the heading above it.
fn rows(document: &Document) -> Vec<String> {
    let mut under = "";
    let mut found = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Heading { text, .. } => under = text,
            Block::Table(table) => found.push(format!("“{under}” has {} rows", table.rows.len())),
            _ => {}
        }
    }
    found
}

/// Makes what is drawn smaller, on a sheet that is smaller by as much.
fn scale(op: &mut Op, by: f32) {
    let point = |(x, y): &mut (f32, f32)| {
        *x *= by;
        *y *= by;
    };
    match &mut op.drawn {
        Drawn::Text { at, style, .. } => {
            point(at);
            *style = style.sized(style.size * by);
        }
        Drawn::Rectangle { at, size, .. } | Drawn::Lead { at, size, .. } => {
            point(at);
            point(size);
        }
        Drawn::Stroke { points, pen } => {
            points.iter_mut().for_each(point);
            pen.wide *= by;
            pen.dashes = pen.dashes.map(|dashes| dashes.map(|dash| dash * by));
        }
        Drawn::Filled { points, .. } => points.iter_mut().for_each(point),
        Drawn::Disc { at, radius, .. } => {
            point(at);
            *radius *= by;
        }
        Drawn::PageOf { ends, style, .. } => {
            point(ends);
            *style = style.sized(style.size * by);
        }
    }
}
