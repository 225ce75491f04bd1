//! Reading a large file for a form, on a thread of its own: it is watched, and can be given up.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crate::domain::field::Kind;
use crate::domain::identity::Hash;
use crate::tui::desk::{Desk, Topic};
use crate::tui::loaded::Told;
use crate::tui::theme::Look;
use crate::workflow::hashing;

use super::editor::Body;
use super::{Form, purpose};

/// What the reading thread tells.
#[derive(Debug)]
enum News {
    /// How much was read, in percent.
    Percent(u8),
    /// It is read, or can't be.
    Hash(Result<Hash, String>),
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
    fn begin(path: &Path, size: u64, desk: &Desk) -> Self {
        let (topic, stop) = (Topic::fresh(), Arc::new(AtomicBool::new(false)));
        let teller = desk.teller(topic);
        let (path, stopped, read) = (path.to_owned(), Arc::clone(&stop), path.to_owned());
        thread::spawn(move || {
            let mut told = 0;
            let hash = hashing::sha256(&read, &mut |count| {
                let percent = u8::try_from(count.saturating_mul(100) / size.max(1)).unwrap_or(100).min(100);
                if percent >= told + 2 {
                    told = percent;
                    teller.tell(Ok(News::Percent(percent)));
                }
                !stopped.load(Ordering::Relaxed)
            });
            let hash = hash.map_err(|error| format!("The file {} can't be read: {error}", read.display()));
            if let Some(hash) = hash.transpose() {
                teller.tell(Ok(News::Hash(hash)));
            }
        });
        Self { topic, path, percent: 0, stop }
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

impl Form {
    /// Starts to read the first large file that the form speaks of and that was not read yet; says whether there is one.
    pub(super) fn read_large(&mut self, desk: &Desk) -> bool {
        let paths = self.slots.iter().filter_map(|slot| match &slot.editor.body {
            Body::Text(input) if slot.editor.field.kind == Kind::File || *slot.editor.field == purpose::EVIDENCE => {
                Some(PathBuf::from(input.text().trim()))
            }
            _ => None,
        });
        let unread = paths.filter(|path| !self.hashes.iter().any(|(known, _)| known == path));
        let large = unread.filter_map(|path| Some((hashing::large(&path)?, path))).next();
        self.reading = large.map(|(size, path)| Reading::begin(&path, size, desk));
        self.reading.is_some()
    }

    /// Takes what the reading thread tells.
    pub(super) fn read_on(&mut self, told: &mut Told) {
        let Some(reading) = &mut self.reading else { return };
        match told.take(reading.topic) {
            Some(Ok(News::Percent(percent))) => reading.percent = percent,
            Some(Ok(News::Hash(Ok(hash)))) => {
                self.hashes.push((reading.path.clone(), hash));
                self.reading = None;
                self.goes_on = true;
            }
            Some(Ok(News::Hash(Err(why)))) => {
                self.reading = None;
                if let Some(slot) = self.slot() {
                    slot.wrong = Some(why);
                }
            }
            Some(Err(_)) | None => {}
        }
    }
}
