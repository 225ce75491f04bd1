//! What screens draw on. Everything that comes from a record goes through here and is made harmless on the way.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::Widget;
use unicode_width::UnicodeWidthStr;

use crate::domain::visible::{fit, is_harmful, is_plain, one_line, width};

use super::theme::{Look, Role};

/// From this width on, what is said of a row stands beside the list.
pub const WIDE: u16 = 100;

/// The most code points that one cell may hold: a letter with more marks than this on it is no word of any language.
const CELL: usize = 8;

/// One frame being drawn.
#[derive(Debug)]
pub struct Canvas<'a> {
    pub buffer: &'a mut Buffer,
    pub look: Look,
    /// Where the terminal's cursor goes: the place of the focus, which screen readers follow.
    pub cursor: Option<Position>,
    /// Where the focus of the screen below is, for what lies over that.
    pub under: Option<Position>,
}

/// How a pane is framed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Pane<'a> {
    pub title: &'a str,
    /// Stands at the right end of the upper border.
    pub note: &'a str,
    pub focused: bool,
}

impl<'a> Canvas<'a> {
    /// A canvas on a buffer.
    pub fn new(buffer: &'a mut Buffer, look: Look) -> Self {
        Self { buffer, look, cursor: None, under: None }
    }

    /// Writes a text into at most so many columns of a row; gives the columns used.
    pub fn put(&mut self, x: u16, y: u16, width: u16, text: &str, role: Role) -> u16 {
        let used = self.styled(x, y, width, text, self.look.style(role));
        if let Some(style) = self.look.drawn(role)
            && used > 0
            && !text.is_ascii()
        {
            let start = self.buffer.index_of(x, y);
            for cell in &mut self.buffer.content[start..start + usize::from(used)] {
                if is_drawn(cell.symbol()) {
                    cell.set_style(style);
                }
            }
        }
        used
    }

    /// Writes a text in a style.
    pub fn styled(&mut self, x: u16, y: u16, width: u16, text: &str, style: Style) -> u16 {
        let area = *self.buffer.area();
        if width == 0 || y >= area.bottom() || y < area.y || x >= area.right() {
            return 0;
        }
        let width = width.min(area.right() - x);
        // Most of what is drawn: a column a letter, nothing to be made harmless or to be told apart.
        if is_plain(text) {
            return self.plain(x, y, usize::from(width), text, style);
        }
        let text = one_line(text);
        let text = fit(&text, width.into());
        let (end, _) = self.buffer.set_stringn(x, y, &text, width.into(), style);
        end - x
    }

    /// Writes a text of visible ASCII alone, as much of it as there is room for.
    fn plain(&mut self, x: u16, y: u16, width: usize, text: &str, style: Style) -> u16 {
        let kept = if text.len() > width { &text[..width - 1] } else { text };
        let cut = (text.len() > width).then_some('…');
        let start = self.buffer.index_of(x, y);
        let mut end = x;
        for (cell, letter) in self.buffer.content[start..].iter_mut().zip(kept.chars().chain(cut)) {
            cell.set_char(letter).set_style(style);
            end += 1;
        }
        end - x
    }

    /// Writes a text so that it ends at the right of an area's row.
    pub fn right(&mut self, area: Rect, y: u16, text: &str, role: Role) -> u16 {
        let text = one_line(text);
        let width = u16::try_from(width(&text)).unwrap_or(u16::MAX).min(area.width);
        self.put(area.right() - width, y, width, &text, role);
        width
    }

    /// Says on the frame below an area how many lines of it are not in sight.
    pub fn below(&mut self, area: Rect, count: usize) {
        if count > 0 && area.bottom() < self.buffer.area().bottom() {
            self.right(area, area.bottom(), &format!(" {count} more below "), Role::Quiet);
        }
    }

    /// Gives a whole area a style.
    pub fn paint(&mut self, area: Rect, style: Style) {
        // What nothing is said of stays as it is.
        if style != Style::new() {
            self.buffer.set_style(area.intersection(*self.buffer.area()), style);
        }
    }

    /// Blanks an area, for what is drawn over something else.
    pub fn clear(&mut self, area: Rect) {
        ratatui::widgets::Clear.render(area.intersection(*self.buffer.area()), self.buffer);
        self.paint(area, self.look.ground());
    }

    /// Renders a widget that Gavel did not write.
    pub fn widget(&mut self, widget: impl Widget, area: Rect) {
        widget.render(area.intersection(*self.buffer.area()), self.buffer);
    }

