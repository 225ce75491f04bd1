//! Lines that are gone through one by one: fields, connected records, what is missing.

use std::cell::Cell;
use std::ops::Range;

use ratatui::layout::Rect;

use crate::tui::canvas::Canvas;
use crate::tui::scroll::{Step, in_sight};

use super::detail::{Item, lay};

/// Lines with a cursor.
#[derive(Debug, Default)]
pub struct Lines {
    pub items: Vec<Item>,
    pub cursor: usize,
    /// The first row that is in sight, and how many lines are.
    top: Cell<usize>,
    room: Cell<usize>,
}

impl Lines {
    /// Lines of these items, with the cursor as near as it can be to where it was.
    pub fn set(&mut self, items: Vec<Item>) {
        self.items = items;
        self.settle();
    }

    /// Keeps the cursor on a line that can be selected.
    pub fn settle(&mut self) {
        self.cursor = self.cursor.min(self.items.len().saturating_sub(1));
        if self.items.get(self.cursor).is_some_and(|item| item.heading) {
            self.cursor = (self.cursor + 1).min(self.items.len().saturating_sub(1));
        }
    }

    /// Moves the cursor; headings are passed over.
    pub fn go(&mut self, step: Step) {
        let selectable = |place: usize| self.items.get(place).is_some_and(|item| !item.heading);
        self.cursor = step.lead(self.cursor, self.room.get(), self.items.len(), selectable);
    }

    /// The lines in sight where each of them takes one row.
    pub fn window(&self, room: usize) -> Range<usize> {
        self.room.set(room);
        in_sight(&self.top, self.cursor..self.cursor + 1, room, self.items.len())
    }

    /// Draws the lines that fit, the selected one among them.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect, focused: bool) {
        if area.height == 0 || area.width == 0 {
            return;
        }
        let laid = lay(&self.items, area.width);
        let span = laid.span(self.cursor);
        let room = usize::from(area.height);
        // Of a line that is longer than the window, the beginning is shown.
        let end = span.end.min(span.start + room);
        let top = in_sight(&self.top, span.start..end, room, laid.height).start;
        self.room.set(laid.between(top, top + room));
        laid.draw(canvas, area, &self.items, top, focused.then_some(self.cursor));
        canvas.below(area, laid.between(top + room, laid.height));
        if focused && let Ok(row) = u16::try_from(span.start.saturating_sub(top)) {
            canvas.cursor = Some((area.x, area.y + row.min(area.height - 1)).into());
        }
    }
}
