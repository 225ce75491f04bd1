//! Who changes the figures by which the effect of a case is judged, those of before its actions and since, once its plan is
//! approved: nobody who had a hand in them, however the case and the actions were handed on since, and no machine. Whoever
//! recorded one today takes it back today: what is mistyped is mistyped.

use crate::domain::action::{Action, DOING};
use crate::domain::identity::RecordId;
use crate::domain::name::FieldName;
use crate::domain::person::{Person, PersonField};
use crate::domain::record::{Past, Record};
use crate::domain::rules::{Facts, Missing};
use crate::domain::separation::{Apart, Duty, Hand};

use super::apart;
use super::words::Nonconformity;

/// What is told apart where a figure is changed: who had a hand in the work, and who does that.
pub const CHANGING: Apart =
    Apart { duty: Duty::Verification, act: "Figure changed", verb: "change it", ..Apart::PLAIN };

/// What stands against changing or hiding a figure by which cases are judged: what these were is told, and what their
/// actions were. Asks who the people are.
pub fn changed_by_a_hand(
    facts: &Facts,
    counts: &[FieldName],
    apart: &Apart,
    judged: fn(Nonconformity) -> bool,
    told: impl FnOnce() -> [std::rc::Rc<[Past]>; 2],
) -> Vec<Missing> {
    let (Some(before), Some(actor)) = (facts.before, facts.actor) else { return Vec::new() };
    let changed = before.voided != facts.record.voided || counts.iter().any(|field| facts.changes(*field));
    if !changed {
        return Vec::new();
    }
    let [cases, actions] = told();
    let waits = |case: &Record| !case.voided && Nonconformity(case).awaits_figures() && judged(Nonconformity(case));
    let waiting: Vec<&Past> = cases.iter().filter(|past| past.last().is_some_and(|now| waits(&now.record))).collect();
    let Some(first) = waiting.first().and_then(|past| past.last()) else { return Vec::new() };
    if taken_back_at_once(facts, &facts.past(), actor) {
        return Vec::new();
    }
    let people = facts.every(PersonField::REGISTER);
    let machine = people.iter().any(|one| one.id == actor && Person(one).machine() == Some(true));
    // A file of one puts a slip right, too: under an exception, and told for ever.
    if apart.excuses(facts, actor) && !machine {
        return Vec::new();
    }
    let hands: Vec<Hand> = waiting.iter().flat_map(|past| hands(past, &actions)).collect();
    let hand = |person: RecordId| hands.iter().find(|hand| hand.person == person);
    if let Some(hand) = facts.agreed.and_then(hand) {
        let what = format!("Whoever agrees to it {}, which is judged by it: somebody else does", hand.deed);
        return vec![Missing::elsewhere(what)];
    }
    let deed = match hand(actor) {
        Some(hand) => hand.deed.clone(),
        None if machine => format!("is a machine, and {} waits for it", first.record.reference()),
        None => return Vec::new(),
    };
    let way =
        if machine { "somebody does" } else { "somebody else does, or under an exception for “verification”" };
    vec![Missing::elsewhere(format!("Whoever changes it {deed}, which is judged by it: {way}"))]
}

/// Everybody who had a hand in a case: those who did most of it first.
fn hands(case: &Past, actions: &[Past]) -> Vec<Hand> {
    let Some(now) = case.last().map(|version| &version.record) else { return Vec::new() };
    let (this, reference) = (Nonconformity(now), now.reference());
    let mut hands: Vec<Hand> = Hand::of(this.owner(), format!("owns {reference}")).into_iter().collect();
    for version in case.iter() {
        let was = Nonconformity(&version.record);
        hands.extend(Hand::of(was.corrected_by(), format!("put {reference} right")));
        hands.extend(Hand::of(was.begun_by(), format!("began {reference}")));
    }
    for past in actions.iter().filter(|past| apart::is_corrective(past)) {
        let Some(action) =
            past.last().map(|version| &version.record).filter(|one| Action(one).source() == Some(now.id))
        else {
            continue;
        };
        let reference = action.reference();
        for version in past.iter() {
            let was = Action(&version.record);
            if version.is_by(&DOING) {
                hands.extend(Hand::of(was.done_by(), format!("did {reference} of {}", now.reference())));
            }
            hands.extend(Hand::of(was.owner(), format!("owned {reference} of {}", now.reference())));
        }
    }
    let owned = case
        .iter()
        .filter_map(|version| Hand::of(Nonconformity(&version.record).owner(), format!("owned {reference}")));
    hands.extend(owned);
    hands
}

/// Whether somebody takes back today what they alone recorded today.
fn taken_back_at_once(facts: &Facts, past: &Past, actor: RecordId) -> bool {
    !past.is_empty() && past.iter().all(|one| one.day == Some(facts.today) && one.author == Some(actor))
}
