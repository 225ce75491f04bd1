//! Columns matched to fields by their names, and by what stands in them.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::domain::field::{Field, Kind};
use crate::domain::identity::Reference;
use crate::domain::register::Register;
use crate::exchange::csv::header;

use super::fold::{self, plain};
use super::mapping::{Mapping, Source};
use super::table::FileTable;
use super::{dates, mapping};

/// From this likeness on a column is matched.
const ENOUGH: u32 = 70;

/// Column names longer than this, in words, are questions: they are matched only where they are known word for word.
const WORDS: usize = 6;

/// What other tools call a field: the field's name (`title` for any register's title), then their names for it.
static SYNONYMS: LazyLock<HashMap<&'static str, Vec<String>>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/import/columns.txt").lines();
    let lines = lines.filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(':'));
    lines.map(|(field, names)| (field.trim(), names.split(',').map(plain).collect())).collect()
});

/// The mapping that a table's columns suggest.
pub fn propose(register: &'static Register, table: &FileTable) -> Mapping {
    let empty = Mapping { register: register.name.to_owned(), ..Mapping::default() };
    if is_export(register, table) {
        let fields = register.fields.iter().zip(&table.columns[1..]).filter(|(field, _)| !field.derived);
        let fields = fields.map(|(field, column)| (field.name.to_owned(), Source::column(column))).collect();
        return Mapping { reference: Some(table.columns[0].clone()), fields, ..empty };
    }
    let names: Vec<_> = table.columns.iter().map(|column| plain(column)).collect();
    let mut likely: Vec<(u32, usize, usize)> = Vec::new();
    for (place, field) in register.fields.iter().enumerate().filter(|(_, field)| can_come_in(register, field)) {
        for (column, name) in names.iter().enumerate() {
            let likeness = likeness(field, name);
            if likeness >= ENOUGH && reads(field, table, column) {
                likely.push((likeness, place, column));
            }
        }
    }
    likely.sort_by_key(|(likeness, place, column)| (std::cmp::Reverse(*likeness), *column, *place));
    let mut fields: HashMap<usize, usize> = HashMap::new();
    for (_, place, column) in likely {
        if !fields.contains_key(&place) && !fields.values().any(|taken| *taken == column) {
            fields.insert(place, column);
        }
    }
    for (place, field) in register.fields.iter().enumerate().filter(|(_, field)| field.required && !field.by_move) {
        if !fields.contains_key(&place) {
            let mut free = (0..names.len()).filter(|column| !fields.values().any(|taken| taken == column));
            let speaks = free.find(|column| speaks_of(field, &names[*column]) && reads(field, table, *column));
            fields.extend(speaks.map(|column| (place, column)));
        }
    }
    let reference = reference(register, table);
    let key = key(register, table, &fields);
    let named = |column: &usize| table.columns[*column].clone();
    let sources =
        fields.iter().map(|(place, column)| (register.fields[*place].name.to_owned(), Source::column(named(column))));
    Mapping { fields: sources.collect(), key: key.iter().map(named).collect(), reference, ..empty }
}

/// The column that is called as an export calls it, and holds references of this register alone. What has a key of its own
/// may number its rows alike: there the column is that key.
fn reference(register: &'static Register, table: &FileTable) -> Option<String> {
    let own = header(register).next().filter(|_| register.field(mapping::SOURCE_KEY).is_none())?;
    let place = table.columns.iter().position(|column| plain(column) == own)?;
    let filled = || table.rows.iter().map(|row| row.cell(place).trim()).filter(|cell| !cell.is_empty());
    let is_ours = |cell: &str| cell.parse::<Reference>().is_ok_and(|one| one.prefix == register.prefix);
    (filled().next().is_some() && filled().all(is_ours)).then(|| table.columns[place].clone())
}

/// Whether the columns are those that Gavel writes.
fn is_export(register: &'static Register, table: &FileTable) -> bool {
    // A field of the same name as the first column was numbered when the names were told apart.
    let bare = |column: &str| column.split(" (").next().unwrap_or(column).to_owned();
    // What is worked out was not always written, and comes from nowhere but the records themselves.
    let (most, least) = (header(register).count(), register.fields.len() + 1);
    let called =
        |column: &str, name: &str| column == name || register.field(name).is_some_and(|field| field.is_called(column));
    (least..=most).contains(&table.columns.len())
        && table.columns.iter().zip(header(register)).all(|(column, name)| called(&bare(column), name))
}

