//! Controls: those of Annex A and the organisation's own, with what the statement of applicability says of each.

use super::better::{Better, Hiding};
use super::field::{Field, Kind};
use super::reason;
use super::rules::{Fact, Facts, Holds, Missing, Rule};
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
    Control, ControlField: "control" / "controls", "C", "6.1.3, Annex A", Requirements, rules(RULES),
        standing(STANDING), reworded(), better(BETTER), hiding(Hiding::Counted), unasked(UNASKED);

    /// The number of Annex A, such as A.6.2.4, or the organisation's own.
    code Code: text, "Control", required, unique, searchable, listed, sorted;
    /// The short title.
    name Name: text, "Title", title, sorted;
    /// What it asks, in the organisation's words.
    about About: long_text, "What it asks", searchable;
    /// Whether it applies; every exclusion is justified.
    applicable Applicable: yes_no, "Applicable", telling;
    /// Why it applies, or why not.
    justification Justification: long_text, "Justification", searchable;
    /// How far it is implemented.
    status Status: choice(Status), "Status", telling, sorted;
    /// How it is carried out, and where that is described.
    implementation Implementation: long_text, "How it is carried out", searchable;
    /// Who answers for it.
    owner Owner: person, "Owner", listed;
    /// The day by which it is to be implemented.
    due Due: date, "Due date", sorted;
    /// Documents that describe it.
    documents Documents: links("document"), "Documents";
    /// What the source calls it, by which an import finds it again.
    source_key SourceKey: text, "Key of the source", searchable, aside;
}

/// How it comes to look better than it did: that it does not apply, whatever was said of that before, is agreed to.
static BETTER: &[Better] = &[
    Better::Later(ControlField::Due.name()),
    Better::SaysNo(ControlField::Applicable.name()),
    // Another number makes room for a new record of that control, of which nothing is asked.
    Better::Otherwise(ControlField::Code.name()),
];

/// It comes to be implemented, how far it is comes to be unsaid, or whether it applies, what it asks, why it applies or not, or how it is carried out, is said otherwise.
static UNASKED: &[Better] = &[
    Better::Reaches(ControlField::Status.name(), &[Status::Implemented.key()]),
    Better::Emptied(ControlField::Status.name()),
    Better::Otherwise(ControlField::Applicable.name()),
    Better::Otherwise(ControlField::About.name()),
    Better::Otherwise(ControlField::Justification.name()),
    Better::Otherwise(ControlField::Implementation.name()),
];

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

static RULES: &[Rule] = &[
    Rule::new(
        "A control is not applicable only with a justification.",
        Holds::Reasoned {
            field: ControlField::Justification.name(),
            where_one: ControlField::Applicable.name(),
            is: &["no"],
        },
    )
    .clause("6.1.3"),
    Rule::new("Why a control applied does not justify that it is not applicable.", Holds::By(justified_anew))
        .clause("6.1.3")
        .looking_at(&[Fact::Past]),
];

/// The words that first stood for that it applies are none for that it does not.
fn justified_anew(facts: &Facts) -> Vec<Missing> {
    let now = Control(facts.record);
    let said = facts.changes(ControlField::Applicable) || facts.changes(ControlField::Justification);
    if !said || now.applicable() != Some(false) || !reason::is_one(now.justification()) {
        return Vec::new();
    }
    let past = facts.past();
    let mut stood = past.iter().map(|version| Control(&version.record)).filter(|one| one.applicable().is_some());
    let first = stood.find(|one| reason::is_same(one.justification(), now.justification()));
    if first.and_then(Control::applicable) != Some(true) {
        return Vec::new();
    }
    let what = "Justification says why it applied: say why it does not";
    vec![Missing::in_field(ControlField::Justification.name(), what)]
}
