//! What screens ask for. Only the app carries it out: a screen changes nothing but itself.

use crate::domain::identity::{RecordId, Sequence};
use crate::domain::register::Register;
use crate::domain::state::Move;
use crate::store::Proposal;
use crate::store::error::Conflict;
use crate::store::list::Order;
use crate::store::local::{Draft, DraftId};

use super::command::Command;
use super::layer::Layer;
use super::screens::audits::AuditsAnswer;
use super::screens::import::ImportAnswer;
use super::screens::review::ReviewAnswer;
use super::settings::Settings;

/// Something that a screen asks for.
#[derive(Debug)]
pub enum Effect {
    /// Lay a screen on top.
    Open(Layer),
    /// Take the topmost screen away.
    Close,
    /// Show a screen above the overview, in place of whatever is there.
    Go(Layer),
    /// Take the topmost screen away and tell the one below what was chosen on it.
    Answer(Box<Answer>),
    /// The place to which a line of this screen leads. The screen stays below where something opens there, to come back to.
    Lead(Box<Answer>),
    /// Write; the topmost screen is told of a refusal.
    Submit(Box<Submission>),
    Notify(Notice),
    /// A transaction was written on another way than by submitting it: it belongs to this run.
    Written(Sequence),
    /// Send a text to the terminal's clipboard; the words say what it is.
    Copy {
        text: String,
        what: String,
    },
    /// Do what a command does on the topmost screen.
    Run(Command),
    /// Begin a form that was parked, or another of its kind.
    Resume(Box<Draft>),
    /// Throw away the draft of the form on top, and the form with it.
    Discard(DraftId),
    /// Throw a draft away that no form has open.
    Forget(DraftId),
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
}

/// What was chosen.
#[derive(Debug, Clone)]
pub enum Answer {
    Command(Command),
    Register(&'static Register),
    Order(Order),
    /// A filter as it is typed, and the order that was kept with it.
    Filter(String, Option<String>),
    SaveFilter,
    /// A move of these records.
    Move(&'static Move, Vec<RecordId>),
    /// A command that was offered for these records.
    CommandFor(Command, Vec<RecordId>),
    Record(RecordId),
    Person(RecordId),
    /// Hand what the first person answers for over to the second.
    HandOver(RecordId, RecordId),
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
    /// Something of a management review.
    Review(ReviewAnswer),
    /// Something of an audit.
    Audits(AuditsAnswer),
    /// Something of an import.
    Import(ImportAnswer),
    /// A step of the journal.
    Step(Sequence),
    /// An offer was removed from a chooser.
    Removed(Box<Answer>),
}

/// How a notice is to be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    Good,
    Plain,
    Watch,
    Bad,
}

/// A line that tells what happened, and asks for nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub weight: Weight,
    pub text: String,
}

impl Notice {
    /// Something was done.
    pub fn good(text: impl Into<String>) -> Self {
        Self { weight: Weight::Good, text: text.into() }
    }

    /// Something to know.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { weight: Weight::Plain, text: text.into() }
    }

    /// Something could not be done as asked.
    pub fn watch(text: impl Into<String>) -> Self {
        Self { weight: Weight::Watch, text: text.into() }
    }

    /// Something went wrong.
    pub fn bad(text: impl Into<String>) -> Self {
        Self { weight: Weight::Bad, text: text.into() }
    }
}

impl From<Notice> for Effects {
    fn from(notice: Notice) -> Self {
        vec![Effect::Notify(notice)]
    }
}

/// Lays a screen on top.
pub fn open(layer: impl Into<Layer>) -> Effects {
    vec![Effect::Open(layer.into())]
}
