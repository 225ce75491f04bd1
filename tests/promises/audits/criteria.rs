//! Only what an audit set out to judge counts as audited by it, and an answer says what was seen; and what it answered as a
//! nonconformity stands somewhere, whatever becomes of the audit.

use serde_json::Value;

use crate::fixture::Fixture;
use crate::gates::clock::days;
use crate::review::held::script;
use crate::review::tools::{ok, refused};

use super::tools::{audited, report};

/// An audit of two clauses and a control that is under way.
fn narrow() -> Fixture {
    let file = audited();
    script(
        &file,
        "
        audit edit AU-1 --criteria '7.4, 8.1 and A.6.2' --scope 'Vendor systems'
        audit begin AU-1
        ",
    );
    file
}

fn add(file: &Fixture, code: &str, answer: &str) {
    let seen = if answer.is_empty() { String::new() } else { format!("--answer {answer} --answered-by rosa") };
    let line = format!("checklist-item add 'What of {code}?' --audit AU-1 --type clause --code {code} {seen}");
    ok(file, &format!("{line} --objective-evidence 'Two were read'"));
}

/// The verdict of the check of internal audits, and what it misses.
fn judged(file: &Fixture) -> (String, Vec<String>) {
    let told: Value = serde_json::from_str(&file.run(&["check", "--json", "--only", "9.2.2"]).out).unwrap();
    let checks = told["checks"].as_array().unwrap();
    let one = checks.iter().find(|one| one["check"] == "audits").unwrap();
    let missing = one["missing"].as_array().map_or(&[][..], Vec::as_slice);
    let what = missing.iter().map(|one| one["what"].as_str().unwrap_or_default().to_owned()).collect();
    (one["verdict"].as_str().unwrap_or_default().to_owned(), what)
}

#[test]
fn what_lies_outside_the_criteria_is_named_and_counts_nowhere() {
    let file = narrow();
    for clause in gavel::domain::standard::CLAUSES.iter() {
        add(&file, clause.number, "conforms");
    }
    let told = ok(&file, "audit coverage");
    assert!(told.contains("not yet audited; conforms in AU-1, outside its criteria"), "{told}");
    assert!(told.contains("Outside the criteria of the audit, and not counted: AU-1: 4.1, 4.2, 4.3,"), "{told}");
    assert!(!told.contains("4.4, 7.4"), "{told}");
    let reported = file.copy();
    report(&reported, "AU-1");
    assert!(ok(&reported, "audit coverage").contains("Clauses: 2 of 32 audited"));
    let (_, missing) = judged(&file);
    assert!(missing.iter().any(|what| what.starts_with("4.1 Context: not yet audited")), "{missing:?}");
    // What an audit judges against is not said otherwise once it has begun, but for a reason and by two.
    days(&file, 1);
    let wider = "audit edit AU-1 --criteria 'Clauses 4 to 10'";
    refused(&file, &format!("{wider} --reason 'We looked at all'"), &["criteria", "Agreed by"]);
    ok(&file, &format!("{wider} --reason 'We looked at all' --agreed-by tom --agreed-how meeting"));
    report(&file, "AU-1");
    assert!(ok(&file, "audit coverage").contains("Clauses: 32 of 32 audited"));
    assert_eq!(file.verify(), Vec::<String>::new());
}

#[test]
fn an_answer_that_says_nothing_of_what_was_seen_proves_nothing() {
    let file = narrow();
    script(
        &file,
        "
        audit checklist AU-1 --clauses 7.4,8.1
        audit answer AU-1 7.4 conforms
        audit answer AU-1 8.1 conforms --objective-evidence 'Six tickets were read'
        ",
    );
    assert!(ok(&file, "audit coverage").contains("Answered, and nothing said of what was seen: AU-1 (1)"));
    let unseen = "1 answer of its checklist says nothing of what was seen".to_owned();
    assert!(judged(&file).1.contains(&unseen), "{:?}", judged(&file));
    ok(&file, "audit answer AU-1 7.4 conforms --objective-evidence 'Three letters were read'");
    assert!(!judged(&file).1.contains(&unseen));
}

#[test]
fn what_was_answered_as_a_nonconformity_is_not_hidden_with_its_audit() {
    let file = narrow();
    add(&file, "8.1", "major");
    for line in ["audit void AU-1 --reason 'Planned twice'", "audit cancel AU-1 --reason 'Nobody has time'"] {
        refused(&file, line, &["is a finding before its audit", "CK-1 (8.1) is not as required"]);
    }
    ok(&file, "audit finding CK-1 'Released too early' --statement 'It was released before' --owner tom");
    ok(&file, "audit cancel AU-1 --reason 'Nobody has time'");
    assert!(ok(&file, "finding list").contains("Released too early"));
}

#[test]
fn an_audit_that_has_begun_does_not_come_to_be_of_more_on_one_persons_word() {
    let file = narrow();
    ok(&file, "audit-area from-systems");
    days(&file, 1);
    add(&file, "8.1", "conforms");
    let reported = file.copy();
    report(&reported, "AU-1");
    assert!(ok(&reported, "audit coverage").contains("Systems: 1 of 3 audited"));
    let all = "audit edit AU-1 --systems SYS-1,SYS-2,SYS-3 --reason 'We looked at all'";
    refused(&file, all, &["systems", "Agreed by is empty"]);
    refused(&file, "audit edit AU-1 --areas AA-2 --reason 'We looked at all'", &["areas", "Agreed by is empty"]);
    ok(&file, &format!("{all} --agreed-by tom --agreed-how meeting"));
    report(&file, "AU-1");
    assert!(ok(&file, "audit coverage").contains("Systems: 3 of 3 audited"));
}
