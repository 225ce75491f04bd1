//! Typing: one line or several, with the keys that hands know from elsewhere.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use tui_textarea::{CursorMove, TextArea, WrapMode};

use super::canvas::{Canvas, wrapped};
use super::theme::Role;

/// A text that is being typed.
#[derive(Debug)]
pub struct TextInput {
    area: TextArea<'static>,
    several: bool,
    /// Whether it takes as many rows as it needs.
    breaks: bool,
}

impl TextInput {
    /// A text of one line.
    pub fn line(text: &str) -> Self {
        let mut area = TextArea::new(vec![text.replace(['\n', '\r'], " ")]);
        area.move_cursor(CursorMove::End);
        Self::new(area, false)
    }

    /// A text of one line that is broken where there is no room for all of it.
    pub fn broken(text: &str) -> Self {
        let mut input = Self::line(text);
        input.area.set_wrap_mode(WrapMode::WordOrGlyph);
        input.breaks = true;
        input
    }

    /// A text of several lines.
    pub fn lines(text: &str) -> Self {
        let lines: Vec<String> = text.split('\n').map(|line| line.trim_end_matches('\r').to_owned()).collect();
        let mut area = TextArea::new(lines);
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        area.set_wrap_mode(WrapMode::WordOrGlyph);
        Self::new(area, true)
    }

    fn new(mut area: TextArea<'static>, several: bool) -> Self {
        area.set_cursor_line_style(Style::new());
        // The terminal's own cursor stands there; screen readers follow it.
        area.set_cursor_style(Style::new());
        // What is selected has no colour of its own, whatever the theme.
        area.set_selection_style(Style::new().reversed());
        Self { area, several, breaks: several }
    }

    /// What stands there.
    pub fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    /// Whether nothing stands there.
    pub fn is_empty(&self) -> bool {
        self.area.is_empty()
    }

    /// Takes a key; says whether the text changed.
    pub fn input(&mut self, key: KeyEvent) -> bool {
        let breaks = key.code == KeyCode::Enter && !self.several;
        // On a slow line Esc and a key can come together, which looks like Alt.
        if breaks || key.modifiers.contains(KeyModifiers::ALT) {
            return false;
        }
        if key.code == KeyCode::Char('u') && key.modifiers.contains(KeyModifiers::CONTROL) {
            // As in a shell; Ctrl-Y brings it back.
            return self.area.delete_line_by_head();
        }
        self.area.input(key)
    }

    /// Takes a text that was pasted; in one line, line breaks become spaces.
    pub fn paste(&mut self, text: &str) {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let text = if self.several { text } else { text.trim_end_matches('\n').replace('\n', " ") };
        self.area.insert_str(text);
    }

    /// Selects everything, so that the next key replaces it.
    pub fn select_all(&mut self) {
        self.area.select_all();
    }

    /// Whether the cursor can't go further up, and further down.
    pub fn at_edge(&self) -> (bool, bool) {
        let row = self.area.cursor().0;
        (row == 0, row + 1 >= self.area.lines().len())
    }

    /// The rows it takes at a width, within bounds.
    pub fn height(&self, width: u16, most: u16) -> u16 {
        if !self.breaks {
            return 1;
        }
        let rows = wrapped(&self.beginning(width, most), width).len().max(1);
        u16::try_from(rows).unwrap_or(most).min(most)
    }

    /// As much of it as can be seen in so many rows of a width, and a little more; a long text is not broken further than
    /// it is shown.
    pub fn beginning(&self, width: u16, rows: u16) -> String {
        let most = usize::from(width) * usize::from(rows) * 4 + 4;
        let mut text = String::new();
        for line in self.area.lines() {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(line.get(..line.floor_char_boundary(most)).unwrap_or(line));
            if text.len() > most {
                break;
            }
        }
        text
    }

    /// Draws it, and gives the place of the cursor where it has the focus.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect, focused: bool) -> Option<Position> {
        if area.width == 0 || area.height == 0 {
            return None;
        }
        canvas.widget(&self.area, area);
        let style = canvas.look.style(Role::Text);
        canvas.paint(area, style);
        if !focused {
            return None;
        }
        let (cursor, (top, left)) = (self.area.screen_cursor(), self.area.scroll_offset());
        let place = |at: usize, from: u16| u16::try_from(at).unwrap_or(u16::MAX).saturating_sub(from);
        let x = area.x + place(cursor.col, left).min(area.width - 1);
        let y = area.y + place(cursor.row, top).min(area.height - 1);
        Some((x, y).into())
    }
}
