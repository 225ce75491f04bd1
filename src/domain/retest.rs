//! Retests: what failed of how many before an action, and after it.

use crate::fields;

use super::action::ActionField;
use super::better::{Better, Hiding};
use super::governs::Governs;
use super::name::FieldName;
use super::nonconformity::figures;
use super::rules::{Fact, Facts, Holds, Missing, Rule};
use super::separation::{Apart, EXCEPTIONS, ORGANISATION, PEOPLE};

crate::register! {
    /// Retests of what was not as required: what failed of how many before the action, and after it.
    Retest, RetestField: "retest" / "retests", "RT", "10.2", AuditsAndFindings, rules(RULES), frozen(FROZEN), better(BETTER), hiding(Hiding::Counted), governs(Governs::All);

    /// What was tested.
    what What: text, "Test", title, sorted;
    /// The nonconformity whose action is judged by it.
    nonconformity Nonconformity: link("nonconformity"), "Nonconformity", required, listed;
    /// The day of the test before the action.
    before_on BeforeOn: date, "Before: tested on", past;
    /// How many failed before the action.
    before_failed BeforeFailed: number, "Before: failed";
    /// How many were tested before the action.
    before_tested BeforeTested: number, "Before: tested";
    /// The day of the retest.
    held_on HeldOn: date, "After: tested on", required, past, listed, sorted;
    /// How many failed after the action.
    failed Failed: number, "After: failed", required, listed;
    /// How many were tested after the action.
    tested Tested: number, "After: tested", required, listed;
    /// Who tested.
    held_by HeldBy: person, "Tested by", listed, day(HeldOn);
    /// How those tested were chosen, and what else there is to say.
    remark Remark: long_text, "Remark", searchable;
    /// What the source calls it, by which an import finds it again.
    source_key SourceKey: text, "Key of the source", searchable, aside;
}

/// How it comes to look better than it did.
static BETTER: &[Better] = &[
    Better::Fewer(RetestField::Failed.name()),
    Better::More(RetestField::Tested.name()),
    Better::More(RetestField::BeforeFailed.name()),
    Better::Fewer(RetestField::BeforeTested.name()),
    Better::Otherwise(RetestField::HeldOn.name()),
];

static RULES: &[Rule] = &[
    Rule::new(
        "At least one is tested, and no more fail than are tested.",
        Holds::PartOf(&[
            (RetestField::BeforeFailed.name(), RetestField::BeforeTested.name()),
            (RetestField::Failed.name(), RetestField::Tested.name()),
        ]),
    ),
    Rule::new(
        "The retest comes after the first test.",
        Holds::Ordered(&[&[RetestField::BeforeOn.name(), RetestField::HeldOn.name()]]),
    ),
    Rule::new(
        "A retest stays with the case that it tells of: what it said there is told there.",
        Holds::Kept(RetestField::Nonconformity.name(), "Void it, with the reason, and add one to the other case"),
    )
    .clause("10.2"),
];

/// What an effect is judged by.
const COUNTS: &[FieldName] = fields![RetestField: Nonconformity, BeforeFailed, BeforeTested, HeldOn, Failed, Tested];

static FROZEN: &[Rule] = &[Rule {
    says: "What was found before the actions and since is changed by somebody who had no hand in them.",
    clause: Some("10.2"),
    looks_at: &[
        Fact::Past,
        EXCEPTIONS,
        PEOPLE,
        ORGANISATION,
        Fact::Linked(RetestField::Nonconformity.name()),
        Fact::PastLinked(RetestField::Nonconformity.name()),
        Fact::PastBeside { through: RetestField::Nonconformity.name(), of: ActionField::Source.link() },
    ],
    holds: Holds::By(changed_by_another),
}];

static CHANGING: Apart = Apart { through: fields![RetestField: Nonconformity], ..figures::CHANGING };

fn changed_by_another(facts: &Facts) -> Vec<Missing> {
    figures::changed_by_a_hand(
        facts,
        COUNTS,
        &CHANGING,
        |_| true,
        || {
            let cases = facts.was_past_linked(RetestField::Nonconformity);
            [cases, facts.was_past_beside(RetestField::Nonconformity, ActionField::Source)]
        },
    )
}
