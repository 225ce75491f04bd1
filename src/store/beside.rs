//! The names of what lies beside a file: what SQLite keeps there, and what is free for a copy.

use std::path::{Path, PathBuf};

/// The endings of what is kept beside a database under its name: by SQLite, and by the screens.
pub(super) const COMPANIONS: [&str; 7] =
    ["-wal", "-shm", "-journal", ".local", ".local-wal", ".local-shm", ".local-journal"];

/// The name of a file with an ending.
pub(super) fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
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
