//! What attested records stand on, kept beside them: written when a state is attested, compared whenever something
//! changes, and asked at the end of a transaction for what it would take away.
//!
//! It follows from the journal alone, so that a replay makes the same of it. Nothing goes through a register for it: what
//! rests on a record is one look-up, and what a new record might be added to is found through its links.

use rusqlite::{Connection, params};

use crate::domain::ground::{Gain, Ground, How, Via};
use crate::domain::identity::{Hash, RecordId, Sequence};
use crate::domain::record::Record;
use crate::domain::transaction::{Change, FieldChange, Way, What};
use crate::domain::value::Value;

use super::error::Error;
use super::manifest::{counted, ground, how, manifest, walk};
use super::schema::Schema;
use super::{journal, read};

/// Keeps grounds in the tables that changes are applied to.
pub(super) struct Grounds<'c> {
    pub connection: &'c Connection,
    pub schema: &'c Schema,
    /// Where the journal is.
    pub journal: &'c Connection,
    pub turns: Turns,
}

/// Which transaction is taken back or done again by the one whose changes are followed.
#[derive(Debug, Clone, Copy)]
pub(super) enum Turns {
    /// It is being made, and does this.
    Known { undoes: Option<Sequence>, redoes: Option<Sequence> },
    /// The journal tells.
    Told,
}

