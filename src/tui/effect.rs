//! What screens ask for. Only the app carries it out: a screen changes nothing but itself.

use std::any::Any;
use std::fmt;
use std::rc::Rc;

use crate::domain::identity::{RecordId, Sequence};
use crate::domain::register::Register;
use crate::store::error::Conflict;
use crate::store::local::{Draft, DraftId, HeldDraft};
use crate::store::{Error, Proposal, View};
use crate::workflow::operation::{Given, Operation, Subject};

use super::awaited::Awaited;
use super::command::Command;
use super::desk::Desk;
use super::destination::Destination;
use super::layer::Layer;
use super::settings::Settings;
use super::theme::{Look, Role};

/// Something that a screen asks for.
#[derive(Debug)]
pub enum Effect {
    /// Lay a screen on top.
    Open(Layer),
    /// Take the topmost screen away.
    Close,
    /// Lay the screen of a place on top.
    Visit(Destination),
    /// Show the screen of a place above the overview, in place of whatever is there.
    Go(Destination),
    /// Take the topmost screen away and tell the one below what was chosen on it.
    Answer(Box<Answer>),
    /// The place to which a line of this screen leads. The screen stays below where something opens there, to come back to.
    Lead(Box<Answer>),
    /// Write; the topmost screen is told of a refusal.
    Submit(Box<Submission>),
    Notify(Notice),
    /// Go on once something is read; keys that follow wait meanwhile.
    Await(Awaited),
    /// A transaction was written on another way than by submitting it: it belongs to this run.
    Written(Sequence),
    /// Send a text to the terminal's clipboard; the words say what it is.
    Copy {
        text: String,
        what: String,
    },
    /// Do what a command does on the topmost screen.
    Run(Command),
    /// Begin an operation of the topmost screen, in one of its ways.
    Operate(&'static Operation, usize),
    /// Begin an operation in one of its ways, done to this.
    OperateOn(&'static Operation, usize, Subject),
    /// Do an operation to this with what was said where something else asked than a form.
    OperateWith(&'static Operation, Subject, Vec<Given>),
    /// Throw away the draft of the form on top, and the form with it.
    Discard(DraftId),
    /// Throw a draft away that no form has open.
    Forget(DraftId),
    /// End the session that has a draft open, and go on with it here.
    TakeOver(Box<HeldDraft>),
    Settings(Settings),
    /// Act as this person.
    Act(RecordId),
    Suspend,
    Redraw,
    Quit,
}

/// Effects, in their order.
pub type Effects = Vec<Effect>;

/// Something to be written.
#[derive(Debug)]
pub struct Submission {
    pub proposal: Proposal,
    /// Whether the topmost screen closes when it is written; it stays as it is where that is refused.
    pub closes: bool,
    /// What is said when it is written; the journal's own words where nothing is.
    pub says: Option<String>,
    /// The operation that it is, and what it is done to.
    pub does: Option<(&'static Operation, Subject)>,
    /// The way in which it was done at once, where it is written out anew when others commit in between.
    pub again: Option<usize>,
}

impl Submission {
    /// A proposal that is written beside whatever is on the screen.
    pub fn of(proposal: Proposal) -> Self {
        Self { proposal, closes: false, says: None, does: None, again: None }
    }
}

/// What was chosen.
#[derive(Debug, Clone)]
pub enum Answer {
    Command(Command),
    Register(&'static Register),
    /// A filter as it is typed, and the order that was kept with it.
    Filter(String, Option<String>),
    SaveFilter,
    /// A command that was offered for these records.
    CommandFor(Command, Vec<RecordId>),
    /// An operation that was offered, in one of its ways, done to this.
    Operation(&'static Operation, usize, Subject),
    Record(RecordId),
    Person(RecordId),
    Draft(Draft),
    /// Go on without the drafts that were offered.
    Afresh,
    Settings(Settings),
    /// How a conflict was settled: for each field, whether ours stands.
    Resolved(Conflict, Vec<bool>),
    /// Go to a field that a refusal names.
    Field(&'static str),
    /// Go to a record that a refusal names.
    Lead(RecordId),
    /// Something that only the screen that offered it understands.
    Own(Own),
    /// Something that says itself what comes of it, whichever screen offered it.
    Does(Does),
    /// An offer was removed from a chooser.
    Removed(Box<Answer>),
}

/// An answer of a screen's own kind.
#[derive(Debug, Clone)]
pub struct Own(Rc<dyn Any>);

/// An answer that says what comes of it.
#[derive(Clone)]
pub struct Does(Rc<Consequence>);

type Consequence = dyn Fn(&Desk) -> Result<Effects, Error>;

impl fmt::Debug for Does {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("Does")
    }
}

impl Does {
    /// What comes of it.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub fn effects(&self, desk: &Desk) -> Result<Effects, Error> {
        (self.0)(desk)
    }
}

impl Answer {
    /// An answer that only the screen that offers it understands.
    pub fn own(answer: impl Any) -> Self {
        Self::Own(Own(Rc::new(answer)))
    }

    /// The answer of a screen's own kind, where it is one.
    pub fn to<T: Any + Clone>(&self) -> Option<T> {
        match self {
            Self::Own(Own(answer)) => answer.downcast_ref::<T>().cloned(),
            _ => None,
        }
    }

    /// An answer that says itself what comes of it.
    pub fn does(effects: impl Fn(&Desk) -> Result<Effects, Error> + 'static) -> Self {
        Self::Does(Does(Rc::new(effects)))
    }
}

/// How a notice is to be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    Good,
    Plain,
    Watch,
    Bad,
}

impl Weight {
    /// Its sign, and the role of that.
    pub fn sign(self, look: Look) -> (&'static str, Role) {
        match self {
            Self::Good => (look.sign("✓", "+"), Role::Good),
            Self::Plain => (look.sign("●", "o"), Role::Accent),
            Self::Watch => (look.sign("▲", "^"), Role::Watch),
            Self::Bad => (look.bad(), Role::Bad),
        }
    }
}

/// A line that tells what happened, and asks for nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub weight: Weight,
    pub text: String,
    /// How much of what was typed behind it was not taken.
    pub behind: Option<String>,
}

impl Notice {
    /// Something was done.
    pub fn good(text: impl Into<String>) -> Self {
        Self { weight: Weight::Good, text: text.into(), behind: None }
    }

    /// Something to know.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { weight: Weight::Plain, text: text.into(), behind: None }
    }

    /// Something could not be done as asked.
    pub fn watch(text: impl Into<String>) -> Self {
        Self { weight: Weight::Watch, text: text.into(), behind: None }
    }

    /// Something went wrong.
    pub fn bad(text: impl Into<String>) -> Self {
        Self { weight: Weight::Bad, text: text.into(), behind: None }
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str(&self.text)?;
        self.behind.iter().try_for_each(|behind| write!(formatter, " · {behind}"))
    }
}

impl From<Notice> for Effects {
    fn from(notice: Notice) -> Self {
        vec![Effect::Notify(notice)]
    }
}

/// Goes on with the answer to a question, once it is read behind the screen.
pub fn read<T: Send + 'static>(
    desk: &Desk,
    question: impl FnOnce(View) -> Result<T, Error> + Send + 'static,
    then: impl FnOnce(T, &Desk) -> Result<Effects, Error> + 'static,
) -> Effects {
    vec![Effect::Await(Awaited::ask(desk, question, then))]
}

/// Lays a screen on top.
pub fn open(layer: impl Into<Layer>) -> Effects {
    vec![Effect::Open(layer.into())]
}
