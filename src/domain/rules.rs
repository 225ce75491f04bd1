//! Rules, the facts they are judged by, and refusals that say everything that is missing.

use std::fmt;

use chrono::{NaiveDate, TimeDelta};

use super::field::Field;
use super::identity::RecordId;
use super::record::Record;
use super::value::{Instant, Value};

/// Something that a register's rules need to know beyond the record itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fact {
    /// The records to which this link field points.
    Linked(&'static str),
    /// The records in force of another register that point here through one of its link fields.
    Hanging { register: &'static str, field: &'static str },
    /// The records in force of another register that point, through one of its link fields, to the record to which this
    /// record's own link field points: the votes of one decision beside each other.
    Beside { through: &'static str, register: &'static str, field: &'static str },
    /// Every record in force of a register: one that holds settings, or a few.
    Every(&'static str),
}

/// What a rule may look at: the record as it would be, and the facts its register declares. The store looks them up
/// inside the transaction, so that what a rule saw is what holds when the change is written.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// The record as it would be.
    pub record: &'a Record,
    /// The record as it is; none while it is being created.
    pub before: Option<&'a Record>,
    /// Today in the organisation's time zone.
    pub today: NaiveDate,
    /// This moment.
    pub now: Instant,
    /// The person who acts; none while the very first record is made.
    pub actor: Option<RecordId>,
    /// Where the records behind a fact come from.
    pub source: &'a dyn Source,
}

/// Knows the records behind a fact. Asked only by the rules that need it, so that saving a record stays cheap.
pub trait Source {
    /// The records behind a fact about a record.
    fn records(&self, record: &Record, fact: Fact) -> Vec<Record>;
}

impl Facts<'_> {
    /// The records to which a link field points; nothing where the register does not declare the fact.
    pub fn linked(&self, field: &'static str) -> Vec<Record> {
        self.ask(Fact::Linked(field))
    }

    /// The records to which a link field pointed before; nothing where it is being created.
    pub fn was_linked(&self, field: &'static str) -> Vec<Record> {
        self.before.map_or_else(Vec::new, |before| self.source.records(before, Fact::Linked(field)))
    }

    /// Whether it is as it was, field by field.
    pub fn is_unchanged(&self) -> bool {
        self.before.is_some_and(|before| before.values == self.record.values && before.voided == self.record.voided)
    }

    /// The records that point here; nothing where the register does not declare the fact.
    pub fn hanging(&self, register: &'static str, field: &'static str) -> Vec<Record> {
        self.ask(Fact::Hanging { register, field })
    }

    /// The records that point to what a link field of this record points to; nothing where the register does not
    /// declare the fact.
    pub fn beside(&self, through: &'static str, register: &'static str, field: &'static str) -> Vec<Record> {
        self.ask(Fact::Beside { through, register, field })
    }

    /// The records that pointed to what a link field of this record pointed to before; nothing where it is being created.
    pub fn was_beside(&self, through: &'static str, register: &'static str, field: &'static str) -> Vec<Record> {
        let fact = Fact::Beside { through, register, field };
        let declared = self.record.register.facts.contains(&fact);
        let before = self.before.filter(|_| declared);
        before.map_or_else(Vec::new, |before| self.source.records(before, fact))
    }

    /// Every record in force of a register; nothing where the register does not declare the fact.
    pub fn every(&self, register: &'static str) -> Vec<Record> {
        self.ask(Fact::Every(register))
    }

    /// Whether a field is not what it was; what is being created has no field that was something else.
    pub fn changes(&self, field: &str) -> bool {
        self.before.is_some_and(|before| before.get(field) != self.record.get(field))
    }

    fn ask(&self, fact: Fact) -> Vec<Record> {
        if self.record.register.facts.contains(&fact) { self.source.records(self.record, fact) } else { Vec::new() }
    }
}

/// Something that must hold, and how to find what is missing.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The rule as one sentence.
    pub says: &'static str,
    /// The clause it comes from, where it is not the organisation's own good practice.
    pub clause: Option<&'static str>,
    /// Everything that stands against it; nothing where it holds.
    pub missing: fn(&Facts) -> Vec<Missing>,
}

/// One thing that stands in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// The field to go to, or `evidence` for what is to hang on the record.
    pub field: Option<&'static str>,
    /// The record to go to, where it is another one.
    pub record: Option<RecordId>,
    /// What to do there.
    pub what: String,
}

