//! What depends on a system: it is retired once nothing of that is open, and not hidden instead.

use crate::domain::action::ActionField;
use crate::domain::finding::FindingField;
use crate::domain::incident::IncidentField;
use crate::domain::kpi::{Kpi, KpiField};
use crate::domain::name::Link;
use crate::domain::nonconformity::words::NonconformityField;
use crate::domain::obligation::ObligationField;
use crate::domain::planned_change::PlannedChangeField;
use crate::domain::record::Record;
use crate::domain::risk::RiskField;
use crate::domain::rules::{Fact, Facts, Holds, Missing, Rule};

use super::past::as_the_day_began;
use super::words::SystemField as Field;

/// The links by which records depend on a system.
pub const DEPENDENTS: [Link; 8] = [
    RiskField::System.link(),
    ActionField::Source.link(),
    IncidentField::System.link(),
    NonconformityField::System.link(),
    FindingField::System.link(),
    KpiField::System.link(),
    ObligationField::System.link(),
    PlannedChangeField::Touches.link(),
];

const HANGING: [Fact; 8] = {
    let [risks, actions, incidents, cases, findings, kpis, obligations, changes] = DEPENDENTS;
    [
        Fact::Hanging(risks),
        Fact::Hanging(actions),
        Fact::Hanging(incidents),
        Fact::Hanging(cases),
        Fact::Hanging(findings),
        Fact::Hanging(kpis),
        Fact::Hanging(obligations),
        Fact::Hanging(changes),
    ]
};

const HANGING_AND_PAST: [Fact; 9] = {
    let [risks, actions, incidents, cases, findings, kpis, obligations, changes] = HANGING;
    [risks, actions, incidents, cases, findings, kpis, obligations, changes, Fact::Past]
};

/// Nothing that depends on it is open.
pub const NOTHING_OPEN: Rule = Rule::new(
    "A system is retired once everything that depends on it is dealt with, or handed on to another system.",
    Holds::By(open),
)
.clause("A.6.2.6")
.looking_at(&HANGING);

/// A system is hidden only where it came in by mistake.
pub const NOT_HIDDEN: Rule = Rule::new(
    "A system is retired or excluded, and not hidden: only what came in by mistake is, by whoever recorded it, on the same \
     day, where nothing depends on it.",
    Holds::By(hidden),
)
.clause("4.3")
.looking_at(&HANGING_AND_PAST);

/// Whether something that depends on a system is still to be dealt with.
pub fn is_open(dependent: &Record) -> bool {
    match (dependent.register.machine, Kpi::of(dependent)) {
        (Some(machine), _) => dependent.state().is_some_and(|state| machine.open.contains(&state)),
        (None, Some(kpi)) => kpi.ended() != Some(true),
        (None, None) => true,
    }
}

fn open(facts: &Facts) -> Vec<Missing> {
    let hanging = DEPENDENTS.into_iter().flat_map(|link| facts.hanging(link).to_vec());
    let open = hanging.filter(is_open);
    let told = open.map(|one| {
        let state = one.state_label().map_or_else(|| "runs".to_owned(), |state| format!("is {}", state.to_lowercase()));
        Missing::in_record(&one, format!("{} {} {state}", one.reference(), one.title()))
    });
    told.collect()
}

fn hidden(facts: &Facts) -> Vec<Missing> {
    if facts.before.is_none_or(|before| before.voided) || !facts.record.voided {
        return Vec::new();
    }
    let mut missing = open(facts);
    let recorder = facts.past().first().and_then(|version| version.author);
    if as_the_day_began(facts).is_some() {
        missing.push(Missing::in_field(Field::Stage.name(), "It has been on the register: retire it, or exclude it"));
    } else if recorder.is_some_and(|recorder| facts.actor != Some(recorder)) {
        let what = "Somebody else recorded it today: they take it back, or it is retired";
        missing.push(Missing::in_field(Field::Stage.name(), what));
    }
    missing
}
