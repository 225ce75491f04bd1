//! What makes a system look smaller than it is, that it is excluded, lowered, retired or hidden, asks for a reason and somebody
//! else's approval, and leaves nothing open behind.

use super::clock::days;
use crate::fixture::Fixture;
use crate::review::held::script;
use crate::review::tools::{ok, refused};
use crate::sample::sample;
use crate::upgrade::rich;

const BECAUSE: &str = "--left-out-because 'Replaced by the vendor' --scope-review-by 2027-05-01";

fn exclude(system: &str, by: &str) -> String {
    format!("system exclude {system} {BECAUSE} --scope-approved-by {by} --scope-approved-how meeting")
}

fn lower(tier: &str, by: &str) -> String {
    format!(
        "system lower SYS-3 --tier {tier} --tier-because 'Nothing is paid by it' --tier-approved-by {by} --tier-approved-how meeting"
    )
}

#[test]
fn a_system_is_excluded_for_a_reason_of_its_own_by_another_until_a_day() {
    let file = sample();
    refused(&file, "system edit SYS-3 --in-scope no", &["by the move “exclude”", "approver who is not its owner"]);
    refused(
        &file,
        "system add 'Fraud scoring 2' --purpose 'Scores' --in-scope no --scope-reason 'A copy'",
        &["by the move “exclude”", "no reason is given, and no day of review"],
    );
    refused(&file, "system edit SYS-3 --clear in_scope", &["can't be left unsaid any more"]);
    refused(
        &file,
        "system exclude SYS-3",
        &[
            "Excluded because is empty",
            "Exclusion reviewed by is empty",
            "Exclusion approved by is empty",
            "Exclusion approved how is empty",
        ],
    );
    // P-4 owns it.
    refused(&file, &exclude("SYS-3", "P-4"), &["owns SYS-3 and can't approve that it is excluded"]);
    let inclusion = exclude("SYS-3", "P-2")
        .replace("Replaced by the vendor", "a wrong referral holds a claim up by eleven days on average");
    refused(&file, &inclusion, &["It says why it was in scope: say why it is excluded"]);
    for (day, why) in [("2026-11-23", "It is 2026-11-23, and today is"), ("2029-01-01", "more than two years away")] {
        refused(&file, &exclude("SYS-3", "P-2").replace("2027-05-01", day), &[why]);
    }
    refused(&file, &exclude("SYS-3", "P-2").replace("Replaced by the vendor", "n/a"), &["gives no reason"]);
    ok(&file, &exclude("SYS-3", "P-2"));
    // It stands as it was approved, and is not taken over by whoever approved it, nor washed by an undo.
    refused(&file, "system edit SYS-3 --in-scope yes", &["It is excluded: include it"]);
    refused(&file, "system edit SYS-3 --owner P-2", &["approved that SYS-3 is excluded and can't own it"]);
    refused(&file, "system void SYS-3 --reason 'No longer needed'", &["retired or excluded, and not hidden"]);
    ok(&file, "system include SYS-3");
    assert!(!ok(&file, "system show SYS-3 --plain").contains("Replaced by the vendor"));
    assert_eq!(file.verify(), Vec::<String>::new());
}

#[test]
fn an_exclusion_is_late_once_its_day_is_over() {
    let file = sample();
    ok(&file, &exclude("SYS-3", "P-2"));
    assert!(!file.run(&["check", "--only", "4.3"]).out.contains("Exclusion reviewed by 2027"));
    days(&file, 180);
    assert!(file.run(&["check", "--only", "4.3"]).out.contains("Exclusion reviewed by 2027-05-01, 21 d late"));
    assert!(ok(&file, "today --json").contains("SYS-3"));
    // It is put off by another approval, and by nothing else.
    refused(&file, &exclude("SYS-3", "P-4").replace("2027-05-01", "2028-05-01"), &["owns SYS-3"]);
    ok(&file, &exclude("SYS-3", "P-2").replace("2027-05-01", "2028-05-01"));
    assert!(!file.run(&["check", "--only", "4.3"]).out.contains("SYS-3"));
}

#[test]
fn another_owner_for_a_while_approves_neither_an_exclusion_nor_a_lower_tier() {
    let file = sample();
    ok(&file, "system edit SYS-3 --owner P-2");
    refused(&file, &exclude("SYS-3", "P-4"), &["owned SYS-3 then and can't approve that it is excluded"]);
    refused(&file, &lower("low", "P-4"), &["owned SYS-3 then and can't approve that"]);
    ok(&file, "system edit SYS-3 --clear owner");
    refused(&file, &exclude("SYS-3", "P-4"), &["owned SYS-3 then"]);
    // Nor does somebody approve first and own it afterwards.
    ok(&file, &lower("high", "P-3"));
    refused(&file, "system edit SYS-3 --owner P-3", &["approved a lower tier of SYS-3 and can't own it"]);
}

