//! Tables: of records, of labels with what is said, of a decision, of places to sign.

use crate::domain::visible::one_line;
use crate::report::columns::{Extent, WHOLE, is_turned, longest_line, widths};
use crate::report::document::{Decision, Table};
use crate::report::pdf::fonts::Face;
use crate::workflow::sheet::picture::{HeatMap, KeyFigure};

use super::measure::width;
use super::xml::{Paragraph, Style, line, lines, run};

/// The sizes of what stands in tables of records and elsewhere, in half points; the styles say the same.
const SMALL: u16 = 18;
const BODY: u16 = 21;

/// What stands to the left and the right of the words in a cell, in twentieths of a point, and what measuring may miss.
const PADDING: u32 = 2 * 85 + 20;
const BOXED: u32 = 2 * 140 + 20;

/// So much of the room labels take at the most, in hundredths.
const LABELS: u32 = 36;

/// Between two that sign.
const BETWEEN: u32 = 560;

/// A column is no narrower than this, with what stands around its words.
const NARROWEST: f32 = 640.0;

/// The columns of a table in a document of these, at the most.
const MOST: usize = 63;

/// A cell: its width, how many columns it spans, and its paragraphs.
fn cell(width: u32, span: usize, more: &str, paragraphs: &str) -> String {
    let span = if span > 1 { format!("<w:gridSpan w:val=\"{span}\"/>") } else { String::new() };
    format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{span}{more}</w:tcPr>{paragraphs}</w:tc>")
}

/// A row, which no page breaks; a head is repeated on each.
fn row(head: bool, cells: &str) -> String {
    let head = if head { "<w:tblHeader/>" } else { "" };
    format!("<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{cells}</w:tr>")
}

/// A table of a style; whoever hears it is told what it is of.
fn table(style: &str, grid: &[u32], head: bool, caption: &str, rows: &str) -> String {
    let all: u32 = grid.iter().sum();
    let columns: String = grid.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
    let look = if head { "0020" } else { "0000" };
    let head = u8::from(head);
    let caption =
        if caption.is_empty() { String::new() } else { format!("<w:tblCaption w:val=\"{}\"/>", line(caption)) };
    format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"{style}\"/><w:tblW w:w=\"{all}\" w:type=\"dxa\"/>\
         <w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"{look}\" w:firstRow=\"{head}\" w:lastRow=\"0\" \
         w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/>{caption}</w:tblPr>\
         <w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>{}",
        Paragraph::of(Style::Gap).write("")
    )
}

fn measure(text: &str, face: Face) -> f32 {
    width(text, SMALL, face) as f32
}

/// What the columns of a table take, with what stands around them.
fn extents(told: &Table) -> Vec<Extent> {
    let count = told.rows.iter().map(Vec::len).max().unwrap_or(0).max(told.columns.len());
    let around = PADDING as f32;
    let column = |place: usize| {
        let cells = told.rows.iter().filter_map(|cells| cells.get(place)).map(String::as_str);
        let heading = told.columns.get(place).map_or("", |column| column.heading.as_str());
        let head = Extent::of(std::iter::once(heading), around, |text| measure(text, Face::Bold));
        Extent::of(cells, around, |text| measure(text, Face::Regular)).and(head)
    };
    (0..count).map(column).collect()
}

/// Whether a sheet is turned for a table, by the room of words on it upright and across.
pub fn is_too_wide(told: &Table, rooms: [u32; 2]) -> bool {
    is_turned(&extents(told), rooms.map(|room| room as f32), NARROWEST)
}

/// A table under the heading that it stands under; its end stays with what follows it where that is so.
pub fn records(told: &Table, room: u32, under: &str, keep: bool) -> String {
    let count = told.rows.iter().map(Vec::len).max().unwrap_or(0).max(told.columns.len());
    if count == 0 || count > MOST {
        return told
            .rows
            .iter()
            .map(|cells| Paragraph::of(Style::BodyText).write(&lines(&cells.join(" · "))))
            .collect();
    }
    let heading = |place: usize| told.columns.get(place).map_or("", |column| column.heading.as_str());
    let numbers = |place: usize| told.columns.get(place).is_some_and(|column| column.numbers);
    let text = |cells: &'_ [String], place: usize| cells.get(place).map_or("", String::as_str).to_owned();
    let around = PADDING as f32;
    let extents = extents(told);
    let long = |cells: &[String], place: usize| {
        let text = cells.get(place).map_or("", String::as_str);
        longest_line(text, |line| measure(line, Face::Regular)) + around
    };
    let lines_of = |cells: &Vec<String>| (0..count).map(|place| long(cells, place)).collect();
    let rows: Vec<Vec<f32>> = told.rows.iter().map(lines_of).collect();
    // What is left of a twentieth of a point is given up.
    let grid: Vec<u32> = widths(&extents, &rows, room as f32).into_iter().map(|width| width as u32).collect();
    let written = |head: bool, keep: bool, texts: &dyn Fn(usize) -> String| {
        let style = if head { Style::Head } else { Style::Cell };
        let cells = grid.iter().enumerate().map(|(place, width)| {
            let paragraph = Paragraph::of(style).kept(keep).right(numbers(place));
            cell(*width, 1, "", &paragraph.write(&lines(&texts(place))))
        });
        row(head, &cells.collect::<String>())
    };
    let head = told.columns.iter().any(|column| !column.heading.trim().is_empty());
    let mut rows = if head { written(true, true, &|place| heading(place).to_owned()) } else { String::new() };
    let last = told.rows.len().saturating_sub(1);
    for (place, cells) in told.rows.iter().enumerate() {
        // No row stands alone at the top of a page, nor below the head at the foot of one; a small table is not torn at all.
        let goes_on = last < WHOLE || place == 0 || place + 1 == last;
        let keep = if place == last { keep } else { goes_on };
        rows.push_str(&written(false, keep, &|column| text(cells, column)));
    }
    table("Records", &grid, head, under, &rows)
}

