//! What one does just before and just after an approval is of no help: whoever owned, approved, rejected or sat at a
//! terminal did so.

use crate::fixture::Fixture;
use crate::review::held::script;
use crate::review::tools::{ok, refused};
use crate::sample::sample;

#[test]
fn whoever_owned_the_case_while_one_of_its_actions_was_done_does_not_verify_it() {
    let file = sample();
    script(
        &file,
        "
        separation-exception void SX-1 --reason 'A slip'
        nonconformity begin NC-10
        action edit A-55 --owner P-14
        action edit A-56 --owner P-14
        nonconformity edit NC-10 --owner P-13
        action done A-55 --evidence 'The statement, page 2'
        nonconformity edit NC-10 --owner P-14
        action done A-56 --evidence 'The report of November'
        nonconformity implement NC-10
        ",
    );
    let verify = "nonconformity verify NC-10 --verified-how message --verified-by";
    let told = "Hamza Eskeland owned NC-10 when A-55 was done on 2026-11-23";
    refused(&file, &format!("{verify} P-13"), &[told]);
    let extend =
        "nonconformity extend NC-10 --due 2027-02-01 --extended-how message --reason 'Late' --extended-by P-13";
    refused(&file, extend, &[told]);
    ok(&file, &format!("{verify} P-12"));
}

#[test]
fn a_machine_is_one_for_life() {
    let file = sample();
    ok(&file, "person add 'Nightly pipeline' --machine yes --active yes --os-user ci");
    let told = ["Whoever is added as a machine stays one"];
    refused(&file, "person edit P-16 --machine no", &told);
    refused(&file, "person edit P-16 --machine ''", &told);
    refused(&file, "person edit P-7 --machine yes", &told);
    ok(&file, "person edit P-7 --machine no");
}

#[test]
fn everybody_who_approved_or_rejected_in_a_cycle_stays_no_owner_of_it() {
    let file = sample();
    let extend = |file: &Fixture, by: &str, due: &str| {
        let line = "nonconformity extend NC-10 --extended-how message --reason 'Late'";
        ok(file, &format!("{line} --due {due} --extended-by {by}"));
    };
    extend(&file, "P-4", "2027-02-01");
    extend(&file, "P-5", "2027-03-01");
    refused(&file, "nonconformity edit NC-10 --owner P-4", &["approved the extension of NC-10"]);
    refused(&file, "nonconformity edit NC-10 --owner P-5", &["approved the extension of NC-10"]);
    let reject = "nonconformity reject NC-12 --rejected-how message --reason 'None was due' --rejected-by";
    ok(&file, "nonconformity edit NC-12 --owner P-13");
    ok(&file, "nonconformity edit NC-12 --owner P-14");
    refused(&file, &format!("{reject} P-13"), &["Hamza Eskeland owned NC-12 on 2026-11-23 and can't reject it"]);
    ok(&file, &format!("{reject} P-5"));
    ok(&file, "nonconformity reconsider NC-12 --reason 'It is one'");
    refused(&file, "nonconformity edit NC-12 --owner P-5", &["rejected NC-12"]);
}

#[test]
fn everybody_who_graded_a_finding_otherwise_stays_no_owner_of_it() {
    let file = sample();
    script(
        &file,
        "
        audit add 'Of a client' --type supplier --body 'Client AG'
        finding add 'Cards' --audit AU-6 --grade opportunity --raised-on 2026-10-01 --owner P-13
        ",
    );
    let log = file.ok(&["finding", "list", "--json"]);
    let reference = log.rmatch_indices("\"F-").next().map(|(at, _)| &log[at + 1..]).unwrap();
    let reference = reference.split('"').next().unwrap();
    ok(&file, &format!("finding regrade {reference} --grade minor --regraded-by P-4 --reason 'It is asked for'"));
    ok(&file, &format!("finding regrade {reference} --grade opportunity --regraded-by P-5 --reason 'It is not'"));
    for by in ["P-4", "P-5"] {
        refused(&file, &format!("finding edit {reference} --owner {by}"), &["graded"]);
    }
    ok(&file, &format!("finding edit {reference} --owner P-6"));
}

#[test]
fn an_opened_case_is_rejected_and_not_voided_and_a_draft_still_can_be() {
    let file = sample();
    let told = ["What was opened is not voided", "use “reject” instead"];
    ok(&file, "nonconformity edit NC-12 --owner P-13");
    refused(&file, "nonconformity void NC-12 --reason 'A slip'", &told);
    let add = "nonconformity add 'A card lacks a field' --requirement A.6.2.7 --statement 'Cards are whole' --objective-evidence 'Card 4, page 2' --source monitoring --occurred-on 2026-11-02 --raised-on 2026-11-03 --raised-by P-1 --owner P-13";
    ok(&file, add);
    ok(&file, "nonconformity void NC-18 --reason 'A slip'");
    ok(&file, "nonconformity unvoid NC-18");
    ok(&file, "nonconformity open NC-18");
    ok(&file, "undo --yes");
    refused(&file, "nonconformity void NC-18 --reason 'A slip'", &told);
    ok(&file, "nonconformity open NC-18");
    ok(&file, "nonconformity reject NC-18 --rejected-by P-4 --rejected-how message --reason 'None was due'");
    refused(&file, "nonconformity void NC-18 --reason 'A slip'", &told);
}

#[test]
fn nobody_makes_their_own_terminal_unknown() {
    let file = sample();
    let told = ["Who sits at a terminal stays known there"];
    refused(&file, "person edit P-1 --os-user ''", &told);
    refused(&file, "person edit P-1 --os-user '' --as P-2", &told);
    refused(&file, "person edit P-1 --os-user other --as P-2", &told);
    refused(&file, "person void P-1 --reason 'A slip' --as P-2", &["It is the person who acts"]);
    // At a new terminal, one says whose it is.
    file.become_user("noor-at-home");
    ok(&file, "person edit P-1 --os-user noor-at-home --as P-1");
    refused(&file, "person edit P-1 --os-user '' --as P-2", &told);
}

#[test]
fn an_unknown_terminal_is_anybodys() {
    let file = sample();
    file.become_user("stranger");
    let unknown = "nobody is known to sit at this terminal";
    refused(&file, "person edit P-1 --top-management yes --as P-2", &["is for somebody else to set", unknown]);
    refused(&file, "person edit P-9 --active no --as P-2", &["It is the person who acts", unknown]);
    refused(
        &file,
        "separation-exception add 'Two of us' --person P-7 --records NC-8 --duty verification --starts 2026-11-23 --ends 2026-12-31 --approved-by P-2 --as P-2",
        &["records it for themself"],
    );
    refused(
        &file,
        "erase person P-9 name --approved-by P-3 --reason 'Asked for' --as P-2",
        &["Nobody erases on their own approval"],
    );
    file.become_user("rosa");
    ok(&file, "person edit P-9 --top-management yes --as P-2");
}
