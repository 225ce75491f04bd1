//! Who may know whom: dependencies between the rooms of the code point one way.

use std::fs;
use std::path::{Path, PathBuf};

/// Each room, and the ones it may know.
const ROOMS: [(&str, &[&str]); 8] = [
    ("domain", &[]),
    ("analysis", &["domain"]),
    ("store", &["domain"]),
    ("workflow", &["domain", "analysis", "store"]),
    ("report", &["domain", "analysis", "store", "workflow"]),
    ("exchange", &["domain", "analysis", "store", "workflow"]),
    ("cli", &["domain", "analysis", "store", "workflow", "report", "exchange"]),
    ("tui", &["domain", "analysis", "store", "workflow", "report", "exchange"]),
];

/// What the pure room must not touch: the clock, chance, files, SQLite, the terminal.
const IMPURE: [&str; 8] =
    ["rusqlite", "std::fs", "std::env", "std::time", "Utc::now", "Local::now", "now_v7", "getrandom"];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|end| end == "rs"))
        .collect()
}

pub fn room(name: &str) -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(name);
    let files = sources(&folder);
    assert!(!files.is_empty(), "{name} is there");
    files.into_iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

#[test]
fn no_room_knows_one_above_it() {
    for (name, known) in ROOMS {
        for (path, source) in room(name) {
            for (other, _) in ROOMS.iter().filter(|(other, _)| *other != name && !known.contains(other)) {
                let found = source.lines().find(|line| {
                    let code = line.split("//").next().unwrap_or_default();
                    code.contains(&format!("crate::{other}::")) || code.contains(&format!("crate::{other};"))
                });
                assert_eq!(found, None, "{} knows {other}", path.display());
            }
        }
    }
}

#[test]
fn domain_and_analysis_are_pure_and_only_the_store_speaks_sql() {
    for (path, source) in room("domain").into_iter().chain(room("analysis")) {
        for word in IMPURE {
            assert!(!source.contains(word), "{} touches {word}", path.display());
        }
    }
    for name in ["workflow", "report", "exchange", "cli"] {
        for (path, source) in room(name) {
            assert!(!source.contains("rusqlite"), "{} speaks SQL", path.display());
        }
    }
}

#[test]
fn the_journalled_tables_are_written_in_one_place_only() {
    for (path, source) in room("store") {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let writes = [
            "INSERT INTO record",
            "UPDATE record",
            "INSERT INTO link",
            "DELETE FROM link",
            "INSERT INTO {}",
            "UPDATE {",
        ];
        let found = writes.iter().find(|sql| source.contains(*sql));
        let allowed = ["apply.rs", "schema.rs"].contains(&name.as_str());
        assert!(found.is_none() || allowed, "{name} writes: {found:?}");
    }
}

/// A commit by a fixed clock does not wait for the disk.
#[test]
fn no_clock_stands_still_but_while_the_sample_is_made() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let stands = |path: &PathBuf| {
        let source = fs::read_to_string(path).unwrap();
        ["Ambient::fixed", "Ambient::Fixed", "Durability::Process"].iter().any(|word| source.contains(word))
    };
    let found: Vec<_> = sources(&folder).into_iter().filter(stands).collect();
    let mut found: Vec<_> = found.iter().map(|path| path.strip_prefix(&folder).unwrap()).collect();
    found.sort_unstable();
    let allowed = ["store/ambient.rs", "store/open.rs", "workflow/sample/mod.rs"];
    assert_eq!(found, allowed.map(Path::new));
}
