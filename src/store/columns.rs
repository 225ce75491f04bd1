//! How the values of a field stand in the columns of its register's table.

use rusqlite::Row;
use rusqlite::types::{Value as Sql, ValueRef};

use crate::domain::canonical::Json;
use crate::domain::field::{Field, Kind, Misfit};
use crate::domain::identity::Hash;
use crate::domain::value::{self, Decimal, Duration, ERASED, File, Held, Money, Value};

/// A column of a register's table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    /// Its SQL type and constraints, as a migration spells them.
    pub definition: String,
}

/// What is added to the name of a field for each of its columns; nothing for links, which are rows of the link table.
fn endings(field: &Field) -> &'static [&'static str] {
    match field.kind {
        Kind::Link(_) | Kind::Links(_) | Kind::Person => &[],
        Kind::Money => &["_minor", "_currency"],
        Kind::File => &["_name", "_size", "_content", "_location", "_sha256", "_as_of"],
        Kind::Text | Kind::LongText if field.personal => &["", "_content"],
        _ => &[""],
    }
}

/// The names of the columns that hold a field.
pub fn names(field: &Field) -> impl Iterator<Item = String> {
    endings(field).iter().map(|ending| [field.name, ending].concat())
}

/// The columns of some fields of a table called `t`, each after a comma.
pub fn listed<'a>(fields: impl IntoIterator<Item = &'a Field>) -> String {
    let mut sql = String::new();
    for field in fields {
        for ending in endings(field) {
            sql.extend([", t.", field.name, ending]);
        }
    }
    sql
}

/// The columns that hold a field.
pub fn columns(field: &Field) -> Vec<Column> {
    let named = |(name, definition)| Column { name, definition };
    names(field).zip(definitions(field)).map(named).collect()
}

fn definitions(field: &Field) -> Vec<String> {
    let name = field.name;
    let needed = if field.required { " NOT NULL" } else { "" };
    match field.kind {
        Kind::Text | Kind::LongText => {
            vec![format!("TEXT{needed}"), format!("BLOB CHECK (length({name}_content) = 32)")]
        }
        Kind::Number | Kind::Decimal(_) => vec![format!("INTEGER{needed}")],
        Kind::Money => vec![format!("INTEGER{needed}"), format!("TEXT CHECK (length({name}_currency) = 3)")],
        Kind::Date => vec![format!("TEXT{needed} CHECK ({name} IS date({name}))")],
        Kind::Instant => {
            let check = format!("{name} IS strftime('%Y-%m-%dT%H:%M:%fZ', {name})");
            vec![format!("TEXT{needed} CHECK ({check})")]
        }
        Kind::YesNo => vec![format!("INTEGER{needed} CHECK ({name} IN (0, 1))")],
        Kind::Choice(choices) => {
            // Not an IN list: SQLite would build a table of it in memory each time a row is written.
            let keys: Vec<_> = choices.iter().map(|choice| format!("{name} = '{}'", choice.key)).collect();
            vec![format!("TEXT{needed} CHECK ({})", keys.join(" OR "))]
        }
        Kind::Choices(_) => vec![format!("TEXT{needed} CHECK (json_valid({name}))")],
        Kind::Link(_) | Kind::Links(_) | Kind::Person => Vec::new(),
        Kind::Duration => vec![format!("INTEGER{needed} CHECK ({name} >= 0)")],
        Kind::File => vec![
            format!("TEXT{needed}"),
            format!("INTEGER CHECK ({name}_size >= 0)"),
            format!("BLOB CHECK (length({name}_content) = 32)"),
            "TEXT".to_owned(),
            format!("BLOB CHECK (length({name}_sha256) = 32)"),
            format!("TEXT CHECK ({name}_as_of IS date({name}_as_of))"),
        ],
    }
}

/// The expression by which a list is put in the order of a field, and which the table indexes.
pub fn order_expression(field: &Field) -> String {
    order_of(field, field.name)
}

/// The same of a column that is spelled another way: `t.due`, or what a standing is worked out by.
pub fn order_of(field: &Field, column: &str) -> String {
    match field.kind {
        Kind::Text | Kind::LongText => format!("{column} COLLATE NOCASE"),
        Kind::Choice(choices) => {
            let ranks: Vec<_> =
                choices.iter().enumerate().map(|(rank, choice)| format!("WHEN '{}' THEN {rank}", choice.key)).collect();
            format!("CASE {column} {} END", ranks.join(" "))
        }
        Kind::Money => format!("{column}_minor"),
        _ => column.to_owned(),
    }
}

