//! One record whole: its fields, what it is connected with, its history, and how it stood at each step of it.

use ratatui::layout::{Constraint, Layout, Rect};

use crate::domain::evidence::EvidenceField;
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::spelling::grouped;
use crate::store::view::named;
use crate::store::{Error, View};
use crate::tui::canvas::{Canvas, Pane, WIDE};
use crate::tui::command::{Command, Doing, Scope};
use crate::tui::desk::Desk;
use crate::tui::destination::Destination;
use crate::tui::effect::{Answer, Effect, Effects, Notice, open};
use crate::tui::layer::{Screen, subject_among};
use crate::tui::loaded::Loaded;
use crate::tui::scroll::Step;
use crate::tui::theme::Role;
use crate::tui::told::Told;
use crate::workflow::evidence::Of;
use crate::workflow::history::{History, read};
use crate::workflow::operation::{Operation, Subject};
use crate::workflow::past;
use crate::workflow::today::operations::ADVANCE;

use super::acting;
use super::attached;
use super::chooser::Chooser;
use super::detail::{self, Item};
use super::history;
use super::lines::Lines;

/// A record whole.
#[derive(Debug)]
pub struct RecordView {
    /// As it stands today.
    today: Record,
    /// As it is shown: today, or at a step of its history.
    shown: Record,
    panes: [Lines; 3],
    focus: usize,
    zoomed: bool,
    history: History,
    /// What hangs on it: thousands can. How much that is stands beside it once it is known.
    connected: Loaded<(Vec<Item>, u64)>,
    hanging: Option<u64>,
    /// The step at which it is shown; today where there is none.
    at: Option<usize>,
}

/// Why nothing is done to a record as it was.
const PAST: &str = "You are looking at the past; t goes back to today";

const FIELDS: usize = 0;
const CONNECTIONS: usize = 1;
const HISTORY: usize = 2;

impl RecordView {
    /// A record as it stands.
    pub fn open(id: RecordId, desk: &Desk) -> Result<Self, Error> {
        let view = desk.view();
        let today = view.record(id)?.ok_or_else(|| Error::NoRecord(id.to_string()))?;
        let shown = today.clone();
        let mut screen = Self {
            today,
            shown,
            panes: Default::default(),
            focus: FIELDS,
            zoomed: false,
            history: History::default(),
            connected: Loaded::default(),
            hanging: None,
            at: None,
        };
        screen.read(view)?;
        screen.ask(desk);
        Ok(screen)
    }

    /// A record at its history.
    pub fn history(id: RecordId, desk: &Desk) -> Result<Self, Error> {
        let mut screen = Self::open(id, desk)?;
        screen.focus = HISTORY;
        Ok(screen)
    }

    /// Asks what hangs on it, where that is not known.
    fn ask(&mut self, desk: &Desk) {
        let record = self.today.clone();
        self.connected.ask(desk, move |view| detail::connections(view, &record));
    }

    fn read(&mut self, view: View) -> Result<(), Error> {
        self.panes[FIELDS].items = detail::fields(view, &self.shown, true)?;
        self.history = read(view, &self.today)?;
        self.panes[HISTORY].items = history::lines(&self.history);
        for pane in &mut self.panes {
            pane.settle();
        }
        Ok(())
    }

    fn show_step(&mut self, at: Option<usize>, desk: &Desk) -> Result<Effects, Error> {
        let view = desk.view();
        let revision = at.and_then(|at| self.history.steps.get(at)).map(|step| step.revision);
        self.shown = match revision {
            Some(revision) => match past::at_revision(view, &self.today, revision) {
                Ok(record) => record,
                Err(trouble) => return Ok(Notice::watch(trouble.why()?.words).into()),
            },
            None => self.today.clone(),
        };
        self.at = at;
        self.panes[HISTORY].cursor = at.unwrap_or(0);
        self.panes[FIELDS].items = detail::fields(view, &self.shown, true)?;
        self.panes[FIELDS].settle();
        Ok(Effects::new())
    }

    fn follow(&self, desk: &Desk) -> Result<Effects, Error> {
        let pane = &self.panes[self.focus];
        let Some(item) = pane.items.get(pane.cursor) else { return Ok(Effects::new()) };
        let holds_file = item.field.is_some_and(|field| *field == *EvidenceField::File.field());
        if holds_file && self.shown.get(EvidenceField::File.name()).is_some() {
            let step = self.at.and_then(|at| self.history.steps.get(at));
            return Ok(attached::show(&self.today, step.map_or(Of::Latest, |step| Of::At(step.sequence)), desk));
        }
        match item.leads_to.as_slice() {
            [] => Ok(Notice::plain("This leads to no other record; e changes it").into()),
            [one] => Ok(vec![Effect::Visit(Destination::Record(*one))]),
            several => {
                let mut chooser = Chooser::new(format!("{}: open which?", item.label));
                for id in several {
                    chooser.offer(desk.view().name_of(*id)?, "", Answer::Record(*id));
                }
                Ok(open(chooser))
            }
        }
    }

