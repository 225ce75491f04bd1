//! The facts of the registers by forms: what a control, a system or a change is said to be asks there what it asks anywhere.

use super::Keyboard;
use crate::sample::sample;

#[test]
fn a_form_takes_no_justification_that_is_none() {
    let file = sample();
    let mut keyboard = Keyboard::of(&file);
    keyboard.open("C-34").press("e").fill(&[("Applicable", "no"), ("Justification", "n/a")]);
    keyboard.refused(&["“n/a”, which gives no reason"]).press("Esc");
    keyboard
        .fill(&[("Justification", "No goal of use is set for any system")])
        .refused(&["Agreed by is empty"])
        .press("Esc");
    keyboard.fill(&[("Agreed by", "Eamon"), ("Agreed how", "meeting")]).saved();
}

#[test]
fn a_change_is_approved_by_another_and_not_before_its_day_on_the_screen_either() {
    let file = sample();
    let mut keyboard = Keyboard::of(&file);
    // Nothing leads from planned to in effect; what does is the approval, by somebody else than its owner.
    keyboard.open("CH-5").make("approve").fill(&[("Approved by", "Tomasz"), ("Approved how", "meeting")]);
    keyboard.refused(&["owns CH-5 and can't approve it"]).press("Esc");
    keyboard.fill(&[("Approved by", "Eamon")]).saved();
    keyboard.make("in effect").refused(&["not before its day"]);
}

#[test]
fn a_system_is_neither_excluded_lowered_nor_retired_by_a_form_alone() {
    let file = sample();
    let mut keyboard = Keyboard::of(&file);
    keyboard.open("SYS-3").press("e").fill(&[("In scope", "no")]).refused(&["by the move “exclude”"]).press("Esc");
    keyboard.fill(&[("In scope", "yes"), ("Tier", "low")]).refused(&["by the move “lower”"]).press("Esc Esc");
    let mut keyboard = Keyboard::of(&file);
    keyboard.open("SYS-3").make("lower").fill(&[("Tier", "low"), ("Lowered because", "Nothing is paid by it")]);
    keyboard.fill(&[("Tier approved by", "Mateo"), ("Tier approved how", "meeting")]);
    keyboard.refused(&["owns SYS-3 and can't approve that"]).press("Esc");
    keyboard.fill(&[("Tier approved by", "Eamon")]).saved();
    keyboard.make("retire").fill(&[("Reason", "Nobody uses it")]).refused(&["once everything that depends on it"]);
}
