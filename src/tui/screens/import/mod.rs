//! Bringing a table into a register: which column means which field, what that would do, and then the doing of it.

mod draw;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crossterm::event::KeyEvent;
use ratatui::layout::Rect;

use crate::domain::catalogue::CATALOGUE;
use crate::domain::field::{Field, Kind, Target};
use crate::domain::register::Register;
use crate::domain::spelling::grouped;
use crate::domain::transaction::Channel;
use crate::exchange::import::dates::{Edge, Order};
use crate::exchange::import::matching::{Perhaps, Sure};
use crate::exchange::import::numbers::Sign;
use crate::exchange::import::run::report::{Planned, Refused, Report};
use crate::exchange::import::run::{Import, Mode, Progress};
use crate::exchange::import::workbook::Broken;
use crate::exchange::import::{FileTable, Mapping, Unusable, Wanted, fold, matching, meaning};
use crate::store::list::Query;
use crate::store::output::NewFile;
use crate::store::{Author, Error, Outcome, Proposal};
use crate::tui::canvas::Canvas;
use crate::tui::command::{Command, Scope};
use crate::tui::desk::Desk;
use crate::tui::effect::{Answer, Effect, Effects, Notice, open};
use crate::tui::input::TextInput;
use crate::tui::layer::Screen;
use crate::tui::loaded::Loaded;
use crate::tui::scroll::{Scroll, Step};
use crate::tui::told::Told;
use crate::tui::told::Topic;

use super::chooser::Chooser;

/// The most records that are offered as what a word means; another one is typed.
const OFFERED: u32 = 300;

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

/// What is being typed.
#[derive(Debug)]
struct Typing {
    what: Asked,
    input: TextInput,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    /// The file.
    File,
    /// A mapping to be used.
    Load,
    /// Where the mapping is to be saved.
    Save,
    /// What a field says in every row that says nothing.
    Text(&'static Field),
    /// What the selected word means.
    Meaning,
}

/// The words of a field that meant nothing to it, and in how many rows each of them stands.
#[derive(Debug)]
struct Words {
    field: &'static Field,
    rows: Vec<(String, usize)>,
    scroll: Scroll,
}

/// A trial, or the import itself, on the writing thread.
#[derive(Debug)]
struct Running {
    topic: Topic,
    mode: Mode,
    progress: Arc<Progress>,
}

/// What was chosen for an import.
#[derive(Debug, Clone)]
pub enum ImportAnswer {
    /// The column of a field; none where it shall have none.
    Column(&'static Field, Option<String>),
    /// A column that belongs to the key, or does not any more.
    Key(String),
    /// The sheet of a workbook.
    Sheet(String),
    /// What the selected word means; that is typed where nothing is said.
    Means(Option<String>),
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

    /// Puts the fields in order for a mapping that was just found or loaded.
    fn order(&mut self) {
        let mapped = |field: &&Field| self.mapping.fields.contains_key(field.name);
        let fields = self.register.fields.iter();
        let mut fields: Vec<_> =
            fields.filter(|field| matching::can_come_in(self.register, field) || mapped(field)).collect();
        let perhaps = |field: &&Field| self.perhaps.iter().any(|one| one.field == *field);
        fields.sort_by_key(|field| match () {
            () if mapped(field) || (field.required && !field.by_move) => 0,
            () if perhaps(field) => 1,
            () => 2,
        });
        self.fields = fields;
        self.scroll.begin();
    }

    fn field(&self) -> Option<&'static Field> {
        self.fields.get(self.scroll.cursor()).copied()
    }

    fn ask(&mut self, what: Asked, text: &str) {
        self.wrong = None;
        self.typing = Some(Typing { what, input: TextInput::line(text) });
    }

