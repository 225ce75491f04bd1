//! A mapping whose names are found in a register and a table.

use std::collections::{BTreeMap, BTreeSet};

use iso_currency::Currency;

use crate::domain::field::{Field, Kind};
use crate::domain::register::Register;
use crate::domain::spelling::closest;

use super::column::Reading;
use super::dates::Edge;
use super::mapping::{Mapping, SOURCE_KEY, Source};
use super::meaning::{Meaning, keeper};
use super::{FileRow, FileTable};
use super::{Unusable, fold};

impl Mapping {
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
        let currency = self.currency.as_deref().map(|named| FromWhere::of(named, table)).transpose()?;
        let currency = currency.or_else(|| FromWhere::own(table));
        let mut fields = Vec::new();
        for (name, source) in &self.fields {
            let position = register.position(name).ok_or_else(|| no_field(register, name))?;
            let field = &register.fields[position];
            if field.derived {
                return Err(Unusable::Unfit(format!("{} is worked out from other fields: take it out", field.label)));
            }
            let places = columns(&source.columns)?;
            let reading = Reading::of(field, table, &places, self.numbers, self.dates);
            let when = source
                .when
                .iter()
                .map(|when| Ok((column(table, &when.column)?, fold::plain(&when.is), when.then.clone())));
            fields.push(BoundField {
                field,
                position,
                columns: places,
                when: when.collect::<Result<_, Unusable>>()?,
                values: means(field, source, |meaning| Some(meaning.name().to_owned())),
                new: means(field, source, |meaning| {
                    matches!(meaning, Meaning::New(_)).then(|| meaning.name().to_owned())
                })
                .into_values()
                .collect(),
                kept: means(field, source, |meaning| matches!(meaning, Meaning::For(_)).then(String::new))
                    .into_keys()
                    .collect(),
                keeps: Vec::new(),
                join: source.join.clone().unwrap_or_else(|| joint(field.kind).to_owned()),
                reading,
                edge: self.day,
                currency: currency.filter(|_| field.kind == Kind::Money),
                source: source.clone(),
            });
        }
        keep_words(register, &mut fields)?;
        fields.sort_by_key(|field| field.position);
        let key = columns(&self.key)?;
        let feeds = |column: &usize, which: fn(&BoundField) -> bool| {
            fields.iter().any(|field| field.columns.contains(column) && which(field))
        };
        let key_is_fed = key.iter().all(|column| feeds(column, |_| true));
        // What is unique tells records apart by itself.
        let is_unique = key.iter().all(|column| feeds(column, |field| field.field.unique));
        let keeps_key = !self.fields.contains_key(SOURCE_KEY) && !is_unique;
        let only = self.only.iter().map(|(name, words)| {
            Ok((column(table, name)?, words.iter().map(|word| fold::plain(word)).collect::<Vec<_>>()))
        });
        Ok(Bound {
            register,
            reference: self.reference.as_deref().map(|name| column(table, name)).transpose()?,
            key,
            key_is_fed,
            keeps_key,
            only: only.collect::<Result<_, Unusable>>()?,
            clear_empty: self.clear_empty,
            update_only: self.update_only,
            fields,
        })
    }
}

/// A mapping whose names are found.
#[derive(Debug)]
pub struct Bound {
    pub register: &'static Register,
    pub reference: Option<usize>,
    pub key: Vec<usize>,
    /// Whether each column of the key is matched to a field, by which its records are found as well.
    pub key_is_fed: bool,
    /// Whether records keep the key as the source's.
    pub keeps_key: bool,
    only: Vec<(usize, Vec<String>)>,
    pub clear_empty: bool,
    pub update_only: bool,
    /// In the register's order.
    pub fields: Vec<BoundField>,
}

