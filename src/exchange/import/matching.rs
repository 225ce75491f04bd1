//! Columns matched to fields by their names, and by what stands in them.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use crate::domain::field::{Field, Kind};
use crate::domain::identity::Reference;
use crate::domain::register::Register;
use crate::exchange::csv::header;

use super::column::Profile;
use super::fold::plain;
use super::mapping::{self, Mapping, Source};
use super::numbers::Sign;
use super::{Cells, FileTable};

/// Column names longer than this, in words, are questions: they are matched only where they are known word for word.
const WORDS: usize = 6;

/// The most different words of a column that could be the answers of a choice.
const ANSWERS: usize = 40;

/// What other tools call a field: the field's name (`title` for any register's title), then their names for it.
static SYNONYMS: LazyLock<HashMap<&'static str, Vec<String>>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/import/columns.txt").lines();
    let lines = lines.filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(':'));
    lines.map(|(field, names)| (field.trim(), names.split(',').map(plain).collect())).collect()
});

/// How sure it is that a column is a field's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sure {
    /// Its name speaks of the field, and what stands in it fits.
    Likely,
    /// Others call the field so, and what stands in it fits.
    Known,
    /// It bears the field's name, whatever stands in it.
    Named,
}

impl Sure {
    /// Why, in a word or two.
    pub const fn because(self) -> &'static str {
        match self {
            Self::Likely => "likely by name and content",
            Self::Known => "a name that others give it",
            Self::Named => "its name",
        }
    }
}

/// A column that is named as a field's would be, and holds something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Perhaps {
    pub field: &'static Field,
    pub column: String,
    /// How many of its different words can be read, and how many there are.
    pub readable: (usize, usize),
}

/// What a table's columns suggest.
#[derive(Debug, Clone, Default)]
pub struct Proposed {
    pub mapping: Mapping,
    /// How sure that is, by the field's name; nothing is said of an export, which needs no guess.
    pub sure: BTreeMap<&'static str, Sure>,
    /// What was left open rather than wrong.
    pub perhaps: Vec<Perhaps>,
}

/// How much a column is like a field by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Like {
    sure: Sure,
    /// Among those that are as sure.
    score: u32,
}

