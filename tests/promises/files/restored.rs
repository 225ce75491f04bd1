//! A file that comes from a backup tells of it: who restored it, why, who agreed, and what was there before and is gone.

use std::path::PathBuf;

use crate::fixture::Fixture;
use crate::review::held::{self, script, words};
use crate::review::tools::ok;

const WHY: &str = "--reason 'The disk failed'";
const AGREED: &str = "--agreed-by 'Iris Falk' --agreed-how meeting";

fn backup(fixture: &Fixture) -> PathBuf {
    let copy = fixture.folder().join("copy.db");
    ok(fixture, &format!("backup {}", copy.display()));
    copy
}

/// A review that is called, a backup of it, and two records that came later.
fn grown() -> (Fixture, PathBuf) {
    let fixture = Fixture::after(held::call);
    let copy = backup(&fixture);
    script(
        &fixture,
        "nc add 'Bias test skipped' --grade major\nincident add 'Claims refused' --severity critical --type incident",
    );
    (fixture, copy)
}

#[test]
fn what_was_recorded_since_a_backup_goes_for_a_reason_with_somebody_else_s_agreement_and_never_untold() {
    let (fixture, copy) = grown();
    let line = |rest: &str| format!("restore {} --yes {rest}", copy.display());
    let before = ok(&fixture, "head");
    ok(&fixture, "person add 'Nightly pipeline' --machine yes --active yes --os-user ci");
    let kpi = "kpi add 'Astray' --direction lower --frequency monthly --unit %";
    script(&fixture, &format!("{kpi}\nkpi-limit add --kpi K-1 --valid-from 2026-01-01 --critical 9"));
    ok(&fixture, "measurement add --kpi K-1 --period-end 2026-10-31 --value 40");
    let before_all = ok(&fixture, "head");
    assert_ne!(before, before_all);
    for (rest, told) in [
        ("", "A reason is missing"),
        ("--reason x", "gives no reason"),
        (WHY, "Agreed by is empty"),
        ("--reason 'The disk failed' --agreed-by 'Rosa Lindt' --agreed-how meeting", "restores the file"),
        ("--reason 'The disk failed' --agreed-by 'Iris Falk'", "Agreed how is empty"),
    ] {
        let said = fixture.fails(1, &words(&line(rest)));
        assert!(said.contains(told) && said.contains("Nothing was changed"), "{rest}: {said}");
        assert_eq!(ok(&fixture, "head"), before_all, "{rest}");
    }
    ok(&fixture, &line(&format!("{WHY} {AGREED}")));
    assert!(!ok(&fixture, "nc list").contains("Bias test"));
    let lost = before_all.trim();
    // What was grave comes first.
    let told = "Restored from copy.db; 6 transactions were replaced (INC-1 Claims refused: critical, M-1 K-1 40 %: \
                critical, NC-1 Bias test skipped: major, K-1 Astray, KL-1, P-7), up to";
    let pages = [
        "restoration show RST-1".to_owned(),
        "log".to_owned(),
        "review changes MR-1".to_owned(),
        "review pack MR-1".to_owned(),
        "review minutes MR-1".to_owned(),
    ];
    for page in pages {
        let shown = ok(&fixture, &page).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(shown.contains(told) || page == "log" && shown.contains("RST-1"), "{page}: {shown}");
        assert!(page == "log" || shown.contains(lost), "{page} has the head that was lost: {shown}");
    }
    let minutes = ok(&fixture, "review minutes MR-1");
    for words in ["because: The disk failed", "agreed by P-2 Iris Falk", "by P-1 Rosa Lindt"] {
        assert!(minutes.contains(words), "{words}: {minutes}");
    }
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn nothing_grave_is_hidden_by_others_that_are_or_by_another_name() {
    let (fixture, copy) = grown();
    ok(&fixture, "incident edit INC-1 --title 'A question' --severity low");
    for step in 1..=7 {
        ok(&fixture, &format!("action add 'Step {step}' --priority critical"));
    }
    // Nor is what is of no level by many of another register.
    (1..=45).for_each(|one| drop(ok(&fixture, &format!("note add 'Word {one}' --about NC-1"))));
    ok(&fixture, "system add 'Claims triage' --purpose 'Sorts claims' --owner me");
    ok(&fixture, &format!("restore {} --yes {WHY} {AGREED}", copy.display()));
    let shown = ok(&fixture, "restoration show RST-1").split_whitespace().collect::<Vec<_>>().join(" ");
    for told in [
        "INC-1 A question: critical, was called “Claims refused”",
        "Step 7: critical",
        "NC-1 Bias test skipped: major",
        "SYS-1 Claims triage",
        "more)",
    ] {
        assert!(shown.contains(told), "{told}: {shown}");
    }
}

/// To restore the same backup again would take away what the file tells of the first time.
#[test]
fn what_an_earlier_restoration_told_is_told_by_the_next_one() {
    let (fixture, copy) = grown();
    let line = format!("restore {} --yes {WHY} {AGREED}", copy.display());
    ok(&fixture, &line);
    ok(&fixture, &line);
    let shown = ok(&fixture, "restoration show RST-1").split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(shown.contains("1 transaction was replaced"), "{shown}");
    assert!(shown.contains("2 transactions were replaced") && shown.contains("by P-1"), "{shown}");
    let minutes = ok(&fixture, "review minutes MR-1");
    assert!(minutes.contains("2 transactions were replaced"), "{minutes}");
}

#[test]
fn nor_does_it_help_that_nothing_stands_there_or_that_a_machine_asks() {
    let (fixture, copy) = grown();
    let away = fixture.folder().join("away.db");
    std::fs::rename(&fixture.path, &away).unwrap();
    let said = fixture.fails(1, &words(&format!("restore {}", copy.display())));
    assert!(said.contains("A reason is missing"), "{said}");
    assert!(!fixture.path.exists());
    ok(&fixture, &format!("restore {} {WHY}", copy.display()));
    assert!(ok(&fixture, "review minutes MR-1").contains("no file stood in its place"));
    ok(&fixture, "person add 'Nightly pipeline' --machine yes --active yes --os-user ci");
    let copy = fixture.folder().join("second.db");
    ok(&fixture, &format!("backup {}", copy.display()));
    let said = fixture.fails(1, &words(&format!("restore {} --yes {WHY} --as 'Nightly pipeline'", copy.display())));
    assert!(said.contains("It is a machine"), "{said}");
}
