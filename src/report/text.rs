//! A document as plain text, broken to a width: to be read at a terminal.

use crate::domain::visible::{one_line, width, wrapped};

use super::document::{Block, Document, Table};

/// Columns before what is said below a heading.
const INDENT: usize = 2;

/// The widest column of labels; a longer label stands on a line of its own.
const LABELS: usize = 26;

/// The narrowest that a cell is broken to.
const NARROWEST: usize = 8;

/// Writes a document in so many columns; lines that stand as they are may be longer.
pub fn write(document: &Document, columns: usize) -> String {
    let mut out = Text { out: String::new(), columns };
    out.hanging("", &document.title, 0);
    for block in &document.blocks {
        out.out.push('\n');
        match block {
            Block::Heading { text, .. } => out.hanging("", text, 0),
            Block::Paragraph(words) | Block::Caution(words) => out.hanging("", words, INDENT),
            Block::List(items) => items.iter().for_each(|item| out.hanging("- ", item, INDENT)),
            Block::Facts(facts) => out.facts(facts),
            Block::Decision(decision) => {
                out.hanging("", &decision.head, 0);
                out.out.push('\n');
                out.hanging("", &decision.words, INDENT);
                out.out.push('\n');
                out.facts(&decision.facts);
            }
            Block::Table(table) => out.table(table),
            Block::Drawing(lines) => out.drawn(lines),
            Block::Chart(chart) => out.drawn(&chart.rows(columns.saturating_sub(INDENT * 2), false)),
        }
    }
    out.out
}

struct Text {
    out: String,
    columns: usize,
}

impl Text {
    fn drawn(&mut self, lines: &[String]) {
        lines.iter().for_each(|line| self.line(INDENT * 2, &one_line(line)));
    }

    fn line(&mut self, indent: usize, words: &str) {
        let line = format!("{:indent$}{words}", "");
        self.out.push_str(line.trim_end());
        self.out.push('\n');
    }

    /// Words after a sign, below which their further lines begin.
    fn hanging(&mut self, sign: &str, words: &str, indent: usize) {
        let inner = indent + width(sign);
        for (place, line) in wrapped(words, self.columns.saturating_sub(inner)).iter().enumerate() {
            match place {
                0 => self.line(indent, &format!("{sign}{line}")),
                _ => self.line(inner, line),
            }
        }
    }

    /// Labels, with what is said beside them.
    fn facts(&mut self, facts: &[(String, String)]) {
        let fits = |label: &usize| *label <= LABELS.min(self.columns / 3);
        let labels = facts.iter().map(|(label, _)| width(label)).filter(fits).max().unwrap_or(0);
        for (label, words) in facts {
            let inner = INDENT + labels + 2;
            let mut lines = wrapped(words, self.columns.saturating_sub(inner)).into_iter();
            if width(label) > labels {
                self.line(INDENT, label);
            } else {
                let first = lines.next().unwrap_or_default();
                let gap = labels - width(label) + 2;
                self.line(INDENT, &format!("{label}{:gap$}{first}", ""));
            }
            lines.for_each(|line| self.line(inner, &line));
        }
    }

    /// Columns side by side; where they are wider than the text, the widest are broken first.
    fn table(&mut self, table: &Table) {
        let heading: Vec<_> = table.columns.iter().map(|column| column.heading.clone()).collect();
        let rows = || std::iter::once(&heading).chain(&table.rows);
        let widest = |place: usize| rows().filter_map(|row| row.get(place)).map(|cell| width(cell)).max().unwrap_or(0);
        let mut widths: Vec<_> = (0..heading.len()).map(widest).collect();
        let room = self.columns.saturating_sub(INDENT + 2 * widths.len().saturating_sub(1));
        while widths.iter().sum::<usize>() > room {
            match widths.iter_mut().max() {
                Some(widest) if *widest > NARROWEST => *widest -= 1,
                _ => break,
            }
        }
        for row in rows() {
            let cells: Vec<_> = row.iter().zip(&widths).map(|(cell, width)| wrapped(cell, *width)).collect();
            for place in 0..cells.iter().map(Vec::len).max().unwrap_or(0) {
                let mut line = String::new();
                for (cell, wide) in cells.iter().zip(&widths) {
                    let part = cell.get(place).map_or("", String::as_str);
                    let gap = wide.saturating_sub(width(part)) + 2;
                    line.push_str(&format!("{part}{:gap$}", ""));
                }
                self.line(INDENT, &line);
            }
        }
    }
}
