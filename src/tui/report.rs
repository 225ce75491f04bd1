//! What is left behind when the program fails: the terminal as it was, and a file that says what happened.

use std::backtrace::Backtrace;
use std::fmt::Write as _;
use std::io::Write as _;
use std::panic::{self, PanicHookInfo};
use std::path::{Path, PathBuf};
use std::thread;

use crate::store::output::{Folder, NewFile};

use super::terminal;

/// Has every panic give the terminal back and write a report into a folder. Call it after other hooks were installed:
/// they come afterwards, on a terminal that is whole again.
pub fn install(folder: PathBuf) {
    let main = thread::current().id();
    let previous = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let written = write(&folder, info);
        // A thread that fails leaves the screen to the one that draws it.
        if thread::current().id() != main {
            return;
        }
        terminal::give_back();
        previous(info);
        if let Some(path) = written {
            let _ = writeln!(
                std::io::stderr(),
                "\nWhat was saved is saved, and what was typed is kept for the next start.\nA report for the developers was written to {}",
                path.display()
            );
        }
    }));
}

/// Writes the report; it names places in the program and nothing of the file.
fn write(folder: &Path, info: &PanicHookInfo) -> Option<PathBuf> {
    let mut report = String::new();
    let at = chrono::Utc::now().format("%Y%m%d-%H%M%S");
    let place = info.location().map_or("an unknown place".to_owned(), ToString::to_string);
    let text = info.payload();
    let text = text.downcast_ref::<&str>().copied().or_else(|| text.downcast_ref::<String>().map(String::as_str));
    writeln!(report, "Gavel {} failed at {place}: {}", env!("CARGO_PKG_VERSION"), text.unwrap_or("no message")).ok()?;
    writeln!(report, "{} {}", std::env::consts::OS, std::env::consts::ARCH).ok()?;
    writeln!(report, "\n{}", Backtrace::force_capture()).ok()?;
    Folder::make(folder).ok()?;
    let path = folder.join(format!("report-{at}-{}.txt", std::process::id()));
    NewFile::named(&path).write(report.as_bytes()).ok()?;
    Some(path)
}
