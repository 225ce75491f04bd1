//! By when the next management review is due, and whether one is called in time.

use chrono::{Months, NaiveDate};

use crate::domain::obligation::{self, Obligation, ObligationField};
use crate::domain::organisation::{self, Organisation};
use crate::domain::record::Record;
use crate::domain::review::{Review, State};
use crate::store::list::{Filter, Query};
use crate::store::{Error, View};

use super::call;

/// The next management review.
#[derive(Debug)]
pub struct Due {
    /// The last day of the organisation's interval after the last one; of the obligation, where none was held.
    pub by: NaiveDate,
    /// The last one that was held.
    pub last: Option<Record>,
    /// The first that is still to be held; its day may be later, or not be set.
    pub coming: Option<Record>,
    /// Whether one was cancelled since the last.
    pub was_cancelled: bool,
}

impl Due {
    /// Whether one is called, planned or being held that comes in time.
    pub fn is_met(&self) -> bool {
        let day = self.coming.as_ref().and_then(|one| Review(one).date());
        day.is_some_and(|day| day <= self.by)
    }

    /// What is wrong, in words, where none comes in time.
    pub fn words(&self) -> String {
        let by = self.by.format("%-d %B %Y");
        match self.coming.as_ref().map(|one| (one.reference(), Review(one).date())) {
            None => format!("Management review due by {by}, and none is called"),
            Some((one, None)) => format!("Management review due by {by}, and {one} has no day"),
            Some((one, Some(day))) => {
                format!("Management review due by {by}, and {one} is only on {}", day.format("%-d %B %Y"))
            }
        }
    }
}

/// When the next management review is due; none where neither a review nor an obligation says so.
///
/// # Errors
/// Where the file can't be read.
pub fn due(view: View) -> Result<Option<Due>, Error> {
    let reviews = call::all(view)?;
    let last = reviews.iter().rfind(|one| Review(one).counts()).cloned();
    let zone = view.circumstances()?.zone;
    let by = match last.as_ref().and_then(|one| Review(one).held_on(&zone)) {
        Some(day) => after(view, day)?,
        None => asked(view)?,
    };
    let Some(by) = by else { return Ok(None) };
    let is = |states: fn(State) -> bool| move |one: &&Record| Review(one).state().is_some_and(states);
    let coming = reviews.iter().find(is(|state| state.is_before() || state.is_running())).cloned();
    let since = last.as_ref().map_or(0, |last| last.number);
    let cancelled = reviews.iter().filter(is(|state| state == State::Cancelled));
    let was_cancelled = cancelled.into_iter().any(|one| one.number > since);
    Ok(Some(Due { by, last, coming, was_cancelled }))
}

/// The last day of the organisation's interval after a day.
fn after(view: View, day: NaiveDate) -> Result<Option<NaiveDate>, Error> {
    let settings = view.single(&organisation::REGISTER)?;
    Ok(settings.and_then(|one| day.checked_add_months(Months::new(Organisation(&one).months_between_reviews()))))
}

/// The day that an obligation names, where no review was held yet.
fn asked(view: View) -> Result<Option<NaiveDate>, Error> {
    let filters = [
        Filter::one_of(ObligationField::Type.field(), &[obligation::Type::Review.key()]),
        Filter::one_of(ObligationField::State.field(), &[obligation::State::Running.key()]),
    ];
    let found = view.page(&Query::those(&obligation::REGISTER, filters))?.records;
    Ok(found.iter().filter_map(|one| Obligation(one).next_due()).min())
}
