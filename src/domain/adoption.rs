//! Adopting a state: saying that it was reached before, elsewhere. What happened while this file was kept is proven here,
//! or not at all.

use chrono::NaiveDate;

use super::field::Kind;
use super::identity::Reference;
use super::record::Record;
use super::rules::{Broken, Missing};
use super::state::Move;
use super::value::Value;

/// Since when a record is known, in the journal's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The day of the first transaction of the file by a program that has this rule.
    pub file: NaiveDate,
    /// The day of the import that brought the record, where one did.
    pub brought: Option<NaiveDate>,
    /// Whether a move was made with it since.
    pub moved: bool,
    /// The decision, review or audit of this file of which it came.
    pub came_of: Option<Reference>,
}

/// What stands against adopting a state, by the record as it would be.
pub fn judge(after: &Record, step: &Move, known: Known) -> Option<Broken> {
    let mut missing = Vec::new();
    if known.moved {
        let what = format!("{} has a history in this file: take it on from there", after.reference());
        missing.push(Missing::elsewhere(what));
    }
    if let Some(origin) = known.came_of {
        let what = format!("{} came of {origin}, which is of this file: take it on from there", after.reference());
        missing.push(Missing::elsewhere(what));
    }
    let fields = step.fills().filter_map(|name| after.register.field(name));
    let days: Vec<_> = fields.filter(|field| field.kind == Kind::Date && field.past).collect();
    let filled = |name: &str| match after.get(name) {
        Some(Value::Date(day)) => Some(*day),
        _ => None,
    };
    for field in &days {
        let Some(day) = filled(field.name) else { continue };
        // Nothing is settled before it was there.
        let own = after.fields().filter(|(own, _)| own.past && !step.may_set(own.name));
        for (own, value) in own {
            if let Some(Value::Date(known)) = value
                && day < *known
            {
                let what = format!("{} is {day}, and {} is {known}", field.label, own.label);
                missing.push(Missing::in_field(field.name, what));
            }
        }
        let before = match known.brought {
            // An import of today tells how things stood today.
            Some(brought) => day < known.file || day <= brought,
            None => day < known.file,
        };
        if !before {
            let since = match known.brought.filter(|brought| *brought >= known.file) {
                Some(brought) => format!("the import that brought it is of {brought}"),
                None => format!("this file is kept since {}", known.file),
            };
            missing.push(Missing::in_field(field.name, format!("{} is {day}, and {since}", field.label)));
        }
    }
    if known.brought.is_none() && days.is_empty() {
        let what = format!("{} was made here, and not brought by an import: complete it", after.reference());
        missing.push(Missing::elsewhere(what));
    }
    if known.brought.is_none()
        && let Some(last) = days.last().filter(|_| days.iter().all(|field| filled(field.name).is_none()))
    {
        missing.push(Missing::in_field(last.name, format!("{} is empty", last.label)));
    }
    (!missing.is_empty()).then(|| Broken {
        rule: "What is adopted was reached before this file was kept, or before the import that brought it.".to_owned(),
        clause: None,
        missing,
    })
}
