//! Who performs an audit: those who audit give the answers and conclude, whoever types; what others found is transcribed, with
//! their report; and a report that is taken back stays to be found.

use gavel::domain::audit::{Audit, Type};
use gavel::domain::checklist_item::{Answer, ChecklistItem, ChecklistItemField};
use gavel::domain::value::Value;

use super::tools::{audited, called, plan};
use crate::review::tools::{ok, refused};

#[test]
fn an_answer_is_that_of_somebody_who_audits_whoever_types_it() {
    let file = audited();
    ok(&file, "audit checklist AU-1 --clauses 4.1,4.2,4.3");
    // Tom is audited.
    let asked = "It is not said who of the auditors of AU-1 gave the answer";
    refused(&file, "audit answer AU-1 4.1 conforms --as P-2", &["Those who audit give the answers", asked]);
    refused(&file, "audit answer AU-1 4.1 conforms --answered-by tom --as P-2", &["This person does not audit AU-1"]);
    refused(&file, "checklist-item edit CK-1 --answer conforms --as P-2", &[asked]);
    let add = "checklist-item add 'Is it so?' --audit AU-1 --type own --answer conforms";
    refused(&file, add, &[asked]);
    ok(&file, "audit answer AU-1 4.1 minor --answered-by ines --as P-2");
    let (ines, tom) = (called(&file, "P-3").id, called(&file, "P-2").id);
    let item = called(&file, "CK-1");
    let one = ChecklistItem(&item);
    assert_eq!((one.answered_by(), one.recorded_by()), (Some(ines), Some(tom)), "who gave it, and who typed it");
    // Whoever typed it puts a slip of the finger right; nobody else who does not audit touches it.
    ok(&file, "audit answer AU-1 4.1 major --answered-by ines --as P-2");
    ok(&file, "audit answer AU-1 4.2 major --as P-3");
    let item = called(&file, "CK-2");
    assert_eq!((ChecklistItem(&item).answered_by(), ChecklistItem(&item).recorded_by()), (Some(ines), None));
    for line in [
        "audit answer AU-1 4.2 conforms --answered-by ines --as P-2",
        "checklist-item edit CK-2 --answer conforms --as P-2",
        "checklist-item edit CK-2 --answer '' --as P-2",
        "checklist-item void CK-2 --reason 'Not wanted' --as P-2",
    ] {
        refused(&file, line, &["An answer is changed by those who audit, or by whoever typed it"]);
    }
    ok(&file, "audit answer AU-1 4.2 minor");
    ok(&file, "undo --yes");
    assert_eq!(ChecklistItem(&called(&file, "CK-2")).answer(), Some(Answer::Major));
    // Nor does whoever gave it leave, and the answers become nobody's.
    refused(&file, "audit edit AU-1 --lead rosa --team ''", &["Ines Aubert answered 2 items of the checklist"]);
    refused(&file, "audit edit AU-1 --lead '' --team '' --body Certus", &["those who perform it do"]);
    // A table that is imported passes the same rule.
    let table = file.folder().join("answers.csv");
    std::fs::write(&table, "number,question,answer\nCK-3,Scope,conforms\n").unwrap();
    let run = file.run(&["import", "checklist-item", table.to_str().unwrap(), "--write", "--as", "P-2"]);
    assert!(run.code != 0 && ChecklistItem(&called(&file, "CK-3")).answer().is_none(), "{run:?}");
    assert!(ok(&file, "audit print AU-1").contains("Typed by somebody else than who gave the answer: 1"));
    assert_eq!(file.verify(), Vec::<String>::new());
}

/// What was written before it was asked stands, and is told.
#[test]
fn an_answer_that_nobody_who_audits_gave_is_known() {
    let file = audited();
    ok(&file, "audit checklist AU-1 --clauses 4.1");
    ok(&file, "audit answer AU-1 4.1 conforms");
    let (audit, mut item) = (called(&file, "AU-1"), called(&file, "CK-1"));
    assert!(!ChecklistItem(&item).is_answered_by_a_stranger(Audit(&audit)));
    item.set(ChecklistItemField::AnsweredBy.name(), Some(Value::Link(called(&file, "P-2").id)));
    assert!(ChecklistItem(&item).is_answered_by_a_stranger(Audit(&audit)));
    item.set(ChecklistItemField::AnsweredBy.name(), None);
    assert!(ChecklistItem(&item).is_answered_by_a_stranger(Audit(&audit)));
    item.set(ChecklistItemField::Answer.name(), Some(Value::Choice(Answer::NotAudited.key())));
    assert!(!ChecklistItem(&item).is_answered_by_a_stranger(Audit(&audit)));
}

