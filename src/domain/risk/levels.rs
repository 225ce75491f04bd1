//! The levels of a risk: they come from the criteria, and a lower one has a ground.

use crate::domain::action::{self, Action, ActionField};
use crate::domain::control::Control;
use crate::domain::field::Field;
use crate::domain::record::Record;
use crate::domain::register::Derived;
use crate::domain::risk_criteria::{self, Impact, Level, Likelihood, RiskCriteriaField, RiskMatrix};
use crate::domain::rules::{Fact, Facts, Holds, Missing, Rule};
use crate::domain::value::Value;

use super::words::{Risk, RiskField};

pub static RULES: &[Rule] = &[
    Rule {
        says: "Likelihood and impact are given together.",
        clause: Some("6.1.2"),
        looks_at: &[],
        holds: Holds::By(scores_in_pairs),
    },
    Rule {
        says: "A level of today below the inherent one rests on a control that applies and works, on a treatment that was \
               carried out, or on new facts.",
        clause: Some("6.1.3"),
        looks_at: &HOLDS,
        holds: Holds::By(lower_has_a_ground),
    },
    Rule {
        says: "A level after treatment below the inherent one rests on what is planned, or on a stated reason.",
        clause: Some("6.1.3"),
        looks_at: &[Fact::Linked(RiskField::Controls.name())],
        holds: Holds::By(target_has_a_ground),
    },
    Rule {
        says: "What is left after treatment is not above the inherent level, unless it is explained.",
        clause: None,
        looks_at: &[],
        holds: Holds::By(higher_is_explained),
    },
];

/// A likelihood, an impact, and the level that follows.
const SCORES: [(RiskField, RiskField, RiskField); 3] = [
    (RiskField::InherentLikelihood, RiskField::InherentImpact, RiskField::InherentLevel),
    (RiskField::Likelihood, RiskField::Impact, RiskField::Level),
    (RiskField::ResidualLikelihood, RiskField::ResidualImpact, RiskField::ResidualLevel),
];

/// Looks the levels up where a likelihood or an impact changed; what was assessed before keeps its level and the
/// criteria by which it got it.
pub fn levels(facts: &Facts) -> Derived {
    let scored = SCORES.iter().any(|(likelihood, impact, _)| {
        let filled = |field: &RiskField| facts.record.get(field.name()).is_some();
        let changed = |field: &RiskField| facts.before.map_or_else(|| filled(field), |_| facts.changes(field.name()));
        changed(likelihood) || changed(impact)
    });
    if !scored {
        return Vec::new();
    }
    let all = facts.every(RiskCriteriaField::REGISTER);
    let criteria = risk_criteria::in_force(&all, facts.today);
    let table = criteria.and_then(|criteria| criteria.table()).unwrap_or(RiskMatrix::STARTING);
    let mut derived: Derived = SCORES
        .iter()
        .map(|(likelihood, impact, level)| {
            let found =
                score(facts.record, *likelihood, *impact).map(|(likelihood, impact)| table.level(likelihood, impact));
            (level.field(), found.map(|level| Value::Choice(level.key())))
        })
        .collect();
    derived.push((RiskField::Criteria.field(), criteria.map(|criteria| Value::Link(criteria.0.id))));
    derived
}

fn score(record: &Record, likelihood: RiskField, impact: RiskField) -> Option<(Likelihood, Impact)> {
    let likelihood = record.choice(likelihood as usize).and_then(Likelihood::of_key)?;
    Some((likelihood, record.choice(impact as usize).and_then(Impact::of_key)?))
}

/// The level that counts now: the one of today, and the inherent one where only that was assessed.
pub fn standing_level(risk: Risk) -> Option<Level> {
    risk.level().or_else(|| risk.inherent_level())
}

fn scores_in_pairs(facts: &Facts) -> Vec<Missing> {
    let mut missing = Vec::new();
    for (likelihood, impact, _) in SCORES {
        let label = |field: RiskField| -> &'static Field { field.field() };
        let (one, other) = (facts.record.get(likelihood.name()), facts.record.get(impact.name()));
        let empty = match (one, other) {
            (Some(_), None) => impact,
            (None, Some(_)) => likelihood,
            _ => continue,
        };
        missing.push(Missing::in_field(empty.name(), format!("{} is empty", label(empty).label)));
    }
    missing
}

