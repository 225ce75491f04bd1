//! Numbers beside each other, each in a box of its own.

use crate::report::document::labelled;
use crate::report::pdf::look::{BETWEEN, FIGURE, FIGURE_LABEL, FIGURE_SAID, RULE, WARN};
use crate::report::pdf::measure::{Style, broken};
use crate::report::pdf::words::Words;
use crate::workflow::sheet::picture::KeyFigure;

use super::compose::{Beside, Column, Composer, line_at};
use super::page::{Drawn, Op, Part, Pen, Piece, Role, UNTOLD};

/// So many stand beside each other, and are as wide as where so many do.
const ABREAST: usize = 6;
const FEWEST: usize = 4;

/// Between two boxes, and between an edge and the words.
const APART: f32 = 8.0;
const INSET: f32 = 6.0;
const PADDING: f32 = 5.0;

/// What is written of a figure, from above.
fn texts(figure: &KeyFigure, words: &Words) -> Vec<(Role, String, Style)> {
    let head = [(Role::Label, &figure.value, FIGURE), (Role::Body, &figure.label, FIGURE_LABEL)];
    let head = head.map(|(role, text, style)| (role, words.line(text), style));
    let said = figure.said().map(|(text, worse)| {
        let colour = if worse { WARN } else { FIGURE_SAID.colour };
        (Role::Body, words.line(text), Style { colour, ..FIGURE_SAID })
    });
    head.into_iter().chain(said).collect()
}

/// How high a figure is in a column.
fn high(figure: &KeyFigure, wide: f32) -> f32 {
    let texts = texts(figure, &Words::default()).into_iter().filter(|(_, text, _)| !text.is_empty());
    2.0 * PADDING + texts.map(|(_, text, style)| style.leading * broken(&text, style, wide).len() as f32).sum::<f32>()
}

impl Composer<'_> {
    /// Key figures in boxes, which no page tears.
    pub fn figures(&mut self, figures: &[KeyFigure]) {
        let count = figures.len().clamp(FEWEST, ABREAST);
        let wide = (self.wide - APART * (count - 1) as f32) / count as f32;
        for abreast in figures.chunks(ABREAST) {
            let high = abreast.iter().map(|figure| high(figure, wide - 2.0 * INSET)).fold(0.0, f32::max);
            if high > self.high / 2.0 {
                // Boxes are for numbers; where somebody has written a page, it is told as such.
                self.facts(&labelled(abreast), UNTOLD, Column { left: 0.0, wide: self.wide });
                continue;
            }
            let list = self.part(Role::Facts, UNTOLD);
            let mut ops = Vec::new();
            for (place, figure) in abreast.iter().enumerate() {
                let left = (wide + APART) * place as f32;
                ops.extend(self.figure(figure, Column { left: left + INSET, wide: wide - 2.0 * INSET }, list));
                let right = left + wide;
                let points = vec![(left, 0.0), (right, 0.0), (right, high), (left, high), (left, 0.0)];
                let pen = Pen { wide: 0.7, colour: RULE, dashes: None };
                ops.push(Op { part: UNTOLD, drawn: Drawn::Stroke { points, pen } });
            }
            self.flow.pieces.push(Piece { before: BETWEEN + 2.0, height: high, ops, ..Piece::default() });
        }
    }

    /// What is drawn of a figure in its column.
    fn figure(&mut self, figure: &KeyFigure, column: Column, list: Part) -> Vec<Op> {
        let item = self.part(Role::Item, list);
        let (mut ops, mut down) = (Vec::new(), PADDING);
        for (role, text, style) in texts(figure, &self.words) {
            if text.is_empty() {
                continue;
            }
            let part = self.part(role, item);
            let lines = broken(&text, style, column.wide);
            let count = lines.len();
            let beside = Beside { part, column, style, lines, right: false };
            ops.extend((0..count).filter_map(|place| line_at(&beside, place, down + style.leading * place as f32)));
            down += style.leading * count as f32;
        }
        ops
    }
}
