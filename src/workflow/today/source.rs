//! Where the lines of Today come from: each source is declared beside the feature that knows it, and says of the records of
//! a list why they are there.

use std::cell::OnceCell;

use chrono::{Days, NaiveDate};

use crate::domain::deadline;
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::store::list::Query;
use crate::store::{Error, Hearing, View};

use crate::workflow::kpis::Stood;

use super::offered::Step;
use super::queue::Agenda;

/// A part of Today, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Which {
    /// What a day is set for by the law, a certificate, or the next meeting.
    Clock,
    /// What somebody has to look at, whatever its day.
    Look,
    /// What others have done and whoever looks can confirm, verify, judge or approve.
    Waiting,
    /// What whoever looks answers for: late, or due soon.
    Mine,
    /// Who else is late with how much.
    Others,
    /// What others did since whoever looks last did something.
    Since,
}

/// A source of lines.
#[derive(Debug)]
pub struct Source {
    /// By what programs call it, which stays: `majors`.
    pub name: &'static str,
    pub part: Which,
    /// Its place among those of a part that are not put in order by their days: the lower comes first.
    pub rank: u8,
    /// The records that may be meant, the most pressing first.
    pub among: fn(&Look) -> Result<Vec<Query>, Error>,
    /// What is said of one of them; nothing where it is not meant after all.
    pub says: fn(&Look, &Record) -> Result<Option<Said>, Error>,
}

/// What is said of a record.
#[derive(Debug, Clone, Default)]
pub struct Said {
    /// What it is about, where that is not the record's title.
    pub what: Option<String>,
    /// Why it is there, in a word or two: `major`.
    pub why: String,
    /// Whether it is graver than that its day has passed.
    pub grave: bool,
    /// Who answers for that, where it is not who answers for the record.
    pub owner: Option<RecordId>,
    /// The day that is meant, where it is not the record's deadline.
    pub day: Option<NaiveDate>,
    /// Since when it waits, where that is told.
    pub since: Option<NaiveDate>,
    /// What comes next, where it is not the step that the record itself calls for.
    pub step: Option<Step>,
}

/// By what everything is seen.
pub struct Look<'a> {
    pub view: View<'a>,
    /// By which is judged what can be done.
    pub hearing: Hearing<'a>,
    agenda: OnceCell<Agenda<'a>>,
    /// How each KPI stands, once it was asked.
    pub kpis: OnceCell<Vec<Stood>>,
    pub today: NaiveDate,
    /// Whoever looks, where that is somebody of the file.
    pub me: Option<RecordId>,
    /// The last day that is looked ahead to.
    pub until: NaiveDate,
}

impl<'a> Look<'a> {
    /// At a file as it stands today.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn of(view: View<'a>, me: Option<RecordId>, days: u64) -> Result<Self, Error> {
        let today = view.circumstances()?.today();
        Ok(Self {
            view,
            hearing: view.hearing(),
            agenda: OnceCell::new(),
            kpis: OnceCell::new(),
            today,
            me,
            until: until(today, days),
        })
    }

    /// What is to be dealt with today.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn agenda(&self) -> Result<&Agenda<'a>, Error> {
        if let Some(known) = self.agenda.get() {
            return Ok(known);
        }
        let read = Agenda::of(self.view, self.today)?;
        Ok(self.agenda.get_or_init(|| read))
    }

    /// Whether a day has come near enough to be looked at.
    pub fn is_near(&self, day: NaiveDate) -> bool {
        day <= self.until
    }

    /// How a day lies: `12 d late`.
    pub fn lies(&self, day: NaiveDate) -> String {
        deadline::words(day.signed_duration_since(self.today).num_days())
    }
}

/// The last day that is looked ahead to.
pub fn until(today: NaiveDate, days: u64) -> NaiveDate {
    today.checked_add_days(Days::new(days)).unwrap_or(today)
}

impl Said {
    /// Why it is there.
    pub fn why(why: impl Into<String>) -> Self {
        Self { why: why.into(), ..Self::default() }
    }

    /// The same, as something graver than that its day has passed.
    #[must_use]
    pub fn grave(self) -> Self {
        Self { grave: true, ..self }
    }
}

pub use super::own::waits;
