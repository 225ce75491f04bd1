//! A copy of a file, made while others write.

use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::backup::Backup;

use super::connection::{folder_of, temporary};
use super::error::Error;

/// All pages are copied in one go, so that a copy is one state of the file however busily others write.
pub(super) const WHOLE: i32 = i32::MAX;

/// How long to wait before trying again where others hold a lock.
pub(super) const PAUSE: Duration = Duration::from_millis(5);

/// Copies a file as it stands to a new one; nobody sees it under its name before it is whole.
pub(super) fn copy(source: &Connection, target: &Path) -> Result<(), Error> {
    if target.exists() {
        return Err(Error::AlreadyThere(target.to_owned()));
    }
    let file = temporary(".gavel-backup-", folder_of(target))?;
    let mut copy = Connection::open(file.path())?;
    // It is brought to the disk once, when it is whole; before that nobody knows its name.
    copy.execute_batch("PRAGMA synchronous = OFF")?;
    Backup::new(source, &mut copy)?.run_to_completion(WHOLE, PAUSE, None)?;
    // The copy stands alone: no write-ahead log beside it.
    copy.execute_batch("PRAGMA journal_mode = DELETE")?;
    copy.close().map_err(|(_, error)| error)?;
    file.as_file().sync_all().map_err(Error::io(target))?;
    match file.persist_noclobber(target) {
        Ok(_) => Ok(()),
        Err(failed) if failed.error.kind() == std::io::ErrorKind::AlreadyExists => {
            Err(Error::AlreadyThere(target.to_owned()))
        }
        Err(failed) => Err(Error::Io { path: target.to_owned(), source: failed.error }),
    }
}
