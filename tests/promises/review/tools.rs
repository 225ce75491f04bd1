//! What the tests of reviews have in common: attempts, refusals, and copies that can be worked on.

use std::fmt::Write as _;

use gavel::domain::catalogue::CATALOGUE;
use gavel::domain::field::Field;
use gavel::domain::record::Record;
use gavel::domain::transaction::FieldChange;
use gavel::domain::value::Value;
use gavel::store::{Act, Error, Proposal};
use gavel::workflow::entry::Reader;

use super::held::words;
use crate::fixture::{Fixture, field};

/// A page in one line, however it is broken.
pub fn flat(page: &str) -> String {
    page.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Fails where a page lacks one of these.
pub fn has(page: &str, parts: &[&str]) {
    for part in parts {
        assert!(page.contains(part), "{part} is not in\n{page}");
    }
}

/// Runs one command that must succeed, and gives what it wrote.
pub fn ok(fixture: &Fixture, line: &str) -> String {
    fixture.ok(&words(line))
}

/// The bytes of sealed minutes, beside which addenda are told.
pub fn sealed_bytes(fixture: &Fixture, line: &str) -> String {
    let run = fixture.run(&words(line));
    assert_eq!(run.code, 0, "{line}: {}", run.err);
    assert!(run.err.is_empty() || run.err.contains("Addenda to these minutes"), "{line}: {}", run.err);
    run.out
}

/// Runs one command that must be refused for reasons of these words, and must leave nothing behind.
pub fn refused(fixture: &Fixture, line: &str, told: &[&str]) {
    refused_with(fixture, 1, line, told);
}

/// As [`refused`], with the exit code: 2 where what was typed is at fault.
pub fn refused_with(fixture: &Fixture, code: u8, line: &str, told: &[&str]) {
    let before = fixture.kept().view().head().unwrap();
    let said = match by_itself(fixture, line) {
        Some(act) => denied(fixture, [act]),
        None => fixture.fails(code, &words(line)),
    };
    for part in told {
        assert!(said.contains(part), "{line}: “{part}” is not in\n{said}");
    }
    assert_eq!(fixture.kept().view().head().unwrap(), before, "{line}: nothing changes");
}

/// What a line would do to a record that is made by a procedure alone, and so has no commands to add, edit or hide it:
/// the store must refuse it all the same.
pub fn by_itself(fixture: &Fixture, line: &str) -> Option<Act> {
    let words = words(line);
    let register = CATALOGUE.named(words[0]).filter(|register| register.composed)?;
    let store = fixture.kept();
    let mut reader = Reader::new(store.view(), &fixture.ambient, Some(fixture.author.person)).unwrap();
    let given = words.iter().enumerate().filter_map(|(place, word)| Some((word.strip_prefix("--")?, words[place + 1])));
    let mut value = |(name, text): (&str, &str)| {
        let field = field(register, &name.replace('-', "_"));
        (field, reader.value(field, text).unwrap())
    };
    if words[1] == "add" {
        let mut fields: Vec<_> = given.map(&mut value).filter_map(|(field, value)| Some((field, value?))).collect();
        // What it is called is given without an option.
        if let Some(title) = register.title().filter(|_| !words[2].starts_with("--")) {
            fields.push((title, Value::Text(words[2].into())));
        }
        return Some(Act::Create { id: fixture.ambient.identity(), register, fields });
    }
    let record = called(fixture, words[2]);
    if words[1] == "void" {
        return Some(Act::Void { record: record.id, based_on: None });
    }
    let change = |(field, after): (&'static Field, Option<Value>)| {
        let before = record.get(field.name).cloned();
        FieldChange { field, before, after }
    };
    let fields = given.map(value).map(change).collect();
    Some(Act::Edit { record: record.id, based_on: record.revision, fields })
}

/// Runs a line whatever comes of it.
pub fn tried(fixture: &Fixture, line: &str) {
    match by_itself(fixture, line) {
        Some(act) => drop(commit(fixture, [act])),
        None => drop(fixture.run(&words(line))),
    }
}

/// The record that people call so.
pub fn called(fixture: &Fixture, reference: &str) -> Record {
    fixture.kept().view().called(&reference.parse().unwrap()).unwrap().unwrap()
}

/// What stands in a field.
pub fn value(fixture: &Fixture, reference: &str, name: &str) -> Option<Value> {
    called(fixture, reference).get(name).cloned()
}

/// A move of a record, as the store is asked for it.
pub fn step(record: &Record, name: &str, given: &[(&str, Value)]) -> Act {
    let given = given.iter().map(|(name, value)| (field(record.register, name), Some(value.clone()))).collect();
    Act::Move { record: record.id, name: name.into(), based_on: None, given }
}

/// Asks the store to do things together, for a reason.
pub fn commit(fixture: &Fixture, acts: impl Into<Vec<Act>>) -> Result<(), Error> {
    fixture.kept().commit(fixture.author.clone(), Proposal::of(acts).because(Some("as asked"))).map(|_| ())
}

/// Asks the store for what it must refuse, and gives what it said.
pub fn denied(fixture: &Fixture, acts: impl Into<Vec<Act>>) -> String {
    let before = fixture.kept().view().head().unwrap();
    let said = match commit(fixture, acts) {
        Err(Error::Refused(refusal)) => refusal.to_string(),
        other => panic!("a refusal, not {other:?}"),
    };
    assert_eq!(fixture.kept().view().head().unwrap(), before, "nothing changes");
    said
}

/// Records that many rows of a register, each with its number, in one import.
pub fn import(file: &Fixture, register: &str, heading: &str, many: usize, row: &dyn Fn(usize) -> String) {
    let table = file.folder().join("rows.csv");
    let mut rows = format!("{heading}\n");
    (1..=many).for_each(|one| writeln!(rows, "{}", row(one)).unwrap());
    std::fs::write(&table, rows).unwrap();
    file.ok(&["import", register, table.to_str().unwrap(), "--write"]);
}
