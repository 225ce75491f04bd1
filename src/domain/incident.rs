//! Incidents and near misses of AI systems: what happened, whom it hurt, what was done at once.

use crate::fields;

use super::better::{Better, Hiding};
use super::evidence;
use super::ground::{Attested, Ground, Loss};
use super::risk::Affected;
use super::rules::{Holds, Rule};
use super::state::{Machine, Move, Stamp};

crate::choices! {
    /// Whether harm was done.
    Type {
        Incident = "incident", "Incident";
        NearMiss = "near-miss", "Near miss";
    }
}

crate::choices! {
    /// How grave it was.
    Severity {
        Low = "low", "Low";
        Medium = "medium", "Medium";
        High = "high", "High", Watch;
        Critical = "critical", "Critical", Watch;
    }
}

crate::choices! {
    /// Where an incident stands.
    State {
        Open = "open", "Open", Active;
        Contained = "contained", "Contained", Active;
        Closed = "closed", "Closed", Good;
    }
}

crate::moves! {
    /// The moves of an incident.
    IncidentMove {
        Contain = "contain", Close = "close", Reopen = "reopen", Adopt = "adopt",
    }
}

crate::register! {
    /// Incidents and near misses: what happened, to whom, and what came of it.
    Incident, IncidentField: "incident" / "incidents", "INC", "A.8.4, A.3.3, 10.2", Systems,
        grows(), machine(&MACHINE), rules(RULES), reworded(), better(BETTER), unasked(UNASKED), hiding(Hiding::Counted);

    /// What happened, in one line.
    title Title: text, "Incident", title, sorted;
    /// Whether harm was done.
    kind Type = "type" was "sort": choice(Type), "Type", required, listed, sorted;
    /// How grave it was, or would have been.
    severity Severity: choice(Severity), "Severity", listed, sorted;
    /// The day on which it happened.
    occurred_on OccurredOn: date, "Occurred on", past, listed, sorted;
    /// The day on which it was noticed.
    noticed_on NoticedOn: date, "Noticed on", past, sorted;
    /// The system concerned.
    system System: link("system"), "System", listed;
    /// What happened, told in full.
    description Description: long_text, "What happened", searchable;
    /// Who was hurt, or would have been.
    affected Affected: choices(Affected), "Affected";
    /// The harm, or what it would have been.
    harm Harm: long_text, "Harm", searchable;
    /// Who reported it.
    reported_by ReportedBy: text, "Reported by", personal;
    /// Who sees to it.
    owner Owner: person, "Owner", listed;
    /// The authority to which it has to be reported, where there is one.
    authority Authority: text, "Report to", searchable;
    /// The day by which it is to be reported or dealt with.
    due Due: date, "Due date", listed, sorted, deadline;
    /// The day on which it was reported to the authority.
    reported_on ReportedOn: date, "Reported to the authority on", past;
    /// What was done at once.
    containment Containment: long_text, "What was done at once", searchable;
    /// The day on which it was contained.
    contained_on ContainedOn: date, "Contained on", by_move, past, sorted;
    /// What follows from it for the management system.
    lessons Lessons: long_text, "Lessons", searchable;
    /// The risks that it made real or showed.
    risks Risks: links("risk"), "Risks";
    /// Where it stands; changed by moves only.
    state State: choice(State), "State", required, by_move, listed, sorted;
    /// The day on which it was closed.
    closed_on ClosedOn: date, "Closed on", by_move, past, sorted;
    /// Closed before this file was kept, and not verified here.
    adopted Adopted: yes_no, "Carried over", by_move;
    /// What the source calls it, by which an import finds it again.
    source_key SourceKey: text, "Key of the source", searchable, aside;
}

impl Incident<'_> {
    /// Whether it is still to be dealt with.
    pub fn is_open(self) -> bool {
        matches!(self.state(), Some(State::Open | State::Contained))
    }
}

