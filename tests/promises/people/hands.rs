//! Whoever did the work, or owned it while something was done in it, has a hand in it for the rest of the cycle: no owner
//! put in between, no undo, void or reopening takes it away.

use crate::fixture::Fixture;
use crate::review::held::script;
use crate::review::tools::{ok, refused};
use crate::sample::sample;

/// The sample, without its exception.
fn without_exception() -> Fixture {
    Fixture::after(|file| {
        let made = sample();
        std::fs::copy(&made.path, &file.path).unwrap();
    })
}

/// NC-10 of the secretary (P-1) carried out: A-55 by her, A-56 by P-13.
pub fn carried_out() -> Fixture {
    let file = without_exception();
    script(
        &file,
        "
        separation-exception void SX-1 --reason 'A slip'
        nonconformity begin NC-10
        action done A-55 --evidence 'The statement, page 2'
        action edit A-56 --owner P-13
        action done A-56 --evidence 'The report of November'
        nonconformity implement NC-10
        ",
    );
    file
}

const VERIFY: &str = "nonconformity verify NC-10 --verified-how message --verified-by";

#[test]
fn owners_put_in_between_wash_no_hands() {
    let file = carried_out();
    let told = ["Noor Halvorsen put NC-10 right on", "and can't verify it: Eamon Castellane"];
    refused(&file, &format!("{VERIFY} P-1"), &told);
    script(&file, "action edit A-55 --owner P-14\nnonconformity edit NC-10 --owner P-14");
    refused(&file, &format!("{VERIFY} P-1"), &told);
    refused(&file, &format!("{VERIFY} P-13"), &["Hamza Eskeland did A-56 on 2026-11-23 and can't verify it"]);
    // Whoever owns it now answers for it.
    refused(&file, &format!("{VERIFY} P-14"), &["Beatriz Aldermoor owns A-55 and can't verify it"]);
    ok(&file, &format!("{VERIFY} P-12"));
}

#[test]
fn what_was_done_is_not_pulled_away_from_under_a_case() {
    let file = carried_out();
    refused(&file, "action void A-56 --reason 'A slip'", &["“reopen” comes first"]);
    refused(&file, "action edit A-56 --source NC-11", &["A-56 was done on 2026-11-23 for what it arose from"]);
    refused(&file, "action edit A-56 --source ''", &["A-56 was done on 2026-11-23 for what it arose from"]);
    let told = ["Hamza Eskeland did A-56 on 2026-11-23 and can't verify it"];
    for lines in [
        "action reopen A-56 --reason 'A slip'\naction void A-56 --reason 'A slip' --agreed-by P-3 --agreed-how meeting",
        "action reopen A-56 --reason 'A slip'\naction void A-56 --reason 'A slip' --agreed-by P-3 --agreed-how meeting\naction unvoid A-56",
        "action reopen A-56 --reason 'A slip'\naction cancel A-56 --reason 'The vendor does it' --agreed-by P-3 --agreed-how meeting",
        "action reopen A-56 --reason 'A slip'\naction edit A-56 --owner P-14\naction done A-56 --evidence 'Report 8'",
        "action reopen A-56 --reason 'A slip'\naction edit A-56 --type ordinary --owner P-14 --reason 'A slip' --agreed-by P-3 --agreed-how meeting",
        "action reopen A-56 --reason 'A slip'\naction merge A-56 --merged-into A-55 --reason 'One card is enough' --agreed-by P-3 --agreed-how meeting",
        "nonconformity edit NC-10 --owner P-14",
    ] {
        let copy = file.copy();
        script(&copy, lines);
        refused(&copy, &format!("{VERIFY} P-13"), &told);
    }
}

#[test]
fn an_undone_deed_was_done() {
    let file = without_exception();
    script(
        &file,
        "nonconformity begin NC-10\naction edit A-56 --owner P-13\naction done A-56 --evidence 'The report of May'",
    );
    ok(&file, "undo --yes");
    script(
        &file,
        "
        action edit A-56 --owner P-14
        action done A-56 --evidence 'The report of May'
        action done A-55 --evidence 'The statement'
        nonconformity implement NC-10
        ",
    );
    refused(&file, &format!("{VERIFY} P-13"), &["Hamza Eskeland did A-56 on 2026-11-23 and can't verify it"]);
}

