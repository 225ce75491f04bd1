//! For whom a file is made: for its user alone, or for the group whose folder it lies in.

use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::Path;

use super::barred::group;
use super::beside::folder_of;

/// A file that only its user may read and write, and one that its group may, too.
pub(super) const OWN_FILE: u32 = 0o600;
const GROUP_FILE: u32 = 0o660;

/// A folder in which what is made belongs to the folder's group, and in which the group makes files.
const FOR_GROUP: u32 = 0o2020;

/// Who may read and write a file that is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Audience {
    User,
    Group(u32),
}

impl Audience {
    /// Whose a database is in the folder in which it is to be.
    pub fn in_folder_of(path: &Path) -> Self {
        match fs::metadata(folder_of(path)) {
            Ok(folder) if folder.mode() & FOR_GROUP == FOR_GROUP => Self::Group(folder.gid()),
            _ => Self::User,
        }
    }

    /// Gives a file that was made to them.
    pub fn give(self, path: &Path) -> io::Result<()> {
        match self {
            Self::User => fs::set_permissions(path, Permissions::from_mode(OWN_FILE)),
            Self::Group(group) => {
                // Who does not belong to the group keeps it.
                let mode = if chown(path, None, Some(group)).is_ok() { GROUP_FILE } else { OWN_FILE };
                fs::set_permissions(path, Permissions::from_mode(mode))
            }
        }
    }
}

/// The group that may read and write a file, where one may.
pub(super) fn shared_with(path: &Path) -> Option<String> {
    let data = fs::metadata(path).ok()?;
    (data.mode() & GROUP_FILE == GROUP_FILE).then(|| group(data.gid()))
}
