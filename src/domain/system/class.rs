//! How a system is classed: by the organisation's tiers and by law. A tier goes down, and a prohibition falls away, only with a
//! reason and somebody else's approval.

use crate::domain::attestation::Attestation;
use crate::domain::ownership;
use crate::domain::reason;
use crate::domain::record::Record;
use crate::domain::rules::{Facts, Holds, Missing, Rule};
use crate::domain::separation::{self, Apart, Duty, Hand};

use super::past::{BY_OWNERS, as_the_day_began};
use super::words::{LegalClass, System, SystemField as Field, TIER_APPROVED};

/// What must hold before a tier or a class is lowered.
pub static LOWER: &[Rule] = &[
    Rule { says: "A lower tier or class says why.", clause: Some("6.1.2"), looks_at: &[], holds: Holds::By(says_why) },
    Rule::new(
        "A lower tier or class is approved by somebody who neither owns the system nor lowers it.",
        Holds::By(|facts| LOWERING.missing(facts)),
    )
    .clause("6.1.2")
    .looking_at(&BY_OWNERS),
];

/// What is prohibited is never put into operation.
pub const NOT_PROHIBITED: Rule =
    Rule::new("A prohibited system is never put into operation.", Holds::By(not_prohibited))
        .clause("AI Act, Article 5");

/// No edit lowers a tier, or takes a prohibition away.
pub const STANDS: Rule = Rule::new(
    "A tier goes down, and a prohibition falls away, by the move “lower”: for a reason that somebody else approves.",
    Holds::By(stands),
)
.clause("6.1.2")
.looking_at(&[ownership::LOOKS_AT]);

/// Whoever approved a lower tier does not come to own the system.
pub const STILL_ANOTHER: Rule =
    Rule::new("Whoever approved a lower tier or class does not come to own the system.", Holds::By(owned_by_another))
        .clause("6.1.2")
        .looking_at(&separation::LOOKS_AT);

pub static LOWERING: Apart = Apart {
    attests: TIER_APPROVED,
    duty: Duty::Tier,
    act: "Tier or class lowered",
    verb: "approve that",
    hands: owners_and_whoever_lowers,
    ..Apart::PLAIN
};

pub static OWNERSHIP: Apart = Apart {
    attests: Attestation::of(Field::Owner.fields()),
    duty: Duty::Tier,
    act: "Taken over",
    verb: "own it",
    hands: approver,
    ..Apart::PLAIN
};

fn owners_and_whoever_lowers(facts: &Facts) -> Vec<Hand> {
    let lowers = Hand::of(facts.actor, format!("lowers {}", facts.record.reference()));
    ownership::owners(facts).into_iter().chain(lowers).collect()
}

fn approver(facts: &Facts) -> Vec<Hand> {
    let (by, reference) = (System(facts.record).tier_approved_by(), facts.record.reference());
    Hand::of(by, format!("approved a lower tier of {reference}")).into_iter().collect()
}

fn owned_by_another(facts: &Facts) -> Vec<Missing> {
    if facts.changes(Field::Owner) { OWNERSHIP.missing(facts) } else { Vec::new() }
}

fn is_prohibited(system: &Record) -> bool {
    System(system).legal_classes().contains(&LegalClass::Prohibited)
}

fn says_why(facts: &Facts) -> Vec<Missing> {
    let (told, field) = (System(facts.record).tier_because(), Field::TierBecause);
    let nothing = !told.is_empty() && !reason::is_one(told);
    let label = field.field().label;
    nothing.then(|| Missing::in_field(field.name(), reason::says_nothing(label, told))).into_iter().collect()
}

fn not_prohibited(facts: &Facts) -> Vec<Missing> {
    let what = "Its legal classes name it as prohibited";
    is_prohibited(facts.record).then(|| Missing::in_field(Field::LegalClasses.name(), what)).into_iter().collect()
}

fn stands(facts: &Facts) -> Vec<Missing> {
    if !facts.changes(Field::Tier) && !facts.changes(Field::LegalClasses) {
        return Vec::new();
    }
    let Some(then) = as_the_day_began(facts) else { return Vec::new() };
    let mut missing = Vec::new();
    let (was, now) = (System(&then).tier(), System(facts.record).tier());
    if facts.changes(Field::Tier)
        && let Some(was) = was.filter(|was| now.is_none_or(|now| now < *was))
    {
        let what = format!("It is {}: lower it with a reason and an approval", was.label().to_lowercase());
        missing.push(Missing::in_field(Field::Tier.name(), what));
    }
    if facts.changes(Field::LegalClasses) && is_prohibited(&then) && !is_prohibited(facts.record) {
        let what = "It is prohibited: lower that with a reason and an approval";
        missing.push(Missing::in_field(Field::LegalClasses.name(), what));
    }
    missing
}
