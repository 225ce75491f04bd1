//! The journal: reading it, and appending to it.

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::domain::canonical::Json;
use crate::domain::catalogue::Catalogue;
use crate::domain::identity::{Hash, RecordId, Sequence};
use crate::domain::name::FieldName;
use crate::domain::register::Register;
use crate::domain::transaction::{Change, Header};
use crate::domain::value::{Instant, read_instant, spell_instant};

use super::chain::{Body, Head};
use super::error::{Error, at};

/// The bodies of one transaction while they are written: each change is a row as soon as it is pushed, so that a
/// transaction of a hundred thousand changes is never held in memory.
pub(super) struct Draft<'c> {
    connection: &'c Connection,
    expected: Head,
    /// The head under the write lock, which nobody else can move before this ends.
    current: Head,
    header: String,
    body: Body,
    changes: u64,
}

/// A place inside a transaction while it is made.
pub(super) struct Mark {
    body: Body,
    changes: u64,
}

/// What became of an append.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Appended {
    /// The transaction stands in the journal at this head.
    At(Head),
    /// Another transaction came first; this is the head now. Nothing of the draft may be kept: read, decide again.
    Stale(Head),
}

impl<'c> Draft<'c> {
    /// Starts a transaction that is to follow a head.
    pub fn new(connection: &'c Connection, expected: Head, header: &Header) -> Result<Self, Error> {
        let header = header.to_json().print();
        let body = Body::new(&header);
        Ok(Self { connection, expected, current: head(connection)?, header, body, changes: 0 })
    }

    /// The place that it is to have.
    pub fn sequence(&self) -> Sequence {
        self.expected.sequence + 1
    }

    /// Adds a change.
    pub fn push(&mut self, change: &Change) -> Result<(), Error> {
        let bytes = change.to_json().print();
        self.body.push(&bytes);
        self.changes += 1;
        if self.current != self.expected {
            return Ok(());
        }
        self.connection
            .prepare_cached("INSERT INTO journal_change (sequence, position, body) VALUES (?, ?, ?)")?
            .execute(params![self.sequence(), self.changes - 1, bytes])?;
        Ok(())
    }

    /// Where it stands, to come [back to](Self::back_to).
    pub fn mark(&self) -> Mark {
        Mark { body: self.body.clone(), changes: self.changes }
    }

    /// Forgets what was pushed since a mark; the caller has rolled its rows back.
    pub fn back_to(&mut self, mark: Mark) {
        (self.body, self.changes) = (mark.body, mark.changes);
    }

    /// How many changes it has.
    pub fn len(&self) -> u64 {
        self.changes
    }

    /// Appends the transaction where the journal's head is still the expected one. This is the seam at which a shared
    /// journal would be asked; the local one cannot be stale inside its own write transaction.
    pub fn append(self) -> Result<Appended, Error> {
        if self.current != self.expected {
            return Ok(Appended::Stale(self.current));
        }
        let body = self.body.finish();
        let next = self.current.next(body);
        self.connection
            .prepare_cached("INSERT INTO journal (sequence, header, body_hash, link) VALUES (?, ?, ?, ?)")?
            .execute(params![next.sequence, self.header, body.0, next.link.0])?;
        Ok(Appended::At(next))
    }
}

/// The journal's last place.
pub fn head(connection: &Connection) -> Result<Head, Error> {
    let last = connection
        .prepare_cached("SELECT sequence, link FROM journal ORDER BY sequence DESC LIMIT 1")?
        .query_row([], |row| Ok(Head { sequence: row.get(0)?, link: Hash(row.get(1)?) }))
        .optional()?;
    Ok(last.unwrap_or(Head::EMPTY))
}

/// The link at a place; none where the journal does not reach it.
pub(super) fn link(connection: &Connection, sequence: Sequence) -> Result<Option<Hash>, Error> {
    let mut statement = connection.prepare_cached("SELECT link FROM journal WHERE sequence = ?")?;
    Ok(statement.query_row([sequence], |row| Ok(Hash(row.get(0)?))).optional()?)
}

/// What the clock of the last transaction said.
pub(super) fn last_clock(connection: &Connection) -> Result<Option<Instant>, Error> {
    let last: Option<Option<String>> = connection
        .prepare_cached(
            "SELECT CASE WHEN json_valid(header) THEN header ->> 'at' END FROM journal ORDER BY sequence DESC LIMIT 1",
        )?
        .query_row([], |row| row.get(0))
        .optional()?;
    Ok(last.flatten().as_deref().and_then(read_instant))
}

