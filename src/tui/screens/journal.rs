//! The journal: who did what, when and why, the newest first.

use crossterm::event::KeyEvent;
use ratatui::layout::Rect;

use crate::domain::field::Target;
use crate::domain::identity::{RecordId, Sequence};
use crate::domain::record::Record;
use crate::domain::when::{self, Tense};
use crate::store::journal::{Entry, Range};
use crate::store::{Error, View};
use crate::tui::canvas::{Canvas, Pane, WIDE, wrapped};
use crate::tui::command::{Command, Scope};
use crate::tui::desk::Desk;
use crate::tui::effect::{Effects, Notice};
use crate::tui::input::TextInput;
use crate::tui::layer::Screen;
use crate::tui::theme::Role;
use crate::workflow::Trouble;
use crate::workflow::account::{self, Account};

use super::acting;

/// Transactions read at once.
const STRETCH: u32 = 100;

/// Transactions looked through for a filter before the search is given up.
const LOOKED_THROUGH: u32 = 300;

/// The journal.
#[derive(Debug)]
pub struct JournalView {
    entries: Vec<Told>,
    more: bool,
    /// The last transaction that was looked at for the filter, kept or not.
    looked_to: Option<Sequence>,
    top: std::cell::Cell<usize>,
    cursor: usize,
    room: std::cell::Cell<usize>,
    input: TextInput,
    filtering: bool,
    filter: Wanted,
    wrong: Option<String>,
    /// The record of the selected transaction's first change.
    subject: Option<Record>,
}

/// A transaction in words.
#[derive(Debug)]
struct Told {
    sequence: Sequence,
    account: Account,
    record: Option<RecordId>,
}

/// What the journal is narrowed to.
#[derive(Debug, Default, Clone)]
struct Wanted {
    by: Option<RecordId>,
    range: Range,
    words: Vec<String>,
}

impl Wanted {
    /// Reads `by=tom`, `record=A-31`, `since=mon` and words.
    fn read(text: &str, desk: &Desk) -> Result<Self, Trouble> {
        let reader = desk.reader()?;
        let circumstances = desk.circumstances()?;
        let mut wanted = Self::default();
        for term in text.split_whitespace() {
            match term.split_once('=') {
                Some(("by", name)) => wanted.by = Some(reader.record(Target::Register("person"), name)?.id),
                Some(("record", name)) => wanted.range.record = Some(reader.record(Target::Any, name)?.id),
                Some(("since", day)) => {
                    let day = when::date(day, circumstances.today(), Tense::Past)
                        .ok_or_else(|| Trouble::Input(format!("“{day}” can't be read; {}", when::EXAMPLES)))?;
                    wanted.range.since = circumstances.start_of(day);
                }
                Some((other, _)) => {
                    return Err(Trouble::Input(format!(
                        "“{other}=” is not known; the journal takes by=, record=, since= and words"
                    )));
                }
                None => wanted.words.push(term.to_lowercase()),
            }
        }
        Ok(wanted)
    }

    fn keeps(&self, entry: &Entry, account: &Account) -> bool {
        if self.by.is_some_and(|by| entry.header.actor.person != by) {
            return false;
        }
        let text = || {
            let reason = account.reason.as_deref().unwrap_or_default();
            format!("{} {} {reason}", account.who, account.changes.join(" ")).to_lowercase()
        };
        self.words.is_empty() || self.words.iter().all(|word| text().contains(word))
    }
}

impl JournalView {
    /// The journal from its end.
    pub fn open(desk: &Desk) -> Result<Self, Error> {
        let mut journal = Self {
            entries: Vec::new(),
            more: true,
            looked_to: None,
            top: std::cell::Cell::new(0),
            cursor: 0,
            room: std::cell::Cell::new(20),
            input: TextInput::line(""),
            filtering: false,
            filter: Wanted::default(),
            wrong: None,
            subject: None,
        };
        journal.read(desk.view())?;
        journal.rest(desk.view())?;
        Ok(journal)
    }

    /// Reads another stretch that the filter keeps.
    fn read(&mut self, view: View) -> Result<(), Error> {
        let wanted = self.entries.len() + STRETCH as usize;
        let mut looked = 0;
        while self.more && self.entries.len() < wanted && looked < LOOKED_THROUGH {
            let range = Range { before: self.looked_to, limit: Some(STRETCH), ..self.filter.range.clone() };
            let entries = view.entries(&range)?;
            self.more = entries.len() == STRETCH as usize;
            self.looked_to = entries.last().map(|entry| entry.sequence).or(self.looked_to);
            looked += STRETCH;
            for entry in entries {
                if self.filter.by.is_some_and(|by| entry.header.actor.person != by) {
                    continue;
                }
                let account = account::of(view, &entry)?;
                if self.filter.keeps(&entry, &account) {
                    let record = view.first_changes(entry.sequence, 1)?.0.first().map(|change| change.record);
                    self.entries.push(Told { sequence: entry.sequence, account, record });
                }
            }
        }
        Ok(())
    }

