//! A document to be read on the screen: its headings, facts and tables as lines that fit any width.

use crate::report::document::{Block, Document, Table, labelled};
use crate::report::sheet::PAGE;
use crate::tui::screens::page::Line;
use crate::workflow::sheet::chart::Chart;
use crate::workflow::sheet::picture::{Drawn, Picture};

/// The lines of a document.
pub fn lines(document: &Document) -> Vec<Line> {
    let mut lines = vec![Line::Heading(document.title.clone()), Line::Words(document.subtitle.clone())];
    lines.extend(document.mark.iter().map(|mark| Line::Words(mark.clone())));
    for block in &document.blocks {
        lines.extend(self::block(block));
    }
    lines
}

/// The lines of a part of a document.
pub fn block(block: &Block) -> Vec<Line> {
    match block {
        Block::Heading { text, .. } => vec![Line::Words(String::new()), Line::Heading(text.clone())],
        Block::Paragraph(text) | Block::Caution(text) | Block::Summary(text) => vec![Line::Words(text.clone())],
        Block::Facts(facts) => facts.iter().map(pair).collect(),
        Block::Decision(decision) => {
            let head = [Line::Words(String::new()), Line::Heading(decision.head.clone())];
            let words = [Line::Words(decision.words.clone())];
            head.into_iter().chain(words).chain(decision.facts.iter().map(pair)).collect()
        }
        Block::List(items) => items.iter().map(|item| Line::Words(format!("· {item}"))).collect(),
        Block::Table(table) => rows(table).collect(),
        Block::Drawing(drawn) => drawn.iter().cloned().map(Line::Words).collect(),
        Block::Chart(chart) => charted(chart),
        Block::Figures(figures) => labelled(figures).iter().map(pair).collect(),
        Block::Pictures(pictures) => pictures.iter().flat_map(pictured).collect(),
    }
}

fn charted(chart: &Chart) -> Vec<Line> {
    chart.rows(PAGE, false).into_iter().map(Line::Words).collect()
}

/// A picture under its title.
fn pictured(picture: &Picture) -> Vec<Line> {
    let drawn = match &picture.drawn {
        Drawn::Chart(chart) => charted(chart),
        Drawn::Heat(map) => rows(&Table::of_heat(map)).collect(),
    };
    let (title, note) = (Line::Words(picture.title.clone()), Line::Words(picture.note.clone()));
    [title].into_iter().chain(drawn).chain([note]).collect()
}

/// A label with what is said.
fn pair((label, text): &(String, String)) -> Line {
    Line::Pair(label.clone(), text.clone())
}

/// `from 09:00`: what a column such as “From” says of its cells, where they no longer stand under it.
fn with_preposition(title: &str, cell: &str) -> String {
    if matches!(title, "From" | "To") { format!("{} {cell}", title.to_lowercase()) } else { cell.to_owned() }
}

/// A row as a pair: its first cell, and the others that say something, one after another.
fn rows(table: &Table) -> impl Iterator<Item = Line> {
    table.rows.iter().map(|row| {
        let number = table.columns.first().is_some_and(|column| column.numbers);
        let mut cells = row.iter();
        let mut first = cells.next().cloned().unwrap_or_default();
        if number {
            first = format!("{first} {}", cells.next().map_or("", String::as_str));
        }
        let shown = row.len() - cells.len();
        let named = table.columns.iter().skip(shown).zip(cells).filter(|(_, cell)| !cell.trim().is_empty());
        let others: Vec<_> = named.map(|(column, cell)| with_preposition(&column.heading, cell)).collect();
        Line::Pair(first, others.join(" · "))
    })
}

/// A line of what changed: what it was and what it is, in words; the lines around it as they stand.
pub fn difference(line: &str) -> Option<Line> {
    if line.starts_with("---") || line.starts_with("+++") {
        return None;
    }
    let text = |line: &str| line.trim_start_matches(['#', ' ']).to_owned();
    Some(match line.split_at_checked(1) {
        Some(("-", rest)) => Line::Pair("Was".to_owned(), text(rest)),
        Some(("+", rest)) => Line::Pair("Is now".to_owned(), text(rest)),
        Some(("@", _)) => Line::Words(String::new()),
        _ => Line::Words(text(line)),
    })
}
