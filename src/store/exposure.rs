//! Who may read a file beside its user: it holds personal data, and who can read it can copy it.

use std::fs::{self, Metadata};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;

use rustix::process::geteuid;

use crate::domain::visible::quoted;

use super::audience;

/// Everybody's permission to read or write a file, and to look into a folder; the group's are three bits higher.
const OPEN: u32 = 0o6;
const ENTER: u32 = 0o1;
const WRITE: u32 = 0o2;
const GROUP: u32 = 3;

/// What is made in such a folder belongs to the folder's group.
const SETGID: u32 = 0o2000;

/// What to tell the owner of a file that others may read: who, and what to do; `None` where nobody else reaches it. A
/// file is shared with its group on purpose where both may write to it and its folder, and in a folder that makes
/// what is in it the group's.
pub fn exposure(path: &Path) -> Option<String> {
    let path = fs::canonicalize(path).ok()?;
    let data = fs::metadata(&path).ok()?;
    if data.uid() != geteuid().as_raw() {
        return None;
    }
    let file = mode(&data);
    let folders: Vec<u32> =
        path.ancestors().skip(1).map(|folder| fs::metadata(folder).as_ref().map_or(0, mode)).collect();
    let enter = |shift: u32| folders.iter().all(|folder| folder & (ENTER | ENTER << shift) != 0);
    let writes = |mode: u32| mode & (WRITE << GROUP) != 0;
    let shared = folders.first().is_some_and(|folder| writes(*folder) && (writes(file) || folder & SETGID != 0));
    let who = if file & OPEN != 0 && enter(0) {
        "Everybody on this machine"
    } else if file & (OPEN << GROUP) != 0 && enter(GROUP) && !shared {
        "Its group"
    } else {
        return None;
    };
    let (shown, word) = (path.display(), quoted(&path.display().to_string()));
    let keep =
        if shared { format!("your group with: chmod o= {word}") } else { format!("yourself with: chmod 600 {word}") };
    Some(format!("{who} may read {shown}, and it holds personal data. Keep it to {keep}"))
}

/// The group that may read a file and write to it, where one may.
pub fn shared_with(path: &Path) -> Option<String> {
    audience::shared_with(path)
}

fn mode(data: &Metadata) -> u32 {
    data.permissions().mode()
}
