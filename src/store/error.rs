//! What can go wrong with a file: what happened, why, and what to do.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::{ErrorCode, ffi};

use crate::domain::field::Field;
use crate::domain::identity::{RecordId, Reference, Sequence};
use crate::domain::rules::Refusal;
use crate::domain::transaction::Unreadable;
use crate::domain::value::{Instant, Value};

use super::barred::{Barred, Wish};

/// What a store operation fails with. Nothing has changed where one is returned.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("There is no file {}. Create one", .0.display())]
    NoFile(PathBuf),
    #[error("{} is there already and was left as it is. Choose another name", .0.display())]
    AlreadyThere(PathBuf),
    #[error(
        "{} is a name under which the database {} keeps something of its own. Choose another name",
        path.display(),
        database.display()
    )]
    Companion { path: PathBuf, database: PathBuf },
    #[error(
        "{} is left of an earlier file, and SQLite would play it into a new one of that name. Move it away, or choose \
         another name",
        .0.display()
    )]
    Leftover(PathBuf),
    #[error("There is no folder {}. Make it first, or name another one", .0.display())]
    NoFolder(PathBuf),
    #[error("{} is {what} and not a file. Save what it holds in a file, and name that", path.display())]
    NotAFile { path: PathBuf, what: &'static str },
    #[error("{} can't be read: {source}", path.display())]
    Unread { path: PathBuf, source: io::Error },
    #[error("{} holds more than {}, which is the most that is read here", path.display(), spelled(*most))]
    TooLarge { path: PathBuf, most: u64 },
    #[error("{} is not a database: it was left as it is. Name a Gavel file with --db FILE", .0.display())]
    NotADatabase(PathBuf),
    #[error("{} belongs to another program: it was left as it is. Name a Gavel file with --db FILE", .0.display())]
    Foreign(PathBuf),
    #[error(
        "{} was written by a newer Gavel (schema {found}; this program knows up to {known}): it was left as it is. \
         Update Gavel to open it",
        path.display()
    )]
    Newer { path: PathBuf, found: u32, known: u32 },
    #[error(
        "{} was written by an older Gavel (schema {found}; this program uses {known}), and is not upgraded by what only \
         reads: it was left as it is. Upgrade it first, by any other command",
        path.display()
    )]
    Older { path: PathBuf, found: u32, known: u32 },
    #[error(
        "{} was written by an older Gavel (schema {found}; this program uses {known}), and has to be upgraded once by \
         somebody who may write to it. {why}",
        path.display()
    )]
    UpgradeReadOnly { path: PathBuf, found: u32, known: u32, why: Box<Error> },
    #[error(
        "The journal does not hold together, so the file was not upgraded and is unchanged: {0}. \
         Run the version of Gavel that wrote it, and verify"
    )]
    UpgradeUnproven(String),
    #[error("The file is damaged ({0}); it was left as it is. Restore a backup")]
    Damaged(String),
    #[error("{0}")]
    Barred(Box<Barred>),
    #[error(
        "{} holds what was saved last, and the index that SQLite keeps with it is gone. Whoever may write to the file \
         opens it once, by any command; then it can be read again",
        .0.display()
    )]
    NoIndex(PathBuf),
    #[error("The system does not let the file be written to. Nothing was changed; open it again, and see what it says")]
    ReadOnly,
    #[error(
        "Others wrote much into {} while it was read, so that what was read may be of two moments. Do it again",
        .0.display()
    )]
    Moved(PathBuf),
    #[error("The file is being written by others and did not come free in time. Nothing was changed; try again")]
    Busy,
    #[error(
        "Others changed the file while this was written out from its records. Nothing of it was saved; do it again, \
         and it is written from the records as they are now"
    )]
    Stale,
    #[error("Others have the file open, and what they write would be lost. Close it everywhere and try again")]
    InUse,
    #[error(
        "The disk is full, or takes no more of you. Nothing was changed, and what was saved stays and can be read. Make \
         room, then do it again"
    )]
    DiskFull,
    #[error("{0}")]
    Refused(#[from] Refusal),
    #[error("{0}")]
    Conflict(Box<Conflict>),
    #[error("The rules can't be judged, so nothing was changed: {0}. This is a fault of Gavel: please report it")]
    Untold(String),
    #[error("There is no record {0}")]
    NoRecord(String),
    #[error("Transaction {sequence} of the journal can't be read: {why}. Verify the file")]
    Journal { sequence: Sequence, why: String },
    #[error("{reference} can't be read: {field} holds something it can't hold. Verify the file")]
    Misfit { reference: String, field: &'static str },
    #[error("{}: {source}", path.display())]
    Io { path: PathBuf, source: io::Error },
    #[error("The system gave no random numbers: {0}")]
    Random(String),
    #[error("A working thread of Gavel ended unexpectedly; nothing more was changed. Start Gavel again")]
    ThreadGone,
    #[error("SQLite: {0}")]
    Sqlite(rusqlite::Error),
}

/// Two people changed the same fields of one record. Nobody's words are lost: both are here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    pub record: RecordId,
    pub reference: Reference,
    pub fields: Vec<FieldConflict>,
}

