//! Documents of a review: what they say, that their bytes are proven, and that nothing in them breaks them.

use std::path::PathBuf;

use gavel::domain::value::{Held, Value};
use sha2::{Digest, Sha256};

use super::held;
use super::tools::{called, ok, sealed_bytes, value};
use crate::fixture::Fixture;

const FORMS: [&str; 3] = ["md", "html", "json"];

fn sealed() -> Fixture {
    Fixture::after(held::seal)
}

/// Every hash in a text as `HASH`.
fn without_hashes(text: &str) -> String {
    let is_hash = |run: &str| run.len() == 64 && run.bytes().all(|byte| byte.is_ascii_hexdigit());
    let runs = text.split_inclusive(|c: char| !c.is_ascii_alphanumeric());
    let mut out = String::new();
    for run in runs {
        let end = run.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
        out.push_str(if is_hash(end) { "HASH" } else { end });
        out.push_str(&run[end.len()..]);
    }
    out
}

#[test]
fn minutes_say_what_the_records_say() {
    let fixture = sealed();
    for form in FORMS {
        let minutes = sealed_bytes(&fixture, &format!("review minutes MR-1 --format {form}"));
        insta::assert_snapshot!(format!("minutes_{form}"), without_hashes(&minutes));
    }
}

/// Runs `gavel review verify`, which must find a fault, and gives what it told.
fn found(fixture: &Fixture, files: &str) -> String {
    let run = fixture.run(&held::words(&format!("review verify MR-1 {files}")));
    assert_eq!((run.code, run.err.as_str()), (1, ""), "{}", run.out);
    assert!(run.out.contains("MR-1 does not hold"), "{}", run.out);
    run.out
}

#[test]
fn an_untouched_review_holds() {
    let told = ok(&sealed(), "review verify MR-1");
    assert!(
        told.ends_with(
            "MR-1 holds: the journal holds together, and the head that the minutes print is in the journal.\n"
        )
    );
    for name in ["MR-1-pack-1", "MR-1-minutes-1", "MR-1-minutes-2"] {
        for form in FORMS {
            assert!(told.contains(&format!("  {name}.{form}\n")), "{name}.{form} is not in\n{told}");
        }
    }
}

#[test]
fn more_faults_than_are_listed_are_all_counted() {
    let fixture = sealed();
    fixture.raw().execute("UPDATE agenda_item SET title = 'Changed', input = 'own', place = 7", []).unwrap();
    let count = fixture.verify().len();
    assert!(count > 20, "{count}");
    let told = found(&fixture, "");
    assert!(told.contains(&format!("MR-1 does not hold: {count} found.")), "{told}");
    assert!(told.contains(&format!("  and {} more", count - 20)), "{told}");
}

#[test]
fn one_changed_byte_in_any_frozen_document_is_found_and_the_document_is_named() {
    let fixture = sealed();
    for reference in ["PK-1", "MIN-1", "MIN-2"] {
        for form in ["markdown", "html", "json"] {
            let Some(Value::File(file)) = value(&fixture, reference, form) else { panic!("a file") };
            let Held::Here(hash) = file.held else { panic!("kept here") };
            let tampered = fixture.copy();
            let raw = tampered.raw();
            let mut bytes: Vec<u8> =
                raw.query_row("SELECT bytes FROM content WHERE hash = ?", [hash.0], |row| row.get(0)).unwrap();
            let at = bytes.len() / 2;
            bytes[at] ^= 1;
            raw.execute("UPDATE content SET bytes = ? WHERE hash = ?", (bytes, hash.0)).unwrap();
            let told = found(&tampered, "");
            assert!(told.contains(&format!("\n  {}: ", file.name)), "{} is not named in\n{told}", file.name);
            let other = if file.name.ends_with("md") { "html" } else { "md" };
            let other = format!("MR-1-minutes-2.{other}: ");
            assert!(file.name.starts_with("MR-1-minutes-2") || !told.contains(&other), "{told}");
            raw.execute("UPDATE content SET salt = NULL, bytes = NULL WHERE hash = ?", [hash.0]).unwrap();
            let told = found(&tampered, "");
            assert!(told.contains(&format!("{reference} ")) && told.contains("bytes are gone"), "{told}");
        }
    }
}