    fn again(&mut self, desk: &Desk) -> Result<(), Error> {
        self.entries.clear();
        self.more = true;
        self.looked_to = None;
        self.cursor = 0;
        self.read(desk.view())?;
        self.rest(desk.view())
    }

    fn search(&mut self, desk: &Desk) -> Result<(), Error> {
        match Wanted::read(&self.input.text(), desk) {
            Ok(wanted) => {
                self.wrong = None;
                self.filter = wanted;
                self.again(desk)
            }
            Err(Trouble::Input(why)) => {
                self.wrong = Some(why);
                Ok(())
            }
            Err(Trouble::Store(error)) => Err(error),
        }
    }

    fn rest(&mut self, view: View) -> Result<(), Error> {
        self.subject = match self.entries.get(self.cursor).and_then(|told| told.record) {
            Some(id) => view.record(id)?,
            None => None,
        };
        Ok(())
    }

    fn go(&mut self, to: usize, desk: &Desk) -> Result<(), Error> {
        if self.more && to + 1 >= self.entries.len() {
            self.read(desk.view())?;
        }
        self.cursor = to.min(self.entries.len().saturating_sub(1));
        Ok(())
    }

    fn draw_detail(&self, canvas: &mut Canvas, area: Rect) {
        let Some(told) = self.entries.get(self.cursor) else {
            canvas.pane(area, Pane::default());
            return;
        };
        let title = format!("Transaction {}", told.sequence);
        let inner = canvas.pane(area, Pane { title: &title, note: "", focused: false });
        let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
        let account = &told.account;
        let mut lines =
            vec![(format!("{} · {}", account.at, account.who), Role::Strong), (account.how.clone(), Role::Quiet)];
        if let Some(reason) = &account.reason {
            lines.push((format!("Reason: {reason}"), Role::Text));
        }
        lines.push((String::new(), Role::Text));
        lines.extend(account.changes.iter().map(|change| (change.clone(), Role::Text)));
        let rows = lines.iter().flat_map(|(text, role)| {
            let broken = if text.is_empty() { vec![String::new()] } else { wrapped(text, inner.width) };
            broken.into_iter().map(move |line| (line, *role))
        });
        for ((line, role), y) in rows.zip(inner.y..inner.bottom()) {
            canvas.put(inner.x, y, inner.width, &line, role);
        }
    }

    fn draw_entries(&self, canvas: &mut Canvas, area: Rect) {
        let room = usize::from(area.height);
        self.room.set(room.max(1));
        let mut top = self.top.get().min(self.cursor);
        if self.cursor >= top + room {
            top = self.cursor + 1 - room;
        }
        self.top.set(top);
        if self.entries.is_empty() && area.height > 0 {
            canvas.put(
                area.x + 2,
                area.y,
                area.width.saturating_sub(2),
                "Nothing in the journal matches; Esc shows it all.",
                Role::Quiet,
            );
        }
        let who = self.entries.iter().skip(top).take(room).map(|told| name_of(&told.account).chars().count()).max();
        let who = u16::try_from(who.unwrap_or(0)).unwrap_or(20).min(20);
        let digits = self.entries.first().map_or(1, |told| told.sequence.to_string().len());
        let digits = u16::try_from(digits).unwrap_or(8);
        for ((place, told), y) in self.entries.iter().enumerate().skip(top).zip(area.y..area.bottom()) {
            let selected = place == self.cursor;
            let role = |role| if selected { Role::Selected } else { role };
            if selected {
                let style = canvas.look.style(Role::Selected);
                canvas.paint(Rect { y, height: 1, ..area }, style);
                canvas.put(area.x, y, 2, canvas.look.sign("▶", ">"), Role::Selected);
                canvas.cursor = Some((area.x, y).into());
            }
            // A narrow window can spare the year.
            let (from, wide) = if area.width < 90 { (5, 11) } else { (0, 16) };
            let at = told.account.at.get(from..16).unwrap_or(&told.account.at);
            let mut x = area.x + 2;
            canvas.put(x, y, digits, &told.sequence.to_string(), role(Role::Quiet));
            x += digits + 2;
            x += canvas.put(x, y, wide, at, role(Role::Quiet)).max(wide) + 2;
            canvas.put(x, y, who, name_of(&told.account), role(Role::Text));
            x += who + 2;
            let changes = told.account.changes.join("; ");
            canvas.put(x, y, area.right().saturating_sub(x), &changes, role(Role::Text));
        }
    }
}

/// The name without the reference before it.
fn name_of(account: &Account) -> &str {
    account.who.split_once(' ').map_or(account.who.as_str(), |(_, name)| name)
}

impl Screen for JournalView {
    fn name(&self) -> String {
        "Journal".to_owned()
    }

