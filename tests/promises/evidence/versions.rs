//! A new version replaces bytes, the journal tells both, and what was attested tells on which.

use std::fs;

use gavel::domain::evidence;
use gavel::domain::value::Value;
use gavel::store::{Act, Proposal};

use crate::fixture::{Fixture, field, text};
use crate::review::held::script;
use crate::review::tools::{ok, refused};

/// An action that was done on a report, reopened, and done on another version of it.
pub fn replaced() -> Fixture {
    Fixture::after(|file| {
        let path = file.folder().join("report.txt");
        fs::write(&path, "selection rate 0.91").unwrap();
        ok(file, "action add 'Repeat the bias test' --owner me");
        ok(file, &format!("action done A-1 --evidence '{}'", path.display()));
        ok(file, "action reopen A-1 --reason 'The wrong table'");
        let other = file.folder().join("second.txt");
        fs::write(&other, "selection rate 0.78, of the whole year").unwrap();
        ok(file, &format!("evidence edit E-1 --file '{}'", other.display()));
        ok(file, "action done A-1");
    })
}

#[test]
fn the_history_shows_size_and_hash_of_both() {
    let file = replaced();
    let history = ok(&file, "evidence history E-1");
    let told: Vec<_> = history.lines().filter(|line| line.contains("report.txt (19 bytes, ")).collect();
    assert_eq!(told.len(), 2, "{history}");
    let before = told.iter().find(|line| line.contains("was report.txt")).unwrap();
    let (now, was) = before.split_once(", was ").unwrap();
    assert!(now.contains("second.txt (38 bytes, "), "{history}");
    let hash = |told: &str| told.split_once("bytes, salted hash ").unwrap().1.split('…').next().unwrap().to_owned();
    assert_eq!(hash(now).len(), 16, "{now}");
    assert_ne!(hash(now), hash(was));
}

#[test]
fn what_was_attested_tells_on_which_bytes() {
    let file = replaced();
    let sheet = file.json("evidence versions E-1");
    let versions = sheet["versions"].as_array().unwrap();
    let names: Vec<_> = versions.iter().map(|one| (one["version"].as_i64(), one["file"].as_str())).collect();
    assert_eq!(names, [(Some(1), Some("report.txt")), (Some(2), Some("second.txt"))]);
    assert!(versions.iter().all(|one| one["hash"].as_str().is_some_and(|hash| hash.len() == 64)));
    assert_eq!(versions[0]["held"], "19 bytes, kept in this file", "what was replaced is kept");
    let attested = sheet["attested"].as_array().unwrap();
    let told: Vec<_> = attested.iter().map(|one| (one["version"].as_i64(), one["state"].as_str())).collect();
    assert_eq!(told, [(Some(1), Some("Done")), (Some(2), Some("Done"))]);
    assert!(attested.iter().all(|one| one["record"] == "A-1 Repeat the bias test"));
    assert_eq!(file.verify(), Vec::<String>::new());
}

/// The bytes under something attested are held: here or elsewhere, replaced or taken away.
#[test]
fn bytes_that_something_stands_on_are_not_replaced() {
    let file = replaced();
    let other = file.folder().join("third.txt");
    fs::write(&other, "selection rate 0.99").unwrap();
    let held = &["E-1 → A-1", "“reopen” comes first", "with “File” as it was"];
    refused(&file, &format!("evidence edit E-1 --file '{}'", other.display()), held);
    refused(&file, "evidence edit E-1 --clear file", held);
    refused(&file, "evidence edit E-1 --address https://wiki.example/report", &["“Held at” as it was"]);
    refused(&file, "evidence edit E-1 --place 'Cabinet 3' --keeper me", &["“Paper in” as it was"]);
    // Nothing is changed by way of an undo either.
    ok(&file, "undo --yes");
    ok(&file, "undo --yes");
    assert!(ok(&file, "evidence show E-1").contains("report.txt"));
    assert_eq!(file.verify(), Vec::<String>::new());
}

#[test]
fn versions_that_come_and_go_are_counted_as_they_were() {
    let file = replaced();
    ok(&file, "action reopen A-1 --reason 'It came back'");
    ok(&file, "evidence edit E-1 --clear file");
    let told = ok(&file, "evidence versions E-1");
    assert!(told.contains("Where it is: told, not on file"), "{told}");
    let path = file.folder().join("report.txt");
    fs::write(&path, "selection rate 0.91").unwrap();
    ok(&file, &format!("evidence edit E-1 --file '{}'", path.display()));
    let sheet = file.json("evidence versions E-1");
    assert_eq!(sheet["versions"].as_array().unwrap().len(), 3);
    assert!(ok(&file, "evidence add 'The wiki' --about A-1").contains("E-2"));
    assert!(ok(&file, "evidence versions E-2").contains("No file of it was ever on record"));
}

/// An erasure removes the bytes of every version that was kept, says so, and that copies are beyond it.
#[test]
fn an_erasure_removes_every_version_and_says_what_is_beyond_it() {
    let file = replaced();
    script(&file, "person add 'Iris Falk' --active yes");
    let said = ok(&file, "erase evidence E-1 file --reason 'Names of applicants' --approved-by 'Iris Falk'");
    assert!(said.contains("Copies that were written out"), "{said}");
    let sheet = file.json("evidence versions E-1");
    let held: Vec<_> = sheet["versions"].as_array().unwrap().iter().map(|one| one["held"].as_str().unwrap()).collect();
    assert_eq!(held, ["19 bytes, erased", "38 bytes, erased"]);
    assert!(ok(&file, "action show A-1").contains("no longer proven"));
    assert_eq!(file.verify(), Vec::<String>::new());
}

/// Whatever a register says of a title, what is written behind the commands is refused alike.
#[test]
fn a_transaction_that_replaces_and_attests_at_once_is_held_too() {
    let file = replaced();
    let store = file.store();
    let seen = store.view().called(&"E-1".parse().unwrap()).unwrap().unwrap();
    let address = field(&evidence::REGISTER, "address");
    let change =
        gavel::domain::transaction::FieldChange { field: address, before: None, after: Some(text("https://x")) };
    let act = Act::Edit { record: seen.id, based_on: seen.revision, fields: vec![change] };
    let error = store.commit(file.author.clone(), Proposal::of([act])).unwrap_err().to_string();
    assert!(error.contains("“Held at” as it was"), "{error}");
    assert!(matches!(seen.get("file"), Some(Value::File(_))));
}
