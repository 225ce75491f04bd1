//! Minutes: what a review decided, frozen version by version, and sealed with its approval.

use super::pack::FROZEN_DOCUMENT;
use super::rules::Rule;

crate::register! {
    /// Versions of the minutes of a review: those that were circulated for comments, and the one that was sealed.
    Minutes, MinutesField: "minutes" / "minutes", "MIN", "9.3.3", frozen(FROZEN);

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
    /// Those to whom it was sent.
    recipients Recipients: links("person"), "Recipients";
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

static FROZEN: &[Rule] = &[FROZEN_DOCUMENT];