#[test]
fn a_tier_goes_down_for_a_reason_and_by_another() {
    let file = sample();
    let told = ["by the move “lower”", "It is critical: lower it with a reason and an approval"];
    refused(&file, "system edit SYS-3 --tier low", &told);
    refused(&file, "system edit SYS-3 --clear tier", &told);
    refused(&file, &lower("low", "P-4"), &["owns SYS-3 and can't approve that"]);
    // Whoever lowers it does not approve it either: P-1 does, who keeps the file.
    refused(&file, &lower("low", "P-1"), &["lowers SYS-3 and can't approve that"]);
    refused(&file, &lower("low", "P-2").replace("Nothing is paid by it", "none"), &["gives no reason"]);
    refused(
        &file,
        "system lower SYS-3 --tier low",
        &["Lowered because is empty", "Tier approved by is empty", "Tier approved how is empty"],
    );
    ok(&file, &lower("medium", "P-2"));
    // Another step down is another reason and another approval.
    refused(&file, "system edit SYS-3 --tier low", &["by the move “lower”"]);
    refused(&file, "system lower SYS-3 --tier low", &["Lowered because is empty"]);
    refused(&file, "undo --yes", &["lower"]);
    // It goes up by anybody, and what was raised by a slip is taken back the same day.
    ok(&file, "system edit SYS-3 --tier critical");
    ok(&file, "undo --yes");
    assert!(ok(&file, "system show SYS-3 --plain").contains("Medium"));
    assert_eq!(file.verify(), Vec::<String>::new());
}

#[test]
fn a_class_or_a_level_of_automation_goes_down_as_a_tier_does() {
    let file = sample();
    for edit in ["--legal-classes minimal", "--clear legal_classes", "--automation none", "--clear automation"] {
        refused(&file, &format!("system edit SYS-4 {edit}"), &["by the move “lower”", "lower it with a reason"]);
    }
    // Neither is a lowering one that lowers nothing.
    let lower = "system lower SYS-4 --tier-because 'Loadings are set by hand' --tier-approved-by P-2 --tier-approved-how meeting";
    for nothing in ["", "--tier critical", "--automation full"] {
        refused(&file, &format!("{lower} {nothing}"), &["is lower than it was"]);
    }
    ok(&file, &format!("{lower} --automation assistance"));
    // It goes up by anybody.
    ok(&file, "system edit SYS-4 --automation full --legal-classes high-risk,transparency");
    assert_eq!(file.verify(), Vec::<String>::new());
}

#[test]
fn whoever_excludes_a_system_that_nobody_owns_does_not_approve_that() {
    let file = Fixture::new();
    script(&file, "person add 'Iris Falk' --active yes\nsystem add 'Claims triage' --purpose 'Sorts' --tier critical");
    days(&file, 2);
    refused(&file, &exclude("SYS-1", "me"), &["excludes SYS-1 and can't approve that it is excluded"]);
    ok(&file, &exclude("SYS-1", "P-2"));
}

#[test]
fn systems_do_not_change_places() {
    let file = sample();
    // SYS-3 is Fraud scoring, SYS-6 Document reading.
    let told = ["Name is that of SYS-6 now or before", "what is recorded of SYS-3 would be passed on"];
    refused(&file, "system edit SYS-3 --name 'Document reading'", &told);
    ok(&file, "system edit SYS-6 --name 'Letters'");
    refused(&file, "system edit SYS-3 --name 'document reading.'", &told);
    ok(&file, "system edit SYS-3 --name 'Fraud scores'");
    let pack = ok(&file, "review pack MR-3").split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(pack.contains("SYS-3 Fraud scores was called “Fraud scoring” at the review before."), "{pack}");
}

#[test]
fn what_was_excluded_or_lowered_since_is_laid_before_the_review() {
    let file = sample();
    ok(&file, &lower("medium", "P-2"));
    ok(&file, &exclude("SYS-4", "P-3"));
    let pack = ok(&file, "review pack MR-3");
    let pack = pack.split_whitespace().collect::<Vec<_>>().join(" ");
    for told in [
        "SYS-3 Fraud scoring was lowered, approved by P-2 Eamon Castellane",
        "SYS-4 Underwriting assistant was excluded from the scope",
    ] {
        assert!(pack.contains(told), "{told}: {pack}");
    }
}

