//! Targets and limits of a KPI, each with the day from which it holds: a new target does not recolour the past.

use chrono::NaiveDate;

use super::kpi::{Direction, Kpi};
use super::record::Record;
use super::rules::{Fact, Facts, Missing, Rule};
use super::value::Decimal;

crate::register! {
    /// Targets and limits of the KPIs, effective-dated.
    KpiLimit, KpiLimitField: "kpi_limit" / "KPI limits", "KL", "6.2, 9.1", rules(RULES);

    /// The KPI.
    kpi Kpi: link("kpi"), "KPI", required, listed;
    /// The first day of the periods for which it holds.
    valid_from ValidFrom: date, "Valid from", required, listed, sorted;
    /// What is aimed at.
    target Target: decimal(4), "Target", listed;
    /// Beyond it, it deserves a look. For what is to stay within limits, the lower one.
    warn Warn: decimal(4), "Warning limit", listed;
    /// Beyond it, something must be done. For what is to stay within limits, the lower one.
    critical Critical: decimal(4), "Critical limit", listed;
    /// The upper warning limit of what is to stay within limits.
    warn_high WarnHigh: decimal(4), "Upper warning limit";
    /// The upper critical limit of what is to stay within limits.
    critical_high CriticalHigh: decimal(4), "Upper critical limit";
    /// Why the target and limits are these.
    grounds Grounds: long_text, "Grounds", searchable;
    /// Who set them.
    set_by SetBy: person, "Set by";
}

static RULES: &[Rule] = &[
    Rule { says: "There is a target or a limit.", clause: Some("6.2"), looks_at: &[], missing: something_is_set },
    Rule {
        says: "The critical limit lies beyond the warning limit, in the KPI's direction.",
        clause: None,
        looks_at: &[Fact::Linked("kpi")],
        missing: in_order,
    },
];

impl KpiLimit<'_> {
    /// The lower and upper bound beyond which a value is critical, and those beyond which it deserves a look.
    fn bounds(self, direction: Direction) -> [(Option<Decimal>, Option<Decimal>); 2] {
        let warn = self.warn().or_else(|| self.target());
        match direction {
            Direction::Higher => [(self.critical(), None), (warn, None)],
            Direction::Lower => [(None, self.critical()), (None, warn)],
            Direction::Within => [(self.critical(), self.critical_high()), (self.warn(), self.warn_high())],
        }
    }

    /// How a value stands: a value on a limit is still within it. Without a warning limit the target is one.
    pub fn status(self, direction: Direction, value: Decimal) -> Standing {
        let beyond = |(low, high): (Option<Decimal>, Option<Decimal>)| {
            low.is_some_and(|low| value.scaled < low.scaled) || high.is_some_and(|high| value.scaled > high.scaled)
        };
        let [critical, warn] = self.bounds(direction);
        if beyond(critical) {
            Standing::Critical
        } else if beyond(warn) {
            Standing::Watch
        } else {
            Standing::Good
        }
    }
}

/// How a measured value stands against the limits of its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Within the limits.
    Good,
    /// Beyond the warning limit.
    Watch,
    /// Beyond the critical limit.
    Critical,
}

/// The limits that hold for a period that ends on a day: of those valid by then, the latest.
pub fn in_force(limits: &[Record], day: NaiveDate) -> Option<KpiLimit<'_>> {
    let valid = limits.iter().map(KpiLimit).filter(|one| one.valid_from().is_some_and(|from| from <= day));
    valid.max_by_key(|one| (one.valid_from(), one.0.number))
}

fn something_is_set(facts: &Facts) -> Vec<Missing> {
    let limit = KpiLimit(facts.record);
    let set = [limit.target(), limit.warn(), limit.critical(), limit.warn_high(), limit.critical_high()];
    if set.iter().any(Option::is_some) {
        return Vec::new();
    }
    vec![Missing::in_field(KpiLimitField::Target.name(), "Target is empty, and so are the limits")]
}

fn in_order(facts: &Facts) -> Vec<Missing> {
    let limit = KpiLimit(facts.record);
    let kpis = facts.linked("kpi");
    let Some(direction) = kpis.first().and_then(|kpi| Kpi(kpi).direction()) else { return Vec::new() };
    let [critical, warn] = limit.bounds(direction);
    let wrong = |beyond: Option<Decimal>, within: Option<Decimal>, lower: bool| {
        let (beyond, within) = (beyond?.scaled, within?.scaled);
        (if lower { beyond > within } else { beyond < within }).then_some(())
    };
    let mut missing = Vec::new();
    if wrong(critical.0, warn.0, true).is_some() {
        missing
            .push(Missing::in_field(KpiLimitField::Critical.name(), "The critical limit is above the warning limit"));
    }
    if wrong(critical.1, warn.1, false).is_some() {
        let field = if direction == Direction::Within { KpiLimitField::CriticalHigh } else { KpiLimitField::Critical };
        missing.push(Missing::in_field(field.name(), "The critical limit is below the warning limit"));
    }
    if direction != Direction::Within {
        let upper =
            [(KpiLimitField::WarnHigh, limit.warn_high()), (KpiLimitField::CriticalHigh, limit.critical_high())];
        let filled = upper.into_iter().filter(|(_, value)| value.is_some());
        missing.extend(filled.map(|(field, _)| {
            Missing::in_field(field.name(), "Only a KPI that is to stay within limits has an upper one")
        }));
    }
    missing
}
