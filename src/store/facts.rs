//! Looking up the facts that rules declare, inside the transaction that they are judged for.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use rusqlite::{Connection, OptionalExtension, params};

use crate::domain::field::Field;
use crate::domain::identity::RecordId;
use crate::domain::name::{FieldName, Link, RegisterName};
use crate::domain::person::PersonField;
use crate::domain::record::{Fields, Past, Record};
use crate::domain::register::Register;
use crate::domain::rules::{Fact, Fault, Records, Source, Unread};
use crate::domain::value::Value;

use super::columns::order_expression;
use super::condition::by_rank;
use super::error::Error;
use super::schema::Schema;
use super::{past, read};

/// What was read for one judgement and is kept for the next: whole registers that rules look at, while one transaction
/// writes many records, so that a small one is not read again for each of them.
#[derive(Default)]
pub(super) struct Whole {
    registers: RefCell<HashMap<(RegisterName, Part), Records>>,
    /// Single records and what they were, where nothing is written.
    single: Option<Single>,
}

/// What of a register was read: the records in which a choice field holds this, or all.
type Part = Option<(FieldName, &'static str)>;

/// Records by their identity, and what each was.
#[derive(Default)]
struct Single {
    records: RefCell<HashMap<RecordId, Option<Record>>>,
    pasts: RefCell<HashMap<RecordId, Past>>,
}

impl Whole {
    /// For judgements between which nothing is written: single records are kept as well.
    pub fn of_what_stays() -> Self {
        Self { single: Some(Single::default()), ..Self::default() }
    }

    /// Forgets a register that was written to.
    pub fn forget(&self, register: &'static str) {
        self.registers.borrow_mut().retain(|(one, _), _| one.as_str() != register);
    }

    /// Forgets all of them: what was written was rolled back.
    pub fn forget_all(&self) {
        self.registers.borrow_mut().clear();
    }
}

/// Looks facts up on the connection on which something is judged.
pub(super) struct Facts<'a> {
    connection: &'a Connection,
    schema: &'a Schema,
    whole: &'a Whole,
    trouble: RefCell<Option<Error>>,
}

impl<'a> Facts<'a> {
    pub fn new(connection: &'a Connection, schema: &'a Schema, whole: &'a Whole) -> Self {
        Self { connection, schema, whole, trouble: RefCell::default() }
    }

    /// Ends a judgement: what came of it counts only if every fact that was asked for could be told.
    pub fn settle<T>(self, judged: Result<T, Fault>) -> Result<T, Error> {
        judged.map_err(|fault| match self.trouble.into_inner() {
            Some(trouble) => trouble,
            None => Error::Untold(fault.to_string()),
        })
    }

    fn find(&self, record: &Record, fact: Fact) -> Result<Records, Error> {
        let links = |field: FieldName| self.links(record, field);
        match fact {
            Fact::Linked(field) => {
                let found = links(field)?.iter().map(|id| self.record_of(*id));
                found.filter_map(Result::transpose).collect()
            }
            Fact::Hanging(by) => self.hanging(&[record.id], by),
            Fact::Beside { through, of } => self.hanging(links(through)?, of),
            Fact::Latest { through, of, by } => self.latest(links(through)?, of, by),
            Fact::Every(register) => self.every(register, None),
            Fact::Holding { register, field, choice } => self.every(register, Some((field, choice))),
            Fact::Past
            | Fact::PastHanging(_)
            | Fact::PastPointing(_)
            | Fact::PastLinked(_)
            | Fact::PastBeside { .. }
            | Fact::PastAround { .. } => Err(Error::Untold(format!("{fact} is no record of today"))),
        }
    }

