//! What the acceptance of a risk stands on.

use crate::domain::action::{self, Action, ActionField};
use crate::domain::control::Control;
use crate::domain::ground::{Attested, Counts, Ground, Loss, Via};
use crate::domain::organisation::OrganisationField;
use crate::domain::record::Record;
use crate::domain::risk_criteria::RiskCriteriaField;
use crate::domain::rules::Fact;
use crate::domain::{evidence, separation};
use crate::fields;

use super::words::{ACCEPTED, OWNER_APPROVED, RiskField as Field, RiskMove, State};

/// An acceptance is of this risk, until this day. A control that stops to work ends it: that is so in the world, and is
/// recorded whatever rests on it.
pub static ATTESTED: &[Attested] = &[Attested {
    states: &[State::Accepted.key()],
    opens: Some(RiskMove::Reassess.name()),
    on: &[
        Ground::itself(fields![Field:
            Source, Event, Consequence, System, Treatment, Plan, TreatedBy, ReviewBy, ..ACCEPTED, ..OWNER_APPROVED
        ]),
        evidence::GROUND,
        Ground {
            name: "controls",
            along: &[Via::To(Field::Controls.name())],
            only: works,
            counts: Counts::Fields(&[]),
            loss: Loss::Falls,
            ..Ground::PLAIN
        },
        Ground {
            name: "treatments",
            along: &[Via::From(ActionField::Source.link())],
            only: carried_out,
            counts: Counts::Fields(&[]),
            proven: true,
            loss: Loss::Falls,
            ..Ground::PLAIN
        },
    ],
    snapshots: &[
        Fact::Linked(Field::AcceptedBy.name()),
        Fact::Linked(Field::System.name()),
        Fact::Every(RiskCriteriaField::REGISTER),
        Fact::Every(OrganisationField::REGISTER),
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
