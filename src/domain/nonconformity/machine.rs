//! The states of a nonconformity and the moves between them.

use crate::domain::name::FieldName;
use crate::domain::state::{Machine, Move, Stamp};
use crate::fields;

use super::grounds::ATTESTED;
use super::words::{
    CHECKED, CLOSING_APPROVED, DOWNGRADED, DUPLICATED, EXTENDED, NO_ACTION_APPROVED, NonconformityField as Field,
    NonconformityMove, OVERRULED, PLAN_APPROVED, REJECTED, REVISED, State, UNDER_WAY, VERIFIED,
};
use super::{duplicates, guards, planning, showing};

const WORKED_ON: &[&str] = &[
    State::Draft.key(),
    State::Open.key(),
    State::Contained.key(),
    State::Analysed.key(),
    State::Planned.key(),
    State::InProgress.key(),
    State::Implemented.key(),
];

/// What belongs to one cycle: a new one begins without it. The journal keeps it, and what the measure had said stays in
/// sight.
const OF_A_CYCLE: &[FieldName] = fields![Field:
    CorrectionStands, Cause, CauseMethod, CauseClass, SimilarSearched, SimilarCases, Criterion,
    EffectivenessCriterion, MeasuredBy, EffectivenessMeasure, EffectivenessKpi, CheckFrom, ..PLAN_APPROVED,
    LimitLow, LimitHigh, LimitPeriod, RevisedBecause, ..REVISED, NoActionReason,
    ..NO_ACTION_APPROVED, BegunBy, BegunOn, FiguresFrom, ImplementedOn, ..VERIFIED, Effectiveness, EffectivenessEvidence,
    ..CHECKED, StakeholderReview, ..CLOSING_APPROVED, OverruledBecause, ..OVERRULED, ChangesNeeded, Changed, NoChangeReason, ClosedOn, Adopted
];

/// The result of an effectiveness review. One that found an action not effective says why a cycle began, and is gone
/// once that cycle has its own analysis; the journal keeps it.
const OF_A_REVIEW: &[FieldName] = fields![Field: Effectiveness, EffectivenessEvidence, ..CHECKED, StakeholderReview];

/// The states in which a criterion was approved, and its effect is not judged yet.
const JUDGED_LATER: &[&str] =
    &[State::Planned.key(), State::InProgress.key(), State::Implemented.key(), State::Verified.key()];

/// What is said of a case before anything is done about it. One that was carried over is completed with the first step.
const STATED: &[FieldName] =
    fields![Field: Requirement, Statement, ObjectiveEvidence, Source, OccurredOn, RaisedOn, RaisedBy, Owner];

