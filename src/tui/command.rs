//! What a key means: it dispatches by the one table of commands, which also prints the footer, fills the help and the
//! palette, and is the key table of the manual.

use super::keys::Key;
pub use super::screens::commands::{Command, Doing, ENTRIES, Entry, Scope, entries};

/// What a key does in a scope.
pub fn find(scope: Scope, key: Key) -> Option<Doing> {
    let entry = entries(scope).find(|entry| entry.keys.iter().any(|spelled| Key::parse(spelled) == Some(key)));
    entry.map(|entry| entry.does)
}

/// The keys of each place with what each does, as the manual lists them.
pub fn keys() -> Vec<(&'static str, Vec<(String, String)>)> {
    let mut places: Vec<(&'static str, Vec<(String, String)>)> = Vec::new();
    for entry in ENTRIES.iter() {
        let row = (entry.keys.join(" "), format!("{}: {}", entry.name, lower(entry.help)));
        match places.last_mut().filter(|(place, _)| *place == entry.scope.label()) {
            Some((_, rows)) => rows.push(row),
            None => places.push((entry.scope.label(), vec![row])),
        }
    }
    places
}

/// The sentence as it goes on after a colon.
fn lower(sentence: &str) -> String {
    let mut chars = sentence.chars();
    chars.next().map_or(String::new(), |first| first.to_lowercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_key_is_a_key_and_none_does_two_things_in_one_scope() {
        let mut seen = HashSet::new();
        for entry in ENTRIES.iter() {
            for key in entry.keys {
                let parsed = Key::parse(key).unwrap_or_else(|| panic!("{key} of {}", entry.name));
                assert_eq!(parsed.to_string(), *key);
                assert!(seen.insert((entry.scope, parsed)), "{key} does two things: {}", entry.scope.label());
            }
            assert_eq!(entry.does.name(), entry.name);
        }
    }

    #[test]
    fn no_two_commands_share_a_name() {
        let mut seen = HashSet::new();
        for entry in ENTRIES.iter() {
            let unique = seen.insert(entry.name) || entry.does == Doing::Command(Command::Resolve);
            assert!(unique, "{}", entry.name);
        }
    }
}
