//! Who agreed is asked for by a form where something would look better, and only there.

use super::Keyboard;
use crate::review::tools::ok;
use crate::sample::sample;

const AGREED: [(&str, &str); 2] = [("Agreed by", "P-3"), ("Agreed how", "message")];

#[test]
fn a_form_asks_who_agreed_once_something_would_look_better() {
    let file = sample();
    let mut keyboard = Keyboard::of(&file);
    keyboard.open("A-13").press("e").fill(&[("Due date", "2026-11-01")]).saved();
    let told = ["A reason is missing", "Agreed by is empty", "Agreed how is empty"];
    let mut keyboard = Keyboard::of(&file);
    keyboard.open("A-13").press("e").fill(&[("Due date", "2027-02-01")]).refused(&told).press("Esc");
    keyboard.fill(&AGREED).fill(&[("Reason", "The vendors answer later")]).saved();
    for (reference, key, reason) in [("A-45", "x", "Written twice"), ("R-37", "x", "Part of another")] {
        let mut keyboard = Keyboard::of(&file);
        keyboard.open(reference).press(key).fill(&[("Reason", reason)]).refused(&told[1..]).press("Esc");
        keyboard.fill(&AGREED).saved();
    }
    let mut keyboard = Keyboard::of(&file);
    keyboard.open("A-10").make("cancel").fill(&[("Reason", "Nobody asks")]).refused(&told[1..]).press("Esc");
    keyboard.fill(&AGREED).saved();
    let told = ok(&file, "favourable-change list --plain");
    for part in ["A-13 due date", "A-45 voided", "R-37 voided", "A-10 cancelled"] {
        assert!(told.contains(part), "{part}: {told}");
    }
    assert_eq!(file.verify(), Vec::<String>::new());
}
