//! What has to hold of the management system as a whole, each declared once beside the feature that knows it. A check
//! reads what the registers hold and writes nothing; where they hold nothing, it has nothing to judge by.

mod sheet;

use chrono::NaiveDate;

use crate::domain::field::{Field, Kind};
use crate::domain::person::{self, Person, PersonField};
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::rules::Missing;
use crate::domain::value::Value;
use crate::store::list::{Filter, Query, Voided};
use crate::store::{Error, View};

use super::feature::{FEATURES, Feature};
use super::operation::Operation;
use super::place::{Pane, Place};

/// What is checked.
pub static FEATURE: Feature = Feature { places: &[&CHECKS], ..Feature::PLAIN };

/// Everything that has to hold, with what it came to.
static CHECKS: Place = Place {
    keys: &["!"],
    panes: &[Pane::sheet(&sheet::CHECKED)],
    ..Place::new("checks", "Checks", "What holds of the management system, and what is missing")
};

/// Something that has to hold.
#[derive(Debug)]
pub struct Check {
    /// The word for it, which stays: `risks-treated`.
    pub name: &'static str,
    /// The clauses that ask for it; it is listed under the first.
    pub clauses: &'static [&'static str],
    /// What has to hold, as one sentence.
    pub says: &'static str,
    /// The register on which it depends: where that is empty, nothing can be judged.
    pub register: &'static Register,
    /// What puts records there, where that is more than adding one.
    pub begins: Option<&'static Operation>,
    /// What the file says of it.
    pub judge: fn(&Inspection) -> Result<Verdict, Unjudged>,
}

/// What a check came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    Holds,
    Lacks(Lacks),
    /// It can't be told, and why.
    NotJudged(String),
}

/// Why something can't be judged: nothing of it is recorded, or what is can't be read.
#[derive(Debug)]
pub struct Unjudged(pub String);

impl From<Error> for Unjudged {
    fn from(error: Error) -> Self {
        Self(error.to_string())
    }
}

/// What is missing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lacks {
    /// How much of it there is.
    pub count: u64,
    /// The first of it.
    pub missing: Vec<Missing>,
}

impl Lacks {
    /// How much there is beside what is listed.
    pub fn more(&self) -> u64 {
        self.count.saturating_sub(self.missing.len() as u64)
    }
}

impl Check {
    /// Judges by what the file holds; what can't be read is not judged.
    pub fn judge(&self, inspection: &Inspection) -> Verdict {
        (self.judge)(inspection).unwrap_or_else(|Unjudged(why)| Verdict::NotJudged(why))
    }

    /// Whether a clause, or one under it, asks for this: `9.3` asks for what 9.3.2 does.
    pub fn is_asked_by(&self, clause: &str) -> bool {
        let under = |one: &str| one.strip_prefix(clause).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        self.clauses.iter().any(|one| under(one))
    }
}

/// Every check, in the order of the clauses.
pub fn all() -> Vec<&'static Check> {
    let mut all: Vec<_> = FEATURES.iter().flat_map(|feature| feature.checks.iter().copied()).collect();
    all.sort_by_key(|check| (order(check.clauses.first().copied().unwrap_or_default()), check.name));
    all
}

/// A clause as it is sorted: 9.3.1 comes before 10.2.
fn order(clause: &str) -> Vec<u32> {
    clause.split('.').map(|part| part.parse().unwrap_or(u32::MAX)).collect()
}

/// What is judged: a file on a day.
#[derive(Debug, Clone, Copy)]
pub struct Inspection<'a> {
    pub view: View<'a>,
    pub today: NaiveDate,
    /// The most that each check spells out; the rest is counted.
    most: usize,
}

