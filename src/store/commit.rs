//! The transaction: the only way in which anything is written to a journalled table.
//!
//! It takes SQLite's write lock first and reads the head under it; every act is judged by facts read inside, written to
//! the tables and to the journal, and becomes durable in one commit. A refusal or a conflict leaves nothing behind.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use crate::domain::field::{Field, Kind};
use crate::domain::identity::{Number, RecordId, Revision};
use crate::domain::organisation::{self, Organisation};
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::rules::{Broken, Facts, Missing, Refusal, judge, judge_by};
use crate::domain::state::{Move, Request};
use crate::domain::transaction::{Actor, Change, FieldChange, Header, Way, What};
use crate::domain::typed::Circumstances;
use crate::domain::value::{Held, Value};

use super::ambient::Ambient;
use super::apply::Tables;
use super::content::{self, Content, Purpose};
use super::error::{Conflict, Error, FieldConflict};
use super::journal::{self, Appended, Draft};
use super::proposal::{Act, Author, Changed, Outcome, Proposal};
use super::schema::Schema;
use super::{erase, facts, read, search};

/// Does what a proposal asks, wholly or not at all.
///
/// # Errors
/// [`Error::Refused`] where a rule does not hold, [`Error::Conflict`] where somebody else changed the same fields first.
pub(super) fn commit(
    connection: &mut Connection,
    schema: &Schema,
    ambient: &Ambient,
    author: &Author,
    proposal: &Proposal,
) -> Result<Outcome, Error> {
    loop {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let head = journal::head(&transaction)?;
        let mut writer = Writer::new(&transaction, schema, ambient, author, proposal)?;
        let actor = Actor {
            person: author.person,
            user: content::user(&transaction, &author.os_user, ambient)?,
            named: author.named,
        };
        let header = Header {
            actor,
            at: writer.circumstances.now,
            channel: author.channel,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            reason: proposal.reason.clone(),
            undoes: proposal.undoes,
            redoes: proposal.redoes,
        };
        let mut draft = Draft::new(&transaction, head, &header);
        for content in &proposal.contents {
            content.insert(&transaction)?;
        }
        for act in &proposal.acts {
            writer.perform(act, &mut draft)?;
        }
        if draft.len() == 0 {
            return Ok(Outcome { head, changed: Vec::new(), merged: writer.merged });
        }
        writer.check_actor()?;
        let (changed, merged) = (writer.changed, writer.merged);
        match draft.append()? {
            Appended::At(head) => {
                transaction.commit()?;
                return Ok(Outcome { head, changed, merged });
            }
            // A journal shared with others would be pulled here; dropping the transaction undoes what was written.
            Appended::Stale(_) => {}
        }
    }
}

/// Now, and the organisation's time zone; UTC where there is no organisation yet.
pub(super) fn circumstances(
    connection: &Connection,
    schema: &Schema,
    ambient: &Ambient,
) -> Result<Circumstances, Error> {
    let zone = match schema.catalogue.named(organisation::REGISTER.name) {
        Some(register) => read::single(connection, schema, register)?
            .and_then(|record| organisation::zone(Organisation(&record).time_zone())),
        None => None,
    };
    Ok(Circumstances { now: ambient.now(), zone: zone.unwrap_or(chrono_tz::UTC) })
}

struct Writer<'a> {
    connection: &'a Connection,
    schema: &'a Schema,
    ambient: &'a Ambient,
    author: &'a Author,
    proposal: &'a Proposal,
    tables: Tables<'a>,
    circumstances: Circumstances,
    /// The last number given in each register, once one was asked for.
    numbers: HashMap<&'static str, Number>,
    changed: Vec<Changed>,
    merged: Vec<&'static Field>,
}

