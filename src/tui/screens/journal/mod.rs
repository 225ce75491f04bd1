//! The journal: who did what, when and why, the newest first.

mod stretch;

use crossterm::event::KeyEvent;
use ratatui::layout::Rect;

use crate::domain::identity::Sequence;
use crate::domain::record::Record;
use crate::domain::spelling::grouped;
use crate::store::Error;
use crate::tui::canvas::{Canvas, Pane, WIDE, wrapped};
use crate::tui::command::{Command, Scope};
use crate::tui::desk::Desk;
use crate::tui::effect::{Effects, Notice};
use crate::tui::folded::{self, Part};
use crate::tui::input::TextInput;
use crate::tui::layer::Screen;
use crate::tui::loaded::Loaded;
use crate::tui::scroll::{Scroll, Step};
use crate::tui::theme::Role;
use crate::tui::told::Told;
use crate::workflow::account::Account;
use crate::workflow::narrowed::{AT_ONCE, Narrowed};

use super::acting;
use stretch::{Stretch, Worded};

/// The journal.
#[derive(Debug)]
pub struct JournalView {
    /// What was read so far.
    read: Stretch,
    /// What is read from the newest transaction on: after the filter or the file has changed.
    anew: Loaded<Stretch>,
    /// What is read behind that.
    further: Loaded<Stretch>,
    scroll: Scroll,
    input: TextInput,
    filtering: bool,
    /// Whether the filter was typed on since it was read.
    typed: bool,
    filter: Narrowed,
    wrong: Option<String>,
    /// The record of the selected transaction's first change.
    subject: Option<Record>,
}

impl JournalView {
    /// The journal from its end.
    pub fn open(desk: &Desk) -> Result<Self, Error> {
        let mut journal = Self {
            read: Stretch::read(desk.view(), &Narrowed::default(), None, AT_ONCE as usize)?,
            anew: Stretch::default().into(),
            further: Stretch::default().into(),
            scroll: Scroll::default(),
            input: TextInput::line(""),
            filtering: false,
            typed: false,
            filter: Narrowed::default(),
            wrong: None,
            subject: None,
        };
        journal.rest(desk)?;
        Ok(journal)
    }

    /// Reads the filter as it is typed now, and asks for what it keeps; what is not understood is told, and what is shown
    /// stays.
    fn search(&mut self, desk: &Desk) -> Result<(), Error> {
        self.typed = false;
        match Narrowed::line(&self.input.text(), &desk.reader()?) {
            Ok(wanted) => {
                self.wrong = None;
                self.filter = wanted;
                // What is shown until they come is not what was asked for.
                self.subject = None;
                self.again(AT_ONCE as usize, desk);
                Ok(())
            }
            Err(trouble) => {
                self.wrong = Some(trouble.why()?.words);
                Ok(())
            }
        }
    }

    /// Reads so many from the newest on.
    fn again(&mut self, count: usize, desk: &Desk) {
        self.further = Stretch::default().into();
        self.anew.stale();
        let wanted = self.filter.clone();
        self.anew.ask(desk, move |view| Stretch::read(view, &wanted, None, count));
    }

    /// Reads on, where there is more and the end is near: a page further, or until something is found at all.
    fn read_on(&mut self, desk: &Desk) {
        let near = self.scroll.cursor() + self.scroll.room().max(1) >= self.read.steps.len();
        if !near || !self.read.more || self.further.is_asked() || self.anew.is_asked() {
            return;
        }
        self.further.stale();
        let (wanted, behind) = (self.filter.clone(), self.read.looked_to);
        self.further.ask(desk, move |view| Stretch::read(view, &wanted, behind, AT_ONCE as usize));
    }

    fn selected(&self) -> Option<&Worded> {
        self.read.steps.get(self.scroll.cursor())
    }

    fn rest(&mut self, desk: &Desk) -> Result<(), Error> {
        self.subject = match self.selected().and_then(|step| step.record) {
            Some(id) => desk.view().record(id)?,
            None => None,
        };
        Ok(())
    }

    /// Shows what was read anew; the cursor stays on its transaction, or at the newest one.
    fn show(&mut self, read: Stretch, sequence: Option<Sequence>) {
        let at_the_end = self.scroll.cursor() == 0;
        self.read = read;
        let place = self.read.steps.iter().position(|step| Some(step.sequence) == sequence);
        self.scroll.put(place.filter(|_| !at_the_end).unwrap_or(0));
    }

