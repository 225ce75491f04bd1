//! Interested parties: who has a stake in the organisation's AI systems (4.2).

crate::register! {
    /// Interested parties: who has a stake in the organisation's AI systems. What they need stands in their needs.
    InterestedParty, InterestedPartyField: "interested_party" / "interested parties", "IP", "4.2", Context;

    /// Who it is: a group, an authority, a company.
    name Name: text, "Name", title, sorted;
    /// What the organisation is to them, and they to it.
    relation Relation: text, "Relation", searchable, listed;
    /// Who in the organisation speaks with them.
    owner Owner: person, "Owner", listed;
    /// The day on which somebody last looked whether their needs have changed.
    looked_at_on LookedAtOn: date, "Last looked at", past, listed, sorted;
    /// What the source calls it, by which an import finds it again.
    source_key SourceKey: text, "Key of the source", searchable, aside;
}