/// One field that somebody else changed first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldConflict {
    pub field: &'static Field,
    /// The value on which the edit was based.
    pub before: Option<Value>,
    /// What the edit wanted.
    pub yours: Option<Value>,
    /// What stands now.
    pub theirs: Option<Value>,
    /// Who made it so, and when, where the journal says.
    pub by: Option<(RecordId, Instant)>,
}

impl std::fmt::Display for Conflict {
    fn fmt(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        let labels: Vec<_> = self.fields.iter().map(|conflict| conflict.field.label).collect();
        write!(formatter, "{} was changed by someone else first: {}", self.reference, labels.join(", "))
    }
}

impl From<Conflict> for Error {
    fn from(conflict: Conflict) -> Self {
        Self::Conflict(Box::new(conflict))
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged(error.to_string()),
            Some(ErrorCode::NotADatabase) => Self::Damaged("it does not read as a database".to_owned()),
            Some(ErrorCode::ReadOnly) => Self::ReadOnly,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::SystemIoFailure)
                if error.sqlite_error().is_some_and(|one| takes_no_more(one.extended_code)) =>
            {
                Self::DiskFull
            }
            _ => Self::Sqlite(error),
        }
    }
}

impl Error {
    /// A journal entry that can't be read, at its place.
    pub fn journal(sequence: Sequence, why: impl Into<String>) -> Self {
        Self::Journal { sequence, why: why.into() }
    }

    /// Why nobody may write to a file here.
    pub(super) fn barred(path: &Path) -> Self {
        Barred::from(path, Wish::Write).map_or(Self::ReadOnly, |barred| Self::Barred(Box::new(barred)))
    }

    /// Names what stands in the way of what was to be done with a file, where that is why it failed.
    pub(super) fn at_file(self, path: &Path, wish: Wish) -> Self {
        let denied = match &self {
            Self::ReadOnly => true,
            Self::Unread { source, .. } | Self::Io { source, .. } => source.kind() == io::ErrorKind::PermissionDenied,
            Self::Sqlite(error) => error.sqlite_error_code() == Some(ErrorCode::CannotOpen),
            _ => false,
        };
        match Barred::from(path, wish).filter(|_| denied) {
            Some(barred) => Self::Barred(Box::new(barred)),
            None => self,
        }
    }

    /// Names the file that somebody wants read and that can't be.
    pub fn unread(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Unread { path, source }
    }

    /// Names the file an input or output error is about.
    pub fn io(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => Self::DiskFull,
            _ => Self::Io { path, source },
        }
    }
}

/// Places an unreadable entry at its sequence.
pub(super) fn at(sequence: Sequence) -> impl FnOnce(Unreadable) -> Error {
    move |unreadable| Error::journal(sequence, unreadable.0)
}

/// Whether SQLite could not write on, or not make a file longer: where a quota or a limit is reached, it does not say that
/// the disk is full.
fn takes_no_more(code: i32) -> bool {
    [ffi::SQLITE_IOERR_WRITE, ffi::SQLITE_IOERR_SHMSIZE, ffi::SQLITE_IOERR_TRUNCATE].contains(&code)
}

/// A number of bytes in words.
fn spelled(bytes: u64) -> String {
    const MIB: u64 = 1024 * 1024;
    if bytes >= MIB { format!("{} MiB", bytes / MIB) } else { format!("{bytes} bytes") }
}
