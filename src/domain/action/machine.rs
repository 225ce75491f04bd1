//! The moves of an action, and what it stands on once it is done and confirmed.

use crate::domain::attendance::AttendanceField;
use crate::domain::evidence;
use crate::domain::ground::{Attested, Ground};
use crate::domain::interest::InterestField;
use crate::domain::organisation::OrganisationField;
use crate::domain::person::PersonField;
use crate::domain::rules::{Fact, Holds, Rule};
use crate::domain::separation;
use crate::domain::state::{Machine, Move, Stamp};
use crate::fields;

use super::guards::{
    BY_DOERS, BY_REVIEW_AND_HOST, BY_REVIEW_AND_SUCCESSOR, CONFIRMATION, EXTENSION, host_is_no_later, host_stands,
    later_day, meeting_is_named, successor_is_no_later, successor_stands,
};
use super::words::{ActionField, ActionMove, CONFIRMED, EXTENDED, State};

pub static MACHINE: Machine = Machine {
    field: ActionField::State.name(),
    initial: State::Open.key(),
    open: &[State::Open.key(), State::Done.key()],
    due_in: &[State::Open.key()],
    attested: ATTESTED,
    adopted: Some(ActionField::Adopted.name()),
    moves: MOVES,
};

/// Doing and confirming stand on the evidence that was handed over.
static ATTESTED: &[Attested] = &[Attested {
    states: &[State::Done.key(), State::Confirmed.key()],
    opens: Some(ActionMove::Reopen.name()),
    on: &[Ground::itself(fields![ActionField: What, DoneOn, DoneBy, ConfirmedBy, ConfirmedOn]), evidence::GROUND],
    snapshots: &[
        Fact::Linked(ActionField::Review.name()),
        Fact::Linked(ActionField::Source.name()),
        Fact::Past,
        separation::EXCEPTIONS,
        Fact::Linked(ActionField::ConfirmedIn.name()),
        Fact::Beside { through: ActionField::ConfirmedIn.name(), of: AttendanceField::Review.link() },
        Fact::Every(InterestField::REGISTER),
        Fact::Every(OrganisationField::REGISTER),
        Fact::Every(PersonField::REGISTER),
    ],
}];

static MOVES: &[Move] = &[
    Move {
        name: ActionMove::Done.name(),
        label: "Mark as done",
        help: "The action has been carried out. Hand over what shows it, or attach evidence first.",
        participle: "marked as done",
        from: &[State::Open.key()],
        to: State::Done.key(),
        asks: fields![ActionField: DoneOn],
        sets: fields![ActionField: DoneBy],
        stamps: &[(ActionField::DoneBy.name(), Stamp::Owner)],
        evidence: true,
        ..Move::PLAIN
    },
    Move {
        name: ActionMove::Confirm.name(),
        label: "Confirm",
        help: "Someone other than the owner has seen that the action was carried out.",
        participle: "confirmed",
        from: &[State::Done.key()],
        to: State::Confirmed.key(),
        attests: &[&CONFIRMED],
        sets: fields![ActionField: ConfirmedIn],
        stamps: &[(ActionField::ConfirmedBy.name(), Stamp::Actor)],
        rules: &[
            Rule {
                says: "Nobody confirms their own action.",
                clause: None,
                looks_at: &BY_DOERS,
                holds: Holds::By(|facts| CONFIRMATION.missing(facts)),
            },
            Rule {
                says: "What a meeting confirmed names the meeting.",
                clause: None,
                looks_at: &[],
                holds: Holds::By(meeting_is_named),
            },
        ],
        evidence: true,
        settles: true,
        ..Move::PLAIN
    },
    Move {
        name: ActionMove::Reopen.name(),
        label: "Reopen",
        help: "It turned out not to be done, or not to hold.",
        participle: "reopened",
        from: &[State::Done.key(), State::Confirmed.key(), State::Cancelled.key()],
        to: State::Open.key(),
        clears: fields![ActionField: DoneOn, DoneBy, ..CONFIRMED, ConfirmedIn, Adopted],
        reason: true,
        settles: true,
        ..Move::PLAIN
    },
    Move {
        name: ActionMove::Cancel.name(),
        label: "Cancel",
        help: "It is not to be done any more.",
        participle: "cancelled",
        from: &[State::Open.key()],
        to: State::Cancelled.key(),
        reason: true,
        settles: true,
        ..Move::PLAIN
    },
    Move {
        name: ActionMove::Supersede.name(),
        label: "Supersede",
        help: "Another action takes its place.",
        participle: "superseded",
        from: &[State::Open.key()],
        to: State::Superseded.key(),
        asks: fields![ActionField: SupersededBy],
        rules: &[
            Rule {
                says: "What takes its place is another action that stands.",
                clause: None,
                looks_at: &[Fact::Linked(ActionField::SupersededBy.name())],
                holds: Holds::By(successor_stands),
            },
            Rule {
                says: "What a review decided is put off by an extension, and not by another action.",
                clause: Some("9.3.3"),
                looks_at: &BY_REVIEW_AND_SUCCESSOR,
                holds: Holds::By(successor_is_no_later),
            },
        ],
        reason: true,
        settles: true,
        ..Move::PLAIN
    },
    Move {
        name: ActionMove::Merge.name(),
        label: "Merge",
        help: "It is carried on as part of another action.",
        participle: "merged",
        from: &[State::Open.key()],
        to: State::Merged.key(),
        asks: fields![ActionField: MergedInto],
        rules: &[
            Rule {
                says: "It is merged into another action that stands.",
                clause: None,
                looks_at: &[Fact::Linked(ActionField::MergedInto.name())],
                holds: Holds::By(host_stands),
            },
            Rule {
                says: "What a review decided is put off by an extension, and not by another action.",
                clause: Some("9.3.3"),
                looks_at: &BY_REVIEW_AND_HOST,
                holds: Holds::By(host_is_no_later),
            },
        ],
        reason: true,
        settles: true,
        ..Move::PLAIN
    },
    Move {
        name: ActionMove::Extend.name(),
        label: "Extend",
        help: "It is to be done by a later day, for a reason that someone other than the owner approves.",
        participle: "extended",
        from: &[State::Open.key()],
        to: Move::STAYS,
        asks: fields![ActionField: Due],
        attests: &[&EXTENDED],
        rules: &[
            Rule { says: "An extension is to a later day.", clause: None, looks_at: &[], holds: Holds::By(later_day) },
            Rule {
                says: "Someone other than the owner approves an extension.",
                clause: None,
                looks_at: &BY_DOERS,
                holds: Holds::By(|facts| EXTENSION.missing(facts)),
            },
        ],
        reason: true,
        settles: true,
        ..Move::PLAIN
    },
    Move {
        name: ActionMove::Adopt.name(),
        label: "Carry over as done before",
        help: "It was done before this file was kept; nothing here verifies it.",
        participle: "carried over as done before",
        from: &[State::Open.key()],
        to: State::Done.key(),
        sets: fields![ActionField: DoneOn, DoneBy],
        needs: fields![ActionField: DoneOn],
        stamps: &[(ActionField::Adopted.name(), Stamp::Yes)],
        settles: true,
        ..Move::PLAIN
    },
];
