//! What was audited and what never: only what was examined counts, and only once it is reported.

use super::tools::{answer_the_rest, audited, called, find, plan, report};
use gavel::workflow::audits::coverage::coverage;

#[test]
fn the_clause_that_was_never_audited_is_found() {
    let fixture = audited();
    fixture.ok(&["audit-area", "from-systems"]);
    fixture.ok(&["audit", "checklist", "AU-1"]);
    fixture.ok(&["audit", "answer", "AU-1", "7.4", "not-audited"]);
    fixture.ok(&["audit", "answer", "AU-1", "A.5.5", "not-applicable", "--because", "Not this year"]);
    answer_the_rest(&fixture, "AU-1");
    let told = fixture.ok(&["audit", "coverage", "--not-yet-audited"]);
    assert!(told.contains("Clauses: 0 of 32 audited"), "what is only planned does not count: {told}");

    fixture.ok(&["audit", "begin", "AU-1"]);
    report(&fixture, "AU-1");
    let told = fixture.ok(&["audit", "coverage", "--not-yet-audited"]);
    assert!(told.contains("Clauses: 31 of 32 audited"), "{told}");
    assert!(told.contains("7.4   Communication  not yet audited; not audited in AU-1"), "{told}");
    assert!(told.contains("Controls: 37 of 38 audited"), "one is left out, one was not asked: {told}");
    assert!(told.contains("not applicable by the statement of applicability"), "{told}");
    assert!(told.contains("Systems: 1 of 3 audited"), "{told}");
    assert!(told.contains("Areas: 0 of 3 audited"), "{told}");

    // A later audit of the area closes the gap.
    plan(&fixture, "Second", "internal", "2026-11-20", "2026-11-22");
    fixture.ok(&["audit", "edit", "AU-2", "--areas", "AA-2", "--systems", ""]);
    fixture.ok(&["audit", "begin", "AU-2"]);
    fixture.ok(&["audit", "checklist", "AU-2", "--clauses", "7.4"]);
    find(&fixture, "AU-2", "7.4", "minor", "Nobody was told");
    report(&fixture, "AU-2");
    let told = fixture.ok(&["audit", "coverage"]);
    assert!(told.contains("Clauses: 32 of 32 audited"), "{told}");
    assert!(told.contains("2026-11-22 in AU-2: minor nonconformity"), "{told}");
    assert!(told.contains("Systems: 2 of 3 audited") && told.contains("Areas: 1 of 3 audited"), "{told}");
    let json = fixture.ok(&["audit", "coverage", "--json"]);
    assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok_and(|json| json["lines"].is_array()));
}

#[test]
fn a_cycle_is_that_of_its_programme() {
    let fixture = audited();
    let days = ["--starts-on", "2027-01-01", "--ends-on", "2029-12-31", "--method", "all"];
    fixture.ok(&[&["audit-programme", "add", "Audits 2027 to 2029"][..], &days].concat());
    fixture.ok(&["audit", "checklist", "AU-1", "--clauses", "4.1"]);
    fixture.ok(&["audit", "answer", "AU-1", "4.1", "conforms"]);
    fixture.ok(&["audit", "begin", "AU-1"]);
    report(&fixture, "AU-1");
    assert!(fixture.ok(&["audit", "coverage"]).contains("Clauses: 1 of 32 audited"));
    let told = fixture.ok(&["audit", "coverage", "--programme", "AUP-1"]);
    assert!(told.contains("From 2027-01-01 to 2029-12-31. Audits held: none"), "{told}");
    assert!(told.contains("Clauses: 0 of 32 audited"), "{told}");
    let programme = called(&fixture, "AUP-1");
    let today = "2026-11-23".parse().unwrap();
    let found = coverage(fixture.store().view(), Some(&programme), today).unwrap();
    assert!(found.groups.iter().flat_map(|group| &group.lines).all(|line| line.last().is_none()));
}

/// What an audit under way has answered may still be answered otherwise: it is marked, and counted nowhere.
#[test]
fn an_audit_under_way_is_marked_and_counts_once_it_is_reported() {
    let fixture = audited();
    fixture.ok(&["audit", "checklist", "AU-1", "--clauses", "4.1,4.2"]);
    fixture.ok(&["audit", "begin", "AU-1"]);
    let seen = ["--objective-evidence", "Two were asked"];
    fixture.ok(&[&["audit", "answer", "AU-1", "4.1", "conforms"][..], &seen].concat());
    let told = fixture.ok(&["audit", "coverage"]);
    for words in [
        "Audits held: AU-1 (under way)",
        "Clauses: 0 of 32 audited",
        "Systems: 0 of 3 audited",
        "4.1    Context                              not yet audited; conforms in AU-1 (under way)",
        "not yet audited; not answered yet in AU-1\n",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    let sheet = fixture.json("audit coverage");
    let line = |sheet: &serde_json::Value| sheet["lines"]["clauses"].to_string() + &sheet["lines"].to_string();
    assert!(line(&sheet).contains("conforms, under way") && line(&sheet).contains("\"under_way\":true"), "{sheet}");
    let run = fixture.run(&["check", "--only", "9.2.2", "--limit", "50"]);
    assert!(run.out.contains("4.1 Context: not yet audited; conforms in AU-1 (under way)"), "{}", run.out);
    fixture.ok(&[&["audit", "answer", "AU-1", "4.2", "conforms"][..], &seen].concat());
    report(&fixture, "AU-1");
    let told = fixture.ok(&["audit", "coverage"]);
    assert!(told.contains("Audits held: AU-1\n") && told.contains("Clauses: 2 of 32 audited"), "{told}");
    assert!(told.contains("Systems: 1 of 3 audited"), "{told}");
}
