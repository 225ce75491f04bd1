//! Packs: what a review works on, frozen version by version.

use super::record::Record;
use super::review::open::OPEN_REVIEW;
use super::review::words::{Review, State};
use super::rules::{Fact, Facts, Holds, Missing, Rule};

crate::register! {
    /// Versions of the pack of a review: what was circulated, when, to whom, with its hash.
    Pack, PackField: "pack" / "packs", "PK", "9.3.2", Meetings, composed(), rules(RULES), frozen(FROZEN);

    /// What it is called.
    title Title: text, "Title", title;
    /// The review for which it was made.
    review Review: link("review"), "Review", required, listed;
    /// 1 is the first version that was circulated.
    version Version: number, "Version", required, listed;
    /// The day on which it was circulated.
    circulated_on CirculatedOn: date, "Circulated on", past, listed, sorted;
    /// Those for whom it was frozen: what was written out to be sent stands in the dispatches.
    recipients Recipients: links("person"), "Recipients", told;
    /// Whether it was handed out after the meeting had begun.
    tabled Tabled: yes_no, "Tabled in the meeting";
    /// SHA-256 of the Markdown document.
    sha256 Sha256: text, "SHA-256";
    /// The document to be read.
    markdown Markdown: file, "Markdown";
    /// The document for a browser or a printer.
    html Html: file, "HTML";
    /// The document for programs: its figures are what later packs compare with.
    json Json: file, "JSON";
}

static RULES: &[Rule] = &[
    OPEN_REVIEW,
    Rule {
        says: "A pack is circulated before the meeting, or tabled in it.",
        clause: Some("9.3.2"),
        looks_at: &[Fact::Linked(PackField::Review.name())],
        holds: Holds::By(before_the_end),
    },
    Rule {
        says: "Versions are numbered one after another.",
        clause: None,
        looks_at: &[Fact::Beside { through: PackField::Review.name(), of: PackField::Review.link() }],
        holds: Holds::CountsOn { number: PackField::Version.name(), among: PackField::Review.link() },
    },
];

static FROZEN: &[Rule] = &[FROZEN_DOCUMENT];

/// What was frozen as a document is never changed, nor hidden: a new version takes its place.
pub const FROZEN_DOCUMENT: Rule = Rule {
    says: "What was circulated stands as it was.",
    clause: Some("7.5.3"),
    looks_at: &[],
    holds: Holds::Never("Circulate a new version in its place"),
};

fn before_the_end(facts: &Facts) -> Vec<Missing> {
    let reviews = facts.linked(PackField::Review);
    let over = reviews.iter().find(|review| Review(review).state().is_some_and(State::is_over));
    let words = |review: &Record| {
        let state = review.state_label().unwrap_or_default().to_lowercase();
        format!("{} is {state}: what came later belongs to the next review", review.reference())
    };
    let over = over.filter(|_| facts.before.is_none());
    over.map(|review| Missing::in_field(PackField::Review.name(), words(review))).into_iter().collect()
}
