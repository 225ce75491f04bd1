//! Declarations of interest: who has a stake in what is to be decided, and what follows from it.

use super::decision::Decision;
use super::review::OPEN_REVIEW;
use super::rules::{Fact, Facts, Missing, Rule};

crate::choices! {
    /// What follows from an interest.
    Consequence {
        Noted = "noted", "Noted; votes all the same";
        Stays = "stays", "Recused; stays in the room";
        Leaves = "leaves", "Recused; leaves the room";
    }
}

impl Consequence {
    /// Whether the person does not vote.
    pub fn is_recusal(self) -> bool {
        self != Self::Noted
    }
}

crate::register! {
    /// Declarations of interest: a stake that somebody has in a matter, in one review or standing.
    Interest, InterestField: "interest" / "interests", "DI", "5.3, 9.3",
        facts(FACTS), rules(RULES), frozen(FROZEN);

    /// What the interest is.
    what What: text, "Interest", title;
    /// Who has it.
    person Person: person, "Person", required, listed;
    /// What follows from it where the matter is decided.
    consequence Consequence: choice(Consequence), "Consequence", required, listed;
    /// The review in which it was declared; empty for one that stands beyond it.
    review Review: link("review"), "Review", listed;
    /// The agenda item that it is about; all of the review where there is none.
    item Item: link("agenda_item"), "Agenda item", listed;
}

static FACTS: &[Fact] =
    &[Fact::Linked("review"), Fact::Beside { through: "review", register: "decision", field: "review" }];

static RULES: &[Rule] = &[OPEN_REVIEW];

static FROZEN: &[Rule] = &[
    OPEN_REVIEW,
    Rule { says: "What a decision was taken on stands: who was recused stays so.", clause: None, missing: undecided },
];

fn undecided(facts: &Facts) -> Vec<Missing> {
    let item = Interest(facts.before.unwrap_or(facts.record)).item();
    let decisions = facts.beside("review", "decision", "review");
    let decided =
        decisions.iter().map(Decision).find(|one| one.decided_on().is_some() && (item.is_none() || one.item() == item));
    let words = |one: Decision| format!("{} was decided under it", one.0.reference());
    decided.map(|one| Missing::elsewhere(words(one))).into_iter().collect()
}
