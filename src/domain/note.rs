//! Notes: what somebody wanted to say about a record, and what somebody outside wanted to say: a complaint, a question.

use crate::fields;

use super::better::{Better, Hiding};
use super::name::FieldName;
use super::review::open::{STAYS, review_is_open, stays_in_its_meeting};
use super::rules::{Fact, Facts, Holds, Missing, Rule};

crate::choices! {
    /// For whom a note is.
    Type {
        Working = "working", "Working";
        Minuted = "minuted", "For the minutes";
        Restricted = "restricted", "Restricted: printed nowhere", Watch;
        Parked = "parked", "Parked for later", Watch;
        /// A complaint or a question, to be answered.
        Received = "received", "Received from outside", Watch;
    }
}

crate::register! {
    /// Notes on any record: who wrote them and when stands in the journal.
    Note, NoteField: "note" / "notes", "N", "7.5", Records,
        grows(), rules(RULES), frozen(FROZEN), unasked(UNASKED), better(BETTER),
        hiding(Hiding::CountedAs(NoteField::Type.name(), &[Type::Received.key()])), reworded();

    /// What there is to say.
    text Text: long_text, "Text", title;
    /// The record it is about.
    about About: link(any), "About", required, listed;
    /// Whether it goes into minutes, is a working note, is restricted, is a matter set aside for later, or was received from
    /// outside and is to be answered.
    kind Type = "type" was "sort": choice(Type), "Type", listed;
    /// The review in which it was taken.
    review Review: link("review"), "Review";
    /// Who outside said it: a person, a customer, an authority.
    received_from ReceivedFrom: text, "Received from", personal;
    /// The day on which it was received.
    received_on ReceivedOn: date, "Received on", past, sorted;
    /// The day on which it was answered.
    answered_on AnsweredOn: date, "Answered on", past;
    /// Who answered it.
    answered_by AnsweredBy: person, "Answered by", day(AnsweredOn), by_machine;
    /// How it was answered.
    answer Answer: long_text, "Answer", searchable;
    /// What the source calls it, by which an import finds it again.
    source_key SourceKey: text, "Key of the source", searchable, aside;
}

/// What is said of what was received from outside, and of nothing else.
pub const OF_RECEIVED: &[FieldName] = fields![NoteField: ReceivedFrom, ReceivedOn, AnsweredOn, AnsweredBy, Answer];

const ANSWERED: &[FieldName] = fields![NoteField: AnsweredOn, AnsweredBy, Answer];

/// What was to be minuted, or taken up later, is not, or in other words; or it is of another meeting.
static UNASKED: &[Better] = &[
    Better::Lower { field: NoteField::Type.name(), from: &[Type::Minuted.key(), Type::Parked.key()] },
    Better::Otherwise(NoteField::Text.name()),
    Better::Away(NoteField::Review.name()),
];

/// What somebody outside said, who it was, and how they were answered, is said otherwise.
static BETTER: &[Better] = &[
    Better::OtherwiseWhere { field: NoteField::Text.name(), where_one: NoteField::Type.name(), is: RECEIVED },
    Better::Otherwise(NoteField::ReceivedFrom.name()),
    Better::Otherwise(NoteField::Answer.name()),
];

impl Note<'_> {
    /// Whether it goes into minutes, where everybody reads it.
    pub fn is_printed(self) -> bool {
        matches!(self.kind(), Some(Type::Minuted | Type::Parked))
    }

    /// Whether others read its words: on paper, or as what was received from outside.
    pub fn is_told(self) -> bool {
        self.is_printed() || self.is_received()
    }

    /// Whether it came from outside.
    pub fn is_received(self) -> bool {
        self.kind() == Some(Type::Received)
    }
}

static RULES: &[Rule] = &[
    MINUTES_STAND,
    Rule { holds: Holds::By(minuted_where_it_was_said), ..STAYS },
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
    Rule {
        says: "How it was answered is said in words.",
        clause: Some("7.4"),
        looks_at: &[],
        holds: Holds::Says(&[NoteField::Answer.name()]),
    },
    received(NoteField::ReceivedFrom.name()),
    received(NoteField::ReceivedOn.name()),
    Rule {
        says: "What was received from outside is told as that, and nothing else is.",
        clause: Some("4.2"),
        looks_at: &[],
        holds: Holds::By(stays_received),
    },
    Rule {
        says: "What is answered says when, by whom and how.",
        clause: Some("7.4"),
        looks_at: &[],
        holds: Holds::Complete { where_any: ANSWERED, all: ANSWERED },
    },
    Rule {
        says: "An answer comes after what it answers.",
        clause: None,
        looks_at: &[],
        holds: Holds::Ordered(&[fields![NoteField: ReceivedOn, AnsweredOn]]),
    },
];

const RECEIVED: &[&str] = &[Type::Received.key()];

const fn received(field: FieldName) -> Rule {
    Rule {
        says: "What was received from outside says from whom, and when.",
        clause: Some("7.4"),
        looks_at: &[],
        holds: Holds::Needed { field, where_one: NoteField::Type.name(), is: RECEIVED },
    }
}

fn stays_received(facts: &Facts) -> Vec<Missing> {
    let now = Note(facts.record);
    if facts.before.is_some_and(|before| Note(before).is_received()) && !now.is_received() {
        let field = NoteField::Type;
        return vec![Missing::in_field(field.name(), "It was received from outside; void it where that is wrong")];
    }
    let told = OF_RECEIVED.iter().filter(|field| !now.is_received() && facts.record.get(**field).is_some());
    told.map(|field| Missing::in_field(*field, "It is said of what was received from outside alone")).collect()
}

static FROZEN: &[Rule] = &[MINUTES_STAND];

const MINUTES_STAND: Rule = Rule {
    says: "What is minuted is neither added nor changed once the minutes are approved, or the review is cancelled.",
    clause: Some("7.5.3"),
    looks_at: &[Fact::Linked(NoteField::Review.name())],
    holds: Holds::By(minutes_open),
};

fn minuted_where_it_was_said(facts: &Facts) -> Vec<Missing> {
    let minuted = |record: &super::record::Record| Note(record).kind() == Some(Type::Minuted);
    if facts.before.is_some_and(minuted) { stays_in_its_meeting(facts) } else { Vec::new() }
}

fn minutes_open(facts: &Facts) -> Vec<Missing> {
    let printed = |record: &super::record::Record| Note(record).is_printed();
    if printed(facts.record) || facts.before.is_some_and(printed) { review_is_open(facts) } else { Vec::new() }
}
