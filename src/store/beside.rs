//! The names of what lies beside a file: what SQLite keeps there, and what is free for a copy.

use std::fs;
use std::path::{Path, PathBuf};

use rustix::process::geteuid;

/// The endings of what SQLite keeps beside a database.
pub(super) const OF_SQLITE: [&str; 3] = ["-wal", "-shm", "-journal"];

/// The ending of what the screens keep there; a user's own has the user's number behind it.
const LOCAL: &str = ".local";

/// The name of a file with an ending.
pub(super) fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// The local state beside a file.
pub(super) fn local_of(path: &Path) -> PathBuf {
    with_ending(path, LOCAL)
}

/// The local state of one user beside a file that others may read, by the user's number.
pub(super) fn own_local_of(path: &Path) -> PathBuf {
    with_ending(path, &format!("{LOCAL}-{}", geteuid().as_raw()))
}

/// The local state beside a file that is there: what is shared, and each user's own.
pub(super) fn locals_of(path: &Path) -> Vec<PathBuf> {
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else { return vec![local_of(path)] };
    let of_user = |ending: &str| ending.strip_prefix('-').is_some_and(|user| user.parse::<u32>().is_ok());
    let is_local = |there: &str| {
        let ending = there.strip_prefix(name).and_then(|rest| rest.strip_prefix(LOCAL));
        ending.is_some_and(|ending| ending.is_empty() || of_user(ending))
    };
    let entries = fs::read_dir(folder_of(path)).into_iter().flatten().flatten();
    let mut found: Vec<_> =
        entries.filter(|entry| entry.file_name().to_str().is_some_and(is_local)).map(|entry| entry.path()).collect();
    found.sort();
    found
}

/// The databases beside which something of this name is kept: by SQLite, or by the screens.
pub(super) fn databases_of(name: &str) -> impl Iterator<Item = &str> {
    let kept_by_sqlite = OF_SQLITE.into_iter().find_map(|ending| without(name, ending));
    let side = kept_by_sqlite.unwrap_or(name);
    let user = side.rsplit_once('-').filter(|(_, user)| user.parse::<u32>().is_ok());
    let kept_by_screens = without(user.map_or(side, |(side, _)| side), LOCAL);
    [kept_by_sqlite, kept_by_screens].into_iter().flatten().filter(|name| !name.is_empty())
}

fn without<'a>(name: &'a str, ending: &str) -> Option<&'a str> {
    let start = name.len().checked_sub(ending.len()).filter(|start| name.is_char_boundary(*start))?;
    name[start..].eq_ignore_ascii_case(ending).then_some(&name[..start])
}

/// The write-ahead log beside a file.
pub(super) fn wal_of(path: &Path) -> PathBuf {
    with_ending(path, "-wal")
}

/// Whether something was committed that stands beside a file only.
pub(super) fn has_log(path: &Path) -> bool {
    wal_of(path).metadata().is_ok_and(|log| log.len() > 0)
}

/// The folder in which a file is, or would be.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A name beside a file that is not taken yet: `aims.db.schema-1.backup`, then `….backup-2`.
pub(super) fn free_name(path: &Path, mark: &str) -> PathBuf {
    let named = |suffix: String| {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(suffix);
        path.with_file_name(name)
    };
    let first = named(format!(".{mark}.backup"));
    let others = (2_u32..).map(|turn| named(format!(".{mark}.backup-{turn}")));
    std::iter::once(first.clone()).chain(others).find(|name| name.symlink_metadata().is_err()).unwrap_or(first)
}
