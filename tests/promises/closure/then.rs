//! Trends as they stood: what came later is not counted, and ages are those of then.

use crate::review::held::{script, words};

use super::walk::{DRAFT, people};

#[test]
fn trends_of_a_day_tell_what_they_told_on_that_day() {
    let mut file = people();
    script(&file, &format!("{DRAFT}\nnonconformity open NC-1"));
    let then = file.ok(&words("nonconformity trends --json"));
    let text = file.ok(&words("nonconformity trends"));
    file.at("2027-05-20T09:00:00Z");
    script(&file, &format!("{DRAFT}\nnonconformity open NC-2"));
    let now = file.json("nonconformity trends");
    assert_eq!(now["cases"].as_i64(), Some(2));
    for place in ["2026-11-23", "yesterday"] {
        let told = file.json(&format!("nonconformity trends --as-of {place}"));
        assert_eq!(told["cases"].as_i64(), Some(1), "{place}: what came later");
    }
    assert_eq!(file.ok(&words("nonconformity trends --as-of 2026-11-23 --json")), then);
    assert_eq!(file.ok(&words("nonconformity trends --as-of 2026-11-23")), text, "ages are those of then");
    assert!(file.fails(2, &words("nonconformity trends --as-of 9999")).contains("there is no 9999 yet"));
}

#[test]
fn a_list_and_a_record_of_a_day_are_late_as_they_were_on_that_day() {
    let mut file = people();
    script(&file, "action add 'Ask for offers' --owner me --due 2026-12-04");
    file.at("2026-12-14T09:00:00Z");
    let list = |terms: &str| file.ok(&words(&format!("action list --count {terms}")));
    assert_eq!(list("days_late=1.."), "1\n");
    assert_eq!(list("days_late=1.. --as-of 2026-12-04"), "0\n");
    assert_eq!(list("days_late=1.. --as-of 2026-12-05"), "1\n");
    let shown = |day: &str| file.ok(&words(&format!("action list --plain --as-of {day}")));
    assert!(
        shown("2026-12-09").contains("5 d late") && !shown("2026-12-04").contains("late"),
        "{}",
        shown("2026-12-09")
    );
}
