//! What a change makes look better, by what its register [declares](crate::domain::better).

use chrono::NaiveDate;

use crate::domain::better::{Better, HIGHER, Hiding, LOWER};
use crate::domain::field::Field;
use crate::domain::identity::RecordId;
use crate::domain::name::FieldName;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::state::Move;
use crate::domain::value::Value;

crate::choices! {
    /// What makes it look better.
    Effect {
        Later = "later", "Later day";
        Lower = "lower", "Lower level";
        Figure = "figure", "Better figure";
        TakenAway = "taken-away", "Taken away", Watch;
    }
}

/// One thing that looks better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    pub effect: Effect,
    /// The field; none where the record itself is taken away.
    pub field: Option<&'static Field>,
}

/// Everything that looks better by a change of a record on a day. A move is looked at for what it sets; `linked` tells the
/// record to which a link leads.
///
/// # Errors
/// That of `linked`.
pub fn found<E>(
    before: &Record,
    after: &Record,
    step: Option<&Move>,
    today: NaiveDate,
    mut linked: impl FnMut(RecordId) -> Result<Option<Record>, E>,
) -> Result<Vec<Found>, E> {
    let register = after.register;
    let mut all: Vec<Found> = Vec::new();
    if after.voided && !before.voided && is_counted(before) {
        all.push(Found { effect: Effect::TakenAway, field: None });
    }
    for better in register.made_better() {
        if better.step().is_some() {
            if step.is_some_and(|step| better.is_by(step.name, |field| before.get(field).and_then(key)))
                && !is_late(&better, after, today)
            {
                all.push(Found { effect: Effect::TakenAway, field: None });
            }
            continue;
        }
        let takes = |step: &Move, field: &FieldName| register.field(*field).is_some_and(|field| step.takes(field));
        let set = |field: &FieldName| step.is_none_or(|step| takes(step, field));
        let changed =
            better.fields().iter().copied().find(|field| set(field) && before.get(*field) != after.get(*field));
        let Some(field) = changed else { continue };
        let sides = Sides { before, after };
        let holds = match better {
            Better::Figure { of, direction, .. } | Better::Bound { of, direction, .. } => {
                let kpi = sides.link(of).map_or(Ok(None), &mut linked)?;
                let way = kpi.as_ref().and_then(|kpi| key(kpi.get(direction)?));
                sides.weighs(&better, way)
            }
            _ => sides.show(&better),
        };
        let known = |one: &Found| one.field.is_some_and(|one| one.name == field.as_str());
        if holds && !all.iter().any(known) {
            all.push(Found { effect: effect(&better), field: register.field(field) });
        }
    }
    Ok(all)
}

/// What of these ways is shown by a change; figures and their bounds, which are weighed, are not.
pub fn shown(ways: impl Iterator<Item = Better>, before: &Record, after: &Record) -> Vec<Found> {
    let sides = Sides { before, after };
    let changed = |better: &Better| better.fields().iter().any(|field| before.get(*field) != after.get(*field));
    let shown = ways.filter(|better| changed(better) && sides.show(better));
    let found = |better: Better| Found {
        effect: effect(&better),
        field: better.fields().first().and_then(|field| after.register.field(field)),
    };
    shown.map(found).collect()
}

/// Whether a move comes on the day to which something was to go on, or after it: then it takes nothing away.
fn is_late(better: &Better, record: &Record, today: NaiveDate) -> bool {
    match better {
        Better::GoneBefore { day, .. } => matches!(record.get(*day), Some(Value::Date(day)) if *day <= today),
        _ => false,
    }
}

/// Whether hiding a record takes something away that counts.
fn is_counted(record: &Record) -> bool {
    match record.register.hiding {
        Hiding::Nothing => false,
        Hiding::WhileOpen => is_open(record),
        Hiding::Counted => true,
        Hiding::CountedUnless(field, keys) => !record.get(field).and_then(key).is_some_and(|key| keys.contains(&key)),
        Hiding::CountedAs(field, keys) => record.get(field).and_then(key).is_some_and(|key| keys.contains(&key)),
    }
}

fn is_open(record: &Record) -> bool {
    let open = record.register.machine.map(|machine| machine.open);
    open.is_none_or(|open| record.state().is_some_and(|state| open.contains(&state)))
}

const fn effect(better: &Better) -> Effect {
    match better {
        Better::Later(_) | Better::LaterUndone { .. } | Better::Again(_) => Effect::Later,
        Better::Lower { .. } | Better::Loses(..) => Effect::Lower,
        Better::Says(..)
        | Better::Reaches(..)
        | Better::SaysNo(_)
        | Better::Comes(_)
        | Better::Emptied(_)
        | Better::Away(_)
        | Better::Gone(_)
        | Better::GoneWhere { .. }
        | Better::GoneBefore { .. } => Effect::TakenAway,
        Better::More(_)
        | Better::Fewer(_)
        | Better::Above { .. }
        | Better::Below { .. }
        | Better::Figure { .. }
        | Better::Bound { .. }
        | Better::Otherwise(_)
        | Better::Said(_)
        | Better::OtherwiseWhere { .. }
        | Better::JoinsWhere { .. } => Effect::Figure,
    }
}

/// A record before and after a change.
struct Sides<'a> {
    before: &'a Record,
    after: &'a Record,
}

