//! Minutes: what a review decided, frozen version by version, and sealed with its approval.

use super::pack::FROZEN_DOCUMENT;
use super::review::words::{Review, State};
use super::rules::{Fact, Facts, Holds, Missing, Rule};

crate::register! {
    /// Versions of the minutes of a review: those that were circulated for comments, and the one that was sealed.
    Minutes, MinutesField: "minutes" / "minutes", "MIN", "9.3.3", Meetings, composed(), rules(RULES), frozen(FROZEN);

    /// What it is called.
    title Title: text, "Title", title;
    /// The review whose minutes they are.
    review Review: link("review"), "Review", required, listed;
    /// 1 is the first version that was circulated.
    version Version: number, "Version", required, listed;
    /// Whether it is the approved and sealed version.
    sealed Sealed: yes_no, "Sealed", listed;
    /// The day on which it was circulated, or sealed.
    dated Dated: date, "Dated", past, listed, sorted;
    /// Those for whom it was frozen.
    recipients Recipients: links("person"), "Recipients", told;
    /// SHA-256 of what the minutes say, without the marks of draft and approval: the approval is of this.
    substance Substance: text, "SHA-256 of the substance";
    /// SHA-256 of the Markdown document.
    sha256 Sha256: text, "SHA-256";
    /// The head of the journal that is printed in it, where it is sealed.
    head Head: text, "Head of the journal";
    /// The document to be read.
    markdown Markdown: file, "Markdown";
    /// The document for a browser or a printer.
    html Html: file, "HTML";
    /// The document for programs.
    json Json: file, "JSON";
}

static RULES: &[Rule] = &[
    Rule {
        says: "Minutes circulate once the meeting is over, and are sealed once they are approved.",
        clause: Some("9.3.3"),
        looks_at: &[Fact::Linked(MinutesField::Review.name())],
        holds: Holds::By(at_its_time),
    },
    Rule {
        says: "Versions are numbered one after another.",
        clause: None,
        looks_at: &[Fact::Beside { through: MinutesField::Review.name(), of: MinutesField::Review.link() }],
        holds: Holds::CountsOn { number: MinutesField::Version.name(), among: MinutesField::Review.link() },
    },
];

static FROZEN: &[Rule] = &[FROZEN_DOCUMENT];

fn at_its_time(facts: &Facts) -> Vec<Missing> {
    if facts.before.is_some() {
        return Vec::new();
    }
    let sealed = Minutes(facts.record).sealed() == Some(true);
    let fits = |state: State| match sealed {
        true => state == State::Approved,
        false => matches!(state, State::Concluded | State::MinutesCirculated),
    };
    let reviews = facts.linked(MinutesField::Review);
    let wrong = reviews.iter().find(|review| !Review(review).state().is_some_and(fits));
    let words = |review: &super::record::Record| {
        format!("{} is {}", review.reference(), review.state_label().unwrap_or_default().to_lowercase())
    };
    wrong.map(|review| Missing::in_field(MinutesField::Review.name(), words(review))).into_iter().collect()
}
