//! Erasure: removing what the law wants removed, and leaving the proof that it was there.

use rusqlite::Connection;

use crate::domain::field::{Field, Kind};
use crate::domain::identity::Hash;
use crate::domain::record::Record;
use crate::domain::rules::{Broken, Missing, Refusal};
use crate::domain::transaction::What;
use crate::domain::value::{File, Held, Value};

use super::content::{self, Purpose};
use super::error::Error;
use super::journal;
use super::schema::Schema;
use super::search;

/// The hashes of everything that a field has ever held, and that is still kept; with the user names that equal it.
pub(super) fn contents(
    connection: &Connection,
    schema: &Schema,
    record: &Record,
    field: &'static Field,
    reason: Option<&str>,
) -> Result<Vec<Hash>, Error> {
    let attempt = format!("{} of {} can't be erased", field.label, record.reference());
    if !field.erasable() {
        let can: Vec<_> =
            record.register.fields.iter().filter(|field| field.erasable()).map(|field| field.name).collect();
        let can = if can.is_empty() { "none of this register".to_owned() } else { can.join(", ") };
        let rule = format!("Only personal fields and files can be erased: {can}.");
        return Err(Refusal::plain(attempt, rule).into());
    }
    if reason.is_none_or(|reason| reason.trim().is_empty()) {
        let missing = vec![Missing::elsewhere("a reason")];
        let broken = Broken { rule: "This must be said with it.".to_owned(), clause: None, missing };
        return Err(Refusal { attempt, broken: vec![broken] }.into());
    }
    let mut kept = Vec::new();
    for hash in ever_held(connection, schema, record, field)? {
        if content::purpose(connection, hash)? == Some(Purpose::Sealed) {
            return Err(Refusal::plain(attempt, "It is a sealed document, which is evidence and stays whole.").into());
        }
        if let Some(bytes) = content::bytes(connection, hash)? {
            kept.push(hash);
            kept.extend(users_called(connection, &bytes)?.into_iter().filter(|_| field.kind == Kind::Text));
        }
    }
    kept.sort_unstable();
    kept.dedup();
    if kept.is_empty() {
        return Err(Refusal::plain(attempt, "It holds nothing that is kept in this file.").into());
    }
    Ok(kept)
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
        Value::Content(hash) | Value::File(File { held: Held::Here(hash), .. }) => Some(*hash),
        _ => None,
    }
}

/// User names in the journal's headers that spell the same bytes.
fn users_called(connection: &Connection, bytes: &[u8]) -> Result<Vec<Hash>, Error> {
    let mut statement = connection.prepare_cached("SELECT hash FROM content WHERE purpose = 'user' AND bytes = ?")?;
    let hashes = statement.query_map([bytes], |row| Ok(Hash(row.get(0)?)))?;
    Ok(hashes.collect::<Result<_, _>>()?)
}

/// Sealed documents that hold these bytes; an erasure leaves them whole.
pub(super) fn sealed_with(connection: &Connection, bytes: &[u8]) -> Result<Vec<Hash>, Error> {
    let mut statement = connection
        .prepare("SELECT hash FROM content WHERE purpose = 'sealed' AND instr(bytes, ?) > 0 ORDER BY hash")?;
    let hashes = statement.query_map([bytes], |row| Ok(Hash(row.get(0)?)))?;
    Ok(hashes.collect::<Result<_, _>>()?)
}

/// Rewrites the file so that nothing erased is left in free pages, the search index or the write-ahead log.
pub(super) fn scrub(connection: &Connection, schema: &Schema) -> Result<(), Error> {
    search::rebuild(connection, schema)?;
    connection.execute_batch("VACUUM")?;
    let busy: bool = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    if busy { Err(Error::Busy) } else { Ok(()) }
}
