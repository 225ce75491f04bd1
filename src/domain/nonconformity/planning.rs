//! What a plan against a nonconformity has to have, and when it is carried out.

use chrono::{Months, NaiveDate};

use crate::domain::action::{self, Action, ActionField};
use crate::domain::cause::{Cause, CauseField};
use crate::domain::kpi::{Direction, Frequency, Kpi};
use crate::domain::kpi_limit::{self, KpiLimit, KpiLimitField};
use crate::domain::record::Record;
use crate::domain::rules::{Fact, Facts, Holds, Missing, Rule};
use crate::domain::value::Decimal;

use super::criterion::Criterion;
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
    AFTER_THE_ACTIONS,
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
    FITS,
];

pub const AFTER_THE_ACTIONS: Rule = Rule {
    says: "Effectiveness is judged after the actions are done, and within two years.",
    clause: Some("10.2"),
    looks_at: &[Fact::Hanging(ActionField::Source.link())],
    holds: Holds::By(check_comes_after_the_actions),
};

/// The KPI that tells, and its limits.
pub const LIMITS: [Fact; 2] = [
    Fact::Linked(Field::EffectivenessKpi.name()),
    Fact::Beside { through: Field::EffectivenessKpi.name(), of: KpiLimitField::Kpi.link() },
];

/// What a criterion has to have beside it to be judged.
pub const FITS: Rule = Rule {
    says: "A criterion fits what it is measured by, and the first day on which it is judged.",
    clause: Some("10.2"),
    looks_at: &LIMITS,
    holds: Holds::By(criterion_fits),
};

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
    if early {
        return missing_if(true, Field::CheckFrom, what);
    }
    let latest = facts.today.checked_add_months(JUDGED_WITHIN).unwrap_or(NaiveDate::MAX);
    let what = format!("{check} is more than {} months away", JUDGED_WITHIN.as_u32());
    missing_if(check > latest, Field::CheckFrom, what)
}

/// What is judged later than that is forgotten before.
const JUDGED_WITHIN: Months = Months::new(24);

/// What can't be read is told by the rule that holds for every criterion.
fn criterion_fits(facts: &Facts) -> Vec<Missing> {
    let case = Nonconformity(facts.record);
    let Some(criterion) = case.checked_criterion() else { return Vec::new() };
    let by_kpi = case.measured_by() == Some(Measure::Kpi);
    let within = matches!(criterion, Criterion::WithinLimits { .. });
    let mut missing = match (within, by_kpi) {
        (true, false) => missing_if(true, Field::MeasuredBy, "What stays within limits is measured by a KPI"),
        (false, true) => missing_if(true, Field::MeasuredBy, "What is counted is measured by a retest or a sample"),
        _ => Vec::new(),
    };
    if within && by_kpi && case.effectiveness_kpi().is_some() && limits(facts).is_none() {
        missing.push(Missing::in_field(Field::EffectivenessKpi.name(), unlimited(facts)));
    }
    if let (Criterion::NoRepeat { until, .. }, Some(check)) = (criterion, case.check_from())
        && check <= until
    {
        let what = format!("{check} is not after {until}, until which repeats are looked for");
        missing.push(Missing::in_field(Field::CheckFrom.name(), what));
    }
    missing
}

/// The limits of the KPI that tell on the day on which the criterion is approved.
fn limit_of(facts: &Facts) -> Option<(Record, Record)> {
    let kpi = facts.linked(Field::EffectivenessKpi).first()?.clone();
    let limits = facts.beside(Field::EffectivenessKpi, KpiLimitField::Kpi);
    let limit = kpi_limit::in_force(&limits, approved_on(facts))?.0.clone();
    Some((kpi, limit))
}

/// The day on which the criterion that holds is approved, and today where none is said.
fn approved_on(facts: &Facts) -> NaiveDate {
    let case = Nonconformity(facts.record);
    case.revised_on().or(case.plan_approved_on()).unwrap_or(facts.today)
}

/// Why there are no values between which the KPI is within its limits.
fn unlimited(facts: &Facts) -> String {
    let day = approved_on(facts);
    match limit_of(facts) {
        Some((kpi, limit)) if Kpi(&kpi).direction() == Some(Direction::Within) => format!(
            "{} is to stay within limits, and {} sets none: set its lower or its upper warning limit",
            kpi.reference(),
            limit.reference()
        ),
        _ => format!("The KPI has no limit and no target on {day}, when the criterion is approved"),
    }
}

/// The values between which the KPI that tells is within its limits on the day on which the criterion is approved, and how
/// often it is measured; none where it has no limits.
pub(super) fn limits(facts: &Facts) -> Option<(Option<Decimal>, Option<Decimal>, Option<Frequency>)> {
    let (kpi, limit) = limit_of(facts)?;
    let kpi = Kpi(&kpi);
    let (low, high) = KpiLimit(&limit).within(kpi.direction().unwrap_or(Direction::Higher));
    (low.is_some() || high.is_some()).then_some((low, high, kpi.frequency()))
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