impl<'a> Writer<'a> {
    fn new(
        connection: &'a Connection,
        schema: &'a Schema,
        ambient: &'a Ambient,
        author: &'a Author,
        proposal: &'a Proposal,
    ) -> Result<Self, Error> {
        Ok(Self {
            connection,
            schema,
            ambient,
            author,
            proposal,
            tables: Tables { connection, contents: connection, schema },
            circumstances: circumstances(connection, schema, ambient)?,
            numbers: HashMap::new(),
            changed: Vec::new(),
            merged: Vec::new(),
        })
    }

    fn perform(&mut self, act: &Act, draft: &mut Draft) -> Result<(), Error> {
        match act {
            Act::Create { id, register, fields } => self.create(*id, register, fields, draft),
            Act::Edit { record, based_on, fields } => self.edit(*record, *based_on, fields, draft),
            Act::Move { record, name, given } => self.make_move(*record, name, given, draft),
            Act::Link { record, field, target, present } => self.link(*record, field, *target, *present, draft),
            Act::Void { record, based_on } => self.void(*record, *based_on, draft),
            Act::Unvoid { record, based_on } => self.unvoid(*record, *based_on, draft),
            Act::Revert { record, fields } => self.revert(*record, fields, draft),
            Act::Erase { record, field, approved_by } => self.erase(*record, field, *approved_by, draft),
        }
    }

