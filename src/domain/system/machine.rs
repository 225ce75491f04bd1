//! The stages of a system and the moves between them; and the moves by which it leaves the scope, or is lowered.

use crate::domain::state::{Machine, Move, Stamp};
use crate::fields;

use super::words::{SCOPE_APPROVED, State, SystemField as Field, SystemMove, TIER_APPROVED};
use super::{class, dependents, scope};

/// Every stage but the last.
const LIVE: &[&str] = &[
    State::Unstated.key(),
    State::Inception.key(),
    State::Development.key(),
    State::Verification.key(),
    State::Deployment.key(),
    State::Operation.key(),
    State::Reevaluation.key(),
];

/// The stages reach each other: a life cycle is gone through more than once.
const fn to(stage: State, name: SystemMove) -> Move {
    Move { name: name.name(), from: LIVE, to: stage.key(), rules: &[class::NOT_PROHIBITED_IN_USE], ..Move::PLAIN }
}

pub static MACHINE: Machine = Machine {
    field: Field::Stage.name(),
    initial: State::Unstated.key(),
    adopted: Some(Field::Adopted.name()),
    open: LIVE,
    due_in: LIVE,
    attested: &[],
    moves: &[
        Move {
            label: "Inception",
            help: "It is thought about: what it is for, and whether it may be.",
            participle: "marked as in inception",
            ..to(State::Inception, SystemMove::Conceive)
        },
        Move {
            label: "Design and develop",
            help: "It is designed and developed.",
            participle: "marked as in development",
            ..to(State::Development, SystemMove::Develop)
        },
        Move {
            label: "Verify and validate",
            help: "It is verified and validated.",
            participle: "marked as in verification",
            ..to(State::Verification, SystemMove::Verify)
        },
        Move {
            label: "Deploy",
            help: "It is being put into use.",
            participle: "deployed",
            rules: &[class::NOT_PROHIBITED],
            ..to(State::Deployment, SystemMove::Deploy)
        },
        Move {
            label: "Put into operation",
            help: "It is in use, and monitored.",
            participle: "put into operation",
            rules: &[class::NOT_PROHIBITED],
            ..to(State::Operation, SystemMove::Operate)
        },
        Move {
            label: "Re-evaluate",
            help: "It is looked at whether it still does what it is for.",
            participle: "re-evaluated",
            ..to(State::Reevaluation, SystemMove::Reevaluate)
        },
        Move {
            name: SystemMove::Retire.name(),
            label: "Retire",
            help: "It is taken out of use, once nothing that depends on it is open.",
            participle: "retired",
            from: LIVE,
            to: State::Retired.key(),
            asks: fields![Field: RetiredOn],
            rules: &[dependents::NOTHING_OPEN],
            reason: true,
            evidence: true,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: SystemMove::Revive.name(),
            label: "Take up again",
            help: "It comes into use again, or was never out of it: it is looked at anew.",
            participle: "taken up again",
            from: &[State::Retired.key()],
            to: State::Reevaluation.key(),
            clears: fields![Field: RetiredOn, Adopted],
            reason: true,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: SystemMove::Adopt.name(),
            label: "Carry over as retired before",
            help: "It was taken out of use before this file was kept; nothing here verifies it.",
            participle: "carried over as retired before",
            from: &[State::Unstated.key()],
            to: State::Retired.key(),
            sets: fields![Field: RetiredOn],
            stamps: &[(Field::Adopted.name(), Stamp::Yes)],
            rules: &[dependents::NOTHING_OPEN],
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: SystemMove::Exclude.name(),
            label: "Exclude from the scope",
            help: "The management system does not cover it: for a reason that someone other than its owner approves, until \
                   it is looked at again.",
            participle: "excluded from the scope",
            from: LIVE,
            to: Move::STAYS,
            asks: fields![Field: LeftOutBecause, ScopeReviewBy],
            attests: &[&SCOPE_APPROVED],
            clears: fields![Field: InScope, LeftOutBecause, ScopeReviewBy],
            stamps: &[(Field::InScope.name(), Stamp::No)],
            rules: scope::EXCLUDE,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: SystemMove::Include.name(),
            label: "Include in the scope",
            help: "The management system covers it.",
            participle: "included in the scope",
            from: LIVE,
            to: Move::STAYS,
            clears: fields![Field: InScope, LeftOutBecause, ScopeReviewBy, ..SCOPE_APPROVED],
            stamps: &[(Field::InScope.name(), Stamp::Yes)],
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: SystemMove::Lower.name(),
            label: "Lower the tier",
            help: "Its tier, its class in law or its level of automation is lower than it was: for a reason that someone \
                   approves who neither owns it nor says so.",
            participle: "lowered",
            from: LIVE,
            to: Move::STAYS,
            asks: fields![Field: TierBecause],
            attests: &[&TIER_APPROVED],
            sets: fields![Field: Tier, LegalClasses, Automation],
            clears: fields![Field: TierBecause],
            rules: class::LOWER,
            settles: true,
            ..Move::PLAIN
        },
    ],
};