#[test]
fn one_changed_byte_in_any_row_of_the_journal_is_found() {
    let fixture = sealed();
    let last: i64 = fixture.peek().query_row("SELECT max(sequence) FROM journal", [], |row| row.get(0)).unwrap();
    for sequence in (1..=last).step_by(9).chain([last]) {
        for change in [
            "UPDATE journal SET header = replace(header, '2026', '2025') WHERE sequence = ?",
            "UPDATE journal SET body_hash = zeroblob(32) WHERE sequence = ?",
            "UPDATE journal SET link = zeroblob(32) WHERE sequence = ?",
            "UPDATE journal_change SET body = body || ' ' WHERE sequence = ? AND position = 0",
            "DELETE FROM journal_change WHERE sequence = ?",
        ] {
            let tampered = fixture.copy();
            assert!(tampered.raw().execute(change, [sequence]).unwrap() > 0, "{change}");
            let told = found(&tampered, "");
            let named = told.lines().any(|line| line.starts_with("  ") && line.contains(&sequence.to_string()));
            assert!(named, "transaction {sequence} is not named in\n{told}");
        }
    }
}

#[test]
fn what_is_said_otherwise_in_a_register_is_found() {
    let fixture = sealed();
    for (change, named) in [
        ("UPDATE decision SET state = 'not-carried'", "D-1"),
        ("UPDATE vote SET ballot = 'for'", "V-3"),
        ("UPDATE attendance SET how = 'room' WHERE how = 'apologies'", "AT-5"),
        ("UPDATE minutes SET sha256 = lower(hex(zeroblob(32))) WHERE sealed = 1", "MR-1-minutes-2.md"),
        ("UPDATE minutes SET head = lower(hex(zeroblob(32))) WHERE sealed = 1", "MIN-2"),
        ("UPDATE addendum SET why = 'Because'", "ADD-1"),
    ] {
        let tampered = fixture.copy();
        assert!(tampered.raw().execute(change, []).unwrap() > 0);
        let told = found(&tampered, "");
        assert!(told.contains(named), "{change}: {told}");
    }
}

fn written(fixture: &Fixture) -> (String, Vec<PathBuf>) {
    let folder = fixture.folder().join("out");
    std::fs::create_dir(&folder).unwrap();
    let told = ok(fixture, &format!("review seal MR-1 --to {}", folder.display()));
    (told, FORMS.map(|form| folder.join(format!("MR-1-minutes-2.{form}"))).into())
}

#[test]
fn the_seal_prints_the_sha256_of_the_files_that_it_writes_out() {
    let fixture = sealed();
    let (told, files) = written(&fixture);
    let files_there = std::fs::read_dir(fixture.folder().join("out")).unwrap().count();
    assert_eq!(told.lines().count(), files_there + 2, "the head, a hash for each file, and where that is told: {told}");
    for (path, form) in files.iter().zip(FORMS) {
        let bytes = std::fs::read(path).unwrap();
        let hash: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert!(told.contains(&format!("{hash}  {}\n", path.display())), "{hash} is not in\n{told}");
        assert!(ok(&fixture, "review verify MR-1").contains(&format!("{hash}  MR-1-minutes-2.{form}\n")));
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            sealed_bytes(&fixture, &format!("review minutes MR-1 --format {form}"))
        );
    }
    let head = sealed_bytes(&fixture, "review minutes MR-1");
    let printed = told.lines().next().unwrap().rsplit(' ').next().unwrap();
    assert!(head.contains(&format!("**Head of the journal before the seal:** {printed}")), "{told}");
    ok(&fixture, &format!("review seal MR-1 --to {}", fixture.folder().join("out").display()));
}

