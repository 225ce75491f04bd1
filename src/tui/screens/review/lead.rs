//! The lines of a review's panes: what a pane shows, and where each of its lines leads.

use crate::domain::agenda_item::{AgendaItem, Input};
use crate::domain::decision::Decision;
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::review::ReviewField;
use crate::tui::screens::detail::{Item, Mark, line};
use crate::tui::screens::lines::Lines;
use crate::workflow::operation::Operation;
use crate::workflow::review::Proceedings;

/// What a pane shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Agenda,
    /// What is ready, or what the minutes still need.
    State,
    Input,
    Decisions,
    Actions,
}

/// Where a line leads.
#[derive(Debug, Clone)]
pub enum Lead {
    Nothing,
    Record(Box<Record>),
    List(&'static Register, String),
    /// A field of a record, where it is put right.
    Field(Box<Record>, &'static str),
    /// A place that a rule names.
    Place(&'static str),
    Operation(&'static Operation, usize),
    Steps,
    /// The item itself: it is taken up, or ends.
    Item(Box<Record>),
    /// The lists of what is counted.
    Counts,
    /// What is as it should be.
    Unfold,
    /// The restricted notes.
    Restricted,
}

impl Lead {
    /// The record that it is about.
    pub fn record(&self) -> Option<&Record> {
        match self {
            Self::Record(record) | Self::Item(record) | Self::Field(record, _) => Some(record),
            _ => None,
        }
    }
}

/// A pane with its lines.
#[derive(Debug)]
pub struct Pane {
    pub kind: Kind,
    pub lines: Lines,
    pub leads: Vec<Lead>,
}

/// Lines being gathered, each with where it leads.
#[derive(Default)]
pub struct Gathered {
    pub items: Vec<Item>,
    pub leads: Vec<Lead>,
}

impl Gathered {
    pub fn add(&mut self, label: impl Into<String>, text: impl Into<String>, mark: Mark, lead: Lead) {
        self.items.push(line(label, text, mark));
        self.leads.push(lead);
    }

    pub fn record(&mut self, record: &Record, text: impl Into<String>, mark: Mark) {
        self.add(record.reference().to_string(), text, mark, Lead::Record(Box::new(record.clone())));
    }
}

/// The field of the review of this name, for lines that lead to it.
pub fn review_field(field: ReviewField) -> Lead {
    Lead::Place(field.name().as_str())
}

/// The decisions under an item, and those under none while the conclusion is shown; all of them once the meeting is
/// over.
pub fn decisions(proceedings: &Proceedings, item: Option<RecordId>) -> impl Iterator<Item = &Record> {
    let concludes = item
        .and_then(|id| proceedings.item(id))
        .is_some_and(|item| AgendaItem(item).input() == Some(Input::Conclusion));
    let over = proceedings.state().is_over();
    proceedings.decisions.iter().filter(move |one| {
        let of = Decision(one).item();
        over || of == item || (concludes && of.is_none())
    })
}
