//! A change takes effect once somebody other than its owner approved it, and not before its day. What took effect otherwise is
//! shown as that until it is dealt with, and stays recorded.

use super::clock::days;
use crate::fixture::Fixture;
use crate::review::held::script;
use crate::review::tools::{ok, refused};
use crate::sample::sample;
use crate::upgrade::rich;

/// A file of three people in which a change is planned: Rosa (P-1) keeps the file and owns it.
fn planned() -> Fixture {
    let file = Fixture::new();
    script(
        &file,
        "
        person add 'Iris Falk' --active yes --top-management yes
        person add 'Ben Okafor' --active yes
        planned-change add 'One monthly report' --owner P-1 --consequences 'One place to look' --integrity 'Old ones run beside it' --due 2026-12-01
        ",
    );
    file
}

const REVERT: &str =
    "planned-change revert CH-1 --reason 'Nobody approved it' --looked-back 'The old reports run again'";

const APPROVE: &str = "planned-change approve CH-1 --approved-by P-2 --approved-how message";

#[test]
fn a_change_takes_effect_once_it_is_approved_and_not_before_its_day() {
    let file = planned();
    refused(&file, "planned-change effect CH-1 --evidence 'It runs'", &["It is planned; only what is approved can be"]);
    refused(
        &file,
        "planned-change approve CH-1 --approved-by P-1 --approved-how message",
        &["Rosa Lindt owns CH-1 and can't approve it: Iris Falk or Ben Okafor can"],
    );
    ok(&file, APPROVE);
    refused(
        &file,
        "planned-change effect CH-1",
        &["not before its day", "2026-11-23, and it was approved for 2026-12-01"],
    );
    // What was approved stands, and another day, purpose or owner is another approval.
    refused(&file, "planned-change edit CH-1 --due 2026-11-20", &["“reopen” comes first"]);
    refused(&file, "planned-change edit CH-1 --what 'Two reports'", &["“reopen” comes first"]);
    refused(&file, "planned-change edit CH-1 --owner P-2", &["approved CH-1 and can't own it"]);
    refused(&file, "planned-change void CH-1 --reason 'The vendor does it'", &["“reopen” comes first"]);
    refused(&file, "undo --yes", &["approve"]);
    days(&file, 8);
    ok(&file, "planned-change effect CH-1 --evidence 'It runs'");
    assert!(ok(&file, "planned-change show CH-1").contains("In effect"));
    assert_eq!(file.verify(), Vec::<String>::new());
}

#[test]
fn another_owner_for_a_while_approves_nothing() {
    let file = planned();
    ok(&file, "planned-change edit CH-1 --owner P-3");
    let own = "planned-change approve CH-1 --approved-by P-1 --approved-how message";
    refused(&file, own, &["Rosa Lindt owned CH-1 then and can't approve it"]);
    ok(&file, "planned-change edit CH-1 --clear owner");
    refused(&file, own, &["Owner is empty"]);
    // A second record of it is the owner's, too.
    script(
        &file,
        "planned-change add 'One monthly report again' --consequences 'One place' --integrity 'As before' --due 2026-11-23",
    );
    refused(&file, "planned-change approve CH-2 --approved-by P-1 --approved-how message", &["Owner is empty"]);
    ok(&file, "planned-change edit CH-2 --owner P-3");
    ok(&file, "planned-change approve CH-2 --approved-by P-1 --approved-how message");
    refused(&file, "planned-change edit CH-2 --owner P-1", &["Rosa Lindt approved CH-2 and can't own it"]);
}