    /// Takes what was typed; what can't be used is told, and stays to be mended.
    fn take(&mut self, desk: &Desk) -> Effects {
        let Some(typing) = &self.typing else { return Effects::new() };
        let (what, text) = (typing.what, typing.input.text().trim().to_owned());
        if text.is_empty() && !matches!(what, Asked::Text(_) | Asked::Meaning) {
            return Effects::new();
        }
        let path = expanded(&text);
        let done = match what {
            Asked::File => {
                self.file = path;
                self.wanted = Wanted::of(self.register);
                self.read(desk);
                return Effects::new();
            }
            Asked::Load => self.load(&path),
            Asked::Save => {
                if let Err(why) = self.mapping.save(&NewFile::named(&path)) {
                    Err(why)
                } else {
                    self.typing = None;
                    return Notice::good(format!("The mapping is saved in {}", path.display())).into();
                }
            }
            Asked::Meaning => {
                self.means(&text);
                Ok(())
            }
            Asked::Text(field) => {
                let source = self.mapping.fields.entry(field.name.to_owned()).or_default();
                source.otherwise = (!text.is_empty()).then_some(text);
                if source.columns.is_empty() && source.when.is_empty() && source.otherwise.is_none() {
                    self.mapping.fields.remove(field.name);
                }
                Ok(())
            }
        };
        match done {
            Ok(()) => {
                self.typing = None;
                self.try_soon();
            }
            Err(why) => self.wrong = Some(why.to_string()),
        }
        Effects::new()
    }

    /// Reads the file behind the screen.
    fn read(&mut self, desk: &Desk) {
        self.wrong = None;
        let (file, wanted) = (self.file.clone(), self.wanted.clone());
        self.opening.stale();
        self.opening.ask(desk, move |_| Ok(FileTable::read(&file, &wanted)));
    }

    /// Takes a table that was read.
    fn begin(&mut self, table: FileTable, desk: &Desk) {
        let table = Arc::new(table);
        // The columns of the same names mean what they meant the last time.
        let mut kept: Option<Mapping> = desk.local.kept(&format!("import.{}", self.register.name));
        kept.iter_mut().for_each(|mapping| drop(mapping.reword(self.register)));
        let fits = |mapping: &Mapping| mapping.bind(self.register, &table).is_ok();
        let proposed = matching::propose(self.register, &table);
        self.perhaps = proposed.perhaps;
        let kept = kept.filter(fits);
        // What was said the last time is no guess.
        self.sure = if kept.is_some() { BTreeMap::new() } else { proposed.sure };
        self.mapping = kept.unwrap_or(proposed.mapping);
        self.table = Some(table);
        self.order();
        self.typing = None;
        self.try_soon();
    }

    fn load(&mut self, path: &Path) -> Result<(), Unusable> {
        let mut mapping = Mapping::load(path)?;
        mapping.reword(self.register);
        if let Some(table) = &self.table {
            mapping.bind(self.register, table)?;
        }
        self.mapping = mapping;
        self.order();
        Ok(())
    }

    fn try_soon(&mut self) {
        if let Some(running) = &self.running {
            running.progress.stop();
        }
        self.stale = true;
    }

    /// Hands the import to the writing thread.
    fn start(&mut self, mode: Mode, desk: &Desk) -> Effects {
        let Some(table) = &self.table else { return Effects::new() };
        let author = match &desk.acting.author {
            Ok(author) => Author { channel: Channel::Import, ..author.clone() },
            Err(why) => return Notice::watch(why.clone()).into(),
        };
        let ambient = desk.store.ambient().clone();
        let import = match Import::new(self.register, Arc::clone(table), &self.mapping, mode, ambient) {
            Ok(import) => import,
            Err(why) => return Notice::watch(why.to_string()).into(),
        };
        self.readings = import.readings();
        let topic = Topic::fresh();
        self.running = Some(Running { topic, mode, progress: Arc::clone(&import.progress) });
        let teller = desk.teller(topic);
        let told = move |outcome: Result<Imported, Error>| teller.tell(outcome);
        desk.store.batch(
            author,
            Proposal::default().because(Some(import.reason())),
            move |batch| import.run(batch),
            told,
        );
        Effects::new()
    }

