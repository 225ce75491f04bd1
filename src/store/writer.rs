//! The one thread that owns the writing connection.

use std::marker::PhantomData;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::{self, JoinHandle};

use rusqlite::Connection;

use super::ambient::Durability;
use super::barred::Wish;
use super::connection::{self, Access};
use super::error::Error;

type Job = Box<dyn FnOnce(&mut Option<Connection>) + Send>;

/// Takes jobs for the writing connection, one after another.
#[derive(Debug)]
pub(super) struct Writer {
    jobs: Option<Sender<Job>>,
    thread: Option<JoinHandle<()>>,
    path: PathBuf,
    access: Access,
    durability: Durability,
}

/// The answer that a job will give.
#[derive(Debug)]
pub struct Ticket<T>(Receiver<Result<T, Error>>);

impl<T> Ticket<T> {
    /// Waits for the answer.
    pub fn wait(self) -> Result<T, Error> {
        self.0.recv().unwrap_or(Err(Error::ThreadGone))
    }

    /// The answer, if it is there already.
    pub fn poll(&self) -> Option<Result<T, Error>> {
        match self.0.try_recv() {
            Ok(answer) => Some(answer),
            Err(mpsc::TryRecvError::Empty) => None,
            Err(mpsc::TryRecvError::Disconnected) => Some(Err(Error::ThreadGone)),
        }
    }
}

impl Writer {
    /// Starts the thread; it opens its connection when the first job comes.
    pub fn start(path: PathBuf, access: Access, durability: Durability) -> Self {
        let (jobs, waiting) = mpsc::channel::<Job>();
        let thread = thread::spawn(move || {
            let mut connection = None;
            for job in waiting {
                job(&mut connection);
            }
        });
        Self { jobs: Some(jobs), thread: Some(thread), path, access, durability }
    }

    /// Hands a job to the thread.
    pub fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Connection) -> Result<T, Error> + Send + 'static,
    ) -> Ticket<T> {
        let (answer, ticket) = mpsc::channel();
        self.run_then(job, move |outcome| {
            // Nobody waiting for the answer any more is no reason to stop.
            let _ = answer.send(outcome);
        });
        Ticket(ticket)
    }

    /// Hands a job to the thread, which calls back with its answer.
    pub fn run_then<T: 'static>(
        &self,
        job: impl FnOnce(&mut Connection) -> Result<T, Error> + Send + 'static,
        then: impl FnOnce(Result<T, Error>) + Send + 'static,
    ) {
        let (path, access, durability) = (self.path.clone(), self.access, self.durability);
        let mut answering = Answering(Some(then), PhantomData);
        let job: Job = Box::new(move |slot| {
            let opened = match slot.take() {
                Some(connection) => Ok(connection),
                // Opening alone would leave something beside it.
                None => match refused(&path, access) {
                    Some(why) => Err(why),
                    None => connection::writing(&path, durability),
                },
            };
            let done = opened.and_then(|connection| job(slot.insert(connection)));
            answering.give(done.map_err(|error| error.at_file(&path, Wish::Write)));
        });
        if let Some(jobs) = &self.jobs {
            // A thread that is gone leaves the ticket without a sender, which says so.
            let _ = jobs.send(job);
        }
    }
}

/// Why nothing can be written to a file, where it does not allow that.
pub(super) fn refused(path: &Path, access: Access) -> Option<Error> {
    match access {
        Access::Write => None,
        Access::ReadOnly => Some(Error::barred(path)),
        Access::Full => Some(Error::DiskFull),
    }
}

/// Gives an answer in any case: a job that failed, or that nobody took, has ended too.
struct Answering<T, F: FnOnce(Result<T, Error>)>(Option<F>, PhantomData<fn(T)>);

impl<T, F: FnOnce(Result<T, Error>)> Answering<T, F> {
    fn give(&mut self, answer: Result<T, Error>) {
        if let Some(then) = self.0.take() {
            then(answer);
        }
    }
}

impl<T, F: FnOnce(Result<T, Error>)> Drop for Answering<T, F> {
    fn drop(&mut self) {
        self.give(Err(Error::ThreadGone));
    }
}

impl Drop for Writer {
    /// Lets what was handed over be finished.
    fn drop(&mut self) {
        self.jobs.take();
        if let Some(thread) = self.thread.take() {
            // A panic in it was already told to whoever waited.
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::transaction::Channel;
    use crate::store::gavel::GAVEL;
    use crate::store::{Ambient, Author, Proposal, Store};

    /// 2 is FULL.
    #[test]
    fn what_the_system_s_clock_dates_is_on_the_disk_before_it_is_acknowledged() {
        let folder = tempfile::tempdir().unwrap();
        let author = Author {
            person: Ambient::System.identity(),
            named: false,
            os_user: "rosa".into(),
            channel: Channel::CommandLine,
        };
        let path = folder.path().join("aims.db");
        let store = Store::create(&path, &GAVEL, Ambient::System, &author, &Proposal::default()).unwrap();
        let asked = store
            .writer()
            .run(|connection| Ok(connection.query_row("PRAGMA synchronous", [], |row| row.get::<_, i64>(0))?));
        assert_eq!(asked.wait().unwrap(), 2);
    }
}
