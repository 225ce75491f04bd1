//! Standings that follow from other records: what was found is handed to the function of their declaration. SQL knows that
//! function, too, so that a list is narrowed and sorted by what it says.

use chrono::NaiveDate;
use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;
use rusqlite::types::Value as Sql;

use crate::domain::canonical::Json;
use crate::domain::catalogue::CATALOGUE;
use crate::domain::field::Kind;
use crate::domain::identity::RecordId;
use crate::domain::name::FieldName;
use crate::domain::record::{Fields, Record};
use crate::domain::register::Register;
use crate::domain::standing::{Follows, Look, Standing};
use crate::domain::value::{Value, read_date};

use super::columns::to_sql;
use super::error::Error;

/// Teaches a connection `standing(register, column, day, inputs…)`.
pub(super) fn teach(connection: &Connection) -> Result<(), Error> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    connection.create_scalar_function("standing", -1, flags, |context| {
        let texts = (0..context.len()).map(|place| context.get_raw(place).as_str());
        Ok(asked(&texts.collect::<Result<Vec<_>, _>>()?))
    })?;
    Ok(())
}

/// The value of one column, as SQL asks for it.
fn asked(texts: &[&str]) -> Option<Sql> {
    let [register, name, today, inputs @ ..] = texts else { return None };
    let register = CATALOGUE.named(register)?;
    let column = register.worked_out().find(|one| one.name == *name)?;
    let (standing, place) = register.standing_of(column)?;
    let value = work_out(register, standing, inputs, read_date(today)?).into_iter().nth(place)??;
    to_sql(column, Some(&value), None).into_iter().next()
}

/// The values of the columns of a standing that follows from others; none where its inputs are not understood.
pub(super) fn work_out(
    register: &'static Register,
    standing: &Standing,
    inputs: &[&str],
    today: NaiveDate,
) -> Vec<Option<Value>> {
    let (Follows::Others { own, looks_at, work }, [record, seen @ ..]) = (&standing.follows, inputs) else {
        return Vec::new();
    };
    let seen: Vec<_> = looks_at.iter().zip(seen).map(|(look, text)| found(look, text)).collect();
    let record = Json::parse(record).ok().and_then(|one| understood(register, own, &one));
    record.map_or_else(Vec::new, |record| work(&record, &seen, today))
}

/// The records that a look found.
fn found(look: &Look, text: &str) -> Vec<Record> {
    let (Some(register), Ok(Json::List(told))) = (CATALOGUE.named(&look.through.register), Json::parse(text)) else {
        return Vec::new();
    };
    told.iter().filter_map(|one| understood(register, look.fields, one)).collect()
}

/// A record of which no more is known than its number and these fields.
fn understood(register: &'static Register, fields: &[FieldName], told: &Json) -> Option<Record> {
    let Json::List(told) = told else { return None };
    let (number, values) = told.split_first()?;
    let fields: Vec<_> = fields.iter().filter_map(|name| register.field(name)).collect();
    let mut record = Record {
        id: RecordId(uuid::Uuid::nil()),
        register,
        number: number.as_number().and_then(|number| number.try_into().ok())?,
        revision: 0,
        voided: false,
        fallen: false,
        values: vec![None; register.fields.len()],
        known: Fields::of(register, &fields),
    };
    for (field, value) in fields.iter().zip(values) {
        let value = match (field.kind, value) {
            (Kind::YesNo, Json::Number(answer)) => Some(Value::YesNo(*answer == 1)),
            _ => field.from_json(value).ok()?,
        };
        record.set(field.name, value);
    }
    Some(record)
}
