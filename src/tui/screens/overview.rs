//! The overview: what is due, and what there is, each register in a pane of its own.

use std::collections::HashSet;

use ratatui::layout::{Constraint, Layout, Rect};

use crate::domain::catalogue::CATALOGUE;
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::store::Error;
use crate::store::list::Query;
use crate::tui::canvas::{Canvas, Pane as Frame};
use crate::tui::chrome::grouped;
use crate::tui::command::{Command, Scope};
use crate::tui::desk::{Desk, topic};
use crate::tui::effect::{Effect, Effects};
use crate::tui::event::Told;
use crate::tui::layer::Screen;
use crate::tui::theme::Role;

use super::list::{List, WIDE};
use super::table::{self, Table};
use super::{acting, detail, filters};

/// The panes and the filter and the order of each, in the order in which they are gone through.
const PANES: [(&str, &str, &str, &str); 3] = [
    ("action", "Actions due", "state=open", "due"),
    ("system", "Systems", "", "-tier"),
    ("person", "People", "active!=no", "name"),
];

/// The overview.
#[derive(Debug)]
pub struct Overview {
    panes: Vec<Pane>,
    focus: usize,
    zoomed: bool,
}

#[derive(Debug)]
struct Pane {
    register: &'static Register,
    title: &'static str,
    filter: &'static str,
    table: Table,
    late: Late,
}

/// How many of a pane's records are late.
#[derive(Debug)]
struct Late {
    topic: u64,
    query: Option<Query>,
    count: Option<u64>,
    asked: bool,
}

impl Overview {
    /// The overview of a file.
    pub fn open(desk: &Desk) -> Result<Self, Error> {
        let mut panes = Vec::new();
        for (register, title, filter, order) in PANES {
            let Some(register) = CATALOGUE.named(register) else { continue };
            let Some(query) = filters::query(register, filter, order, desk)? else { continue };
            let late = filters::ready_made(register).into_iter().find(|(name, _)| name == filters::LATE);
            let late = match late {
                Some((_, filter)) => filters::query(register, &filter, order, desk)?,
                None => None,
            };
            let late = Late { topic: topic(), query: late, count: None, asked: false };
            panes.push(Pane { register, title, filter, table: Table::new(query, None, desk)?, late });
        }
        Ok(Self { panes, focus: 0, zoomed: false })
    }

    fn pane(&self) -> Option<&Pane> {
        self.panes.get(self.focus)
    }

    fn places(&self, area: Rect) -> Vec<(usize, Rect)> {
        if self.zoomed {
            return vec![(self.focus, area)];
        }
        if area.width >= WIDE {
            let [left, right] = Layout::horizontal([Constraint::Percentage(58), Constraint::Fill(1)]).areas(area);
            let rest =
                Layout::vertical(vec![Constraint::Fill(1); self.panes.len().saturating_sub(1).max(1)]).split(right);
            return std::iter::once((0, left))
                .chain(rest.iter().enumerate().map(|(place, area)| (place + 1, *area)))
                .collect();
        }
        // Stacked, the pane in focus gets the most room.
        let heights = (0..self.panes.len()).map(|place| Constraint::Fill(if place == self.focus { 2 } else { 1 }));
        Layout::vertical(heights).split(area).iter().copied().enumerate().collect()
    }
}

impl Pane {
    fn note(&self) -> String {
        match self.late.count {
            Some(late @ 1..) => format!("{} late · {}", grouped(late), self.table.note()),
            _ => self.table.note(),
        }
    }
}

