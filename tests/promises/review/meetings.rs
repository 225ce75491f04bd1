//! Meetings of the committee that are no management review: an agenda of their own, the same roll, motions, minutes and
//! seal, and nothing that only a review does.

use gavel::domain::value::Value;

use super::held;
use super::tools::{called, ok, refused, refused_with, value};
use crate::fixture::Fixture;
use crate::screen::desk::Desk;

/// An extraordinary meeting in session with a quorum, before any review was held.
fn extraordinary() -> Fixture {
    Fixture::after(|fixture| {
        held::committee(fixture);
        held::script(
            fixture,
            "
            obligation add 'Hold the review' --type review --every-months 12 --next-due 2026-12-20
            review call --type extraordinary --date 2026-11-23 --chair 'Iris Falk' --secretary 'Rosa Lindt'
            review agenda MR-1 --add 'Claims chat paid twice'
            review open MR-1
            review attend MR-1 'Rosa Lindt' 'Iris Falk' 'Ben Okafor' 'Carla Stein'
            ",
        );
    })
}

#[test]
fn a_meeting_has_an_agenda_of_its_own_and_is_minuted_and_sealed_as_a_review_is() {
    let fixture = extraordinary();
    let agenda = ok(&fixture, "review agenda MR-1");
    let place = |text: &str| agenda.find(text).unwrap_or_else(|| panic!("{text}: {agenda}"));
    assert!(place("Matters arising") < place("Claims chat paid twice"), "{agenda}");
    assert!(place("Claims chat paid twice") < place("Any other business"), "{agenda}");
    assert!(!agenda.contains("Conclusion") && !agenda.contains("Audit results"), "{agenda}");
    held::script(
        &fixture,
        "
        review item MR-1 opening
        review item MR-1 --discussed
        review item MR-1 arising
        review item MR-1 --noted 'Nothing arises'
        review item MR-1 3
        review propose MR-1 'Pause claims chat' --subject other
        review decide MR-1 D-1
        review act MR-1 'Pause it' --from D-1 --owner 'Ben Okafor' --due 2026-11-24
        review item MR-1 --discussed
        ",
    );
    refused(&fixture, "review conclude MR-1", &["AG-3 Any other business is still open"]);
    for line in [
        "review judge MR-1 suitability yes 'It fits'",
        "review results MR-1 --next-review 2027-05-20",
        "review edit MR-1 --type management-review",
        "agenda-item edit AG-4 --input d3",
    ] {
        refused(&fixture, line, &["can't be"]);
    }
    held::script(
        &fixture,
        "
        review item MR-1 any-other
        review item MR-1 --noted 'Nothing'
        review conclude MR-1
        review minutes MR-1 --circulate
        review approve MR-1 --for chair --how meeting
        review approve MR-1 --for secretary --how signature
        ",
    );
    assert_eq!(called(&fixture, "MR-1").state(), Some("sealed"));
    let minutes = ok(&fixture, "review minutes MR-1");
    assert!(minutes.contains("Extraordinary committee meeting") && !minutes.contains("Suitability"), "{minutes}");
    assert!(ok(&fixture, "review verify MR-1").contains("MR-1 holds"));
    // It is no management review: none was held, and none is fulfilled.
    assert_eq!(value(&fixture, "OB-1", "next_due"), Some(Value::Date("2026-12-20".parse().unwrap())));
    let told = fixture.run(&["check"]).out;
    assert!(told.contains("No management review was held yet"), "{told}");
    ok(&fixture, "review call --date 2027-01-20 --chair 'Iris Falk' --secretary 'Rosa Lindt'");
    assert_eq!(called(&fixture, "MR-2").get("previous"), None);
    let pack = ok(&fixture, "review pack MR-2");
    assert!(pack.contains("Previous review") && pack.contains("none on record"), "{pack}");
    assert!(pack.contains("Pause claims chat") && pack.contains("decided in MR-1"), "{pack}");
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn an_extraordinary_meeting_is_called_by_keys_while_a_review_waits() {
    let fixture = Fixture::after(held::call);
    let mut desk = Desk::new(&fixture);
    desk.press("2 s").text("another").press("Enter").sees("Extraordinary committee meeting");
    desk.text("2026-11-23")
        .press("Tab")
        .text("9:30")
        .press("Tab Tab")
        .text("Iris")
        .press("Tab")
        .text("Rosa")
        .press("Ctrl-S");
    let meeting = called(&fixture, "MR-2");
    assert_eq!((meeting.state(), meeting.title()), (Some("called"), "Extraordinary committee meeting November 2026"));
    assert_eq!(called(&fixture, "MR-1").state(), Some("called"));
}

#[test]
fn what_is_called_stays_of_its_kind() {
    let fixture = Fixture::after(held::call);
    refused(&fixture, "review edit MR-1 --type ordinary", &["Everybody was told it with the call"]);
    ok(&fixture, "review add Spring --date 2027-03-20");
    ok(&fixture, "review edit MR-2 --type ordinary");
    refused_with(&fixture, 2, "review edit MR-2 --type seance", &["seance"]);
    ok(&fixture, "review edit MR-2 --chair 'Iris Falk' --secretary 'Rosa Lindt' --members 'Iris Falk,Rosa Lindt'");
    ok(&fixture, "review call MR-2");
    let agenda = ok(&fixture, "review agenda MR-2");
    assert!(agenda.contains("Any other business") && !agenda.contains("Context"), "{agenda}");
}

/// By whichever face it is put on the register, and whichever type it comes to have.
#[test]
fn a_meeting_is_titled_by_its_type_where_nobody_types_another_title() {
    let fixture = Fixture::after(held::committee);
    let typed = fixture.copy();
    let to_type = "Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab";
    Desk::new(&fixture).press("2 s Enter").sees("Title").press(to_type).text("ord").press("Ctrl-S");
    let title = |reference: &str| called(&fixture, reference).title().to_owned();
    assert_eq!(title("MR-1"), "Ordinary committee meeting November 2026");
    ok(&fixture, "review add 'Extraordinary committee meeting February 2027' --type extraordinary");
    ok(&fixture, "review edit MR-2 --type ordinary");
    assert_eq!(title("MR-2"), "Ordinary committee meeting February 2027");
    ok(&fixture, "review edit MR-2 --type management-review --title 'The small one'");
    assert_eq!(title("MR-2"), "The small one");
    // What is typed stays.
    Desk::new(&typed).press("2 s Enter").text("Autumn").press(to_type).text("ord").press("Ctrl-S");
    assert_eq!(called(&typed, "MR-1").title(), "Autumn");
    ok(&typed, "review edit MR-1 --type extraordinary");
    assert_eq!(called(&typed, "MR-1").title(), "Autumn");
    let who = "--chair 'Iris Falk' --secretary 'Rosa Lindt'";
    ok(&fixture, &format!("review call MR-1 --type extraordinary --date 2026-12-01 {who}"));
    assert_eq!(title("MR-1"), "Extraordinary committee meeting November 2026");
    ok(&fixture, &format!("review call --type ordinary --date 2026-12-08 {who}"));
    assert_eq!(title("MR-3"), "Ordinary committee meeting December 2026");
}
