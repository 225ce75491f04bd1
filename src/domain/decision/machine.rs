//! The states of a decision and the moves between them.

use crate::domain::state::{Machine, Move};
use crate::fields;

use super::grounds::ATTESTED;
use super::guards;
use super::words::{DecisionField as Field, DecisionMove, State, TAKEN_BACK};

/// Worded freely until it is put; decided; afterwards superseded only.
pub static MACHINE: Machine = Machine {
    field: Field::State.name(),
    initial: State::Proposed.key(),
    adopted: None,
    open: &[State::Proposed.key(), State::Put.key(), State::Provisional.key(), State::Deferred.key()],
    due_in: &[],
    attested: ATTESTED,
    moves: MOVES,
};

const PUT: &[&str] = &[State::Put.key()];

const DECIDED: &[&str] = &[State::Carried.key(), State::Provisional.key(), State::NotCarried.key()];

/// The meeting decides, one way or the other.
const fn decided(name: DecisionMove, to: State) -> Move {
    Move {
        name: name.name(),
        from: PUT,
        to: to.key(),
        asks: fields![Field: Way, Quorum, DecidedOn],
        sets: fields![
            Field: Basis, Voting, VotesFor, VotesAgainst, VotesAbstaining, DeclaredBy, Casting, Count, DecidedBy, Advice
        ],
        settles: true,
        guided: true,
        ..Move::PLAIN
    }
}

static MOVES: &[Move] = &[
    Move {
        name: DecisionMove::Put.name(),
        label: "Put to the meeting",
        help: "Its wording stands, and the meeting decides on it.",
        participle: "put to the meeting",
        from: &[State::Proposed.key()],
        to: State::Put.key(),
        rules: guards::PUT,
        guided: true,
        ..Move::PLAIN
    },
    Move {
        label: "Carried",
        help: "The meeting, or top management after its advice, decided in favour.",
        participle: "carried",
        rules: guards::CARRY,
        ..decided(DecisionMove::Carry, State::Carried)
    },
    Move {
        label: "Carried provisionally",
        help: "Decided in favour without a quorum: it holds once a meeting with a quorum ratifies it.",
        participle: "carried provisionally",
        rules: guards::CARRY_PROVISIONALLY,
        ..decided(DecisionMove::CarryProvisionally, State::Provisional)
    },
    Move {
        label: "Not carried",
        help: "The meeting decided against it.",
        participle: "recorded as not carried",
        rules: guards::REJECT,
        ..decided(DecisionMove::Reject, State::NotCarried)
    },
    Move {
        name: DecisionMove::Vote.name(),
        label: "Take the vote",
        help: "What was said is taken down; no result is declared yet, and it can be put right freely.",
        participle: "voted on",
        from: PUT,
        to: Move::STAYS,
        asks: fields![Field: Way, Basis, Voting, Count],
        sets: fields![Field: VotesFor, VotesAgainst, VotesAbstaining, DeclaredBy],
        rules: guards::VOTE_ON,
        guided: true,
        ..Move::PLAIN
    },
    Move {
        name: DecisionMove::TakeBack.name(),
        label: "Take the result of a vote back",
        help: "Chair and secretary agree that the vote was taken down wrongly; it is put right, and the minutes say so.",
        participle: "corrected",
        from: DECIDED,
        to: State::Put.key(),
        attests: &[&TAKEN_BACK],
        asks: fields![Field: TakenBackWith],
        clears: fields![Field: Casting],
        rules: guards::TAKE_BACK,
        reason: true,
        settles: true,
        guided: true,
        ..Move::PLAIN
    },
    Move {
        name: DecisionMove::Respell.name(),
        label: "Correct the spelling",
        help: "A slip of the hand is put right: result and votes stand, and the words of before are in the history.",
        participle: "respelled",
        from: DECIDED,
        to: Move::STAYS,
        sets: fields![Field: Text],
        rules: guards::RESPELL,
        settles: true,
        guided: true,
        ..Move::PLAIN
    },
    Move {
        name: DecisionMove::Reword.name(),
        label: "Take back to be reworded",
        help: "It is not decided on as it was put; it is worded anew.",
        participle: "taken back to be reworded",
        from: PUT,
        to: State::Proposed.key(),
        rules: guards::REWORD,
        ..Move::PLAIN
    },
    Move {
        name: DecisionMove::Withdraw.name(),
        label: "Withdraw",
        help: "Whoever proposed it takes it back.",
        participle: "withdrawn",
        from: &[State::Proposed.key(), State::Put.key(), State::Deferred.key()],
        to: State::Withdrawn.key(),
        rules: guards::STILL_OPEN,
        reason: true,
        ..Move::PLAIN
    },
    Move {
        name: DecisionMove::Defer.name(),
        label: "Defer",
        help: "It is deferred to a later sitting or review.",
        participle: "deferred",
        from: &[State::Proposed.key(), State::Put.key()],
        to: State::Deferred.key(),
        rules: guards::STILL_OPEN,
        reason: true,
        ..Move::PLAIN
    },
    Move {
        name: DecisionMove::Resume.name(),
        label: "Take up again",
        help: "What was deferred is proposed again to the same review.",
        participle: "taken up again",
        from: &[State::Deferred.key()],
        to: State::Proposed.key(),
        rules: guards::STILL_OPEN,
        ..Move::PLAIN
    },
    Move {
        name: DecisionMove::Ratify.name(),
        label: "Ratify",
        help: "A meeting with a quorum confirms what was decided without one.",
        participle: "ratified",
        from: &[State::Provisional.key()],
        to: State::Carried.key(),
        asks: fields![Field: RatifiedIn, Quorum],
        rules: guards::RATIFY,
        settles: true,
        guided: true,
        ..Move::PLAIN
    },
    Move {
        name: DecisionMove::Supersede.name(),
        label: "Supersede",
        help: "A later decision takes its place.",
        participle: "superseded",
        from: &[State::Carried.key(), State::Provisional.key()],
        to: State::Superseded.key(),
        asks: fields![Field: SupersededBy],
        rules: guards::SUPERSEDE,
        reason: true,
        settles: true,
        ..Move::PLAIN
    },
];
