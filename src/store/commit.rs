//! The transaction: the only way in which anything is written to a journalled table.
//!
//! It takes SQLite's write lock first and reads the head under it; every act is judged by facts read inside, written to
//! the tables and to the journal, and becomes durable in one commit. A refusal or a conflict leaves nothing behind.

use std::cell::{Cell, OnceCell};
use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use rusqlite::{Connection, TransactionBehavior};

use crate::domain::field::Field;
use crate::domain::identity::{Hash, Number, RecordId, Revision};
use crate::domain::person;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::rules::{Broken, Missing, Refusal};
use crate::domain::transaction::{Actor, Change, Channel, FieldChange, Header, Way, What};
use crate::domain::typed::Circumstances;
use crate::domain::value::{File, Held, Value};

use super::ambient::Ambient;
use super::apply::Tables;
use super::circumstances::judging;
use super::content::{self, Content, Purpose};
use super::error::Error;
use super::facts::Whole;
use super::ground::{Grounds, Turns};
use super::journal::{self, Appended, Draft};
use super::proposal::{Act, Author, Changed, Outcome, Proposal};
use super::remains::Erased;
use super::schema::Schema;
use super::{erase, held, migration, read, search};

/// Does what a proposal asks, wholly or not at all.
///
/// # Errors
/// [`Error::Refused`] where a rule does not hold, [`Error::Conflict`] where somebody else changed the same fields first,
/// [`Error::Stale`] where it follows another head than the journal's.
pub(super) fn commit(
    connection: &mut Connection,
    schema: &Schema,
    ambient: &Ambient,
    author: &Author,
    proposal: &Proposal,
) -> Result<Outcome, Error> {
    if proposal.acts.iter().any(|act| matches!(act, Act::Erase { .. })) {
        erase::over(connection, |connection| carry_out(connection, schema, ambient, author, proposal))
    } else {
        carry_out(connection, schema, ambient, author, proposal)
    }
}

fn carry_out(
    connection: &mut Connection,
    schema: &Schema,
    ambient: &Ambient,
    author: &Author,
    proposal: &Proposal,
) -> Result<Outcome, Error> {
    loop {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        migration::expect_version(&transaction, schema)?;
        let head = journal::head(&transaction)?;
        if proposal.follows.is_some_and(|expected| expected != head) {
            return Err(Error::Stale);
        }
        let mut writer = Writer::new(&transaction, schema, ambient, author, proposal)?;
        let mut draft = Draft::new(&transaction, head, &writer.header()?)?;
        for act in &proposal.acts {
            writer.perform(act, &mut draft)?;
        }
        writer.follow(&mut draft)?;
        if draft.len() == 0 {
            let (changed, erased, beside) = Default::default();
            return Ok(Outcome { head, changed, merged: writer.merged, erased, beside });
        }
        writer.check_actor()?;
        writer.check_held(&draft)?;
        writer.check_leaned_on()?;
        writer.check_agreed()?;
        writer.check_agreement_kept()?;
        writer.settle_search()?;
        if !writer.erased.is_empty() {
            // Only an index that is made anew holds nothing of words that it held.
            search::rebuild(&transaction, schema)?;
        }
        let Writer { changed, merged, erased, .. } = writer;
        match draft.append()? {
            Appended::At(head) => {
                transaction.commit()?;
                return Ok(Outcome { head, changed, merged, erased, beside: proposal.beside.clone() });
            }
            // A journal shared with others would be pulled here; dropping the transaction undoes what was written.
            Appended::Stale(_) => {}
        }
    }
}

/// The person in force whose operating-system user it is; none where nobody's is, or several people's.
fn at_terminal(connection: &Connection, schema: &Schema, os_user: &str) -> Result<Option<RecordId>, Error> {
    if schema.catalogue.named(person::REGISTER.name).is_none() {
        return Ok(None);
    }
    let mut statement = connection.prepare_cached(
        "SELECT r.id FROM person t JOIN record r ON r.key = t.key
         WHERE t.os_user = ? COLLATE NOCASE AND r.voided = 0 LIMIT 2",
    )?;
    let found = statement.query_map([os_user], |row| Ok(RecordId(row.get(0)?)))?;
    let found = found.collect::<Result<Vec<_>, _>>()?;
    Ok(if let [one] = found.as_slice() { Some(*one) } else { None })
}

