//! What a type of audit is for: internal audits tell what was audited, others stand in columns of their own, and a mock is
//! counted nowhere; and none becomes another one.

use serde_json::Value;

use gavel::domain::audit::{Party, Type};

use super::tools::{audited, plan, report};
use crate::review::tools::{ok, refused};

/// The rows of a table of a sheet in JSON, of one line of it.
fn column(sheet: &Value, block: &str, line: &str, party: &str) -> String {
    let rows = sheet[block].as_array().unwrap();
    let row = rows.iter().find(|row| row["what"] == line || row["code"] == line);
    row.map_or(String::new(), |row| row[party].as_str().unwrap_or_default().to_owned())
}

#[test]
fn one_audit_alone_is_internal_and_one_alone_is_a_rehearsal() {
    let of = |holds: fn(Party) -> bool| -> Vec<&str> {
        Type::ALL.iter().filter(|kind| holds(kind.party())).map(|kind| kind.key()).collect()
    };
    assert_eq!(of(Party::is_internal), ["internal"]);
    assert_eq!(of(|party| !party.gives_results()), ["mock"]);
    assert_eq!(of(Party::is_performed_here), ["internal", "supplier", "mock", "other"]);
    let all: Vec<Type> = Party::ALL.iter().flat_map(|party| party.types()).collect();
    assert_eq!(all.len(), Type::ALL.len(), "each type is of one party");
}

/// One clause in an internal audit, another in a mock, in one of a supplier, and in one of a certification body.
fn four() -> crate::fixture::Fixture {
    let file = audited();
    for (place, kind) in ["mock", "supplier", "surveillance"].into_iter().enumerate() {
        plan(&file, &format!("Audit as {kind}"), kind, "2026-11-17", "2026-11-20");
        assert!(ok(&file, "audit list --plain").contains(&format!("AU-{}", place + 2)));
    }
    ok(&file, "audit edit AU-4 --lead '' --team '' --body 'Certus'");
    for (audit, clause) in [("AU-1", "4.1"), ("AU-2", "4.2"), ("AU-3", "4.3"), ("AU-4", "4.4")] {
        ok(&file, &format!("audit checklist {audit} --clauses {clause}"));
        ok(&file, &format!("audit answer {audit} {clause} conforms"));
        ok(&file, &format!("audit begin {audit}"));
    }
    file
}

#[test]
fn only_an_internal_audit_says_what_was_audited() {
    let file = four();
    ["AU-1", "AU-2", "AU-3"].iter().for_each(|audit| report(&file, audit));
    let told = ok(&file, "audit coverage");
    assert!(told.contains("Audits held: AU-1\n"), "{told}");
    assert!(
        told.contains("Clauses: 1 of 32 audited"),
        "a mock, a supplier and a certification body add nothing: {told}"
    );
    assert!(told.contains("not yet audited; conforms in AU-2 (mock)"), "{told}");
    assert!(told.contains("Mock, counted nowhere"), "{told}");
    let sheet = file.json("audit coverage");
    for (party, audits, clauses) in
        [("internal", "AU-1", "1 of 32"), ("mock", "AU-2", "1 of 32"), ("supplier", "AU-3", "1 of 32")]
    {
        assert_eq!(column(&sheet, "by_party", "Audits", party), audits);
        assert_eq!(column(&sheet, "by_party", "Clauses", party), clauses, "{party}");
    }
    assert_eq!(column(&sheet, "by_others", "4.2", "mock"), "20 Nov 26 AU-2 conforms");
    assert_eq!(column(&sheet, "by_others", "4.1", "mock"), "", "what only an internal audit saw is not among them");
    // What a certification body found is transcribed, and counts in its column once its report is there.
    assert_eq!(column(&sheet, "by_party", "Clauses", "certification"), "0 of 32");
    assert!(told.contains("Transcribed or carried over, and not counted without the report: AU-4"), "{told}");
    ok(&file, "evidence add 'I was told of it' --about AU-4");
    assert!(ok(&file, "audit coverage").contains("not counted without the report: AU-4"), "words are no report");
    ok(&file, "evidence add 'Report' --about AU-4 --place 'Archive, shelf 2' --keeper rosa");
    report(&file, "AU-4");
    let sheet = file.json("audit coverage");
    assert_eq!(column(&sheet, "by_party", "Clauses", "certification"), "1 of 32");
    assert!(ok(&file, "audit coverage").contains("Clauses: 1 of 32 audited"));
    assert_eq!(file.verify(), Vec::<String>::new());
}

