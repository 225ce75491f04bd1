//! The acceptance of a risk: who may accept it at its level, until when, and what ends it.

use chrono::NaiveDate;

use crate::domain::attestation::Attestation;
use crate::domain::field;
use crate::domain::organisation::{Organisation, OrganisationField};
use crate::domain::person::Person;
use crate::domain::record::{Came, Record};
use crate::domain::register::Derived;
use crate::domain::risk_criteria::{self, Accepter, RiskCriteriaField};
use crate::domain::rules::{Fact, Facts, Holds, Missing, Rule};
use crate::domain::separation::{self, Apart, Duty, Hand};
use crate::domain::standing::{Answer, Follows, Standing, When};
use crate::domain::state::Lapse;
use crate::domain::value::Value;
use crate::fields;

use super::levels;
use super::words::{ACCEPTED, OWNER_APPROVED, Risk, RiskField as Field, RiskMove, State};

/// What must hold before a risk is accepted.
pub static ACCEPT: &[Rule] = &[HAS_A_LEVEL, LEVEL_IS_HELD, ACCEPTER, ANOTHER, OWNER_AGREES, ENDS];

/// What must hold for an acceptance of before: the same limit, whoever brings it along.
pub static ADOPT: &[Rule] = &[HAS_A_LEVEL, LEVEL_IS_HELD, ACCEPTER_OF_BEFORE, ANOTHER, ENDS];

const HAS_A_LEVEL: Rule = Rule {
    says: "Only what has a level is accepted.",
    clause: Some("6.1.3"),
    looks_at: &[],
    holds: Holds::By(has_a_level),
};
const LEVEL_IS_HELD: Rule = Rule {
    says: "What is accepted is held down by something that works.",
    clause: Some("6.1.3"),
    looks_at: &levels::HOLDS,
    holds: Holds::By(levels::not_held),
};
const ACCEPTER: Rule = Rule {
    says: "A risk is accepted by whom the risk criteria name at its level.",
    clause: Some("6.1.3"),
    looks_at: &WHO,
    holds: Holds::By(accepter_may),
};
const ACCEPTER_OF_BEFORE: Rule = Rule {
    says: "Above what owners may accept, whoever of top management accepted it before is named.",
    clause: Some("6.1.3"),
    looks_at: &WHO,
    holds: Holds::By(accepter_of_before_could),
};
const ANOTHER: Rule = Rule {
    says: "Above what owners may accept, whoever accepts does not own the risk.",
    clause: Some("6.1.3"),
    looks_at: &BY_ANOTHER,
    holds: Holds::By(accepted_by_another),
};
const OWNER_AGREES: Rule = Rule {
    says: "Where ISO/IEC 27001 is certified, the owner approves what somebody else accepts.",
    clause: Some("ISO/IEC 27001, 6.1.3 f)"),
    looks_at: &[Fact::Every(OrganisationField::REGISTER)],
    holds: Holds::By(owner_agrees),
};
const ENDS: Rule = Rule::new(
    "An acceptance ends on a day to come, within two years.",
    Holds::ToCome { field: Field::ReviewBy.name(), months: 24 },
);

/// What holds for an accepted risk: whoever accepted it above what owners may does not come to own it.
pub const STILL_ANOTHER: Rule = Rule {
    says: "Whoever accepted a risk above what owners may does not come to own it.",
    clause: Some("6.1.3"),
    looks_at: &[
        separation::EXCEPTIONS,
        separation::PEOPLE,
        Fact::Every(OrganisationField::REGISTER),
        Fact::Linked(Field::System.name()),
        Fact::Every(RiskCriteriaField::REGISTER),
    ],
    holds: Holds::By(owned_by_another),
};

/// The facts that tell whether somebody had a hand in what they accept.
pub const BY_ANOTHER: [Fact; 6] = {
    let [exceptions, people, organisation] = separation::LOOKS_AT;
    [
        exceptions,
        people,
        organisation,
        Fact::Linked(Field::System.name()),
        Fact::Past,
        Fact::Every(RiskCriteriaField::REGISTER),
    ]
};

static ACCEPTANCE: Apart = Apart {
    attests: ACCEPTED,
    duty: Duty::Acceptance,
    act: "Accepted",
    verb: "accept it",
    through: fields![Field: System],
    hands: owners,
    ..Apart::PLAIN
};

static OWNERSHIP: Apart = Apart {
    attests: Attestation::of(Field::Owner.fields()),
    duty: Duty::Acceptance,
    act: "Taken over",
    verb: "own it",
    through: fields![Field: System],
    hands: accepter,
    ..Apart::PLAIN
};

