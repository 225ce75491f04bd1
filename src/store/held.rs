//! What a transaction would take from under attested records: refused where it was put forward for them.

use rusqlite::{Connection, params};

use crate::domain::ground::{Gain, Ground, How, Loss};
use crate::domain::identity::{RecordId, Sequence};
use crate::domain::record::Record;
use crate::domain::rules::{Broken, Missing, Refusal};

use super::error::Error;
use super::schema::Schema;
use super::{ground, read};

/// What a transaction would take from under attested records, where that is held.
///
/// # Errors
/// [`Error::Refused`] names each of them, and the move that opens it.
pub(super) fn refuse(connection: &Connection, schema: &Schema, sequence: Sequence) -> Result<(), Error> {
    let mut statement = connection
        .prepare_cached("SELECT of, name, rests_on, how FROM ground WHERE lost = ? ORDER BY of, name, rests_on")?;
    let mut rows = statement.query(params![sequence])?;
    let mut attempt = None;
    let mut missing = Vec::new();
    while let Some(row) = rows.next()? {
        let (of, on) = (RecordId(row.get(0)?), RecordId(row.get(2)?));
        let Some(how) = ground::how(row.get_ref(3)?.as_str().unwrap_or_default()) else { continue };
        let (Some(of), Some(on)) = (read::by_id(connection, schema, of)?, read::by_id(connection, schema, on)?) else {
            continue;
        };
        let name = row.get_ref(1)?.as_str().unwrap_or_default();
        let Some(ground) = ground::ground(&of, name).filter(|ground| is_held(ground, how)) else { continue };
        attempt.get_or_insert_with(|| attempted(&of, &on, how));
        let told = told(connection, schema, &of, &on, ground, how)?;
        if !missing.iter().any(|other: &Missing| other.record == told.record) {
            missing.push(told);
        }
    }
    let Some(attempt) = attempt else { return Ok(()) };
    let rule = "What was put forward for something that is attested stays as it was.".to_owned();
    Err(Refusal { attempt, broken: vec![Broken { rule, clause: Some("7.5.3"), missing }] }.into())
}

/// An erasure that the law demands always goes through.
fn is_held(ground: &Ground, how: How) -> bool {
    match how {
        How::Erased => false,
        How::Added => matches!(ground.gain, Gain::Refused(_)),
        How::Changed | How::Voided | How::Parted => ground.loss == Loss::Refused,
    }
}

fn attempted(of: &Record, on: &Record, how: How) -> String {
    let (of, on) = (of.reference(), on.reference());
    match how {
        How::Added => format!("{on} can't be added to {of}"),
        How::Parted => format!("{on} can't be taken away from {of}"),
        How::Changed | How::Voided | How::Erased => format!("{on} can't be {}", how.word()),
    }
}

/// Names the way from what would be taken to what has to be opened: `E-47 → A-27 → NC-3`.
fn told(
    connection: &Connection,
    schema: &Schema,
    of: &Record,
    on: &Record,
    ground: &Ground,
    how: How,
) -> Result<Missing, Error> {
    let mut way = Vec::new();
    if on.id != of.id {
        way.push(on.reference().to_string());
    }
    way.push(of.reference().to_string());
    let mut last = of.clone();
    // What rests on it may hold it in turn: then that has to be opened first.
    while let Some(above) =
        held_by(connection, schema, &last)?.filter(|above| !way.contains(&above.reference().to_string()))
    {
        way.push(above.reference().to_string());
        last = above;
    }
    let reference = last.reference();
    // What this transaction would take is marked already, and the state stands all the same.
    let state = Record { fallen: false, ..last.clone() }.state_label().unwrap_or_default().to_lowercase();
    let opens = last.register.machine.and_then(|machine| {
        let opens = machine.attests(&last)?.opens?;
        machine.find(opens)
    });
    let next = match opens {
        Some(opens) => format!("“{}” comes first", opens.label.to_lowercase()),
        None => "it stands for good".to_owned(),
    };
    let what = match how {
        How::Added => format!("its {} are complete", ground.name),
        _ if on.id == of.id => "it stands as it was attested".to_owned(),
        _ => format!("it stands on its {}", ground.name),
    };
    let what = if last.id == of.id { what } else { "it stands on that".to_owned() };
    // What stands in its own way needs no way.
    let way = if way.len() > 1 { format!("{}: ", way.join(" → ")) } else { String::new() };
    Ok(Missing::in_record(&last, format!("{way}{reference} is {state}, and {what}; {next}")))
}

/// An attested record that holds another one's state.
fn held_by(connection: &Connection, schema: &Schema, record: &Record) -> Result<Option<Record>, Error> {
    let mut statement = connection.prepare_cached("SELECT of, name FROM ground WHERE rests_on = ? AND of <> ?")?;
    let mut rows = statement.query(params![record.id.0, record.id.0])?;
    while let Some(row) = rows.next()? {
        let Some(of) = read::by_id(connection, schema, RecordId(row.get(0)?))?.filter(|of| !of.voided) else {
            continue;
        };
        let held = ground::ground(&of, row.get_ref(1)?.as_str().unwrap_or_default());
        if held.is_some_and(|ground| ground.loss == Loss::Refused) {
            return Ok(Some(of));
        }
    }
    Ok(None)
}
