//! What the acceptance of a risk stands on.

use crate::domain::control::{Control, Status};
use crate::domain::ground::{Attested, Counts, Ground, Loss, Step};
use crate::domain::record::Record;
use crate::domain::rules::Fact;

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
            "review_by",
            "accepted_by",
            "accepted_on",
            "accepted_how",
        ]),
        Ground { name: "named controls", loss: Loss::Falls, ..Ground::itself(&["controls"]) },
        Ground::EVIDENCE,
        Ground {
            name: "controls",
            along: &[Step::To("controls")],
            only: works,
            counts: Counts::Fields(&[]),
            loss: Loss::Falls,
            ..Ground::PLAIN
        },
    ],
    snapshots: &[Fact::Linked("accepted_by"), Fact::Every("risk_criteria")],
}];

fn works(_: &Record, control: &Record) -> bool {
    let control = Control(control);
    control.applicable() != Some(false) && matches!(control.status(), Some(Status::Partial | Status::Implemented))
}
