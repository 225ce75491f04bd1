//! One SQLite file: the journal, the tables that follow from it, and the only way to write to either.
//!
//! # How it is kept
//!
//! - **The journal is the truth** ([`journal`], [`chain`]): append-only, hash-chained, the exact bytes as they were
//!   hashed. The tables are what a replay of it gives (`replay`), and [`verify`] compares the two.
//! - **One way to write** (`commit`): `BEGIN IMMEDIATE`, read the head, judge every act by facts read inside, write
//!   tables and journal, commit. A proposal is done wholly or not at all.
//! - **One thread owns the writing connection** (`writer`); everybody else reads on query-only ones. No statement is
//!   kept open between events, so that readers never hold a writer up.
//! - **Locking**: SQLite's write-ahead log, `synchronous = FULL`: a commit that was acknowledged survives a power cut
//!   (but for what is made by a fixed clock, and could be made again).
//!   Writers of several processes wait for each other. On a network file system, whose shared memory can't be relied
//!   on, the rollback journal is used in its place.
//! - **Keys**: a record's identity is a UUIDv7, which the journal and the link table speak in. Integer keys are local;
//!   they follow from the order of the journal, so that a replay gives the same ones.
//! - **Personal data** ([`content`], `erase`): the journal holds salted hashes; the bytes can be removed and the chain
//!   still verifies.

mod acts;
mod adopt;
mod agreed;
pub mod ambient;
mod apply;
mod approval;
pub mod as_of;
mod audience;
pub mod background;
pub mod backup;
mod barred;
pub mod batch;
mod beside;
pub mod chain;
mod circumstances;
pub mod columns;
mod commit;
mod compare;
#[cfg(test)]
pub mod compiled;
mod condition;
mod connection;
pub mod content;
mod copy;
pub mod count;
pub mod due;
mod erase;
pub mod error;
pub mod exposure;
mod facts;
pub mod fallen;
pub mod fault;
pub mod folding;
mod follow;
mod gains;
pub mod gavel;
mod ground;
mod held;
pub mod journal;
mod judge;
pub mod list;
pub mod local;
pub mod manifest;
pub mod migration;
pub mod names;
mod open;
pub mod output;
pub mod owed;
mod parts;
mod past;
mod people;
mod program;
pub mod proposal;
mod query;
mod read;
pub mod remains;
mod replay;
mod reworded;
pub mod schema;
pub mod search;
mod shape;
mod sight;
pub mod source;
mod stamp;
mod standing;
pub mod standings;
mod together;
pub mod undo;
pub mod unique;
pub mod unplaced;
pub mod verify;
pub mod view;
mod walk;
pub mod watch;
pub mod witness;
mod wordings;
mod worked;
pub mod workshop;
mod would;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use rusqlite::{Connection, TransactionBehavior};

use crate::domain::identity::{Hash, Sequence};

pub use ambient::Ambient;
pub use background::Background;
pub use batch::{Batch, End};
pub use chain::Head;
pub use connection::Access;
pub use error::Error;
pub use local::Local;
pub use names::Names;
pub use proposal::{Act, Agreement, Author, Outcome, Proposal};
pub use read::{Backlink, Hanging};
pub use schema::Schema;
pub use sight::Still;
pub use standings::Standings;
pub use view::View;
pub use would::Hearing;
pub use writer::Ticket;

use as_of::Past;
use audience::Audience;
use beside::folder_of;
use output::NewFile;
use sight::Sight;
use stamp::Stamp;
use verify::Report;
use watch::Watch;
use workshop::Workshop;
use writer::Writer;

/// An open file.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    schema: &'static Schema,
    ambient: Ambient,
    access: Access,
    /// How the file looked before it was read.
    opened: Stamp,
    reader: Sight,
    writer: OnceLock<Writer>,
}

impl Store {
    /// Opens a file, upgrading an older one after a backup beside it.
    ///
    /// # Errors
    /// What is wrong with the file, and what to do; nothing was created or changed.
    pub fn open(path: &Path, schema: &'static Schema, ambient: Ambient) -> Result<Self, Error> {
        let access = open::prepare(path, schema)?;
        if access == Access::Write {
            workshop::sweep(folder_of(path));
        }
        Self::allowing(access, path, schema, ambient)
    }

