//! One record of a file: recognised or new, read, and tried.

use std::collections::HashMap;

use iso_currency::Currency;

use crate::domain::field::Kind;
use crate::domain::identity::{RecordId, Reference};
use crate::domain::record::Record;
use crate::domain::transaction::FieldChange;
use crate::domain::typed::Circumstances;
use crate::domain::value::Value;
use crate::exchange::csv;
use crate::exchange::import::bound::{Bound, BoundField};
use crate::exchange::import::mapping::SOURCE_KEY;
use crate::exchange::import::unread::Unread;
use crate::exchange::import::{FileTable, fold};
use crate::store::{Act, Ambient, Batch, Error, View};

use super::gather::RecordRows;
use super::known::{self, Known, joined};
use super::links::{Directory, Finder, Newcomer, Unlinked, folded};
use super::report::{Planned, Refused, Report};
use super::{begun, value, words};

/// The most of a value that a report shows, in characters.
const SHOWN: usize = 200;

/// What became of a record's rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tried {
    /// Added, changed, found unchanged, or refused.
    Settled,
    /// They speak of a record that the file may still bring.
    Waits,
}

/// Tries the records of a file one after another.
pub struct Trial<'a> {
    table: &'a FileTable,
    pub(super) bound: &'a Bound,
    known: Known,
    finder: Finder<'a>,
    circumstances: Circumstances,
    /// What the words of choices were read as.
    choices: HashMap<(usize, String), Result<Option<Value>, Unread>>,
}

/// Why a record can't be read.
enum Fault {
    Waits,
    Refused(Vec<Refused>),
    Trouble(Error),
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self::Trouble(error)
    }
}

/// A record as it was read.
pub(super) struct Read {
    pub line: u64,
    /// The currency of amounts that name none.
    currency: Option<Currency>,
    words: Vec<String>,
    newcomers: Vec<Newcomer>,
    refused: Vec<Refused>,
    pub left_out: Vec<String>,
    patient: bool,
}

impl Read {
    /// Notes that something was left out, once.
    fn leave_out(&mut self, what: String) {
        if !self.left_out.contains(&what) {
            self.left_out.push(what);
        }
    }
}

/// What is to be done for a record.
enum Plan {
    /// Nothing stands in its rows that fills a field.
    Blank,
    Nothing,
    Add {
        id: RecordId,
        acts: Vec<Act>,
    },
    Change {
        acts: Vec<Act>,
        planned: Planned,
    },
}

impl<'a> Trial<'a> {
    pub fn new(table: &'a FileTable, bound: &'a Bound, ambient: &'a Ambient, view: View<'a>) -> Result<Self, Error> {
        Ok(Self {
            table,
            bound,
            known: Known::read(view, bound)?,
            finder: Finder { view, ambient, directory: Directory::default() },
            circumstances: view.circumstances()?,
            choices: HashMap::new(),
        })
    }

    /// Tries a record. A `patient` one may wait for others of the file.
    pub fn take(
        &mut self,
        entry: &RecordRows,
        batch: &mut Batch,
        patient: bool,
        report: &mut Report,
    ) -> Result<Tried, Error> {
        let row = &self.table.rows[entry.first];
        let line = row.line;
        let currency = self.bound.fields.iter().find_map(|field| field.currency?.in_row(row));
        let (words, newcomers, refused, left_out) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut read = Read { line, currency, words, newcomers, refused, left_out, patient };
        let plan = match self.plan(entry, &mut read) {
            Ok(plan) if read.refused.is_empty() => plan,
            Ok(_) => {
                report.refuse(entry.count(), read.refused);
                return Ok(Tried::Settled);
            }
            Err(Fault::Waits) => return Ok(Tried::Waits),
            Err(Fault::Refused(refused)) => {
                report.refuse(entry.count(), refused);
                return Ok(Tried::Settled);
            }
            Err(Fault::Trouble(error)) => return Err(error),
        };
        let (added, mut acts, planned) = match plan {
            Plan::Blank => {
                report.blank_rows += entry.count();
                return Ok(Tried::Settled);
            }
            Plan::Nothing => {
                report.unchanged += 1;
                return Ok(Tried::Settled);
            }
            Plan::Add { id, acts } => {
                let title = self.title(&read.words);
                (Some(id), acts, Planned { line, reference: None, title, fields: Vec::new() })
            }
            Plan::Change { acts, planned } => (None, acts, planned),
        };
        acts.splice(0..0, read.newcomers.iter().map(|newcomer| newcomer.act.clone()));
        match batch.attempt(acts)? {
            Ok(()) => {
                for newcomer in &read.newcomers {
                    self.finder.welcome(newcomer);
                    if let Act::Create { register, .. } = &newcomer.act {
                        *report.others.entry(register.plural).or_default() += 1;
                    }
                }
                if let Some(id) = added.filter(|_| self.finder.asks_about(self.bound.register))
                    && let Some(record) = batch.view().record(id)?
                {
                    self.finder.learn(&record);
                }
                report.plan(planned);
                for what in read.left_out {
                    report.leave_out(what, line);
                }
            }
            Err(error) => report.refuse(entry.count(), self.reasons(line, &read.words, error)),
        }
        Ok(Tried::Settled)
    }

