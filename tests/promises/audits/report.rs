//! The report of an audit says what the registers say.

use super::tools::{answer_the_rest, audit, find, plan};
use crate::fixture::Fixture;
use crate::review::held::script;

/// What belongs to the first audit.
const OF_THIS: &str = "r.id IN (SELECT from_id FROM link WHERE relation = 'audit'
    AND to_id = (SELECT id FROM record WHERE register = 'audit' AND number = 1))";

fn reported() -> Fixture {
    Fixture::after(|fixture| {
        audit(fixture);
        plan(fixture, "The year before", "internal", "2025-11-03", "2025-11-05");
        fixture.ok(&["audit", "edit", "AU-2", "--conclusion", "It was a beginning"]);
        fixture.ok(&["audit", "checklist", "AU-2", "--clauses", "9.1"]);
        find(fixture, "AU-2", "9.1", "minor", "Not measured");
        fixture.ok(&["audit", "begin", "AU-2"]);
        fixture.ok(&["audit", "report", "AU-2", "--reported-on", "2025-11-20", "--evidence", "Report 1"]);

        fixture.ok(&["audit", "begin", "AU-1"]);
        fixture.ok(&["audit", "checklist", "AU-1"]);
        find(fixture, "AU-1", "A.6.2.4", "major", "Released without a test");
        let (_, minor) = find(fixture, "AU-1", "9.1", "minor", "Still not measured");
        find(fixture, "AU-1", "7.4", "opportunity", "Letters could be shorter");
        let (_, withdrawn) = find(fixture, "AU-1", "7.2", "minor", "A mistake");
        fixture.ok(&["finding", "withdraw", &withdrawn, "--reason", "The record was found"]);
        fixture.ok(&["audit", "raise", &minor]);
        fixture.ok(&["audit", "answer", "AU-1", "4.2", "not-audited"]);
        fixture.ok(&["audit", "answer", "AU-1", "4.3", "not-applicable", "--because", "Seen in spring"]);
        answer_the_rest(fixture, "AU-1");
    })
}

#[test]
fn what_nobody_came_to_is_answered_at_once_and_told_with_its_reason() {
    let fixture = Fixture::after(audit);
    script(
        &fixture,
        "
        audit begin AU-1
        audit checklist AU-1 --clauses 9
        audit answer AU-1 9.1 conforms
        ",
    );
    let told = fixture.ok(&["audit", "rest", "AU-1", "--because", "The second day was called off"]);
    assert!(told.contains("items as not audited"), "{told}");
    let printed = fixture.ok(&["audit", "print", "AU-1"]);
    let told = printed.lines().filter(|line| line.ends_with(": The second day was called off")).count();
    let flat = printed.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told > 1 && flat.contains(&format!("| Not audited | {told} |")), "{told}: {printed}");
    assert!(flat.contains("| Conforms | 1 |") && flat.contains("| No answer | 0 |"), "{printed}");
    let again = fixture.run(&["audit", "rest", "AU-1", "--because", "Nothing is left"]);
    assert!(again.out.contains("has its answer already"), "{} {}", again.out, again.err);
}

#[test]
fn its_totals_are_those_of_the_registers() {
    let fixture = reported();
    let printed = fixture.ok(&["audit", "print", "AU-1"]);
    let count = |sql: &str| -> u64 { fixture.peek().query_row(sql, [], |row| row.get(0)).unwrap() };
    let row = |label: &str| -> Vec<String> {
        let line = printed
            .lines()
            .find(|line| line.starts_with(&format!("| {label} ")))
            .unwrap_or_else(|| panic!("{label}: {printed}"));
        line.split('|').map(|cell| cell.trim().to_owned()).filter(|cell| !cell.is_empty()).collect()
    };
    for (grade, label) in [
        ("major", "Major nonconformity"),
        ("minor", "Minor nonconformity"),
        ("opportunity", "Opportunity for improvement"),
        ("positive", "Good practice"),
    ] {
        let found = count(&format!(
            "SELECT count(*) FROM finding f JOIN record r ON r.key = f.key WHERE f.grade = '{grade}' AND f.state <> 'withdrawn'
             AND {OF_THIS}"
        ));
        assert_eq!(row(label)[1], found.to_string(), "{label}");
    }
    assert_eq!(row("Minor nonconformity")[2..], ["1", "unchanged"], "against the year before");
    assert_eq!(row("All")[1..], ["3", "1", "\\+2"]);
    for (answer, label) in
        [("conforms", "Conforms"), ("not-applicable", "Not applicable"), ("not-audited", "Not audited")]
    {
        let found = count(&format!(
            "SELECT count(*) FROM checklist_item i JOIN record r ON r.key = i.key WHERE i.answer = '{answer}'
             AND {OF_THIS}"
        ));
        assert_eq!(row(label)[1], found.to_string(), "{label}");
    }
    assert!(printed.contains("Withdrawn by the auditor, and not counted: 1."), "{printed}");
    assert!(printed.contains("| Not analysed | "), "{printed}");
    assert!(printed.contains("NC-1 Still not measured: draft"), "{printed}");
    assert!(printed.contains("**Draft: the audit is under way**"), "{printed}");
    assert!(printed.contains("4.3 Scope: Seen in spring"), "{printed}");
    assert!(printed.contains("- 4.2 Interested parties"), "{printed}");
    // What it comes to is told first, and what nobody recorded is not made up.
    let places = [
        "## Conclusion",
        "**Nothing is concluded yet.**",
        "It made 3 findings: 1 major nonconformity, 1 minor nonconformity and 1 opportunity for improvement.",
        "## What was audited",
        "**Audit client:** not recorded",
        "## Findings",
        ": major nonconformity",
        "An audit looks at samples of what there is",
        "**Diverging opinions that stay:** not recorded",
        "## Checklist",
        "**Distribution:** not recorded",
    ]
    .map(|part| printed.find(part).unwrap_or_else(|| panic!("{part}: {printed}")));
    assert!(places.is_sorted(), "{printed}");
    let html = fixture.ok(&["audit", "print", "AU-1", "--format", "html"]);
    assert!(
        html.contains("<p>Lead auditor, Ines Aubert: date, signature</p>\n<p>Received for those audited"),
        "{html}"
    );
    assert!(html.contains("<h1>Report of AU-1: Internal audit of release</h1>"), "{html}");
}

