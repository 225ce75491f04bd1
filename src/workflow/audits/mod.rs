//! Audits (9.2): the universe and what is chosen from it, the checklist and its answers, what is raised from findings,
//! and what has been audited at all.

mod beside;
pub mod check;
pub mod checklist;
mod conformity;
pub mod coverage;
pub mod drawing;
mod earlier;
pub mod operations;
pub mod raise;
pub mod rehearsed;
mod report;
mod rest;
pub mod results;
pub mod universe;

use chrono::NaiveDate;

use crate::domain::audit::{self, Audit, AuditField, State};
use crate::domain::audit_programme;
use crate::domain::checklist_item::{self, ChecklistItemField};
use crate::domain::field::Field;
use crate::domain::finding::{self, FindingField};
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::transaction::FieldChange;
use crate::domain::value::Value;
use crate::store::list::{Filter, Order, Query};
use crate::store::{Error, View};
use crate::workflow::feature::Feature;
use crate::workflow::place::{Chosen, Layout, Listed, Pane, Place};
use crate::workflow::reading::Wanted;

pub use report::REPORT;

/// Internal audits.
pub static FEATURE: Feature = Feature {
    operations: operations::ALL,
    readings: &[&coverage::READING, &check::CHECK, &checklist::LIST, &REPORT],
    places: &[&AUDITS],
    checks: &[&conformity::AUDITED],
    today: &[&conformity::CERTIFICATION],
};

/// Audits, planned and held: the programmes, the audits, the checklist that is answered while people are asked, the
/// findings, and what was audited at all. The checklist and the findings are those of the audit that is chosen.
pub static AUDITS: Place = Place {
    keys: &["6"],
    layout: Layout::Beside,
    panes: &[
        Pane::Records(Listed {
            tab: "Programme",
            order: "-starts_on",
            nothing: "No audit programme yet. a adds one; d then chooses its areas from the audit universe, which is a \
                      register of its own (8, audit areas).",
            beside: beside::programme,
            ..Listed::new("Audit programmes", &audit_programme::REGISTER)
        }),
        Pane::Records(Listed {
            order: "-starts_on",
            nothing: "No audit yet. a adds one: what it is to find out, against what, by whom. C then makes its checklist.",
            ..Listed::new("Audits", &audit::REGISTER)
        }),
        Pane::Special("checklist"),
        Pane::Records(Listed {
            filter: |audit| format!("audit={}", audit.map_or(String::new(), |audit| audit.reference().to_string())),
            nothing: "No findings. On the checklist, f makes the finding of an item that was answered; a adds one without.",
            beside: beside::finding,
            ..Listed::new("Findings", &finding::REGISTER)
        }),
        Pane::Sheet {
            reading: &coverage::READING,
            wanted: |_, audit| {
                Ok(Ok(Wanted { within: audit.and_then(|audit| Audit(audit).programme()), ..Wanted::default() }))
            },
        },
    ],
    spot: Some(&operations::ON_AUDITS),
    meant: current,
    chosen: Some(Chosen {
        pane: 1,
        first: |audit| if Audit(audit).state() == Some(State::Underway) { 2 } else { 1 },
        day: |audit| day(Audit(audit)),
        report: &REPORT,
    }),
    ..Place::new("audits", "Audits", "Audits, planned and held")
};

/// The day by which an audit is placed in time: the last one of what was held, or that of the report where it came before; the
/// first one of what is under way.
pub fn day(audit: Audit) -> Option<NaiveDate> {
    match audit.state() {
        Some(State::Underway | State::Planned) => audit.starts_on().or(audit.ends_on()),
        _ => [audit.ends_on(), audit.reported_on()].into_iter().flatten().min().or(audit.starts_on()),
    }
}

/// The checklist of an audit in its order.
pub fn checklist_of(audit: RecordId) -> Query {
    let filters = vec![Filter::to(ChecklistItemField::Audit.field(), audit)];
    let order = Order { field: Some(ChecklistItemField::Place.field()), descending: false };
    Query { filters, order, ..Query::new(&checklist_item::REGISTER) }
}

/// The findings of an audit, by number.
pub fn findings_of(audit: RecordId) -> Query {
    let filters = vec![Filter::to(FindingField::Audit.field(), audit)];
    Query { filters, ..Query::new(&finding::REGISTER) }
}

/// The audit that people mean when they name none: the one under way that began last, else the next one planned, else
/// the last one that was held.
///
/// # Errors
/// Where the file can't be read.
pub fn current(view: View) -> Result<Option<Record>, Error> {
    let of = |state: State, descending: bool| -> Result<Option<Record>, Error> {
        let filters = vec![Filter::one_of(AuditField::State.field(), &[state.key()])];
        let order = Order { field: Some(AuditField::StartsOn.field()), descending };
        let query = Query { filters, order, limit: Some(1), ..Query::new(&audit::REGISTER) };
        Ok(view.page(&query)?.records.into_iter().next())
    };
    for (state, descending) in [(State::Underway, true), (State::Planned, false), (State::Reported, true)] {
        if let Some(found) = of(state, descending)? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// How much of an audit's checklist is answered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    pub answered: u64,
    pub count: u64,
}

impl Progress {
    /// Counts the items of an audit.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn of(view: View, audit: RecordId) -> Result<Self, Error> {
        let all = checklist_of(audit);
        let mut answered = all.clone();
        answered.filters.push(Filter::Filled(ChecklistItemField::Answer.field()));
        Ok(Self { answered: view.count(&answered)?, count: view.count(&all)? })
    }

    /// `12 of 70 answered`.
    pub fn words(self) -> String {
        format!("{} of {} answered", self.answered, self.count)
    }
}

/// What an edit changes: fields as they stand, and as they shall be. What stands so already is left out.
fn changes(record: &Record, wanted: Vec<(&'static Field, Option<Value>)>) -> Vec<FieldChange> {
    let change = |(field, after): (&'static Field, Option<Value>)| FieldChange {
        field,
        before: record.get(field.name).cloned(),
        after,
    };
    wanted.into_iter().map(change).filter(|change| change.before != change.after).collect()
}

/// A text as a value; none where it says nothing.
fn text(words: &str) -> Option<Value> {
    let words = words.trim();
    (!words.is_empty()).then(|| Value::Text(words.to_owned()))
}