    fn plan(&mut self, entry: &RecordRows, read: &mut Read) -> Result<Plan, Fault> {
        for row in entry.rows().map(|row| &self.table.rows[row]) {
            let beyond = row.beyond(self.table.columns.len());
            if beyond > 0 {
                let why = format!(
                    "The row has {beyond} more than the {} columns: a delimiter in a text without quotes?",
                    self.table.columns.len(),
                );
                read.refused.push(Refused::row(row.line, None, String::new(), why));
            }
        }
        for field in &self.bound.fields {
            match words::of(field, self.table, entry) {
                Ok(words) => read.words.push(words),
                Err(different) => {
                    let why = format!(
                        "Rows of the same key say different things of {}: {} of them",
                        field.field.label,
                        entry.count(),
                    );
                    read.refused.push(self.refusal(read.line, field, &different.join(" / "), why.into()));
                    read.words.push(String::new());
                }
            }
        }
        if !read.refused.is_empty() {
            return Err(Fault::Refused(std::mem::take(&mut read.refused)));
        }
        if self.says_nothing(entry) {
            return Ok(Plan::Blank);
        }
        match self.recognised(entry, read)? {
            Some(record) => self.change(&record, read),
            None if self.bound.update_only => {
                let why = format!("There is no {} of this key", self.bound.register.singular());
                let column = self.bound.key.first().map(|column| self.table.columns[*column].clone());
                let value = self.key(entry).unwrap_or_default();
                Err(Fault::Refused(vec![Refused::row(read.line, column, value, why)]))
            }
            None => self.add(entry, read),
        }
    }

    /// Whether no cell of the rows stands in a column of a field, of the key or of the reference.
    fn says_nothing(&self, entry: &RecordRows) -> bool {
        let whens = |field: &BoundField| field.when.iter().map(|(column, _, _)| *column).collect::<Vec<_>>();
        let fields = self.bound.fields.iter().flat_map(|field| field.columns.iter().copied().chain(whens(field)));
        let mut columns = fields.chain(self.bound.key.iter().copied()).chain(self.bound.reference);
        columns.all(|column| entry.rows().all(|row| self.table.rows[row].cell(column).trim().is_empty()))
    }

    /// The record that is there already.
    fn recognised(&mut self, entry: &RecordRows, read: &mut Read) -> Result<Option<Record>, Fault> {
        if let Some(record) = self.referred(entry, read)? {
            return Ok(Some(record));
        }
        let key = self.key(entry);
        let name = match &key {
            Some(key) if self.bound.keeps_key => {
                if self.bound.key.iter().all(|column| self.table.rows[entry.first].cell(*column).trim().is_empty()) {
                    let why = "The key is empty, so that its record can't be recognised".to_owned();
                    let column = self.bound.key.first().map(|column| self.table.columns[*column].clone());
                    return Err(Fault::Refused(vec![Refused::row(read.line, column, String::new(), why)]));
                }
                folded(key)
            }
            _ => {
                let mut cells = Vec::new();
                for anchor in known::anchors(self.bound) {
                    let place = self.place(anchor);
                    let value = self.value(anchor, &read.words[place].clone(), read)?;
                    cells.push(csv::cell(self.finder.view, anchor.field, value.as_ref())?);
                }
                if !read.refused.is_empty() {
                    return Err(Fault::Refused(std::mem::take(&mut read.refused)));
                }
                joined(cells.iter().map(String::as_str))
            }
        };
        let candidates = self.known.candidates(&name);
        if let Some(key) = key {
            return match candidates.as_slice() {
                [] => Ok(None),
                [id] => {
                    self.known.take(*id);
                    Ok(self.finder.view.record(*id)?)
                }
                several => {
                    let why = format!("{} records have this key: make it longer by another column", several.len());
                    Err(Fault::Refused(vec![Refused::row(read.line, None, key, why)]))
                }
            };
        }
        for id in candidates {
            if let Some(record) = self.finder.view.record(id)?
                && self.says_the_same(&record, read)?
            {
                self.known.take(id);
                return Ok(Some(record));
            }
        }
        Ok(None)
    }

