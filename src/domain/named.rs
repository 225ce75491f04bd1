//! Who can be named in a record: people who took part on the day of what they are named for, and no machines. A machine
//! records; what attests, judges, decides or rules is for people.

use chrono::NaiveDate;

use super::attestation::Attestation;
use super::field::{Field, Kind};
use super::person::Person;
use super::record::Record;
use super::register::Register;
use super::rules::Missing;
use super::state::Move;
use super::value::Value;

/// Whether a field names people who do something by it.
fn names_people(field: &Field) -> bool {
    field.kind.target() == Kind::Person.target() && !field.told
}

/// The day of what a field names somebody for: not later than today, and today where none is said.
fn day_of(record: &Record, field: &Field, today: NaiveDate) -> NaiveDate {
    let attested = record.register.attestations.iter().find(|one| one.attester() == field.name);
    let name = attested.and_then(Attestation::day).or(field.day);
    let day = match name.and_then(|name| record.get(name)) {
        Some(Value::Date(day)) => *day,
        Some(Value::Instant(at)) => at.date_naive(),
        _ => today,
    };
    day.min(today)
}

/// Those who are named newly and can't be.
pub fn missing(after: &Record, before: Option<&Record>, people: &[Record], today: NaiveDate) -> Vec<Missing> {
    let register = after.register;
    let mut missing = Vec::new();
    for (place, field) in register.fields.iter().enumerate().filter(|(_, field)| names_people(field)) {
        let known = before.map_or(&[][..], |before| before.links(place));
        for id in after.links(place).iter().filter(|id| !known.contains(id)) {
            let Some(person) = people.iter().find(|one| one.id == *id) else { continue };
            if Person(person).machine() == Some(true) && field.by_machine {
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
        || register.for_people
        || register.attestations.iter().any(|one| one.is_made_with(register))
        || attested(state)
        || step.is_some_and(|step| step.settles || register.is_attested_by(step) || attested(step.leads_to(state)))
}
