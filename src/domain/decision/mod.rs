//! Decisions: what was proposed to a review, how it was decided, and what stands since.

pub mod guards;
mod machine;

use super::ballot::Basis;
use super::interest::Interest;
use super::review::OPEN_REVIEW;
use super::rules::{Fact, Facts, Missing, Rule};

pub use machine::MACHINE;

crate::choices! {
    /// What a decision is about.
    Subject {
        Improvement = "improvement", "Improvement";
        Change = "change", "Change to the management system";
        Resources = "resources", "Resources";
        Policy = "policy", "Policy";
        Scope = "scope", "Scope";
        RiskAcceptance = "risk-acceptance", "Risk acceptance";
        Strategy = "strategy", "Strategic direction";
        Other = "other", "Other";
    }
}

impl Subject {
    /// Whether carrying it changes the management system itself, which is then planned (6.3).
    pub fn opens_change(self) -> bool {
        matches!(self, Self::Policy | Self::Scope)
    }
}

crate::choices! {
    /// How a decision was reached.
    Way {
        NoObjection = "no-objection", "Without objection";
        Vote = "vote", "By vote";
        Executive = "executive", "By the executive, after advice";
    }
}

crate::choices! {
    /// Where a decision stands.
    State {
        Proposed = "proposed", "Proposed", Active;
        Put = "put", "Put to the meeting", Active;
        Carried = "carried", "Carried", Good;
        Provisional = "provisional", "Provisional, without quorum", Watch;
        NotCarried = "not-carried", "Not carried", Plain;
        Withdrawn = "withdrawn", "Withdrawn", Gone;
        Deferred = "deferred", "Deferred", Watch;
        Superseded = "superseded", "Superseded", Gone;
    }
}

impl State {
    /// Whether it counts as decided in favour, be it provisionally.
    pub fn holds(self) -> bool {
        matches!(self, Self::Carried | Self::Provisional)
    }

    /// Whether its wording can still change.
    pub fn is_open(self) -> bool {
        self == Self::Proposed
    }
}

crate::register! {
    /// Decisions of reviews: proposals while they are worded, and once decided a record that is superseded, never edited.
    Decision, DecisionField: "decision" / "decisions", "D", "9.3.3",
        machine(&MACHINE), rules(RULES), frozen(FROZEN);

    /// What is decided, in the words that stand in the minutes.
    text Text: text, "Decision", title, sorted;
    /// What it is about.
    subject Subject: choice(Subject), "Subject", required, listed, sorted;
    /// Why it is proposed.
    grounds Grounds: long_text, "Grounds", searchable;
    /// Who proposes it.
    proposer Proposer: person, "Proposer";
    /// The review to which it is proposed.
    review Review: link("review"), "Review", required, listed;
    /// The agenda item under which it is taken.
    item Item: link("agenda_item"), "Agenda item";
    /// What it is about: a risk, a system, a record of any register.
    about About: links(any), "About";
    /// Where it stands; changed by moves only.
    state State: choice(State), "State", required, by_move, listed, sorted;
    /// How it was reached.
    way Way: choice(Way), "Reached", by_move;
    /// The majority that was asked for, where it was voted on.
    basis Basis: choice(Basis), "Majority", by_move;
    /// The arithmetic of the vote.
    count Count: text, "Count", by_move;
    /// Who was there when it was decided.
    quorum Quorum: text, "Quorum", by_move;
    /// Who decided, where the executive did.
    decided_by DecidedBy: person, "Decided by", by_move;
    /// What the meeting advised, where the executive decided.
    advice Advice: long_text, "Advice", by_move;
    /// The day on which it was decided.
    decided_on DecidedOn: date, "Decided on", by_move, past, sorted;
    /// The review that ratified what was provisional.
    ratified_in RatifiedIn: link("review"), "Ratified in", by_move;
    /// The decision that takes its place.
    superseded_by SupersededBy: link("decision"), "Superseded by", by_move;
}

static RULES: &[Rule] = &[
    Rule {
        says: "A decision is taken under an item of its own review.",
        clause: None,
        looks_at: &[Fact::Linked("item")],
        missing: item_of_review,
    },
    Rule {
        says: "Approved minutes stand: nothing is proposed to a review that is over.",
        clause: Some("7.5.3"),
        looks_at: &[Fact::Linked("review")],
        missing: created_in_open_review,
    },
    Rule {
        says: "A matter in which somebody is recused keeps its item.",
        clause: None,
        looks_at: &[Fact::Beside { through: "item", register: "interest", field: "item" }],
        missing: item_of_recusal,
    },
];

static FROZEN: &[Rule] = &[
    Rule {
        says: "What was put to the meeting is not reworded; a decision is superseded by another one.",
        clause: Some("7.5.3"),
        looks_at: &[],
        missing: still_worded,
    },
    OPEN_REVIEW,
];

fn item_of_review(facts: &Facts) -> Vec<Missing> {
    let decision = Decision(facts.record);
    let items = facts.linked("item");
    let wrong = items.iter().any(|item| super::agenda_item::AgendaItem(item).review() != decision.review());
    if wrong {
        vec![Missing::in_field(DecisionField::Item.name(), "The agenda item is of another review")]
    } else {
        Vec::new()
    }
}

fn item_of_recusal(facts: &Facts) -> Vec<Missing> {
    if !facts.changes("item") {
        return Vec::new();
    }
    let interests = facts.was_beside("item", "interest", "item");
    let recusal = interests.iter().map(Interest).find(|one| one.is_recusal());
    let words = |one: Interest| format!("{} recuses somebody under the item it has", one.0.reference());
    recusal.map(|one| Missing::in_field(DecisionField::Item.name(), words(one))).into_iter().collect()
}

fn created_in_open_review(facts: &Facts) -> Vec<Missing> {
    if facts.before.is_some() { Vec::new() } else { (OPEN_REVIEW.missing)(facts) }
}

fn still_worded(facts: &Facts) -> Vec<Missing> {
    let before = facts.before.unwrap_or(facts.record);
    match Decision(before).state() {
        Some(state) if !state.is_open() => {
            let what = format!("{} is {}", before.reference(), state.label().to_lowercase());
            vec![Missing::elsewhere(what)]
        }
        _ => Vec::new(),
    }
}
