//! Evidence: what proves that something is so.

use crate::fields;

use super::ground::{Counts, Ground, Step};

crate::choices! {
    /// What a piece of evidence is.
    Type {
        Proof = "proof", "Proof";
        Message = "message", "Message";
        Signature = "signature", "Signed copy";
        Minutes = "minutes", "Minutes";
    }
}

crate::register! {
    /// What proves something about one or more records: a file, or a statement of where the proof is.
    Evidence, EvidenceField: "evidence" / "evidence", "E", "7.5", reworded();

    /// What it shows, or where it is found.
    title Title: text, "Title", title, sorted;
    /// The records that it is evidence for.
    about About: links(any), "Evidence for", required, listed;
    /// The file itself, copied in, or its hash where it is held elsewhere.
    file File: file, "File", listed;
    /// What it contains and how it was obtained.
    description Description: long_text, "Description", searchable;
    /// What it is: a proof, or the message, the signed copy or the minutes in which somebody said what is recorded.
    kind Type = "type" was "sort": choice(Type), "Type";
    /// Whose message or signature it is.
    said_by SaidBy: person, "Said by", day(Dated);
    /// The date that the evidence itself bears.
    dated Dated: date, "Dated", past, listed, sorted;
}

/// From what something is about to what was handed over as proof of it.
pub const STEP: Step = Step::From(EvidenceField::About.link());

/// What was handed over as proof, with its bytes.
pub const GROUND: Ground = ground_of("evidence", &[STEP]);

/// What was handed over as proof of records on the way, with its bytes.
pub const fn ground_of(name: &'static str, along: &'static [Step]) -> Ground {
    let counts = Counts::Fields(fields![EvidenceField: Title, File, Description, Dated]);
    Ground { name, along, counts, ..Ground::PLAIN }
}
