//! References that lead to where more is told of them, within the words in which they stand.

use crate::report::pdf::look::ACCENT;
use crate::report::pdf::measure::{Style, width};
use crate::report::references::{Target, pieces};

use super::compose::Composer;
use super::page::{Drawn, Op, Part, Piece, Point, Role, UNTOLD};

impl Composer<'_> {
    /// Lets each reference of which more is told lead there.
    pub fn link(&mut self) {
        let mut all = std::mem::take(&mut self.flow.pieces);
        for piece in &mut all {
            let leads = |op: &Op| self.leads(piece, op);
            if piece.ops.iter().any(leads) {
                let ops = std::mem::take(&mut piece.ops);
                let linked =
                    ops.into_iter().flat_map(|op| if self.leads(piece, &op) { self.linked(&op) } else { vec![op] });
                piece.ops = linked.collect();
            }
        }
        self.flow.pieces = all;
    }

    fn target(&self, words: &str, named: bool) -> Option<Target> {
        self.references.target(words).filter(|_| named)
    }

    /// Whether something in these words leads elsewhere. The row that is led to says of what it is, and leads nowhere by that.
    fn leads(&self, piece: &Piece, op: &Op) -> bool {
        let Drawn::Text { text, .. } = &op.drawn else { return false };
        let role = &self.nodes[op.part].role;
        let told = match role {
            Role::Paragraph | Role::Body | Role::Cell => true,
            Role::RowHead => piece.row.is_none(),
            _ => false,
        };
        told && op.part != UNTOLD && pieces(text).any(|(words, named)| self.target(words, named).is_some())
    }

    /// Words in their pieces, from left to right.
    fn linked(&mut self, op: &Op) -> Vec<Op> {
        let Drawn::Text { at, style, text, .. } = &op.drawn else { return vec![op.clone()] };
        let (mut ops, mut left, mut plain) = (Vec::new(), at.0, String::new());
        for (words, named) in pieces(text) {
            let Some(to) = self.target(words, named) else {
                plain.push_str(words);
                continue;
            };
            left += written(&mut ops, op.part, (left, at.1), *style, std::mem::take(&mut plain));
            let part = self.part(Role::Link, op.part);
            let wide = width(words, *style);
            let (top, size) = ((left, at.1 - style.foot()), (wide, style.leading));
            written(&mut ops, part, (left, at.1), Style { colour: ACCENT, ..*style }, words.to_owned());
            ops.push(Op { part, drawn: Drawn::Lead { to, at: top, size } });
            left += wide;
        }
        written(&mut ops, op.part, (left, at.1), *style, plain);
        ops
    }
}

/// Writes words from a point on; how wide they are.
fn written(ops: &mut Vec<Op>, part: Part, at: Point, style: Style, text: String) -> f32 {
    let wide = width(&text, style);
    if !text.is_empty() {
        ops.push(Op { part, drawn: Drawn::Text { at, style, text, turned: 0.0 } });
    }
    wide
}