/// Whether two versions of a risk have the same likelihoods and impacts.
pub fn same_scores(one: &Record, other: &Record) -> bool {
    let scores = SCORES.iter().flat_map(|(likelihood, impact, _)| [likelihood, impact]);
    scores.into_iter().all(|field| one.get(field.name()) == other.get(field.name()))
}

/// Whether something from which the levels follow, or on which they rest, is written.
fn assessed(facts: &Facts) -> bool {
    let scores = SCORES.iter().flat_map(|(likelihood, impact, _)| [likelihood, impact]);
    let rests_on = [RiskField::Controls, RiskField::LevelReason];
    facts.before.is_none() || scores.chain(&rests_on).any(|field| facts.changes(field.name()))
}

fn is_lower(risk: Risk) -> bool {
    risk.inherent_level().is_some_and(|inherent| risk.level().is_some_and(|level| level < inherent))
}

/// New facts were stated with a lower level: what was said about another one is none.
fn has_new_facts(facts: &Facts) -> bool {
    let risk = Risk(facts.record);
    let falls = facts.before.is_some_and(|before| risk.level() < standing_level(Risk(before)));
    !risk.level_reason().is_empty() && (!falls || facts.changes(RiskField::LevelReason.name()))
}

/// The facts that tell whether a level of today is held down.
pub const HOLDS: [Fact; 2] = [Fact::Linked(RiskField::Controls.name()), Fact::Hanging(ActionField::Source.link())];

/// What is missing where the level of today is below the inherent one and nothing holds it there.
pub fn not_held(facts: &Facts) -> Vec<Missing> {
    let risk = Risk(facts.record);
    let controls = facts.linked(RiskField::Controls);
    let works = controls.iter().any(|control| !control.voided && Control(control).works());
    if !is_lower(risk) || works || has_new_facts(facts) {
        return Vec::new();
    }
    let treated = facts.hanging(ActionField::Source);
    if treated.iter().any(|one| Action(one).state() == Some(action::State::Confirmed)) {
        return Vec::new();
    }
    let idle: Vec<_> = controls.iter().map(|control| control.reference().to_string()).collect();
    let links = match idle.as_slice() {
        [] => "Link the controls that hold it down".to_owned(),
        _ => format!("{}: not said to apply, or not implemented; link a control that works", idle.join(", ")),
    };
    vec![
        Missing::in_field(RiskField::Controls.name(), links),
        Missing::elsewhere("or confirm an action of it: a treatment that was carried out"),
        Missing::in_field(RiskField::LevelReason.name(), "or say what is known now that makes it lower without one"),
    ]
}

fn lower_has_a_ground(facts: &Facts) -> Vec<Missing> {
    if assessed(facts) { not_held(facts) } else { Vec::new() }
}

fn target_has_a_ground(facts: &Facts) -> Vec<Missing> {
    let risk = Risk(facts.record);
    let lower = risk.inherent_level().is_some_and(|inherent| risk.residual_level().is_some_and(|one| one < inherent));
    let controls = facts.linked(RiskField::Controls);
    let applies = controls.iter().any(|control| !control.voided && Control(control).applicable() != Some(false));
    if !assessed(facts) || !lower || applies || !risk.plan().is_empty() || !risk.level_reason().is_empty() {
        return Vec::new();
    }
    vec![
        Missing::in_field(RiskField::Controls.name(), "Link the controls that will hold it down"),
        Missing::in_field(RiskField::Plan.name(), "or say what will be done about it"),
        Missing::in_field(RiskField::LevelReason.name(), "or say why it will be lower without either"),
    ]
}

fn higher_is_explained(facts: &Facts) -> Vec<Missing> {
    let risk = Risk(facts.record);
    match (risk.inherent_level(), risk.residual_level()) {
        (Some(inherent), Some(residual)) if residual > inherent && risk.level_reason().is_empty() => {
            let what = format!(
                "The residual level is {} and the inherent one {}: say why",
                residual.label(),
                inherent.label()
            );
            vec![Missing::in_field(RiskField::LevelReason.name(), what)]
        }
        _ => Vec::new(),
    }
}
