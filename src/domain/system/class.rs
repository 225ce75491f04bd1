//! How a system is classed: by the organisation's tiers and by law. A tier goes down, and a prohibition falls away, only with a
//! reason and somebody else's approval.

use crate::domain::attestation::Attestation;
use crate::domain::ownership;
use crate::domain::record::Record;
use crate::domain::rules::{Facts, Holds, Missing, Rule};
use crate::domain::separation::{self, Apart, Duty, Hand};

use super::past::{BY_OWNERS, as_the_day_began};
use super::words::{LegalClass, State, System, SystemField as Field, TIER_APPROVED};

/// What must hold before a tier, a class or a level of automation is lowered.
pub static LOWER: &[Rule] = &[
    Rule::new("What is lowered is lower than it was.", Holds::By(is_lower)).clause("6.1.2"),
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

/// What is prohibited and in use goes out of use, and into no other stage.
pub const NOT_PROHIBITED_IN_USE: Rule =
    Rule::new("A prohibited system that is in use is retired.", Holds::By(not_prohibited_in_use))
        .clause("AI Act, Article 5");

/// No edit lowers a tier or a level of automation, or takes a class away.
pub const STANDS: Rule = Rule::new(
    "A tier, a legal class, a level of automation goes down by the move “lower”: for a reason that somebody else \
     approves.",
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
    hands: |facts| owners_and_whoever_acts(facts, "lowers"),
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

/// Those who own it or did within the last year, and whoever acts: what they do is said as `lowers`.
pub fn owners_and_whoever_acts(facts: &Facts, does: &str) -> Vec<Hand> {
    let acts = Hand::of(facts.actor, format!("{does} {}", facts.record.reference()));
    ownership::owners(facts).into_iter().chain(acts).collect()
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

fn not_prohibited(facts: &Facts) -> Vec<Missing> {
    let what = "Its legal classes name it as prohibited";
    is_prohibited(facts.record).then(|| Missing::in_field(Field::LegalClasses.name(), what)).into_iter().collect()
}

fn not_prohibited_in_use(facts: &Facts) -> Vec<Missing> {
    let in_use = |before: &Record| matches!(System(before).stage(), Some(State::Deployment | State::Operation));
    let stays = facts.before.is_some_and(in_use) && is_prohibited(facts.record);
    let what = "It is prohibited and in use: retire it, or lower its class with a reason and an approval";
    stays.then(|| Missing::in_field(Field::LegalClasses.name(), what)).into_iter().collect()
}

/// What of a system is lower than it was, each with what it was. Of the classes, the least brings no duties with it: to lose
/// it makes nothing look smaller.
fn lowered(was: &Record, now: &Record) -> Vec<(Field, String)> {
    let (was, now) = (System(was), System(now));
    let mut lowered = Vec::new();
    if let Some(tier) = was.tier().filter(|tier| now.tier().is_none_or(|now| now < *tier)) {
        lowered.push((Field::Tier, tier.label().to_lowercase()));
    }
    let kept = now.legal_classes();
    let lost = was.legal_classes().into_iter().filter(|class| *class != LegalClass::Minimal && !kept.contains(class));
    let lost: Vec<_> = lost.map(|class| class.label().to_lowercase()).collect();
    if !lost.is_empty() {
        lowered.push((Field::LegalClasses, lost.join(", ")));
    }
    if let Some(level) = was.automation().filter(|level| now.automation().is_none_or(|now| now < *level)) {
        lowered.push((Field::Automation, level.label().to_lowercase()));
    }
    lowered
}

fn is_lower(facts: &Facts) -> Vec<Missing> {
    let nothing = facts.before.is_some_and(|before| lowered(before, facts.record).is_empty());
    let what = "Neither its tier, nor a legal class, nor its automation level is lower than it was";
    nothing.then(|| Missing::in_field(Field::Tier.name(), what)).into_iter().collect()
}

fn stands(facts: &Facts) -> Vec<Missing> {
    let fields = [Field::Tier, Field::LegalClasses, Field::Automation];
    if !fields.into_iter().any(|field| facts.changes(field)) {
        return Vec::new();
    }
    let Some(then) = as_the_day_began(facts) else { return Vec::new() };
    let lowered = lowered(&then, facts.record).into_iter().filter(|(field, _)| facts.changes(*field));
    let told = lowered.map(|(field, was)| {
        Missing::in_field(field.name(), format!("It is {was}: lower it with a reason and an approval"))
    });
    told.collect()
}
