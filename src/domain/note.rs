//! Notes: what somebody wanted to say about a record.

use super::better::Better;
use super::review::open::review_is_open;
use super::rules::{Fact, Facts, Holds, Missing, Rule};

crate::choices! {
    /// For whom a note is.
    Type {
        Working = "working", "Working";
        Minuted = "minuted", "For the minutes";
        Restricted = "restricted", "Restricted: printed nowhere", Watch;
        Parked = "parked", "Parked for later", Watch;
    }
}

crate::register! {
    /// Notes on any record: who wrote them and when stands in the journal.
    Note, NoteField: "note" / "notes", "N", "7.5",
        rules(RULES), frozen(FROZEN), unasked(UNASKED), reworded();

    /// What there is to say.
    text Text: long_text, "Text", title;
    /// The record it is about.
    about About: link(any), "About", required, listed;
    /// Whether it goes into minutes, is a working note, is restricted, or is a matter set aside for later.
    kind Type = "type" was "sort": choice(Type), "Type", listed;
    /// The review in which it was taken.
    review Review: link("review"), "Review";
}

/// What was to be minuted, or taken up later, is not, or in other words; or it is of another meeting.
static UNASKED: &[Better] = &[
    Better::Lower { field: NoteField::Type.name(), from: &[Type::Minuted.key(), Type::Parked.key()] },
    Better::Otherwise(NoteField::Text.name()),
    Better::Away(NoteField::Review.name()),
];

impl Note<'_> {
    /// Whether it goes into minutes, where everybody reads it.
    pub fn is_printed(self) -> bool {
        matches!(self.kind(), Some(Type::Minuted | Type::Parked))
    }
}

static RULES: &[Rule] = &[
    MINUTES_STAND,
    Rule {
        says: "What is for the minutes says of which review.",
        clause: Some("9.3.3"),
        looks_at: &[],
        holds: Holds::Needed {
            field: NoteField::Review.name(),
            where_one: NoteField::Type.name(),
            is: &[Type::Minuted.key(), Type::Parked.key()],
        },
    },
];

static FROZEN: &[Rule] = &[MINUTES_STAND];

const MINUTES_STAND: Rule = Rule {
    says: "What is minuted is neither added nor changed once the minutes are approved, or the review is cancelled.",
    clause: Some("7.5.3"),
    looks_at: &[Fact::Linked(NoteField::Review.name())],
    holds: Holds::By(minutes_open),
};

fn minutes_open(facts: &Facts) -> Vec<Missing> {
    let printed = |record: &super::record::Record| Note(record).is_printed();
    if printed(facts.record) || facts.before.is_some_and(printed) { review_is_open(facts) } else { Vec::new() }
}