    fn draw_detail(&self, canvas: &mut Canvas, area: Rect) {
        let Some(step) = self.selected() else {
            canvas.pane(area, Pane::default());
            return;
        };
        let title = format!("Transaction {}", step.sequence);
        let inner = canvas.pane(area, Pane { title: &title, note: "", focused: false });
        let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
        let account = &step.account;
        let mut lines =
            vec![(format!("{} · {}", account.at, account.who), Role::Strong), (account.how.clone(), Role::Quiet)];
        lines.extend(account.behind.iter().map(|behind| (behind.clone(), Role::Watch)));
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
        let steps = &self.read.steps;
        let lines = folded::lines(canvas, area);
        let window = self.scroll.window(usize::from(area.height / lines).max(1), steps.len());
        if steps.is_empty() && area.height > 0 {
            let words = match (self.read.more, self.anew.trouble().or(self.further.trouble())) {
                (_, Some(why)) => format!("This can't be read: {why}"),
                (true, None) => "Looking through the journal…".to_owned(),
                (false, None) => "Nothing in the journal matches; Esc shows it all.".to_owned(),
            };
            canvas.put(area.x + 2, area.y, area.width.saturating_sub(2), &words, Role::Quiet);
        }
        let who = steps[window.clone()].iter().map(|step| name_of(&step.account).chars().count()).max();
        let who = u16::try_from(who.unwrap_or(0)).unwrap_or(20).min(20);
        let digits = steps.first().map_or(1, |step| step.sequence.to_string().len());
        let digits = u16::try_from(digits).unwrap_or(8);
        for (place, y) in window.zip((area.y..area.bottom()).step_by(lines.into())) {
            let step = &steps[place];
            let selected = place == self.scroll.cursor();
            let role = |role| if selected { Role::Selected } else { role };
            if selected {
                let style = canvas.look.style(Role::Selected);
                canvas.paint(Rect { y, height: lines.min(area.bottom() - y), ..area }, style);
                canvas.put(area.x, y, 2, canvas.look.sign("▶", ">"), Role::Selected);
                canvas.cursor = Some((area.x, y).into());
            }
            // A narrow window can spare the year.
            let (from, wide) = if area.width < 90 { (5, 11) } else { (0, 16) };
            let at = step.account.at.get(from..16).unwrap_or(&step.account.at);
            let mut x = area.x + 2;
            canvas.put(x, y, digits, &step.sequence.to_string(), role(Role::Quiet));
            x += digits + 2;
            let changes = step.account.changes.join("; ");
            if lines > 1 {
                canvas.put(x, y, area.right().saturating_sub(x), &changes, role(Role::Text));
                let below = Rect { x, y: y + 1, width: area.right().saturating_sub(x), height: 1 };
                let parts = [name_of(&step.account), at].map(|words| Part::of(words, role(Role::Quiet)));
                folded::below(canvas, below, parts, role(Role::Quiet));
                continue;
            }
            x += canvas.put(x, y, wide, at, role(Role::Quiet)).max(wide) + 2;
            canvas.put(x, y, who, name_of(&step.account), role(Role::Text));
            x += who + 2;
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
        if let Some(way) = Step::of(command) {
            self.scroll.go(way, self.read.steps.len());
            self.read_on(desk);
            self.rest(desk)?;
            return Ok(Effects::new());
        }
        match command {
            Command::FilterJournal => {
                self.filtering = true;
                self.input.select_all();
            }
            Command::Take => {
                if self.typed {
                    self.search(desk)?;
                }
                if let Some(why) = self.wrong.clone() {
                    return Ok(Notice::watch(why).into());
                }
                self.filtering = false;
            }
            other => return acting::run(other, &self.subjects(), None, desk),
        }
        Ok(Effects::new())
    }

    fn typed(&mut self, key: KeyEvent, _: &Desk) -> Result<Effects, Error> {
        self.typed |= self.input.input(key);
        Ok(Effects::new())
    }

    fn pasted(&mut self, text: &str, _: &Desk) -> Result<Effects, Error> {
        if self.filtering {
            self.input.paste(text);
            self.typed = true;
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
        self.again(self.read.steps.len().max(AT_ONCE as usize), desk);
        Ok(())
    }

    fn told(&mut self, told: &mut Told, desk: &Desk) -> Result<Effects, Error> {
        if let Some(read) = self.anew.taken(told) {
            let selected = self.selected().map(|step| step.sequence);
            self.show(read, selected);
        } else if let Some(further) = self.further.taken(told) {
            self.read.extend(further);
        } else {
            return Ok(Effects::new());
        }
        self.read_on(desk);
        self.rest(desk)?;
        Ok(Effects::new())
    }

    fn rested(&mut self, desk: &Desk) -> Result<(), Error> {
        if self.typed { self.search(desk) } else { Ok(()) }
    }

    fn waits_for_rest(&self) -> bool {
        self.typed
    }

    fn is_fresh(&self) -> bool {
        !self.typed && self.anew.is_fresh()
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
        let more = if self.read.more { " and more" } else { "" };
        let note = format!("{}{more}", grouped(self.read.steps.len() as u64));
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
