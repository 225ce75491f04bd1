//! Deadlines as those who audit set them, to the day.

use gavel::domain::deadline_profile::DeadlineProfile;
use gavel::domain::nonconformity::Grade;

use crate::review::held::{script, words};
use crate::review::tools::{called, refused};

use super::walk::{DRAFT, people};

const STAGE_2: &str = "deadline-profile add 'Certus, stage 2' --types stage-2 --body Certus --major-plan '30 days' --major-done '6 months' --minor-plan '30 days' --minor-done '12 months' --consequence 'another stage 2'";

#[test]
fn months_and_days_are_counted_from_the_last_day_of_the_audit() {
    let fixture = people();
    fixture.ok(&words(STAGE_2));
    let record = called(&fixture, "DP-1");
    let profile = DeadlineProfile(&record);
    for (from, grade, plan, done) in [
        ("2026-08-31", Grade::Major, "2026-09-30", "2027-02-28"),
        ("2027-08-31", Grade::Major, "2027-09-30", "2028-02-29"),
        ("2028-02-29", Grade::Minor, "2028-03-30", "2029-02-28"),
        ("2028-01-31", Grade::Minor, "2028-03-01", "2029-01-31"),
    ] {
        let (planned, dealt) = profile.days(grade, from.parse().unwrap());
        assert_eq!((planned, dealt), (plan.parse().ok(), done.parse().ok()), "{from}");
    }
    refused(
        &fixture,
        "deadline-profile add Odd --types mock --major-done 'soon'",
        &["can't be read", "14 days, 6 months"],
    );
}

#[test]
fn what_follows_is_told_from_the_day_after_and_no_extension_moves_it() {
    let fixture = people();
    fixture.ok(&words(STAGE_2));
    for (number, due) in [(1, "2026-11-22"), (2, "2026-11-23")] {
        let line = DRAFT.replace("--due 2026-12-01", &format!("--due {due} --deadlines DP-1"));
        fixture.ok(&words(&line));
        fixture.ok(&words(&format!("nonconformity open NC-{number}")));
    }
    let told = "Not verified by 2026-11-22: another stage 2 (Certus, stage 2)";
    assert!(fixture.ok(&words("nonconformity show NC-1")).contains(told));
    assert!(!fixture.ok(&words("nonconformity show NC-2")).contains("another stage 2"), "the day itself is in time");
    fixture.ok(&words(
        "nonconformity extend NC-1 --due 2027-01-01 --extended-by 'Dev Anand' --extended-how meeting --reason 'Vendor late'",
    ));
    assert!(fixture.ok(&words("nonconformity show NC-1")).contains(told));
    let unsaid = fixture.fails(1, &words("nonconformity extend NC-1 --due 2027-02-01 --reason 'Vendor late again'"));
    let approval = ["Extension approved by is empty", "Extension approved how is empty"];
    assert!(approval.iter().all(|what| unsaid.contains(what)), "who approved before approves no more: {unsaid}");
    let minor = DRAFT
        .replace("--grade major", "--grade minor")
        .replace("--due 2026-12-01", "--due 2026-11-01 --deadlines DP-1");
    fixture.ok(&words(&minor));
    fixture.ok(&words("nonconformity open NC-3"));
    assert!(
        !fixture.ok(&words("nonconformity show NC-3")).contains("another stage 2"),
        "a minor one is verified later"
    );
}

#[test]
fn a_finding_shows_the_cause_class_of_its_nonconformity() {
    let fixture = people();
    script(
        &fixture,
        "
        audit add 'Internal audit' --type internal
        finding add 'Cards are missing' --audit AU-1 --grade minor --raised-on 2026-10-01 --requirement A.6.2.7
        ",
    );
    fixture.ok(&words(&format!("{DRAFT} --raised-from F-1")));
    assert!(fixture.ok(&words("finding show F-1")).contains("Not analysed"));
    script(
        &fixture,
        "
        nonconformity open NC-1
        finding raise F-1 --nonconformity NC-1
        nonconformity contain NC-1 --correction 'Written' --consequences 'None: nobody read them'
        nonconformity analyse NC-1 --cause 'No owner' --cause-class responsibility --cause-method other --similar-searched 'All' --similar-cases 'None'
        ",
    );
    let shown = fixture.ok(&words("finding show F-1"));
    assert!(shown.contains("Cause class") && shown.contains("Responsibility"), "{shown}");
}
