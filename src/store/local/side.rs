//! The file beside the file, and the thread that writes to it.

use std::cell::{Cell, OnceCell};
use std::fs::OpenOptions;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use crate::store::beside::with_ending;
use crate::store::connection::{Access, keep_statements};
use crate::store::error::Error;
use crate::store::stamp::Stamp;
use crate::store::watch::{self, Watch};

use super::process;

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

/// The local state of one person's run.
#[derive(Debug)]
pub struct Local {
    path: PathBuf,
    pub(super) os_user: String,
    /// This process, so that others can tell whether it still runs.
    pub(super) process: String,
    pub(super) connection: Connection,
    /// How the side file looked before it was read.
    opened: Stamp,
    /// Why nothing can be kept, where it can't: then it is held in memory.
    trouble: Option<String>,
    /// Why the last write failed, where it did.
    failing: Arc<Mutex<Option<String>>>,
    writes: OnceCell<Writes>,
    /// Held by every write that is not kept yet.
    pending: Arc<()>,
    /// Whether something may be open by this process, which it puts away when it ends.
    pub(super) touched: Cell<bool>,
}

/// The thread that writes, from the first write on.
#[derive(Debug)]
struct Writes {
    waiting: Sender<Write>,
    thread: JoinHandle<()>,
}

impl Local {
    /// Opens the local state beside a file.
    ///
    /// # Errors
    /// Where not even memory can be had; a side file that can't be used is [`Local::trouble`].
    pub fn beside(database: &Path, os_user: &str) -> Result<Self, Error> {
        let path = side_file(database);
        begin(&path, database);
        let opened = Stamp::of(&path);
        match open(&path).and_then(|connection| writable(connection, database, &path)) {
            Ok(connection) => Ok(Self::with(path, os_user, connection, opened, None)),
            Err(error) => {
                let why = format!("{} can't be used: {error}", path.display());
                Self::in_memory_of(path, os_user, why)
            }
        }
    }

    /// The local state of whoever may only read a file: nothing is made beside it.
    ///
    /// # Errors
    /// Where not even memory can be had.
    pub fn of_reader(database: &Path, os_user: &str) -> Result<Self, Error> {
        Self::in_memory_of(
            side_file(database),
            os_user,
            "who may only read the file leaves nothing beside it".to_owned(),
        )
    }

    fn in_memory_of(path: PathBuf, os_user: &str, why: String) -> Result<Self, Error> {
        let connection = Connection::open_in_memory()?;
        connection.execute_batch(TABLES)?;
        let opened = Stamp::of(&path);
        Ok(Self::with(path, os_user, connection, opened, Some(why)))
    }

    fn with(path: PathBuf, os_user: &str, connection: Connection, opened: Stamp, trouble: Option<String>) -> Self {
        Self {
            path,
            os_user: os_user.to_owned(),
            process: process::own(),
            connection,
            opened,
            trouble,
            failing: Arc::default(),
            writes: OnceCell::new(),
            pending: Arc::default(),
            touched: Cell::new(false),
        }
    }

    /// Why nothing is kept for the next start, where that is so: from the beginning, or since the disk is full.
    pub fn trouble(&self) -> Option<String> {
        let failing = || self.failing.lock().ok().and_then(|failing| failing.clone());
        self.trouble.clone().or_else(failing)
    }

    /// Whether it is held in memory as long as the program runs, since there is no side file.
    pub fn in_memory(&self) -> bool {
        self.trouble.is_some()
    }

    /// Calls back after each change of the local state by anyone since it was opened; not at all where it is in memory
    /// only.
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

    /// Lets what was handed over be written.
    pub(super) fn end(&mut self) {
        if let Some(Writes { waiting, thread }) = self.writes.take() {
            drop(waiting);
            let _ = thread.join();
        }
    }

    pub(super) fn write(&self, job: impl FnOnce(&Connection) -> rusqlite::Result<()> + Send + 'static) {
        self.hand_over(job, None);
    }

    fn hand_over(
        &self,
        job: impl FnOnce(&Connection) -> rusqlite::Result<()> + Send + 'static,
        kept: Option<Sender<()>>,
    ) {
        self.touched.set(true);
        let receipt = Receipt { kept, _pending: Arc::clone(&self.pending) };
        if self.trouble.is_some() {
            return drop(job(&self.connection));
        }
        // A thread that is gone keeps nothing; the words are still on the screen.
        let writes = self.writes.get_or_init(|| self.start());
        let _ = writes.waiting.send(Write { job: Box::new(job), receipt });
    }
}

/// The connection, if it can be written to. The side file has the permissions of the file, so that everybody who can
/// write to the one can write to the other.
fn writable(connection: Connection, database: &Path, path: &Path) -> Result<Connection, Error> {
    if let Ok(permissions) = std::fs::metadata(database).map(|metadata| metadata.permissions()) {
        for name in [path.to_owned(), with_ending(path, "-wal"), with_ending(path, "-shm")] {
            // Only its owner may change them; whoever comes second finds them right.
            let _ = std::fs::set_permissions(name, permissions.clone());
        }
    }
    connection.execute_batch("BEGIN IMMEDIATE; ROLLBACK")?;
    Ok(connection)
}

/// Makes an empty side file that nobody else may read than those who may read the file. What can't be made is told when
/// it is opened.
fn begin(path: &Path, database: &Path) {
    let Ok(mode) = std::fs::metadata(database).map(|data| data.permissions().mode()) else { return };
    drop(OpenOptions::new().write(true).create_new(true).mode(mode & 0o666).open(path));
}

/// Where the local state of a file is.
pub(super) fn side_file(database: &Path) -> PathBuf {
    with_ending(database, ".local")
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
