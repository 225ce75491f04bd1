//! The keys that a person chose: a file in which each line names a command and its keys, `next-item = ["]", "n"]`. What a
//! line gets wrong is told, and the line is left out; nothing else suffers from it.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use toml::Value;

use crate::domain::spelling::closest;
use crate::store::{Error, source};

use super::command::Entry;
use super::keys::Key;

/// What it is called, in the folder of the person's settings.
pub const NAME: &str = "keys.toml";

/// More than this is no file of keys.
const MOST: u64 = 1 << 20;

/// The rows of commands with the keys that were chosen.
static CHOSEN: OnceLock<Vec<Entry>> = OnceLock::new();

/// The rows with the keys that were chosen; nothing where none were.
pub(super) fn chosen() -> Option<Vec<Entry>> {
    CHOSEN.get().cloned()
}

/// Reads the file, before anything is shown; gives what is wrong with it. No file is nothing wrong.
pub fn read(path: &Path) -> Vec<String> {
    let text = match source::read(path, MOST) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(Error::Unread { .. }) if !path.exists() => return Vec::new(),
        Err(error) => return vec![format!("The keys of {NAME} do not hold: {error}")],
    };
    let (entries, wrong) = take(super::screens::commands::declared(), &text);
    // The first to be read holds.
    let _ = CHOSEN.set(entries);
    wrong.into_iter().map(|(line, why)| format!("{NAME}, line {line}: {why}; the line is ignored")).collect()
}

/// A line that can be read: which rows it means, and the keys that they get.
struct Line<'a> {
    number: usize,
    command: &'a str,
    rows: Vec<usize>,
    keys: Vec<(String, Key)>,
}

/// The rows with the keys that a text gives them, and what is wrong with which of its lines.
fn take(mut entries: Vec<Entry>, text: &str) -> (Vec<Entry>, Vec<(usize, String)>) {
    let (mut lines, mut wrong): (Vec<Line>, Vec<(usize, String)>) = (Vec::new(), Vec::new());
    for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !is_empty(line)) {
        match understood(&entries, number, line) {
            Ok(line) if lines.iter().any(|before| before.rows == line.rows) => {
                wrong.push((number, format!("“{}” stands in a line before", line.command)));
            }
            Ok(line) => lines.push(line),
            Err(why) => wrong.push((number, why)),
        }
    }
    // Keys that are given up are free for others.
    let declared = entries.clone();
    for row in lines.iter().flat_map(|line| &line.rows) {
        entries[*row].keys = &[];
    }
    for line in lines {
        let taken = line.keys.iter().find_map(|(spelled, key)| {
            let other = line.rows.iter().find_map(|row| holder(&entries, *row, *key))?;
            Some(format!("“{spelled}” is “{}” already", other.name))
        });
        match taken {
            Some(why) => {
                wrong.push((line.number, why));
                for row in line.rows {
                    entries[row].keys = declared[row].keys;
                }
            }
            None => {
                let keys = line.keys.into_iter().map(|(spelled, _)| &*spelled.leak());
                let keys: &'static [&'static str] = keys.collect::<Vec<_>>().leak();
                for row in line.rows {
                    entries[row].keys = keys;
                }
            }
        }
    }
    wrong.sort();
    (entries, wrong)
}

fn is_empty(line: &str) -> bool {
    line.trim().is_empty() || line.trim().starts_with('#')
}

/// The row that has a key where another row works.
fn holder(entries: &[Entry], row: usize, key: Key) -> Option<&Entry> {
    let scope = entries[row].scope;
    let others = entries.iter().enumerate().filter(|(place, entry)| *place != row && entry.scope == scope);
    others.map(|(_, entry)| entry).find(|entry| entry.keys.iter().any(|spelled| Key::parse(spelled) == Some(key)))
}

