//! Noticing that another process has committed.

use std::path::Path;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use rusqlite::Connection;

use super::error::Error;
use super::open::{self, Access};

/// How often the file is asked where the system does not tell.
const INTERVAL: Duration = Duration::from_secs(2);

/// After a notice, when the file is asked again: the notice comes with the bytes, and the commit a moment later.
const AGAIN: [Duration; 4] =
    [Duration::from_millis(5), Duration::from_millis(20), Duration::from_millis(100), Duration::from_millis(500)];

/// Watches a file until it is dropped.
#[derive(Debug)]
pub struct Watch {
    signals: Sender<Signal>,
    thread: Option<JoinHandle<()>>,
    _watcher: Option<RecommendedWatcher>,
}

enum Signal {
    Touched,
    Stop,
}

/// Calls back after each commit of any connection to the file. The system's notice of a changed file starts a look at
/// SQLite's `data_version`, which alone decides; where the system gives no notices, it is looked at every two seconds.
pub(super) fn watch(path: &Path, access: Access, mut committed: impl FnMut() + Send + 'static) -> Result<Watch, Error> {
    let (signals, waiting) = mpsc::channel();
    let watcher = notices(path, signals.clone()).ok();
    let told = watcher.is_some();
    let connection = open::reading(path, access)?;
    let mut known = data_version(&connection)?;
    let thread = thread::spawn(move || {
        // How often it was asked since the last notice.
        let mut asked = AGAIN.len();
        loop {
            let signal = match (told, AGAIN.get(asked)) {
                (true, Some(pause)) => waiting.recv_timeout(*pause),
                (true, None) => waiting.recv().map_err(Into::into),
                (false, _) => waiting.recv_timeout(INTERVAL),
            };
            match signal {
                Ok(Signal::Stop) | Err(RecvTimeoutError::Disconnected) => return,
                Ok(Signal::Touched) => asked = 0,
                Err(RecvTimeoutError::Timeout) => asked += 1,
            }
            if waiting.try_iter().any(|signal| matches!(signal, Signal::Stop)) {
                return;
            }
            // A file that can't be asked at the moment is asked again at the next notice.
            let Ok(version) = data_version(&connection) else { continue };
            if version != known {
                known = version;
                committed();
            }
        }
    });
    Ok(Watch { signals, thread: Some(thread), _watcher: watcher })
}

fn notices(path: &Path, signals: Sender<Signal>) -> notify::Result<RecommendedWatcher> {
    let file = path.file_name().unwrap_or_default().to_owned();
    let mut log = file.clone();
    log.push("-wal");
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        let ours = |path: &std::path::PathBuf| path.file_name().is_some_and(|name| name == file || name == log);
        if event.is_ok_and(|event| event.paths.iter().any(ours)) {
            // The watch may be ending; then nobody needs the notice.
            let _ = signals.send(Signal::Touched);
        }
    })?;
    watcher.watch(folder, RecursiveMode::NonRecursive)?;
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
