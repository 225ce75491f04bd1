//! The records that a register has already, by what an import recognises them by.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use crate::domain::field::Field;
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::value::Value;
use crate::exchange::csv;
use crate::exchange::import::bound::{Bound, BoundField};
use crate::exchange::import::mapping::SOURCE_KEY;
use crate::store::list::Query;
use crate::store::{Error, View};

use super::links::{each, folded};

/// Records by what they are called: mostly one of each name.
#[derive(Debug, Default)]
struct Called(HashMap<Box<str>, (RecordId, Vec<RecordId>)>);

impl Called {
    fn add(&mut self, name: String, id: RecordId) {
        match self.0.entry(name.into()) {
            Entry::Occupied(named) => named.into_mut().1.push(id),
            Entry::Vacant(free) => drop(free.insert((id, Vec::new()))),
        }
    }

    fn of(&self, name: &str) -> impl Iterator<Item = RecordId> {
        self.0.get(name).into_iter().flat_map(|(first, others)| std::iter::once(*first).chain(others.iter().copied()))
    }
}

/// The records in force.
#[derive(Debug)]
pub struct Known {
    keys: Called,
    contents: Called,
    /// Those that a row was recognised as: two rows are never the same record.
    taken: HashSet<RecordId>,
}

impl Known {
    /// Reads what the records of a register are recognised by.
    pub fn read(view: View, bound: &Bound) -> Result<Self, Error> {
        let mut known = Self { keys: Called::default(), contents: Called::default(), taken: HashSet::new() };
        let anchors = anchors(bound);
        let mut asked: Vec<&'static Field> = anchors.iter().map(|anchor| anchor.field).collect();
        asked.extend(bound.register.field(SOURCE_KEY));
        each(view, Query::new(bound.register).only(&asked), |record| {
            let key = record.get(SOURCE_KEY).filter(|_| bound.keeps_key && !bound.key.is_empty());
            if let Some(Value::Text(key)) = key {
                known.keys.add(folded(key), record.id);
            }
            // What has another key is another record, but where what makes the key stands in its fields.
            if key.is_none() || bound.key_is_fed {
                known.contents.add(content_of(view, &anchors, record)?, record.id);
            }
            Ok(())
        })?;
        Ok(known)
    }

    /// The records of this key.
    pub fn of_key(&self, key: &str) -> Vec<RecordId> {
        self.free(self.keys.of(&folded(key)))
    }

    /// The records that the words of the [anchors] could mean.
    pub fn of_content(&self, words: &str) -> Vec<RecordId> {
        self.free(self.contents.of(words))
    }

    /// Whether a record can be recognised by its content at all.
    pub fn has_contents(&self) -> bool {
        !self.contents.0.is_empty()
    }

    fn free(&self, found: impl Iterator<Item = RecordId>) -> Vec<RecordId> {
        found.filter(|id| !self.taken.contains(id)).collect()
    }

    /// Keeps a record from being recognised once more.
    pub fn take(&mut self, id: RecordId) -> bool {
        self.taken.insert(id)
    }
}

/// The fields by whose words candidates are found: those that make the key, where fields do; else title and required fields.
pub fn anchors(bound: &Bound) -> Vec<&BoundField> {
    let fields = bound.fields.iter().filter(|field| !field.field.by_move);
    if !bound.key.is_empty() && bound.key_is_fed {
        return fields.filter(|field| field.columns.iter().any(|column| bound.key.contains(column))).collect();
    }
    let needed: Vec<_> = fields.clone().filter(|field| field.field.required || field.field.title).collect();
    if needed.is_empty() { fields.take(1).collect() } else { needed }
}

fn content_of(view: View, anchors: &[&BoundField], record: &Record) -> Result<String, Error> {
    let cells = anchors.iter().map(|field| csv::cell(view, field.field, record.at(field.position)));
    Ok(joined(cells.collect::<Result<Vec<_>, _>>()?.iter().map(String::as_str)))
}

/// Words of several fields as one name.
pub fn joined<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.map(folded).collect::<Vec<_>>().join("\u{1f}")
}