/// A line by itself, so that one that can't be read spoils no other.
fn understood<'a>(entries: &[Entry], number: usize, line: &'a str) -> Result<Line<'a>, String> {
    let command = line.split(['=', ' ', '\t']).next().unwrap_or_default().trim_matches('"');
    let read: BTreeMap<String, Value> = toml::from_str(line)
        .map_err(|_| format!("“{}” can't be read: write it as mark = [\"Space\", \"v\"]", line.trim()))?;
    let (name, value) = match read.into_iter().next() {
        Some((name, value @ (Value::String(_) | Value::Array(_)))) => (name, value),
        _ => return Err(format!("“{command}” has no keys behind it: write it as mark = [\"Space\", \"v\"]")),
    };
    let rows: Vec<usize> = entries
        .iter()
        .enumerate()
        .filter(|(_, entry)| called(entry.name) == called(&name))
        .map(|(row, _)| row)
        .collect();
    if rows.is_empty() {
        return Err(format!("there is no command “{name}”{}", nearest(entries, &name)));
    }
    let spelled = match value {
        Value::Array(several) => several,
        one => vec![one],
    };
    let mut keys: Vec<(String, Key)> = Vec::new();
    for one in spelled {
        let spelled = one
            .as_str()
            .ok_or_else(|| format!("“{command}” is given what is no key: keys stand in quotation marks"))?;
        let key = Key::parse(spelled)
            .ok_or_else(|| format!("“{spelled}” is no key: keys are such as x, X, Ctrl-X, F5, Space, Enter, PgDn"))?;
        if keys.iter().any(|(_, other)| *other == key) {
            return Err(format!("“{spelled}” stands there twice"));
        }
        keys.push((key.to_string(), key));
    }
    Ok(Line { number, command, rows, keys })
}

/// What a command is called in the file: `next-item`.
fn called(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

fn nearest(entries: &[Entry], name: &str) -> String {
    let name = called(name);
    let known: Vec<_> = entries.iter().map(|entry| called(entry.name)).collect();
    let near = closest(&name, known.iter().map(String::as_str));
    near.map_or(String::new(), |near| format!(" (“{near}” is one)"))
}

#[cfg(test)]
mod tests {
    use super::super::screens::commands::declared;
    use super::*;

    fn keys_of(entries: &[Entry], name: &str) -> Vec<&'static str> {
        entries.iter().find(|entry| entry.name == name).unwrap().keys.to_vec()
    }

    #[test]
    fn what_a_line_says_holds_and_what_is_wrong_is_told_with_its_line_and_word() {
        let text = "# my keys\n\nmark = \"v\"\nmark-all = [\"Ctrl-A\", \"F7\"]\nnonsense\nmark-al = \"x\"\n\
                    undo = \"U\"\nsort = \"Hyper-X\"\nsort = 5\nredraw = \"u\"\nMark = \"w\"\n";
        let (entries, wrong) = take(declared(), text);
        assert_eq!(keys_of(&entries, "Mark"), ["v"]);
        assert_eq!(keys_of(&entries, "Mark all"), ["Ctrl-A", "F7"]);
        assert_eq!(keys_of(&entries, "Undo"), ["u"], "what is refused stays as it was");
        assert_eq!(keys_of(&entries, "Sort"), ["s"]);
        let lines: Vec<usize> = wrong.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [5, 6, 7, 8, 9, 10, 11]);
        for (told, word) in wrong.iter().zip([
            "“nonsense” can't be read",
            "no command “mark-al” (“mark-all” is one)",
            "“U” is “Redo” already",
            "“Hyper-X” is no key",
            "“sort” has no keys",
            "“u” is “Undo” already",
            "“Mark” stands in a line before",
        ]) {
            assert!(told.1.contains(word), "{told:?} does not say {word}");
        }
    }

    #[test]
    fn two_commands_can_change_keys_with_each_other() {
        let (entries, wrong) = take(declared(), "undo = \"U\"\nredo = \"u\"\n");
        assert_eq!((keys_of(&entries, "Undo"), keys_of(&entries, "Redo")), (vec!["U"], vec!["u"]));
        assert_eq!(wrong, []);
    }
}
