//! What the columns of a file mean: a mapping, as it is kept in a file of its own and used again.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::store::output::NewFile;
use crate::store::source;

use super::Unusable;
use super::dates::{Edge, Order};
use super::numbers::Sign;
use super::table::FileTable;

/// The largest mapping that is read, in bytes.
const LARGEST: u64 = 16 * 1024 * 1024;

/// The form in which mappings are written.
const VERSION: u32 = 1;

/// The field in which a register keeps what a source calls its records.
pub const SOURCE_KEY: &str = "source_key";

/// Which column means which field, and how records are recognised.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// The form in which it is written; none in what was saved before there was one.
    #[serde(default, skip_serializing_if = "is_default")]
    pub version: u32,
    /// The register for which it is made.
    pub register: String,
    /// The line of the column names, where it is not found by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header: Option<u64>,
    /// The sheet of a workbook, where it has several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
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
    /// Which sign parts the fraction of `1.234`, where the column does not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub numbers: Option<Sign>,
    /// The day that `Q3 2026` is, and every other longer time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<Edge>,
    /// The currency of amounts that name none, such as `EUR`; or the column in which it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
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

    /// Where it comes from, in words.
    pub fn told(&self) -> String {
        let mut from = self.columns.join(" + ");
        if from.is_empty() {
            let mut columns: Vec<_> = self.when.iter().map(|when| when.column.as_str()).collect();
            columns.dedup();
            from = columns.join(", ");
        }
        match &self.otherwise {
            Some(text) if from.is_empty() => format!("“{text}” in every row"),
            Some(text) => format!("{from}, else “{text}”"),
            None => from,
        }
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
        let unusable = |why: String| Unusable::Mapping { path: path.to_owned(), why };
        let bytes = source::read(path, LARGEST)?;
        let version =
            serde_json::from_slice::<serde_json::Value>(&bytes).map_err(|error| unusable(error.to_string()))?;
        if version["version"].as_u64().is_some_and(|version| version > u64::from(VERSION)) {
            return Err(unusable("a later version of Gavel saved it".to_owned()));
        }
        serde_json::from_slice(&bytes).map_err(|error| unusable(error.to_string()))
    }

    /// Writes the mapping to a new file.
    ///
    /// # Errors
    /// [`Unusable::File`]
    pub fn save(&self, file: &NewFile) -> Result<(), Unusable> {
        let written = Self { version: VERSION, ..self.clone() };
        let mut text = serde_json::to_string_pretty(&written).unwrap_or_default();
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
}
