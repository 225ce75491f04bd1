//! Noticing that another process has committed.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use notify::event::{AccessKind, AccessMode};
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use rusqlite::Connection;

use super::beside::{folder_of, wal_of};
use super::connection::Access;
use super::error::Error;
use super::sight;
use super::stamp::Stamp;

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
    // The first look of whoever may write makes the write-ahead log appear, which the notices are asked for.
    let mut eye = Eye::on(path, access)?;
    let watcher = notices(path, access, touched.clone()).ok();
    if Stamp::of(path) != since {
        eye.sees_change(path, access)?;
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
        if eye.sees_change(path, access).unwrap_or(false) {
            committed();
        }
    }
}

/// What tells that somebody has committed.
enum Eye {
    /// SQLite, by the number that it last gave.
    Version(Connection, i64),
    /// How the file looks, where it is read as one that does not change.
    Looks(Stamp),
}

impl Eye {
    fn on(path: &Path, access: Access) -> Result<Self, Error> {
        let looks = Self::Looks(Stamp::of(path));
        let version = || {
            let (connection, still) = sight::bare(path, access)?;
            if let Some(stamp) = still.stamp() {
                return Ok(Self::Looks(stamp));
            }
            let version = data_version(&connection)?;
            Ok(Self::Version(connection, version))
        };
        // Where whoever only reads comes between the log and its index, the looks tell as much.
        version().or_else(|why| if access == Access::Write { Err(why) } else { Ok(looks) })
    }

    fn sees_change(&mut self, path: &Path, access: Access) -> Result<bool, Error> {
        match self {
            Self::Version(connection, known) => {
                let version = data_version(connection)?;
                Ok(std::mem::replace(known, version) != version)
            }
            Self::Looks(stamp) if *stamp == Stamp::of(path) => Ok(false),
            Self::Looks(_) => {
                *self = Self::on(path, access)?;
                Ok(true)
            }
        }
    }
}

/// A file was closed by somebody who may have written to it.
const CLOSED: EventKind = EventKind::Access(AccessKind::Close(AccessMode::Write));

/// Asks the system for a notice when the file or its write-ahead log changes, and of no other file of the folder. The
/// log stays while somebody who may write has the file open, and the watch itself does; for whoever only reads it may come.
fn notices(path: &Path, access: Access, signals: Sender<Signal>) -> notify::Result<RecommendedWatcher> {
    let both = [path.to_owned(), wal_of(path)];
    let names = both.each_ref().map(|file| file.file_name().map(OsStr::to_owned));
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        let written = |kind: EventKind| !kind.is_access() || kind == CLOSED;
        let ours = |path: &PathBuf| names.iter().any(|name| name.as_deref() == path.file_name());
        if event.is_ok_and(|event| written(event.kind) && event.paths.iter().any(ours)) {
            // The watch may be ending; then nobody needs the notice.
            let _ = signals.send(Signal::Touched);
        }
    })?;
    if access != Access::Write {
        watcher.watch(folder_of(path), RecursiveMode::NonRecursive)?;
        return Ok(watcher);
    }
    for file in both.iter().filter(|file| file.exists()) {
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
