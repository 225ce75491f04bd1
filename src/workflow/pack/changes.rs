//! Changes that took effect before anybody approved them, or without anybody's plan.

use crate::domain::identity::RecordId;
use crate::domain::planned_change::{
    PlannedChange, PlannedChangeField as Field, PlannedChangeMove, REGISTER, State, Unplanned,
};
use crate::domain::record::Record;
use crate::store::Error;
use crate::store::list::{Filter, Query};
use crate::store::view::named;
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
        let label = span.words.label_within(&record.state_label().unwrap_or_default());
        section.cautions.push(span.words.stands_so(named(&record), label));
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
    let (words, change, what) = (span.words, PlannedChange(record), named(record));
    let mut told = match (change.unplanned(), change.effective_on()) {
        (Some(Unplanned::Unintended), Some(day)) => words.by_nobody_on(what, day),
        (Some(Unplanned::Unintended), None) => words.by_nobody(what),
        (_, Some(day)) => words.at_once_on(what, day),
        (_, None) => words.at_once(what),
    };
    if let Some(person) = change.approved_by() {
        told += &words.approved_afterwards(span.view.name_of(person)?, late);
        told += &typed(span, record, person)?;
    }
    if change.state() == Some(State::Dropped) {
        told += words.change_taken_back();
    }
    if !change.looked_back().is_empty() {
        let by = change.looked_back_by().map(|person| span.view.name_of(person)).transpose()?;
        let by = by.as_deref().unwrap_or(words.nobody());
        told += &words.looked_back(by, change.looked_back().trim_end_matches('.'));
    }
    Ok(format!("{told}."))
}

/// Who typed an approval, where that was not whoever gave it: `, typed by P-1 Noor Halvorsen`.
fn typed(span: &Span, record: &Record, by: RecordId) -> Result<String, Error> {
    let versions = span.view.versions(record.id)?;
    let ratified = versions.iter().rfind(|version| version.is_by(&[PlannedChangeMove::Ratify]));
    let hand = ratified.map(|version| Hand::of_version(span.view, version)).transpose()?.flatten();
    let hand = hand.filter(|hand| !hand.is_of(&[by]));
    Ok(hand
        .map(|hand| hand.called(span.view))
        .transpose()?
        .map_or(String::new(), |hand| span.words.approval_typed(hand)))
}
