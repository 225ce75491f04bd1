//! Ways round what stands, each tried and closed: a mark that goes without anybody looking, a state on ground that is gone,
//! bad news that can't be recorded.

use crate::fixture::Fixture;
use crate::review::held;
use crate::review::tools::{called, ok, refused};
use crate::sample::sample;

fn fallen(file: &Fixture, reference: &str) -> bool {
    called(file, reference).fallen
}

/// Only the undo of what took something away gives it back.
#[test]
fn no_other_undo_and_no_void_clears_a_mark() {
    let file = sample();
    ok(&file, "control edit C-9 --status none");
    ok(&file, "control edit C-9 --status partial");
    ok(&file, "control edit C-9 --implementation 'A typo'");
    ok(&file, "undo --yes");
    assert!(fallen(&file, "R-8"), "an undo of something else");
    ok(&file, "control void C-9 --reason 'A slip' --agreed-by P-3 --agreed-how meeting");
    ok(&file, "control unvoid C-9");
    assert!(fallen(&file, "R-8"), "voided and brought back");
    let file = sample();
    ok(&file, "control edit C-9 --status none");
    ok(&file, "undo --yes");
    assert!(!fallen(&file, "R-8"));
    ok(&file, "redo --yes");
    assert!(fallen(&file, "R-8"));
    ok(&file, "undo --yes");
    assert!(!fallen(&file, "R-8"), "taken back, done again, taken back again");
    assert_eq!(file.verify(), Vec::<String>::new());
}

/// While it was opened nothing of it was held.
#[test]
fn what_was_opened_is_not_attested_again_by_an_undo() {
    for opened in ["risk reassess R-8 --reason 'To look'", "risk treat R-8"] {
        let file = sample();
        ok(&file, opened);
        refused(&file, "undo --yes", &["attested again by looking at it"]);
        assert!(!ok(&file, "risk show R-8").contains("Accepted\n"));
    }
}

/// What tells of one thing is not moved to another, so that it is missed at the first.
#[test]
fn causes_and_versions_stay_where_they_are() {
    let file = sample();
    for (line, says) in [
        ("cause edit CA-14 --nonconformity NC-13 --clear leads-to", "A cause stays with the case"),
        ("document-version edit DV-12 --document DOC-8", "A version stays with its document"),
    ] {
        refused(&file, line, &[says]);
    }
}

#[test]
fn bad_news_is_not_hidden_by_voiding_or_editing_it() {
    let bad = "retest add 'And again' --nonconformity NC-3 --held-on 2026-11-21 --failed 40 --tested 40";
    for hidden in [
        "retest void RT-4 --reason 'The vendor does it'",
        "retest edit RT-4 --held-on 2026-08-01",
        "retest edit RT-4 --failed 0",
    ] {
        let file = sample();
        ok(&file, bad);
        ok(&file, hidden);
        assert!(fallen(&file, "NC-3"), "{hidden}");
    }
    let file = sample();
    ok(&file, bad);
    ok(&file, "undo --yes");
    assert!(!fallen(&file, "NC-3"), "what was typed by mistake is taken back");
}

/// What stands on something proven falls with it, and nothing new is attested on it.
#[test]
fn falling_is_passed_on_and_nothing_is_attested_on_what_has_fallen() {
    let file = sample();
    ok(&file, "retest add 'And again' --nonconformity NC-3 --held-on 2026-11-21 --failed 40 --tested 40");
    assert!(fallen(&file, "NC-3") && fallen(&file, "F-7"), "the finding was settled by the case");
    let shown = ok(&file, "finding show F-7");
    assert!(shown.contains("(nonconformity) is no longer proven"), "{shown}");
    ok(&file, "finding reopen F-7 --reason 'Its case fell'");
    ok(&file, "finding raise F-7 --nonconformity NC-3");
    refused(&file, "finding settle F-7", &["NC-3 is no longer proven"]);
    ok(&file, "undo --yes");
    assert_eq!(file.verify(), Vec::<String>::new());
}

