//! The states of a review and the moves between them.

use crate::domain::state::{Machine, Move, Stamp};

use super::grounds::ATTESTED;
use super::words::State;
use super::{guards, opening};

/// From planned to sealed. Adjourning always succeeds; concluding and approving are where what is missing shows.
pub static MACHINE: Machine = Machine {
    field: "state",
    initial: State::Planned.key(),
    adopted: None,
    open: &[
        State::Planned.key(),
        State::Called.key(),
        State::Circulated.key(),
        State::InSession.key(),
        State::Adjourned.key(),
        State::Concluded.key(),
        State::MinutesCirculated.key(),
        State::Approved.key(),
        State::Postponed.key(),
    ],
    due_in: &[State::Planned.key(), State::Called.key(), State::Circulated.key(), State::Postponed.key()],
    attested: ATTESTED,
    moves: MOVES,
};

static MOVES: &[Move] = &[
    Move {
        name: "call",
        label: "Call",
        help: "Those who take part are told the day and the agenda.",
        participle: "called",
        from: &[State::Planned.key(), State::Postponed.key()],
        to: State::Called.key(),
        sets: &["called_on", "previous"],
        needs: &["called_on"],
        stamps: &[("called_on", Stamp::Today)],
        clears: &["called_on"],
        rules: guards::CALL,
        guided: true,
        ..Move::PLAIN
    },
    Move {
        name: "circulate",
        label: "Circulate the pack",
        help: "A version of the pack is frozen and sent to those who take part.",
        participle: "circulated",
        from: &[State::Called.key(), State::Circulated.key()],
        to: State::Circulated.key(),
        rules: guards::CIRCULATE,
        guided: true,
        ..Move::PLAIN
    },
    Move {
        name: "open",
        label: "Open the meeting",
        help: "A sitting begins. The version of the pack that was circulated last is the one the meeting works on.",
        participle: "opened",
        from: &[State::Called.key(), State::Circulated.key(), State::Adjourned.key()],
        to: State::InSession.key(),
        sets: &["opened_at", "pack", "sittings", "notice_agreed", "acting_chair", "acting_secretary"],
        needs: &["opened_at", "sittings"],
        stamps: &[("opened_at", Stamp::Now)],
        // Who stands in is chosen at each sitting.
        clears: &["adjourned_at", "acting_chair", "acting_secretary"],
        rules: opening::OPENING,
        settles: true,
        guided: true,
        ..Move::PLAIN
    },
    Move {
        name: "adjourn",
        label: "Adjourn",
        help: "The sitting ends, whatever is left; the review goes on at another one.",
        participle: "adjourned",
        from: &[State::InSession.key()],
        to: State::Adjourned.key(),
        sets: &["adjourned_at"],
        needs: &["adjourned_at"],
        stamps: &[("adjourned_at", Stamp::Now)],
        guided: true,
        ..Move::PLAIN
    },
    Move {
        name: "conclude",
        label: "Conclude",
        help: "The review is complete: every input considered, the system judged, the results answered.",
        participle: "concluded",
        from: &[State::InSession.key()],
        to: State::Concluded.key(),
        sets: &["concluded_at"],
        needs: &["concluded_at"],
        stamps: &[("concluded_at", Stamp::Now)],
        rules: guards::CONCLUDE,
        settles: true,
        guided: true,
        ..Move::PLAIN
    },
    Move {
        name: "circulate_minutes",
        label: "Circulate the minutes",
        help: "A version of the minutes is frozen and sent out for comments.",
        participle: "circulated as minutes",
        from: &[State::Concluded.key(), State::MinutesCirculated.key()],
        to: State::MinutesCirculated.key(),
        rules: guards::CIRCULATE_MINUTES,
        guided: true,
        ..Move::PLAIN
    },
    Move {
        name: "approve",
        label: "Approve the minutes",
        help: "The minutes are approved by chair and secretary, or by the next review.",
        participle: "approved",
        from: &[State::MinutesCirculated.key()],
        to: State::Approved.key(),
        sets: &["approved_on"],
        needs: &["approved_on"],
        stamps: &[("approved_on", Stamp::Today)],
        rules: guards::APPROVE,
        settles: true,
        guided: true,
        ..Move::PLAIN
    },
    Move {
        name: "seal",
        label: "Seal the minutes",
        help: "The approved minutes are written out, and their bytes stand for good.",
        participle: "sealed",
        from: &[State::Approved.key()],
        to: State::Sealed.key(),
        sets: &["minutes"],
        needs: &["minutes"],
        rules: guards::SEAL,
        settles: true,
        guided: true,
        ..Move::PLAIN
    },
    Move {
        name: "postpone",
        label: "Postpone",
        help: "The meeting is not held on its day; call it again for another one.",
        participle: "postponed",
        from: &[State::Planned.key(), State::Called.key(), State::Circulated.key()],
        to: State::Postponed.key(),
        reason: true,
        ..Move::PLAIN
    },
    Move {
        name: "cancel",
        label: "Cancel",
        help: "The review is not held.",
        participle: "cancelled",
        from: &[State::Planned.key(), State::Called.key(), State::Circulated.key(), State::Postponed.key()],
        to: State::Cancelled.key(),
        reason: true,
        settles: true,
        ..Move::PLAIN
    },
];