    fn scopes(&self) -> &'static [Scope] {
        if self.filtering {
            &[Scope::Choosing, Scope::Everywhere]
        } else {
            &[Scope::Journal, Scope::Record, Scope::Rows, Scope::Everywhere]
        }
    }

    fn typing(&self) -> bool {
        self.filtering
    }

    fn footer(&self) -> &'static [Command] {
        if self.filtering {
            &[Command::Take, Command::Back]
        } else {
            &[Command::Open, Command::FilterJournal, Command::Note, Command::Copy, Command::Palette, Command::Help]
        }
    }

    fn unavailable(&self, command: Command, desk: &Desk) -> Option<String> {
        match command {
            Command::Add => Some("The journal is written by what is done, and by nothing else".to_owned()),
            _ => acting::unavailable(command, &self.subjects(), None, desk),
        }
    }

    fn run(&mut self, command: Command, desk: &Desk) -> Result<Effects, Error> {
        let page = self.room.get().max(2) - 1;
        let to = match command {
            Command::Down | Command::ChoiceDown => self.cursor + 1,
            Command::Up | Command::ChoiceUp => self.cursor.saturating_sub(1),
            Command::PageDown | Command::ChoicePageDown => self.cursor + page,
            Command::PageUp | Command::ChoicePageUp => self.cursor.saturating_sub(page),
            Command::HalfDown => self.cursor + page / 2,
            Command::HalfUp => self.cursor.saturating_sub(page / 2),
            Command::First => 0,
            Command::Last => self.entries.len().saturating_sub(1),
            Command::FilterJournal => {
                self.filtering = true;
                self.input.select_all();
                return Ok(Effects::new());
            }
            Command::Take => {
                if let Some(why) = self.wrong.clone() {
                    return Ok(Notice::watch(why).into());
                }
                self.filtering = false;
                return Ok(Effects::new());
            }
            other => return acting::run(other, &self.subjects(), None, desk),
        };
        self.go(to, desk)?;
        self.rest(desk.view())?;
        Ok(Effects::new())
    }

    fn typed(&mut self, key: KeyEvent, desk: &Desk) -> Result<Effects, Error> {
        if self.input.input(key) {
            self.search(desk)?;
        }
        Ok(Effects::new())
    }

    fn pasted(&mut self, text: &str, desk: &Desk) -> Result<Effects, Error> {
        if self.filtering {
            self.input.paste(text);
            self.search(desk)?;
        }
        Ok(Effects::new())
    }

    fn back(&mut self, desk: &Desk) -> Result<Option<Effects>, Error> {
        if !self.filtering && self.input.is_empty() {
            return Ok(None);
        }
        self.filtering = false;
        self.input = TextInput::line("");
        self.search(desk)?;
        Ok(Some(Effects::new()))
    }

    fn changed(&mut self, desk: &Desk) -> Result<(), Error> {
        let selected = self.entries.get(self.cursor).map(|told| told.sequence);
        let at_the_end = self.cursor == 0;
        let count = self.entries.len();
        self.entries.clear();
        self.more = true;
        self.looked_to = None;
        let mut had = usize::MAX;
        while self.more && self.entries.len() < count && self.entries.len() != had {
            had = self.entries.len();
            self.read(desk.view())?;
        }
        let place = self.entries.iter().position(|told| Some(told.sequence) == selected);
        self.cursor = if at_the_end { 0 } else { place.unwrap_or(0) };
        self.rest(desk.view())
    }

    fn subjects(&self) -> Vec<&Record> {
        self.subject.iter().collect()
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, _: &Desk) {
        let (left, right) = if area.width >= WIDE {
            let width = area.width * 3 / 5;
            (Rect { width, ..area }, Some(Rect { x: area.x + width, width: area.width - width, ..area }))
        } else {
            (area, None)
        };
        let filter = self.input.text();
        let title =
            if filter.is_empty() || self.filtering { "Journal".to_owned() } else { format!("Journal · {filter}") };
        let more = if self.more { " and more" } else { "" };
        let note = format!("{}{more}", crate::tui::chrome::grouped(self.entries.len() as u64));
        let mut inner = canvas.pane(left, Pane { title: &title, note: &note, focused: true });
        if (self.filtering || self.wrong.is_some()) && inner.height > 1 {
            canvas.put(inner.x, inner.y, 9, "Filter: ", Role::Accent);
            let line = Rect { x: inner.x + 8, width: inner.width.saturating_sub(9), height: 1, ..inner };
            let cursor = self.input.draw(canvas, line, self.filtering);
            inner.y += 1;
            inner.height -= 1;
            let hint = self.wrong.as_deref().unwrap_or("by=tom  record=A-31  since=mon  or words");
            let role = if self.wrong.is_some() { Role::Watch } else { Role::Quiet };
            inner.height = inner.height.saturating_sub(1);
            canvas.put(inner.x, inner.bottom(), inner.width, hint, role);
            self.draw_entries(canvas, inner);
            canvas.cursor = cursor;
        } else {
            self.draw_entries(canvas, inner);
        }
        if let Some(right) = right {
            self.draw_detail(canvas, right);
        }
    }
}
