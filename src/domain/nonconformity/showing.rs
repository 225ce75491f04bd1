//! What the measure has to show before a case is closed as effective, how it is overruled, and how another criterion is
//! approved; that what was approved first stands until then, and stays to be read.

use crate::domain::measurement::MeasurementField;
use crate::domain::register::Derived;
use crate::domain::retest::{Retest, RetestField};
use crate::domain::rules::{Fact, Facts, Holds, Missing, Records, Rule};
use crate::domain::value::Value;

use super::apart;
use super::criterion::Criterion;
use super::effect::{self, Effect, Figures};
use super::planning::{self, missing_if};
use super::words::{Measure, Nonconformity, NonconformityField as Field, NonconformityMove, REVISED, State};

const RETESTS: Fact = Fact::Hanging(RetestField::Nonconformity.link());
const KPI: Fact = Fact::Linked(Field::EffectivenessKpi.name());
const MEASUREMENTS: Fact = Fact::Beside { through: Field::EffectivenessKpi.name(), of: MeasurementField::Kpi.link() };

/// Where repeats are looked for.
pub const OTHERS: Fact = Fact::Every(Field::REGISTER);

/// What says whether the actions worked.
pub const FIGURES: [Fact; 4] = [RETESTS, KPI, MEASUREMENTS, OTHERS];

/// The rule by which a case is closed as effective.
pub const SHOWN: Rule = Rule {
    says: "It is effective where the measure shows it: the criterion is met, and nothing got worse.",
    clause: Some("10.2"),
    looks_at: &FIGURES,
    holds: Holds::By(measure_shows_it),
};

/// What was approved stands until something else is; what was mistyped is taken back on the same day.
pub const STANDS: Rule = Rule {
    says: "What the effect is judged by stands as it was approved; the move “revise” has another criterion approved.",
    clause: Some("10.2"),
    looks_at: &[RETESTS, Fact::Past],
    holds: Holds::By(judged_as_approved),
};

/// The rule by which a measure is overruled.
pub const DENIED: Rule = Rule {
    says: "Only what the measure says is overruled.",
    clause: Some("10.2"),
    looks_at: &FIGURES,
    holds: Holds::By(measure_denies_it),
};

/// What the measure says is answered by what it says.
pub const ANSWERED: Rule = Rule {
    says: "What the measure says did not work is marked so, or the measure is overruled.",
    clause: Some("10.2"),
    looks_at: &FIGURES,
    holds: Holds::By(denial_is_answered),
};

pub static REVISING: &[Rule] = &[
    planning::FITS,
    planning::AFTER_THE_ACTIONS,
    Rule { says: "Another criterion is another one.", clause: None, looks_at: &[], holds: Holds::By(judged_otherwise) },
    Rule {
        says: "Whoever approves by what it is judged had no hand in the work.",
        clause: None,
        looks_at: &apart::BY_WORK,
        holds: Holds::By(|facts| apart::REVISION.missing(facts)),
    },
];

/// The words that stand before what the measure of an earlier cycle said.
pub const FAILED: &str = "It did not work";

/// What the effect is judged by.
const JUDGED_BY: [Field; 6] = [
    Field::Criterion,
    Field::EffectivenessCriterion,
    Field::MeasuredBy,
    Field::EffectivenessMeasure,
    Field::EffectivenessKpi,
    Field::CheckFrom,
];

/// Whether a case is looked at as it would be, or as it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Now,
    Before,
}

/// What the measure says of a case, as far as its criterion asks.
fn effect(facts: &Facts, case: Nonconformity, at: At) -> Effect {
    let by_kpi = case.measured_by() == Some(Measure::Kpi);
    let (kpi, measurements) = match (by_kpi, at) {
        (false, _) => (Records::default(), Records::default()),
        (true, At::Now) => {
            (facts.linked(Field::EffectivenessKpi), facts.beside(Field::EffectivenessKpi, MeasurementField::Kpi))
        }
        (true, At::Before) => {
            let measurements = facts.was_beside(Field::EffectivenessKpi, MeasurementField::Kpi);
            (facts.was_linked(Field::EffectivenessKpi), measurements)
        }
    };
    let others = if case.looks_for_repeats() { facts.every(Field::REGISTER) } else { Records::default() };
    let figures = Figures {
        retests: &facts.hanging(RetestField::Nonconformity),
        kpi: kpi.first(),
        measurements: &measurements,
        others: &others,
        today: facts.today,
    };
    effect::judge(case, &figures)
}

fn measure_shows_it(facts: &Facts) -> Vec<Missing> {
    let case = Nonconformity(facts.record);
    let effect = effect(facts, case, At::Now);
    let at = match (effect.denies(), case.measured_by()) {
        (true, _) => Field::Effectiveness.name().as_str(),
        (false, Some(Measure::Kpi)) => Field::EffectivenessKpi.name().as_str(),
        (false, _) => RetestField::REGISTER.as_str(),
    };
    let what = effect.against().into_iter();
    what.map(|what| Missing { field: Some(at), record: None, what }).collect()
}

fn measure_denies_it(facts: &Facts) -> Vec<Missing> {
    let effect = effect(facts, Nonconformity(facts.record), At::Now);
    let what = match effect.outcome {
        _ if effect.denies() => return Vec::new(),
        effect::Outcome::Met => format!("{}: close it as effective", effect.words()),
        effect::Outcome::InWords => {
            "The criterion is in words, and nothing got worse: close it as effective".to_owned()
        }
        effect::Outcome::NotMet | effect::Outcome::Open => effect.words(),
    };
    vec![Missing::in_field(Field::OverruledBecause.name(), what)]
}