impl Screen for Overview {
    fn name(&self) -> String {
        "Overview".to_owned()
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Panes, Scope::Record, Scope::Rows, Scope::Everywhere]
    }

    fn footer(&self) -> &'static [Command] {
        use Command::{Actions, Add, Help, Move, NextPane, Note, Open, OpenPane, Palette, Registers, Search, Zoom};
        &[Open, Move, Add, Note, NextPane, OpenPane, Zoom, Search, Actions, Registers, Palette, Help]
    }

    fn unavailable(&self, command: Command, desk: &Desk) -> Option<String> {
        acting::unavailable(command, &self.subjects(), self.register(), desk)
    }

    fn run(&mut self, command: Command, desk: &Desk) -> Result<Effects, Error> {
        let count = self.panes.len().max(1);
        if let Some(step) = table::step(command) {
            if let Some(pane) = self.panes.get_mut(self.focus) {
                pane.table.step(step, desk)?;
            }
            return Ok(Effects::new());
        }
        match command {
            Command::NextPane => self.focus = (self.focus + 1) % count,
            Command::PreviousPane => self.focus = (self.focus + count - 1) % count,
            Command::Zoom => self.zoomed = !self.zoomed,
            Command::OpenPane => {
                if let Some(pane) = self.pane() {
                    let list = List::filtered(pane.register, pane.filter, desk)?;
                    return Ok(vec![Effect::Go(Box::new(list.into()))]);
                }
            }
            other => return acting::run(other, &self.subjects(), self.register(), desk),
        }
        Ok(Effects::new())
    }

    fn back(&mut self, _: &Desk) -> Result<Option<Effects>, Error> {
        if self.zoomed {
            self.zoomed = false;
            return Ok(Some(Effects::new()));
        }
        Ok(None)
    }

    fn goes_back(&self) -> bool {
        self.zoomed
    }

    fn changed(&mut self, desk: &Desk) -> Result<(), Error> {
        self.panes.iter_mut().try_for_each(|pane| {
            pane.late.asked = false;
            pane.table.refresh(desk)
        })
    }

    fn told(&mut self, topic: u64, told: &Told) {
        for pane in &mut self.panes {
            pane.table.told(topic, told);
            if let (true, Told::Count(Ok(count))) = (topic == pane.late.topic, told) {
                pane.late.count = Some(*count);
            }
        }
    }

    fn rested(&mut self, desk: &Desk) -> Result<(), Error> {
        for pane in &mut self.panes {
            pane.table.ask(desk);
            if let (false, Some(query)) = (pane.late.asked, pane.late.query.clone()) {
                pane.late.asked = true;
                desk.ask(pane.late.topic, move |view| view.count(&query), Told::Count);
            }
        }
        Ok(())
    }

    fn waits_for_rest(&self) -> bool {
        let late = |pane: &Pane| !pane.late.asked && pane.late.query.is_some();
        self.panes.iter().any(|pane| pane.table.asks() || late(pane))
    }

    fn select(&mut self, record: RecordId, desk: &Desk) -> Result<Effects, Error> {
        if let Some(pane) = self.panes.get_mut(self.focus) {
            pane.table.select(record, desk)?;
        }
        Ok(Effects::new())
    }

    fn subjects(&self) -> Vec<&Record> {
        self.pane().and_then(|pane| pane.table.selected()).into_iter().collect()
    }

    fn register(&self) -> Option<&'static Register> {
        self.pane().map(|pane| pane.register)
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, _: &Desk) {
        let marks = HashSet::new();
        for (place, area) in self.places(area) {
            let Some(pane) = self.panes.get(place) else { continue };
            let focused = place == self.focus;
            let inner = canvas.pane(area, Frame { title: pane.title, note: &pane.note(), focused });
            if pane.table.is_empty() {
                let words = match (pane.filter.is_empty(), focused) {
                    (true, true) => format!("No {} yet. Press a to add the first one.", pane.register.plural),
                    (true, false) => format!("No {} yet.", pane.register.plural),
                    (false, true) => format!("{}: none. Press a to add one.", detail::capital(pane.title)),
                    (false, false) => "None.".to_owned(),
                };
                if focused {
                    canvas.put(inner.x, inner.y + inner.height / 3, 1, canvas.look.sign("▶", ">"), Role::Accent);
                }
                canvas.put(inner.x + 2, inner.y + inner.height / 3, inner.width.saturating_sub(2), &words, Role::Quiet);
            } else {
                pane.table.draw(canvas, inner, &marks, focused);
            }
        }
    }
}
