//! Written resolutions: counted of all who are entitled, carried as soon as the basis is reached, lapsed where it was not by
//! the closing day, and told once, in the minutes of the next meeting.

use gavel::domain::value::Value;
use gavel::store::Act;

use super::held;
use super::tools::{called, denied, ok, refused, refused_with, step, value};
use crate::fixture::{Fixture, field};
use crate::screen::desk::Desk;

/// A resolution that waits for the answers of five.
fn sent() -> Fixture {
    Fixture::after(|fixture| {
        held::committee(fixture);
        held::script(
            fixture,
            "
            resolution add 'Pause claims chat' --subject other --secretary 'Rosa Lindt' --closes-on 2026-12-04 --basis two-thirds --members 'Rosa Lindt,Iris Falk,Ben Okafor,Carla Stein,Dev Anand'
            resolution send WR-1
            ",
        );
    })
}

fn state(fixture: &Fixture, reference: &str) -> &'static str {
    called(fixture, reference).state().unwrap()
}

#[test]
fn it_is_carried_once_so_many_of_all_who_are_entitled_are_for_it() {
    let fixture = sent();
    for line in ["resolution answer WR-1 'Edda Holm' for", "resolution answer WR-1 P-1 for --how meeting"] {
        refused(&fixture, line, &["can't be saved"]);
    }
    for line in [
        "resolution answer WR-1 P-1 for --answered-on 2026-11-20",
        "resolution edit WR-1 --basis more-than-half",
        "resolution edit WR-1 --closes-on 2026-12-20",
        "resolution edit WR-1 --members P-1",
        "resolution edit WR-1 --text 'Pause everything'",
        "resolution void WR-1 --reason 'A slip'",
    ] {
        refused(&fixture, line, &["can't be"]);
    }
    // Neither does anybody leave those who are entitled by an unlink, nor is it counted before there is something to count.
    let resolution = called(&fixture, "WR-1");
    let (field, target) = (field(resolution.register, "members"), called(&fixture, "P-5").id);
    let said = denied(&fixture, [Act::Link { record: resolution.id, field, target, present: false }]);
    assert!(said.contains("What was sent out stands"), "{said}");
    for name in ["carry", "reject", "lapse"] {
        let said = denied(&fixture, [step(&resolution, name, &[])]);
        assert!(said.contains("0 of 5 entitled are for it"), "{name}: {said}");
    }
    held::script(
        &fixture,
        "
        resolution answer WR-1 P-1 for
        resolution answer WR-1 P-2 for
        resolution answer WR-1 P-3 against --words 'Not before the figures are in'
        ",
    );
    let open =
        "2 of 5 entitled are for it, 4 needed (two thirds of all entitled); 1 against, 0 abstaining, 2 did not answer";
    refused(&fixture, "resolution settle WR-1", &["It can be answered until 2026-12-04", open]);
    // Who answers again answers otherwise: the last answer counts, and the first stays in the history.
    ok(&fixture, "resolution answer WR-1 P-3 for --how signature");
    assert_eq!(value(&fixture, "WA-3", "reply"), Some(Value::Choice("for")));
    assert!(ok(&fixture, "resolution-answer history WA-3").contains("Against"));
    ok(&fixture, "resolution answer WR-1 P-4 for");
    let told = ok(&fixture, "resolution settle WR-1");
    assert!(told.contains("4 of 5 entitled are for it, 4 needed"), "{told}");
    assert_eq!(state(&fixture, "WR-1"), "carried");
    for line in ["resolution answer WR-1 P-5 against", "resolution answer WR-1 P-1 against"] {
        refused(&fixture, line, &["WR-1 is carried"]);
    }
    refused(&fixture, "resolution withdraw WR-1 --reason 'A slip'", &["It is carried"]);
    assert!(fixture.run(&held::words("undo --yes")).code != 0, "what was counted is not undone");
    let answers = ok(&fixture, "resolution answers WR-1");
    assert!(answers.contains("Dev Anand") && answers.contains("Did not answer"), "{answers}");
    assert!(ok(&fixture, "resolution answers WR-1 --json").contains("\"count\""));
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn it_fails_once_its_basis_is_beyond_reach_and_lapses_after_its_day() {
    let fixture = sent();
    let against = fixture.copy();
    ok(&against, "resolution answer WR-1 P-1 against");
    ok(&against, "resolution answer WR-1 P-2 abstaining");
    ok(&against, "resolution settle WR-1");
    assert_eq!(state(&against, "WR-1"), "not-carried");

    ok(&fixture, "resolution answer WR-1 P-1 for");
    fixture.ambient.move_on(fixture.ambient.now() + chrono::TimeDelta::days(20));
    assert!(ok(&fixture, "today").contains("WR-1"), "its day is over, and nobody counted");
    refused(&fixture, "resolution answer WR-1 P-2 for", &["It closed on 2026-12-04"]);
    ok(&fixture, "resolution settle WR-1");
    assert_eq!(state(&fixture, "WR-1"), "lapsed");
    assert!(!ok(&fixture, "today").contains("WR-1"));
}

#[test]
fn who_is_recused_stands_recused_and_a_policy_opens_a_change() {
    let fixture = Fixture::after(held::committee);
    ok(&fixture, "interest add 'Owns shares in the vendor' --person P-4 --consequence stays");
    let add = "resolution add 'A policy on chats' --subject policy --secretary P-1 --members P-2,P-3,P-4";
    ok(&fixture, &format!("{add} --closes-on 2026-11-01 --basis more-than-half"));
    refused(&fixture, "resolution send WR-1", &["There is time to answer"]);
    ok(&fixture, "resolution edit WR-1 --closes-on 2026-12-04");
    ok(&fixture, "resolution send WR-1");
    refused(&fixture, "resolution answer WR-1 P-4 for", &["DI-1 recuses this person"]);
    refused_with(&fixture, 2, "resolution answer WR-1 P-4 perhaps", &["perhaps"]);
    ok(&fixture, "resolution answer WR-1 P-4 recused");
    // By keys as well.
    let mut desk = Desk::new(&fixture);
    desk.press("8").text("resolutions").press("Enter").sees("A policy on chats");
    for person in ["Iris", "Ben"] {
        desk.press("R").text(person).press("Tab").text("for").press("Ctrl-S");
    }
    desk.press("#").sees("Count the answers to WR-1?").press("y").sees("WR-1 is carried: 2 of 3 entitled are for it");
    let change = called(&fixture, "CH-1");
    assert_eq!(change.title(), "A policy on chats (WR-1)");
}

#[test]
fn nobody_else_turns_what_somebody_answered_themselves_and_the_minutes_say_who_typed_what() {
    let fixture = sent();
    let clock = |fixture: &Fixture| ok(fixture, "today").contains("count the answers");
    held::script(
        &fixture,
        "
        resolution answer WR-1 P-2 for --as P-2
        resolution answer WR-1 P-3 for
        resolution answer WR-1 P-3 against --as P-4
        resolution answer WR-1 P-4 for --as P-4
        resolution answer WR-1 P-5 for --how signature
        ",
    );
    assert!(!clock(&fixture));
    for line in [
        "resolution answer WR-1 P-2 against --as P-4",
        "resolution answer WR-1 P-2 for --words 'I changed my mind' --as P-4",
    ] {
        refused(&fixture, line, &["They answered this themselves"]);
    }
    ok(&fixture, "resolution answer WR-1 P-1 for");
    assert!(clock(&fixture), "its basis is reached, and nobody counted: {}", ok(&fixture, "today"));
    ok(&fixture, "resolution settle WR-1 --as P-4");
    assert!(!clock(&fixture));
    ok(&fixture, "review call --date 2026-11-30 --chair 'Iris Falk' --secretary 'Rosa Lindt'");
    let minutes = ok(&fixture, "review minutes MR-1").split_whitespace().collect::<Vec<_>>().join(" ");
    for told in [
        "Ben Okafor | Against | 23 November 2026 | by message, not on file, typed by Rosa Lindt, in the name of Carla Stein; \
         before: For, typed by Rosa Lindt",
        "Dev Anand | For | 23 November 2026 | by signature, not on file, typed by Rosa Lindt",
        "Rosa Lindt | For | 23 November 2026 | by message, entered by themselves",
        "drawn up, sent by Rosa Lindt; counted by Rosa Lindt, in the name of Carla Stein",
    ] {
        assert!(minutes.contains(told), "{told} is not in\n{minutes}");
    }
}

#[test]
fn a_resolution_that_not_everybody_was_asked_says_of_how_many() {
    let fixture = Fixture::after(held::committee);
    let add =
        "resolution add 'Go on as it is' --subject other --secretary P-4 --members P-1,P-4 --basis more-than-half";
    ok(&fixture, &format!("{add} --closes-on 2026-12-04"));
    held::script(
        &fixture,
        "
        resolution send WR-1
        resolution answer WR-1 P-1 for
        resolution answer WR-1 P-4 for
        resolution settle WR-1
        review call --date 2026-11-30 --chair 'Iris Falk' --secretary 'Rosa Lindt'
        ",
    );
    // Nothing of the answers of others is on file: it is carried on one person's word.
    let told = ok(&fixture, "review changes MR-1").split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        told.contains("WR-1") && told.contains("typed by others, not by themselves: P-4 Carla Stein (by"),
        "{told}"
    );
    let minutes = ok(&fixture, "review minutes MR-1");
    assert!(minutes.contains("2 of the 5 who held a seat in the committee"), "{minutes}");
    assert!(minutes.contains("drawn up, sent, counted by Rosa Lindt"), "{minutes}");
}
