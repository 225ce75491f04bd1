//! Copies of a file: made while others write, and put back only after they were verified.

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rusqlite::backup::Backup;

use crate::domain::identity::Sequence;

use super::ambient::{Ambient, Durability};
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
use super::view::View;
use super::workshop::Workshop;
use super::{Store, chain::Head, journal, witness};

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

/// What a backup takes the place of.
#[derive(Debug)]
pub struct Replaced<'a> {
    /// The file that stands there; none where there is none.
    pub before: Option<Before<'a>>,
}

/// A file that is replaced.
#[derive(Debug)]
pub struct Before<'a> {
    pub view: View<'a>,
    pub head: Head,
    /// Up to this transaction, its journal and that of the backup are the same.
    pub common: Sequence,
}

/// Verifies a backup and puts it in a file's place. A file that stood there is copied beside it first. Where documents of
/// that file witness a journal that the backup does not have, it is put there only if it is said to be `another` file or
/// an older copy. What it replaces is `told` in it before: where that is refused, nothing changes.
///
/// # Errors
/// [`Error::InUse`] where another process has the file open: what it writes meanwhile would be lost. The inner error says
/// why the backup is [unfit](Unfit).
pub fn restore<E: From<Error>>(
    backup: &Path,
    target: &Path,
    another: bool,
    (schema, ambient): (&'static Schema, &Ambient),
    told: impl FnOnce(Store, &Replaced) -> Result<(), E>,
) -> Result<Result<Restored, Unfit>, E> {
    let (candidate, workshop) = match verified(backup, target, schema)? {
        Ok(found) => found,
        Err(report) => return Ok(Err(Unfit::Faulty(report))),
    };
    let store = || Store::open(&candidate, schema, ambient.clone());
    if !target.exists() {
        told(store()?, &Replaced { before: None })?;
        let source = Sight::of(&candidate, Access::Write)?;
        copy(&source, &source.still(), &NewFile::named(target), Audience::in_folder_of(target))?;
        return Ok(Ok(Restored { head: journal::head(&source)?, kept: None, unknown: Vec::new() }));
    }
    open::prepare(target, schema)?;
    let mut present = connection::alone(target)?;
    let source = Sight::of(&candidate, Access::Write)?;
    let before = journal::head(&present)?;
    let unknown = unknown(&present, &source, schema)?;
    if !unknown.is_empty() && !another {
        return Ok(Err(Unfit::Lacks(unknown)));
    }
    let common = common(&present, &source)?;
    let view = View { connection: &present, contents: &present, schema, ambient };
    told(store()?, &Replaced { before: Some(Before { view, head: before, common }) })?;
    let kept = put(&source, &mut present, (target, before))?;
    present.close().map_err(|(_, error)| Error::from(error))?;
    let head = journal::head(&source)?;
    drop(workshop);
    Ok(Ok(Restored { head, kept: Some((before, kept)), unknown }))
}

/// A copy of the backup that holds, in a workshop beside the place for which it is meant. An older schema is upgraded in it,
/// and the backup stays as it is.
fn verified(backup: &Path, target: &Path, schema: &Schema) -> Result<Result<(PathBuf, Workshop), Report>, Error> {
    let workshop = Workshop::beside(target)?;
    let candidate = workshop.path("restored.db");
    let seen = Sight::of(backup, open::look(backup, schema)?)?;
    copy(&seen, &seen.still(), &NewFile::named(&candidate), Audience::User)?;
    open::prepare(&candidate, schema)?;
    let report = verify::verify(&candidate, Access::Write, schema, None, &mut |_| {})?;
    if !report.faults.is_empty() {
        return Ok(Err(report));
    }
    if !report.index.is_empty() {
        let index = connection::writing(&candidate, Durability::PowerCut)?;
        search::rebuild(&index, schema)?;
    }
    Ok(Ok((candidate, workshop)))
}

/// The documents of a file that print a head which another journal does not have.
fn unknown(present: &Connection, source: &Connection, schema: &Schema) -> Result<Vec<String>, Error> {
    let mut unknown = Vec::new();
    for witness in witness::all(present, schema)? {
        if !witness.is_in(source)? {
            unknown.push(witness.document);
        }
    }
    Ok(unknown)
}

/// The last transaction up to which two journals are the same: each link holds all that came before it.
fn common(one: &Connection, other: &Connection) -> Result<Sequence, Error> {
    let last = journal::head(one)?.sequence.min(journal::head(other)?.sequence);
    let is_same = |place: Sequence| Ok::<_, Error>(journal::link(one, place)? == journal::link(other, place)?);
    // What is the same up to a place is so before it: the place is looked for by halves.
    let (mut same, mut beyond) = (0, last + 1);
    while same + 1 < beyond {
        let middle = same + (beyond - same) / 2;
        if is_same(middle)? {
            same = middle;
        } else {
            beyond = middle;
        }
    }
    Ok(same)
}

/// Copies the file that stands there beside it, and the other one over it.
fn put(source: &Connection, present: &mut Connection, (target, before): (&Path, Head)) -> Result<PathBuf, Error> {
    let kept = free_name(target, &format!("before-restore-{}", before.sequence));
    copy(present, &Still::default(), &NewFile::named(&kept), Audience::User)?;
    Backup::new(source, present)?.run_to_completion(WHOLE, PAUSE, None)?;
    Ok(kept)
}
