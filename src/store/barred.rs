//! Why somebody may not write to a file, or read it: which file stands in the way, whose it is, and the command that mends
//! it. What SQLite keeps beside a file counts like the file.

use std::fmt;
use std::fs::{self, Metadata};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use rustix::fs::Access;
use rustix::process::{Gid, getegid, geteuid, getgroups};

use crate::domain::visible::quoted;

use super::beside::{OF_SQLITE, folder_of, with_ending};

/// What somebody wants to do with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    Read,
    Write,
}

/// What stands in the way of reading a file or writing to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Barred {
    path: PathBuf,
    wish: Wish,
    /// Whose it is, where it is not one's own.
    owner: Option<String>,
    /// Who can mend it, where that is neither oneself nor the owner.
    root: bool,
    command: String,
}

impl fmt::Display for Barred {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        let Self { path, wish, owner, root, command } = self;
        let (path, wish) = (path.display(), if *wish == Wish::Read { "read" } else { "written to" });
        match owner {
            Some(owner) => write!(formatter, "{path} can't be {wish}: it belongs to {owner}. ")?,
            None => write!(formatter, "{path} can't be {wish}: it is yours, and its permissions forbid it. ")?,
        }
        match owner {
            Some(_) | None if *root => write!(formatter, "Root mends that with: {command}"),
            Some(owner) => write!(formatter, "{} mends that with: {command}", capital(owner)),
            None => write!(formatter, "Mend that with: {command}"),
        }
    }
}

impl Barred {
    /// Who mends it with which command, for the one line of a screen.
    pub fn in_a_line(&self) -> String {
        let who = match &self.owner {
            _ if self.root => "root changes".to_owned(),
            Some(owner) => format!("{owner} changes"),
            None => "you change".to_owned(),
        };
        format!("Read only; {who} that with: {}", self.command)
    }

    /// What stands in the way, where something does: the file, what SQLite keeps beside it, or the folder.
    pub(super) fn from(path: &Path, wish: Wish) -> Option<Self> {
        if let Some(closed) = closed_folder(path) {
            return Self::to(&[Closed::of(closed, Access::EXEC_OK)?], wish);
        }
        let right = if wish == Wish::Read { Access::READ_OK } else { Access::WRITE_OK };
        let beside = OF_SQLITE.map(|ending| with_ending(path, ending));
        let beside = || beside.into_iter().filter_map(|file| Closed::of(file, right)).collect::<Vec<_>>();
        let folder = || (wish == Wish::Write).then(|| Closed::of(folder_of(path).to_owned(), right)).flatten();
        let file = Closed::of(path.to_owned(), right).and_then(|file| Self::to(&[file], wish));
        file.or_else(|| Self::to(&beside(), wish)).or_else(|| Self::to(&[folder()?], wish))
    }

    /// What is told of the first of these, and mended for all of them that are the same owner's; nothing where there is none.
    fn to(closed: &[Closed], wish: Wish) -> Option<Self> {
        let first = closed.first()?;
        let same = closed.iter().filter(|one| (one.data.uid(), one.data.gid()) == (first.data.uid(), first.data.gid()));
        let names: Vec<_> = same.map(|one| quoted(&one.path.display().to_string())).collect();
        let (root, command) = first.mended(&names.join(" "));
        let owner = (!first.is_own()).then(|| user(first.data.uid()));
        Some(Self { path: first.path.clone(), wish, owner, root, command })
    }
}

/// A file or a folder to which one has no right.
struct Closed {
    path: PathBuf,
    data: Metadata,
    right: Access,
    /// Whatever the permissions say, the disk can't be written to.
    disk: bool,
}

impl Closed {
    /// One that is there, and closed. Its permissions count even for a user whom they do not bind.
    fn of(path: PathBuf, right: Access) -> Option<Self> {
        let data = fs::metadata(&path).ok()?;
        let protected = right == Access::WRITE_OK && data.mode() & 0o222 == 0 && !data.is_dir();
        // One that went since bars nobody: a log goes with the last who has the file open.
        let refused = rustix::fs::access(&path, right).err().filter(|why| *why != rustix::io::Errno::NOENT);
        let disk = refused == Some(rustix::io::Errno::ROFS);
        (refused.is_some() || protected).then_some(Self { path, data, right, disk })
    }

