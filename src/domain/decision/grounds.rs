//! What a decision stands on: who was there, who was recused, how each voted.

use crate::domain::agenda_item::AgendaItemField;
use crate::domain::attendance::{Attendance, AttendanceField};
use crate::domain::evidence;
use crate::domain::ground::{Attested, Counts, Gain, Ground, Via, any};
use crate::domain::interest::{Interest, InterestField};
use crate::domain::organisation::OrganisationField;
use crate::domain::person::PersonField;
use crate::domain::review::words::ReviewField;
use crate::domain::rules::Fact;
use crate::domain::vote::VoteField;
use crate::fields;

use super::words::{DecisionField as Field, DecisionMove, State};

pub static ATTESTED: &[Attested] = &[
    Attested {
        states: &[State::Carried.key(), State::Provisional.key()],
        opens: Some(DecisionMove::Supersede.name()),
        on: GROUNDS,
        snapshots: SNAPSHOTS,
    },
    Attested { states: &[State::NotCarried.key()], opens: None, on: GROUNDS, snapshots: SNAPSHOTS },
];

const GROUNDS: &[Ground] = &[
    Ground::itself(
        fields![Field: Text, Subject, Grounds, Review, Item, About, Way, Voting, VotesFor, VotesAgainst, VotesAbstaining, DeclaredBy, Casting, Count, Quorum, DecidedOn],
    ),
    evidence::GROUND,
    Ground {
        name: "agenda item",
        along: &[Via::To(Field::Item.name())],
        counts: Counts::Fields(fields![AgendaItemField: Review, Input]),
        ..Ground::PLAIN
    },
    LED,
    Ground { name: "lead of the ratifying review", along: &[Via::To(Field::RatifiedIn.name())], ..LED },
    Ground {
        name: "votes",
        along: &[Via::From(VoteField::Decision.link())],
        gain: Gain::Refused(any),
        ..Ground::PLAIN
    },
    ROLL,
    Ground { name: "roll of the ratifying review", along: &[Via::To(Field::RatifiedIn.name()), ON_THE_ROLL], ..ROLL },
    Ground {
        name: "interests",
        along: &[Via::To(Field::Item.name()), Via::From(InterestField::Item.link())],
        only: |_, interest| Interest(interest).is_recusal(),
        counts: Counts::Fields(fields![InterestField: Person, Consequence]),
        ..Ground::PLAIN
    },
];

/// Who cast the vote that breaks a tie, and who recorded it.
const LED: Ground = Ground {
    name: "lead",
    along: &[Via::To(Field::Review.name())],
    counts: Counts::Fields(fields![ReviewField: Chair, Secretary]),
    ..Ground::PLAIN
};

const ON_THE_ROLL: Via = Via::From(AttendanceField::Review.link());

/// That somebody leaves later takes nothing away.
const ROLL: Ground = Ground {
    name: "roll",
    along: &[Via::To(Field::Review.name()), ON_THE_ROLL],
    only: |_, row| Attendance(row).attended(),
    counts: Counts::Fields(fields![AttendanceField: Person, How, Capacity, ArrivedAt, StandsFor, Votes, Decides]),
    ..Ground::PLAIN
};

/// The count and the quorum stand in the decision, in the words of the rules as they then were.
const SNAPSHOTS: &[Fact] = &[
    Fact::Linked(Field::Item.name()),
    Fact::Linked(Field::Review.name()),
    Fact::Linked(Field::RatifiedIn.name()),
    Fact::Linked(Field::Replaces.name()),
    Fact::Every(InterestField::REGISTER),
    Fact::Every(OrganisationField::REGISTER),
    Fact::Every(PersonField::REGISTER),
    Fact::Past,
    Fact::PastBeside { through: Field::Review.name(), of: AttendanceField::Review.link() },
];
