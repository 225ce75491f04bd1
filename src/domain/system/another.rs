//! A system stays the one that it is: what was recorded of one is not passed on to another by changing their names.

use crate::domain::ownership;
use crate::domain::reason;
use crate::domain::rules::{Fact, Facts, Holds, Missing, Rule};

use super::past::as_the_day_began;
use super::words::{System, SystemField as Field};

/// No system comes to be called as another one is, or was.
pub const NOT_ANOTHER: Rule = Rule::new(
    "What a system is called, and what it is for, is not what another one is called, or was, or is for.",
    Holds::By(is_another),
)
.clause("A.4.2")
.looking_at(&[ownership::LOOKS_AT, Fact::Every(Field::REGISTER)]);

fn is_another(facts: &Facts) -> Vec<Missing> {
    let changed = [Field::Name, Field::Purpose].into_iter().filter(|field| facts.changes(*field));
    let changed: Vec<_> = changed.collect();
    if changed.is_empty() || as_the_day_began(facts).is_none() {
        return Vec::new();
    }
    let said = |system: System, field: Field| match field {
        Field::Name => system.name().to_owned(),
        _ => system.purpose().to_owned(),
    };
    let others = facts.past_every(Field::REGISTER);
    let others: Vec<_> = others.iter().flat_map(|past| past.iter()).map(|version| &version.record).collect();
    let told = changed.into_iter().filter_map(|field| {
        let now = said(System(facts.record), field);
        let same = |other: &&&_| reason::is_same(&said(System(other), field), &now);
        let other = others.iter().filter(|other| other.id != facts.record.id).find(same)?;
        let what = format!(
            "{} is that of {} now or before: what is recorded of {} would be passed on",
            field.field().label,
            other.reference(),
            facts.record.reference(),
        );
        Some(Missing::in_field(field.name(), what))
    });
    told.collect()
}