    fn create(
        &mut self,
        id: RecordId,
        register: &'static Register,
        fields: &[(&'static Field, Value)],
        draft: &mut Draft,
    ) -> Result<(), Error> {
        let number = self.next_number(register)?;
        let attempt = format!("This {} can't be saved", register.name);
        if register.single && number > 1 {
            return Err(Refusal::plain(attempt, "There is only one, and it is there already: edit it instead.").into());
        }
        let mut record =
            Record { id, register, number, revision: 1, voided: false, values: vec![None; register.fields.len()] };
        if let Some(machine) = register.machine {
            let initial = register.field(machine.field).and_then(|field| field.choice(machine.initial));
            record.set(machine.field, initial.map(|choice| Value::Choice(choice.key)));
        }
        for (field, value) in fields {
            if field.by_move {
                return Err(set_by_moves(attempt, field).into());
            }
            record.set(field.name, Some(value.clone()));
        }
        let broken = self.judge(&record, None, None)?;
        refuse(attempt, broken)?;
        let values = register.fields.iter().zip(&record.values);
        let values = values.map(|(field, value)| self.journalled(field, value.clone())).collect::<Result<_, _>>()?;
        let change = Change { record: id, register, what: What::Create { number, values } };
        self.numbers.insert(register.name, number);
        self.write(&change, &record, draft)
    }

    fn edit(
        &mut self,
        id: RecordId,
        based_on: Revision,
        fields: &[FieldChange],
        draft: &mut Draft,
    ) -> Result<(), Error> {
        let current = self.standing(id)?;
        let attempt = format!("{} can't be saved", current.reference());
        let mut after = current.clone();
        let mut conflicts = Vec::new();
        for change in fields {
            let field = change.field;
            if field.by_move {
                return Err(set_by_moves(attempt, field).into());
            }
            let now = current.get(field.name);
            if now == change.after.as_ref() {
                continue;
            }
            if now == change.before.as_ref() {
                after.set(field.name, change.after.clone());
            } else {
                conflicts.push(self.conflict(id, change, now.cloned())?);
            }
        }
        if !conflicts.is_empty() {
            return Err(Conflict { record: id, reference: current.reference(), fields: conflicts }.into());
        }
        if current.revision > based_on {
            self.note_merged(id, based_on, fields)?;
        }
        let broken = self.judge(&after, Some(&current), None)?;
        refuse(attempt, broken)?;
        self.write_update(&current, &after, based_on.min(current.revision), Way::Edit, draft)
    }

    fn make_move(
        &mut self,
        id: RecordId,
        name: &str,
        given: &[(&'static Field, Option<Value>)],
        draft: &mut Draft,
    ) -> Result<(), Error> {
        let current = self.standing(id)?;
        let Some(machine) = current.register.machine else {
            let attempt = format!("{} has no move “{name}”", current.reference());
            return Err(Refusal::plain(attempt, "Its register has no states.").into());
        };
        let request = Request {
            name,
            given,
            reason: self.proposal.reason.as_deref(),
            today: self.circumstances.today(),
            actor: Some(self.author.person),
        };
        let (after, step) = machine.advance(&current, &request)?;
        let broken = self.judge(&after, Some(&current), Some(step))?;
        refuse(format!("{} can't be {}", current.reference(), step.participle), broken)?;
        self.write_update(&current, &after, current.revision, Way::Move(step.name.to_owned()), draft)
    }

    fn link(
        &mut self,
        id: RecordId,
        field: &'static Field,
        target: RecordId,
        present: bool,
        draft: &mut Draft,
    ) -> Result<(), Error> {
        let current = self.standing(id)?;
        let before = current.get(field.name).cloned();
        let mut ids = match &before {
            Some(Value::Links(ids)) => ids.clone(),
            Some(Value::Link(id)) if !field.kind.is_single_link() || !present => vec![*id],
            _ => Vec::new(),
        };
        ids.retain(|id| *id != target);
        if present {
            ids.push(target);
        }
        ids.sort_unstable();
        let after = match (field.kind.is_single_link(), ids.as_slice()) {
            (_, []) => None,
            (true, [one, ..]) => Some(Value::Link(*one)),
            (false, _) => Some(Value::Links(ids)),
        };
        self.edit(id, current.revision, &[FieldChange { field, before, after }], draft)
    }

    fn void(&mut self, id: RecordId, based_on: Option<Revision>, draft: &mut Draft) -> Result<(), Error> {
        let current = self.record(id)?;
        let attempt = format!("{} can't be voided", current.reference());
        refuse_changed(&attempt, &current, based_on)?;
        if current.voided {
            return Err(Refusal::plain(attempt, "It is voided already.").into());
        }
        if current.register.single {
            return Err(Refusal::plain(attempt, "The file needs it; edit it instead.").into());
        }
        if id == self.author.person {
            return Err(Refusal::plain(attempt, "It is the person who acts: someone else must do it.").into());
        }
        if self.proposal.reason.as_deref().is_none_or(|reason| reason.trim().is_empty())
            && self.proposal.undoes.is_none()
        {
            let missing = vec![Missing::elsewhere("a reason")];
            let broken = Broken { rule: "This must be said with it.".to_owned(), clause: None, missing };
            return Err(Refusal { attempt, broken: vec![broken] }.into());
        }
        let change = Change { record: id, register: current.register, what: What::Void { revision: current.revision } };
        self.write(&change, &Record { voided: true, ..current }, draft)
    }

    fn unvoid(&mut self, id: RecordId, based_on: Option<Revision>, draft: &mut Draft) -> Result<(), Error> {
        let current = self.record(id)?;
        let attempt = format!("{} can't be brought back", current.reference());
        refuse_changed(&attempt, &current, based_on)?;
        if !current.voided {
            return Err(Refusal::plain(attempt, "It is not voided.").into());
        }
        let after = Record { voided: false, ..current.clone() };
        let broken = self.judge(&after, Some(&current), None)?;
        refuse(attempt, broken)?;
        let change = Change { record: id, register: after.register, what: What::Unvoid { revision: current.revision } };
        self.write(&change, &after, draft)
    }

    fn revert(&mut self, id: RecordId, fields: &[FieldChange], draft: &mut Draft) -> Result<(), Error> {
        let current = self.standing(id)?;
        let attempt = format!("{} can't be put back", current.reference());
        let mut after = current.clone();
        let mut changes = Vec::new();
        let mut missing = Vec::new();
        for change in fields {
            let field = change.field;
            if self.present(&current, field)? != change.before {
                missing.push(Missing::in_field(field.name, format!("{} was changed since", field.label)));
                continue;
            }
            let (kept, shown) = self.restorable(change.after.as_ref())?;
            if !kept {
                missing.push(Missing::in_field(field.name, format!("{}: the earlier value was erased", field.label)));
            }
            after.set(field.name, shown);
            changes.push(change.clone());
        }
        if !missing.is_empty() {
            let rule = "Only what still stands as it was left can be put back.".to_owned();
            return Err(Refusal { attempt, broken: vec![Broken { rule, clause: None, missing }] }.into());
        }
        let broken = self.judge(&after, Some(&current), None)?;
        refuse(attempt, broken)?;
        let what = What::Update { revision: current.revision, way: Way::Revert, fields: changes };
        self.write(&Change { record: id, register: current.register, what }, &after, draft)
    }

    fn erase(
        &mut self,
        id: RecordId,
        field: &'static Field,
        approved_by: RecordId,
        draft: &mut Draft,
    ) -> Result<(), Error> {
        let current = self.record(id)?;
        self.check_approver(&current, approved_by)?;
        let contents = erase::contents(self.connection, self.schema, &current, field, self.proposal.reason.as_deref())?;
        content::erase(self.connection, &contents)?;
        let what = What::Erase { revision: current.revision, field, contents, approved_by };
        let change = Change { record: id, register: current.register, what };
        let mut after = current;
        if field.personal && after.get(field.name).is_some() {
            after.set(field.name, Some(Value::Erased));
        }
        self.write(&change, &after, draft)
    }

    /// Writes a change to the tables, the search index and the journal.
    fn write(&mut self, change: &Change, after: &Record, draft: &mut Draft) -> Result<(), Error> {
        let key = self.tables.apply(change)?;
        let fresh = matches!(change.what, What::Create { .. });
        if change.what.touches_search() {
            search::index(self.connection, key, after, fresh)?;
        }
        draft.push(change)?;
        self.changed.push(Changed { id: after.id, register: after.register, number: after.number });
        Ok(())
    }

    fn write_update(
        &mut self,
        before: &Record,
        after: &Record,
        revision: Revision,
        way: Way,
        draft: &mut Draft,
    ) -> Result<(), Error> {
        let mut fields = Vec::new();
        for (place, field) in before.register.fields.iter().enumerate() {
            if before.at(place) != after.at(place) {
                let earlier = self.present(before, field)?;
                let later = self.journalled(field, after.at(place).cloned())?;
                fields.push(FieldChange { field, before: earlier, after: later });
            }
        }
        if fields.is_empty() {
            return Ok(());
        }
        let what = What::Update { revision, way, fields };
        self.write(&Change { record: before.id, register: before.register, what }, after, draft)
    }

    fn next_number(&self, register: &'static Register) -> Result<Number, Error> {
        if let Some(last) = self.numbers.get(register.name) {
            return Ok(last + 1);
        }
        let last: Option<Number> = self
            .connection
            .prepare_cached("SELECT max(number) FROM record WHERE register = ?")?
            .query_row([register.name], |row| row.get(0))?;
        Ok(last.unwrap_or(0) + 1)
    }

    fn record(&self, id: RecordId) -> Result<Record, Error> {
        read::by_id(self.connection, self.schema, id)?.ok_or_else(|| Error::NoRecord(id.to_string()))
    }

    fn standing(&self, id: RecordId) -> Result<Record, Error> {
        let record = self.record(id)?;
        if record.voided {
            let attempt = format!("{} can't be changed", record.reference());
            return Err(Refusal::plain(attempt, "It is voided: bring it back first (unvoid).").into());
        }
        Ok(record)
    }

    /// Judges a record as it would be: its declaration, its links, its register's rules and the move's guards.
    fn judge(&self, after: &Record, before: Option<&Record>, step: Option<&Move>) -> Result<Vec<Broken>, Error> {
        let guards = step.map_or(&[][..], |step| step.rules);
        let records = if after.register.rules.is_empty() && guards.is_empty() {
            std::collections::BTreeMap::new()
        } else {
            facts::load(self.connection, self.schema, after)?
        };
        let today = self.circumstances.today();
        let facts = Facts { record: after, before, today, actor: Some(self.author.person), records };
        let mut broken = judge(&facts);
        broken.extend(judge_by(guards, &facts));
        let missing = self.bad_links(after, before)?;
        if !missing.is_empty() {
            broken.push(Broken { rule: "A link points to a record that is there.".to_owned(), clause: None, missing });
        }
        let missing = self.repeated(after)?;
        if !missing.is_empty() {
            broken.push(Broken { rule: "This may stand in one record only.".to_owned(), clause: None, missing });
        }
        Ok(broken)
    }

    /// New links to records that are not there, not of the right register, or voided.
    fn bad_links(&self, after: &Record, before: Option<&Record>) -> Result<Vec<Missing>, Error> {
        let mut missing = Vec::new();
        for (place, field) in after.register.fields.iter().enumerate() {
            let Some(target) = field.kind.target() else { continue };
            let known = before.map_or(&[][..], |before| before.links(place));
            for id in after.links(place).iter().filter(|id| !known.contains(id)) {
                let found = self
                    .connection
                    .prepare_cached("SELECT register, number, voided FROM record WHERE id = ?")?
                    .query_row([id.0], |row| Ok((row.get::<_, String>(0)?, row.get(1)?, row.get::<_, bool>(2)?)))
                    .optional()?;
                let what = match found {
                    None => format!("{}: there is no record {id}", field.label),
                    Some((register, _, _)) if !target.allows(&register) => {
                        format!("{} can't be a record of the {register} register", field.label)
                    }
                    Some((register, number, true)) => {
                        let reference =
                            self.schema.catalogue.named(&register).map(|register| register.reference(number));
                        format!("{}: {} is voided", field.label, reference.map_or(register, |found| found.to_string()))
                    }
                    Some(_) => continue,
                };
                missing.push(Missing::in_field(field.name, what));
            }
        }
        Ok(missing)
    }

    /// Values that must stand in one record only, and stand in another one that is in force.
    fn repeated(&self, after: &Record) -> Result<Vec<Missing>, Error> {
        let register = after.register;
        let mut missing = Vec::new();
        for field in register.fields.iter().filter(|field| field.unique) {
            let Some(Value::Text(text)) = after.get(field.name) else { continue };
            let sql = format!(
                "SELECT r.number FROM {} t JOIN record r ON r.key = t.key
                 WHERE t.{} = ? COLLATE NOCASE AND r.voided = 0 AND r.id <> ? LIMIT 1",
                register.name, field.name,
            );
            let other = self
                .connection
                .prepare_cached(&sql)?
                .query_row(params![text, after.id.0], |row| row.get(0))
                .optional()?;
            if let Some(number) = other {
                let what = format!("{}: {} has it already", field.label, register.reference(number));
                missing.push(Missing::in_field(field.name, what));
            }
        }
        Ok(missing)
    }

    /// A value as the journal speaks of it: personal texts by the hash under which they are now kept.
    fn journalled(&self, field: &Field, value: Option<Value>) -> Result<Option<Value>, Error> {
        match value {
            Some(Value::Text(text)) if field.personal => {
                let content = Content::new(Purpose::Field, text.into_bytes(), self.ambient)?;
                content.insert(self.connection)?;
                Ok(Some(Value::Content(content.hash)))
            }
            other => Ok(other),
        }
    }

    /// A record's present value as the journal speaks of it.
    fn present(&self, record: &Record, field: &Field) -> Result<Option<Value>, Error> {
        let value = record.get(field.name);
        if !field.personal || value.is_none() {
            return Ok(value.cloned());
        }
        let (register, name) = (record.register.name, field.name);
        let sql = format!("SELECT t.{name}_content FROM {register} t JOIN record r ON r.key = t.key WHERE r.id = ?");
        let hash = self.connection.prepare_cached(&sql)?.query_row([record.id.0], |row| row.get(0))?;
        Ok(Some(erase::kept_or_erased(hash)))
    }

    /// A journalled value that is to stand again: whether its bytes are still kept, and what it then shows.
    fn restorable(&self, value: Option<&Value>) -> Result<(bool, Option<Value>), Error> {
        match value {
            Some(Value::Content(hash)) => {
                let words = content::words(self.connection, *hash)?;
                Ok((words.is_some(), words.map(Value::Text)))
            }
            Some(Value::Erased) => Ok((false, None)),
            Some(Value::File(file)) => match file.held {
                Held::Here(hash) => Ok((content::bytes(self.connection, hash)?.is_some(), value.cloned())),
                Held::Elsewhere { .. } => Ok((true, value.cloned())),
            },
            other => Ok((true, other.cloned())),
        }
    }

    fn conflict(&self, id: RecordId, change: &FieldChange, theirs: Option<Value>) -> Result<FieldConflict, Error> {
        let history = journal::history(self.connection, self.schema.catalogue, id, None)?;
        let touches = |change_of: &What| match change_of {
            What::Update { fields, .. } => fields.iter().any(|one| one.field == change.field),
            What::Create { .. } => true,
            _ => false,
        };
        let by = match history.iter().rev().find(|(_, other)| touches(&other.what)) {
            Some((sequence, _)) => journal::entry(self.connection, *sequence)?,
            None => None,
        };
        Ok(FieldConflict {
            field: change.field,
            before: change.before.clone(),
            yours: change.after.clone(),
            theirs,
            by: by.map(|entry| (entry.header.actor.person, entry.header.at)),
        })
    }

    /// Remembers the fields that others changed since a revision and that stay beside these edits.
    fn note_merged(&mut self, id: RecordId, based_on: Revision, edited: &[FieldChange]) -> Result<(), Error> {
        let history = journal::history(self.connection, self.schema.catalogue, id, None)?;
        for (_, change) in history.iter().skip(based_on as usize) {
            if let What::Update { fields, .. } = &change.what {
                let others = fields.iter().map(|one| one.field);
                self.merged.extend(others.filter(|field| edited.iter().all(|one| one.field != *field)));
            }
        }
        Ok(())
    }

    fn check_actor(&self) -> Result<(), Error> {
        let person = read::locate(self.connection, self.schema, self.author.person)?;
        match person {
            Some((register, _)) if register.name == "person" => Ok(()),
            _ => Err(Error::NoRecord(format!("of the person who acts ({})", self.author.person))),
        }
    }

    fn check_approver(&self, record: &Record, approver: RecordId) -> Result<(), Error> {
        match read::by_id(self.connection, self.schema, approver)? {
            Some(person)
                if Kind::Person.target().is_some_and(|target| target.allows(person.register.name))
                    && !person.voided =>
            {
                Ok(())
            }
            _ => {
                let attempt = format!("{} can't be erased", record.reference());
                Err(Refusal::plain(attempt, "An erasure is approved by a person of the register.").into())
            }
        }
    }
}

fn refuse(attempt: String, broken: Vec<Broken>) -> Result<(), Error> {
    if broken.is_empty() { Ok(()) } else { Err(Refusal { attempt, broken }.into()) }
}

fn refuse_changed(attempt: &str, current: &Record, based_on: Option<Revision>) -> Result<(), Error> {
    if based_on.is_none_or(|revision| revision == current.revision) {
        return Ok(());
    }
    Err(Refusal::plain(attempt, "It was changed since.").into())
}

fn set_by_moves(attempt: String, field: &Field) -> Refusal {
    Refusal::plain(attempt, format!("{} is set by moves only, such as done or cancel.", field.label))
}
