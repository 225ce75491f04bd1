//! The local state of one run: which file holds what.

use std::cell::Cell;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;

use crate::store::beside::{local_of, own_local_of};
use crate::store::error::Error;
use crate::store::watch::Watch;

use super::process;
use super::side::{Side, Whose};

/// The local state of one person's run.
#[derive(Debug)]
pub struct Local {
    pub(super) os_user: String,
    /// This process, so that others can tell whether it still runs.
    pub(super) process: String,
    /// Drafts and settings.
    pub(super) own: Side,
    /// Who has what open, where that is kept for others than its user.
    pub(super) common: Option<Side>,
    /// Whether something may be open by this process, which it puts away when it ends.
    pub(super) touched: Cell<bool>,
}

impl Local {
    /// Opens the local state beside a file.
    ///
    /// # Errors
    /// Where not even memory can be had; what can't be used is [`Local::trouble`].
    pub fn beside(database: &Path, os_user: &str) -> Result<Self, Error> {
        let (common, own) = (local_of(database), own_local_of(database));
        let open_to_others = fs::metadata(database).is_ok_and(|data| data.permissions().mode() & 0o077 != 0);
        if !open_to_others && !own.exists() {
            return Ok(Self::of(os_user, Side::open(common, Whose::As(database))?, None));
        }
        let own = Side::open(own, Whose::Own)?;
        // Before others may read it.
        let taken = if common.exists() { own.take_from(&common, os_user) } else { Ok(()) };
        let common = match taken {
            Ok(()) => Side::open(common, Whose::As(database))?,
            Err(why) => Side::in_memory(common, why.to_string())?,
        };
        Ok(Self::of(os_user, own, Some(common)))
    }

    /// The local state of whoever may only read a file: nothing is made beside it.
    ///
    /// # Errors
    /// Where not even memory can be had.
    pub fn of_reader(database: &Path, os_user: &str) -> Result<Self, Error> {
        let why = "who may only read the file leaves nothing beside it".to_owned();
        Ok(Self::of(os_user, Side::in_memory(local_of(database), why)?, None))
    }

    fn of(os_user: &str, own: Side, common: Option<Side>) -> Self {
        Self { os_user: os_user.to_owned(), process: process::own(), own, common, touched: Cell::new(false) }
    }

    /// Why nothing is kept for the next start, where that is so: from the beginning, or since the disk is full.
    pub fn trouble(&self) -> Option<String> {
        self.own.trouble()
    }

    /// Whether it is held in memory as long as the program runs, since there is no side file.
    pub fn in_memory(&self) -> bool {
        self.own.is_in_memory()
    }

    /// Calls back after each change of the local state by anyone since it was opened; not at all where it is in memory
    /// only.
    pub fn watch(&self, changed: impl FnMut() + Clone + Send + 'static) -> Vec<Watch> {
        self.sides().filter_map(|side| side.watch(changed.clone())).collect()
    }

    /// Waits until everything handed over so far is kept, or until the time is up; says whether it is.
    pub fn flush(&self, patience: Duration) -> bool {
        self.sides().all(|side| side.flush(patience))
    }

    /// Whether all that was handed over is kept, or can't be.
    pub fn is_idle(&self) -> bool {
        self.sides().all(Side::is_idle)
    }

    fn sides(&self) -> impl Iterator<Item = &Side> {
        std::iter::once(&self.own).chain(&self.common)
    }

    /// Where it stands who has what open.
    pub(super) fn common(&self) -> &Side {
        self.common.as_ref().unwrap_or(&self.own)
    }

    pub(super) fn write(&self, job: impl FnOnce(&Connection) -> rusqlite::Result<()> + Send + 'static) {
        self.touched.set(true);
        self.own.write(job);
    }

    pub(super) fn write_common(&self, job: impl FnOnce(&Connection) -> rusqlite::Result<()> + Send + 'static) {
        self.touched.set(true);
        self.common().write(job);
    }
}
