//! Connections that only read. Whoever may not write to a file leaves nothing beside it: SQLite would make a log and an
//! index there under the reader's name, to which the file's owner may not write.
//!
//! A file that nobody has open is read as one that does not change; where a log stands beside it, it is read by the log and
//! the index that are there. In both cases a lock that readers share is held first: for as long as it is, nobody
//! takes the log away, and nobody who leaves moves what it holds into the file.

use std::fs::File;
use std::ops::{Deref, DerefMut};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{FileExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::{Connection, OpenFlags};
use rustix::fs::{FlockOperation, fcntl_lock};
use rustix::io::Errno;

use super::barred::Wish;
use super::beside::{has_log, wal_of, with_ending};
use super::connection::{Access, PATIENCE, keep_statements, on_network};
use super::error::Error;
use super::source;
use super::stamp::Stamp;

/// The pages that a reading connection keeps, in the spelling of SQLite: 1 MB. The system keeps the rest of the file.
const CACHE: i64 = -1_000;

/// How long others are waited for, each time that they are on the file at the same moment, and how often.
const PAUSE: Duration = Duration::from_millis(5);
const TRIES: usize = 4;

/// A connection that only reads.
#[derive(Debug)]
pub(super) struct Sight {
    connection: Connection,
    still: Still,
}

/// A file as it looked when it was opened as one that does not change; nothing where a connection sees each change.
#[derive(Debug, Clone, Default)]
pub struct Still(Option<(PathBuf, Stamp)>);

impl Still {
    /// Whether others have written since.
    pub fn is_behind(&self) -> bool {
        self.0.as_ref().is_some_and(|(path, stamp)| Stamp::of(path) != *stamp)
    }

    /// That all that was read is of one moment.
    ///
    /// # Errors
    /// [`Error::Moved`] where others wrote into the file meanwhile.
    pub fn settled(&self) -> Result<(), Error> {
        match &self.0 {
            Some((path, stamp)) if !stamp.has_same_file(&Stamp::of(path)) => Err(Error::Moved(path.clone())),
            _ => Ok(()),
        }
    }

    /// How the file looked, where it is read as one that does not change.
    pub(super) fn stamp(&self) -> Option<Stamp> {
        self.0.as_ref().map(|(_, stamp)| *stamp)
    }
}

impl Deref for Sight {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.connection
    }
}

impl DerefMut for Sight {
    fn deref_mut(&mut self) -> &mut Connection {
        &mut self.connection
    }
}

impl Sight {
    /// A connection to a file that allows so much.
    pub fn of(path: &Path, access: Access) -> Result<Self, Error> {
        let readable = |mut connection: Connection| -> Result<Connection, Error> {
            connection.pragma_update(None, "query_only", true)?;
            connection.pragma_update(None, "cache_size", CACHE)?;
            keep_statements(&mut connection)?;
            connection.query_row("SELECT count(*) FROM sqlite_master", [], |row| row.get::<_, i64>(0))?;
            Ok(connection)
        };
        let read = |way| bare_by(path, way).and_then(|(connection, still)| Ok((readable(connection)?, still)));
        let mut tries = 0;
        let opened = loop {
            let way = Way::to(path, access)?;
            match read(way) {
                // Whoever opens a file makes its log before the index.
                Err(_) if way == Way::Beside && tries < TRIES => {
                    tries += 1;
                    thread::sleep(PAUSE);
                }
                // What was begun beside it and holds nothing is not needed. What failed has let go of the file.
                Err(_) if way == Way::Beside && !has_log(path) => {
                    hold(path)?;
                    break read(Way::Still);
                }
                Err(_) if way == Way::Beside && !with_ending(path, "-shm").exists() => {
                    break Err(Error::NoIndex(wal_of(path)));
                }
                other => break other,
            }
        };
        let (connection, still) = opened.map_err(|error| error.at_file(path, Wish::Read))?;
        Ok(Self { connection, still })
    }

