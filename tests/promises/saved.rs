//! What was saved is said in words, on the command line and on the screen.

use crate::fixture::Fixture;
use crate::review::held::script;
use crate::screen::desk::Desk;

#[test]
fn what_was_saved_is_said_by_what_it_says() {
    let fixture = Fixture::new();
    script(
        &fixture,
        "
        person add 'Noor Halvorsen' --active yes
        kpi add 'Claims reviewed' --unit % --direction higher --frequency monthly
        kpi-limit add --kpi K-1 --valid-from 2026-01-01 --target 55 --warn 50 --critical 40
        kpi add Backlog --direction lower --frequency monthly
        ",
    );
    for (line, wanted) in [
        (
            "action add 'Mail the vendor' --owner noor --due 2026-12-12",
            "Added A-1 Mail the vendor, Noor Halvorsen, due Sat 12 Dec\n",
        ),
        ("add 'Ask the board @noor 2027-01-12'", "Added A-2 Ask the board, Noor Halvorsen, due Tue 12 Jan 2027\n"),
        ("action add 'Think about it'", "Added A-3 Think about it\n"),
        (
            "risk add Drift --owner noor --review-by 2026-12-01",
            "Added R-1 Drift, Noor Halvorsen, review by Tue 1 Dec\n",
        ),
        ("measurement add --kpi K-1 --period-end 2026-10-31 --value 58.2", "Added M-1 K-1: 58.2 %, on target\n"),
        // It is held against the limits of its own period, and is not the latest.
        (
            "measurement add --kpi K-1 --period-end 2026-09-30 --value 39",
            "Added M-2 K-1: 39 % for the period to 2026-09-30, critical\n",
        ),
        (
            "measurement add --kpi K-1 --period-end 2025-12-31 --value 70",
            "K-1: 70 % for the period to 2025-12-31, no target",
        ),
        ("measurement add --kpi K-2 --period-end 2026-10-31 --value 12", "Added M-4 K-2: 12, no target\n"),
    ] {
        let told = fixture.ok(&crate::review::held::words(line));
        assert!(told.contains(wanted), "{line}: {told}");
    }
    let mut desk = Desk::new(&fixture);
    desk.press("J a").text("Call the vendor").press("Tab").text("noor").press("Enter").text("12 dec").press("Ctrl-S");
    desk.sees("A-4: Call the vendor, Noor Halvorsen, due Sat 12 Dec").sees_not("created");
    desk.press("5 r").sees("K-2 Backlog").text("30 sep").press("Tab").text("9").press("Ctrl-S");
    desk.sees("K-2: 9 for the period to 2026-09-30, no target");
}

#[test]
fn today_says_which_value_is_expected_of_whom_and_what_is_beyond_which_limit() {
    let fixture = Fixture::new();
    script(
        &fixture,
        "
        kpi add 'Claims reviewed' --unit % --direction higher --frequency monthly --owner me --grace 40
        kpi-limit add --kpi K-1 --valid-from 2026-01-01 --target 55 --warn 50 --critical 40
        measurement add --kpi K-1 --period-end 2026-09-30 --value 57.6
        kpi add Backlog --unit days --direction lower --frequency monthly --owner me
        kpi-limit add --kpi K-2 --valid-from 2026-01-01 --target 5 --critical 9
        measurement add --kpi K-2 --period-end 2026-10-31 --value 12.5
        kpi add Hours --direction lower --frequency monthly
        measurement add --kpi K-3 --period-end 2026-08-31 --value 1
        ",
    );
    let told = fixture.ok(&["today"]);
    for words in [
        "Yours: 1",
        "a value for October is expected",
        "measurement add …",
        "critical: 12.5 days, limit 9",
        "September missing, 40 d late",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    assert!(fixture.ok(&["today", "--json"]).contains("measurement add --kpi K-1 --period-end … --value …"));
    let mut desk = Desk::sized(&fixture, 120, 30);
    desk.press("0").sees("a value for October is expected");
    while !desk.screen().lines().any(|line| line.contains('▶') && line.contains("K-1 ")) {
        desk.press("Down");
    }
    desk.press(">").sees("2026-10-31").text("60").press("Ctrl-S").sees("K-1: 60 %, on target");
    assert!(!fixture.ok(&["today"]).contains("is expected"));
}
