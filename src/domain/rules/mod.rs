//! Rules, the facts they are judged by, and refusals that say everything that is missing.

mod holds;

use std::cell::Cell;
use std::fmt;
use std::ops::Deref;
use std::rc::Rc;

use chrono::{NaiveDate, TimeDelta};

use crate::domain::field::Field;
use crate::domain::identity::RecordId;
use crate::domain::name::{FieldName, Link, RegisterName};
use crate::domain::reason;
use crate::domain::record::{Past, Record};
use crate::domain::register::Derived;
use crate::domain::value::{Instant, Value};

/// Something that a rule looks at beyond the record itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fact {
    /// The records to which this link field points.
    Linked(FieldName),
    /// The records in force of another register that point here through one of its link fields.
    Hanging(Link),
    /// The records in force of another register that point, through one of its link fields, to the record to which this
    /// record's own link field points: the votes of one decision beside each other.
    Beside { through: FieldName, of: Link },
    /// Of those that would be beside it, the one in force whose sorted field holds most: the latest measurement of a KPI,
    /// however many there are.
    Latest { through: FieldName, of: Link, by: FieldName },
    /// Every record in force of a register: one that holds settings, or a few.
    Every(RegisterName),
    /// Every record in force of a register in which a sorted choice field holds this: of a long register a few.
    Holding { register: RegisterName, field: FieldName, choice: &'static str },
    /// What the record itself was, version by version.
    Past,
    /// What each record that points here through a link field was, version by version; those that are voided, too.
    PastHanging(Link),
    /// What each record of any register was, version by version, that points here through a link field of this name; those
    /// that are voided, too.
    PastPointing(FieldName),
    /// What each record was, version by version, to which this link field points.
    PastLinked(FieldName),
    /// What each record was, version by version, that points, through a link field, to what this record's own link field
    /// points to; those that are voided, too.
    PastBeside { through: FieldName, of: Link },
    /// What each record was, version by version, that points through a link field to one of those beside this record: the
    /// actions of each case that is judged by the same KPI.
    PastAround { through: FieldName, of: Link, then: Link },
}

impl fmt::Display for Fact {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Linked(field) => write!(formatter, "what its {field} points to"),
            Self::Hanging(Link { register, field }) => write!(formatter, "each {register} whose {field} points to it"),
            Self::Beside { through, of: Link { register, field } } => {
                write!(formatter, "each {register} whose {field} points to what its {through} points to")
            }
            Self::Latest { through, of: Link { register, field }, by } => {
                write!(
                    formatter,
                    "the {register} of the latest {by} whose {field} points to what its {through} points to"
                )
            }
            Self::Every(register) => write!(formatter, "every {register}"),
            Self::Holding { register, field, choice } => {
                write!(formatter, "every {register} whose {field} is {choice}")
            }
            Self::Past => formatter.write_str("what it was before"),
            Self::PastHanging(Link { register, field }) => {
                write!(formatter, "what each {register} was before whose {field} points to it")
            }
            Self::PastPointing(field) => write!(formatter, "what each record was before whose {field} points to it"),
            Self::PastLinked(field) => write!(formatter, "what that was before to which its {field} points"),
            Self::PastBeside { through, of: Link { register, field } } => {
                write!(
                    formatter,
                    "what each {register} was before whose {field} points to what its {through} points to"
                )
            }
            Self::PastAround { through, of: Link { register, field }, then } => {
                write!(
                    formatter,
                    "what each {} was before whose {} points to a {register} whose {field} points to what its {through} \
                     points to",
                    then.register, then.field
                )
            }
        }
    }
}

pub use holds::Holds;

/// Records behind a fact.
pub type Records = Rc<[Record]>;

/// What is to be judged: a record as it would be, and the circumstances. The store looks facts up inside the
/// transaction, so that what a rule saw is what holds when the change is written.
#[derive(Clone, Copy)]
pub struct Matter<'a> {
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
    /// The person who sits at the terminal, where that is known; somebody else than who acts, where they were named.
    pub terminal: Option<RecordId>,
    /// Who agreed to it, where that was said: what looks better is agreed to by somebody else.
    pub agreed: Option<RecordId>,
    /// Where the records behind a fact come from.
    pub source: &'a dyn Source,
}

impl Matter<'_> {
    /// Whether it is as it was, field by field.
    pub fn is_unchanged(&self) -> bool {
        self.before.is_some_and(|before| before.values == self.record.values && before.voided == self.record.voided)
    }

    /// Whether a field is not what it was; what is being created has no field that was something else.
    pub fn changes(&self, field: impl Into<FieldName>) -> bool {
        let field = field.into();
        self.before.is_some_and(|before| before.get(field) != self.record.get(field))
    }
}

