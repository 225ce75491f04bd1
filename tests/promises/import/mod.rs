//! Tables that people bring: read whatever their form, tried first, and written wholly or not at all.

mod asked;
mod forms;
mod keys;
mod past;
mod real;
mod round;
mod screen;
mod small;
mod traps;
mod workbooks;
mod writing;

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::fixture::Fixture;

/// A file beside the fixture's database.
pub fn file(fixture: &Fixture, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = fixture.folder().join(name);
    fs::write(&path, bytes).unwrap();
    path
}

/// Imports a file, and gives what became of it. A trial unless `--write` is among the options.
pub fn import(fixture: &Fixture, register: &str, path: &std::path::Path, options: &[&str]) -> Value {
    let path = path.to_str().unwrap();
    let arguments = [&["import", register, path, "--json"], options].concat();
    let run = fixture.run(&arguments);
    assert_eq!(run.err, "", "{arguments:?}");
    serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {}", run.out))
}

/// Added, changed, unchanged and refused.
pub fn counts(report: &Value) -> (u64, u64, u64, u64) {
    let of = |name: &str| report[name].as_u64().unwrap();
    (of("added"), of("changed"), of("unchanged"), of("refused_rows"))
}

/// The refusals as `line column value: why`.
pub fn refusals(report: &Value) -> Vec<String> {
    let told = |one: &Value| {
        let text = |name: &str| one[name].as_str().unwrap_or("-").to_owned();
        format!("{} {} {}: {}", one["line"], text("column"), text("value"), text("why"))
    };
    report["refused"].as_array().unwrap().iter().map(told).collect()
}

/// A register as it is exported.
pub fn exported(fixture: &Fixture, register: &str) -> String {
    fixture.ok(&[register, "list", "--csv"])
}
