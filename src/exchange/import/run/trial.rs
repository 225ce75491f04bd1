//! One record of a file: recognised or new, read, and tried.

use std::collections::HashMap;

use iso_currency::Currency;

use crate::domain::field::{Field, Kind};
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::transaction::FieldChange;
use crate::domain::typed::Circumstances;
use crate::domain::value::Value;
use crate::exchange::csv;
use crate::exchange::import::FileTable;
use crate::exchange::import::bound::{Bound, BoundField};
use crate::exchange::import::mapping::SOURCE_KEY;
use crate::exchange::import::unread::Unread;
use crate::store::{Act, Ambient, Batch, Error, View};

use super::filled::cut;
use super::gather::RecordRows;
use super::known::Known;
use super::links::{Directory, Finder, Newcomer};
use super::report::{Planned, Refused, Report};
use super::{begun, words};

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
    pub(super) table: &'a FileTable,
    pub(super) bound: &'a Bound,
    pub(super) known: Known,
    pub(super) finder: Finder<'a>,
    pub(super) circumstances: Circumstances,
    /// What the words of choices were read as.
    pub(super) choices: HashMap<(usize, String), Result<Option<Value>, Unread>>,
}

/// Why a record can't be read.
pub(super) enum Fault {
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
    pub currency: Option<Currency>,
    pub words: Vec<String>,
    pub newcomers: Vec<Newcomer>,
    pub refused: Vec<Refused>,
    pub left_out: Vec<String>,
    pub patient: bool,
}

impl Read {
    /// Notes that something was left out, once.
    pub fn leave_out(&mut self, what: String) {
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
            Some(record) => self.change(&record, entry, read),
            None if self.bound.update_only => {
                let why = format!("There is no {} of this key", self.bound.register.singular());
                let column = self.bound.key.first().map(|column| self.table.columns[*column].clone());
                let value = self.key(entry).unwrap_or_default();
                Err(Fault::Refused(vec![Refused::row(read.line, column, value, why)]))
            }
            None => self.add(entry, read),
        }
    }

    fn change(&mut self, record: &Record, entry: &RecordRows, read: &mut Read) -> Result<Plan, Fault> {
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
            if field.field.by_move && is_as_carried(record, field.field, value.as_ref()) {
                read.leave_out(format!("{} is set by moves", field.field.label));
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
        if let Some((field, key)) = self.kept_key(entry).filter(|(field, _)| record.get(field.name).is_none()) {
            told.push((field.label, String::new(), cut(&key)));
            changes.push(FieldChange { field, before: None, after: Some(Value::Text(key)) });
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
        fields.extend(self.kept_key(entry).map(|(field, key)| (field, Value::Text(key))));
        let id = self.finder.ambient.identity();
        let moved = match begun::moved(self, id, &fields, by_move, read) {
            Ok(moved) => moved,
            Err(refused) => {
                read.refused.push(refused);
                None
            }
        };
        let acts = std::iter::once(Act::Create { id, register, fields }).chain(moved).collect();
        Ok(Plan::Add { id, acts })
    }

    /// The words of the key, where the mapping has one.
    pub(super) fn key(&self, entry: &RecordRows) -> Option<String> {
        self.bound.key_of(&self.table.rows[entry.first])
    }

    /// The field in which records keep the key of the source, and the key; none where they keep none, or it is empty.
    fn kept_key(&self, entry: &RecordRows) -> Option<(&'static Field, String)> {
        let field = self.bound.register.field(SOURCE_KEY).filter(|_| self.bound.keeps_key)?;
        let key = self.key(entry)?.split_whitespace().collect::<Vec<_>>().join(" ");
        let empty = key.split('/').all(|part| part.trim().is_empty());
        (!empty).then_some((field, key))
    }

    pub(super) fn place(&self, field: &BoundField) -> usize {
        self.bound.fields.iter().position(|one| one.position == field.position).unwrap_or_default()
    }

    fn title(&self, words: &[String]) -> String {
        let place = self.bound.fields.iter().position(|field| field.field.title);
        place.map(|place| cut(words[place].lines().next().unwrap_or_default())).unwrap_or_default()
    }
}

/// Whether a record was carried over, and a table only says again what was left out then: more than that it is open.
fn is_as_carried(record: &Record, field: &Field, value: Option<&Value>) -> bool {
    let Some(machine) = record.register.machine.filter(|machine| machine.is_carried(record)) else { return false };
    field.name != machine.field || matches!(value, Some(Value::Choice(state)) if machine.open.contains(state))
}
