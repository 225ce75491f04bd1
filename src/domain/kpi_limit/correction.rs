//! Corrections of limits: a limit that holds for days that are over, or from before another one, says anew how values
//! stood that were judged already. Whoever owns the KPI does not do that.

use chrono::NaiveDate;

use crate::domain::identity::RecordId;
use crate::domain::kpi::words::Kpi;
use crate::domain::ownership;
use crate::domain::record::Record;
use crate::domain::register::Derived;
use crate::domain::rules::{Derivation, Fact, Facts, Holds, Missing, Rule};
use crate::domain::separation::{self, Apart, Duty, Hand};
use crate::fields;

use super::words::{KpiLimit, KpiLimitField, SET};

/// What a limit that reaches back needs.
pub const CORRECTION: Rule = Rule {
    says: "A limit for days that are over, or from before another one, is a correction: with grounds, and set by \
           somebody who does not own the KPI.",
    clause: Some("9.1"),
    looks_at: &BY_ANOTHER,
    holds: Holds::By(is_grounded),
};

/// What is told of a correction that one person made of their own KPI under an exception.
pub const DERIVED: Derivation = Derivation { looks_at: &BY_ANOTHER, work: told };

/// What it takes to hide such a limit, or to show it again.
pub const HIDDEN: Rule = Rule {
    says: "A limit for days that are over is hidden or shown by somebody who does not own the KPI.",
    clause: Some("9.1"),
    looks_at: &LOOKS_AT,
    holds: Holds::By(hidden_by_another),
};

const LOOKS_AT: [Fact; 3] = [
    Fact::Linked(KpiLimitField::Kpi.name()),
    Fact::Beside { through: KpiLimitField::Kpi.name(), of: KpiLimitField::Kpi.link() },
    Fact::PastLinked(KpiLimitField::Kpi.name()),
];

const BY_ANOTHER: [Fact; 6] = {
    let ([exceptions, people, organisation], [kpi, beside, past]) = (separation::LOOKS_AT, LOOKS_AT);
    [exceptions, people, organisation, kpi, beside, past]
};

static SETTING: Apart = Apart {
    attests: SET,
    with: fields![KpiLimitField: Grounds],
    duty: Duty::Limit,
    act: "Limit corrected",
    verb: "set its limits",
    through: fields![KpiLimitField: Kpi],
    hands: owners,
    ..Apart::PLAIN
};

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
    let others = facts.beside(KpiLimitField::Kpi, KpiLimitField::Kpi);
    let back = reaches_back(facts.record, &others, facts.today);
    match facts.before {
        // The first limit of a KPI overrules none.
        None => back && others.iter().any(|other| other.id != facts.record.id),
        Some(before) if SAYS.iter().any(|field| facts.changes(field.name())) => {
            back || reaches_back(before, &facts.was_beside(KpiLimitField::Kpi, KpiLimitField::Kpi), facts.today)
        }
        Some(_) => false,
    }
}

/// The KPIs that it belongs to, and belonged to.
fn kpis(facts: &Facts) -> Vec<Record> {
    let mut kpis = [facts.linked(KpiLimitField::Kpi), facts.was_linked(KpiLimitField::Kpi)].concat();
    kpis.sort_by_key(|kpi| kpi.id);
    kpis.dedup_by_key(|kpi| kpi.id);
    kpis
}

/// What somebody has to do with the KPIs, who is to have nothing to do with them.
fn hand_of(facts: &Facts, person: Option<RecordId>) -> Option<Hand> {
    owners(facts).into_iter().find(|hand| Some(hand.person) == person)
}

/// Those who own the KPI that it is of or was, and who did in the time of which the limit speaks.
fn owners(facts: &Facts) -> Vec<Hand> {
    let sides = [facts.before, Some(facts.record)];
    let from = sides.into_iter().flatten().filter_map(|limit| KpiLimit(limit).valid_from()).min();
    let now = kpis(facts);
    let mut hands: Vec<_> =
        now.iter().filter_map(|kpi| Hand::of(Kpi(kpi).owner(), format!("owns {}", kpi.reference()))).collect();
    for past in facts.past_linked(KpiLimitField::Kpi).iter().chain(facts.was_past_linked(KpiLimitField::Kpi).iter()) {
        hands.extend(ownership::owners_since(past, from));
    }
    hands
}

fn told(facts: &Facts) -> Derived {
    if corrects(facts) { separation::snapshot(facts, &[&SETTING]) } else { Vec::new() }
}

fn is_grounded(facts: &Facts) -> Vec<Missing> {
    if !corrects(facts) {
        return Vec::new();
    }
    let limit = KpiLimit(facts.record);
    let mut missing = Vec::new();
    let recorder = facts.actor.filter(|actor| limit.set_by() != Some(*actor));
    if let Some(hand) = hand_of(facts, recorder) {
        let what = format!("Whoever records it {}: somebody else does", hand.deed);
        missing.push(Missing::elsewhere(what));
    }
    if limit.set_by().is_none() {
        missing.push(Missing::in_field(KpiLimitField::SetBy.name(), "Set by is empty"));
    }
    missing.extend(SETTING.missing(facts));
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
    if !reaches_back(before, &facts.was_beside(KpiLimitField::Kpi, KpiLimitField::Kpi), facts.today) {
        return Vec::new();
    }
    let hand = hand_of(facts, facts.actor);
    hand.map(|hand| Missing::elsewhere(format!("Whoever does it {}", hand.deed))).into_iter().collect()
}
