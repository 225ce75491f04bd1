//! The board in columns, each with its cards, in a window that follows the cursor sideways.

use ratatui::layout::Rect;

use crate::domain::spelling::grouped;
use crate::tui::canvas::Canvas;
use crate::tui::theme::Role;
use crate::workflow::closure::board::{Card, Column};

use super::{BoardView, card};

/// The narrowest and the widest that a column is drawn, the gap beside it included.
const NARROWEST: u16 = 24;
const WIDEST: u16 = 44;

/// The rows of a title at most.
const TITLE: u16 = 3;

/// The rows of a card: reference and grade, the title, the day, the age, the owner; and a blank one.
const HEIGHT: u16 = TITLE + 5;

impl BoardView {
    /// Draws the columns that fit, and says how many do not.
    pub(super) fn draw_columns(&self, canvas: &mut Canvas, area: Rect) -> String {
        let shown = self.columns();
        let count = u16::try_from(shown.len()).unwrap_or(u16::MAX).max(1);
        let fitting = (area.width / NARROWEST).clamp(1, count);
        let width = (area.width / fitting).min(WIDEST);
        let fitting = usize::from(fitting);
        let first = (self.column + 1).saturating_sub(fitting);
        for (place, column) in shown.iter().enumerate().skip(first).take(fitting) {
            let x = area.x + u16::try_from(place - first).unwrap_or(0) * width;
            let own = Rect { x, width: width.saturating_sub(2), ..area };
            self.draw_column(canvas, own, column, place == self.column);
        }
        let (before, after) = (first, shown.len().saturating_sub(first + fitting));
        let [left, right] = [canvas.look.sign("◂", "<"), canvas.look.sign("▸", ">")];
        let mut hidden = Vec::new();
        let columns = |count: usize| if count == 1 { "1 column".to_owned() } else { format!("{count} columns") };
        if before > 0 {
            hidden.push(format!("{left} {}", columns(before)));
        }
        if after > 0 {
            hidden.push(format!("{} {right}", columns(after)));
        }
        hidden.join("   ")
    }

    fn draw_column(&self, canvas: &mut Canvas, area: Rect, column: &Column, focused: bool) {
        let role = if focused { Role::Accent } else { Role::Strong };
        canvas.put(area.x, area.y, area.width, column.state.label(), role);
        let line = canvas.look.sign("─", "-").repeat(usize::from(area.width));
        canvas.put(area.x, area.y + 1, area.width, &line, if focused { Role::Accent } else { Role::Border });
        let count = format!(" {} ", grouped(column.count));
        let before = Rect { width: area.width.saturating_sub(1), ..area };
        canvas.right(before, area.y + 1, &count, Role::Text);
        let cards = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
        let all = usize::try_from(column.count).unwrap_or(usize::MAX);
        // The last card needs no blank row below it, and what does not fit is told in a row of its own.
        let whole = usize::from((cards.height + 1) / HEIGHT).max(1);
        let room = if all > whole { usize::from(cards.height / HEIGHT).max(1) } else { whole };
        let count = column.cards.len();
        let window = if focused { self.row.window(room, count) } else { 0..room.min(count) };
        let top = window.start;
        for place in window {
            let card = &column.cards[place];
            let y = cards.y + u16::try_from(place - top).unwrap_or(0) * HEIGHT;
            let own = Rect { y, height: (HEIGHT - 1).min(cards.bottom().saturating_sub(y)), ..cards };
            self.draw_card(canvas, own, card, focused && place == self.row.cursor());
        }
        let below = all.saturating_sub(top + room);
        if below > 0 {
            let words = match column.cards.len().saturating_sub(top + room) {
                0 => format!("{} more: o lists them", grouped(below as u64)),
                _ => format!("{} more below", grouped(below as u64)),
            };
            canvas.put(cards.x, cards.bottom().saturating_sub(1), cards.width, &words, Role::Quiet);
        }
    }

    fn draw_card(&self, canvas: &mut Canvas, area: Rect, one: &Card, selected: bool) {
        if area.height == 0 {
            return;
        }
        let role = |role| if selected { Role::Selected } else { role };
        if selected {
            let style = canvas.look.style(Role::Selected);
            canvas.paint(area, style);
            canvas.cursor = Some((area.x, area.y).into());
        }
        let put = |canvas: &mut Canvas, row: u16, x: u16, text: &str, shown: Role| {
            if row >= area.height || x >= area.width {
                return 0;
            }
            canvas.put(area.x + x, area.y + row, area.width - x, text, role(shown))
        };
        let reference = one.record.reference().to_string();
        let mut x = put(canvas, 0, 0, &reference, Role::Quiet) + 2;
        let (sign, word, tone) = card::grade(one, canvas.look);
        if !sign.is_empty() {
            x += put(canvas, 0, x, sign, tone) + 1;
        }
        put(canvas, 0, x, word, tone);
        let mut row = 1;
        for line in card::cut(one.record.title(), area.width, TITLE.into()) {
            put(canvas, row, 0, &line, Role::Strong);
            row += 1;
        }
        let (words, late) = one.due(self.today());
        let x = if late { put(canvas, row, 0, canvas.look.bad(), Role::Bad) + 1 } else { 0 };
        put(canvas, row, x, &words, if late { Role::Bad } else { Role::Text });
        put(canvas, row + 1, 0, &one.raised(), Role::Quiet);
        put(canvas, row + 2, 0, card::owner(one), Role::Text);
    }
}