/// When a transaction was recorded and by whom, at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Doing {
    pub sequence: Sequence,
    pub at: Instant,
    pub person: RecordId,
}

/// When the last transactions were recorded and by whom, newest first, back to the last that one person made; no more of
/// their headers is read. One whose header says neither is left out.
pub fn doings_since(connection: &Connection, last_of: RecordId, limit: u32) -> Result<Vec<Doing>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT sequence, header ->> 'at', header -> 'actor' ->> 'person' FROM journal
         WHERE json_valid(header) ORDER BY sequence DESC LIMIT ?",
    )?;
    let mut rows = statement.query([limit])?;
    let mut doings: Vec<Doing> = Vec::new();
    while doings.last().is_none_or(|doing| doing.person != last_of)
        && let Some(row) = rows.next()?
    {
        doings.extend(doing(row)?);
    }
    Ok(doings)
}

/// When a record was put on record, and by whom.
pub fn begun(connection: &Connection, record: RecordId) -> Result<Option<Doing>, Error> {
    let sql = "SELECT j.sequence, j.header ->> 'at', j.header -> 'actor' ->> 'person'
               FROM journal_change c JOIN journal j ON j.sequence = c.sequence
               WHERE CASE WHEN json_valid(c.body) THEN c.body ->> 'record' END = ? AND json_valid(j.header)
               ORDER BY c.sequence LIMIT 1";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([record.to_string()])?;
    Ok(rows.next()?.map(doing).transpose()?.flatten())
}

/// When a transaction was recorded and by whom; none where there is no such transaction.
pub(super) fn doing_at(connection: &Connection, sequence: Sequence) -> Result<Option<Doing>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT sequence, header ->> 'at', header -> 'actor' ->> 'person' FROM journal
         WHERE sequence = ? AND json_valid(header)",
    )?;
    let mut rows = statement.query([sequence])?;
    match rows.next()?.map(doing).transpose()?.flatten() {
        Some(doing) => Ok(Some(doing)),
        // What its header lacks is told.
        None => Ok(entry(connection, sequence)?.map(|Entry { header, .. }| Doing {
            sequence,
            at: header.at,
            person: header.actor.person,
        })),
    }
}

fn doing(row: &Row) -> Result<Option<Doing>, Error> {
    let text = |place| Ok::<_, Error>(row.get_ref(place)?.as_str().unwrap_or_default());
    let (at, person) = (read_instant(text(1)?), RecordId::parse(text(2)?));
    let sequence = row.get(0)?;
    Ok(at.zip(person).map(|(at, person)| Doing { sequence, at, person }))
}

/// A transaction's header, at its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub sequence: Sequence,
    pub header: Header,
}

/// Which transactions to list.
#[derive(Debug, Clone, Default)]
pub struct Range {
    /// Only those that changed this record.
    pub record: Option<RecordId>,
    /// Only those recorded at or after this moment, and what was written later by a clock that was put back.
    pub since: Option<Instant>,
    /// Only those after this place.
    pub after: Sequence,
    /// Only those before this place.
    pub before: Option<Sequence>,
    /// At most so many, the newest.
    pub limit: Option<u32>,
}

/// The transactions of a range, newest first.
pub fn entries(connection: &Connection, range: &Range) -> Result<Vec<Entry>, Error> {
    let record = range.record.map(|id| id.to_string());
    let since = range.since.map(spell_instant);
    let limit = range.limit.map_or(-1, i64::from);
    let sql = if record.is_some() {
        "SELECT sequence, header FROM journal
         WHERE sequence IN (
           SELECT sequence FROM journal_change WHERE CASE WHEN json_valid(body) THEN body ->> 'record' END = ?1
         ) AND (?2 IS NULL OR sequence >= (SELECT min(sequence) FROM journal WHERE header ->> 'at' >= ?2)) AND sequence > ?3 AND sequence < ?5
         ORDER BY sequence DESC LIMIT ?4"
    } else {
        "SELECT sequence, header FROM journal
         WHERE ?1 IS NULL AND (?2 IS NULL OR sequence >= (SELECT min(sequence) FROM journal WHERE header ->> 'at' >= ?2))
           AND sequence > ?3 AND sequence < ?5
         ORDER BY sequence DESC LIMIT ?4"
    };
    let mut statement = connection.prepare_cached(sql)?;
    let before = range.before.unwrap_or(i64::MAX as u64);
    let mut rows = statement.query(params![record, since, range.after, limit, before])?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        let sequence = row.get(0)?;
        entries.push(Entry { sequence, header: read_header(sequence, row.get_ref(1)?.as_str().unwrap_or_default())? });
    }
    Ok(entries)
}