/// The mapping that a table's columns suggest. No field is filled by a column in which something else stands, but where the
/// column bears the field's name.
pub fn propose(register: &'static Register, table: &FileTable) -> Proposed {
    let empty = Mapping { register: register.name.to_owned(), ..Mapping::default() };
    if is_export(register, table) {
        let fields = written(register, table).zip(&table.columns[1..]).filter(|(field, _)| !field.derived);
        let fields = fields.map(|(field, column)| (field.name.to_owned(), Source::column(column))).collect();
        let (reference, numbers) = (Some(table.columns[0].clone()), Some(Sign::Point));
        return Proposed { mapping: Mapping { reference, fields, numbers, ..empty }, ..Proposed::default() };
    }
    let names: Vec<Name> = table.columns.iter().map(|column| Name::of(column)).collect();
    let profiles: Vec<Profile> = (0..names.len()).map(|column| Profile::of(table, column)).collect();
    let fields = || register.fields.iter().enumerate().filter(|(_, field)| can_come_in(register, field));
    let mut likely: Vec<(Like, usize, usize)> = Vec::new();
    let mut doubtful: Vec<(usize, usize)> = Vec::new();
    for ((place, field), (column, name)) in
        fields().flat_map(|field| names.iter().enumerate().map(move |name| (field, name)))
    {
        match likeness(field, name) {
            Some(like) if like.sure == Sure::Named || profiles[column].fits(field, like.sure == Sure::Likely) => {
                likely.push((like, place, column));
            }
            Some(Like { sure: Sure::Known, .. }) => doubtful.push((place, column)),
            _ => {}
        }
    }
    likely.sort_by(|(one, place, column), (other, elsewhere, another)| {
        (other, &names[*column].plain, place).cmp(&(one, &names[*another].plain, elsewhere))
    });
    let mut taken: HashMap<usize, (usize, Sure)> = HashMap::new();
    let free = |taken: &HashMap<usize, (usize, Sure)>, column: usize| taken.values().all(|(one, _)| *one != column);
    for (like, place, column) in likely {
        if !taken.contains_key(&place) && free(&taken, column) {
            taken.insert(place, (column, like.sure));
        }
    }
    for (place, field) in fields().filter(|(_, field)| field.required && !field.by_move) {
        let speaks = |column: usize| {
            let words = speaks_of(field, &names[column].plain)?;
            (free(&taken, column) && profiles[column].fits(field, true)).then_some((words, column))
        };
        // The longest name for it that is spoken of says most; of two, either could be meant, and the name decides.
        let best = (0..names.len()).filter_map(speaks);
        let best = best.max_by_key(|(words, column)| (*words, std::cmp::Reverse(&names[*column].plain)));
        if let Some((_, column)) = best.filter(|_| !taken.contains_key(&place)) {
            taken.insert(place, (column, Sure::Likely));
        }
    }
    let open = |(place, column): &(usize, usize)| {
        let choices = register.fields[*place].kind.choices();
        !taken.contains_key(place)
            && free(&taken, *column)
            && (choices.is_empty() || profiles[*column].different() <= ANSWERS)
    };
    let perhaps = doubtful.iter().filter(|pair| open(pair)).map(|(place, column)| {
        let (field, profile) = (&register.fields[*place], &profiles[*column]);
        let readable = (profile.readable(field), profile.different());
        Perhaps { field, column: table.columns[*column].clone(), readable }
    });
    let perhaps = perhaps.collect();
    let columns: HashMap<usize, usize> = taken.iter().map(|(place, (column, _))| (*place, *column)).collect();
    let reference = reference(register, table);
    // Gavel's own references tell records apart as they are.
    let key = if reference.is_some() { Vec::new() } else { key(register, table, &columns) };
    let named = |column: &usize| table.columns[*column].clone();
    let name = |place: &usize| register.fields[*place].name;
    let fields = columns.iter().map(|(place, column)| (name(place).to_owned(), Source::column(named(column))));
    let mapping = Mapping { fields: fields.collect(), key: key.iter().map(named).collect(), reference, ..empty };
    Proposed { mapping, sure: taken.iter().map(|(place, (_, sure))| (name(place), *sure)).collect(), perhaps }
}

/// The column that is called as an export calls it, and holds references of this register alone. Where people mostly bring
/// what others number, who may number it alike, the column is their key.
fn reference(register: &'static Register, table: &FileTable) -> Option<String> {
    let own = header(register).next().filter(|_| register.field(mapping::SOURCE_KEY).is_none_or(|key| key.aside))?;
    let place = table.columns.iter().position(|column| plain(column) == own)?;
    let filled = || table.rows.iter().map(|row| row.cell(place).trim()).filter(|cell| !cell.is_empty());
    let is_ours = |cell: &str| cell.parse::<Reference>().is_ok_and(|one| one.prefix == register.prefix);
    (filled().next().is_some() && filled().all(is_ours)).then(|| table.columns[place].clone())
}

/// Whether the columns are those that Gavel writes.
fn is_export(register: &'static Register, table: &FileTable) -> bool {
    // A field of the same name as the first column was numbered when the names were told apart.
    let bare = |column: &str| column.split(" (").next().unwrap_or(column).to_owned();
    let called =
        |column: &str, name: &str| column == name || register.field(name).is_some_and(|field| field.is_called(column));
    let fields = || written(register, table).map(|field| field.name);
    let names = header(register).take(1).chain(fields()).chain(register.worked_out().map(|column| column.name));
    // What is worked out was not always written, and comes from nowhere but the records themselves.
    let names: Vec<&str> = names.collect();
    (fields().count() + 1..=names.len()).contains(&table.columns.len())
        && table.columns.iter().zip(&names).all(|(column, name)| called(&bare(column), name))
}

