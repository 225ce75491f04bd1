//! Files that are read: only what is a file, and never more of it than was said. A pipe could keep its reader waiting,
//! a device has no end, and what a size says of a file need not be so.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::{FileTypeExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use super::error::Error;

/// A file that somebody named, to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source(PathBuf);

impl Source {
    /// The file of this name.
    pub fn named(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

/// Opens a file to read it. Opening waits for nobody.
///
/// # Errors
/// [`Error::NotAFile`], which says what it is; [`Error::Unread`] where it can't be read.
pub fn open(path: &Path) -> Result<File, Error> {
    regular(path, &fs::metadata(path).map_err(Error::unread(path))?)?;
    // It may have become a pipe since.
    let flags = rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY;
    let flags = i32::try_from(flags.bits()).unwrap_or_default();
    let file = OpenOptions::new().read(true).custom_flags(flags).open(path).map_err(Error::unread(path))?;
    regular(path, &file.metadata().map_err(Error::unread(path))?)?;
    Ok(file)
}

/// Reads a whole file of at most so many bytes, counted as they are read.
///
/// # Errors
/// As [`open`]; [`Error::TooLarge`] where there is more.
pub fn read(path: &Path, most: u64) -> Result<Vec<u8>, Error> {
    let bytes = up_to(open(path)?, most).map_err(Error::unread(path))?;
    bytes.ok_or_else(|| Error::TooLarge { path: path.to_owned(), most })
}

/// Reads to the end of something; `None` where there are more than so many bytes.
///
/// # Errors
/// Where it can't be read.
pub fn up_to(source: impl Read, most: u64) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    source.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= most).then_some(bytes))
}

fn regular(path: &Path, data: &fs::Metadata) -> Result<(), Error> {
    let kind = data.file_type();
    let what = match () {
        () if kind.is_file() => return Ok(()),
        () if kind.is_dir() => "a folder",
        () if kind.is_fifo() => "a pipe",
        () if kind.is_socket() => "a socket",
        () if kind.is_char_device() || kind.is_block_device() => "a device",
        () => "something else",
    };
    Err(Error::NotAFile { path: path.to_owned(), what })
}
