//! An organisation that audits.

use gavel::domain::record::Record;

use crate::fixture::Fixture;

/// People, three systems, the controls of Annex A of which one is left out, and an audit by Ines.
pub fn audited() -> Fixture {
    Fixture::after(audit)
}

/// Makes an [`audited`] file of a new one.
pub fn audit(fixture: &Fixture) {
    let add = |words: &[&str]| {
        fixture.ok(words);
    };
    add(&["person", "add", "Tom Ekwall", "--unit", "Claims", "--os-user", "tom", "--active", "yes"]);
    add(&["person", "add", "Ines Aubert", "--unit", "Risk", "--active", "yes"]);
    for (name, unit, tier) in
        [("Claims triage", "Claims", "high"), ("Fraud scoring", "Fraud", "critical"), ("Letters", "", "low")]
    {
        let words =
            ["system", "add", name, "--purpose", "Sorts", "--owner", "tom", "--tier", tier, "--in-scope", "yes"];
        add(&[&words[..], &["--unit", unit]].concat());
    }
    add(&["control", "annex-a"]);
    // The last of Annex A is left out.
    let left_out = ["--applicable", "no", "--justification", "No data of our own is gathered"];
    add(&[&["control", "edit", "C-38"][..], &left_out].concat());
    add(&["control", "edit", "C-19", "--applicable", "yes", "--justification", "Systems are released"]);
    add(&[
        "control",
        "add",
        "Human fallback",
        "--code",
        "OWN-1",
        "--applicable",
        "yes",
        "--justification",
        "Our policy",
    ]);
    plan(fixture, "Internal audit of release", "internal", "2026-11-16", "2026-11-30");
}

/// Plans an audit of claims triage by Ines, with Rosa, who types, in the team.
pub fn plan(fixture: &Fixture, title: &str, kind: &str, from: &str, to: &str) {
    let words = ["audit", "add", title, "--type", kind, "--lead", "ines", "--systems", "SYS-1", "--unit", "Claims"];
    let team = ["--team", "rosa"];
    let days = ["--starts-on", from, "--ends-on", to];
    let about = ["--objectives", "Whether it works", "--criteria", "Clauses and controls", "--scope", "Triage"];
    fixture.ok(&[&words[..], &team, &days, &about].concat());
}

/// The record of a reference.
pub fn called(fixture: &Fixture, reference: &str) -> Record {
    fixture.store().view().called(&reference.parse().unwrap()).unwrap().unwrap()
}

/// Answers everything that is open on a checklist as conforming.
pub fn answer_the_rest(fixture: &Fixture, audit: &str) {
    let list = fixture.ok(&["checklist-item", "list", &format!("audit={audit}"), "answer="]);
    let open: Vec<String> = list.split_whitespace().filter(|word| word.starts_with("CK-")).map(str::to_owned).collect();
    for item in open {
        fixture.ok(&["audit", "answer", audit, &item, "conforms", "--objective-evidence", "Three of three were read"]);
    }
}

/// Reports an audit that is under way, once all of its checklist is answered.
pub fn report(fixture: &Fixture, audit: &str) {
    fixture.ok(&["audit", "edit", audit, "--conclusion", "It holds"]);
    fixture.ok(&["audit", "report", audit, "--evidence", "Report in folder 12 of the archive"]);
}

/// Answers an item, makes the finding of it, and gives both by reference.
pub fn find(fixture: &Fixture, audit: &str, code: &str, answer: &str, title: &str) -> (String, String) {
    let evidence = ["--objective-evidence", "Ticket 12 of 9 November"];
    fixture.ok(&[&["audit", "answer", audit, code, answer][..], &evidence].concat());
    let list = fixture.ok(&["audit", "checklist", audit, "--list"]);
    let line = list.lines().find(|line| line.split_whitespace().nth(1) == Some(code)).unwrap();
    let item = line.split_whitespace().next().unwrap().to_owned();
    let told = fixture.ok(&["audit", "finding", &item, title, "--statement", "It was not done", "--owner", "tom"]);
    let finding = told.split_whitespace().find(|word| word.starts_with("F-")).unwrap().to_owned();
    (item, finding)
}
