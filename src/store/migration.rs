//! Numbered migrations: how a file comes to today's schema, from nothing or from any older one.
//!
//! A migration is never changed once a release carries it, and never removed. All that are due run in one transaction
//! together with the new schema number, so that a killed upgrade leaves the old file or the new one. Where a register's
//! shape changed, the migration makes its new table and leaves filling it to the journal: everything is replayed
//! through the upcasters, so that an upgraded file cannot differ from what its journal says.
//!
//! A choice that grows needs no new table, since no table names what a choice can be. Its migration makes the index anew in
//! which it has its order, where it has one, and else holds no SQL: its number alone keeps older programs, which don't know
//! the word, from reading the file.

use rusqlite::{Connection, TransactionBehavior};

use crate::domain::catalogue::Catalogue;

use super::error::Error;
use super::reworded::{self, Column};
use super::schema::Schema;
use super::{folding, replay, search, walk};

/// What marks a file as Gavel's: “GVEL” in SQLite's application id.
pub const APPLICATION_ID: i32 = 0x4756_454C;

/// Brings a file to today's schema; an empty file has schema 0. Calling it twice does nothing the second time.
///
/// # Errors
/// [`Error::UpgradeUnproven`] where an older file's journal does not hold together; any other error leaves the file as
/// it was, too.
pub fn migrate(connection: &mut Connection, schema: &Schema) -> Result<(), Error> {
    // Indexes are made of its functions.
    folding::teach(connection)?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let from = version(&transaction)?;
    let due = schema.steps_from(from);
    if due.is_empty() {
        return Ok(());
    }
    let reshaped: Vec<_> = due.iter().flat_map(|migration| migration.reshapes).copied().collect();
    let refill = from > 0 && due.iter().any(|migration| migration.whole || !migration.reshapes.is_empty());
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
        compare_with_kept(&transaction, schema.catalogue, &reshaped)?;
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

/// Compares what the journal gave back with what stood there, in the words of today: a row that somebody edited behind
/// Gavel's back must not be repaired in passing.
fn compare_with_kept(connection: &Connection, catalogue: Catalogue, reshaped: &[(&str, &str)]) -> Result<(), Error> {
    let columns = |table: &str| -> Result<Vec<String>, Error> {
        let mut statement = connection.prepare("SELECT name FROM pragma_table_info(?)")?;
        let names = statement.query_map([table], |row| row.get(0))?;
        Ok(names.collect::<Result<_, _>>()?)
    };
    for table in replay::tables(connection)? {
        let then = reworded::names(catalogue, &table).find_map(|name| {
            let kept = columns(&format!("kept_{name}"));
            kept.map(|kept| (!kept.is_empty()).then_some((name, kept))).transpose()
        });
        let Some((then, kept)) = then.transpose()? else { continue };
        let now = columns(&table)?;
        let compared: Vec<_> = kept
            .iter()
            .filter_map(|name| reworded::column(catalogue, &table, name, &now))
            .filter(|column| !reshaped.contains(&(table.as_str(), column.now.as_str())))
            .collect();
        let list = |of: fn(&Column) -> &str| compared.iter().map(of).collect::<Vec<_>>().join(", ");
        let before = format!("SELECT {} FROM temp.kept_{then}", list(|column| &column.before));
        let after = format!("SELECT {} FROM main.{table}", list(|column| &column.now));
        for (one, other) in [(&before, &after), (&after, &before)] {
            if connection.prepare(&format!("SELECT 1 FROM ({one} EXCEPT {other})"))?.exists([])? {
                let what = format!("the {table} table does not say what the journal says");
                return Err(Error::UpgradeUnproven(what));
            }
        }
    }
    let mut kept =
        connection.prepare("SELECT name FROM temp.sqlite_master WHERE type = 'table' AND name LIKE 'kept_%'")?;
    let kept = kept.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
    kept.iter().try_for_each(|table| Ok(connection.execute_batch(&format!("DROP TABLE temp.{table}"))?))
}
