//! The risks at a glance: their heat map, and below it the list with the highest first.

use ratatui::layout::Rect;

use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::risk::REGISTER;
use crate::store::Error;
use crate::store::list::Query;
use crate::tui::canvas::Canvas;
use crate::tui::desk::Desk;
use crate::tui::destination::Destination;
use crate::tui::scroll::Step;
use crate::tui::told::Told;
use crate::workflow::risks::RISKS;

use super::super::filters;
use super::super::heat_map::Heat;
use super::super::place::pane::PaneView;
use super::super::place::records::{Pressing, nothing, rows};
use super::super::table::RecordTable;

/// The risks.
#[derive(Debug)]
pub struct Risks {
    heat: Heat,
    table: RecordTable,
    pressing: Pressing,
}

impl Risks {
    pub fn open(desk: &Desk) -> Result<Self, Error> {
        let query = filters::query(&REGISTER, &filters::home(&REGISTER), "-level", desk)?;
        let query = query.unwrap_or_else(|| Query::new(&REGISTER));
        // What is late of them is told by the level and the day of each.
        let pressing = Pressing::of(&REGISTER, false, desk)?;
        Ok(Self { heat: Heat::default(), table: RecordTable::glance(query, desk)?, pressing })
    }
}

impl PaneView for Risks {
    fn title(&self) -> &'static str {
        RISKS.title
    }

    fn note(&self) -> String {
        self.pressing.before(self.heat.note())
    }

    fn register(&self) -> &'static Register {
        &REGISTER
    }

    fn selected(&self) -> Option<&Record> {
        self.table.selected()
    }

    fn attend(&mut self, desk: &Desk) -> Result<(), Error> {
        self.table.attend(desk)
    }

    fn step(&mut self, step: Step, desk: &Desk) -> Result<(), Error> {
        self.table.step(step, desk)
    }

    fn whole(&self) -> Destination {
        Destination::Place(&RISKS)
    }

    fn acted(&mut self) {
        self.table.acted();
    }

    fn changed(&mut self, desk: &Desk) -> Result<(), Error> {
        self.pressing.changed();
        self.heat.changed();
        self.table.refresh(desk)
    }

    fn asks(&self) -> bool {
        self.pressing.asks() || self.heat.asks() || self.table.asks()
    }

    fn ask(&mut self, desk: &Desk) -> Result<(), Error> {
        self.pressing.ask(desk);
        self.heat.ask(desk)?;
        self.table.ask(desk);
        Ok(())
    }

    fn told(&mut self, told: &mut Told, _: &Desk) -> Result<bool, Error> {
        Ok(self.pressing.told(told) || self.heat.told(told) || self.table.told(told))
    }

    fn select(&mut self, record: RecordId, desk: &Desk) -> Result<(), Error> {
        self.table.select(record, desk)
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, focused: bool) {
        if self.table.is_empty() {
            let words = if focused { "No risks yet. Press a to add the first one." } else { "None." };
            nothing(canvas, area, words, focused);
        } else if area.height >= 11 && area.width >= 30 {
            let map = Rect { x: area.x + 2, width: area.width - 2, height: 6, ..area };
            self.heat.draw(canvas, map, None);
            rows(&self.table, canvas, Rect { y: area.y + 7, height: area.height - 7, ..area }, focused);
        } else {
            rows(&self.table, canvas, area, focused);
        }
    }
}
