//! Questions that may take longer than a frame: answered on a thread and a connection of their own.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use rusqlite::{Connection, InterruptHandle};

use super::ambient::Ambient;
use super::error::Error;
use super::open::{self, Access};
use super::schema::Schema;
use super::view::View;

type Job = Box<dyn FnOnce(&mut Option<Connection>) + Send>;

/// Takes questions about a file. A newer one about the same topic makes the older ones void.
pub struct Background {
    jobs: Sender<Job>,
    shared: Arc<Mutex<Shared>>,
    path: PathBuf,
    access: Access,
    schema: &'static Schema,
    ambient: Ambient,
}

/// The pages that the thread's connection keeps, in the spelling of SQLite: 2 MB. What it reads, it mostly reads once.
const CACHE: i64 = -2_000;

#[derive(Default)]
struct Shared {
    /// The newest question of each topic.
    newest: HashMap<u64, u64>,
    asked: u64,
    /// What is being answered, and how it is interrupted.
    running: Option<(u64, InterruptHandle)>,
}

impl Background {
    pub(super) fn start(path: PathBuf, access: Access, schema: &'static Schema, ambient: Ambient) -> Self {
        let (jobs, waiting) = mpsc::channel::<Job>();
        thread::spawn(move || {
            let mut connection = None;
            for job in waiting {
                job(&mut connection);
            }
        });
        Self { jobs, shared: Arc::default(), path, access, schema, ambient }
    }

    /// Asks; `answer` is called on the thread, and not at all where a newer question of the topic came first.
    pub fn ask<T>(
        &self,
        topic: u64,
        question: impl FnOnce(View) -> Result<T, Error> + Send + 'static,
        answer: impl FnOnce(Result<T, Error>) + Send + 'static,
    ) {
        let serial = self.renew(topic);
        let (shared, path) = (Arc::clone(&self.shared), self.path.clone());
        let (access, schema, ambient) = (self.access, self.schema, self.ambient.clone());
        let job: Job = Box::new(move |slot| {
            let current = |shared: &Mutex<Shared>| lock(shared).newest.get(&topic) == Some(&serial);
            if !current(&shared) {
                return;
            }
            let opened = match slot.take() {
                Some(connection) => Ok(connection),
                None => open::reading(&path, access).and_then(|connection| {
                    connection.pragma_update(None, "cache_size", CACHE)?;
                    Ok(connection)
                }),
            };
            let answered = opened.and_then(|connection| {
                let connection = &*slot.insert(connection);
                lock(&shared).running = Some((topic, connection.get_interrupt_handle()));
                let answered = question(View { connection, contents: connection, schema, ambient: &ambient });
                lock(&shared).running = None;
                answered
            });
            if current(&shared) {
                answer(answered);
            }
        });
        // A thread that is gone answers nothing; the screen goes on without the answer.
        let _ = self.jobs.send(job);
    }

    /// Gives up the questions of a topic.
    pub fn forget(&self, topic: u64) {
        self.renew(topic);
    }

    fn renew(&self, topic: u64) -> u64 {
        let mut shared = lock(&self.shared);
        shared.asked += 1;
        let serial = shared.asked;
        shared.newest.insert(topic, serial);
        if let Some((_, handle)) = shared.running.as_ref().filter(|(running, _)| *running == topic) {
            handle.interrupt();
        }
        serial
    }
}

/// A panic elsewhere leaves nothing half done in what is shared.
fn lock(shared: &Mutex<Shared>) -> std::sync::MutexGuard<'_, Shared> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
