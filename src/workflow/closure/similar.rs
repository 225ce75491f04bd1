//! The search for similar cases that 10.2 b) asks for: by requirement, cause, system, unit and words.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::domain::field::Field as Declared;
use crate::domain::finding::{self, Finding, FindingField};
use crate::domain::identity::{Number, RecordId};
use crate::domain::incident;
use crate::domain::nonconformity::{self, Nonconformity, NonconformityField as Field, State};
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::requirement::Named;
use crate::domain::value::Value;
use crate::store::list::{Filter, Query};
use crate::store::{Error, View, search};

/// The most records that are listed, those with most in common first; the others are counted.
const LISTED: usize = 200;
/// The most records that words alone bring.
const BY_WORDS: u32 = 30;

/// A record that may be a similar case.
#[derive(Debug, Clone)]
pub struct Similar {
    pub record: Record,
    /// In what it is similar: `same requirement`, `same system`.
    pub because: Vec<&'static str>,
}

/// Records that may be similar cases.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// Those with most in common first.
    pub listed: Vec<Similar>,
    /// How many have something in common, those that are not listed included.
    pub count: usize,
    /// Whether more records have some of the words than were looked at for them.
    pub more_by_words: bool,
}

impl Found {
    /// What is not listed, in words; none where everything is.
    pub fn left_out(&self) -> Option<String> {
        let more = self.count - self.listed.len();
        let words = format!("of those that have words in common, the best {BY_WORDS} were looked at");
        match (more, self.more_by_words) {
            (0, false) => None,
            (0, true) => Some(format!("{}{}.", words[..1].to_uppercase(), &words[1..])),
            (more, false) => Some(format!("{more} more have less in common.")),
            (more, true) => Some(format!("{more} more have less in common; {words}.")),
        }
    }
}

/// What was found so far: which records, and in what they are similar.
#[derive(Default)]
struct Noted(HashMap<RecordId, (&'static Register, Number, Vec<&'static str>)>);

impl Noted {
    fn add(&mut self, record: &Record, because: &'static str) {
        let (_, _, reasons) = self.0.entry(record.id).or_insert_with(|| (record.register, record.number, Vec::new()));
        reasons.push(because);
    }
}

/// Looks for cases, findings and incidents that are similar to a case. Words are looked for beside what the case itself
/// says; without any, those of its title are.
///
/// # Errors
/// Where the file can't be read.
pub fn similar(view: View, case: &Record, words: &str) -> Result<Found, Error> {
    let this = Nonconformity(case);
    let wanted = Named::of(this.requirement());
    let mut noted = Noted::default();
    let rejected = Filter::IsNot(Field::State.field(), vec![Value::Choice(State::Rejected.key())]);
    let cases = Query { filters: vec![rejected], ..Query::new(&nonconformity::REGISTER) };
    let of_system = with(view, &cases, Field::System.field(), this.system())?;
    view.each(&cases.only(&[Field::Requirement, Field::CauseClass, Field::Unit].map(Field::field)), |record| {
        if record.id == case.id {
            return Ok(());
        }
        let other = Nonconformity(&record);
        if wanted.is(other.requirement()) {
            noted.add(&record, "same requirement");
        }
        if this.cause_class().is_some() && this.cause_class() == other.cause_class() {
            noted.add(&record, "same cause class");
        }
        if of_system.binary_search(&record.id).is_ok() {
            noted.add(&record, "same system");
        }
        if !this.unit().is_empty() && this.unit().eq_ignore_ascii_case(other.unit()) {
            noted.add(&record, "same unit");
        }
        Ok(())
    })?;
    // From a finding that was raised, its nonconformity is told already.
    let own = Filter::Empty(FindingField::Nonconformity.field());
    let findings = Query { filters: vec![own], ..Query::new(&finding::REGISTER) };
    let of_system = with(view, &findings, FindingField::System.field(), this.system())?;
    view.each(&findings.only(&[FindingField::Requirement.field()]), |record| {
        if wanted.is(Finding(&record).requirement()) {
            noted.add(&record, "same requirement");
        }
        if of_system.binary_search(&record.id).is_ok() {
            noted.add(&record, "same system");
        }
        Ok(())
    })?;
    let asked = if words.trim().is_empty() { telling_words(case.title()) } else { words.to_owned() };
    let registers = [&nonconformity::REGISTER, &finding::REGISTER, &incident::REGISTER].map(|one| one.name);
    let mut by_words = view.search(&asked, search::Order::Best, BY_WORDS + 1)?;
    let more_by_words = by_words.len() > BY_WORDS as usize;
    by_words.truncate(BY_WORDS as usize);
    for record in by_words {
        if record.id != case.id && registers.contains(&record.register.name) {
            noted.add(&record, "same words");
        }
    }
    let count = noted.0.len();
    let mut found: Vec<_> = noted.0.into_iter().collect();
    found.sort_by_key(|(_, (register, number, because))| (Reverse(because.len()), register.name, *number));
    let mut listed = Vec::new();
    for (id, (_, _, because)) in found.into_iter().take(LISTED) {
        listed.extend(view.record(id)?.map(|record| Similar { record, because }));
    }
    Ok(Found { listed, count, more_by_words })
}

/// The records of a query, by their identities, that point to another through a field; none where there is no other.
fn with(view: View, query: &Query, field: &'static Declared, to: Option<RecordId>) -> Result<Vec<RecordId>, Error> {
    let Some(to) = to else { return Ok(Vec::new()) };
    let mut query = query.clone().only(&[]);
    query.filters.push(Filter::Is(field, vec![Value::Link(to)]));
    let mut found = Vec::new();
    view.each(&query, |record| {
        found.push(record.id);
        Ok(())
    })?;
    found.sort_unstable();
    Ok(found)
}

/// The longest words of a title: they tell most.
fn telling_words(title: &str) -> String {
    let mut words: Vec<&str> = title.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 4).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words.truncate(2);
    words.join(" ")
}
