//! What the columns of a file mean: a mapping, as it is kept in a file of its own and used again.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::domain::field::Kind;
use crate::domain::register::Register;
use crate::domain::spelling::closest;
use crate::store::output::NewFile;
use crate::store::source;

use super::dates::{self, Order};
use super::table::{FileRow, FileTable};
use super::{Unusable, fold};

/// The largest mapping that is read, in bytes.
const LARGEST: u64 = 16 * 1024 * 1024;

/// The field in which a register keeps what a source calls its records.
pub const SOURCE_KEY: &str = "source_key";

/// Which column means which field, and how records are recognised.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// The register for which it is made.
    pub register: String,
    /// The line of the column names, where it is not found by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header: Option<u64>,
    /// The column that holds Gavel's own references, as an export has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// The columns whose words together tell records apart. Without any, records are recognised by their content.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub key: Vec<String>,
    /// Only rows in which these columns hold one of these words.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub only: BTreeMap<String, Vec<String>>,
    /// How `02/03/2026` is to be read, where the column does not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dates: Option<Order>,
    /// Whether an empty cell empties a field that is filled in; it leaves it as it is otherwise.
    #[serde(default, skip_serializing_if = "is_default")]
    pub clear_empty: bool,
    /// Whether rows only add to records that are there; one that tells of another record is refused.
    #[serde(default, skip_serializing_if = "is_default")]
    pub update_only: bool,
    /// Where each field comes from, by the field's name.
    pub fields: BTreeMap<String, Source>,
}

/// Where a field comes from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Source {
    /// The columns; several are put together.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
    /// What stands between the words of several columns, or of merged rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub join: Option<String>,
    /// Whether each column's name stands before its words.
    #[serde(skip_serializing_if = "is_default")]
    pub labelled: bool,
    /// What words of the file mean for the field.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, String>,
    /// Answers that follow from other columns; the first that holds counts, in any of the rows that merge.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub when: Vec<When>,
    /// The text where the columns say nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub otherwise: Option<String>,
    /// What becomes of different words in rows of the same key.
    #[serde(skip_serializing_if = "is_default")]
    pub merge: Merge,
    /// The field of the linked register by which its record is found, beside its reference and its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub find_by: Option<String>,
    /// A linked record that is not there is added, with these words in its fields beside its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub create: Option<BTreeMap<String, String>>,
    /// Whether words that can't be read are left out, and told, rather than refusing the row.
    #[serde(skip_serializing_if = "is_default")]
    pub leave_unreadable: bool,
}

/// An answer that follows from a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct When {
    pub column: String,
    pub is: String,
    pub then: String,
}

/// What becomes of different words in rows of the same key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Merge {
    /// The rows are refused.
    #[default]
    Refuse,
    First,
    Last,
    /// Each once, one after another.
    Join,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl Source {
    /// One column, as it is.
    pub fn column(name: impl Into<String>) -> Self {
        Self { columns: vec![name.into()], ..Self::default() }
    }

    /// The same text for every row.
    pub fn text(text: impl Into<String>) -> Self {
        Self { otherwise: Some(text.into()), ..Self::default() }
    }
}

impl Mapping {
    /// Reads a mapping from a file.
    ///
    /// # Errors
    /// [`Unusable`], with the place at which it can't be read.
    pub fn load(path: &Path) -> Result<Self, Unusable> {
        serde_json::from_slice(&source::read(path, LARGEST)?)
            .map_err(|error| Unusable::Mapping { path: path.to_owned(), why: error.to_string() })
    }

    /// Writes the mapping to a new file.
    ///
    /// # Errors
    /// [`Unusable::File`]
    pub fn save(&self, file: &NewFile) -> Result<(), Unusable> {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        Ok(file.write(text.as_bytes())?)
    }

