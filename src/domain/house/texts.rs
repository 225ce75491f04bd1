//! The texts of documents, each under its key, as they are read from a file.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What a file says under a key: one text, or several that are told apart by their place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text(pub Vec<String>);

/// Every text of a file under its key: `frame.page`.
pub type Texts = BTreeMap<String, Text>;

/// Reads a section of a file that is shipped with the program: that nothing is wrong with it is held by a test, and not looked at
/// here, since it is read whenever a word of it is asked for first.
pub(super) fn trusted(section: &str, body: &str) -> Texts {
    let Ok(table) = DeTable::parse(body) else { return Texts::new() };
    let named = table.get_ref().iter();
    named.filter_map(|(name, value)| Some((format!("{section}.{}", name.get_ref()), Text(strings(value)?)))).collect()
}

/// The text of a value, or its several ones.
pub(super) fn strings(value: &Spanned<DeValue>) -> Option<Vec<String>> {
    match value.get_ref() {
        DeValue::String(one) => Some(vec![one.to_string()]),
        DeValue::Array(many) => many.iter().map(|one| one.get_ref().as_str().map(str::to_owned)).collect(),
        _ => None,
    }
}