/// The day that is typed for it may lie before the last review, and would keep it out of every pack.
#[test]
fn what_is_dated_back_is_laid_before_the_review_all_the_same() {
    let file = sample();
    let before = "2026-08-01";
    ok(&file, &format!("{} --tier-approved-on {before}", lower("medium", "P-2")));
    ok(&file, &format!("{} --scope-approved-on {before}", exclude("SYS-4", "P-3")));
    ok(&file, "system add 'Old robot' --purpose 'Quotes'");
    ok(&file, &format!("system retire SYS-9 --reason 'Switched off' --retired-on {before}"));
    let pack = ok(&file, "review pack MR-3");
    let pack = pack.split_whitespace().collect::<Vec<_>>().join(" ");
    for told in [
        "SYS-3 Fraud scoring was lowered, approved by P-2 Eamon Castellane on 2026-08-01, recorded 114 days after: Nothing",
        "SYS-4 Underwriting assistant was excluded from the scope, approved by",
        "SYS-9 Old robot was retired on 2026-08-01, recorded 114 days after: Switched off.",
    ] {
        assert!(pack.contains(told), "{told}: {pack}");
    }
}

#[test]
fn no_import_lowers_excludes_or_retires_what_is_there() {
    let file = sample();
    let table = file.folder().join("systems.csv");
    std::fs::write(&table, "No,Name,Tier,In scope,Stage\nSYS-3,Fraud scoring,low,no,retired\n").unwrap();
    let told = file.run(&["import", "system", table.to_str().unwrap(), "--write"]);
    assert_ne!(told.code, 0, "{}{}", told.out, told.err);
    let shown = ok(&file, "system show SYS-3 --plain");
    assert!(shown.contains("Critical") && shown.contains("Operation and monitoring"), "{shown}");
}

#[test]
fn what_is_prohibited_is_never_put_into_operation() {
    let file = Fixture::new();
    script(
        &file,
        "
        person add 'Iris Falk' --active yes
        system add 'Mood of staff' --purpose 'Guess how staff feel' --owner P-1 --legal-classes prohibited
        ",
    );
    for step in ["operate", "deploy"] {
        refused(&file, &format!("system {step} SYS-1"), &["A prohibited system is never put into operation"]);
    }
    ok(&file, "system develop SYS-1");
    // Nor once its class is typed away; the same day that is a slip.
    days(&file, 1);
    refused(&file, "system edit SYS-1 --legal-classes minimal", &["It is prohibited: lower it"]);
    refused(&file, "system edit SYS-1 --clear legal_classes", &["It is prohibited: lower it"]);
    let lower = "system lower SYS-1 --legal-classes minimal --tier-because 'Counsel found that it reads no feelings' --tier-approved-how message --tier-approved-by";
    refused(&file, &format!("{lower} P-1"), &["owns SYS-1 and can't approve that"]);
    ok(&file, &format!("{lower} P-2"));
    ok(&file, "system operate SYS-1");
    // That it turns out to be prohibited is always recorded, and named until it is out of use.
    ok(&file, "system edit SYS-1 --legal-classes prohibited");
    assert!(file.run(&["check", "--only", "4.3"]).out.contains("It is prohibited, and in use"));
    // It goes out of use, and not into a stage that is not looked at.
    for step in ["conceive", "develop", "verify", "reevaluate"] {
        refused(&file, &format!("system {step} SYS-1"), &["A prohibited system that is in use is retired"]);
    }
    assert!(file.run(&["check", "--only", "4.3"]).out.contains("It is prohibited, and in use"));
    ok(&file, "system retire SYS-1 --reason 'Counsel found that it reads feelings'");
    assert_eq!(file.verify(), Vec::<String>::new());
}

