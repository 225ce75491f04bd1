//! Erasure: removing what the law wants removed, and leaving the proof that it was there.

use std::time::Duration;

use rusqlite::{Connection, TransactionBehavior};

use crate::domain::field::Field;
use crate::domain::identity::Hash;
use crate::domain::person::{self, PersonField};
use crate::domain::record::Record;
use crate::domain::rules::Refusal;
use crate::domain::state::{lacking_reason, said_with_it};
use crate::domain::transaction::What;
use crate::domain::value::{Held, Value};

use super::content::{self, Purpose};
use super::error::Error;
use super::journal;
use super::schema::Schema;
use super::{connection, search};

/// What a field has ever held and that is still kept.
pub(super) struct Found {
    /// The hashes, with the user names of the journal that are the same operating-system user.
    pub contents: Vec<Hash>,
    pub values: Vec<Vec<u8>>,
}

/// Finds what an erasure of a field removes.
pub(super) fn contents(
    connection: &Connection,
    schema: &Schema,
    record: &Record,
    field: &'static Field,
    reason: Option<&str>,
) -> Result<Found, Error> {
    let attempt = format!("{} of {} can't be erased", field.label, record.reference());
    if !field.erasable() {
        let can: Vec<_> =
            record.register.fields.iter().filter(|field| field.erasable()).map(|field| field.name).collect();
        let can = if can.is_empty() { "none of this register".to_owned() } else { can.join(", ") };
        let rule = format!("Only personal fields and files can be erased: {can}.");
        return Err(Refusal::plain(attempt, rule).into());
    }
    if let Some(missing) = lacking_reason(reason) {
        return Err(Refusal { attempt, broken: vec![said_with_it(vec![missing])] }.into());
    }
    let mut found = Found { contents: Vec::new(), values: Vec::new() };
    let names_a_user = record.register.name == person::REGISTER.name && field.name == PersonField::OsUser.name();
    for hash in ever_held(connection, schema, record, field)? {
        if content::purpose(connection, hash)? == Some(Purpose::Sealed) {
            return Err(Refusal::plain(attempt, "It is a sealed document, which is evidence and stays whole.").into());
        }
        if let Some(bytes) = content::bytes(connection, hash)? {
            found.contents.push(hash);
            if names_a_user {
                found.contents.extend(users_called(connection, &bytes)?);
            }
            found.values.push(bytes);
        }
    }
    found.contents.sort_unstable();
    found.contents.dedup();
    if found.contents.is_empty() {
        return Err(Refusal::plain(attempt, "It holds nothing that is kept in this file.").into());
    }
    Ok(found)
}

/// What a personal field's column of hashes says of its value.
pub(super) fn kept_or_erased(hash: Option<[u8; 32]>) -> Value {
    hash.map_or(Value::Erased, |hash| Value::Content(Hash(hash)))
}

fn ever_held(connection: &Connection, schema: &Schema, record: &Record, field: &Field) -> Result<Vec<Hash>, Error> {
    let mut hashes = Vec::new();
    let place = record.register.position(field.name).unwrap_or_default();
    for (_, change) in journal::history(connection, schema.catalogue, record.id, None)? {
        match &change.what {
            What::Create { values, .. } => hashes.extend(values[place].as_ref().and_then(hash_of)),
            What::Update { fields, .. } => {
                let sides = fields.iter().filter(|one| one.field == field).flat_map(|one| [&one.before, &one.after]);
                hashes.extend(sides.flatten().filter_map(hash_of));
            }
            _ => {}
        }
    }
    hashes.sort_unstable();
    hashes.dedup();
    Ok(hashes)
}

fn hash_of(value: &Value) -> Option<Hash> {
    match value {
        Value::Content(hash) => Some(*hash),
        Value::File(file) => match &file.held {
            Held::Here(hash) => Some(*hash),
            Held::Elsewhere { .. } => None,
        },
        _ => None,
    }
}

/// User names in the journal's headers that are the same, as the person who acts is recognised: whatever the case.
fn users_called(connection: &Connection, bytes: &[u8]) -> Result<Vec<Hash>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT hash FROM content WHERE purpose = 'user' AND cast(bytes AS TEXT) = cast(? AS TEXT) COLLATE NOCASE",
    )?;
    let hashes = statement.query_map([bytes], |row| Ok(Hash(row.get(0)?)))?;
    Ok(hashes.collect::<Result<_, _>>()?)
}

/// How long others are waited for before the person is told that they stand in the way.
const RESTRAINT: Duration = Duration::from_secs(2);

/// Does something while SQLite writes over what it deletes: what was erased is then in no page of the file, whatever becomes
/// of the process after the commit, and leaves the write-ahead log with the next checkpoint.
pub(super) fn over<T>(
    connection: &mut Connection,
    work: impl FnOnce(&mut Connection) -> Result<T, Error>,
) -> Result<T, Error> {
    connection.pragma_update(None, "secure_delete", true)?;
    let done = work(connection);
    connection.pragma_update(None, "secure_delete", false)?;
    done
}

/// Rewrites the file so that nothing erased is left in free pages, the search index or the write-ahead log.
pub(super) fn scrub(connection: &mut Connection, schema: &Schema) -> Result<(), Error> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    search::rebuild(&transaction, schema)?;
    transaction.commit()?;
    connection.busy_timeout(RESTRAINT)?;
    let busy = connection
        .execute_batch("VACUUM")
        .and_then(|()| connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, bool>(0)));
    connection.busy_timeout(connection::PATIENCE)?;
    if busy? { Err(Error::Busy) } else { Ok(()) }
}
