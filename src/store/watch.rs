//! Noticing that another process has committed.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, SystemTime};

use notify::event::{AccessKind, AccessMode};
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use rusqlite::Connection;

use super::connection::{self, Access, wal_of};
use super::error::Error;

/// How often the file is asked where the system does not tell.
const INTERVAL: Duration = Duration::from_secs(2);

/// After a notice, when the file is asked again: the notice comes with the bytes, and the commit a moment later.
const AGAIN: [Duration; 7] = [
    Duration::from_millis(5),
    Duration::from_millis(20),
    Duration::from_millis(100),
    Duration::from_millis(500),
    // A disk may take its time to sync what was written.
    Duration::from_secs(2),
    Duration::from_secs(8),
    Duration::from_secs(30),
];

/// Watches a file until it is dropped.
#[derive(Debug)]
pub struct Watch {
    signals: Sender<Signal>,
    thread: Option<JoinHandle<()>>,
}

enum Signal {
    Touched,
    Stop,
}

/// How a file and its write-ahead log looked from outside at a moment. Every commit makes a difference to one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp([Option<(u64, Option<SystemTime>)>; 2]);

impl Stamp {
    /// How a file looks now.
    pub fn of(path: &Path) -> Self {
        let look = |path: &Path| {
            let seen = fs::metadata(path).ok()?;
            // A log that was only begun says nothing yet.
            (seen.len() > 0).then(|| (seen.len(), seen.modified().ok()))
        };
        Self([look(path), look(&wal_of(path))])
    }
}

/// Calls back after each commit of any connection to the file since a stamp was taken. The system's notice of a changed
/// file starts a look at SQLite's `data_version`, which alone decides; where the system gives no notices, it is looked
/// at every two seconds. All of it happens on a thread and a connection of its own, which reads nothing else.
pub(super) fn watch(path: &Path, access: Access, since: Stamp, mut committed: impl FnMut() + Send + 'static) -> Watch {
    let (signals, waiting) = mpsc::channel();
    let (path, touched) = (path.to_owned(), signals.clone());
    let thread = thread::spawn(move || {
        // Whoever watches sees what others did with the next key where the file can't be opened once more.
        let _ = follow(&path, access, since, &touched, &waiting, &mut committed);
    });
    Watch { signals, thread: Some(thread) }
}

fn follow(
    path: &Path,
    access: Access,
    since: Stamp,
    touched: &Sender<Signal>,
    waiting: &Receiver<Signal>,
    committed: &mut dyn FnMut(),
) -> Result<(), Error> {
    let connection = connection::bare(path, access)?;
    // The first look makes the write-ahead log appear, which the notices are asked for.
    let mut known = data_version(&connection)?;
    let watcher = notices(path, touched.clone()).ok();
    if Stamp::of(path) != since {
        known = data_version(&connection)?;
        committed();
    }
    // How often it was asked since the last notice.
    let mut asked = AGAIN.len();
    loop {
        let signal = match (&watcher, AGAIN.get(asked)) {
            (Some(_), Some(pause)) => waiting.recv_timeout(*pause),
            (Some(_), None) => waiting.recv().map_err(Into::into),
            (None, _) => waiting.recv_timeout(INTERVAL),
        };
        match signal {
            Ok(Signal::Stop) | Err(RecvTimeoutError::Disconnected) => return Ok(()),
            Ok(Signal::Touched) => asked = 0,
            Err(RecvTimeoutError::Timeout) => asked += 1,
        }
        if waiting.try_iter().any(|signal| matches!(signal, Signal::Stop)) {
            return Ok(());
        }
        // A file that can't be asked at the moment is asked again at the next notice.
        let Ok(version) = data_version(&connection) else { continue };
        if version != known {
            known = version;
            committed();
        }
    }
}

/// A file was closed by somebody who may have written to it.
const CLOSED: EventKind = EventKind::Access(AccessKind::Close(AccessMode::Write));

/// Asks the system for a notice when the file or its write-ahead log changes, and of no other file of the folder. The
/// log stays while somebody has the file open, and the watch itself does.
fn notices(path: &Path, signals: Sender<Signal>) -> notify::Result<RecommendedWatcher> {
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        let written = |kind: EventKind| !kind.is_access() || kind == CLOSED;
        if event.is_ok_and(|event| written(event.kind)) {
            // The watch may be ending; then nobody needs the notice.
            let _ = signals.send(Signal::Touched);
        }
    })?;
    let log: PathBuf = wal_of(path);
    for file in [path, log.as_path()].into_iter().filter(|file| file.exists()) {
        watcher.watch(file, RecursiveMode::NonRecursive)?;
    }
    Ok(watcher)
}

fn data_version(connection: &Connection) -> Result<i64, Error> {
    Ok(connection.pragma_query_value(None, "data_version", |row| row.get(0))?)
}

impl Drop for Watch {
    fn drop(&mut self) {
        // The thread may have ended already.
        let _ = self.signals.send(Signal::Stop);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
