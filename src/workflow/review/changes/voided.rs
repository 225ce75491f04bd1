//! The records of one register that were hidden since the review before.

use chrono::NaiveDate;

use crate::domain::identity::RecordId;
use crate::domain::record::{Record, Version};
use crate::domain::register::Register;
use crate::domain::transaction::What;
use crate::store::list::{Query, Voided};
use crate::store::{Error, View};
use crate::workflow::review::Proceedings;

use super::reach::Reach;

/// The records of a register that were voided since the review before, and are hidden; but for what somebody recorded and took
/// back on one day.
///
/// # Errors
/// Where the file can't be read.
pub fn voided_since(view: View, proceedings: &Proceedings, register: &'static Register) -> Result<Vec<Record>, Error> {
    let hidden = view.page(&Query { voided: Voided::Only, ..Query::new(register) })?.records;
    if hidden.is_empty() {
        return Ok(hidden);
    }
    let reach = Reach::of(view, proceedings)?;
    let mut found = Vec::new();
    for record in hidden {
        let history = view.history(record.id)?;
        let hid = history.iter().rfind(|(_, change)| matches!(change.what, What::Void { .. }));
        let Some((sequence, _)) =
            hid.filter(|(at, _)| *at > reach.after && reach.until.is_none_or(|until| *at <= until))
        else {
            continue;
        };
        let versions = view.versions(record.id)?;
        let hid = versions.iter().find(|version| version.sequence == *sequence);
        let before: Vec<_> = versions.iter().take_while(|version| version.sequence < *sequence).collect();
        // What somebody said of themselves or of another weighs, however soon it is taken back.
        if register.for_people || hid.is_none_or(|hid| !are_of_one_day(&before, hid.author, hid.day)) {
            found.push(record);
        }
    }
    Ok(found)
}

/// Whether one person wrote all of these on one day.
pub(super) fn are_of_one_day(versions: &[&Version], author: Option<RecordId>, day: Option<NaiveDate>) -> bool {
    versions.iter().all(|version| version.author == author && version.day == day)
}