/// A transaction while it is made. What each act does is in `acts`, what must hold is in `judge`.
pub(super) struct Writer<'a> {
    pub connection: &'a Connection,
    pub schema: &'a Schema,
    pub author: &'a Author,
    pub proposal: &'a Proposal,
    pub circumstances: Circumstances,
    /// The person who sits at the terminal, where that is known.
    pub terminal: Option<RecordId>,
    /// The machine that acts or sits at the terminal, once it was asked for.
    pub machine: OnceCell<Option<Record>>,
    pub ambient: &'a Ambient,
    /// Since when the file is kept by a program that adopts only what was before, once that was asked.
    pub kept_since: Cell<Option<NaiveDate>>,
    pub whole: Whole,
    tables: Tables<'a>,
    grounds: Grounds<'a>,
    /// The last number given in each register, once one was asked for.
    pub numbers: HashMap<&'static str, Number>,
    pub changed: Vec<Changed>,
    pub merged: Vec<&'static Field>,
    /// What was erased, and what remains of it.
    pub erased: Vec<Erased>,
    /// Bytes that were handed over and that no change has spoken of yet.
    pending: HashMap<Hash, &'a Content>,
    /// The keys of hidden records whose words are still in the search index.
    hidden: BTreeSet<i64>,
    /// Why what looks better is not told, where that is so: what else stands in the way is said before it.
    pub unagreed: Option<Refusal>,
    /// Whether who agreed is kept with something that looks better.
    pub agreement_kept: bool,
    /// Records whose rules look at what was changed: they are judged again at the end.
    pub leaned_on: BTreeSet<RecordId>,
    /// Registers whose records follow what was changed: they are worked out anew at the end.
    pub following: Vec<&'static Register>,
}

/// A place in a writer's work.
pub(super) struct Mark {
    changed: usize,
    numbers: HashMap<&'static str, Number>,
    hidden: BTreeSet<i64>,
}

