//! What has to be there before a nonconformity goes on, and what holds for it afterwards.

use chrono::NaiveDate;

use crate::domain::action::{self, Action};
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::register::Derived;
use crate::domain::rules::{Fact, Facts, Missing, Rule};
use crate::domain::separation::{self, Duty};
use crate::domain::value::Value;

use super::{Effectiveness, Grade, Nonconformity, NonconformityField as Field, Source, State};

pub static FACTS: &[Fact] =
    &[Fact::Hanging { register: "action", field: "source" }, Fact::Linked("repeats"), separation::EXCEPTIONS];

pub static RULES: &[Rule] = &[
    Rule { says: "Days follow each other as things can happen.", clause: None, missing: days_in_order },
    Rule { says: "A nonconformity repeats an earlier one, not itself.", clause: None, missing: repeats_another },
];

pub static FROZEN: &[Rule] = &[Rule {
    says: "A closed nonconformity stands; reopen it to change it.",
    clause: Some("10.2"),
    missing: not_closed,
}];

pub static OPENING: &[Rule] =
    &[Rule { says: "A finding of an audit is graded.", clause: Some("9.2.2"), missing: audit_grades }];

pub static ANALYSIS: &[Rule] = &[
    Rule {
        says: "“Human error” is where the analysis begins, not a root cause.",
        clause: Some("10.2"),
        missing: more_than_an_error,
    },
    Rule { says: "A new cycle asks whether the correction still stands.", clause: None, missing: correction_is_asked },
];

pub static PLANNING: &[Rule] = &[
    Rule {
        says: "A plan has a corrective action, and each has an owner and a day.",
        clause: Some("10.2"),
        missing: actions_are_owned,
    },
    Rule { says: "Someone other than the owner approves the plan.", clause: None, missing: plan_approved_by_another },
    Rule {
        says: "Effectiveness is judged after the actions are done.",
        clause: Some("10.2"),
        missing: check_comes_after_the_actions,
    },
];

pub static CORRECTING: &[Rule] = &[
    Rule {
        says: "Someone other than the owner approves that no action is needed.",
        clause: None,
        missing: none_approved_by_another,
    },
    Rule { says: "Nobody verifies their own correction.", clause: None, missing: correction_verified_by_another },
    Rule {
        says: "What is closed as corrected has no corrective action under way.",
        clause: None,
        missing: no_action_under_way,
    },
];

pub static IMPLEMENTING: &[Rule] = &[Rule {
    says: "All corrective actions are done, each with evidence.",
    clause: Some("10.2"),
    missing: actions_are_done,
}];

pub static VERIFYING: &[Rule] = &[
    Rule { says: "Nobody verifies their own work.", clause: None, missing: verified_by_another },
    Rule {
        says: "All corrective actions are done, each with evidence.",
        clause: Some("10.2"),
        missing: actions_are_done,
    },
];

pub static CLOSING: &[Rule] = &[
    Rule { says: "It is closed because the action worked.", clause: Some("10.2"), missing: was_effective },
    Rule { says: "Effectiveness is judged no earlier than was set.", clause: Some("10.2"), missing: not_too_early },
    Rule { says: "Nobody judges the effect of their own work.", clause: None, missing: checked_by_another },
    Rule {
        says: "What changes elsewhere is linked, or why nothing does is said.",
        clause: Some("10.2"),
        missing: changes_answered,
    },
    Rule { says: "A major one is closed with a second approval.", clause: None, missing: major_has_a_second },
];

pub static FAILING: &[Rule] = &[
    Rule { says: "What was not effective is marked so.", clause: Some("10.2"), missing: was_ineffective },
    Rule {
        says: "Effectiveness is judged no earlier than was set.",
        clause: Some("10.2"),
        missing: not_too_early_before,
    },
    Rule { says: "Nobody judges the effect of their own work.", clause: None, missing: checked_by_another },
];

