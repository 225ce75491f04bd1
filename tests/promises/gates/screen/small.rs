//! What somebody types in a moment, to be rid of something: each of these by keys, where the command line refuses or asks too.

use super::Keyboard;
use crate::review::tools::ok;
use crate::sample::sample;

/// Who does it, with which key to which record, what is typed, and what is told.
type Small =
    (&'static str, &'static str, &'static str, &'static [(&'static str, &'static str)], &'static [&'static str]);

const SMALL: [Small; 8] = [
    ("P-4", "NC-12", "x", &[("Reason", "It was no case")], &["use “reject” instead"]),
    ("P-3", "F-18", "x", &[("Reason", "It was no gap")], &["AU-3 is reported"]),
    ("P-7", "DI-3", "x", &[("Reason", "A slip")], &["“withdraw”"]),
    ("P-12", "CK-16", "e", &[("Answer", "conforms")], &["An answer is changed by those who audit"]),
    ("P-5", "AU-2", "e", &[("Conclusion", "All was well")], &["AU-2 is reported"]),
    ("P-7", "F-12", "e", &[("Statement", "Nothing was seen")], &["AU-2 is reported"]),
    ("P-5", "A-38", "e", &[("Due date", "+60d")], &["use “extend”, with who approved it"]),
    ("P-1", "C-34", "e", &[("Applicable", "no"), ("Justification", "n/a")], &["gives no reason"]),
];

#[test]
fn what_is_refused_by_word_is_refused_by_keys() {
    let file = sample();
    for (who, record, key, typed, told) in SMALL {
        let mut keyboard = Keyboard::acting(&file, who);
        keyboard.open(record).press(key);
        keyboard.fill(typed).refused(told);
    }
    assert_eq!(file.verify(), Vec::<String>::new());
}

#[test]
fn what_failed_forty_times_of_forty_is_not_effective_by_keys_either() {
    let file = sample();
    let mut keyboard = Keyboard::of(&file);
    keyboard.add("retests").fill(&[
        ("Test", "Months signed"),
        ("Nonconformity", "NC-6"),
        ("After: tested on", "2026-11-21"),
        ("Before: failed", "6"),
        ("Before: tested", "20"),
        ("After: failed", "40"),
        ("After: tested", "40"),
    ]);
    keyboard.saved();
    let mut keyboard = Keyboard::of(&file);
    keyboard.open("NC-6").make("close").fill(&[
        ("Effectiveness", "effective"),
        ("Evidence of effectiveness", "All is well now"),
        ("Changes elsewhere", "no"),
        ("Why nothing changes", "Nothing else is needed"),
        ("Closing approved by", "P-2"),
        ("Closing approved how", "meeting"),
        ("Effectiveness judged how", "meeting"),
    ]);
    // Above it stands on which day, and by whom.
    keyboard.desk.press("Shift-Tab Shift-Tab").text("P-1");
    keyboard.refused(&["40 of 40 failed", "6 of 20 failed before"]);
}

#[test]
fn a_rehearsal_that_is_answered_by_keys_covers_nothing() {
    let file = sample();
    ok(
        &file,
        "audit add Rehearsal --type mock --lead P-10 --starts-on 2026-11-20 --objectives 'To rehearse' --criteria 42001 --scope 'All'",
    );
    ok(&file, "audit begin AU-6");
    ok(&file, "audit checklist AU-6 --clauses 8.2");
    let item = ok(&file, "checklist-item list audit=AU-6 --plain");
    let item = item.lines().next().and_then(|line| line.split_once(':')).unwrap().0.to_owned();
    let covered = || {
        let told: serde_json::Value = serde_json::from_str(&ok(&file, "audit coverage --json")).unwrap();
        told["short"].clone().to_string() + &ok(&file, "audit coverage").lines().take(3).collect::<String>()
    };
    let before = covered();
    let mut keyboard = Keyboard::acting(&file, "P-10");
    keyboard.open(&item).press("e").fill(&[("Answer", "conforms"), ("Answered by", "P-10")]).saved();
    assert_eq!(covered(), before);
}
