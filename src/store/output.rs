//! What Gavel writes out: new files only, whole or not at all, and for the user's eyes only. Whatever a command or a
//! screen writes beside the database goes through here.

use std::fs;
use std::io::Read;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use super::audience::Audience;
use super::beside::{databases_of, folder_of, with_ending};
use super::error::Error;
use super::source;
use super::workshop::{OWN_FOLDER, Workshop};

/// The endings of what SQLite plays into a database when it opens it.
const LOGS: [&str; 2] = ["-wal", "-journal"];

/// A file that is to be written, where nothing is yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile(PathBuf);

impl NewFile {
    /// The file of this name.
    pub fn named(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }

    /// Where it is to be.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Whether it could be written now: before something is done of which it is to tell.
    ///
    /// # Errors
    /// [`Error::AlreadyThere`] where anything has the name, and be it a link that leads nowhere;
    /// [`Error::Companion`] where a database keeps something of its own under it, or would.
    pub fn check(&self) -> Result<(), Error> {
        if self.0.symlink_metadata().is_ok() {
            return Err(Error::AlreadyThere(self.0.clone()));
        }
        if let Some(database) = owner(&self.0) {
            return Err(Error::Companion { path: self.0.clone(), database });
        }
        Folder::of(&self.0).check()
    }

    /// Whether a database could be put there.
    ///
    /// # Errors
    /// As [`NewFile::check`]; [`Error::Leftover`] where a log of an earlier file of that name lies there.
    pub fn check_database(&self) -> Result<(), Error> {
        self.check()?;
        let beside = LOGS.map(|ending| with_ending(&self.0, ending));
        match beside.into_iter().find(|log| log.symlink_metadata().is_ok()) {
            Some(log) => Err(Error::Leftover(log)),
            None => Ok(()),
        }
    }

    /// Writes it.
    ///
    /// # Errors
    /// As [`NewFile::check`], or why it can't be written; nothing is left of it then.
    pub fn write(&self, bytes: &[u8]) -> Result<(), Error> {
        self.check()?;
        let workshop = Workshop::beside(&self.0)?;
        let made = workshop.path("output");
        fs::write(&made, bytes).map_err(Error::io(&self.0))?;
        workshop.put(made, &self.0, Audience::User)
    }
}

/// A folder that is there, into which new files are to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder(PathBuf);

impl Folder {
    /// The folder of this name.
    pub fn named(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }

    /// The folder in which a file is, or would be.
    pub fn of(path: &Path) -> Self {
        Self::named(folder_of(path))
    }

    /// Makes the folder where it is missing, for its user only, as are those above it that are made with it.
    ///
    /// # Errors
    /// Why it can't be made.
    pub fn make(path: &Path) -> Result<(), Error> {
        fs::DirBuilder::new().recursive(true).mode(OWN_FOLDER).create(path).map_err(Error::io(path))
    }

    /// Makes a folder in it, for its user only: of this name, or of the next number behind that where it is taken.
    ///
    /// # Errors
    /// Why it can't be made.
    pub fn fresh(&self, name: &str) -> Result<Self, Error> {
        self.check()?;
        let names = std::iter::once(name.to_owned()).chain((2_u32..).map(|turn| format!("{name}-{turn}")));
        for path in names.map(|name| self.0.join(name)) {
            match fs::DirBuilder::new().mode(OWN_FOLDER).create(&path) {
                Ok(()) => return Ok(Self(path)),
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(Error::io(&path)(error)),
            }
        }
        Err(Error::NoFolder(self.0.join(name)))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Whether it is there.
    ///
    /// # Errors
    /// [`Error::NoFolder`]
    pub fn check(&self) -> Result<(), Error> {
        if self.0.is_dir() { Ok(()) } else { Err(Error::NoFolder(self.0.clone())) }
    }

    /// A new file in it.
    pub fn file(&self, name: &str) -> NewFile {
        NewFile(self.0.join(name))
    }

    /// Whether files of these names could be written here, and nothing stands in their place.
    ///
    /// # Errors
    /// As [`NewFile::check`].
    pub fn has_room_for<'n>(&self, names: impl IntoIterator<Item = &'n String>) -> Result<(), Error> {
        names.into_iter().try_for_each(|name| self.file(name).check())
    }

    /// Writes files into it, each a name and its bytes: all, or none where one of them can't be. One of the same bytes
    /// that is there already is left.
    ///
    /// # Errors
    /// As [`NewFile::write`].
    pub fn keep(&self, files: &[(&str, &[u8])]) -> Result<(), Error> {
        let files = files.iter().map(|(name, bytes)| (self.file(name), bytes));
        let lacking: Vec<_> = files.filter(|(file, bytes)| !holds(file.path(), bytes)).collect();
        lacking.iter().try_for_each(|(file, _)| file.check())?;
        lacking.iter().try_for_each(|(file, bytes)| file.write(bytes))
    }
}

/// Whether a file, and no link to one, holds exactly these bytes.
fn holds(path: &Path, bytes: &[u8]) -> bool {
    path.symlink_metadata().is_ok_and(|data| data.is_file() && data.len() == bytes.len() as u64)
        && source::read(path, bytes.len() as u64).is_ok_and(|there| there == bytes)
}

/// The database whose own a file of this name is or would be, whatever name leads to that database.
fn owner(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?;
    databases_of(name).map(|database| path.with_file_name(database)).find(|database| is_database(database))
}

/// Whether a file is one of SQLite's.
fn is_database(path: &Path) -> bool {
    let mut start = [0; 16];
    let read = source::open(path).is_ok_and(|mut file| file.read_exact(&mut start).is_ok());
    read && start == *b"SQLite format 3\0"
}
