//! Bringing a table into a register: which column means which field, what that would do, and then the doing of it.

mod draw;
mod held;
mod lines;
mod opened;
mod trial;
mod typed;
mod words;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crossterm::event::KeyEvent;
use ratatui::layout::Rect;

use crate::domain::field::Field;
use crate::domain::register::Register;
use crate::exchange::import::dates::{Edge, Order};
use crate::exchange::import::matching::{Perhaps, Sure};
use crate::exchange::import::numbers::Sign;
use crate::exchange::import::run::Mode;
use crate::exchange::import::run::report::Report;
use crate::exchange::import::{FileTable, Mapping, Unusable, Wanted};
use crate::store::Error;
use crate::tui::canvas::Canvas;
use crate::tui::command::{Command, Scope};
use crate::tui::desk::Desk;
use crate::tui::effect::{Answer, Effect, Effects, Notice, open};
use crate::tui::input::TextInput;
use crate::tui::layer::Screen;
use crate::tui::loaded::Loaded;
use crate::tui::scroll::{Scroll, Step};
use crate::tui::told::Told;

use super::chooser::Chooser;
use held::{Asked, ImportAnswer, Running, Typing, Words};

/// The screen of an import.
#[derive(Debug)]
pub struct ImportView {
    register: &'static Register,
    /// The file, and which of its tables is meant.
    file: PathBuf,
    wanted: Wanted,
    /// A file that is being read.
    opening: Loaded<Result<FileTable, Unusable>>,
    table: Option<Arc<FileTable>>,
    mapping: Mapping,
    /// How sure what was proposed is, by the fields' names.
    sure: BTreeMap<&'static str, Sure>,
    /// What was left open rather than wrong.
    perhaps: Vec<Perhaps>,
    /// How the numbers and dates of a field's columns are read, and by what that is known.
    readings: BTreeMap<&'static str, String>,
    /// The fields that a file can fill: those that were matched, are required or may be matched first.
    fields: Vec<&'static Field>,
    /// The place among the fields, or among the lines of the trial.
    scroll: Scroll,
    /// Whether the trial's lines have the focus.
    reading: bool,
    lines: Scroll,
    /// The words of a field to which meanings are given.
    words: Option<Words>,
    typing: Option<Typing>,
    wrong: Option<String>,
    /// What the mapping as it stands would do; none while it is tried.
    report: Option<Report>,
    running: Option<Running>,
    /// Whether the mapping was changed since it was tried.
    stale: bool,
}

impl ImportView {
    /// An import into a register, of a file that is still to be named.
    pub fn open(register: &'static Register) -> Self {
        Self {
            register,
            file: PathBuf::new(),
            wanted: Wanted::of(register),
            opening: Loaded::default(),
            table: None,
            mapping: Mapping { register: register.name.to_owned(), ..Mapping::default() },
            sure: BTreeMap::new(),
            perhaps: Vec::new(),
            readings: BTreeMap::new(),
            fields: Vec::new(),
            scroll: Scroll::default(),
            reading: false,
            lines: Scroll::default(),
            words: None,
            typing: Some(Typing { what: Asked::File, input: TextInput::line("") }),
            wrong: None,
            report: None,
            running: None,
            stale: false,
        }
    }

    /// Why tables can't be brought into a register.
    pub fn why_not(register: &Register) -> Option<String> {
        if register.single || register.composed {
            return Some(format!("Nothing is imported into {}", register.plural));
        }
        None
    }

    fn field(&self) -> Option<&'static Field> {
        self.fields.get(self.scroll.cursor()).copied()
    }

    fn columns(
        &self,
        title: String,
        first: Option<&str>,
        answer: impl Fn(&str) -> ImportAnswer,
        marked: impl Fn(&str) -> bool,
    ) -> Chooser {
        let mut chooser = Chooser::new(title);
        let Some(table) = &self.table else { return chooser };
        let mut columns: Vec<(usize, &String)> = table.columns.iter().enumerate().collect();
        columns.sort_by_key(|(_, column)| Some(column.as_str()) != first);
        for (place, column) in columns {
            let samples = table.samples(place, 3).join(" · ");
            let mark = if marked(column) { "in use: " } else { "" };
            chooser.offer(column, &format!("{mark}{samples}"), Answer::own(answer(column)));
        }
        chooser
    }

    fn count(&self) -> usize {
        self.report.as_ref().map_or(0, lines::count)
    }

    fn go(&mut self, step: Step) {
        let count = self.count();
        if let Some(words) = &mut self.words {
            words.scroll.go(step, words.rows.len());
            return;
        }
        match self.reading {
            true => self.lines.go(step, count),
            false => self.scroll.go(step, self.fields.len()),
        }
    }
}