/// That the authority was told is said by a day, or it is to be told no more; what happened is said otherwise.
static UNASKED: &[Better] = &[
    Better::Comes(IncidentField::ReportedOn.name()),
    Better::Away(IncidentField::Risks.name()),
    Better::Otherwise(IncidentField::Authority.name()),
    Better::Otherwise(IncidentField::Title.name()),
    Better::Otherwise(IncidentField::Description.name()),
    Better::Otherwise(IncidentField::Harm.name()),
    Better::Otherwise(IncidentField::Affected.name()),
    Better::Otherwise(IncidentField::NoticedOn.name()),
];

/// How it comes to look better than it did.
static BETTER: &[Better] = &[
    Better::Lower {
        field: IncidentField::Severity.name(),
        from: &[Severity::Critical.key(), Severity::High.key(), Severity::Medium.key(), Severity::Low.key()],
    },
    Better::Lower { field: IncidentField::Type.name(), from: &[Type::Incident.key(), Type::NearMiss.key()] },
    Better::Otherwise(IncidentField::OccurredOn.name()),
    // By that day it was reported in time or late.
    Better::Otherwise(IncidentField::ReportedOn.name()),
    Better::Away(IncidentField::System.name()),
    Better::Emptied(IncidentField::Authority.name()),
];

static MACHINE: Machine = Machine {
    field: IncidentField::State.name(),
    initial: State::Open.key(),
    adopted: Some(IncidentField::Adopted.name()),
    open: &[State::Open.key(), State::Contained.key()],
    due_in: &[State::Open.key(), State::Contained.key()],
    attested: ATTESTED,
    moves: &[
        Move {
            name: IncidentMove::Contain.name(),
            label: "Contained",
            help: "It does no more harm: say what was done.",
            participle: "marked as contained",
            from: &[State::Open.key()],
            to: State::Contained.key(),
            asks: fields![IncidentField: ContainedOn],
            needs: fields![IncidentField: Containment],
            evidence: true,
            ..Move::PLAIN
        },
        Move {
            name: IncidentMove::Close.name(),
            label: "Close",
            help: "It is dealt with, and what follows from it is written down.",
            participle: "closed",
            from: &[State::Contained.key()],
            to: State::Closed.key(),
            asks: fields![IncidentField: ClosedOn],
            needs: fields![IncidentField: Lessons],
            evidence: true,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: IncidentMove::Reopen.name(),
            label: "Reopen",
            help: "It is not dealt with after all.",
            participle: "reopened",
            from: &[State::Contained.key(), State::Closed.key()],
            to: State::Open.key(),
            clears: fields![IncidentField: ContainedOn, ClosedOn, Adopted],
            reason: true,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: IncidentMove::Adopt.name(),
            label: "Carry over as closed before",
            help: "It was closed before this file was kept; nothing here verifies it.",
            participle: "carried over as closed before",
            from: &[State::Open.key()],
            to: State::Closed.key(),
            sets: fields![IncidentField: ContainedOn, ClosedOn],
            stamps: &[(IncidentField::Adopted.name(), Stamp::Yes)],
            settles: true,
            ..Move::PLAIN
        },
    ],
};

static ATTESTED: &[Attested] = &[Attested {
    states: &[State::Closed.key()],
    opens: Some(IncidentMove::Reopen.name()),
    on: &[
        Ground::itself(fields![IncidentField:
            Type, OccurredOn, System, Description, Harm, Containment, Lessons, ClosedOn
        ]),
        Ground { name: "severity", loss: Loss::Falls, ..Ground::itself(fields![IncidentField: Severity]) },
        evidence::GROUND,
    ],
    snapshots: &[],
}];

static RULES: &[Rule] = &[
    Rule::new(
        "What happened comes before what was done about it.",
        Holds::Ordered(&[&[
            IncidentField::OccurredOn.name(),
            IncidentField::NoticedOn.name(),
            IncidentField::ContainedOn.name(),
            IncidentField::ClosedOn.name(),
        ]]),
    ),
    Rule::new(
        "What was done about it, and what follows, is said in words.",
        Holds::Says(fields![IncidentField: Containment, Lessons]),
    ),
];