/// A row of what is kept: an attested record, one of its grounds, and what it was.
struct Kept {
    of: RecordId,
    name: String,
    on: RecordId,
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
                // What a move sets is what is attested by it, and a move that is done again says it anew; whatever else
                // changes is compared.
                let moved = machine.is_some_and(|machine| {
                    matches!(way, Way::Move(_)) || fields.iter().any(|change| change.field.name == machine.field)
                });
                if moved {
                    self.attest(change.record)?;
                } else if machine.is_some() {
                    self.compare_links(sequence, change, fields)?;
                }
                self.compare(sequence, change, moved)?;
                self.added(sequence, change)
            }
            What::Unvoid { .. } => {
                self.compare(sequence, change, false)?;
                self.added(sequence, change)
            }
            What::Void { .. } | What::Erase { .. } => self.compare(sequence, change, false),
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
    fn compare(&self, sequence: Sequence, change: &Change, moved: bool) -> Result<(), Error> {
        let rows = self.resting_on(change.record)?;
        if rows.is_empty() {
            return Ok(());
        }
        let Some(now) = read::by_id(self.connection, self.schema, change.record)? else { return Ok(()) };
        for row in rows {
            // A move has just said anew what the record itself attests.
            if row.of == now.id && moved {
                continue;
            }
            let Some(of) = read::by_id(self.connection, self.schema, row.of)? else { continue };
            let Some(ground) = ground(&of, &row.name) else { continue };
            let how = self.what_happened(&of, ground, &row, &now, change)?;
            match (how, row.lost) {
                (Some(how), None) => self.lose(&row, sequence, how, &changed_fields(change, ground))?,
                // It came afterwards; that it is gone again is as if it had not come where that is taken back.
                (Some(_), Some(lost)) if row.hash.is_none() && self.takes_back(sequence, lost)? => self.forget(&row)?,
                // What was erased never comes back. What is so in the world may be so again, and still somebody has to
                // look; but what is taken back is as if it had not been.
                (None, Some(lost))
                    if row.how != Some(How::Erased) && row.hash.is_some() && self.takes_back(sequence, lost)? =>
                {
                    self.restore(&row, lost)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Compares what an attested record itself points to with what it stands on.
    fn compare_links(&self, sequence: Sequence, change: &Change, fields: &[FieldChange]) -> Result<(), Error> {
        let led = |step: Option<&Via>| match step {
            Some(Via::To(to)) => fields.iter().any(|one| one.field.name == *to),
            _ => false,
        };
        if !fields.iter().any(|one| one.field.kind.is_link()) {
            return Ok(());
        }
        let Some(of) = read::by_id(self.connection, self.schema, change.record)? else { return Ok(()) };
        for row in self.standing(of.id)? {
            let Some(ground) = ground(&of, &row.name).filter(|ground| led(ground.along.first())) else { continue };
            let found = walk(self.connection, self.schema, &of, ground.along)?;
            let there = found.iter().any(|one| one.id == row.on && (ground.only)(&of, one));
            match row.lost {
                None if !there => self.lose(&row, sequence, How::Parted, &[])?,
                Some(lost) if there && row.how == Some(How::Parted) && self.takes_back(sequence, lost)? => {
                    self.restore(&row, lost)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Whether a transaction takes back the one by which something was lost, or is that one itself.
    fn takes_back(&self, sequence: Sequence, lost: Sequence) -> Result<bool, Error> {
        if sequence == lost {
            return Ok(true);
        }
        let turns = |place: Sequence| -> Result<(Option<Sequence>, Option<Sequence>), Error> {
            let entry = journal::entry(self.journal, place)?;
            Ok(entry.map_or((None, None), |entry| (entry.header.undoes, entry.header.redoes)))
        };
        let (undoes, redoes) = match self.turns {
            Turns::Known { undoes, redoes } => (undoes, redoes),
            Turns::Told => turns(sequence)?,
        };
        let Some(turned) = undoes.or(redoes) else { return Ok(false) };
        // What was taken back can be done again, and taken back again: each names the first one.
        let (undone, redone) = turns(lost)?;
        Ok(turned == lost || undone.or(redone) == Some(turned))
    }

    /// What happened to a record on which another stands; nothing where all that counts is as it was.
    fn what_happened(
        &self,
        of: &Record,
        ground: &Ground,
        row: &Kept,
        now: &Record,
        change: &Change,
    ) -> Result<Option<How>, Error> {
        if now.voided {
            return Ok(Some(How::Voided));
        }
        if matches!(&change.what, What::Erase { field, .. } if ground.has(field.name)) {
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
            Some(Via::To(_)) => true,
            Some(Via::From(by)) => {
                let place = to.register.position(by.field);
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
                    let added = self
                        .connection
                        .prepare_cached(
                            "INSERT OR IGNORE INTO ground (of, name, rests_on, lost, how) VALUES (?, ?, ?, ?, ?)",
                        )?
                        .execute(params![of.id.0, ground.name, now.id.0, sequence, How::Added.word()])?;
                    if added > 0 {
                        self.fell(of.id, sequence)?;
                    }
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
                    Via::From(by) if back == 0 => next.extend(self.links_of(change, &by.field)?),
                    Via::From(by) => next.extend(self.targets(id, &by.field)?),
                    Via::To(field) => {
                        let mut pointing = self
                            .connection
                            .prepare_cached("SELECT from_id FROM link WHERE to_id = ? AND relation = ?")?;
                        let rows = pointing.query_map(params![id.0, field.as_str()], |row| row.get(0).map(RecordId))?;
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

    /// Those that rest on a record, itself among them.
    fn resting_on(&self, id: RecordId) -> Result<Vec<Kept>, Error> {
        self.kept("SELECT of, name, rests_on, hash, lost, how FROM ground WHERE rests_on = ?", id)
    }

    /// All that a record stands on.
    fn standing(&self, id: RecordId) -> Result<Vec<Kept>, Error> {
        self.kept("SELECT of, name, rests_on, hash, lost, how FROM ground WHERE of = ?", id)
    }

    fn kept(&self, sql: &str, id: RecordId) -> Result<Vec<Kept>, Error> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([id.0], |row| {
            Ok(Kept {
                of: RecordId(row.get(0)?),
                name: row.get(1)?,
                on: RecordId(row.get(2)?),
                hash: row.get::<_, Option<[u8; 32]>>(3)?.map(Hash),
                lost: row.get(4)?,
                how: row.get::<_, Option<String>>(5)?.and_then(|word| how(&word)),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Marks what was lost, and lets what needs the record to be proven fall with it.
    fn lose(&self, row: &Kept, sequence: Sequence, how: How, fields: &[&str]) -> Result<(), Error> {
        let fields = (!fields.is_empty()).then(|| fields.join(","));
        self.connection
            .prepare_cached(
                "UPDATE ground SET lost = ?, how = ?, fields = ? WHERE of = ? AND name = ? AND rests_on = ?",
            )?
            .execute(params![sequence, how.word(), fields, row.of.0, row.name, row.on.0])?;
        self.fell(row.of, sequence)
    }

    fn fell(&self, id: RecordId, sequence: Sequence) -> Result<(), Error> {
        for above in self.proven_by(id)?.into_iter().filter(|above| above.lost.is_none()) {
            self.lose(&above, sequence, How::Fell, &[])?;
        }
        Ok(())
    }

    /// Takes a mark back, and those that came of it.
    fn restore(&self, row: &Kept, lost: Sequence) -> Result<(), Error> {
        self.connection
            .prepare_cached(
                "UPDATE ground SET lost = NULL, how = NULL, fields = NULL WHERE of = ? AND name = ? AND rests_on = ?",
            )?
            .execute(params![row.of.0, row.name, row.on.0])?;
        self.rose(row.of, lost)
    }

    /// Forgets what came afterwards, and takes back what came of it.
    fn forget(&self, row: &Kept) -> Result<(), Error> {
        let lost = row.lost.unwrap_or_default();
        self.connection
            .prepare_cached("DELETE FROM ground WHERE of = ? AND name = ? AND rests_on = ?")?
            .execute(params![row.of.0, row.name, row.on.0])?;
        self.rose(row.of, lost)
    }

    fn rose(&self, id: RecordId, lost: Sequence) -> Result<(), Error> {
        if read::by_id(self.connection, self.schema, id)?.is_none_or(|record| record.fallen) {
            return Ok(());
        }
        let fallen_with_it = |above: &Kept| above.how == Some(How::Fell) && above.lost == Some(lost);
        for above in self.proven_by(id)?.iter().filter(|above| fallen_with_it(above)) {
            self.restore(above, lost)?;
        }
        Ok(())
    }

    /// Those that rest on a record in a way that needs it to be proven.
    fn proven_by(&self, id: RecordId) -> Result<Vec<Kept>, Error> {
        let mut found = self.resting_on(id)?;
        let mut needs = Vec::with_capacity(found.len());
        for row in &found {
            let of = if row.of == id { None } else { read::by_id(self.connection, self.schema, row.of)? };
            needs.push(of.and_then(|of| ground(&of, &row.name)).is_some_and(|ground| ground.proven));
        }
        let mut needs = needs.into_iter();
        found.retain(|_| needs.next().unwrap_or(false));
        Ok(found)
    }
}

/// Which fields of a ground an update changed.
fn changed_fields(change: &Change, ground: &Ground) -> Vec<&'static str> {
    match &change.what {
        What::Update { fields, .. } => {
            fields.iter().map(|one| one.field.name).filter(|name| ground.has(name)).collect()
        }
        _ => Vec::new(),
    }
}
