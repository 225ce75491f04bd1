//! What a meeting was told beforehand stands: who leads it, who records it, who counts, and when it is.

use crate::fixture::Fixture;
use crate::review::held;
use crate::review::tools::{ok, refused, refused_with};
use crate::sample::sample;

#[test]
fn who_leads_and_who_records_was_told_with_the_pack() {
    let file = sample();
    ok(&file, "review circulate MR-3");
    for field in ["chair", "secretary"] {
        refused(&file, &format!("review edit MR-3 --{field} P-4"), &["was told with the pack"]);
        refused(&file, &format!("review edit MR-3 --clear {field}"), &["was told with the pack"]);
    }
    ok(&file, "review open MR-3 --acting-secretary P-5 --notice-agreed 'By message of all'");
    ok(&file, "review attend MR-3 --all");
    refused(&file, "review edit MR-3 --chair P-4", &["said where a sitting is opened"]);
    let told = ok(&file, "review propose MR-3 'Buy a scanner' --subject other --item d1");
    let decision = told.split_whitespace().find(|word| word.starts_with("D-")).unwrap();
    ok(&file, &format!("review decide MR-3 {decision}"));
    for field in ["chair", "secretary"] {
        refused(&file, &format!("review edit MR-3 --{field} P-4"), &["said where a sitting is opened"]);
    }
    ok(&file, "review adjourn MR-3");
    refused(&file, "review edit MR-3 --chair P-4", &["said where a sitting is opened"]);
    let minutes = ok(&file, "review minutes MR-3");
    assert!(minutes.contains("Minutes taken by: ") && minutes.contains("in the place of Noor Halvorsen"), "{minutes}");
    let shown = ok(&file, &format!("decision show {decision} --plain"));
    assert!(shown.contains("Carried"), "{shown}");
}

#[test]
fn nobody_leads_a_meeting_that_is_over() {
    let fixture = Fixture::after(held::conclude);
    refused(&fixture, "review edit MR-1 --chair 'Ben Okafor'", &["The meeting is over, and its chair stands"]);
    refused(&fixture, "review edit MR-1 --secretary 'Ben Okafor'", &["The meeting is over, and its secretary stands"]);
    refused(&sample(), "review edit MR-1 --chair P-3", &["MR-1 is sealed"]);
}

/// A quorum that is reached because somebody was taken out of the count says whom.
#[test]
fn a_decision_names_who_dropped_out_of_the_count() {
    let fixture = Fixture::after(held::open);
    ok(&fixture, "review leave MR-1 'Ben Okafor' 'Carla Stein'");
    ok(&fixture, "review propose MR-1 'Buy a scanner' --subject other --item d1");
    assert!(ok(&fixture, "review attend MR-1").contains("No quorum: 2 of 5"));
    for who in ["Carla Stein", "Dev Anand"] {
        ok(&fixture, &format!("person edit '{who}' --active no"));
    }
    ok(&fixture, "review decide MR-1 D-1");
    for who in ["Carla Stein", "Dev Anand"] {
        ok(&fixture, &format!("person edit '{who}' --active yes"));
    }
    let shown = ok(&fixture, "decision show D-1");
    let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    for who in ["Carla Stein", "Dev Anand"] {
        assert!(shown.contains(&format!("not counted: {who} took part until 2026-11-22")), "{shown}");
    }
}

#[test]
fn who_is_there_does_not_stand_for_another_and_nobody_leaves_before_they_came() {
    let fixture = Fixture::after(held::open);
    let line =
        "review attend MR-1 'Ben Okafor' --for 'Dev Anand' --mandate 'Letter of 20 November 2026, for all items'";
    refused(&fixture, line, &["A voting member can't also vote for another"]);
    refused_with(
        &fixture,
        2,
        "review leave MR-1 'Ben Okafor' --at '2026-11-20 08:00'",
        &["Ben Okafor came on 23 November 2026", "say when (--at)"],
    );
    ok(&fixture, "review attend MR-1 'Edda Holm'");
    ok(&fixture, "review leave MR-1 'Edda Holm'");
    let stands = line.replace("Ben Okafor", "Edda Holm");
    ok(&fixture, &stands);
    assert!(ok(&fixture, &stands).contains("holds that already"));
}
