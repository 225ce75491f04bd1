//! How results came to stand as the minutes have them: what was declared before, and who typed it where that was not those
//! who lead and record the meeting.

use std::collections::HashMap;

use crate::domain::agenda_item::AgendaItem;
use crate::domain::attendance::AttendanceField;
use crate::domain::conclusion::{Conclusion, Judgement};
use crate::domain::decision::words::DecisionMove;
use crate::domain::decision::{Decision, State as DecisionState};
use crate::domain::house::said::Words;
use crate::domain::identity::RecordId;
use crate::domain::organisation::OrganisationField;
use crate::domain::record::{Came, Record, Version};
use crate::store::{Error, View};
use crate::workflow::said::Recorded;

use super::{Proceedings, afterwards};

/// What is told of a decision beside its result.
#[derive(Debug, Clone, Default)]
pub struct TakenDown {
    /// Who typed the result, where it was neither the chair nor the secretary.
    pub typed_by: String,
    /// What was declared before: a tie that was voted on anew, what was carried without a quorum.
    pub before: Vec<String>,
}

/// What is told of each decision of a review.
///
/// # Errors
/// Where the file can't be read.
pub fn all(view: View, proceedings: &Proceedings) -> Result<HashMap<RecordId, TakenDown>, Error> {
    let review = proceedings.review();
    let officers = [review.chair(), review.secretary(), review.acting_chair(), review.acting_secretary()];
    let officers: Vec<RecordId> = officers.into_iter().flatten().collect();
    let words = proceedings.words();
    proceedings.decisions.iter().map(|one| Ok((one.id, of(view, &words, one.id, &officers)?))).collect()
}

fn of(view: View, words: &Words, decision: RecordId, officers: &[RecordId]) -> Result<TakenDown, Error> {
    let versions = view.versions(decision)?;
    let mut told = TakenDown::default();
    let declared = [DecisionMove::Carry, DecisionMove::CarryProvisionally, DecisionMove::Reject];
    for (place, version) in versions.iter().enumerate() {
        let one = Decision(&version.record);
        let after = versions.get(place + 1..).unwrap_or_default();
        let on = version.day.map_or(String::new(), |on| words.day(on));
        if is_made(version, &[DecisionMove::Vote]) {
            // The chair decides the tie that stands; another count is another vote.
            let next = after.iter().find(|one| is_made(one, &declared) || is_made(one, &[DecisionMove::Vote]));
            if next.is_some_and(|next| Decision(&next.record).casting().is_none()) {
                told.before.push(words.voted_anew(&on, words.kept(one.count().trim_end_matches('.'))));
            }
        }
        let provisional = one.state() == Some(DecisionState::Provisional) && is_made(version, &declared);
        if provisional && after.iter().any(|one| is_made(one, &[DecisionMove::Ratify])) {
            told.before.push(words.carried_before(&on, words.kept(one.quorum())));
        }
    }
    told.before.extend(respelled(view, words, &versions, officers)?);
    let last = versions.iter().rfind(|one| is_made(one, &declared));
    let entry = last.map(|one| view.entry(one.sequence)).transpose()?.flatten();
    if let Some(entry) = entry {
        let recorded = Recorded::then(view, &entry.header)?;
        if !recorded.is_of(officers) {
            told.typed_by = recorded.told(view, words)?;
        }
    }
    Ok(told)
}

/// Who took down who was there, or put that right, each hand with how often where there were several: `Rosa Lindt`.
///
/// # Errors
/// Where the file can't be read.
pub fn roll(view: View, proceedings: &Proceedings) -> Result<String, Error> {
    let words = proceedings.words();
    let mut hands: Vec<(Recorded, usize)> = Vec::new();
    for row in &proceedings.meeting.roll {
        let mut before = None;
        for version in view.versions(row.id)?.iter() {
            let now = TAKEN_DOWN.map(|field| version.record.get(field.name()).cloned());
            let entry = if before.as_ref() == Some(&now) { None } else { view.entry(version.sequence)? };
            before = Some(now);
            let Some(recorded) = entry.map(|entry| Recorded::then(view, &entry.header)).transpose()? else { continue };
            match hands.iter_mut().find(|(known, _)| *known == recorded) {
                Some((_, count)) => *count += 1,
                None => hands.push((recorded, 1)),
            }
        }
    }
    if let [(one, _)] = hands.as_slice() {
        return one.told(view, &words);
    }
    let told = |(by, count): &(Recorded, usize)| Ok(format!("{} ({count})", by.told(view, &words)?));
    Ok(hands.iter().map(told).collect::<Result<Vec<_>, Error>>()?.join("; "))
}

/// What is said of a record.
type Says<'s> = &'s dyn Fn(&Record) -> String;

/// What a line of the roll says of who was there.
const TAKEN_DOWN: [AttendanceField; 5] = [
    AttendanceField::Person,
    AttendanceField::How,
    AttendanceField::Capacity,
    AttendanceField::ArrivedAt,
    AttendanceField::StandsFor,
];

