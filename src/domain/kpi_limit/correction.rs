//! Corrections of limits: a limit that holds for days that are over, or from before another one, says anew how values
//! stood that were judged already. Whoever owns the KPI does not do that.

use chrono::NaiveDate;

use crate::domain::identity::RecordId;
use crate::domain::kpi::Kpi;
use crate::domain::record::Record;
use crate::domain::rules::{Fact, Facts, Missing, Rule};

use super::words::{KpiLimit, KpiLimitField};

/// What a limit that reaches back needs.
pub const CORRECTION: Rule = Rule {
    says: "A limit for days that are over, or from before another one, is a correction: with grounds, and set by \
           somebody who does not own the KPI.",
    clause: Some("9.1"),
    looks_at: &LOOKS_AT,
    missing: is_grounded,
};

/// What it takes to hide such a limit, or to show it again.
pub const HIDDEN: Rule = Rule {
    says: "A limit for days that are over is hidden or shown by somebody who does not own the KPI.",
    clause: Some("9.1"),
    looks_at: &LOOKS_AT,
    missing: hidden_by_another,
};

const LOOKS_AT: [Fact; 2] = [Fact::Linked("kpi"), Fact::Beside { through: "kpi", register: "kpi_limit", field: "kpi" }];

/// Fields in which a limit says how a value stands.
const SAYS: [KpiLimitField; 7] = [
    KpiLimitField::Kpi,
    KpiLimitField::ValidFrom,
    KpiLimitField::Target,
    KpiLimitField::Warn,
    KpiLimitField::Critical,
    KpiLimitField::WarnHigh,
    KpiLimitField::CriticalHigh,
];

/// Whether a limit speaks of days that are over, or comes before one of the others.
fn reaches_back(limit: &Record, others: &[Record], today: NaiveDate) -> bool {
    let from = KpiLimit(limit).valid_from();
    let later = |other: &&Record| other.id != limit.id && KpiLimit(other).valid_from() >= from;
    from.is_some_and(|from| from < today) || others.iter().any(|other| later(&other))
}

/// Whether the record as it would be says anew how values of the past stood.
fn corrects(facts: &Facts) -> bool {
    let others = facts.beside("kpi", "kpi_limit", "kpi");
    let back = reaches_back(facts.record, &others, facts.today);
    match facts.before {
        // The first limit of a KPI overrules none.
        None => back && others.iter().any(|other| other.id != facts.record.id),
        Some(before) if SAYS.iter().any(|field| facts.changes(field.name())) => {
            back || reaches_back(before, &facts.was_beside("kpi", "kpi_limit", "kpi"), facts.today)
        }
        Some(_) => false,
    }
}

/// The KPIs that it belongs to, and belonged to.
fn kpis(facts: &Facts) -> Vec<Record> {
    let mut kpis = [facts.linked("kpi"), facts.was_linked("kpi")].concat();
    kpis.sort_by_key(|kpi| kpi.id);
    kpis.dedup_by_key(|kpi| kpi.id);
    kpis
}

fn owned_by(kpis: &[Record], person: Option<RecordId>) -> Option<&Record> {
    kpis.iter().find(|kpi| person.is_some() && Kpi(kpi).owner() == person)
}

fn is_grounded(facts: &Facts) -> Vec<Missing> {
    if !corrects(facts) {
        return Vec::new();
    }
    let limit = KpiLimit(facts.record);
    let kpis = kpis(facts);
    let mut missing = Vec::new();
    if let Some(kpi) = owned_by(&kpis, facts.actor) {
        let what = format!("Whoever records it owns {}: somebody else does", kpi.reference());
        missing.push(Missing::elsewhere(what));
    }
    let set_by = KpiLimitField::SetBy.name();
    if limit.set_by().is_none() {
        missing.push(Missing::in_field(set_by, "Set by is empty"));
    } else if let Some(kpi) = owned_by(&kpis, limit.set_by()) {
        missing.push(Missing::in_field(set_by, format!("Whoever sets it owns {}", kpi.reference())));
    }
    let grounds = KpiLimitField::Grounds.name();
    if limit.grounds().is_empty() {
        missing.push(Missing::in_field(grounds, "Grounds is empty"));
    } else if facts.before.is_some() && !facts.changes(grounds) {
        missing.push(Missing::in_field(grounds, "Grounds are those of before: say why it is corrected"));
    }
    missing
}

fn hidden_by_another(facts: &Facts) -> Vec<Missing> {
    let Some(before) = facts.before.filter(|before| before.voided != facts.record.voided) else { return Vec::new() };
    if !reaches_back(before, &facts.was_beside("kpi", "kpi_limit", "kpi"), facts.today) {
        return Vec::new();
    }
    let kpis = kpis(facts);
    let owned = owned_by(&kpis, facts.actor);
    owned.map(|kpi| Missing::elsewhere(format!("Whoever does it owns {}", kpi.reference()))).into_iter().collect()
}
