//! Exceptions by forms: nobody writes their own, and what was done under one is told in its words for ever.

use super::Keyboard;
use crate::review::tools::ok;
use crate::sample::sample;

const WORDS: [(&str, &str); 6] = [
    ("Reason", "Only they can read the model"),
    ("For", "P-7"),
    ("Duties", "verif"),
    ("Records", "NC-8"),
    ("From", "2026-11-23"),
    ("Until", "2026-12-31"),
];

#[test]
fn nobody_writes_their_own_exception_in_a_form_either() {
    let file = sample();
    for (who, approver, told) in [
        ("P-7", "P-7", "It is for them: Eamon Castellane is of top management"),
        ("P-7", "P-2", "hand over the approval in writing"),
        ("P-1", "P-7", "It is for them: Eamon Castellane is of top management"),
        ("P-1", "P-6", "Priyanka Thornbury is not of top management"),
    ] {
        let mut keyboard = Keyboard::acting(&file, who);
        keyboard.add("separation exceptions").fill(&WORDS).fill(&[("Approved by", approver)]).refused(&[told]);
        keyboard.press("Esc Ctrl-X y");
    }
    Keyboard::of(&file).add("separation exceptions").fill(&WORDS).refused(&["Approved by is empty: Eamon Castellane"]);
}

#[test]
fn one_that_was_used_and_ended_is_told_in_its_words() {
    let file = sample();
    let mut keyboard = Keyboard::of(&file);
    keyboard.add("separation exceptions").fill(&WORDS).fill(&[("Approved by", "P-2")]).saved();
    let mut keyboard = Keyboard::acting(&file, "P-7");
    keyboard.open("NC-8").make("verify").fill(&[("Verified how", "signature")]).saved();
    let mut keyboard = Keyboard::of(&file);
    for (label, typed, told) in [
        ("Reason", "Any other words", "Reason was approved as it was"),
        ("For", "P-8", "For was approved as it was"),
        ("Until", "2027-02-01", "Until was approved as it was"),
    ] {
        keyboard.open("SX-2").press("e").fill(&[(label, typed)]).refused(&[told]).press("Esc Ctrl-X y Esc Esc");
    }
    let mut voids = Keyboard::of(&file);
    voids.open("SX-2").press("x").fill(&[("Reason", "Two can read it now")]).refused(&["use “end” instead"]);
    voids.press("Esc Ctrl-X y");
    let mut ends = Keyboard::of(&file);
    ends.open("SX-2").press("K").fill(&[("Reason", "Two can read it now")]).saved();
    let told =
        "by exception SX-2, 2026-11-23 to 2026-12-31, approved by Eamon Castellane: Only they can read the model";
    assert!(ok(&file, "nonconformity show NC-8").contains(told));
    let mut keyboard = Keyboard::of(&file);
    keyboard.open("NC-8").press("o G").sees("By one person");
    assert_eq!(file.verify(), Vec::<String>::new());
}
