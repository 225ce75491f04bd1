//! A new limit does not recolour the past: what does is a correction, by somebody who does not own the KPI, with grounds.

use crate::fixture::Fixture;
use crate::sample::sample;

/// Beside KL-15, which holds since 27 May 2026; K-3 is P-4's.
fn add(day: &str, more: &[&str]) -> Vec<String> {
    let limit = ["kpi-limit", "add", "--kpi", "K-3", "--valid-from", day, "--target", "90", "--warn", "95"];
    let limit = limit.iter().chain(&["--critical", "99"]).chain(more);
    limit.map(|word| (*word).to_owned()).collect()
}

fn refused(file: &Fixture, words: &[String], who: &str) -> String {
    let words: Vec<_> = words.iter().map(String::as_str).chain(["--as", who]).collect();
    file.fails(1, &words)
}

fn status(file: &Fixture) -> String {
    let pack = file.ok(&["review", "pack", "MR-3"]);
    pack.lines().find(|line| line.contains("Fraud referrals that lead nowhere (%)")).unwrap().to_owned()
}

#[test]
fn a_day_has_one_limit_and_the_owner_does_not_recolour_what_was_measured() {
    let file = sample();
    let told = refused(&file, &add("2026-05-27", &[]), "P-4");
    assert!(told.contains("KL-15"), "{told}");
    // The day after, and any other in the past or before a limit that stands, is no way round.
    for day in ["2026-05-28", "2026-11-22", "2026-01-01", "2020-01-01"] {
        let told = refused(&file, &add(day, &["--grounds", "The vendor says so", "--set-by", "P-1"]), "P-4");
        assert!(told.contains("owns K-3"), "{day}: {told}");
        let told = refused(&file, &add(day, &["--grounds", "The vendor says so", "--set-by", "P-4"]), "P-1");
        assert!(told.contains("owns K-3"), "{day}: {told}");
        let told = refused(&file, &add(day, &["--set-by", "P-3"]), "P-1");
        assert!(told.contains("Grounds is empty"), "{day}: {told}");
        let told = refused(&file, &add(day, &["--grounds", "The vendor says so"]), "P-1");
        assert!(told.contains("Set by is empty"), "{day}: {told}");
    }
}

#[test]
fn the_owner_sets_what_holds_from_now_on() {
    let file = sample();
    let agreed =
        ["--as", "P-4", "--reason", "The old ones can't be met", "--agreed-by", "P-3", "--agreed-how", "meeting"];
    let words = add("2026-11-23", &agreed);
    let told = file.ok(&words.iter().map(String::as_str).collect::<Vec<_>>());
    assert!(told.contains("no measured value"), "{told}");
    // Before it, there is one to come already.
    let told = refused(&file, &add("2026-11-23", &[]), "P-4");
    assert!(told.contains("KL-17"), "{told}");
}

#[test]
fn what_stands_is_not_edited_hidden_or_moved_away_by_the_owner() {
    let file = sample();
    for words in [
        &["kpi-limit", "edit", "KL-15", "--target", "90", "--grounds", "New"][..],
        &["kpi-limit", "edit", "KL-15", "--valid-from", "2027-01-01", "--grounds", "New"],
        &["kpi-limit", "edit", "KL-15", "--kpi", "K-4", "--grounds", "New", "--set-by", "P-3"],
        &["kpi-limit", "edit", "KL-1", "--kpi", "K-3", "--valid-from", "2026-06-04", "--set-by", "P-3"],
        &["kpi-limit", "void", "KL-15", "--reason", "Too strict"],
    ] {
        let told = refused(&file, &words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>(), "P-4");
        assert!(told.contains("owns K-"), "{words:?}: {told}");
    }
    let told = refused(&file, &["kpi", "edit", "K-3", "--direction", "higher"].map(str::to_owned), "P-4");
    assert!(told.contains("owns the KPI"), "{told}");
    // What somebody else hides, the owner does not bring back either.
    file.ok(&[
        "kpi-limit",
        "void",
        "KL-15",
        "--reason",
        "Meant for another KPI",
        "--as",
        "P-1",
        "--agreed-by",
        "P-3",
        "--agreed-how",
        "meeting",
    ]);
    let told = refused(&file, &["kpi-limit", "unvoid", "KL-15"].map(str::to_owned), "P-4");
    assert!(told.contains("owns K-3"), "{told}");
    file.ok(&["kpi-limit", "unvoid", "KL-15", "--as", "P-1"]);
    assert!(file.ok(&["kpi-limit", "list", "--plain"]).contains("KL-15"));
}

