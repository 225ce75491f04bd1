//! What the program can be woken by.

use std::sync::mpsc::Sender;

use crossterm::event::{KeyEvent, MouseEvent};

use crate::store::{Error, Outcome};

use super::told::Told;

/// Something that happened.
#[derive(Debug)]
pub enum Event {
    Key(KeyEvent),
    Paste(String),
    Mouse(MouseEvent),
    Resize,
    /// What was handed to the writing thread is done, or refused.
    Committed(Result<Outcome, Error>),
    /// Somebody committed to the file.
    FileChanged,
    /// Somebody opened or closed a record, or kept a draft.
    LocalChanged,
    /// A question that was asked in the background is answered.
    Told(Told),
    /// The program was stopped and goes on.
    Continued,
    /// A signal asks the program to end.
    End(i32),
    /// The keyboard is gone.
    InputLost,
}

/// Where threads leave what happened.
pub type Post = Sender<Event>;