pub static REJECTING: &[Rule] = &[Rule {
    says: "Someone who neither raised nor owns it decides that it is none.",
    clause: None,
    missing: rejected_by_another,
}];

/// Counts cycles: one that comes back from verification or closure begins anew, and the actions so far stay behind.
pub fn cycles(facts: &Facts) -> Derived {
    let before = facts.before.map(Nonconformity);
    let came_from = before.and_then(Nonconformity::state);
    let now = Nonconformity(facts.record).state();
    let back = matches!(
        (came_from, now),
        (Some(State::Verified | State::Closed | State::Corrected | State::ClosedBefore), Some(State::Contained))
    );
    let cycle = before.and_then(Nonconformity::cycle).unwrap_or(1);
    if !back {
        return vec![(Field::Cycle.field(), Some(Value::Number(cycle)))];
    }
    let mut earlier: Vec<RecordId> = before.map_or_else(Vec::new, |before| before.earlier_actions().to_vec());
    earlier.extend(actions(facts).into_iter().map(|action| action.id));
    earlier.sort_unstable();
    earlier.dedup();
    let earlier = (!earlier.is_empty()).then_some(Value::Links(earlier));
    vec![(Field::Cycle.field(), Some(Value::Number(cycle + 1))), (Field::EarlierActions.field(), earlier)]
}

/// The corrective actions of this cycle.
fn actions(facts: &Facts) -> Vec<Record> {
    let case = Nonconformity(facts.before.unwrap_or(facts.record));
    facts.hanging("action", "source").into_iter().filter(|action| case.counts(action)).collect()
}

/// Those that count: what was cancelled, superseded or merged is no promise any more.
fn promised(facts: &Facts) -> Vec<Record> {
    let gone = |action: &Record| {
        matches!(
            Action(action).state(),
            Some(action::State::Cancelled | action::State::Superseded | action::State::Merged)
        )
    };
    actions(facts).into_iter().filter(|action| !gone(action)).collect()
}

fn missing_if(wrong: bool, field: Field, what: impl Into<String>) -> Vec<Missing> {
    if wrong { vec![Missing::in_field(field.name(), what)] } else { Vec::new() }
}

fn not_closed(facts: &Facts) -> Vec<Missing> {
    let before = facts.before.unwrap_or(facts.record);
    match Nonconformity(before).state() {
        Some(State::Closed | State::Corrected) => vec![Missing::elsewhere(format!("{} is closed", before.reference()))],
        _ => Vec::new(),
    }
}

fn days_in_order(facts: &Facts) -> Vec<Missing> {
    let case = Nonconformity(facts.record);
    let pairs: [(Field, Option<NaiveDate>, Field, Option<NaiveDate>); 5] = [
        (Field::OccurredOn, case.occurred_on(), Field::RaisedOn, case.raised_on()),
        (Field::OccurredOn, case.occurred_on(), Field::CorrectedOn, case.corrected_on()),
        (Field::ImplementedOn, case.implemented_on(), Field::VerifiedOn, case.verified_on()),
        (Field::ImplementedOn, case.implemented_on(), Field::ClosedOn, case.closed_on()),
        (Field::RaisedOn, case.raised_on(), Field::ClosedOn, case.closed_on()),
    ];
    let wrong = pairs.into_iter().filter_map(|(first, earlier, then, later)| {
        let (earlier, later) = (earlier?, later?);
        let words = || {
            let label = first.field().label.to_lowercase();
            format!("{} is {later}, before {label} {earlier}", then.field().label)
        };
        (later < earlier).then(|| Missing::in_field(then.name(), words()))
    });
    wrong.collect()
}

fn repeats_another(facts: &Facts) -> Vec<Missing> {
    let own = Nonconformity(facts.record).repeats() == Some(facts.record.id);
    missing_if(own, Field::Repeats, "It can't repeat itself")
}

