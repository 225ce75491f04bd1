//! What is to be dealt with by a day, and what is open and not placed, of all registers beside each other. It is kept with
//! each change, so that it is found and counted however much was dealt with before. It follows from the journal by what the
//! program holds, as grounds do; verification compares it with what a replay gives.

use rusqlite::Connection;

use crate::domain::field::Field;
use crate::domain::placing::Placing;
use crate::domain::register::Register;
use crate::domain::transaction::{Change, What};

use super::error::Error;

/// The statement that writes down a record that is to be dealt with by a day, by its key; none where no day is declared.
pub fn statement(register: &Register) -> Option<String> {
    let deadline = register.deadline()?;
    let one_of = |field: &str, keys: &[&str]| {
        let either: Vec<_> = keys.iter().map(|key| format!("t.{field} = '{key}'")).collect();
        if either.is_empty() { "0".to_owned() } else { format!("({})", either.join(" OR ")) }
    };
    let day = match register.lapses.and_then(|lapses| Some((lapses, lapses.at_once?))) {
        Some((lapses, over)) => {
            let state = register.machine.map_or("", |machine| machine.field.as_str());
            let holds = one_of(state, &[lapses.state]);
            format!("CASE WHEN {holds} AND t.{over} = 1 THEN '' ELSE t.{} END", deadline.name)
        }
        None => format!("t.{}", deadline.name),
    };
    let owner = register.responsible().map_or("NULL".to_owned(), |field| {
        format!("(SELECT l.to_id FROM link l WHERE l.from_id = r.id AND l.relation = '{}')", field.name)
    });
    let chance = register.chances.map_or("0".to_owned(), |one| format!("{} IS TRUE", one_of(&one.field, one.answers)));
    let runs = register.machine.map_or("1".to_owned(), |machine| one_of(&machine.field, machine.due_in));
    Some(format!(
        "INSERT INTO due (key, register, day, owner, chance)
         SELECT r.key, r.register, {day}, {owner}, {chance} FROM record r CROSS JOIN {name} t ON t.key = r.key
         WHERE r.key = ? AND r.voided = 0 AND {runs} AND {day} IS NOT NULL",
        name = register.name,
    ))
}

/// The statement that writes down a record that is not placed, by its key; none where nobody is to answer for one.
pub fn unplaced(register: &'static Register) -> Option<String> {
    let placing = Placing::of(register)?;
    let states: Vec<_> = placing.states().iter().map(|state| format!("'{state}'")).collect();
    let open = register.machine.map_or("1".to_owned(), |one| format!("t.{} IN ({})", one.field, states.join(", ")));
    let owner =
        format!("(SELECT l.to_id FROM link l WHERE l.from_id = r.id AND l.relation = '{}')", placing.owner.name);
    let (day, without) = match placing.day {
        Some(field) => (format!("t.{}", field.name), format!(" OR t.{} IS NULL", field.name)),
        None => ("NULL".to_owned(), String::new()),
    };
    Some(format!(
        "INSERT INTO unplaced (key, register, owner, day)
         SELECT r.key, r.register, {owner}, {day} FROM record r CROSS JOIN {name} t ON t.key = r.key
         WHERE r.key = ? AND r.voided = 0 AND {open} AND ({owner} IS NULL{without})",
        name = register.name,
    ))
}

/// Whether a field tells whether, by when and by whom its record is to be dealt with.
fn tells(register: &Register, field: &Field) -> bool {
    let is = |other: Option<&Field>| other.is_some_and(|other| other.name == field.name);
    is(register.deadline())
        || is(register.responsible())
        || register.machine.is_some_and(|machine| machine.field == field.name)
        || register.chances.is_some_and(|chance| chance.field == field.name)
        || register.lapses.and_then(|lapses| lapses.at_once).is_some_and(|over| over == field.name)
}

/// Keeps what a change means for when its record is due and whether it is placed, once the tables hold it.
/// The statements are those of its register.
pub(super) fn keep(
    connection: &Connection,
    due: Option<&str>,
    unplaced: Option<&str>,
    change: &Change,
    key: i64,
) -> Result<(), Error> {
    let fresh = match &change.what {
        What::Create { .. } => true,
        What::Update { fields, .. } if fields.iter().any(|one| tells(change.register, one.field)) => false,
        What::Void { .. } | What::Unvoid { .. } => false,
        What::Update { .. } | What::Erase { .. } => return Ok(()),
    };
    let kept = [(due, "DELETE FROM due WHERE key = ?"), (unplaced, "DELETE FROM unplaced WHERE key = ?")];
    for (insert, delete) in kept.into_iter().filter_map(|(insert, delete)| Some((insert?, delete))) {
        if !fresh {
            connection.prepare_cached(delete)?.execute([key])?;
        }
        connection.prepare_cached(insert)?.execute([key])?;
    }
    Ok(())
}

/// Forgets all of it, before the journal tells it anew.
pub(super) fn forget_all(connection: &Connection) -> Result<(), Error> {
    connection.execute_batch("DELETE FROM due; DELETE FROM unplaced")?;
    Ok(())
}