#[test]
fn a_system_is_retired_once_nothing_that_depends_on_it_is_open() {
    let file = Fixture::new();
    script(
        &file,
        "
        system add 'Claims triage' --purpose 'Sort claims' --in-scope yes
        system add 'Claims triage of the vendor' --purpose 'Sort claims' --in-scope yes
        system operate SYS-1
        risk add Drift --owner me --system SYS-1
        action add 'Test it' --source SYS-1
        incident add Outage --type incident --system SYS-1
        nonconformity add Gap --system SYS-1
        kpi add Overrides --direction lower --frequency monthly --system SYS-1
        obligation add 'Assess it' --type other --system SYS-1 --every-months 12 --next-due 2027-01-01
        planned-change add 'New model' --touches SYS-1
        ",
    );
    assert_ne!(file.run(&["system", "edit", "SYS-1", "--stage", "retired"]).code, 0);
    let retire = "system retire SYS-1 --reason 'Nobody uses it'";
    refused(
        &file,
        retire,
        &[
            "R-1 Drift is",
            "A-1 Test it is open",
            "INC-1 Outage is open",
            "NC-1 Gap is draft",
            "K-1 Overrides runs",
            "OB-1 Assess it is running",
            "CH-1 New model is planned",
        ],
    );
    refused(&file, "system void SYS-1 --reason 'Typed twice'", &["R-1 Drift is"]);
    // Each is dealt with, or handed on.
    script(
        &file,
        "
        risk edit R-1 --system SYS-2
        action edit A-1 --source SYS-2
        incident edit INC-1 --system SYS-2
        nonconformity edit NC-1 --system SYS-2
        kpi edit K-1 --ended yes
        obligation end OB-1 --reason 'It is out of use'
        planned-change drop CH-1 --reason 'It is out of use'
        ",
    );
    refused(&file, "system retire SYS-1 --reason -", &["gives no reason"]);
    ok(&file, retire);
    assert!(!file.run(&["check", "--only", "4.3"]).out.contains("It is retired"));
    // What hangs on it afterwards, or comes back, is named; and it is not hidden.
    days(&file, 1);
    ok(&file, "person add 'Ada Lund' --active yes");
    ok(&file, "risk edit R-1 --system SYS-1 --reason 'It came from there' --agreed-by 'Ada Lund' --agreed-how message");
    assert!(file.run(&["check", "--only", "4.3"]).out.contains("It is retired, and R-1 Drift is open"));
    refused(&file, "system void SYS-2 --reason 'Typed twice'", &["It has been on the register"]);
    assert_eq!(file.verify(), Vec::<String>::new());
}

#[test]
fn what_was_retired_before_the_file_comes_in_as_that() {
    let file = Fixture::new();
    let table = file.folder().join("systems.csv");
    std::fs::write(&table, "Name,Purpose,Stage\nOld robot,Quotes,Retired\nTriage,Sorts,Operation\nIdea,Reads,\n")
        .unwrap();
    let told = file.run(&["import", "system", table.to_str().unwrap(), "--write"]);
    assert_eq!(told.code, 0, "{}{}", told.out, told.err);
    assert!(ok(&file, "system show SYS-1").contains("Retired before, not verified here"));
    assert!(ok(&file, "system show SYS-2").contains("Operation and monitoring"));
    assert!(ok(&file, "system show SYS-3").contains("Not stated"));
    // What was in use here was not retired before it.
    refused(&file, "system adopt SYS-2 --retired-on 2025-01-01", &["only what is not stated can be"]);
    ok(&file, "system add New --purpose 'Sorts'");
    refused(&file, "system adopt SYS-4 --retired-on 2026-11-23", &["this file is kept since"]);
    assert_eq!(file.verify(), Vec::<String>::new());
}

#[test]
fn what_came_in_by_mistake_is_hidden() {
    let file = Fixture::new();
    ok(&file, "system add 'Claims triage' --purpose 'Sort claims' --in-scope yes --tier high");
    ok(&file, "system void SYS-1 --reason 'Typed twice'");
    ok(&file, "system add 'Claims triage' --purpose 'Sort claims' --in-scope yes --tier high");
    ok(&file, "undo --yes");
    // The day after it has been on the register, whatever was said of it; and it is taken back by whoever typed it.
    ok(&file, "system add Idea --purpose 'Reads letters' --tier critical");
    ok(&file, "person add 'Ben Okafor' --active yes");
    let void = "system void SYS-3 --reason 'Typed by mistake'";
    refused(&file, &format!("{void} --as 'Ben Okafor'"), &["Somebody else recorded it today"]);
    days(&file, 1);
    refused(&file, void, &["It has been on the register: retire it"]);
    ok(&file, "system retire SYS-3 --reason 'Nobody wants it'");
}

#[test]
fn an_older_file_keeps_its_stages_and_is_asked_for_what_it_lacks() {
    let file = rich();
    assert!(ok(&file, "system list").contains("Operation and monitoring"));
    assert_eq!(file.verify(), Vec::<String>::new());
}
