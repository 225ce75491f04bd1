//! Documents of the management system (7.5): policies, procedures, plans. What they say stands in their versions.

use super::better::{Better, Hiding};

crate::choices! {
    /// What type of document it is.
    Type {
        Policy = "policy", "Policy";
        Scope = "scope", "Scope statement";
        Procedure = "procedure", "Procedure";
        Plan = "plan", "Plan";
        Assessment = "assessment", "Assessment";
        Record = "record", "Record";
        External = "external", "External document";
    }
}

crate::register! {
    /// Documents under control: what each is for, who owns it, when it is looked at again.
    Document, DocumentField: "document" / "documents", "DOC", "7.5", Records,
        reworded(), better(BETTER), hiding(Hiding::Counted), unasked(UNASKED);

    /// What it is called.
    title Title: text, "Document", title, sorted;
    /// What type of document it is.
    kind Type = "type" was "sort": choice(Type), "Type", listed, sorted;
    /// The clauses or controls that it serves.
    requirement Requirement: text, "Requirement", searchable, listed;
    /// Who answers for it.
    owner Owner: person, "Owner", listed;
    /// Where its current version is found.
    location Location: text, "Where it is", searchable;
    /// The day by which it is looked at again.
    review_by ReviewBy: date, "Review by", listed, sorted, deadline;
    /// How long it is kept once it is out of use.
    retention Retention: text, "Kept for";
    /// Out of use since.
    withdrawn_on WithdrawnOn: date, "Withdrawn on", past, sorted;
    /// What the source calls it, by which an import finds it again.
    source_key SourceKey: text, "Key of the source", searchable, aside;
}

/// How it comes to look better than it did: what is asked of a document differs by its type.
static BETTER: &[Better] =
    &[Better::Otherwise(DocumentField::Type.name()), Better::Comes(DocumentField::WithdrawnOn.name())];

/// What it is called, what it serves, or how long it is kept, is said otherwise.
static UNASKED: &[Better] = &[
    Better::Otherwise(DocumentField::Title.name()),
    Better::Otherwise(DocumentField::Requirement.name()),
    Better::Otherwise(DocumentField::Retention.name()),
];