impl Missing {
    /// Something to be put right in a field.
    pub fn in_field(field: &'static str, what: impl Into<String>) -> Self {
        Self { field: Some(field), record: None, what: what.into() }
    }

    /// Something to be put right in another record.
    pub fn in_record(record: &Record, what: impl Into<String>) -> Self {
        Self { field: None, record: Some(record.id), what: what.into() }
    }

    /// Something to be put right elsewhere.
    pub fn elsewhere(what: impl Into<String>) -> Self {
        Self { field: None, record: None, what: what.into() }
    }
}

/// A rule that does not hold, with everything that is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    pub rule: String,
    pub clause: Option<&'static str>,
    pub missing: Vec<Missing>,
}

/// Why something was not done; nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Refusal {
    /// `A-31 can't be marked done`.
    pub attempt: String,
    pub broken: Vec<Broken>,
}

impl Refusal {
    /// A refusal by one rule with nothing further to list.
    pub fn plain(attempt: impl Into<String>, rule: impl Into<String>) -> Self {
        let broken = Broken { rule: rule.into(), clause: None, missing: Vec::new() };
        Self { attempt: attempt.into(), broken: vec![broken] }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        write!(formatter, "{}.", self.attempt)?;
        for broken in &self.broken {
            write!(formatter, "\n  {}", broken.rule)?;
            if let Some(clause) = broken.clause {
                write!(formatter, " ({clause})")?;
            }
            for missing in &broken.missing {
                write!(formatter, "\n    - {}", missing.what)?;
            }
        }
        Ok(())
    }
}

/// Judges a record as it would be by what its declaration alone demands: required fields, kinds, dates of what has
/// happened, and the register's own rules.
pub fn judge(facts: &Facts) -> Vec<Broken> {
    let record = facts.record;
    let mut broken = Vec::new();
    let mut note = |rule: &str, missing: Vec<Missing>| {
        if !missing.is_empty() {
            broken.push(Broken { rule: rule.to_owned(), clause: None, missing });
        }
    };
    let empty = record.fields().filter(|(field, value)| field.required && value.is_none());
    note(
        "Required fields must be filled in.",
        empty.map(|(field, _)| Missing::in_field(field.name, format!("{} is empty", field.label))).collect(),
    );
    let unfit = record.fields().filter_map(|(field, value)| {
        let why = field.check(value?).err()?;
        Some(Missing::in_field(field.name, why))
    });
    note("A field holds what it is meant for.", unfit.collect());
    note("What has happened can't lie in the future.", in_the_future(facts));
    broken.extend(judge_by(record.register.rules, facts));
    broken
}

/// How far clocks may be apart.
const GRACE: TimeDelta = TimeDelta::minutes(1);

/// What is said to have happened and is still to come. What stood before is not asked again, and what happens after
/// something that stands is no later than that: the clock may have been put back since.
fn in_the_future(facts: &Facts) -> Vec<Missing> {
    let fresh = |field: &Field, value: &Value| facts.before.is_none_or(|before| before.get(field.name) != Some(value));
    let stood = facts.before.iter().flat_map(|before| before.fields()).filter_map(|(_, value)| match value {
        Some(Value::Instant(at)) => Some(*at),
        _ => None,
    });
    let latest = stood.fold(facts.now, Instant::max) + GRACE;
    let happened = facts.record.fields().filter_map(|(field, value)| Some((field, value?)));
    let ahead = happened.filter(|(field, value)| field.past && fresh(field, value)).filter_map(|(field, value)| {
        let what = match value {
            Value::Date(date) if *date > facts.today => {
                format!("{} is {date}, and today is {}", field.label, facts.today)
            }
            Value::Instant(at) if *at > latest => {
                let minutes = at.signed_duration_since(facts.now).num_minutes();
                format!("{} is {minutes} min from now", field.label)
            }
            _ => return None,
        };
        Some(Missing::in_field(field.name, what))
    });
    ahead.collect()
}

/// Judges by a list of rules.
pub fn judge_by(rules: &[Rule], facts: &Facts) -> Vec<Broken> {
    let judged = rules.iter().map(|rule| (rule, (rule.missing)(facts)));
    let broken = judged.filter(|(_, missing)| !missing.is_empty());
    broken.map(|(rule, missing)| Broken { rule: rule.says.to_owned(), clause: rule.clause, missing }).collect()
}