    /// The records to which a link field points.
    fn links<'r>(&self, record: &'r Record, field: FieldName) -> Result<&'r [RecordId], Error> {
        let unknown = || Error::Untold(format!("the {} register has no {field}", record.register.name));
        let place = record.register.fields.iter().position(|one| one.name == field && one.kind.is_link());
        place.map(|place| record.links(place)).ok_or_else(unknown)
    }

    fn find_past(&self, record: &Record, fact: Fact) -> Result<Rc<[Past]>, Error> {
        match fact {
            Fact::Past => Ok([self.past_of(record.id)?].into()),
            Fact::PastHanging(by) => {
                self.pointing(by)?;
                self.past_hanging(&[record.id], by)
            }
            Fact::PastPointing(field) => self.pasts(past::pointing(self.connection, record.id, field)?),
            Fact::PastLinked(field) => self.pasts(self.links(record, field)?.iter().copied()),
            Fact::PastBeside { through, of } => {
                self.pointing(of)?;
                self.past_hanging(self.links(record, through)?, of)
            }
            Fact::PastAround { through, of, then } => {
                self.pointing(then)?;
                let around = self.hanging(self.links(record, through)?, of)?;
                let around: Vec<RecordId> = around.iter().map(|one| one.id).collect();
                self.past_hanging(&around, then)
            }
            Fact::Every(register) => self.pasts(past::every(self.connection, self.named(register)?.name)?),
            _ => Err(Error::Untold(format!("{fact} is nothing that was"))),
        }
    }

    fn past_hanging(&self, on: &[RecordId], by: Link) -> Result<Rc<[Past]>, Error> {
        let mut pointing = Vec::new();
        for id in on {
            pointing.extend(past::hanging(self.connection, *id, by)?);
        }
        self.pasts(pointing)
    }

    fn pasts(&self, of: impl IntoIterator<Item = RecordId>) -> Result<Rc<[Past]>, Error> {
        of.into_iter().map(|id| self.past_of(id)).collect()
    }

    /// What a record was.
    fn past_of(&self, id: RecordId) -> Result<Past, Error> {
        let known = self.whole.single.as_ref().map(|single| &single.pasts);
        if let Some(past) = known.and_then(|pasts| pasts.borrow().get(&id).cloned()) {
            return Ok(past);
        }
        let past = past::of(self.connection, self.schema, id)?;
        known.map(|pasts| pasts.borrow_mut().insert(id, Rc::clone(&past)));
        Ok(past)
    }

    /// A record by its identity.
    fn record_of(&self, id: RecordId) -> Result<Option<Record>, Error> {
        let known = self.whole.single.as_ref().map(|single| &single.records);
        if let Some(record) = known.and_then(|records| records.borrow().get(&id).cloned()) {
            return Ok(record);
        }
        let record = read::by_id(self.connection, self.schema, id)?;
        known.map(|records| records.borrow_mut().insert(id, record.clone()));
        Ok(record)
    }

    fn unread(&self, error: Error) -> Unread {
        self.trouble.borrow_mut().get_or_insert(error);
        Unread
    }

    fn named(&self, register: RegisterName) -> Result<&'static Register, Error> {
        let unknown = || Error::Untold(format!("there is no register {register}"));
        self.schema.catalogue.named(&register).ok_or_else(unknown)
    }

    /// Everybody in force, read once; nobody where there is no register of people.
    pub fn people(&self) -> Result<Records, Error> {
        if self.schema.catalogue.named(&PersonField::REGISTER).is_none() {
            Ok(Records::default())
        } else {
            self.every(PersonField::REGISTER, None)
        }
    }

    fn every(&self, name: RegisterName, part: Part) -> Result<Records, Error> {
        if let Some(records) = self.whole.registers.borrow().get(&(name, part)) {
            return Ok(Rc::clone(records));
        }
        let register = self.named(name)?;
        let records: Records = match part {
            Some((field, choice)) => {
                let sorted = register.field(field).filter(|field| field.sorted && field.choice(choice).is_some());
                let unknown = || Error::Untold(format!("the {name} register is not sorted by a {field} of {choice}"));
                self.holding(register, sorted.ok_or_else(unknown)?, choice)?.into()
            }
            None => read::every(self.connection, self.schema, register)?.into(),
        };
        self.whole.registers.borrow_mut().insert((name, part), Rc::clone(&records));
        Ok(records)
    }

    /// Every record in force of a register in which a sorted choice field holds this, by number.
    fn holding(&self, register: &'static Register, field: &Field, choice: &'static str) -> Result<Vec<Record>, Error> {
        let sql = format!(
            "SELECT t.key FROM {} t CROSS JOIN record r ON r.key = t.key
             WHERE {} AND r.voided = 0 ORDER BY r.number",
            register.name,
            by_rank(field, &[Value::Choice(choice)]),
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let keys = statement.query_map([], |row| row.get(0))?.collect::<Result<Vec<_>, _>>()?;
        read::by_keys(self.connection, self.schema, register, Fields::ALL, &keys)
    }

    /// A register through one of whose link fields something points.
    fn pointing(&self, by: Link) -> Result<&'static Register, Error> {
        let register = self.named(by.register)?;
        match register.field(by.field) {
            Some(field) if field.kind.is_link() => Ok(register),
            _ => Err(Error::Untold(format!("the {} register has no link {}", register.name, by.field))),
        }
    }

    /// Walks the index of a sorted field from its end, and stops at the first that points to one of these.
    fn latest(&self, to: &[RecordId], of: Link, by: FieldName) -> Result<Records, Error> {
        let register = self.pointing(of)?;
        let sorted = register.field(by).filter(|field| field.sorted);
        let sorted =
            sorted.ok_or_else(|| Error::Untold(format!("the {} register is not sorted by {by}", register.name)))?;
        let by = order_expression(sorted);
        let sql = format!(
            "SELECT r.key FROM {} t CROSS JOIN record r ON r.key = t.key
             CROSS JOIN link l ON l.from_id = r.id AND l.relation = ? AND l.to_id = ?
             WHERE r.voided = 0 AND {by} IS NOT NULL ORDER BY {by} DESC LIMIT 1",
            register.name,
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut records = Vec::new();
        for record in to {
            let key = statement.query_row(params![of.field.as_str(), record.0], |row| row.get(0)).optional()?;
            if let Some(key) = key {
                records.extend(read::by_key(self.connection, self.schema, register, Fields::ALL, key)?);
            }
        }
        Ok(records.into())
    }

    fn hanging(&self, on: &[RecordId], by: Link) -> Result<Records, Error> {
        let register = self.pointing(by)?;
        let mut statement = self.connection.prepare_cached(
            "SELECT r.key FROM link l JOIN record r ON r.id = l.from_id
             WHERE l.to_id = ? AND l.relation = ? AND r.register = ? AND r.voided = 0 ORDER BY r.key",
        )?;
        let mut keys = Vec::new();
        for record in on {
            let found = statement.query_map(params![record.0, by.field.as_str(), register.name], |row| row.get(0))?;
            keys.extend(found.collect::<Result<Vec<i64>, _>>()?);
        }
        Ok(read::by_keys(self.connection, self.schema, register, Fields::ALL, &keys)?.into())
    }
}

impl Source for Facts<'_> {
    fn records(&self, record: &Record, fact: Fact) -> Result<Records, Unread> {
        self.find(record, fact).map_err(|error| self.unread(error))
    }

    fn past(&self, record: &Record, fact: Fact) -> Result<Rc<[Past]>, Unread> {
        self.find_past(record, fact).map_err(|error| self.unread(error))
    }
}
