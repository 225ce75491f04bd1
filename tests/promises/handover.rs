//! What somebody who leaves answers for goes to somebody else in one step, or not at all.

use gavel::domain::person::Person;

use crate::fixture::Fixture;
use crate::review::held::{script, words};
use crate::review::tools::called;
use crate::screen::desk::Desk;

fn busy() -> Fixture {
    Fixture::after(|fixture| {
        script(
            fixture,
            "
            person edit 'Rosa Lindt' --os-user rosa
            person add 'Ben Okafor' --active yes
            person add 'Carla Stein' --active yes
            action add 'Open one' --owner 'Ben Okafor' --due fri
            action add 'Done one' --owner 'Ben Okafor'
            action done A-2 --evidence 'It is done'
            action add 'Cancelled one' --owner 'Ben Okafor'
            action cancel A-3 --reason 'the vendor does it'
            action add 'Of somebody else' --owner 'Carla Stein'
            risk add 'Scores drift' --owner 'Ben Okafor'
            system add 'Claims triage' --purpose x --owner 'Ben Okafor'
            nonconformity add 'Cards missing' --owner 'Ben Okafor'
            control add 'Own control' --code X.1 --owner 'Ben Okafor'
            obligation add 'Hold the review' --type review --every-months 12 --next-due 2026-12-01 --owner 'Ben Okafor'
            ",
        );
    })
}

fn owner(fixture: &Fixture, reference: &str) -> String {
    let record = called(fixture, reference);
    let id = record.link(record.register.position("owner").unwrap()).unwrap();
    fixture.store().view().record(id).unwrap().unwrap().title().to_owned()
}

const OPEN: [&str; 6] = ["A-1", "R-1", "SYS-1", "NC-1", "C-1", "OB-1"];

#[test]
fn everything_open_goes_to_somebody_else_in_one_step_that_can_be_taken_back() {
    let fixture = busy();
    let head = fixture.store().view().head().unwrap().sequence;
    assert!(fixture.fails(2, &words("handover 'Ben Okafor' --to 'Carla Stein'")).contains("--reason"));
    let said = fixture.ok(&words("handover 'Ben Okafor' --to 'Carla Stein' --reason 'He retires' --dry-run"));
    assert!(said.contains("6 would go to Carla Stein"), "{said}");
    assert_eq!(fixture.store().view().head().unwrap().sequence, head);
    let said = fixture.ok(&words("handover 'Ben Okafor' --to 'Carla Stein' --left --reason 'He retires'"));
    assert!(said.contains("6 handed over from Ben Okafor to Carla Stein; Ben Okafor is active no more"), "{said}");
    assert_eq!(fixture.store().view().head().unwrap().sequence, head + 1, "one transaction");
    for reference in OPEN {
        assert_eq!(owner(&fixture, reference), "Carla Stein", "{reference}");
    }
    for reference in ["A-2", "A-3"] {
        assert_eq!(owner(&fixture, reference), "Ben Okafor", "{reference}: who did it stays named");
    }
    assert_eq!(Person(&called(&fixture, "P-2")).active(), Some(false));
    fixture.ok(&["undo", "--yes"]);
    for reference in OPEN {
        assert_eq!(owner(&fixture, reference), "Ben Okafor", "{reference}");
    }
    fixture.ok(&words("person edit 'Carla Stein' --active no"));
    let to =
        |name: &str| fixture.fails(2, &words(&format!("handover 'Ben Okafor' --to '{name}' --reason 'He retires'")));
    assert!(to("Carla Stein").contains("takes part no more"));
    assert!(to("Ben Okafor").contains("to themselves"));
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn it_is_done_from_the_list_of_people() {
    let fixture = busy();
    let mut desk = Desk::new(&fixture);
    desk.press("8").text("people").press("Enter");
    desk.press("/").text("ben").press("Enter X").sees("Hand over").text("carla").press("Enter Tab Tab");
    // The reason can't be left out by a key either.
    let head = fixture.store().view().head().unwrap();
    desk.press("Ctrl-S").sees("Reason is empty");
    assert_eq!(fixture.store().view().head().unwrap(), head);
    desk.text("He retires").press("Ctrl-S").sees("Hand over to Carla Stein?").sees("A-1 Open one").press("y");
    desk.sees("6 handed over from Ben Okafor to Carla Stein");
    assert_eq!(owner(&fixture, "NC-1"), "Carla Stein");
    desk.press("X").sees("answers for nothing that is open");
    desk.press("u").sees("Take this back?").press("Enter");
    assert_eq!(owner(&fixture, "NC-1"), "Ben Okafor");
}