    /// The first connection that reads, and what the file then allows. SQLite reads beside writers by a small file of its
    /// own; where there is no room for that, nobody has the file open, and it is read as one that does not change.
    ///
    /// # Errors
    /// [`Error::DiskFull`] where a log stands beside it, too, and there is no room to read that.
    pub fn first(path: &Path, access: Access) -> Result<(Self, Access), Error> {
        match Self::of(path, access) {
            Err(Error::DiskFull) if access == Access::Write && !has_log(path) => {
                Ok((Self::of(path, Access::Full)?, Access::Full))
            }
            other => Ok((other?, access)),
        }
    }

    /// How the file looked when it was opened, where it is read as one that does not change.
    pub fn still(&self) -> Still {
        self.still.clone()
    }
}

/// A connection that reads nothing of the file but what is asked of it, so that it costs next to nothing.
pub(super) fn bare(path: &Path, access: Access) -> Result<(Connection, Still), Error> {
    bare_by(path, Way::to(path, access)?)
}

fn bare_by(path: &Path, way: Way) -> Result<(Connection, Still), Error> {
    let still = if way == Way::Still { Still(Some((path.to_owned(), Stamp::of(path)))) } else { Still::default() };
    let flags = match way {
        Way::Writer => OpenFlags::SQLITE_OPEN_READ_WRITE,
        _ => OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI,
    };
    let uri = |how: &str| PathBuf::from(format!("file:{}?{how}", escaped(path)));
    let name = match way {
        Way::Writer => path.to_owned(),
        Way::Beside => uri("readonly_shm=1"),
        Way::Still => uri("immutable=1"),
    };
    let connection = Connection::open_with_flags(name, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(PATIENCE)?;
    Ok((connection, still))
}

/// A path as it stands in an address: its bytes, and numbers for those that mean something there.
fn escaped(path: &Path) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/._-".contains(&byte);
    let spell = |byte: &u8| if plain(*byte) { char::from(*byte).to_string() } else { format!("%{byte:02x}") };
    path.as_os_str().as_bytes().iter().map(spell).collect()
}

/// How a file is opened to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// As whoever writes opens it.
    Writer,
    /// By what others keep beside it; nothing is made there.
    Beside,
    /// As a file that does not change.
    Still,
}

impl Way {
    fn to(path: &Path, access: Access) -> Result<Self, Error> {
        if access == Access::Write {
            return Ok(Self::Writer);
        }
        let logs = hold(path)?;
        // Without a log others write into the file itself, each time under a lock.
        let written_in_place = !logs && (on_network(path) || with_ending(path, "-journal").exists());
        let beside = (logs && wal_of(path).exists()) || written_in_place;
        Ok(if beside { Self::Beside } else { Self::Still })
    }
}

/// The files that are only read here, by their place on the disk, each open until the process ends: closing one
/// would drop whatever SQLite has locked of it.
static HELD: Mutex<Vec<(u64, u64, File)>> = Mutex::new(Vec::new());

/// Holds a file by a lock that readers share, and says whether it is one with a log beside it; one without is not held, for
/// who writes to it needs it alone.
fn hold(path: &Path) -> Result<bool, Error> {
    /// Where SQLite says whether readers look for a log.
    const READ_VERSION: u64 = 19;
    const WITH_LOG: u8 = 2;
    let data = path.metadata().map_err(Error::unread(path))?;
    let mut held = HELD.lock().unwrap_or_else(PoisonError::into_inner);
    let known = held.iter().position(|(device, number, _)| (*device, *number) == (data.dev(), data.ino()));
    let place = match known {
        Some(place) => place,
        None => {
            held.push((data.dev(), data.ino(), source::open(path)?));
            held.len() - 1
        }
    };
    let file = &held[place].2;
    let until = Instant::now() + PATIENCE;
    loop {
        match fcntl_lock(file, FlockOperation::NonBlockingLockShared) {
            Err(Errno::AGAIN | Errno::ACCESS) if Instant::now() < until => thread::sleep(PAUSE),
            Err(Errno::AGAIN | Errno::ACCESS) => return Err(Error::Busy),
            // A file system that knows no locks has no writers beside readers either.
            _ => break,
        }
    }
    let mut version = [0];
    file.read_exact_at(&mut version, READ_VERSION).map_err(Error::unread(path))?;
    let logs = version[0] == WITH_LOG;
    if !logs {
        let _ = fcntl_lock(file, FlockOperation::NonBlockingUnlock);
    }
    Ok(logs)
}
