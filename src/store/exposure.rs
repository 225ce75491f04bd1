//! Who may read a file beside its user: it holds personal data, and who can read it can copy it.

use std::fs::{self, Metadata};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// Everybody's permission to read or write a file, and to look into a folder; the group's are three bits higher.
const OPEN: u32 = 0o6;
const ENTER: u32 = 0o1;
const WRITE: u32 = 0o2;
const GROUP: u32 = 3;

/// What to tell of a file that others may read: who, and what to do; `None` where nobody else reaches it. A file that
/// its group may write to in a folder where the group may write is shared on purpose.
pub fn exposure(path: &Path) -> Option<String> {
    let path = fs::canonicalize(path).ok()?;
    let file = mode(&fs::metadata(&path).ok()?);
    let folders: Vec<u32> =
        path.ancestors().skip(1).map(|folder| fs::metadata(folder).as_ref().map_or(0, mode)).collect();
    let enter = |shift: u32| folders.iter().all(|folder| folder & (ENTER | ENTER << shift) != 0);
    let shared = file & (WRITE << GROUP) != 0 && folders.first().is_some_and(|folder| folder & (WRITE << GROUP) != 0);
    let who = if file & OPEN != 0 && enter(0) {
        "Everybody on this machine"
    } else if file & (OPEN << GROUP) != 0 && enter(GROUP) && !shared {
        "Its group"
    } else {
        return None;
    };
    let shown = path.display();
    Some(format!("{who} may read {shown}, and it holds personal data. Keep it to yourself with: chmod 600 {shown}"))
}

fn mode(data: &Metadata) -> u32 {
    data.permissions().mode()
}
