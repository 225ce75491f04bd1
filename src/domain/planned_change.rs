//! Planned changes to the management system itself (6.3).

use crate::fields;

use super::state::{Machine, Move, Stamp};

crate::choices! {
    /// Where a change stands.
    State {
        Planned = "planned", "Planned", Active;
        Effective = "effective", "In effect", Good;
        Dropped = "dropped", "Dropped", Gone;
    }
}

crate::moves! {
    /// The moves of a planned change.
    PlannedChangeMove {
        Effect = "effect", Drop = "drop", Reopen = "reopen",
    }
}

crate::register! {
    /// Planned changes to the AI management system: what changes, why, with which consequences, by whom and when.
    PlannedChange, PlannedChangeField: "planned_change" / "planned changes", "CH", "6.3", machine(&MACHINE);

    /// What changes.
    what What: text, "Change", title, sorted;
    /// The decision from which it follows.
    decision Decision: link("decision"), "Decision", listed;
    /// What it is for, and what could follow from it.
    consequences Consequences: long_text, "Purpose and consequences", searchable;
    /// What keeps the management system whole meanwhile: resources, responsibilities.
    integrity Integrity: long_text, "How the system stays whole", searchable;
    /// Who carries it out.
    owner Owner: person, "Owner", listed;
    /// The day from which it is to hold.
    due Due: date, "Due", listed, sorted, deadline;
    /// Where it stands; changed by moves only.
    state State: choice(State), "State", required, by_move, listed, sorted;
    /// The day from which it holds.
    effective_on EffectiveOn: date, "In effect since", by_move, past, sorted;
}

static MACHINE: Machine = Machine {
    field: PlannedChangeField::State.name(),
    initial: State::Planned.key(),
    adopted: None,
    open: &[State::Planned.key()],
    due_in: &[State::Planned.key()],
    attested: &[],
    moves: &[
        Move {
            name: PlannedChangeMove::Effect.name(),
            label: "In effect",
            help: "The change holds from a day on.",
            participle: "put into effect",
            from: &[State::Planned.key()],
            to: State::Effective.key(),
            sets: fields![PlannedChangeField: EffectiveOn],
            needs: fields![PlannedChangeField: EffectiveOn],
            stamps: &[(PlannedChangeField::EffectiveOn.name(), Stamp::Today)],
            evidence: true,
            ..Move::PLAIN
        },
        Move {
            name: PlannedChangeMove::Drop.name(),
            label: "Drop",
            help: "The change is not made, for a reason.",
            participle: "dropped",
            from: &[State::Planned.key()],
            to: State::Dropped.key(),
            reason: true,
            ..Move::PLAIN
        },
        Move {
            name: PlannedChangeMove::Reopen.name(),
            label: "Reopen",
            help: "It is to be made after all, or was not.",
            participle: "reopened",
            from: &[State::Dropped.key(), State::Effective.key()],
            to: State::Planned.key(),
            clears: fields![PlannedChangeField: EffectiveOn],
            reason: true,
            ..Move::PLAIN
        },
    ],
};
