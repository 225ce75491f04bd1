//! The risks on their heat map: how many there are of each likelihood and impact, and which they are.

mod draw;
mod heat;

use std::collections::HashSet;

use ratatui::layout::{Constraint, Layout, Rect};

use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::risk;
use crate::domain::risk_criteria::{Impact, Likelihood};
use crate::store::Error;
use crate::store::list::Query;
use crate::tui::canvas::{Canvas, Pane, WIDE};
use crate::tui::command::{Command, Scope};
use crate::tui::desk::Desk;
use crate::tui::destination::Destination;
use crate::tui::effect::{Effect, Effects};
use crate::tui::layer::Screen;
use crate::tui::scroll::Step;
use crate::tui::theme::Role;
use crate::tui::told::Told;

use super::table::RecordTable;
use super::{acting, filters};
use heat::Basis;
pub use heat::Heat;

/// The heat map with the risks of the cell that is selected.
#[derive(Debug)]
pub struct HeatMap {
    heat: Heat,
    /// Likelihood and impact, each from 0; none while all risks are listed.
    cell: Option<(usize, usize)>,
    table: RecordTable,
    /// Whether the list has the focus.
    listed: bool,
    zoomed: bool,
}

impl HeatMap {
    pub fn open(desk: &Desk) -> Result<Self, Error> {
        let query = filters::query(&risk::REGISTER, &filters::home(&risk::REGISTER), "-level", desk)?;
        let query = query.unwrap_or_else(|| Query::new(&risk::REGISTER));
        let table = RecordTable::new(query, None, desk)?;
        Ok(Self { heat: Heat::default(), cell: None, table, listed: false, zoomed: false })
    }

    fn filter(&self) -> String {
        let mut filter = filters::home(&risk::REGISTER);
        if let Some((likelihood, impact)) = self.cell {
            let [one, other, _] = self.heat.basis.fields();
            let (likelihood, impact) = (Likelihood::ALL[likelihood].key(), Impact::ALL[impact].key());
            filter.push_str(&format!(" {}={likelihood} {}={impact}", one.name, other.name));
        }
        filter
    }

    fn list(&mut self, desk: &Desk) -> Result<(), Error> {
        let order = format!("-{}", self.heat.basis.fields()[2].name);
        // The level before controls is no order of its own.
        let order = if self.heat.basis == Basis::Inherent { "-level".to_owned() } else { order };
        if let Some(query) = filters::query(&risk::REGISTER, &self.filter(), &order, desk)? {
            self.table.list(query, desk)?;
        }
        Ok(())
    }

    /// Moves the cell; the first step goes to the worst in which there are risks.
    fn go(&mut self, up: i64, right: i64, desk: &Desk) -> Result<(), Error> {
        let step = |at: usize, by: i64| usize::try_from((at as i64 + by).clamp(0, 4)).unwrap_or(at);
        self.cell = Some(
            self.cell.map_or(self.heat.worst(), |(likelihood, impact)| (step(likelihood, up), step(impact, right))),
        );
        self.list(desk)
    }
}

impl Screen for HeatMap {
    fn name(&self) -> String {
        format!("Risks · {}", self.heat.basis.label())
    }

