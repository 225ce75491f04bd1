//! Resources that the management system needs (7.1): people, competence, money, tools, computing.

use crate::fields;

use super::better::{Better, Hiding};
use super::rules::{Holds, Rule};
use super::state::{Machine, Move};

crate::choices! {
    /// What is needed.
    Type {
        People = "people", "People";
        Competence = "competence", "Competence";
        Money = "money", "Money";
        Tools = "tools", "Tools";
        Computing = "computing", "Computing";
        Data = "data", "Data";
    }
}

crate::choices! {
    /// Where a need stands.
    State {
        Open = "open", "Open", Active;
        Granted = "granted", "Granted", Good;
        Provided = "provided", "Provided", Good;
        Declined = "declined", "Declined", Gone;
    }
}

crate::moves! {
    /// The moves of a resource need.
    ResourceNeedMove {
        Grant = "grant", Provide = "provide", Decline = "decline", Reopen = "reopen",
    }
}

crate::register! {
    /// Resources that the AI management system needs, and what became of each need.
    ResourceNeed, ResourceNeedField: "resource_need" / "resource needs", "RN", "7.1", People, machine(&MACHINE), rules(RULES), reworded(), hiding(Hiding::WhileOpen), unasked(UNASKED);

    /// What is needed, and for what.
    what What: text, "Need", title, sorted;
    /// People, competence, money, tools, computing or data.
    kind Type = "type" was "sort": choice(Type), "Type", required, listed, sorted;
    /// How much, where it is money.
    amount Amount: money, "Amount", listed;
    /// What happens where it is not provided.
    consequence Consequence: long_text, "Without it", searchable;
    /// Who asks for it.
    owner Owner: person, "Owner", listed;
    /// The day by which it is needed.
    needed_by NeededBy: date, "Needed by", listed, sorted, deadline;
    /// Where it stands; changed by moves only.
    state State: choice(State), "State", required, by_move, listed, sorted;
    /// The decision that granted or declined it.
    decision Decision: link("decision"), "Decision", by_move;
    /// The day on which it was provided.
    provided_on ProvidedOn: date, "Provided on", by_move, past;
    /// What the source calls it, by which an import finds it again.
    source_key SourceKey: text, "Key of the source", searchable, aside;
}

/// What is needed, how much of it, or what comes of it that it is not there, is said otherwise.
static UNASKED: &[Better] = &[
    Better::Otherwise(ResourceNeedField::What.name()),
    Better::Otherwise(ResourceNeedField::Amount.name()),
    Better::Otherwise(ResourceNeedField::Consequence.name()),
];

static RULES: &[Rule] =
    &[Rule::new("A need is of nothing less than nothing.", Holds::NotNegative(ResourceNeedField::Amount.name()))];

static MACHINE: Machine = Machine {
    field: ResourceNeedField::State.name(),
    initial: State::Open.key(),
    adopted: None,
    open: &[State::Open.key(), State::Granted.key()],
    due_in: &[State::Open.key(), State::Granted.key()],
    attested: &[],
    moves: &[
        Move {
            name: ResourceNeedMove::Grant.name(),
            label: "Grant",
            help: "A decision grants it.",
            participle: "granted",
            from: &[State::Open.key()],
            to: State::Granted.key(),
            asks: fields![ResourceNeedField: Decision],
            ..Move::PLAIN
        },
        Move {
            name: ResourceNeedMove::Provide.name(),
            label: "Provided",
            help: "It is there.",
            participle: "marked as provided",
            from: &[State::Open.key(), State::Granted.key()],
            to: State::Provided.key(),
            asks: fields![ResourceNeedField: ProvidedOn],
            evidence: true,
            ..Move::PLAIN
        },
        Move {
            name: ResourceNeedMove::Decline.name(),
            label: "Decline",
            help: "It is not to be provided, for a reason.",
            participle: "declined",
            from: &[State::Open.key(), State::Granted.key()],
            to: State::Declined.key(),
            sets: fields![ResourceNeedField: Decision],
            reason: true,
            ..Move::PLAIN
        },
        Move {
            name: ResourceNeedMove::Reopen.name(),
            label: "Reopen",
            help: "It is needed after all, or again.",
            participle: "reopened",
            from: &[State::Declined.key(), State::Provided.key()],
            to: State::Open.key(),
            clears: fields![ResourceNeedField: Decision, ProvidedOn],
            reason: true,
            ..Move::PLAIN
        },
    ],
};
