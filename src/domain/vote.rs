//! Votes: what each voting member said when something was put to the meeting.

use crate::fields;

use super::decision::words::{self as decision, Decision};
use super::rules::{Fact, Facts, Holds, Missing, Rule, Unique};

pub use super::ballot::Ballot;

crate::register! {
    /// Votes: what each voting member said on a proposal that was put to the meeting.
    Vote, VoteField: "vote" / "votes", "V", "9.3.3", Meetings, composed(), rules(RULES), unique_by(UNIQUE), frozen(FROZEN);

    /// The proposal.
    decision Decision: link("decision"), "Decision", required, listed;
    /// Whose vote it is.
    person Person: person, "Voting member", required, listed;
    /// For, against, abstaining or recused.
    ballot Ballot: choice(Ballot), "Vote", required, listed;
    /// The delegate who cast it in the member's place.
    cast_by CastBy: person, "Cast by";
    /// Whether it was said by nobody, and the chair declared the rest in favour.
    declared Declared: yes_no, "By declaration";
}

static RULES: &[Rule] = &[Rule {
    says: "Votes are cast on what is put to the meeting.",
    clause: None,
    looks_at: &[Fact::Linked(VoteField::Decision.name())],
    holds: Holds::By(decision_is_put),
}];

static UNIQUE: &[Unique] = &[Unique {
    says: "Each voting member has one vote.",
    clause: None,
    fields: fields![VoteField: Decision, Person],
    missing: |_| Missing::in_field(VoteField::Person.name(), "This member has voted already"),
}];

static FROZEN: &[Rule] = &[Rule {
    says: "Votes stand once they are counted.",
    clause: Some("7.5.3"),
    looks_at: &[Fact::Linked(VoteField::Decision.name())],
    holds: Holds::By(decision_is_put),
}];

fn decision_is_put(facts: &Facts) -> Vec<Missing> {
    if facts.is_unchanged() {
        return Vec::new();
    }
    let decisions = [facts.linked(VoteField::Decision), facts.was_linked(VoteField::Decision)].concat();
    let wrong = decisions.iter().find(|one| Decision(one).state() != Some(decision::State::Put));
    let words = |one: &super::record::Record| {
        format!("{} is {}", one.reference(), one.state_label().unwrap_or_default().to_lowercase())
    };
    wrong.map(|one| Missing::in_field(VoteField::Decision.name(), words(one))).into_iter().collect()
}