/// The header of one transaction; `None` where there is none.
pub fn entry(connection: &Connection, sequence: Sequence) -> Result<Option<Entry>, Error> {
    let header: Option<String> = connection
        .prepare_cached("SELECT header FROM journal WHERE sequence = ?")?
        .query_row([sequence], |row| row.get(0))
        .optional()?;
    header.map(|header| Ok(Entry { sequence, header: read_header(sequence, &header)? })).transpose()
}

/// Shows the changes of one transaction one after another, so that a long one is never held in memory.
pub(super) fn each_change(
    connection: &Connection,
    catalogue: Catalogue,
    sequence: Sequence,
    order: Order,
    mut show: impl FnMut(Change) -> Result<(), Error>,
) -> Result<(), Error> {
    let order = match order {
        Order::AsMade => "ASC",
        Order::LastFirst => "DESC",
    };
    let sql = format!("SELECT body FROM journal_change WHERE sequence = ? ORDER BY position {order}");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([sequence])?;
    while let Some(row) = rows.next()? {
        show(read_change(sequence, row.get_ref(0)?.as_str().unwrap_or_default(), catalogue)?)?;
    }
    Ok(())
}

/// In which order the changes of a transaction are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    AsMade,
    LastFirst,
}

/// The changes of one transaction, in order.
pub fn changes(connection: &Connection, catalogue: Catalogue, sequence: Sequence) -> Result<Vec<Change>, Error> {
    let mut changes = Vec::new();
    each_change(connection, catalogue, sequence, Order::AsMade, |change| {
        changes.push(change);
        Ok(())
    })?;
    Ok(changes)
}

/// The first changes of one transaction, in order, and how many it has.
pub fn first_changes(
    connection: &Connection,
    catalogue: Catalogue,
    sequence: Sequence,
    limit: usize,
) -> Result<(Vec<Change>, usize), Error> {
    let mut statement =
        connection.prepare_cached("SELECT body FROM journal_change WHERE sequence = ? ORDER BY position LIMIT ?")?;
    let mut rows = statement.query(params![sequence, limit])?;
    let mut changes = Vec::new();
    while let Some(row) = rows.next()? {
        changes.push(read_change(sequence, row.get_ref(0)?.as_str().unwrap_or_default(), catalogue)?);
    }
    // Positions are counted from 0 without a gap.
    let count = connection
        .prepare_cached("SELECT coalesce(max(position) + 1, 0) FROM journal_change WHERE sequence = ?")?
        .query_row([sequence], |row| row.get(0))?;
    Ok((changes, count))
}

/// How many changes of one kind a transaction has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    pub sequence: Sequence,
    /// The register whose records came into being; none where records that were there changed.
    pub made: Option<&'static Register>,
    pub count: u64,
}

/// How a change begins by which a record comes into being: its keys stand in order.
const MADE: &str = "substr(body, 1, 17) = '{\"change\":\"create'";

/// The register of such a change, up to the end: it is named after everything that somebody typed, and no end of so many
/// signs reaches back to that.
const MADE_OF: &str = "substr(substr(body, -64), instr(substr(body, -64), '\"register\":\"') + 12)";

