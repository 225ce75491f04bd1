//! What is settled once the pack is circulated: by which rules is counted, of whom, and who leads and records.

use crate::domain::decision::words::{Decision, DecisionField};
use crate::domain::identity::RecordId;
use crate::domain::organisation::{Organisation, OrganisationField};
use crate::domain::person::{self, Person, PersonField};
use crate::domain::record::Record;
use crate::domain::register::Derived;
use crate::domain::rules::{Fact, Facts, Holds, Missing, Rule};
use crate::domain::value::Value;

use super::words::{Review, ReviewField, State};

/// The rules by which the meeting counts are those with which its pack was circulated, or with which it was opened where it
/// had none. They stay, whatever becomes of the organisation's.
pub fn rules(facts: &Facts) -> Derived {
    let state = |record| Review(record).state();
    let (was, now) = (facts.before.and_then(state), state(facts.record));
    let circulated = was != now && now == Some(State::Circulated);
    let opened = was != now && now == Some(State::InSession) && Review(facts.record).meeting_rules().is_none();
    if !circulated && !opened {
        return Vec::new();
    }
    let organisations = facts.every(OrganisationField::REGISTER);
    let Some(rules) = organisations.first().map(|one| Organisation(one).meeting_rules()) else { return Vec::new() };
    let number = i64::try_from(rules.asked.number).ok().filter(|number| *number > 0);
    vec![
        (ReviewField::Quorum.field(), Some(Value::Choice(rules.asked.quorum.key()))),
        (ReviewField::QuorumNumber.field(), number.map(Value::Number)),
        (ReviewField::QuorumChair.field(), Some(Value::YesNo(rules.asked.chair))),
        (ReviewField::QuorumTop.field(), Some(Value::YesNo(rules.asked.top_management))),
        (ReviewField::DecisionBasis.field(), Some(Value::Choice(rules.counting.basis.key()))),
        (ReviewField::TieRule.field(), Some(Value::Choice(rules.counting.tie.key()))),
        (ReviewField::RecusedCount.field(), Some(Value::YesNo(rules.counting.recused_count))),
        (ReviewField::RecusedPresent.field(), Some(Value::YesNo(rules.recused_present))),
        (ReviewField::Voting.field(), Some(Value::Choice(rules.voting.key()))),
        (ReviewField::MembersHold.field(), Some(Value::YesNo(rules.mandates.by_members))),
        (ReviewField::MostMandates.field(), i64::try_from(rules.mandates.most).ok().map(Value::Number)),
    ]
}

/// How many hold a seat in the committee, once the pack is circulated and again at each opening: whose seat ends while the
/// meeting goes on is counted until it is over, and who was not called is counted, too.
pub fn seats(facts: &Facts) -> Derived {
    let state = |record| Review(record).state();
    let (was, now) = (facts.before.and_then(state), state(facts.record));
    if was == now || !matches!(now, Some(State::Circulated | State::InSession)) {
        return Vec::new();
    }
    let people = facts.every(PersonField::REGISTER);
    let seats = i64::try_from(person::seats(&people, facts.today)).ok();
    vec![(ReviewField::Seats.field(), seats.map(Value::Number))]
}

/// Who is admitted was forgotten, and is no new voting member.
pub static ADMIT: &[Rule] = &[Rule {
    says: "Whoever is admitted in the meeting is marked as a voting member.",
    clause: None,
    looks_at: &[Fact::Linked(ReviewField::Admitted.name())],
    holds: Holds::By(|facts| {
        let people = facts.linked(ReviewField::Admitted);
        let others = people.iter().filter(|one| Person(one).voting() != Some(true));
        let words = |one: &Record| format!("{} is not marked as a voting member among the people", one.title());
        others.map(|one| Missing::in_field(ReviewField::Admitted.name(), words(one))).collect()
    }),
}];