/// The widths of labels and of what is said beside them.
fn beside(facts: &[(String, String)], room: u32, padding: u32) -> [u32; 2] {
    let labels =
        facts.iter().map(|(label, _)| width(&one_line(label), BODY, Face::Regular) + padding).max().unwrap_or(0);
    let labels = labels.clamp(room / 5, room * LABELS / 100);
    [labels, room - labels]
}

fn fact(label: &str, said: &str, widths: [u32; 2], keep: bool) -> String {
    let label = cell(widths[0], 1, "", &Paragraph::of(Style::Label).kept(keep).write(&run(label)));
    let said = cell(widths[1], 1, "", &Paragraph::of(Style::Said).kept(keep).write(&lines(said)));
    row(false, &(label + &said))
}

/// Labels with what is said beside them.
pub fn facts(facts: &[(String, String)], room: u32, keep: bool) -> String {
    if facts.is_empty() {
        return String::new();
    }
    let grid = beside(facts, room, PADDING);
    let last = facts.len() - 1;
    let rows = facts.iter().enumerate();
    let rows = rows.map(|(place, (label, said))| fact(label, said, grid, place + 1 == last || place == last && keep));
    table("Facts", &grid, false, "", &rows.collect::<String>())
}

/// A decision as a box that is seen at once, and that no page breaks.
pub fn decision(decision: &Decision, room: u32, keep: bool) -> String {
    let grid = beside(&decision.facts, room, BOXED);
    let whole = |style, runs: &str| cell(room, 2, "", &Paragraph::of(style).kept(true).write(runs));
    let mut rows = row(false, &whole(Style::DecisionHead, &run(&decision.head)));
    rows.push_str(&row(false, &whole(Style::Decided, &lines(&decision.words))));
    let last = decision.facts.len().saturating_sub(1);
    for (place, (label, said)) in decision.facts.iter().enumerate() {
        rows.push_str(&fact(label, said, grid, place < last || keep));
    }
    table("Decision", &grid, true, "", &rows)
}

/// What it all comes to, in a box.
pub fn summary(words: &str, room: u32, keep: bool) -> String {
    let said = cell(room, 1, "", &Paragraph::of(Style::Decided).kept(keep).write(&lines(words)));
    table("Decision", &[room], true, "", &row(false, &said))
}

/// The edges of a cell that stands by itself.
const EDGED: &str = "<w:tcBorders><w:top w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"C9D1D9\"/>\
     <w:left w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"C9D1D9\"/>\
     <w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"C9D1D9\"/>\
     <w:right w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"C9D1D9\"/></w:tcBorders>";

/// So many numbers stand beside each other.
const ABREAST: usize = 6;

/// Columns of one width, as many as there are things in them.
fn columns(count: usize, room: u32) -> Vec<u32> {
    // There are a few at the most.
    vec![room / count.max(1) as u32; count]
}

/// Numbers beside each other, each with its label and with what else is said of it.
pub fn figures(figures: &[KeyFigure], room: u32, keep: bool) -> String {
    let told = |figure: &KeyFigure, width: u32| {
        let paragraph = |style, text: &str| Paragraph::of(style).kept(keep).write(&run(text));
        let said = figure.said().map(|(words, _)| paragraph(Style::Cell, words));
        let head = [paragraph(Style::Figure, &figure.value), paragraph(Style::Cell, &figure.label)];
        cell(width, 1, EDGED, &head.into_iter().chain(said).collect::<String>())
    };
    let rows = figures.chunks(ABREAST).map(|abreast| {
        let grid = columns(abreast.len(), room);
        let cells = abreast.iter().zip(&grid).map(|(figure, width)| told(figure, *width)).collect::<String>();
        table("TableNormal", &grid, false, "", &row(false, &cells))
    });
    rows.collect()
}

