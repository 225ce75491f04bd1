//! What stands at the end of a document: what is said of its signs, and the lines to sign on.

use crate::domain::house::said::Words as House;
use crate::report::pdf::fonts::Face;
use crate::report::pdf::look::{BETWEEN, LABEL, QUIET};
use crate::report::pdf::measure::{Style, broken};

use super::compose::{Beside, Column, Composer, TIGHT};
use super::page::{Drawn, Op, Pen, Piece, Role, UNTOLD};

impl Composer<'_> {
    /// A line for each who signs, with what stands before them; these are the words below the line.
    pub fn signers(&mut self, signers: &[String]) {
        const BEFORE: f32 = 44.0;
        const APART: f32 = 24.0;
        let style = Style { size: 9.0, leading: 12.0, colour: QUIET, face: Face::Regular };
        if signers.is_empty() {
            return;
        }
        if let Some(last) = self.flow.pieces.last_mut() {
            last.keep = true;
        }
        let from = self.flow.pieces.len();
        // Three stand in one row, as two do.
        let abreast = if signers.len() == 3 { 3 } else { 2 };
        let wide = (self.wide - APART * (abreast - 1) as f32) / abreast as f32;
        for pair in signers.chunks(abreast) {
            let before = if self.one_page { BEFORE * TIGHT } else { BEFORE };
            let mut ruled = Piece { before, height: 3.0, keep: true, ..Piece::default() };
            let mut texts = Vec::new();
            for (place, signer) in pair.iter().enumerate() {
                let column = Column { left: (wide + APART) * place as f32, wide };
                let pen = Pen { wide: 0.75, colour: QUIET, dashes: None };
                let points = vec![(column.left, 0.0), (column.left + wide, 0.0)];
                ruled.ops.push(Op { part: UNTOLD, drawn: Drawn::Stroke { points, pen } });
                let text = self.words.line(signer);
                let part = self.part(Role::Paragraph, UNTOLD);
                texts.push(Beside { part, column, style, lines: broken(&text, style, wide), right: false });
            }
            self.flow.pieces.push(ruled);
            self.beside(texts, 0.0);
        }
        self.kept(from);
    }

    /// What is said once of signs that the fonts lack.
    pub fn coded(&mut self, house: &House) {
        let said = match self.words.coded() {
            0 => return,
            count => self.words.line(&house.coded(count)),
        };
        let part = self.part(Role::Paragraph, UNTOLD);
        self.lines(part, &said, Style { face: Face::Italic, ..LABEL }, self.whole(), 2.0 * BETWEEN);
    }
}
