//! What the README says of what is prevented and what is evident names the tests that hold it.

use std::fs;
use std::path::Path;

fn functions(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            functions(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let source = fs::read_to_string(&path).unwrap();
            let tests = source.split("#[test]").skip(1).filter_map(|rest| rest.split_once("fn ")?.1.split_once('('));
            found.extend(tests.map(|(name, _)| name.to_owned()));
        }
    }
}

#[test]
fn each_promise_of_what_stands_names_a_test_that_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let part = readme.split("## What stands").nth(1).and_then(|rest| rest.split("\n## ").next()).unwrap();
    let mut tests = Vec::new();
    functions(&root.join("tests/promises"), &mut tests);
    let rows = part.lines().filter(|line| line.starts_with('|') && !line.starts_with("|---")).map(|line| {
        let cells: Vec<_> = line.trim_matches('|').split('|').collect();
        assert_eq!(cells.len(), 2, "{line}");
        cells[1].to_owned()
    });
    let promises: Vec<_> = rows.filter(|cell| cell.contains('`') && !cell.contains("gavel")).collect();
    assert!(promises.len() > 10, "{} promises are made", promises.len());
    for name in promises.iter().flat_map(|cell| cell.split('`').skip(1).step_by(2)) {
        assert!(tests.iter().any(|test| test == name), "there is no test {name}");
    }
}
