//! A concluded review, a reported internal audit and an approved version settle what comes round again.

use gavel::domain::obligation::{self, Obligation};
use gavel::domain::value::Value;

use crate::fixture::Fixture;
use crate::review::held::{judge, script};
use crate::review::tools::{called, ok, refused};

/// When an obligation was done last, by what, and when it is next due.
fn stands(file: &Fixture, reference: &str) -> (String, String, String) {
    let record = called(file, reference);
    let one = Obligation(&record);
    let day = |day: Option<chrono::NaiveDate>| day.map_or("never".into(), |day| day.to_string());
    let by = one.settled_by().map(|by| file.store().view().record(by).unwrap().unwrap().reference().to_string());
    (day(one.last_done_on()), by.unwrap_or("nothing".into()), day(one.next_due()))
}

fn is(file: &Fixture, reference: &str, last: &str, by: &str, next: &str) {
    assert_eq!(stands(file, reference), (last.to_owned(), by.to_owned(), next.to_owned()), "{reference}");
}

/// An audit under way with all that its report takes.
fn audit(file: &Fixture, number: u32, kind: &str, ends: &str) {
    script(
        file,
        &format!(
            "audit add 'Audit {number}' --type {kind} --lead P-1 --starts-on {ends} --ends-on {ends} --objectives 'Whether it holds' --criteria 42001 --scope 'All of it' --unit 'Model operations' --conclusion 'It holds'
             audit begin AU-{number}
             checklist-item add 'Who tests it?' --audit AU-{number} --type own --answer conforms --answered-by P-1"
        ),
    );
}

const OBLIGATIONS: &str = "
    obligation add 'Audit the system' --type audit --every-months 12 --next-due 2026-12-20
    obligation add 'Look at the policy' --type policy --every-months 12 --next-due 2026-12-20
    obligation add 'Ask the vendors' --type other --every-months 6 --next-due 2026-12-20";

#[test]
fn a_concluded_review_settles_its_obligation_and_the_interval_has_one_source() {
    let file = Fixture::after(judge);
    refused(
        &file,
        "obligation add 'Hold the review' --type review --every-months 6 --next-due 2026-12-20",
        &["12 are set as the interval of reviews"],
    );
    ok(&file, "obligation add 'Hold the review' --type review --every-months 12 --next-due 2026-12-20");
    refused(&file, "obligation edit OB-1 --every-months 24", &["12 are set as the interval of reviews"]);
    ok(&file, "organisation edit --review-interval 8");
    assert_eq!(Obligation(&called(&file, "OB-1")).every_months(), Some(8), "it follows the setting");
    is(&file, "OB-1", "never", "nothing", "2026-12-20");
    refused(&file, "obligation done OB-1 --evidence 'It was held'", &["a management review that is concluded", "none"]);
    let told = ok(&file, "review conclude MR-1");
    // The review asks for the next one sooner than the interval does.
    assert!(told.contains("OB-1 is met by MR-1: next due 2027-05-20"), "{told}");
    is(&file, "OB-1", "2026-11-23", "MR-1", "2027-05-20");
    refused(&file, "obligation done OB-1", &["since 2026-11-23"]);
    ok(&file, "review edit MR-1 --next-review 2027-03-01");
    is(&file, "OB-1", "2026-11-23", "MR-1", "2027-03-01");
    refused(&file, "review edit MR-1 --next-review 2028-03-01", &["more than 8 months after 2026-11-23", "2027-07-23"]);
    is(&file, "OB-1", "2026-11-23", "MR-1", "2027-03-01");
    // A setting asks for it sooner, and not later.
    ok(&file, "organisation edit --review-interval 2");
    is(&file, "OB-1", "2026-11-23", "MR-1", "2027-01-23");
    ok(&file, "organisation edit --review-interval 12");
    is(&file, "OB-1", "2026-11-23", "MR-1", "2027-01-23");
    assert!(ok(&file, "obligation history OB-1").contains("settled"));
    assert_eq!(file.verify(), Vec::<String>::new());
}