    /// The record whose reference stands in the row.
    fn referred(&mut self, entry: &RecordRows, read: &Read) -> Result<Option<Record>, Fault> {
        let Some(column) = self.bound.reference else { return Ok(None) };
        let Ok(reference) = self.table.rows[entry.first].cell(column).parse::<Reference>() else { return Ok(None) };
        let found = self.finder.view.called(&reference)?.filter(|record| record.register == self.bound.register);
        let Some(record) = found else { return Ok(None) };
        let why = if record.voided {
            format!("{reference} is voided: bring it back first (unvoid)")
        } else if !self.known.take(record.id) {
            format!("{reference} stands in several rows")
        } else {
            return Ok(Some(record));
        };
        let column = Some(self.table.columns[column].clone());
        Err(Fault::Refused(vec![Refused::row(read.line, column, reference.to_string(), why)]))
    }

    fn says_the_same(&mut self, record: &Record, read: &mut Read) -> Result<bool, Fault> {
        for (place, field) in self.bound.fields.iter().enumerate() {
            let words = read.words[place].clone();
            if words.trim().is_empty() || field.field.kind == Kind::File {
                continue;
            }
            if csv::cell(self.finder.view, field.field, record.at(field.position))? == words {
                continue;
            }
            let value = self.value(field, &words, read)?;
            if value.is_some() && value.as_ref() != record.at(field.position) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn change(&mut self, record: &Record, read: &mut Read) -> Result<Plan, Fault> {
        let mut changes = Vec::new();
        let mut told = Vec::new();
        for (place, field) in self.bound.fields.iter().enumerate() {
            let words = read.words[place].clone();
            let now = record.at(field.position);
            let stands = csv::cell(self.finder.view, field.field, now)?;
            let empties = words.trim().is_empty();
            if words == stands || (empties && !self.bound.clear_empty) {
                continue;
            }
            let value = self.value(field, &words, read)?;
            if value.as_ref() == now || (value.is_none() && !empties) {
                continue;
            }
            if field.field.by_move {
                let why = format!(
                    "{} is set by moves, not by a table; {} has “{stands}”",
                    field.field.label,
                    record.reference(),
                );
                read.refused.push(self.refusal(read.line, field, &words, why.into()));
                continue;
            }
            let after = csv::cell(self.finder.view, field.field, value.as_ref())?;
            told.push((field.field.label, cut(&stands), cut(&after)));
            changes.push(FieldChange { field: field.field, before: now.cloned(), after: value });
        }
        if changes.is_empty() {
            return Ok(Plan::Nothing);
        }
        let planned = Planned {
            line: read.line,
            reference: Some(record.reference().to_string()),
            title: record.title().to_owned(),
            fields: told,
        };
        let edit = Act::Edit { record: record.id, based_on: record.revision, fields: changes };
        Ok(Plan::Change { acts: vec![edit], planned })
    }

    fn add(&mut self, entry: &RecordRows, read: &mut Read) -> Result<Plan, Fault> {
        let register = self.bound.register;
        let mut fields = Vec::new();
        let mut by_move = Vec::new();
        for (place, field) in self.bound.fields.iter().enumerate() {
            let words = read.words[place].clone();
            if field.field.kind == Kind::File {
                if !words.trim().is_empty() {
                    read.left_out.push(format!("{}: files do not come in with a table", field.field.label));
                }
                continue;
            }
            let Some(value) = self.value(field, &words, read)? else { continue };
            if field.field.by_move {
                by_move.push((field.field, value));
            } else {
                fields.push((field.field, value));
            }
        }
        if let Some(key) = self.key(entry).filter(|_| self.bound.keeps_key)
            && let Some(field) = register.field(SOURCE_KEY)
        {
            fields.push((field, Value::Text(key.split_whitespace().collect::<Vec<_>>().join(" "))));
        }
        let id = self.finder.ambient.identity();
        let mut acts = vec![Act::Create { id, register, fields }];
        match begun::moved(self, id, by_move, read) {
            Ok(moved) => acts.extend(moved),
            Err(refused) => read.refused.push(refused),
        }
        Ok(Plan::Add { id, acts })
    }

    /// The value of a field; where its words can't be read, that is noted and there is none.
    fn value(&mut self, field: &BoundField, words: &str, read: &mut Read) -> Result<Option<Value>, Fault> {
        let kind = field.field.kind;
        if fold::is_nothing(words) && !words.trim().is_empty() && (kind.is_link() || value::is_nothing(kind, words)) {
            read.leave_out(format!("{}: “{}” stands for nothing", field.field.label, words.trim()));
            return Ok(None);
        }
        let unread = if kind.is_link() {
            match self.finder.read(field, words, &mut read.newcomers) {
                Ok(value) => return Ok(value),
                Err(Unlinked::Trouble(error)) => return Err(error.into()),
                Err(Unlinked::NotYet(unread)) => {
                    let own = kind.target().is_some_and(|target| target.allows(self.bound.register.name));
                    if own && read.patient && !field.source.leave_unreadable {
                        return Err(Fault::Waits);
                    }
                    unread
                }
                Err(Unlinked::Wrong(why)) => why.into(),
            }
        } else {
            match self.plain_value(field, words, read.currency) {
                Ok(value) => return Ok(value),
                Err(unread) => unread,
            }
        };
        if field.source.leave_unreadable {
            read.leave_out(format!("{}: what can't be read", field.field.label));
        } else {
            let refusal = self.refusal(read.line, field, words, unread);
            if !read.refused.contains(&refusal) {
                read.refused.push(refusal);
            }
        }
        Ok(None)
    }

    fn plain_value(
        &mut self,
        field: &BoundField,
        words: &str,
        currency: Option<Currency>,
    ) -> Result<Option<Value>, Unread> {
        if !matches!(field.field.kind, Kind::Choice(_) | Kind::Choices(_)) || words.len() > SHOWN {
            return value::read(field, words, currency, &self.circumstances);
        }
        let key = (field.position, words.to_owned());
        let read = || value::read(field, words, currency, &self.circumstances);
        self.choices.entry(key).or_insert_with(read).clone()
    }

    pub(super) fn refusal(&self, line: u64, field: &BoundField, words: &str, unread: Unread) -> Refused {
        let column = field.columns.first().map(|column| self.table.columns[*column].clone());
        let value = cut(unread.word.as_deref().unwrap_or(words));
        Refused { line, column, value, why: unread.why, reason: unread.reason, field: Some(field.field) }
    }

    /// What the rules said, each at the column that it is about.
    fn reasons(&self, line: u64, words: &[String], error: Error) -> Vec<Refused> {
        let Error::Refused(refusal) = error else {
            return vec![Refused::row(line, None, String::new(), error.to_string())];
        };
        let mut reasons = Vec::new();
        for broken in refusal.broken {
            if broken.missing.is_empty() {
                reasons.push(Refused::row(line, None, String::new(), broken.rule.clone()));
            }
            for missing in broken.missing {
                let place = self.bound.fields.iter().position(|field| Some(field.field.name) == missing.field);
                let words = place.map(|place| cut(&words[place])).unwrap_or_default();
                let column = place.and_then(|place| self.bound.fields[place].columns.first());
                let column = column.map(|column| self.table.columns[*column].clone());
                reasons.push(Refused::row(line, column, words, missing.what));
            }
        }
        reasons
    }

    /// The words of the key, where the mapping has one.
    fn key(&self, entry: &RecordRows) -> Option<String> {
        self.bound.key_of(&self.table.rows[entry.first])
    }

    fn place(&self, field: &BoundField) -> usize {
        self.bound.fields.iter().position(|one| one.position == field.position).unwrap_or_default()
    }

    fn title(&self, words: &[String]) -> String {
        let place = self.bound.fields.iter().position(|field| field.field.title);
        place.map(|place| cut(words[place].lines().next().unwrap_or_default())).unwrap_or_default()
    }
}

fn cut(text: &str) -> String {
    let text = text.trim();
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