    /// The columns of a table that it makes no use of.
    pub fn unused<'t>(&self, table: &'t FileTable) -> Vec<&'t str> {
        let sources = self.fields.values();
        let whens = sources.clone().flat_map(|source| source.when.iter().map(|when| &when.column));
        let columns = sources.flat_map(|source| source.columns.iter()).chain(whens);
        let used: Vec<usize> = columns
            .chain(&self.key)
            .chain(&self.reference)
            .chain(self.only.keys())
            .filter_map(|name| table.column(name))
            .collect();
        let names = table.columns.iter().enumerate().filter(|(place, _)| !used.contains(place));
        names.map(|(_, name)| name.as_str()).collect()
    }

    /// The mapping with every name found in the register and the table.
    ///
    /// # Errors
    /// [`Unusable::Unfit`], for a name that is in neither, or a field that no file can fill.
    pub fn bind(&self, register: &'static Register, table: &FileTable) -> Result<Bound, Unusable> {
        if self.register != register.name {
            return Err(Unusable::Unfit(format!(
                "The mapping is for the {} register, not for {}",
                self.register.replace('_', " "),
                register.plural,
            )));
        }
        let columns = |names: &[String]| names.iter().map(|name| column(table, name)).collect::<Result<Vec<_>, _>>();
        let mut fields = Vec::new();
        for (name, source) in &self.fields {
            let position = register.position(name).ok_or_else(|| no_field(register, name))?;
            let field = &register.fields[position];
            if field.derived {
                return Err(Unusable::Unfit(format!("{} is worked out from other fields: take it out", field.label)));
            }
            let places = columns(&source.columns)?;
            let order = self.dates.or_else(|| match field.kind {
                Kind::Date => {
                    dates::order_of(places.iter().flat_map(|place| table.rows.iter().map(|row| row.cell(*place))))
                }
                _ => None,
            });
            let when = source
                .when
                .iter()
                .map(|when| Ok((column(table, &when.column)?, fold::plain(&when.is), when.then.clone())));
            fields.push(BoundField {
                field,
                position,
                columns: places,
                when: when.collect::<Result<_, Unusable>>()?,
                values: source.values.iter().map(|(word, means)| (fold::plain(word), means.clone())).collect(),
                join: source.join.clone().unwrap_or_else(|| joint(field.kind).to_owned()),
                order,
                source: source.clone(),
            });
        }
        fields.sort_by_key(|field| field.position);
        let key = columns(&self.key)?;
        let keeps_key = register.field(SOURCE_KEY).is_some() && !self.fields.contains_key(SOURCE_KEY);
        if !key.is_empty() && !keeps_key {
            let fed = |column: &usize| fields.iter().any(|field| field.columns.contains(column));
            if let Some(place) = key.iter().position(|column| !fed(column)) {
                return Err(Unusable::Unfit(format!(
                    "The {} register does not keep the keys of other sources, so a key is made of columns that are \
                     matched to fields; “{}” is not",
                    register.singular(),
                    self.key[place],
                )));
            }
        }
        let only = self.only.iter().map(|(name, words)| {
            Ok((column(table, name)?, words.iter().map(|word| fold::plain(word)).collect::<Vec<_>>()))
        });
        Ok(Bound {
            register,
            reference: self.reference.as_deref().map(|name| column(table, name)).transpose()?,
            key,
            keeps_key,
            only: only.collect::<Result<_, Unusable>>()?,
            clear_empty: self.clear_empty,
            update_only: self.update_only,
            fields,
        })
    }
}

fn column(table: &FileTable, name: &str) -> Result<usize, Unusable> {
    table.column(name).ok_or_else(|| {
        let near = closest(name, table.columns.iter().map(String::as_str));
        let hint = near.map_or_else(
            || format!("; its columns are: {}", table.columns.join(", ")),
            |near| format!("; did you mean “{near}”?"),
        );
        Unusable::Unfit(format!("{} has no column “{name}”{hint}", table.name))
    })
}

fn no_field(register: &'static Register, name: &str) -> Unusable {
    let near = closest(name, register.fields.iter().map(|field| field.name));
    let hint = near.map_or(String::new(), |near| format!("; did you mean {near}?"));
    Unusable::Unfit(format!("The {} register has no field “{name}”{hint}", register.singular()))
}

/// What stands between words that are put together.
fn joint(kind: Kind) -> &'static str {
    match kind {
        Kind::LongText => "\n\n",
        Kind::Choices(_) | Kind::Links(_) => ", ",
        _ => " ",
    }
}

/// A mapping whose names are found.
#[derive(Debug)]
pub struct Bound {
    pub register: &'static Register,
    pub reference: Option<usize>,
    pub key: Vec<usize>,
    /// Whether the register keeps the key as the source's.
    pub keeps_key: bool,
    only: Vec<(usize, Vec<String>)>,
    pub clear_empty: bool,
    pub update_only: bool,
    /// In the register's order.
    pub fields: Vec<BoundField>,
}

/// A field with the places of its columns.
#[derive(Debug)]
pub struct BoundField {
    pub field: &'static crate::domain::field::Field,
    pub position: usize,
    pub columns: Vec<usize>,
    pub when: Vec<(usize, String, String)>,
    pub values: BTreeMap<String, String>,
    pub join: String,
    pub order: Option<Order>,
    pub source: Source,
}

impl Bound {
    /// Whether a row is meant at all.
    pub fn takes(&self, row: &FileRow) -> bool {
        self.only.iter().all(|(column, words)| words.contains(&fold::plain(row.cell(*column))))
    }

    /// The words that tell a row's record apart; `None` where the mapping has no key.
    pub fn key_of(&self, row: &FileRow) -> Option<String> {
        let words: Vec<_> = self.key.iter().map(|column| row.cell(*column).trim()).collect();
        (!words.is_empty()).then(|| words.join(" / "))
    }
}
