//! The end of a meeting leaves nothing hanging: what waited for one that is not held goes to another, or is withdrawn; and
//! an item that is taken up again no longer says how it had ended.

use gavel::domain::value::Value;

use super::held;
use super::tools::{called, denied, ok, refused, refused_with, step, value};
use crate::fixture::Fixture;
use crate::screen::desk::Desk;

/// A called review that waits to be held: commentaries that are late, an item of its own, a proposal, a matter set aside.
fn waiting() -> Fixture {
    Fixture::after(|fixture| {
        held::call(fixture);
        held::script(
            fixture,
            "
            agenda-item edit AG-2 --contributor 'Ben Okafor' --contribution-due 2026-11-10
            agenda-item edit AG-3 --contributor 'Ben Okafor' --contribution-due 2026-11-10
            review agenda MR-1 --add 'A visit of the supervisor'
            review propose MR-1 'Buy a scanner' --item e --subject other
            review park MR-1 'Insurance of AI losses' --item d1
            ",
        );
    })
}

fn state(fixture: &Fixture, reference: &str) -> String {
    called(fixture, reference).state_label().unwrap_or_default()
}

fn linked(fixture: &Fixture, reference: &str, name: &str) -> String {
    let Some(Value::Link(id)) = value(fixture, reference, name) else { panic!("{reference} has no {name}") };
    fixture.store().view().record(id).unwrap().unwrap().reference().to_string()
}

