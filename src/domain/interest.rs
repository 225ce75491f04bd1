//! Declarations of interest: who has a stake in what is to be decided, and what follows from it.

use super::decision::words::{Decision, DecisionField};
use super::record::Record;
use super::review::open::OPEN_REVIEW;
use super::rules::{Fact, Facts, Holds, Missing, Rule};
use super::vote::{Ballot, Vote, VoteField};

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
    Interest, InterestField: "interest" / "interests", "DI", "5.3, 9.3", for_people(),
        rules(RULES), frozen(FROZEN);

    /// What the interest is.
    what What: text, "Interest", title;
    /// Who has it.
    person Person: person, "Person", required, listed, told;
    /// What follows from it where the matter is decided.
    consequence Consequence: choice(Consequence), "Consequence", required, listed;
    /// The review in which it was declared; empty for one that stands beyond it.
    review Review: link("review"), "Review", listed;
    /// The agenda item that it is about; all of the review where there is none.
    item Item: link("agenda_item"), "Agenda item", listed;
}

impl Interest<'_> {
    /// Whether the person does not vote because of it.
    pub fn is_recusal(self) -> bool {
        self.consequence().is_some_and(Consequence::is_recusal)
    }
}

static RULES: &[Rule] = &[OPEN_REVIEW];

static FROZEN: &[Rule] = &[
    OPEN_REVIEW,
    Rule {
        says: "What a decision was taken on stands: who was recused stays so.",
        clause: None,
        looks_at: &[
            Fact::Beside { through: InterestField::Person.name(), of: VoteField::Person.link() },
            Fact::Beside { through: InterestField::Review.name(), of: DecisionField::Review.link() },
        ],
        holds: Holds::By(undecided),
    },
];

fn undecided(facts: &Facts) -> Vec<Missing> {
    let mut missing = Vec::new();
    // Neither does it leave a matter that was decided under it, nor come to one that was decided without it.
    let sides = [
        (facts.before, facts.was_beside(InterestField::Review, DecisionField::Review)),
        (Some(facts.record), facts.beside(InterestField::Review, DecisionField::Review)),
    ];
    for (interest, decisions) in sides {
        let Some(item) = interest.map(|one| Interest(one).item()) else { continue };
        let decided = |one: &Decision| one.decided_on().is_some() && (item.is_none() || one.item() == item);
        if let Some(one) = decisions.iter().map(Decision).find(decided) {
            missing.push(Missing::elsewhere(format!("{} was decided under it", one.0.reference())));
        }
    }
    // What stands beyond one review is known by the votes that it kept from being cast.
    let standing =
        facts.before.is_some_and(|before| Interest(before).review().is_none() && Interest(before).is_recusal());
    if standing {
        let votes = facts.was_beside(InterestField::Person, VoteField::Person);
        let recused = votes.iter().find(|vote| Vote(vote).ballot() == Some(Ballot::Recused));
        let words = |vote: &Record| format!("{} was recused under it", vote.reference());
        missing.extend(recused.map(|vote| Missing::elsewhere(words(vote))));
    }
    missing.dedup();
    missing
}
