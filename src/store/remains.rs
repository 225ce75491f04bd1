//! What is left of something erased: sealed documents stay whole, and those that hold it are named with their places.

use std::fmt;

use rusqlite::Connection;

use crate::domain::field::Kind;
use crate::domain::identity::{RecordId, Reference};
use crate::domain::passage::places;
use crate::domain::visible::visible;

use super::error::Error;
use super::schema::Schema;

/// What was erased of a field, and what remains of it.
#[derive(Debug, Clone)]
pub struct Erased {
    pub record: RecordId,
    pub field: &'static str,
    /// Everything that the field had ever held and that was still kept.
    pub values: Vec<Vec<u8>>,
    pub remains: Vec<Remains>,
    /// Why drafts beside the file may hold it still, where that is so.
    pub drafts: Option<String>,
}

/// A sealed document that holds a value whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remains {
    /// The record whose document it is.
    pub reference: Reference,
    /// The document's name.
    pub name: String,
    /// The lines on which it stands, counted from 1; none of a document that has no lines and is the value itself.
    pub lines: Vec<usize>,
}

/// The most lines that are named of one document; of the others it is said how many they are.
const NAMED: usize = 12;

impl fmt::Display for Remains {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        let Self { reference, name, lines } = self;
        let more = lines.len().saturating_sub(NAMED);
        let named = lines.iter().take(NAMED).map(usize::to_string).collect::<Vec<_>>().join(", ");
        match lines.len() {
            0 => write!(formatter, "{reference}, {name}: the whole of it"),
            1 => write!(formatter, "{reference}, {name}: line {named}"),
            _ if more == 0 => write!(formatter, "{reference}, {name}: lines {named}"),
            _ => write!(formatter, "{reference}, {name}: lines {named} and {more} more"),
        }
    }
}

/// The sealed documents that hold one of these values, in the order of their records.
pub(super) fn of(connection: &Connection, schema: &Schema, values: &[Vec<u8>]) -> Result<Vec<Remains>, Error> {
    let mut found = Vec::new();
    for register in schema.catalogue.registers() {
        for field in register.fields.iter().filter(|field| field.kind == Kind::File) {
            let (table, name) = (register.name, field.name);
            let mut statement = connection.prepare(&format!(
                "SELECT r.number, t.{name}_name, c.bytes FROM content c JOIN {table} t ON t.{name}_content = c.hash
                 JOIN record r ON r.key = t.key WHERE c.purpose = 'sealed' AND c.bytes IS NOT NULL ORDER BY r.number"
            ))?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let (name, bytes): (String, Vec<u8>) = (row.get(1)?, row.get(2)?);
                if let Some(lines) = holds(&name, &bytes, values) {
                    found.push(Remains { reference: register.reference(row.get(0)?), name, lines });
                }
            }
        }
    }
    Ok(found)
}

/// The lines of a document that hold one of the values; `None` where there are none.
fn holds(name: &str, document: &[u8], values: &[Vec<u8>]) -> Option<Vec<usize>> {
    let Ok(text) = std::str::from_utf8(document) else {
        return values.iter().any(|value| value == document).then(Vec::new);
    };
    let text = as_written(name, text);
    let mut lines: Vec<usize> = Vec::new();
    for value in values.iter().filter_map(|value| std::str::from_utf8(value).ok()) {
        lines.extend(places(&text, &visible(value)).map(|place| 1 + text[..place].matches('\n').count()));
    }
    lines.sort_unstable();
    lines.dedup();
    (!lines.is_empty()).then_some(lines)
}

/// A document's text without what its form adds to words, line by line as it stands.
fn as_written(name: &str, text: &str) -> String {
    let signs = |text: &str, begins: char| -> String {
        let mut chars = text.chars().peekable();
        let mut out = String::with_capacity(text.len());
        while let Some(c) = chars.next() {
            match (c == begins).then(|| chars.peek().copied()).flatten() {
                // A break within a text of JSON, of which the form is one line.
                Some('n' | 't' | 'r') if name.ends_with(".json") => {
                    chars.next();
                    out.push(' ');
                }
                Some(sign) if sign.is_ascii_punctuation() => {
                    chars.next();
                    out.push(sign);
                }
                _ => out.push(c),
            }
        }
        out
    };
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("html") => html_escape::decode_html_entities(text).into_owned(),
        Some("md" | "json") => signs(text, '\\'),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(name: &str, document: &str, value: &str) -> Option<Vec<usize>> {
        holds(name, document.as_bytes(), &[value.as_bytes().to_vec()])
    }

    #[test]
    fn a_value_is_found_in_every_form_and_named_by_its_lines() {
        let value = "O_Neil & <Söhne> \"x\"";
        assert_eq!(
            lines("m.md", "a\nby O\\_Neil \\& \\<Söhne\\> \"x\"\n\nO\\_Neil \\& \\<Söhne\\> \"x\"", value),
            Some(vec![2, 4])
        );
        assert_eq!(lines("m.html", "<p>O_Neil &amp; &lt;Söhne&gt; \"x\"</p>", value), Some(vec![1]));
        assert_eq!(lines("m.json", "{\n  \"a\": \"by\\nO_Neil & <Söhne> \\\"x\\\"\"\n}", value), Some(vec![2]));
        assert_eq!(lines("m.md", "Annual report of Joann", "Ann"), None);
        assert_eq!(lines("m.json", "\"Present\\nAnn\\nBo\"", "Ann"), Some(vec![1]));
        assert_eq!(lines("m.txt", "two\nlines\nof it", "lines\nof"), Some(vec![2]));
        assert_eq!(holds("m.pdf", b"\xff\xfe", &[b"\xff\xfe".to_vec()]), Some(Vec::new()));
        assert_eq!(holds("m.pdf", b"\xff\xfe and", &[b"\xff\xfe".to_vec()]), None);
    }

    #[test]
    fn a_cut_list_says_so() {
        let told = |lines: Vec<usize>| {
            let reference = "MIN-2".parse().unwrap();
            Remains { reference, name: "m.md".into(), lines }.to_string()
        };
        assert_eq!(told(vec![]), "MIN-2, m.md: the whole of it");
        assert_eq!(told(vec![4]), "MIN-2, m.md: line 4");
        assert_eq!(told((1..=14).collect()), "MIN-2, m.md: lines 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and 2 more");
    }
}
