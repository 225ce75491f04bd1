//! The states of a risk and the moves between them.

use crate::domain::state::{Machine, Move, Stamp};

use super::acceptance;
use super::grounds::ATTESTED;
use super::words::State;

pub static MACHINE: Machine = Machine {
    field: "state",
    initial: State::Identified.key(),
    adopted: Some("adopted"),
    open: &[State::Identified.key(), State::Treated.key(), State::Accepted.key()],
    due_in: &[State::Identified.key(), State::Treated.key(), State::Accepted.key()],
    attested: ATTESTED,
    moves: &[
        Move {
            name: "treat",
            label: "Treat",
            help: "Something is done about it, by the plan that the risk states.",
            participle: "treated",
            from: &[State::Identified.key(), State::Accepted.key()],
            to: State::Treated.key(),
            needs: &["treatment", "plan", "owner"],
            clears: ACCEPTED,
            ..Move::PLAIN
        },
        Move {
            name: "accept",
            label: "Accept",
            help: "What is left is accepted until the day of its review, by someone who may.",
            participle: "accepted",
            from: &[State::Identified.key(), State::Treated.key()],
            to: State::Accepted.key(),
            sets: &["accepted_by", "accepted_on", "accepted_how", "owner_approved_by", "owner_approved_how"],
            needs: &["accepted_by", "accepted_on", "accepted_how", "review_by"],
            stamps: &[("accepted_on", Stamp::Today)],
            rules: acceptance::ACCEPT,
            reason: true,
            evidence: true,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: "reassess",
            label: "Reassess",
            help: "Something changed: a retraining, a new data source, an incident, or the acceptance ran out.",
            participle: "reassessed",
            from: &[State::Treated.key(), State::Accepted.key()],
            to: State::Identified.key(),
            clears: ACCEPTED,
            reason: true,
            ..Move::PLAIN
        },
        Move {
            name: "close",
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
            name: "reopen",
            label: "Reopen",
            help: "It can happen again.",
            participle: "reopened",
            from: &[State::Closed.key()],
            to: State::Identified.key(),
            clears: ACCEPTED,
            reason: true,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: "adopt",
            label: "Adopt as accepted before",
            help: "It was accepted before this file was kept; nothing here verifies it.",
            participle: "adopted as accepted before",
            from: &[State::Identified.key()],
            to: State::Accepted.key(),
            sets: &["accepted_on", "accepted_by"],
            needs: &["accepted_on", "review_by"],
            stamps: &[("adopted", Stamp::Yes)],
            rules: acceptance::ADOPT,
            settles: true,
            ..Move::PLAIN
        },
    ],
};

const ACCEPTED: &[&str] =
    &["accepted_by", "accepted_on", "accepted_how", "owner_approved_by", "owner_approved_how", "adopted"];
