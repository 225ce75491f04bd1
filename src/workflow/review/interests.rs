//! Interests that were declared too late, after something was decided that they concern; those that were withdrawn or voided;
//! and who typed what stands of them.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::domain::attestation::Confirmation;
use crate::domain::decision::{Decision, DecisionField};
use crate::domain::identity::{RecordId, Reference, Sequence};
use crate::domain::interest::{self, Interest, InterestField, InterestMove};
use crate::domain::late_record::recorded_on;
use crate::domain::record::Record;
use crate::domain::transaction::{Way, What};
use crate::domain::value::Instant;
use crate::store::{Error, View};
use crate::workflow::said::{self, Recorded};

use super::Proceedings;
use super::changes::voided_since;

/// For each interest, the decisions that were taken before it was declared.
///
/// # Errors
/// Where the journal can't be read.
pub fn declared_late(view: View, proceedings: &Proceedings) -> Result<HashMap<RecordId, Vec<Reference>>, Error> {
    let mut late: HashMap<RecordId, Vec<Reference>> = HashMap::new();
    if proceedings.meeting.interests.is_empty() {
        return Ok(late);
    }
    for decision in &proceedings.decisions {
        let Some(decided) = decided_at(view, decision)? else { continue };
        let concerns = |interest: &&Record| {
            let item = Interest(interest).item();
            item.is_none() || item == Decision(decision).item()
        };
        for interest in proceedings.meeting.interests.iter().filter(concerns) {
            if view.history(interest.id)?.first().is_some_and(|(declared, _)| *declared > decided) {
                late.entry(interest.id).or_default().push(decision.reference());
            }
        }
    }
    Ok(late)
}

/// The place of the journal at which a decision was taken.
fn decided_at(view: View, decision: &Record) -> Result<Option<Sequence>, Error> {
    if Decision(decision).decided_on().is_none() {
        return Ok(None);
    }
    let history = view.history(decision.id)?;
    let decides = |what: &What| match what {
        What::Update { fields, .. } => fields.iter().any(|one| one.field == DecisionField::DecidedOn.field()),
        _ => false,
    };
    Ok(history.iter().find(|(_, change)| decides(&change.what)).map(|(sequence, _)| *sequence))
}

/// How an interest was withdrawn, as the journal tells it.
#[derive(Debug, Clone)]
pub struct Withdrawal {
    pub at: Instant,
    pub by: Option<RecordId>,
    pub reason: String,
}

/// The interests of a review that were withdrawn.
///
/// # Errors
/// Where the journal can't be read.
pub fn withdrawn(view: View, proceedings: &Proceedings) -> Result<HashMap<RecordId, Withdrawal>, Error> {
    let mut withdrawn = HashMap::new();
    for record in proceedings.meeting.interests.iter().filter(|one| !Interest(one).stands()) {
        let step = InterestMove::Withdraw.name();
        let history = view.history(record.id)?;
        let moved = history.iter().rev().find(|(_, change)| match &change.what {
            What::Update { way: Way::Move(name), .. } => step == name.as_str(),
            _ => false,
        });
        let Some(entry) = moved.map(|(sequence, _)| view.entry(*sequence)).transpose()?.flatten() else { continue };
        let (at, by) = (entry.header.at, Interest(record).withdrawn_by());
        withdrawn.insert(record.id, Withdrawal { at, by, reason: entry.header.reason.unwrap_or_default() });
    }
    Ok(withdrawn)
}

/// The interests that somebody voided since the review before, each with how: `Voided on 30 November 2026 by Mateo Lindqvarn:
/// He sold them`.
///
/// # Errors
/// Where the journal can't be read.
pub fn voided(view: View, proceedings: &Proceedings) -> Result<Vec<(Record, String)>, Error> {
    let words = proceedings.words();
    let mut told = Vec::new();
    for record in voided_since(view, proceedings, &interest::REGISTER)? {
        if Interest(&record).review().is_some_and(|review| review != proceedings.id()) {
            continue;
        }
        let history = view.history(record.id)?;
        let hid = history.iter().rfind(|(_, change)| matches!(change.what, What::Void { .. }));
        let Some(entry) = hid.map(|(sequence, _)| view.entry(*sequence)).transpose()?.flatten() else { continue };
        let on = recorded_on(&entry.header, &view.circumstances()?.zone);
        let by = Recorded::then(view, &entry.header)?.told(view, &words)?;
        let reason = entry.header.reason.unwrap_or_default();
        let because = reason.trim().trim_end_matches('.');
        let on = words.day(on);
        let how = if because.is_empty() { words.voided(on, by) } else { words.voided_because(on, by, because) };
        told.push((record, how));
    }
    Ok(told)
}

/// Whether an interest is told of in a meeting: it holds, it is of that review, or it was withdrawn since the review before.
pub fn is_told(interest: Interest, since: Option<NaiveDate>) -> bool {
    interest.stands() || interest.review().is_some() || interest.withdrawn_on() >= since
}

/// Who typed what stands of each interest, where that was not the one who has it, and what of theirs is on file:
/// `Typed by Ben Okafor, nothing of theirs is on file`.
///
/// # Errors
/// Where the file can't be read.
pub fn typed(view: View, proceedings: &Proceedings) -> Result<HashMap<RecordId, String>, Error> {
    let words = proceedings.words();
    let mut typed = HashMap::new();
    let said = |record: &Record| {
        [InterestField::What, InterestField::Person, InterestField::Consequence, InterestField::Item]
            .map(|field| record.get(field.name()).cloned())
    };
    for record in &proceedings.meeting.interests {
        let Some(person) = Interest(record).person() else { continue };
        let mut hands: Vec<Recorded> = Vec::new();
        let mut before = None;
        for version in view.versions(record.id)?.iter() {
            let now = said(&version.record);
            let entry = if before.as_ref() == Some(&now) { None } else { view.entry(version.sequence)? };
            before = Some(now);
            let Some(entry) = entry else { continue };
            let recorded = Recorded::then(view, &entry.header)?;
            if !recorded.is_of(&[person]) && !hands.contains(&recorded) {
                hands.push(recorded);
            }
        }
        let Some(last) = hands.last() else { continue };
        let by = hands.iter().map(|one| one.told(view, &words)).collect::<Result<Vec<_>, _>>()?.join(words.and_by());
        let shown = said::shown(view, record, Confirmation::Message, Some(person), Some(last))?;
        typed.insert(
            record.id,
            match shown.is_on_file() {
                true => words.typed_on_file(by, shown.filed(view, &words)?),
                false => words.typed_nothing_on_file(by),
            },
        );
    }
    Ok(typed)
}
