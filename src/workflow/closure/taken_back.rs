//! What the figures of a case said once, and say no more: nothing that was on record is gone without a word.

use std::fmt::Write as _;

use crate::domain::record::{Came, Record, Version};
use crate::domain::retest::{self, Retest, RetestField};
use crate::domain::value::Value;
use crate::store::list::{Filter, Query, Voided};
use crate::store::{Error, View};

/// The retests of a case that were taken back or changed, a sentence each with what they had said.
///
/// # Errors
/// Where the file can't be read.
pub fn of_case(view: View, case: &Record) -> Result<Vec<String>, Error> {
    let filters = vec![Filter::Is(RetestField::Nonconformity.field(), vec![Value::Link(case.id)])];
    let query = Query { filters, voided: Voided::Shown, ..Query::new(&retest::REGISTER) };
    let mut retests = Vec::new();
    view.each(&query, |one| {
        retests.push(one);
        Ok(())
    })?;
    let mut told = Vec::new();
    for one in retests.iter().filter(|one| one.revision > 1) {
        let versions = view.versions(one.id)?;
        for two in versions.windows(2) {
            let [before, after] = two else { continue };
            told.extend(changed(view, before, after)?);
        }
    }
    Ok(told)
}

fn changed(view: View, before: &Version, after: &Version) -> Result<Option<String>, Error> {
    let (was, is) = (said(Retest(&before.record)), said(Retest(&after.record)));
    let verb = match (before.record.voided, after.record.voided) {
        (false, true) => "was taken back",
        (false, false) if was != is => "was changed",
        _ => return Ok(None),
    };
    let mut words = format!("{} {verb}", after.record.reference());
    if let Some(day) = after.day {
        let _ = write!(words, " on {day}");
    }
    if let Some(author) = after.author.map(|author| view.record(author)).transpose()?.flatten() {
        let _ = write!(words, " by {}", author.title());
    }
    if after.by == Came::Revert {
        words.push_str(", by an undo");
    }
    let reason = view.entry(after.sequence)?.and_then(|entry| entry.header.reason).filter(|reason| !reason.is_empty());
    if let Some(reason) = reason {
        let _ = write!(words, ", because: {reason}");
    }
    let now = if after.record.voided { String::new() } else { format!("; now: {is}") };
    Ok(Some(format!("{words}. It had said: {was}{now}.")))
}

/// What a retest says.
fn said(retest: Retest) -> String {
    let count = |failed: Option<i64>, tested: Option<i64>| Some(format!("{} of {} failed", failed?, tested?));
    let day = retest.held_on().map_or(String::new(), |day| format!(" on {day}"));
    let after = count(retest.failed(), retest.tested()).map(|count| format!("{count}{day}"));
    let before = count(retest.before_failed(), retest.before_tested()).map(|count| format!("{count} before"));
    after.into_iter().chain(before).collect::<Vec<_>>().join(", ")
}
