//! The moves of a change: the way that was planned, and the two ways round it that are shown until they are dealt with.

use crate::domain::state::{Machine, Move, Stamp};
use crate::fields;

use super::held::{
    AFTER_ITS_EFFECT, ATTESTED, BY_ANOTHER, LOOKED_BACK_BY_ANOTHER, NOT_BEFORE_ITS_DAY, SAYS_WHAT_CAME_OF_IT,
    WAS_NOT_IN_EFFECT_UNAPPROVED,
};
use super::words::{APPROVED, LOOKED_BACK, PlannedChangeField as Field, PlannedChangeMove, State};

pub static MACHINE: Machine = Machine {
    field: Field::State.name(),
    initial: State::Planned.key(),
    adopted: Some(Field::Adopted.name()),
    open: &[State::Planned.key(), State::Approved.key(), State::Unapproved.key(), State::Unintended.key()],
    due_in: &[State::Planned.key(), State::Approved.key(), State::Unapproved.key(), State::Unintended.key()],
    attested: ATTESTED,
    moves: &[
        Move {
            name: PlannedChangeMove::Approve.name(),
            label: "Approve",
            help: "Someone other than its owner finds that it can be made, from its day on.",
            participle: "approved",
            from: &[State::Planned.key()],
            to: State::Approved.key(),
            attests: &[&APPROVED],
            needs: fields![Field: Owner, Consequences, Integrity, Due],
            rules: &[BY_ANOTHER],
            evidence: true,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: PlannedChangeMove::Effect.name(),
            label: "In effect",
            help: "The change holds from a day on, and not before the one for which it was approved.",
            participle: "put into effect",
            from: &[State::Approved.key()],
            to: State::Effective.key(),
            asks: fields![Field: EffectiveOn],
            rules: &[NOT_BEFORE_ITS_DAY],
            evidence: true,
            ..Move::PLAIN
        },
        Move {
            name: PlannedChangeMove::Emergency.name(),
            label: "In effect at once",
            help: "An emergency: it holds now, and is approved within days by someone other than its owner. What was \
                   approved for a later day is approved anew.",
            participle: "put into effect at once",
            from: &[State::Planned.key(), State::Approved.key()],
            to: State::Unapproved.key(),
            asks: fields![Field: EffectiveOn],
            clears: APPROVED.fields(),
            needs: fields![Field: Owner, Consequences],
            reason: true,
            evidence: true,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: PlannedChangeMove::Ratify.name(),
            label: "Approve afterwards",
            help: "Someone other than its owner finds that what took effect at once can stay.",
            participle: "approved afterwards",
            from: &[State::Unapproved.key()],
            to: State::Effective.key(),
            attests: &[&APPROVED],
            needs: fields![Field: Integrity],
            rules: &[BY_ANOTHER, AFTER_ITS_EFFECT],
            evidence: true,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: PlannedChangeMove::Revert.name(),
            label: "Take back",
            help: "What took effect at once is not approved, and is undone: someone other than its owner says what came of it.",
            participle: "taken back",
            from: &[State::Unapproved.key()],
            to: State::Dropped.key(),
            asks: fields![Field: LookedBack],
            attests: &[&LOOKED_BACK],
            rules: &[SAYS_WHAT_CAME_OF_IT, LOOKED_BACK_BY_ANOTHER],
            reason: true,
            evidence: true,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: PlannedChangeMove::Unintended.name(),
            label: "Nobody planned it",
            help: "It happened, and nobody had planned it: its consequences are reviewed within days.",
            participle: "recorded as unintended",
            from: &[State::Planned.key()],
            to: State::Unintended.key(),
            asks: fields![Field: EffectiveOn],
            needs: fields![Field: Owner],
            reason: true,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: PlannedChangeMove::Review.name(),
            label: "Look back",
            help: "What came of it was reviewed, and what followed that nobody wanted was dealt with; of what nobody planned by \
                   someone other than its owner.",
            participle: "looked back on",
            from: &[State::Effective.key(), State::Unintended.key()],
            to: State::LookedBack.key(),
            asks: fields![Field: LookedBack],
            attests: &[&LOOKED_BACK],
            rules: &[SAYS_WHAT_CAME_OF_IT, LOOKED_BACK_BY_ANOTHER],
            evidence: true,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: PlannedChangeMove::Drop.name(),
            label: "Drop",
            help: "The change is not made, for a reason.",
            participle: "dropped",
            from: &[State::Planned.key(), State::Approved.key()],
            to: State::Dropped.key(),
            reason: true,
            ..Move::PLAIN
        },
        Move {
            name: PlannedChangeMove::Reopen.name(),
            label: "Reopen",
            help: "It is to be made after all, or otherwise than it was approved, or was not made.",
            participle: "reopened",
            from: &[State::Approved.key(), State::Dropped.key(), State::Effective.key(), State::LookedBack.key()],
            to: State::Planned.key(),
            clears: fields![Field: EffectiveOn, LookedBack, Adopted, LookedBackBy, LookedBackOn, ..APPROVED],
            rules: &[WAS_NOT_IN_EFFECT_UNAPPROVED],
            reason: true,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: PlannedChangeMove::Adopt.name(),
            label: "Carry over as in effect before",
            help: "It took effect before this file was kept; nothing here verifies it.",
            participle: "carried over as in effect before",
            from: &[State::Planned.key()],
            to: State::Effective.key(),
            sets: fields![Field: EffectiveOn],
            stamps: &[(Field::Adopted.name(), Stamp::Yes)],
            settles: true,
            ..Move::PLAIN
        },
    ],
};