    fn note(&self, pane: usize) -> String {
        match (pane, self.at) {
            (FIELDS, None) if self.today.voided => "voided".to_owned(),
            (FIELDS, None) => format!("revision {}", self.today.revision),
            (FIELDS, Some(at)) => self.history.steps.get(at).map_or(String::new(), |step| {
                format!("transaction {}, step {} of {}", step.sequence, self.history.count - at, self.history.count)
            }),
            (CONNECTIONS, _) => {
                let Some(count) = self.hanging.map(grouped) else { return String::new() };
                if self.at.is_some() { format!("{count} today") } else { count }
            }
            _ => history::note(&self.history),
        }
    }

    fn places(&self, area: Rect) -> Vec<(usize, Rect)> {
        if self.zoomed {
            return vec![(self.focus, area)];
        }
        if area.width >= WIDE {
            let [left, right] = Layout::horizontal([Constraint::Percentage(50), Constraint::Fill(1)]).areas(area);
            // What hangs on it takes what it needs, up to half.
            let needs =
                u16::try_from(self.panes[CONNECTIONS].items.len() + 5).unwrap_or(u16::MAX).min(right.height / 2);
            let [above, below] = Layout::vertical([Constraint::Length(needs), Constraint::Fill(1)]).areas(right);
            return vec![(FIELDS, left), (CONNECTIONS, above), (HISTORY, below)];
        }
        let heights = (0..3).map(|place| Constraint::Fill(if place == self.focus { 3 } else { 1 }));
        Layout::vertical(heights).split(area).iter().copied().enumerate().collect()
    }
}

