//! A screen of sheets, each a tab.

use ratatui::layout::Rect;

use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::store::Error;
use crate::tui::canvas::{Canvas, Pane};
use crate::tui::command::{Command, Doing, Scope};
use crate::tui::desk::Desk;
use crate::tui::destination::Destination;
use crate::tui::effect::{Effect, Effects, open};
use crate::tui::layer::{Screen, subject_among};
use crate::tui::scroll::Step;
use crate::tui::theme::Role;
use crate::tui::told::Told;
use crate::workflow::operation::{Operation, Subject};
use crate::workflow::reading::{Reading, Wanted};

use super::super::acting;
use super::pane::SheetPane;
use super::written;

/// Sheets, one of which is shown.
#[derive(Debug)]
pub struct SheetView {
    shown: SheetPane,
    /// The others, the next one first.
    others: Vec<SheetPane>,
}

impl SheetView {
    /// A sheet, and others beside it that are wanted alike.
    pub fn open(reading: &'static Reading, others: &[&'static Reading], wanted: Wanted) -> Self {
        let others = others.iter().map(|other| SheetPane::new(other, wanted.clone())).collect();
        Self { shown: SheetPane::new(reading, wanted), others }
    }
}

impl Screen for SheetView {
    fn name(&self) -> String {
        self.shown.reading.title.to_owned()
    }

    fn scopes(&self) -> &'static [Scope] {
        match self.shown.is_tiled() {
            true => &[Scope::Sheet, Scope::Map, Scope::Record, Scope::Rows, Scope::Everywhere],
            false => &[Scope::Sheet, Scope::Record, Scope::Rows, Scope::Everywhere],
        }
    }

    fn footer(&self) -> &'static [Command] {
        use Command::{
            Add, AllBehind, Back, CellLeft, CellRight, Down, Edit, FollowLine, Help, Note, OtherSheet, PageDown,
            Palette, Sheets, WriteSheet,
        };
        match (self.shown.is_tiled(), self.others.is_empty()) {
            (true, _) => {
                &[FollowLine, Sheets, Edit, Add, Note, CellLeft, CellRight, AllBehind, WriteSheet, Palette, Help]
            }
            (_, true) => &[FollowLine, AllBehind, WriteSheet, Down, PageDown, Back, Palette, Help],
            (_, false) => &[OtherSheet, FollowLine, AllBehind, WriteSheet, Down, PageDown, Back, Palette, Help],
        }
    }

    fn offers(&self) -> Vec<Doing> {
        let own = Scope::Sheet.operations().iter().filter(|one| one.register == Some(self.shown.reading.register));
        let mut offers: Vec<_> = Doing::commands(self.footer()).collect();
        offers.splice(1..1, own.map(|operation| Doing::usual(operation)));
        offers
    }

    fn subject(&self, operation: &'static Operation) -> Result<Subject, String> {
        let whole = self.shown.record().filter(|_| operation.register == Some(self.shown.reading.register));
        match (subject_among(operation, &self.subjects()), whole) {
            (Err(_), Some(record)) => Ok(Subject::of(record)),
            (found, _) => found,
        }
    }

    fn unavailable(&self, command: Command, desk: &Desk) -> Option<String> {
        match command {
            Command::OtherSheet if self.others.is_empty() => Some("There is no other sheet here".to_owned()),
            Command::WriteSheet => self.shown.sheet().is_none().then(|| "It is not read yet".to_owned()),
            Command::FollowLine => self.shown.unled(),
            other => acting::unavailable(other, &self.subjects(), self.register(), desk),
        }
    }

    fn run(&mut self, command: Command, desk: &Desk) -> Result<Effects, Error> {
        if let Some(step) = Step::of(command) {
            self.shown.step(step);
            return Ok(Effects::new());
        }
        match command {
            Command::OtherSheet if !self.others.is_empty() => {
                let next = self.others.remove(0);
                self.others.push(std::mem::replace(&mut self.shown, next));
            }
            Command::FollowLine => return Ok(self.shown.follow()),
            Command::CellLeft | Command::CellRight => self.shown.aside(command == Command::CellLeft),
            Command::AllBehind => {
                return Ok(vec![Effect::Visit(match self.shown.record() {
                    Some(record) => Destination::Whole(record),
                    None => Destination::List(self.shown.reading.register, String::new()),
                })]);
            }
            Command::WriteSheet => {
                let Some((sheet, wanted)) = self.shown.sheet() else { return Ok(Effects::new()) };
                return Ok(open(written::chooser(self.shown.reading, sheet, wanted)));
            }
            Command::OtherSheet => {}
            other => return acting::run(other, &self.subjects(), self.register(), desk),
        }
        Ok(Effects::new())
    }

    fn select(&mut self, record: RecordId, _: &Desk) -> Result<Effects, Error> {
        self.shown.select(record);
        Ok(Effects::new())
    }

    fn subjects(&self) -> Vec<&Record> {
        self.shown.selected().into_iter().collect()
    }

    fn register(&self) -> Option<&'static Register> {
        Some(self.shown.reading.register)
    }

    fn changed(&mut self, _: &Desk) -> Result<(), Error> {
        self.shown.stale();
        self.others.iter_mut().for_each(SheetPane::stale);
        Ok(())
    }

    fn told(&mut self, told: &mut Told, _: &Desk) -> Result<Effects, Error> {
        let mut panes = std::iter::once(&mut self.shown).chain(&mut self.others);
        panes.any(|pane| pane.told(told));
        Ok(Effects::new())
    }

    fn rested(&mut self, desk: &Desk) -> Result<(), Error> {
        self.shown.ask(desk);
        Ok(())
    }

    fn waits_for_rest(&self) -> bool {
        self.shown.asks()
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, _: &Desk) {
        let pane = &self.shown;
        let inner = canvas.pane(area, Pane { title: pane.reading.title, note: pane.note(), focused: true });
        let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
        pane.draw(canvas, inner, true);
        if pane.more_below() {
            let line = Rect { x: area.x + 1, width: area.width.saturating_sub(3), ..area };
            canvas.right(line, area.bottom() - 1, " more below ", Role::Quiet);
        }
    }
}
