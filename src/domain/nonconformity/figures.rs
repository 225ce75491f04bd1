//! Who changes the figures by which the effect of a case is judged, once its actions are done: nobody who had a hand in
//! them. Whoever recorded one today takes it back today: what is mistyped is mistyped.

use chrono::NaiveDate;

use crate::domain::identity::RecordId;
use crate::domain::name::FieldName;
use crate::domain::record::{Past, Record};
use crate::domain::rules::{Facts, Missing};

use super::words::{Nonconformity, State};

/// What stands against changing or hiding a figure of a day, by which these cases are judged.
pub fn changed_by_a_hand(
    facts: &Facts,
    counts: &[FieldName],
    day: Option<NaiveDate>,
    cases: &[Record],
    others: &[(Option<RecordId>, String)],
) -> Vec<Missing> {
    let (Some(before), Some(actor)) = (facts.before, facts.actor) else { return Vec::new() };
    let changed = before.voided != facts.record.voided || counts.iter().any(|field| facts.changes(*field));
    if !changed || taken_back_at_once(facts, &facts.past(), actor) {
        return Vec::new();
    }
    let waits = |case: &&Record| {
        let case = Nonconformity(case);
        let done = case.implemented_on();
        matches!(case.state(), Some(State::Implemented | State::Verified)) && done.is_some() && day >= done
    };
    let Some(record) = cases.iter().find(waits) else { return Vec::new() };
    let (case, reference) = (Nonconformity(record), record.reference());
    let hands = [
        (case.owner(), format!("owns {reference}")),
        (case.corrected_by(), format!("put {reference} right")),
        (case.begun_by(), format!("began {reference}")),
    ];
    let hand = hands.iter().chain(others).find(|(person, _)| *person == Some(actor));
    hand.map(|(_, deed)| Missing::elsewhere(format!("Whoever changes it {deed}, which is judged by it")))
        .into_iter()
        .collect()
}

/// Whether somebody takes back today what they alone recorded today.
fn taken_back_at_once(facts: &Facts, past: &Past, actor: RecordId) -> bool {
    !past.is_empty() && past.iter().all(|one| one.day == Some(facts.today) && one.author == Some(actor))
}
