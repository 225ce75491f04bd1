//! The universe follows from the systems in scope, and is added to, not written over.

use super::tools::{audited, called};

#[test]
fn each_system_in_scope_becomes_an_area_once() {
    let fixture = audited();
    fixture.ok(&["system", "add", "Old one", "--purpose", "None", "--in-scope", "yes"]);
    fixture.ok(&["system", "retire", "SYS-4", "--reason", "Nobody uses it"]);
    fixture.ok(&["system", "add", "Spreadsheet", "--purpose", "Sums"]);
    let why = ["--left-out-because", "No AI is in it", "--scope-review-by", "2027-05-01"];
    let approved = ["--scope-approved-by", "Ines Aubert", "--scope-approved-how", "meeting"];
    fixture.ok(&[&["system", "exclude", "SYS-5"][..], &why, &approved].concat());
    fixture.ok(&["system", "add", "Chat", "--purpose", "Answers", "--in-scope", "yes", "--unit", "Claims; Motor"]);
    assert_eq!(fixture.ok(&["audit-area", "from-systems"]), "Added 5 areas to the audit universe: AA-1 to AA-5\n");
    let list = fixture.ok(&["audit-area", "list"]);
    for words in ["Claims triage in Claims", "Fraud scoring in Fraud", "Letters", "Chat in Claims", "Chat in Motor"] {
        assert!(list.contains(words), "{words}: {list}");
    }
    assert!(!list.contains("Old one") && !list.contains("Spreadsheet"), "{list}");
    assert_eq!(called(&fixture, "AA-2").get("tier"), Some(&gavel::domain::value::Value::Choice("critical")));
    assert_eq!(fixture.ok(&["audit-area", "from-systems"]), "Every system in scope has its area already.\n");

    // What was left out or voided does not come back, and a tier that differs is told.
    fixture.ok(&["audit-area", "void", "AA-3", "--reason", "Not worth it"]);
    fixture.ok(&["system", "edit", "SYS-1", "--tier", "low"]);
    let told = fixture.ok(&["audit-area", "from-systems"]);
    assert!(told.contains("AA-1 Claims triage in Claims is of another tier (high) than its system"), "{told}");
    assert!(told.starts_with("Every system"), "{told}");
}