/// Whether only those were added who were admitted with it, or taken away who are no longer: who took it back.
fn only_admits(before: &Record, now: &Record) -> bool {
    let (before, now) = (Review(before), Review(now));
    let beside = |one: &[RecordId], other: &[RecordId]| -> Vec<RecordId> {
        one.iter().filter(|id| !other.contains(id)).copied().collect()
    };
    beside(now.members(), before.members()) == beside(now.admitted(), before.admitted())
        && beside(before.members(), now.members()) == beside(before.admitted(), now.admitted())
}

/// Who votes is not changed once the pack is circulated, or something was decided; but that whoever was forgotten is
/// admitted in the meeting.
pub fn members(facts: &Facts) -> Vec<Missing> {
    if !facts.changes(ReviewField::Members) {
        return Vec::new();
    }
    let field = ReviewField::Members.name();
    let before = facts.before.and_then(|before| Review(before).state());
    let settled = before.filter(|state| !state.is_before() || *state == State::Circulated);
    let admits = |state: State| state.is_running() && facts.before.is_some_and(|was| only_admits(was, facts.record));
    if let Some(state) = settled.filter(|state| !admits(*state)) {
        let then = match state {
            State::Circulated => "postpone it and call it again to name others",
            state if state.is_running() => "whoever was forgotten is admitted (admit), until something is decided",
            _ => "it is over, and they stand",
        };
        let what = format!("They were told with the pack, or the meeting was opened with them; {then}");
        return vec![Missing::in_field(field, what)];
    }
    let decisions = facts.hanging(DecisionField::Review);
    let decided = decisions.iter().find(|one| Decision(one).decided_on().is_some());
    let words = |one: &Record| {
        let guest = if settled.is_some() { ": whoever was forgotten attends as a guest" } else { "" };
        format!("{} is decided already{guest}", one.reference())
    };
    decided.map(|one| Missing::in_field(field, words(one))).into_iter().collect()
}

/// What kind of meeting it is was told with the call: what was called as another is no management review, nor the other
/// way round.
pub fn kind(facts: &Facts) -> Vec<Missing> {
    let state = facts.before.and_then(|before| Review(before).state());
    let before = facts.before.map(|before| Review(before).meeting());
    let changed = before.is_some_and(|before| before != Review(facts.record).meeting());
    if !changed || state == Some(State::Planned) {
        return Vec::new();
    }
    let what = "Everybody was told it with the call: cancel this one, and call another";
    vec![Missing::in_field(ReviewField::Type.name(), what)]
}

/// Day, time and place are those of the call, until it is called again. Where the call said none, it can still be said.
pub fn day_and_place(facts: &Facts) -> Vec<Missing> {
    let told = facts
        .before
        .and_then(|before| Review(before).state())
        .is_some_and(|state| !matches!(state, State::Planned | State::Postponed));
    let was_said = |field: &ReviewField| facts.before.is_some_and(|before| before.get(field.name()).is_some());
    let said = [ReviewField::Date, ReviewField::Time, ReviewField::Place].into_iter().filter(was_said);
    let changed = said.filter(|field| told && facts.changes(field.name()));
    let what = "Everybody was told it with the call; postpone the review, and call it again";
    changed.map(|field| Missing::in_field(field.name(), what)).collect()
}

/// Who leads and who records were told with the pack; who stands in for one who did not come is chosen at the opening.
pub fn officers(facts: &Facts) -> Vec<Missing> {
    let state = facts.before.and_then(|before| Review(before).state());
    let Some(state) = state.filter(|state| !state.is_before() || *state == State::Circulated) else {
        return Vec::new();
    };
    let changed = [ReviewField::Chair, ReviewField::Secretary].into_iter().filter(|field| facts.changes(field.name()));
    let what = |field: ReviewField| match state {
        State::Circulated => {
            "It was told with the pack: postpone the review and call it again, or say at the opening who stands in \
             (acting-chair, acting-secretary)"
                .to_owned()
        }
        State::InSession | State::Adjourned => {
            "The meeting was opened with them; who stands in is said where a sitting is opened".to_owned()
        }
        _ => format!("The meeting is over, and its {} stands", field.field().label.to_lowercase()),
    };
    changed.map(|field| Missing::in_field(field.name(), what(field))).collect()
}
