//! Copies of a file: made while others write, and put back only after they were verified.

use std::path::{Path, PathBuf};

use rusqlite::backup::Backup;

use crate::domain::identity::Sequence;

use super::ambient::Durability;
use super::audience::Audience;
use super::beside::free_name;
use super::connection::{self, Access};
use super::copy::{PAUSE, WHOLE, copy};
use super::error::Error;
use super::open;
use super::output::NewFile;
use super::schema::Schema;
use super::search;
use super::sight::{Sight, Still};
use super::verify::{self, Report};
use super::workshop::Workshop;
use super::{chain::Head, journal, witness};

/// What came of a restore.
#[derive(Debug)]
pub struct Restored {
    /// Where the file now stands.
    pub head: Head,
    /// What stood there before, and where it is kept.
    pub kept: Option<(Head, PathBuf)>,
    /// The documents of the file that stood there which print a head that is not in the backup.
    pub unknown: Vec<String>,
}

/// Why a backup was not put in a file's place; nothing has changed.
#[derive(Debug)]
pub enum Unfit {
    /// It does not verify.
    Faulty(Report),
    /// These documents of the file that stands there print a head that it does not have.
    Lacks(Vec<String>),
}

/// Verifies a backup and puts it in a file's place. A file that stood there is copied beside it first. Where documents of
/// that file witness a journal that the backup does not have, it is put there only if it is said to be `another` file or
/// an older copy.
///
/// # Errors
/// [`Error::InUse`] where another process has the file open: what it writes meanwhile would be lost. The inner error says
/// why the backup is [unfit](Unfit).
pub fn restore(
    backup: &Path,
    target: &Path,
    another: bool,
    schema: &Schema,
    progress: &mut dyn FnMut(Sequence),
) -> Result<Result<Restored, Unfit>, Error> {
    // A copy is verified and not the backup itself: an older schema is upgraded, and the backup stays as it is.
    let workshop = Workshop::beside(target)?;
    let candidate = workshop.path("restored.db");
    let seen = Sight::of(backup, open::look(backup, schema)?)?;
    copy(&seen, &seen.still(), &NewFile::named(&candidate), Audience::User)?;
    open::prepare(&candidate, schema)?;
    let report = verify::verify(&candidate, Access::Write, schema, None, progress)?;
    if !report.faults.is_empty() {
        return Ok(Err(Unfit::Faulty(report)));
    }
    if !report.index.is_empty() {
        let index = connection::writing(&candidate, Durability::PowerCut)?;
        search::rebuild(&index, schema)?;
    }
    let source = Sight::of(&candidate, Access::Write)?;
    let head = journal::head(&source)?;
    if !target.exists() {
        copy(&source, &source.still(), &NewFile::named(target), Audience::in_folder_of(target))?;
        return Ok(Ok(Restored { head, kept: None, unknown: Vec::new() }));
    }
    open::prepare(target, schema)?;
    let mut present = connection::alone(target)?;
    let before = journal::head(&present)?;
    let mut unknown = Vec::new();
    for witness in witness::all(&present, schema)? {
        if !witness.is_in(&source)? {
            unknown.push(witness.document);
        }
    }
    if !unknown.is_empty() && !another {
        return Ok(Err(Unfit::Lacks(unknown)));
    }
    let kept = free_name(target, &format!("before-restore-{}", before.sequence));
    copy(&present, &Still::default(), &NewFile::named(&kept), Audience::User)?;
    Backup::new(&source, &mut present)?.run_to_completion(WHOLE, PAUSE, None)?;
    present.close().map_err(|(_, error)| error)?;
    Ok(Ok(Restored { head, kept: Some((before, kept)), unknown }))
}
