//! Today, for whoever sits at the terminal: what the clock is set for, what must be looked at, what waits for them, what is
//! theirs, who else is late, and what others did meanwhile. What each feature adds, it declares itself.

pub mod aspect;
pub mod gathered;
pub mod offered;
pub mod operations;
mod others;
mod own;
mod placed;
pub mod queue;
pub mod sheet;
pub mod source;

use crate::domain::deadline::Deadline;
use crate::domain::identity::RecordId;
use crate::domain::record::Record;

use super::feature::Feature;
use super::place::{Pane, Place};

pub use gathered::{Horizon, Part, Today, today};
pub use offered::{goes_on, onward};
pub use sheet::TODAY;
pub use source::Which;

use offered::Step;
use source::{Look, Said};

/// What is to be dealt with.
pub static FEATURE: Feature = Feature {
    operations: operations::ALL,
    readings: &[&sheet::TODAY],
    places: &[&TRIAGE],
    today: own::SOURCES,
    ..Feature::PLAIN
};

/// What there is to do.
pub static TRIAGE: Place = Place {
    keys: &["0"],
    panes: &[Pane::Special("today")],
    spot: Some(&operations::ON_TODAY),
    ..Place::new(
        "today",
        "To do today",
        "What the clock is set for, what must be looked at, what waits for you, what is yours",
    )
};

/// Days that are looked ahead where nobody says otherwise.
pub const DAYS: u64 = 7;

/// How many of a part are shown where nobody says how many.
pub const SHOWN: usize = 25;

/// A line of Today.
#[derive(Debug, Clone)]
pub struct Matter {
    pub record: Record,
    /// The source that it comes from.
    pub source: &'static str,
    /// What it is about, where that is not the record's title.
    pub what: Option<String>,
    /// Why it is there, in a word or two.
    pub why: String,
    pub grave: bool,
    /// Who answers for it.
    pub owner: Option<RecordId>,
    /// How its day lies, where one runs; negative once it is late.
    pub left: Option<i64>,
    /// For how many days it waits, where that is told.
    pub waits: Option<i64>,
    /// The step that comes next.
    pub step: Option<Step>,
    /// What stands against going on, where something does.
    pub why_not: Option<String>,
    /// The action by which it is done this time, where it comes round and that was recorded.
    pub task: Option<Record>,
    /// How often somebody was reminded of it.
    pub reminded: usize,
}

impl Matter {
    /// A record that is there for what is said of it. What comes next is not asked yet.
    fn of(look: &Look, record: Record, source: &'static str, said: Said) -> Self {
        let own = record.register.responsible().and_then(|field| record.link(record.register.position(field.name)?));
        let day = said.day.map(|day| day.signed_duration_since(look.today).num_days());
        let left = day.or_else(|| Deadline::of(&record, look.today).map(|deadline| deadline.left));
        Self {
            source,
            what: said.what,
            why: said.why,
            grave: said.grave,
            owner: said.owner.or(own),
            left,
            waits: said.since.map(|since| look.today.signed_duration_since(since).num_days()),
            step: said.step,
            why_not: None,
            task: None,
            reminded: 0,
            record,
        }
    }

    /// What it is about.
    pub fn what(&self) -> &str {
        self.what.as_deref().unwrap_or_else(|| self.record.title())
    }

    /// Whether it is to be taken as bad: graver than that its day has passed, or late.
    pub fn is_bad(&self) -> bool {
        self.grave || self.is_late()
    }

    /// Whether its day has passed.
    pub fn is_late(&self) -> bool {
        self.left.is_some_and(|left| left < 0)
    }
}
