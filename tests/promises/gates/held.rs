//! What was put forward for something attested is held; what is so in the world goes through, and the record is no longer
//! proven until somebody looks again.

use crate::fixture::Fixture;
use crate::review::tools::{ok, refused};
use crate::sample::sample;

/// A line with each of these words in what is told, in order that a person knows what to open.
fn held(file: &Fixture, line: &str, way: &str, opens: &str) {
    refused(file, line, &[way, opens, "stays as it was"]);
}

#[test]
fn what_a_closed_case_stands_on_is_held() {
    let file = sample();
    held(&file, "retest void RT-2 --reason 'A slip'", "RT-2 → NC-3", "“reopen” comes first");
    held(&file, "retest edit RT-2 --failed 12", "RT-2 → NC-3", "reopen");
    held(&file, "action void A-27 --reason 'A slip'", "A-27 → NC-3", "reopen");
    held(&file, "action reopen A-27 --reason 'A slip'", "A-27 → NC-3", "reopen");
    held(&file, "evidence void E-47 --reason 'A slip'", "E-47 → NC-3", "reopen");
    held(&file, "evidence edit E-47 --title 'Something else'", "E-47 → NC-3", "reopen");
    let late = "action add 'One more thing' --source NC-3 --type corrective --owner P-1";
    refused(
        &file,
        late,
        &["This action can't be added to NC-3", "its corrective actions are complete", "“reopen” comes"],
    );
    ok(&file, "action add 'One more thing' --owner P-1 --source NC-3");
    held(&file, "action edit A-62 --type corrective", "A-62 → NC-3", "complete");
    ok(&file, "nc reopen NC-3 --reason 'It came back' --reopened-on-evidence 'Ticket of today'");
    ok(&file, "action edit A-62 --type corrective");
    ok(&file, "retest void RT-2 --reason 'Of another model' --agreed-by P-3 --agreed-how meeting");
    assert_eq!(file.verify(), Vec::<String>::new());
}

/// What is evidence of an action holds the case that the action closed.
#[test]
fn what_holds_is_named_up_to_what_has_to_be_opened() {
    let file = sample();
    let list = ok(&file, "evidence list --plain");
    let shown = |reference: &str| ok(&file, &format!("evidence show {reference}"));
    let of_an_action = list
        .lines()
        .filter_map(|line| line.split_once(':'))
        .map(|(reference, _)| reference)
        .find(|reference| shown(reference).contains("A-27 "))
        .expect("the action that closed NC-3 has evidence")
        .to_owned();
    held(&file, &format!("evidence void {of_an_action} --reason 'A slip'"), "A-27 → NC-3", "reopen");
}

/// The bytes of the evidence of a confirmed action, and the action itself once a review undertook it.
#[test]
fn a_confirmation_stands_on_its_evidence_and_sealed_minutes_on_their_actions() {
    let file = sample();
    let confirmed = ok(&file, "action list state=confirmed --plain");
    let (action, _) = confirmed.lines().next().and_then(|line| line.split_once(':')).unwrap();
    let hanging = ok(&file, &format!("action show {action}"));
    let evidence = hanging.split_whitespace().find(|word| word.starts_with("E-")).unwrap().trim_end_matches(':');
    let other = file.folder().join("other.txt");
    std::fs::write(&other, "Something else").unwrap();
    let line = format!("evidence edit {evidence} --file '{}'", other.display());
    held(&file, &line, &format!("{evidence} → {action}"), "stands on its evidence");
    ok(&file, &format!("evidence add 'A later look' --about {action}"));
}

#[test]
fn a_control_that_stops_to_work_is_recorded_and_lets_an_acceptance_fall() {
    let file = sample();
    assert!(!ok(&file, "risk show R-8").contains("no longer proven"));
    ok(&file, "control edit C-9 --status planned");
    let shown = ok(&file, "risk show R-8");
    assert!(shown.contains("Accepted, no longer proven"), "{shown}");
    assert!(
        shown.contains("No longer proven since 23 November 2026, because C-9 Computing resources (controls)"),
        "{shown}"
    );
    // That it works again is no proof that somebody looked.
    ok(&file, "control edit C-9 --status implemented");
    assert!(ok(&file, "risk show R-8").contains("Accepted, no longer proven"));
    ok(&file, "risk reassess R-8 --reason 'The meter works again'");
    ok(&file, "risk accept R-8 --accepted-by P-9 --accepted-how meeting --reason 'Still worth it'");
    assert!(!ok(&file, "risk show R-8").contains("no longer proven"));
    assert_eq!(file.verify(), Vec::<String>::new());
}

#[test]
fn a_slip_that_is_taken_back_is_as_if_it_had_not_been() {
    let file = sample();
    ok(&file, "control edit C-9 --status planned");
    assert!(ok(&file, "risk show R-8").contains("no longer proven"));
    ok(&file, "undo --yes");
    assert!(!ok(&file, "risk show R-8").contains("no longer proven"));
    assert_eq!(file.verify(), Vec::<String>::new());
}

