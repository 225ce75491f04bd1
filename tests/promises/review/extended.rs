//! What a review decided is put off by an extension: with a reason, approved by another than its owner, and counted.

use super::held;
use super::tools::{ok, refused};
use crate::fixture::Fixture;
use crate::gates::clock::days;

const EXTEND: &str =
    "action extend A-1 --due 2027-02-01 --extended-how message --reason 'The seller is late' --extended-by";

/// MR-1 decided D-1, and A-1 follows from it: of Ben Okafor, due on 7 December. The review is over.
fn decided() -> Fixture {
    Fixture::after(|fixture| {
        held::judge(fixture);
        // What is said in the meeting is put right there.
        ok(fixture, "action edit A-1 --due 2026-12-07");
        ok(fixture, "review conclude MR-1");
    })
}

#[test]
fn the_day_that_a_review_set_moves_by_an_extension_that_another_approves() {
    let file = decided();
    for line in ["action edit A-1 --due 2026-12-08", "action edit A-1 --due ''"] {
        refused(&file, line, &["by the move “extend”", "The day was set by a review"]);
    }
    ok(&file.copy(), "action edit A-1 --due 2026-12-01");
    refused(&file, &format!("{EXTEND} 'Ben Okafor'"), &["Ben Okafor owns A-1 and can't approve its extension"]);
    refused(&file, &format!("{EXTEND} 'Carla Stein'").replace("2027-02-01", "2026-12-07"), &["is not after"]);
    // Whoever hands it on for an hour neither approves it nor gets it back.
    let handed = file.copy();
    ok(&handed, "action edit A-1 --owner 'Dev Anand'");
    refused(&handed, &format!("{EXTEND} 'Ben Okafor'"), &["Ben Okafor owned A-1"]);
    ok(&file, &format!("{EXTEND} 'Carla Stein'"));
    refused(&file, "action edit A-1 --owner 'Carla Stein'", &["This person approved its extension"]);
    refused(&file, "undo --yes", &["extended"]);
    refused(&file, "action edit A-1 --due 2027-02-02", &["The day was set by a review"]);
    let again = format!("{EXTEND} 'Carla Stein'").replace("2027-02-01", "2027-03-01");
    ok(&file, &again);
    ok(
        &file,
        "review call --date 2027-05-20 --period-start 2026-11-24 --period-end 2027-05-01 --chair 'Iris Falk' --secretary 'Rosa Lindt'",
    );
    let told = ok(&file, "review figures MR-2");
    assert!(told.contains("first due 4 Dec 2026") && told.contains("extended twice"), "{told}");
    assert_eq!(file.verify(), Vec::<String>::new());
}

/// Ways round it: out of the review, into another action, by way of one that takes its place.
#[test]
fn nothing_else_puts_off_what_a_review_decided() {
    let file = decided();
    refused(&file, "action edit A-1 --review '' --due 2027-02-01", &["The day was set by a review"]);
    ok(&file, "action add 'Buy things' --owner 'Ben Okafor' --due 2027-02-01");
    ok(&file, "action add 'Buy all things' --owner 'Ben Okafor'");
    ok(&file, "action add 'Buy it at once' --owner 'Ben Okafor' --due 2026-12-01");
    for (line, told) in [
        (
            "action merge A-1 --merged-into A-2",
            "A-2 is due on 2027-02-01, and A-1 is due on 2026-12-07: extend A-1 first",
        ),
        ("action supersede A-1 --superseded-by A-2", "A-2 is due on 2027-02-01"),
        ("action merge A-1 --merged-into A-3", "A-3 has no day"),
    ] {
        refused(&file, &format!("{line} --reason 'One card is enough'"), &[told]);
    }
    ok(&file, "action merge A-1 --merged-into A-4 --reason 'One card is enough'");
    refused(&file, "action edit A-4 --due 2027-02-01", &["The day was set by a review"]);
    // What was added from its decision after the meeting is of the review, once it is more than a slip of today.
    ok(&file, "action add 'Compare the offers' --source D-1 --owner 'Ben Okafor' --due 2026-12-20");
    ok(&file, "action edit A-5 --due 2026-12-21");
    days(&file, 1);
    refused(&file, "action edit A-5 --due 2026-12-22", &["The day was set by a review"]);
    assert_eq!(file.verify(), Vec::<String>::new());
}
