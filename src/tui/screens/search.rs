//! Finding records of every register by their words.

use chrono::NaiveDate;
use crossterm::event::KeyEvent;
use ratatui::layout::Rect;

use crate::domain::deadline::Deadline;
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::store::search::Order;
use crate::store::{Error, View};
use crate::tui::canvas::{Canvas, Pane};
use crate::tui::command::{Command, Scope};
use crate::tui::desk::Desk;
use crate::tui::destination::Destination;
use crate::tui::effect::{Effect, Effects, Notice, read};
use crate::tui::folded::{self, Part};
use crate::tui::input::TextInput;
use crate::tui::layer::Screen;
use crate::tui::loaded::Loaded;
use crate::tui::scroll::{Scroll, Step};
use crate::tui::theme::Role;
use crate::tui::told::Told;

/// Records shown at once.
const MOST: u32 = 100;

/// Where no more than so many match, all of them are weighed at once.
const FEW: u32 = 1000;

/// What is said where nothing is found.
const NONE: &str = "No record has all of these words.";

/// The search over all registers.
#[derive(Debug)]
pub struct SearchView {
    input: TextInput,
    found: Vec<Record>,
    /// Whether they are the best matches, rather than the newest of many.
    weighed: bool,
    /// What matches, asked for with each key: the best where few do, else the newest; then the best are asked for once
    /// typing rests.
    first: Loaded<First>,
    best: Loaded<Vec<Record>>,
    /// The record on which the cursor stays, where the words are the same as before.
    follow: Option<RecordId>,
    scroll: Scroll,
    today: NaiveDate,
}

/// What is shown first.
#[derive(Debug, Default)]
struct First {
    records: Vec<Record>,
    /// Whether they are the best matches.
    weighed: bool,
}

impl First {
    fn of(view: View, words: &str, most: u32) -> Result<Self, Error> {
        let weighed = !view.is_common(words, FEW)?;
        let order = if weighed { Order::Best } else { Order::Newest };
        Ok(Self { records: view.search(words, order, most)?, weighed })
    }
}

impl SearchView {
    /// A search for nothing yet.
    pub fn open(desk: &Desk) -> Result<Self, Error> {
        Ok(Self {
            input: TextInput::line(""),
            found: Vec::new(),
            weighed: false,
            first: Loaded::from(First::default()),
            best: Loaded::from(Vec::new()),
            follow: None,
            scroll: Scroll::default(),
            today: desk.circumstances()?.today(),
        })
    }

    fn selected(&self) -> Option<&Record> {
        self.found.get(self.scroll.cursor())
    }

    /// Looks for what matches. Where it is much, the newest of it come first and the best once typing rests; else the best
    /// come at once, so that the rows are painted once a letter.
    fn search(&mut self, desk: &Desk) {
        let words = self.input.text();
        self.best = Vec::new().into();
        if words.trim().is_empty() {
            (self.found, self.first) = (Vec::new(), First::default().into());
            return;
        }
        self.first.stale();
        self.first.ask(desk, move |view| First::of(view, &words, MOST));
    }

    /// Looks for other words: the cursor begins among what they find, and so do steps that are made before it is there.
    fn search_for_others(&mut self, desk: &Desk) {
        self.follow = None;
        self.scroll.begin();
        self.search(desk);
    }

    fn show(&mut self, found: First) {
        (self.found, self.weighed) = (found.records, found.weighed);
        match self.found.iter().position(|record| Some(record.id) == self.follow) {
            Some(place) => self.scroll.put(place),
            None => self.scroll.settle(self.found.len()),
        }
        if self.found.len() > 1 && !self.weighed {
            self.best.stale();
        }
    }

    /// Goes to the record that is selected; where it is still looked for, once it is found.
    fn take(&self, desk: &Desk) -> Effects {
        let go = |record: &Record| vec![Effect::Visit(Destination::Record(record.id))];
        // What was on the screen is meant, where it is only looked for once more.
        if !self.first.is_asked() || self.follow.is_some() {
            return self.selected().map(go).unwrap_or_default();
        }
        let words = self.input.text();
        let place = u32::try_from(self.scroll.cursor()).unwrap_or(MOST).min(MOST - 1);
        read(
            desk,
            move |view| First::of(view, &words, place + 1),
            move |found, _| Ok(found.records.last().map_or_else(|| Notice::watch(NONE).into(), go)),
        )
    }
}