#[test]
fn a_cancelled_review_is_asked_what_becomes_of_what_waits_for_it() {
    let fixture = waiting();
    let hangs = "1 item of its own, 1 proposal, 1 matter set aside, 3 commentaries of MR-1 would be left hanging";
    refused_with(&fixture, 2, "review cancel MR-1 --reason 'Merged into the next one'", &[hangs]);
    refused_with(&fixture, 2, "review cancel MR-1 --reason 'Later' --move", &["No other meeting is prepared"]);
    refused_with(&fixture, 2, "review cancel MR-1 --reason 'Later' --to MR-1", &["name another one"]);
    // Neither is it cancelled beside the operation.
    let said = denied(&fixture, [step(&called(&fixture, "MR-1"), "cancel", &[])]);
    assert!(said.contains("leaves nothing hanging") && said.contains("D-1 Buy a scanner waits for it"), "{said}");
    // What is to be held drops no input by itself.
    let opened = Fixture::after(held::open);
    let said = denied(&opened, [step(&called(&opened, "AG-3"), "withdraw", &[])]);
    assert!(said.contains("MR-1 was opened"), "{said}");

    assert!(ok(&fixture, "today").contains("AG-2"), "it is late before");
    ok(&fixture, "review cancel MR-1 --reason 'The board is replaced' --withdraw");
    for item in ["AG-2", "AG-3", "AG-5", "AG-11", "D-1"] {
        assert_eq!(state(&fixture, item), "Withdrawn", "{item}");
    }
    assert!(called(&fixture, "N-1").voided);
    let told = ok(&fixture, "decision history D-1");
    assert!(told.contains("The board is replaced"), "{told}");
    let today = ok(&fixture, "today");
    assert!(!today.contains("AG-") && !today.contains("MR-1"), "{today}");
    assert!(!ok(&fixture, "agenda-item list state=open").contains("AG-"), "nothing of it is open");
    refused(&fixture, "review note MR-1 'More to say'", &["MR-1 is cancelled: it was not held"]);
    let said = fixture.fails(1, &held::words("review note MR-1 'More to say'"));
    assert!(!said.contains("Approved minutes stand"), "{said}");
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

/// Whichever of the two was called first.
#[test]
fn what_waits_goes_to_another_meeting() {
    let fixture = waiting();
    ok(
        &fixture,
        "review add Spring --date 2027-03-20 --period-start 2026-11-21 --period-end 2027-03-20 --chair 'Iris Falk' \
         --secretary 'Rosa Lindt' --members 'Iris Falk,Rosa Lindt,Ben Okafor'",
    );
    let planned = fixture.copy();
    ok(&planned, "review cancel MR-1 --reason 'Merged into the next one' --move");
    assert_eq!(state(&planned, "AG-3"), "Withdrawn", "nobody had written anything");
    for item in ["AG-5", "AG-8", "AG-11", "D-1", "N-1"] {
        assert_eq!(linked(&planned, item, "review"), "MR-2", "{item}");
    }
    ok(&planned, "review call MR-2");
    let agenda = ok(&planned, "review agenda MR-2");
    assert_eq!(agenda.matches("Nonconformities and corrective actions").count(), 1, "{agenda}");
    let place = |text: &str| agenda.find(text).unwrap_or_else(|| panic!("{text}: {agenda}"));
    assert!(place("Opening") < place("Nonconformities") && place("A visit") < place("Conclusion"), "{agenda}");

    let called_up = fixture.copy();
    ok(&called_up, "review call MR-2");
    ok(&called_up, "review cancel MR-1 --reason 'Merged into the next one' --to MR-2");
    let agenda = ok(&called_up, "review agenda MR-2");
    let place = |text: &str| agenda.find(text).unwrap_or_else(|| panic!("{text}: {agenda}"));
    assert!(place("A visit of the supervisor") < place("Conclusion"), "{agenda}");
    assert_eq!(state(&called_up, "AG-5"), "Withdrawn");
    let item = linked(&called_up, "D-1", "item");
    assert_eq!(linked(&called_up, &item, "review"), "MR-2");
    let about = linked(&called_up, "N-1", "about");
    let commentary = called(&called_up, &about);
    let told = commentary.get("commentary").cloned();
    assert_eq!(told, Some(Value::Text("Written for MR-1: Six raised, nine closed, one reopened.".into())));
}

#[test]
fn a_postponed_review_keeps_what_waits_unless_it_is_said_otherwise() {
    let fixture = waiting();
    let kept = fixture.copy();
    ok(&kept, "review postpone MR-1 --reason 'The chair is ill'");
    assert_eq!((state(&kept, "AG-5"), state(&kept, "D-1")), ("Not considered".into(), "Proposed".into()));
    ok(&kept, "review edit MR-1 --date 2026-12-10");
    ok(&kept, "review call MR-1");

    ok(&fixture, "review postpone MR-1 --reason 'A new board sits' --withdraw");
    assert_eq!((state(&fixture, "AG-5"), state(&fixture, "D-1")), ("Withdrawn".into(), "Withdrawn".into()));
    // What it is called with then is whole again.
    ok(&fixture, "review edit MR-1 --date 2026-12-10");
    ok(&fixture, "review call MR-1");
    let agenda = ok(&fixture, "review agenda MR-1");
    assert_eq!(agenda.matches("Nonconformities and corrective actions").count(), 1, "{agenda}");
    assert!(!agenda.contains("A visit of the supervisor"), "{agenda}");
}

#[test]
fn the_form_asks_what_becomes_of_what_waits() {
    let fixture = waiting();
    ok(&fixture, "review add Spring --date 2027-03-20");
    let mut desk = Desk::new(&fixture);
    desk.press("2 s").text("cancel").press("Enter").sees("what becomes of what waits for it?");
    desk.text("Merged into the next one").press("Tab").sees("It goes to another meeting").press("Ctrl-S");
    assert_eq!((state(&fixture, "MR-1"), linked(&fixture, "D-1", "review")), ("Cancelled".into(), "MR-2".into()));
}

#[test]
fn an_item_that_is_taken_up_again_no_longer_says_how_it_had_ended() {
    let fixture = Fixture::after(held::open);
    held::script(
        &fixture,
        "
        review item MR-1 d3
        review item MR-1 --deferred 'Auditor is ill'
        review item MR-1 d3
        review item MR-1 --discussed
        ",
    );
    assert_eq!(value(&fixture, "AG-7", "outcome"), None);
    let minutes = ok(&fixture, "review minutes MR-1");
    assert!(!minutes.contains("Auditor is ill"), "{minutes}");
    assert!(ok(&fixture, "agenda-item history AG-7").contains("Auditor is ill"), "it is kept in the history");
    // By keys as well.
    let mut desk = Desk::new(&fixture);
    desk.press("2 w").text("b changes").press("Enter Enter f d").text("No paper").press("Ctrl-S");
    assert_eq!(value(&fixture, "AG-3", "outcome"), Some(Value::Text("No paper".into())));
    desk.press("w").text("b changes").press("Enter Enter").sees("Take it up again?").press("y f ]");
    assert_eq!((state(&fixture, "AG-3"), value(&fixture, "AG-3", "outcome")), ("Discussed".into(), None));
}
