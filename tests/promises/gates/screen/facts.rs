//! The facts of the registers by forms: what a control, a system or a change is said to be asks there what it asks anywhere.

use super::Keyboard;
use crate::sample::sample;

#[test]
fn a_form_takes_no_justification_that_is_none() {
    let file = sample();
    let mut keyboard = Keyboard::of(&file);
    keyboard.open("C-34").press("e").fill(&[("Applicable", "no"), ("Justification", "n/a")]);
    keyboard.refused(&["“n/a”, which gives no reason"]).press("Esc");
    keyboard.fill(&[("Justification", "No goal of use is set for any system")]).saved();
}