fn audit_grades(facts: &Facts) -> Vec<Missing> {
    let case = Nonconformity(facts.record);
    let ungraded = case.source() == Some(Source::Audit) && case.grade().is_none();
    missing_if(ungraded, Field::Grade, "Grade is empty")
}

fn more_than_an_error(facts: &Facts) -> Vec<Missing> {
    let cause: String = Nonconformity(facts.record)
        .cause()
        .chars()
        .filter(|c| c.is_alphabetic() || *c == ' ')
        .collect::<String>()
        .trim()
        .to_lowercase();
    let bare =
        ["human error", "human failure", "operator error", "user error", "mistake", "carelessness", "inattention"];
    missing_if(
        bare.contains(&cause.as_str()),
        Field::Cause,
        "Say why the error could happen, and why it was not caught",
    )
}

fn correction_is_asked(facts: &Facts) -> Vec<Missing> {
    let case = Nonconformity(facts.record);
    let unasked = case.cycle().is_some_and(|cycle| cycle > 1) && case.correction_stands().is_none();
    missing_if(unasked, Field::CorrectionStands, "Whether the correction still stands is not answered")
}

fn actions_are_owned(facts: &Facts) -> Vec<Missing> {
    let promised = promised(facts);
    if promised.is_empty() {
        return vec![Missing::in_field("action", "No corrective action arises from it yet")];
    }
    let mut missing = Vec::new();
    for action in &promised {
        if Action(action).owner().is_none() {
            missing.push(Missing::in_record(action, format!("{} has no owner", action.reference())));
        }
        if Action(action).due().is_none() {
            missing.push(Missing::in_record(action, format!("{} has no day", action.reference())));
        }
    }
    missing
}

fn plan_approved_by_another(facts: &Facts) -> Vec<Missing> {
    let case = Nonconformity(facts.record);
    let own = case.plan_approved_by().is_some() && case.plan_approved_by() == case.owner();
    missing_if(
        own && !separation::excepted(facts, Duty::Plan, case.plan_approved_by()),
        Field::PlanApprovedBy,
        "The owner can't approve the plan",
    )
}

fn check_comes_after_the_actions(facts: &Facts) -> Vec<Missing> {
    let Some(check) = Nonconformity(facts.record).check_from() else { return Vec::new() };
    let last = promised(facts).iter().filter_map(|action| Action(action).due()).max();
    let early = last.is_some_and(|last| check <= last);
    let what =
        last.map_or_else(String::new, |last| format!("{check} is not after {last}, when the last action is due"));
    missing_if(early, Field::CheckFrom, what)
}

fn none_approved_by_another(facts: &Facts) -> Vec<Missing> {
    let case = Nonconformity(facts.record);
    let own = case.no_action_approved_by().is_some() && case.no_action_approved_by() == case.owner();
    missing_if(own, Field::NoActionApprovedBy, "The owner can't approve it")
}

fn correction_verified_by_another(facts: &Facts) -> Vec<Missing> {
    let case = Nonconformity(facts.record);
    let own = case.verified_by().is_some() && case.verified_by() == case.corrected_by();
    missing_if(
        own && !separation::excepted(facts, Duty::Verification, case.verified_by()),
        Field::VerifiedBy,
        "Whoever made the correction can't verify it",
    )
}

fn no_action_under_way(facts: &Facts) -> Vec<Missing> {
    let open = promised(facts).into_iter().filter(|action| Action(action).state() == Some(action::State::Open));
    open.map(|action| Missing::in_record(&action, format!("{} is open: do it or cancel it", action.reference())))
        .collect()
}

fn actions_are_done(facts: &Facts) -> Vec<Missing> {
    let promised = promised(facts);
    if promised.is_empty() {
        return vec![Missing::in_field("action", "No corrective action is left")];
    }
    let undone = promised.iter().filter(|action| {
        !matches!(Action(action).state(), Some(action::State::Done | action::State::Confirmed))
            || Action(action).adopted() == Some(true)
    });
    undone.map(|action| Missing::in_record(action, format!("{} is not done", action.reference()))).collect()
}

