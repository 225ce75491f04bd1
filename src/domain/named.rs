//! Who can be named in a record: people who took part on the day of what they are named for, and no machines. A machine
//! records; what attests, judges, decides or rules is for people.

use chrono::NaiveDate;

use super::field::{Field, Target};
use super::person::Person;
use super::record::Record;
use super::register::Register;
use super::rules::Missing;
use super::state::Move;
use super::value::Value;

/// Fields that name people to whom something is sent or of whom something is known: they do nothing by it.
const ONLY_TOLD: [(&str, &str); 5] = [
    ("pack", "recipients"),
    ("minutes", "recipients"),
    ("reminder", "person"),
    ("interest", "person"),
    ("competence", "person"),
];

/// What a machine may be named for: it measures.
const BY_MACHINES: [(&str, &str); 1] = [("measurement", "measured_by")];

/// The day of what somebody is named for, where its field is not called like theirs: `verified_by` is of `verified_on`.
const DAYS: [(&str, &str, &str); 10] = [
    ("measurement", "measured_by", "period_end"),
    ("kpi_limit", "set_by", "valid_from"),
    ("audit", "lead", "starts_on"),
    ("audit", "team", "starts_on"),
    ("approval", "person", "approved_on"),
    ("attendance", "person", "arrived_at"),
    ("attendance", "stands_for", "arrived_at"),
    ("document_version", "author", "dated"),
    ("evidence", "said_by", "dated"),
    ("nonconformity", "closing_approved_by", "checked_on"),
];

/// Registers that say who may do what, or what was attested, voted and decided: none of their records is made by a machine,
/// beside those that are [composed](Register::composed).
const FOR_PEOPLE: [&str; 11] = [
    "addendum",
    "attendance",
    "decision",
    "interest",
    "kpi_limit",
    "organisation",
    "person",
    "review",
    "risk_criteria",
    "separation_exception",
    "verdict",
];

/// Whether a field names people who do something by it.
fn names_people(register: &Register, field: &Field) -> bool {
    field.kind.target() == Some(Target::Register("person")) && !ONLY_TOLD.contains(&(register.name, field.name))
}

/// The day of what a field names somebody for: not later than today, and today where none is said.
fn day_of(record: &Record, field: &Field, today: NaiveDate) -> NaiveDate {
    let special = DAYS.iter().find(|(register, name, _)| (*register, *name) == (record.register.name, field.name));
    let beside = field.name.strip_suffix("_by").map(|act| format!("{act}_on"));
    let name = special.map(|(_, _, day)| (*day).to_owned()).or(beside);
    let day = match name.and_then(|name| record.get(&name).cloned()) {
        Some(Value::Date(day)) => day,
        Some(Value::Instant(at)) => at.date_naive(),
        _ => today,
    };
    day.min(today)
}

/// Those who are named newly and can't be.
pub fn missing(after: &Record, before: Option<&Record>, people: &[Record], today: NaiveDate) -> Vec<Missing> {
    let register = after.register;
    let mut missing = Vec::new();
    for (place, field) in register.fields.iter().enumerate().filter(|(_, field)| names_people(register, field)) {
        let known = before.map_or(&[][..], |before| before.links(place));
        for id in after.links(place).iter().filter(|id| !known.contains(id)) {
            let Some(person) = people.iter().find(|one| one.id == *id) else { continue };
            if Person(person).machine() == Some(true) && BY_MACHINES.contains(&(register.name, field.name)) {
                continue;
            }
            let why = Person(person).why_not_on(day_of(after, field, today));
            missing.extend(why.map(|why| Missing::in_field(field.name, why)));
        }
    }
    missing
}

/// Whether something is for people to do: it attests, judges, decides or rules, or touches what was attested.
pub fn is_for_people(register: &Register, record: Option<&Record>, step: Option<&Move>) -> bool {
    let attested = |state: &str| {
        let all = register.machine.map_or(&[][..], |machine| machine.attested);
        all.iter().any(|one| one.states.contains(&state))
    };
    let state = record.and_then(Record::state).unwrap_or_default();
    register.composed
        || FOR_PEOPLE.contains(&register.name)
        || attested(state)
        || step.is_some_and(|step| step.settles || attested(step.leads_to(state)))
}
