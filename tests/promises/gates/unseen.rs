//! What somebody could do alone, and unseen, to close, hide, soften or delay: it is refused, asked for, or told.

use gavel::domain::obligation::Obligation;

use super::clock::days;
use crate::fixture::Fixture;
use crate::review::held::{self, script};
use crate::review::tools::{ok, refused};

const AGREED: &str = "--agreed-by 'Iris Falk' --agreed-how message --reason 'It was agreed in the team'";

const WITHOUT: [&str; 2] = ["A reason is missing", "Agreed by is empty"];

/// Three people; Ben owns something in each register.
fn three() -> Fixture {
    Fixture::after(|file| {
        script(
            file,
            "
            person edit 'Rosa Lindt' --active yes
            person add 'Iris Falk' --top-management yes --active yes
            person add 'Ben Okafor' --active yes --os-user ben
            system add 'Claims triage' --purpose 'Sort claims' --owner 'Ben Okafor'
            system add 'Claims chat' --purpose 'Answer' --owner 'Ben Okafor'
            system deploy SYS-1
            system operate SYS-1
            kpi add 'Letters astray' --direction lower --frequency monthly --unit '%' --formula 'Astray of all' --baseline 9 --baseline-on 2026-06-30 --owner 'Ben Okafor'
            risk add 'Bias' --owner 'Ben Okafor' --system SYS-1 --affected individuals,organisation
            incident add 'Wrong letter' --type incident --owner 'Ben Okafor' --system SYS-1 --occurred-on 2026-11-20 --reported-on 2026-11-23
            nonconformity add 'No test' --requirement A.6.2.4 --source monitoring --owner 'Ben Okafor' --system SYS-1
            document add 'AI policy' --type policy --owner 'Ben Okafor'
            document add 'Memo' --type record --owner 'Ben Okafor'
            obligation add 'Look at the policy' --type policy --document DOC-1 --system SYS-1 --owner 'Ben Okafor' --every-months 12 --next-due 2026-12-01
            obligation add 'Ask the vendors' --type other --owner 'Ben Okafor' --every-months 12 --next-due 2026-12-01
            action add 'Ask for offers' --owner 'Ben Okafor' --due 2026-12-04
            audit-area add 'Triage' --system SYS-1
            audit-area add 'Claims' --unit Claims
            audit add 'Internal audit' --type internal --lead 'Rosa Lindt' --areas AA-1 --systems SYS-1 --starts-on 2026-11-20 --ends-on 2026-11-22 --objectives 'Whether it holds' --criteria 42001 --scope 'All of it' --conclusion 'It holds'
            audit begin AU-1
            audit add 'Next audit' --type internal --lead 'Rosa Lindt' --areas AA-2 --starts-on 2027-01-20 --ends-on 2027-01-22
            audit-programme add '2027' --starts-on 2027-01-01 --ends-on 2027-12-31 --owner 'Ben Okafor' --method all
            ",
        );
        days(file, 1);
        file.become_user("ben");
    })
}

/// What its owner does to a record so that it counts elsewhere, later or not at all.
#[test]
fn what_is_moved_elsewhere_put_off_or_emptied_is_agreed_to() {
    let file = three();
    for line in [
        "risk edit R-1 --system SYS-2",
        "incident edit INC-1 --system SYS-2",
        "incident edit INC-1 --reported-on 2026-11-21",
        "audit-area edit AA-1 --excluded-because 'There is no time'",
        "audit-area edit AA-2 --unit Registers",
        "audit edit AU-2 --type mock",
        "nonconformity edit NC-1 --system SYS-2",
        "obligation edit OB-1 --system SYS-2",
        "obligation edit OB-1 --document DOC-2",
        "obligation edit OB-2 --system SYS-1",
        "risk edit R-1 --affected organisation",
        "system conceive SYS-1",
        "kpi edit K-1 --unit 'per 1000'",
        "kpi edit K-1 --formula 'Astray of those that were answered'",
        "kpi edit K-1 --baseline 12",
        "organisation edit --time-zone Asia/Tokyo",
        "obligation edit OB-2 --document DOC-2",
        "document edit DOC-1 --withdrawn-on 2026-11-24",
        "audit edit AU-1 --systems ''",
        "audit edit AU-1 --areas ''",
        "audit-programme edit AUP-1 --ends-on 2028-12-31",
        "audit-programme void AUP-1",
    ] {
        if !line.contains("void") {
            refused(&file, line, &WITHOUT);
        }
        refused(&file, &format!("{line} --reason 'It was agreed in the team'"), &["Agreed by is empty"]);
        ok(&file, &format!("{line} {AGREED}"));
    }
    assert_eq!(file.verify(), Vec::<String>::new());
}