pub static MACHINE: Machine = Machine {
    field: Field::State.name(),
    initial: State::Draft.key(),
    adopted: Some(Field::Adopted.name()),
    open: &[
        State::Draft.key(),
        State::Open.key(),
        State::Contained.key(),
        State::Analysed.key(),
        State::Planned.key(),
        State::InProgress.key(),
        State::Implemented.key(),
        State::Verified.key(),
    ],
    due_in: WORKED_ON,
    attested: ATTESTED,
    moves: &[
        Move {
            name: NonconformityMove::Open.name(),
            label: "Open",
            help: "It is stated in full: what is required, what was found, on which evidence.",
            participle: "opened",
            from: &[State::Draft.key()],
            to: State::Open.key(),
            needs: STATED,
            rules: guards::OPENING,
            ..Move::PLAIN
        },
        Move {
            name: NonconformityMove::Contain.name(),
            label: "Contained",
            help: "It was put right at once, and its consequences were dealt with.",
            participle: "marked as contained",
            from: &[State::Open.key()],
            to: State::Contained.key(),
            asks: fields![Field: Correction, CorrectedOn, CorrectedBy, Consequences],
            needs: STATED,
            clears: fields![Field: Adopted],
            stamps: &[(Field::CorrectedBy.name(), Stamp::Actor)],
            rules: guards::OPENING,
            evidence: true,
            ..Move::PLAIN
        },
        Move {
            name: NonconformityMove::Analyse.name(),
            label: "Analysed",
            help: "Its root cause is known, and similar cases were looked for.",
            participle: "marked as analysed",
            from: &[State::Contained.key()],
            to: State::Analysed.key(),
            asks: fields![Field: CauseMethod, SimilarSearched, SimilarCases],
            sets: fields![Field: Cause, CauseClass, CorrectionStands, Correction, CorrectedOn, CorrectedBy, Consequences],
            clears: OF_A_REVIEW,
            rules: guards::ANALYSIS,
            evidence: true,
            ..Move::PLAIN
        },
        Move {
            name: NonconformityMove::Plan.name(),
            label: "Planned",
            help: "Corrective actions have owners and days, it is clear how their effect will be judged, and someone approved it.",
            participle: "planned",
            from: &[State::Analysed.key()],
            to: State::Planned.key(),
            asks: fields![Field: Criterion, MeasuredBy, EffectivenessMeasure, CheckFrom],
            attests: &[&PLAN_APPROVED],
            sets: fields![Field: EffectivenessCriterion, EffectivenessKpi],
            rules: planning::PLANNING,
            evidence: true,
            ..Move::PLAIN
        },
        Move {
            name: NonconformityMove::Correct.name(),
            label: "Close as corrected",
            help: "No corrective action is needed: the correction was verified, and someone approved that none is.",
            participle: "closed as corrected",
            from: &[State::Analysed.key()],
            to: State::Corrected.key(),
            asks: fields![Field: NoActionReason, ClosedOn],
            attests: &[&NO_ACTION_APPROVED, &VERIFIED],
            rules: guards::CORRECTING,
            evidence: true,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: NonconformityMove::Begin.name(),
            label: "Begin",
            help: "At least one action was begun.",
            participle: "begun",
            from: &[State::Planned.key()],
            to: State::InProgress.key(),
            asks: fields![Field: BegunBy, BegunOn],
            stamps: &[(Field::BegunBy.name(), Stamp::Actor)],
            ..Move::PLAIN
        },
        Move {
            name: NonconformityMove::Implement.name(),
            label: "Implemented",
            help: "All corrective actions are done, each with evidence.",
            participle: "marked as implemented",
            from: &[State::InProgress.key()],
            to: State::Implemented.key(),
            asks: fields![Field: ImplementedOn],
            rules: planning::IMPLEMENTING,
            ..Move::PLAIN
        },
        Move {
            name: NonconformityMove::Verify.name(),
            label: "Verify",
            help: "Someone who did none of it has seen that it was done.",
            participle: "verified",
            from: &[State::Implemented.key()],
            to: State::Verified.key(),
            attests: &[&VERIFIED],
            stamps: &[(Field::VerifiedBy.name(), Stamp::Actor)],
            rules: guards::VERIFYING,
            evidence: true,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: NonconformityMove::Close.name(),
            label: "Close as effective",
            help: "The action worked: the criterion that was set before is met; what else changes is answered.",
            participle: "closed",
            from: &[State::Verified.key()],
            to: State::Closed.key(),
            asks: fields![Field: Effectiveness, EffectivenessEvidence, ChangesNeeded, ClosedOn],
            attests: &[&CHECKED],
            sets: fields![Field: StakeholderReview, Changed, NoChangeReason, ..CLOSING_APPROVED],
            rules: guards::CLOSING,
            evidence: true,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: NonconformityMove::Overrule.name(),
            label: "Effective although the measure says otherwise",
            help: "The measure says that it did not work, and it is held to be effective for a reason that a second person approves. It never counts as proven.",
            participle: "closed against its measure",
            from: &[State::Verified.key()],
            to: State::Overruled.key(),
            asks: fields![Field: EffectivenessEvidence, OverruledBecause, ChangesNeeded, ClosedOn],
            attests: &[&CHECKED, &OVERRULED],
            sets: fields![Field: StakeholderReview, Changed, NoChangeReason],
            rules: guards::OVERRULING,
            evidence: true,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: NonconformityMove::Revise.name(),
            label: "Judge by another criterion",
            help: "The criterion, its measure or the first day is another than was approved: for a reason, and approved anew. What was set before stays in print.",
            participle: "given another criterion",
            from: JUDGED_LATER,
            to: Move::STAYS,
            asks: fields![Field: Criterion, MeasuredBy, EffectivenessMeasure, CheckFrom, RevisedBecause],
            attests: &[&REVISED],
            sets: fields![Field: EffectivenessCriterion, EffectivenessKpi],
            clears: fields![Field: RevisedBecause],
            rules: showing::REVISING,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: NonconformityMove::Ineffective.name(),
            label: "Not effective",
            help: "The action did not work: a new cycle begins at the cause.",
            participle: "marked as not effective",
            from: &[State::Verified.key()],
            to: State::Contained.key(),
            asks: fields![Field: Effectiveness, EffectivenessEvidence],
            attests: &[&CHECKED],
            sets: fields![Field: StakeholderReview],
            clears: OF_A_CYCLE,
            rules: guards::FAILING,
            evidence: true,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: NonconformityMove::Reopen.name(),
            label: "Reopen",
            help: "It came back, or was not dealt with: a new cycle begins at the cause.",
            participle: "reopened",
            from: &[
                State::Verified.key(),
                State::Closed.key(),
                State::Overruled.key(),
                State::Corrected.key(),
                State::ClosedBefore.key(),
            ],
            to: State::Contained.key(),
            asks: fields![Field: ReopenedOnEvidence],
            clears: OF_A_CYCLE,
            rules: guards::REOPENING,
            reason: true,
            evidence: true,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: NonconformityMove::Reject.name(),
            label: "Reject",
            help: "It is no nonconformity: someone who neither raised nor owns it decides so.",
            participle: "rejected",
            from: &[
                State::Draft.key(),
                State::Open.key(),
                State::Contained.key(),
                State::Analysed.key(),
                State::Planned.key(),
                State::InProgress.key(),
            ],
            to: State::Rejected.key(),
            asks: fields![Field: ClosedOn],
            attests: &[&REJECTED],
            rules: guards::REJECTING,
            reason: true,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: NonconformityMove::Duplicate.name(),
            label: "Duplicate of another",
            help: "Another one is dealt with in its place, which is no less grave and due no later: someone who neither raised nor owns it agrees.",
            participle: "ended as a duplicate",
            from: WORKED_ON,
            to: State::Duplicate.key(),
            asks: fields![Field: DuplicateOf, ClosedOn],
            attests: &[&DUPLICATED],
            rules: duplicates::DUPLICATING,
            reason: true,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: NonconformityMove::Extend.name(),
            label: "Extend",
            help: "It is to be dealt with by a later day, for a reason that someone other than the owner approves.",
            participle: "extended",
            from: UNDER_WAY,
            to: Move::STAYS,
            asks: fields![Field: Due],
            attests: &[&EXTENDED],
            rules: guards::EXTENDING,
            reason: true,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: NonconformityMove::Downgrade.name(),
            label: "Downgrade to minor",
            help: "It is less grave than it was graded, for a reason that someone other than the owner approves.",
            participle: "downgraded",
            from: UNDER_WAY,
            to: Move::STAYS,
            asks: fields![Field: Grade],
            attests: &[&DOWNGRADED],
            rules: guards::DOWNGRADING,
            reason: true,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: NonconformityMove::Reconsider.name(),
            label: "Reconsider",
            help: "It is a nonconformity after all.",
            participle: "reconsidered",
            from: &[State::Rejected.key(), State::Duplicate.key()],
            to: State::Draft.key(),
            clears: fields![Field: ..REJECTED, DuplicateOf, ..DUPLICATED, ClosedOn],
            reason: true,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: NonconformityMove::Adopt.name(),
            label: "Carry over as closed before",
            help: "It was closed before this file was kept; nothing here verifies it.",
            participle: "carried over as closed before",
            from: &[State::Draft.key()],
            to: State::ClosedBefore.key(),
            sets: fields![Field: ClosedOn],
            stamps: &[(Field::Adopted.name(), Stamp::Yes)],
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: NonconformityMove::CarryOver.name(),
            label: "Carry over as open",
            help: "It was open when an import brought it; nothing here verifies it. What it lacks is completed before it moves on.",
            participle: "carried over as open",
            from: &[State::Draft.key()],
            to: State::Open.key(),
            stamps: &[(Field::Adopted.name(), Stamp::Yes)],
            ..Move::PLAIN
        },
    ],
};
