//! A checklist is made from the clauses and the statement of applicability, and is added to.

use gavel::domain::checklist_item::{Answer, ChecklistItem, Type};
use gavel::domain::record::Record;
use gavel::workflow::audits::checklist_of;

use super::tools::{audited, called, find};
use crate::fixture::Fixture;

fn all(fixture: &Fixture, audit: &str) -> Vec<Record> {
    fixture.store().view().page(&checklist_of(called(fixture, audit).id)).unwrap().records
}

#[test]
fn it_asks_for_every_clause_and_control_and_tells_why_one_is_left_out() {
    let fixture = audited();
    let told = fixture.ok(&["audit", "checklist", "AU-1"]);
    assert!(told.contains("Added 71 items"), "32 clauses, 38 controls and one of our own: {told}");
    let items = all(&fixture, "AU-1");
    let count = |kind| items.iter().filter(|item| ChecklistItem(item).kind() == Some(kind)).count();
    assert_eq!((count(Type::Clause), count(Type::Control), count(Type::Own)), (32, 39, 0));
    let codes: Vec<&str> = items.iter().map(|item| ChecklistItem(item).code()).collect();
    assert_eq!((codes[0], codes[31], codes[32], codes[70]), ("4.1", "10.2", "A.2.2", "OWN-1"));
    let left_out = items.iter().map(ChecklistItem).find(|item| item.code() == "A.10.4").unwrap();
    assert_eq!(left_out.answer(), Some(Answer::NotApplicable));
    assert_eq!(left_out.not_applicable_because(), "No data of our own is gathered");
    assert_eq!(items.iter().filter(|item| ChecklistItem(item).answer().is_some()).count(), 1);

    assert_eq!(fixture.ok(&["audit", "checklist", "AU-1"]), "The checklist of AU-1 has all of that already\n");
    fixture.ok(&["audit", "checklist", "AU-1", "--own", "Who can stop it?", "--own", "Who can stop it?"]);
    fixture.ok(&["audit", "checklist", "AU-1", "--own", "Who can stop it?", "--own", "Is it used at night?"]);
    assert_eq!(all(&fixture, "AU-1").len(), 73);
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn parts_of_it_are_made_in_any_order() {
    let fixture = audited();
    fixture.ok(&["audit", "checklist", "AU-1", "--controls", "A.6.2.4,A.10"]);
    fixture.ok(&["audit", "checklist", "AU-1", "--clauses", "4,9.2"]);
    let codes: Vec<String> = all(&fixture, "AU-1").iter().map(|item| ChecklistItem(item).code().to_owned()).collect();
    let wanted =
        ["4.1", "4.2", "4.3", "4.4", "9.2.1", "9.2.2", "A.6.2.4", "A.10.2", "A.10.3", "A.10.4"].map(str::to_owned);
    assert_eq!(codes, wanted);
    fixture.ok(&["audit", "checklist", "AU-1", "--controls", "applicable"]);
    assert_eq!(all(&fixture, "AU-1").len(), 6 + 39);
    let why = fixture.fails(2, &["audit", "checklist", "AU-1", "--clauses", "11"]);
    assert!(why.contains("There is no clause 11; clauses are numbered from 4.1 to 10.2"), "{why}");
}

#[test]
fn an_answer_is_taken_by_somebody_on_a_day_and_a_reason_is_asked() {
    let fixture = audited();
    fixture.ok(&["audit", "checklist", "AU-1"]);
    let told = fixture.ok(&["audit", "answer", "AU-1", "9.2.2", "minor", "--notes", "The plan is of last year"]);
    assert!(told.contains("2 of 71 answered") && told.contains("Next: gavel audit finding CK-"), "{told}");
    let item = all(&fixture, "AU-1").into_iter().find(|item| ChecklistItem(item).code() == "9.2.2").unwrap();
    let item = ChecklistItem(&item);
    assert_eq!(item.answered_on().unwrap().to_string(), "2026-11-23");
    assert_eq!(item.answered_by(), Some(fixture.author.person));
    let why = fixture.fails(1, &["audit", "answer", "AU-1", "4.1", "not-applicable"]);
    assert!(why.contains("Not applicable because is empty (--because)"), "{why}");
    fixture.ok(&["audit", "answer", "AU-1", "4.1", "not-applicable", "--because", "Seen last year"]);
    // The reason goes with the answer that it was for.
    fixture.ok(&["audit", "answer", "AU-1", "4.1", "conforms"]);
    assert_eq!(ChecklistItem(&all(&fixture, "AU-1")[0]).because(), "");
    assert!(fixture.fails(2, &["audit", "answer", "AU-1", "nothing", "minor"]).contains("has no item"));
}

#[test]
fn a_finding_is_made_once_of_what_calls_for_one() {
    let fixture = audited();
    fixture.ok(&["audit", "checklist", "AU-1"]);
    let why = fixture.fails(2, &["audit", "finding", "CK-1", "Too early"]);
    assert!(why.contains("CK-1 is not answered yet"), "{why}");
    fixture.ok(&["audit", "answer", "AU-1", "4.1", "conforms"]);
    assert!(fixture.fails(2, &["audit", "finding", "CK-1", "No"]).contains("CK-1 is answered as conforms"));
    let (item, finding) = find(&fixture, "AU-1", "A.6.2.4", "major", "Released without a test");
    let finding = called(&fixture, &finding);
    let one = gavel::domain::finding::Finding(&finding);
    assert_eq!((one.requirement(), one.objective_evidence()), ("A.6.2.4", "Ticket 12 of 9 November"));
    assert_eq!(one.audit(), Some(called(&fixture, "AU-1").id));
    assert_eq!((one.system(), one.unit()), (Some(called(&fixture, "SYS-1").id), "Claims"));
    assert_eq!(ChecklistItem(&called(&fixture, &item)).finding(), Some(finding.id));
    assert!(fixture.fails(2, &["audit", "finding", &item, "Again"]).contains("A finding was made of"));
    // It is graded as it was answered.
    let why = fixture.fails(1, &["audit", "answer", "AU-1", "A.6.2.4", "minor"]);
    assert!(why.contains("graded as major") && !why.contains("--answer"), "the answer is a word: {why}");
}
