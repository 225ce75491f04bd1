//! Canonical JSON: the one spelling in which anything enters the journal.
//!
//! Keys are sorted by their bytes, there is no white space, numbers are whole (decimals are scaled integers, money is
//! minor units) and no text holds a NUL. The tree is our own and not `serde_json::Value`, so that no feature switched
//! on by some dependency can change key order or number handling under a hash.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// The fields of an object, in canonical order.
pub type Object = BTreeMap<String, Json>;

/// A JSON tree that has exactly one spelling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Json {
    Null,
    Bool(bool),
    Number(i64),
    Text(String),
    List(Vec<Json>),
    Object(Object),
}

/// Why a text is not canonical JSON.
#[derive(Debug, thiserror::Error)]
pub enum NotCanonical {
    #[error("it is not JSON of the journal's kind: {0}")]
    Malformed(#[from] serde_json::Error),
    #[error("it is spelled differently from its canonical form")]
    Spelling,
}

impl Json {
    /// Reads JSON in any spelling.
    ///
    /// # Errors
    /// Where the text is not JSON, holds a fraction, a number beyond 64 bits, a NUL or a repeated key.
    pub fn parse(text: &str) -> Result<Self, NotCanonical> {
        Ok(serde_json::from_str(text)?)
    }

    /// Reads JSON and insists that it is spelled canonically.
    ///
    /// # Errors
    /// As [`Json::parse`], and where printing what was read gives other bytes.
    pub fn parse_canonical(text: &str) -> Result<Self, NotCanonical> {
        let json = Self::parse(text)?;
        if json.print() == text { Ok(json) } else { Err(NotCanonical::Spelling) }
    }

    /// The canonical bytes.
    pub fn print(&self) -> String {
        let mut out = String::with_capacity(256);
        self.print_into(&mut out);
        out
    }

    fn print_into(&self, out: &mut String) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(true) => out.push_str("true"),
            Self::Bool(false) => out.push_str("false"),
            Self::Number(number) => out.push_str(&number.to_string()),
            Self::Text(text) => print_text(text, out),
            Self::List(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    item.print_into(out);
                }
                out.push(']');
            }
            Self::Object(object) => {
                out.push('{');
                for (index, (key, value)) in object.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    print_text(key, out);
                    out.push(':');
                    value.print_into(out);
                }
                out.push('}');
            }
        }
    }

    /// The text, where this is one.
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The number, where this is one.
    pub fn as_number(&self) -> Option<i64> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }

    /// The truth value, where this is one.
    pub fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(flag) = self { Some(*flag) } else { None }
    }
}

/// Writes a quoted string: the two mandatory escapes, short escapes where JSON has them, `\u00xx` for other controls.
fn print_text(text: &str, out: &mut String) {
    use fmt::Write;
    out.push('"');
    let mut plain = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escape = match byte {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            b'\n' => "\\n",
            b'\r' => "\\r",
            b'\t' => "\\t",
            0x08 => "\\b",
            0x0c => "\\f",
            0x00..=0x1f => "",
            _ => continue,
        };
        out.push_str(&text[plain..at]);
        if escape.is_empty() {
            // Writing to a String cannot fail.
            let _ = write!(out, "\\u{byte:04x}");
        } else {
            out.push_str(escape);
        }
        plain = at + 1;
    }
    out.push_str(&text[plain..]);
    out.push('"');
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(JsonVisitor)
    }
}

struct JsonVisitor;

fn without_nul<E: de::Error>(text: String) -> Result<String, E> {
    if text.contains('\0') { Err(E::custom("a text holds a NUL character")) } else { Ok(text) }
}

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("JSON with whole numbers only")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Json, E> {
        Ok(Json::Bool(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Json, E> {
        Ok(Json::Number(number))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Json, E> {
        i64::try_from(number).map(Json::Number).map_err(|_| E::custom("a number needs more than 64 bits"))
    }

    fn visit_f64<E: de::Error>(self, _: f64) -> Result<Json, E> {
        Err(E::custom("a number is not whole"))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Json, E> {
        without_nul(text.to_owned()).map(Json::Text)
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<Json, E> {
        without_nul(text).map(Json::Text)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Json, A::Error> {
        // Keys come in order: of a list of them the tree is made at once.
        let mut listed = Vec::new();
        while let Some((key, value)) = entries.next_entry::<String, Json>()? {
            listed.push((without_nul(key)?, value));
        }
        let count = listed.len();
        let object = Object::from_iter(listed);
        if object.len() < count {
            return Err(de::Error::custom("a key stands twice in one object"));
        }
        Ok(Json::Object(object))
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// Builds an object from pairs of key and value.
pub fn object<const N: usize>(entries: [(&str, Json); N]) -> Json {
    Json::Object(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn trees() -> impl Strategy<Value = Json> {
        let leaf = prop_oneof![
            Just(Json::Null),
            any::<bool>().prop_map(Json::Bool),
            any::<i64>().prop_map(Json::Number),
            "[^\0]{0,12}".prop_map(Json::Text),
        ];
        leaf.prop_recursive(4, 40, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Json::List),
                prop::collection::btree_map("[^\0]{0,6}", inner, 0..6).prop_map(Json::Object),
            ]
        })
    }

    proptest! {
        #[test]
        fn printing_and_parsing_are_inverse(tree in trees()) {
            let text = tree.print();
            prop_assert_eq!(&Json::parse_canonical(&text).unwrap(), &tree);
        }

        #[test]
        fn any_json_text_is_refused_or_has_one_spelling(text in "[ -~]{0,40}") {
            if let Ok(tree) = Json::parse(&text) {
                let printed = tree.print();
                prop_assert_eq!(Json::parse_canonical(&printed).unwrap().print(), printed);
            }
        }
    }

    /// The bytes are hashed for ever: this text may never change, whatever a dependency does.
    #[test]
    fn the_bytes_are_pinned() {
        let tree = object([
            ("z", Json::Number(-9_223_372_036_854_775_808)),
            ("a", Json::List(vec![Json::Bool(true), Json::Null, Json::Number(9_007_199_254_740_993)])),
            ("é", "tab\t quote\" back\\ line\n bell\u{7} del\u{7f} é 漢 😀 /".into()),
            ("B", object([("b", Json::Bool(false)), ("10", "".into()), ("9", Json::List(vec![]))])),
        ]);
        assert_eq!(
            tree.print(),
            "{\"B\":{\"10\":\"\",\"9\":[],\"b\":false},\"a\":[true,null,9007199254740993],\
             \"z\":-9223372036854775808,\
             \"é\":\"tab\\t quote\\\" back\\\\ line\\n bell\\u0007 del\u{7f} é 漢 😀 /\"}"
        );
    }

    #[test]
    fn what_has_no_canonical_form_is_refused() {
        for text in ["1.5", "1e3", "18446744073709551615", "{\"a\":1,\"a\":2}", "\"\\u0000\"", "[1,]", "", "nul"] {
            assert!(Json::parse(text).is_err(), "{text}");
        }
        for text in ["{ \"a\":1}", "{\"b\":1,\"a\":2}", "\"\\u0041\"", "\"\\/\"", "-0"] {
            assert!(Json::parse_canonical(text).is_err(), "{text}");
        }
    }
}
