//! What follows where a major nonconformity is not verified in the time that those who audit have set.

use chrono::NaiveDate;

use crate::domain::deadline_profile::DeadlineProfile;
use crate::domain::nonconformity::{Grade, Nonconformity, State};
use crate::store::{Error, View};

/// What follows from a major one that was not verified by the day that was set first: an extension of the organisation
/// moves its own day, not that of others.
///
/// # Errors
/// Where the file can't be read.
pub fn consequence(view: View, case: Nonconformity, today: NaiveDate) -> Result<Option<String>, Error> {
    let first = case.first_due().or(case.due());
    let open = case.is_open() && case.state() != Some(State::Verified);
    let Some(first) = first.filter(|first| open && *first < today && case.grade() == Some(Grade::Major)) else {
        return Ok(None);
    };
    let profile = match case.deadlines() {
        Some(id) => view.record(id)?,
        None => None,
    };
    let profile = profile.as_ref().map(DeadlineProfile).filter(|profile| !profile.consequence().is_empty());
    Ok(profile.map(|profile| format!("Not verified by {first}: {} ({})", profile.consequence(), profile.title())))
}
