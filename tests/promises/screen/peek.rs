//! What is read before it is attested: at a glance under its row, and above the form that attests it.

use gavel::domain::action::{Action, State};
use gavel::domain::value::Value;
use ratatui::layout::Size;

use crate::fixture::Fixture;
use crate::review::held::script;
use crate::review::tools::called;
use crate::triage::morning;

use super::desk::Desk;

/// Three actions that Ben has done, for somebody else to confirm.
fn waiting() -> Fixture {
    Fixture::after(|fixture| {
        script(
            fixture,
            "
            person edit 'Rosa Lindt' --os-user rosa
            person add 'Ben Okafor' --os-user ben --active yes
            system add 'Claims triage' --purpose 'Sorts claims'
            action add 'Repeat the bias test' --owner 'Ben Okafor' --due 2026-11-10 --source SYS-1
            action add 'Publish the policy' --owner 'Ben Okafor' --due 2026-11-12
            action add 'Tell the clerks' --owner 'Ben Okafor' --due 2026-11-14
            action done A-1 --evidence 'Report of the vendor, page 3' --done-on 2026-11-11
            action done A-2 --evidence 'Intranet page' --done-on 2026-11-22
            action done A-3 --evidence 'Mail of 23 November'
            ",
        );
    })
}

/// What is to be known of A-1 before it is confirmed.
const KNOWN: [&str; 4] =
    ["E-1 Report of the vendor, page 3", "Done by P-2 Ben Okafor", "Done on 2026-11-11", "Source SYS-1 Claims triage"];

fn all_read(desk: &mut Desk) {
    for known in KNOWN {
        desk.reads(known);
    }
}

#[test]
fn it_is_read_and_then_confirmed_in_at_most_six_keys() {
    let fixture = waiting();
    let mut desk = Desk::sized(&fixture, 80, 24);
    desk.press("0").sees("waits 12 d").sees("waits 1 d").press("P").reads("Next Confirm");
    all_read(&mut desk);
    // The form shows the same above its fields.
    desk.press(">").sees("Confirm: A-1").sees_not("Next ");
    all_read(&mut desk);
    desk.text("mess").press("Ctrl-S").sees("A-2").sees_not("E-1 Report");
    assert_eq!(Action(&called(&fixture, "A-1")).state(), Some(State::Confirmed));
    // How one's word was known is offered first from then on, and nothing is taken unasked.
    let keys = "0 P > Enter Ctrl-S";
    assert!(keys.split(' ').count() <= 6);
    desk.press("0 P").reads("E-2 Intranet page").press("> Ctrl-S").sees("how is empty").press("Esc Esc Esc");
    desk.press(keys);
    let confirmed = called(&fixture, "A-2");
    assert_eq!(Action(&confirmed).state(), Some(State::Confirmed));
    assert_eq!(confirmed.get("confirmed_how"), Some(&Value::Choice("message")));
    // Another one is typed as before.
    drop(desk);
    let mut desk = Desk::sized(&fixture, 80, 24);
    desk.press("0 >").text("sign").press("Ctrl-S");
    assert_eq!(called(&fixture, "A-3").get("confirmed_how"), Some(&Value::Choice("signature")));
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn its_row_stays_in_sight_and_arrows_go_on_to_the_next() {
    for size in [Size::new(40, 20), Size::new(80, 24), Size::new(120, 40)] {
        let mut desk = Desk::as_user(&waiting(), "rosa", size);
        for (keys, next) in [("0", "Down"), ("J f e v e r y Enter Home", "Down")] {
            desk.press(keys).press("P").sees("▶").reads("E-1 Report of the vendor").press(next);
            desk.sees("▶").reads("E-2 Intranet page").press("Up").reads("E-1 Report of the vendor");
            desk.press("P").sees_not("E-1 Report").press("P Esc").sees_not("E-1 Report").press("Esc Esc");
        }
    }
}

#[test]
fn what_is_missing_comes_first_and_what_proves_the_work_is_told_too() {
    let mut desk = Desk::sized(&morning(), 120, 40);
    // Verifying NC-3 stands on what proves its action.
    desk.press("0 P").reads("Next Verify").reads("A-1 Build the gate · done").reads("The gate").reads("of A-1");
    // Nobody confirms what they have done themselves, and that is said before they try.
    let mut desk = Desk::as_user(&waiting(), "ben", Size::new(80, 24));
    desk.press("J f").text("every").press("Enter Home P").reads("Not yet").reads("A-1 Repeat the bias test");
}

#[test]
fn a_form_that_attests_nothing_shows_nothing_more() {
    let mut desk = Desk::sized(&waiting(), 80, 24);
    desk.press("J e").sees_not("E-1 Report").press("Esc");
}