#[test]
fn a_report_stands_on_its_grades_and_on_the_evidence_of_its_findings() {
    for news in [
        "finding regrade F-14 --grade positive --reason 'It is good' --as P-10",
        "finding withdraw F-14 --reason 'It never was' --agreed-by P-3 --agreed-how meeting",
        "finding regrade F-14 --grade minor --reason 'It is one' --as P-10",
    ] {
        let file = sample();
        ok(&file, news);
        assert!(fallen(&file, "AU-2"), "{news}");
    }
    let file = sample();
    refused(&file, "finding edit F-14 --grade positive", &["The grade stands as it was reported", "AU-2 is reported"]);
    refused(
        &file,
        "audit edit AU-2 --type mock",
        &["AU-2 is reported", "its “Type” is part of that", "“reopen” comes"],
    );
    refused(&file, "audit edit AU-2 --title Another", &["its “Audit” is part of that"]);
}

#[test]
fn what_changes_elsewhere_and_what_a_measure_means_lets_a_case_fall() {
    let file = sample();
    ok(&file, "risk reassess R-33 --reason 'To be voided'");
    ok(&file, "risk void R-33 --reason 'Nobody wants it' --agreed-by P-3 --agreed-how meeting");
    assert!(fallen(&file, "NC-3"), "what was to change is gone");
}

/// What removes a cause corrects, whatever it is called.
#[test]
fn a_corrective_action_in_disguise_is_refused_under_a_closed_case() {
    let file = sample();
    let cause = ok(&file, "cause list nonconformity=NC-3 root=yes --plain");
    let (cause, _) = cause.split_once(':').unwrap();
    let late = format!("action add 'The real fix' --source NC-3 --owner P-3 --removes {cause}");
    refused(&file, &late, &["This action can't be added to NC-3"]);
}

/// Somebody who sees before the day of the check that it does not hold can say so.
#[test]
fn a_verified_case_can_be_opened_at_any_time() {
    let file = sample();
    let verified = ok(&file, "nc list state=verified --plain");
    let (case, _) = verified.split_once(':').unwrap();
    let shown = ok(&file, &format!("nc show {case}"));
    let action = shown.split_whitespace().find(|word| word.starts_with("A-")).unwrap();
    let action = action.trim_end_matches(':');
    refused(&file, &format!("action reopen {action} --reason 'It does not hold'"), &["“reopen” comes first"]);
    ok(&file, &format!("nc reopen {case} --reason 'It does not hold' --reopened-on-evidence 'Seen today'"));
    ok(&file, &format!("action reopen {action} --reason 'It does not hold'"));
}

#[test]
fn the_item_of_a_decision_stays() {
    let file = Fixture::after(held::judge);
    let decided = ok(&file, "decision list state=carried --json");
    let decided: serde_json::Value = serde_json::from_str(&decided).unwrap();
    let one = decided.as_array().unwrap().iter().find(|one| one["fields"]["item"].is_string()).unwrap();
    let (decision, item) = (one["reference"].as_str().unwrap(), one["fields"]["item"].as_str().unwrap());
    let line = format!("agenda-item void {item} --reason 'Not on the agenda'");
    refused(&file, &line, &[&format!("{item} → {decision}"), "it stands on its agenda item"]);
}

/// Nothing comes to sealed minutes through the item that it is about, without saying of which review it is.
#[test]
fn what_is_for_the_minutes_says_of_which_review() {
    let file = sample();
    refused(&file, "note add 'A late word' --about AG-21 --type minuted", &["Review is empty"]);
    refused(&file, "note add 'A late word' --about AG-21 --type minuted --review MR-2", &["MR-2 is sealed"]);
    let added = ok(&file, "note add 'A late word' --about AG-21");
    let note = added.split_whitespace().find(|word| word.starts_with("N-")).unwrap();
    refused(&file, &format!("note edit {note} --type minuted"), &["Review is empty"]);
}

/// A refusal names what really stands in the way, and the words that open it.
#[test]
fn only_what_would_not_let_it_be_opened_is_named() {
    let file = sample();
    let confirmed = ok(&file, "action list state=confirmed --json");
    let confirmed: serde_json::Value = serde_json::from_str(&confirmed).unwrap();
    let of_a_review = confirmed.as_array().unwrap().iter().find(|one| one["fields"]["review"] == "MR-1").unwrap();
    let action = of_a_review["reference"].as_str().unwrap();
    let shown = ok(&file, &format!("action show {action}"));
    let evidence = shown.split_whitespace().find(|word| word.starts_with("E-")).unwrap().trim_end_matches(':');
    let told = file.fails(1, &["evidence", "void", evidence, "--reason", "A slip"]);
    assert!(told.contains(&format!("{evidence} → {action}: ")) && !told.contains("MR-1"), "{told}");
}
