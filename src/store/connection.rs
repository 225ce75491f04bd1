//! The files of a database, and the connections to it: the one that writes, those that read, one that has it alone.

use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::ambient::Durability;
use super::error::Error;
use super::{folding, together, worked};

/// A file that only its user may read and write.
pub(super) const OWN_FILE: u32 = 0o600;

/// How long a writer waits for others.
pub(super) const PATIENCE: Duration = Duration::from_secs(20);

/// The pages that a reading connection keeps, in the spelling of SQLite: 1 MB. The system keeps the rest of the file.
const CACHE: i64 = -1_000;

/// What a file allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    Write,
    ReadOnly,
    /// Nothing, since there is no room on the disk; it can be read.
    Full,
}

/// The folder in which a file is, or would be.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A name beside a file that is not taken yet: `aims.db.schema-1.backup`, then `….backup-2`.
pub(super) fn free_name(path: &Path, mark: &str) -> PathBuf {
    let named = |suffix: String| {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(suffix);
        path.with_file_name(name)
    };
    let first = named(format!(".{mark}.backup"));
    let others = (2_u32..).map(|turn| named(format!(".{mark}.backup-{turn}")));
    std::iter::once(first.clone()).chain(others).find(|name| name.symlink_metadata().is_err()).unwrap_or(first)
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

/// The first connection that reads, and what the file then allows. SQLite reads beside writers by a small file of its own;
/// where there is no room for that, nobody has the file open, and it is read as one that does not change.
///
/// # Errors
/// [`Error::DiskFull`] where a log stands beside it, too, and there is no room to read that.
pub(super) fn first(path: &Path, access: Access) -> Result<(Connection, Access), Error> {
    match reading(path, access) {
        Err(Error::DiskFull) if access == Access::Write && !has_log(path) => {
            Ok((reading(path, Access::Full)?, Access::Full))
        }
        other => Ok((other?, access)),
    }
}

/// Whether something was committed that stands beside a file only.
fn has_log(path: &Path) -> bool {
    wal_of(path).metadata().is_ok_and(|log| log.len() > 0)
}

/// A connection that only reads. Where the folder can't be written to and nobody has the file open, SQLite is told that
/// the file does not change.
pub(super) fn reading(path: &Path, access: Access) -> Result<Connection, Error> {
    let readable = |mut connection: Connection| -> Result<Connection, Error> {
        connection.busy_timeout(PATIENCE)?;
        connection.pragma_update(None, "query_only", true)?;
        connection.pragma_update(None, "cache_size", CACHE)?;
        keep_statements(&mut connection)?;
        connection.query_row("SELECT count(*) FROM sqlite_master", [], |row| row.get::<_, i64>(0))?;
        Ok(connection)
    };
    let flags = OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if access == Access::Write {
        return readable(Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_READ_WRITE)?);
    }
    let plain = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_READ_ONLY);
    match plain.map_err(Error::from).and_then(readable) {
        Ok(connection) => Ok(connection),
        Err(_) if !has_log(path) => {
            let name = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
            let flags = flags | OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
            readable(Connection::open_with_flags(format!("file:{name}?immutable=1"), flags)?)
        }
        Err(error) => Err(error),
    }
}

/// A connection that reads nothing of the file but what is asked of it, so that it costs next to nothing.
pub(super) fn bare(path: &Path, access: Access) -> Result<Connection, Error> {
    let way = match access {
        Access::Write => OpenFlags::SQLITE_OPEN_READ_WRITE,
        Access::ReadOnly | Access::Full => OpenFlags::SQLITE_OPEN_READ_ONLY,
    };
    let connection = Connection::open_with_flags(path, way | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(PATIENCE)?;
    Ok(connection)
}

/// The write-ahead log beside a file.
pub(super) fn wal_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

/// Whether a file lies on a network file system (NFS, SMB, 9p or one of the FUSE kind such as sshfs).
#[cfg(target_os = "linux")]
fn on_network(path: &Path) -> bool {
    const NETWORK: [u32; 6] = [0x6969, 0x517B, 0xFF53_4D42, 0xFE53_4D42, 0x0102_1997, 0x6573_5546];
    let kind = rustix::fs::statfs(path).ok().and_then(|system| u32::try_from(system.f_type).ok());
    kind.is_some_and(|kind| NETWORK.contains(&kind))
}

/// Elsewhere the system does not say; SQLite's own locking is relied on.
#[cfg(not(target_os = "linux"))]
fn on_network(_: &Path) -> bool {
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
