//! Screens are a stack of layers. Each handles what it knows, says which keys mean something on it, and asks for the rest.

use std::fmt;
use std::time::Duration;

use crossterm::event::KeyEvent;
use ratatui::layout::Rect;

use crate::domain::field::Tone;
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::store::Error;
use crate::workflow::operation::{About, Lent, Operation, Subject};

use super::canvas::Canvas;
use super::command::{Command, Doing, Scope};
use super::desk::Desk;
use super::effect::{Answer, Effects};
use super::keys::Key;
use super::told::Told;

/// What stands in the top line of what goes on in a room, in place of the organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    pub title: String,
    /// The same where something lies above it.
    pub short: String,
    /// How what is told beside it is to be taken.
    pub tone: Tone,
    pub told: String,
    /// What follows that where there is room.
    pub more: String,
    /// As what somebody writes here; nothing where that is not known.
    pub aside: &'static str,
}

/// What every screen can do.
pub trait Screen: fmt::Debug {
    /// What it is called in the top line.
    fn name(&self) -> String;

    /// What its top line says in place of the organisation.
    fn head(&self, _desk: &Desk) -> Option<Head> {
        None
    }

    /// Why it is asked before a key takes it away: what goes on here, or would be lost.
    fn stays(&self) -> Option<String> {
        None
    }

    /// Where its keys are looked up, inner scopes first. A screen that lets nothing else through leaves
    /// [`Scope::Everywhere`] out.
    fn scopes(&self) -> &[Scope];

    /// Whether a text is being typed, so that letters are letters.
    fn typing(&self) -> bool {
        false
    }

    /// What is told about what is selected, whole, where there may be no room for all of it.
    fn explains(&self) -> Option<String> {
        None
    }

    /// Whether a key is part of the text that is typed, and no command.
    fn types(&self, key: Key) -> bool {
        self.typing() && key.types()
    }

    /// Whether a key means what it does on the screen below, to which it goes back.
    fn lets_through(&self, _key: Key) -> bool {
        false
    }

    /// Whether it lies over the screen below, which stays in sight.
    fn floats(&self) -> bool {
        false
    }

    /// Whether it has the whole window: nothing stands around it, and only what was refused is told.
    fn bare(&self) -> bool {
        false
    }

    /// The commands that matter here, for the bottom line.
    fn footer(&self) -> &'static [Command];

    /// What matters here, for the bottom line: the commands, and operations between them where there are some.
    fn offers(&self) -> Vec<Doing> {
        self.footer().iter().copied().map(Doing::Command).collect()
    }

    /// What an operation would be done to, or why there is nothing.
    fn subject(&self, operation: &'static Operation) -> Result<Subject, String> {
        subject_among(operation, &self.subjects())
    }

