//! Causes of nonconformities (10.2): 5 Whys as a tree whose branches end in root causes, and the branches of a fishbone.

use super::better::Better;
use super::identity::RecordId;
use super::nonconformity::words::{self as nonconformity, Nonconformity};
use super::register::Derived;
use super::rules::{Derivation, Fact, Facts, Holds, Missing, Records, Rule};
use super::value::Value;

pub use super::nonconformity::words::CauseClass;

crate::choices! {
    /// The branches of a fishbone, the six M's as they read for AI.
    Branch {
        People = "people", "People";
        Technology = "technology", "Infrastructure and model";
        Process = "process", "Process";
        Data = "data", "Data";
        Evaluation = "evaluation", "Evaluation";
        Context = "context", "Context";
    }
}

crate::choices! {
    /// How sure it is.
    Certainty {
        Suspected = "suspected", "Suspected", Watch;
        Verified = "verified", "Verified", Good;
    }
}

crate::register! {
    /// Causes of nonconformities: each answers a why, and the last of a branch is a root cause.
    Cause, CauseField: "cause" / "causes", "CA", "10.2", AuditsAndFindings, grows(), derives(CYCLE), rules(RULES), frozen(FROZEN), unasked(UNASKED);

    /// Why it came about, as an answer: the release form has no bias step.
    why Why: text, "Because", title, sorted;
    /// The nonconformity that is being analysed.
    nonconformity Nonconformity: link("nonconformity"), "Nonconformity", required, listed;
    /// The cause of which this is the cause; none where it answers the first why.
    leads_to LeadsTo: link("cause"), "Leads to";
    /// The branch of the fishbone on which it lies.
    branch Branch: choice(Branch), "Branch", listed, sorted;
    /// Whether the branch ends here: the organisation can change it, and then it does not come back.
    root Root: yes_no, "Root cause", listed;
    /// What kind of cause it is, for reports.
    class Class: choice(CauseClass), "Cause class", listed, sorted;
    /// Whether it is suspected, or was shown to be so.
    certainty Certainty: choice(Certainty), "Certainty", listed;
    /// What shows it.
    shown_by ShownBy: long_text, "Shown by", searchable;
    /// The cycle of the nonconformity in which it was found.
    cycle Cycle: number, "Cycle", derived;
    /// What the source calls it, by which an import finds it again.
    source_key SourceKey: text, "Key of the source", searchable, aside;
}

/// It is a root cause no more, or another one.
static UNASKED: &[Better] = &[Better::Otherwise(CauseField::Root.name()), Better::Otherwise(CauseField::Why.name())];

static RULES: &[Rule] = &[
    Rule::new("What shows a cause is said in words.", Holds::Says(&[CauseField::ShownBy.name()])),
    Rule {
        says: "“Human error” is where the analysis begins, not a root cause.",
        clause: Some("10.2"),
        looks_at: &[],
        holds: Holds::By(more_than_an_error),
    },
    Rule {
        says: "A root cause has a class, and no further why.",
        clause: None,
        looks_at: &[Fact::Beside { through: CauseField::Nonconformity.name(), of: CauseField::Nonconformity.link() }],
        holds: Holds::By(root_is_the_end),
    },
    Rule {
        says: "Causes lead from one to the next within one case.",
        clause: None,
        looks_at: &[Fact::Beside { through: CauseField::Nonconformity.name(), of: CauseField::Nonconformity.link() }],
        holds: Holds::By(leads_onward),
    },
    Rule {
        says: "A closed nonconformity gets no further causes; reopen it to analyse it again.",
        clause: Some("10.2"),
        looks_at: &[Fact::Linked(CauseField::Nonconformity.name())],
        holds: Holds::By(added_while_open),
    },
    Rule::new(
        "A cause stays with the case that it explains.",
        Holds::Kept(CauseField::Nonconformity.name(), "Void it, with the reason, and add one to the other case"),
    )
    .clause("10.2"),
];

static FROZEN: &[Rule] = &[Rule {
    says: "The analysis of a closed nonconformity stands; reopen it to analyse it again.",
    clause: Some("10.2"),
    looks_at: &[Fact::Linked(CauseField::Nonconformity.name())],
    holds: Holds::By(case_is_open),
}];

