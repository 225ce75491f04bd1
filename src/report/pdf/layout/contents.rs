//! What a long document has in it, and on which page.

use crate::report::document::{Block, Document};
use crate::report::pdf::look::{BETWEEN, CLOSE, CONTENTS, QUIET, RULE, STRONG};
use crate::report::pdf::measure::{Style, broken};
use crate::report::pdf::words::Words;

use super::compose::{Beside, Column, Composer};
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
        Block::Heading { level, text } => Some((*level <= 2).then_some(text.as_str())),
        Block::Decision(_) => Some(None),
        _ => None,
    });
    all.enumerate().filter_map(|(number, text)| Some((number, text?))).collect()
}

/// Whether a document of so many pages is to begin with its contents.
pub fn wanted(document: &Document, pages: &[Page]) -> bool {
    pages.len() > PAGES && named(document).len() > HEADINGS
}

impl Composer {
    /// The headings with their pages, in two columns where they are many.
    pub fn contents(&mut self, document: &Document) {
        let whole = Column { left: 0.0, wide: self.wide };
        let part = self.part(Role::Paragraph, UNTOLD);
        self.lines(part, "Contents", STRONG, whole, 2.0 * BETWEEN);
        if let Some(last) = self.flow.pieces.last_mut() {
            last.keep = true;
        }
        let list = self.part(Role::Contents, UNTOLD);
        // What the fonts lack is counted where it stands, and not here once more.
        let words = Words::default();
        let named: Vec<_> = named(document).into_iter().map(|(number, text)| (number, words.line(text))).collect();
        let columns = if named.len() > ONE_COLUMN { 2 } else { 1 };
        let wide = (self.wide - APART * (columns - 1) as f32) / columns as f32;
        let high = named.len().div_ceil(columns);
        let mut entries = Vec::new();
        for (place, (heading, text)) in named.iter().enumerate() {
            let entry = self.part(Role::Entry, list);
            let part = self.part(Role::Link, entry);
            let left = (wide + APART) * (place / high) as f32;
            entries.push(Entry { heading: *heading, part, text, left, wide });
        }
        for row in 0..high {
            let beside: Vec<_> = entries.iter().skip(row).step_by(high).collect();
            let from = self.flow.pieces.len();
            self.beside(beside.iter().map(|entry| entry.beside()).collect(), CLOSE);
            for entry in beside {
                entry.lead(&mut self.flow.pieces[from..]);
            }
        }
    }
}

/// A heading in the contents.
struct Entry<'a> {
    heading: usize,
    part: Part,
    text: &'a str,
    left: f32,
    wide: f32,
}

impl Entry<'_> {
    fn beside(&self) -> Beside {
        let column = Column { left: self.left, wide: self.wide - NUMBER };
        let lines = broken(self.text, CONTENTS, column.wide);
        Beside { part: self.part, column, style: CONTENTS, lines, right: false }
    }

    /// Makes of its lines a way to the heading; at the end of the last one stands its page.
    fn lead(&self, pieces: &mut [Piece]) {
        let lines = self.beside().lines;
        for (piece, line) in pieces.iter_mut().zip(&lines) {
            let at = (self.left, 0.0);
            let lead = Drawn::Lead { heading: self.heading, at, size: (line.width.max(1.0), CONTENTS.leading) };
            piece.ops.push(Op { part: self.part, drawn: lead });
        }
        let (Some(line), Some(piece)) = (lines.last(), pieces.get_mut(lines.len() - 1)) else { return };
        let (foot, right) = (CONTENTS.foot(), self.left + self.wide);
        let points = vec![(self.left + line.width + 5.0, foot - 1.0), (right - NUMBER + 4.0, foot - 1.0)];
        if points[0].0 < points[1].0 {
            let pen = Pen { wide: 0.8, colour: RULE, dashes: Some([0.8, 3.0]) };
            piece.ops.push(Op { part: UNTOLD, drawn: Drawn::Stroke { points, pen } });
        }
        let style = Style { colour: QUIET, ..CONTENTS };
        let page = Drawn::PageOf { heading: self.heading, ends: (right, foot), style };
        piece.ops.push(Op { part: self.part, drawn: page });
    }
}