#[test]
fn a_reported_internal_audit_settles_its_obligation_until_it_is_reopened() {
    let file = Fixture::new();
    script(&file, OBLIGATIONS);
    let first = file.copy();
    audit(&file, 1, "mock", "2026-11-10");
    ok(&file, "audit report AU-1 --reported-on 2026-11-12");
    is(&file, "OB-1", "never", "nothing", "2026-12-20");
    refused(&file, "obligation done OB-1", &["an internal audit that is reported", "none in this round"]);
    audit(&file, 2, "internal", "2026-11-10");
    let told = ok(&file, "audit report AU-2 --reported-on 2026-11-12");
    assert!(told.contains("OB-1 is met by AU-2: next due 2027-11-12"), "{told}");
    is(&file, "OB-1", "2026-11-12", "AU-2", "2027-11-12");
    refused(&file, "obligation done OB-1", &["none since 2026-11-12"]);
    refused(&file, "obligation edit OB-1 --type other", &["done already"]);

    // One that is dated before settles nothing twice, and takes its place where the other one is reopened.
    audit(&file, 3, "internal", "2026-10-01");
    ok(&file, "audit report AU-3 --reported-on 2026-10-02");
    is(&file, "OB-1", "2026-11-12", "AU-2", "2027-11-12");
    let told = ok(&file, "audit reopen AU-2 --reason 'The report is wrong'");
    assert!(told.contains("OB-1 is met by AU-3: next due 2027-10-02"), "{told}");
    is(&file, "OB-1", "2026-10-02", "AU-3", "2027-10-02");
    let told = ok(&file, "audit reopen AU-3 --reason 'It is wrong, too'");
    assert!(told.contains("OB-1 is not met any more: next due 2026-12-20"), "{told}");
    is(&file, "OB-1", "never", "nothing", "2026-12-20");
    assert_eq!(file.verify(), Vec::<String>::new());

    // What was reported before the round began settles nothing.
    audit(&first, 1, "internal", "2025-12-01");
    ok(&first, "audit report AU-1 --reported-on 2025-12-20");
    is(&first, "OB-1", "never", "nothing", "2026-12-20");
    // What has ended is not settled, and once it is resumed what was done meanwhile counts.
    ok(&first, "obligation end OB-1 --reason 'It is bought in'");
    audit(&first, 2, "internal", "2026-11-01");
    ok(&first, "audit report AU-2 --reported-on 2026-11-02");
    is(&first, "OB-1", "never", "nothing", "2026-12-20");
    script(&first, "obligation resume OB-1 --reason 'It is not'\nobligation done OB-1");
    is(&first, "OB-1", "2026-11-02", "AU-2", "2027-11-02");
    ok(&first, "undo --yes");
    is(&first, "OB-1", "never", "nothing", "2026-12-20");
    ok(&first, "redo --yes");
    is(&first, "OB-1", "2026-11-02", "AU-2", "2027-11-02");
    ok(&first, "audit reopen AU-2 --reason 'It was another one'");
    is(&first, "OB-1", "never", "nothing", "2026-12-20");
    assert_eq!(first.verify(), Vec::<String>::new());
}

