//! What is held and what has fallen, on the screens: the same refusals by keys, and where one sees that a state fell.

use crate::fixture::Fixture;
use crate::review::tools::{called, ok};
use crate::sample::sample;
use crate::screen::desk::Desk;

/// Finds a record by its reference and opens it.
fn open(desk: &mut Desk, reference: &str) {
    desk.press("/").text(reference);
    desk.settle();
    desk.press("Enter");
    desk.sees(reference);
}

/// Presses a key on a record, gives the reason it asks for, and sees that it is refused.
fn refused(file: &Fixture, reference: &str, told: &[&str]) {
    let head = file.store().view().head().unwrap();
    let mut desk = Desk::sized(file, 120, 40);
    open(&mut desk, reference);
    desk.press("x").text("a slip");
    desk.press("Ctrl-S");
    desk.settle();
    for words in told {
        desk.sees(words);
    }
    assert_eq!(file.store().view().head().unwrap(), head, "{reference}");
}

#[test]
fn what_is_held_is_refused_by_keys_too() {
    let file = sample();
    for reference in ["RT-1", "A-27", "E-47"] {
        refused(&file, reference, &["NC-3 is closed, effective", "“reopen” comes first"]);
    }
    refused(&file, "R-8", &["R-8 is accepted", "“reassess” comes first"]);
}

#[test]
fn what_fell_is_seen_where_it_stands() {
    let file = sample();
    ok(&file, "control edit C-9 --status planned");
    ok(&file, "retest add 'And again' --nonconformity NC-3 --held-on 2026-11-21 --failed 40 --tested 40");
    assert!(called(&file, "NC-3").fallen && called(&file, "R-8").fallen);
    for (width, height) in [(80, 24), (120, 40)] {
        let mut desk = Desk::sized(&file, width, height);
        // The overview says it of the panes in which somebody would look for it.
        desk.sees("1 no longer proven · 37").sees("2 no longer proven · 1 of 9");
        open(&mut desk, "R-8");
        insta::assert_snapshot!(format!("fallen_risk_{width}x{height}"), desk.screen());
        desk.press("Esc Esc");
        open(&mut desk, "NC-3");
        desk.sees("No longer proven since");
        insta::assert_snapshot!(format!("fallen_case_{width}x{height}"), desk.screen());
        desk.press("Esc Esc 0");
        desk.sees("4 no longer proven").press("G");
        insta::assert_snapshot!(format!("fallen_today_{width}x{height}"), desk.screen());
    }
}

/// Makes a move by keys as somebody, with what is typed into the first field that must be filled in, and sees that it is
/// refused.
fn move_refused(before: &[&str], who: &str, reference: &str, (name, typed): (&str, &str), told: &[&str]) {
    let file = sample();
    for line in before {
        ok(&file, line);
    }
    let head = file.store().view().head().unwrap();
    let mut desk = Desk::sized(&file, 120, 40);
    desk.press("W").text(who).press("Enter");
    open(&mut desk, reference);
    desk.press("m").text(name).press("Enter");
    desk.settle();
    if !typed.is_empty() {
        desk.text(typed).press("Enter");
    }
    desk.press("Ctrl-S");
    desk.settle();
    for words in told {
        desk.sees(words);
    }
    assert_eq!(file.store().view().head().unwrap(), head, "{reference}: {name}");
}

#[test]
fn whose_hands_and_whose_word_it_is_is_asked_by_keys_too() {
    move_refused(&[], "P-7", "NC-8", ("verify", "signature"), &["put NC-8 right", "SX-1 is for Ravi Stellenbach"]);
    let swapped = ["action edit A-44 --owner P-1 --as P-7"];
    move_refused(&swapped, "P-7", "A-44", ("confirm", "signature"), &["Oluwaseun Vardy did A-44"]);
    let known = [
        "nonconformity reject NC-12 --rejected-by P-6 --rejected-how meeting --reason 'None' --as P-4",
        "nonconformity reconsider NC-12 --reason 'It is one' --as P-4",
    ];
    move_refused(&known, "P-4", "NC-12", ("adopt", ""), &["has a history in this file"]);
    let critical = ["risk edit R-34 --likelihood 5 --impact 5"];
    move_refused(&critical, "P-9", "R-34", ("adopt", "2025-01-01"), &["not marked as top management"]);
}

/// Opens a form by a key, types into the field it begins with, saves, and sees that it is refused.
fn typed_refused(before: &[&str], reference: &str, (key, typed): (&str, &str), told: &[&str]) {
    let file = sample();
    for line in before {
        ok(&file, line);
    }
    let head = file.store().view().head().unwrap();
    let mut desk = Desk::sized(&file, 120, 40);
    open(&mut desk, reference);
    desk.press(key).text(typed).press("Ctrl-S");
    desk.settle();
    for words in told {
        desk.sees(words);
    }
    assert_eq!(file.store().view().head().unwrap(), head, "{reference}: {key}");
}

#[test]
fn what_is_typed_into_forms_is_held_too() {
    typed_refused(&[], "NC-3", ("a", "One more thing"), &["This action can't be added to NC-3", "are complete"]);
    typed_refused(&[], "E-47", ("e", " and more"), &["E-47 → NC-3", "it stands on its evidence with"]);
    typed_refused(&[], "AU-2", ("e", " and more"), &["AU-2 is reported", "its “Audit” is part of that"]);
    typed_refused(&[], "A-1", ("e", " and more"), &["A confirmed action stands"]);
}

/// A sitting begins with its roll, also where its opening asks something first; where it is not opened, nothing is called.
#[test]
fn the_roll_is_called_once_the_question_of_the_opening_is_answered() {
    let file = sample();
    ok(&file, "review circulate MR-3");
    let mut desk = Desk::sized(&file, 80, 24);
    desk.press("2 s Enter");
    desk.sees("how was its day agreed?").sees_not("Roll call");
    desk.press("Esc").sees_not("Roll call");
    desk.press("s Enter").sees("how was its day agreed?");
    desk.text("The chair asked everybody").press("Ctrl-S");
    desk.sees("Roll call").sees("0 of 9 voting members here");
    desk.press("A Enter").sees("Quorum: 9 of 9");
}
