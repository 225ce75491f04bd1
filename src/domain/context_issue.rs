//! Context: external and internal issues that bear on what the AI management system is for (4.1).

use super::better::Better;

crate::choices! {
    /// Where an issue comes from.
    Origin {
        External = "external", "External";
        Internal = "internal", "Internal";
    }
}

crate::choices! {
    /// What kind of matter it is.
    Field {
        Legal = "legal", "Law and regulation";
        Market = "market", "Market and competition";
        Technology = "technology", "Technology";
        Society = "society", "Society and culture";
        Climate = "climate", "Climate and environment";
        Organisation = "organisation", "Organisation and people";
        Contracts = "contracts", "Contracts and suppliers";
        Other = "other", "Other";
    }
}

crate::register! {
    /// External and internal issues that bear on the AI management system, with the day on which each last changed.
    ContextIssue, ContextIssueField: "context_issue" / "context issues", "CI", "4.1", Context, unasked(UNASKED);

    /// What the issue is.
    what What: text, "Issue", title, sorted;
    /// Whether it comes from outside the organisation or from within.
    origin Origin: choice(Origin), "Origin", required, listed, sorted;
    /// What kind of matter it is.
    field Field: choice(Field), "Field", listed;
    /// What it means for the management system.
    effect Effect: long_text, "Effect on the system", searchable;
    /// The day on which it last changed, or arose.
    changed_on ChangedOn: date, "Changed on", past, listed, sorted;
    /// What changed then.
    change Change: long_text, "What changed", searchable;
    /// Who watches it.
    owner Owner: person, "Owner", listed;
    /// The day on which somebody last looked whether it still holds.
    looked_at_on LookedAtOn: date, "Last looked at", past, listed, sorted;
    /// Whether it no longer matters.
    ended Ended: yes_no, "Ended", listed;
    /// What the source calls it, by which an import finds it again.
    source_key SourceKey: text, "Key of the source", searchable, aside;
}

/// How it comes to look better without anybody being asked: it matters no longer, or is said to be or to mean something else.
static UNASKED: &[Better] = &[
    Better::Says(ContextIssueField::Ended.name(), true),
    Better::Otherwise(ContextIssueField::What.name()),
    Better::Otherwise(ContextIssueField::Effect.name()),
];
