//! In which words a field is said: each once, along its index, however many records say it.

use rusqlite::{Connection, OptionalExtension};

use crate::domain::field::Field;
use crate::domain::register::Register;

use super::columns::order_expression;
use super::error::Error;

/// The different texts of an indexed field, voided records' among them; of texts that are folded alike, one. None where there are more than so many.
pub(super) fn wordings(
    connection: &Connection,
    register: &'static Register,
    field: &'static Field,
    most: usize,
) -> Result<Option<Vec<String>>, Error> {
    let (table, name) = (register.name, field.name);
    // No text is blank, so that each comes after the empty one.
    let order = order_expression(field);
    let sql = format!("SELECT {name} FROM {table} WHERE {order} > in_order(?) ORDER BY {order} LIMIT 1");
    let mut next = connection.prepare_cached(&sql)?;
    let mut found: Vec<String> = Vec::new();
    while found.len() <= most {
        let last = found.last().map_or("", String::as_str);
        let Some(text) = next.query_row([last], |row| row.get(0)).optional()? else { return Ok(Some(found)) };
        found.push(text);
    }
    Ok(None)
}