#[test]
fn an_approved_version_settles_what_is_done_in_its_document_and_the_rest_is_said_by_hand() {
    let file = Fixture::new();
    script(
        &file,
        &format!(
            "{OBLIGATIONS}
             person add 'Tom Ekwall' --active yes
             document add Policy --type policy
             document add 'Impact of triage' --type assessment
             obligation add 'Assess the impacts' --type impact-assessment --document DOC-2 --every-months 12 --next-due 2026-12-01
             document-version add 1.0 --document DOC-1 --author tom
             document-version add 1.0 --document DOC-2 --author tom"
        ),
    );
    ok(&file, "document-version approve DV-1");
    // Nothing names the document of OB-2: whoever looked at it says so.
    is(&file, "OB-2", "never", "nothing", "2026-12-20");
    ok(&file, "obligation done OB-2 --evidence 'It still fits'");
    is(&file, "OB-2", "2026-11-23", "nothing", "2027-12-20");
    ok(&file, "obligation done OB-3 --last-done-on 2026-11-20");
    is(&file, "OB-3", "2026-11-20", "nothing", "2027-06-20");
    refused(&file, "obligation done OB-4", &["a version of its document that is approved"]);
    ok(&file, "document-version approve DV-2");
    is(&file, "OB-4", "2026-11-23", "DV-2", "2027-11-23");
    ok(&file, "document-version withdraw DV-2 --reason 'It was of another system'");
    is(&file, "OB-4", "never", "nothing", "2026-12-01");
    assert_eq!(file.verify(), Vec::<String>::new());
}

#[test]
fn the_usual_obligations_come_within_the_first_year_in_their_order() {
    let due = |file: &Fixture| {
        ok(file, "obligation usual");
        let store = file.store();
        let mut usual: Vec<_> = store
            .view()
            .page(&gavel::store::list::Query::new(&obligation::REGISTER))
            .unwrap()
            .records
            .iter()
            .map(|record| (Obligation(record).next_due().unwrap().to_string(), record.get("type").cloned()))
            .collect();
        usual.sort_by(|one, other| one.0.cmp(&other.0));
        usual
    };
    let types = |found: &[(String, Option<Value>)]| {
        let keys = found.iter().map(|(_, kind)| match kind {
            Some(Value::Choice(key)) => *key,
            other => panic!("{other:?}"),
        });
        keys.collect::<Vec<_>>()
    };
    let found = due(&Fixture::new());
    assert_eq!(types(&found), ["risk-assessment", "impact-assessment", "applicability", "policy", "audit", "review"]);
    assert_eq!(
        (found[0].0.as_str(), found[4].0.as_str(), found[5].0.as_str()),
        ("2027-01-23", "2027-07-23", "2027-09-23")
    );
    // Where reviews come sooner, all of it does.
    let sooner = Fixture::new();
    ok(&sooner, "organisation edit --review-interval 4");
    let found = due(&sooner);
    assert_eq!(types(&found).last(), Some(&"review"));
    assert_eq!(found.last().unwrap().0, "2027-03-23");
    assert!(found[4].0 < found[5].0);
}

#[test]
fn what_comes_round_keeps_its_day_or_is_counted_from_when_it_was_done_by_choice() {
    let file = Fixture::new();
    ok(&file, "obligation add 'Count the incidents' --type other --every-months 1 --next-due 2026-08-31");
    for (done, due) in [
        ("2026-08-25", "2026-09-30"),
        ("2026-10-05", "2026-10-31"),
        ("2026-10-31", "2026-11-30"),
        ("2026-11-22", "2026-12-31"),
    ] {
        ok(&file, &format!("obligation done OB-1 --last-done-on {done} --evidence 'It was done'"));
        is(&file, "OB-1", done, "nothing", due);
    }
    // Another day that is set is kept from then on.
    ok(&file, "obligation edit OB-1 --next-due 2026-11-15");
    ok(&file, "obligation done OB-1 --last-done-on today --evidence 'It was done'");
    is(&file, "OB-1", "2026-11-23", "nothing", "2026-12-15");
    for (recurs, due) in [("month-end", "2026-11-30"), ("from-completion", "2026-11-25")] {
        let add = "obligation add 'Count' --type other --every-months 1 --next-due 2026-10-31 --recurs";
        let number = ok(&file, &format!("{add} {recurs}"));
        let number = number.split(['-', ' ', ':']).find_map(|part| part.parse::<u32>().ok()).unwrap();
        ok(&file, &format!("obligation done OB-{number} --last-done-on 2026-10-25 --evidence 'It was done'"));
        is(&file, &format!("OB-{number}"), "2026-10-25", "nothing", due);
    }
}