impl<'a> Inspection<'a> {
    /// Of a file as it stands today.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn of(view: View<'a>, most: usize) -> Result<Self, Error> {
        Ok(Self { view, today: view.circumstances()?.today(), most })
    }

    /// Whether a list has no record.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn is_empty(&self, query: &Query) -> Result<bool, Error> {
        Ok(self.view.count(query)? == 0)
    }

    /// Begins to gather what of these lists is missing.
    ///
    /// # Errors
    /// [`Unjudged`] for this reason where none of them has a record, or where the file can't be read.
    pub fn among(&self, lists: &[&Query], nothing: &str) -> Result<Gathering<'_>, Unjudged> {
        for list in lists {
            if !self.is_empty(list)? {
                return Ok(self.gather());
            }
        }
        Err(Unjudged(nothing.to_owned()))
    }

    /// Begins to gather what is missing.
    pub fn gather(&self) -> Gathering<'_> {
        Gathering { inspection: self, lacks: Lacks::default() }
    }
}

/// What is missing as it is found: all of it counted, and as much kept as is spelled out.
#[derive(Debug)]
pub struct Gathering<'a> {
    inspection: &'a Inspection<'a>,
    lacks: Lacks,
}

impl Gathering<'_> {
    /// One thing that is missing.
    pub fn add(&mut self, missing: Missing) {
        self.of(1, [missing]);
    }

    /// The records of a list, each for what has to be put right in a field of it.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn each(
        &mut self,
        query: &Query,
        field: &'static Field,
        what: impl Fn(&Record) -> String,
    ) -> Result<(), Error> {
        let count = self.inspection.view.count(query)?;
        let limit = self.room();
        let found = if count == 0 || limit == 0 {
            Vec::new()
        } else {
            self.inspection.view.page(&Query { limit: Some(limit), ..query.clone() })?.records
        };
        self.of(count, found.iter().map(|record| Missing::at(record, field.name, what(record))));
        Ok(())
    }

    /// So many things that are missing, of which these are spelled out.
    pub fn of(&mut self, count: u64, missing: impl IntoIterator<Item = Missing>) {
        self.lacks.count += count;
        let room = self.room() as usize;
        self.lacks.missing.extend(missing.into_iter().take(room));
    }

    /// How much more is spelled out.
    pub fn room(&self) -> u32 {
        u32::try_from(self.inspection.most.saturating_sub(self.lacks.missing.len())).unwrap_or(u32::MAX)
    }

    /// The records of a list that lack a field; whoever takes part no more answers for nothing.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn empty(&mut self, query: &Query, field: &'static Field) -> Result<(), Error> {
        self.each(&query.with([Filter::Empty(field)]), field, |_| format!("{} is empty", field.label))?;
        let gone = if field.kind == Kind::Person { gone(self.inspection.view)? } else { Vec::new() };
        if gone.is_empty() {
            return Ok(());
        }
        let words = |_: &Record| format!("{} takes part no more", field.label);
        self.each(&query.with([Filter::Is(field, gone)]), field, words)
    }

    /// The records of a list in which a day has passed.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn late(&mut self, query: &Query, field: &'static Field) -> Result<(), Error> {
        let today = self.inspection.today;
        let passed = Filter::passed(field, today);
        self.each(&query.with([passed]), field, |record| match record.get(field.name) {
            Some(Value::Date(day)) => format!("{} {day}, {} d late", field.label, (today - *day).num_days()),
            _ => format!("{} has passed", field.label),
        })
    }

    /// What it comes to.
    pub fn verdict(self) -> Verdict {
        if self.lacks.count == 0 { Verdict::Holds } else { Verdict::Lacks(self.lacks) }
    }
}

/// Those who take part no more: inactive, or hidden.
fn gone(view: View) -> Result<Vec<Value>, Error> {
    let people = Query { voided: Voided::Shown, ..Query::new(&person::REGISTER) };
    let mut gone = Vec::new();
    view.each(&people.only(&[PersonField::Active.field()]), |record| {
        if record.voided || Person(&record).active() == Some(false) {
            gone.push(Value::Link(record.id));
        }
        Ok(())
    })?;
    Ok(gone)
}
