//! The states of a risk and the moves between them.

use crate::domain::name::FieldName;
use crate::domain::state::{Machine, Move, Stamp};
use crate::fields;

use super::acceptance;
use super::grounds::ATTESTED;
use super::words::{ACCEPTED, OWNER_APPROVED, RiskField as Field, RiskMove, State};

pub static MACHINE: Machine = Machine {
    field: Field::State.name(),
    initial: State::Identified.key(),
    adopted: Some(Field::Adopted.name()),
    open: &[State::Identified.key(), State::Treated.key(), State::Accepted.key()],
    due_in: &[State::Identified.key(), State::Treated.key(), State::Accepted.key()],
    attested: ATTESTED,
    moves: &[
        Move {
            name: RiskMove::Treat.name(),
            label: "Treat",
            help: "Something is done about it, by the plan that the risk states.",
            participle: "treated",
            from: &[State::Identified.key(), State::Accepted.key()],
            to: State::Treated.key(),
            needs: fields![Field: Treatment, Plan, Owner],
            clears: OF_AN_ACCEPTANCE,
            ..Move::PLAIN
        },
        Move {
            name: RiskMove::Accept.name(),
            label: "Accept",
            help: "What is left is accepted until the day of its review, by someone who may.",
            participle: "accepted",
            from: &[State::Identified.key(), State::Treated.key()],
            to: State::Accepted.key(),
            attests: &[&ACCEPTED],
            sets: fields![Field: ..OWNER_APPROVED],
            needs: fields![Field: ReviewBy],
            rules: acceptance::ACCEPT,
            reason: true,
            evidence: true,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: RiskMove::Reassess.name(),
            label: "Reassess",
            help: "Something changed: a retraining, a new data source, an incident, or the acceptance ran out.",
            participle: "reassessed",
            from: &[State::Treated.key(), State::Accepted.key()],
            to: State::Identified.key(),
            clears: OF_AN_ACCEPTANCE,
            reason: true,
            ..Move::PLAIN
        },
        Move {
            name: RiskMove::Close.name(),
            label: "Close",
            help: "It can't happen any more: the system is gone, or the risk is part of another.",
            participle: "closed",
            from: &[State::Identified.key(), State::Treated.key(), State::Accepted.key()],
            to: State::Closed.key(),
            reason: true,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: RiskMove::Reopen.name(),
            label: "Reopen",
            help: "It can happen again.",
            participle: "reopened",
            from: &[State::Closed.key()],
            to: State::Identified.key(),
            clears: OF_AN_ACCEPTANCE,
            reason: true,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: RiskMove::Adopt.name(),
            label: "Carry over as accepted before",
            help: "It was accepted before this file was kept; nothing here verifies it.",
            participle: "carried over as accepted before",
            from: &[State::Identified.key()],
            to: State::Accepted.key(),
            sets: fields![Field: AcceptedOn, AcceptedBy],
            needs: fields![Field: AcceptedOn, ReviewBy],
            stamps: &[(Field::Adopted.name(), Stamp::Yes)],
            rules: acceptance::ADOPT,
            settles: true,
            ..Move::PLAIN
        },
    ],
};

/// What belongs to an acceptance, and ends with it.
const OF_AN_ACCEPTANCE: &[FieldName] = fields![Field: ..ACCEPTED, ..OWNER_APPROVED, Adopted];
