//! What a file of a schema is made of: its tables, indexes and triggers, as its migrations leave them.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::error::Error;
use super::folding;

/// The statements of a schema's objects, by name.
type Objects = BTreeMap<String, String>;

/// The shape of a file.
#[derive(Debug)]
pub(super) struct Shape {
    objects: Objects,
    /// Makes the tables in an empty file, in which nothing is looked up but what rests on what.
    pub tables: String,
}

impl Shape {
    /// What migrations make of an empty file.
    pub fn of(migrations: impl Iterator<Item = &'static str>) -> Result<Self, Error> {
        let fresh = Connection::open_in_memory()?;
        folding::teach(&fresh)?;
        for sql in migrations {
            fresh.execute_batch(sql)?;
        }
        // The search index makes its own tables.
        let mut statement = fresh.prepare(
            "SELECT sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
               AND name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow')
             UNION ALL
             SELECT sql FROM sqlite_master WHERE type = 'index' AND name IN ('link_back', 'ground_rests_on')",
        )?;
        let tables = statement.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
        Ok(Self { objects: objects(&fresh)?, tables: tables.join(";\n") })
    }

    /// The names of what a file has otherwise, has not, or has besides: a trigger dropped to edit the journal, a check lost.
    pub fn differing(&self, file: &Connection) -> Result<Vec<String>, Error> {
        let there = objects(file)?;
        let names = self.objects.keys().chain(there.keys().filter(|name| !self.objects.contains_key(*name)));
        Ok(names.filter(|name| self.objects.get(*name) != there.get(*name)).cloned().collect())
    }
}

fn objects(connection: &Connection) -> Result<Objects, Error> {
    let mut statement = connection
        .prepare("SELECT name, coalesce(sql, '') FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
