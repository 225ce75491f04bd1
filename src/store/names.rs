//! What many records are called, read by a few queries and each once.

use std::collections::{BTreeMap, HashMap};

use rusqlite::Connection;

use crate::domain::field::Field;
use crate::domain::identity::{Number, RecordId, Reference};
use crate::domain::namesake::{self, Somebody};
use crate::domain::person::PersonField;
use crate::domain::record::Record;
use crate::domain::register::Register;

use super::error::Error;
use super::schema::Schema;
use super::together::{AT_ONCE, identities, keys};

/// The names of records that were asked for.
#[derive(Debug, Clone, Default)]
pub struct Names(HashMap<RecordId, Name>);

/// What people call a record, and the words by which it is known.
#[derive(Debug, Clone)]
pub struct Name {
    pub register: &'static Register,
    pub number: Number,
    /// Empty where its register has no such field.
    pub title: String,
    /// The title, with what tells a person from others of that name.
    told: String,
}

impl Name {
    /// What people call it: `P-3`.
    pub fn reference(&self) -> Reference {
        self.register.reference(self.number)
    }

    /// What people call it and the first line of its title: `P-3 Rosa Lindt`.
    pub fn words(&self) -> String {
        let title = self.title.lines().next().unwrap_or_default();
        if title.is_empty() { self.reference().to_string() } else { format!("{} {title}", self.reference()) }
    }
}

impl Names {
    /// The name of a record that was asked for; none where there is no such record.
    pub fn of(&self, id: RecordId) -> Option<&Name> {
        self.0.get(&id)
    }

    /// The title of a record that was asked for, with what tells a person from others of that name; empty where there is no
    /// such record.
    pub fn title(&self, id: RecordId) -> &str {
        self.of(id).map_or("", |name| &name.told)
    }

    /// The name of a record that was asked for, in words; its identity where there is no such record.
    pub fn words(&self, id: RecordId) -> String {
        self.of(id).map_or_else(|| id.to_string(), Name::words)
    }
}

/// The records that fields of some records point to.
pub fn linked<'a>(records: &'a [Record], fields: &'a [&'static Field]) -> impl Iterator<Item = RecordId> + 'a {
    let links = fields.iter().filter(|field| field.kind.is_link());
    links.flat_map(|field| {
        let place = |record: &Record| record.register.position(field.name);
        records.iter().filter_map(move |record| Some(record.links(place(record)?))).flatten().copied()
    })
}

/// Where the words of a record stand: its key in its register's table, which record it is, and its number.
type Place = (i64, RecordId, Number);

/// Adds the names of records that are not among them yet.
pub(super) fn learn(
    connection: &Connection,
    schema: &Schema,
    names: &mut Names,
    ids: impl IntoIterator<Item = RecordId>,
) -> Result<(), Error> {
    let mut asked: Vec<RecordId> = ids.into_iter().filter(|id| !names.0.contains_key(id)).collect();
    asked.sort_unstable();
    asked.dedup();
    // The table that each is in, and its key there.
    let mut found: BTreeMap<String, Vec<Place>> = BTreeMap::new();
    for chunk in asked.chunks(AT_ONCE) {
        let sql = "SELECT r.register, r.key, r.id, r.number
                   FROM rarray(?) asked CROSS JOIN record r ON r.id = asked.value";
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query([identities(chunk.iter().copied())])?;
        while let Some(row) = rows.next()? {
            let place = (row.get(1)?, RecordId(row.get(2)?), row.get(3)?);
            found.entry(row.get(0)?).or_default().push(place);
        }
    }
    for (register, mut places_of) in found {
        let Some(register) = schema.catalogue.named(&register) else { continue };
        places_of.sort_unstable();
        for chunk in places_of.chunks(AT_ONCE) {
            let titles = match register.title() {
                Some(title) => titles(connection, register.name, title.name, chunk)?,
                None => HashMap::new(),
            };
            let mut apart = match register.name == PersonField::REGISTER.as_str() {
                true => apart(connection, register)?,
                false => HashMap::new(),
            };
            for (key, id, number) in chunk {
                let title = titles.get(key).cloned().unwrap_or_default();
                let told = apart.remove(key).unwrap_or_else(|| title.clone());
                names.0.insert(*id, Name { register, number: *number, title, told });
            }
        }
    }
    Ok(())
}

/// What the people are called whose name others have, too.
fn apart(connection: &Connection, people: &Register) -> Result<HashMap<i64, String>, Error> {
    let [name, role, unit] = [PersonField::Name, PersonField::Role, PersonField::Unit].map(|field| field.name());
    let table = people.name;
    // Mostly nobody is called as another: that costs half of it.
    let any = format!("SELECT 1 FROM {table} GROUP BY in_order({name}) HAVING count(*) > 1 LIMIT 1");
    if !connection.prepare_cached(&any)?.exists([])? {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "SELECT t.key, r.number, t.{name}, coalesce(t.{role}, ''), coalesce(t.{unit}, '')
         FROM {table} t CROSS JOIN record r ON r.key = t.key
         WHERE in_order(t.{name}) IN (SELECT in_order({name}) FROM {table} GROUP BY 1 HAVING count(*) > 1)"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map([], |row| {
        let reference = people.reference(row.get(1)?).to_string();
        Ok(Somebody { key: row.get(0)?, name: row.get(2)?, role: row.get(3)?, unit: row.get(4)?, reference })
    })?;
    Ok(namesake::told(&rows.collect::<Result<Vec<_>, _>>()?).into_iter().collect())
}

fn titles(connection: &Connection, table: &str, column: &str, asked: &[Place]) -> Result<HashMap<i64, String>, Error> {
    let sql = format!("SELECT t.key, t.{column} FROM rarray(?) asked CROSS JOIN {table} t ON t.key = asked.value");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([keys(asked.iter().map(|(key, _, _)| *key))])?;
    let mut titles = HashMap::new();
    while let Some(row) = rows.next()? {
        titles.insert(row.get(0)?, row.get::<_, Option<String>>(1)?.unwrap_or_default());
    }
    Ok(titles)
}
