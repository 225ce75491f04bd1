//! Where what a sheet says is laid: texts at their places, and the places where the cursor stops.

use crate::domain::field::Tone;
use crate::tui::theme::{Look, Role};

use super::sight::Place;

/// A text at its place.
#[derive(Debug)]
pub struct Span {
    pub x: u16,
    pub y: usize,
    pub text: String,
    pub role: Role,
    /// The stop that it belongs to, and its role while the cursor is there.
    pub stop: Option<(usize, Role)>,
}

/// Blocks at their places.
#[derive(Debug, Default)]
pub struct Laid {
    pub spans: Vec<Span>,
    /// Where the mark of each stop stands, and its place.
    pub stops: Vec<(u16, Place)>,
    pub height: usize,
}

/// The role of a text that is to be taken so.
pub fn role(tone: Option<Tone>, look: Look) -> Role {
    tone.map_or(Role::Text, |tone| look.tone(tone).1)
}

/// A column in which a block is laid.
pub struct Page {
    pub laid: Laid,
    /// The stops before those of the page.
    pub before: usize,
    pub x: u16,
    pub y: usize,
    pub width: u16,
    pub look: Look,
}

impl Page {
    /// A text so many columns to the right and rows below.
    pub fn span(
        &mut self,
        (right, below): (usize, usize),
        text: impl Into<String>,
        role: Role,
        stop: Option<(usize, Role)>,
    ) {
        let x = self.x + u16::try_from(right).unwrap_or(u16::MAX - self.x);
        self.laid.spans.push(Span { x, y: self.y + below, text: text.into(), role, stop });
    }

    /// A stop whose mark stands so many columns to the right: so many rows high, and beside the one before it or below.
    pub fn stop(&mut self, right: u16, height: usize, beside: bool) -> usize {
        self.laid.stops.push((self.x + right, Place { row: self.y, height, beside }));
        self.before + self.laid.stops.len() - 1
    }
}