const WHO: [Fact; 2] = [Fact::Linked(Field::AcceptedBy.name()), Fact::Every(RiskCriteriaField::REGISTER)];

/// An acceptance is over after its last day, and once the level has risen past what was accepted.
pub static LAPSE: Lapse = Lapse {
    state: State::Accepted.key(),
    label: "Acceptance ended",
    next: RiskMove::Reassess.name(),
    looks_at: fields![Field: ReviewBy, Outgrown, AcceptedLevel, Level, InherentLevel],
    over,
    at_once: Some(Field::Outgrown.name()),
    filters: &[
        ("Acceptance run out", "state=accepted review_by=..yesterday"),
        ("Risen since accepted", "state=accepted outgrown=yes"),
    ],
};

crate::choices! {
    /// How the acceptance of a risk stands on a day.
    Acceptance {
        Ended = "ended", "Ended", Watch;
        Unproven = "unproven", "No longer proven", Watch;
        Holds = "holds", "Holds", Good;
    }
}

/// How an acceptance stands; nothing where there is none.
pub static STANDING: &[Standing] = &[Standing {
    columns: &[field::Field::new(
        "acceptance",
        "Acceptance",
        "Whether its acceptance holds, has ended, or is no longer proven.",
        field::Kind::Choice(Acceptance::CHOICES),
    )
    .sorted()],
    follows: Follows::First(&[
        Answer { key: Acceptance::Ended.key(), when: &[IS_ACCEPTED, When::Says(Field::Outgrown.name(), true)] },
        Answer { key: Acceptance::Ended.key(), when: &[IS_ACCEPTED, When::Passed(Field::ReviewBy.name())] },
        Answer { key: Acceptance::Unproven.key(), when: &[IS_ACCEPTED, When::Fallen] },
        Answer { key: Acceptance::Holds.key(), when: &[IS_ACCEPTED] },
    ]),
}];

const IS_ACCEPTED: When = When::Is(Field::State.name(), &[State::Accepted.key()]);

fn over(risk: &Record, today: NaiveDate) -> Option<String> {
    let one = Risk(risk);
    if one.outgrown() == Some(true) {
        let word = |level: Option<risk_criteria::Level>| level.map_or("unknown", |level| level.label()).to_lowercase();
        let (then, now) = (word(one.accepted_level()), word(levels::standing_level(one)));
        return Some(format!("It was accepted at the level {then}, which is {now} now"));
    }
    let day = one.review_by().filter(|day| *day < today)?;
    Some(format!("It was accepted until {day}"))
}

/// The level at which it was accepted, and whether it has risen since. What was accepted before that was kept counts as
/// accepted at the level at which it stood until it was first written again.
pub fn standing(facts: &Facts, now: &Record) -> Derived {
    let (risk, level) = (Risk(now), levels::standing_level(Risk(now)));
    let accepted = |record: &&Record| Risk(record).state() == Some(State::Accepted);
    let before = facts.before.filter(accepted);
    let at = match before.map(Risk) {
        _ if !accepted(&now) => None,
        Some(before) => before.accepted_level().or_else(|| levels::standing_level(before)),
        None => level,
    };
    // Once it is over, only another acceptance makes it hold.
    let over = before.is_some_and(|before| Risk(before).outgrown() == Some(true));
    let outgrown = risk.state() == Some(State::Accepted) && (over || at.is_some() && level > at);
    vec![
        (Field::AcceptedLevel.field(), at.map(|level| Value::Choice(level.key()))),
        (Field::Outgrown.field(), outgrown.then_some(Value::YesNo(true))),
    ]
}

fn has_a_level(facts: &Facts) -> Vec<Missing> {
    if levels::standing_level(Risk(facts.record)).is_some() {
        return Vec::new();
    }
    vec![Missing::in_field(Field::Likelihood.name(), "Likelihood and impact are not assessed")]
}

/// Whoever of these may accept the risk at its level, or why they may not.
fn may(facts: &Facts, accepter: Option<&Record>) -> Result<(), String> {
    let risk = Risk(facts.record);
    let Some(level) = levels::standing_level(risk) else { return Ok(()) };
    let (who, said) = (accepter.map_or("Whoever accepts", Record::title), level.label().to_lowercase());
    let is_top = accepter.is_some_and(|person| is_top(Person(person)));
    let is_owner = risk.owner().is_some() && accepter.map(|person| person.id) == risk.owner();
    match risk_criteria::accepter(&facts.every(RiskCriteriaField::REGISTER), facts.today, level) {
        Accepter::Owner if is_owner || is_top => Ok(()),
        Accepter::Owner => Err(format!("The level is {said}: {who} neither owns the risk nor is of top management")),
        Accepter::TopManagement if is_top => Ok(()),
        Accepter::TopManagement => Err(format!("The level is {said}: {who} is not marked as top management")),
        Accepter::Nobody => Err(format!("The level is {said}, which is treated or avoided, and never accepted")),
    }
}

