//! Conclusions: how a review judges the management system, each aspect by itself and with a reason (9.3.1).

use crate::fields;

use super::better::Better;
use super::record::Record;
use super::review::open::{OPEN_REVIEW, STAYS};
use super::review::words::Review;
use super::rules::{Fact, Facts, Holds, Missing, Rule, Unique};

crate::choices! {
    /// What is judged.
    Aspect {
        Suitability = "suitability", "Suitability";
        Adequacy = "adequacy", "Adequacy";
        Effectiveness = "effectiveness", "Effectiveness";
        Resources = "resources-adequate", "Adequacy of resources";
    }
}

impl Aspect {
    /// Whether the standard asks for it; the others are the organisation's own.
    pub fn is_required(self) -> bool {
        self != Self::Resources
    }

    /// What is asked, in a sentence.
    pub const fn question(self) -> &'static str {
        match self {
            Self::Suitability => "Does the system still fit what the organisation is and wants?",
            Self::Adequacy => "Is the system enough for what it has to do?",
            Self::Effectiveness => "Does the system reach what was intended?",
            Self::Resources => "Are people, money, tools and competence enough?",
        }
    }
}

crate::choices! {
    /// How an aspect is judged.
    Judgement {
        Yes = "yes", "Yes", Good;
        Partly = "partly", "Partly", Watch;
        No = "no", "No", Watch;
    }
}

crate::register! {
    /// Conclusions of reviews on the management system: suitability, adequacy, effectiveness, each with a reason.
    Conclusion, ConclusionField: "conclusion" / "conclusions", "VD", "9.3.1", Meetings, was(&["verdict"]), for_people(), rules(RULES), unique_by(UNIQUE), frozen(FROZEN), unasked(UNASKED);

    /// What is judged.
    aspect Aspect: choice(Aspect), "Aspect", required, listed;
    /// The judgement.
    judgement Judgement: choice(Judgement), "Judgement", required, listed;
    /// What it rests on.
    grounds Grounds: long_text, "Reason", title;
    /// The review that judges.
    review Review: link("review"), "Review", required, listed;
    /// What the source calls it, by which an import finds it again.
    source_key SourceKey: text, "Key of the source", searchable, aside;
}

/// It is judged otherwise.
static UNASKED: &[Better] = &[Better::Otherwise(ConclusionField::Judgement.name())];

static RULES: &[Rule] = &[
    OPEN_REVIEW,
    STAYS,
    Rule {
        says: "Only a management review concludes on the system.",
        clause: Some("9.3.1"),
        looks_at: &[Fact::Linked(ConclusionField::Review.name())],
        holds: Holds::By(of_a_review),
    },
];

fn of_a_review(facts: &Facts) -> Vec<Missing> {
    let reviews = facts.linked(ConclusionField::Review);
    let other = reviews.iter().find(|one| !Review(one).is_management_review());
    let words = |one: &Record| format!("{} is an {}", one.reference(), Review(one).meeting().label().to_lowercase());
    other.map(|one| Missing::in_field(ConclusionField::Review.name(), words(one))).into_iter().collect()
}

static UNIQUE: &[Unique] = &[Unique {
    says: "A review judges each aspect once.",
    clause: Some("9.3.1"),
    fields: fields![ConclusionField: Review, Aspect],
    missing: |other| {
        let what = format!("{} judges it already; change that one", other.reference());
        Missing::in_field(ConclusionField::Aspect.name(), what)
    },
}];

static FROZEN: &[Rule] = &[OPEN_REVIEW];
