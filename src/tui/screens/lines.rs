//! Lines that are gone through one by one: fields, connected records, what is missing.

use std::cell::Cell;

use ratatui::layout::Rect;

use crate::tui::canvas::Canvas;
use crate::tui::command::Command;

use super::detail::{Item, lay};

/// Lines with a cursor.
#[derive(Debug, Default)]
pub struct Lines {
    pub items: Vec<Item>,
    pub cursor: usize,
    top: Cell<usize>,
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

    /// Moves the cursor as a command of rows means.
    pub fn go(&mut self, command: Command) {
        let last = self.items.len().saturating_sub(1);
        let selectable = |place: &usize| self.items.get(*place).is_some_and(|item| !item.heading);
        let by = match command {
            Command::PageDown | Command::PageUp => 12,
            Command::HalfDown | Command::HalfUp => 6,
            _ => 1,
        };
        let next = match command {
            Command::Down | Command::PageDown | Command::HalfDown => {
                let from = (self.cursor + by).min(last);
                (from..=last).find(selectable)
            }
            Command::Up | Command::PageUp | Command::HalfUp => {
                (0..=self.cursor.saturating_sub(by)).rev().find(selectable)
            }
            Command::First => (0..=last).find(selectable),
            _ => (0..=last).rev().find(selectable),
        };
        self.cursor = next.unwrap_or(self.cursor);
    }

    /// Whether a command moves the cursor.
    pub fn is_step(command: Command) -> bool {
        super::table::step(command).is_some()
    }

    /// Draws the lines that fit, the selected one among them.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect, focused: bool) {
        if area.height == 0 || area.width == 0 {
            return;
        }
        let laid = lay(&self.items, area.width);
        let span = laid.span(self.cursor);
        let room = usize::from(area.height);
        let mut top = self.top.get().min(span.start);
        if span.end > top + room {
            top = span.end.saturating_sub(room).min(span.start);
        }
        let top = top.min(laid.height.saturating_sub(room).max(if span.start < room { 0 } else { top }));
        self.top.set(top);
        laid.draw(canvas, area, &self.items, top, focused.then_some(self.cursor));
        if focused && let Ok(row) = u16::try_from(span.start.saturating_sub(top)) {
            canvas.cursor = Some((area.x, area.y + row.min(area.height - 1)).into());
        }
    }
}
