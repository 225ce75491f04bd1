//! What Gavel writes for spreadsheets: typed, and the same when it comes back.

use std::fs;
use std::io::{Cursor, Read};

use gavel::domain::catalogue::CATALOGUE;
use gavel::domain::{action, system};
use proptest::prelude::*;

use crate::fixture::{Fixture, create, furnished_throughout, text};

use super::{counts, exported, import, refusals};

fn part(book: &[u8], name: &str) -> String {
    let mut text = String::new();
    let mut archive = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn a_workbook_of_every_register_comes_back_and_changes_nothing() {
    let fixture = furnished_throughout();
    let path = fixture.folder().join("book.xlsx");
    let other = fixture.folder().join("book.csv");
    let told = fixture.fails(2, &["export", other.to_str().unwrap()]);
    assert!(told.contains("book.xlsx") && told.contains("--csv") && !other.exists(), "{told}");
    let said = fixture.ok(&["export", path.to_str().unwrap()]);
    assert!(said.contains("book.xlsx holds ") && said.contains(" registers"), "{said}");
    let head = fixture.store().view().head().unwrap();
    let registers = CATALOGUE.registers().filter(|register| !register.single && !register.composed);
    let mut seen = 0;
    for register in registers {
        let name = register.command();
        let records: u64 = fixture.ok(&[&name, "list", "--count"]).trim().parse().unwrap();
        if records > 0 {
            let report = import(&fixture, &name, &path, &["--write"]);
            assert_eq!(counts(&report), (0, 0, records, 0), "{name}: {:?}", refusals(&report));
            seen += records;
        }
    }
    assert!(seen > 60, "{seen}");
    assert_eq!(fixture.store().view().head().unwrap(), head);
}

#[test]
fn a_list_is_written_typed_with_its_heading_in_sight() {
    let fixture = Fixture::new();
    fixture.ok(&["action", "add", "=HYPERLINK(\"x\")", "--due", "2026-12-31"]);
    fixture.ok(&["action", "add", "Test again"]);
    let path = fixture.folder().join("actions.xlsx");
    fixture.ok(&["action", "list", "what~hyperlink", "--xlsx", path.to_str().unwrap()]);
    let book = fs::read(&path).unwrap();
    let sheet = part(&book, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<v>46387</v>"), "a day is a number: {sheet}");
    assert!(!sheet.contains("<f>") && sheet.contains("state=\"frozen\"") && sheet.contains("<autoFilter"), "{sheet}");
    assert!(sheet.contains("<formula1>\"critical,high,normal,low\"</formula1>"), "answers are chosen: {sheet}");
    assert!(part(&book, "xl/sharedStrings.xml").contains("=HYPERLINK(\"x\")"));
    assert!(part(&book, "xl/styles.xml").contains("yyyy-mm-dd"));
    assert!(!part(&book, "xl/sharedStrings.xml").contains("Test again"), "narrowed as the list is");
    assert!(part(&book, "xl/workbook.xml").contains("name=\"Actions\""));
    fixture.fails(1, &["action", "list", "--xlsx", path.to_str().unwrap()]);
    let again = fixture.folder().join("again.xlsx");
    fixture.ok(&["action", "list", "what~hyperlink", "--xlsx", again.to_str().unwrap()]);
    assert_eq!(fs::read(&again).unwrap(), book, "byte by byte");
}

#[test]
fn a_csv_begins_as_excel_expects_where_that_is_asked_for_and_comes_back() {
    let fixture = Fixture::new();
    fixture.ok(&["action", "add", "Größe prüfen"]);
    assert!(!exported(&fixture, "action").starts_with('\u{feff}'));
    let out = fixture.ok(&["action", "list", "--csv", "--bom"]);
    assert!(out.starts_with("\u{feff}reference,"), "{out}");
    let path = super::file(&fixture, "actions.csv", out);
    assert_eq!(counts(&import(&fixture, "action", &path, &["--write"])), (0, 0, 1, 0));
    fixture.fails(2, &["action", "list", "--bom"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    /// Whatever people wrote stands in another file as in the first, and comes back to the first as it was.
    #[test]
    fn a_workbook_says_what_was_written(
        records in proptest::collection::vec(("[^\\p{Cc}]{1,40}", "([^\\p{Cc}]|\n|\t|_x0041_|=|'){1,80}"), 1..5),
    ) {
        let first = Fixture::new();
        let store = first.store();
        for (name, purpose) in &records {
            let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assume!(!name.is_empty() && !purpose.trim().is_empty());
            let fields = [("name", text(&name)), ("purpose", text(purpose))];
            create(&store, &first.author, &system::REGISTER, &fields).unwrap();
            create(&store, &first.author, &action::REGISTER, &[("what", text(&name)), ("details", text(purpose))]).unwrap();
        }
        drop(store);
        let path = first.folder().join("book.xlsx");
        first.ok(&["export", path.to_str().unwrap(), "system", "action"]);
        let count = records.len() as u64;
        let second = Fixture::new();
        for register in ["system", "action"] {
            prop_assert_eq!(counts(&import(&first, register, &path, &["--write"])), (0, 0, count, 0));
            let report = import(&second, register, &path, &["--write"]);
            prop_assert_eq!(refusals(&report), Vec::<String>::new());
            prop_assert_eq!(exported(&second, register), exported(&first, register));
        }
    }
}
