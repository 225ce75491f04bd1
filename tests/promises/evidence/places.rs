//! Evidence is in this file, in a file elsewhere, at an address that somebody looked at, on paper that somebody keeps, or
//! it is told.

use crate::fixture::Fixture;
use crate::review::held::script;
use crate::review::tools::{ok, refused};
use crate::sample::sample;

fn file() -> Fixture {
    Fixture::after(|file| {
        script(file, "person add 'Iris Falk' --active yes\naction add 'Repeat the bias test' --owner me");
    })
}

#[test]
fn paper_has_a_place_and_a_keeper_and_an_address_whoever_looked_and_when() {
    let file = file();
    refused(&file, "evidence add Sheet --about A-1 --place 'Cabinet 3'", &["Paper kept by is empty"]);
    refused(&file, "evidence add Sheet --about A-1 --keeper me", &["Paper in is empty"]);
    refused(&file, "evidence add Page --about A-1 --address https://x --looked-by me", &["Looked at on is empty"]);
    refused(&file, "evidence add Page --about A-1 --address https://x --looked-on today", &["Looked at by is empty"]);
    refused(&file, "evidence add Page --about A-1 --looked-by me --looked-on today", &["Held at is empty"]);
    refused(&file, "evidence add Page --about A-1 --address https://x --looked-by me --looked-on +3d", &["today is"]);
    let said = ok(&file, "evidence add Sheet --about A-1 --place 'Cabinet 3' --keeper 'Iris Falk'");
    assert!(said.contains("E-1 is on paper in Cabinet 3, kept by Iris Falk"), "{said}");
    let said = ok(&file, "evidence add Page --about A-1 --address https://x --looked-by me --looked-on -3d");
    assert!(said.contains("E-2 is held at https://x, looked at on 2026-11-20 by Rosa Lindt"), "{said}");
    let said = ok(&file, "evidence add 'See the wiki' --about A-1");
    assert!(said.contains("E-3 is told, not on file: it names no file, no address and no paper"), "{said}");
}

/// An address that was handed over with a move was looked at by whoever handed it over, and that is said.
#[test]
fn an_address_is_handed_over_with_a_move() {
    for (told, title) in [
        ("https://wiki.example/gate", "https://wiki.example/gate"),
        ("The gate, point 3 <https://wiki.example/gate>", "The gate, point 3"),
    ] {
        let file = file();
        let said = file.ok(&["action", "done", "A-1", "--evidence", told]);
        let wanted = "E-1 is held at https://wiki.example/gate, looked at on 2026-11-23 by Rosa Lindt";
        assert!(said.contains(wanted), "{said}");
        assert!(ok(&file, "evidence show E-1").starts_with(&format!("E-1 {title}")));
    }
    for told in ["no address <here>", "<https://x>", "a://bed car", "://car 7", "see: //x"] {
        let file = file();
        file.ok(&["action", "done", "A-1", "--evidence", told]);
        assert!(!ok(&file, "evidence show E-1").contains("Held at"), "{told}");
    }
}

/// What is held at an address is asked again by whatever is attested on it.
#[test]
fn an_address_is_looked_at_again_whenever_it_is_relied_on() {
    let file = file();
    ok(&file, "evidence add Page --about A-1 --address https://wiki.example/gate");
    refused(
        &file,
        "action done A-1",
        &["E-1 is held at https://wiki.example/gate", "was not looked at", "“Looked at it”"],
    );
    ok(&file, "evidence looked E-1 --looked-on -8d");
    refused(&file, "action done A-1", &["was last looked at on 2026-11-15"]);
    let said = ok(&file, "evidence looked E-1 --looked-by 'Iris Falk'");
    assert!(said.contains("looked at on 2026-11-23 by Iris Falk"), "{said}");
    ok(&file, "action done A-1");
    // More than a week later, whoever confirms it looks again, and says so with the move.
    file.ambient.move_on(file.ambient.now() + chrono::TimeDelta::days(8));
    let confirm = "action confirm A-1 --confirmed-by 'Iris Falk' --confirmed-how message";
    refused(&file, confirm, &["was last looked at on 2026-11-23"]);
    ok(&file, &format!("{confirm} --looked"));
    let shown = ok(&file, "evidence show E-1");
    assert!(shown.contains("2026-12-01"), "{shown}");
    let history = ok(&file, "evidence history E-1");
    assert_eq!(history.matches("looked at on: 2026-1").count(), 3, "{history}");
    // To look again changes nothing of what stands on it.
    ok(&file, "evidence looked E-1");
    assert!(!ok(&file, "action show A-1").contains("no longer proven"));
    refused(&file, "evidence edit E-1 --address https://elsewhere.example", &["E-1 → A-1"]);
    assert_eq!(file.verify(), Vec::<String>::new());
}

