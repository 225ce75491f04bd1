//! Files too large to be copied in: they stay where they are, and their SHA-256 is kept. Reading one takes long, so that
//! it can be watched and given up.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::domain::identity::Hash;

use super::entry::COPIED_UP_TO;

/// The size in bytes of a file that is too large to be copied in; `None` for every other path.
pub fn large(path: &Path) -> Option<u64> {
    let metadata = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
    Some(metadata.len()).filter(|size| *size > COPIED_UP_TO)
}

/// The SHA-256 of a file's bytes. `read` is told how many were read so far and says whether to go on; `None` where it
/// said no.
///
/// # Errors
/// Where the file can't be read.
pub fn sha256(path: &Path, read: &mut dyn FnMut(u64) -> bool) -> io::Result<Option<Hash>> {
    let mut file = File::open(path)?;
    let (mut hash, mut buffer, mut count) = (Sha256::new(), vec![0; 1 << 16], 0);
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(Some(Hash(hash.finalize().into()))),
            bytes => {
                hash.update(&buffer[..bytes]);
                count += bytes as u64;
                if !read(count) {
                    return Ok(None);
                }
            }
        }
    }
}
