//! How the values of a field stand in the columns of its register's table.

use rusqlite::Row;
use rusqlite::types::{FromSql, Value as Sql, ValueRef};

use crate::domain::canonical::Json;
use crate::domain::field::{Field, Kind, Misfit};
use crate::domain::identity::Hash;
use crate::domain::value::{self, Decimal, Duration, ERASED, File, Held, Money, Value};

/// A column of a register's table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    /// Its SQL type, and whether it is needed, as a migration spells them.
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

/// A column says of what sort its values are, and no more: what may stand in a field is guarded by its kind, where it is
/// written and where it is [read](from_row), and by verification, which compares each value with the journal. So a choice can
/// grow while its table stays.
fn definitions(field: &Field) -> Vec<String> {
    let sorts: &[&str] = match field.kind {
        Kind::Text | Kind::LongText => &["TEXT", "BLOB"],
        Kind::Number | Kind::Decimal(_) | Kind::YesNo | Kind::Duration => &["INTEGER"],
        Kind::Date | Kind::Instant | Kind::Choice(_) | Kind::Choices(_) => &["TEXT"],
        Kind::Money => &["INTEGER", "TEXT"],
        Kind::File => &["TEXT", "INTEGER", "BLOB", "TEXT", "BLOB", "TEXT"],
        Kind::Link(_) | Kind::Links(_) | Kind::Person => &[],
    };
    let needed = |place| if field.required && place == 0 { " NOT NULL" } else { "" };
    sorts.iter().enumerate().map(|(place, sort)| format!("{sort}{}", needed(place))).collect()
}

/// The expression by which a list is put in the order of a field, and which the table indexes.
pub fn order_expression(field: &Field) -> String {
    order_of(field, field.name)
}

/// The expression that the table indexes for a field: what must stand in one record only is compared but for the case of
/// Latin letters, and no further.
pub fn indexed_expression(field: &Field) -> String {
    match field.kind {
        Kind::Text if field.unique => format!("{} COLLATE NOCASE", field.name),
        _ => order_expression(field),
    }
}

/// The same of a column that is spelled another way: `t.due`, or what a standing is worked out by.
pub fn order_of(field: &Field, column: &str) -> String {
    match field.kind {
        Kind::Text | Kind::LongText => format!("in_order({column})"),
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
///
/// # Errors
/// [`Misfit`] where something stands there that the field's kind can't hold.
pub fn from_row(field: &Field, row: &Row, at: &mut usize) -> Result<Option<Value>, Misfit> {
    let start = *at;
    *at += endings(field).len();
    if field.kind.is_link() || matches!(row.get_ref(start), Ok(ValueRef::Null)) {
        return Ok(None);
    }
    let value = match field.kind {
        Kind::Text | Kind::LongText => {
            let text: String = get(row, start)?;
            Some(if field.personal && text == ERASED { Value::Erased } else { Value::Text(text) })
        }
        Kind::Number => Some(Value::Number(get(row, start)?)),
        Kind::Decimal(scale) => Some(Value::Decimal(Decimal { scaled: get(row, start)?, scale })),
        Kind::Money => {
            let minor = get(row, start)?;
            let currency = iso_currency::Currency::from_code(text(row, start + 1)?);
            currency.map(|currency| Value::Money(Money { minor, currency }))
        }
        Kind::Date => value::read_date(text(row, start)?).map(Value::Date),
        Kind::Instant => value::read_instant(text(row, start)?).map(Value::Instant),
        Kind::YesNo => match get(row, start)? {
            0_i64 => Some(Value::YesNo(false)),
            1 => Some(Value::YesNo(true)),
            _ => None,
        },
        Kind::Choice(_) => field.choice(text(row, start)?).map(|choice| Value::Choice(choice.key)),
        Kind::Choices(_) => {
            let json = Json::parse(text(row, start)?);
            json.ok().and_then(|json| field.from_json(&json).ok().flatten())
        }
        Kind::Duration => {
            Some(get(row, start)?).filter(|minutes| *minutes >= 0).map(|minutes| Value::Duration(Duration { minutes }))
        }
        Kind::File => Some(Value::File(Box::new(file_from_row(row, start)?))),
        Kind::Link(_) | Kind::Links(_) | Kind::Person => None,
    };
    value.map(Some).ok_or(Misfit)
}

fn get<T: FromSql>(row: &Row, at: usize) -> Result<T, Misfit> {
    row.get(at).map_err(|_| Misfit)
}

fn text<'a>(row: &'a Row, at: usize) -> Result<&'a str, Misfit> {
    row.get_ref(at).ok().and_then(|value| value.as_str().ok()).ok_or(Misfit)
}

fn file_from_row(row: &Row, start: usize) -> Result<File, Misfit> {
    let held = if let Some(content) = get(row, start + 2)? {
        Held::Here(Hash(content))
    } else {
        let as_of = value::read_date(text(row, start + 5)?).ok_or(Misfit)?;
        Held::Elsewhere { location: get(row, start + 3)?, sha256: Hash(get(row, start + 4)?), as_of }
    };
    Ok(File { name: get(row, start)?, size: get(row, start + 1)?, held })
}
