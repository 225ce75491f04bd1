//! Taking what was erased out of the local state too.

use std::path::Path;

use rusqlite::{Connection, params};

use crate::domain::identity::RecordId;
use crate::store::error::Error;

use super::drafts::Typed;
use super::side::{open, side_file};

/// Removes what drafts hold of one field of a record, whoever wrote them, and the names of those who have records open.
/// A file without local state stays without.
pub fn forget(database: &Path, record: RecordId, field: &str) -> Result<(), Error> {
    let path = side_file(database);
    if !path.exists() {
        return Ok(());
    }
    let connection = open(&path)?;
    for (id, fields) in drafts_of(&connection, record)? {
        let kept: Vec<Typed> = fields.into_iter().filter(|typed| typed.field != field).collect();
        let kept = serde_json::to_string(&kept).unwrap_or_else(|_| "[]".to_owned());
        connection.execute("UPDATE draft SET fields = ? WHERE id = ?", params![kept, id])?;
    }
    connection.execute_batch("DELETE FROM presence; VACUUM; PRAGMA wal_checkpoint(TRUNCATE)")?;
    Ok(())
}

fn drafts_of(connection: &Connection, record: RecordId) -> Result<Vec<(String, Vec<Typed>)>, Error> {
    let mut statement = connection.prepare("SELECT id, fields FROM draft WHERE instr(subject, ?) > 0")?;
    let rows = statement.query_map([record.to_string()], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?;
    let mut drafts = Vec::new();
    for row in rows {
        let (id, fields) = row?;
        drafts.push((id, serde_json::from_str(&fields).unwrap_or_default()));
    }
    Ok(drafts)
}