impl Screen for SearchView {
    fn name(&self) -> String {
        "Search".to_owned()
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Choosing, Scope::Everywhere]
    }

    fn typing(&self) -> bool {
        true
    }

    fn footer(&self) -> &'static [Command] {
        &[Command::Take, Command::Back]
    }

    fn unavailable(&self, command: Command, _: &Desk) -> Option<String> {
        match command {
            Command::Take if self.found.is_empty() && !self.first.is_asked() => Some("Nothing is found yet".to_owned()),
            Command::Remove => Some("Nothing can be removed here".to_owned()),
            _ => None,
        }
    }

    fn run(&mut self, command: Command, desk: &Desk) -> Result<Effects, Error> {
        if let Some(step) = Step::of(command) {
            let count = if self.first.is_asked() && self.follow.is_none() { MOST as usize } else { self.found.len() };
            self.scroll.go(step, count);
            return Ok(Effects::new());
        }
        Ok(if command == Command::Take { self.take(desk) } else { Effects::new() })
    }

    fn typed(&mut self, key: KeyEvent, desk: &Desk) -> Result<Effects, Error> {
        if self.input.input(key) {
            self.search_for_others(desk);
        }
        Ok(Effects::new())
    }

    fn pasted(&mut self, text: &str, desk: &Desk) -> Result<Effects, Error> {
        self.input.paste(text);
        self.search_for_others(desk);
        Ok(Effects::new())
    }

    fn changed(&mut self, desk: &Desk) -> Result<(), Error> {
        // Where other words are still looked for, the rows at hand are not what they find.
        if !self.first.is_asked() {
            self.follow = self.selected().map(|record| record.id);
        }
        self.search(desk);
        Ok(())
    }

    fn told(&mut self, told: &mut Told, _: &Desk) -> Result<Effects, Error> {
        if let Some(found) = self.first.taken(told) {
            self.show(found);
        }
        // The cursor may have gone on; then what it is on stays where it is.
        if let (Some(best), 0) = (self.best.taken(told), self.scroll.cursor()) {
            self.found = best;
            self.weighed = true;
        }
        Ok(Effects::new())
    }

    fn rested(&mut self, desk: &Desk) -> Result<(), Error> {
        let words = self.input.text();
        self.best.ask(desk, move |view| view.search(&words, Order::Best, MOST));
        Ok(())
    }

    fn waits_for_rest(&self) -> bool {
        self.best.is_stale()
    }

    fn subjects(&self) -> Vec<&Record> {
        self.selected().into_iter().collect()
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, _: &Desk) {
        let count = u32::try_from(self.found.len()).unwrap_or(u32::MAX);
        let note = match (count, self.weighed) {
            (0, _) => String::new(),
            (MOST.., true) => format!("the best {MOST}"),
            (MOST.., false) => format!("the newest {MOST}"),
            (1, _) => "1 found".to_owned(),
            (count, _) => format!("{count} found"),
        };
        let inner = canvas.pane(area, Pane { title: "Search every register", note: &note, focused: true });
        if inner.height == 0 || inner.width < 6 {
            return;
        }
        canvas.put(inner.x + 1, inner.y, 2, canvas.look.sign("›", ">"), Role::Accent);
        let line = Rect { x: inner.x + 3, width: inner.width - 4, height: 1, ..inner };
        canvas.cursor = self.input.draw(canvas, line, true);
        let rows = Rect { y: inner.y + 2, height: inner.height.saturating_sub(2), ..inner };
        if self.found.is_empty() && rows.height > 0 {
            let words = if self.input.is_empty() {
                "Type words, or a reference such as A-31."
            } else {
                &*self.first.instead(if self.first.is_asked() { "Looking…" } else { NONE })
            };
            canvas.put(rows.x + 3, rows.y, rows.width.saturating_sub(3), words, Role::Quiet);
            return;
        }
        let lines = folded::lines(canvas, rows);
        let window = self.scroll.window(usize::from(rows.height / lines).max(1), self.found.len());
        for (place, y) in window.zip((rows.y..rows.bottom()).step_by(lines.into())) {
            let row = Rect { y, height: lines.min(rows.bottom() - y), ..rows };
            self.draw_row(canvas, row, &self.found[place], place == self.scroll.cursor());
        }
    }
}

impl SearchView {
    fn draw_row(&self, canvas: &mut Canvas, area: Rect, record: &Record, selected: bool) {
        let role = |role| if selected { Role::Selected } else { role };
        if selected {
            let style = canvas.look.style(Role::Selected);
            canvas.paint(area, style);
            canvas.put(area.x, area.y, 2, canvas.look.sign("▶", ">"), Role::Selected);
        }
        canvas.put(area.x + 2, area.y, 8, &record.reference().to_string(), role(Role::Quiet));
        let about = record.standing_label(self.today).unwrap_or_else(|| record.register.singular());
        let deadline = Deadline::of(record, self.today);
        let late = deadline.is_some_and(|deadline| deadline.is_late());
        let due = deadline.map(|deadline| format!("{}{}", if late { "" } else { "due " }, deadline.words()));
        let title = record.title().lines().next().unwrap_or_default();
        let shown = role(if late { Role::Bad } else { Role::Quiet });
        let (x, right) = (area.x + 11, area.right().saturating_sub(1));
        if area.height > 1 {
            canvas.put(x, area.y, right.saturating_sub(x), title, role(Role::Text));
            let below = Rect { x, y: area.y + 1, width: right.saturating_sub(x), height: 1 };
            let parts = [due.map(|due| Part::of(due, shown)), Some(Part::of(about, role(Role::Quiet)))];
            return folded::below(canvas, below, parts.into_iter().flatten(), role(Role::Quiet));
        }
        let about = std::iter::once(about).chain(due).collect::<Vec<_>>().join(" · ");
        let half = Rect { x: area.x + area.width / 2, width: right.saturating_sub(area.x + area.width / 2), ..area };
        let used = canvas.right(half, area.y, &about, shown);
        canvas.put(x, area.y, area.width.saturating_sub(used + 14), title, role(Role::Text));
    }
}