/// What stands side by side, each written into a column that has its share of the room.
pub fn abreast<T: Copy>(all: &[(T, u32)], room: u32, mut write: impl FnMut(T, u32) -> String) -> String {
    let shares = all.iter().map(|(_, share)| share).sum::<u32>().max(1);
    let grid: Vec<u32> = all.iter().map(|(_, share)| room / shares * share).collect();
    let mut cells = String::new();
    for ((one, _), width) in all.iter().zip(&grid) {
        cells.push_str(&cell(*width, 1, "", &write(*one, width - PADDING)));
    }
    if cells.is_empty() { cells } else { table("TableNormal", &grid, false, "", &row(false, &cells)) }
}

/// The tints of a heat map, the coolest first.
const TINTS: [&str; 4] = ["E3F1E6", "FFF4D6", "FBD9B5", "F3B4AC"];

/// A heat map: each cell says its level, too.
pub fn heat(map: &HeatMap, room: u32) -> String {
    let grid = columns(map.across.len() + 1, room);
    let heads = [map.down.as_str()].into_iter().chain(map.across.iter().map(String::as_str));
    warm(map, &grid, heads, "")
}

/// So much of the room of a small heat map the names of its rows take, in hundredths.
const NAMES: u32 = 31;

/// A cell whose words reach nearly to its edges.
const CLOSE: &str = "<w:tcMar><w:left w:w=\"15\" w:type=\"dxa\"/><w:right w:w=\"15\" w:type=\"dxa\"/></w:tcMar>";

/// A heat map beside other pictures: its columns are called by their numbers, and below it stands what its axes are.
pub fn small_heat(map: &HeatMap, room: u32) -> String {
    let names = room * NAMES / 100;
    let each = columns(map.across.len(), room - names);
    let grid: Vec<u32> = [names].into_iter().chain(each).collect();
    let number = |name: &'_ String| name.split(' ').next().unwrap_or_default().to_owned();
    let numbers: Vec<String> = map.across.iter().map(number).collect();
    let heads = [""].into_iter().chain(numbers.iter().map(String::as_str));
    warm(map, &grid, heads, CLOSE) + &Paragraph::of(Style::Caption).write(&run(&map.axes))
}

/// A heat map with the heads of its columns; what is said of each of its cells stands in them.
fn warm<'h>(map: &HeatMap, grid: &[u32], heads: impl Iterator<Item = &'h str>, more: &str) -> String {
    let said =
        |style, text: &str, width: u32, look: &str| cell(width, 1, look, &Paragraph::of(style).write(&run(text)));
    let heads = heads.zip(grid).map(|(name, width)| said(Style::Head, name, *width, more)).collect::<String>();
    let rows = map.rows.iter().map(|one| {
        let name = said(Style::Cell, &one.name, grid[0], more);
        let cells = one.cells.iter().zip(&grid[1..]).map(|(cell, width)| {
            let tint = TINTS[usize::from(cell.warmth).min(TINTS.len() - 1)];
            let tint = format!("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{tint}\"/>{more}");
            said(Style::Cell, &cell.words(), *width, &tint)
        });
        row(false, &(name + &cells.collect::<String>()))
    });
    let rows = rows.collect::<String>();
    table("Records", grid, true, "", &(row(true, &heads) + &rows))
}

/// A line for each that signs, so many beside each other, which no page tears apart.
pub fn signers(signers: &[String], room: u32, abreast: usize) -> String {
    let abreast = abreast.max(1);
    // There are a few at the most.
    let between = BETWEEN * (abreast as u32 - 1);
    let each = (room - between) / abreast as u32;
    let rule = "<w:tcBorders><w:top w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"auto\"/></w:tcBorders>";
    let mut out = String::new();
    let last = signers.len().div_ceil(abreast);
    for (place, those) in signers.chunks(abreast).enumerate() {
        let keep = place + 1 < last;
        let signs = |name: &str| cell(each, 1, rule, &Paragraph::of(Style::Signer).kept(keep).write(&run(name)));
        let empty = |width: u32| cell(width, 1, "", &Paragraph::of(Style::Signer).kept(keep).write(""));
        out.push_str(&Paragraph::of(Style::Signature).write(""));
        let one = |place: usize| those.get(place).map_or_else(|| empty(each), |name| signs(name));
        let (mut grid, mut cells) = (vec![each], one(0));
        for place in 1..abreast {
            grid.extend([BETWEEN, each]);
            cells += &(empty(BETWEEN) + &one(place));
        }
        out.push_str(&table("TableNormal", &grid, false, "", &row(false, &cells)));
    }
    out
}