#[test]
fn a_report_is_concluded_and_taken_back_by_those_who_audit_and_its_words_stay() {
    let file = audited();
    ok(&file, "audit begin AU-1");
    ok(
        &file,
        "finding add 'No list of models' --audit AU-1 --grade minor --requirement A.4.2 --statement 'There is none' \
               --owner tom",
    );
    refused(&file, "finding edit F-1 --grade major --as P-2", &["The owner of a finding does not grade it"]);
    ok(&file, "audit edit AU-1 --conclusion 'Lists are thin'");
    refused(&file, "audit report AU-1 --as P-2", &["It is not said who of those who audit concluded it"]);
    refused(&file, "audit report AU-1 --reported-by tom --as P-2", &["This person is neither lead nor in the team"]);
    ok(&file, "audit report AU-1 --reported-by ines --as P-2");
    assert_eq!(Audit(&called(&file, "AU-1")).reported_by(), Some(called(&file, "P-3").id));
    // The report holds what it says.
    refused(&file, "audit edit AU-1 --conclusion 'All is well'", &["AU-1 is reported"]);
    for field in ["--statement 'It was late'", "--requirement 7.5", "--title 'A list is short'"] {
        refused(&file, &format!("finding edit F-1 {field} --as P-2"), &["AU-1 is reported"]);
    }
    refused(&file, "finding edit F-1 --grade major", &["The grade stands as it was reported"]);
    // Its lead takes it back.
    let rule = "A reported audit is reopened by its lead";
    refused(&file, "audit reopen AU-1 --reason 'We disagree' --as P-2", &[rule, "Ines Aubert can"]);
    refused(&file, "audit reopen AU-1 --reason 'We disagree' --reopened-by rosa", &[rule]);
    ok(&file, "audit reopen AU-1 --reason 'A list was found after all' --as P-3");
    refused(&file, "audit edit AU-1 --type mock", &["Findings were made in it"]);
    ok(&file, "finding edit F-1 --statement 'It has three of nine'");
    ok(&file, "audit begin AU-1");
    ok(&file, "audit edit AU-1 --conclusion 'Lists are there, with gaps'");
    ok(&file, "audit report AU-1");
    let audit = called(&file, "AU-1");
    assert_eq!(Audit(&audit).reopened(), Some(1));
    assert_eq!(Audit(&audit).reported_by(), Some(file.author.person), "whoever types concludes, being of the team");
    let told = ok(&file, "audit print AU-1");
    for words in [
        "It was reopened once",
        "Earlier reports",
        "Lists are thin",
        "There is none",
        "A list was found after all",
        "It has three of nine",
    ] {
        assert!(told.contains(words), "{words} is not in {told}");
    }
    // Gone is gone: where the lead left, another of the team takes it back.
    ok(&file, "person edit P-3 --active no");
    refused(&file, "audit reopen AU-1 --reason 'A page was missing' --as P-2", &["Rosa Lindt can"]);
    ok(&file, "audit reopen AU-1 --reason 'A page was missing'");
    assert_eq!(Audit(&called(&file, "AU-1")).reopened(), Some(2));
    assert_eq!(file.verify(), Vec::<String>::new());
}

#[test]
fn what_others_found_is_transcribed_with_their_report() {
    let file = audited();
    for (place, kind) in [Type::Stage2, Type::Customer, Type::Authority, Type::Internal].into_iter().enumerate() {
        let audit = format!("AU-{}", place + 2);
        plan(&file, &format!("Audit {audit}"), kind.key(), "2026-11-16", "2026-11-20");
        ok(&file, &format!("audit edit {audit} --lead '' --team '' --body Certus --conclusion 'It holds'"));
        ok(&file, &format!("audit checklist {audit} --clauses 4.1"));
        let line = format!("audit answer {audit} 4.1 conforms");
        refused(&file, &format!("{line} --answered-by rosa"), &["is transcribed: nobody here gave the answer"]);
        ok(&file, &line);
        ok(&file, &format!("audit begin {audit}"));
        refused(&file, &format!("audit report {audit}"), &["The report of Certus is not attached"]);
        refused(
            &file,
            &format!("audit report {audit} --evidence 'I was told'"),
            &["The report of Certus is not attached"],
        );
        refused(&file, &format!("audit report {audit} --reported-by rosa"), &["leave “Concluded by” empty"]);
        ok(&file, &format!("evidence add Report --about {audit} --place 'Archive' --keeper rosa"));
        ok(&file, &format!("audit report {audit}"));
        assert_eq!(Audit(&called(&file, &audit)).reported_by(), None);
        assert!(ok(&file, &format!("audit print {audit}")).contains("are those of Certus, transcribed"));
    }
    let told = ok(&file, "audit coverage");
    assert!(told.contains("2026-11-20 in AU-5: conforms, transcribed"), "an internal audit that was bought in: {told}");
    assert!(told.contains("Clauses: 1 of 32 audited"), "{told}");
    assert_eq!(file.verify(), Vec::<String>::new());
}