impl Sides<'_> {
    fn of(&self, field: FieldName) -> (Option<&Value>, Option<&Value>) {
        (self.before.get(field), self.after.get(field))
    }

    /// Whether a choice had one of these answers.
    fn was(&self, field: FieldName, answers: &[&str]) -> bool {
        self.before.get(field).and_then(key).is_some_and(|one| answers.contains(&one))
    }

    fn link(&self, field: FieldName) -> Option<RecordId> {
        match self.before.get(field) {
            Some(Value::Link(id)) => Some(*id),
            _ => None,
        }
    }

    fn show(&self, better: &Better) -> bool {
        match *better {
            Better::Later(field) => self.is_later(field),
            Better::LaterUndone { field, done } => self.is_later(field) && !moves_on(self.of(done)),
            Better::Lower { field, from } => match self.of(field) {
                (Some(was), now) => {
                    let place = |value: &Value| from.iter().position(|one| key(value) == Some(one));
                    let last = from.len();
                    place(was).unwrap_or(last) < now.and_then(place).unwrap_or(last)
                }
                _ => false,
            },
            Better::Says(field, yes) => {
                let says = |value: Option<&Value>| value == Some(&Value::YesNo(true));
                let (was, now) = self.of(field);
                (says(was), says(now)) == (!yes, yes)
            }
            Better::Reaches(field, answers) => {
                let is_one = |value: Option<&Value>| value.and_then(key).is_some_and(|one| answers.contains(&one));
                let (was, now) = self.of(field);
                is_one(now) && !is_one(was)
            }
            Better::Again(field) => self.of(field).1.is_some() && self.is_later(field),
            Better::More(field) => self.is_beyond(&[field], i64::gt),
            Better::Fewer(field) => self.is_beyond(&[field], i64::lt),
            Better::Above { field, unsaid } => self.counts_as(field, unsaid, i64::gt),
            Better::Below { field, unsaid } => self.counts_as(field, unsaid, i64::lt),
            Better::Otherwise(field) => self.before.get(field).is_some(),
            Better::Said(_) => true,
            Better::OtherwiseWhere { field, where_one, is } => {
                self.was(where_one, is) && self.before.get(field).is_some()
            }
            Better::JoinsWhere { field, where_one, is } => {
                let was = links(self.before, field);
                self.was(where_one, is) && links(self.after, field).iter().any(|id| !was.contains(id))
            }
            Better::SaysNo(field) => {
                let (yes, no) = (Some(&Value::YesNo(true)), Some(&Value::YesNo(false)));
                let (was, now) = self.of(field);
                (was != no && now == no) || (was == yes && now != yes)
            }
            Better::Comes(field) => self.of(field).0.is_none(),
            Better::Emptied(field) => self.of(field).1.is_none(),
            Better::Away(field) => {
                let now = links(self.after, field);
                links(self.before, field).iter().any(|id| !now.contains(id))
            }
            Better::Loses(field, keys) => {
                let among = |value: Option<&Value>, key: &str| match value {
                    Some(Value::Choices(said)) => said.contains(&key),
                    _ => false,
                };
                let (was, now) = self.of(field);
                keys.iter().any(|key| among(was, key) && !among(now, key))
            }
            Better::Figure { .. }
            | Better::Bound { .. }
            | Better::Gone(_)
            | Better::GoneWhere { .. }
            | Better::GoneBefore { .. } => false,
        }
    }

    /// Whether a figure or a bound went the way that looks better; `way` is that in which figures are.
    fn weighs(&self, better: &Better, way: Option<&str>) -> bool {
        match *better {
            Better::Figure { fields, .. } => match way {
                Some(HIGHER) => self.is_beyond(fields, i64::gt),
                Some(LOWER) => self.is_beyond(fields, i64::lt),
                _ => self.is_beyond(fields, i64::ne),
            },
            Better::Bound { fields, .. } if way == Some(LOWER) => self.is_beyond(fields, i64::gt),
            Better::Bound { fields, .. } => self.is_beyond(fields, i64::lt),
            _ => false,
        }
    }

    /// Whether a number compares so with what it was, where one that is not said stands for another.
    fn counts_as(&self, field: FieldName, unsaid: i64, compares: fn(&i64, &i64) -> bool) -> bool {
        let (was, now) = self.of(field);
        let number = |value: Option<&Value>| value.and_then(number).unwrap_or(unsaid);
        compares(&number(now), &number(was))
    }

    fn is_later(&self, field: FieldName) -> bool {
        match self.of(field) {
            (Some(Value::Date(was)), Some(Value::Date(now))) => now > was,
            (Some(Value::Date(_)), None) => true,
            _ => false,
        }
    }

    /// Whether the number in the first filled field compares so with what it was, or is none any more.
    fn is_beyond(&self, fields: &[FieldName], compares: fn(&i64, &i64) -> bool) -> bool {
        let of = |record: &Record| fields.iter().find_map(|field| number(record.get(*field)?));
        of(self.before).is_some_and(|was| of(self.after).is_none_or(|now| compares(&now, &was)))
    }
}

fn moves_on(sides: (Option<&Value>, Option<&Value>)) -> bool {
    match sides {
        (Some(Value::Date(was)), Some(Value::Date(now))) => now > was,
        (None, Some(Value::Date(_))) => true,
        _ => false,
    }
}

/// The records to which a link leads.
fn links(record: &Record, field: FieldName) -> Vec<RecordId> {
    record.register.position(field).map(|place| record.links(place).to_vec()).unwrap_or_default()
}

fn number(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => Some(*number),
        Value::Decimal(decimal) => Some(decimal.scaled),
        _ => None,
    }
}

fn key(value: &Value) -> Option<&'static str> {
    match value {
        Value::Choice(key) => Some(key),
        _ => None,
    }
}

/// Whether anything of a register can come to look better.
pub fn can_look_better(register: &Register) -> bool {
    register.hiding != Hiding::Nothing || register.made_better().next().is_some()
}
