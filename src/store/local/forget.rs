//! Taking what was erased out of the local state too.

use std::path::Path;

use rusqlite::{Connection, params};
use serde_json::Value;

use crate::domain::passage::places;
use crate::domain::person::PersonField;
use crate::domain::value::ERASED;
use crate::store::barred::Wish;
use crate::store::beside::locals_of;
use crate::store::error::Error;
use crate::store::remains::Erased;

use super::drafts::Typed;
use super::side::open;

/// Removes what drafts hold of one field of a record, whoever wrote them, and whatever else typed is an erased value and
/// nothing more; saved filters and the like that hold one; what is kept of an erased user; and the names of those who have
/// records open. A file without local state stays without. What can't be cleaned is told: each user's own may be closed to
/// others.
pub fn forget(database: &Path, erased: &Erased) -> Option<String> {
    let locals = locals_of(database);
    let failed = locals.iter().filter_map(|path| Some((path, forget_in(path, erased).err()?)));
    let told: Vec<_> = failed.map(|(path, why)| format!("{} can't be cleaned ({why})", path.display())).collect();
    (!told.is_empty()).then(|| told.join(", "))
}

fn forget_in(path: &Path, erased: &Erased) -> Result<(), Error> {
    let connection = open(path).map_err(|error| error.at_file(path, Wish::Write))?;
    let words: Vec<&str> = erased.values.iter().filter_map(|value| std::str::from_utf8(value).ok()).collect();
    let holds = |text: &str| words.iter().any(|word| places(text, word).next().is_some());
    if erased.field == PersonField::OsUser.name() {
        for word in &words {
            connection.execute("DELETE FROM draft WHERE os_user = ? COLLATE NOCASE", [word])?;
            connection.execute("DELETE FROM kept WHERE os_user = ? COLLATE NOCASE", [word])?;
        }
    }
    let record = erased.record.to_string();
    for [id, subject, label, fields] in texts(&connection, "SELECT id, subject, label, fields FROM draft")? {
        let fields: Vec<Typed> = serde_json::from_str(&fields).unwrap_or_default();
        let of_it = |typed: &Typed| subject.contains(&record) && typed.field == erased.field;
        let is_it = |typed: &Typed| words.contains(&typed.text.trim());
        let kept: Vec<_> = fields.into_iter().filter(|typed| !of_it(typed) && !is_it(typed)).collect();
        let kept = serde_json::to_string(&kept).unwrap_or_else(|_| "[]".to_owned());
        let label = if holds(&label) { ERASED } else { &label };
        connection.execute("UPDATE draft SET fields = ?, label = ? WHERE id = ?", params![kept, label, id])?;
    }
    for [os_user, name, value] in texts(&connection, "SELECT os_user, name, value FROM kept")? {
        // A filter, or a place in a list, is soon found again.
        if serde_json::from_str(&value).is_ok_and(|value| any_text(&value, &holds)) {
            connection.execute("DELETE FROM kept WHERE os_user = ? AND name = ?", [os_user, name])?;
        }
    }
    connection.execute_batch("DELETE FROM presence; VACUUM; PRAGMA wal_checkpoint(TRUNCATE)")?;
    Ok(())
}

/// The rows of a query that gives texts only.
fn texts<const COLUMNS: usize>(connection: &Connection, sql: &str) -> Result<Vec<[String; COLUMNS]>, Error> {
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map([], |row| {
        let mut texts = std::array::from_fn(|_| String::new());
        (0..COLUMNS).try_for_each(|place| row.get(place).map(|text| texts[place] = text)).map(|()| texts)
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Whether one of the texts in a value is such.
fn any_text(value: &Value, is: &impl Fn(&str) -> bool) -> bool {
    match value {
        Value::String(text) => is(text),
        Value::Array(values) => values.iter().any(|value| any_text(value, is)),
        Value::Object(values) => values.iter().any(|(name, value)| is(name) || any_text(value, is)),
        _ => false,
    }
}
