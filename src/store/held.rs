//! What a transaction would take from under attested records: refused where it was put forward for them.

use rusqlite::{Connection, params};

use crate::domain::field::Field;
use crate::domain::ground::{Counts, Gain, Ground, How, Loss};
use crate::domain::identity::{RecordId, Reference, Sequence};
use crate::domain::record::Record;
use crate::domain::rules::{Broken, Missing, Refusal};
use crate::domain::state::Move;
use crate::domain::value::Value;

use super::error::Error;
use super::schema::Schema;
use super::view::View;
use super::{manifest, read};

/// What a transaction would take from under attested records, where that is held.
///
/// # Errors
/// [`Error::Refused`] names each of them, and the move that opens it.
pub(super) fn refuse(connection: &Connection, schema: &Schema, sequence: Sequence) -> Result<(), Error> {
    let mut statement = connection.prepare_cached(
        "SELECT of, name, rests_on, how, fields FROM ground WHERE lost = ? ORDER BY of, name, rests_on",
    )?;
    let mut rows = statement.query(params![sequence])?;
    let mut attempt = None;
    let mut missing: Vec<Missing> = Vec::new();
    while let Some(row) = rows.next()? {
        let (of, on) = (RecordId(row.get(0)?), RecordId(row.get(2)?));
        let Some(how) = manifest::how(row.get_ref(3)?.as_str().unwrap_or_default()) else { continue };
        let (Some(of), Some(on)) = (read::by_id(connection, schema, of)?, read::by_id(connection, schema, on)?) else {
            continue;
        };
        let name = row.get_ref(1)?.as_str().unwrap_or_default();
        let Some(ground) = manifest::ground(&of, name).filter(|ground| is_held(ground, how)) else { continue };
        let taken = Taken { of, on, ground, how, fields: row.get(4)? };
        attempt.get_or_insert_with(|| taken.attempted());
        let told = taken.told(connection, schema)?;
        if !missing.iter().any(|other| other.record == told.record) {
            missing.push(told);
        }
    }
    let Some(attempt) = attempt else { return Ok(()) };
    let rule = "What was put forward for something that is attested stays as it was.".to_owned();
    Err(Refusal { attempt, broken: vec![Broken { rule, clause: Some("7.5.3"), missing }] }.into())
}

/// An erasure that the law demands always goes through, and so does what follows from it.
fn is_held(ground: &Ground, how: How) -> bool {
    match how {
        How::Erased | How::Fell => false,
        How::Added => matches!(ground.gain, Gain::Refused(_)),
        How::Changed | How::Voided | How::Parted => ground.loss == Loss::Refused,
    }
}

/// What a transaction would take from under an attested record, or add to it.
struct Taken {
    of: Record,
    on: Record,
    ground: &'static Ground,
    how: How,
    /// The names of the fields that were changed, between commas.
    fields: Option<String>,
}

impl Taken {
    /// Whether the record is only being made, and so has a number that nobody has seen.
    fn is_new(&self) -> bool {
        self.how == How::Added && self.on.revision == 1
    }

    fn attempted(&self) -> String {
        let (of, on) = (self.of.reference(), self.on.reference());
        match self.how {
            How::Added if self.is_new() => format!("This {} can't be added to {of}", self.on.register.singular()),
            How::Added => format!("{on} can't be added to {of}"),
            How::Parted => format!("{on} can't be taken away from {of}"),
            How::Changed | How::Voided | How::Erased | How::Fell => format!("{on} can't be {}", self.how.word()),
        }
    }

    /// Names the way from what would be taken to what has to be opened: `E-47 → A-27 → NC-3`.
    fn told(&self, connection: &Connection, schema: &Schema) -> Result<Missing, Error> {
        let mut way = Vec::new();
        if self.on.id != self.of.id && !self.is_new() {
            way.push(self.on.reference());
        }
        let last = topmost(connection, schema, self.of.clone(), &mut way)?;
        // What this transaction would take is marked already, and the state stands all the same.
        let state = Record { fallen: false, ..last.clone() }.state_label().unwrap_or_default().to_lowercase();
        let next = match opener(&last) {
            Some(opens) => format!("“{}” comes first", opens.called()),
            None => "it stands for good".to_owned(),
        };
        let what = if last.id == self.of.id { self.why() } else { "it stands on that".to_owned() };
        let reference = last.reference();
        // What stands in its own way needs no way.
        let way: Vec<_> = way.iter().map(ToString::to_string).collect();
        let way = if way.len() > 1 { format!("{}: ", way.join(" → ")) } else { String::new() };
        Ok(Missing::in_record(&last, format!("{way}{reference} is {state}, and {what}; {next}")))
    }

