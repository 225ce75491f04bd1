//! Where a file is made: a folder beside its place that nobody else looks into, from which it appears there when it is
//! whole. What a killed process left in one goes when the next one is made, or the file beside it is opened.

use std::fs::{self, DirEntry, File, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use tempfile::{TempDir, TempPath};

use super::audience::Audience;
use super::beside::{folder_of, has_log};
use super::error::Error;

/// How the names of workshops begin, before letters of chance.
const PREFIX: &str = ".gavel-unfinished-";

/// How many letters of chance follow.
const LETTERS: usize = 10;

/// A folder into which only its user may look.
pub(super) const OWN_FOLDER: u32 = 0o700;

/// A folder in which something is made; it goes when this is dropped.
#[derive(Debug)]
pub struct Workshop {
    folder: TempDir,
    /// Locked as long as somebody works in it.
    _held: File,
}

impl Workshop {
    /// A workshop beside the place of what is to be made.
    ///
    /// # Errors
    /// Where no folder can be made there.
    pub fn beside(target: &Path) -> Result<Self, Error> {
        let beside = folder_of(target);
        sweep(beside);
        loop {
            let folder = tempfile::Builder::new()
                .prefix(PREFIX)
                .rand_bytes(LETTERS)
                .permissions(Permissions::from_mode(OWN_FOLDER))
                .tempdir_in(beside)
                // Its own name says nothing to anybody.
                .map_err(|error| Error::io(beside)(error.kind().into()))?;
            let held = File::open(folder.path()).map_err(Error::io(target))?;
            // Where the file system knows no locks, nobody takes it for a leftover.
            let _ = held.lock();
            // Another process may have swept it away between the two.
            if folder.path().exists() {
                return Ok(Self { folder, _held: held });
            }
        }
    }

    /// The path of something that is made in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Puts a database that was made in its place: for its user only, or for the group whose folder that is.
    ///
    /// # Errors
    /// As where it can't be put there: [`Error::AlreadyThere`], [`Error::DiskFull`].
    pub fn put_database(self, made: PathBuf, target: &Path) -> Result<(), Error> {
        self.put(made, target, Audience::in_folder_of(target))
    }

    /// Puts what was made in its place, on the disk and for those who may read it. A database must be closed.
    ///
    /// # Errors
    /// [`Error::AlreadyThere`] where something came to be there meanwhile, [`Error::DiskFull`] where it is not whole, or why
    /// it can't be put there.
    pub(super) fn put(self, made: PathBuf, target: &Path, audience: Audience) -> Result<(), Error> {
        // A log that could not be moved into the file holds what the file lacks.
        if has_log(&made) {
            return Err(Error::DiskFull);
        }
        let whole = |made: &Path| {
            audience.give(made)?;
            File::open(made)?.sync_all()
        };
        whole(&made).map_err(Error::io(target))?;
        let made = TempPath::try_from_path(made).map_err(Error::io(target))?;
        made.persist_noclobber(target).map_err(|failed| match failed.error.kind() {
            std::io::ErrorKind::AlreadyExists => Error::AlreadyThere(target.to_owned()),
            _ => Error::io(target)(failed.error),
        })?;
        // That its name is on the disk, too, is more than some file systems allow.
        let _ = File::open(folder_of(target)).and_then(|folder| folder.sync_all());
        Ok(())
    }
}

/// Removes the workshops in a folder in which nobody works any more. Only the user's own are touched; one that can't be
/// removed harms nobody.
pub(super) fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten().filter(is_workshop) {
        let path = entry.path();
        let Ok(held) = File::open(&path) else { continue };
        if held.try_lock().is_ok() {
            let _ = fs::remove_dir_all(path);
        }
    }
}

fn is_workshop(entry: &DirEntry) -> bool {
    let name = entry.file_name();
    let letters = name.to_str().and_then(|name| name.strip_prefix(PREFIX));
    let named = letters.is_some_and(|rest| rest.len() == LETTERS && rest.chars().all(|c| c.is_ascii_alphanumeric()));
    // What a link leads to is not looked at.
    named && entry.metadata().is_ok_and(|data| data.is_dir() && data.uid() == rustix::process::geteuid().as_raw())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn only_what_is_ours_and_left_behind_is_swept_away() {
        let folder = tempfile::tempdir().unwrap();
        let beside = folder.path().join("aims.db");
        let working = Workshop::beside(&beside).unwrap();
        let left = folder.path().join(format!("{PREFIX}abcDEF0123"));
        fs::create_dir(&left).unwrap();
        fs::write(left.join("copy-journal"), "pages").unwrap();
        let elsewhere = tempfile::tempdir().unwrap();
        fs::write(elsewhere.path().join("kept"), "kept").unwrap();
        let stay = ["notes", "2026-x123456", "abcDEF01234", "abcDEF012"].map(|name| format!("{PREFIX}{name}"));
        stay.iter().for_each(|name| fs::create_dir(folder.path().join(name)).unwrap());
        let (linked, file) = (format!("{PREFIX}linked0000"), format!("{PREFIX}file000000"));
        std::os::unix::fs::symlink(elsewhere.path(), folder.path().join(&linked)).unwrap();
        fs::write(folder.path().join(&file), "a file of somebody's").unwrap();
        sweep(folder.path());
        assert!(!left.exists());
        let mut stays: Vec<_> = stay.into_iter().chain([linked, file]).collect();
        stays.push(working.folder.path().file_name().unwrap().to_str().unwrap().to_owned());
        stays.sort();
        assert_eq!(names(folder.path()), stays);
        assert!(elsewhere.path().join("kept").exists());
        drop(working);
        assert_eq!(names(folder.path()).len(), stays.len() - 1);
    }
}
