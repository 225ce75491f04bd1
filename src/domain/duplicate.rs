//! Ending as a duplicate: something else of its register is dealt with in its place. That is in force, is no duplicate itself,
//! and is no better than what ends.

use chrono::NaiveDate;

use super::name::{FieldName, Link};
use super::record::Record;
use super::rules::{Facts, Missing};
use super::value::Value;

/// What tells of a register which record stands for which.
#[derive(Debug)]
pub struct Duplicate {
    /// The link to the one that stands for it.
    pub of: Link,
    /// The states in which one can stand for another: it is known, and something is still to be done.
    pub stands: &'static [&'static str],
    /// The state of a duplicate.
    pub ended: &'static str,
    /// How grave it is, the gravest first.
    pub grade: FieldName,
    /// The days by which something is to be done.
    pub days: &'static [FieldName],
}

impl Duplicate {
    /// What stands against its being a duplicate of what it names.
    pub fn missing(&self, facts: &Facts) -> Vec<Missing> {
        let field = self.of.field;
        let originals = facts.linked(field);
        let Some(original) = originals.first() else { return Vec::new() };
        let reference = original.reference();
        let wrong = |what: String| vec![Missing::in_field(field, what)];
        if original.id == facts.record.id {
            return wrong("Nothing is a duplicate of itself".to_owned());
        }
        if original.voided {
            return wrong(format!("{reference} is voided"));
        }
        if original.state() == Some(self.ended) {
            return wrong(format!("{reference} is a duplicate itself: name what it duplicates"));
        }
        if !original.state().is_some_and(|state| self.stands.contains(&state)) {
            let state = original.state_label().unwrap_or_default().to_lowercase();
            return wrong(format!("{reference} is {state}: what is open alone stands for another"));
        }
        self.softer(facts.before.unwrap_or(facts.record), original)
    }

    /// In what the one that stands for it asks for less.
    fn softer(&self, ends: &Record, original: &Record) -> Vec<Missing> {
        let mut missing = Vec::new();
        let (own, other) = (ends.reference(), original.reference());
        if let Some((place, graded)) = self.graded(ends)
            && self.graded(original).is_none_or(|(other, _)| place < other)
        {
            let what = format!("{own} is graded {}: grade {other} so first", graded.to_lowercase());
            missing.push(Missing::at(original, self.grade, what));
        }
        for field in self.days {
            let day = |record: &Record| match record.get(field) {
                Some(Value::Date(day)) => Some(*day),
                _ => None,
            };
            let Some(own_day) = day(ends) else { continue };
            if day(original).is_none_or(|day: NaiveDate| own_day < day) {
                let label = ends.register.field(field).map_or("", |field| field.label);
                let what = format!("{label} of {own} is {own_day}: let that of {other} be no later first");
                missing.push(Missing::at(original, *field, what));
            }
        }
        missing
    }

    /// How grave a record is, and what that is called.
    fn graded(&self, record: &Record) -> Option<(usize, &'static str)> {
        let Some(Value::Choice(key)) = record.get(self.grade) else { return None };
        let choices = record.register.field(self.grade)?.kind.choices();
        let place = choices.iter().position(|choice| choice.key == *key)?;
        Some((place, choices[place].label))
    }

    /// What stands against taking it away: others are known by it alone.
    pub fn of_others(&self, facts: &Facts) -> Vec<Missing> {
        let link = self.of;
        let others = facts.hanging(link);
        let duplicates = others.iter().filter(|one| one.state() == Some(self.ended));
        let told = |one: &Record| format!("{} is a duplicate of it: take that up again first", one.reference());
        duplicates.map(|one| Missing::in_record(one, told(one))).collect()
    }

    /// The same, where it would be hidden.
    pub fn of_others_where_voided(&self, facts: &Facts) -> Vec<Missing> {
        let voids = facts.record.voided && facts.before.is_some_and(|before| !before.voided);
        if voids { self.of_others(facts) } else { Vec::new() }
    }
}
