//! Addenda: what is put right, or added, after minutes were sealed.

use super::attestation::Confirmation;
use super::governs::Governs;
use super::identity::RecordId;
use super::pack::FROZEN_DOCUMENT;
use super::record::Record;
use super::review::words::{Review, ReviewField, State};
use super::rules::{Fact, Facts, Holds, Missing, Rule};

crate::register! {
    /// Addenda to sealed minutes: numbered, dated, and never changed themselves.
    Addendum, AddendumField: "addendum" / "addenda", "ADD", "9.3.3, 7.5.3", Meetings, for_people(), rules(RULES), frozen(FROZEN), governs(Governs::All);

    /// What is put right or added.
    text Text: long_text, "Addendum", title;
    /// The review whose minutes it belongs to.
    review Review: link("review"), "Review", required, listed;
    /// The day on which it was agreed.
    dated Dated: date, "Dated", required, past, listed, sorted;
    /// Who agreed to it.
    agreed_by AgreedBy: links("person"), "Agreed by", required, listed;
    /// How that is known.
    how How: choice(Confirmation), "Agreed how";
    /// Why it is needed.
    why Why: long_text, "Why", required, reason;
    /// What the source calls it, by which an import finds it again.
    source_key SourceKey: text, "Key of the source", searchable, aside;
}

static RULES: &[Rule] = &[
    Rule {
        says: "An addendum follows sealed minutes; before that they are corrected.",
        clause: None,
        looks_at: &[Fact::Linked(AddendumField::Review.name())],
        holds: Holds::By(sealed),
    },
    Rule {
        says: "Chair or secretary agree to an addendum, not only whoever writes it, and how that is known is said.",
        clause: Some("9.3.3"),
        looks_at: &[Fact::Linked(AddendumField::Review.name()), Fact::Every(ReviewField::REGISTER)],
        holds: Holds::By(agreed),
    },
];

static FROZEN: &[Rule] = &[FROZEN_DOCUMENT];

fn sealed(facts: &Facts) -> Vec<Missing> {
    let reviews = facts.linked(AddendumField::Review);
    let open = reviews.iter().find(|review| Review(review).state() != Some(State::Sealed));
    let words = |review: &Record| {
        format!("{} is {}", review.reference(), review.state_label().unwrap_or_default().to_lowercase())
    };
    open.map(|review| Missing::in_field(AddendumField::Review.name(), words(review))).into_iter().collect()
}

/// Those who lead and record the review, and the last one that was held: whoever has left agrees to nothing any more.
fn officers(facts: &Facts) -> Vec<RecordId> {
    let own = facts.linked(AddendumField::Review);
    let all = facts.every(ReviewField::REGISTER);
    let held = all.iter().filter(|one| Review(one).state().is_some_and(State::is_over));
    let last = held.max_by_key(|one| (Review(one).concluded_at(), one.number));
    let of = |one: &Record| {
        let review = Review(one);
        [review.chair(), review.secretary(), review.acting_chair(), review.acting_secretary()]
    };
    own.iter().chain(last).flat_map(of).flatten().collect()
}

fn agreed(facts: &Facts) -> Vec<Missing> {
    let one = Addendum(facts.record);
    let officers = officers(facts);
    let field = AddendumField::AgreedBy.name();
    let mut missing = Vec::new();
    if one.agreed_by().iter().any(|person| !officers.contains(person)) {
        missing.push(Missing::in_field(field, "Only the chair and the secretary of the meeting agree to it"));
    }
    if !one.agreed_by().is_empty() && one.agreed_by().iter().all(|person| facts.actor == Some(*person)) {
        missing.push(Missing::in_field(field, "Whoever writes it does not agree to it alone"));
    }
    if one.how().is_none() {
        let field = AddendumField::How;
        missing.push(Missing::in_field(field.name(), format!("{} is empty", field.field().label)));
    }
    missing
}