#[test]
fn an_internal_audit_that_looked_at_nothing_is_not_reported_and_settles_nothing() {
    let file = three();
    file.become_user("rosa");
    ok(&file, "obligation add 'Audit the system' --type audit --every-months 12 --next-due 2026-12-20");
    let says = ["An internal audit looked at something"];
    refused(&file, "audit report AU-1", &says);
    script(
        &file,
        "audit checklist AU-1 --clauses 4.1,4.2\naudit answer AU-1 4.1 not-audited\naudit answer AU-1 4.2 not-audited",
    );
    refused(&file, "audit report AU-1", &says);
    let settled = |file: &Fixture| {
        let store = file.store();
        let one = store.view().called(&"OB-3".parse().unwrap()).unwrap().unwrap();
        Obligation(&one).settled_by().is_some()
    };
    assert!(!settled(&file));
    ok(&file, "audit answer AU-1 4.1 conforms");
    ok(&file, "audit report AU-1");
    assert!(settled(&file));
    // Nor is the one answer taken away afterwards.
    refused(&file, "checklist-item void CK-1 --reason 'Not asked'", &["AU-1"]);
}

#[test]
fn words_that_say_nothing_show_nothing() {
    let file = three();
    for line in [
        "obligation done OB-2 --evidence x",
        "action done A-1 --evidence ok",
        "evidence add 'tbd' --about A-1",
        "incident edit INC-1 --lessons none",
        "incident edit INC-1 --containment x",
        "audit edit AU-1 --conclusion ok",
        "nonconformity edit NC-1 --objective-evidence n/a",
    ] {
        refused(&file, line, &["says nothing"]);
    }
    // A reference is enough, and so is what can be found elsewhere.
    ok(&file, "action done A-1 --evidence 'Invoice 12'");
    ok(&file, "obligation done OB-2 --evidence https://wiki.example/12");
    ok(&file, "evidence add 'The plan of May' --about R-1");
    refused(&file, "evidence edit E-3 --title x", &["says nothing"]);
}

#[test]
fn whoever_agreed_does_not_come_to_own_it() {
    let file = three();
    ok(&file, &format!("action edit A-1 --due 2027-02-01 {AGREED}"));
    refused(&file, "action edit A-1 --owner 'Iris Falk'", &["This person agreed to", "somebody else answers for it"]);
    ok(&file, "action edit A-1 --owner 'Rosa Lindt'");
    // By a third hand neither.
    refused(&file, "action edit A-1 --owner 'Iris Falk' --as 'Rosa Lindt'", &["This person agreed to"]);
    // Once nobody else is left, it has to go to somebody.
    file.become_user("rosa");
    ok(&file, "action edit A-1 --owner 'Rosa Lindt'");
    ok(&file, "person edit 'Ben Okafor' --active no");
    ok(&file, "action edit A-1 --owner 'Iris Falk'");
}

