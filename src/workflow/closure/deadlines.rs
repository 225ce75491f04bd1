//! What follows where a major nonconformity is not verified in the time that those who audit have set.

use chrono::NaiveDate;

use crate::domain::deadline_profile::DeadlineProfile;
use crate::domain::house::said::Words;
use crate::domain::identity::RecordId;
use crate::domain::nonconformity::{Grade, Nonconformity, State};
use crate::store::{Error, View};

/// What follows where a major one is not verified in time.
#[derive(Debug, Clone)]
pub struct Overdue {
    /// The deadlines that say so.
    pub profile: RecordId,
    pub consequence: String,
    /// Whether the day has passed.
    pub passed: bool,
    /// The day, and what the deadlines are called.
    day: NaiveDate,
    name: String,
}

impl Overdue {
    /// `Not verified by 2026-11-22: another stage 2 (Certus, stage 2)`.
    pub fn words(&self) -> String {
        self.told(&Words::default())
    }

    /// The same in the words of a house.
    pub fn told(&self, words: &Words) -> String {
        words.not_verified_by(self.day, &self.consequence, &self.name)
    }
}

/// What was set for a major one that is not verified yet. The day that counts is the first that was set: an extension of
/// the organisation moves its own day, not that of others.
///
/// # Errors
/// Where the file can't be read.
pub fn overdue(view: View, case: Nonconformity, today: NaiveDate) -> Result<Option<Overdue>, Error> {
    let unverified = case.is_open() && case.state() != Some(State::Verified);
    let day = case.first_due().or(case.due()).filter(|_| case.grade() == Some(Grade::Major) && unverified);
    let (Some(day), Some(id)) = (day, case.deadlines()) else { return Ok(None) };
    let Some(record) = view.record(id)? else { return Ok(None) };
    let profile = DeadlineProfile(&record);
    let consequence = profile.consequence().to_owned();
    let name = profile.title().to_owned();
    Ok((!consequence.is_empty()).then_some(Overdue { profile: id, consequence, passed: day < today, day, name }))
}