    /// The words that the selected line of the trial is about.
    fn words_of(&self) -> Option<Words> {
        let report = self.report.as_ref()?;
        let field = match TrialLine::of(report, self.lines.cursor())? {
            TrialLine::Reason(column, ..) => report.refused.iter().find(|one| one.column.as_deref() == column)?.field?,
            TrialLine::Refused(one) => one.field?,
            TrialLine::Change(_) => return None,
        };
        let rows: Vec<_> =
            report.words_of(field.name).into_iter().map(|(word, rows)| (word.to_owned(), rows)).collect();
        (!rows.is_empty()).then(|| Words { field, rows, scroll: Scroll::default() })
    }

    /// What the selected word means from now on; the next one is selected.
    fn means(&mut self, text: &str) {
        let Some(words) = &mut self.words else { return };
        let Some((word, _)) = words.rows.get(words.scroll.cursor()) else { return };
        let source = self.mapping.fields.entry(words.field.name.to_owned()).or_default();
        source.values.insert(word.clone(), text.to_owned());
        words.scroll.go(Step::Down, words.rows.len());
        self.try_soon();
    }

    /// What the selected word means already.
    fn meaning_of(&self, words: &Words) -> Option<&str> {
        let (word, _) = words.rows.get(words.scroll.cursor())?;
        Some(self.mapping.fields.get(words.field.name)?.values.get(word)?)
    }