/// Knows the records behind a fact. Asked only by the rules that need it, so that saving a record stays cheap.
pub trait Source {
    /// The records behind a fact about a record.
    ///
    /// # Errors
    /// [`Unread`] where they can't be read, all of them: a part of them is no answer.
    fn records(&self, record: &Record, fact: Fact) -> Result<Records, Unread>;

    /// What the records behind a fact about a record were: those of [`Fact::Past`], [`Fact::PastHanging`],
    /// [`Fact::PastPointing`], [`Fact::PastLinked`], [`Fact::PastBeside`], [`Fact::PastAround`] and [`Fact::Every`].
    ///
    /// # Errors
    /// [`Unread`] where they can't be read, all of them.
    fn past(&self, record: &Record, fact: Fact) -> Result<Rc<[Past]>, Unread>;
}

/// A source could not read the records behind a fact; it knows why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unread;

/// Why a matter can't be judged. What was found until then counts for nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// A rule asked for a fact that it does not declare.
    Undeclared { register: &'static str, rule: &'static str, fact: Fact },
    /// The records behind a fact could not be read.
    Unread,
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Undeclared { register, rule, fact } => {
                write!(formatter, "{register}: “{rule}” looks at {fact} without declaring it")
            }
            Self::Unread => formatter.write_str("what a rule looks at can't be read"),
        }
    }
}

/// What one rule may look at: the matter, and the facts that the rule declares. An answer that it could not be given is
/// a [`Fault`], which ends the judgement.
pub struct Facts<'a> {
    matter: Matter<'a>,
    rule: &'static str,
    looks_at: &'static [Fact],
    fault: Cell<Option<Fault>>,
}

impl<'a> Deref for Facts<'a> {
    type Target = Matter<'a>;

    fn deref(&self) -> &Matter<'a> {
        &self.matter
    }
}

impl<'a> Facts<'a> {
    /// The facts that a rule declares. What comes of them counts once they are [settled](Self::settle).
    fn of(matter: Matter<'a>, rule: &'static str, looks_at: &'static [Fact]) -> Self {
        Self { matter, rule, looks_at, fault: Cell::default() }
    }

    fn settle<T>(self, found: T) -> Result<T, Fault> {
        self.fault.into_inner().map_or(Ok(found), Err)
    }

    /// The records to which a link field points.
    pub fn linked(&self, field: impl Into<FieldName>) -> Records {
        self.ask(Some(self.record), Fact::Linked(field.into()))
    }

    /// The records to which a link field pointed before; nothing where it is being created.
    pub fn was_linked(&self, field: impl Into<FieldName>) -> Records {
        self.ask(self.before, Fact::Linked(field.into()))
    }

    /// The records that point here.
    pub fn hanging(&self, by: impl Into<Link>) -> Records {
        self.ask(Some(self.record), Fact::Hanging(by.into()))
    }

    /// The records that point to what a link field of this record points to.
    pub fn beside(&self, through: impl Into<FieldName>, of: impl Into<Link>) -> Records {
        self.ask(Some(self.record), Fact::Beside { through: through.into(), of: of.into() })
    }

    /// The records that pointed to what a link field of this record pointed to before; nothing where it is being created.
    pub fn was_beside(&self, through: impl Into<FieldName>, of: impl Into<Link>) -> Records {
        self.ask(self.before, Fact::Beside { through: through.into(), of: of.into() })
    }

    /// Of the records that point to what a link field of this record points to, the one in which a sorted field holds
    /// most; nothing where no such field is filled.
    pub fn latest(&self, through: impl Into<FieldName>, of: impl Into<Link>, by: impl Into<FieldName>) -> Records {
        self.ask(Some(self.record), Fact::Latest { through: through.into(), of: of.into(), by: by.into() })
    }

    /// Every record in force of a register.
    pub fn every(&self, register: RegisterName) -> Records {
        self.ask(Some(self.record), Fact::Every(register))
    }

    /// Every record in force of a register in which a choice field holds this.
    pub fn holding(&self, register: RegisterName, field: impl Into<FieldName>, choice: &'static str) -> Records {
        self.ask(Some(self.record), Fact::Holding { register, field: field.into(), choice })
    }

    /// What the record was, version by version; nothing while it is being created.
    pub fn past(&self) -> Past {
        self.pasts(Fact::Past).first().map(Rc::clone).unwrap_or_default()
    }

    /// What the records that point here were, those that are voided too.
    pub fn past_hanging(&self, by: impl Into<Link>) -> Rc<[Past]> {
        self.pasts(Fact::PastHanging(by.into()))
    }

