//! Numbered migrations: how a file comes to today's schema, from nothing or from any older one.
//!
//! A migration is never changed once a release carries it, and never removed. All that are due run in one transaction
//! together with the new schema number, so that a killed upgrade leaves the old file or the new one. Where a register's
//! shape changed, the migration makes its new table and leaves filling it to the journal: everything is replayed
//! through the upcasters, so that an upgraded file cannot differ from what its journal says.

use rusqlite::{Connection, TransactionBehavior};

use super::error::Error;
use super::schema::Schema;
use super::{replay, search, verify};

/// One step from a schema to the next.
#[derive(Debug)]
pub struct Migration {
    pub sql: &'static str,
    /// Whether tables changed shape, so that all are emptied and filled again from the journal.
    pub refill: bool,
}

/// What Gavel's files went through.
pub static MIGRATIONS: &[Migration] = &[
    Migration { sql: include_str!("migrations/0001_foundation.sql"), refill: false },
    Migration { sql: include_str!("migrations/0002_priority_in_words.sql"), refill: true },
];

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
    let refill = from > 0 && due.iter().any(|migration| migration.refill);
    if refill {
        if let Some(fault) = verify::chain(&transaction)?.faults.first() {
            return Err(Error::UpgradeUnproven(fault.to_string()));
        }
        // Tables are dropped and made anew while others point to them; what they point to comes back under its old key.
        transaction.pragma_update(None, "defer_foreign_keys", true)?;
        replay::empty(&transaction)?;
    }
    for migration in due {
        transaction.execute_batch(migration.sql)?;
    }
    if refill {
        replay::refill(&transaction, schema)?;
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