#[test]
fn a_hand_over_passed_on_before_anything_was_done_leaves_no_hand_nor_do_analysing_and_typing() {
    let file = without_exception();
    script(
        &file,
        "
        nonconformity add 'A card lacks a field' --requirement A.6.2.7 --statement 'Cards are whole' --objective-evidence 'Card 4, page 2' --source monitoring --occurred-on 2026-11-02 --raised-on 2026-11-03 --raised-by P-1 --owner P-13
        nonconformity open NC-18
        nonconformity edit NC-18 --owner P-14
        nonconformity contain NC-18 --correction 'Filled' --corrected-by P-14 --consequences 'None' --as P-12
        nonconformity analyse NC-18 --cause 'No gate' --cause-method five-whys --cause-class tool --similar-searched 'All' --similar-cases 'None' --as P-12
        action add 'Build the gate' --source NC-18 --type corrective --owner P-14 --due 2026-11-23
        nonconformity plan NC-18 --criterion 'none of 12 fails' --effectiveness-criterion 'None lacks one' --measured-by sample --effectiveness-measure 'Ten' --check-from 2026-11-24 --plan-approved-by P-3 --plan-approved-how message
        nonconformity begin NC-18 --begun-by P-14
        action done A-62 --evidence 'The gate' --as P-12
        nonconformity implement NC-18 --as P-12
        ",
    );
    for person in ["P-13", "P-12", "P-1"] {
        ok(&file.copy(), &format!("nonconformity verify NC-18 --verified-how message --verified-by {person}"));
    }
    refused(&file, "nonconformity verify NC-18 --verified-how message --verified-by P-14", &["Beatriz Aldermoor"]);
}

#[test]
fn the_doer_is_recorded_and_never_confirms() {
    let file = sample();
    // A-44 was done by P-7, who owned it.
    ok(&file, "action edit A-44 --owner P-1 --as P-7");
    let told = ["Oluwaseun Vardy did A-44 on 2026-11-06 and can't confirm it"];
    refused(&file, "action confirm A-44 --confirmed-how message --as P-7", &told);
    script(&file, "action reopen A-44 --reason 'A slip' --as P-7\naction done A-44 --evidence 'Report 8' --as P-1");
    refused(&file, "action confirm A-44 --confirmed-how message --as P-7", &told);
    refused(&file, "action confirm A-44 --confirmed-how message --as P-1", &["Noor Halvorsen did A-44"]);
    let meeting = "action confirm A-44 --confirmed-how meeting --as";
    refused(&file, &format!("{meeting} P-12"), &["What a meeting confirmed names the meeting", "name the review"]);
    refused(&file, &format!("{meeting} P-7"), &told);
    ok(&file, "action confirm A-44 --confirmed-how message --as P-12");
}

#[test]
fn whoever_approved_what_the_owner_asked_for_does_not_become_the_owner() {
    let file = sample();
    // The plan of NC-10 was approved by P-3.
    refused(&file, "nonconformity edit NC-10 --owner P-3", &["Chidinma Osterlund approved the plan of NC-10"]);
    script(&file, "nonconformity edit NC-10 --owner P-14");
    let extend = "nonconformity extend NC-10 --due 2027-02-01 --extended-how message --reason 'Late' --extended-by";
    refused(&file, &format!("{extend} P-1"), &["Noor Halvorsen owned NC-10 when it became contained on 2026-10-16"]);
    ok(&file, &format!("{extend} P-4"));
    refused(&file, "nonconformity edit NC-10 --owner P-4", &["Mateo Lindqvarn approved the extension of NC-10"]);
}

#[test]
fn an_author_put_right_afterwards_still_wrote_it() {
    let file = sample();
    ok(&file, "document-version add 9.9 --document DOC-1 --author P-5");
    let id =
        file.store().view().page(&gavel::store::list::Query::new(&gavel::domain::document_version::REGISTER)).unwrap();
    let last = id.records.iter().map(|one| one.number).max().unwrap();
    ok(&file, &format!("document-version edit DV-{last} --author P-6"));
    refused(&file, &format!("document-version approve DV-{last} --approved-by P-5"), &["Yuki Brandvold wrote"]);
    ok(&file, &format!("document-version approve DV-{last} --approved-by P-7"));
}

#[test]
fn the_doer_of_an_action_is_not_offered_its_confirmation() {
    let file = sample();
    let waiting = |who: &str| {
        let told = file.ok(&["today", "--as", who]);
        let part = told.split("\n\n").find(|part| part.starts_with("Waits for you"));
        part.unwrap_or_default().to_owned()
    };
    assert!(!waiting("P-7").contains("A-44"), "{}", waiting("P-7"));
    assert!(waiting("P-12").contains("A-44"), "{}", waiting("P-12"));
    ok(&file, "action edit A-44 --owner P-14");
    assert!(!waiting("P-7").contains("A-44"), "{}", waiting("P-7"));
}

#[test]
fn a_plan_that_was_taken_back_is_not_done_again_for_its_approver() {
    let file = without_exception();
    script(
        &file,
        "
        action add 'Ask the vendor again' --source NC-12 --type corrective --owner P-4 --due 2026-12-10
        nonconformity analyse NC-12 --cause 'Nobody reads the limit' --cause-method five-whys --cause-class communication --similar-searched 'All' --similar-cases 'None'
        nonconformity plan NC-12 --criterion 'none of 12 fails' --effectiveness-criterion 'Within limits' --measured-by sample --effectiveness-measure 'A month' --check-from 2027-01-01 --plan-approved-by P-3 --plan-approved-how message
        undo --yes
        ",
    );
    // Nor does somebody else hand it over to whoever approved it meanwhile, though that was taken back.
    file.become_user("ecastellane");
    refused(&file, "nonconformity edit NC-12 --owner P-3", &["Chidinma Osterlund approved the plan of NC-12"]);
    file.become_user("rosa");
    ok(&file, "redo --yes");
}