    /// The meanings that the selected word can have, the likeliest first.
    fn meanings(&self, desk: &Desk) -> Result<Option<Chooser>, Error> {
        let Some(words) = &self.words else { return Ok(None) };
        let Some((word, _)) = words.rows.get(words.scroll.cursor()) else { return Ok(None) };
        let mut chooser = Chooser::new(format!("What does “{word}” mean?")).called("Meaning");
        let means = |text: &str| Answer::own(ImportAnswer::Means(Some(text.to_owned())));
        let kind = words.field.kind;
        let mut choices: Vec<_> = kind.choices().iter().collect();
        choices.sort_by_key(|choice| std::cmp::Reverse(fold::likeness(choice, word)));
        for choice in choices {
            chooser.offer(choice.label, choice.key, means(choice.key));
        }
        if kind == Kind::YesNo {
            ["yes", "no"].into_iter().for_each(|word| chooser.offer(word, "", means(word)));
        }
        if let Some(Target::Register(name)) = kind.target()
            && let Some(register) = CATALOGUE.named(name)
        {
            let mut query = Query::new(register);
            query.limit = Some(OFFERED);
            let records = desk.store.view().page(&query)?.records;
            for record in &records {
                let (reference, title) = (record.reference().to_string(), record.title());
                chooser.offer(title, &reference, means(&reference));
            }
            chooser.offer(format!("A new {}: {word}", register.singular()), "", means(meaning::NEW));
            for record in &records {
                let said = format!("{} {}", meaning::FOR, record.reference());
                chooser.offer(format!("{} answers for it", record.title()), "the words are kept", means(&said));
            }
        }
        chooser.offer("Nothing", "the field stays empty", means(""));
        chooser.offer("Something else …", "typed", Answer::own(ImportAnswer::Means(None)));
        Ok(Some(chooser))
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

    fn write(&mut self, mode: Mode, desk: &Desk) -> Effects {
        desk.local.keep(&format!("import.{}", self.register.name), &self.mapping);
        self.start(mode, desk)
    }

    fn count(&self) -> usize {
        self.report.as_ref().map_or(0, lines)
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

/// What a table brought in did, or would do.
type Imported = (Option<Outcome>, Report);

/// A table was brought in.
fn imported(outcome: &Outcome, report: &Report) -> Effects {
    let refused = match report.refused_rows {
        0 => String::new(),
        1 => "; 1 row was refused".to_owned(),
        rows => format!("; {} rows were refused", grouped(rows as u64)),
    };
    let (added, changed) = (grouped(report.added as u64), grouped(report.updated as u64));
    let said = Notice::good(format!("Imported: {added} added, {changed} changed{refused}; u takes it back"));
    let written = (report.added + report.updated > 0).then_some(Effect::Written(outcome.head.sequence));
    written.into_iter().chain([Effect::Notify(said)]).collect()
}

/// A line of a trial: what is refused, first by its reasons and then row by row; what is added and changed.
enum TrialLine<'r> {
    /// The column, why, and in how many rows.
    Reason(Option<&'r str>, &'r str, usize),
    Refused(&'r Refused),
    Change(&'r Planned),
}

impl<'r> TrialLine<'r> {
    fn reasons(report: &'r Report) -> impl Iterator<Item = Self> {
        let reasons = report.by_reason().into_iter().filter(|(_, _, count)| *count > 1);
        reasons.map(|(column, why, count)| Self::Reason(column, why, count))
    }

    fn all(report: &'r Report) -> impl Iterator<Item = Self> {
        let refused = report.refused.iter().map(Self::Refused);
        Self::reasons(report).chain(refused).chain(report.changes.iter().map(Self::Change))
    }

    fn of(report: &'r Report, place: usize) -> Option<Self> {
        Self::all(report).nth(place)
    }
}

fn lines(report: &Report) -> usize {
    TrialLine::reasons(report).count() + report.refused.len() + report.changes.len()
}

/// What comes after one of two, and before the first of them: nothing said.
fn next<T: Copy + PartialEq>(now: Option<T>, all: [T; 2]) -> Option<T> {
    match now {
        None => Some(all[0]),
        Some(one) if one == all[0] => Some(all[1]),
        Some(_) => None,
    }
}

/// A path whose first `~` is the home folder.
fn expanded(text: &str) -> PathBuf {
    match (text.strip_prefix("~/"), std::env::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(text),
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
        let writes = matches!(command, Command::WriteAll | Command::WriteGood);
        if !writes {
            return None;
        }
        if let Some(why) = desk.why_not_write() {
            return Some(why);
        }
        match &self.report {
            Some(report) if report.kept => Some("It is written already".to_owned()),
            Some(report) if report.added + report.updated == 0 => Some("There is nothing to write".to_owned()),
            Some(report) if command == Command::WriteAll && report.refused_rows > 0 => {
                Some("Rows are refused: mend them, or press a to write the others".to_owned())
            }
            Some(_) if self.running.is_none() && !self.stale => None,
            _ => Some("It is still being tried".to_owned()),
        }
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
        match self.opening.taken(told) {
            Some(Ok(table)) => self.begin(table, desk),
            Some(Err(Unusable::Workbook { why: Broken::Several(sheets), .. })) => {
                let mut chooser = Chooser::new("Which sheet?");
                for sheet in sheets {
                    chooser.offer(sheet.clone(), "", Answer::own(ImportAnswer::Sheet(sheet)));
                }
                return Ok(open(chooser));
            }
            Some(Err(why)) => self.wrong = Some(why.to_string()),
            None => {}
        }
        let came =
            self.running.as_ref().and_then(|running| Some((running.mode, told.take::<Imported>(running.topic)?)));
        let Some((mode, outcome)) = came else { return Ok(Effects::new()) };
        self.running = None;
        match outcome {
            Ok((_, report)) if report.stopped => {
                // A trial that was overtaken is followed by another one.
                self.stale |= mode != Mode::Trial;
            }
            Ok((outcome, report)) => {
                let said = outcome.filter(|_| report.kept).map(|outcome| imported(&outcome, &report));
                self.lines.begin();
                self.reading = self.reading && lines(&report) > 0;
                self.report = Some(report);
                return Ok(said.unwrap_or_default());
            }
            Err(why) => {
                self.report = None;
                self.wrong = Some(why.to_string());
            }
        }
        Ok(Effects::new())
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
