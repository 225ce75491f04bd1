//! Checklists of audits (9.2.2): what is asked, by clause, by control, and of the organisation's own; and the answers.

use super::audit::words::{self as audit, Audit};
use super::better::Better;
use super::finding::{Finding, Grade};
use super::register::Derived;
use super::rules::{Derivation, Fact, Facts, Holds, Missing, Rule};
use super::value::Value;

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

impl ChecklistItem<'_> {
    /// Whether it is not applicable by the statement of applicability, which nobody answered.
    pub fn is_as_the_statement_says(self) -> bool {
        let told = self.answer() == Some(Answer::NotApplicable) && !self.not_applicable_because().is_empty();
        told && self.answered_by().is_none()
    }

    /// Whether an answer was given by none of those who audit. Gavel did not always ask for it.
    pub fn is_answered_by_a_stranger(self, audit: Audit) -> bool {
        let answered = self.answer().is_some_and(|answer| answer != Answer::NotAudited);
        let asked = !audit.is_transcribed() && audit.adopted() != Some(true);
        answered
            && asked
            && !self.is_as_the_statement_says()
            && self.answered_by().is_none_or(|by| !audit.auditors().any(|one| one == by))
    }
}

crate::register! {
    /// Checklist items: what an audit asks, what was answered, on which evidence.
    ChecklistItem, ChecklistItemField: "checklist_item" / "checklist items", "CK", "9.2.2", AuditsAndFindings,
        grows(), derives(DERIVED), rules(RULES), frozen(FROZEN), unasked(UNASKED), reworded();

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
    because Because: text, "Not applicable because", reason;
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
    /// Who typed it, where that was somebody else than the auditor who took the answer.
    recorded_by RecordedBy: person, "Recorded by", derived, told;
    /// The finding that was made of it.
    finding Finding: link("finding"), "Finding", listed;
    /// What the source calls it, by which an import finds it again.
    source_key SourceKey: text, "Key of the source", searchable, aside;
}

/// What was seen is said otherwise, less is wrong than was answered, or what was answered is so of something else.
static UNASKED: &[Better] = &[
    Better::Otherwise(ChecklistItemField::ObjectiveEvidence.name()),
    Better::Lower { field: ChecklistItemField::Answer.name(), from: CALLS_FOR_SOMETHING },
    of_something_else(ChecklistItemField::Code),
    of_something_else(ChecklistItemField::Type),
    of_something_else(ChecklistItemField::Question),
];

/// The answers after which something is to be done, the gravest first.
const CALLS_FOR_SOMETHING: &[&str] = &[Answer::Major.key(), Answer::Minor.key(), Answer::Opportunity.key()];

/// The answers by which what was asked [was looked at](Answer::is_examined).
const LOOKED_AT: &[&str] = &[
    Answer::Major.key(),
    Answer::Minor.key(),
    Answer::Opportunity.key(),
    Answer::Conforms.key(),
    Answer::Positive.key(),
];

const fn of_something_else(field: ChecklistItemField) -> Better {
    Better::OtherwiseWhere { field: field.name(), where_one: ChecklistItemField::Answer.name(), is: LOOKED_AT }
}

static RULES: &[Rule] = &[
    Rule::new("What was seen is said in words.", Holds::Says(&[ChecklistItemField::ObjectiveEvidence.name()])),
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
    Rule {
        says: "Those who audit give the answers, whoever types them; what others found is transcribed.",
        clause: Some("9.2.2"),
        looks_at: &[Fact::Linked(ChecklistItemField::Audit.name())],
        holds: Holds::By(answered_by_an_auditor),
    },
    Rule::new("A question stays with the audit that asked it.", KEPT),
];

const KEPT: Holds =
    Holds::Kept(ChecklistItemField::Audit.name(), "Add the question to the checklist of the other audit");

/// Who typed an answer is kept beside who gave it.
const DERIVED: Derivation = Derivation { looks_at: &[], work: recorded_by };

static FROZEN: &[Rule] = &[
    Rule {
        says: "The checklist of a reported audit stands; reopen the audit to change it.",
        clause: Some("9.2.2"),
        looks_at: &[Fact::Linked(ChecklistItemField::Audit.name())],
        holds: Holds::By(audit_is_not_reported),
    },
    Rule {
        says: "An answer is changed by those who audit, or by whoever typed it, and so is the question that it answers.",
        clause: Some("9.2.2"),
        looks_at: &[Fact::Linked(ChecklistItemField::Audit.name())],
        holds: Holds::By(answer_is_theirs),
    },
];