    /// Frames an area and gives what is inside.
    pub fn pane(&mut self, area: Rect, pane: Pane) -> Rect {
        let area = area.intersection(*self.buffer.area());
        if area.width < 2 || area.height < 2 {
            return Rect { height: 0, width: 0, ..area };
        }
        let role = if pane.focused { Role::Accent } else { Role::Border };
        let look = self.look;
        let style = look.drawn(role).unwrap_or_else(|| look.style(role));
        let [across, down] = [look.sign("─", "-"), look.sign("│", "|")];
        let corners = [look.sign("╭", "+"), look.sign("╮", "+"), look.sign("╰", "+"), look.sign("╯", "+")];
        let (right, bottom) = (area.right() - 1, area.bottom() - 1);
        let mut put = |x: u16, y: u16, symbol: &str| {
            self.buffer[(x, y)].set_symbol(symbol).set_style(style);
        };
        for x in area.x..area.right() {
            put(x, area.y, across);
            put(x, bottom, across);
        }
        for y in area.y..area.bottom() {
            put(area.x, y, down);
            put(right, y, down);
        }
        let places = [(area.x, area.y), (right, area.y), (area.x, bottom), (right, bottom)];
        for ((x, y), corner) in places.into_iter().zip(corners) {
            put(x, y, corner);
        }
        let room = area.width.saturating_sub(4);
        if room > 0 && !pane.title.is_empty() {
            let role = if pane.focused { Role::Accent } else { Role::Strong };
            let title = format!(" {} ", one_line(pane.title));
            let used = self.put(area.x + 1, area.y, room + 2, &title, role);
            let left = (room + 2).saturating_sub(used + 1);
            if !pane.note.is_empty() && usize::from(left) >= pane.note.width() + 3 {
                let note = format!(" {} ", one_line(pane.note));
                let inner = Rect { x: area.x + 1, width: area.width - 3, ..area };
                self.right(inner, area.y, &note, Role::Quiet);
            }
        }
        Rect { x: area.x + 1, y: area.y + 1, width: area.width - 2, height: area.height - 2 }
    }

    /// Replaces whatever a terminal would obey or hide, wherever it came from. Called once a frame, at its end, so that
    /// no screen can forget.
    pub fn make_harmless(&mut self) {
        for cell in &mut self.buffer.content {
            let symbol = cell.symbol();
            // Nearly all are one of these.
            if let [byte] = symbol.as_bytes() {
                if byte.is_ascii_control() {
                    cell.set_symbol(" ");
                }
            } else if is_harmful(symbol) {
                cell.set_symbol("\u{fffd}");
            } else if symbol.chars().count() > CELL {
                let cut: String = symbol.chars().take(CELL).collect();
                cell.set_symbol(&cut);
            }
        }
    }
}

/// Whether a cell holds a sign, a piece of a line or of a bar: what is no letter, number or punctuation of a text.
fn is_drawn(symbol: &str) -> bool {
    symbol.chars().all(|c| matches!(c, '\u{2190}'..='\u{21ff}' | '\u{2500}'..='\u{28ff}'))
}

/// A text broken into lines of at most so many columns, its own line breaks kept.
pub fn wrapped(text: &str, width: u16) -> Vec<String> {
    crate::domain::visible::wrapped(text, usize::from(width))
}

/// A rectangle of a size in the middle of an area, as far as it fits.
pub fn centered(area: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::buffer::Cell;

    use super::*;

    proptest! {
        /// The short way of plain text leads to the same cells as the way of any text.
        #[test]
        fn plain_text_is_drawn_as_any_text_is(text in "[ -~]{0,24}", x in 2_u16..14, y in 0_u16..4, width in 0_u16..20) {
            let area = Rect::new(2, 1, 10, 2);
            let (mut own, mut theirs) = (Buffer::filled(area, Cell::from('x')), Buffer::filled(area, Cell::from('x')));
            let style = Look::default().style(Role::Bad);
            let used = Canvas::new(&mut own, Look::default()).styled(x, y, width, &text, style);
            let inside = area.contains(Position { x, y }) && width > 0;
            let room = usize::from(width.min(area.right().saturating_sub(x)));
            let end = if inside { theirs.set_stringn(x, y, fit(&text, room), room, style).0 } else { x };
            prop_assert_eq!((own, used), (theirs, end - x));
        }
    }
}