#[test]
fn a_correction_says_what_it_recolours() {
    let file = sample();
    let before = status(&file);
    let change = ["kpi-limit", "edit", "KL-15", "--target", "90", "--warn", "95", "--critical", "99"];
    let by_another = ["--set-by", "P-3", "--as", "P-1"];
    let told = file.fails(1, &[&change[..], &by_another].concat());
    assert!(told.contains("why it is corrected"), "the grounds of before are none: {told}");
    let told = file.ok(&[&change[..], &["--grounds", "Read from the wrong column"], &by_another].concat());
    assert!(told.contains("K-3") && told.contains("2026-10-31 from critical to on target"), "{told}");
    assert_ne!(before, status(&file));
    // What says nothing of a value is no correction.
    file.ok(&["kpi-limit", "edit", "KL-14", "--grounds", "Reports to authorities leave two days", "--as", "P-9"]);
    assert_ne!(before, status(&file));
    // It is taken back by another correction.
    let told = file.fails(1, &["undo", "--yes", "--as", "P-1"]);
    assert!(told.contains("owns K-3"), "{told}");
    let back = ["kpi-limit", "edit", "KL-15", "--target", "38", "--warn", "45", "--critical", "55"];
    file.ok(&[&back[..], &["--grounds", "It was the right column", "--as", "P-1"]].concat());
    assert_eq!(before, status(&file));
    assert_eq!(file.verify(), Vec::<String>::new());
}

#[test]
fn the_owner_does_not_go_round_it_by_giving_the_kpi_away_for_a_while() {
    let file = sample();
    file.ok(&["kpi", "edit", "K-3", "--owner", "P-1", "--as", "P-4"]);
    let words = add("2026-05-28", &["--grounds", "The vendor says so", "--set-by", "P-4"]);
    let told = refused(&file, &words, "P-4");
    assert!(told.contains("Mateo Lindqvarn owned K-3 then and can't set its limits"), "{told}");
    // Who owned it before the days of which the limit speaks is free.
    file.ambient.move_on("2026-12-20T09:00:00Z".parse().unwrap());
    let words = add("2026-12-01", &["--grounds", "The vendor says so", "--set-by", "P-4", "--as", "P-6"]);
    file.ok(&words.iter().map(String::as_str).collect::<Vec<_>>());
}