#[test]
fn one_changed_byte_in_a_copy_is_found_and_the_copy_is_named() {
    let fixture = sealed();
    let (_, files) = written(&fixture);
    let all = files.iter().map(|path| path.to_str().unwrap()).collect::<Vec<_>>().join(" ");
    let told = ok(&fixture, &format!("review verify MR-1 {all}"));
    for (path, form) in files.iter().zip(FORMS) {
        let path = path.display();
        assert!(told.contains(&format!("{path} is MR-1-minutes-2.{form}\n")), "{told}");
    }
    for path in &files {
        let bytes = std::fs::read(path).unwrap();
        for at in [0, bytes.len() / 2, bytes.len() - 1] {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            std::fs::write(path, changed).unwrap();
            let told = found(&fixture, &all);
            assert!(told.contains(&format!("{} is none of the documents of this review", path.display())), "{told}");
            assert_eq!(told.matches("is none of").count(), 1, "the other copies are what they were: {told}");
            std::fs::write(path, &bytes).unwrap();
        }
        let run =
            fixture.run(&held::words(&format!("review seal MR-1 --to {}", fixture.folder().join("out").display())));
        assert_eq!(run.code, 0, "what is there already is left");
    }
    std::fs::write(&files[0], "Something else").unwrap();
    let run = fixture.run(&held::words(&format!("review seal MR-1 --to {}", fixture.folder().join("out").display())));
    assert!(run.code == 1 && run.err.contains("is there already and was left as it is"), "{}", run.err);
}

#[test]
fn working_and_restricted_notes_are_in_no_document() {
    let fixture = Fixture::after(held::conclude);
    ok(&fixture, "review note MR-1 'Between ourselves' --working --item b");
    ok(&fixture, "note add 'Under seal' --about MR-1 --type restricted --review MR-1");
    let mut documents = vec![ok(&fixture, "review minutes MR-1 --changes")];
    let mut print = |fixture: &Fixture, line: &str| {
        documents.extend(FORMS.map(|form| ok(fixture, &format!("review {line} --format {form}"))));
    };
    print(&fixture, "minutes MR-1");
    print(&fixture, "minutes MR-1 --version 1");
    for role in ["chair", "secretary"] {
        ok(&fixture, &format!("review approve MR-1 --for {role} --how meeting"));
    }
    print(&fixture, "minutes MR-1");
    print(&fixture, "pack MR-1");
    print(&fixture, "pack MR-1 --version 1");
    assert_eq!(documents.len(), 16);
    let secret = ["Ask the works council first", "A name that must not be printed", "Between ourselves", "Under seal"];
    for document in &documents {
        assert!(secret.iter().all(|words| !document.contains(words)), "{document}");
    }
    let minuted = documents.iter().filter(|one| one.contains("The reopened case is the third of its kind."));
    assert_eq!(minuted.count(), 9, "what is minuted is in all minutes");
}

#[test]
fn a_second_review_sees_what_changed_since_the_first() {
    let fixture = sealed();
    for line in [
        "action add 'Renew the contract' --owner 'Ben Okafor' --due 2026-11-20",
        "context-issue add 'A new regulator' --origin external --field legal --changed-on 2026-11-23",
        "context-issue edit CI-1 --origin internal",
        "review call --date 2027-05-20 --period-start 2026-11-24 --period-end 2027-05-01",
    ] {
        ok(&fixture, line);
    }
    let pack = ok(&fixture, "review pack MR-2");
    let narrow = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for row in [
        "- **Previous review:** MR-1 Management review November 2026, 23 November 2026",
        "| Figure | Now | Last review | Change | Earlier reviews |",
        "| Open | 2 | 0 | \\+2 | 0 |",
        "| Late | 1 | 0 | \\+1 | 0 |",
        "| Confirmed since 24 Nov 2026 | 0 | 0 | unchanged | 0 |",
        "| External issues | 1 | 1 | unchanged | 1 |",
        "| Internal issues | 1 | 0 | \\+1 | 0 |",
        "| Raised since 24 Nov 2026 | 0 | 1 | \\-1 | 1 |",
    ] {
        assert!(narrow(&pack).contains(row), "{row} is not in\n{pack}");
    }
    assert!(!pack.contains("There is no earlier pack"), "{pack}");
    assert!(ok(&fixture, "review pack MR-1 --version 1").contains("There is no earlier pack"), "frozen as it was");
    assert_eq!(value(&fixture, "MR-2", "previous"), Some(Value::Link(called(&fixture, "MR-1").id)));
    assert_eq!(value(&fixture, "MR-2", "chair"), value(&fixture, "MR-1", "chair"));
    assert_eq!(fixture.verify(), Vec::<String>::new());
}
