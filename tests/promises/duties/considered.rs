//! Whether top management was there for what it is said to have considered.

use crate::fixture::Fixture;
use crate::review::held::{committee, script};
use crate::review::tools::ok;

fn clock(file: &Fixture, time: &str) {
    file.ambient.move_on(format!("2026-11-23T{time}:00Z").parse().unwrap());
}

/// The meeting is at an item from one time to another.
fn consider(file: &Fixture, item: &str, from: &str, until: &str) {
    clock(file, from);
    ok(file, &format!("review item MR-1 {item}"));
    clock(file, until);
    ok(file, "review item MR-1 --noted 'Nothing to decide'");
}

#[test]
fn minutes_and_check_tell_what_was_considered_while_top_management_was_not_there() {
    let file = Fixture::new();
    committee(&file);
    script(
        &file,
        "
        review call --date 2026-11-23 --chair 'Ben Okafor' --secretary 'Rosa Lindt'
        agenda-item edit AG-5 --commentary 'Six raised.'
        agenda-item edit AG-6 --commentary 'Within limits.'
        agenda-item edit AG-7 --commentary 'Two minor ones.'
        review circulate MR-1
        review open MR-1
        review attend MR-1 'Rosa Lindt' 'Ben Okafor' 'Carla Stein' 'Dev Anand'
        ",
    );
    // The chief executive comes late, and leaves early.
    consider(&file, "opening", "09:01", "09:02");
    consider(&file, "a", "09:05", "09:10");
    clock(&file, "09:15");
    ok(&file, "review item MR-1 b");
    clock(&file, "09:20");
    ok(&file, "review attend MR-1 'Iris Falk'");
    clock(&file, "09:30");
    ok(&file, "review item MR-1 --noted 'Nothing to decide'");
    consider(&file, "c", "09:31", "09:35");
    consider(&file, "d1", "09:36", "09:40");
    clock(&file, "09:41");
    ok(&file, "review leave MR-1 'Iris Falk'");
    consider(&file, "d2", "09:42", "09:44");
    consider(&file, "d3", "09:45", "09:47");
    // It is taken up again once they are back.
    clock(&file, "09:50");
    ok(&file, "review attend MR-1 'Iris Falk'");
    consider(&file, "d3", "09:51", "09:53");
    consider(&file, "e", "09:54", "09:58");
    let minutes = ok(&file, "review minutes MR-1");
    let of = |title: &str| {
        let from = minutes.find(title).unwrap_or_else(|| panic!("{title}: {minutes}"));
        minutes[from..].lines().skip(1).take_while(|line| !line.starts_with("## ")).collect::<Vec<_>>().join("\n")
    };
    let (none, part) =
        ("Nobody of top management was on the roll while it was considered", "For part of the time nobody");
    for (item, told) in [
        ("9.3.2 a", Some(none)),
        ("9.3.2 b", Some(part)),
        ("9.3.2 c", None),
        ("9.3.2 d) 1)", None),
        ("9.3.2 d) 2)", Some(none)),
        ("9.3.2 d) 3)", Some(part)),
        ("9.3.2 e", None),
    ] {
        let said = of(item);
        for words in [none, part] {
            assert_eq!(said.contains(words), told == Some(words), "{item}: {said}");
        }
    }
    let results = of("Results of the review");
    assert!(results.contains("Considered without it"), "{results}");
    script(
        &file,
        "
        review item MR-1 resources
        review item MR-1 --noted 'Enough'
        review item MR-1 conclusion
        review judge MR-1 suitability yes 'It fits'
        review judge MR-1 adequacy yes 'It is enough'
        review judge MR-1 effectiveness yes 'It works'
        review edit MR-1 --next-review 2027-05-20 --no-improvements 'Those of the year are under way' --no-changes 'Nothing around it changed'
        review conclude MR-1
        ",
    );
    let check = file.run(&["check"]).out;
    assert_eq!(check.matches("nobody of top management was on the roll").count(), 4, "{check}");
    assert_eq!(file.verify(), Vec::<String>::new());
}
