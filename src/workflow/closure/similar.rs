//! The search for similar cases that 10.2 b) asks for: by requirement, cause, system, unit and words.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use crate::domain::field::Field as Declared;
use crate::domain::finding::{self, Finding, FindingField};
use crate::domain::identity::{Number, RecordId};
use crate::domain::incident;
use crate::domain::nonconformity::{self, Nonconformity, NonconformityField as Field, State};
use crate::domain::record::Record;
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

/// A record that has something in common, put in order by how much: the reasons last.
type Kept = (Reverse<usize>, &'static str, Number, RecordId, Vec<&'static str>);

/// What was found so far: everything is counted, and those with most in common are kept.
#[derive(Default)]
struct Best {
    count: usize,
    /// The one with least in common on top.
    kept: BinaryHeap<Kept>,
}

impl Best {
    fn add(&mut self, record: &Record, because: Vec<&'static str>) {
        if because.is_empty() {
            return;
        }
        self.count += 1;
        self.kept.push((Reverse(because.len()), record.register.name, record.number, record.id, because));
        if self.kept.len() > LISTED {
            self.kept.pop();
        }
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
    let asked = if words.trim().is_empty() { telling_words(case.title()) } else { words.to_owned() };
    let registers = [&nonconformity::REGISTER, &finding::REGISTER, &incident::REGISTER];
    let mut by_words = view.search(&asked, search::Order::Best, BY_WORDS + 1)?;
    let more_by_words = by_words.len() > BY_WORDS as usize;
    by_words.truncate(BY_WORDS as usize);
    by_words.retain(|record| record.id != case.id && registers.contains(&record.register));
    let mut by_words: HashMap<RecordId, Record> = by_words.into_iter().map(|record| (record.id, record)).collect();
    let mut best = Best::default();
    let rejected = Filter::IsNot(Field::State.field(), vec![Value::Choice(State::Rejected.key())]);
    let cases = Query { filters: vec![rejected], ..Query::new(&nonconformity::REGISTER) };
    let of_system = with(view, &cases, Field::System.field(), this.system())?;
    view.each(&cases.only(&[Field::Requirement, Field::CauseClass, Field::Unit].map(Field::field)), |record| {
        let other = Nonconformity(&record);
        let same_class = this.cause_class().is_some() && this.cause_class() == other.cause_class();
        let same_unit = !this.unit().is_empty() && this.unit().eq_ignore_ascii_case(other.unit());
        let because = [
            wanted.is(other.requirement()).then_some("same requirement"),
            same_class.then_some("same cause class"),
            of_system.binary_search(&record.id).ok().map(|_| "same system"),
            same_unit.then_some("same unit"),
            by_words.remove(&record.id).map(|_| "same words"),
        ];
        if record.id != case.id {
            best.add(&record, because.into_iter().flatten().collect());
        }
        Ok(())
    })?;
    // From a finding that was raised, its nonconformity is told already.
    let own = Filter::Empty(FindingField::Nonconformity.field());
    let findings = Query { filters: vec![own], ..Query::new(&finding::REGISTER) };
    let of_system = with(view, &findings, FindingField::System.field(), this.system())?;
    view.each(&findings.only(&[FindingField::Requirement.field()]), |record| {
        let because = [
            wanted.is(Finding(&record).requirement()).then_some("same requirement"),
            of_system.binary_search(&record.id).ok().map(|_| "same system"),
            by_words.remove(&record.id).map(|_| "same words"),
        ];
        best.add(&record, because.into_iter().flatten().collect());
        Ok(())
    })?;
    by_words.into_values().for_each(|record| best.add(&record, vec!["same words"]));
    let mut listed = Vec::new();
    for (_, _, _, id, because) in best.kept.into_sorted_vec() {
        listed.extend(view.record(id)?.map(|record| Similar { record, because }));
    }
    Ok(Found { listed, count: best.count, more_by_words })
}

/// The records of a query, by their identities, that point to another through a field; none where there is no other.
fn with(view: View, query: &Query, field: &'static Declared, to: Option<RecordId>) -> Result<Vec<RecordId>, Error> {
    let Some(to) = to else { return Ok(Vec::new()) };
    let mut query = query.clone().only(&[]);
    query.filters.push(Filter::to(field, to));
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
