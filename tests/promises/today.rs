//! What is late, due and waiting; and actions captured in one line.

use crate::fixture::Fixture;
use crate::review::held::{self, script};
use crate::screen::desk::Desk;

fn office() -> Fixture {
    Fixture::after(|fixture| {
        script(
            fixture,
            "
            person add 'Ben Okafor' --active yes
            system add 'Claims triage' --purpose 'Sorts claims'
            action add 'Repeat the bias test' --owner 'Ben Okafor' --due 2026-11-10
            action add 'Publish the policy' --owner me --due 2026-11-26
            action add 'Far away' --owner me --due 2027-11-26
            action add 'Done by Ben' --owner 'Ben Okafor' --due 2026-11-01
            action done A-4 --evidence 'Intranet page'
            action add 'Done by me' --owner me
            action done A-5 --evidence 'Intranet page'
            risk add 'Scores drift' --owner 'Ben Okafor' --review-by 2026-11-20
            document add 'AI policy' --owner me --review-by 2026-11-29
            document add 'Old policy' --review-by 2020-01-01
            document-version add 2.0 --document DOC-1 --author 'Ben Okafor'
            document-version add 2.1 --document DOC-1 --author me
            ",
        );
    })
}

/// The references in a part of what `today` prints, in their order.
fn part(told: &str, title: &str) -> Vec<String> {
    let lines = told.lines().skip_while(|line| !line.starts_with(title)).skip(2);
    let rows = lines.take_while(|line| !line.trim().is_empty());
    rows.filter_map(|line| line.split_whitespace().next())
        .filter(|word| word.contains('-'))
        .map(str::to_owned)
        .collect()
}

#[test]
fn what_is_late_due_and_waiting_is_told_with_what_comes_next() {
    let fixture = office();
    let told = fixture.ok(&["today"]);
    assert_eq!(part(&told, "Late"), ["A-1", "R-1"], "{told}");
    assert_eq!(part(&told, "Due"), ["A-2", "DOC-1"], "{told}");
    assert_eq!(part(&told, "Waiting"), ["A-4", "DV-1"], "{told}");
    assert!(told.contains("action done") && told.contains("action confirm"), "{told}");
    let mine = fixture.ok(&["today", "--mine"]);
    assert!(part(&mine, "Late").is_empty(), "{mine}");
    assert_eq!(part(&mine, "Due"), ["A-2", "DOC-1"], "{mine}");
    let far = fixture.ok(&["today", "--days", "400"]);
    assert_eq!(part(&far, "Due"), ["A-2", "DOC-1", "A-3"], "{far}");
}

#[test]
fn a_commentary_that_is_there_is_due_no_more_and_what_comes_next_leads_onward() {
    let fixture = Fixture::after(held::committee);
    script(
        &fixture,
        "
        review call --date 2026-11-26 --chair 'Iris Falk' --secretary 'Rosa Lindt'
        agenda-item edit AG-5 --contributor 'Ben Okafor' --contribution-due 2026-11-18 --commentary 'Six raised, nine closed.'
        agenda-item edit AG-6 --contributor 'Ben Okafor' --contribution-due 2026-11-18
        ",
    );
    let told = fixture.ok(&["today"]);
    assert_eq!(part(&told, "Late"), ["AG-6"], "{told}");
    assert!(part(&told, "Due").contains(&"MR-1".to_owned()) && !told.contains("postpone"), "{told}");
}

#[test]
fn the_screen_shows_the_same_and_deals_with_it() {
    let fixture = office();
    for (width, height) in [(80, 24), (120, 40)] {
        let mut desk = Desk::sized(&fixture, width, height);
        desk.press("0");
        insta::assert_snapshot!(format!("today_{width}x{height}"), desk.screen());
    }
    let mut desk = Desk::new(&fixture);
    desk.press("0");
    desk.press("m Enter").text("Report of the vendor, page 3").press("Ctrl-S");
    // Once done, it waits for somebody other than Ben to confirm it.
    desk.sees_not("13 d late").sees("1 late, 2 due, 3 waiting");
}

#[test]
fn an_action_is_captured_in_one_line() {
    let fixture = office();
    fixture.ok(&["add", "Ask the vendor for figures @ben !high fri #SYS-1"]);
    let told = fixture.ok(&["action", "show", "A-6"]);
    for words in ["Ask the vendor for figures", "Ben Okafor", "High", "2026-11-27", "SYS-1"] {
        assert!(told.contains(words), "{words} is not in\n{told}");
    }
    // A day is one after a mark, or at the end; elsewhere it is a word.
    fixture.ok(&["add", "Call", "Fri", "the", "cat", "tomorrow"]);
    let told = fixture.ok(&["action", "show", "A-7"]);
    assert!(told.contains("Call Fri the cat") && told.contains("2026-11-24"), "{told}");
    fixture.ok(&["add", "Check version 3"]);
    assert!(fixture.ok(&["action", "show", "A-8"]).contains("Check version 3"));
}

#[test]
fn a_line_that_is_not_understood_changes_nothing() {
    let fixture = office();
    let head = fixture.ok(&["head"]);
    for (line, told) in [
        ("Ask @nobody", "nobody"),
        ("Ask !urgent", "is no priority"),
        ("Ask #SYS-99", "SYS-99"),
        ("@ben fri", "What is to be done is missing"),
        ("Ask @ben @me", "Owner is said twice"),
    ] {
        let said = fixture.fails(2, &["add", line]);
        assert!(said.contains(told), "{line}: {said}");
    }
    assert_eq!(fixture.ok(&["head"]), head);
}