    fn scopes(&self) -> &'static [Scope] {
        if self.listed {
            &[Scope::Panes, Scope::Record, Scope::Rows, Scope::Everywhere]
        } else {
            &[Scope::Map, Scope::Panes, Scope::Record, Scope::Rows, Scope::Everywhere]
        }
    }

    fn footer(&self) -> &'static [Command] {
        use Command::{Add, CellLeft, CellRight, Edit, Help, Move, NextBasis, NextPane, Open, OpenPane, Palette, Zoom};
        if self.listed {
            &[Open, Edit, Move, Add, NextPane, OpenPane, Zoom, Palette, Help]
        } else {
            &[CellLeft, CellRight, NextBasis, NextPane, Add, OpenPane, Zoom, Palette, Help]
        }
    }

    fn unavailable(&self, command: Command, desk: &Desk) -> Option<String> {
        if command == Command::Open && !self.listed {
            return None;
        }
        acting::unavailable(command, &self.subjects(), self.register(), desk)
    }

    fn run(&mut self, command: Command, desk: &Desk) -> Result<Effects, Error> {
        match command {
            Command::Up if !self.listed => self.go(1, 0, desk)?,
            Command::Down if !self.listed => self.go(-1, 0, desk)?,
            Command::CellLeft => self.go(0, -1, desk)?,
            Command::CellRight => self.go(0, 1, desk)?,
            Command::NextBasis => {
                self.heat.turn();
                self.list(desk)?;
            }
            Command::NextPane | Command::PreviousPane => self.listed = !self.listed,
            Command::Open if !self.listed => self.listed = true,
            Command::Zoom => self.zoomed = !self.zoomed,
            Command::OpenPane => {
                return Ok(vec![Effect::Go(Destination::List(&risk::REGISTER, self.filter()))]);
            }
            other => match Step::of(other) {
                Some(step) => self.table.step(step, desk)?,
                None => return acting::run(other, &self.subjects(), self.register(), desk),
            },
        }
        Ok(Effects::new())
    }

    fn back(&mut self, desk: &Desk) -> Result<Option<Effects>, Error> {
        if self.zoomed {
            self.zoomed = false;
        } else if self.listed {
            self.listed = false;
        } else if self.cell.take().is_some() {
            self.list(desk)?;
        } else {
            return Ok(None);
        }
        Ok(Some(Effects::new()))
    }

    fn goes_back(&self) -> bool {
        self.zoomed || self.listed || self.cell.is_some()
    }

    fn acted(&mut self) {
        self.table.acted();
    }

    fn changed(&mut self, desk: &Desk) -> Result<(), Error> {
        self.heat.changed();
        self.table.refresh(desk)
    }

    fn told(&mut self, told: &mut Told, _: &Desk) -> Result<Effects, Error> {
        let _ = self.heat.told(told) || self.table.told(told);
        Ok(Effects::new())
    }

    fn rested(&mut self, desk: &Desk) -> Result<(), Error> {
        self.heat.ask(desk)?;
        self.table.ask(desk);
        Ok(())
    }

    fn waits_for_rest(&self) -> bool {
        self.heat.asks() || self.table.asks()
    }

    fn select(&mut self, record: RecordId, desk: &Desk) -> Result<Effects, Error> {
        self.table.select(record, desk)?;
        Ok(Effects::new())
    }

    fn is_fresh(&self) -> bool {
        self.listed || self.heat.is_fresh()
    }

    fn subjects(&self) -> Vec<&Record> {
        self.table.selected().filter(|_| self.listed).into_iter().collect()
    }

    fn register(&self) -> Option<&'static Register> {
        Some(&risk::REGISTER)
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, _: &Desk) {
        let rows = |height| self.heat.rows(area.width.saturating_sub(4), height) + 2;
        let [map, list] = if self.zoomed {
            let none = Rect { height: 0, ..area };
            if self.listed { [none, area] } else { [area, none] }
        } else if area.width >= WIDE && area.height >= 16 {
            Layout::vertical([Constraint::Length(rows(area.height)), Constraint::Fill(1)]).areas(area)
        } else {
            Layout::vertical([Constraint::Length(rows(0)), Constraint::Fill(1)]).areas(area)
        };
        if map.height > 2 {
            let title = format!("Heat map · {}", self.heat.basis.label());
            let inner = canvas.pane(map, Pane { title: &title, note: &self.heat.note(), focused: !self.listed });
            let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
            self.heat.draw(canvas, inner, self.cell.filter(|_| !self.listed));
        }
        if list.height > 2 {
            let title = match self.cell {
                Some((likelihood, impact)) => {
                    format!("{}, {}", Likelihood::ALL[likelihood].label(), Impact::ALL[impact].label())
                }
                None => "All risks".to_owned(),
            };
            let inner = canvas.pane(list, Pane { title: &title, note: &self.table.note(), focused: self.listed });
            if self.table.is_empty() {
                let words = if self.cell.is_some() { "None." } else { "No risks yet. Press a to add the first one." };
                canvas.put(inner.x + 2, inner.y, inner.width.saturating_sub(2), words, Role::Quiet);
            } else {
                self.table.draw(canvas, inner, &HashSet::new(), self.listed);
            }
        }
    }
}