    /// What it has read already of what operations look at.
    fn lends(&self) -> Option<Lent<'_>> {
        None
    }

    /// What asks in place of the form, or instead of doing it at once: a choice, a roll, another way of doing it.
    fn asks(
        &self,
        _operation: &'static Operation,
        _way: usize,
        _subject: Subject,
        _desk: &Desk,
    ) -> Result<Option<Effects>, Error> {
        Ok(None)
    }

    /// An operation of it begins.
    fn begins(&mut self, _operation: &'static Operation, _desk: &Desk) -> Result<(), Error> {
        Ok(())
    }

    /// An operation of it is done, and changed something or not; what follows.
    fn did(&mut self, _operation: &'static Operation, _changed: bool, _desk: &Desk) -> Result<Effects, Error> {
        Ok(Effects::new())
    }

    /// Why a command can't be used now.
    fn unavailable(&self, _command: Command, _desk: &Desk) -> Option<String> {
        None
    }

    /// Does what a command of its scopes means.
    fn run(&mut self, command: Command, desk: &Desk) -> Result<Effects, Error>;

    /// Takes a key that is no command, while a text is typed.
    fn typed(&mut self, _key: KeyEvent, _desk: &Desk) -> Result<Effects, Error> {
        Ok(Effects::new())
    }

    /// Takes a text that was pasted.
    fn pasted(&mut self, _text: &str, _desk: &Desk) -> Result<Effects, Error> {
        Ok(Effects::new())
    }

    /// Takes a click on a place of the screen.
    fn clicked(&mut self, _column: u16, _row: u16, _desk: &Desk) -> Result<Effects, Error> {
        Ok(Effects::new())
    }

    /// Goes one level back within itself; `None` where there is none, and the screen is to be closed.
    fn back(&mut self, _desk: &Desk) -> Result<Option<Effects>, Error> {
        Ok(None)
    }

    /// Whether there is a level within itself to go back to.
    fn goes_back(&self) -> bool {
        false
    }

    /// Reads anew what it shows: the file has changed, or it comes to light again.
    fn changed(&mut self, _desk: &Desk) -> Result<(), Error> {
        Ok(())
    }

    /// Something was done here: once its rows are read anew, the cursor does not go with what it stood on but is on what is
    /// to be done next.
    fn acted(&mut self) {}

    /// Takes the answer of a screen that lay above.
    fn answered(&mut self, _answer: Answer, _desk: &Desk) -> Result<Effects, Error> {
        Ok(Effects::new())
    }

    /// Takes the answer to a question that was asked in the background, where it asked it.
    fn told(&mut self, _told: &mut Told, _desk: &Desk) -> Result<Effects, Error> {
        Ok(Effects::new())
    }

    /// Shows what can wait until the cursor rests.
    fn rested(&mut self, _desk: &Desk) -> Result<(), Error> {
        Ok(())
    }

    /// Whether something waits for the cursor to rest.
    fn waits_for_rest(&self) -> bool {
        false
    }

    /// Whether its rows are read from the file as it stands. Keys that mean one of them wait until then.
    fn is_fresh(&self) -> bool {
        true
    }

    /// Takes what the store said against what it submitted; hands back what it does not know how to show.
    fn refused(&mut self, error: Error, _desk: &Desk) -> Result<Effects, Error> {
        Err(error)
    }

    /// Puts the cursor on a record that was added, where it is shown.
    fn select(&mut self, _record: RecordId, _desk: &Desk) -> Result<Effects, Error> {
        Ok(Effects::new())
    }

    /// Whether it shows a record, so that it can be led to it.
    fn shows(&self, _record: RecordId) -> bool {
        false
    }

    /// How often it is drawn anew though nothing happens: where it shows a clock that runs.
    fn ticks(&self) -> Option<Duration> {
        None
    }

    /// The record of which it is as a whole, beside what is selected on it.
    fn whole(&self) -> Option<&Record> {
        None
    }

    /// The record that it has open, which others see.
    fn opened(&self) -> Option<RecordId> {
        None
    }

    /// Whether it tells what no longer holds once something is written above it.
    fn is_overtaken(&self) -> bool {
        false
    }

    /// A record that it is about to add and wants to be led to, once that is written.
    fn awaits(&self) -> Option<RecordId> {
        None
    }

    /// What it submitted is written, and it closes; what follows on that.
    fn written(&mut self, _desk: &Desk) -> Result<Effects, Error> {
        Ok(Effects::new())
    }

    /// Whether something is typed that is not saved.
    fn unsaved(&self) -> bool {
        false
    }

    /// Whether saving, which waited for something, is to go on.
    fn goes_on(&self) -> bool {
        false
    }

    /// Whether what is selected can be removed.
    fn removes(&self) -> bool {
        false
    }

    /// It is about to be taken away, whatever stands in it.
    fn closing(&mut self, _desk: &Desk) {}

    /// The records that commands mean: those marked, or the one selected.
    fn subjects(&self) -> Vec<&Record> {
        Vec::new()
    }

    /// The register to which a record would be added.
    fn register(&self) -> Option<&'static Register> {
        self.subjects().first().map(|record| record.register)
    }

    /// Whether it shows what is added to a register, so that the cursor goes there.
    fn holds(&self, register: &'static Register) -> bool {
        self.register() == Some(register)
    }

    /// Draws itself.
    fn draw(&self, canvas: &mut Canvas, area: Rect, desk: &Desk);
}

/// What an operation would be done to where these records are meant, or why it is none of them.
///
/// # Errors
/// What to select first.
pub fn subject_among(operation: &Operation, records: &[&Record]) -> Result<Subject, String> {
    let register = match operation.about {
        About::Record(register) | About::Perhaps(register) | About::Part(register, _) => register,
        About::Records if records.is_empty() => return Err("Nothing is selected".to_owned()),
        About::Records | About::Nothing => return Ok(Subject::default()),
    };
    match records {
        [] => Err("Nothing is selected".to_owned()),
        [one] if one.register == register => Ok(Subject::of(one.id)),
        _ => Err(format!("Select one {} first", register.singular())),
    }
}

/// A screen, whichever it is.
pub type Layer = Box<dyn Screen>;

impl<S: Screen + 'static> From<S> for Layer {
    fn from(screen: S) -> Self {
        Box::new(screen)
    }
}
