//! Controls: those of Annex A and the organisation's own, with what the statement of applicability says of each.

use super::field::{Field, Kind};
use super::rules::{Holds, Rule};
use super::standing::{Answer, Follows, Standing, When};

crate::choices! {
    /// How far a control is implemented.
    Status {
        None = "none" was "not-begun", "Not implemented";
        Planned = "planned", "Planned", Active;
        Partial = "partial" was "partly-in-place", "Partially implemented", Active;
        Implemented = "implemented" was "in-place", "Implemented", Good;
    }
}

crate::register! {
    /// Controls with their applicability, as the statement of applicability lists them (6.1.3).
    Control, ControlField: "control" / "controls", "C", "6.1.3, Annex A", rules(RULES),
        standing(STANDING), reworded();

    /// The number of Annex A, such as A.6.2.4, or the organisation's own.
    code Code: text, "Control", required, unique, searchable, listed, sorted;
    /// The short title.
    name Name: text, "Title", title, sorted;
    /// What it asks, in the organisation's words.
    about About: long_text, "What it asks", searchable;
    /// Whether it applies; every exclusion is justified.
    applicable Applicable: yes_no, "Applicable", listed;
    /// Why it applies, or why not.
    justification Justification: long_text, "Justification", searchable;
    /// How far it is implemented.
    status Status: choice(Status), "Status", listed, sorted;
    /// How it is carried out, and where that is described.
    implementation Implementation: long_text, "How it is carried out", searchable;
    /// Who answers for it.
    owner Owner: person, "Owner", listed;
    /// The day by which it is to be implemented.
    due Due: date, "Due date", sorted;
    /// Documents that describe it.
    documents Documents: links("document"), "Documents";
}

impl Control<'_> {
    /// Whether it applies, as the statement of applicability says, and works: it is implemented, or partially so.
    pub fn works(self) -> bool {
        self.applicable() == Some(true) && matches!(self.status(), Some(Status::Partial | Status::Implemented))
    }
}

/// Whether a control works; nothing where it is not said to apply.
static STANDING: &[Standing] = &[Standing {
    columns: &[
        Field::new("works", "Works", "Whether it applies and is implemented, or partially so.", Kind::YesNo).sorted()
    ],
    follows: Follows::First(&[
        Answer { key: "yes", when: &[APPLIES, When::Is(ControlField::Status.name(), IN_PLACE)] },
        Answer { key: "no", when: &[APPLIES] },
    ]),
}];

const APPLIES: When = When::Says(ControlField::Applicable.name(), true);

const IN_PLACE: &[&str] = &[Status::Partial.key(), Status::Implemented.key()];

static RULES: &[Rule] = &[Rule {
    says: "A control is not applicable only with a justification.",
    clause: Some("6.1.3"),
    looks_at: &[],
    holds: Holds::Needed {
        field: ControlField::Justification.name(),
        where_one: ControlField::Applicable.name(),
        is: &["no"],
    },
}];
