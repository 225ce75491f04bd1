//! What moves did since the review before, placed by the day on which it was recorded: the day that was typed for it may lie
//! long before, and would keep it out of every pack.

use chrono::NaiveDate;

use crate::domain::house::said::Words;
use crate::domain::late_record;
use crate::domain::name::MoveName;
use crate::domain::record::Record;
use crate::domain::value::Value;
use crate::store::Error;
use crate::store::list::Query;

use super::Span;

/// One such move, the last of its kind.
pub(super) struct Recorded {
    /// The record as it stood after that.
    pub record: Record,
    /// The reason that was given with it, where one was.
    pub reason: Option<String>,
    /// What is said where the day that it bears is long before it was recorded; else nothing.
    pub late: String,
}

/// The records of a query with which one of these moves was made since: on the day of the review before, too, as it may have been after
/// that. `day` names the field of the day that was typed for it.
pub(super) fn since(
    span: &Span,
    query: &Query,
    moves: &[impl Into<MoveName> + Copy],
    day: &'static str,
) -> Result<Vec<Recorded>, Error> {
    let mut records = Vec::new();
    span.view.each(query, |record| {
        records.push(record);
        Ok(())
    })?;
    let mut found = Vec::new();
    for record in records {
        let versions = span.view.versions(record.id)?;
        let made = versions.iter().rev().find(|version| version.is_by(moves));
        let Some((made, recorded)) = made.and_then(|made| Some((made, made.day?))) else { continue };
        if span.last.is_some_and(|last| recorded < last) {
            continue;
        }
        let reason = span.view.entry(made.sequence)?.and_then(|entry| entry.header.reason);
        let said = match made.record.get(day) {
            Some(Value::Date(said)) => Some(*said),
            _ => None,
        };
        let late = said.map_or(String::new(), |said| late(span.words, said, recorded));
        found.push(Recorded { record: made.record.clone(), reason, late });
    }
    Ok(found)
}

fn late(words: &Words, said: NaiveDate, recorded: NaiveDate) -> String {
    late_record::days_after(said, recorded)
        .map_or(String::new(), |days| format!(" {}", words.on_recorded_after(said, days)))
}
