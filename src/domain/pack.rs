//! Packs: what a review works on, frozen version by version as it was sent out.

use super::review::OPEN_REVIEW;
use super::rules::{Fact, Facts, Missing, Rule};

crate::register! {
    /// Versions of the pack of a review: what was circulated, when, to whom, with its hash.
    Pack, PackField: "pack" / "packs", "PK", "9.3.2", composed(), facts(FACTS), rules(RULES), frozen(FROZEN);

    /// What it is called.
    title Title: text, "Title", title;
    /// The review for which it was made.
    review Review: link("review"), "Review", required, listed;
    /// 1 is the first version that was circulated.
    version Version: number, "Version", required, listed;
    /// The day on which it was circulated.
    circulated_on CirculatedOn: date, "Circulated on", past, listed, sorted;
    /// Those to whom it was sent.
    recipients Recipients: links("person"), "Recipients";
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

static FACTS: &[Fact] = &[Fact::Linked("review")];

static RULES: &[Rule] = &[OPEN_REVIEW];

static FROZEN: &[Rule] = &[FROZEN_DOCUMENT];

/// What was frozen as a document is never changed, nor hidden: a new version takes its place.
pub const FROZEN_DOCUMENT: Rule =
    Rule { says: "What was circulated stands as it was.", clause: Some("7.5.3"), missing: never };

fn never(_: &Facts) -> Vec<Missing> {
    vec![Missing::elsewhere("Circulate a new version in its place")]
}
