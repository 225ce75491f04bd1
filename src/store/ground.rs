//! What attested records stand on, kept beside them: written when a state is attested, compared whenever something
//! changes, and asked at the end of a transaction for what it would take away.
//!
//! It follows from the journal alone, so that a replay makes the same of it. Nothing goes through a register for it: what
//! rests on a record is one look-up, and what a new record might be added to is found through its links.

use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};

use crate::domain::canonical::{Json, Object};
use crate::domain::field::Field;
use crate::domain::ground::{Attested, Gain, Ground, How, Step};
use crate::domain::identity::{Hash, RecordId, Sequence};
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::transaction::{Change, Way, What};
use crate::domain::value::Value;

use super::error::Error;
use super::read;
use super::schema::Schema;

/// One of the records on which an attested one stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resting {
    /// The name of the ground.
    pub name: &'static str,
    pub record: RecordId,
    /// What of it counts.
    pub hash: Hash,
}

/// Keeps grounds in the tables that changes are applied to.
pub(super) struct Grounds<'c> {
    pub connection: &'c Connection,
    pub schema: &'c Schema,
}

/// A row of what is kept: an attested record, one of its grounds, and what it was.
struct Kept {
    of: RecordId,
    name: String,
    hash: Option<Hash>,
    lost: Option<Sequence>,
    how: Option<How>,
}