    /// What the records of any register were that point here through a link field of this name, those that are voided too.
    pub fn past_pointing(&self, field: FieldName) -> Rc<[Past]> {
        self.pasts(Fact::PastPointing(field))
    }

    /// What the records were to which a link field points.
    pub fn past_linked(&self, field: impl Into<FieldName>) -> Rc<[Past]> {
        self.pasts(Fact::PastLinked(field.into()))
    }

    /// What the records were to which a link field pointed before; nothing where it is being created.
    pub fn was_past_linked(&self, field: impl Into<FieldName>) -> Rc<[Past]> {
        let fact = Fact::PastLinked(field.into());
        self.told(self.before, fact, |record| self.source.past(record, fact))
    }

    /// What the records were that point to what a link field of this record points to.
    pub fn past_beside(&self, through: impl Into<FieldName>, of: impl Into<Link>) -> Rc<[Past]> {
        self.pasts(Fact::PastBeside { through: through.into(), of: of.into() })
    }

    /// What the records were that point to what a link field of this record pointed to before; nothing where it is being
    /// created.
    pub fn was_past_beside(&self, through: impl Into<FieldName>, of: impl Into<Link>) -> Rc<[Past]> {
        let fact = Fact::PastBeside { through: through.into(), of: of.into() };
        self.told(self.before, fact, |record| self.source.past(record, fact))
    }

    /// What the records were that point to one of those beside this one, as they were before; nothing where it is being
    /// created.
    pub fn was_past_around(
        &self,
        through: impl Into<FieldName>,
        of: impl Into<Link>,
        then: impl Into<Link>,
    ) -> Rc<[Past]> {
        let fact = Fact::PastAround { through: through.into(), of: of.into(), then: then.into() };
        self.told(self.before, fact, |record| self.source.past(record, fact))
    }

    /// What every record of a register was, those that are voided too.
    pub fn past_every(&self, register: RegisterName) -> Rc<[Past]> {
        self.pasts(Fact::Every(register))
    }

    fn pasts(&self, fact: Fact) -> Rc<[Past]> {
        self.told(Some(self.record), fact, |record| self.source.past(record, fact))
    }

    fn ask(&self, about: Option<&Record>, fact: Fact) -> Records {
        self.told(about, fact, |record| self.source.records(record, fact))
    }

    fn told<T>(
        &self,
        about: Option<&Record>,
        fact: Fact,
        tell: impl FnOnce(&Record) -> Result<Rc<[T]>, Unread>,
    ) -> Rc<[T]> {
        let declared = self.looks_at.contains(&fact);
        let register = self.record.register.name;
        let told = match about {
            _ if !declared => Err(Fault::Undeclared { register, rule: self.rule, fact }),
            Some(record) => tell(record).map_err(|Unread| Fault::Unread),
            None => Ok(Rc::default()),
        };
        told.unwrap_or_else(|fault| {
            // The first one is told: what comes after it may come of it.
            self.fault.set(self.fault.get().or(Some(fault)));
            Rc::default()
        })
    }
}

/// Something that must hold.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The rule as one sentence.
    pub says: &'static str,
    /// The clause it comes from, where it is not the organisation's own good practice.
    pub clause: Option<&'static str>,
    /// What it looks at beyond the record itself; it is told nothing else.
    pub looks_at: &'static [Fact],
    /// What it asks.
    pub holds: Holds,
}

impl Rule {
    /// One that is the organisation's own good practice, and looks at nothing but the record itself.
    pub const fn new(says: &'static str, holds: Holds) -> Self {
        Self { says, clause: None, looks_at: &[], holds }
    }

    /// It comes from a clause.
    #[must_use]
    pub const fn clause(self, clause: &'static str) -> Self {
        Self { clause: Some(clause), ..self }
    }

    /// It looks at these facts, too.
    #[must_use]
    pub const fn looking_at(self, looks_at: &'static [Fact]) -> Self {
        Self { looks_at, ..self }
    }

    /// Everything that stands against it.
    ///
    /// # Errors
    /// A [`Fault`] where it was not told all that it asked for.
    pub fn judge(&self, matter: Matter) -> Result<Vec<Missing>, Fault> {
        let facts = Facts::of(matter, self.says, self.looks_at);
        let missing = self.holds.missing(&facts);
        facts.settle(missing)
    }
}

/// Fields that together stand in one record in force only. It is looked up, and no rule goes through the others.
#[derive(Debug, Clone, Copy)]
pub struct Unique {
    /// The rule as one sentence.
    pub says: &'static str,
    /// The clause it comes from, where it is not the organisation's own good practice.
    pub clause: Option<&'static str>,
    /// Required fields; the first is the one that the fewest share, and is sorted or a link.
    pub fields: &'static [FieldName],
    /// What stands in the way, where it is this other record.
    pub missing: fn(&Record) -> Missing,
}

