//! What a decision stands on: who was there, who was recused, how each voted.

use crate::domain::attendance::Attendance;
use crate::domain::ground::{Attested, Counts, Gain, Ground, Step, any};
use crate::domain::interest::Interest;
use crate::domain::rules::Fact;

use super::words::State;

pub static ATTESTED: &[Attested] = &[
    Attested {
        states: &[State::Carried.key(), State::Provisional.key()],
        opens: Some("supersede"),
        on: GROUNDS,
        snapshots: SNAPSHOTS,
    },
    Attested { states: &[State::NotCarried.key()], opens: None, on: GROUNDS, snapshots: SNAPSHOTS },
];

const GROUNDS: &[Ground] = &[
    Ground::itself(&["text", "subject", "grounds", "review", "item", "about", "way", "count", "quorum", "decided_on"]),
    Ground::EVIDENCE,
    Ground {
        name: "agenda item",
        along: &[Step::To("item")],
        counts: Counts::Fields(&["review", "input"]),
        ..Ground::PLAIN
    },
    LED,
    Ground { name: "lead of the ratifying review", along: &[Step::To("ratified_in")], ..LED },
    Ground {
        name: "votes",
        along: &[Step::From { register: "vote", field: "decision" }],
        gain: Gain::Refused(any),
        ..Ground::PLAIN
    },
    ROLL,
    Ground { name: "roll of the ratifying review", along: &[Step::To("ratified_in"), ON_THE_ROLL], ..ROLL },
    Ground {
        name: "interests",
        along: &[Step::To("item"), Step::From { register: "interest", field: "item" }],
        only: |_, interest| Interest(interest).is_recusal(),
        counts: Counts::Fields(&["person", "consequence"]),
        ..Ground::PLAIN
    },
];

/// Who cast the vote that breaks a tie, and who recorded it.
const LED: Ground = Ground {
    name: "lead",
    along: &[Step::To("review")],
    counts: Counts::Fields(&["chair", "secretary"]),
    ..Ground::PLAIN
};

const ON_THE_ROLL: Step = Step::From { register: "attendance", field: "review" };

/// That somebody leaves later takes nothing away.
const ROLL: Ground = Ground {
    name: "roll",
    along: &[Step::To("review"), ON_THE_ROLL],
    only: |_, row| Attendance(row).attended(),
    counts: Counts::Fields(&["person", "how", "capacity", "arrived_at", "stands_for", "votes", "decides"]),
    ..Ground::PLAIN
};

/// The count and the quorum stand in the decision, in the words of the rules as they then were.
const SNAPSHOTS: &[Fact] = &[
    Fact::Linked("item"),
    Fact::Linked("review"),
    Fact::Linked("ratified_in"),
    Fact::Every("interest"),
    Fact::Every("organisation"),
    Fact::Every("person"),
];
