//! What a long document has in it, and on which page.

use crate::report::document::{Block, Document};
use crate::report::pdf::look::{BETWEEN, BODY, CLOSE, LABEL, RULE, STRONG};
use crate::report::pdf::measure::{broken, width};
use crate::report::pdf::words::Words;

use super::compose::{Beside, Column, Composer, line_at};
use super::page::{Drawn, Op, Page, Pen, Role, UNTOLD};

/// More headings and more pages than this, and the document begins with what is in it.
const HEADINGS: usize = 6;
const PAGES: usize = 4;

/// The room of the number of a page.
const NUMBER: f32 = 34.0;

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
    /// The headings with their pages.
    pub fn contents(&mut self, document: &Document) {
        let column = Column { left: 0.0, wide: self.wide - NUMBER };
        let part = self.part(Role::Paragraph, UNTOLD);
        self.lines(part, "Contents", STRONG, column, 2.0 * BETWEEN);
        if let Some(last) = self.flow.pieces.last_mut() {
            last.keep = true;
        }
        let list = self.part(Role::Contents, UNTOLD);
        // What the fonts lack is counted where it stands, and not here once more.
        let words = Words::default();
        for (number, text) in named(document) {
            let text = words.line(text);
            let entry = self.part(Role::Entry, list);
            let link = self.part(Role::Link, entry);
            let text =
                Beside { part: link, column, style: BODY, lines: broken(&text, BODY, column.wide), right: false };
            let from = self.flow.pieces.len();
            let last = text.lines.len() - 1;
            let high = BODY.leading;
            let mut end = line_at(&text, last, 0.0);
            self.beside(vec![text], CLOSE);
            for piece in &mut self.flow.pieces[from..] {
                let lead = Drawn::Lead { heading: number, at: (0.0, 0.0), size: (self.wide, high) };
                piece.ops.push(Op { part: link, drawn: lead });
            }
            let Some(piece) = self.flow.pieces.last_mut() else { continue };
            let foot = BODY.foot();
            if let Some(Drawn::Text { text, .. }) = end.take().map(|op| op.drawn) {
                let pen = Pen { wide: 0.8, colour: RULE, dashes: Some([0.8, 3.0]) };
                let points = vec![(width(&text, BODY) + 6.0, foot - 1.0), (self.wide - NUMBER + 8.0, foot - 1.0)];
                if points[0].0 < points[1].0 {
                    piece.ops.push(Op { part: UNTOLD, drawn: Drawn::Stroke { points, pen } });
                }
            }
            let page = Drawn::PageOf { heading: number, ends: (self.wide, foot), style: LABEL };
            piece.ops.push(Op { part: link, drawn: page });
        }
    }
}
