//! Charts: the picture that pages of the web show, in the width of the words.

use crate::report::pdf::look::{ACCENT, BETWEEN, CHART, INK, QUIET, WARN};
use crate::report::pdf::measure::{Line, broken, cut, width};
use crate::report::scene::{Anchor, CROSS, FOOT, Frame, RISE, ROUND, Shape, TIP, scene};
use crate::workflow::sheet::chart::{Chart, Mark, Sort};

use super::compose::{Beside, Column, Composer};
use super::page::{Drawn, Op, Pen, Piece, Point, Role, UNTOLD};

/// Between what is told of two signs.
const APART: &str = "     ";

/// Between what stands below either end, half of it.
const APART_AT_FOOT: f32 = 24.0;

/// What the signs of a chart mean; no line ends after a sign.
pub fn legend(chart: &Chart) -> String {
    let told = chart.legend.iter().map(|(key, words)| format!("{}\u{a0}{words}", key.sign(false)));
    told.collect::<Vec<_>>().join(APART)
}

impl Composer<'_> {
    /// A chart with what its signs mean.
    pub fn chart(&mut self, chart: &Chart) {
        if chart.is_empty() {
            return;
        }
        let (ops, high) = self.charted(chart, Frame::whole(chart), self.wide);
        let told = self.words.line(&legend(chart));
        let keep = !told.is_empty();
        self.flow.pieces.push(Piece { before: BETWEEN, height: high, ops, keep, ..Piece::default() });
        if keep {
            let part = self.part(Role::Paragraph, UNTOLD);
            let column = Column { left: 0.0, wide: self.wide };
            let lines: Vec<Line> = broken(&told, CHART, column.wide);
            self.beside(vec![Beside { part, column, style: CHART, lines, right: false }], 2.0);
        }
    }

    /// What is drawn of a chart in a width, and how high that is.
    pub fn charted(&mut self, chart: &Chart, frame: Frame, wide: f32) -> (Vec<Op>, f32) {
        let said = self.words.line(&chart.says);
        let part = self.part(Role::Figure(if said.is_empty() { "Chart".to_owned() } else { said }), UNTOLD);
        let scale = wide / frame.wide as f32;
        let shapes = scene(chart, frame);
        let drawn = shapes.iter().flat_map(|shape| self.drawn(shape, scale, wide));
        (drawn.map(|drawn| Op { part, drawn }).collect(), frame.high as f32 * scale)
    }

    fn drawn(&self, shape: &Shape, scale: f32, wide: f32) -> Vec<Drawn> {
        let at = |(x, y): (f64, f64)| (x as f32 * scale, y as f32 * scale);
        let stroke = |points: Vec<Point>, pen: Pen| vec![Drawn::Stroke { points, pen }];
        match shape {
            Shape::Axis { top, origin, end } => {
                let pen = Pen { wide: 0.6, colour: QUIET, dashes: None };
                stroke(vec![at(*top), at(*origin), at(*end)], pen)
            }
            Shape::Words { at: place, anchor, words } => {
                let (x, y) = at(*place);
                // Those at either end of an axis share it; a height is named before it.
                let room = match anchor {
                    Anchor::Start => wide - x,
                    Anchor::End => x,
                };
                let text = cut(&self.words.line(words), CHART, room.min(wide / 2.0 - APART_AT_FOOT));
                let x = match anchor {
                    Anchor::Start => x,
                    Anchor::End => (x - width(&text, CHART)).max(0.0),
                };
                vec![Drawn::Text { at: (x, y), style: CHART, text, turned: 0.0 }]
            }
            Shape::Level { sort, from, to } => {
                let pen = match sort {
                    Sort::Target | Sort::Half => Pen { wide: 0.9, colour: QUIET, dashes: Some([1.5, 3.0]) },
                    Sort::Warning => Pen { wide: 0.7, colour: QUIET, dashes: None },
                    Sort::Critical => Pen { wide: 1.8, colour: WARN, dashes: None },
                };
                stroke(vec![at(*from), at((*to, from.1))], pen)
            }
            Shape::Line(points) => {
                let pen = Pen { wide: 1.6, colour: ACCENT, dashes: None };
                stroke(points.iter().copied().map(at).collect(), pen)
            }
            Shape::Mark { mark, at: (x, y) } => match mark {
                Mark::Value => vec![Drawn::Disc { at: at((*x, *y)), radius: ROUND as f32 * scale, colour: ACCENT }],
                Mark::Watch => {
                    let (tip, foot) = (y - TIP, y - TIP + RISE);
                    let points = [(*x, tip), (x + FOOT, foot), (x - FOOT, foot)].map(at).to_vec();
                    vec![Drawn::Filled { points, colour: INK }]
                }
                Mark::Critical => {
                    let pen = Pen { wide: 2.0, colour: WARN, dashes: None };
                    let across = |up: f64| vec![at((x - CROSS, y - up)), at((x + CROSS, y + up))];
                    [CROSS, -CROSS].map(|up| Drawn::Stroke { points: across(up), pen }).to_vec()
                }
            },
        }
    }
}