/// Whether a person did some of the work: owns the case or an action, or began it.
fn had_a_hand(facts: &Facts, person: Option<RecordId>) -> bool {
    let case = Nonconformity(facts.before.unwrap_or(facts.record));
    person.is_some()
        && (case.owner() == person
            || case.begun_by() == person
            || actions(facts).iter().any(|action| Action(action).owner() == person))
}

fn verified_by_another(facts: &Facts) -> Vec<Missing> {
    let verifier = Nonconformity(facts.record).verified_by();
    let own = had_a_hand(facts, verifier);
    missing_if(
        own && !separation::excepted(facts, Duty::Verification, verifier),
        Field::VerifiedBy,
        "Whoever owns the case or an action, or began it, can't verify it",
    )
}

fn was_effective(facts: &Facts) -> Vec<Missing> {
    let wrong = Nonconformity(facts.record).effectiveness() == Some(Effectiveness::Ineffective);
    missing_if(wrong, Field::Effectiveness, "It was not effective: a new cycle begins (ineffective)")
}

fn was_ineffective(facts: &Facts) -> Vec<Missing> {
    let wrong = Nonconformity(facts.record).effectiveness() == Some(Effectiveness::Effective);
    missing_if(wrong, Field::Effectiveness, "It was effective: close it")
}

fn too_early(case: Nonconformity, checked: Option<NaiveDate>) -> Vec<Missing> {
    match (checked, case.check_from()) {
        (Some(checked), Some(from)) if checked < from => {
            let what = format!("{checked} is before {from}, the first day that was set");
            vec![Missing::in_field(Field::CheckedOn.name(), what)]
        }
        _ => Vec::new(),
    }
}

fn not_too_early(facts: &Facts) -> Vec<Missing> {
    let case = Nonconformity(facts.record);
    too_early(case, case.checked_on())
}

/// The day that was set is cleared by the move itself, so it is asked of the case as it was.
fn not_too_early_before(facts: &Facts) -> Vec<Missing> {
    let before = Nonconformity(facts.before.unwrap_or(facts.record));
    too_early(before, Nonconformity(facts.record).checked_on())
}

fn checked_by_another(facts: &Facts) -> Vec<Missing> {
    let checker = Nonconformity(facts.record).checked_by();
    let own = had_a_hand(facts, checker);
    missing_if(
        own && !separation::excepted(facts, Duty::Verification, checker),
        Field::CheckedBy,
        "Whoever owns the case or an action, or began it, can't judge its effect",
    )
}

fn changes_answered(facts: &Facts) -> Vec<Missing> {
    let case = Nonconformity(facts.record);
    match case.changes_needed() {
        Some(true) => missing_if(case.changed().is_empty(), Field::Changed, "Link what changes"),
        Some(false) => missing_if(case.no_change_reason().is_empty(), Field::NoChangeReason, "Say why nothing changes"),
        None => Vec::new(),
    }
}

fn major_has_a_second(facts: &Facts) -> Vec<Missing> {
    let case = Nonconformity(facts.record);
    if case.grade() != Some(Grade::Major) {
        return Vec::new();
    }
    let approver = case.closing_approved_by();
    if approver.is_none() {
        return missing_if(true, Field::ClosingApprovedBy, "Closing approved by is empty");
    }
    let own = approver == case.owner() || approver == case.checked_by();
    missing_if(own, Field::ClosingApprovedBy, "The owner, or whoever judged its effect, can't be the second")
}

fn rejected_by_another(facts: &Facts) -> Vec<Missing> {
    let case = Nonconformity(facts.record);
    let by = case.rejected_by();
    let own = by.is_some() && (by == case.owner() || by == case.raised_by());
    missing_if(own, Field::RejectedBy, "Whoever raised or owns it can't reject it")
}
