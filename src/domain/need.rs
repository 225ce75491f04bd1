//! Needs and expectations of interested parties, and which of them the management system takes up (4.2).

use super::better::Better;

crate::register! {
    /// Needs and expectations of interested parties, and which of them the AI management system takes up.
    Need, NeedField: "need" / "needs", "ND", "4.2", Context, unasked(UNASKED);

    /// What is needed or expected.
    what What: text, "Need", title, sorted;
    /// Whose need it is.
    party Party: link("interested_party"), "Interested party", required, listed;
    /// Whether the management system takes it up.
    addressed Addressed: yes_no, "Taken up", listed;
    /// How it is taken up, or why it is not.
    how How: long_text, "How, or why not", searchable;
    /// The day on which it arose or last changed.
    changed_on ChangedOn: date, "Changed on", past, listed, sorted;
    /// What changed then.
    change Change: long_text, "What changed", searchable;
    /// Whether it is a need no longer.
    ended Ended: yes_no, "Ended", listed;
    /// What the source calls it, by which an import finds it again.
    source_key SourceKey: text, "Key of the source", searchable, aside;
}

/// How it comes to look better without anybody being asked: it is no more, or not taken up; whether it is, what is needed, by
/// whom, or how it is taken up, is said otherwise.
static UNASKED: &[Better] = &[
    Better::Says(NeedField::Ended.name(), true),
    Better::Says(NeedField::Addressed.name(), false),
    Better::Otherwise(NeedField::Addressed.name()),
    Better::Otherwise(NeedField::What.name()),
    Better::Otherwise(NeedField::Party.name()),
    Better::Otherwise(NeedField::How.name()),
];
