//! What a rule asks: as data where it has a shape that many rules have, and else by a function.

use chrono::Months;

use crate::domain::identity::RecordId;
use crate::domain::name::{FieldName, Link};
use crate::domain::reason;
use crate::domain::record::{Past, Record};
use crate::domain::value::{Value, spell_instant};

use super::{Fact, Facts, Missing};

/// What a rule asks of a record. Fields are named as in its register.
#[derive(Debug, Clone, Copy)]
pub enum Holds {
    /// In each of these chains of days or moments, what is filled in is not before what is filled in ahead of it.
    Ordered(&'static [&'static [FieldName]]),
    /// A field is filled in where another one has one of these answers: the keys of choices, `yes` or `no`.
    Needed { field: FieldName, where_one: FieldName, is: &'static [&'static str] },
    /// The same, and what it says there gives a reason. What stood before is not asked again.
    Reasoned { field: FieldName, where_one: FieldName, is: &'static [&'static str] },
    /// What is written in each of these fields says something. What stood before is not asked again.
    Says(&'static [FieldName]),
    /// Where one of some fields is filled in, all of these are.
    Complete { where_any: &'static [FieldName], all: &'static [FieldName] },
    /// One of these fields is filled in, or several are.
    AnyOf(&'static [FieldName]),
    /// A whole number, where it is filled in, is one of these, both ends included. What stood before is not asked again.
    Within { field: FieldName, least: i64, most: i64 },
    /// An amount, where it is filled in, is nothing or more. What stood before is not asked again.
    NotNegative(FieldName),
    /// In each of these pairs a part is counted out of a whole, which is at least one; neither is said alone.
    PartOf(&'static [(FieldName, FieldName)]),
    /// A day, where it is filled in, is to come, and no more than so many months away.
    ToCome { field: FieldName, months: u32 },
    /// A link does not lead to the record that it is in.
    Elsewhere(FieldName),
    /// Whoever comes to be named in a field is named in none of these others; nor ever was, where the rule looks at the past
    /// of the record. No exception excuses it.
    Another { field: FieldName, than: &'static [FieldName], what: &'static str },
    /// What stands in this field stays; what is done instead.
    Kept(FieldName, &'static str),
    /// What was in one of these states stands as it is.
    Stands(&'static [&'static str]),
    /// Nothing is changed once it is there; what is done instead.
    Never(&'static str),
    /// A whole number counts on from the highest of those that point through this link of its register to the same record.
    CountsOn { number: FieldName, among: Link },
    /// Whatever a function finds to stand against it.
    By(fn(&Facts) -> Vec<Missing>),
}

impl Holds {
    /// The fields in which it may ask for something to be filled in, where its shape tells.
    pub fn fills(&self) -> &[FieldName] {
        match self {
            Self::Needed { field, .. } | Self::Reasoned { field, .. } => std::slice::from_ref(field),
            Self::Complete { all, .. } | Self::AnyOf(all) => all,
            _ => &[],
        }
    }

    /// Everything that stands against it; nothing where it holds.
    pub(super) fn missing(self, facts: &Facts) -> Vec<Missing> {
        match self {
            Self::Ordered(chains) => chains.iter().flat_map(|chain| out_of_order(facts, chain)).collect(),
            Self::Needed { field, where_one, is } => needed(facts, field, where_one, is).into_iter().collect(),
            Self::Reasoned { field, where_one, is } => reasoned(facts, field, where_one, is).into_iter().collect(),
            Self::Says(fields) => fields.iter().filter_map(|field| says_nothing(facts, *field)).collect(),
            Self::Complete { where_any, all } => incomplete(facts, where_any, all),
            Self::AnyOf(fields) => all_empty(facts, fields).into_iter().collect(),
            Self::Within { field, least, most } => {
                let asked = facts.before.is_none() || facts.changes(field);
                outside(facts, field, least, most).filter(|_| asked).into_iter().collect()
            }
            Self::NotNegative(field) => negative(facts, field).into_iter().collect(),
            Self::PartOf(pairs) => pairs.iter().flat_map(|(part, whole)| no_part(facts, *part, *whole)).collect(),
            Self::ToCome { field, months } => not_to_come(facts, field, months).into_iter().collect(),
            Self::Elsewhere(field) => leads_back(facts, field).into_iter().collect(),
            Self::Another { field, than, what } => named_twice(facts, field, than, what).into_iter().collect(),
            Self::Kept(field, instead) => moved(facts, field, instead).into_iter().collect(),
            Self::Stands(states) => stands(facts, states).into_iter().collect(),
            Self::Never(instead) => vec![Missing::elsewhere(instead)],
            Self::CountsOn { number, among } => counts_on(facts, number, among).into_iter().collect(),
            Self::By(finds) => finds(facts),
        }
    }
}

fn label(facts: &Facts, field: FieldName) -> &'static str {
    facts.record.register.field(field).map_or("", |field| field.label)
}

fn out_of_order(facts: &Facts, chain: &[FieldName]) -> Vec<Missing> {
    // Days and moments are spelled so that their spellings are ordered as they are.
    let spelled = |field: FieldName| match facts.record.get(field) {
        Some(Value::Date(day)) => Some(day.to_string()),
        Some(Value::Instant(at)) => Some(spell_instant(*at)),
        _ => None,
    };
    let filled: Vec<_> = chain.iter().filter_map(|field| Some((*field, spelled(*field)?))).collect();
    let wrong = filled.windows(2).filter(|pair| pair[1].1 < pair[0].1);
    let told = wrong.map(|pair| {
        let ((first, earlier), (then, later)) = (&pair[0], &pair[1]);
        let what =
            format!("{} is {later}, before {} {earlier}", label(facts, *then), label(facts, *first).to_lowercase());
        Missing::in_field(*then, what)
    });
    told.collect()
}

fn needed(facts: &Facts, field: FieldName, where_one: FieldName, is: &[&str]) -> Option<Missing> {
    is_empty(facts, field).filter(|_| answers(facts, where_one, is))
}

fn answers(facts: &Facts, field: FieldName, one_of: &[&str]) -> bool {
    let answer = match facts.record.get(field) {
        Some(Value::Choice(key)) => key,
        Some(Value::YesNo(true)) => "yes",
        Some(Value::YesNo(false)) => "no",
        _ => return false,
    };
    one_of.contains(&answer)
}

fn reasoned(facts: &Facts, field: FieldName, where_one: FieldName, is: &[&str]) -> Option<Missing> {
    let told = match facts.record.get(field) {
        Some(Value::Text(text)) => text,
        _ => return needed(facts, field, where_one, is),
    };
    let asked = facts.before.is_none() || facts.changes(field) || facts.changes(where_one);
    if !asked || !answers(facts, where_one, is) {
        return None;
    }
    let called = facts.record.called_beside(field.as_str());
    reason::fault(label(facts, field), told, &called).map(|what| Missing::in_field(field, what))
}

/// What stands against words that come to stand in a field; nothing where they say something.
pub fn says_nothing(facts: &Facts, field: FieldName) -> Option<Missing> {
    let Some(Value::Text(told)) = facts.record.get(field) else { return None };
    let asked = facts.before.is_none() || facts.changes(field);
    let what = format!("{} is “{}”, which says nothing: say what was seen or done", label(facts, field), told.trim());
    (asked && !reason::says_something(told)).then(|| Missing::in_field(field, what))
}

fn is_empty(facts: &Facts, field: FieldName) -> Option<Missing> {
    let empty = facts.record.get(field).is_none();
    empty.then(|| Missing::in_field(field, format!("{} is empty", label(facts, field))))
}

fn incomplete(facts: &Facts, where_any: &[FieldName], all: &[FieldName]) -> Vec<Missing> {
    let asked = where_any.iter().any(|field| facts.record.get(*field).is_some());
    all.iter().filter(|_| asked).filter_map(|field| is_empty(facts, *field)).collect()
}

fn no_part(facts: &Facts, part: FieldName, whole: FieldName) -> Vec<Missing> {
    let number = |field| if let Some(Value::Number(number)) = facts.record.get(field) { Some(*number) } else { None };
    match number(whole) {
        Some(all) if all < 1 => {
            vec![Missing::in_field(whole, format!("{} is {all}: type 1 or more", label(facts, whole)))]
        }
        Some(all) if number(part).is_some() => outside(facts, part, 0, all).into_iter().collect(),
        _ => incomplete(facts, &[part, whole], &[part, whole]),
    }
}

fn not_to_come(facts: &Facts, field: FieldName, months: u32) -> Option<Missing> {
    let Some(Value::Date(day)) = facts.record.get(field) else { return None };
    let latest = facts.today.checked_add_months(Months::new(months));
    let what = if *day <= facts.today {
        format!("It is {day}, and today is {}", facts.today)
    } else if latest.is_some_and(|latest| latest < *day) {
        let away = match months {
            12 => "a year".to_owned(),
            24 => "two years".to_owned(),
            months => format!("{months} months"),
        };
        format!("{day} is more than {away} away")
    } else {
        return None;
    };
    Some(Missing::in_field(field, what))
}

fn all_empty(facts: &Facts, fields: &[FieldName]) -> Option<Missing> {
    let first = *fields.first().filter(|_| fields.iter().all(|field| facts.record.get(field).is_none()))?;
    let labels: Vec<_> = fields.iter().map(|field| label(facts, *field)).collect();
    Some(Missing::in_field(first, format!("{} are empty: fill in one of them", labels.join(", "))))
}

fn outside(facts: &Facts, field: FieldName, least: i64, most: i64) -> Option<Missing> {
    match facts.record.get(field) {
        Some(Value::Number(number)) if !(least..=most).contains(number) => {
            let what = format!("{} is {number}: type a number from {least} to {most}", label(facts, field));
            Some(Missing::in_field(field, what))
        }
        _ => None,
    }
}

fn negative(facts: &Facts, field: FieldName) -> Option<Missing> {
    let asked = facts.before.is_none() || facts.changes(field);
    match facts.record.get(field) {
        Some(Value::Money(amount)) if asked && amount.minor < 0 => {
            let what = format!("{} is {amount}: type an amount that is not negative", label(facts, field));
            Some(Missing::in_field(field, what))
        }
        _ => None,
    }
}

fn leads_back(facts: &Facts, field: FieldName) -> Option<Missing> {
    let place = facts.record.register.position(field)?;
    let back = facts.record.links(place).contains(&facts.record.id);
    back.then(|| Missing::in_field(field, format!("{}: it can't be this record itself", label(facts, field))))
}

fn person(record: &Record, field: FieldName) -> Option<RecordId> {
    if let Some(Value::Link(id)) = record.get(field) { Some(*id) } else { None }
}

fn named_twice(facts: &Facts, field: FieldName, than: &[FieldName], what: &str) -> Option<Missing> {
    let who = person(facts.record, field).filter(|_| facts.before.is_none() || facts.changes(field))?;
    let looks_back = facts.before.is_some() && facts.looks_at.contains(&Fact::Past);
    let past = if looks_back { facts.past() } else { Past::default() };
    let mut records = past.iter().map(|version| &version.record).chain([facts.record]);
    let named = records.any(|record| than.iter().any(|other| person(record, *other) == Some(who)));
    named.then(|| Missing::in_field(field, what))
}

fn moved(facts: &Facts, field: FieldName, instead: &str) -> Option<Missing> {
    let stood = facts.before.is_some_and(|before| before.get(field).is_some());
    (stood && facts.changes(field)).then(|| Missing::in_field(field, instead))
}

fn stands(facts: &Facts, states: &[&str]) -> Option<Missing> {
    let before = facts.before.unwrap_or(facts.record);
    let state = before.state().filter(|state| states.contains(state))?;
    let label = before.register.field(before.register.machine?.field)?.choice(state)?.label.to_lowercase();
    Some(Missing::elsewhere(format!("{} is {label}", before.reference())))
}

fn counts_on(facts: &Facts, number: FieldName, among: Link) -> Option<Missing> {
    if facts.before.is_some() {
        return None;
    }
    let counted = |record: &Record| match record.get(number) {
        Some(Value::Number(number)) => Some(*number),
        _ => None,
    };
    let others = facts.beside(among.field, among);
    let last = others.iter().filter(|one| one.id != facts.record.id).filter_map(counted).max();
    let next = last.unwrap_or(0) + 1;
    let wrong = counted(facts.record) != Some(next);
    wrong.then(|| Missing::in_field(number, format!("The next {} is {next}", label(facts, number).to_lowercase())))
}
