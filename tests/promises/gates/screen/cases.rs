//! Whose hands were in a case, and what is known of it, by keys: owners put in between, rejected and come back, confirmed by
//! who did it.

use super::Keyboard;
use crate::people::hands::carried_out;
use crate::review::tools::{called, ok};
use crate::sample::sample;

#[test]
fn owners_put_in_between_by_forms_wash_no_hands() {
    let file = carried_out();
    let verifies = |keyboard: &mut Keyboard| {
        keyboard.open("NC-10").make("verify").fill(&[("Verified how", "message")]);
        keyboard.refused(&["Noor Halvorsen put NC-10 right on", "and can't verify it"]).press("Esc Esc Esc Esc");
    };
    let mut keyboard = Keyboard::of(&file);
    verifies(&mut keyboard);
    for (reference, owner) in [("A-55", "P-14"), ("NC-10", "P-14"), ("A-55", "P-1"), ("NC-10", "P-1")] {
        keyboard.open(reference).press("e").fill(&[("Owner", owner)]).saved().press("Esc Esc Esc");
        verifies(&mut keyboard);
    }
}

/// On the screen of today one key gives a record to somebody else.
#[test]
fn nor_do_owners_put_in_between_on_the_screen_of_today() {
    let file = carried_out();
    ok(&file, "nonconformity edit NC-10 --due 2026-11-20");
    let mut keyboard = Keyboard::of(&file);
    keyboard.press("0");
    keyboard.select("NC-10");
    keyboard.press("o").fill(&[("Owner", "P-14")]).saved();
    let told = ["Noor Halvorsen put NC-10 right on", "and can't verify it"];
    keyboard.open("NC-10").make("verify").fill(&[("Verified how", "message")]).refused(&told);
}

#[test]
fn nor_does_handing_everything_over_and_taking_it_back() {
    let file = carried_out();
    let told = ["Noor Halvorsen put NC-10 right on", "and can't verify it"];
    let mut keyboard = Keyboard::of(&file);
    for (from, to) in [("P-1", "P-14"), ("P-14", "P-1")] {
        keyboard.open(from).press("X").fill(&[("To", to), ("Reason", "They take turns")]).press("Ctrl-S y");
        keyboard.sees("handed over from").press("Esc Esc Esc");
        keyboard.open("NC-10").make("verify").fill(&[("Verified how", "message")]).refused(&told);
        keyboard.press("Esc Esc Esc Esc");
    }
}

#[test]
fn who_put_a_case_right_does_not_verify_it_under_the_exception_of_another() {
    let told = ["put NC-8 right", "SX-1 is for Ravi Stellenbach"];
    let file = sample();
    Keyboard::acting(&file, "P-7").open("NC-8").make("verify").fill(&[("Verified how", "signature")]).refused(&told);
}

#[test]
fn who_did_an_action_gives_it_away_and_does_not_confirm_it() {
    let file = sample();
    let mut keyboard = Keyboard::acting(&file, "P-7");
    keyboard.open("A-44").press("e").fill(&[("Owner", "P-1")]).saved();
    keyboard.make("confirm").fill(&[("Confirmed how", "meeting")]).refused(&["Oluwaseun Vardy did A-44"]);
}

#[test]
fn today_does_not_offer_its_doer_what_waits_to_be_confirmed() {
    let file = sample();
    let mut keyboard = Keyboard::acting(&file, "P-7");
    keyboard.press("0").desk.sees_not("A-44   Make");
    let mut keyboard = Keyboard::acting(&file, "P-12");
    keyboard.press("0").sees("A-44   Make");
    // Nor once it was given to somebody else.
    ok(&file, "action edit A-44 --owner P-14");
    let mut keyboard = Keyboard::acting(&file, "P-7");
    keyboard.press("0").desk.sees_not("A-44   Make");
}

#[test]
fn what_comes_back_from_rejection_is_a_known_case_in_its_form_and_moves_too() {
    let file = sample();
    let mut keyboard = Keyboard::acting(&file, "P-4");
    let rejected = [("Rejected by", "P-6"), ("Rejected how", "meeting"), ("Reason", "None was due")];
    keyboard.open("NC-12").make("reject").fill(&rejected).saved();
    keyboard.make("reconsider").fill(&[("Reason", "It is one")]).saved();
    assert_eq!(called(&file, "NC-12").state_label().unwrap(), "Draft");
    for (label, typed, told) in [("Grade", "minor", "downgrade"), ("Due date", "+300d", "extend")] {
        keyboard.press("e").fill(&[(label, typed)]).refused(&[told]).press("Esc Ctrl-X y");
    }
    keyboard.press("e").fill(&[("Grade", "minor"), ("Due date", "+300d"), ("Owner", "P-13")]);
    keyboard.refused(&["downgrade", "extend"]).press("Esc Ctrl-X y");
    keyboard.make("carry over").refused(&["has a history in this file"]);
}