/// Whether a text blames somebody's mistake and says no more.
pub fn is_bare_error(text: &str) -> bool {
    let letters: String = text.chars().map(|c| if c.is_alphabetic() { c } else { ' ' }).collect();
    let filler = ["a", "an", "the", "by", "of", "due", "to", "it", "was", "just", "simple", "pure", "only", "because"];
    let lower = letters.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().filter(|word| !filler.contains(word)).collect();
    let bare = [
        "human error",
        "human errors",
        "human failure",
        "human mistake",
        "human factor",
        "operator error",
        "user error",
        "error",
        "mistake",
        "oversight",
        "carelessness",
        "inattention",
        "negligence",
        "somebody s mistake",
        "someone s mistake",
        "someone forgot",
        "somebody forgot",
    ];
    bare.contains(&words.join(" ").as_str())
}

const CYCLE: Derivation = Derivation { looks_at: &[Fact::Linked(CauseField::Nonconformity.name())], work: cycle };

fn cycle(facts: &Facts) -> Derived {
    let known = facts.before.and_then(|before| Cause(before).cycle());
    let current = || facts.linked(CauseField::Nonconformity).first().and_then(|case| Nonconformity(case).cycle());
    let cycle = known.or_else(current).unwrap_or(1);
    vec![(CauseField::Cycle.field(), Some(Value::Number(cycle)))]
}

fn of_the_case(facts: &Facts) -> Records {
    facts.beside(CauseField::Nonconformity, CauseField::Nonconformity)
}

fn more_than_an_error(facts: &Facts) -> Vec<Missing> {
    let cause = Cause(facts.record);
    if cause.root() == Some(true) && is_bare_error(cause.why()) {
        return vec![Missing::in_field(
            CauseField::Why.name(),
            "Say why the error could happen, and why it was not caught",
        )];
    }
    Vec::new()
}

fn root_is_the_end(facts: &Facts) -> Vec<Missing> {
    let cause = Cause(facts.record);
    let others = of_the_case(facts);
    let mut missing = Vec::new();
    if cause.root() == Some(true) {
        if cause.class().is_none() {
            missing.push(Missing::in_field(CauseField::Class.name(), "Cause class is empty"));
        }
        if let Some(further) = others.iter().find(|one| Cause(one).leads_to() == Some(facts.record.id)) {
            let what = format!("{} leads to it: that is further down", further.reference());
            missing.push(Missing::in_field(CauseField::Root.name(), what));
        }
    }
    let parent = others.iter().find(|one| Some(one.id) == cause.leads_to());
    if let Some(parent) = parent.filter(|one| Cause(one).root() == Some(true)) {
        let what = format!("{} is marked as a root cause: take the mark away first", parent.reference());
        missing.push(Missing::in_field(CauseField::LeadsTo.name(), what));
    }
    missing
}

fn leads_onward(facts: &Facts) -> Vec<Missing> {
    let cause = Cause(facts.record);
    let Some(parent) = cause.leads_to() else { return Vec::new() };
    let others = of_the_case(facts);
    let field = CauseField::LeadsTo.name();
    let next = |id: RecordId| others.iter().find(|one| one.id == id);
    let Some(first) = next(parent).filter(|one| one.id != facts.record.id) else {
        return vec![Missing::in_field(field, "It leads to another cause of the same nonconformity")];
    };
    if Cause(first).cycle() != cause.cycle() {
        return vec![Missing::in_field(field, "It leads to a cause of an earlier cycle")];
    }
    // A chain is no longer than there are causes.
    let mut at = Some(parent);
    for _ in 0..=others.len() {
        if at == Some(facts.record.id) {
            return vec![Missing::in_field(field, "It would lead back to itself")];
        }
        at = at.and_then(next).and_then(|one| Cause(one).leads_to());
    }
    Vec::new()
}

fn added_while_open(facts: &Facts) -> Vec<Missing> {
    if facts.before.is_none() { case_is_open(facts) } else { Vec::new() }
}

fn case_is_open(facts: &Facts) -> Vec<Missing> {
    let cases = facts.linked(CauseField::Nonconformity);
    let closed = cases.iter().find(|case| {
        use nonconformity::State::{Closed, Corrected, Overruled};
        matches!(Nonconformity(case).state(), Some(Closed | Overruled | Corrected))
    });
    closed.map(|case| Missing::elsewhere(format!("{} is closed", case.reference()))).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::is_bare_error;

    #[test]
    fn blaming_somebody_is_no_root_cause() {
        for blame in ["Human error", "human error.", "It was just a human error!", "Due to human error", "Carelessness"]
        {
            assert!(is_bare_error(blame), "{blame}");
        }
        for cause in ["The form lets an error through", "No second pair of eyes at release", ""] {
            assert!(!is_bare_error(cause), "{cause}");
        }
    }
}