    fn is_own(&self) -> bool {
        self.data.uid() == geteuid().as_raw()
    }

    /// The command that opens these files, and whether only root may give it.
    fn mended(&self, names: &str) -> (bool, String) {
        if self.disk {
            let disk = quoted(&disk_of(&self.path, &self.data).display().to_string());
            return (true, format!("mount -o remount,rw {disk}"));
        }
        let letter = match self.right {
            Access::READ_OK => "r",
            Access::EXEC_OK => "x",
            // What is made in a folder for a group is then the group's.
            _ if self.data.is_dir() && !self.is_own() => "ws",
            _ => "w",
        };
        if self.is_own() {
            return (false, format!("chmod u+{letter} {names}"));
        }
        if mine(self.data.gid()) {
            return (false, format!("chmod g+{letter} {names}"));
        }
        let folder = folder_of(&self.path).metadata().ok();
        match folder.filter(|folder| mine(folder.gid()) && folder.mode() & 0o20 != 0) {
            // In a folder for a group, and not the group's: made before the folder was.
            Some(folder) => (false, format!("chgrp {} {names} && chmod g+r{letter} {names}", group(folder.gid()))),
            None => {
                let more = match self.data.mode() & bit(self.right) {
                    0 => format!(" && chmod g+{letter} {names}"),
                    _ => String::new(),
                };
                (true, format!("usermod -aG {} {}{more}", group(self.data.gid()), user(geteuid().as_raw())))
            }
        }
    }
}

/// The group's bit of a right.
fn bit(right: Access) -> u32 {
    match right {
        Access::READ_OK => 0o40,
        Access::EXEC_OK => 0o10,
        _ => 0o20,
    }
}

/// The first folder above a file into which one may not go.
fn closed_folder(path: &Path) -> Option<PathBuf> {
    let folders: Vec<_> = folder_of(path).ancestors().filter(|folder| !folder.as_os_str().is_empty()).collect();
    let closed = |folder: &&Path| folder.is_dir() && rustix::fs::access(*folder, Access::EXEC_OK).is_err();
    folders.into_iter().rev().find(closed).map(Path::to_owned)
}

/// Where the disk begins on which a file lies.
fn disk_of(path: &Path, data: &Metadata) -> PathBuf {
    let whole = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let same = |folder: &&Path| folder.metadata().is_ok_and(|folder| folder.dev() == data.dev());
    whole.ancestors().take_while(same).last().unwrap_or(&whole).to_owned()
}

/// Whether one belongs to a group.
fn mine(group: u32) -> bool {
    let is = |one: Gid| one.as_raw() == group;
    is(getegid()) || getgroups().is_ok_and(|groups| groups.into_iter().any(is))
}

/// A user by name, or by number where the system's list has no name.
fn user(number: u32) -> String {
    named("/etc/passwd", number).unwrap_or_else(|| number.to_string())
}

/// A group by name, or by number where the system's list has no name.
pub(super) fn group(number: u32) -> String {
    named("/etc/group", number).unwrap_or_else(|| number.to_string())
}

fn named(list: &str, number: u32) -> Option<String> {
    let list = fs::read_to_string(list).ok()?;
    let number = number.to_string();
    let line = list.lines().map(|line| line.split(':').collect::<Vec<_>>());
    let mut found = line.filter(|fields| fields.get(2) == Some(&number.as_str()));
    found.find_map(|fields| fields.first().map(|name| (*name).to_owned()))
}

fn capital(name: &str) -> String {
    if name.chars().all(|sign| sign.is_ascii_digit()) { format!("User {name}") } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::thread;

    use super::*;

    #[test]
    fn a_log_that_goes_while_it_is_looked_at_bars_nobody() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("aims.gavel");
        fs::write(&path, "").unwrap();
        let log = with_ending(&path, OF_SQLITE[0]);
        let done = AtomicBool::new(false);
        thread::scope(|scope| {
            scope.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    fs::write(&log, "").unwrap();
                    fs::remove_file(&log).unwrap();
                }
            });
            let barred = (0..20_000).find_map(|_| Barred::from(&path, Wish::Write));
            done.store(true, Ordering::Relaxed);
            assert_eq!(barred, None);
        });
    }
}