/// How many changes of each kind the transactions after one and up to another have, in order: counted, none is read.
pub fn tallies(
    connection: &Connection,
    catalogue: Catalogue,
    after: Sequence,
    until: Option<Sequence>,
) -> Result<Vec<Tally>, Error> {
    let sql = format!(
        "SELECT sequence, CASE WHEN {MADE} THEN {MADE_OF} END AS made, count(*) FROM journal_change
         WHERE sequence > ? AND sequence <= ? GROUP BY sequence, made"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(params![after, until.unwrap_or(i64::MAX as u64)])?;
    let mut tallies: Vec<Tally> = Vec::new();
    while let Some(row) = rows.next()? {
        let sequence = row.get(0)?;
        let made = match row.get::<_, Option<String>>(1)? {
            Some(rest) => {
                let name = rest.split('"').next().unwrap_or_default();
                let unknown = || Error::journal(sequence, format!("there is no register “{name}”"));
                Some(catalogue.called(name).ok_or_else(unknown)?)
            }
            None => None,
        };
        tallies.push(Tally { sequence, made, count: row.get(2)? });
    }
    Ok(tallies)
}

/// Changes of one kind in a transaction, of records that were there before.
#[derive(Debug, Clone)]
pub struct Alike {
    pub register: &'static Register,
    /// What was done, in the journal's word.
    pub verb: String,
    /// The move, where it was one.
    pub step: Option<String>,
    pub count: u64,
}

/// What a transaction did to records that were there before, counted.
pub fn kinds(connection: &Connection, catalogue: Catalogue, sequence: Sequence) -> Result<Vec<Alike>, Error> {
    let sql = format!(
        "SELECT body ->> 'register' AS register, body ->> 'change' AS verb, body ->> 'move' AS step, count(*)
         FROM journal_change WHERE sequence = ? AND NOT {MADE} GROUP BY register, verb, step"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([sequence])?;
    let mut kinds = Vec::new();
    while let Some(row) = rows.next()? {
        let Some(register) = catalogue.called(&row.get::<_, String>(0)?) else { continue };
        kinds.push(Alike { register, verb: row.get(1)?, step: row.get(2)?, count: row.get(3)? });
    }
    Ok(kinds)
}

/// The changes of a transaction of records that were there before, in order.
pub fn amendments(connection: &Connection, catalogue: Catalogue, sequence: Sequence) -> Result<Vec<Change>, Error> {
    let sql = format!("SELECT body FROM journal_change WHERE sequence = ? AND NOT {MADE} ORDER BY position");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([sequence])?;
    let mut changes = Vec::new();
    while let Some(row) = rows.next()? {
        changes.push(read_change(sequence, row.get_ref(0)?.as_str().unwrap_or_default(), catalogue)?);
    }
    Ok(changes)
}

/// The records that a transaction made, in order: those of a register, or all.
pub fn made(connection: &Connection, sequence: Sequence, of: Option<&Register>) -> Result<Vec<RecordId>, Error> {
    let sql = format!(
        "SELECT body ->> 'record' FROM journal_change
         WHERE sequence = ?1 AND {MADE} AND (?2 IS NULL OR {MADE_OF} LIKE ?2 || '\"%') ORDER BY position"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(params![sequence, of.map(|register| register.name)])?;
    let mut made = Vec::new();
    while let Some(row) = rows.next()? {
        made.extend(RecordId::parse(row.get_ref(0)?.as_str().unwrap_or_default()));
    }
    Ok(made)
}

/// To which records those of a register that a transaction made point through a link, and how many to each.
pub fn made_for(
    connection: &Connection,
    sequence: Sequence,
    register: &Register,
    link: FieldName,
) -> Result<Vec<(RecordId, u64)>, Error> {
    let sql = format!(
        "SELECT body -> 'fields' ->> ? AS one, count(*) FROM journal_change
         WHERE sequence = ? AND {MADE} AND {MADE_OF} LIKE ? || '\"%' GROUP BY one"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(params![link.as_str(), sequence, register.name])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let to = row.get::<_, Option<String>>(0)?.and_then(|id| RecordId::parse(&id));
        found.extend(to.map(|to| row.get(1).map(|count| (to, count))).transpose()?);
    }
    Ok(found)
}

/// The stored bytes of one transaction's changes, in order.
pub fn bodies(connection: &Connection, sequence: Sequence) -> Result<Vec<String>, Error> {
    let mut statement =
        connection.prepare_cached("SELECT body FROM journal_change WHERE sequence = ? ORDER BY position")?;
    let bodies = statement.query_map([sequence], |row| row.get(0))?;
    Ok(bodies.collect::<Result<_, _>>()?)
}

/// The places of a record's changes, oldest first: as many as its revision counts.
pub(super) fn places(connection: &Connection, record: RecordId) -> Result<Vec<Sequence>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT sequence FROM journal_change
         WHERE CASE WHEN json_valid(body) THEN body ->> 'record' END = ? ORDER BY sequence",
    )?;
    let places = statement.query_map([record.to_string()], |row| row.get(0))?;
    Ok(places.collect::<Result<_, _>>()?)
}

/// The changes of one record up to and including a place, oldest first, each with its place.
pub fn history(
    connection: &Connection,
    catalogue: Catalogue,
    record: RecordId,
    until: Option<Sequence>,
) -> Result<Vec<(Sequence, Change)>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT sequence, body FROM journal_change
         WHERE CASE WHEN json_valid(body) THEN body ->> 'record' END = ? AND sequence <= ?
         ORDER BY sequence, position",
    )?;
    let mut rows = statement.query(params![record.to_string(), until.unwrap_or(i64::MAX as u64)])?;
    let mut history = Vec::new();
    while let Some(row) = rows.next()? {
        let sequence = row.get(0)?;
        history.push((sequence, read_change(sequence, row.get_ref(1)?.as_str().unwrap_or_default(), catalogue)?));
    }
    Ok(history)
}

