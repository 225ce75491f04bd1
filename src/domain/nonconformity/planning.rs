//! What a plan against a nonconformity has to have, and when it is carried out.

use crate::domain::action::{self, Action, ActionField};
use crate::domain::cause::{Cause, CauseField};
use crate::domain::record::Record;
use crate::domain::rules::{Fact, Facts, Holds, Missing, Rule};

use super::words::{Measure, Nonconformity, NonconformityField as Field};

pub static PLANNING: &[Rule] = &[
    Rule {
        says: "A plan has a corrective action, and each has an owner and a day.",
        clause: Some("10.2"),
        looks_at: &[Fact::Hanging(ActionField::Source.link())],
        holds: Holds::By(actions_are_owned),
    },
    Rule {
        says: "Every root cause is removed by an action.",
        clause: Some("10.2"),
        looks_at: &[Fact::Hanging(ActionField::Source.link()), Fact::Hanging(CauseField::Nonconformity.link())],
        holds: Holds::By(roots_are_removed),
    },
    Rule {
        says: "Effectiveness is judged after the actions are done.",
        clause: Some("10.2"),
        looks_at: &[Fact::Hanging(ActionField::Source.link())],
        holds: Holds::By(check_comes_after_the_actions),
    },
    Rule {
        says: "A measure by KPI says which.",
        clause: None,
        looks_at: &[],
        holds: Holds::Needed {
            field: Field::EffectivenessKpi.name(),
            where_one: Field::MeasuredBy.name(),
            is: &[Measure::Kpi.key()],
        },
    },
];

pub static IMPLEMENTING: &[Rule] = &[Rule {
    says: "All corrective actions are done, each with evidence.",
    clause: Some("10.2"),
    looks_at: &[Fact::Hanging(ActionField::Source.link())],
    holds: Holds::By(actions_are_done),
}];

/// The root causes of this cycle.
pub(super) fn roots(facts: &Facts) -> Vec<Record> {
    let case = Nonconformity(facts.before.unwrap_or(facts.record));
    let causes = facts.hanging(CauseField::Nonconformity);
    causes.iter().filter(|cause| Cause(cause).root() == Some(true) && case.has_cause(cause)).cloned().collect()
}

/// The corrective actions of this cycle.
pub(super) fn actions(facts: &Facts) -> Vec<Record> {
    let case = Nonconformity(facts.before.unwrap_or(facts.record));
    facts.hanging(ActionField::Source).iter().filter(|action| case.counts(action)).cloned().collect()
}

/// Those that count: what was cancelled, superseded or merged is no promise any more.
pub(super) fn promised(facts: &Facts) -> Vec<Record> {
    let gone = |action: &Record| {
        matches!(
            Action(action).state(),
            Some(action::State::Cancelled | action::State::Superseded | action::State::Merged)
        )
    };
    actions(facts).into_iter().filter(|action| !gone(action)).collect()
}

/// One root needs no naming: whatever corrects the case removes it.
fn roots_are_removed(facts: &Facts) -> Vec<Missing> {
    let (roots, promised) = (roots(facts), promised(facts));
    if promised.is_empty() {
        return Vec::new();
    }
    let named = |root: &&Record| promised.iter().any(|action| Action(action).removes().contains(&root.id));
    let only = |root: &&Record| {
        roots.len() == 1 && promised.iter().any(|action| Action(action).removes().is_empty()) && root.id == roots[0].id
    };
    let left = roots.iter().filter(|root| !named(root) && !only(root));
    left.map(|root| {
        let what = format!("No action removes {} ({}): name it in “Removes” of one", root.reference(), root.title());
        Missing::in_field(ActionField::REGISTER, what)
    })
    .collect()
}

fn actions_are_owned(facts: &Facts) -> Vec<Missing> {
    let promised = promised(facts);
    if promised.is_empty() {
        return vec![Missing::in_field(ActionField::REGISTER, "No corrective action arises from it yet")];
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

fn check_comes_after_the_actions(facts: &Facts) -> Vec<Missing> {
    let Some(check) = Nonconformity(facts.record).check_from() else { return Vec::new() };
    let last = promised(facts).iter().filter_map(|action| Action(action).due()).max();
    let early = last.is_some_and(|last| check <= last);
    let what =
        last.map_or_else(String::new, |last| format!("{check} is not after {last}, when the last action is due"));
    missing_if(early, Field::CheckFrom, what)
}

pub(super) fn actions_are_done(facts: &Facts) -> Vec<Missing> {
    let promised = promised(facts);
    if promised.is_empty() {
        return vec![Missing::in_field(ActionField::REGISTER, "No corrective action is left")];
    }
    let undone = promised.iter().filter(|action| {
        !matches!(Action(action).state(), Some(action::State::Done | action::State::Confirmed))
            || Action(action).adopted() == Some(true)
    });
    undone.map(|action| Missing::in_record(action, format!("{} is not done", action.reference()))).collect()
}

pub(super) fn missing_if(wrong: bool, field: Field, what: impl Into<String>) -> Vec<Missing> {
    if wrong { vec![Missing::in_field(field.name(), what)] } else { Vec::new() }
}
