//! What the manual says of what is prevented and what is evident names the tests that hold it.

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
    let manual = fs::read_to_string(root.join("data/manual/standing.md")).unwrap();
    let mut tests = Vec::new();
    functions(&root.join("tests/promises"), &mut tests);
    let mut promises = Vec::new();
    for part in ["## Prevented", "## Evident"] {
        let (_, rest) = manual.split_once(part).unwrap();
        let part = rest.split("\n## ").next().unwrap();
        let lines: Vec<_> = part.lines().filter_map(|line| line.strip_prefix("- ")).collect();
        assert!(lines.len() > 8, "{} promises are made", lines.len());
        promises.extend(lines.iter().map(|line| {
            let (_, tests) = line.rsplit_once(": ").unwrap_or_else(|| panic!("{line} names no test"));
            assert!(tests.starts_with('`'), "{line} names no test");
            tests.to_owned()
        }));
    }
    for name in promises.iter().flat_map(|cell| cell.split('`').skip(1).step_by(2)) {
        assert!(tests.iter().any(|test| test == name), "there is no test {name}");
    }
}