/// How a register's derived fields follow from the others.
#[derive(Debug, Clone, Copy)]
pub struct Derivation {
    /// What it looks at beyond the record itself.
    pub looks_at: &'static [Fact],
    pub work: fn(&Facts) -> Derived,
}

impl Derivation {
    /// The derived fields with what they hold now.
    ///
    /// # Errors
    /// A [`Fault`] where it was not told all that it asked for.
    pub fn derive(&self, matter: Matter) -> Result<Derived, Fault> {
        let facts = Facts::of(matter, "derived fields", self.looks_at);
        let derived = (self.work)(&facts);
        facts.settle(derived)
    }
}

/// One thing that stands in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// The field to go to; or the register of what is to hang on the record, or to be added: `evidence`.
    pub field: Option<&'static str>,
    /// The record to go to, where it is another one.
    pub record: Option<RecordId>,
    /// What to do there.
    pub what: String,
}

impl Missing {
    /// Something to be put right in a field.
    pub fn in_field(field: impl Into<&'static str>, what: impl Into<String>) -> Self {
        Self { field: Some(field.into()), record: None, what: what.into() }
    }

    /// Something to be put right in another record.
    pub fn in_record(record: &Record, what: impl Into<String>) -> Self {
        Self { field: None, record: Some(record.id), what: what.into() }
    }

    /// Something to be put right in a field of another record.
    pub fn at(record: &Record, field: impl Into<&'static str>, what: impl Into<String>) -> Self {
        Self { field: Some(field.into()), record: Some(record.id), what: what.into() }
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
///
/// # Errors
/// A [`Fault`] where a rule was not told all that it asked for.
pub fn judge(matter: Matter) -> Result<Vec<Broken>, Fault> {
    let record = matter.record;
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
    note("What has happened can't lie in the future.", in_the_future(&matter));
    note("A reason says why.", without_reason(&matter));
    broken.extend(judge_by(record.register.rules, matter)?);
    Ok(broken)
}

/// How far clocks may be apart.
const GRACE: TimeDelta = TimeDelta::minutes(1);

/// What is said to have happened and is still to come. What stood before is not asked again, and what happens after
/// something that stands is no later than that: the clock may have been put back since.
fn in_the_future(matter: &Matter) -> Vec<Missing> {
    let fresh = |field: &Field, value: &Value| matter.before.is_none_or(|before| before.get(field.name) != Some(value));
    let stood = matter.before.iter().flat_map(|before| before.fields()).filter_map(|(_, value)| match value {
        Some(Value::Instant(at)) => Some(*at),
        _ => None,
    });
    let latest = stood.fold(matter.now, Instant::max) + GRACE;
    let happened = matter.record.fields().filter_map(|(field, value)| Some((field, value?)));
    let ahead = happened.filter(|(field, value)| field.past && fresh(field, value)).filter_map(|(field, value)| {
        let what = match value {
            Value::Date(date) if *date > matter.today => {
                format!("{} is {date}, and today is {}", field.label, matter.today)
            }
            Value::Instant(at) if *at > latest => {
                let minutes = at.signed_duration_since(matter.now).num_minutes();
                format!("{} is {minutes} min from now", field.label)
            }
            _ => return None,
        };
        Some(Missing::in_field(field.name, what))
    });
    ahead.collect()
}

/// What is given as a reason and is none. What stood before is not asked again.
fn without_reason(matter: &Matter) -> Vec<Missing> {
    let fresh = |field: &Field, value: &Value| matter.before.is_none_or(|before| before.get(field.name) != Some(value));
    let given = matter.record.fields().filter_map(|(field, value)| Some((field, value?)));
    let given = given.filter(|(field, value)| field.reason && fresh(field, value));
    let faults = given.filter_map(|(field, value)| match value {
        Value::Text(told) => {
            let called = matter.record.called_beside(field.name);
            Some(Missing::in_field(field.name, reason::fault(field.label, told, &called)?))
        }
        _ => None,
    });
    faults.collect()
}

/// Judges by a list of rules.
///
/// # Errors
/// A [`Fault`] where a rule was not told all that it asked for.
pub fn judge_by(rules: &[Rule], matter: Matter) -> Result<Vec<Broken>, Fault> {
    let mut broken = Vec::new();
    for rule in rules {
        let missing = rule.judge(matter)?;
        if !missing.is_empty() {
            broken.push(Broken { rule: rule.says.to_owned(), clause: rule.clause, missing });
        }
    }
    Ok(broken)
}