/// A retest that shows no effect is news about a closed case, and always recorded.
#[test]
fn bad_news_of_a_closed_case_is_recorded_and_lets_it_fall() {
    let file = sample();
    ok(&file, "retest add 'Trial releases again' --nonconformity NC-3 --held-on 2026-11-20 --failed 0 --tested 40");
    assert!(!ok(&file, "nc show NC-3").contains("no longer proven"));
    ok(&file, "retest add 'And again' --nonconformity NC-3 --held-on 2026-11-21 --failed 40 --tested 40");
    assert!(ok(&file, "nc show NC-3").contains("Closed, effective, no longer proven"));
    let listed = ok(&file, "nc list state=closed");
    assert!(listed.contains("no longer proven"), "{listed}");
    ok(&file, "nc reopen NC-3 --reason 'It came back' --reopened-on-evidence 'RT-5'");
    assert!(!ok(&file, "nc show NC-3").contains("no longer proven"));
    assert_eq!(file.verify(), Vec::<String>::new());
}

/// What the law demands goes through, whatever stands on it.
#[test]
fn an_erasure_goes_through_and_lets_a_confirmation_fall() {
    let file = sample();
    let report = file.folder().join("report.txt");
    std::fs::write(&report, "Selection rates by group").unwrap();
    ok(&file, "action add 'Repeat the bias test' --owner P-4");
    ok(&file, &format!("action done A-62 --as P-4 --evidence '{}'", report.display()));
    ok(&file, "action confirm A-62 --confirmed-by P-1 --confirmed-how signature");
    let shown = ok(&file, "action show A-62");
    let evidence = shown.split_whitespace().find(|word| word.starts_with("E-")).unwrap().trim_end_matches(':');
    ok(&file, &format!("erase evidence {evidence} file --reason 'A court order' --approved-by P-2"));
    let shown = ok(&file, "action show A-62");
    assert!(shown.contains("Confirmed, no longer proven") && shown.contains("(evidence) was erased"), "{shown}");
    assert_eq!(file.verify(), Vec::<String>::new());
}

/// The past shows what had fallen by then, and why.
#[test]
fn the_past_shows_what_had_fallen_by_then() {
    let file = sample();
    ok(&file, "control edit C-9 --status planned");
    let fell = file.store().view().head().unwrap().sequence;
    ok(&file, "risk reassess R-8 --reason 'Looked at'");
    assert!(!ok(&file, "risk show R-8").contains("no longer proven"));
    let then = ok(&file, &format!("risk show R-8 --as-of {fell}"));
    assert!(then.contains("Accepted, no longer proven") && then.contains("because C-9"), "{then}");
    let before = ok(&file, &format!("risk show R-8 --as-of {}", fell - 1));
    assert!(!before.contains("no longer proven"), "{before}");
}

#[test]
fn what_an_accepted_risk_says_is_changed_by_looking_at_it_again() {
    let file = sample();
    let line = "risk edit R-8 --review-by 2028-05-01";
    refused(
        &file,
        line,
        &["R-8 can't be changed", "R-8 is accepted, and its “Review by” is part of that", "“reassess” comes"],
    );
    refused(&file, "risk void R-8 --reason 'A slip'", &["R-8 can't be voided", "“reassess” comes first"]);
}

/// What was taken from under a record is compared, too: whoever hides it behind Gavel's back is named.
#[test]
fn a_fallen_state_that_somebody_hides_in_the_file_is_named() {
    let file = sample();
    ok(&file, "control edit C-9 --status planned");
    file.raw().execute("UPDATE ground SET lost = NULL, how = NULL WHERE lost IS NOT NULL", []).unwrap();
    let found = file.verify();
    assert!(found.iter().any(|fault| fault.contains("R-8")), "{found:?}");
}

/// Today, the pack, the documents and the figures say it, each where somebody looks for it.
#[test]
fn what_has_fallen_is_told_wherever_somebody_looks() {
    let file = sample();
    // The case that settled F-4 was opened again since.
    assert_eq!(ok(&file, "today").matches("no longer proven").count(), 1);
    ok(&file, "finding reopen F-4 --reason 'Its case is open again'");
    assert!(!ok(&file, "today").contains("no longer proven"));
    ok(&file, "control edit C-9 --status planned");
    ok(&file, "retest add 'And again' --nonconformity NC-3 --held-on 2026-11-21 --failed 40 --tested 40");
    let today = ok(&file, "today");
    let fallen: Vec<_> = today.lines().filter(|line| line.contains("no longer proven")).collect();
    assert_eq!(fallen.len(), 3, "{today}");
    let opens = |word: &str| fallen.iter().any(|line| line.contains(word));
    assert!(opens("risk reassess") && opens("nonconformity reopen"), "{today}");
    let told = file.json("today");
    let parts: Vec<_> = told.as_array().unwrap().iter().filter(|one| one["source"] == "no-longer-proven").collect();
    assert_eq!(parts.len(), 3, "{told}");
    assert!(parts.iter().all(|one| !one["record"]["no_longer_proven"].as_array().unwrap().is_empty()), "{told}");
    assert!(ok(&file, "risk list proven=no --plain").starts_with("R-8:"));
    assert!(ok(&file, "nc list proven=no --plain").starts_with("NC-3:"));
    let proven = ok(&file, "nc list proven=yes --plain");
    assert!(proven.contains("NC-7:") && !proven.contains("NC-3:"), "{proven}");
    let pack = ok(&file, "review pack MR-3");
    assert!(pack.contains("1 risk is no longer proven: R-8 (since 23 November 2026"), "{pack}");
    assert!(pack.contains("1 nonconformity is no longer proven: NC-3 (since"), "{pack}");
    let report = ok(&file, "nc print NC-3");
    assert!(report.contains("No longer proven since 23 November 2026"), "{report}");
    let trends = ok(&file, "nc trends");
    assert!(trends.contains("proven: 0 of"), "{trends}");
}
