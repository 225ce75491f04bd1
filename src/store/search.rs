//! Finding records by words, newest first.
//!
//! The index is local: it is not journalled, not compared, and can be rebuilt from the tables at any time.

use rusqlite::{Connection, params};

use crate::domain::identity::Reference;
use crate::domain::record::{Fields, Record};
use crate::domain::value::Value;

use super::error::Error;
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
    let mut words = record.reference().to_string();
    for (field, value) in record.fields() {
        if let (true, Some(Value::Text(text))) = (field.searchable, value) {
            words.push('\n');
            words.push_str(text);
        }
    }
    connection.prepare_cached("INSERT INTO search (rowid, words) VALUES (?, ?)")?.execute(params![key, words])?;
    Ok(())
}

/// Makes the index anew from the tables.
pub fn rebuild(connection: &Connection, schema: &Schema) -> Result<(), Error> {
    connection.execute("INSERT INTO search (search) VALUES ('delete-all')", [])?;
    for register in schema.catalogue.registers() {
        let sql = format!(
            "SELECT {}{}, r.key AS record_key FROM record r JOIN {} t ON t.key = r.key
             WHERE r.voided = 0 ORDER BY r.key",
            read::spine(register),
            schema.table(register).columns,
            register.name,
        );
        let mut statement = connection.prepare(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            insert(connection, row.get("record_key")?, &read::record(register, Fields::ALL, row)?)?;
        }
    }
    Ok(())
}

/// The records in which every word occurs, or a word that begins with it. A record whose reference is what was typed
/// comes first.
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
    found.truncate(limit as usize);
    Ok(found)
}

/// The words as a query of the index: each quoted, so that `NC-7` and `"` mean themselves, and each a beginning.
pub(super) fn query(words: &str) -> Option<String> {
    let tokens = words.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric));
    let quoted: Vec<_> = tokens.map(|word| format!("\"{}\"*", word.replace('"', "\"\""))).collect();
    (!quoted.is_empty()).then(|| quoted.join(" "))
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

#[cfg(test)]
mod tests {
    use super::query;

    #[test]
    fn what_is_typed_means_itself() {
        assert_eq!(query("NC-7 bias").as_deref(), Some("\"NC-7\"* \"bias\"*"));
        assert_eq!(query("say \"no\" OR").as_deref(), Some("\"say\"* \"\"\"no\"\"\"* \"OR\"*"));
        assert_eq!(query(" \" - * "), None);
    }
}
