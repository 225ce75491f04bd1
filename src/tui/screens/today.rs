//! Today: what is late, what is due this week, what waits for whoever looks.

use ratatui::layout::Rect;

use crate::domain::field::Tone;
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::store::{Error, View};
use crate::tui::canvas::{Canvas, Pane};
use crate::tui::command::{Command, Scope};
use crate::tui::desk::{Desk, topic};
use crate::tui::effect::Effects;
use crate::tui::event::Told;
use crate::tui::layer::Screen;
use crate::tui::theme::Role;
use crate::workflow::today::{Matter, Today, today};

use super::acting;
use super::detail::{Item, Mark};
use super::lines::Lines;

/// Days that are looked ahead.
const DAYS: u64 = 7;

/// What there is to do.
#[derive(Debug)]
pub struct TodayView {
    lines: Lines,
    /// The record of each line; none for a heading.
    records: Vec<Option<Record>>,
    note: String,
    topic: u64,
    asked: bool,
    came: Option<Box<Today>>,
    read: bool,
}

impl TodayView {
    pub fn open() -> Self {
        Self {
            lines: Lines::default(),
            records: Vec::new(),
            note: String::new(),
            topic: topic(),
            asked: false,
            came: None,
            read: false,
        }
    }

    fn lay(&mut self, found: &Today, desk: &Desk) -> Result<(), Error> {
        let was = self.subjects().first().map(|record| record.id);
        let mut items = Vec::new();
        self.records.clear();
        let parts = [("Late", &found.late), ("Due this week", &found.due), ("Waiting for you", &found.waiting)];
        for (part, matters) in parts.into_iter().filter(|(_, matters)| !matters.is_empty()) {
            items.push(Item {
                label: format!("{part}: {}", matters.len()),
                text: String::new(),
                mark: Mark::None,
                leads_to: Vec::new(),
                field: None,
                heading: true,
            });
            self.records.push(None);
            for matter in matters {
                items.push(line(matter, desk)?);
                self.records.push(Some(matter.record.clone()));
            }
        }
        self.note = format!("{} late, {} due, {} waiting", found.late.len(), found.due.len(), found.waiting.len());
        let place =
            self.records.iter().position(|record| record.as_ref().map(|record| record.id) == was && was.is_some());
        self.lines.cursor = place.unwrap_or(self.lines.cursor);
        self.lines.set(items);
        self.read = true;
        Ok(())
    }
}

fn line(matter: &Matter, desk: &Desk) -> Result<Item, Error> {
    let record = &matter.record;
    let owner = match matter.owner {
        Some(owner) => desk.view().record(owner)?.map_or(String::new(), |owner| owner.title().to_owned()),
        None => String::new(),
    };
    let day = matter.deadline.map_or(String::new(), |deadline| deadline.words());
    let state = record.state_label().unwrap_or_default().to_lowercase();
    let parts = [record.title().to_owned(), day, owner, state];
    let late = matter.deadline.is_some_and(|deadline| deadline.is_late());
    Ok(Item {
        label: record.reference().to_string(),
        text: parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
        mark: if late { Mark::Late } else { Mark::Tone(Tone::Active) },
        leads_to: vec![record.id],
        field: None,
        heading: false,
    })
}

impl Screen for TodayView {
    fn name(&self) -> String {
        "Today".to_owned()
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Record, Scope::Rows, Scope::Everywhere]
    }

    fn footer(&self) -> &'static [Command] {
        use Command::{Edit, Evidence, Help, Move, Note, Open, Palette, Search};
        &[Open, Move, Edit, Note, Evidence, Search, Palette, Help]
    }

    fn unavailable(&self, command: Command, desk: &Desk) -> Option<String> {
        match command {
            Command::Add => Some("A record is added in its register; 7 is the actions, 8 all registers".to_owned()),
            other => acting::unavailable(other, &self.subjects(), None, desk),
        }
    }

    fn run(&mut self, command: Command, desk: &Desk) -> Result<Effects, Error> {
        if Lines::is_step(command) {
            self.lines.go(command);
            return Ok(Effects::new());
        }
        acting::run(command, &self.subjects(), None, desk)
    }

    fn changed(&mut self, _: &Desk) -> Result<(), Error> {
        self.asked = false;
        Ok(())
    }

    fn told(&mut self, topic: u64, told: &Told) {
        if let (true, Told::Today(Ok(found))) = (topic == self.topic, told) {
            self.came = Some(found.clone());
        }
    }

    fn rested(&mut self, desk: &Desk) -> Result<(), Error> {
        if let Some(found) = self.came.take() {
            self.lay(&found, desk)?;
        }
        if !std::mem::replace(&mut self.asked, true) {
            let me = desk.acting.author.as_ref().ok().map(|author| author.person);
            desk.ask(self.topic, move |view: View| today(view, DAYS, me, false).map(Box::new), Told::Today);
        }
        Ok(())
    }

    fn waits_for_rest(&self) -> bool {
        !self.asked || self.came.is_some()
    }

    fn subjects(&self) -> Vec<&Record> {
        self.records.get(self.lines.cursor).and_then(Option::as_ref).into_iter().collect()
    }

    fn shows(&self, record: RecordId) -> bool {
        self.records.iter().flatten().any(|one| one.id == record)
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, _: &Desk) {
        let inner = canvas.pane(area, Pane { title: "Today", note: &self.note, focused: true });
        let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
        if self.lines.items.is_empty() {
            let words = if self.read {
                "Nothing is late, due this week or waiting for you."
            } else {
                "Looking at what there is…"
            };
            canvas.put(inner.x, inner.y + 1, inner.width, words, Role::Quiet);
        } else {
            self.lines.draw(canvas, inner, true);
        }
    }
}
