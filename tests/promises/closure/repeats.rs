//! What a case repeats, and what is similar to it, found while it is entered; a person decides.

use crate::fixture::Fixture;
use crate::review::held::words;
use crate::review::tools::called;

use super::walk::{DRAFT, people};

fn minor(fixture: &Fixture, title: &str, raised: &str) -> String {
    let line = DRAFT
        .replace("Bias test skipped", title)
        .replace("--grade major", "--grade minor")
        .replace("--occurred-on 2026-05-01", "--occurred-on 2020-01-01")
        .replace("--raised-on 2026-05-05", &format!("--raised-on {raised}"));
    fixture.ok(&words(&line))
}

#[test]
fn a_repeat_is_found_while_it_is_entered_and_decided_by_a_person() {
    let fixture = people();
    assert!(!minor(&fixture, "First time", "2025-02-01").contains("repeat"));
    fixture.ok(&words("nonconformity open NC-1"));
    let said = minor(&fixture, "Second time", "2026-02-01");
    assert!(said.contains("It may repeat NC-1 First time (open): same requirement."), "{said}");
    fixture.ok(&words("nonconformity open NC-2"));
    let said = fixture.ok(&words("nonconformity edit NC-2 --repeats NC-1"));
    let said = said + &fixture.ok(&words("nonconformity repeats NC-2"));
    assert!(said.contains("It repeats NC-1: grade it as major, or say why it stays minor."), "{said}");
    fixture.ok(&["nonconformity", "edit", "NC-2", "--stays-minor", "One form, one day"]);
    assert!(fixture.ok(&words("nonconformity repeats NC-2")).contains("Nothing is proposed"));
    let said = minor(&fixture, "Third time", "2026-06-01");
    assert!(said.contains("one of 3 minor ones on A.6.2.4 within 24 months"), "{said}");
    fixture.ok(&words("organisation edit --minors-for-major 4 --repeat-months 12"));
    assert!(!fixture.ok(&words("nonconformity repeats NC-3")).contains("minor ones"));
    assert!(fixture.fails(1, &words("organisation edit --minors-for-major 1")).contains("from 2 to 20"));
}

#[test]
fn what_lies_too_long_ago_or_has_another_cause_is_no_repeat() {
    let fixture = people();
    minor(&fixture, "Long ago", "2024-01-31");
    fixture.ok(&words("nonconformity open NC-1"));
    assert!(minor(&fixture, "To the day", "2026-01-31").contains("may repeat NC-1"), "24 months, to the day");
    assert!(!minor(&fixture, "A day too late", "2026-02-01").contains("NC-1"));
    let fixture = people();
    minor(&fixture, "By a tool", "2026-01-31");
    for line in [
        "nonconformity open NC-1",
        "nonconformity contain NC-1 --correction 'Put right' --consequences none",
        "nonconformity analyse NC-1 --cause 'The gate' --cause-class tool --cause-method other --similar-searched all --similar-cases none",
    ] {
        fixture.ok(&words(line));
    }
    minor(&fixture, "By somebody untrained", "2026-03-31");
    for line in ["nonconformity open NC-2", "nonconformity contain NC-2 --correction 'Put right' --consequences none"] {
        fixture.ok(&words(line));
    }
    let analyse = |class: &str| {
        format!(
            "nonconformity analyse NC-2 --cause 'No course' --cause-class {class} --cause-method other --similar-searched all --similar-cases none"
        )
    };
    assert!(!fixture.ok(&words(&analyse("competence"))).contains("repeat"));
    assert_eq!(called(&fixture, "NC-2").get("repeats"), None, "nothing is linked by itself");
}

#[test]
fn similar_cases_are_looked_for_by_requirement_cause_system_and_words() {
    let fixture = people();
    for line in [
        "system add 'Claims triage' --purpose x",
        "audit add 'Internal audit' --type internal",
        "finding add 'No validation of 4.1' --audit AU-1 --grade minor --requirement 'A.6.2.4' --raised-on 2026-10-01",
        "incident add 'Bias complaint' --type incident --occurred-on 2026-09-01",
    ] {
        fixture.ok(&words(line));
    }
    fixture.ok(&words(&format!("{DRAFT} --system SYS-1")));
    fixture.ok(&words(
        &DRAFT
            .replace("Bias test skipped", "Card outdated")
            .replace("A.6.2.4", "A.6.2.7")
            .replace("--source", "--system SYS-1 --source"),
    ));
    let said = fixture.ok(&words("nonconformity similar NC-1"));
    assert!(said.contains("NC-2") && said.contains("same system"), "{said}");
    assert!(said.contains("F-1") && said.contains("same requirement"), "{said}");
    let said = fixture.ok(&words("nonconformity similar NC-1 bias"));
    assert!(said.contains("Bias complaint") && said.contains("same words"), "{said}");
}
