//! Decisions: what was proposed to a review, how it was decided, and what stands since.

mod grounds;
pub mod guards;
mod machine;
pub mod meeting;
pub mod poll;
pub mod words;

use super::agenda_item::AgendaItem;
use super::better::Better;
use super::interest::{Interest, InterestField};
use super::record::Record;
use super::register::Register;
use super::review::open::{OPEN_REVIEW, comes_too_late, review_is_open};
use super::rules::{Fact, Facts, Holds, Missing, Rule};

pub use machine::MACHINE;
pub use poll::{Figures, Named, Poll};
pub use words::{Decision, DecisionField, DecisionMove, State, Subject, Way};

/// Decisions of reviews: proposals while they are worded, and once decided a record that is superseded, never edited.
pub static REGISTER: Register =
    words::DECLARATION.grows().for_people().machine(&MACHINE).rules(RULES).frozen(FROZEN).reworded().unasked(UNASKED);

/// It goes to another meeting, is about something else, or is put off; or a vote is taken anew, or put right.
static UNASKED: &[Better] = &[
    Better::Otherwise(DecisionField::Count.name()),
    Better::Away(DecisionField::Review.name()),
    Better::Away(DecisionField::About.name()),
    Better::Gone(DecisionMove::TakeBack.name()),
    Better::Gone(DecisionMove::Defer.name()),
];

static RULES: &[Rule] = &[
    Rule {
        says: "A decision is taken under an item of its own review.",
        clause: None,
        looks_at: &[Fact::Linked(DecisionField::Item.name())],
        holds: Holds::By(item_of_review),
    },
    Rule {
        says: "Nothing is proposed to a review once its minutes are approved, or it is cancelled.",
        clause: Some("7.5.3"),
        looks_at: &[Fact::Linked(DecisionField::Review.name())],
        holds: Holds::By(created_in_open_review),
    },
    Rule {
        says: "What is proposed to a meeting is proposed before the meeting is over.",
        clause: None,
        looks_at: &[Fact::Linked(DecisionField::Review.name())],
        holds: Holds::By(proposed_in_time),
    },
    Rule::new("A decision words another one anew, and not itself.", Holds::Elsewhere(DecisionField::Replaces.name())),
    Rule::new("What is worded anew is a decision that holds.", Holds::By(replaces_what_holds))
        .looking_at(&[Fact::Linked(DecisionField::Replaces.name())]),
    Rule {
        says: "A matter in which somebody is recused keeps its item.",
        clause: None,
        looks_at: &[Fact::Beside { through: DecisionField::Item.name(), of: InterestField::Item.link() }],
        holds: Holds::By(item_of_recusal),
    },
];

/// The states of what was put to the meeting, or taken out of it.
const PUT_ONCE: &[&str] = &[
    State::Put.key(),
    State::Carried.key(),
    State::Provisional.key(),
    State::NotCarried.key(),
    State::Withdrawn.key(),
    State::Deferred.key(),
    State::Superseded.key(),
];

static FROZEN: &[Rule] = &[
    Rule {
        says: "What was put to the meeting is not reworded; a decision is superseded by another one.",
        clause: Some("7.5.3"),
        looks_at: &[],
        holds: Holds::Stands(PUT_ONCE),
    },
    OPEN_REVIEW,
];

fn item_of_review(facts: &Facts) -> Vec<Missing> {
    let decision = Decision(facts.record);
    let items = facts.linked(DecisionField::Item);
    let wrong = items.iter().any(|item| AgendaItem(item).review() != decision.review());
    if wrong {
        vec![Missing::in_field(DecisionField::Item.name(), "The agenda item is of another review")]
    } else {
        Vec::new()
    }
}

fn replaces_what_holds(facts: &Facts) -> Vec<Missing> {
    let field = DecisionField::Replaces;
    if facts.before.is_some() && !facts.changes(field) {
        return Vec::new();
    }
    let replaced = facts.linked(field);
    let other = replaced.iter().find(|one| !Decision(one).state().is_some_and(State::holds));
    let words =
        |one: &Record| format!("{} is {}", one.reference(), one.state_label().unwrap_or_default().to_lowercase());
    other.map(|one| Missing::in_field(field.name(), words(one))).into_iter().collect()
}

fn item_of_recusal(facts: &Facts) -> Vec<Missing> {
    if !facts.changes(DecisionField::Item) {
        return Vec::new();
    }
    let interests = facts.was_beside(DecisionField::Item, InterestField::Item);
    let recusal = interests.iter().map(Interest).find(|one| one.recuses());
    let words = |one: Interest| format!("{} recuses somebody under the item it has", one.0.reference());
    recusal.map(|one| Missing::in_field(DecisionField::Item.name(), words(one))).into_iter().collect()
}

fn created_in_open_review(facts: &Facts) -> Vec<Missing> {
    if facts.before.is_some() { Vec::new() } else { review_is_open(facts) }
}

/// A vote that was taken down wrongly is put right after the meeting, too.
fn proposed_in_time(facts: &Facts) -> Vec<Missing> {
    comes_too_late(facts, |record| match Decision(record).state() {
        Some(State::Put) => Decision(record).taken_back_on().is_none(),
        state => state == Some(State::Proposed),
    })
}
