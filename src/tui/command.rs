//! What a key means: it dispatches by the one table of commands, which also prints the footer, fills the help and the
//! palette, and against which the key table of the README is checked.

use super::keys::Key;
pub use super::screens::commands::{Command, Doing, ENTRIES, Entry, Scope, entries};

/// What a key does in a scope.
pub fn find(scope: Scope, key: Key) -> Option<Doing> {
    let entry = entries(scope).find(|entry| entry.keys.iter().any(|spelled| Key::parse(spelled) == Some(key)));
    entry.map(|entry| entry.does)
}

/// The key table as Markdown, as the README has it.
pub fn table() -> String {
    let mut table = String::from("| where | key | what it does |\n|---|---|---|\n");
    let mut scope = None;
    for entry in ENTRIES.iter() {
        let shown = if scope == Some(entry.scope) { "" } else { entry.scope.label() };
        scope = Some(entry.scope);
        let keys: Vec<_> = entry.keys.iter().map(|key| format!("`{key}`")).collect();
        table.push_str(&format!("| {shown} | {} | {}: {} |\n", keys.join(" "), entry.name, lower(entry.help)));
    }
    table
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