#[test]
fn a_file_with_nothing_but_rehearsals_is_not_ticked() {
    let file = audited();
    ok(&file, "audit cancel AU-1 --reason 'Nobody had time'");
    assert_eq!(judged(&file), "not judged", "nothing is there");
    plan(&file, "Rehearsal", "mock", "2026-11-17", "2026-11-20");
    ok(&file, "audit checklist AU-2 --clauses all --controls all");
    ok(&file, "audit begin AU-2");
    super::tools::answer_the_rest(&file, "AU-2");
    assert_eq!(judged(&file), "not judged", "a mock is no internal audit");
    assert!(ok(&file, "audit coverage").contains("Clauses: 0 of 32 audited"));
    assert!(
        ok(&file, "audit coverage").contains("Areas: 0 of 0")
            || ok(&file, "audit coverage").contains("Systems: 0 of 3")
    );
}

/// How the check of internal audits stands.
fn judged(file: &crate::fixture::Fixture) -> String {
    let run = file.run(&["check", "--json"]);
    let told: Value = serde_json::from_str(&run.out).unwrap();
    let checks = told["checks"].as_array().unwrap();
    checks.iter().find(|one| one["check"] == "audits").unwrap()["verdict"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn no_audit_becomes_another_one_once_something_was_answered() {
    let file = four();
    // It has begun, and was answered.
    refused(&file, "audit edit AU-2 --type internal", &["stays of its type", "It is under way as what it was"]);
    refused(&file, "audit edit AU-1 --type mock", &["stays of its type"]);
    // Taken back to the beginning, it was still answered.
    ok(&file, "audit cancel AU-2 --reason 'Another time'");
    ok(&file, "audit reopen AU-2 --reason 'After all'");
    refused(&file, "audit edit AU-2 --type internal", &["An item of its checklist was answered: add another audit"]);
    // Nor once the answer was emptied or the question voided: what was answered once was answered.
    let item = ok(&file, "checklist-item list audit=AU-2 --plain");
    let item =
        item.split_whitespace().find_map(|word| word.strip_suffix(':').filter(|code| code.starts_with("CK-"))).unwrap();
    ok(&file, &format!("checklist-item edit {item} --answer '' --answered-by ''"));
    refused(&file, "audit edit AU-2 --type internal", &["An item of its checklist was answered"]);
    ok(&file, &format!("checklist-item void {item} --reason 'Not wanted'"));
    refused(&file, "audit edit AU-2 --type internal", &["An item of its checklist was answered"]);
    refused(&file, "audit edit AU-2 --lead '' --team '' --body Somebody", &["stays of its type"]);
    // Neither its questions nor its findings are moved where they would count.
    refused(&file, "checklist-item edit CK-1 --audit AU-2", &["A question stays with the audit that asked it"]);
    ok(&file, "finding add 'No plan' --audit AU-2 --grade minor");
    refused(&file, "finding edit F-1 --audit AU-1", &["The finding of a mock audit becomes none of an audit"]);
    refused(&file, "finding edit F-1 --audit ''", &["The finding of a mock audit becomes none of an audit"]);
    ok(&file, "finding add 'No owner' --audit AU-1 --grade minor");
    refused(&file, "finding edit F-2 --audit AU-2", &["nor the other way round"]);
    // Among the stages of a certification body it may still be put right, and before anything happened.
    ok(&file, "audit edit AU-4 --type stage-2");
    plan(&file, "Planned", "mock", "2026-12-01", "2026-12-02");
    ok(&file, "audit edit AU-5 --type internal");
    ok(&file, "audit edit AU-5 --type mock");
    ok(&file, "finding add 'No list' --audit AU-5 --grade minor");
    refused(&file, "audit edit AU-5 --type internal", &["Findings were made in it"]);
    // A programme has internal audits.
    ok(&file, "audit-programme add 'Audits' --starts-on 2026-01-01 --ends-on 2026-12-31 --method all");
    refused(
        &file,
        "audit edit AU-5 --programme AUP-1",
        &["An audit programme has internal audits", "its type is mock"],
    );
    ok(&file, "audit edit AU-1 --programme AUP-1");
    assert_eq!(file.verify(), Vec::<String>::new());
}

#[test]
fn what_a_mock_found_is_shown_and_is_no_result() {
    let file = four();
    ok(&file, "finding add 'Rehearsed' --audit AU-2 --grade major --raised-on 2026-11-18");
    ok(&file, "finding add 'Found' --audit AU-1 --grade minor --raised-on 2026-11-18");
    let sheet = file.json("finding trends");
    assert_eq!(sheet["cases"], 1);
    let mock =
        sheet["by_audit"].as_array().unwrap().iter().find(|row| row["audit"].as_str().unwrap().starts_with("Mock"));
    assert_eq!(mock.unwrap()["all"], 1);
    assert!(ok(&file, "finding list").contains("Rehearsed"));
    ok(&file, "audit cancel AU-2 --reason 'Another time'");
    ok(&file, "audit void AU-2 --reason 'Typed twice'");
    assert_eq!(file.json("finding trends")["cases"], 1, "nor once the mock is hidden");
    ok(&file, "audit unvoid AU-2");
    assert!(ok(&file, "audit print AU-2").contains("It is a mock audit"));
}
