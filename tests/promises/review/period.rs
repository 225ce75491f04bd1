//! The pack counts the days that it says, and names what nobody has looked at.

use super::held::{self, script};
use super::tools::ok;
use crate::fixture::Fixture;
use crate::gates::clock::days;

const CALL: &str = "review call --chair 'Iris Falk' --secretary 'Rosa Lindt'";

/// A first review over a year of which much was recorded before this file.
fn first(fixture: &Fixture) {
    held::committee(fixture);
    script(
        fixture,
        "
        nonconformity add 'Old case' --raised-on 2025-05-02
        nonconformity add 'Older case' --raised-on 2024-05-02
        nonconformity add 'Case of the year' --raised-on 2026-01-01
        ",
    );
    ok(fixture, &format!("{CALL} --date 2026-11-30 --period-start 2026-01-01 --period-end 2026-11-20"));
}

/// Each of these is told, however wide the columns of tables are.
fn holds(told: &str, rows: &[&str]) {
    let narrow = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for row in rows {
        assert!(
            narrow(told).contains(&narrow(row)),
            "{row} is not in
{told}"
        );
    }
}

#[test]
fn what_is_counted_as_new_is_what_came_in_the_period_and_its_first_day_is_named() {
    let fixture = Fixture::after(first);
    let pack = ok(&fixture, "review pack MR-1");
    holds(
        &pack,
        &[
            "- **Period:** 1 January 2026 to 20 November 2026",
            "- **Counted as new:** 1 January 2026 to 23 November 2026",
            "| Raised since 1 Jan 2026 | 1 |",
        ],
    );
    let json = ok(&fixture, "review figures MR-1 --json");
    assert!(json.contains("\"counted_from\":\"2026-01-01\"") && json.contains("\"figure\":\"Raised since\""), "{json}");
    let ready = readiness(&fixture, "review readiness MR-1");
    assert!(ready.contains("raised since 1 Jan 2026: 1"), "{ready}");
    // Of a period that begins later, nothing has come yet.
    ok(&fixture, "review edit MR-1 --period-start 2026-12-01 --period-end 2026-12-31");
    holds(&ok(&fixture, "review pack MR-1"), &["nothing yet: the period begins on 1 December 2026"]);
}

/// What readiness says, whether something is missing or not.
fn readiness(fixture: &Fixture, line: &str) -> String {
    fixture.run(&held::words(line)).out
}

#[test]
fn a_period_that_begins_late_hides_nothing_that_no_pack_has_told() {
    let fixture = Fixture::after(held::seal);
    ok(&fixture, &format!("{CALL} --date 2026-12-20 --period-start 2026-12-10 --period-end 2026-12-20"));
    days(&fixture, 20);
    ok(&fixture, "nonconformity add 'In the gap' --raised-on 2026-11-30");
    ok(&fixture, "nonconformity add 'In the period' --raised-on 2026-12-11");
    let pack = ok(&fixture, "review pack MR-2");
    holds(
        &pack,
        &[
            "- **Period:** 10 December 2026 to 20 December 2026",
            "- **Counted as new:** 24 November 2026 to 13 December 2026",
            "| Raised since 24 Nov 2026 | 2 |",
        ],
    );
    // One that begins before is counted from its first day.
    ok(&fixture, "review edit MR-2 --period-start 2026-06-01");
    holds(&ok(&fixture, "review pack MR-2"), &["1 June 2026", "Raised since 1 Jun 2026"]);
}

#[test]
fn an_issue_of_today_was_looked_at_and_those_that_were_not_are_named() {
    let fixture = Fixture::after(first);
    script(
        &fixture,
        "
        context-issue add 'Prices of hardware rise' --origin external
        context-issue add 'Staff turnover' --origin internal --looked-at-on 2024-03-01
        context-issue add 'A court decided' --origin external --looked-at-on 2024-03-01 --changed-on 2026-10-01
        ",
    );
    holds(&ok(&fixture, "review pack MR-1"), &["1 of 4 issues was not looked at for a year: CI-3."]);
    days(&fixture, 366);
    holds(&ok(&fixture, "review pack MR-1"), &["4 of 4 issues were not looked at for a year: CI-1, CI-2, CI-3, CI-4."]);
    ok(&fixture, "context-issue add 'New offices' --origin internal");
    ok(&fixture, "context-issue edit CI-2 --looked-at-on today");
    holds(&ok(&fixture, "review pack MR-1"), &["3 of 5 issues were not looked at for a year: CI-1, CI-3, CI-4."]);
}
