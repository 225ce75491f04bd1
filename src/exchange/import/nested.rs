//! JSON read as a table: a list of objects, or an object in each line. What is nested has a dotted name.

use std::collections::HashMap;

use csv::StringRecord;
use serde_json::{Map, Value};

use super::Unusable;
use super::row::{Cells, FileRow};
use super::table::Form;
use super::text::NoTable;

/// The most columns that the objects of a file may make.
const COLUMNS: usize = 1000;

/// Whether a text is JSON rather than a table with a delimiter.
pub fn is_json(text: &str) -> bool {
    let start: String = text.chars().filter(|c| !c.is_whitespace()).take(2).collect();
    start.starts_with('{') || matches!(start.as_str(), "[{" | "[]")
}

/// The rows of a text in JSON, the first of them the names of the columns.
///
/// # Errors
/// [`Unusable`], where it is no list of objects.
pub fn rows(text: &str, called: &str) -> Result<(Form, Vec<FileRow>), Unusable> {
    let (form, pieces) = pieces(text).ok_or_else(|| Unusable::NoTable(called.to_owned(), NoTable::Json))?;
    let mut columns: HashMap<String, usize> = HashMap::new();
    let mut names: Vec<String> = Vec::new();
    let mut records: Vec<(u64, Vec<(usize, String)>)> = Vec::new();
    for (line, piece) in pieces {
        let malformed = |why: String| Unusable::Malformed { called: called.to_owned(), line, why };
        let object: Map<String, Value> = serde_json::from_str(piece).map_err(|error| malformed(error.to_string()))?;
        let mut cells = Vec::new();
        flatten("", &object, &mut |name, cell| {
            let place = *columns.entry(name).or_insert_with_key(|name| {
                names.push(name.clone());
                names.len() - 1
            });
            cells.push((place, cell));
        });
        if names.len() > COLUMNS {
            return Err(malformed(format!("its objects have more than {COLUMNS} different names")));
        }
        records.push((line, cells));
    }
    let count = names.len();
    let mut rows = vec![FileRow { line: 0, cells: Cells::of(&StringRecord::from(names)) }];
    rows.extend(records.into_iter().map(|(line, cells)| {
        let mut row = vec![String::new(); count];
        for (place, cell) in cells {
            row[place] = cell;
        }
        FileRow { line, cells: Cells::of(&StringRecord::from(row)) }
    }));
    Ok((form, rows))
}

/// Hands over what stands in an object, each under its dotted name. Words of a list stand in one cell; what is nested in a
/// list stays as it is written.
fn flatten(before: &str, object: &Map<String, Value>, take: &mut dyn FnMut(String, String)) {
    for (key, value) in object {
        let name = if before.is_empty() { key.clone() } else { format!("{before}.{key}") };
        match value {
            Value::Object(inner) => flatten(&name, inner, take),
            Value::Array(items) if items.iter().all(|item| !item.is_object() && !item.is_array()) => {
                take(name, items.iter().map(word).collect::<Vec<_>>().join("; "));
            }
            other => take(name, word(other)),
        }
    }
}

fn word(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The texts of the objects, each with the line in which it begins; `None` where something else stands among them.
fn pieces(text: &str) -> Option<(Form, Vec<(u64, &str)>)> {
    let trimmed = text.trim();
    let offset = text.len() - text.trim_start().len();
    let (form, inner, offset) = match trimmed.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')) {
        Some(inner) => (Form::Json, inner, offset + 1),
        None => (Form::JsonLines, trimmed, offset),
    };
    let mut pieces = Vec::new();
    let (mut depth, mut within, mut escaped, mut from, mut line) = (0_usize, false, false, 0, 1);
    line += count_lines(&text[..offset]);
    let mut begun = line;
    for (at, byte) in inner.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if within => escaped = true,
            b'"' if depth > 0 => within = !within,
            _ if within => {}
            b'{' | b'[' => {
                if depth == 0 {
                    (from, begun) = (at, line);
                }
                depth += 1;
            }
            b'}' | b']' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    pieces.push((begun, &inner[from..=at]));
                }
            }
            b'\n' => {}
            byte if depth == 0 && !byte.is_ascii_whitespace() && !(byte == b',' && form == Form::Json) => return None,
            _ => {}
        }
        line += u64::from(byte == b'\n');
    }
    // Objects that take several lines each are no object in each line.
    let whole = |piece: &&(u64, &str)| form == Form::Json || !piece.1.contains('\n');
    (depth == 0 && pieces.iter().filter(whole).count() == pieces.len()).then_some((form, pieces))
}

fn count_lines(text: &str) -> u64 {
    text.bytes().filter(|byte| *byte == b'\n').count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(u64, Vec<String>)> {
        let (_, rows) = rows(text, "x.json").unwrap();
        rows.iter().map(|row| (row.line, row.cells.iter().map(str::to_owned).collect())).collect()
    }

    #[test]
    fn a_list_of_objects_is_a_table_and_what_is_nested_has_a_dotted_name() {
        let text = "[\n  { \"name\": \"A\", \"about\": { \"lang\": \"en\", \"value\": \"x\\ny\" } },\n  \
                    { \"name\": \"B, {not} nested\", \"tags\": [\"one\", 2], \"ok\": true, \"about\": null }\n]\n";
        let told = told(text);
        assert_eq!(told[0].1, ["about.lang", "about.value", "name", "about", "ok", "tags"]);
        assert_eq!(told[1], (2, ["en", "x\ny", "A", "", "", ""].map(str::to_owned).to_vec()));
        assert_eq!(told[2], (3, ["", "", "B, {not} nested", "", "true", "one; 2"].map(str::to_owned).to_vec()));
    }

    #[test]
    fn an_object_in_each_line_is_a_table_too() {
        let told = told("{\"a\": 1}\n\n{\"a\": 1.50}\n");
        assert_eq!(told.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [0, 1, 3]);
        assert_eq!(told[2].1, ["1.5"]);
    }

    #[test]
    fn what_is_no_list_of_objects_is_refused() {
        for text in ["{\n \"risks\": []\n}", "[{\"a\": 1}, 2]", "[{\"a\": 1}", "{\"a\": 1}}"] {
            assert!(rows(text, "x.json").is_err(), "{text}");
        }
        assert!(!is_json("[Name],Due\nx,y\n"));
    }
}