/// What others found is transcribed by whoever keeps the file.
fn answer_is_theirs(facts: &Facts) -> Vec<Missing> {
    let Some(before) = facts.before.map(ChecklistItem) else { return Vec::new() };
    let fields = [
        ChecklistItemField::Question,
        ChecklistItemField::Answer,
        ChecklistItemField::AnsweredBy,
        ChecklistItemField::AnsweredOn,
    ];
    let touched = facts.record.voided != before.0.voided || fields.into_iter().any(|field| facts.changes(field));
    let audits = facts.linked(ChecklistItemField::Audit);
    let Some(audit) = audits.first().map(Audit).filter(|audit| touched && !audit.is_transcribed()) else {
        return Vec::new();
    };
    let typed = [before.recorded_by(), before.answered_by()].contains(&facts.actor);
    let audits_it = facts.actor.is_some_and(|actor| audit.auditors().any(|one| one == actor));
    if before.answer().is_none() || before.is_as_the_statement_says() || typed || audits_it {
        return Vec::new();
    }
    let what = format!("Whoever acts does not audit {}, and did not type the answer", audit.0.reference());
    vec![Missing::in_field(ChecklistItemField::Answer.name(), what)]
}

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

/// Whether an answer comes to stand, or another one, or that of somebody else.
fn is_given(facts: &Facts) -> bool {
    let fields = [ChecklistItemField::Answer, ChecklistItemField::AnsweredBy, ChecklistItemField::Audit];
    facts.before.is_none() || fields.into_iter().any(|field| facts.changes(field))
}

fn recorded_by(facts: &Facts) -> Derived {
    if !is_given(facts) {
        return Vec::new();
    }
    let item = ChecklistItem(facts.record);
    let answered = item.answer().is_some() && !item.is_as_the_statement_says();
    let other = facts.actor.filter(|actor| answered && item.answered_by() != Some(*actor));
    vec![(ChecklistItemField::RecordedBy.field(), other.map(Value::Link))]
}

/// What was answered before this was asked stands, and is told as such. That something was not audited nobody has to have
/// found, where nothing else was said before; and what was carried over is not verified here.
fn answered_by_an_auditor(facts: &Facts) -> Vec<Missing> {
    let item = ChecklistItem(facts.record);
    let audits = facts.linked(ChecklistItemField::Audit);
    let Some(audit) = audits.first().map(Audit).filter(|_| is_given(facts)) else { return Vec::new() };
    let before = facts.before.and_then(|before| ChecklistItem(before).answer());
    let gives_none = match item.answer() {
        None => true,
        Some(Answer::NotAudited) => before.is_none(),
        Some(_) => false,
    };
    if gives_none || item.is_as_the_statement_says() || audit.adopted() == Some(true) {
        return Vec::new();
    }
    let reference = audit.0.reference();
    let what = match item.answered_by() {
        None if audit.is_transcribed() => return Vec::new(),
        Some(_) if audit.is_transcribed() => format!("{reference} is transcribed: nobody here gave the answer"),
        Some(by) if audit.auditors().any(|one| one == by) => return Vec::new(),
        _ if audit.auditors().next().is_none() => format!("{reference} names nobody who audits: name its lead first"),
        Some(_) => format!("This person does not audit {reference}: name its lead, or one of its team, who did"),
        None => format!("It is not said who of the auditors of {reference} gave the answer"),
    };
    vec![Missing::in_field(ChecklistItemField::AnsweredBy.name(), what)]
}

fn audit_is_not_reported(facts: &Facts) -> Vec<Missing> {
    let audits = facts.linked(ChecklistItemField::Audit);
    let over = audits.iter().find(|one| Audit(one).state() == Some(audit::State::Reported));
    over.map(|one| Missing::elsewhere(format!("{} is reported", one.reference()))).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_with_its_question_is_what_was_looked_at() {
        for answer in Answer::ALL {
            assert_eq!(LOOKED_AT.contains(&answer.key()), answer.is_examined(), "{}", answer.key());
        }
    }
}