impl<'a> Writer<'a> {
    pub fn new(
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
            kept_since: Cell::default(),
            whole: Whole::default(),
            tables: Tables { connection, contents: connection, schema },
            grounds: Grounds {
                connection,
                schema,
                journal: connection,
                turns: Turns::Known { undoes: proposal.undoes, redoes: proposal.redoes },
            },
            circumstances: judging(connection, schema, ambient)?,
            terminal: if author.named {
                at_terminal(connection, schema, &author.os_user)?
            } else {
                Some(author.person)
            },
            machine: OnceCell::new(),
            numbers: HashMap::new(),
            changed: Vec::new(),
            merged: Vec::new(),
            erased: Vec::new(),
            pending: proposal.contents.iter().map(|content| (content.hash, content)).collect(),
            hidden: BTreeSet::new(),
            unagreed: None,
            agreement_kept: false,
            leaned_on: BTreeSet::new(),
            following: Vec::new(),
        })
    }

    fn perform(&mut self, act: &Act, draft: &mut Draft) -> Result<(), Error> {
        self.check_machine(act)?;
        match act {
            Act::Create { id, register, fields } => self.create(*id, register, fields, draft),
            Act::Edit { record, based_on, fields } => self.edit(*record, *based_on, fields, draft),
            Act::Move { record, name, based_on, given } => self.make_move(*record, name, *based_on, given, draft),
            Act::Link { record, field, target, present } => self.link(*record, field, *target, *present, draft),
            Act::Void { record, based_on } => self.void(*record, *based_on, draft),
            Act::Unvoid { record, based_on } => self.unvoid(*record, *based_on, draft),
            Act::Revert { record, fields } => self.revert(*record, fields, draft),
            Act::Erase { record, field, approved_by, legal_ground } => {
                self.erase(*record, field, *approved_by, legal_ground.as_deref(), draft)
            }
        }
    }

    /// Does acts that hold together. Where one of them is refused, the caller rolls back what was written, and [takes the
    /// writer back](Self::back_to).
    pub fn attempt(&mut self, acts: &[Act], draft: &mut Draft) -> Result<(), Error> {
        acts.iter().try_for_each(|act| self.perform(act, draft))?;
        self.check_held(draft)?;
        self.check_leaned_on()?;
        self.leaned_on.clear();
        self.check_agreed()
    }

    /// Nothing that was put forward for something attested is taken away.
    fn check_held(&self, draft: &Draft) -> Result<(), Error> {
        held::refuse(self.connection, self.schema, draft.sequence())
    }

    /// Where it stands, to come [back to](Self::back_to).
    pub fn mark(&self) -> Mark {
        Mark { changed: self.changed.len(), numbers: self.numbers.clone(), hidden: self.hidden.clone() }
    }

    /// Forgets what was done since a mark.
    pub fn back_to(&mut self, mark: Mark) {
        self.changed.truncate(mark.changed);
        self.numbers = mark.numbers;
        self.hidden = mark.hidden;
        self.whole.forget_all();
        self.unagreed = None;
        self.leaned_on.clear();
    }

    /// Takes the words of what was hidden out of the search index: all at once and in the order of the index, which
    /// otherwise writes out and merges what it holds at each of them.
    pub fn settle_search(&mut self) -> Result<(), Error> {
        std::mem::take(&mut self.hidden).into_iter().try_for_each(|key| search::forget(self.connection, key))
    }

    /// Writes a change to the tables, the search index and the journal.
    pub(super) fn write(&mut self, change: &Change, after: &Record, draft: &mut Draft) -> Result<(), Error> {
        self.keep_files(change)?;
        self.whole.forget(after.register.name);
        let key = self.tables.apply(change)?;
        self.grounds.keep(draft.sequence(), change)?;
        self.notice(change);
        let fresh = matches!(change.what, What::Create { .. });
        if after.voided {
            self.hidden.insert(key);
        } else if change.what.touches_search() {
            self.hidden.remove(&key);
            search::index(self.connection, key, after, fresh)?;
        }
        draft.push(change)?;
        self.changed.push(Changed { id: after.id, register: after.register, number: after.number });
        Ok(())
    }

    pub(super) fn write_update(
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
        self.lean(before);
        let what = What::Update { revision, way, fields };
        self.write(&Change { record: before.id, register: before.register, what }, after, draft)
    }

    pub(super) fn next_number(&self, register: &'static Register) -> Result<Number, Error> {
        if let Some(last) = self.numbers.get(register.name) {
            return Ok(last + 1);
        }
        let last: Option<Number> = self
            .connection
            .prepare_cached("SELECT max(number) FROM record WHERE register = ?")?
            .query_row([register.name], |row| row.get(0))?;
        Ok(last.unwrap_or(0) + 1)
    }

    pub(super) fn record(&self, id: RecordId) -> Result<Record, Error> {
        read::by_id(self.connection, self.schema, id)?.ok_or_else(|| Error::NoRecord(id.to_string()))
    }

    pub(super) fn standing(&self, id: RecordId) -> Result<Record, Error> {
        let record = self.record(id)?;
        if record.voided {
            let attempt = format!("{} can't be changed", record.reference());
            return Err(Refusal::plain(attempt, "It is voided: bring it back first (unvoid).").into());
        }
        Ok(record)
    }

    /// A value as the journal speaks of it: personal texts by the hash under which they are now kept.
    pub(super) fn journalled(&self, field: &Field, value: Option<Value>) -> Result<Option<Value>, Error> {
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
    pub(super) fn present(&self, record: &Record, field: &Field) -> Result<Option<Value>, Error> {
        let value = record.get(field.name);
        if !field.personal || value.is_none() {
            return Ok(value.cloned());
        }
        let (register, name) = (record.register.name, field.name);
        let sql = format!("SELECT t.{name}_content FROM {register} t JOIN record r ON r.key = t.key WHERE r.id = ?");
        let hash = self.connection.prepare_cached(&sql)?.query_row([record.id.0], |row| row.get(0))?;
        Ok(Some(erase::kept_or_erased(hash)))
    }

    pub fn header(&self) -> Result<Header, Error> {
        let reason = self.proposal.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
        if reason.is_some_and(|reason| reason.contains('\0')) {
            return Err(Refusal::plain("This can't be saved", "The reason holds a NUL character.").into());
        }
        Ok(Header {
            actor: Actor {
                person: self.author.person,
                user: content::user(self.connection, &self.author.os_user, self.ambient)?,
                named: self.author.named,
            },
            at: self.circumstances.now,
            behind: Some(self.circumstances.latest).filter(|latest| *latest > self.circumstances.now),
            channel: if self.machine()?.is_some() { Channel::Machine } else { self.author.channel },
            program: env!("CARGO_PKG_VERSION").to_owned(),
            reason: reason.map(str::to_owned),
            undoes: self.proposal.undoes,
            redoes: self.proposal.redoes,
        })
    }

    /// Keeps the bytes of the files that a change speaks of; they were handed over, or are here already. An empty file
    /// is none: nothing can be seen in it.
    fn keep_files(&mut self, change: &Change) -> Result<(), Error> {
        let values: Vec<(&Field, &Value)> = match &change.what {
            What::Create { values, .. } => {
                let fields = change.register.fields.iter().zip(values);
                fields.filter_map(|(field, value)| Some((field, value.as_ref()?))).collect()
            }
            What::Update { fields, .. } => {
                fields.iter().filter_map(|one| Some((one.field, one.after.as_ref()?))).collect()
            }
            _ => Vec::new(),
        };
        for (field, value) in values {
            let Value::File(file) = value else { continue };
            let blank = match &file.held {
                Held::Here(hash) => self.pending.get(hash).is_some_and(|content| content.is_blank()),
                Held::Elsewhere { .. } => false,
            };
            if file.size == 0 || blank {
                let missing = Missing::in_field(field.name, format!("{} holds nothing: name one that does", file.name));
                let rule = "An empty file is no evidence.".to_owned();
                let broken = vec![Broken { rule, clause: None, missing: vec![missing] }];
                return Err(Refusal { attempt: "This can't be saved".to_owned(), broken }.into());
            }
            let File { held: Held::Here(hash), name, .. } = &**file else { continue };
            match self.pending.remove(hash) {
                Some(content) if content.size() != file.size => {
                    let rule = format!("{} was said to hold another number of bytes than it does.", file.name);
                    return Err(Refusal::plain("This can't be saved", rule).into());
                }
                Some(content) => content.insert(self.connection)?,
                None if content::keeps(self.connection, *hash)? => {}
                None => {
                    let rule = format!("The bytes of {name} were not handed over.");
                    return Err(Refusal::plain("This can't be saved", rule).into());
                }
            }
        }
        Ok(())
    }
}
