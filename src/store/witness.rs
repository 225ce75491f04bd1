//! Witnesses of the journal: documents that print a head of it. Each head has to be a link of this journal, before the
//! transaction that brought the document.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::domain::identity::{Hash, Sequence};

use super::error::Error;
use super::fault::Fault;
use super::journal;
use super::schema::Schema;

/// A document that prints a head.
#[derive(Debug, Clone)]
pub struct Witness {
    /// What it is called: `MIN-3 Minutes of …`.
    pub document: String,
    pub head: String,
    /// The transaction that brought it.
    pub brought: Sequence,
}

impl Witness {
    /// Whether a journal has the head that is printed.
    pub fn is_in(&self, connection: &Connection) -> Result<bool, Error> {
        let Some(head) = Hash::parse(&self.head) else { return Ok(false) };
        Ok(head == Hash::GENESIS || connection.prepare("SELECT 1 FROM journal WHERE link = ?")?.exists([head.0])?)
    }
}

/// The registers whose records print a head of the journal, in a field of this name.
const PRINTED: &str = "head";

/// The documents of a file that print a head, the first first.
pub fn all(connection: &Connection, schema: &Schema) -> Result<Vec<Witness>, Error> {
    let mut found = Vec::new();
    let printing = schema.catalogue.registers().filter(|register| register.field(PRINTED).is_some());
    for register in printing {
        let title = register.title().map_or("''", |title| title.name);
        let sql = format!(
            "SELECT r.id, r.number, {title}, {PRINTED} FROM {} t JOIN record r ON r.key = t.key
             WHERE {PRINTED} IS NOT NULL ORDER BY r.key",
            register.name
        );
        let mut statement = connection.prepare(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let id = crate::domain::identity::RecordId(row.get(0)?);
            let document = format!("{} {}", register.reference(row.get(1)?), row.get::<_, String>(2)?);
            let brought = journal::places(connection, id)?.first().copied().unwrap_or(0);
            found.push(Witness { document: document.trim_end().to_owned(), head: row.get(3)?, brought });
        }
    }
    Ok(found)
}

/// Watches a walk of the chain for the heads that are printed.
#[derive(Debug, Default)]
pub(super) struct Watch {
    witnesses: Vec<Witness>,
    places: HashMap<Hash, Option<Sequence>>,
}

impl Watch {
    pub fn for_all(witnesses: Vec<Witness>) -> Self {
        let heads = witnesses.iter().filter_map(|witness| Some((Hash::parse(&witness.head)?, None)));
        Self { places: heads.collect(), witnesses }
    }

    /// A link of the chain, at its place.
    pub fn see(&mut self, sequence: Sequence, link: Hash) {
        if let Some(place) = self.places.get_mut(&link) {
            *place = Some(sequence);
        }
    }

    /// The witnesses that contradict the journal.
    pub fn contradicting(self) -> impl Iterator<Item = Witness> {
        let places = self.places;
        self.witnesses.into_iter().filter(move |witness| {
            let place = Hash::parse(&witness.head).and_then(|head| places.get(&head).copied().flatten());
            place.is_none_or(|place| place >= witness.brought)
        })
    }

    pub fn faults(self) -> impl Iterator<Item = Fault> {
        self.contradicting().map(|Witness { document, head, .. }| Fault::Witness { document, head })
    }
}
