//! Who can be named in a record: people who took part on the day of what they are named for, and no machines. A machine
//! records what it measured or noticed; what attests, judges, decides or rules is for people, and so is every move.

use chrono::NaiveDate;

use super::attestation::Attestation;
use super::field::{Field, Kind, Tone};
use super::person::Person;
use super::record::Record;
use super::register::Register;
use super::rules::Missing;
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

/// Whether the records of a register are for people to make: they attest, judge, decide or rule.
pub fn are_for_people(register: &Register) -> bool {
    register.composed || register.for_people || register.attestations.iter().any(|one| one.is_made_with(register))
}

/// Whether a value says that something is as it should be, which is for people to say: an answer, how far it is.
pub fn says_well(field: &Field, value: Option<&Value>) -> bool {
    let Some(Value::Choice(key)) = value else { return false };
    !field.derived && field.choice(key).is_some_and(|choice| choice.tone == Tone::Good)
}
