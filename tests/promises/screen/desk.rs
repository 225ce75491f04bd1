//! The whole app without a terminal: keys go in, a screen and records come out.

use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use gavel::tui::app::{App, Person, Request};
use gavel::tui::event::Event;
use gavel::tui::keys::Key;
use gavel::tui::settings::{Settings, Surroundings};
use gavel::tui::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};

use crate::fixture::Fixture;

/// The overview, as the screen that lies below all others: its place among those that can.
const OVERVIEW: usize = 1;

pub struct Desk {
    pub app: App,
    events: Receiver<Event>,
    pub size: Size,
    pub requests: Vec<Request>,
    /// When the next key is pressed: whoever sits here reads what is on the screen first.
    at: Instant,
}

impl Desk {
    pub fn new(fixture: &Fixture) -> Self {
        Self::as_user(fixture, "rosa", Size::new(120, 40))
    }

    pub fn sized(fixture: &Fixture, width: u16, height: u16) -> Self {
        Self::as_user(fixture, "rosa", Size::new(width, height))
    }

    pub fn as_user(fixture: &Fixture, os_user: &str, size: Size) -> Self {
        let mut desk = Self::opened(fixture, os_user, size);
        desk.settle();
        desk
    }

    /// With the screen that everybody sees first who has chosen none.
    pub fn first(fixture: &Fixture, os_user: &str, size: Size) -> Self {
        let mut desk = Self::wanting(fixture, os_user, size, Settings::default());
        desk.settle();
        desk
    }

    /// As it stands in the first frame: nothing has come yet that is read behind it.
    pub fn opened(fixture: &Fixture, os_user: &str, size: Size) -> Self {
        Self::wanting(fixture, os_user, size, Settings { ground: OVERVIEW, ..Settings::default() })
    }

    fn wanting(fixture: &Fixture, os_user: &str, size: Size, settings: Settings) -> Self {
        let (post, events) = mpsc::channel();
        let surroundings = Surroundings { no_color: false, term: "xterm-256color".into(), colorfgbg: None };
        let person = Person { os_user: os_user.into(), named: None, surroundings, settings };
        let app = App::open(&fixture.path, fixture.ambient.clone(), person, post).unwrap();
        Self { app, events, size, requests: Vec::new(), at: Instant::now() }
    }

    /// Presses keys, named as the help names them and separated by spaces.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        for key in keys.split(' ') {
            let key = Key::parse(key).unwrap_or_else(|| panic!("{key} is no key"));
            let modifiers = if key.control { KeyModifiers::CONTROL } else { KeyModifiers::NONE };
            self.event(Event::Key(KeyEvent::new(key.code, modifiers)));
        }
        self
    }

    /// Presses a key so long after the last one, whatever is still to come.
    pub fn ahead(&mut self, key: &str, after: Duration) {
        let key = Key::parse(key).unwrap_or_else(|| panic!("{key} is no key"));
        let modifiers = if key.control { KeyModifiers::CONTROL } else { KeyModifiers::NONE };
        self.at += after;
        self.app.handle_at(Event::Key(KeyEvent::new(key.code, modifiers)), self.at);
    }

    /// Takes the next of what is still to come, where something is.
    pub fn hear(&mut self) {
        while !self.app.is_idle() {
            if let Ok(event) = self.events.recv_timeout(Duration::from_micros(200)) {
                return self.app.handle_at(event, self.at);
            }
        }
    }

    /// Whether a key that is pressed now is not taken, because it is behind a refused one.
    pub fn refuses(&self) -> bool {
        self.app.refuses(self.at)
    }

    /// Types a text as it stands.
    pub fn text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.event(Event::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)));
        }
        self
    }

    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.event(Event::Paste(text.into()));
        self
    }

    pub fn event(&mut self, event: Event) {
        self.at = self.at.max(Instant::now()) + Duration::from_secs(1);
        self.app.handle_at(event, self.at);
        self.settle();
    }

    /// Lets everything come that was asked for: what is being written, what is asked in the background, the rest.
    pub fn settle(&mut self) {
        let deadline = Instant::now() + Duration::from_secs(20);
        loop {
            self.requests.extend(self.app.requests());
            // Asked before the queue is looked at: what comes to the queue later was not answered yet.
            let idle = self.app.is_idle();
            let event = if idle || self.app.deadline().is_some() && !self.app.is_writing() {
                self.events.try_recv().ok()
            } else {
                self.events.recv_timeout(Duration::from_micros(200)).ok()
            };
            match event {
                Some(event) => self.app.handle_at(event, self.at),
                None if self.app.is_writing() => {}
                None if self.app.deadline().is_some() => self.app.rest(),
                None if idle => return,
                None => {}
            }
            assert!(Instant::now() < deadline, "the app never comes to rest");
        }
    }

    pub fn buffer(&self) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, self.size.width, self.size.height));
        self.app.draw(&mut buffer);
        buffer
    }

    /// What stands on the screen, without the spaces at the ends of lines.
    pub fn screen(&self) -> String {
        lines(&self.buffer())
    }

    pub fn sees(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(screen.contains(text), "“{text}” is not on the screen:\n{screen}");
        self
    }

    /// Sees words, on however many lines they stand.
    pub fn reads(&mut self, words: &str) -> &mut Self {
        let screen = self.screen();
        let read = screen.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(read.contains(words), "“{words}” can't be read on the screen:\n{screen}");
        self
    }

    pub fn sees_not(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        assert!(!screen.contains(text), "“{text}” is on the screen:\n{screen}");
        self
    }

    pub fn theme(&mut self, theme: Theme) {
        self.press(",");
        self.text(theme.label());
        self.press("Enter");
    }
}

/// The text of a buffer; the second half of a wide character takes no place in it.
pub fn lines(buffer: &Buffer) -> String {
    let mut text = String::new();
    for row in buffer.content().chunks(usize::from(buffer.area().width).max(1)) {
        let mut line = String::new();
        let mut cells = row.iter();
        while let Some(cell) = cells.next() {
            let symbol = cell.symbol();
            line.push_str(symbol);
            // Most are one letter of one byte.
            if symbol.len() > 1 {
                let behind = unicode_width::UnicodeWidthStr::width(symbol).saturating_sub(1);
                cells.by_ref().take(behind).for_each(drop);
            }
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
