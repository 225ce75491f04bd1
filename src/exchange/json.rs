//! Records as JSON for other programs: dates and decimals as text, links by reference.

use std::io::{self, Write};
use std::ops::ControlFlow;

use crate::domain::canonical::{Json, Object, object};
use crate::domain::field::Field;
use crate::domain::record::Record;
use crate::domain::value::{ERASED, Held, Value, spell_instant};
use crate::domain::visible::escaped;
use crate::store::{Error, Standings, View};
use crate::workflow::reading::{Piece, Pieces, Wanted};

/// JSON as it may be shown on a terminal: what a terminal would obey or hide is escaped.
pub fn print(json: &Json) -> String {
    escaped(&json.print())
}

/// A record as an object: what identifies it, then its fields and how it stands; and why it is no longer proven, where
/// that is so.
pub fn record(view: View, record: &Record) -> Result<Json, Error> {
    let columns: Vec<_> = record.register.worked_out().collect();
    told(view, record, &view.standings(record.register, &columns, std::slice::from_ref(record))?)
}

/// The same where it is known how it stands.
pub fn told(view: View, record: &Record, standings: &Standings) -> Result<Json, Error> {
    let mut fields = Object::new();
    for (field, value) in record.fields() {
        fields.insert(field.name.to_owned(), self::value(view, field, value)?);
    }
    let mut told = object([
        ("reference", record.reference().to_string().into()),
        ("register", record.register.name.into()),
        ("id", record.id.to_string().into()),
        ("revision", Json::Number(i64::from(record.revision))),
        ("voided", Json::Bool(record.voided)),
        ("fields", Json::Object(fields)),
    ]);
    let Json::Object(object) = &mut told else { return Ok(told) };
    let mut standing = Object::new();
    for column in record.register.worked_out() {
        standing.insert(column.name.to_owned(), value(view, column, standings.of(record.id, column))?);
    }
    if !standing.is_empty() {
        object.insert("standing".to_owned(), Json::Object(standing));
    }
    if record.fallen {
        let fallen = view.fallen(record.id)?;
        let fallen = fallen.iter().map(|one| {
            Ok(crate::domain::canonical::object([
                ("since", spell_instant(one.at).into()),
                ("transaction", Json::Number(i64::try_from(one.sequence).unwrap_or(i64::MAX))),
                ("record", reference(view, one.on)?),
                ("ground", one.ground.as_str().into()),
                ("what", one.how.word().into()),
            ]))
        });
        object.insert("no_longer_proven".to_owned(), Json::List(fallen.collect::<Result<_, Error>>()?));
    }
    Ok(told)
}

/// Tells piece by piece what programs are told, as a list; where it can't be written, no more is read.
///
/// # Errors
/// Where the file can't be read.
pub fn pieces(pieces: Pieces, wanted: &Wanted, view: View, out: &mut dyn Write) -> Result<io::Result<()>, Error> {
    let _hold = view.hold()?;
    let mut before = "[";
    let mut told = Ok(Ok(()));
    pieces(view, wanted, &mut |piece| {
        told = piece_of(view, piece).map(|one| write!(out, "{}{one}", std::mem::replace(&mut before, ",")));
        if matches!(told, Ok(Ok(()))) { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    if let Err(unwritten) = told? {
        return Ok(Err(unwritten));
    }
    let nothing = if before == "[" { "[" } else { "" };
    Ok(writeln!(out, "{nothing}]"))
}

/// A record with what is told beside it.
fn piece_of(view: View, piece: Piece) -> Result<String, Error> {
    let mut all: Object = piece.told.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    all.insert("record".to_owned(), record(view, &piece.record)?);
    Ok(print(&Json::Object(all)))
}

fn value(view: View, field: &Field, value: Option<&Value>) -> Result<Json, Error> {
    let Some(value) = value else { return Ok(Json::Null) };
    Ok(match value {
        Value::Decimal(decimal) => decimal.to_string().into(),
        Value::Money(money) => money.to_string().into(),
        Value::Link(id) => reference(view, *id)?,
        Value::Links(ids) => Json::List(ids.iter().map(|id| reference(view, *id)).collect::<Result<_, _>>()?),
        Value::File(file) => {
            let size = Json::Number(i64::try_from(file.size).unwrap_or(i64::MAX));
            let place = match &file.held {
                Held::Here(hash) if view.keeps(*hash)? => "in this file".to_owned(),
                Held::Here(_) => "erased".to_owned(),
                Held::Elsewhere { location, as_of, .. } => format!("{location}, as of {as_of}"),
            };
            object([("name", file.name.as_str().into()), ("size", size), ("held", place.into())])
        }
        Value::Erased => ERASED.into(),
        other => field.to_json(Some(other)),
    })
}

fn reference(view: View, id: crate::domain::identity::RecordId) -> Result<Json, Error> {
    let name = view.reference(id)?.map_or_else(|| id.to_string(), |reference| reference.to_string());
    Ok(name.into())
}
