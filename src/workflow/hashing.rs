//! Files too large to be copied in: they stay where they are, and their SHA-256 is kept. Reading one takes long, so that
//! it can be watched and given up.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::domain::identity::Hash;
use crate::store::{Error, source};

/// The largest file of which the hash is taken, in bytes. What says that it holds more is no file of a disk.
const LARGEST: u64 = 1 << 40;

/// What is kept of a large file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint {
    pub sha256: Hash,
    /// The bytes that were read.
    pub size: u64,
}

/// The size in bytes of a file that has more than so many; `None` for every other path.
pub fn large(path: &Path, most: u64) -> Option<u64> {
    let metadata = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
    Some(metadata.len()).filter(|size| *size > most)
}

/// Reads a file to its end. `read` is told how many bytes were read so far and says whether to go on; `None` where it
/// said no.
///
/// # Errors
/// Where it is no file, can't be read, or holds more than it did when it was opened: what grows has no hash, and may have
/// no end.
pub fn fingerprint(path: &Path, read: &mut dyn FnMut(u64) -> bool) -> Result<Option<Fingerprint>, Error> {
    let mut file = source::open(path)?;
    let size = file.metadata().map_err(Error::unread(path))?.len();
    if size > LARGEST {
        return Err(Error::TooLarge { path: path.to_owned(), most: LARGEST });
    }
    let (mut hash, mut buffer, mut count) = (Sha256::new(), vec![0; 1 << 16], 0);
    loop {
        let bytes = file.read(&mut buffer).map_err(Error::unread(path))?;
        if bytes == 0 {
            return Ok(Some(Fingerprint { sha256: Hash(hash.finalize().into()), size: count }));
        }
        hash.update(&buffer[..bytes]);
        count += bytes as u64;
        if count > size {
            return Err(Error::unread(path)(io::Error::other("it is still being written, or has no end")));
        }
        if !read(count) {
            return Ok(None);
        }
    }
}
