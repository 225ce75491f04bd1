//! A file beside the file, and the thread that writes to it.

use std::cell::OnceCell;
use std::fs::{self, OpenOptions, Permissions};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use crate::store::audience::OWN_FILE;
use crate::store::barred::Wish;
use crate::store::beside::with_ending;
use crate::store::connection::{Access, keep_statements};
use crate::store::error::Error;
use crate::store::stamp::Stamp;
use crate::store::watch::{self, Watch};

const TABLES: &str = "
    CREATE TABLE IF NOT EXISTS draft (
      id TEXT PRIMARY KEY,
      os_user TEXT NOT NULL,
      -- What is being written: `new action`, `edit <identity>`, `done <identity>`.
      subject TEXT NOT NULL,
      -- The words for it.
      label TEXT NOT NULL,
      saved_at TEXT NOT NULL,
      -- The record and the revision that it began with.
      record TEXT,
      revision INTEGER,
      -- The process that has it open; none once it is parked.
      process TEXT,
      fields TEXT NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS presence (
      process TEXT NOT NULL,
      record TEXT NOT NULL,
      person TEXT NOT NULL,
      PRIMARY KEY (process, record)
    ) STRICT;
    CREATE TABLE IF NOT EXISTS kept (
      os_user TEXT NOT NULL,
      name TEXT NOT NULL,
      value TEXT NOT NULL,
      PRIMARY KEY (os_user, name)
    ) STRICT;
";

type Job = Box<dyn FnOnce(&Connection) -> rusqlite::Result<()> + Send>;

/// Something handed over to be written.
struct Write {
    job: Job,
    receipt: Receipt,
}

/// What stands for a write until it is kept.
struct Receipt {
    /// Told once it is kept.
    kept: Option<Sender<()>>,
    _pending: Arc<()>,
}

/// Who may read and write what lies beside a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose<'a> {
    /// Whoever runs this.
    Own,
    /// Whoever may read and write this file.
    As(&'a Path),
}

/// A file beside the file, or the memory in its place.
#[derive(Debug)]
pub struct Side {
    path: PathBuf,
    pub(super) connection: Connection,
    /// How it looked before it was read.
    opened: Stamp,
    /// Why nothing can be kept, where it can't: then it is held in memory.
    trouble: Option<String>,
    /// Why the last write failed, where it did.
    failing: Arc<Mutex<Option<String>>>,
    writes: OnceCell<Writes>,
    /// Held by every write that is not kept yet.
    pending: Arc<()>,
}

/// The thread that writes, from the first write on.
#[derive(Debug)]
struct Writes {
    waiting: Sender<Write>,
    thread: JoinHandle<()>,
}

impl Side {
    /// Opens it, or makes it.
    ///
    /// # Errors
    /// Where not even memory can be had; a file that can't be used is [`Side::trouble`].
    pub fn open(path: PathBuf, whose: Whose) -> Result<Self, Error> {
        begin(&path, whose);
        let opened = Stamp::of(&path);
        let connection = closed_to_others(&path, whose)
            .and_then(|()| open(&path))
            .and_then(|connection| writable(connection, &path, whose));
        match connection {
            Ok(connection) => Ok(Self::with(path, connection, opened, None)),
            Err(error) => {
                let why = format!("{} can't be used: {error}", path.display());
                Self::in_memory(path, why)
            }
        }
    }

    /// The memory in place of it.
    ///
    /// # Errors
    /// Where not even that can be had.
    pub fn in_memory(path: PathBuf, why: String) -> Result<Self, Error> {
        let connection = Connection::open_in_memory()?;
        connection.execute_batch(TABLES)?;
        let opened = Stamp::of(&path);
        Ok(Self::with(path, connection, opened, Some(why)))
    }

    fn with(path: PathBuf, connection: Connection, opened: Stamp, trouble: Option<String>) -> Self {
        Self {
            path,
            connection,
            opened,
            trouble,
            failing: Arc::default(),
            writes: OnceCell::new(),
            pending: Arc::default(),
        }
    }

    /// Takes what belongs to a user out of a file that others may read, or will.
    pub fn take_from(&self, common: &Path, os_user: &str) -> Result<(), Error> {
        let connection = &self.connection;
        connection.execute("ATTACH ? AS common", [common.to_string_lossy()])?;
        let taken = || -> Result<(), Error> {
            let known: i64 = connection.query_row(
                "SELECT count(*) FROM common.sqlite_master WHERE name IN ('draft', 'kept')",
                [],
                |row| row.get(0),
            )?;
            if known < 2 {
                return Ok(());
            }
            let mut any = false;
            for table in ["draft", "kept"] {
                let whose = format!("FROM common.{table} WHERE os_user = ?");
                connection.execute(&format!("INSERT OR IGNORE INTO main.{table} SELECT * {whose}"), [os_user])?;
                any |= connection.execute(&format!("DELETE {whose}"), [os_user])? > 0;
            }
            if any {
                connection.execute_batch("PRAGMA common.wal_checkpoint(TRUNCATE)")?;
            }
            Ok(())
        };
        let taken = taken();
        connection.execute_batch("DETACH common")?;
        taken
    }

    /// Why nothing is kept for the next start, where that is so: from the beginning, or since the disk is full.
    pub fn trouble(&self) -> Option<String> {
        let failing = || self.failing.lock().ok().and_then(|failing| failing.clone());
        self.trouble.clone().or_else(failing)
    }

    /// Whether it is held in memory as long as the program runs, since there is no file.
    pub fn is_in_memory(&self) -> bool {
        self.trouble.is_some()
    }

    /// Calls back after each change by anyone since it was opened; not at all where it is in memory only.
    pub fn watch(&self, changed: impl FnMut() + Send + 'static) -> Option<Watch> {
        self.trouble.is_none().then(|| watch::watch(&self.path, Access::Write, self.opened, changed))
    }

    /// Waits until everything handed over so far is kept, or until the time is up; says whether it is.
    pub fn flush(&self, patience: Duration) -> bool {
        if self.writes.get().is_none() {
            return true;
        }
        let (told, done) = mpsc::channel();
        self.hand_over(|_| Ok(()), Some(told));
        done.recv_timeout(patience).is_ok()
    }

    /// Whether all that was handed over is kept, or can't be.
    pub fn is_idle(&self) -> bool {
        Arc::strong_count(&self.pending) == 1
    }

    /// Lets what was handed over be written.
    pub fn end(&mut self) {
        if let Some(Writes { waiting, thread }) = self.writes.take() {
            drop(waiting);
            let _ = thread.join();
        }
    }

    /// Hands something over to be written.
    pub fn write(&self, job: impl FnOnce(&Connection) -> rusqlite::Result<()> + Send + 'static) {
        self.hand_over(job, None);
    }

    fn hand_over(
        &self,
        job: impl FnOnce(&Connection) -> rusqlite::Result<()> + Send + 'static,
        kept: Option<Sender<()>>,
    ) {
        let receipt = Receipt { kept, _pending: Arc::clone(&self.pending) };
        if self.trouble.is_some() {
            return drop(job(&self.connection));
        }
        // A thread that is gone keeps nothing; the words are still on the screen.
        let writes = self.writes.get_or_init(|| self.start());
        let _ = writes.waiting.send(Write { job: Box::new(job), receipt });
    }

    /// The thread that writes; it opens a connection of its own.
    fn start(&self) -> Writes {
        let (writes, waiting) = mpsc::channel::<Write>();
        let (path, failing) = (self.path.clone(), Arc::clone(&self.failing));
        let thread = thread::spawn(move || {
            let note = |why: Option<Error>| {
                let told = why.map(|why| format!("{} can't be written to: {why}", path.display()));
                if let Ok(mut failing) = failing.lock() {
                    *failing = told;
                }
            };
            let connection = match open(&path) {
                Ok(connection) => connection,
                Err(why) => return note(Some(why)),
            };
            while let Ok(first) = waiting.recv() {
                // What piled up meanwhile goes into the same transaction.
                let batch = std::iter::once(first).chain(waiting.try_iter());
                let begun = connection.execute_batch("BEGIN IMMEDIATE").is_ok();
                let (mut receipts, mut done) = (Vec::new(), Ok(()));
                for Write { job, receipt } in batch {
                    // A write that fails is followed by the next one, which holds as much and more.
                    done = done.and(job(&connection));
                    receipts.push(receipt);
                }
                if begun {
                    done = done.and(connection.execute_batch("COMMIT"));
                }
                // A full disk can leave the transaction open; the next batch then begins afresh.
                if let Err(why) = done {
                    let _ = connection.execute_batch("ROLLBACK");
                    note(Some(why.into()));
                    continue;
                }
                note(None);
                for kept in receipts.iter().filter_map(|receipt| receipt.kept.as_ref()) {
                    // Whoever asked may have gone on.
                    let _ = kept.send(());
                }
            }
        });
        Writes { waiting: writes, thread }
    }
}

/// The connection, if it can be written to. What everybody shares has the permissions of the file, so that everybody who
/// can write to the one can write to the other.
fn writable(connection: Connection, path: &Path, whose: Whose) -> Result<Connection, Error> {
    if let Whose::As(database) = whose
        && let Ok(permissions) = fs::metadata(database).map(|metadata| metadata.permissions())
    {
        for name in [path.to_owned(), with_ending(path, "-wal"), with_ending(path, "-shm")] {
            // Only its owner may change them; whoever comes second finds them right.
            let _ = fs::set_permissions(name, permissions.clone());
        }
    }
    connection
        .execute_batch("BEGIN IMMEDIATE; ROLLBACK")
        .map_err(|error| Error::from(error).at_file(path, Wish::Write))?;
    Ok(connection)
}

/// Makes an empty file that nobody reads who is not to. What can't be made is told when it is opened.
fn begin(path: &Path, whose: Whose) {
    let mode = match whose {
        Whose::Own => OWN_FILE,
        Whose::As(database) => match fs::metadata(database) {
            Ok(data) => data.permissions().mode() & 0o666,
            Err(_) => return,
        },
    };
    drop(OpenOptions::new().write(true).create_new(true).mode(mode).open(path));
}

/// Closes what is one's own to others. In a folder for a group somebody else may have made a file of that name first.
fn closed_to_others(path: &Path, whose: Whose) -> Result<(), Error> {
    let Ok(data) = fs::symlink_metadata(path) else { return Ok(()) };
    if whose != Whose::Own {
        return Ok(());
    }
    if !data.is_file() || data.uid() != rustix::process::geteuid().as_raw() {
        let theirs = std::io::Error::other("it is somebody else's; remove it, and open the file again");
        return Err(Error::unread(path)(theirs));
    }
    fs::set_permissions(path, Permissions::from_mode(OWN_FILE)).map_err(Error::io(path))
}

pub(super) fn open(path: &Path) -> Result<Connection, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags)?;
    // Nobody who types waits longer for it; what can't be kept now stays on the screen and is kept later.
    connection.busy_timeout(Duration::from_millis(500))?;
    keep_statements(&mut connection)?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA secure_delete = ON; PRAGMA cache_size = -256",
    )?;
    let tables: i64 = connection.query_row(
        "SELECT count(*) FROM sqlite_master WHERE name IN ('draft', 'presence', 'kept')",
        [],
        |row| row.get(0),
    )?;
    if tables < 3 {
        connection.execute_batch(TABLES)?;
    }
    Ok(connection)
}
