//! What approved and sealed minutes stand on.

use crate::domain::attendance::Attendance;
use crate::domain::ground::{Attested, Counts, Gain, Ground, Step, any};
use crate::domain::note::{Note, Sort};
use crate::domain::record::Record;
use crate::domain::separation;

use super::words::State;

/// They stand for good; what is to be put right goes into an addendum.
pub static ATTESTED: &[Attested] = &[Attested {
    states: &[State::Approved.key(), State::Sealed.key()],
    opens: None,
    on: &[
        Ground::itself(&[
            "title",
            "date",
            "period_start",
            "period_end",
            "chair",
            "secretary",
            "members",
            "next_review",
        ]),
        Ground::EVIDENCE,
        Ground {
            name: "agenda",
            along: &[Step::From { register: "agenda_item", field: "review" }],
            counts: Counts::Fields(&["title", "input", "state", "outcome"]),
            gain: Gain::Refused(any),
            ..Ground::PLAIN
        },
        Ground {
            name: "roll",
            along: &[Step::From { register: "attendance", field: "review" }],
            only: |_, row| Attendance(row).attended(),
            gain: Gain::Refused(any),
            ..Ground::PLAIN
        },
        Ground {
            name: "verdicts",
            along: &[Step::From { register: "verdict", field: "review" }],
            gain: Gain::Refused(any),
            ..Ground::PLAIN
        },
        Ground {
            name: "decisions",
            along: &[Step::From { register: "decision", field: "review" }],
            counts: Counts::Fields(&["text", "subject", "item", "way", "count", "quorum", "decided_on"]),
            gain: Gain::Refused(any),
            ..Ground::PLAIN
        },
        // What becomes of an action later is its own story; that it was undertaken here stays.
        Ground {
            name: "actions",
            along: &[Step::From { register: "action", field: "review" }],
            counts: Counts::Fields(&[]),
            gain: Gain::Refused(any),
            ..Ground::PLAIN
        },
        Ground { name: "approvals", along: &[Step::From { register: "approval", field: "review" }], ..Ground::PLAIN },
        Ground { name: "minutes", along: &[Step::From { register: "minutes", field: "review" }], ..Ground::PLAIN },
        Ground {
            name: "notes",
            along: &[Step::From { register: "note", field: "review" }],
            only: is_printed,
            gain: Gain::Refused(is_printed),
            ..Ground::PLAIN
        },
    ],
    snapshots: &separation::LOOKS_AT,
}];

fn is_printed(_: &Record, note: &Record) -> bool {
    matches!(Note(note).sort(), Some(Sort::Minuted | Sort::Parked))
}
