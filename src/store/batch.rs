//! Many acts in one transaction, tried one group after another: what a rule refuses leaves nothing behind, and the rest
//! goes on.
//!
//! A batch holds the write lock from its first moment to its end. Others who write meanwhile wait for it.

use rusqlite::{Connection, TransactionBehavior};

use super::ambient::Ambient;
use super::commit::{self, Writer};
use super::error::Error;
use super::journal::{self, Appended, Draft};
use super::migration;
use super::proposal::{Act, Author, Outcome, Proposal};
use super::schema::Schema;
use super::view::View;

/// A transaction while its groups are tried.
pub struct Batch<'w, 'c> {
    writer: Writer<'w>,
    draft: Draft<'c>,
    view: View<'w>,
    since: Option<Since>,
}

/// What was done since the last savepoint. SQLite copies each page that is written after one, so there is not one for
/// every group: what was good is done again where a later group is refused.
struct Since {
    draft: journal::Mark,
    writer: commit::Mark,
    done: Vec<Vec<Act>>,
}

/// The most groups between two savepoints.
const APART: usize = 200;

/// The pages that the connection keeps while a batch runs, in the spelling of SQLite: 10 MB.
const CACHE: i64 = -10_000;

/// What becomes of a batch once its work is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// It is committed as one transaction.
    Keep,
    /// Nothing of it remains.
    Drop,
}

impl<'w> Batch<'w, '_> {
    /// The file as the batch has left it so far.
    pub fn view(&self) -> View<'w> {
        self.view
    }

    /// Does a group of acts, wholly or not at all.
    ///
    /// # Errors
    /// The inner error is why the group was refused, and the batch goes on without it. The outer one is trouble with the
    /// file, after which nothing can go on.
    pub fn attempt(&mut self, acts: Vec<Act>) -> Result<Result<(), Error>, Error> {
        let mut since = match self.since.take() {
            Some(since) => since,
            None => {
                self.savepoint("SAVEPOINT attempt")?;
                Since { draft: self.draft.mark(), writer: self.writer.mark(), done: Vec::new() }
            }
        };
        match self.writer.attempt(&acts, &mut self.draft) {
            Ok(()) => {
                since.done.push(acts);
                if since.done.len() < APART {
                    self.since = Some(since);
                } else {
                    self.savepoint("RELEASE attempt")?;
                }
                Ok(Ok(()))
            }
            Err(refused @ (Error::Refused(_) | Error::Conflict(_) | Error::NoRecord(_))) => {
                self.savepoint("ROLLBACK TO attempt")?;
                self.savepoint("RELEASE attempt")?;
                self.draft.back_to(since.draft);
                self.writer.back_to(since.writer);
                for acts in &since.done {
                    self.writer.attempt(acts, &mut self.draft)?;
                }
                Ok(Err(refused))
            }
            Err(trouble) => Err(trouble),
        }
    }

    fn savepoint(&self, sql: &str) -> Result<(), Error> {
        Ok(self.writer.connection.prepare_cached(sql)?.execute([]).map(drop)?)
    }
}

/// Runs work on a batch. What it led to is there where it was kept.
pub(super) fn run<T>(
    connection: &mut Connection,
    schema: &Schema,
    ambient: &Ambient,
    author: &Author,
    said: &Proposal,
    work: impl FnOnce(&mut Batch) -> Result<(End, T), Error>,
) -> Result<(Option<Outcome>, T), Error> {
    let usual: i64 = connection.pragma_query_value(None, "cache_size", |row| row.get(0))?;
    connection.pragma_update(None, "cache_size", CACHE)?;
    let ran = within(connection, schema, ambient, author, said, work);
    connection.pragma_update(None, "cache_size", usual)?;
    ran
}

fn within<T>(
    connection: &mut Connection,
    schema: &Schema,
    ambient: &Ambient,
    author: &Author,
    said: &Proposal,
    work: impl FnOnce(&mut Batch) -> Result<(End, T), Error>,
) -> Result<(Option<Outcome>, T), Error> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    migration::expect_version(&transaction, schema)?;
    let head = journal::head(&transaction)?;
    let writer = Writer::new(&transaction, schema, ambient, author, said)?;
    let draft = Draft::new(&transaction, head, &writer.header()?)?;
    let view = View { connection: &transaction, contents: &transaction, schema, ambient };
    let mut batch = Batch { writer, draft, view, since: None };
    let (end, told) = work(&mut batch)?;
    if batch.since.is_some() {
        batch.savepoint("RELEASE attempt")?;
    }
    let Batch { mut writer, mut draft, .. } = batch;
    if end == End::Drop {
        return Ok((None, told));
    }
    writer.follow(&mut draft)?;
    let unmoved = draft.len() == 0;
    if !unmoved {
        writer.check_actor()?;
        writer.check_agreement_kept()?;
    }
    writer.settle_search()?;
    let Writer { changed, merged, erased, .. } = writer;
    let beside = said.beside.clone();
    if unmoved {
        return Ok((Some(Outcome { head, changed, merged, erased, beside }), told));
    }
    match draft.append()? {
        Appended::At(head) => {
            transaction.commit()?;
            Ok((Some(Outcome { head, changed, merged, erased, beside }), told))
        }
        // Its head was read under the write lock, so that nobody else can have moved it.
        Appended::Stale(_) => Err(Error::Busy),
    }
}
