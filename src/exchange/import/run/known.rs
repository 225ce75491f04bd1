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

/// Records of the same name: mostly one.
#[derive(Debug)]
struct Named {
    first: RecordId,
    others: Vec<RecordId>,
}

/// The records in force.
#[derive(Debug)]
pub struct Known {
    names: HashMap<Box<str>, Named>,
    /// Those that a row was recognised as: two rows are never the same record.
    taken: HashSet<RecordId>,
}

impl Known {
    /// Reads what the records of a register are recognised by.
    pub fn read(view: View, bound: &Bound) -> Result<Self, Error> {
        let mut names: HashMap<Box<str>, Named> = HashMap::new();
        let anchors = anchors(bound);
        let mut asked: Vec<&'static Field> = anchors.iter().map(|anchor| anchor.field).collect();
        asked.extend(bound.register.field(SOURCE_KEY));
        each(view, Query::new(bound.register).only(&asked), |record| {
            if let Some(name) = name_of(view, bound, &anchors, record)? {
                match names.entry(name.into()) {
                    Entry::Occupied(named) => named.into_mut().others.push(record.id),
                    Entry::Vacant(free) => drop(free.insert(Named { first: record.id, others: Vec::new() })),
                }
            }
            Ok(())
        })?;
        Ok(Self { names, taken: HashSet::new() })
    }

    /// The records that a key, or the words of the [anchors], could mean.
    pub fn candidates(&self, name: &str) -> Vec<RecordId> {
        let found = self.names.get(name).into_iter();
        let found = found.flat_map(|named| std::iter::once(&named.first).chain(&named.others));
        found.filter(|id| !self.taken.contains(id)).copied().collect()
    }

    /// Keeps a record from being recognised once more.
    pub fn take(&mut self, id: RecordId) -> bool {
        self.taken.insert(id)
    }
}

/// The fields by whose words candidates are found: those of the key; without one, title and required fields.
pub fn anchors(bound: &Bound) -> Vec<&BoundField> {
    let fields = bound.fields.iter().filter(|field| !field.field.by_move);
    if !bound.key.is_empty() {
        return fields.filter(|field| field.columns.iter().any(|column| bound.key.contains(column))).collect();
    }
    let needed: Vec<_> = fields.clone().filter(|field| field.field.required || field.field.title).collect();
    if needed.is_empty() { fields.take(1).collect() } else { needed }
}

fn name_of(view: View, bound: &Bound, anchors: &[&BoundField], record: &Record) -> Result<Option<String>, Error> {
    if bound.keeps_key && !bound.key.is_empty() {
        return Ok(match record.get(SOURCE_KEY) {
            Some(Value::Text(key)) => Some(folded(key)),
            _ => None,
        });
    }
    let cells = anchors.iter().map(|field| csv::cell(view, field.field, record.at(field.position)));
    Ok(Some(joined(cells.collect::<Result<Vec<_>, _>>()?.iter().map(String::as_str))))
}

/// Words of several fields as one name.
pub fn joined<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.map(folded).collect::<Vec<_>>().join("\u{1f}")
}
