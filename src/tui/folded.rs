//! Rows of lists in a narrow window: what a row is about has a line to itself, and the rest of it stands below.

use std::borrow::Cow;

use ratatui::layout::Rect;

use crate::domain::visible::width;

use super::canvas::Canvas;
use super::theme::Role;

/// Below this width of the window rows are folded.
const NARROW: u16 = 60;

/// The fewest lines in which rows are folded; where there are less, more rows are worth more than the rest of one.
const FEWEST: u16 = 4;

/// The fewest letters of a part that tell anything.
const FEWEST_LETTERS: u16 = 4;

/// How many lines a row takes in a list that has this area.
pub fn lines(canvas: &Canvas, area: Rect) -> u16 {
    if canvas.buffer.area().width < NARROW && area.height >= FEWEST { 2 } else { 1 }
}

/// A part of what stands below: its words, the sign before them, and how they are to be taken.
#[derive(Debug)]
pub struct Part<'a> {
    pub sign: &'static str,
    pub text: Cow<'a, str>,
    pub role: Role,
}

impl<'a> Part<'a> {
    /// Words without a sign.
    pub fn of(text: impl Into<Cow<'a, str>>, role: Role) -> Self {
        Self { sign: "", text: text.into(), role }
    }
}

/// Draws parts one after another into a line, those that say something, as far as there is room. Where not all have some,
/// the line ends in a mark.
pub fn below<'a>(canvas: &mut Canvas, area: Rect, parts: impl IntoIterator<Item = Part<'a>>, between: Role) {
    let look = canvas.look;
    let mut x = area.x;
    let put = |canvas: &mut Canvas, x: u16, text: &str, role: Role| {
        canvas.put(x, area.y, area.right().saturating_sub(x), text, role)
    };
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.text.is_empty()).collect();
    let last = parts.len().saturating_sub(1);
    for (place, part) in parts.into_iter().enumerate() {
        // What has no room at all is told by a mark behind what has.
        let sign = if part.sign.is_empty() { 0 } else { 2 };
        let more = if place < last { 2 } else { 0 };
        let between_them = if x > area.x { 3 } else { 0 };
        if x > area.x && x + between_them + sign + FEWEST_LETTERS + more > area.right() {
            put(canvas, x, look.sign(" …", " ..."), between);
            return;
        }
        if x > area.x {
            x += put(canvas, x, " · ", between);
        }
        if !part.sign.is_empty() {
            x += put(canvas, x, part.sign, part.role) + 1;
        }
        let room = area.right().saturating_sub(x);
        // A part that is cut says so itself, and nothing goes behind it.
        if width(&part.text) + usize::from(more) > usize::from(room) {
            put(canvas, x, &part.text, part.role);
            return;
        }
        x += put(canvas, x, &part.text, part.role);
    }
}