impl Screen for RecordView {
    fn name(&self) -> String {
        self.today.reference().to_string()
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Panes, Scope::History, Scope::Record, Scope::Rows, Scope::Everywhere]
    }

    fn footer(&self) -> &'static [Command] {
        use Command::{
            Back, Copy, Earlier, Edit, Evidence, Help, Later, Move, NextPane, Note, Open, Palette, Today, Zoom,
        };
        match (self.at.is_some(), self.today.register.machine.is_some()) {
            (true, _) => &[Earlier, Later, Today, NextPane, Back, Help],
            _ if self.today.register.composed => &[Note, Evidence, Open, NextPane, Earlier, Zoom, Copy, Palette, Help],
            (_, true) => &[Edit, Move, Note, Evidence, Open, NextPane, Earlier, Zoom, Copy, Palette, Help],
            _ => &[Edit, Note, Evidence, Open, NextPane, Earlier, Zoom, Copy, Palette, Help],
        }
    }

    fn offers(&self) -> Vec<Doing> {
        let mut offers: Vec<Doing> = Doing::commands(self.footer()).collect();
        if self.at.is_none() && self.today.register.machine.is_some() {
            offers.insert(0, Doing::usual(&ADVANCE));
        }
        offers
    }

    fn subject(&self, operation: &'static Operation) -> Result<Subject, String> {
        if self.at.is_some() {
            return Err(PAST.to_owned());
        }
        subject_among(operation, &self.subjects())
    }

    fn unavailable(&self, command: Command, desk: &Desk) -> Option<String> {
        let at = self.at.unwrap_or(0);
        match command {
            Command::Earlier if at + 1 >= self.history.steps.len() => Some(match self.history.is_cut() {
                true => "Older steps are not shown here; gavel log --record shows them all".to_owned(),
                false => "This is how it was created".to_owned(),
            }),
            Command::Later | Command::Today if self.at.is_none() => Some("This is how it stands today".to_owned()),
            Command::OpenPane => Some("The pane has no list of its own".to_owned()),
            Command::Edit | Command::Move | Command::Void if self.at.is_some() => Some(PAST.to_owned()),
            other => acting::unavailable(other, &self.subjects(), Some(self.today.register), desk),
        }
    }

    fn run(&mut self, command: Command, desk: &Desk) -> Result<Effects, Error> {
        match command {
            Command::NextPane => self.focus = (self.focus + 1) % self.panes.len(),
            Command::PreviousPane => self.focus = (self.focus + self.panes.len() - 1) % self.panes.len(),
            Command::Zoom => self.zoomed = !self.zoomed,
            Command::Earlier => return self.show_step(Some(self.at.map_or(1, |at| at + 1)), desk),
            Command::Later => {
                let at = self.at.and_then(|at| at.checked_sub(1)).filter(|at| *at > 0);
                return self.show_step(at, desk);
            }
            Command::Today => return self.show_step(None, desk),
            Command::History => self.focus = HISTORY,
            Command::Open if self.focus == HISTORY => {
                let at = self.panes[HISTORY].cursor;
                return self.show_step((at > 0).then_some(at), desk);
            }
            Command::Open => return self.follow(desk),
            Command::Edit => {
                let pane = &self.panes[FIELDS];
                let field = pane.items.get(pane.cursor).and_then(|item| item.field).filter(|_| self.focus == FIELDS);
                let purpose = super::form::Purpose::Edit { records: vec![self.today.clone()] };
                let form = super::form::Form::open(purpose, desk)?;
                return Ok(open(match field {
                    Some(field) => form.focused_on(field.name),
                    None => form,
                }));
            }
            Command::CopyText => {
                let pane = &self.panes[self.focus];
                let Some(item) = pane.items.get(pane.cursor) else { return Ok(Effects::new()) };
                let text =
                    if item.field.is_some() { item.text.clone() } else { format!("{} {}", item.label, item.text) };
                return Ok(vec![Effect::Copy { text, what: item.label.clone() }]);
            }
            other => match Step::of(other) {
                Some(step) => self.panes[self.focus].go(step),
                None => return acting::run(other, &self.subjects(), Some(self.today.register), desk),
            },
        }
        Ok(Effects::new())
    }

    fn back(&mut self, desk: &Desk) -> Result<Option<Effects>, Error> {
        if self.zoomed {
            self.zoomed = false;
            return Ok(Some(Effects::new()));
        }
        if self.at.is_some() {
            return self.show_step(None, desk).map(Some);
        }
        Ok(None)
    }

    fn changed(&mut self, desk: &Desk) -> Result<(), Error> {
        let view = desk.view();
        let Some(fresh) = view.record(self.today.id)? else { return Ok(()) };
        let moved = fresh.revision != self.today.revision;
        self.today = fresh;
        if self.at.is_none() {
            self.shown = self.today.clone();
        } else if moved {
            // The step that is shown has moved further from the newest.
            let sequence = self.at.and_then(|at| self.history.steps.get(at)).map(|step| step.sequence);
            self.read(view)?;
            self.at = self.history.steps.iter().position(|step| Some(step.sequence) == sequence);
        }
        self.connected.stale();
        self.ask(desk);
        self.read(view)
    }

    fn told(&mut self, told: &mut Told, _: &Desk) -> Result<Effects, Error> {
        if let Some((items, count)) = self.connected.taken(told) {
            self.panes[CONNECTIONS].set(items);
            self.hanging = Some(count);
        }
        Ok(Effects::new())
    }

    fn is_fresh(&self) -> bool {
        self.focus != CONNECTIONS || self.connected.is_fresh()
    }

    fn subjects(&self) -> Vec<&Record> {
        vec![&self.today]
    }

    fn opened(&self) -> Option<RecordId> {
        Some(self.today.id)
    }

    fn register(&self) -> Option<&'static Register> {
        Some(self.today.register)
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, _: &Desk) {
        let name = named(&self.shown);
        let past = self.at.and_then(|at| self.history.steps.get(at));
        let mut area = area;
        if let Some(step) = past {
            let words = format!("The past, as {} left it on {}. Esc returns to today.", step.who, step.when);
            canvas.put(area.x + 1, area.y, area.width.saturating_sub(2), &words, Role::Watch);
            area.y += 1;
            area.height = area.height.saturating_sub(1);
        }
        for (place, area) in self.places(area) {
            let pane = &self.panes[place];
            let focused = place == self.focus;
            let title = match place {
                FIELDS => name.as_str(),
                CONNECTIONS => "What hangs on it",
                _ => "History",
            };
            let inner = canvas.pane(area, Pane { title, note: &self.note(place), focused });
            let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
            if pane.items.is_empty() {
                let words = match place == CONNECTIONS && self.hanging.is_none() {
                    true => &*self.connected.instead("Looking at what hangs on it…"),
                    false => "Nothing yet. n adds a note, v evidence.",
                };
                canvas.put(inner.x, inner.y, inner.width, words, Role::Quiet);
                continue;
            }
            pane.draw(canvas, inner, focused);
        }
    }
}
