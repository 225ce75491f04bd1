//! The first start: nothing is created before the person has chosen.

use std::cell::Cell;
use std::path::{Path, PathBuf};

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::transaction::Channel;
use crate::store::gavel::GAVEL;
use crate::store::output::Folder;
use crate::store::{Ambient, Error, Store};
use crate::workflow::begin::{Beginning, begin};

use super::canvas::{Canvas, Pane, centered, wrapped};
use super::event::Event;
use super::frame;
use super::input::TextInput;
use super::theme::{Look, Role};

/// The first screen where there is no file yet.
#[derive(Debug)]
pub struct Start {
    path: PathBuf,
    os_user: String,
    ambient: Ambient,
    look: Look,
    stage: Stage,
    /// What was answered before somebody went back.
    answered: Option<(What, Vec<Question>)>,
    wrong: Option<String>,
    /// Whether the window was too small to show anything when it was drawn last.
    pub(super) cramped: Cell<bool>,
}

#[derive(Debug)]
enum Stage {
    Choosing { cursor: usize },
    Asking { what: What, questions: Vec<Question>, focus: usize },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Begin,
    Open,
}

#[derive(Debug)]
struct Question {
    label: &'static str,
    help: &'static str,
    input: TextInput,
}

/// Where the first start leads.
#[derive(Debug)]
pub enum Next {
    Stay,
    Open(Box<Store>),
    Quit(u8),
}

const CHOICES: [(What, &str, &str); 2] = [
    (What::Begin, "Begin a file", "An empty AI management system: your organisation, and you as its first person."),
    (What::Open, "Open a file", "A file that is somewhere else."),
];

impl Start {
    /// The first screen; a file would be created at this path.
    pub fn new(path: &Path, os_user: &str, ambient: Ambient, look: Look) -> Self {
        let stage = Stage::Choosing { cursor: 0 };
        Self {
            path: path.to_owned(),
            os_user: os_user.to_owned(),
            ambient,
            look,
            stage,
            answered: None,
            wrong: None,
            cramped: Cell::default(),
        }
    }

    /// Takes what happened.
    pub fn handle(&mut self, event: &Event, zone: Option<&str>) -> Next {
        if self.cramped.get() && frame::is_unseen(event) {
            return Next::Stay;
        }
        match event {
            Event::Key(key) if key.kind != KeyEventKind::Release => self.key(*key, zone),
            Event::Paste(text) => {
                if let Stage::Asking { questions, focus, .. } = &mut self.stage
                    && let Some(question) = questions.get_mut(*focus)
                {
                    question.input.paste(text);
                }
                Next::Stay
            }
            Event::End(signal) => Next::Quit(u8::try_from(128 + signal).unwrap_or(1)),
            Event::InputLost => Next::Quit(129),
            _ => Next::Stay,
        }
    }

    fn key(&mut self, key: KeyEvent, zone: Option<&str>) -> Next {
        self.wrong = None;
        if key.code == KeyCode::Char('c') && key.modifiers.contains(KeyModifiers::CONTROL) {
            return Next::Quit(0);
        }
        match &mut self.stage {
            Stage::Choosing { cursor } => match key.code {
                KeyCode::Down | KeyCode::Char('j') | KeyCode::Tab => *cursor = (*cursor + 1).min(CHOICES.len() - 1),
                KeyCode::Up | KeyCode::Char('k') | KeyCode::BackTab => *cursor = cursor.saturating_sub(1),
                KeyCode::Char('q') => return Next::Quit(0),
                KeyCode::Enter => {
                    let what = CHOICES[*cursor].0;
                    self.ask(what, zone);
                }
                _ => {}
            },
            Stage::Asking { what, questions, focus } => {
                let last = questions.len().saturating_sub(1);
                let saves = key.code == KeyCode::Char('s') && key.modifiers.contains(KeyModifiers::CONTROL);
                match key.code {
                    KeyCode::Esc => {
                        let cursor = usize::from(*what == What::Open);
                        self.answered = Some((*what, std::mem::take(questions)));
                        self.stage = Stage::Choosing { cursor };
                    }
                    KeyCode::Enter if *focus == last => return self.finish(),
                    _ if saves => return self.finish(),
                    KeyCode::Enter | KeyCode::Tab | KeyCode::Down => *focus = (*focus + 1).min(last),
                    KeyCode::BackTab | KeyCode::Up => *focus = focus.saturating_sub(1),
                    _ => {
                        if let Some(question) = questions.get_mut(*focus) {
                            question.input.input(key);
                        }
                    }
                }
            }
        }
        Next::Stay
    }

