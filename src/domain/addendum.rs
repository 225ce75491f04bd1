//! Addenda: what is put right, or added, after minutes were sealed.

use super::governs::Governs;
use super::pack::FROZEN_DOCUMENT;
use super::review::words::{Review, State};
use super::rules::{Fact, Facts, Holds, Missing, Rule};

crate::register! {
    /// Addenda to sealed minutes: numbered, dated, and never changed themselves.
    Addendum, AddendumField: "addendum" / "addenda", "ADD", "9.3.3, 7.5.3", for_people(), rules(RULES), frozen(FROZEN), governs(Governs::All);

    /// What is put right or added.
    text Text: long_text, "Addendum", title;
    /// The review whose minutes it belongs to.
    review Review: link("review"), "Review", required, listed;
    /// The day on which it was agreed.
    dated Dated: date, "Dated", required, past, listed, sorted;
    /// Who agreed to it.
    agreed_by AgreedBy: links("person"), "Agreed by", required, listed;
    /// Why it is needed.
    why Why: long_text, "Why", required, reason;
}

static RULES: &[Rule] = &[Rule {
    says: "An addendum follows sealed minutes; before that they are corrected.",
    clause: None,
    looks_at: &[Fact::Linked(AddendumField::Review.name())],
    holds: Holds::By(sealed),
}];

static FROZEN: &[Rule] = &[FROZEN_DOCUMENT];

fn sealed(facts: &Facts) -> Vec<Missing> {
    let reviews = facts.linked(AddendumField::Review);
    let open = reviews.iter().find(|review| Review(review).state() != Some(State::Sealed));
    let words = |review: &super::record::Record| {
        format!("{} is {}", review.reference(), review.state_label().unwrap_or_default().to_lowercase())
    };
    open.map(|review| Missing::in_field(AddendumField::Review.name(), words(review))).into_iter().collect()
}
