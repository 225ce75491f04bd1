//! Copies of a file: made while others write, and put back only after they were verified.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::backup::Backup;

use crate::domain::identity::Sequence;

use super::error::Error;
use super::open::{self, Access};
use super::schema::Schema;
use super::verify::{self, Report};
use super::{chain::Head, journal};

/// All pages are copied in one go, so that a copy is one state of the file however busily others write.
const WHOLE: i32 = i32::MAX;

/// How long to wait before trying again where others hold a lock.
const PAUSE: Duration = Duration::from_millis(5);

/// Copies a file as it stands to a new one; nobody sees it under its name before it is whole.
pub(super) fn copy(source: &Connection, target: &Path) -> Result<(), Error> {
    if target.exists() {
        return Err(Error::AlreadyThere(target.to_owned()));
    }
    let file = open::temporary(".gavel-backup-", open::folder_of(target))?;
    let mut copy = Connection::open(file.path())?;
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

/// What came of a restore.
#[derive(Debug)]
pub struct Restored {
    /// Where the file now stands.
    pub head: Head,
    /// What stood there before, and where it is kept.
    pub kept: Option<(Head, PathBuf)>,
}

/// Verifies a backup and puts it in a file's place. A file that stood there is copied beside it first.
///
/// # Errors
/// [`Error::InUse`] where another process has the file open: what it writes meanwhile would be lost. The inner error is
/// the backup's [`Report`] where it does not verify.
pub fn restore(
    backup: &Path,
    target: &Path,
    schema: &Schema,
    progress: &mut dyn FnMut(Sequence),
) -> Result<Result<Restored, Report>, Error> {
    // A copy is verified and not the backup itself: an older schema is upgraded, and the backup stays as it is.
    let folder = open::folder_of(target);
    let workspace = tempfile::TempDir::with_prefix_in(".gavel-restore-", folder).map_err(Error::io(folder))?;
    let candidate = workspace.path().join("restored.db");
    let seen = open::reading(backup, open::look(backup, schema)?)?;
    copy(&seen, &candidate)?;
    open::prepare(&candidate, schema)?;
    let report = verify::verify(&candidate, Access::Write, schema, None, progress)?;
    if !report.faults.is_empty() {
        return Ok(Err(report));
    }
    let source = open::reading(&candidate, Access::Write)?;
    let head = journal::head(&source)?;
    if !target.exists() {
        copy(&source, target)?;
        return Ok(Ok(Restored { head, kept: None }));
    }
    open::prepare(target, schema)?;
    let mut present = open::alone(target)?;
    let before = journal::head(&present)?;
    let kept = open::free_name(target, &format!("before-restore-{}", before.sequence));
    copy(&present, &kept)?;
    Backup::new(&source, &mut present)?.run_to_completion(WHOLE, PAUSE, None)?;
    present.close().map_err(|(_, error)| error)?;
    Ok(Ok(Restored { head, kept: Some((before, kept)) }))
}
