//! Checklists of audits (9.2.2): what is asked, by clause, by control, and of the organisation's own; and the answers.

use super::audit::words::{self as audit, Audit};
use super::finding::{Finding, Grade};
use super::rules::{Fact, Facts, Holds, Missing, Rule};

crate::choices! {
    /// What a question comes from.
    Type {
        Clause = "clause", "Clause";
        Control = "control", "Control";
        Own = "own", "Own question";
    }
}

crate::choices! {
    /// What the answer is.
    Answer {
        Conforms = "conforms", "Conforms", Good;
        Major = "major", "Major nonconformity", Watch;
        Minor = "minor", "Minor nonconformity", Watch;
        Opportunity = "opportunity", "Opportunity";
        Positive = "positive", "Good practice", Good;
        NotApplicable = "not-applicable", "Not applicable", Gone;
        NotAudited = "not-audited" was "not-reached", "Not audited";
    }
}

impl Answer {
    /// The grade of the finding that it calls for.
    pub const fn grade(self) -> Option<Grade> {
        match self {
            Self::Major => Some(Grade::Major),
            Self::Minor => Some(Grade::Minor),
            Self::Opportunity => Some(Grade::Opportunity),
            Self::Positive => Some(Grade::Positive),
            Self::Conforms | Self::NotApplicable | Self::NotAudited => None,
        }
    }

    /// What it is called where there is little room.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Major => "Major",
            Self::Minor => "Minor",
            other => other.label(),
        }
    }

    /// Whether what was asked has been looked at.
    pub const fn is_examined(self) -> bool {
        !matches!(self, Self::NotApplicable | Self::NotAudited)
    }
}

crate::register! {
    /// Checklist items: what an audit asks, what was answered, on which evidence.
    ChecklistItem, ChecklistItemField: "checklist_item" / "checklist items", "CK", "9.2.2",
        rules(RULES), frozen(FROZEN), reworded();

    /// What is asked.
    question Question: text, "Question", title, sorted;
    /// The audit that asks it.
    audit Audit: link("audit"), "Audit", required, listed;
    /// Its place in the checklist.
    place Place: number, "Place", sorted;
    /// What it comes from.
    kind Type = "type" was "sort": choice(Type), "Type", required, sorted;
    /// The clause, the control or the document: 9.2.2, A.6.2.4.
    code Code: text, "Requirement", searchable, listed, sorted;
    /// Why the control is not applicable, as the statement of applicability said when the checklist was made.
    not_applicable_because NotApplicableBecause was "excluded": long_text, "Reason in the statement";
    /// The answer.
    answer Answer: choice(Answer), "Answer", listed, sorted;
    /// Why it is not applicable.
    because Because: text, "Not applicable because";
    /// What was said, and by which function.
    notes Notes: long_text, "Notes", searchable;
    /// What was seen, heard or read.
    objective_evidence ObjectiveEvidence: long_text, "Objective evidence", searchable;
    /// How many were looked at of how many, and how they were chosen.
    sampling Sampling: text, "Sampling";
    /// The day of the answer.
    answered_on AnsweredOn: date, "Answered on", past;
    /// The auditor who took the answer.
    answered_by AnsweredBy: person, "Answered by", day(AnsweredOn);
    /// The finding that was made of it.
    finding Finding: link("finding"), "Finding", listed;
}

static RULES: &[Rule] = &[
    Rule {
        says: "What is not applicable is so for a reason.",
        clause: None,
        looks_at: &[],
        holds: Holds::By(reason_is_given),
    },
    Rule {
        says: "The checklist of a reported audit stands; reopen the audit to change it.",
        clause: Some("9.2.2"),
        looks_at: &[Fact::Linked(ChecklistItemField::Audit.name())],
        holds: Holds::By(nothing_is_added),
    },
    Rule {
        says: "A finding is of the audit that asked, and graded as answered.",
        clause: Some("9.2.2"),
        looks_at: &[Fact::Linked(ChecklistItemField::Finding.name())],
        holds: Holds::By(finding_fits),
    },
];

static FROZEN: &[Rule] = &[Rule {
    says: "The checklist of a reported audit stands; reopen the audit to change it.",
    clause: Some("9.2.2"),
    looks_at: &[Fact::Linked(ChecklistItemField::Audit.name())],
    holds: Holds::By(audit_is_not_reported),
}];

fn reason_is_given(facts: &Facts) -> Vec<Missing> {
    let item = ChecklistItem(facts.record);
    if item.answer() == Some(Answer::NotApplicable)
        && item.because().is_empty()
        && item.not_applicable_because().is_empty()
    {
        return vec![Missing::in_field(ChecklistItemField::Because.name(), "Not applicable because is empty")];
    }
    Vec::new()
}

/// What was reported before the file was kept can still be filled in.
fn nothing_is_added(facts: &Facts) -> Vec<Missing> {
    let adopted = facts.linked(ChecklistItemField::Audit).iter().any(|one| Audit(one).adopted() == Some(true));
    if facts.before.is_some() || adopted { Vec::new() } else { audit_is_not_reported(facts) }
}

fn finding_fits(facts: &Facts) -> Vec<Missing> {
    let item = ChecklistItem(facts.record);
    let findings = facts.linked(ChecklistItemField::Finding);
    let Some(finding) = findings.first().map(Finding) else { return Vec::new() };
    let field = ChecklistItemField::Finding.name();
    let reference = finding.0.reference();
    let mut missing = Vec::new();
    if finding.audit() != item.audit() {
        missing.push(Missing::in_field(field, format!("{reference} is of another audit")));
    }
    // What was regraded since was answered as it was answered.
    let asked = item.answer().and_then(Answer::grade);
    let fresh = facts.before.is_none()
        || facts.changes(ChecklistItemField::Answer)
        || facts.changes(ChecklistItemField::Finding);
    if fresh && asked.is_none_or(|grade| finding.grade() != Some(grade)) {
        let grade = finding.grade().map_or("not graded", Grade::label).to_lowercase();
        missing.push(Missing::in_field(ChecklistItemField::Answer.name(), format!("{reference} is graded as {grade}")));
    }
    missing
}

fn audit_is_not_reported(facts: &Facts) -> Vec<Missing> {
    let audits = facts.linked(ChecklistItemField::Audit);
    let over = audits.iter().find(|one| Audit(one).state() == Some(audit::State::Reported));
    over.map(|one| Missing::elsewhere(format!("{} is reported", one.reference()))).into_iter().collect()
}