    fn ask(&mut self, what: What, zone: Option<&str>) {
        let question = |label, help, text: &str| {
            let mut input = TextInput::line(text);
            // Typing replaces what is offered.
            input.select_all();
            Question { label, help, input }
        };
        let path = self.path.to_string_lossy().into_owned();
        let questions = match what {
            What::Begin => vec![
                question("Organisation", "What your organisation is called on screens and in documents.", ""),
                question("Your name", "You are the first person in the file.", ""),
                question(
                    "Time zone",
                    "Where the organisation's day begins and ends, such as Europe/London.",
                    zone.unwrap_or(""),
                ),
                question("File", "Where it is kept. The folder is made where it is missing.", &path),
            ],
            What::Open => vec![question("File", "The path of a Gavel file.", "")],
        };
        let questions = match self.answered.take() {
            Some((before, answered)) if before == what => answered,
            _ => questions,
        };
        self.stage = Stage::Asking { what, questions, focus: 0 };
    }

    fn finish(&mut self) -> Next {
        let Stage::Asking { what, questions, focus } = &mut self.stage else { return Next::Stay };
        let text = |place: usize| {
            questions.get(place).map_or(String::new(), |question| question.input.text().trim().to_owned())
        };
        if let Some(empty) = (0..questions.len()).find(|place| text(*place).is_empty()) {
            self.wrong = Some(format!("{} is empty; fill it in and press Enter", questions[empty].label));
            *focus = empty;
            return Next::Stay;
        }
        let done = match what {
            What::Open => {
                Store::open(Path::new(&text(0)), &GAVEL, self.ambient.clone()).map_err(|error| (0, plain(error)))
            }
            What::Begin => {
                let beginning = Beginning {
                    organisation: text(0),
                    name: text(1),
                    time_zone: text(2),
                    os_user: self.os_user.clone(),
                    top_management: false,
                };
                create(&beginning, Path::new(&text(3)), &self.ambient)
            }
        };
        match done {
            Ok(store) => Next::Open(Box::new(store)),
            Err((place, why)) => {
                *focus = place;
                self.wrong = Some(why);
                Next::Stay
            }
        }
    }

    /// Draws a frame; gives the place of the cursor, and whether it is to be seen.
    pub fn draw(&self, buffer: &mut Buffer) -> Option<(Position, bool)> {
        let area = *buffer.area();
        let mut canvas = Canvas::new(buffer, self.look);
        let style = self.look.ground();
        canvas.paint(area, style);
        self.cramped.set(frame::is_cramped(area));
        if self.cramped.get() {
            frame::tell_cramped(&mut canvas, area);
            return None;
        }
        let window = centered(area, 84, 20);
        let inner =
            canvas.pane(window, Pane { title: "Gavel", note: "AI management system, ISO/IEC 42001", focused: true });
        let inner = Rect { x: inner.x + 2, width: inner.width.saturating_sub(4), ..inner };
        let mut typing = false;
        match &self.stage {
            Stage::Choosing { cursor } => self.draw_choices(&mut canvas, inner, *cursor),
            Stage::Asking { questions, focus, what } => {
                self.draw_questions(&mut canvas, inner, *what, questions, *focus);
                typing = true;
            }
        }
        if area.height > 0 {
            let keys = if typing {
                "Enter next   Shift-Tab before   Ctrl-S done   Esc back   Ctrl-C quit"
            } else {
                "Enter choose   Down Up move   q quit"
            };
            canvas.put(area.x + 1, area.bottom() - 1, area.width.saturating_sub(2), keys, Role::Quiet);
        }
        canvas.make_harmless();
        canvas.cursor.map(|cursor| (cursor, typing))
    }

