//! A nonconformity from a finding: linked both ways, with the deadlines of whoever audits.

use gavel::domain::finding::{Finding, State};
use gavel::domain::nonconformity::{Nonconformity, Source};

use super::tools::{audited, called, find, plan};
use crate::fixture::Fixture;

fn with_deadlines() -> Fixture {
    let fixture = audited();
    let times = ["--major-plan", "30 days", "--major-done", "6 months", "--minor-plan", "1 month"];
    let any = ["deadline-profile", "add", "Internal audits", "--types", "internal,stage-2"];
    fixture.ok(&[&any[..], &times, &["--minor-done", "12 months"]].concat());
    let body = ["deadline-profile", "add", "Certus", "--types", "stage-2", "--body", "Certus Meridian"];
    fixture.ok(&[&body[..], &["--major-plan", "14d", "--major-done", "6 months"]].concat());
    fixture
}

#[test]
fn it_carries_what_the_auditor_wrote_and_both_know_each_other() {
    let fixture = with_deadlines();
    fixture.ok(&["audit", "checklist", "AU-1"]);
    let (_, finding) = find(&fixture, "AU-1", "A.6.2.4", "major", "Released without a test");
    let told = fixture.ok(&["audit", "raise", &finding]);
    assert!(told.contains("Raised NC-1 Released without a test from F-1"), "{told}");
    let days = "plan by 2026-12-23, done by 2027-05-23, counted from 2026-11-23 by DP-1";
    assert!(told.contains(days), "the audit ends a week later: {told}");
    let (case, finding) = (called(&fixture, "NC-1"), called(&fixture, &finding));
    let one = Nonconformity(&case);
    assert_eq!(one.raised_from(), Some(finding.id));
    assert_eq!(Finding(&finding).nonconformity(), Some(case.id));
    assert_eq!(Finding(&finding).state(), Some(State::Raised));
    assert_eq!((one.requirement(), one.statement()), ("A.6.2.4", "It was not done"));
    assert_eq!((one.objective_evidence(), one.unit()), ("Ticket 12 of 9 November", "Claims"));
    assert_eq!(one.source(), Some(Source::Audit));
    assert_eq!(one.raised_on().unwrap().to_string(), "2026-11-23");
    assert_eq!(one.raised_by(), Some(fixture.author.person));
    assert_eq!(one.owner(), Finding(&finding).owner());
    assert_eq!(one.deadlines(), Some(called(&fixture, "DP-1").id));
    // Both were written in one transaction.
    let log = fixture.ok(&["log", "--limit", "1"]);
    assert!(log.contains("NC-1") && log.contains("F-1"), "{log}");
    assert!(fixture.fails(1, &["audit", "raise", "F-1"]).contains("F-1"), "it is raised once");
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn days_are_counted_from_the_last_day_to_the_ends_of_months() {
    let fixture = with_deadlines();
    fixture.ambient.move_on("2028-12-31T09:00:00Z".parse().unwrap());
    for (number, (kind, body, last, answer, plan_due, due)) in [
        ("internal", "", "2026-08-31", "major", "2026-09-30", "2027-02-28"),
        ("internal", "", "2027-01-31", "minor", "2027-02-28", "2028-01-31"),
        ("internal", "", "2027-08-31", "major", "2027-09-30", "2028-02-29"),
        ("stage-2", "Certus Meridian", "2026-12-31", "major", "2027-01-14", "2027-06-30"),
        ("stage-2", "Somebody else", "2026-12-31", "major", "2027-01-30", "2027-06-30"),
    ]
    .into_iter()
    .enumerate()
    {
        plan(&fixture, "Another", kind, "2026-08-01", last);
        let audit = format!("AU-{}", number + 2);
        fixture.ok(&["audit", "edit", &audit, "--body", body]);
        fixture.ok(&["audit", "checklist", &audit, "--clauses", "9.1"]);
        let (_, finding) = find(&fixture, &audit, "9.1", answer, "Not measured");
        fixture.ok(&["audit", "raise", &finding]);
        let case = called(&fixture, &format!("NC-{}", number + 1));
        let one = Nonconformity(&case);
        let days = [one.plan_due(), one.due()].map(|day| day.unwrap().to_string());
        assert_eq!(days, [plan_due, due], "{kind} {body} {last}");
    }
}

#[test]
fn an_opportunity_is_no_nonconformity() {
    let fixture = with_deadlines();
    fixture.ok(&["audit", "checklist", "AU-1"]);
    for (code, answer) in [("4.1", "opportunity"), ("4.2", "positive")] {
        let (_, finding) = find(&fixture, "AU-1", code, answer, "Worth a look");
        let why = fixture.fails(1, &["audit", "raise", &finding]);
        assert!(why.contains("An opportunity is no nonconformity"), "{why}");
        assert_eq!(Finding(&called(&fixture, &finding)).state(), Some(State::Open));
    }
    assert!(!fixture.ok(&["nonconformity", "list"]).contains("NC-1"));
}

#[test]
fn without_a_profile_no_day_is_made_up() {
    let fixture = audited();
    fixture.ok(&["audit", "checklist", "AU-1"]);
    let (_, finding) = find(&fixture, "AU-1", "9.1", "minor", "Not measured");
    let told = fixture.ok(&["audit", "raise", &finding]);
    assert!(told.contains("No deadline profile is for internal audit"), "{told}");
    let case = called(&fixture, "NC-1");
    assert_eq!((Nonconformity(&case).due(), Nonconformity(&case).plan_due()), (None, None));
}

/// An audit that ends later, or is said to, gives nobody more time.
#[test]
fn a_deadline_counts_from_the_day_on_which_it_is_raised_where_the_audit_ends_later() {
    let fixture = with_deadlines();
    fixture.ok(&["audit", "checklist", "AU-1", "--clauses", "9.1,7.4"]);
    find(&fixture, "AU-1", "9.1", "minor", "Not measured");
    find(&fixture, "AU-1", "7.4", "minor", "Not told");
    fixture.ok(&["audit", "edit", "AU-1", "--ends-on", "2027-06-01"]);
    fixture.ok(&["audit", "raise", "F-1"]);
    fixture.ok(&["audit", "raise", "F-2", "--raised-on", "2026-11-20"]);
    let days = |case: &str| {
        let case = called(&fixture, case);
        [Nonconformity(&case).plan_due(), Nonconformity(&case).due()].map(|day| day.unwrap().to_string())
    };
    assert_eq!(days("NC-1"), ["2026-12-23", "2027-11-23"]);
    assert_eq!(days("NC-2"), ["2026-12-20", "2027-11-20"], "it was raised before it was typed");
}
