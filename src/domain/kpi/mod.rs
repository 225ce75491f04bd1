//! Key performance indicators (9.1): what is measured, why, how often and by whom.

mod periods;
pub mod reading;
mod standing;

pub use standing::STATUS;
pub mod trend;
pub mod words;

use crate::fields;

use super::better::{Better, Hiding};
use super::kpi_limit::words::KpiLimitField;
use super::name::FieldName;
use super::nonconformity::words::{Measure, Nonconformity, NonconformityField};
use super::ownership;
use super::record::Record;
use super::register::Register;
use super::rules::{Fact, Facts, Holds, Missing, Rule};
use super::separation::Hand;
use super::value::Value;

pub use words::{Direction, Family, Frequency, Kpi, KpiField};

/// Key performance indicators: purpose, formula, unit, direction, baseline and owner. Target and limits stand beside
/// it, each with the day from which it holds.
pub static REGISTER: Register =
    words::DECLARATION.rules(RULES).frozen(FROZEN).standing(standing::STANDING).better(BETTER).hiding(Hiding::Counted);

/// How it comes to look better than it did.
static BETTER: &[Better] = &[
    Better::Otherwise(KpiField::Direction.name()),
    // What the figures of before mean, and from where progress is counted.
    Better::Otherwise(KpiField::Unit.name()),
    Better::Otherwise(KpiField::Formula.name()),
    Better::Otherwise(KpiField::Baseline.name()),
    Better::Otherwise(KpiField::BaselineOn.name()),
    Better::Lower {
        field: KpiField::Frequency.name(),
        from: &[
            Frequency::Weekly.key(),
            Frequency::Monthly.key(),
            Frequency::Quarterly.key(),
            Frequency::HalfYearly.key(),
            Frequency::Yearly.key(),
        ],
    },
    Better::Above { field: KpiField::Grace.name(), unsaid: reading::GRACE as i64 },
    Better::Says(KpiField::Ended.name(), true),
    Better::Away(KpiField::System.name()),
];

static RULES: &[Rule] = &[Rule::new(
    "Days of grace are a year at most: a figure that is later is of another period.",
    Holds::Within { field: KpiField::Grace.name(), least: 0, most: 366 },
)
.clause("9.1")];

static FROZEN: &[Rule] = &[
    Rule {
        says: "What a KPI measures stands while the effect of actions is judged by it.",
        clause: Some("10.2"),
        looks_at: &[Fact::Hanging(NonconformityField::EffectivenessKpi.link())],
        holds: Holds::By(measures_the_same),
    },
    Rule {
        says: "Once there are limits, which way is better is changed by somebody who does not own the KPI, nor did while they \
           held: it says anew how values stood.",
        clause: Some("9.1"),
        looks_at: &[Fact::Hanging(KpiLimitField::Kpi.link()), Fact::Past],
        holds: Holds::By(turned_by_another),
    },
];

/// What would give the same figures another meaning.
const MEANS: &[FieldName] = fields![KpiField: Formula, Unit, Direction];

fn measures_the_same(facts: &Facts) -> Vec<Missing> {
    let hidden = facts.before.is_some_and(|before| before.voided != facts.record.voided);
    let changed = MEANS.iter().copied().find(|field| facts.changes(*field));
    if changed.is_none() && !hidden {
        return Vec::new();
    }
    let cases = facts.hanging(NonconformityField::EffectivenessKpi);
    let waits = |case: &&Record| {
        Nonconformity(case).awaits_figures() && Nonconformity(case).measured_by() == Some(Measure::Kpi)
    };
    let what = |case: &Record| {
        let what =
            format!("{} is judged by it: have another measure approved for it first (“revise”)", case.reference());
        Missing { field: changed.map(FieldName::as_str), ..Missing::in_record(case, what) }
    };
    cases.iter().filter(waits).map(what).collect()
}

fn turned_by_another(facts: &Facts) -> Vec<Missing> {
    if !facts.changes(KpiField::Direction) {
        return Vec::new();
    }
    let limits = facts.hanging(KpiLimitField::Kpi);
    let from = limits.iter().map(|limit| match limit.get("valid_from") {
        Some(Value::Date(day)) => Some(*day),
        _ => None,
    });
    let Some(first) = from.min() else { return Vec::new() };
    let owner = Hand::of(Kpi(facts.record).owner(), "owns the KPI");
    let hands = owner.into_iter().chain(ownership::owners_since(&facts.past(), first));
    let mut hands = hands.filter(|hand| Some(hand.person) == facts.actor);
    let words = |hand: Hand| Missing::in_field(KpiField::Direction.name(), format!("Whoever changes it {}", hand.deed));
    hands.next().map(words).into_iter().collect()
}
