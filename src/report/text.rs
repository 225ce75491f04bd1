//! A document as plain text, broken to a width: to be read at a terminal.

use crate::domain::house::language::Language;
use crate::domain::visible::{one_line, width, wrapped};

use crate::workflow::sheet::chart::Chart;
use crate::workflow::sheet::picture::{Drawn, Picture};

use super::document::{Block, Document, Table, labelled as in_words};

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
    out.blocks(&document.blocks);
    out.out
}

/// The same to be handed on: what it belongs to and what it is not yet stand below its title.
pub fn whole(document: &Document, columns: usize) -> String {
    let mut out = Text { out: String::new(), columns };
    document.frame.letterhead.iter().for_each(|line| out.hanging("", line, 0));
    out.hanging("", &document.title, 0);
    below_title(document).for_each(|line| out.hanging("", line, INDENT));
    out.blocks(&document.blocks);
    out.out
}

/// What stands below the title of a document that is handed on.
fn below_title(document: &Document) -> impl Iterator<Item = &str> {
    let subtitle = Some(document.subtitle.as_str()).filter(|words| !words.trim().is_empty());
    subtitle.into_iter().chain(document.mark.as_deref())
}

/// Writes a document in plain sentences, one a line, to be read aloud or piped: no columns.
pub fn plain(document: &Document) -> String {
    let mut out = String::new();
    document.frame.letterhead.iter().for_each(|line| say(&mut out, line));
    say(&mut out, &document.title);
    let lower = document.frame.language() == Language::English;
    below_title(document).for_each(|line| say(&mut out, line));
    for block in &document.blocks {
        out.push('\n');
        match block {
            Block::Heading { text, .. } => say(&mut out, text),
            Block::Paragraph(words) | Block::Caution(words) | Block::Summary(words) => {
                words.lines().for_each(|line| say(&mut out, line));
            }
            Block::Figures(figures) => labelled(&mut out, &in_words(figures)),
            Block::Pictures(pictures) => pictures.iter().for_each(|one| pictured(&mut out, one, lower)),
            Block::List(items) => items.iter().for_each(|item| say(&mut out, &format!("- {item}"))),
            Block::Facts(facts) => labelled(&mut out, facts),
            Block::Decision(decision) => {
                say(&mut out, &decision.head);
                decision.words.lines().for_each(|line| say(&mut out, line));
                labelled(&mut out, &decision.facts);
            }
            Block::Table(table) => rows(&mut out, table, lower),
            Block::Drawing(lines) => lines.iter().for_each(|line| say(&mut out, line)),
            Block::Chart(chart) => say(&mut out, &chart.says),
        }
    }
    out
}

fn say(out: &mut String, line: &str) {
    out.push_str(one_line(line).trim_end());
    out.push('\n');
}

/// The rows of a table, a sentence each; headings begin with a small letter where that is the custom of the language.
fn rows(out: &mut String, table: &Table, lower: bool) {
    for row in &table.rows {
        let cells = row.iter().zip(&table.columns).filter(|(cell, _)| !cell.is_empty());
        let told = cells.enumerate().map(|(place, (cell, column))| match column.heading.as_str() {
            "" => cell.clone(),
            _ if place == 0 => cell.clone(),
            heading if lower => format!("{} {cell}", heading.to_lowercase()),
            heading => format!("{heading} {cell}"),
        });
        say(out, &told.collect::<Vec<_>>().join(", "));
    }
}

/// A picture in sentences.
fn pictured(out: &mut String, picture: &Picture, lower: bool) {
    say(out, &picture.title);
    match &picture.drawn {
        Drawn::Chart(chart) => say(out, &chart.says),
        Drawn::Heat(map) => rows(out, &Table::of_heat(map), lower),
    }
    if !picture.note.is_empty() {
        say(out, &picture.note);
    }
}

fn labelled(out: &mut String, facts: &[(String, String)]) {
    facts.iter().for_each(|(label, words)| say(out, &format!("{label}: {words}")));
}

struct Text {
    out: String,
    columns: usize,
}

impl Text {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.out.push('\n');
            match block {
                Block::Heading { text, .. } => self.hanging("", text, 0),
                Block::Paragraph(words) | Block::Caution(words) | Block::Summary(words) => {
                    self.hanging("", words, INDENT);
                }
                Block::Figures(figures) => self.facts(&in_words(figures)),
                Block::Pictures(pictures) => self.pictures(pictures),
                Block::List(items) => items.iter().for_each(|item| self.hanging("- ", item, INDENT)),
                Block::Facts(facts) => self.facts(facts),
                Block::Decision(decision) => {
                    self.hanging("", &decision.head, 0);
                    self.out.push('\n');
                    self.hanging("", &decision.words, INDENT);
                    self.out.push('\n');
                    self.facts(&decision.facts);
                }
                Block::Table(table) => self.table(table),
                Block::Drawing(lines) => self.drawn(lines),
                Block::Chart(chart) => self.chart(chart),
            }
        }
    }

    fn chart(&mut self, chart: &Chart) {
        self.drawn(&chart.rows(self.columns.saturating_sub(INDENT * 2), false));
    }

    /// Pictures one below the other, each under its title.
    fn pictures(&mut self, pictures: &[Picture]) {
        for (place, picture) in pictures.iter().enumerate() {
            if place > 0 {
                self.out.push('\n');
            }
            self.hanging("", &picture.title, INDENT);
            match &picture.drawn {
                Drawn::Chart(chart) => self.chart(chart),
                Drawn::Heat(map) => self.table(&Table::of_heat(map)),
            }
            if !picture.note.is_empty() {
                self.hanging("", &picture.note, INDENT);
            }
        }
    }

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
