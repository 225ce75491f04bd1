//! A copy of a file, made while others write.

use std::time::Duration;

use rusqlite::Connection;
use rusqlite::backup::Backup;

use super::audience::Audience;
use super::error::Error;
use super::output::NewFile;
use super::sight::Still;
use super::workshop::Workshop;

/// All pages are copied in one go, so that a copy is one state of the file however busily others write.
pub(super) const WHOLE: i32 = i32::MAX;

/// How long to wait before trying again where others hold a lock.
pub(super) const PAUSE: Duration = Duration::from_millis(5);

/// Copies a file as it stands to a new one; nobody sees it under its name before it is whole and known to be of one moment.
pub(super) fn copy(source: &Connection, still: &Still, target: &NewFile, audience: Audience) -> Result<(), Error> {
    target.check_database()?;
    let workshop = Workshop::beside(target.path())?;
    let made = workshop.path("copy");
    let mut copy = Connection::open(&made)?;
    // It is brought to the disk once, when it is whole; before that nobody knows its name.
    copy.execute_batch("PRAGMA synchronous = OFF")?;
    Backup::new(source, &mut copy)?.run_to_completion(WHOLE, PAUSE, None)?;
    // The copy stands alone: no write-ahead log beside it.
    copy.execute_batch("PRAGMA journal_mode = DELETE")?;
    copy.close().map_err(|(_, error)| error)?;
    still.settled()?;
    workshop.put(made, target.path(), audience)
}