#[test]
fn an_answer_that_was_turned_is_told_in_the_report_and_in_the_pack() {
    let file = three();
    file.become_user("rosa");
    script(
        &file,
        "audit checklist AU-1 --clauses 4.1,4.2\naudit answer AU-1 4.1 minor\naudit answer AU-1 4.2 conforms",
    );
    ok(&file, "audit answer AU-1 4.1 conforms");
    ok(&file, "audit report AU-1");
    let report = ok(&file, "audit print AU-1");
    assert!(report.contains("Answered otherwise before"), "{report}");
    assert!(report.contains("minor nonconformity until 2026-11-24, then conforms by Rosa Lindt"), "{report}");
    ok(&file, "review add 'Review' --date 2026-12-20");
    let told = ok(&file, "review changes MR-1");
    let alone = told.split("On one person's word").nth(1).unwrap().split("Everything else").next().unwrap();
    assert!(alone.contains("CK-1") && !alone.contains("CK-2"), "{told}");
}

/// A slip of the day is one until others have read of it.
#[test]
fn what_went_out_in_a_pack_is_no_slip_any_more() {
    let file = Fixture::after(held::call);
    ok(&file, "action add 'Ask for offers' --due 2026-12-04");
    ok(&file, "action add 'Ask again' --due 2026-12-04");
    ok(&file, "action void A-1 --reason 'Typed twice'");
    ok(&file, "review circulate MR-1");
    refused(&file, "action void A-2 --reason 'Typed twice'", &["Agreed by is empty"]);
    ok(&file, "action add 'Ask later' --due 2026-12-04");
    ok(&file, "action void A-3 --reason 'Typed twice'");
}

/// Whoever is refused for want of words types the command once more, and whole.
#[test]
fn a_refusal_for_want_of_words_tells_the_whole_command() {
    let file = three();
    let next = "\n  Whole: gavel action edit A-1 --due 2027-02-01 --reason '…' --agreed-by '…' --agreed-how '…'";
    refused(&file, "action edit A-1 --due 2027-02-01", &[next]);
    let quoted = "Whole: gavel action edit A-1 --due 2027-02-01 --reason 'The offers are late' --agreed-by '…'";
    refused(&file, "action edit A-1 --due 2027-02-01 --reason 'The offers are late'", &[quoted]);
    let said = file.run(&[
        "action",
        "edit",
        "A-1",
        "--due",
        "2027-02-01",
        "--reason",
        "x",
        "--agreed-by",
        "P-2",
        "--agreed-how",
        "message",
    ]);
    assert!(said.code == 1 && !said.err.contains("Whole:"), "{said:?}");
}

#[test]
fn a_lower_level_says_why_once() {
    let file = three();
    ok(&file, "risk edit R-1 --likelihood 4 --impact 4");
    days(&file, 2);
    let lower = "risk edit R-1 --likelihood 2 --impact 2 --agreed-by 'Iris Falk' --agreed-how message";
    refused(&file, lower, &["A reason is missing"]);
    ok(&file, &format!("{lower} --level-reason 'Twelve months without a case'"));
    let told = ok(&file, "favourable-change list --plain");
    assert!(told.contains("R-1"), "{told}");
    assert!(ok(&file, "favourable-change show FC-1").contains("Twelve months without a case"));
}

#[test]
fn what_a_finding_says_is_wrong_is_not_worded_otherwise_unseen() {
    let file = three();
    file.become_user("rosa");
    script(
        &file,
        "
        audit checklist AU-1 --clauses 4.1
        audit answer AU-1 4.1 major --objective-evidence 'Nine of nineteen vendors were not assessed'
        audit finding CK-1 'Vendors are not assessed'
        finding edit F-1 --statement 'Nobody looks at them'
        ",
    );
    days(&file, 2);
    ok(&file, "finding edit F-1 --title 'Paperwork of vendors' --statement 'One came late' --requirement 4.2");
    ok(&file, "review add 'Review' --date 2026-12-20");
    for page in ["review changes MR-1", "review minutes MR-1"] {
        let told = ok(&file, page).replace('\n', " ");
        assert!(told.contains("Vendors are not assessed") && told.contains("Nobody looks at them"), "{page}: {told}");
    }
}