/// What is hidden, turned round or moved away by who owned it then is judged like what is edited.
#[test]
fn who_owned_it_then_neither_hides_turns_nor_moves_a_limit_and_recolouring_is_said() {
    let file = sample();
    file.ok(&["kpi", "edit", "K-3", "--owner", "P-1", "--as", "P-4"]);
    let lines: [(&[&str], &str); 4] = [
        (&["kpi-limit", "void", "KL-15", "--reason", "Too strict"], "Whoever does it owned K-3 then"),
        (&["kpi", "edit", "K-3", "--direction", "higher"], "Whoever changes it owned K-3 then"),
        (
            &["kpi-limit", "edit", "KL-15", "--kpi", "K-5", "--grounds", "Meant for it", "--set-by", "P-3"],
            "Whoever records it owned K-3 then",
        ),
        (
            &["kpi-limit", "edit", "KL-15", "--kpi", "K-5", "--grounds", "Meant for it", "--set-by", "P-4"],
            "owned K-3 then and can't set its limits",
        ),
    ];
    for (words, why) in lines {
        let told = refused(&file, &words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>(), "P-4");
        assert!(told.contains(why), "{words:?}: {told}");
    }
    let told = file.ok(&[
        "kpi-limit",
        "void",
        "KL-15",
        "--reason",
        "Of another KPI",
        "--as",
        "P-6",
        "--agreed-by",
        "P-3",
        "--agreed-how",
        "meeting",
    ]);
    assert!(told.contains("measured values stand differently now"), "{told}");
    file.ok(&["kpi-limit", "unvoid", "KL-15", "--as", "P-6"]);
    let told =
        file.ok(
            &[
                &[
                    "kpi",
                    "edit",
                    "K-4",
                    "--direction",
                    "higher",
                    "--as",
                    "P-6",
                    "--reason",
                    "It was typed the wrong way",
                ][..],
                &["--agreed-by", "P-3", "--agreed-how", "meeting"],
            ]
            .concat(),
        );
    assert!(told.contains("K-4: "), "{told}");
}

#[test]
fn one_person_corrects_a_limit_of_their_own_under_an_exception_and_that_is_told() {
    let file = sample();
    let exception =
        ["separation-exception", "add", "Nobody else knows the figures", "--person", "P-4", "--duty", "limit"];
    let rest = ["--records", "K-3", "--starts", "2026-11-23", "--ends", "2027-02-01", "--approved-by", "P-2"];
    file.ok(&[&exception[..], &rest, &["--as", "P-2"]].concat());
    let words = add("2026-05-28", &["--grounds", "The vendor says so", "--set-by", "P-4", "--as", "P-4"]);
    file.ok(&words.iter().map(String::as_str).collect::<Vec<_>>());
    let told = file.ok(&["kpi-limit", "show", "KL-17"]);
    assert!(told.contains("who owns K-3; by exception SX-2"), "{told}");
}

/// Whatever a KPI says now, a value is told in the unit in which it was measured.
#[test]
fn a_value_keeps_the_unit_of_its_time() {
    let file = sample();
    let agreed = ["--reason", "Counted otherwise", "--agreed-by", "P-2", "--agreed-how", "meeting"];
    let edit = ["kpi", "edit", "K-3", "--unit", "per 1000"];
    file.ok(&[&edit[..], &agreed].concat());
    let changes = file.ok(&["review", "changes", "MR-3"]);
    assert!(changes.contains("57.6 % for the period to"), "{changes}");
    let pack = file.ok(&["review", "pack", "MR-3"]);
    assert!(pack.contains("in % until 2026-11-23, then in the unit above"), "{pack}");
    assert!(file.ok(&["kpi", "series", "K-3"]).contains("Over time, in % until 2026-11-23, then in per 1000"));
}

/// What a figure may take, or a cost be, has an end; and a longer time than is usual is agreed to though none was said before.
#[test]
fn days_of_grace_and_costs_are_bounded_and_more_grace_is_agreed_to() {
    let file = sample();
    let grace = |days: &'static str| ["kpi", "edit", "K-14", "--grace", days].map(str::to_owned);
    for (days, told) in [("2000000000", "from 0 to 366"), ("-1", "from 0 to 366"), ("60", "A reason is missing")] {
        let said = refused(&file, &grace(days), "P-9");
        assert!(said.contains(told), "{days}: {said}");
    }
    let cost = |amount: &'static str| ["quality-cost", "add", "A refund", "--type", "internal", "--amount", amount];
    let cost = |amount| [&cost(amount)[..], &["--incurred-on", "2026-11-01"]].concat();
    let told = file.fails(1, &cost("EUR -500"));
    assert!(told.contains("Amount is EUR -500.00: type an amount that is not negative"), "{told}");
    file.ok(&cost("EUR 0"));
}
