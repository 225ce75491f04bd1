//! Retests: what failed of how many before an action, and after it.

use super::rules::{Facts, Holds, Missing, Rule};

crate::register! {
    /// Retests of what was not as required: what failed of how many before the action, and after it.
    Retest, RetestField: "retest" / "retests", "RT", "10.2", rules(RULES);

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
}

static RULES: &[Rule] = &[
    Rule {
        says: "At least one is tested, and no more fail than are tested.",
        clause: None,
        looks_at: &[],
        holds: Holds::By(counts_fit),
    },
    Rule {
        says: "The retest comes after the first test.",
        clause: None,
        looks_at: &[],
        holds: Holds::Ordered(&[&[RetestField::BeforeOn.name(), RetestField::HeldOn.name()]]),
    },
];

fn counts_fit(facts: &Facts) -> Vec<Missing> {
    let retest = Retest(facts.record);
    let mut missing = Vec::new();
    let mut check = |failed: Option<i64>, tested: Option<i64>, failing: RetestField, testing: RetestField| {
        if failed.is_some() != tested.is_some() {
            let empty = if failed.is_none() { failing } else { testing };
            missing.push(Missing::in_field(empty.name(), format!("{} is empty", empty.field().label)));
        }
        if tested.is_some_and(|tested| tested < 1) {
            missing.push(Missing::in_field(testing.name(), "At least one must be tested"));
        }
        if failed.zip(tested).is_some_and(|(failed, tested)| failed < 0 || failed > tested) {
            missing.push(Missing::in_field(failing.name(), "Type a number from 0 to those tested"));
        }
    };
    check(retest.before_failed(), retest.before_tested(), RetestField::BeforeFailed, RetestField::BeforeTested);
    check(retest.failed(), retest.tested(), RetestField::Failed, RetestField::Tested);
    missing
}
