//! What approved and sealed minutes stand on.

use crate::domain::action::ActionField;
use crate::domain::agenda_item::AgendaItemField;
use crate::domain::approval::ApprovalField;
use crate::domain::attendance::{Attendance, AttendanceField};
use crate::domain::conclusion::ConclusionField;
use crate::domain::decision::words::DecisionField;
use crate::domain::ground::{Attested, Counts, Gain, Ground, Via, any};
use crate::domain::minutes::MinutesField;
use crate::domain::note::{Note, NoteField, Type};
use crate::domain::record::Record;
use crate::domain::{evidence, separation};
use crate::fields;

use super::words::{ReviewField as Field, State};

/// They stand for good; what is to be put right goes into an addendum.
pub static ATTESTED: &[Attested] = &[Attested {
    states: &[State::Approved.key(), State::Sealed.key()],
    opens: None,
    on: &[
        Ground::itself(fields![Field: Title, Date, PeriodStart, PeriodEnd, Chair, Secretary, Members, NextReview]),
        evidence::GROUND,
        Ground {
            name: "agenda",
            along: &[Via::From(AgendaItemField::Review.link())],
            counts: Counts::Fields(fields![AgendaItemField: Title, Input, State, Outcome]),
            gain: Gain::Refused(any),
            ..Ground::PLAIN
        },
        Ground {
            name: "roll",
            along: &[Via::From(AttendanceField::Review.link())],
            only: |_, row| Attendance(row).attended(),
            gain: Gain::Refused(any),
            ..Ground::PLAIN
        },
        Ground {
            name: "conclusions",
            along: &[Via::From(ConclusionField::Review.link())],
            gain: Gain::Refused(any),
            ..Ground::PLAIN
        },
        Ground {
            name: "decisions",
            along: &[Via::From(DecisionField::Review.link())],
            counts: Counts::Fields(fields![DecisionField: Text, Subject, Item, Way, Count, Quorum, DecidedOn]),
            gain: Gain::Refused(any),
            ..Ground::PLAIN
        },
        // What becomes of an action later is its own story; that it was undertaken here stays.
        Ground {
            name: "actions",
            along: &[Via::From(ActionField::Review.link())],
            counts: Counts::Fields(&[]),
            gain: Gain::Refused(any),
            ..Ground::PLAIN
        },
        Ground { name: "approvals", along: &[Via::From(ApprovalField::Review.link())], ..Ground::PLAIN },
        Ground { name: "minutes", along: &[Via::From(MinutesField::Review.link())], ..Ground::PLAIN },
        Ground {
            name: "notes",
            along: &[Via::From(NoteField::Review.link())],
            only: is_printed,
            gain: Gain::Refused(is_printed),
            ..Ground::PLAIN
        },
    ],
    snapshots: &separation::LOOKS_AT,
}];

fn is_printed(_: &Record, note: &Record) -> bool {
    matches!(Note(note).kind(), Some(Type::Minuted | Type::Parked))
}