fn judged_otherwise(facts: &Facts) -> Vec<Missing> {
    let same = !JUDGED_BY.iter().any(|field| facts.changes(field.name()));
    missing_if(same, Field::Criterion, "Criterion, measure and first day are those that were approved")
}

fn judged_as_approved(facts: &Facts) -> Vec<Missing> {
    let Some(before) = facts.before.map(Nonconformity).filter(|case| case.plan_approved_by().is_some()) else {
        return Vec::new();
    };
    let unplanned = Nonconformity(facts.record).plan_approved_by().is_none();
    let planned = facts.past().iter().rfind(|one| one.is_by(&[NonconformityMove::Plan])).and_then(|one| one.day);
    if unplanned && planned == Some(facts.today) {
        return Vec::new();
    }
    let changed = JUDGED_BY.into_iter().filter(|field| facts.changes(field.name()));
    let mut missing: Vec<_> = changed
        .map(|field| Missing::in_field(field.name(), format!("{} was approved with the plan", field.field().label)))
        .collect();
    if facts.changes(Field::Requirement) && before.looks_for_repeats() {
        missing.push(Missing::in_field(Field::Requirement.name(), "Repeats of this requirement are looked for"));
    }
    // Another day would choose which of the tests count.
    let done = before.implemented_on();
    let tested = || facts.hanging(RetestField::Nonconformity).iter().any(|one| Retest(one).held_on() >= done);
    if done.is_some() && facts.changes(Field::ImplementedOn) && tested() {
        let what = "It was tested since the actions were done on that day";
        missing.push(Missing::in_field(Field::ImplementedOn.name(), what));
    }
    missing
}

/// The limits of the KPI as they are when the criterion is approved: what becomes of them later changes nothing.
pub fn limits(facts: &Facts) -> Derived {
    let case = Nonconformity(facts.record);
    let within = matches!(case.checked_criterion(), Some(Criterion::WithinLimits { .. }));
    let fields = [Field::LimitLow, Field::LimitHigh, Field::LimitPeriod].map(Field::field);
    let kept = !facts.changes(Field::PlanApprovedBy) && !is_revised(facts);
    let values = match (within && case.plan_approved_by().is_some(), kept) {
        (false, _) => [None, None, None],
        (true, true) => fields.map(|field| facts.record.get(field.name).cloned()),
        (true, false) => match planning::limits(facts) {
            Some((low, high, each)) => {
                [low.map(Value::Decimal), high.map(Value::Decimal), each.map(|each| Value::Choice(each.key()))]
            }
            None => [None, None, None],
        },
    };
    fields.into_iter().zip(values).collect()
}

/// What the measure says of a case as it was: that it did not work.
pub fn denied(facts: &Facts) -> Option<Effect> {
    let before = facts.before.map(Nonconformity).filter(|case| case.plan_approved_by().is_some())?;
    Some(effect(facts, before, At::Before)).filter(Effect::denies)
}

fn denial_is_answered(facts: &Facts) -> Vec<Missing> {
    let waits = facts.before.is_some_and(|before| Nonconformity(before).state() == Some(State::Verified));
    let denied = denied(facts).filter(|_| waits);
    let what = |effect: Effect| {
        let said = effect.against().join("; ");
        Missing::elsewhere(format!("{said}. Mark it as not effective (“ineffective”), or have the measure overruled"))
    };
    denied.map(what).into_iter().collect()
}

/// Whether a case leaves the criterion that was approved behind: a new cycle begins, or it is none.
fn is_left(facts: &Facts) -> bool {
    let now = Nonconformity(facts.record);
    let planned = facts.before.is_some_and(|before| Nonconformity(before).plan_approved_by().is_some());
    planned && (now.plan_approved_by().is_none() || matches!(now.state(), Some(State::Rejected | State::Duplicate)))
}

/// By what it was to be judged before, and what had been found by then: a line for each time. Of an earlier cycle it stays
/// where its measure said that the actions did not work.
pub fn earlier_criteria(facts: &Facts) -> Derived {
    let Some(before) = facts.before.map(Nonconformity) else { return Vec::new() };
    let line = if is_revised(facts) {
        let found = match effect(facts, before, At::Before) {
            Effect { outcome: effect::Outcome::InWords, worse: None, .. } => String::new(),
            Effect { outcome: effect::Outcome::InWords, worse: Some(worse), .. } => format!(". By then: {worse}"),
            effect => {
                format!(". By then: {}", [vec![effect.words()], effect.worse.into_iter().collect()].concat().join("; "))
            }
        };
        format!("Until {}: {}{found}", facts.today, before.judged_by())
    } else if let Some(effect) = denied(facts).filter(|_| is_left(facts)) {
        let cycle = before.cycle().unwrap_or(1);
        let said = effect.against().join("; ");
        format!("Cycle {cycle}, until {}: {}. {FAILED}: {said}", facts.today, before.judged_by())
    } else {
        return Vec::new();
    };
    let lines = [before.earlier_criteria(), &line].into_iter().filter(|line| !line.is_empty());
    let text = lines.collect::<Vec<_>>().join("\n");
    vec![(Field::EarlierCriteria.field(), Some(Value::Text(text)))]
}

/// Whether the move that is judged has another criterion approved: nothing else changes why, or by whom.
fn is_revised(facts: &Facts) -> bool {
    facts.record.get(Field::RevisedBy.name()).is_some()
        && (facts.changes(Field::RevisedBecause) || REVISED.fields().iter().any(|field| facts.changes(*field)))
}