    /// Opens a file for what only reads: an older one is not upgraded, and nothing beside it is cleared away.
    ///
    /// # Errors
    /// What is wrong with the file, and what to do: [`Error::Older`] where it has to be upgraded first.
    pub fn open_as_it_is(path: &Path, schema: &'static Schema, ambient: Ambient) -> Result<Self, Error> {
        Self::allowing(open::as_it_is(path, schema)?, path, schema, ambient)
    }

    fn allowing(access: Access, path: &Path, schema: &'static Schema, ambient: Ambient) -> Result<Self, Error> {
        let opened = Stamp::of(path);
        let (reader, access) = Sight::first(path, access)?;
        migration::expect_version(&reader, schema)?;
        Ok(Self { path: path.to_owned(), schema, ambient, access, opened, reader, writer: OnceLock::new() })
    }

    /// Creates a file with its first transaction. It is made under another name and appears when it is whole.
    ///
    /// # Errors
    /// [`Error::AlreadyThere`], or why the first transaction was refused; nothing was created.
    pub fn create(
        path: &Path,
        schema: &'static Schema,
        ambient: Ambient,
        author: &Author,
        first: &Proposal,
    ) -> Result<Self, Error> {
        NewFile::named(path).check_database()?;
        let workshop = Workshop::beside(path)?;
        let made = workshop.path("file");
        let mut connection = connection::new(&made, ambient.durability())?;
        migration::migrate(&mut connection, schema)?;
        drop(connection);
        // The search compiles its statements while its table is made, and would compile them again here.
        let mut connection = connection::writing(&made, ambient.durability())?;
        commit::commit(&mut connection, schema, &ambient, author, first)?;
        connection.close().map_err(|(_, error)| error)?;
        workshop.put_database(made, path)?;
        Self::open(path, schema, ambient)
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether it can be written to.
    pub fn access(&self) -> Access {
        self.access
    }

    /// Why it can't be written to, where it can't.
    pub fn why_not_write(&self) -> Option<Error> {
        writer::refused(&self.path, self.access)
    }

    /// What was read of the file so far, where it is read as one that does not change: it can be told whether it did.
    pub fn still(&self) -> Still {
        self.reader.still()
    }

    /// Reads the file anew where it was read as one that does not change, and others have written since.
    ///
    /// # Errors
    /// Where it can't be opened any more.
    pub fn renew(&mut self) -> Result<(), Error> {
        if self.reader.still().is_behind() {
            self.reader = Sight::of(&self.path, self.access)?;
        }
        Ok(())
    }

    /// What to tell of the file where others than its user may read it.
    pub fn exposure(&self) -> Option<String> {
        exposure::exposure(&self.path)
    }

    /// The source of time and chance.
    pub fn ambient(&self) -> &Ambient {
        &self.ambient
    }

    /// What can be asked of the file as it stands.
    pub fn view(&self) -> View<'_> {
        View { connection: &self.reader, contents: &self.reader, schema: self.schema, ambient: &self.ambient }
    }

