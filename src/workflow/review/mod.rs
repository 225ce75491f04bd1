//! The management review as a procedure: what is done across its registers at each step, from the call to sealed
//! minutes. The command line and the screens propose what is written here, and so write the same records.

pub mod addenda;
pub mod afterwards;
pub mod agenda;
pub mod before;
pub mod call;
pub mod carried;
pub mod changes;
pub mod commentary;
pub mod conclude;
mod conformity;
pub mod considered;
pub mod correct;
pub mod decide;
pub mod due;
pub mod hanging;
pub mod interests;
pub mod invite;
pub mod kept;
pub mod left_behind;
pub mod minutes;
pub mod notice;
pub mod operations;
pub mod papers;
pub mod poll;
pub mod presented;
pub mod proceedings;
pub mod proof;
pub mod readiness;
pub mod room;
pub mod session;
pub mod sheets;
pub mod signing;
pub mod sittings;
pub mod taken_down;
pub mod today;

pub use proceedings::Proceedings;

use crate::domain::identity::RecordId;
use crate::domain::review::{self, Review, State};
use crate::store::list::{Order, Query};
use crate::store::{Error, View};
use crate::workflow::feature::Feature;
use crate::workflow::pack::FIGURES;
use crate::workflow::place::{Pane, Place};

/// Management reviews.
pub static FEATURE: Feature = Feature {
    operations: operations::ALL,
    places: &[&REVIEW],
    readings: &[&sheets::READINESS, &sheets::AGENDA, &sheets::ROLL, &FIGURES, &changes::CHANGES],
    checks: &[&conformity::HELD, &conformity::CARRIED_OUT],
    today: today::SOURCES,
};

/// The management review.
pub static REVIEW: Place = Place {
    keys: &["2"],
    panes: &[Pane::Special("review")],
    spot: Some(&operations::ON_REVIEW),
    ..Place::new("review", "Review", "The management review: prepared, held, minuted")
};

/// The review that people mean when they name none: the one that is running, or else the one that is prepared next, or
/// else the last whose minutes are not sealed.
///
/// # Errors
/// Where the file can't be read.
pub fn current(view: View) -> Result<Option<RecordId>, Error> {
    let order = Order { field: None, descending: true };
    let reviews = view.page(&Query { order, ..Query::new(&review::REGISTER) })?.records;
    let state = |record| Review(record).state();
    let running = reviews.iter().find(|record| state(record).is_some_and(State::is_running));
    let over = reviews.iter().find(|record| state(record).is_some_and(|state| state.is_over() && !state.is_final()));
    let prepared = reviews
        .iter()
        .filter(|record| state(record).is_some_and(State::is_before))
        .min_by_key(|record| Review(record).date().unwrap_or(chrono::NaiveDate::MAX));
    Ok(running.or(over).or(prepared).map(|record| record.id))
}

/// The meeting that is prepared next, but for one.
///
/// # Errors
/// Where the file can't be read.
pub fn next(view: View, except: RecordId) -> Result<Option<RecordId>, Error> {
    let reviews = view.page(&Query::new(&review::REGISTER))?.records;
    let prepared = reviews.iter().filter(|one| one.id != except && Review(one).state().is_some_and(State::is_before));
    let next = prepared.min_by_key(|one| (Review(one).date().unwrap_or(chrono::NaiveDate::MAX), one.number));
    Ok(next.map(|record| record.id))
}

/// The review of the latest day, whatever became of it.
///
/// # Errors
/// Where the file can't be read.
pub fn last(view: View) -> Result<Option<RecordId>, Error> {
    let order = Order { field: Some(review::ReviewField::Date.field()), descending: true };
    let reviews = view.page(&Query { order, limit: Some(1), ..Query::new(&review::REGISTER) })?.records;
    Ok(reviews.first().map(|record| record.id))
}
