//! One frame: the screens in sight, and what stands around them.

use crossterm::event::{KeyCode, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};

use super::app::App;
use super::canvas::Canvas;
use super::chrome::{self, Top};
use super::event::Event;
use super::layer::Screen;
use super::theme::Role;

/// The smallest window that screens are drawn in.
const SMALLEST: Size = Size { width: 40, height: 8 };

/// Whether a window is too small to show anything; keys then mean nothing but to leave, since nobody sees what they do.
pub(super) fn is_cramped(area: Rect) -> bool {
    area.width < SMALLEST.width || area.height < SMALLEST.height
}

/// Says so in place of what can't be shown.
pub(super) fn tell_cramped(canvas: &mut Canvas, area: Rect) {
    let lines = [
        "Window too small.".to_owned(),
        format!("{} by {} needed.", SMALLEST.width, SMALLEST.height),
        "Ctrl-C leaves.".to_owned(),
    ];
    for (y, line) in (area.y..area.bottom()).zip(lines) {
        canvas.put(area.x, y, area.width, &line, Role::Text);
    }
    canvas.make_harmless();
}

/// Whether an event is somebody's doing that is to have no effect while nothing can be shown.
pub(super) fn is_unseen(event: &Event) -> bool {
    match event {
        Event::Key(key) => !(key.code == KeyCode::Char('c') && key.modifiers.contains(KeyModifiers::CONTROL)),
        Event::Paste(_) | Event::Mouse(_) => true,
        _ => false,
    }
}

impl App {
    /// Draws a frame; gives the place of the cursor, and whether it is to be seen.
    pub fn draw(&self, buffer: &mut Buffer) -> Option<(Position, bool)> {
        let area = *buffer.area();
        let mut canvas = Canvas::new(buffer, self.look);
        let style = self.look.ground();
        canvas.paint(area, style);
        self.cramped.set(is_cramped(area));
        if self.cramped.get() {
            tell_cramped(&mut canvas, area);
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
        let bottom = Rect { y: area.bottom() - 1, height: 1, ..area };
        chrome::bottom(canvas, bottom, self.notice.as_ref(), &self.offered);
        canvas.cursor = cursor;
    }
}