#[test]
fn an_emergency_takes_effect_at_once_and_is_shown_until_it_is_approved() {
    let file = planned();
    file.fails(2, &["planned-change", "emergency", "CH-1"]);
    refused(&file, "planned-change emergency CH-1 --reason n/a", &["gives no reason"]);
    ok(&file, "planned-change emergency CH-1 --reason 'The old reports broke'");
    let shown = ok(&file, "planned-change show CH-1");
    assert!(shown.contains("In effect, not approved") && shown.contains("2026-11-28"), "{shown}");
    assert!(ok(&file, "check --only 6.3").contains("1 hold"));
    // It is neither hidden, put off, dropped nor begun anew.
    refused(&file, "planned-change void CH-1 --reason 'Typed twice'", &["neither hidden nor put off"]);
    refused(&file, "planned-change edit CH-1 --due 2027-06-01", &["neither hidden nor put off"]);
    refused(&file, "planned-change edit CH-1 --clear due", &["neither hidden nor put off"]);
    refused(&file, "planned-change drop CH-1 --reason 'Not made'", &["only what is planned or approved can be"]);
    refused(&file, "planned-change reopen CH-1 --reason 'Not made'", &["only what is"]);
    refused(&file, "undo --yes", &["put into effect at once"]);
    days(&file, 6);
    let late = file.run(&["check", "--only", "6.3"]);
    assert!(
        late.code == 1 && late.out.contains("In effect since 2026-11-23, and not approved by 2026-11-28"),
        "{}",
        late.out
    );
    assert!(ok(&file, "today").contains("CH-1"));
    refused(
        &file,
        "planned-change ratify CH-1 --approved-by P-1 --approved-how message",
        &["owns CH-1 and can't approve it"],
    );
    refused(
        &file,
        "planned-change ratify CH-1 --approved-by P-2 --approved-how message --approved-on 2026-11-20",
        &["approved afterwards"],
    );
    let taken_back = file.copy();
    ok(&file, "planned-change ratify CH-1 --approved-by P-2 --approved-how message");
    // Once it was in effect without approval, it is not planned again as if it had not been.
    refused(&file, "planned-change reopen CH-1 --reason 'Not made'", &["stays recorded as that"]);
    refused(
        &taken_back,
        &format!("{REVERT} --looked-back-by P-1"),
        &["owns CH-1 and can't look back on it: Iris Falk or Ben Okafor can"],
    );
    ok(&taken_back, &format!("{REVERT} --looked-back-by P-3"));
    for file in [&file, &taken_back] {
        assert!(ok(file, "planned-change list unplanned=emergency").contains("CH-1"));
    }
    refused(&taken_back, "planned-change reopen CH-1 --reason 'After all'", &["stays recorded as that"]);
    for file in [&file, &taken_back] {
        assert_eq!(file.verify(), Vec::<String>::new());
    }
}

#[test]
fn what_nobody_planned_is_recorded_and_its_consequences_are_reviewed() {
    let file = planned();
    ok(&file, "planned-change unintended CH-1 --effective-on 2026-11-20 --reason 'It came with an update'");
    assert!(ok(&file, "planned-change show CH-1").contains("Unintended, not reviewed"));
    days(&file, 6);
    let late = file.run(&["check", "--only", "8.1"]).out;
    assert!(
        late.contains("Nobody planned it; it happened on 2026-11-20 and was to be reviewed by 2026-11-25"),
        "{late}"
    );
    refused(&file, "planned-change review CH-1", &["What came of it is empty"]);
    let review = "planned-change review CH-1 --looked-back-by";
    refused(&file, &format!("{review} P-2 --looked-back n/a"), &["does not say what came of it"]);
    let told = "--looked-back 'Set back, and nothing was lost'";
    refused(&file, &format!("{review} P-1 {told}"), &["owns CH-1 and can't look back on it"]);
    ok(&file, &format!("{review} P-2 {told}"));
    assert!(!file.run(&["check", "--only", "8.1"]).out.contains("CH-1"));
    // What comes of it later is laid before the review with how it came.
    assert!(ok(&file, "planned-change list unplanned=unintended").contains("CH-1"));
    assert_eq!(file.verify(), Vec::<String>::new());
}

