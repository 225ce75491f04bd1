//! Pieces put on pages: what stays together is not parted, a page begins without a gap, and the head of a table is repeated.

use crate::report::pdf::look::{MARGIN, RULE};

use super::compose::room;
use super::page::{Drawn, Frame, Heading, Op, Page, Piece, Place, UNTOLD, lying};

/// How wide the bar of a box is.
const BAR: f32 = 3.0;

/// The pieces of a document with what they refer to.
#[derive(Debug, Default)]
pub struct Flow {
    pub pieces: Vec<Piece>,
    pub frames: Vec<Frame>,
    /// The heads of its tables; empty where one is not repeated.
    pub heads: Vec<Vec<Piece>>,
    pub headings: Vec<Heading>,
    /// The rows that are led to, each with what it is of, and where it came to stand.
    pub rows: Vec<(String, Place)>,
}

/// Puts pieces on pages of a size.
pub fn pages(flow: &mut Flow, size: (f32, f32)) -> Vec<Page> {
    let pieces = std::mem::take(&mut flow.pieces);
    let first = Page { turned: pieces.first().is_some_and(|piece| piece.turned), ..Page::default() };
    let mut press = Press { flow, size, pages: vec![first], used: 0.0, open: None };
    let mut rest = pieces.as_slice();
    while !rest.is_empty() {
        let kept = rest.iter().take_while(|piece| piece.keep).count();
        let (together, after) = rest.split_at((kept + 1).min(rest.len()));
        press.put_together(together);
        rest = after;
    }
    press.close();
    press.pages
}

struct Press<'a> {
    flow: &'a mut Flow,
    size: (f32, f32),
    pages: Vec<Page>,
    /// How much of the page is used.
    used: f32,
    /// The box that is open: which one, where it began, and before which op it is to be drawn.
    open: Option<(usize, f32, usize)>,
}

impl Press<'_> {
    /// Puts pieces on one page, if there is one that holds them all.
    fn put_together(&mut self, pieces: &[Piece]) {
        if pieces[0].turned != self.page().turned {
            self.turn(pieces[0].turned);
        }
        let whole: f32 = pieces.iter().map(|piece| piece.before + piece.height).sum();
        let whole = whole - if self.used == 0.0 { pieces[0].before } else { 0.0 };
        if self.used > 0.0 && self.used + whole > self.high() && self.fits_a_page(pieces) {
            self.turn(pieces[0].turned);
        }
        for piece in pieces {
            self.put(piece);
        }
    }

    /// How wide words may be on the page, and how high.
    fn room(&self) -> (f32, f32) {
        room(lying(self.pages.last().is_some_and(|page| page.turned), self.size))
    }

    fn high(&self) -> f32 {
        self.room().1
    }

    fn fits_a_page(&self, pieces: &[Piece]) -> bool {
        let head = pieces[0].table.map_or(0.0, |table| height(&self.flow.heads[table]));
        let whole: f32 = pieces.iter().map(|piece| piece.before + piece.height).sum();
        head + whole - pieces[0].before <= self.high()
    }

    fn put(&mut self, piece: &Piece) {
        if self.used > 0.0 && (piece.turn || self.used + piece.before + piece.height > self.high()) {
            self.turn(piece.turned);
        }
        if self.used == 0.0
            && let Some(table) = piece.table
        {
            self.repeat(table);
        }
        if self.open.is_some_and(|(frame, ..)| piece.frame != Some(frame)) {
            self.close();
        }
        let top = if self.used == 0.0 { 0.0 } else { self.used + piece.before };
        if let (None, Some(frame)) = (self.open, piece.frame) {
            self.open = Some((frame, top, self.page().ops.len()));
        }
        if let Some(heading) = piece.heading {
            let page = self.pages.len() - 1;
            let heading = &mut self.flow.headings[heading];
            (heading.page, heading.top) = (page, MARGIN + top);
        }
        if let Some((_, row)) = piece.row.and_then(|row| self.flow.rows.get_mut(row)) {
            *row = Place { page: self.pages.len() - 1, top: MARGIN + top };
        }
        self.draw(&piece.ops, top);
        self.used = top + piece.height;
    }

    /// The head of a table once more: it is seen, and not told a second time.
    fn repeat(&mut self, table: usize) {
        for piece in self.flow.heads[table].clone() {
            let top = self.used;
            let untold: Vec<_> = piece.ops.into_iter().map(|op| Op { part: UNTOLD, ..op }).collect();
            self.draw(&untold, top);
            self.used = top + piece.height;
        }
    }

    fn draw(&mut self, ops: &[Op], top: f32) {
        let moved = ops.iter().map(|op| op.clone().moved(MARGIN, MARGIN + top));
        self.page().ops.extend(moved);
    }

    fn page(&mut self) -> &mut Page {
        let last = self.pages.len() - 1;
        &mut self.pages[last]
    }

    /// Draws the box that is open behind what stands in it.
    fn close(&mut self) {
        let Some((frame, top, before)) = self.open.take() else { return };
        let Frame { tint, bar } = self.flow.frames[frame];
        let (wide, high) = (self.room().0, self.used - top);
        let at = (MARGIN, MARGIN + top);
        let drawn = [
            Drawn::Rectangle { at, size: (wide, high), colour: tint },
            Drawn::Rectangle { at, size: (BAR, high), colour: bar },
        ];
        self.page().ops.splice(before..before, drawn.map(|drawn| Op { part: UNTOLD, drawn }));
    }

    fn turn(&mut self, turned: bool) {
        self.close();
        self.pages.push(Page { turned, ..Page::default() });
        self.used = 0.0;
    }
}

/// How high pieces are that stand one below the other.
pub fn height(pieces: &[Piece]) -> f32 {
    pieces.iter().map(|piece| piece.before + piece.height).sum()
}

/// The rule along the foot of a row.
pub fn rule(wide: f32, y: f32) -> Op {
    let drawn = Drawn::Rectangle { at: (0.0, y - 0.5), size: (wide, 0.5), colour: RULE };
    Op { part: UNTOLD, drawn }
}
