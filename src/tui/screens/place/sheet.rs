//! A sheet as a pane of a place. The record to which its selected line leads is what commands mean.

use ratatui::layout::Rect;

use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::spelling::capital;
use crate::store::{Error, View};
use crate::tui::canvas::Canvas;
use crate::tui::desk::Desk;
use crate::tui::destination::Destination;
use crate::tui::scroll::Step;
use crate::tui::told::Told;

use super::super::detail::Item;
use super::super::sheet::pane::SheetPane;
use super::pane::PaneView;

impl PaneView for SheetPane {
    fn title(&self) -> &str {
        // A paper is called as what it tells of.
        let own = self.sheet().map_or("", |(sheet, _)| &sheet.title);
        if self.reading.paper && !own.is_empty() { own } else { self.reading.title }
    }

    fn tab(&self) -> String {
        capital(self.reading.name)
    }

    fn note(&self) -> String {
        self.note().to_owned()
    }

    fn short(&self) -> String {
        self.short().to_owned()
    }

    fn register(&self) -> &'static Register {
        self.reading.register
    }

    fn selected(&self) -> Option<&Record> {
        self.selected()
    }

    fn beside(&self, _: View) -> Result<(String, Vec<Item>), Error> {
        let items = self.detail();
        Ok((items.first().map_or(String::new(), |item| item.label.clone()), items))
    }

    fn follow(&mut self, chosen: Option<&Record>, _: &Desk) -> Result<bool, Error> {
        self.follow_chosen(chosen);
        Ok(false)
    }

    fn step(&mut self, step: Step, _: &Desk) -> Result<(), Error> {
        self.step(step);
        Ok(())
    }

    fn as_sheet(&self) -> Option<&SheetPane> {
        Some(self)
    }

    fn aside(&mut self, back: bool) {
        self.aside(back);
    }

    fn whole(&self) -> Destination {
        match self.record() {
            Some(record) => Destination::Whole(record),
            None => Destination::List(self.reading.register, String::new()),
        }
    }

    fn acted(&mut self) {
        self.acted();
    }

    fn changed(&mut self, _: &Desk) -> Result<(), Error> {
        self.stale();
        Ok(())
    }

    fn asks(&self) -> bool {
        self.asks()
    }

    fn ask(&mut self, desk: &Desk) -> Result<(), Error> {
        self.ask(desk);
        Ok(())
    }

    fn is_fresh(&self) -> bool {
        self.is_fresh()
    }

    fn told(&mut self, told: &mut Told, _: &Desk) -> Result<bool, Error> {
        Ok(self.told(told))
    }

    fn select(&mut self, record: RecordId, _: &Desk) -> Result<(), Error> {
        self.select(record);
        Ok(())
    }

    fn more_below(&self) -> bool {
        self.more_below()
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, focused: bool) {
        let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
        self.draw(canvas, inner, focused);
    }
}
