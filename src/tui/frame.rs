//! One frame: the screens in sight, and what stands around them.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};

use super::app::App;
use super::canvas::Canvas;
use super::chrome::{self, Top};
use super::layer::Screen;
use super::theme::Role;

/// The smallest window that screens are drawn in.
const SMALLEST: Size = Size { width: 40, height: 8 };

impl App {
    /// Draws a frame; gives the place of the cursor, and whether it is to be seen.
    pub fn draw(&self, buffer: &mut Buffer) -> Option<(Position, bool)> {
        let area = *buffer.area();
        let mut canvas = Canvas::new(buffer, self.look);
        let style = self.look.ground();
        canvas.paint(area, style);
        if area.width < SMALLEST.width || area.height < SMALLEST.height {
            canvas.put(area.x, area.y, area.width, "Window too small.", Role::Text);
            let needed = format!("{} by {} needed.", SMALLEST.width, SMALLEST.height);
            canvas.put(area.x, area.y + 1, area.width, &needed, Role::Text);
            canvas.make_harmless();
            return None;
        }
        let body = Rect { y: area.y + 1, height: area.height - 2, ..area };
        let ground = self.layers.iter().rposition(|layer| !layer.floats()).unwrap_or(0);
        let desk = self.desk();
        for layer in &self.layers[ground..] {
            canvas.cursor = None;
            layer.draw(&mut canvas, body, &desk);
        }
        let typing = self.top().is_some_and(Screen::typing);
        self.draw_chrome(&mut canvas, area);
        canvas.make_harmless();
        canvas.cursor.map(|cursor| (cursor, typing))
    }

    fn draw_chrome(&self, canvas: &mut Canvas, area: Rect) {
        let cursor = canvas.cursor;
        let names: Vec<String> = self.layers.iter().map(|layer| layer.name()).collect();
        let trail = match names.as_slice() {
            [.., below, top] if self.layers.len() > 2 => format!("{below} {} {top}", canvas.look.sign("›", ">")),
            [.., top] => top.clone(),
            [] => String::new(),
        };
        let unsaved = self.layers.iter().any(|layer| layer.unsaved());
        let state = match (&self.writing, unsaved) {
            (Some(_), _) => Some("saving"),
            (None, true) => Some("not saved"),
            (None, false) if self.is_working() => Some("working"),
            (None, false) => None,
        };
        let others = self.others.iter().filter(|other| self.opened.contains(&other.record));
        let mut others: Vec<String> = others.map(|other| other.person.clone()).collect();
        others.dedup();
        let person =
            if self.person.named.is_some() { format!("as {}", self.acting.name) } else { self.acting.name.clone() };
        let top = Top { organisation: &self.organisation, screen: &trail, person: &person, state, others: &others };
        top.draw(canvas, Rect { height: 1, ..area });
        let screen = self.top();
        let footer = screen.map(Screen::footer).unwrap_or_default();
        let commands: Vec<_> = footer.iter().map(|command| (*command, self.unavailable(*command).is_none())).collect();
        let bottom = Rect { y: area.bottom() - 1, height: 1, ..area };
        chrome::bottom(canvas, bottom, self.notice.as_ref(), &commands);
        canvas.cursor = cursor;
    }
}
