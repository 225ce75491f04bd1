//! The meeting by keys: who is on the roll, who leaves the quorum, by which rules it is counted, and who signed.

use gavel::domain::attendance;
use gavel::domain::value::Value;
use gavel::store::list::Query;
use gavel::tui::event::Event;

use super::Keyboard;
use crate::fixture::{Fixture, text};
use crate::review::held::{self, script};
use crate::review::tools::{called, ok, value};
use crate::sample::sample;
use crate::screen::desk::Desk;

/// A sitting begins with its roll, also where its opening asks something first; where it is not opened, nothing is called.
#[test]
fn the_roll_is_called_once_the_question_of_the_opening_is_answered() {
    let file = sample();
    ok(&file, "review circulate MR-3");
    let mut desk = Desk::sized(&file, 80, 24);
    desk.press("2 s Enter");
    desk.sees("how was its day agreed?").sees_not("Attendance");
    desk.press("Esc").sees_not("Attendance");
    desk.press("s Enter").sees("how was its day agreed?");
    desk.text("The chair asked everybody").press("Ctrl-S");
    desk.sees("Attendance").sees("0 of 9 voting members here");
    desk.press("A Enter").sees("Quorum: 9 of 9");
}

#[test]
fn who_left_and_whose_term_is_over_is_on_no_roll() {
    for (fields, of) in [
        (&[("Term ends", "2026-11-22"), ("Active", "no")][..], "Tomasz Quillfeather"),
        (&[("Term ends", "2026-11-22")][..], "Tomasz Quillfeather"),
    ] {
        let file = sample();
        let mut keyboard = Keyboard::of(&file);
        keyboard.open("P-9").press("e").fill(fields).saved().press("Esc Esc");
        keyboard.press("2 s Enter s Enter").fill(&[("How the day was agreed", "By mail")]).saved();
        keyboard.sees("0 of 8 voting members here").press("A Enter").sees("Quorum: 8 of 8 voting members present");
        let screen = keyboard.desk.screen();
        assert!(!screen.lines().any(|line| line.contains(of) && line.contains("Here ")), "{screen}");
    }
}

/// Whoever is there already is offered no more, and comes no second time from another terminal.
#[test]
fn nobody_is_put_on_the_roll_twice_by_keys() {
    let file = Fixture::after(held::call);
    script(&file, "review circulate MR-1\nreview open MR-1");
    let mut keyboard = Keyboard::of(&file);
    keyboard.press("2 r A");
    ok(&file, "review attend MR-1 --all");
    keyboard.press("Enter");
    let lines = || {
        let page = file.store().view().page(&Query::new(&attendance::REGISTER)).unwrap();
        page.records.len()
    };
    assert_eq!(lines(), 5);
    keyboard.press("Esc").desk.event(Event::FileChanged);
    keyboard.press("r A Enter");
    assert_eq!(lines(), 5);
    keyboard.press("+").desk.text("ben");
    keyboard.press("Enter");
    assert_eq!(lines(), 5);
    assert!(ok(&file, "review attend MR-1").contains("5 of 5 voting members present"));
}

#[test]
fn a_recusal_in_the_vote_leaves_the_quorum_by_keys_too() {
    let file = held::open_by("--recused-present no");
    script(
        &file,
        "review item MR-1 d1\nreview propose MR-1 'Buy a scanner' --subject other\nreview leave MR-1 'Ben Okafor'",
    );
    let mut keyboard = Keyboard::of(&file);
    keyboard.press("2 v").sees("Quorum 3 of 5").press("r").sees("No quorum: 2 of 5");
    keyboard.press("A Enter").sees("provisional");
    assert_eq!(value(&file, "D-1", "quorum"), Some(text("2 of 5 voting members present, 3 needed")));
    assert_eq!(value(&file, "D-1", "state"), Some(Value::Choice("provisional")));
}

#[test]
fn a_quorum_that_is_given_up_for_a_moment_by_a_form_carries_nothing() {
    let file = Fixture::after(held::open);
    script(
        &file,
        "
        review item MR-1 d1
        review propose MR-1 'Buy a scanner' --subject other
        review leave MR-1 'Ben Okafor' 'Carla Stein'
        ",
    );
    let mut keyboard = Keyboard::of(&file);
    keyboard.press("2 s").desk.text("rules");
    keyboard.press("Enter").fill(&[("Quorum", "none")]).saved();
    keyboard.press("c y Enter").sees("provisional");
    keyboard.press("s").desk.text("rules");
    keyboard.press("Enter").fill(&[("Quorum", "more")]).saved();
    assert_eq!(value(&file, "D-1", "state"), Some(Value::Choice("provisional")));
    assert_eq!(value(&file, "D-1", "quorum"), Some(text("2 of 5 voting members present, 3 needed")));
}

#[test]
fn voters_are_not_made_fewer_by_the_form_of_the_review() {
    let file = sample();
    script(
        &file,
        "review circulate MR-3\nreview open MR-3 --notice-agreed 'All wrote that it suits them'\nreview attend MR-3 P-1 P-2",
    );
    let mut keyboard = Keyboard::of(&file);
    keyboard.press("2").sees("No quorum: 2 of 9").press("Down e").go_to("Voting members");
    for _ in 0..7 {
        keyboard.press("Backspace");
    }
    keyboard.refused(&["They were told with the pack"]).press("Esc Ctrl-X y").sees("No quorum: 2 of 9");
    assert_eq!(called(&file, "MR-3").links(called(&file, "MR-3").register.position("members").unwrap()).len(), 9);
}

/// What the secretary types for the chair is told as that, and as not on file.
#[test]
fn a_signature_of_the_chair_that_the_secretary_typed_says_so() {
    let file = Fixture::after(held::conclude);
    let mut keyboard = Keyboard::acting(&file, "Iris Falk");
    keyboard.press("2 s").desk.text("chair");
    keyboard.press("Enter").fill(&[("Given", "signature")]).saved();
    keyboard.sees("Approved by Iris Falk on 2026-11-23 by signature, not on file;");
    keyboard.sees("recorded by Rosa Lindt, in the name of Iris Falk");
    let mut keyboard = Keyboard::of(&file);
    keyboard.press("2 s").desk.text("secretary");
    keyboard.press("Enter").fill(&[("Given", "signature")]).saved();
    let minutes = ok(&file, "review minutes MR-1");
    let told = "by signature, not on file; recorded by Rosa Lindt, in the name of Iris Falk";
    assert!(minutes.contains(told), "{minutes}");
}
