//! What the program can be woken by.

use std::sync::mpsc::Sender;

use crossterm::event::{KeyEvent, MouseEvent};

use crate::domain::identity::{Hash, RecordId};
use crate::domain::record::Record;
use crate::exchange::import::run::report::Report;
use crate::store::list::Tally;
use crate::store::{Error, Outcome};
use crate::workflow::audits::coverage::Coverage;
use crate::workflow::closure::board::Board;
use crate::workflow::closure::repeats::Proposal;
use crate::workflow::closure::trends::Trends;
use crate::workflow::kpis::Measured;
use crate::workflow::pack::Pack;
use crate::workflow::review::readiness::Ready;
use crate::workflow::today::Today;

use super::desk::Asked;

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
    Told(u64, Told, Asked),
    /// The program was stopped and goes on.
    Continued,
    /// A signal asks the program to end.
    End(i32),
    /// The keyboard is gone.
    InputLost,
}

/// The answer to a question that was asked in the background.
#[derive(Debug)]
pub enum Told {
    Count(Result<u64, Error>),
    Place(RecordId, Result<Option<u64>, Error>),
    Found(Result<Vec<Record>, Error>),
    /// How much of a file was read, in percent.
    Read(u8),
    Hash(Result<Hash, String>),
    /// The pack of a review, and what is ready of it.
    Pack(Result<Box<(Pack, Vec<Ready>)>, Error>),
    /// The review that comes next, with what is ready of it.
    Next(Result<Box<NextReview>, Error>),
    /// What there is to do.
    Today(Result<Box<Today>, Error>),
    /// Where the nonconformities stand.
    Board(Result<Box<Board>, Error>),
    /// What a person is asked to decide about a nonconformity.
    Proposals(Result<Vec<Proposal>, Error>),
    /// The KPIs with what their measurements say.
    Kpis(Result<Vec<Measured>, Error>),
    /// How nonconformities or findings go.
    Trends(Result<Box<Trends>, Error>),
    /// What was audited, and what never.
    Coverage(Result<Box<Coverage>, Error>),
    /// What a table brought in did, or would do.
    Imported(Result<Box<(Option<Outcome>, Report)>, Error>),
    /// How many risks there are of each likelihood and impact, and how many without.
    Risks(Result<(Tally, u64), Error>),
}

/// A review with what is ready of it; none where no review is to come.
pub type NextReview = Option<(Record, Vec<Ready>)>;

/// Where threads leave what happened.
pub type Post = Sender<Event>;
