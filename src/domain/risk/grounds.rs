//! What the acceptance of a risk stands on.

use crate::domain::action::{self, Action};
use crate::domain::control::Control;
use crate::domain::ground::{Attested, Counts, Ground, Loss, Step};
use crate::domain::record::Record;
use crate::domain::rules::Fact;
use crate::domain::separation;

use super::words::State;

/// An acceptance is of this risk, until this day. A control that stops to work ends it: that is so in the world, and is
/// recorded whatever rests on it.
pub static ATTESTED: &[Attested] = &[Attested {
    states: &[State::Accepted.key()],
    opens: Some("reassess"),
    on: &[
        Ground::itself(&[
            "source",
            "event",
            "consequence",
            "system",
            "treatment",
            "plan",
            "treated_by",
            "review_by",
            "accepted_by",
            "accepted_on",
            "accepted_how",
            "owner_approved_by",
            "owner_approved_how",
        ]),
        Ground::EVIDENCE,
        Ground {
            name: "controls",
            along: &[Step::To("controls")],
            only: works,
            counts: Counts::Fields(&[]),
            loss: Loss::Falls,
            ..Ground::PLAIN
        },
        Ground {
            name: "treatments",
            along: &[Step::From { register: "action", field: "source" }],
            only: carried_out,
            counts: Counts::Fields(&[]),
            proven: true,
            loss: Loss::Falls,
            ..Ground::PLAIN
        },
    ],
    snapshots: &[
        Fact::Linked("accepted_by"),
        Fact::Linked("system"),
        Fact::Every("risk_criteria"),
        Fact::Every("organisation"),
        Fact::Past,
        separation::EXCEPTIONS,
        separation::PEOPLE,
    ],
}];

fn works(_: &Record, control: &Record) -> bool {
    Control(control).works()
}

fn carried_out(_: &Record, action: &Record) -> bool {
    Action(action).state() == Some(action::State::Confirmed)
}
