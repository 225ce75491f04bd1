//! Versions of documents (7.5.2): what changed, who wrote it, who approved it.

use crate::fields;

use super::evidence;
use super::ground::{Attested, Ground};
use super::register::Derived;
use super::rules::{Derivation, Fact, Facts, Holds, Rule};
use super::separation::{self, Apart, Duty, Hand};
use super::state::{Machine, Move, Stamp};

crate::choices! {
    /// Where a version stands.
    State {
        Draft = "draft", "Draft", Active;
        Approved = "approved", "Approved", Good;
        Withdrawn = "withdrawn", "Withdrawn", Gone;
    }
}

crate::moves! {
    /// The moves of a document version.
    DocumentVersionMove {
        Approve = "approve", Withdraw = "withdraw", Adopt = "adopt",
    }
}

crate::register! {
    /// Versions of the documents, each with its file and its approval.
    DocumentVersion, DocumentVersionField: "document_version" / "document versions", "DV", "7.5.2, 7.5.3", Records,
        grows(), machine(&MACHINE), derives(DERIVED), rules(RULES), frozen(FROZEN);

    /// The document.
    document Document: link("document"), "Document", required, listed;
    /// The version as the document names it: `2.1`.
    version Version: text, "Version", title, sorted;
    /// What is new in it.
    change Change: long_text, "What changed", searchable;
    /// Who wrote it.
    author Author: person, "Author", listed, day(Dated);
    /// The day that it bears.
    dated Dated: date, "Dated", past, listed, sorted;
    /// The file itself, copied in, or its hash where it is held elsewhere.
    file File: file, "File";
    /// Where it stands; changed by moves only.
    state State: choice(State), "State", required, by_move, listed, sorted;
    attestation APPROVED {
        /// Who approved it: not its author.
        by approved_by ApprovedBy: "Approved by", by_move;
        /// The day on which it was approved.
        on approved_on ApprovedOn: "Approved on", by_move, sorted;
    }
    /// What one person both did and attested under an exception from the separation of duties, in the exception's words
    /// as they then were.
    excepted Excepted: long_text, "By one person", derived;
    /// The exceptions under which that was done.
    exceptions Exceptions: links("separation_exception"), "Exceptions", derived;
    /// Approved before this file was kept, and not verified here.
    adopted Adopted: yes_no, "Carried over", by_move;
    /// What the source calls it, by which an import finds it again.
    source_key SourceKey: text, "Key of the source", searchable, aside;
}

static MACHINE: Machine = Machine {
    field: DocumentVersionField::State.name(),
    initial: State::Draft.key(),
    adopted: Some(DocumentVersionField::Adopted.name()),
    open: &[State::Draft.key()],
    due_in: &[],
    attested: ATTESTED,
    moves: &[
        Move {
            name: DocumentVersionMove::Approve.name(),
            label: "Approve",
            help: "Someone other than its author finds it fit for use.",
            participle: "approved",
            from: &[State::Draft.key()],
            to: State::Approved.key(),
            attests: &[&APPROVED],
            stamps: &[(DocumentVersionField::ApprovedBy.name(), Stamp::Actor)],
            rules: &[BY_ANOTHER],
            evidence: true,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: DocumentVersionMove::Withdraw.name(),
            label: "Withdraw",
            help: "It is out of use: another version takes its place, or none.",
            participle: "withdrawn",
            from: &[State::Draft.key(), State::Approved.key()],
            to: State::Withdrawn.key(),
            reason: true,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: DocumentVersionMove::Adopt.name(),
            label: "Carry over as approved before",
            help: "It was approved before this file was kept; nothing here verifies it.",
            participle: "carried over as approved before",
            from: &[State::Draft.key()],
            to: State::Approved.key(),
            sets: fields![DocumentVersionField: ..APPROVED],
            needs: fields![DocumentVersionField: ApprovedOn],
            rules: &[BY_ANOTHER],
            stamps: &[(DocumentVersionField::Adopted.name(), Stamp::Yes)],
            settles: true,
            ..Move::PLAIN
        },
    ],
};

const BY_ANOTHER: Rule = Rule {
    says: "Nobody approves their own document.",
    clause: Some("7.5.2"),
    looks_at: &BY_AUTHORS,
    holds: Holds::By(|facts| APPROVAL.missing(facts)),
};

static ATTESTED: &[Attested] = &[Attested {
    states: &[State::Approved.key()],
    opens: Some(DocumentVersionMove::Withdraw.name()),
    on: &[
        Ground::itself(fields![DocumentVersionField: Document, Version, Change, Author, Dated, File, ..APPROVED]),
        evidence::GROUND,
    ],
    snapshots: &BY_AUTHORS,
}];

static APPROVAL: Apart = Apart {
    attests: APPROVED,
    duty: Duty::Document,
    act: "Approved",
    verb: "approve it",
    through: fields![DocumentVersionField: Document],
    hands: authors,
    ..Apart::PLAIN
};

const BY_AUTHORS: [Fact; 5] = {
    let [exceptions, people, organisation] = separation::LOOKS_AT;
    [exceptions, people, organisation, Fact::Linked(DocumentVersionField::Document.name()), Fact::Past]
};

const DERIVED: Derivation = Derivation { looks_at: &BY_AUTHORS, work: told };

/// An approval from before this file is not proven here, and rests on no exception of it.
fn told(facts: &Facts) -> Derived {
    let adopted = DocumentVersion(facts.record).adopted() == Some(true);
    if adopted { Vec::new() } else { separation::snapshot(facts, &[&APPROVAL]) }
}

static RULES: &[Rule] = &[Rule::new(
    "A version stays with its document.",
    Holds::Kept(DocumentVersionField::Document.name(), "Void it, with the reason, and add one to the other document"),
)
.clause("7.5.3")];

static FROZEN: &[Rule] = &[Rule {
    says: "An approved version stands; a new one replaces it.",
    clause: Some("7.5.3"),
    looks_at: &[],
    holds: Holds::Stands(&[State::Approved.key(), State::Withdrawn.key()]),
}];

/// Everybody who was ever said to have written it.
fn authors(facts: &Facts) -> Vec<Hand> {
    let past = facts.past();
    let records = past.iter().map(|version| &version.record).chain([facts.record]);
    records
        .filter_map(|record| Hand::of(DocumentVersion(record).author(), format!("wrote {}", record.reference())))
        .collect()
}
