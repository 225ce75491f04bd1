//! What every pane of a place can do, whatever it shows.

use std::fmt;

use ratatui::layout::Rect;

use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::store::Error;
use crate::tui::canvas::Canvas;
use crate::tui::desk::Desk;
use crate::tui::destination::Destination;
use crate::tui::scroll::Step;
use crate::tui::told::Told;

use super::super::sheet::pane::SheetPane;

/// A pane of a place.
pub trait PaneView: fmt::Debug {
    /// What stands in its border, and beside its name where only that is shown.
    fn title(&self) -> &str;

    /// What is said of it as a whole, at the right of its border.
    fn note(&self) -> String;

    /// What it comes to, beside its name.
    fn short(&self) -> String {
        String::new()
    }

    /// The register to which a record would be added.
    fn register(&self) -> &'static Register;

    /// The record that commands mean.
    fn selected(&self) -> Option<&Record>;

    /// Reads whole what can be acted on, once it is in focus.
    fn attend(&mut self, _desk: &Desk) -> Result<(), Error> {
        Ok(())
    }

    /// Moves its cursor.
    fn step(&mut self, step: Step, desk: &Desk) -> Result<(), Error>;

    /// The sheet that it is: its lines lead somewhere of themselves.
    fn as_sheet(&self) -> Option<&SheetPane> {
        None
    }

    /// Moves its cursor to what stands before it in a row, or after it.
    fn aside(&mut self, _back: bool) {}

    /// Where it is shown whole.
    fn whole(&self) -> Destination;

    /// The file has changed.
    fn changed(&mut self, desk: &Desk) -> Result<(), Error>;

    /// Whether something is to be asked in the background.
    fn asks(&self) -> bool;

    fn ask(&mut self, desk: &Desk) -> Result<(), Error>;

    /// Takes an answer where it is its own; says whether it was.
    fn told(&mut self, told: &mut Told, desk: &Desk) -> Result<bool, Error>;

    /// Puts the cursor on a record, where it is shown.
    fn select(&mut self, _record: RecordId, _desk: &Desk) -> Result<(), Error> {
        Ok(())
    }

    /// Whether there is more of it below.
    fn more_below(&self) -> bool {
        false
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, focused: bool);
}
