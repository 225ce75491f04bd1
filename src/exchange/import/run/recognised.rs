//! Which record the rows of a file tell of: by its reference, by the key of the source, or by what it says.

use crate::domain::field::Kind;
use crate::domain::identity::{RecordId, Reference};
use crate::domain::record::Record;
use crate::exchange::csv;
use crate::exchange::import::bound::BoundField;

use super::gather::RecordRows;
use super::known::{self, joined};
use super::report::Refused;
use super::trial::{Fault, Read, Trial};

impl Trial<'_> {
    /// Whether no cell of the rows stands in a column of a field, of the key or of the reference.
    pub(super) fn says_nothing(&self, entry: &RecordRows) -> bool {
        let whens = |field: &BoundField| field.when.iter().map(|(column, _, _)| *column).collect::<Vec<_>>();
        let fields = self.bound.fields.iter().flat_map(|field| field.columns.iter().copied().chain(whens(field)));
        let mut columns = fields.chain(self.bound.key.iter().copied()).chain(self.bound.reference);
        columns.all(|column| entry.rows().all(|row| self.table.rows[row].cell(column).trim().is_empty()))
    }

    /// The record that is there already.
    pub(super) fn recognised(&mut self, entry: &RecordRows, read: &mut Read) -> Result<Option<Record>, Fault> {
        if let Some(record) = self.referred(entry, read)? {
            return Ok(Some(record));
        }
        let key = self.key(entry);
        if let Some(key) = key.as_deref().filter(|_| self.bound.keeps_key) {
            if self.bound.key.iter().all(|column| self.table.rows[entry.first].cell(*column).trim().is_empty()) {
                let why = "The key is empty, so that its record can't be recognised".to_owned();
                let column = self.bound.key.first().map(|column| self.table.columns[*column].clone());
                return Err(Fault::Refused(vec![Refused::row(read.line, column, String::new(), why)]));
            }
            let found = self.known.of_key(key);
            if !found.is_empty() {
                return self.only(&found, key, read);
            }
        }
        if !self.known.has_contents() {
            return Ok(None);
        }
        let mut cells = Vec::new();
        for anchor in known::anchors(self.bound) {
            let place = self.place(anchor);
            let value = self.value(anchor, &read.words[place].clone(), read)?;
            cells.push(csv::cell(self.finder.view, anchor.field, value.as_ref())?);
        }
        if !read.refused.is_empty() {
            return Err(Fault::Refused(std::mem::take(&mut read.refused)));
        }
        let candidates = self.known.of_content(&joined(cells.iter().map(String::as_str)));
        match key.filter(|_| self.bound.key_is_fed && !candidates.is_empty()) {
            Some(key) => self.only(&candidates, &key, read),
            None => self.saying_the_same(candidates, read),
        }
    }

    /// The one record of a key.
    fn only(&mut self, found: &[RecordId], key: &str, read: &Read) -> Result<Option<Record>, Fault> {
        let [id] = found else {
            let why = format!("{} records have this key: make it longer by another column", found.len());
            return Err(Fault::Refused(vec![Refused::row(read.line, None, key.to_owned(), why)]));
        };
        self.known.take(*id);
        Ok(self.finder.view.record(*id)?)
    }

    /// The first of some records that says all that the row says.
    fn saying_the_same(&mut self, candidates: Vec<RecordId>, read: &mut Read) -> Result<Option<Record>, Fault> {
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
}
