//! Who may audit: nobody their own work, nobody without the competence that the systems ask for.

use super::tools::audited;

#[test]
fn nobody_audits_their_own_work() {
    let fixture = audited();
    let why = fixture.fails(1, &["audit", "edit", "AU-1", "--lead", "tom"]);
    assert!(why.contains("Nobody audits their own work. (9.2.2)"), "{why}");
    assert!(why.contains("Tom Ekwall owns Claims triage and can't audit it"), "{why}");
    assert!(why.contains("Tom Ekwall belongs to Claims and can't audit it"), "{why}");
    let why = fixture.fails(1, &["audit", "edit", "AU-1", "--team", "tom"]);
    assert!(why.contains("Tom Ekwall"), "{why}");
}

#[test]
fn a_competence_that_is_missing_or_lapsed_holds_the_audit_up() {
    let fixture = audited();
    fixture.ok(&["system", "edit", "SYS-1", "--technologies", "machine-learning,data"]);
    let why = fixture.fails(1, &["audit", "begin", "AU-1"]);
    assert!(why.contains("Nobody of the team has a competence in machine learning"), "{why}");
    let add = |technology: &str, until: &str| {
        let words = ["competence", "add", "Course", "--person", "ines", "--technology", technology];
        fixture.ok(&[&words[..], &["--valid-from", "2024-01-01", "--valid-until", until]].concat());
    };
    add("machine-learning", "2027-01-01");
    add("data", "2026-11-15");
    let why = fixture.fails(1, &["audit", "begin", "AU-1"]);
    assert!(why.contains("The competence of Ines Aubert in data and its quality lapsed on 2026-11-15"), "{why}");
    add("data", "2026-11-16");
    fixture.ok(&["audit", "begin", "AU-1"]);
}

#[test]
fn nobody_audits_what_was_their_own_within_the_year_whoever_owns_it_now() {
    let fixture = audited();
    fixture.ok(&["system", "edit", "SYS-1", "--owner", "ines"]);
    fixture.ok(&["person", "edit", "tom", "--unit", "Elsewhere"]);
    let why = fixture.fails(1, &["audit", "edit", "AU-1", "--lead", "tom"]);
    assert!(why.contains("Tom Ekwall owned Claims triage within the last year and can't audit it"), "{why}");
    assert!(why.contains("Tom Ekwall belonged to Claims within the last year and can't audit it"), "{why}");
    assert!(why.contains("an auditor from outside as the audit body"), "{why}");
}
