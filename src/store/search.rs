//! Finding records by words, newest first.
//!
//! The index is local: it is not journalled, and can be rebuilt from the tables at any time; verification compares it
//! with them.

use std::collections::hash_map::RandomState;
use std::collections::{BTreeSet, HashMap};
use std::hash::BuildHasher;

use rusqlite::{Connection, params};

use crate::domain::folding::in_words;
use crate::domain::identity::Reference;
use crate::domain::record::{Fields, Record};
use crate::domain::register::Register;
use crate::domain::value::Value;

use super::error::Error;
pub(super) use super::parts::query;
use super::parts::terms;
use super::read;
use super::schema::Schema;

/// In which order records are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The newest first; a page costs the same however many there are.
    Newest,
    /// The best match first; every match is weighed, so this is for a worker and not for each key.
    Best,
}

/// Puts a record's words into the index in place of those that stood there.
pub(super) fn index(connection: &Connection, key: i64, record: &Record, fresh: bool) -> Result<(), Error> {
    if !fresh {
        forget(connection, key)?;
    }
    insert(connection, key, record)
}

/// Takes a record's words out of the index: a voided one has none.
pub(super) fn forget(connection: &Connection, key: i64) -> Result<(), Error> {
    connection.prepare_cached("DELETE FROM search WHERE rowid = ?")?.execute([key])?;
    Ok(())
}

fn insert(connection: &Connection, key: i64, record: &Record) -> Result<(), Error> {
    let words = terms(&words(record));
    connection.prepare_cached("INSERT INTO search (rowid, words) VALUES (?, ?)")?.execute(params![key, words])?;
    Ok(())
}

/// The words by which a record is found.
fn words(record: &Record) -> String {
    let mut words = record.reference().to_string();
    for (field, value) in record.fields() {
        if let (true, Some(Value::Text(text))) = (field.searchable, value) {
            words.push('\n');
            words.push_str(text);
        }
    }
    words
}

/// Makes the index anew from the tables.
pub fn rebuild(connection: &Connection, schema: &Schema) -> Result<(), Error> {
    connection.execute("INSERT INTO search (search) VALUES ('delete-all')", [])?;
    each(connection, schema, |key, record| insert(connection, key, record))
}

/// Hands over every record that can be found, with its key.
fn each(
    connection: &Connection,
    schema: &Schema,
    mut take: impl FnMut(i64, &Record) -> Result<(), Error>,
) -> Result<(), Error> {
    for register in schema.catalogue.registers() {
        let sql = format!(
            "SELECT {}{}, r.key AS record_key FROM record r JOIN {} t ON t.key = r.key
             WHERE r.voided = 0 ORDER BY r.key",
            read::spine(register, Fields::ALL),
            schema.columns(register),
            register.name,
        );
        let mut statement = connection.prepare(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            take(row.get("record_key")?, &read::record(register, Fields::ALL, row)?)?;
        }
    }
    Ok(())
}

/// Has SQLite tell what an index holds, in a table of this connection alone; nothing is written to the file. It is to be
/// called before anything else is asked on the connection, since statements are compiled anew after it.
pub(super) fn tell_held(connection: &Connection) -> Result<(), Error> {
    let read_only: bool = connection.pragma_query_value(None, "query_only", |row| row.get(0))?;
    connection.pragma_update(None, "query_only", false)?;
    let told = connection.execute_batch("CREATE VIRTUAL TABLE temp.indexed USING fts5vocab (main, search, instance)");
    connection.pragma_update(None, "query_only", read_only)?;
    Ok(told?)
}

/// Compares the index, of which the connection [tells what it holds](tell_held), with the words of the records: the keys of
/// those of which it holds other terms, or at other places. Of each record the sum is kept of what stands for its terms and
/// their places, which nobody can know before: the order in which the index tells them does not matter.
pub(super) fn differing(connection: &Connection, schema: &Schema) -> Result<BTreeSet<i64>, Error> {
    let hashed = RandomState::new();
    let mut held: HashMap<i64, u64> = HashMap::new();
    let mut statement = connection.prepare("SELECT term, doc, offset FROM temp.indexed")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let one = hashed.hash_one((row.get_ref(0)?.as_bytes().unwrap_or_default(), row.get::<_, i64>(2)?));
        let sum = held.entry(row.get(1)?).or_default();
        *sum = sum.wrapping_add(one);
    }
    let mut differing = BTreeSet::new();
    each(connection, schema, |key, record| {
        let terms = terms(&words(record));
        let wanted = terms.split_ascii_whitespace().zip(0_i64..);
        let wanted = wanted.fold(0_u64, |sum, (term, at)| sum.wrapping_add(hashed.hash_one((term.as_bytes(), at))));
        if held.remove(&key) != Some(wanted) {
            differing.insert(key);
        }
        Ok(())
    })?;
    differing.extend(held.into_keys());
    Ok(differing)
}

/// The records in which every word occurs, or is part of one. A record whose reference is what was typed
/// comes first, then those whose whole title it is: of registers that others hang on before those that bear their names.
pub fn find(
    connection: &Connection,
    schema: &Schema,
    words: &str,
    order: Order,
    limit: u32,
) -> Result<Vec<Record>, Error> {
    let mut found: Vec<Record> = Vec::new();
    if let Ok(reference) = words.parse::<Reference>() {
        found.extend(read::by_reference(connection, schema, &reference)?.filter(|record| !record.voided));
    }
    let Some(query) = query(words) else { return Ok(found) };
    let order = match order {
        Order::Newest => "rowid DESC",
        Order::Best => "rank, rowid DESC",
    };
    let sql = format!(
        "SELECT r.register, r.key FROM (SELECT rowid AS key FROM search WHERE search MATCH ? ORDER BY {order} LIMIT ?) s
         CROSS JOIN record r ON r.key = s.key"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(params![query, limit])?;
    while let Some(row) = rows.next()? {
        let Some(register) = schema.catalogue.named(row.get_ref(0)?.as_str().unwrap_or_default()) else { continue };
        if let Some(record) = read::by_key(connection, schema, register, Fields::ALL, row.get(1)?)?
            && found.first().is_none_or(|first| first.id != record.id)
        {
            found.push(record);
        }
    }
    let typed = in_words(words);
    let rank = |register: &Register| schema.catalogue.registers().position(|one| one == register);
    found.sort_by_cached_key(|record| {
        let is_called = in_words(&record.reference().to_string()) == typed;
        let is_titled = in_words(record.title()) == typed;
        (!is_called, !is_titled, rank(record.register).filter(|_| is_titled))
    });
    found.truncate(limit as usize);
    Ok(found)
}

/// Whether more than so many records are found by words; no more of them are looked at than that.
pub fn is_common(connection: &Connection, words: &str, most: u32) -> Result<bool, Error> {
    let Some(query) = query(words) else { return Ok(false) };
    let sql = "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)";
    let found: u32 =
        connection.prepare_cached(sql)?.query_row(params![query, most.saturating_add(1)], |row| row.get(0))?;
    Ok(found > most)
}

/// The keys of the records that a query of the index finds, ascending, where they are at least so many.
pub(super) fn having_many(connection: &Connection, query: &str, many: usize) -> Result<Option<Vec<i64>>, Error> {
    let mut statement = connection.prepare_cached("SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid")?;
    let mut rows = statement.query([query])?;
    let mut keys = Vec::new();
    while let Some(row) = rows.next()? {
        keys.push(row.get(0)?);
    }
    Ok((keys.len() >= many).then_some(keys))
}
