//! What a long document has in it, and on which page.

use crate::report::document::{Block, Document};
use crate::report::pdf::look::{BETWEEN, CLOSE, CONTENTS, QUIET, RULE, STRONG};
use crate::report::pdf::measure::{Line, Style, broken};
use crate::report::pdf::words::Words;
use crate::report::references::Target;

use super::compose::{Column, Composer};
use super::page::{Drawn, Op, Page, Part, Pen, Piece, Role, UNTOLD};

/// More headings and more pages than this, and the document begins with what is in it.
const HEADINGS: usize = 6;
const PAGES: usize = 4;

/// So many headings stand in one column.
const ONE_COLUMN: usize = 10;

/// The room of the number of a page, and between two columns.
const NUMBER: f32 = 20.0;
const APART: f32 = 26.0;

/// The headings that are named, each with its number among all headings and decisions.
fn named(document: &Document) -> Vec<(usize, &str)> {
    let all = document.blocks.iter().filter_map(|block| match block {
        Block::Heading { level, text, .. } => Some((*level <= 2).then_some(text.as_str())),
        Block::Decision(_) => Some(None),
        _ => None,
    });
    all.enumerate().filter_map(|(number, text)| Some((number, text?))).collect()
}

/// Whether a document of so many pages is to begin with its contents.
pub fn wanted(document: &Document, pages: &[Page]) -> bool {
    pages.len() > PAGES && named(document).len() > HEADINGS
}

impl Composer<'_> {
    /// The headings with their pages, in two columns where they are many.
    pub fn contents(&mut self, document: &Document) {
        let whole = Column { left: 0.0, wide: self.wide };
        let part = self.part(Role::Paragraph, UNTOLD);
        let contents = self.words.line(document.frame.words().contents());
        self.lines(part, &contents, STRONG, whole, 2.0 * BETWEEN);
        if let Some(last) = self.flow.pieces.last_mut() {
            last.keep = true;
        }
        let list = self.part(Role::Contents, UNTOLD);
        // What the fonts lack is counted where it stands, and not here once more.
        let words = Words::default();
        let named: Vec<_> = named(document).into_iter().map(|(number, text)| (number, words.line(text))).collect();
        let count = if named.len() > ONE_COLUMN { 2 } else { 1 };
        let wide = (self.wide - APART * (count - 1) as f32) / count as f32;
        let mut entries = Vec::new();
        for (heading, text) in named {
            let entry = self.part(Role::Entry, list);
            let part = self.part(Role::Link, entry);
            entries.push(Entry { heading, part, lines: broken(&text, CONTENTS, wide - NUMBER), wide });
        }
        let high = entries.iter().map(|entry| entry.lines.len()).sum::<usize>().div_ceil(count);
        let mut columns: Vec<Vec<Vec<Op>>> = vec![Vec::new()];
        for entry in &entries {
            if columns.len() < count && columns[columns.len() - 1].len() >= high {
                columns.push(Vec::new());
            }
            let last = columns.len() - 1;
            columns[last].extend(entry.drawn());
        }
        for row in 0..columns.iter().map(Vec::len).max().unwrap_or(0) {
            let mut ops = Vec::new();
            for (place, column) in columns.iter().enumerate() {
                let left = (wide + APART) * place as f32;
                ops.extend(column.get(row).into_iter().flatten().map(|op| op.clone().moved(left, 0.0)));
            }
            self.flow.pieces.push(Piece { before: CLOSE, height: CONTENTS.leading, ops, ..Piece::default() });
        }
    }
}

/// A heading in the contents.
struct Entry {
    heading: usize,
    part: Part,
    lines: Vec<Line>,
    wide: f32,
}

impl Entry {
    /// Its lines, each a way to the heading; at the end of the last one stands its page.
    fn drawn(&self) -> Vec<Vec<Op>> {
        let foot = CONTENTS.foot();
        let line = |(place, line): (usize, &Line)| {
            let text = Drawn::Text { at: (0.0, foot), style: CONTENTS, text: line.text.clone(), turned: 0.0 };
            let size = (line.width.max(1.0), CONTENTS.leading);
            let mut drawn = vec![text, Drawn::Lead { to: Target::Heading(self.heading), at: (0.0, 0.0), size }];
            if place + 1 == self.lines.len() {
                let style = Style { colour: QUIET, ..CONTENTS };
                drawn.push(Drawn::PageOf { heading: self.heading, ends: (self.wide, foot), style });
            }
            let mut ops: Vec<_> = drawn.into_iter().map(|drawn| Op { part: self.part, drawn }).collect();
            let points = vec![(line.width + 5.0, foot - 1.0), (self.wide - NUMBER + 4.0, foot - 1.0)];
            if place + 1 == self.lines.len() && points[0].0 < points[1].0 {
                let pen = Pen { wide: 0.8, colour: RULE, dashes: Some([0.8, 3.0]) };
                ops.push(Op { part: UNTOLD, drawn: Drawn::Stroke { points, pen } });
            }
            ops
        };
        self.lines.iter().enumerate().map(line).collect()
    }
}
