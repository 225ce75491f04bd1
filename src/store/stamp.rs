//! How a file looks from outside.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use super::beside::wal_of;

/// How a file and its write-ahead log looked from outside at a moment. Every commit makes a difference to one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp([Option<(u64, Option<SystemTime>)>; 2]);

impl Stamp {
    /// How a file looks now.
    pub fn of(path: &Path) -> Self {
        let look = |path: &Path| {
            let seen = fs::metadata(path).ok()?;
            // A log that was only begun says nothing yet.
            (seen.len() > 0).then(|| (seen.len(), seen.modified().ok()))
        };
        Self([look(path), look(&wal_of(path))])
    }

    /// Whether the file itself looks the same, whatever stands in its log.
    pub fn has_same_file(&self, other: &Self) -> bool {
        self.0[0] == other.0[0]
    }
}
