//! Changes that took effect before anybody approved them, or without anybody's plan.

use crate::domain::identity::RecordId;
use crate::domain::planned_change::{
    PlannedChange, PlannedChangeField as Field, PlannedChangeMove, REGISTER, State, Unplanned,
};
use crate::domain::record::Record;
use crate::store::Error;
use crate::store::list::{Filter, Query};
use crate::workflow::said::Recorded as Hand;

use super::recorded::{self, Recorded};
use super::{SPELLED_OUT, Section, Span};

/// Changes that are in effect and that nobody approved, or planned, as much as is open when the review looks; and what became
/// since of those that were.
pub(super) fn told(span: &Span, section: &mut Section) -> Result<(), Error> {
    let waiting = [State::Unapproved.key(), State::Unintended.key()];
    let waits = Filter::one_of(Field::State.field(), &waiting);
    let query = Query { filters: vec![waits], limit: Some(SPELLED_OUT), ..Query::new(&REGISTER) };
    for record in span.view.page(&query)?.records {
        let label = record.state_label().unwrap_or_default().to_lowercase();
        section.cautions.push(format!("{} {} is {label}.", record.reference(), record.title()));
    }
    let dealt_with = [PlannedChangeMove::Ratify, PlannedChangeMove::Revert, PlannedChangeMove::Review];
    let unplanned = vec![Filter::Filled(Field::Unplanned.field())];
    let unplanned = Query { filters: unplanned, ..Query::new(&REGISTER) };
    let day = Field::ApprovedOn.field().name;
    for recorded in recorded::since(span, &unplanned, &dealt_with, day)? {
        section.cautions.push(words(span, &recorded)?);
    }
    Ok(())
}

fn words(span: &Span, Recorded { record, late, .. }: &Recorded) -> Result<String, Error> {
    let change = PlannedChange(record);
    let by = |person: Option<RecordId>| match person {
        Some(person) => span.view.name_of(person),
        None => Ok("nobody".to_owned()),
    };
    let came = match change.unplanned() {
        Some(Unplanned::Unintended) => "was planned by nobody",
        _ => "took effect at once",
    };
    let since = change.effective_on().map_or(String::new(), |day| format!(" on {day}"));
    let approved = match change.approved_by() {
        Some(person) => {
            let typed = typed(span, record, person)?;
            format!(", approved afterwards by {}{late}{typed}", span.view.name_of(person)?)
        }
        None => String::new(),
    };
    let back = if change.state() == Some(State::Dropped) { ", taken back" } else { "" };
    let looked_back = match change.looked_back() {
        "" => String::new(),
        told => {
            format!(", looked back on by {}: {}", by(change.looked_back_by())?, told.trim_end_matches('.'))
        }
    };
    Ok(format!("{} {} {came}{since}{approved}{back}{looked_back}.", record.reference(), record.title()))
}

/// Who typed an approval, where that was not whoever gave it: `, typed by P-1 Noor Halvorsen`.
fn typed(span: &Span, record: &Record, by: RecordId) -> Result<String, Error> {
    let versions = span.view.versions(record.id)?;
    let ratified = versions.iter().rfind(|version| version.is_by(&[PlannedChangeMove::Ratify]));
    let hand = ratified.map(|version| Hand::of_version(span.view, version)).transpose()?.flatten();
    let hand = hand.filter(|hand| !hand.is_of(&[by]));
    Ok(hand.map(|hand| hand.called(span.view)).transpose()?.map_or(String::new(), |hand| format!(", typed by {hand}")))
}
