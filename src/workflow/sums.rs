//! The list of hashes that goes with files which are handed over together.

use super::review::minutes::sha256;

/// What the list is called.
pub const SUMS: &str = "SHA256SUMS";

/// The list, as `sha256sum --check` reads it: each file with its name and its bytes.
pub fn sums<'f>(files: impl IntoIterator<Item = (&'f str, &'f [u8])>) -> String {
    files.into_iter().map(|(name, bytes)| format!("{}  {name}\n", sha256(bytes))).collect()
}