    /// Why the attested record stands in the way.
    fn why(&self) -> String {
        let labels: Vec<_> = self
            .fields
            .iter()
            .flat_map(|fields| fields.split(','))
            .filter_map(|name| Some(format!("“{}”", self.on.register.field(name)?.label)))
            .collect();
        let its = labels.join(", ");
        match self.how {
            How::Added => format!("its {} are complete", self.ground.name),
            How::Changed if self.on.id == self.of.id && !its.is_empty() => format!("its {its} is part of that"),
            _ if self.on.id == self.of.id => "it stands as it was attested".to_owned(),
            How::Changed if !its.is_empty() => format!("it stands on its {} with {its} as it was", self.ground.name),
            _ => format!("it stands on its {}", self.ground.name),
        }
    }
}

/// What has to be opened first before an attested record can be: what rests on it may hold it in turn. The way there is told.
fn topmost(connection: &Connection, schema: &Schema, of: Record, way: &mut Vec<Reference>) -> Result<Record, Error> {
    way.push(of.reference());
    let mut last = of;
    while let Some(above) = held_by(connection, schema, &last)?.filter(|above| !way.contains(&above.reference())) {
        way.push(above.reference());
        last = above;
    }
    Ok(last)
}

impl View<'_> {
    /// The attested record that would not let a field of another one be changed, and the move that opens it, where one does;
    /// nothing where none stands in the way.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn keeper(&self, of: &Record, field: &Field) -> Result<Option<(Record, Option<&'static Move>)>, Error> {
        let Self { connection, schema, .. } = *self;
        let mut statement =
            connection.prepare_cached("SELECT of, name FROM ground WHERE rests_on = ? AND lost IS NULL ORDER BY of")?;
        let mut rows = statement.query(params![of.id.0])?;
        while let Some(row) = rows.next()? {
            let Some(by) = read::by_id(connection, schema, RecordId(row.get(0)?))?.filter(|by| !by.voided) else {
                continue;
            };
            let ground = manifest::ground(&by, row.get_ref(1)?.as_str().unwrap_or_default());
            let held = |ground: &&Ground| match ground.counts {
                Counts::All => ground.loss == Loss::Refused,
                Counts::Fields(fields) => ground.loss == Loss::Refused && fields.iter().any(|one| *one == *field.name),
            };
            if ground.filter(held).is_some() {
                let last = topmost(connection, schema, by, &mut Vec::new())?;
                let opens = opener(&last);
                return Ok(Some((last, opens)));
            }
        }
        Ok(None)
    }
}

/// The move that opens an attested record.
fn opener(record: &Record) -> Option<&'static Move> {
    let machine = record.register.machine?;
    machine.find(&machine.attests(record)?.opens?)
}

/// An attested record that would not let another one be opened.
fn held_by(connection: &Connection, schema: &Schema, record: &Record) -> Result<Option<Record>, Error> {
    let Some((machine, opens)) = record.register.machine.zip(opener(record)) else { return Ok(None) };
    let mut opened = record.clone();
    for field in opens.cleared() {
        opened.set(field, None);
    }
    let state = record.register.field(machine.field).and_then(|field| field.choice(opens.to));
    opened.set(machine.field, state.map(|choice| Value::Choice(choice.key)));
    let mut statement = connection.prepare_cached("SELECT of, name FROM ground WHERE rests_on = ? AND of <> ?")?;
    let mut rows = statement.query(params![record.id.0, record.id.0])?;
    while let Some(row) = rows.next()? {
        let Some(of) = read::by_id(connection, schema, RecordId(row.get(0)?))?.filter(|of| !of.voided) else {
            continue;
        };
        let Some(ground) = manifest::ground(&of, row.get_ref(1)?.as_str().unwrap_or_default()) else { continue };
        let stands =
            (ground.only)(&of, &opened) && manifest::counted(&opened, ground) == manifest::counted(record, ground);
        if ground.loss == Loss::Refused && !stands {
            return Ok(Some(of));
        }
    }
    Ok(None)
}