    fn draw_choices(&self, canvas: &mut Canvas, area: Rect, cursor: usize) {
        let mut y = area.y + 1;
        let there = format!("There is no file {} yet. Nothing is created before you choose.", self.path.display());
        for line in wrapped(&there, area.width) {
            canvas.put(area.x, y, area.width, &line, Role::Quiet);
            y += 1;
        }
        y += 1;
        for (place, (_, name, about)) in CHOICES.iter().enumerate() {
            let selected = place == cursor;
            if selected {
                let style = canvas.look.style(Role::Selected);
                canvas.paint(Rect { y, height: 1, ..area }, style);
                canvas.cursor = Some((area.x, y).into());
            }
            let sign = if selected { canvas.look.sign("▶", ">") } else { " " };
            let role = if selected { Role::Selected } else { Role::Strong };
            canvas.put(area.x, y, area.width, &format!("{sign} {name}"), role);
            y += 1;
            for line in wrapped(about, area.width.saturating_sub(2)) {
                canvas.put(area.x + 2, y, area.width.saturating_sub(2), &line, Role::Text);
                y += 1;
            }
            y += 1;
        }
    }

    fn draw_questions(&self, canvas: &mut Canvas, area: Rect, what: What, questions: &[Question], focus: usize) {
        let title = CHOICES.iter().find(|(choice, _, _)| *choice == what).map_or("", |(_, name, _)| name);
        let mut y = area.y;
        canvas.put(area.x, y, area.width, title, Role::Strong);
        y += 2;
        for (place, question) in questions.iter().enumerate() {
            let focused = place == focus;
            canvas.put(area.x, y, 14, question.label, if focused { Role::Accent } else { Role::Quiet });
            let line = Rect { x: area.x + 15, y, width: area.width.saturating_sub(15), height: 1 };
            let line = line.intersection(area);
            let cursor = question.input.draw(canvas, line, focused);
            canvas.cursor = cursor.or(canvas.cursor);
            y += 1;
            if focused {
                let underline = ratatui::style::Style::new().add_modifier(ratatui::style::Modifier::UNDERLINED);
                canvas.paint(line, underline);
                for text in wrapped(question.help, line.width) {
                    canvas.put(line.x, y, line.width, &text, Role::Quiet);
                    y += 1;
                }
                y += 1;
            }
        }
        if let Some(wrong) = &self.wrong {
            y += 1;
            for line in wrapped(wrong, area.width) {
                canvas.put(area.x, y, area.width, &line, Role::Bad);
                y += 1;
            }
        }
    }
}

/// Creates the file; an error comes with the question that it is about.
fn create(beginning: &Beginning, path: &Path, ambient: &Ambient) -> Result<Store, (usize, String)> {
    const TIME_ZONE: usize = 2;
    const FILE: usize = 3;
    let (author, first) = begin(beginning, ambient, Channel::Screen).map_err(|trouble| match trouble.why() {
        Ok(why) => (TIME_ZONE, why.words),
        Err(error) => (FILE, plain(error)),
    })?;
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        Folder::make(folder)
            .map_err(|error| (FILE, format!("The folder {} can't be made: {error}", folder.display())))?;
    }
    Store::create(path, &GAVEL, ambient.clone(), &author, &first).map_err(|error| (FILE, plain(error)))
}

/// An error as it is told where there is no command line.
fn plain(error: Error) -> String {
    match error {
        Error::NoFile(path) => format!("There is no file {}", path.display()),
        other => other.to_string(),
    }
}
