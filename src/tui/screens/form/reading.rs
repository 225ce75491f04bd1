//! Reading a large file for a form, on a thread of its own: it is watched, and can be given up.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crate::tui::desk::Desk;
use crate::tui::theme::Look;
use crate::tui::told::Told;
use crate::tui::told::Topic;
use crate::workflow::hashing::{self, Fingerprint};

/// What the reading thread tells.
#[derive(Debug)]
pub enum News {
    /// How much was read, in percent.
    Percent(u8),
    /// It is read, or can't be.
    Read(Result<Fingerprint, String>),
}

/// A file that is being read; given up where this is dropped.
#[derive(Debug)]
pub struct Reading {
    topic: Topic,
    path: PathBuf,
    percent: u8,
    stop: Arc<AtomicBool>,
}

impl Reading {
    /// Starts to read a file of so many bytes.
    pub fn begin(path: &Path, size: u64, desk: &Desk) -> Self {
        let (topic, stop) = (Topic::fresh(), Arc::new(AtomicBool::new(false)));
        let teller = desk.teller(topic);
        let (path, stopped, read) = (path.to_owned(), Arc::clone(&stop), path.to_owned());
        thread::spawn(move || {
            let mut told = 0;
            let whole = hashing::fingerprint(&read, &mut |count| {
                let percent = u8::try_from(count.saturating_mul(100) / size.max(1)).unwrap_or(100).min(100);
                if percent >= told + 2 {
                    told = percent;
                    teller.tell(Ok(News::Percent(percent)));
                }
                !stopped.load(Ordering::Relaxed)
            });
            if let Some(whole) = whole.map_err(|error| error.to_string()).transpose() {
                teller.tell(Ok(News::Read(whole)));
            }
        });
        Self { topic, path, percent: 0, stop }
    }

    /// Which file it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What the thread tells, where this is told from it.
    pub fn news(&mut self, told: &mut Told) -> Option<News> {
        let news = told.take(self.topic)?.ok()?;
        if let News::Percent(percent) = news {
            self.percent = percent;
        }
        Some(news)
    }

    /// How far it is, in words and as a bar.
    pub fn banner(&self, look: Look) -> String {
        let done = usize::from(self.percent / 5);
        let bar = look.sign("█", "#").repeat(done) + &look.sign("░", ".").repeat(20 - done.min(20));
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        format!("Reading {name}  {bar} {} %  Esc gives up", self.percent)
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}