#[test]
fn an_audit_is_reported_once_everything_is_answered_and_found() {
    let fixture = reported();
    fixture.ok(&["audit", "edit", "AU-1", "--conclusion", "Mostly in order"]);
    fixture.ok(&["audit", "report", "AU-1", "--evidence", "Report 2"]);
    assert!(!fixture.ok(&["audit", "print", "AU-1"]).contains("Draft"));
    let why = fixture.fails(1, &["audit", "answer", "AU-1", "4.1", "minor"]);
    assert!(why.contains("The checklist of a reported audit stands"), "{why}");
}

#[test]
fn what_is_recorded_of_those_who_asked_took_part_and_disagreed_stands_in_the_report_and_then_stands() {
    let fixture = reported();
    let said = [
        ("client", "The committee"),
        ("participants", "Tom Ray, data science"),
        ("places", "Dublin and by video"),
        ("opinions", "Data science holds that 7.4 is met"),
        ("distribution", "The committee and the unit"),
    ];
    for (field, words) in said {
        fixture.ok(&["audit", "edit", "AU-1", &format!("--{field}"), words]);
    }
    let printed = fixture.ok(&["audit", "print", "AU-1"]);
    for (_, words) in said {
        assert!(printed.contains(words), "{words}: {printed}");
    }
    assert!(!printed.contains("not recorded"), "{printed}");
    fixture.ok(&["audit", "edit", "AU-1", "--conclusion", "Mostly in order"]);
    fixture.ok(&["audit", "report", "AU-1", "--evidence", "Report 2"]);
    // To whom it goes may grow; on what they could not agree does not go away.
    fixture.ok(&["audit", "edit", "AU-1", "--distribution", "The committee, the unit and the authority"]);
    fixture.fails(1, &["audit", "edit", "AU-1", "--opinions", "None"]);
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn nothing_is_added_to_a_checklist_once_its_audit_is_reported() {
    let fixture = reported();
    let why = fixture.fails(1, &["audit", "checklist", "AU-2"]);
    assert!(why.contains("The checklist of a reported audit stands"), "{why}");
    fixture.ok(&["audit", "reopen", "AU-2", "--reopened-by", "ines", "--reason", "A clause was forgotten"]);
    fixture.ok(&["audit", "checklist", "AU-2"]);
}

#[test]
fn judgement_exceptions_and_what_was_adopted_are_labelled() {
    let fixture = reported();
    script(
        &fixture,
        "
        audit-area from-systems
        audit-programme add 'Audits 2026' --starts-on 2026-01-01 --ends-on 2026-12-31 --method judgement --reasons 'What changed most'
        audit-programme draw AUP-1 --areas AA-2
        audit edit AU-1 --programme AUP-1 --areas AA-1,AA-2
        person edit ines --top-management yes
        separation-exception add 'There are two of us' --person tom --records NC-1 --duty plan --starts 2026-11-23 --ends 2027-10-31 --approved-by ines
        nonconformity edit NC-1 --occurred-on 2026-11-01
        nonconformity open NC-1
        nonconformity contain NC-1 --correction 'It was measured' --corrected-on 2026-11-23 --corrected-by tom --consequences 'None'
        nonconformity analyse NC-1 --cause 'Nobody was told to' --cause-method five-whys --cause-class responsibility --similar-searched 'All systems' --similar-cases 'None'
        action add 'Name who measures' --source NC-1 --type corrective --owner tom --due 2026-12-01
        nonconformity plan NC-1 --criterion 'none of 12 fails' --effectiveness-criterion 'Measured each month' --measured-by sample --effectiveness-measure 'Three months' --check-from 2027-03-01 --plan-approved-by tom --plan-approved-on 2026-11-23 --plan-approved-how meeting
        ",
    );
    let printed = fixture.ok(&["audit", "print", "AU-1"]);
    for words in [
        "> The areas were chosen by judgement; what is found in them tells nothing of the rest.",
        "not among those chosen",
        "Done and checked by one person: Plan approved on 2026-11-23 by Tom",
        "| Responsibility | ",
    ] {
        assert!(printed.contains(words), "{words}: {printed}");
    }
    script(
        &fixture,
        "
        audit add 'Long ago' --type internal --starts-on 2024-01-08
        audit adopt AU-3 --reported-on 2024-02-01
        finding add 'From the old file' --audit AU-3 --requirement 7.1 --grade minor
        finding adopt F-6 --settled-on 2024-03-01
        ",
    );
    let printed = fixture.ok(&["audit", "print", "AU-3"]);
    assert!(printed.contains("reported before this file was kept; nothing in the file proves it"), "{printed}");
    assert!(printed.contains("settled before, not verified here"), "{printed}");
    assert!(fixture.ok(&["audit", "coverage"]).contains("Audits held: AU-3, AU-2, AU-1 (under way)"));
}
