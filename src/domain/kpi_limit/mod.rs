//! Targets and limits of a KPI, each with the day from which it holds: a new target does not recolour the past.

mod correction;
pub mod words;

use chrono::NaiveDate;

use crate::fields;

use super::better::{Better, Hiding, Succession};
use super::kpi::words::{Direction, Kpi, KpiField};
use super::record::Record;
use super::register::Register;
use super::rules::{Fact, Facts, Holds, Missing, Rule, Unique};
use super::value::Decimal;

pub use words::{KpiLimit, KpiLimitField};

/// Targets and limits of the KPIs, effective-dated.
pub static REGISTER: Register = words::DECLARATION
    .derives(correction::DERIVED)
    .rules(RULES)
    .unique_by(UNIQUE)
    .frozen(FROZEN)
    .better(BETTER)
    .succeeds(LATEST)
    .hiding(Hiding::Counted);

/// A new limit takes the place of the latest one of its KPI.
const LATEST: Succession = Succession {
    through: KpiLimitField::Kpi.name(),
    of: KpiLimitField::Kpi.link(),
    by: KpiLimitField::ValidFrom.name(),
};

/// How it comes to look better than it did.
static BETTER: &[Better] = &[
    Better::Bound {
        fields: fields![KpiLimitField: Target],
        of: KpiLimitField::Kpi.name(),
        direction: KpiField::Direction.name(),
    },
    Better::Bound {
        fields: fields![KpiLimitField: Warn, Target],
        of: KpiLimitField::Kpi.name(),
        direction: KpiField::Direction.name(),
    },
    Better::Bound {
        fields: fields![KpiLimitField: Critical],
        of: KpiLimitField::Kpi.name(),
        direction: KpiField::Direction.name(),
    },
    Better::More(KpiLimitField::WarnHigh.name()),
    Better::More(KpiLimitField::CriticalHigh.name()),
    Better::Otherwise(KpiLimitField::ValidFrom.name()),
    Better::Away(KpiLimitField::Kpi.name()),
];

static RULES: &[Rule] = &[
    Rule {
        says: "There is a target or a limit.",
        clause: Some("6.2"),
        looks_at: &[],
        holds: Holds::By(something_is_set),
    },
    Rule {
        says: "The critical limit lies beyond the warning limit, in the KPI's direction.",
        clause: None,
        looks_at: &[Fact::Linked(KpiLimitField::Kpi.name())],
        holds: Holds::By(in_order),
    },
    correction::CORRECTION,
];

static UNIQUE: &[Unique] = &[Unique {
    says: "A KPI has one limit from a day on; where it is wrong it is corrected.",
    clause: None,
    fields: fields![KpiLimitField: ValidFrom, Kpi],
    missing: |other| Missing::in_record(other, format!("{} holds from this day: edit it", other.reference())),
}];

static FROZEN: &[Rule] = &[correction::HIDDEN];

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

    /// The values between which one is within the limits, where there are such.
    pub fn within(self, direction: Direction) -> (Option<Decimal>, Option<Decimal>) {
        let [critical, warn] = self.bounds(direction);
        (warn.0.or(critical.0), warn.1.or(critical.1))
    }

    /// The critical limit beyond which a value lies; none where it does not.
    pub fn beyond(self, direction: Direction, value: Decimal) -> Option<Decimal> {
        let [(low, high), _] = self.bounds(direction);
        low.filter(|low| value.scaled < low.scaled).or_else(|| high.filter(|high| value.scaled > high.scaled))
    }

    /// How a value stands: a value on a limit is still within it. Without a warning limit the target is one.
    pub fn band(self, direction: Direction, value: Decimal) -> Band {
        let beyond = |(low, high): (Option<Decimal>, Option<Decimal>)| {
            low.is_some_and(|low| value.scaled < low.scaled) || high.is_some_and(|high| value.scaled > high.scaled)
        };
        let [critical, warn] = self.bounds(direction);
        if beyond(critical) {
            Band::Critical
        } else if beyond(warn) {
            Band::Watch
        } else if self.target().is_some_and(|target| reaches(value, target, direction)) {
            Band::Target
        } else {
            Band::Within
        }
    }
}

/// Where a value is what was aimed at.
fn reaches(value: Decimal, target: Decimal, direction: Direction) -> bool {
    match direction {
        Direction::Higher => value.scaled >= target.scaled,
        Direction::Lower => value.scaled <= target.scaled,
        Direction::Within => value.scaled == target.scaled,
    }
}

/// Where a measured value lies among the limits of its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Band {
    /// At the target, or better.
    Target,
    /// Within the limits: short of the target, or without one.
    Within,
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
    let kpis = facts.linked(KpiLimitField::Kpi);
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