fn accepter_may(facts: &Facts) -> Vec<Missing> {
    let people = facts.linked(Field::AcceptedBy);
    let why_not = may(facts, people.first()).err();
    why_not.map(|what| Missing::in_field(Field::AcceptedBy.name(), what)).into_iter().collect()
}

fn accepter_of_before_could(facts: &Facts) -> Vec<Missing> {
    let level = levels::standing_level(Risk(facts.record));
    let owners = |level| {
        risk_criteria::accepter(&facts.every(RiskCriteriaField::REGISTER), facts.today, level) == Accepter::Owner
    };
    let named = Risk(facts.record).accepted_by().is_some();
    if !named && level.is_none_or(owners) { Vec::new() } else { accepter_may(facts) }
}

fn is_top(person: Person) -> bool {
    person.top_management() == Some(true)
}

/// Whether somebody else than the owner has to accept it at its level.
fn asks_another(facts: &Facts) -> bool {
    let level = levels::standing_level(Risk(facts.record));
    let asked = |level| {
        risk_criteria::accepter(&facts.every(RiskCriteriaField::REGISTER), facts.today, level) != Accepter::Owner
    };
    level.is_some_and(asked)
}

/// Those who own it, and who did when it got the levels that it has or when a move was made with it since.
fn owners(facts: &Facts) -> Vec<Hand> {
    let past = facts.past();
    let scored = |place: usize| {
        let before = place.checked_sub(1).and_then(|before| past.get(before));
        before.is_none_or(|before| !levels::same_scores(&before.record, &past[place].record))
    };
    let first = (0..past.len()).rfind(|place| scored(*place)).unwrap_or_default();
    let anew = past.iter().rposition(|version| version.is_by(&[RiskMove::Reassess, RiskMove::Reopen])).unwrap_or(first);
    let deeds = past.iter().enumerate().skip(first.min(anew));
    let deeds = deeds.filter(|(place, version)| scored(*place) || matches!(version.by, Came::Move(_)));
    let then = deeds.filter_map(|(_, version)| {
        let day = version.day.map_or(String::new(), |day| format!(" on {day}"));
        Hand::of(Risk(&version.record).owner(), format!("owned {}{day}", version.record.reference()))
    });
    let now = facts.before.into_iter().chain([facts.record]);
    let now = now.filter_map(|risk| Hand::of(Risk(risk).owner(), format!("owns {}", risk.reference())));
    now.chain(then).collect()
}

fn accepter(facts: &Facts) -> Vec<Hand> {
    let reference = facts.record.reference();
    Hand::of(Risk(facts.record).accepted_by(), format!("accepted {reference}")).into_iter().collect()
}

fn accepted_by_another(facts: &Facts) -> Vec<Missing> {
    if asks_another(facts) { ACCEPTANCE.missing_among(facts, is_top) } else { Vec::new() }
}

fn owned_by_another(facts: &Facts) -> Vec<Missing> {
    let accepted = Risk(facts.record).state() == Some(State::Accepted);
    if accepted && facts.changes(Field::Owner) && asks_another(facts) { OWNERSHIP.missing(facts) } else { Vec::new() }
}

/// What is told for ever of what was accepted, or taken over, under an exception.
pub fn told(facts: &Facts) -> Derived {
    let accepted = Risk(facts.record).state() == Some(State::Accepted);
    if accepted && asks_another(facts) { separation::snapshot(facts, &[&ACCEPTANCE, &OWNERSHIP]) } else { Vec::new() }
}

fn owner_agrees(facts: &Facts) -> Vec<Missing> {
    let risk = Risk(facts.record);
    let certified = |one: &Record| Organisation(one).certified_27001() == Some(true);
    if !facts.every(OrganisationField::REGISTER).iter().any(certified) || risk.accepted_by() == risk.owner() {
        return Vec::new();
    }
    let mut missing = OWNER_APPROVED.unsaid(facts.record);
    match (risk.owner(), risk.owner_approved_by()) {
        (None, _) => missing.push(Missing::in_field(Field::Owner.name(), "Nobody owns it")),
        (Some(owner), Some(person)) if owner != person => {
            missing.push(Missing::in_field(OWNER_APPROVED.attester(), "This person does not own the risk"));
        }
        _ => {}
    }
    missing
}