/// The fields for which an export has columns: the key of the source was not always among them.
fn written<'t>(register: &'static Register, table: &'t FileTable) -> impl Iterator<Item = &'static Field> + Clone + 't {
    let keyless = table.column(mapping::SOURCE_KEY).is_none();
    register.fields.iter().filter(move |field| !(keyless && field.name == mapping::SOURCE_KEY))
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

/// A column's name with nothing but its letters and digits; of a nested one also without what only says that it is a value.
struct Name {
    plain: String,
    value_of: Option<String>,
}

impl Name {
    fn of(column: &str) -> Self {
        let plain_name = plain(column);
        let value_of = column.rsplit_once('.').and_then(|(before, last)| {
            matches!(plain(last).as_str(), "value" | "text" | "label" | "name" | "display").then(|| plain(before))
        });
        Self { plain: plain_name, value_of }
    }

    /// What numbers a thing is not the thing.
    fn numbers(&self) -> bool {
        let last = self.plain.split(' ').next_back();
        matches!(last, Some("id" | "ids" | "no" | "nr" | "number" | "code" | "key" | "uid" | "uuid"))
    }
}

/// How much a column's name is like a field's.
fn likeness(field: &Field, column: &Name) -> Option<Like> {
    let own = names(field);
    if own.contains(&column.plain) {
        return Some(Like { sure: Sure::Named, score: 0 });
    }
    let listed = |name: &str, sought: &str| SYNONYMS.get(name)?.iter().position(|one| one == sought);
    let known = |sought: &str| {
        let place = listed(field.name, sought).or_else(|| listed("title", sought).filter(|_| field.title))?;
        Some(Like { sure: Sure::Known, score: 1000 - u32::try_from(place).unwrap_or(999) })
    };
    if let Some(like) = known(&column.plain) {
        return Some(like);
    }
    if let Some(value_of) = &column.value_of {
        let like = if own.contains(value_of) { Some(Like { sure: Sure::Known, score: 1000 }) } else { known(value_of) };
        if like.is_some() {
            return like;
        }
    }
    let words: Vec<_> = column.plain.split(' ').collect();
    if words.len() > WORDS || (column.numbers() && field.kind == Kind::Text) {
        return None;
    }
    let within = |name: &String| name.split(' ').all(|word| words.contains(&word));
    if own.iter().any(within) {
        let extra = u32::try_from(words.len()).unwrap_or(u32::MAX).min(9);
        return Some(Like { sure: Sure::Likely, score: 100 - extra });
    }
    let near = own.iter().map(|name| strsim::jaro_winkler(name, &column.plain)).fold(0.0, f64::max);
    (near > 0.93).then_some(Like { sure: Sure::Likely, score: 50 })
}

/// How many words of a column's name are a field's name, or another name for it. In a question a single word of many says
/// nothing.
fn speaks_of(field: &Field, column: &str) -> Option<usize> {
    let padded = format!(" {column} ");
    let others = SYNONYMS.get(if field.title { "title" } else { field.name }).map_or(&[][..], Vec::as_slice);
    let own = names(field);
    let spoken = own.iter().chain(others).filter(|name| padded.contains(&format!(" {name} ")));
    let words = spoken.map(|name| name.split(' ').count()).max()?;
    (words > 1 || column.split(' ').count() <= WORDS).then_some(words)
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

/// Whether a column has another word in each row, but where a row repeats another one wholly.
fn all_differ(table: &FileTable, column: usize) -> bool {
    let mut seen: HashMap<&str, &Cells> = HashMap::new();
    table.rows.iter().all(|row| {
        let cell = row.cell(column).trim();
        !cell.is_empty() && seen.insert(cell, &row.cells).is_none_or(|earlier| *earlier == row.cells)
    })
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