#[test]
fn what_is_held_at_no_address_is_not_looked_at_by_that_word() {
    let file = file();
    ok(&file, "evidence add Sheet --about A-1 --place 'Cabinet 3' --keeper me");
    file.fails(2, &["evidence", "looked", "E-1"]);
    // Paper and words are relied on as they are.
    ok(&file, "action done A-1");
    let other = self::file();
    ok(&other, "action done A-1 --evidence 'See the wiki'");
    refused(&self::file(), "action done A-1", &["Evidence is missing"]);
}

/// Words that name no place are printed as told, and never as on file.
#[test]
fn words_are_printed_as_told_wherever_proof_is_counted() {
    let file = sample();
    ok(&file, "nonconformity verify NC-8 --verified-by P-12 --verified-how message --evidence 'Two lists compared'");
    ok(&file, "evidence add 'What she wrote' --about NC-8 --type message --said-by P-12");
    let printed = ok(&file, "nonconformity print NC-8");
    assert!(printed.contains("by message, told, not on file"), "{printed}");
    let place = "--place 'Mail of the committee' --keeper P-1";
    ok(&file, &format!("evidence add 'What she wrote' --about NC-8 --type message --said-by P-12 {place}"));
    let printed = ok(&file, "nonconformity print NC-8");
    assert!(printed.contains("by message, put on file as E-94 by Noor Halvorsen, recorded by"), "{printed}");
    let proofs = ok(&file, "nonconformity print NC-3");
    assert!(proofs.contains(".txt, "), "{proofs}");
}

#[test]
fn what_somebody_else_said_is_put_on_record_by_somebody_who_gains_nothing_by_it_or_with_the_message() {
    let file = file();
    let add = "evidence add 'What she wrote' --about A-1 --type message --said-by 'Iris Falk'";
    refused(&file, add, &["Whoever puts it on record owned A-1 then: hand over the message"]);
    refused(&file, "evidence add Page --about A-1 --place . --keeper me", &["“.”, where nothing can be found"]);
    refused(&file, "evidence add Page --about A-1 --address somewhere", &["“somewhere”, where nothing can be found"]);
    let [blank, mail] = ["blank.txt", "mail.txt"].map(|name| file.folder().join(name));
    std::fs::write(&blank, " \n\n").unwrap();
    std::fs::write(&mail, "I agree. Iris").unwrap();
    refused(&file, &format!("{add} --file {}", blank.display()), &["blank.txt holds nothing"]);
    ok(&file, &format!("{add} --file {}", mail.display()));
    ok(&file, &format!("{add} --as 'Iris Falk'"));
    // Who looked is attested by whoever typed it, and that is said.
    let said =
        ok(&file, "evidence add Page --about A-1 --address https://x.example --looked-by 'Iris Falk' --looked-on -1d");
    assert!(said.contains("looked at on 2026-11-22 by Iris Falk, as Rosa Lindt typed"), "{said}");
    // What is relied on is not said to be by somebody else, or of another type, afterwards.
    ok(&file, "evidence looked E-3");
    ok(&file, "action done A-1");
    for edit in ["--type signature", "--clear said_by", "--said-by me"] {
        refused(&file, &format!("evidence edit E-1 {edit}"), &["E-1 → A-1"]);
    }
    // The day on which it was done is typed: what counts is when that is recorded.
    ok(&file, "action reopen A-1 --reason 'Done otherwise'");
    file.ambient.move_on(file.ambient.now() + chrono::TimeDelta::days(30));
    refused(&file, "action done A-1 --done-on 2026-11-24", &["was last looked at on 2026-11-23"]);
    assert_eq!(file.verify(), Vec::<String>::new());
}

/// What a check says to type is what is done first: what was put forward for something attested is held by that.
#[test]
fn the_check_of_evidence_names_what_has_to_be_opened_first() {
    let file = sample();
    let run = file.run(&["check", "--only", "7.5", "--limit", "50"]);
    let mut lines = run.out.lines().skip_while(|line| !line.contains("E-3 "));
    assert!(lines.next().is_some(), "{}", run.out);
    assert_eq!(lines.next().map(str::trim), Some("gavel action reopen A-3 --reason '…'"));
    ok(&file, "action reopen A-3 --reason 'The letter is found'");
    let letter = file.folder().join("letter.txt");
    std::fs::write(&letter, "To all units").unwrap();
    ok(&file, &format!("evidence edit E-3 --file {}", letter.display()));
}

#[test]
fn the_sample_has_evidence_of_each_kind() {
    let file = sample();
    let count = |filter: &str| ok(&file, &format!("evidence list {filter} --count")).trim().parse::<u32>().unwrap();
    assert!(ok(&file, "evidence list --csv").matches(".txt").count() > 40 && count("address~https") > 0);
    assert!(count("place~cabinet") > 0);
    assert!(ok(&file, "evidence list 'red team'").contains("chat-uploads.tar"));
    let run = file.run(&["verify", "--elsewhere"]);
    assert_eq!(run.code, 2, "{}", run.out);
    assert!(run.out.contains("Not found here: E-") && run.out.contains("1 not found here"), "{}", run.out);
}
