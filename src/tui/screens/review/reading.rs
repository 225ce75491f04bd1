//! A document to be read on the screen: its headings, facts and tables as lines that fit any width.

use crate::report::document::{Block, Document, Table};
use crate::tui::screens::page::Line;

/// The lines of a document.
pub fn lines(document: &Document) -> Vec<Line> {
    let mut lines = vec![Line::Heading(document.title.clone()), Line::Words(document.subtitle.clone())];
    lines.extend(document.mark.iter().map(|mark| Line::Words(mark.clone())));
    for block in &document.blocks {
        match block {
            Block::Heading { text, .. } => {
                lines.push(Line::Words(String::new()));
                lines.push(Line::Heading(text.clone()));
            }
            Block::Paragraph(text) | Block::Caution(text) => lines.push(Line::Words(text.clone())),
            Block::Facts(facts) => {
                lines.extend(facts.iter().map(|(label, text)| Line::Pair(label.clone(), text.clone())));
            }
            Block::List(items) => lines.extend(items.iter().map(|item| Line::Words(format!("· {item}")))),
            Block::Table(table) => lines.extend(rows(table)),
        }
    }
    lines
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
        let others: Vec<_> = cells.filter(|cell| !cell.trim().is_empty()).cloned().collect();
        Line::Pair(first, others.join(" · "))
    })
}