/// By which rule of the organisation a quorum is fewer than a majority of the seats, and since when; nothing where it is not.
///
/// # Errors
/// Where the file can't be read.
pub fn few(view: View, proceedings: &Proceedings) -> Result<String, Error> {
    let meeting = &proceedings.meeting;
    let (asked, seats) = (meeting.rules().asked, meeting.seats());
    let needed = asked.needed(seats);
    if 2 * needed > seats {
        return Ok(String::new());
    }
    let rule = |record: &Record| {
        [OrganisationField::Quorum, OrganisationField::QuorumNumber].map(|one| record.get(one.name()).cloned())
    };
    let end = proceedings.review().concluded_at();
    let (mut before, mut set) = (None, None);
    for version in view.versions(meeting.organisation.id)?.iter() {
        let now = rule(&version.record);
        if before.as_ref() == Some(&now) {
            continue;
        }
        before = Some(now);
        let entry = view.entry(version.sequence)?.filter(|entry| end.is_none_or(|end| entry.header.at <= end));
        set = entry.map(|entry| (version.day, entry)).or(set);
    }
    let words = proceedings.words();
    Ok(match set {
        Some((on, entry)) => {
            let by = Recorded::then(view, &entry.header)?.told(view, &words)?;
            words.few_since(needed, seats, on.map_or(String::new(), |on| words.day(on)), by)
        }
        None => words.few(needed, seats),
    })
}

/// What was said otherwise of an item, or judged otherwise of the system, once the meeting was over, with what stood before:
/// `Worded otherwise after the meeting, by …; before: …`.
///
/// # Errors
/// Where the file can't be read.
pub fn otherwise(view: View, proceedings: &Proceedings) -> Result<HashMap<RecordId, String>, Error> {
    let mut told = HashMap::new();
    let Some(end) = afterwards::end(view, proceedings)? else { return Ok(told) };
    let outcome = |item: &Record| AgendaItem(item).outcome().to_owned();
    let words = proceedings.words();
    let judged = |conclusion: &Record| {
        let conclusion = Conclusion(conclusion);
        let judgement = conclusion.judgement().map_or("Not judged", Judgement::label);
        format!("{}. {}", words.label(judgement), conclusion.grounds())
    };
    let (outcome, judged): (Says, Says) = (&outcome, &judged);
    let items = proceedings.items.iter().map(|item| (item, outcome));
    for (record, says) in items.chain(proceedings.conclusions.iter().map(|one| (one, judged))) {
        let versions = view.versions(record.id)?;
        let then = versions.iter().rfind(|version| version.sequence <= end);
        let was = then.map_or(String::new(), |version| says(&version.record));
        let last = versions.iter().rfind(|version| version.sequence > end && says(&version.record) != was);
        let Some(last) = last.filter(|_| says(record) != was) else { continue };
        let entry = view.entry(last.sequence)?;
        let by = entry.map(|entry| Recorded::then(view, &entry.header)?.told(view, &words)).transpose()?;
        let was = if was.is_empty() { words.nothing() } else { was.trim_end_matches('.') };
        told.insert(record.id, words.worded_otherwise(by.unwrap_or_default(), was));
    }
    Ok(told)
}

/// That it was respelled, and by whom. The minutes show the clean words, and the history those of before; what somebody
/// else than those who lead and record the meeting put in their place is quoted.
fn respelled(view: View, words: &Words, versions: &[Version], officers: &[RecordId]) -> Result<Option<String>, Error> {
    let decided =
        versions.iter().find(|one| Decision(&one.record).state().is_some_and(|one| one != DecisionState::Proposed));
    let last = versions.iter().rfind(|one| is_made(one, &[DecisionMove::Respell]));
    let (Some(decided), Some(last)) = (decided, last) else { return Ok(None) };
    let (was, now) = (decided.record.title(), last.record.title());
    if was == now {
        return Ok(None);
    }
    let (said, clean): (Vec<_>, Vec<_>) = (was.split_whitespace().collect(), now.split_whitespace().collect());
    let differ = said.iter().zip(&clean).filter(|(one, other)| one != other);
    let differ: Vec<_> = differ.map(|(one, other)| words.now_said(one, other)).collect();
    let what = if said.len() == clean.len() { differ.join("; ") } else { words.quoted(was) };
    let Some(entry) = view.entry(last.sequence)? else { return Ok(None) };
    let recorded = Recorded::then(view, &entry.header)?;
    let by = recorded.told(view, words)?;
    Ok(Some(match recorded.is_of(officers) {
        true => words.respelled(by),
        false => words.decided_with(what, by),
    }))
}

fn is_made(version: &Version, steps: &[DecisionMove]) -> bool {
    matches!(&version.by, Came::Move(name) if steps.iter().any(|step| step.name() == name.as_str()))
}