impl Grounds<'_> {
    /// Follows a change that was applied.
    pub fn keep(&self, sequence: Sequence, change: &Change) -> Result<(), Error> {
        let machine = change.register.machine.filter(|machine| !machine.attested.is_empty());
        match &change.what {
            What::Create { .. } => self.added(sequence, change),
            What::Update { way, fields, .. } => {
                // What a move sets is what is attested by it, and an undo or a redo of one says it anew; whatever else
                // changes is compared.
                let moved = machine.is_some_and(|machine| {
                    matches!(way, Way::Move(_)) || fields.iter().any(|change| change.field.name == machine.field)
                });
                if moved {
                    self.attest(change.record)?;
                }
                self.compare(sequence, change, None, moved)?;
                self.added(sequence, change)
            }
            What::Void { .. } => self.compare(sequence, change, None, false),
            What::Unvoid { .. } => {
                self.compare(sequence, change, None, false)?;
                self.added(sequence, change)
            }
            What::Erase { field, .. } => self.compare(sequence, change, Some(field), false),
        }
    }

    /// Forgets what everything stands on, before the journal tells it anew.
    pub fn forget_all(&self) -> Result<(), Error> {
        if self.schema.attests() {
            self.connection.execute("DELETE FROM ground", [])?;
        }
        Ok(())
    }

    /// Writes down what a record stands on that a move has brought into an attested state, or changed in it. What was lost
    /// before stays lost: another move proves it no better.
    fn attest(&self, id: RecordId) -> Result<(), Error> {
        let Some(record) = read::by_id(self.connection, self.schema, id)? else { return Ok(()) };
        let attested = record.register.machine.and_then(|machine| machine.attests(&record));
        let Some(attested) = attested else {
            self.connection.prepare_cached("DELETE FROM ground WHERE of = ?")?.execute([id.0])?;
            return Ok(());
        };
        self.connection.prepare_cached("DELETE FROM ground WHERE of = ? AND lost IS NULL")?.execute([id.0])?;
        let mut insert = self
            .connection
            .prepare_cached("INSERT OR IGNORE INTO ground (of, name, rests_on, hash) VALUES (?, ?, ?, ?)")?;
        for resting in manifest(self.connection, self.schema, &record, attested)? {
            insert.execute(params![id.0, resting.name, resting.record.0, resting.hash.0])?;
        }
        Ok(())
    }

    /// Compares what rests on a changed record with what it is now.
    fn compare(&self, sequence: Sequence, change: &Change, erased: Option<&Field>, moved: bool) -> Result<(), Error> {
        let rows = self.resting_on(change.record)?;
        if rows.is_empty() {
            return Ok(());
        }
        let Some(now) = read::by_id(self.connection, self.schema, change.record)? else { return Ok(()) };
        let taken_back = matches!(change.what, What::Update { way: Way::Revert, .. } | What::Unvoid { .. });
        for row in rows {
            let itself = row.of == now.id;
            // A move has just said anew what the record itself attests.
            if itself && moved {
                continue;
            }
            let Some(of) = read::by_id(self.connection, self.schema, row.of)? else { continue };
            let Some(ground) = ground(&of, &row.name) else { continue };
            let how = self.what_happened(&of, ground, &row, &now, erased)?;
            // What is so in the world may be so again, and still somebody has to look. Taking an act back is as if it had
            // not been.
            let back = taken_back || row.lost == Some(sequence);
            match (how, row.lost) {
                // It came afterwards, and is gone again.
                (Some(_), Some(_)) if row.hash.is_none() => self.forget(&row, now.id)?,
                (Some(how), None) => self.lose(&row, now.id, sequence, how)?,
                // What was erased never comes back.
                (None, Some(_)) if back && row.how != Some(How::Erased) && row.hash.is_some() => {
                    self.restore(&row, now.id)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// What happened to a record on which another stands; nothing where all that counts is as it was.
    fn what_happened(
        &self,
        of: &Record,
        ground: &Ground,
        row: &Kept,
        now: &Record,
        erased: Option<&Field>,
    ) -> Result<Option<How>, Error> {
        if now.voided {
            return Ok(Some(How::Voided));
        }
        if erased.is_some_and(|field| ground.has(field.name)) {
            return Ok(Some(How::Erased));
        }
        if !(ground.only)(of, now) || !self.leads_to(of, ground, now)? {
            return Ok(Some(How::Parted));
        }
        let changed = row.hash.is_some_and(|hash| hash != counted(now, ground));
        Ok(changed.then_some(How::Changed))
    }

    /// Whether the way from an attested record still leads to one of its grounds.
    fn leads_to(&self, of: &Record, ground: &Ground, to: &Record) -> Result<bool, Error> {
        Ok(match ground.along.last() {
            None => of.id == to.id,
            // A link of an attested record itself is compared as such.
            Some(Step::To(_)) => true,
            Some(Step::From { field, .. }) => {
                let place = to.register.position(field);
                let before = ground.along.split_last().map_or(&[][..], |(_, before)| before);
                let from = walk(self.connection, self.schema, of, before)?;
                place.is_some_and(|place| from.iter().any(|one| to.links(place).contains(&one.id)))
            }
        })
    }

    /// Adds a record to the grounds of those that its links lead to, where that denies what they attest.
    fn added(&self, sequence: Sequence, change: &Change) -> Result<(), Error> {
        let Some(gains) = self.schema.gains().of_register(change.register) else { return Ok(()) };
        let mut now = None;
        for ground in gains {
            for of in self.attested_through(change, ground)? {
                let Some(of) = read::by_id(self.connection, self.schema, of)? else { continue };
                // Its state may attest something else, which has another ground of this name, or none.
                let Some(ground) = self::ground(&of, ground.name) else { continue };
                if now.is_none() {
                    now = read::by_id(self.connection, self.schema, change.record)?;
                }
                let Some(now) = now.as_ref().filter(|now| !now.voided) else { return Ok(()) };
                let denies = match ground.gain {
                    Gain::Free => false,
                    Gain::Refused(denies) | Gain::Falls(denies) => denies(&of, now),
                };
                if denies && !of.voided {
                    self.connection
                        .prepare_cached(
                            "INSERT OR IGNORE INTO ground (of, name, rests_on, lost, how) VALUES (?, ?, ?, ?, ?)",
                        )?
                        .execute(params![of.id.0, ground.name, now.id.0, sequence, How::Added.word()])?;
                }
            }
        }
        Ok(())
    }

    /// The attested records to which a way leads back from a changed record.
    fn attested_through(&self, change: &Change, ground: &Ground) -> Result<Vec<RecordId>, Error> {
        let mut found = vec![change.record];
        for (back, step) in ground.along.iter().rev().enumerate() {
            let mut next = Vec::new();
            for id in found {
                match step {
                    Step::From { field, .. } if back == 0 => next.extend(self.links_of(change, field)?),
                    Step::From { field, .. } => next.extend(self.targets(id, field)?),
                    Step::To(field) => {
                        let mut pointing = self
                            .connection
                            .prepare_cached("SELECT from_id FROM link WHERE to_id = ? AND relation = ?")?;
                        let rows = pointing.query_map(params![id.0, field], |row| row.get(0).map(RecordId))?;
                        for row in rows {
                            next.push(row?);
                        }
                    }
                }
            }
            found = next;
        }
        let mut stands = self.connection.prepare_cached("SELECT 1 FROM ground WHERE of = ? LIMIT 1")?;
        let mut attested = Vec::new();
        for id in found {
            if stands.exists([id.0])? {
                attested.push(id);
            }
        }
        Ok(attested)
    }

    /// What a link field of a changed record points to, read out of the change where it says so.
    fn links_of(&self, change: &Change, field: &str) -> Result<Vec<RecordId>, Error> {
        let told = |value: Option<&Value>| match value {
            Some(Value::Link(id)) => vec![*id],
            Some(Value::Links(ids)) => ids.clone(),
            _ => Vec::new(),
        };
        match &change.what {
            What::Create { values, .. } => {
                let place = change.register.position(field);
                Ok(told(place.and_then(|place| values.get(place)).and_then(Option::as_ref)))
            }
            _ => self.targets(change.record, field),
        }
    }

    fn targets(&self, from: RecordId, field: &str) -> Result<Vec<RecordId>, Error> {
        let mut statement =
            self.connection.prepare_cached("SELECT to_id FROM link WHERE from_id = ? AND relation = ?")?;
        let rows = statement.query_map(params![from.0, field], |row| row.get(0).map(RecordId))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn resting_on(&self, id: RecordId) -> Result<Vec<Kept>, Error> {
        let mut statement =
            self.connection.prepare_cached("SELECT of, name, hash, lost, how FROM ground WHERE rests_on = ?")?;
        let rows = statement.query_map([id.0], |row| {
            Ok(Kept {
                of: RecordId(row.get(0)?),
                name: row.get(1)?,
                hash: row.get::<_, Option<[u8; 32]>>(2)?.map(Hash),
                lost: row.get(3)?,
                how: row.get::<_, Option<String>>(4)?.and_then(|word| how(&word)),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn lose(&self, row: &Kept, on: RecordId, sequence: Sequence, how: How) -> Result<(), Error> {
        self.connection
            .prepare_cached("UPDATE ground SET lost = ?, how = ? WHERE of = ? AND name = ? AND rests_on = ?")?
            .execute(params![sequence, how.word(), row.of.0, row.name, on.0])?;
        Ok(())
    }

    fn restore(&self, row: &Kept, on: RecordId) -> Result<(), Error> {
        self.connection
            .prepare_cached("UPDATE ground SET lost = NULL, how = NULL WHERE of = ? AND name = ? AND rests_on = ?")?
            .execute(params![row.of.0, row.name, on.0])?;
        Ok(())
    }

    fn forget(&self, row: &Kept, on: RecordId) -> Result<(), Error> {
        self.connection
            .prepare_cached("DELETE FROM ground WHERE of = ? AND name = ? AND rests_on = ?")?
            .execute(params![row.of.0, row.name, on.0])?;
        Ok(())
    }
}

/// The ground of this name on which a record stands in the state that it is in.
pub(super) fn ground(of: &Record, name: &str) -> Option<&'static Ground> {
    of.register.machine?.attests(of)?.ground(name)
}

/// What happened, by its word in the file.
pub(super) fn how(word: &str) -> Option<How> {
    How::ALL.into_iter().find(|how| how.word() == word)
}

/// What an attested record stands on: each record with what of it counts.
///
/// # Errors
/// The file can't be read.
pub(super) fn manifest(
    connection: &Connection,
    schema: &Schema,
    record: &Record,
    attested: &'static Attested,
) -> Result<Vec<Resting>, Error> {
    let mut found = Vec::new();
    for ground in attested.on {
        for one in walk(connection, schema, record, ground.along)? {
            if (ground.only)(record, &one) {
                found.push(Resting { name: ground.name, record: one.id, hash: counted(&one, ground) });
            }
        }
    }
    Ok(found)
}

/// The records in force to which a way leads.
fn walk(connection: &Connection, schema: &Schema, from: &Record, along: &[Step]) -> Result<Vec<Record>, Error> {
    let mut at = vec![from.clone()];
    for step in along {
        let mut next = Vec::new();
        for record in at {
            match step {
                Step::To(field) => {
                    let place = record.register.position(field);
                    for id in place.map_or(&[][..], |place| record.links(place)) {
                        next.extend(read::by_id(connection, schema, *id)?.filter(|one| !one.voided));
                    }
                }
                Step::From { register, field } => {
                    let Some(register) = schema.catalogue.named(register) else { continue };
                    next.extend(pointing(connection, schema, record.id, register, field)?);
                }
            }
        }
        at = next;
    }
    Ok(at)
}

/// The records in force of a register that point to a record through a link field.
fn pointing(
    connection: &Connection,
    schema: &Schema,
    to: RecordId,
    register: &'static Register,
    field: &str,
) -> Result<Vec<Record>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT r.id FROM link l JOIN record r ON r.id = l.from_id
         WHERE l.to_id = ? AND l.relation = ? AND r.register = ? AND r.voided = 0 ORDER BY r.key",
    )?;
    let ids = statement.query_map(params![to.0, field, register.name], |row| row.get(0).map(RecordId))?;
    let mut found = Vec::new();
    for id in ids.collect::<Result<Vec<_>, _>>()? {
        found.extend(read::by_id(connection, schema, id)?);
    }
    Ok(found)
}

/// A hash of what of a record counts. Personal fields are left out: nothing of them stays once they are erased.
fn counted(record: &Record, ground: &Ground) -> Hash {
    let counts = |field: &Field| !field.personal && ground.has(field.name);
    let fields = record.fields().filter(|(field, _)| counts(field));
    let object: Object = fields.map(|(field, value)| (field.name.to_owned(), field.to_json(value))).collect();
    Hash(Sha256::digest(Json::Object(object).print()).into())
}
