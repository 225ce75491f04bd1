//! What an older file says, in the words of today: so that an upgrade can compare what stood in its tables with what the
//! journal gives back, whatever was called otherwise then.

use crate::domain::catalogue::Catalogue;
use crate::domain::field::{Choice, Field, Kind};
use crate::domain::register::Register;

use super::columns;

/// A column of a table as it was kept, and as it is today.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Column {
    /// What stood there, in SQL.
    pub before: String,
    /// The column of today.
    pub now: String,
}

/// What a table is called, and was.
pub(super) fn names(catalogue: Catalogue, table: &str) -> impl Iterator<Item = &str> {
    let was = catalogue.named(table).map_or(&[][..], |register| register.was);
    std::iter::once(table).chain(was.iter().copied())
}

/// The column of today for one of a table as it was kept; none where there is none any more.
pub(super) fn column(catalogue: Catalogue, table: &str, kept: &str, now: &[String]) -> Option<Column> {
    let field = catalogue.named(table).and_then(|register| field_of(register, kept));
    let today = field.as_ref().map_or(kept, |(_, today)| today);
    let before = match (table, kept, &field) {
        ("record", "register", _) => registers(catalogue),
        ("link", "relation", _) => relations(catalogue),
        (_, _, Some((field, _))) => answers(field, kept),
        _ => kept.to_owned(),
    };
    now.iter().any(|name| name == today).then(|| Column { before, now: today.to_owned() })
}

/// The field that a column was of, and the column's name today.
fn field_of(register: &'static Register, kept: &str) -> Option<(&'static Field, String)> {
    let names = |field: &'static Field| std::iter::once(&field.name).chain(field.was).copied();
    register.fields.iter().find_map(|field| {
        let column = columns::names(field).find(|column| {
            let end = column.strip_prefix(field.name).unwrap_or_default();
            names(field).any(|name| kept.strip_prefix(name) == Some(end))
        })?;
        Some((field, column))
    })
}

fn registers(catalogue: Catalogue) -> String {
    let whens = catalogue.registers().flat_map(|register| {
        register.was.iter().map(move |was| format!(" WHEN register = '{was}' THEN '{}'", register.name))
    });
    otherwise("register", whens)
}

/// The names of link fields; two registers may have one of the same name.
fn relations(catalogue: Catalogue) -> String {
    let whens = catalogue.registers().flat_map(|register| {
        let names: Vec<_> =
            std::iter::once(&register.name).chain(register.was).map(|name| format!("'{name}'")).collect();
        let from = format!("(SELECT register FROM temp.kept_record WHERE id = from_id) IN ({})", names.join(", "));
        let links = register.fields.iter().filter(|field| field.kind.is_link());
        links.flat_map(move |field| {
            let from = from.clone();
            field.was.iter().map(move |was| format!(" WHEN relation = '{was}' AND {from} THEN '{}'", field.name))
        })
    });
    otherwise("relation", whens)
}

/// The answers of a choice field.
fn answers(field: &Field, kept: &str) -> String {
    let former = |choice: &'static Choice| choice.was.iter().map(|was| (*was, choice.key));
    match field.kind {
        Kind::Choice(choices) => otherwise(
            kept,
            choices.iter().flat_map(former).map(|(was, now)| format!(" WHEN {kept} = '{was}' THEN '{now}'")),
        ),
        Kind::Choices(choices) => choices
            .iter()
            .flat_map(former)
            .fold(kept.to_owned(), |list, (was, now)| format!("replace({list}, '\"{was}\"', '\"{now}\"')")),
        _ => kept.to_owned(),
    }
}

fn otherwise(column: &str, whens: impl Iterator<Item = String>) -> String {
    let whens: String = whens.collect();
    if whens.is_empty() { column.to_owned() } else { format!("CASE{whens} ELSE {column} END") }
}
