//! What was recorded more than a week after it was performed says so, wherever its day stands.

use crate::fixture::Fixture;
use crate::review::held::{conclude, script};
use crate::review::tools::ok;

fn clock(file: &Fixture, at: &str) {
    file.ambient.move_on(format!("{at}T09:00:00Z").parse().unwrap());
}

const LATE: &str = "recorded 12 days after";

#[test]
fn an_action_an_audit_and_a_test_say_that_they_were_recorded_late() {
    let file = Fixture::new();
    script(
        &file,
        "
        action add 'Write it' --owner me
        action add 'Print it' --owner me
        action done A-1 --done-on 2026-11-11 --evidence 'Mail 7'
        action done A-2 --done-on 2026-11-16 --evidence 'Mail 7'
        audit add 'Audit' --type internal --lead P-1 --starts-on 2026-11-01 --ends-on 2026-11-02 --objectives 'O' --criteria 42001 --scope 'All' --unit 'Model operations' --conclusion 'It holds'
        audit begin AU-1
        checklist-item add 'Who tests it?' --audit AU-1 --type own --answer conforms --answered-by P-1
        audit report AU-1 --reported-on 2026-11-11
        ",
    );
    let shown = ok(&file, "action show A-1");
    assert!(shown.contains("Recorded late") && shown.contains(&format!("Done on: {LATE}")), "{shown}");
    assert!(ok(&file, "action history A-1").contains(LATE));
    // A week is not late, and what was put right is as late as that was.
    assert!(!ok(&file, "action show A-2").contains("Recorded late"));
    assert!(!ok(&file, "action history A-2").contains("recorded"));
    let report = ok(&file, "audit print AU-1");
    assert!(report.contains(LATE), "{report}");
    assert!(ok(&file, "log").contains(LATE));
    // A clock that is put back makes nothing timely: the day is that of what was written last.
    file.ambient.move_on("2026-11-12T09:00:00Z".parse().unwrap());
    script(&file, "action add 'Send it' --owner me\naction done A-3 --done-on 2026-11-11 --evidence 'Mail 7'");
    let shown = ok(&file, "action show A-3");
    assert!(shown.contains(LATE), "{shown}");
    assert_eq!(file.verify(), Vec::<String>::new());
}

#[test]
fn minutes_say_which_approval_and_which_confirmed_action_was_recorded_late() {
    let file = Fixture::after(conclude);
    clock(&file, "2026-12-05");
    ok(&file, "review approve MR-1 --for chair --how meeting --approved-on 2026-11-23");
    ok(&file, "review approve MR-1 --for secretary --how signature");
    let minutes = ok(&file, "review minutes MR-1");
    assert_eq!(minutes.matches(LATE).count(), 1, "{minutes}");
    let line = minutes.lines().find(|line| line.contains(LATE)).unwrap();
    assert!(line.contains("Iris Falk (chair) on 23 November 2026") && line.contains("recorded by"), "{line}");
    assert!(ok(&file, "review verify MR-1").contains("MR-1 holds"));
    assert!(ok(&file, "approval show AP-1").contains(LATE));
}

#[test]
fn the_report_of_a_case_says_which_step_was_recorded_late() {
    use crate::closure::walk::{Case, Round};
    let case = Case::at(gavel::domain::nonconformity::State::Implemented, Round::First);
    let file = case.copy().fixture;
    let now = file.ambient.now();
    file.ambient.move_on(now + chrono::TimeDelta::days(12));
    let on = now.date_naive();
    ok(
        &file,
        &format!("nonconformity verify NC-1 --verified-by 'Edda Holm' --verified-on {on} --verified-how signature"),
    );
    let report = ok(&file, "nonconformity print NC-1");
    assert!(report.contains(&format!("verified ({LATE})")), "{report}");
    assert!(report.lines().any(|line| line.contains("Edda Holm") && line.contains(&format!(", {LATE}"))), "{report}");
    assert!(ok(&file, "nonconformity show NC-1").contains(&format!("Verified on: {LATE}")));
}
