//! One frame: the screens in sight, and what stands around them.

use crossterm::event::{KeyCode, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};

use super::app::App;
use super::canvas::Canvas;
use super::chrome::{Bottom, Top};
use super::command::{Command, Doing, Scope};
use super::effect::Weight;
use super::event::Event;
use super::keys::Key;
use super::layer::Screen;
use super::theme::Role;
use crate::store::Access;
use crate::store::local::Present;

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
        if self.top().is_some_and(Screen::bare) {
            self.draw_bare(&mut canvas, area);
            return None;
        }
        let bottom = Bottom { notice: self.notice.as_ref(), offered: &self.offered, help: self.key_of_help() };
        let above = bottom.above(area);
        let below = u16::try_from(above.len()).unwrap_or(0) + 1;
        let body = Rect { y: area.y + 1, height: area.height - 1 - below, ..area };
        let ground = self.layers.iter().rposition(|layer| !layer.floats()).unwrap_or(0);
        let desk = self.desk();
        for layer in &self.layers[ground..] {
            canvas.under = canvas.cursor.take();
            layer.draw(&mut canvas, body, &desk);
        }
        let typing = self.top().is_some_and(Screen::typing);
        let cursor = canvas.cursor;
        self.draw_top(&mut canvas, area);
        bottom.draw(&mut canvas, Rect { y: body.bottom(), height: below, ..area }, &above);
        canvas.cursor = cursor;
        canvas.make_harmless();
        canvas.cursor.map(|cursor| (cursor, typing))
    }

    /// The topmost screen alone. What went wrong is told in the last row, for whoever types.
    fn draw_bare(&self, canvas: &mut Canvas, area: Rect) {
        if let Some(screen) = self.top() {
            screen.draw(canvas, area, &self.desk());
        }
        let wrong = self.notice.as_ref().filter(|notice| matches!(notice.weight, Weight::Watch | Weight::Bad));
        if let Some(notice) = wrong {
            canvas.put(area.x, area.bottom() - 1, area.width, &notice.to_string(), Role::Watch);
        }
        canvas.make_harmless();
    }

    /// The key that shows what can be done on the topmost screen; a letter is none where letters are typed.
    fn key_of_help(&self) -> Option<&'static str> {
        let screen = self.top().filter(|screen| screen.scopes().contains(&Scope::Everywhere))?;
        let free = |key: &&&str| !screen.typing() || Key::parse(key).is_some_and(|key| !key.types());
        Doing::Command(Command::Help).keys().iter().find(free).copied()
    }

    fn draw_top(&self, canvas: &mut Canvas, area: Rect) {
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
            (None, false) if self.store.access() == Access::ReadOnly => Some("read only"),
            (None, false) => None,
        };
        let others = self.others.iter().filter(|other| self.opened.contains(&other.record));
        let who = |other: &Present| match other.person == self.acting.name {
            true => "you elsewhere".to_owned(),
            false => other.person.clone(),
        };
        let mut others: Vec<String> = others.map(who).collect();
        others.dedup();
        let person =
            if self.person.named.is_some() { format!("as {}", self.acting.name) } else { self.acting.name.clone() };
        let desk = self.desk();
        let head = self.layers.iter().rev().find_map(|layer| layer.head(&desk));
        let is_top = self.top().is_some_and(|top| top.head(&desk).is_some());
        let screen = match (&head, self.top()) {
            (Some(head), _) if is_top => head.title.clone(),
            (Some(head), Some(top)) => format!("{} {} {}", head.short, canvas.look.sign("›", ">"), top.name()),
            _ => trail,
        };
        let organisation = &self.organisation;
        let top = Top { organisation, screen: &screen, person: &person, state, others: &others, head: head.as_ref() };
        top.draw(canvas, Rect { height: 1, ..area });
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::time::Duration;

    use crossterm::event::KeyEvent;

    use super::super::app::Person;
    use super::super::settings::{Settings, Surroundings};
    use super::*;
    use crate::report::printer::PRINTER;
    use crate::store::compiled::run_here;
    use crate::store::{Ambient, Error};
    use crate::workflow::{place, sample};

    /// The screens that are drawn while nothing is read, by the keys that lead to them from the overview.
    const DEEPER: [&str; 16] = [
        "Tab Tab Tab Tab Tab j",
        "z",
        "?",
        ": a",
        "7 Enter",
        "7 Enter [",
        "7 e",
        "7 a",
        "7 m",
        "7 s",
        "2 s",
        "2 O",
        "3 Enter",
        "3 Enter f",
        "6 Tab",
        "/ b i a s",
    ];

    #[test]
    fn nothing_is_read_while_a_screen_is_drawn() -> Result<(), Error> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sample.gavel");
        let now = "2026-11-23T09:00:00Z".parse().unwrap();
        sample::make(&path, now, 7, "noor", PRINTER).unwrap();
        let (post, events) = mpsc::channel();
        let surroundings = Surroundings { no_color: false, term: "xterm-256color".into(), colorfgbg: None };
        let person = Person { os_user: "noor".into(), named: None, surroundings, settings: Settings::default() };
        let mut app = App::open(&path, Ambient::fixed(now, 8), person, post)?;
        let draw = |app: &App, keys: &str| {
            for (width, height) in [(80, 24), (120, 40), (200, 60)] {
                let before = run_here();
                app.draw(&mut Buffer::empty(Rect::new(0, 0, width, height)));
                assert_eq!(run_here(), before, "statements are run while {keys} is drawn at {width}x{height}");
            }
        };
        draw(&app, "the first frame");
        let places = place::all();
        let own = places.iter().filter_map(|place| place.keys.first().copied());
        for keys in own.chain(DEEPER) {
            let read = run_here();
            for key in keys.split(' ').map(|key| Key::parse(key).unwrap()) {
                app.handle(Event::Key(KeyEvent::new(key.code, KeyModifiers::NONE)));
                // Before what is read behind the screen has come, and once it has.
                draw(&app, keys);
                loop {
                    let idle = app.is_idle();
                    match events.recv_timeout(Duration::from_millis(if idle { 0 } else { 20 })) {
                        Ok(event) => app.handle(event),
                        Err(_) if app.deadline().is_some() => app.rest(),
                        Err(_) if idle => break,
                        Err(_) => {}
                    }
                }
                draw(&app, keys);
            }
            assert!(run_here() > read, "{keys} is read before it is drawn");
            for _ in 0..4 {
                app.handle(Event::Key(KeyEvent::new(KeyCode::Esc, KeyModifiers::NONE)));
            }
            app.handle(Event::Key(KeyEvent::new(KeyCode::Char('1'), KeyModifiers::NONE)));
        }
        Ok(())
    }
}
