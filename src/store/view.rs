//! Everything that can be asked of a file: as it stands now, or as it stood at a place of its journal.

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::domain::field::{Field, Target};
use crate::domain::identity::{Hash, RecordId, Reference, Sequence};
use crate::domain::name::FieldName;
use crate::domain::record::{Fields, Past, Record};
use crate::domain::register::Register;
use crate::domain::transaction::Change;
use crate::domain::typed::Circumstances;
use crate::domain::value::{ERASED, Instant, Value};

use super::ambient::Ambient;
use super::chain::Head;
use super::content::Kept;
use super::error::Error;
use super::journal::{self, Alike, Doing, Entry, Range, Tally};
use super::list::{self, Page, Query};
use super::names::{self, Names};
use super::read::{self, Backlink, Hanging};
use super::schema::Schema;
use super::search::{self, Order};
use super::undo::{self, Candidate, Doer, Leaning};
use super::{circumstances, content, count, past, wordings};

/// A file to be read: the present one, or a replay of its past.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    pub(super) connection: &'a Connection,
    /// Where kept bytes are: the present file, also for its past.
    pub(super) contents: &'a Connection,
    pub(super) schema: &'a Schema,
    pub(super) ambient: &'a Ambient,
}

impl<'a> View<'a> {
    /// The registers of the file.
    pub fn schema(&self) -> &'a Schema {
        self.schema
    }

    /// Now, and the organisation's time zone.
    pub fn circumstances(&self) -> Result<Circumstances, Error> {
        circumstances::circumstances(self.connection, self.schema, self.ambient)
    }

    /// The day on which it is asked.
    pub(super) fn today(&self) -> Result<NaiveDate, Error> {
        Ok(self.circumstances()?.today())
    }

    /// The day on which a query is asked, where it goes by one.
    fn day_of(&self, query: &Query) -> Result<NaiveDate, Error> {
        if query.goes_by_the_day() { self.today() } else { Ok(NaiveDate::default()) }
    }

    /// A record by its identity.
    pub fn record(&self, id: RecordId) -> Result<Option<Record>, Error> {
        read::by_id(self.connection, self.schema, id)
    }

    /// Every record in force of a register, by number: of one that holds a few.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn every(&self, register: &'static Register) -> Result<Vec<Record>, Error> {
        read::every(self.connection, self.schema, register)
    }

    /// The records of a register that have these identities, voided ones too, in their order.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn these(&self, register: &'static Register, ids: &[RecordId]) -> Result<Vec<Record>, Error> {
        read::these(self.connection, self.schema, register, ids)
    }

    /// What people call a record.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn reference(&self, id: RecordId) -> Result<Option<Reference>, Error> {
        read::reference(self.connection, self.schema, id)
    }

    /// A record by what people call it.
    pub fn called(&self, reference: &Reference) -> Result<Option<Record>, Error> {
        read::by_reference(self.connection, self.schema, reference)
    }

    /// The one record of a register that holds only one.
    pub fn single(&self, register: &'static Register) -> Result<Option<Record>, Error> {
        read::single(self.connection, self.schema, register)
    }

    /// What hangs on a record.
    pub fn backlinks(&self, id: RecordId) -> Result<Vec<Backlink>, Error> {
        read::backlinks(self.connection, self.schema, id)
    }

    /// The records in force of a register that point to any of these through a field, each once.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn pointing(
        &self,
        register: &'static Register,
        field: &'static Field,
        to: &[RecordId],
    ) -> Result<Vec<RecordId>, Error> {
        read::pointing(self.connection, register, field, to)
    }

    /// What hangs on a record, by register and field: all of it counted, and of each so many at most read.
    pub fn hanging(&self, id: RecordId, most: u32) -> Result<Vec<Hanging>, Error> {
        read::hanging(self.connection, self.schema, id, most)
    }

    /// A page of a list.
    pub fn page(&self, query: &Query) -> Result<Page, Error> {
        list::page(self.connection, self.schema, query, self.day_of(query)?)
    }

    /// Hands over the records of a list one after another, so that no more than a few are held at once. With
    /// [`Query::only`] no more of them is read than is asked for.
    ///
    /// # Errors
    /// Where the file can't be read, and what `take` fails with.
    pub fn each(&self, query: &Query, take: impl FnMut(Record) -> Result<(), Error>) -> Result<(), Error> {
        list::each(self.connection, self.schema, query, self.day_of(query)?, take)
    }

    /// Hands over some fields of the records of a register that have these identities, voided ones too, each once.
    ///
    /// # Errors
    /// Where the file can't be read, and what `take` fails with.
    pub fn some(
        &self,
        register: &'static Register,
        fields: &[&'static Field],
        ids: &[RecordId],
        take: impl FnMut(Record) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let known = Fields::of(register, fields);
        read::some(self.connection, self.schema, register, known, ids, take)
    }

    /// How many records a list has.
    pub fn count(&self, query: &Query) -> Result<u64, Error> {
        count::count(self.connection, query, self.day_of(query)?)
    }

    /// The different texts of a field that lists can be sorted by; of texts that differ in the case of their letters alone,
    /// one. None where there are more than so many.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn wordings(
        &self,
        register: &'static Register,
        field: &'static Field,
        most: usize,
    ) -> Result<Option<Vec<String>>, Error> {
        wordings::wordings(self.connection, register, field, most)
    }

    /// How many records a list has for each pair of answers of two choice fields.
    pub fn tally(&self, query: &Query, one: &'static Field, other: &'static Field) -> Result<count::Tally, Error> {
        count::tally(self.connection, query, self.day_of(query)?, one, other)
    }

    /// How many records a list has before a record; `None` where the record is not in it.
    pub fn place(&self, query: &Query, record: RecordId) -> Result<Option<u64>, Error> {
        list::place(self.connection, self.schema, query, self.day_of(query)?, record)
    }

    /// Records by their words.
    pub fn search(&self, words: &str, order: Order, limit: u32) -> Result<Vec<Record>, Error> {
        search::find(self.connection, self.schema, words, order, limit)
    }

    /// Whether more than so many records are found by words; no more of them are looked at than that.
    pub fn is_common(&self, words: &str, most: u32) -> Result<bool, Error> {
        search::is_common(self.connection, words, most)
    }

    /// The journal's last place.
    pub fn head(&self) -> Result<Head, Error> {
        journal::head(self.connection)
    }

    /// Transactions, newest first.
    pub fn entries(&self, range: &Range) -> Result<Vec<Entry>, Error> {
        journal::entries(self.connection, range)
    }

    /// When the last transactions were recorded and by whom, newest first, back to the last that one person made.
    ///
    /// # Errors
    /// Where the journal can't be read.
    pub fn doings_since(&self, last_of: RecordId, limit: u32) -> Result<Vec<Doing>, Error> {
        journal::doings_since(self.connection, last_of, limit)
    }

    /// When a record was put on record, and by whom.
    ///
    /// # Errors
    /// Where the journal can't be read.
    pub fn begun(&self, record: RecordId) -> Result<Option<Doing>, Error> {
        journal::begun(self.connection, record)
    }

    /// A transaction by its place.
    pub fn entry(&self, sequence: Sequence) -> Result<Option<Entry>, Error> {
        journal::entry(self.connection, sequence)
    }

    /// The changes of a transaction.
    pub fn changes(&self, sequence: Sequence) -> Result<Vec<Change>, Error> {
        journal::changes(self.connection, self.schema.catalogue, sequence)
    }

    /// The first changes of a transaction, and how many it has.
    pub fn first_changes(&self, sequence: Sequence, limit: usize) -> Result<(Vec<Change>, usize), Error> {
        journal::first_changes(self.connection, self.schema.catalogue, sequence, limit)
    }

    /// How many changes of each kind the transactions after one and up to another have.
    ///
    /// # Errors
    /// Where the journal can't be read.
    pub fn tallies(&self, after: Sequence, until: Option<Sequence>) -> Result<Vec<Tally>, Error> {
        journal::tallies(self.connection, self.schema.catalogue, after, until)
    }

    /// The changes of a transaction of records that were there before.
    ///
    /// # Errors
    /// Where the journal can't be read.
    pub fn amendments(&self, sequence: Sequence) -> Result<Vec<Change>, Error> {
        journal::amendments(self.connection, self.schema.catalogue, sequence)
    }

    /// What a transaction did to records that were there before, counted.
    ///
    /// # Errors
    /// Where the journal can't be read.
    pub fn kinds(&self, sequence: Sequence) -> Result<Vec<Alike>, Error> {
        journal::kinds(self.connection, self.schema.catalogue, sequence)
    }

    /// The records of a register that a transaction made.
    ///
    /// # Errors
    /// Where the journal can't be read.
    pub fn made(&self, sequence: Sequence, register: &Register) -> Result<Vec<RecordId>, Error> {
        journal::made(self.connection, sequence, Some(register))
    }

    /// To which records those that a transaction made point through a link, and how many to each.
    ///
    /// # Errors
    /// Where the journal can't be read.
    pub fn made_for(
        &self,
        sequence: Sequence,
        register: &Register,
        link: FieldName,
    ) -> Result<Vec<(RecordId, u64)>, Error> {
        journal::made_for(self.connection, sequence, register, link)
    }

    /// The changes of a record, oldest first.
    pub fn history(&self, record: RecordId) -> Result<Vec<(Sequence, Change)>, Error> {
        journal::history(self.connection, self.schema.catalogue, record, None)
    }

    /// What a record was, version by version, the first first.
    ///
    /// # Errors
    /// Where the journal can't be read.
    pub fn versions(&self, record: RecordId) -> Result<Past, Error> {
        past::of(self.connection, self.schema, record)
    }

    /// The transactions after a place of which the clock says that they were recorded before a moment.
    pub fn backdated(&self, place: Sequence, moment: Instant) -> Result<Vec<Sequence>, Error> {
        journal::backdated(self.connection, place, moment)
    }

    /// The latest moment that the journal names up to a place.
    pub fn latest(&self, until: Sequence) -> Result<Option<Instant>, Error> {
        journal::latest(self.connection, until)
    }

    /// The last place before which nothing was recorded at a moment or after it.
    pub fn place_before(&self, moment: Instant) -> Result<Sequence, Error> {
        journal::place_before(self.connection, moment)
    }

    /// The hash by which the journal speaks of an operating-system user; none where they never wrote.
    pub fn user(&self, name: &str) -> Result<Option<Hash>, Error> {
        content::known_user(self.connection, name)
    }

    /// What somebody can take back.
    pub fn last_done(&self, doer: &Doer) -> Result<Option<Candidate>, Error> {
        undo::last_done(self.connection, doer)
    }

    /// What somebody can do again.
    pub fn numbered(&self, doer: &Doer, sequence: Sequence) -> Result<Option<Candidate>, Error> {
        undo::numbered(self.connection, doer, sequence)
    }

    /// What leans on what somebody did.
    pub fn leaning(&self, candidate: &Candidate) -> Result<Vec<Leaning>, Error> {
        candidate.leaning(self.connection, self.schema.catalogue)
    }

    /// The last undo of this doer that nothing else has followed.
    pub fn last_undone(&self, doer: &Doer) -> Result<Option<Candidate>, Error> {
        undo::last_undone(self.connection, doer)
    }

    /// The proposal that takes a candidate back or does it again.
    pub fn turn(&self, candidate: &Candidate) -> Result<super::proposal::Proposal, Error> {
        candidate.proposal(self.connection, self.schema.catalogue)
    }

    /// The words behind a hash; `None` where they are erased.
    pub fn words(&self, hash: Hash) -> Result<Option<String>, Error> {
        content::words(self.contents, hash)
    }

    /// The bytes behind a hash; `None` where they are erased.
    pub fn bytes(&self, hash: Hash) -> Result<Option<Vec<u8>>, Error> {
        content::bytes(self.contents, hash)
    }

    /// The bytes behind a hash, compared with it.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn kept(&self, hash: Hash) -> Result<Kept, Error> {
        content::kept(self.contents, hash)
    }

    /// Whether the bytes behind a hash are still kept.
    pub fn keeps(&self, hash: Hash) -> Result<bool, Error> {
        content::keeps(self.contents, hash)
    }

    /// The stored bytes of a transaction's changes.
    pub fn bodies(&self, sequence: Sequence) -> Result<Vec<String>, Error> {
        journal::bodies(self.connection, sequence)
    }

    /// Reads one state of the file until the hold is dropped, whatever others commit meanwhile.
    pub fn hold(&self) -> Result<Hold<'a>, Error> {
        self.freeze()?;
        Ok(Hold(self.connection))
    }

    /// Reads one state of the file until [`View::thaw`]; many small questions are answered faster so.
    pub fn freeze(&self) -> Result<(), Error> {
        Ok(self.connection.prepare_cached("BEGIN")?.execute([]).map(drop)?)
    }

    /// Reads the file as others leave it again.
    pub fn thaw(&self) {
        // It only read: there is nothing to lose.
        let _ = self.connection.prepare_cached("ROLLBACK").and_then(|mut statement| statement.execute([]));
    }

    /// The records, in force, whose title is, or failing that has the words, by which somebody calls them. A reference is always
    /// understood; a number alone, and some words of a title, are where only one register is meant.
    pub fn by_name(&self, target: Target, text: &str) -> Result<Vec<Record>, Error> {
        if let Ok(reference) = text.parse::<Reference>()
            && let Some(record) = self.called(&reference)?
        {
            return Ok(vec![record]);
        }
        let Target::Register(name) = target else { return self.titled(text) };
        let Some(register) = self.schema.catalogue.named(name) else { return Ok(Vec::new()) };
        if let Ok(number) = text.parse() {
            return Ok(self.called(&register.reference(number))?.into_iter().collect());
        }
        let Some(title) = register.title() else { return Ok(Vec::new()) };
        let mut query = Query { limit: Some(10), ..Query::new(register) };
        for filter in
            [list::Filter::Is(title, vec![Value::Text(text.to_owned())]), list::Filter::Words(title, text.to_owned())]
        {
            query.filters = vec![filter];
            let found = self.page(&query)?.records;
            if !found.is_empty() {
                return Ok(found);
            }
        }
        Ok(Vec::new())
    }

    /// The records of any register, in force, whose title this is.
    fn titled(&self, text: &str) -> Result<Vec<Record>, Error> {
        let mut found = Vec::new();
        for register in self.schema.catalogue.registers() {
            let Some(title) = register.title() else { continue };
            let filters = vec![list::Filter::Is(title, vec![Value::Text(text.to_owned())])];
            found.extend(self.page(&Query { filters, limit: Some(10), ..Query::new(register) })?.records);
        }
        Ok(found)
    }

    /// The people in force who have this operating-system user.
    pub fn people_with_user(&self, os_user: &str) -> Result<Vec<Record>, Error> {
        let Some(register) = self.schema.catalogue.named("person") else { return Ok(Vec::new()) };
        let Some(field) = register.field("os_user") else { return Ok(Vec::new()) };
        let filters = vec![list::Filter::Is(field, vec![Value::Text(os_user.to_owned())])];
        Ok(self.page(&Query { filters, limit: Some(2), ..Query::new(register) })?.records)
    }

    /// Reads the names of records that are not among them yet: those of a page by a few queries.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn learn(&self, names: &mut Names, ids: impl IntoIterator<Item = RecordId>) -> Result<(), Error> {
        names::learn(self.connection, self.schema, names, ids)
    }

    /// What people call a record, and its title: `P-3 Rosa Lindt`.
    pub fn name_of(&self, id: RecordId) -> Result<String, Error> {
        let mut names = Names::default();
        self.learn(&mut names, [id])?;
        Ok(names.words(id))
    }

    /// A value in the words that people read.
    pub fn shown(&self, field: &Field, value: &Value) -> Result<String, Error> {
        let mut names = Names::default();
        match value {
            Value::Link(id) => self.learn(&mut names, [*id])?,
            Value::Links(ids) => self.learn(&mut names, ids.iter().copied())?,
            _ => {}
        }
        self.shown_with(&names, field, value)
    }

    /// A value in the words that people read, the names of the records that it points to being known.
    pub fn shown_with(&self, names: &Names, field: &Field, value: &Value) -> Result<String, Error> {
        let label = |key: &str| field.choice(key).map_or(key, |choice| choice.label).to_owned();
        Ok(match value {
            Value::Text(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            Value::Decimal(decimal) => decimal.short(),
            Value::Money(money) => money.to_string(),
            Value::Date(date) => date.to_string(),
            Value::Instant(instant) => {
                instant.with_timezone(&self.circumstances()?.zone).format("%Y-%m-%d %H:%M").to_string()
            }
            Value::YesNo(true) => "yes".to_owned(),
            Value::YesNo(false) => "no".to_owned(),
            Value::Choice(key) => label(key),
            Value::Choices(keys) => keys.iter().map(|key| label(key)).collect::<Vec<_>>().join(", "),
            Value::Link(id) => names.words(*id),
            Value::Links(ids) => ids.iter().map(|id| names.words(*id)).collect::<Vec<_>>().join(", "),
            Value::Duration(duration) => duration.to_string(),
            Value::File(file) => file.name.clone(),
            Value::Content(hash) => self.words(*hash)?.unwrap_or_else(|| ERASED.to_owned()),
            Value::Erased => ERASED.to_owned(),
        })
    }
}

/// A view that stands still.
#[derive(Debug)]
pub struct Hold<'a>(&'a Connection);

impl Drop for Hold<'_> {
    fn drop(&mut self) {
        // It only read: there is nothing to lose.
        let _ = self.0.execute_batch("ROLLBACK");
    }
}

/// A record's reference and title.
pub fn named(record: &Record) -> String {
    let title = record.title().lines().next().unwrap_or_default();
    let mut name = record.reference().to_string();
    if !title.is_empty() {
        name.push(' ');
        name.push_str(title);
    }
    name
}
