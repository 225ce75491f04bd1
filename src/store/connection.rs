//! The connections to a file that write: the one that does, one that makes it, one that has it alone.

use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::ambient::Durability;
use super::audience::OWN_FILE;
use super::error::Error;
use super::{folding, together, worked};

/// How long a writer waits for others.
pub(super) const PATIENCE: Duration = Duration::from_secs(20);

/// What a file allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    Write,
    ReadOnly,
    /// Nothing, since there is no room on the disk; it can be read.
    Full,
}

/// Makes a connection keep its statements, and ask for many things by one of them. Without the guarantee of stable plans, SQLite compiles a statement anew each
/// time another value is bound to it.
pub(super) fn keep_statements(connection: &mut Connection) -> Result<(), Error> {
    connection.set_prepared_statement_cache_capacity(256);
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    #[cfg(test)]
    super::compiled::count(connection);
    folding::teach(connection)?;
    worked::teach(connection)?;
    together::teach(connection)
}

/// The connection that writes to a file which it makes.
pub(super) fn new(path: &Path, durability: Durability) -> Result<Connection, Error> {
    // SQLite makes none where one is to be written to, and gives what it keeps beside it the permissions of the file.
    OpenOptions::new().write(true).create_new(true).mode(OWN_FILE).open(path).map_err(Error::io(path))?;
    writing(path, durability)
}

/// The connection that writes. On a network file system, whose shared memory cannot be relied on, the file is kept
/// without a write-ahead log.
pub(super) fn writing(path: &Path, durability: Durability) -> Result<Connection, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(PATIENCE)?;
    let mode = if on_network(path) { "DELETE" } else { "WAL" };
    let synchronous = match durability {
        Durability::PowerCut => "FULL",
        Durability::Process => "OFF",
    };
    connection.execute_batch(&format!(
        "PRAGMA journal_mode = {mode}; PRAGMA synchronous = {synchronous}; PRAGMA foreign_keys = ON;
         PRAGMA secure_delete = OFF"
    ))?;
    keep_statements(&mut connection)?;
    Ok(connection)
}

/// Whether a file lies on a network file system (NFS, SMB, 9p or one of the FUSE kind such as sshfs).
#[cfg(target_os = "linux")]
pub(super) fn on_network(path: &Path) -> bool {
    const NETWORK: [u32; 6] = [0x6969, 0x517B, 0xFF53_4D42, 0xFE53_4D42, 0x0102_1997, 0x6573_5546];
    let kind = rustix::fs::statfs(path).ok().and_then(|system| u32::try_from(system.f_type).ok());
    kind.is_some_and(|kind| NETWORK.contains(&kind))
}

/// Elsewhere the system does not say; SQLite's own locking is relied on.
#[cfg(not(target_os = "linux"))]
pub(super) fn on_network(_: &Path) -> bool {
    false
}

/// A connection that nobody else can write or read beside, until it is closed.
pub(super) fn alone(path: &Path) -> Result<Connection, Error> {
    let connection = writing(path, Durability::PowerCut)?;
    connection.busy_timeout(Duration::from_secs(1))?;
    let claimed = connection
        .execute_batch("PRAGMA journal_mode = DELETE; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT");
    match claimed.map_err(Error::from) {
        Err(Error::Busy) => Err(Error::InUse),
        other => other.map(|()| connection),
    }
}
