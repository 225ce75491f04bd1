//! Numbered migrations: how a file comes to today's schema, from nothing or from any older one.
//!
//! A migration is never changed once a release carries it, and never removed. All that are due run in one transaction
//! together with the new schema number, so that a killed upgrade leaves the old file or the new one. Where a register's
//! shape changed, the migration makes its new table and leaves filling it to the journal: everything is replayed
//! through the upcasters, so that an upgraded file cannot differ from what its journal says.

use rusqlite::{Connection, TransactionBehavior};

use super::error::Error;
use super::schema::Schema;
use super::{replay, search, walk};

/// What marks a file as Gavel's: “GVEL” in SQLite's application id.
pub const APPLICATION_ID: i32 = 0x4756_454C;

/// Brings a file to today's schema; an empty file has schema 0. Calling it twice does nothing the second time.
///
/// # Errors
/// [`Error::UpgradeUnproven`] where an older file's journal does not hold together; any other error leaves the file as
/// it was, too.
pub fn migrate(connection: &mut Connection, schema: &Schema) -> Result<(), Error> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let from = version(&transaction)?;
    let due = schema.migrations.get(from as usize..).unwrap_or_default();
    if due.is_empty() {
        return Ok(());
    }
    let reshaped: Vec<_> = due.iter().flat_map(|migration| migration.reshapes).copied().collect();
    let refill = from > 0 && !reshaped.is_empty();
    if refill {
        if let Some(fault) = walk::chain(&transaction)?.faults.first() {
            return Err(Error::UpgradeUnproven(fault.to_string()));
        }
        // Tables are dropped and made anew while others point to them; what they point to comes back under its old key.
        transaction.pragma_update(None, "defer_foreign_keys", true)?;
        keep_aside(&transaction)?;
        replay::empty(&transaction)?;
    }
    for migration in due {
        transaction.execute_batch(migration.sql)?;
    }
    if refill {
        replay::refill(&transaction, schema)?;
        compare_with_kept(&transaction, &reshaped)?;
        search::rebuild(&transaction, schema)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", schema.version())?;
    transaction.commit()?;
    Ok(())
}

/// The schema number of a file.
pub fn version(connection: &Connection) -> Result<u32, Error> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// Refuses a file whose schema is not this program's.
pub(super) fn expect_version(connection: &Connection, schema: &Schema) -> Result<(), Error> {
    let (found, known) = (version(connection)?, schema.version());
    if found == known {
        return Ok(());
    }
    Err(Error::Newer { path: connection.path().unwrap_or_default().into(), found, known })
}

/// Copies of the tables as they stood before an upgrade emptied them.
fn keep_aside(connection: &Connection) -> Result<(), Error> {
    for table in replay::tables(connection)? {
        connection.execute_batch(&format!("CREATE TEMP TABLE kept_{table} AS SELECT * FROM main.{table}"))?;
    }
    Ok(())
}

/// Compares what the journal gave back with what stood there: a row that somebody edited behind Gavel's back must not
/// be repaired in passing.
fn compare_with_kept(connection: &Connection, reshaped: &[(&str, &str)]) -> Result<(), Error> {
    let columns = |table: &str| -> Result<Vec<String>, Error> {
        let mut statement = connection.prepare("SELECT name FROM pragma_table_info(?)")?;
        let names = statement.query_map([table], |row| row.get(0))?;
        Ok(names.collect::<Result<_, _>>()?)
    };
    for table in replay::tables(connection)? {
        let kept = columns(&format!("kept_{table}"))?;
        if kept.is_empty() {
            continue;
        }
        let now = columns(&table)?;
        let same = |name: &&String| now.contains(name) && !reshaped.contains(&(table.as_str(), name.as_str()));
        let names = kept.iter().filter(same).cloned().collect::<Vec<_>>().join(", ");
        for (one, other) in [("temp.kept_", "main."), ("main.", "temp.kept_")] {
            let sql =
                format!("SELECT 1 FROM (SELECT {names} FROM {one}{table} EXCEPT SELECT {names} FROM {other}{table})");
            if connection.prepare(&sql)?.exists([])? {
                let what = format!("the {table} table does not say what the journal says");
                return Err(Error::UpgradeUnproven(what));
            }
        }
        connection.execute_batch(&format!("DROP TABLE temp.kept_{table}"))?;
    }
    Ok(())
}