/// Whether a table can fill a field.
pub fn can_come_in(register: &Register, field: &Field) -> bool {
    let machine = register.machine;
    let adopted = machine.and_then(|machine| machine.adopting());
    let with_state = machine.is_some_and(|machine| machine.field == field.name)
        || adopted.is_some_and(|step| step.may_set(field.name));
    (!field.by_move || with_state) && field.kind != Kind::File && field.name != mapping::SOURCE_KEY
}

/// What a field is called, and was.
fn names(field: &Field) -> Vec<String> {
    [field.name, field.label].iter().chain(field.was).map(|name| plain(name)).collect()
}

/// How much a column's name is like a field's, out of 100.
fn likeness(field: &Field, column: &str) -> u32 {
    let own = names(field);
    if own.iter().any(|name| name == column) {
        return 100;
    }
    let listed = |name: &str| SYNONYMS.get(name).is_some_and(|names| names.iter().any(|name| name == column));
    if listed(field.name) || (field.title && listed("title")) {
        return 90;
    }
    let words: Vec<_> = column.split(' ').collect();
    if words.len() > WORDS {
        return 0;
    }
    let within = |name: &String| name.split(' ').all(|word| words.contains(&word));
    if own.iter().any(within) {
        let extra = u32::try_from(words.len()).unwrap_or(u32::MAX).min(4);
        return 85 - 4 * extra;
    }
    let near = own.iter().map(|name| strsim::jaro_winkler(name, column)).fold(0.0, f64::max);
    if near > 0.93 { 75 } else { 0 }
}

/// Whether a column's name has a field's name, or another name for it, somewhere in it.
fn speaks_of(field: &Field, column: &str) -> bool {
    let padded = format!(" {column} ");
    let others = SYNONYMS.get(if field.title { "title" } else { field.name }).map_or(&[][..], Vec::as_slice);
    names(field).iter().chain(others).any(|name| padded.contains(&format!(" {name} ")))
}

/// Whether at least half of what stands in a column can be read as the field's kind.
fn reads(field: &Field, table: &FileTable, column: usize) -> bool {
    let mut samples = table.samples(column, 20);
    samples.retain(|text| !fold::is_nothing(text));
    let readable = |text: &&&str| match field.kind {
        Kind::Choice(choices) => fold::choice(choices, text).is_some(),
        Kind::Choices(choices) => fold::choice(choices, text.split([',', ';']).next().unwrap_or(text)).is_some(),
        Kind::YesNo => fold::yes_no(text).is_some(),
        Kind::Date => dates::read(text, Some(dates::Order::DayFirst)).is_ok(),
        Kind::Number | Kind::Decimal(_) => fold::number(text).is_ok_and(|text| text.parse::<f64>().is_ok()),
        Kind::Text | Kind::Link(_) | Kind::Person => text.chars().count() <= 300,
        _ => true,
    };
    samples.is_empty() || samples.iter().filter(readable).count() * 2 >= samples.len()
}

/// The column that numbers the rows, each with another word; or the one of a field that must be unique.
fn key(register: &'static Register, table: &FileTable, fields: &HashMap<usize, usize>) -> Vec<usize> {
    let unique = fields.iter().find(|(place, _)| register.fields[**place].unique).map(|(_, column)| *column);
    if let Some(column) = unique.filter(|column| all_differ(table, *column)) {
        return vec![column];
    }
    if register.field(mapping::SOURCE_KEY).is_none() {
        return Vec::new();
    }
    let known = SYNONYMS.get(mapping::SOURCE_KEY).map_or(&[][..], Vec::as_slice);
    let named = |column: &String| {
        let name = plain(column);
        known.contains(&name) || name.split(' ').next_back() == Some("id")
    };
    let column = table.columns.iter().enumerate().find(|(place, name)| named(name) && all_differ(table, *place));
    column.map(|(place, _)| vec![place]).unwrap_or_default()
}

fn all_differ(table: &FileTable, column: usize) -> bool {
    let mut seen = std::collections::HashSet::new();
    table.rows.iter().map(|row| row.cell(column).trim()).all(|cell| !cell.is_empty() && seen.insert(cell))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalogue::CATALOGUE;

    #[test]
    fn every_field_with_other_names_is_a_field() {
        for field in SYNONYMS.keys().filter(|field| **field != "title") {
            assert!(CATALOGUE.registers().any(|register| register.field(field).is_some()), "{field}");
        }
    }
}