/// The day of an approval is typed; that on which it was recorded is not.
#[test]
fn what_was_in_effect_before_its_approval_was_recorded_is_an_emergency() {
    let file = planned();
    ok(&file, "planned-change edit CH-1 --due 2026-10-01");
    ok(&file, &format!("{APPROVE} --approved-on 2026-09-20"));
    let effect = "planned-change effect CH-1 --effective-on 2026-10-01";
    refused(&file, effect, &["its approval was recorded on 2026-11-23", "by the move “emergency”"]);
    // Nor does another approval of the same day help; and what was approved for a later day than it can wait for is one, too.
    ok(&file, "planned-change emergency CH-1 --effective-on 2026-10-01 --reason 'It was not written down'");
    let shown = ok(&file, "planned-change show CH-1 --plain");
    assert!(shown.contains("In effect, not approved") && !shown.contains("Iris Falk"), "{shown}");
    // What took effect is not called otherwise while it waits.
    refused(&file, "planned-change edit CH-1 --what 'A new form'", &["Change says what took effect"]);
    ok(&file, "planned-change ratify CH-1 --approved-by P-2 --approved-how message --approved-on 2026-10-02");
    script(&file, "review call --date 2026-12-28 --chair P-2 --secretary P-1 --members P-2,P-1");
    let pack = ok(&file, "review pack MR-1").split_whitespace().collect::<Vec<_>>().join(" ");
    let told =
        "took effect at once on 2026-10-01, approved afterwards by P-2 Iris Falk on 2026-10-02, recorded 52 days after";
    assert!(pack.contains(told), "{pack}");
    assert_eq!(file.verify(), Vec::<String>::new());
}

#[test]
fn what_never_happened_is_hidden_by_somebody_who_neither_owns_nor_recorded_it() {
    let file = planned();
    ok(&file, "person add 'Hugo Brandt' --active yes");
    ok(&file, "planned-change edit CH-1 --owner P-3");
    ok(&file, "planned-change unintended CH-1 --reason 'It came with an update'");
    let mistaken = "planned-change void CH-1 --reason 'It was another program'";
    for own in ["P-1", "P-3"] {
        refused(&file, &format!("{mistaken} --as {own}"), &["hidden by somebody who neither owns nor recorded it"]);
    }
    ok(&file, &format!("{mistaken} --as P-2 --agreed-by P-4 --agreed-how message"));
    assert_eq!(file.verify(), Vec::<String>::new());
}

#[test]
fn what_is_in_effect_and_not_approved_is_laid_before_the_review() {
    let file = sample();
    ok(&file, "planned-change add 'Scores are halved' --owner P-4 --consequences 'Fewer referrals'");
    ok(&file, "planned-change emergency CH-7 --reason 'Payments stood still'");
    let pack = ok(&file, "review pack MR-3");
    assert!(pack.contains("CH-7 Scores are halved is in effect, not approved."), "{pack}");
    // Taken back before the review, it is told all the same.
    ok(
        &file,
        "planned-change revert CH-7 --reason 'Done with' --looked-back 'Payments go out again' --looked-back-by P-2",
    );
    let pack = ok(&file, "review pack MR-3").split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(pack.contains("CH-7 Scores are halved took effect at once on"), "{pack}");
    assert!(pack.contains("taken back, looked back on by P-2 Eamon Castellane: Payments go out again."), "{pack}");
}

#[test]
fn what_took_effect_before_the_file_comes_in_as_that() {
    let file = Fixture::new();
    let table = file.folder().join("changes.csv");
    std::fs::write(&table, "Change,State,In effect since\nNew policy,effective,2025-02-03\n").unwrap();
    let told = file.run(&["import", "planned-change", table.to_str().unwrap(), "--write"]);
    assert_eq!(told.code, 0, "{}{}", told.out, told.err);
    assert!(ok(&file, "planned-change show CH-1").contains("In effect before, not verified here"));
    // What is of this file was not in effect before it.
    ok(&file, "planned-change add 'New scope' --owner P-1");
    refused(&file, "planned-change adopt CH-2 --effective-on 2026-11-23", &["this file is kept since"]);
    assert_eq!(file.verify(), Vec::<String>::new());
}

#[test]
fn what_took_effect_in_an_older_file_is_carried_over() {
    let file = rich();
    let shown = ok(&file, "planned-change list state=effective");
    assert!(shown.contains("not verified here"), "{shown}");
    assert_eq!(file.verify(), Vec::<String>::new());
}