/// What comes after one of two, and before the first of them: nothing said.
fn next<T: Copy + PartialEq>(now: Option<T>, all: [T; 2]) -> Option<T> {
    match now {
        None => Some(all[0]),
        Some(one) if one == all[0] => Some(all[1]),
        Some(_) => None,
    }
}

impl Screen for ImportView {
    fn name(&self) -> String {
        format!("Import into {}", self.register.plural)
    }

    fn scopes(&self) -> &'static [Scope] {
        if self.typing.is_some() {
            &[Scope::Choosing, Scope::Everywhere]
        } else {
            &[Scope::Import, Scope::Rows, Scope::Everywhere]
        }
    }

    fn typing(&self) -> bool {
        self.typing.is_some()
    }

    fn footer(&self) -> &'static [Command] {
        use Command::{Back, ChooseColumn, FixedText, Help, NoColumn, OtherPart, SetKey, Take, WriteAll, WriteGood};
        if self.typing.is_some() {
            &[Take, Back]
        } else if self.words.is_some() {
            &[WriteAll, WriteGood, Back, Help]
        } else if self.reading {
            &[WriteAll, WriteGood, OtherPart, Back, Help]
        } else {
            &[ChooseColumn, NoColumn, FixedText, SetKey, WriteAll, WriteGood, OtherPart, Help]
        }
    }

    fn unavailable(&self, command: Command, desk: &Desk) -> Option<String> {
        matches!(command, Command::WriteAll | Command::WriteGood).then(|| self.why_not_write(command, desk))?
    }

    fn run(&mut self, command: Command, desk: &Desk) -> Result<Effects, Error> {
        match command {
            Command::Take => return Ok(self.take(desk)),
            Command::OtherPart => {
                self.words = None;
                self.reading = !self.reading && self.count() > 0;
            }
            Command::ChooseColumn if self.words.is_some() => {
                return Ok(self.meanings(desk)?.map(open).unwrap_or_default());
            }
            Command::NoColumn if self.words.is_some() => self.means(""),
            Command::FixedText if self.words.is_some() => self.ask(Asked::Meaning, ""),
            Command::ChooseColumn if self.reading => {
                self.words = self.words_of();
                if self.words.is_none() {
                    return Ok(
                        Notice::watch("A meaning can be given to words that are refused; there are none here").into()
                    );
                }
            }
            Command::ChooseColumn => {
                let Some(field) = self.field() else { return Ok(Effects::new()) };
                let used = self.mapping.fields.get(field.name).map(|source| source.columns.clone()).unwrap_or_default();
                let answer = |column: &str| ImportAnswer::Column(field, Some(column.to_owned()));
                let title = format!("Which column is {}?", field.label);
                let perhaps = self.perhaps.iter().find(|one| one.field == field).map(|one| one.column.as_str());
                return Ok(open(self.columns(title, perhaps, answer, |column| used.iter().any(|one| one == column))));
            }
            Command::NoColumn => {
                if let Some(field) = self.field()
                    && self.mapping.fields.remove(field.name).is_some()
                {
                    self.try_soon();
                }
            }
            Command::FixedText => {
                let Some(field) = self.field() else { return Ok(Effects::new()) };
                let text = self.mapping.fields.get(field.name).and_then(|source| source.otherwise.clone());
                self.ask(Asked::Text(field), &text.unwrap_or_default());
            }
            Command::SetKey => {
                let title = "Which column tells records apart? Choose it again to take it out";
                let key = self.mapping.key.clone();
                let answer = |column: &str| ImportAnswer::Key(column.to_owned());
                let in_use = |column: &str| key.iter().any(|one| one == column);
                return Ok(open(self.columns(title.to_owned(), None, answer, in_use)));
            }
            Command::DateOrder => {
                self.mapping.dates = next(self.mapping.dates, Order::ALL);
                self.try_soon();
            }
            Command::NumberSign => {
                self.mapping.numbers = next(self.mapping.numbers, Sign::ALL);
                self.try_soon();
            }
            Command::DayOfPeriod => {
                self.mapping.day = next(self.mapping.day, Edge::ALL);
                self.try_soon();
            }
            Command::LoadMapping => self.ask(Asked::Load, ""),
            Command::SaveMapping => self.ask(Asked::Save, &format!("{}.json", self.register.command())),
            Command::OtherFile => self.ask(Asked::File, ""),
            Command::WriteAll => return Ok(self.write(Mode::All, desk)),
            Command::WriteGood => return Ok(self.write(Mode::Good, desk)),
            other => Step::of(other).into_iter().for_each(|step| self.go(step)),
        }
        Ok(Effects::new())
    }

    fn typed(&mut self, key: KeyEvent, _: &Desk) -> Result<Effects, Error> {
        if let Some(typing) = &mut self.typing
            && typing.input.input(key)
        {
            self.wrong = None;
        }
        Ok(Effects::new())
    }

    fn pasted(&mut self, text: &str, _: &Desk) -> Result<Effects, Error> {
        if let Some(typing) = &mut self.typing {
            typing.input.paste(text);
        }
        Ok(Effects::new())
    }

    fn back(&mut self, _: &Desk) -> Result<Option<Effects>, Error> {
        if let Some(running) = self.running.as_ref().filter(|running| running.mode != Mode::Trial) {
            running.progress.stop();
            return Ok(Some(Effects::new()));
        }
        if self.typing.is_some() && self.table.is_some() {
            self.opening.forget();
            self.typing = None;
            self.wrong = None;
        } else if self.words.take().is_some() {
            self.lines.begin();
        } else if self.reading {
            self.reading = false;
        } else {
            return Ok(None);
        }
        Ok(Some(Effects::new()))
    }

    fn goes_back(&self) -> bool {
        self.running.as_ref().is_some_and(|running| running.mode != Mode::Trial)
            || self.reading
            || self.words.is_some()
            || (self.typing.is_some() && self.table.is_some())
    }

    fn answered(&mut self, answer: Answer, desk: &Desk) -> Result<Effects, Error> {
        let Some(answer) = answer.to() else { return Ok(Effects::new()) };
        match answer {
            ImportAnswer::Column(field, column) => {
                self.sure.remove(field.name);
                let source = self.mapping.fields.entry(field.name.to_owned()).or_default();
                source.columns = column.into_iter().collect();
            }
            ImportAnswer::Sheet(name) => {
                self.wanted.sheet = Some(name);
                self.read(desk);
                return Ok(Effects::new());
            }
            ImportAnswer::Means(Some(text)) => {
                self.means(&text);
                // The next word that has no meaning yet is asked about at once; Esc ends it.
                let asks = self.words.as_ref().is_some_and(|words| self.meaning_of(words).is_none());
                let next = if asks { self.meanings(desk)? } else { None };
                return Ok(next.map(open).unwrap_or_default());
            }
            ImportAnswer::Means(None) => {
                self.ask(Asked::Meaning, "");
                return Ok(Effects::new());
            }
            ImportAnswer::Key(column) => {
                self.mapping.reference = None;
                match self.mapping.key.iter().position(|one| *one == column) {
                    Some(place) => drop(self.mapping.key.remove(place)),
                    None => self.mapping.key.push(column),
                }
            }
        }
        self.try_soon();
        Ok(Effects::new())
    }

    fn told(&mut self, told: &mut Told, desk: &Desk) -> Result<Effects, Error> {
        if let Some(asked) = self.opened(told, desk) {
            return Ok(asked);
        }
        self.tried(told)
    }

    fn rested(&mut self, desk: &Desk) -> Result<(), Error> {
        if self.stale && self.running.is_none() {
            self.stale = false;
            self.wrong = None;
            let effects = self.start(Mode::Trial, desk);
            if self.running.is_none() {
                self.report = None;
                self.wrong = effects.into_iter().find_map(|effect| match effect {
                    Effect::Notify(notice) => Some(notice.text),
                    _ => None,
                });
            }
        }
        Ok(())
    }

    fn waits_for_rest(&self) -> bool {
        self.stale
    }

    fn ticks(&self) -> Option<Duration> {
        self.running.as_ref().map(|_| Duration::from_millis(100))
    }

    fn closing(&mut self, _: &Desk) {
        if let Some(running) = &self.running {
            running.progress.stop();
        }
    }

    fn register(&self) -> Option<&'static Register> {
        Some(self.register)
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, _: &Desk) {
        self.draw_import(canvas, area);
    }
}
