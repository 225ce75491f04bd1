//! Opportunities for improvement (10.1). They are no nonconformities: nothing has to be corrected or closed.

use crate::fields;

use super::better::{Better, Hiding};
use super::finding::{Finding, Grade};
use super::governs::Governs;
use super::nonconformity::words::{Nonconformity, State as Case};
use super::rules::{Fact, Facts, Holds, Missing, Rule};
use super::state::{Machine, Move};

crate::choices! {
    /// Where an opportunity stands.
    State {
        Open = "open", "Open", Active;
        TakenUp = "taken-up", "Taken up", Good;
        Realised = "realised", "Realised", Good;
        Declined = "declined", "Declined", Gone;
    }
}

crate::moves! {
    /// The moves of an opportunity.
    OpportunityMove {
        TakeUp = "take_up", Realise = "realise", Decline = "decline", Reopen = "reopen",
    }
}

crate::register! {
    /// Opportunities for improvement of the management system, from whatever source.
    Opportunity, OpportunityField: "opportunity" / "opportunities", "OFI", "10.1", AuditsAndFindings, machine(&MACHINE), rules(RULES), hiding(Hiding::WhileOpen), better(BETTER), governs(GOVERNS);

    /// What could be better, and how.
    what What: text, "Opportunity", title, sorted;
    /// What it would bring.
    benefit Benefit: long_text, "Benefit", searchable;
    /// The record from which it arose: an audit finding, a review, feedback.
    source Source: link(any), "Source";
    /// Who follows it.
    owner Owner: person, "Owner", listed;
    /// The day on which it was raised.
    raised_on RaisedOn: date, "Raised on", past, listed, sorted;
    /// Where it stands; changed by moves only.
    state State: choice(State), "State", required, by_move, listed, sorted;
    /// The decision or action by which it was taken up.
    taken_up_by TakenUpBy: link(any), "Taken up by", by_move;
    /// The day on which it was settled.
    settled_on SettledOn: date, "Settled on", by_move, past, sorted;
    /// What the source calls it, by which an import finds it again.
    source_key SourceKey: text, "Key of the source", searchable, aside;
}

/// How it comes to look better than it did: packs count it by that day.
/// What it is good for is what somebody declined or took up.
const GOVERNS: Governs = Governs::By { changed: fields![OpportunityField: Benefit], new: &[] };

static BETTER: &[Better] = &[Better::Otherwise(OpportunityField::RaisedOn.name())];

static RULES: &[Rule] = &[Rule {
    says: "A nonconformity is not filed as an opportunity.",
    clause: Some("10.2"),
    looks_at: &[Fact::Linked(OpportunityField::Source.name())],
    holds: Holds::By(source_is_no_nonconformity),
}];

fn source_is_no_nonconformity(facts: &Facts) -> Vec<Missing> {
    let sources = facts.linked(OpportunityField::Source);
    let wrong = sources.iter().find(|source| {
        let graded = Finding::of(source).and_then(Finding::grade).is_some_and(Grade::is_nonconformity);
        let open = Nonconformity::of(source).is_some_and(|case| case.is_open() && case.state() != Some(Case::Draft));
        graded || open
    });
    let told = wrong.map(|source| {
        let what = format!("{} is a nonconformity: close it there", source.reference());
        Missing::in_field(OpportunityField::Source.name(), what)
    });
    told.into_iter().collect()
}

static MACHINE: Machine = Machine {
    field: OpportunityField::State.name(),
    initial: State::Open.key(),
    adopted: None,
    open: &[State::Open.key(), State::TakenUp.key()],
    due_in: &[],
    attested: &[],
    moves: &[
        Move {
            name: OpportunityMove::TakeUp.name(),
            label: "Take up",
            help: "A decision or an action takes it up.",
            participle: "taken up",
            from: &[State::Open.key()],
            to: State::TakenUp.key(),
            asks: fields![OpportunityField: TakenUpBy],
            ..Move::PLAIN
        },
        Move {
            name: OpportunityMove::Realise.name(),
            label: "Realised",
            help: "It was carried out.",
            participle: "marked as realised",
            from: &[State::Open.key(), State::TakenUp.key()],
            to: State::Realised.key(),
            asks: fields![OpportunityField: SettledOn],
            evidence: true,
            ..Move::PLAIN
        },
        Move {
            name: OpportunityMove::Decline.name(),
            label: "Decline",
            help: "It is not to be taken up, for a reason.",
            participle: "declined",
            from: &[State::Open.key(), State::TakenUp.key()],
            to: State::Declined.key(),
            asks: fields![OpportunityField: SettledOn],
            reason: true,
            ..Move::PLAIN
        },
        Move {
            name: OpportunityMove::Reopen.name(),
            label: "Reopen",
            help: "It is looked at again.",
            participle: "reopened",
            from: &[State::Declined.key(), State::Realised.key()],
            to: State::Open.key(),
            clears: fields![OpportunityField: SettledOn, TakenUpBy],
            reason: true,
            ..Move::PLAIN
        },
    ],
};
