//! What every pane of a place can do, whatever it shows.

use std::fmt;

use ratatui::layout::Rect;

use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::store::{Error, View};
use crate::tui::canvas::Canvas;
use crate::tui::command::{Command, Doing};
use crate::tui::desk::Desk;
use crate::tui::destination::Destination;
use crate::tui::effect::Effects;
use crate::tui::scroll::Step;
use crate::tui::told::Told;
use crate::workflow::operation::{Operation, Subject};
use crate::workflow::place::Spot;

use super::super::detail::Item;
use super::super::sheet::pane::SheetPane;

/// A pane of a place.
pub trait PaneView: fmt::Debug {
    /// What stands in its border, and beside its name where only that is shown.
    fn title(&self) -> &str;

    /// What it is called beside other tabs.
    fn tab(&self) -> String {
        self.title().to_owned()
    }

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

    /// Whether there is nothing in it to be selected.
    fn is_empty(&self) -> bool {
        false
    }

    /// What is said of what is selected, under its name.
    fn beside(&self, _view: View) -> Result<(String, Vec<Item>), Error> {
        Ok(Default::default())
    }

    /// Shows what belongs to the record that is chosen, which may be the same as before; says whether it shows nothing else.
    fn follow(&mut self, _chosen: Option<&Record>, _desk: &Desk) -> Result<bool, Error> {
        Ok(false)
    }

    /// Where its own keys mean something.
    fn spot(&self) -> Option<&'static Spot> {
        None
    }

    /// What matters in it, for the bottom line, where it knows that itself.
    fn offers(&self) -> Option<Vec<Doing>> {
        None
    }

    /// What an operation would be done to, where it knows that itself.
    fn subject(&self, _operation: &'static Operation) -> Option<Result<Subject, String>> {
        None
    }

    /// An operation begins; says whether what comes of it is shown here.
    fn begins(&mut self, _operation: &'static Operation) -> bool {
        false
    }

    /// An operation is done, and changed something or not.
    fn did(&mut self, _operation: &'static Operation, _changed: bool, _desk: &Desk) -> Result<(), Error> {
        Ok(())
    }

    /// Why a command of its own can't be used now.
    fn unavailable(&self, _command: Command, _desk: &Desk) -> Option<String> {
        None
    }

    /// Does what a command of its own means; `None` where it is none of them.
    fn run(&mut self, _command: Command, _desk: &Desk) -> Result<Option<Effects>, Error> {
        Ok(None)
    }

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

    /// Something was done here: once its rows are read anew, the cursor is on what is to be done next.
    fn acted(&mut self) {}

    /// Whether something is to be asked in the background.
    fn asks(&self) -> bool;

    fn ask(&mut self, desk: &Desk) -> Result<(), Error>;

    /// Whether its rows are read from the file as it stands.
    fn is_fresh(&self) -> bool {
        true
    }

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
