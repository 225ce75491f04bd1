//! What is held and what has fallen, on the screens: the same refusals by keys, and where one sees that a state fell.

use super::Keyboard;
use crate::review::tools::{called, ok};
use crate::sample::sample;
use crate::screen::desk::Desk;

#[test]
fn what_is_held_is_refused_by_keys_too() {
    let file = sample();
    let mut keyboard = Keyboard::of(&file);
    for (reference, told) in [
        ("RT-2", ["NC-3 is closed, effective", "“reopen” comes first"]),
        ("A-27", ["NC-3 is closed, effective", "“reopen” comes first"]),
        ("E-47", ["NC-3 is closed, effective", "“reopen” comes first"]),
        ("R-8", ["R-8 is accepted", "“reassess” comes first"]),
    ] {
        keyboard.open(reference).press("x").fill(&[("Reason", "A slip")]).refused(&told).press("Esc Esc Esc");
    }
}

#[test]
fn what_fell_is_seen_where_it_stands() {
    let file = sample();
    ok(&file, "control edit C-9 --status planned");
    ok(&file, "retest add 'And again' --nonconformity NC-3 --held-on 2026-11-21 --failed 40 --tested 40");
    assert!(called(&file, "NC-3").fallen && called(&file, "R-8").fallen);
    for (width, height) in [(80, 24), (120, 40)] {
        let mut keyboard = Keyboard { file: &file, desk: Desk::sized(&file, width, height) };
        // The overview says it of the panes in which somebody would look for it.
        keyboard.sees("1 no longer proven · 37").sees("2 no longer proven · 1 of 9").open("R-8");
        insta::assert_snapshot!(format!("fallen_risk_{width}x{height}"), keyboard.desk.screen());
        keyboard.press("Esc Esc").open("NC-3").sees("No longer proven since");
        insta::assert_snapshot!(format!("fallen_case_{width}x{height}"), keyboard.desk.screen());
        keyboard.press("Esc Esc 0").sees("no longer proven").select("NC-3");
        insta::assert_snapshot!(format!("fallen_today_{width}x{height}"), keyboard.desk.screen());
        // What fell goes on by the move that opens it.
        keyboard.press(">").sees("Reopen: NC-3").press("Esc");
    }
}

#[test]
fn what_is_typed_into_forms_is_held_too() {
    let file = sample();
    for (reference, key, fields, told) in [
        ("NC-3", "a", ("What", "One more thing"), ["This action can't be added to NC-3", "are complete"]),
        ("E-47", "e", ("Title", "Something else"), ["E-47 → NC-3", "it stands on its evidence with"]),
        ("AU-2", "e", ("Audit", "Another audit"), ["AU-2 is reported", "its “Audit” is part of that"]),
        ("A-1", "e", ("What", "Something else"), ["A confirmed action stands; reopen it", "A-1 is confirmed"]),
    ] {
        Keyboard::of(&file).open(reference).press(key).fill(&[fields]).refused(&told);
    }
}

/// The bytes of the evidence of a confirmed action.
#[test]
fn another_file_in_the_place_of_one_that_was_confirmed_is_refused_by_the_form_too() {
    let file = sample();
    let confirmed = ok(&file, "action list state=confirmed --plain");
    let (action, _) = confirmed.lines().next().and_then(|line| line.split_once(':')).unwrap();
    let shown = ok(&file, &format!("action show {action}"));
    let evidence = shown.split_whitespace().find(|word| word.starts_with("E-")).unwrap().trim_end_matches(':');
    let other = file.folder().join("other.txt");
    std::fs::write(&other, "Something else").unwrap();
    let way = format!("{evidence} → {action}");
    let told = [way.as_str(), "stands on its evidence", "“reopen” comes first"];
    Keyboard::of(&file).open(evidence).press("e").fill(&[("File", other.to_str().unwrap())]).refused(&told);
}

#[test]
fn an_empty_file_is_no_evidence_in_a_form_either() {
    let file = sample();
    let empty = file.folder().join("empty.txt");
    std::fs::write(&empty, "").unwrap();
    let path = empty.to_str().unwrap();
    let told = ["An empty file is no evidence", "empty.txt holds nothing"];
    Keyboard::of(&file).open("A-55").press("v").fill(&[("Title", "The report"), ("File", path)]).refused(&told);
    Keyboard::of(&file).open("A-55").make("done").fill(&[("Evidence", path)]).refused(&told);
}

/// A table that is brought in by keys is judged row by row like anything else.
#[test]
fn a_table_brings_no_late_action_under_a_closed_case() {
    let file = sample();
    let table = file.folder().join("actions.csv");
    std::fs::write(&table, "What,Source,Type\nOne more thing,NC-3,corrective\n").unwrap();
    let head = file.store().view().head().unwrap();
    let mut keyboard = Keyboard::of(&file);
    keyboard
        .press("J I")
        .desk
        .text(table.to_str().unwrap())
        .press("Enter")
        .sees("Line 2 refused")
        .sees("NC-3 is closed");
    keyboard.press("w").sees("There is nothing to write").press("a").sees("There is nothing to write");
    assert_eq!(file.store().view().head().unwrap(), head);
}

/// What a key writes takes nobody's place either.
#[test]
fn columns_are_not_saved_into_the_database_by_keys_either() {
    let file = sample();
    let table = file.folder().join("actions.csv");
    std::fs::write(&table, "What,Due\nRenew the card,2026-12-04\n").unwrap();
    let before = std::fs::read(&file.path).unwrap();
    let mut keyboard = Keyboard::of(&file);
    keyboard.press("J I").desk.text(table.to_str().unwrap()).press("Enter").sees("to add 1");
    keyboard.press("s Ctrl-U").desk.text(file.path.to_str().unwrap()).press("Enter");
    keyboard.sees("is there already and was left as it is");
    assert!(std::fs::read(&file.path).unwrap() == before, "the database is as it was");
}
