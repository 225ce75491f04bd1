//! Questions that may take longer than a frame: answered one after another, on a thread and a connection of their own.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Sender};
use std::thread;

use rusqlite::Connection;

use super::ambient::Ambient;
use super::connection::Access;
use super::error::Error;
use super::schema::Schema;
use super::sight::Sight;
use super::view::View;

type Job = Box<dyn FnOnce(&mut Option<Sight>) + Send>;

/// Takes questions about a file.
pub struct Background {
    jobs: Sender<Job>,
    path: PathBuf,
    access: Access,
    schema: &'static Schema,
    ambient: Ambient,
}

/// A question that was asked. Where it is dropped, nobody wants the answer: it is not begun, or broken off, and never told.
#[derive(Debug)]
#[must_use = "a question that is dropped is given up"]
pub struct Question(Arc<AtomicBool>);

impl Drop for Question {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Relaxed);
    }
}

/// The steps of SQLite's machine after which it is asked whether the answer is still wanted: some ten microseconds.
const STEPS: i32 = 1_000;

impl Background {
    pub(super) fn start(path: PathBuf, access: Access, schema: &'static Schema, ambient: Ambient) -> Self {
        let (jobs, waiting) = mpsc::channel::<Job>();
        thread::spawn(move || {
            let mut connection = None;
            for job in waiting {
                job(&mut connection);
            }
        });
        Self { jobs, path, access, schema, ambient }
    }

    /// Asks; `answer` is called on the thread, and not at all where the question was given up.
    pub fn ask<T>(
        &self,
        question: impl FnOnce(View) -> Result<T, Error> + Send + 'static,
        answer: impl FnOnce(Result<T, Error>) + Send + 'static,
    ) -> Question {
        let wanted = Arc::new(AtomicBool::new(true));
        let (path, access, schema, ambient) = (self.path.clone(), self.access, self.schema, self.ambient.clone());
        let still = Arc::clone(&wanted);
        let job: Job = Box::new(move |slot| {
            if !still.load(Ordering::Relaxed) {
                return;
            }
            let opened = match slot.take() {
                Some(sight) if !sight.still().is_behind() => Ok(sight),
                _ => Sight::of(&path, access),
            };
            let answered = opened.and_then(|connection| {
                let connection = slot.insert(connection);
                let asked = Arc::clone(&still);
                connection.progress_handler(STEPS, Some(move || !asked.load(Ordering::Relaxed)))?;
                let view: &Connection = connection;
                let answered = question(View { connection: view, contents: view, schema, ambient: &ambient });
                connection.progress_handler(0, None::<fn() -> bool>)?;
                answered
            });
            if still.load(Ordering::Relaxed) {
                answer(answered);
            }
        });
        // A thread that is gone answers nothing; the screen goes on without the answer.
        let _ = self.jobs.send(job);
        Question(wanted)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::store::gavel::GAVEL;

    fn background(folder: &tempfile::TempDir) -> Background {
        let path = folder.path().join("file.gavel");
        Connection::open(&path).unwrap().execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE t (i)").unwrap();
        Background::start(path, Access::Write, &GAVEL, Ambient::System)
    }

    #[test]
    fn what_nobody_wants_any_more_is_broken_off_and_never_told() {
        let folder = tempfile::tempdir().unwrap();
        let background = background(&folder);
        let (told, answers) = mpsc::channel();
        let (begun, begins) = mpsc::channel();
        let (first, second) = (told.clone(), told);
        let endless = background.ask(
            move |view| {
                begun.send(()).unwrap();
                let sql = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
                Ok(view.connection.query_row(sql, [], |row| row.get::<_, u64>(0))?)
            },
            move |answer| first.send(answer.is_ok()).unwrap(),
        );
        begins.recv_timeout(Duration::from_secs(10)).unwrap();
        drop(endless);
        let next = background.ask(|_| Ok(()), move |answer| second.send(answer.is_ok()).unwrap());
        assert_eq!(answers.recv_timeout(Duration::from_secs(10)), Ok(true), "only the second is told");
        drop(next);
        assert!(answers.try_recv().is_err());
    }

    #[test]
    fn what_was_given_up_before_its_turn_is_not_begun() {
        let folder = tempfile::tempdir().unwrap();
        let background = background(&folder);
        let (told, answers) = mpsc::channel();
        let (go, waits) = mpsc::channel::<()>();
        let slow = background.ask(
            move |_| {
                waits.recv().unwrap();
                Ok(())
            },
            |_| {},
        );
        let begun = told.clone();
        let given_up = background.ask(move |_| begun.send("begun").map_err(|_| Error::ThreadGone), |_| {});
        drop(given_up);
        let last = background.ask(|_| Ok(()), move |_| told.send("last").unwrap());
        go.send(()).unwrap();
        assert_eq!(answers.recv_timeout(Duration::from_secs(10)), Ok("last"));
        drop((slow, last));
    }
}
