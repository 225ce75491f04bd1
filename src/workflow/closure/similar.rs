//! The search for similar cases that 10.2 b) asks for: by requirement, cause, system, unit and words.

use std::collections::HashMap;

use crate::domain::identity::RecordId;
use crate::domain::nonconformity::{self, Nonconformity, NonconformityField as Field, State};
use crate::domain::record::Record;
use crate::domain::requirement;
use crate::domain::value::Value;
use crate::domain::{finding, incident};
use crate::store::list::{Filter, Order, Query};
use crate::store::{Error, View, search};

/// The most records of a register that are looked at, the latest first.
const MOST: u32 = 5000;
/// The most records that words alone bring.
const BY_WORDS: u32 = 30;

/// A record that may be a similar case.
#[derive(Debug, Clone)]
pub struct Similar {
    pub record: Record,
    /// In what it is similar: `same requirement`, `same system`.
    pub because: Vec<&'static str>,
}

/// Looks for cases, findings and incidents that are similar to a case, those with most in common first. Words are looked
/// for beside what the case itself says; without any, those of its title are.
///
/// # Errors
/// Where the file can't be read.
pub fn similar(view: View, case: &Record, words: &str) -> Result<Vec<Similar>, Error> {
    let this = Nonconformity(case);
    let mut found: HashMap<RecordId, Similar> = HashMap::new();
    let mut note = |record: &Record, because: &'static str| {
        let one = found.entry(record.id).or_insert_with(|| Similar { record: record.clone(), because: Vec::new() });
        one.because.push(because);
    };
    let rejected = Filter::IsNot(Field::State.field(), vec![Value::Choice(State::Rejected.key())]);
    let cases = latest(view, Query { filters: vec![rejected], ..Query::new(&nonconformity::REGISTER) })?;
    for record in cases.iter().filter(|record| record.id != case.id) {
        let other = Nonconformity(record);
        if requirement::same(this.requirement(), other.requirement()) {
            note(record, "same requirement");
        }
        if this.cause_class().is_some() && this.cause_class() == other.cause_class() {
            note(record, "same cause class");
        }
        if this.system().is_some() && this.system() == other.system() {
            note(record, "same system");
        }
        if !this.unit().is_empty() && this.unit().eq_ignore_ascii_case(other.unit()) {
            note(record, "same unit");
        }
    }
    for record in &latest(view, Query::new(&finding::REGISTER))? {
        let other = finding::Finding(record);
        if other.nonconformity().is_some() {
            continue;
        }
        if requirement::same(this.requirement(), other.requirement()) {
            note(record, "same requirement");
        }
        if this.system().is_some() && this.system() == other.system() {
            note(record, "same system");
        }
    }
    let asked = if words.trim().is_empty() { telling_words(case.title()) } else { words.to_owned() };
    let registers = [&nonconformity::REGISTER, &finding::REGISTER, &incident::REGISTER].map(|one| one.name);
    for record in view.search(&asked, search::Order::Best, BY_WORDS)? {
        if record.id != case.id && registers.contains(&record.register.name) {
            note(&record, "same words");
        }
    }
    let mut found: Vec<Similar> = found.into_values().collect();
    found.sort_by_key(|one| (std::cmp::Reverse(one.because.len()), one.record.register.name, one.record.number));
    Ok(found)
}

fn latest(view: View, query: Query) -> Result<Vec<Record>, Error> {
    let order = Order { field: None, descending: true };
    Ok(view.page(&Query { order, limit: Some(MOST), ..query })?.records)
}

/// The longest words of a title: they tell most.
fn telling_words(title: &str) -> String {
    let mut words: Vec<&str> = title.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 4).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words.truncate(2);
    words.join(" ")
}