/// The contents of a field's columns. A personal text comes as its words (`None` where they are erased) and its hash.
pub fn to_sql(field: &Field, value: Option<&Value>, words: Option<&str>) -> Vec<Sql> {
    let Some(value) = value else { return vec![Sql::Null; endings(field).len()] };
    match value {
        Value::Text(text) => vec![Sql::Text(text.clone())],
        Value::Content(hash) => vec![Sql::Text(words.unwrap_or(ERASED).to_owned()), Sql::Blob(hash.0.to_vec())],
        Value::Number(number) => vec![Sql::Integer(*number)],
        Value::Decimal(decimal) => vec![Sql::Integer(decimal.scaled)],
        Value::Money(money) => vec![Sql::Integer(money.minor), Sql::Text(money.currency.code().to_owned())],
        Value::Date(date) => vec![Sql::Text(date.to_string())],
        Value::Instant(instant) => vec![Sql::Text(value::spell_instant(*instant))],
        Value::YesNo(flag) => vec![Sql::Integer(i64::from(*flag))],
        Value::Choice(key) => vec![Sql::Text((*key).to_owned())],
        Value::Choices(_) => vec![Sql::Text(field.to_json(Some(value)).print())],
        Value::Link(_) | Value::Links(_) => Vec::new(),
        Value::Duration(duration) => vec![Sql::Integer(duration.minutes)],
        Value::File(file) => file_to_sql(file),
        Value::Erased => vec![Sql::Text(ERASED.to_owned()), Sql::Null],
    }
}

fn file_to_sql(file: &File) -> Vec<Sql> {
    let size = Sql::Integer(i64::try_from(file.size).unwrap_or(i64::MAX));
    let (content, location, sha256, as_of) = match &file.held {
        Held::Here(hash) => (Sql::Blob(hash.0.to_vec()), Sql::Null, Sql::Null, Sql::Null),
        Held::Elsewhere { location, sha256, as_of } => {
            (Sql::Null, Sql::Text(location.clone()), Sql::Blob(sha256.0.to_vec()), Sql::Text(as_of.to_string()))
        }
    };
    vec![Sql::Text(file.name.clone()), size, content, location, sha256, as_of]
}

/// Reads a field's value from a row, its first column being at `at`; moves `at` past the field's columns.
pub fn from_row(field: &Field, row: &Row, at: &mut usize) -> rusqlite::Result<Result<Option<Value>, Misfit>> {
    let start = *at;
    *at += endings(field).len();
    if field.kind.is_link() || matches!(row.get_ref(start)?, ValueRef::Null) {
        return Ok(Ok(None));
    }
    let value = match field.kind {
        Kind::Text | Kind::LongText => {
            let text: String = row.get(start)?;
            Some(if field.personal && text == ERASED { Value::Erased } else { Value::Text(text) })
        }
        Kind::Number => Some(Value::Number(row.get(start)?)),
        Kind::Decimal(scale) => Some(Value::Decimal(Decimal { scaled: row.get(start)?, scale })),
        Kind::Money => {
            let minor = row.get(start)?;
            let currency = iso_currency::Currency::from_code(&row.get::<_, String>(start + 1)?);
            currency.map(|currency| Value::Money(Money { minor, currency }))
        }
        Kind::Date => value::read_date(row.get_ref(start)?.as_str()?).map(Value::Date),
        Kind::Instant => value::read_instant(row.get_ref(start)?.as_str()?).map(Value::Instant),
        Kind::YesNo => Some(Value::YesNo(row.get(start)?)),
        Kind::Choice(_) => field.choice(row.get_ref(start)?.as_str()?).map(|choice| Value::Choice(choice.key)),
        Kind::Choices(_) => {
            let json = Json::parse(row.get_ref(start)?.as_str()?);
            json.ok().and_then(|json| field.from_json(&json).ok().flatten())
        }
        Kind::Duration => Some(Value::Duration(Duration { minutes: row.get(start)? })),
        Kind::File => file_from_row(row, start)?.map(|file| Value::File(Box::new(file))),
        Kind::Link(_) | Kind::Links(_) | Kind::Person => None,
    };
    Ok(value.map(Some).ok_or(Misfit))
}

fn file_from_row(row: &Row, start: usize) -> rusqlite::Result<Option<File>> {
    let name = row.get(start)?;
    let size = row.get(start + 1)?;
    let held = if let Some(content) = row.get::<_, Option<[u8; 32]>>(start + 2)? {
        Held::Here(Hash(content))
    } else {
        let as_of = row.get::<_, Option<String>>(start + 5)?;
        let Some(as_of) = as_of.as_deref().and_then(value::read_date) else { return Ok(None) };
        Held::Elsewhere { location: row.get(start + 3)?, sha256: Hash(row.get(start + 4)?), as_of }
    };
    Ok(Some(File { name, size, held }))
}