    /// The file as it stood at a place of its journal.
    ///
    /// # Errors
    /// Where the journal can't be replayed up to there.
    pub fn as_of(&self, place: Sequence) -> Result<Past<'_>, Error> {
        Past::at(&self.reader, self.schema, &self.ambient, place)
    }

    /// Hands a proposal to the writing thread.
    pub fn submit(&self, author: Author, proposal: Proposal) -> Ticket<Outcome> {
        self.writer().run(self.job(author, proposal))
    }

    /// Hands a proposal to the writing thread, which calls back with the outcome.
    pub fn submit_then(
        &self,
        author: Author,
        proposal: Proposal,
        then: impl FnOnce(Result<Outcome, Error>) + Send + 'static,
    ) {
        self.writer().run_then(self.job(author, proposal), then);
    }

    /// Hands work on many records to the writing thread, to be done in one transaction. Others who write meanwhile wait.
    /// What it led to is there where the work was kept. Of a proposal, what is said with it counts, and no acts.
    pub fn batch<T: Send + 'static>(
        &self,
        author: Author,
        said: Proposal,
        work: impl FnOnce(&mut Batch) -> Result<(End, T), Error> + Send + 'static,
        then: impl FnOnce(Result<(Option<Outcome>, T), Error>) + Send + 'static,
    ) {
        let (schema, ambient) = (self.schema, self.ambient.clone());
        let job = move |connection: &mut Connection| batch::run(connection, schema, &ambient, &author, &said, work);
        self.writer().run_then(job, then);
    }

    fn job(
        &self,
        author: Author,
        proposal: Proposal,
    ) -> impl FnOnce(&mut Connection) -> Result<Outcome, Error> + Send + 'static {
        let (schema, ambient) = (self.schema, self.ambient.clone());
        move |connection| commit::commit(connection, schema, &ambient, &author, &proposal)
    }

    /// Does what a proposal asks and waits until it is durable. Drafts let go of what it erases.
    ///
    /// # Errors
    /// Why it was not done; nothing has changed.
    pub fn commit(&self, author: Author, proposal: Proposal) -> Result<Outcome, Error> {
        let mut outcome = self.submit(author, proposal).wait()?;
        // The erasure is done whatever becomes of the drafts.
        for erased in &mut outcome.erased {
            erased.drafts = local::forget(&self.path, erased);
        }
        Ok(outcome)
    }

    /// Commits a proposal that erases something, and rewrites the file so that nothing of it is left.
    ///
    /// # Errors
    /// [`Error::Busy`] where the erasure is done but others keep the file from being rewritten: call [`Store::scrub`].
    pub fn erase(&self, author: Author, proposal: Proposal) -> Result<Outcome, Error> {
        let outcome = self.commit(author, proposal)?;
        self.scrub()?;
        Ok(outcome)
    }

    /// Rewrites the file so that nothing erased is left in free pages, the search index or the write-ahead log.
    ///
    /// # Errors
    /// [`Error::Busy`] where others have the file open in a way that keeps it from being rewritten.
    pub fn scrub(&self) -> Result<(), Error> {
        let schema = self.schema;
        self.writer().run(move |connection| erase::scrub(connection, schema)).wait()
    }

    /// Makes the search index anew from the records.
    ///
    /// # Errors
    /// Where the file can't be written to.
    pub fn rebuild_index(&self) -> Result<(), Error> {
        let schema = self.schema;
        let work = move |connection: &mut Connection| {
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            search::rebuild(&transaction, schema)?;
            Ok(transaction.commit()?)
        };
        self.writer().run(work).wait()
    }

    /// Verifies the file; `head` is one that was kept elsewhere.
    ///
    /// # Errors
    /// Where it can't be read; what does not hold is in the [`Report`].
    pub fn verify(&self, head: Option<Hash>, progress: &mut dyn FnMut(Sequence)) -> Result<Report, Error> {
        verify::verify(&self.path, self.access, self.schema, head, progress)
    }

    /// Copies the file as it stands to a new one.
    ///
    /// # Errors
    /// [`Error::AlreadyThere`], or why the copy could not be made.
    pub fn backup(&self, target: &NewFile) -> Result<(), Error> {
        copy::copy(&self.reader, &self.reader.still(), target, Audience::User)
    }

    /// Calls back, on a thread of its own, after each commit to the file by anyone since it was opened.
    pub fn watch(&self, committed: impl FnMut() + Send + 'static) -> Watch {
        watch::watch(&self.path, self.access, self.opened, committed)
    }

    /// A thread for questions that take longer than a frame.
    pub fn background(&self) -> Background {
        Background::start(self.path.clone(), self.access, self.schema, self.ambient.clone())
    }

    fn writer(&self) -> &Writer {
        self.writer.get_or_init(|| Writer::start(self.path.clone(), self.access, self.ambient.durability()))
    }
}