/// The last place before which nothing was recorded at a moment or after it. What was written later by a clock that was
/// put back comes after it.
pub fn place_before(connection: &Connection, moment: Instant) -> Result<Sequence, Error> {
    let first: Option<Sequence> = connection.query_row(
        "SELECT min(sequence) FROM journal WHERE json_valid(header) AND header ->> 'at' >= ?",
        [spell_instant(moment)],
        |row| row.get(0),
    )?;
    Ok(match first {
        Some(first) => first.saturating_sub(1),
        None => head(connection)?.sequence,
    })
}

/// The transactions after a place of which the clock says that they were recorded before a moment.
pub fn backdated(connection: &Connection, place: Sequence, moment: Instant) -> Result<Vec<Sequence>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT sequence FROM journal WHERE sequence > ? AND json_valid(header) AND header ->> 'at' < ? ORDER BY sequence",
    )?;
    let found = statement.query_map(params![place, spell_instant(moment)], |row| row.get(0))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// The latest moment that the journal names up to a place.
pub fn latest(connection: &Connection, until: Sequence) -> Result<Option<Instant>, Error> {
    let latest: Option<String> = connection
        .prepare_cached("SELECT max(header ->> 'at') FROM journal WHERE sequence <= ? AND json_valid(header)")?
        .query_row([until], |row| row.get(0))?;
    Ok(latest.as_deref().and_then(read_instant))
}

/// Reads a header's bytes.
pub(super) fn read_header(sequence: Sequence, bytes: &str) -> Result<Header, Error> {
    let json = Json::parse_canonical(bytes).map_err(|why| Error::journal(sequence, why.to_string()))?;
    Header::from_json(&json).map_err(at(sequence))
}

/// Reads a change's bytes.
pub(super) fn read_change(sequence: Sequence, bytes: &str, catalogue: Catalogue) -> Result<Change, Error> {
    let json = Json::parse(bytes).map_err(|why| Error::journal(sequence, why.to_string()))?;
    Change::from_json(&json, catalogue).map_err(at(sequence))
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::*;
    use crate::domain::identity::RecordId;
    use crate::domain::transaction::{Actor, Channel, What};
    use crate::store::gavel::GAVEL;
    use crate::store::migration::migrate;

    fn header() -> Header {
        let actor = Actor { person: RecordId(uuid::Uuid::nil()), user: Hash::GENESIS, named: false };
        Header {
            actor,
            at: "2026-11-23T09:00:00Z".parse().unwrap(),
            behind: None,
            channel: Channel::CommandLine,
            program: "1".into(),
            reason: None,
            undoes: None,
            redoes: None,
        }
    }

    fn append(connection: &Connection, expected: Head) -> Appended {
        let transaction = connection.unchecked_transaction().unwrap();
        let mut draft = Draft::new(&transaction, expected, &header()).unwrap();
        let register = &crate::domain::note::REGISTER;
        let record = RecordId(uuid::Uuid::nil());
        draft.push(&Change { record, register, what: What::Void { revision: 1 } }).unwrap();
        let appended = draft.append().unwrap();
        if matches!(appended, Appended::At(_)) {
            transaction.commit().unwrap();
        }
        appended
    }

    #[test]
    fn a_transaction_follows_the_head_it_expects_or_is_stale() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection, &GAVEL).unwrap();
        let Appended::At(first) = append(&connection, Head::EMPTY) else { panic!("the journal was empty") };
        assert_eq!(append(&connection, Head::EMPTY), Appended::Stale(first));
        let elsewhere = Head { sequence: 1, link: Hash::GENESIS };
        assert_eq!(append(&connection, elsewhere), Appended::Stale(first), "the same place in another journal");
        let Appended::At(second) = append(&connection, first) else { panic!("the head was right") };
        assert_eq!(head(&connection).unwrap(), second);
        let count: i64 = connection.query_row("SELECT count(*) FROM journal_change", [], |row| row.get(0)).unwrap();
        assert_eq!((second.sequence, count), (2, 2), "nothing of a stale one stays");
    }
}