impl BoundField {
    /// A field that no column fills.
    fn empty(field: &'static Field, position: usize) -> Self {
        Self {
            field,
            position,
            columns: Vec::new(),
            when: Vec::new(),
            values: BTreeMap::new(),
            new: Vec::new(),
            kept: BTreeSet::new(),
            keeps: Vec::new(),
            join: joint(field.kind).to_owned(),
            reading: Reading::default(),
            edge: None,
            currency: None,
            source: Source::default(),
        }
    }
}

/// Words of another field that are kept where they stand in its columns.
#[derive(Debug, Clone)]
pub struct Kept {
    pub label: &'static str,
    pub columns: Vec<usize>,
    pub words: BTreeSet<String>,
}

/// Where the currency of an amount stands that names none itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FromWhere {
    /// It is the same in every row.
    Everywhere(Currency),
    /// In a column.
    Column(usize),
}

impl FromWhere {
    /// A currency by its code, or else a column.
    fn of(named: &str, table: &FileTable) -> Result<Self, Unusable> {
        match Currency::from_code(&named.trim().to_uppercase()) {
            Some(currency) => Ok(Self::Everywhere(currency)),
            None => column(table, named).map(Self::Column),
        }
    }

    /// The column of a table that is called so and holds the codes of currencies alone.
    fn own(table: &FileTable) -> Option<Self> {
        let called = |name: &&String| matches!(fold::plain(name).as_str(), "currency" | "ccy" | "currency code");
        let place = table.columns.iter().position(|name| called(&name))?;
        let mut cells = table.rows.iter().map(|row| row.cell(place).trim()).filter(|cell| !cell.is_empty());
        cells.all(|cell| Currency::from_code(&cell.to_uppercase()).is_some()).then_some(Self::Column(place))
    }

    /// The currency of a row.
    pub fn in_row(self, row: &FileRow) -> Option<Currency> {
        match self {
            Self::Everywhere(currency) => Some(currency),
            Self::Column(column) => Currency::from_code(&row.cell(column).trim().to_uppercase()),
        }
    }
}

/// A field with the places of its columns.
#[derive(Debug)]
pub struct BoundField {
    pub field: &'static Field,
    pub position: usize,
    pub columns: Vec<usize>,
    pub when: Vec<(usize, String, String)>,
    pub values: BTreeMap<String, String>,
    /// The names that records are added by.
    pub new: Vec<String>,
    /// Words that are kept, since the record only stands for what they name.
    kept: BTreeSet<String>,
    /// The words of other fields that are kept here.
    pub keeps: Vec<Kept>,
    pub join: String,
    /// How its numbers and dates are read.
    pub reading: Reading,
    pub edge: Option<Edge>,
    /// Where the currency of an amount that names none is known from.
    pub currency: Option<FromWhere>,
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

/// What is said of the words of a field; only those for which something is made of their meaning.
fn means(field: &Field, source: &Source, of: impl Fn(Meaning) -> Option<String>) -> BTreeMap<String, String> {
    let meaning = |(word, said): (&String, &String)| {
        let meaning = if field.kind.is_link() { Meaning::of(word, said) } else { Meaning::Is(said) };
        Some((fold::plain(word), of(meaning)?))
    };
    source.values.iter().filter_map(meaning).collect()
}

/// Hands the fields whose words are kept to the one that keeps them.
fn keep_words(register: &'static Register, fields: &mut Vec<BoundField>) -> Result<(), Unusable> {
    let kept = fields.iter().filter(|field| !field.kept.is_empty());
    let kept: Vec<Kept> = kept
        .map(|field| Kept { label: field.field.label, columns: field.columns.clone(), words: field.kept.clone() })
        .collect();
    if kept.is_empty() {
        return Ok(());
    }
    let field = keeper(register).ok_or_else(|| {
        Unusable::Unfit(format!("The {} register has no field in which more words are kept", register.singular()))
    })?;
    let place = fields.iter().position(|one| one.field == field).unwrap_or_else(|| {
        fields.push(BoundField::empty(field, register.position(field.name).unwrap_or_default()));
        fields.len() - 1
    });
    fields[place].keeps = kept;
    Ok(())
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
