//! What was received from outside waits on Today until it is answered, and is counted for the review.

use gavel::domain::note::Note;

use crate::fixture::Fixture;
use crate::review::held::{self, script, words};
use crate::review::tools::called;
use crate::screen::desk::Desk;

fn heard() -> Fixture {
    Fixture::after(|fixture| {
        held::committee(fixture);
        script(
            fixture,
            "
            system add 'Claims triage' --purpose 'Sorts claims'
            note received 'Why was my claim refused?' --from 'A. Customer' --on 2026-11-11 --about SYS-1
            note received 'Which data do you keep?' --from 'The regulator'
            note add 'A working note' --about SYS-1 --type working
            ",
        );
    })
}

fn today(fixture: &Fixture) -> Vec<(String, String, String)> {
    let told: Vec<serde_json::Value> = serde_json::from_str(&fixture.ok(&["today", "--json"])).unwrap();
    let text = |one: &serde_json::Value| one.as_str().unwrap_or_default().to_owned();
    let told = told.iter().filter(|line| line["source"] == "received");
    told.map(|line| (text(&line["record"]["reference"]), text(&line["why"]), text(&line["next"]))).collect()
}

#[test]
fn it_waits_on_today_until_it_is_answered_and_says_how_long() {
    let mut fixture = heard();
    let line = |number: &str, why: &str| (number.to_owned(), why.to_owned(), "answer".to_owned());
    assert_eq!(today(&fixture), [line("N-1", "received 12 d ago"), line("N-2", "received today")]);
    let told = fixture.ok(&["note", "show", "N-2"]);
    assert!(told.contains("The regulator") && told.contains("ORG-1") && told.contains("2026-11-23"), "{told}");
    fixture.at("2026-11-24T09:00:00Z");
    // What is missing is asked for; what is no such thing is not answered.
    for (code, line, told) in [
        (2, "note received 'Why?'", "--from"),
        (2, "note answer N-1", "--answer"),
        (2, "note answer N-3 --answer 'None needed'", "N-3 was not received from outside"),
        (1, "note answer N-1 --answer 'By letter' --on 2026-11-10", "An answer comes after what it answers"),
        (1, "note edit N-1 --type working", "It was received from outside; void it"),
        (1, "note edit N-1 --clear received_from", "Received from is empty"),
        (1, "note edit N-1 --answered-on 2026-11-20", "Answered by is empty"),
        (1, "note edit N-3 --received-on 2026-11-20", "alone"),
        // It is not made to go away unseen.
        (1, "note void N-1 --reason 'Not ours'", "Agreed by is empty"),
    ] {
        let said = fixture.fails(code, &words(line));
        assert!(said.contains(told), "{line}: {said}");
    }
    assert_eq!(today(&fixture).len(), 2);
    fixture.ok(&words("note answer N-1 --answer 'By letter: a person decided' --on 2026-11-20"));
    assert_eq!(today(&fixture), [line("N-2", "received 1 d ago")]);
    let note = called(&fixture, "N-1");
    assert_eq!(Note(&note).answered_by(), Some(fixture.author.person));
    assert!(fixture.fails(2, &words("note answer N-1 --answer Again")).contains("answered already"));
    // Taken back, it waits again.
    fixture.ok(&["undo", "--yes"]);
    assert_eq!(today(&fixture).len(), 2);
    fixture.ok(&words("note void N-2 --reason 'Told twice' --agreed-by 'Iris Falk' --agreed-how meeting"));
    assert_eq!(today(&fixture), [line("N-1", "received 13 d ago")]);
    let mut desk = Desk::sized(&fixture, 120, 30);
    desk.press("0").sees("A. Customer: Why was my claim refused?").sees("received 13 d ago");
    while !desk.screen().lines().any(|line| line.contains('▶') && line.contains("N-1 ")) {
        desk.press("Down");
    }
    desk.press(">").text("By letter").press("Ctrl-S").sees("N-1 is answered").sees_not("A. Customer");
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn the_pack_counts_it_and_says_nothing_where_nothing_is_on_record() {
    let fixture = heard();
    script(&fixture, "review call --date 2026-11-26 --chair 'Iris Falk' --secretary 'Rosa Lindt'");
    let told = fixture.ok(&["review", "figures", "MR-1"]);
    assert!(told.contains("Received from outside since") && told.contains("Received and not answered"), "{told}");
    assert!(fixture.ok(&["review", "pack", "MR-1"]).contains("Received from outside and not answered: 2."));
    script(&fixture, "note answer N-1 --answer 'By letter'\nnote answer N-2 --answer 'By mail'");
    assert!(!fixture.ok(&["review", "pack", "MR-1"]).contains("not answered:"));
    let without = Fixture::after(held::committee);
    script(&without, "review call --date 2026-11-26 --chair 'Iris Falk' --secretary 'Rosa Lindt'");
    assert!(!without.ok(&["review", "figures", "MR-1"]).contains("Received from outside"));
}

/// When it came is told as it was recorded first, too, whatever it is changed to.
#[test]
fn the_pack_says_when_it_was_said_to_be_received_before() {
    let fixture = heard();
    script(&fixture, "review call --date 2026-11-26 --chair 'Iris Falk' --secretary 'Rosa Lindt'");
    script(&fixture, "note edit N-2 --received-on 2026-11-22");
    let pack = fixture.ok(&["review", "pack", "MR-1"]).split_whitespace().collect::<Vec<_>>().join(" ");
    let told = "received on before: “23 November 2026”";
    assert_eq!(pack.matches(told).count(), 1, "of what was changed alone: {pack}");
}
