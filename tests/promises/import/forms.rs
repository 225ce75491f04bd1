//! The forms in which tables come: each is read as what it is, or says why it is none.

use crate::fixture::Fixture;

use super::{counts, exported, file, import};

#[test]
fn a_quote_that_never_closes_is_told_with_its_line_before_anything_is_written() {
    let fixture = Fixture::new();
    let text = "What,Owner,Due\nA,P-1,2026-12-31\n\"B,P-1,2026-12-31\nC,P-1,2026-12-31\n";
    let path = file(&fixture, "q.csv", text);
    let told = fixture.fails(2, &["import", "action", path.to_str().unwrap(), "--write"]);
    assert!(told.contains("the quote in line 3 before “B,P-1,2026-12-31” never closes"), "{told}");
}

#[test]
fn a_total_is_no_record_and_what_stands_for_nothing_is_told() {
    let fixture = Fixture::new();
    let text = "What,Due\nA,TBD\n\"B,\nas said\",N/A\nTotal:,2\n";
    let path = file(&fixture, "t.csv", text);
    let told = fixture.ok(&["import", "action", path.to_str().unwrap()]);
    for words in [
        "Line 5: “Total:”: the row sums up the others, and is left out",
        "Line 3: What: “B, as said” is a cell of several lines",
        "Due date: “TBD” stands for nothing",
        "Due date: “N/A” stands for nothing",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    assert_eq!(counts(&import(&fixture, "action", &path, &[])), (2, 0, 0, 0));
}

#[test]
fn a_table_comes_from_a_pipe() {
    let fixture = Fixture::new();
    let run = fixture.answer(&["import", "action", "-", "--write"], Some("What,Due\nRenew the card,2026-12-01\n"));
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
    assert!(exported(&fixture, "action").contains("Renew the card"));
    assert!(
        fixture.ok(&["log"]).contains("Import of standard input (1 rows")
            || fixture.ok(&["log"]).contains("standard input")
    );
    let nothing = fixture.answer(&["import", "action", "-"], Some(""));
    assert_eq!(nothing.code, 2);
    assert!(nothing.err.contains("Nothing came from standard input"), "{}", nothing.err);
}

#[test]
fn json_is_a_table_too() {
    let fixture = Fixture::new();
    let list = "[{ \"What\": \"Renew the card\", \"due\": \"2026-12-01\", \"about\": { \"details\": \"Soon\" } },\n \
                { \"What\": \"Test again\" }]";
    let path = file(&fixture, "actions.json", list);
    assert_eq!(counts(&import(&fixture, "action", &path, &["--write"])), (2, 0, 0, 0));
    let lines = "{\"What\": \"Write it down\"}\n{\"What\": \"Test again\"}\n";
    let path = file(&fixture, "actions.jsonl", lines);
    assert_eq!(counts(&import(&fixture, "action", &path, &["--write"])), (1, 0, 1, 0));
    assert!(exported(&fixture, "action").contains("2026-12-01"));
}

#[test]
fn what_is_no_table_says_what_it_is() {
    let fixture = Fixture::new();
    for (name, text, told) in [
        ("risks.yaml", "risks:\n  - title: Drift\n    owner: Ann\n  - title: Bias\n", "is YAML, and not a table"),
        ("risks.html", "<table><tr><td>x</td></tr></table>", "is XML or HTML"),
        ("risks.json", "{\n \"risk\": { \"title\": \"Drift\" }\n}", "JSON without a list of records"),
    ] {
        let path = file(&fixture, name, text);
        let said = fixture.fails(2, &["import", "risk", path.to_str().unwrap()]);
        assert!(said.contains(told), "{said}");
    }
    let japanese = encoding_rs::SHIFT_JIS.encode("名前,目的\n請求の仕分け,お客様の請求をしわける\n").0.into_owned();
    let path = file(&fixture, "systems.csv", japanese);
    let set = ["--set", "name=名前", "--set", "purpose=目的", "--write"];
    assert_eq!(counts(&import(&fixture, "system", &path, &set)), (1, 0, 0, 0));
    assert!(exported(&fixture, "system").contains("請求の仕分け"));
}
