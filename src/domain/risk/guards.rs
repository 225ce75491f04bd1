//! What holds for a risk: its levels come from the criteria, a lower one has a ground, and acceptance has an end and
//! someone who may accept.

use crate::domain::field::Field;
use crate::domain::person::Person;
use crate::domain::record::Record;
use crate::domain::register::Derived;
use crate::domain::risk_criteria::{self, Impact, Level, Likelihood, Table};
use crate::domain::rules::{Derivation, Fact, Facts, Missing, Rule};
use crate::domain::value::Value;

use super::words::{Risk, RiskField, State};

pub static RULES: &[Rule] = &[
    Rule {
        says: "Likelihood and impact are given together.",
        clause: Some("6.1.2"),
        looks_at: &[],
        missing: scores_in_pairs,
    },
    Rule {
        says: "A level below the inherent one rests on a control or a stated reason.",
        clause: Some("6.1.3"),
        looks_at: &[],
        missing: lower_has_a_ground,
    },
    Rule {
        says: "What is left after treatment is not above the inherent level, unless it is explained.",
        clause: None,
        looks_at: &[],
        missing: higher_is_explained,
    },
];

pub static ACCEPTANCE: &[Rule] = &[
    Rule { says: "Only what has a level is accepted.", clause: Some("6.1.3"), looks_at: &[], missing: has_a_level },
    Rule {
        says: "Above what owners may accept, top management accepts.",
        clause: Some("6.1.3"),
        looks_at: &[Fact::Linked("accepted_by"), Fact::Every("risk_criteria")],
        missing: accepter_may,
    },
    Rule {
        says: "An acceptance ends on a day to come, within two years.",
        clause: None,
        looks_at: &[],
        missing: acceptance_ends,
    },
];

/// A likelihood, an impact, and the level that follows.
const SCORES: [(RiskField, RiskField, RiskField); 3] = [
    (RiskField::InherentLikelihood, RiskField::InherentImpact, RiskField::InherentLevel),
    (RiskField::Likelihood, RiskField::Impact, RiskField::Level),
    (RiskField::ResidualLikelihood, RiskField::ResidualImpact, RiskField::ResidualLevel),
];

pub const LEVELS: Derivation = Derivation { looks_at: &[Fact::Every("risk_criteria")], work: levels };

/// Looks the levels up where a likelihood or an impact changed; what was assessed before keeps its level and the
/// criteria by which it got it.
fn levels(facts: &Facts) -> Derived {
    let scored = SCORES.iter().any(|(likelihood, impact, _)| {
        let filled = |field: &RiskField| facts.record.get(field.name()).is_some();
        let changed = |field: &RiskField| facts.before.map_or_else(|| filled(field), |_| facts.changes(field.name()));
        changed(likelihood) || changed(impact)
    });
    if !scored {
        return Vec::new();
    }
    let all = facts.every("risk_criteria");
    let criteria = risk_criteria::in_force(&all, facts.today);
    let table = criteria.and_then(|criteria| criteria.table()).unwrap_or(Table::STARTING);
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

fn lower_has_a_ground(facts: &Facts) -> Vec<Missing> {
    let risk = Risk(facts.record);
    let Some(inherent) = risk.inherent_level() else { return Vec::new() };
    let lower = [risk.level(), risk.residual_level()].into_iter().flatten().any(|level| level < inherent);
    if !lower || !risk.controls().is_empty() || !risk.level_reason().is_empty() {
        return Vec::new();
    }
    vec![
        Missing::in_field(RiskField::Controls.name(), "Link the controls that hold it down"),
        Missing::in_field(RiskField::LevelReason.name(), "or say why it is lower without one"),
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

fn has_a_level(facts: &Facts) -> Vec<Missing> {
    if standing_level(Risk(facts.record)).is_some() {
        return Vec::new();
    }
    vec![Missing::in_field(RiskField::Likelihood.name(), "Likelihood and impact are not assessed")]
}

fn accepter_may(facts: &Facts) -> Vec<Missing> {
    let Some(level) = standing_level(Risk(facts.record)) else { return Vec::new() };
    let all = facts.every("risk_criteria");
    let tolerance = risk_criteria::in_force(&all, facts.today).and_then(|criteria| criteria.tolerance());
    let accepters = facts.linked("accepted_by");
    if level <= tolerance.unwrap_or(Level::Medium)
        || accepters.iter().any(|person| Person(person).top_management() == Some(true))
    {
        return Vec::new();
    }
    let who = accepters.first().map_or("Whoever accepts", Record::title);
    let what = format!("The level is {}: {who} is not marked as top management", level.label().to_lowercase());
    vec![Missing::in_field(RiskField::AcceptedBy.name(), what)]
}

fn acceptance_ends(facts: &Facts) -> Vec<Missing> {
    let Some(day) = Risk(facts.record).review_by() else { return Vec::new() };
    let field = RiskField::ReviewBy.name();
    let latest = facts.today.checked_add_months(chrono::Months::new(24));
    if day <= facts.today {
        vec![Missing::in_field(field, format!("It is {day}, and today is {}", facts.today))]
    } else if latest.is_some_and(|latest| latest < day) {
        vec![Missing::in_field(field, format!("{day} is more than two years away"))]
    } else {
        Vec::new()
    }
}

impl Risk<'_> {
    /// Whether its acceptance has run out.
    pub fn acceptance_ended(self, today: chrono::NaiveDate) -> bool {
        self.state() == Some(State::Accepted) && self.review_by().is_some_and(|day| day < today)
    }
}
