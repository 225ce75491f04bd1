//! Levels, acceptances and limits by forms: lowered for nothing, risen past what was accepted, recoloured by who is measured.

use super::Keyboard;
use crate::review::tools::ok;
use crate::sample::sample;

const FLOOD: [(&str, &str); 8] = [
    ("Risk", "Flood"),
    ("Owner", "P-5"),
    ("Inherent likelihood", "almost"),
    ("Inherent impact", "severe"),
    ("Likelihood", "rare"),
    ("Impact", "negl"),
    ("Controls", "C-38"),
    ("Review by", "2027-05-01"),
];

#[test]
fn a_control_that_does_not_apply_lowers_no_level_in_a_form_either() {
    let file = sample();
    let mut keyboard = Keyboard::of(&file);
    keyboard.add("risks").fill(&FLOOD).refused(&["C-38: not said to apply, or not implemented"]).press("Esc");
    keyboard.fill(&[("Controls", "C-1")]).saved();
    // Nor does a later edit.
    keyboard
        .press("Enter e")
        .go_to("Controls")
        .press("Backspace Backspace")
        .refused(&["Link the controls"])
        .press("Esc");
    keyboard.fill(&[("Controls", "C-38")]).refused(&["C-38: not said to apply"]);
}

#[test]
fn a_level_that_rises_past_what_was_accepted_ends_it_on_the_screen() {
    let file = sample();
    ok(&file, "risk add Flood --owner P-5 --likelihood 1 --impact 1 --review-by 2027-05-01");
    let mut keyboard = Keyboard::of(&file);
    keyboard.open("R-41").make("accept");
    keyboard.fill(&[("Accepted by", "P-5"), ("Accepted how", "meeting"), ("Reason", "It is small")]).saved();
    assert!(!keyboard.desk.screen().contains("Acceptance ended"));
    keyboard.press("e").fill(&[("Likelihood", "almost"), ("Impact", "severe")]).saved();
    // The next key makes room where the message stood.
    keyboard.press("Home").sees("Acceptance ended").sees("It was accepted at the level l");
    // Lowered again it is not accepted again.
    keyboard.press("e").fill(&[("Likelihood", "rare"), ("Impact", "negl"), ("Reason for the levels", "The dam")]);
    keyboard.saved().sees("Acceptance ended");
    keyboard.press("Esc Esc 0").sees("acceptance ended");
}

#[test]
fn a_critical_risk_is_not_adopted_by_keys_by_who_could_not_accept_it() {
    let file = sample();
    let mut keyboard = Keyboard::acting(&file, "P-9");
    keyboard.open("R-34").press("e").fill(&[("Likelihood", "almost"), ("Impact", "severe")]).saved();
    keyboard.make("carry over").fill(&[("Accepted on", "2025-01-01")]).refused(&["not marked as top management"]);
}

/// Beside KL-15, which holds since 27 May 2026; K-3 is P-4's.
#[test]
fn who_owns_a_kpi_does_not_recolour_it_by_a_form() {
    let file = sample();
    let limit = |day, grounds, setter| {
        [
            ("KPI", "K-3"),
            ("Valid from", day),
            ("Target", "90"),
            ("Warning limit", "95"),
            ("Critical limit", "99"),
            ("Grounds", grounds),
            ("Set by", setter),
        ]
    };
    for (who, day, grounds, setter, told) in [
        ("P-4", "2026-05-27", "The vendor says so", "P-4", "KL-15"),
        ("P-4", "2026-06-02", "The vendor says so", "P-1", "owns K-3"),
        ("P-1", "2026-06-02", "The vendor says so", "P-4", "owns K-3"),
        ("P-1", "2026-06-02", "", "P-3", "Grounds is empty"),
        ("P-1", "2020-01-01", "The vendor says so", "", "Set by is empty"),
    ] {
        let mut keyboard = Keyboard::acting(&file, who);
        keyboard.add("KPI limits").fill(&limit(day, grounds, setter)).refused(&[told]).press("Esc Ctrl-X y");
    }
    let mut keyboard = Keyboard::acting(&file, "P-4");
    keyboard.open("KL-15").press("e").fill(&[("Target", "90"), ("Grounds", "New")]).refused(&["owns K-3"]);
    keyboard.press("Esc Ctrl-X y x").fill(&[("Reason", "Too strict")]).refused(&["owns K-3"]);
    // Somebody else corrects it, and is told the days that it recolours.
    let mut keyboard = Keyboard::acting(&file, "P-1");
    keyboard.add("KPI limits").fill(&limit("2026-06-02", "The vendor says so", "P-3")).saved();
    keyboard.press("M").sees("from critical to on target");
}
