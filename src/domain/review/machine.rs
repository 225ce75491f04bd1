//! The states of a review and the moves between them.

use crate::domain::state::{Machine, Move};
use crate::fields;

use super::grounds::ATTESTED;
use super::words::{ReviewField as Field, ReviewMove, State};
use super::{guards, opening, settled};

/// From planned to sealed. Adjourning always succeeds; concluding and approving are where what is missing shows.
pub static MACHINE: Machine = Machine {
    field: Field::State.name(),
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
        name: ReviewMove::Call.name(),
        label: "Call",
        help: "Those who take part are told the day and the agenda.",
        participle: "called",
        from: &[State::Planned.key(), State::Postponed.key()],
        to: State::Called.key(),
        asks: fields![Field: CalledOn],
        sets: fields![Field: Previous],
        clears: fields![Field: CalledOn],
        rules: guards::CALL,
        guided: true,
        ..Move::PLAIN
    },
    Move {
        name: ReviewMove::Circulate.name(),
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
        name: ReviewMove::Open.name(),
        label: "Open the meeting",
        help: "A sitting begins. The version of the pack that was circulated last is the one the meeting works on.",
        participle: "opened",
        from: &[State::Called.key(), State::Circulated.key(), State::Adjourned.key()],
        to: State::InSession.key(),
        asks: fields![Field: OpenedAt, Sittings],
        sets: fields![Field: Pack, NoticeAgreed, ActingChair, ActingSecretary],
        // Who stands in is chosen at each sitting.
        clears: fields![Field: AdjournedAt, ActingChair, ActingSecretary],
        rules: opening::OPENING,
        settles: true,
        guided: true,
        ..Move::PLAIN
    },
    Move {
        name: ReviewMove::Admit.name(),
        label: "Admit a voting member",
        help: "A voting member who was forgotten at the call is admitted in the meeting, before anything is decided.",
        participle: "extended to them",
        from: &[State::InSession.key(), State::Adjourned.key()],
        to: Move::STAYS,
        asks: fields![Field: Admitted],
        sets: fields![Field: Members],
        rules: settled::ADMIT,
        reason: true,
        guided: true,
        ..Move::PLAIN
    },
    Move {
        name: ReviewMove::Adjourn.name(),
        label: "Adjourn",
        help: "The sitting ends, whatever is left; the review goes on at another one.",
        participle: "adjourned",
        from: &[State::InSession.key()],
        to: State::Adjourned.key(),
        asks: fields![Field: AdjournedAt],
        guided: true,
        ..Move::PLAIN
    },
    Move {
        name: ReviewMove::Conclude.name(),
        label: "Conclude",
        help: "The review is complete: every input considered, the system judged, the results answered.",
        participle: "concluded",
        from: &[State::InSession.key()],
        to: State::Concluded.key(),
        asks: fields![Field: ConcludedAt],
        rules: guards::CONCLUDE,
        settles: true,
        guided: true,
        ..Move::PLAIN
    },
    Move {
        name: ReviewMove::CirculateMinutes.name(),
        label: "Circulate the minutes",
        help: "A version of the minutes is frozen, to be sent out for comments.",
        participle: "circulated as minutes",
        from: &[State::Concluded.key(), State::MinutesCirculated.key()],
        to: State::MinutesCirculated.key(),
        rules: guards::CIRCULATE_MINUTES,
        guided: true,
        ..Move::PLAIN
    },
    Move {
        name: ReviewMove::Approve.name(),
        label: "Approve the minutes",
        help: "The minutes are approved by chair and secretary, or by the next review.",
        participle: "approved",
        from: &[State::MinutesCirculated.key()],
        to: State::Approved.key(),
        asks: fields![Field: ApprovedOn],
        rules: guards::APPROVE,
        settles: true,
        guided: true,
        ..Move::PLAIN
    },
    Move {
        name: ReviewMove::Seal.name(),
        label: "Seal the minutes",
        help: "The approved minutes are written out, and their bytes stand for good.",
        participle: "sealed",
        from: &[State::Approved.key()],
        to: State::Sealed.key(),
        asks: fields![Field: Minutes],
        rules: guards::SEAL,
        settles: true,
        guided: true,
        ..Move::PLAIN
    },
    Move {
        name: ReviewMove::Postpone.name(),
        label: "Postpone",
        help: "The meeting is not held on its day; call it again for another one.",
        participle: "postponed",
        from: &[State::Planned.key(), State::Called.key(), State::Circulated.key()],
        to: State::Postponed.key(),
        reason: true,
        guided: true,
        ..Move::PLAIN
    },
    Move {
        name: ReviewMove::Cancel.name(),
        label: "Cancel",
        help: "The review is not held.",
        participle: "cancelled",
        from: &[State::Planned.key(), State::Called.key(), State::Circulated.key(), State::Postponed.key()],
        to: State::Cancelled.key(),
        rules: guards::CANCEL,
        reason: true,
        settles: true,
        guided: true,
        ..Move::PLAIN
    },
];
