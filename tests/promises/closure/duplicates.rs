//! A duplicate is an ending of its own that keeps the link: what stands for it is in force, no better than it was, and stays so
//! as long as it stands for others.

use crate::fixture::Fixture;
use crate::review::held::script;
use crate::review::tools::{ok, refused, refused_with};

use super::walk::{DRAFT, people};

const DUPLICATE: &str = "nonconformity duplicate NC-1 --duplicate-agreed-by 'Dev Anand' --duplicate-agreed-how message --reason 'Told of twice' --duplicate-of";

/// NC-1 and NC-2 are alike and open; what is told apart is told by each test.
fn two() -> Fixture {
    Fixture::after(|file| {
        script(
            file,
            "
            person add 'Ben Okafor' --active yes
            person add 'Carla Stein' --active yes
            person add 'Dev Anand' --active yes --top-management yes
            person add 'Edda Holm' --active yes
            ",
        );
        script(file, &format!("{DRAFT}\n{DRAFT}\nnonconformity open NC-1\nnonconformity open NC-2"));
    })
}

#[test]
fn a_duplicate_ends_with_its_link_and_stays_among_what_was_raised() {
    let file = two();
    refused_with(&file, 2, &format!("{DUPLICATE} NC-2").replace("--reason 'Told of twice'", ""), &["--reason"]);
    for by in ["'Carla Stein'", "'Ben Okafor'"] {
        let line = format!("{DUPLICATE} NC-2").replace("'Dev Anand'", by);
        refused(&file, &line, &["Someone who neither raised nor owns it agrees"]);
    }
    ok(&file, &format!("{DUPLICATE} NC-2"));
    let shown = ok(&file, "nonconformity show NC-1");
    for told in ["Duplicate of", "NC-2", "Dev Anand"] {
        assert!(shown.contains(told), "{told}: {shown}");
    }
    assert!(ok(&file, "nonconformity print NC-1").contains("Duplicate"));
    let trends = ok(&file, "nonconformity trends --json");
    assert!(trends.contains("\"cases\": 2") || trends.contains("\"cases\":2"), "{trends}");
    assert_eq!(ok(&file, "nonconformity list state=open --count").trim(), "1");
    for line in ["nonconformity edit NC-1 --grade minor", "nonconformity void NC-1 --reason 'A slip'", "undo --yes"] {
        refused(&file, line, &[]);
    }
    ok(&file, "nonconformity reconsider NC-1 --reason 'It is another one'");
    assert!(!ok(&file, "nonconformity show NC-1").contains("Duplicate of"));
    refused(&file, "nonconformity edit NC-1 --owner 'Dev Anand'", &["agreed that another stands for NC-1"]);
    assert_eq!(file.verify(), Vec::<String>::new());
}

#[test]
fn what_stands_for_it_is_in_force_another_one_and_no_duplicate() {
    let file = two();
    refused(&file, &format!("{DUPLICATE} NC-1"), &["Nothing is a duplicate of itself"]);
    ok(&file, DRAFT);
    refused(&file, &format!("{DUPLICATE} NC-3"), &["NC-3 is draft: what is open alone stands for another"]);
    ok(&file, "nonconformity void NC-3 --reason 'A slip'");
    refused(&file, &format!("{DUPLICATE} NC-3"), &["NC-3 is voided"]);
    ok(&file, &format!("{DRAFT}\n").trim().replace("Bias test", "Another test"));
    ok(&file, "nonconformity open NC-4");
    let rejected = file.copy();
    ok(&rejected, "nonconformity reject NC-2 --rejected-by 'Dev Anand' --rejected-how meeting --reason 'None was due'");
    refused(&rejected, &format!("{DUPLICATE} NC-2"), &["NC-2 is rejected"]);
    // NC-2 is one of NC-4: it stands for none, and NC-4 neither falls away nor becomes one of NC-1.
    ok(&file, &format!("{DUPLICATE} NC-4").replace("duplicate NC-1", "duplicate NC-2"));
    refused(&file, &format!("{DUPLICATE} NC-2"), &["NC-2 is a duplicate itself: name what it duplicates"]);
    let told = ["NC-2 is a duplicate of it: take that up again first"];
    refused(&file, &format!("{DUPLICATE} NC-1").replace("duplicate NC-1", "duplicate NC-4"), &told);
    refused(
        &file,
        "nonconformity reject NC-4 --rejected-by 'Dev Anand' --rejected-how meeting --reason 'None was due'",
        &told,
    );
    refused(&file, "nonconformity void NC-4 --reason 'A slip'", &told);
    refused_with(&file, 2, "nonconformity edit NC-2 --duplicate-of NC-1", &[]);
    assert_eq!(file.verify(), Vec::<String>::new());
}

#[test]
fn a_duplicate_makes_nothing_less_grave_or_later() {
    for (change, told) in [
        ("--grade minor", "NC-1 is graded major: grade NC-2 so first"),
        ("--due 2026-12-24", "Due date of NC-1 is 2026-12-01: let that of NC-2 be no later first"),
        ("--due ''", "Due date of NC-1 is 2026-12-01: let that of NC-2 be no later first"),
    ] {
        let file = people();
        ok(&file, DRAFT);
        ok(&file, DRAFT);
        ok(&file, &format!("nonconformity edit NC-2 {change}"));
        script(&file, "nonconformity open NC-1\nnonconformity open NC-2");
        refused(&file, &format!("{DUPLICATE} NC-2"), &[told]);
        // The other way round it is the softer one that ends.
        ok(&file, &format!("{DUPLICATE} NC-1").replace("duplicate NC-1", "duplicate NC-2"));
    }
}

#[test]
fn what_is_still_to_be_done_goes_along_and_what_came_back_is_a_repeat() {
    let file = two();
    ok(&file, "action add 'Let the pipeline refuse' --source NC-1 --owner 'Ben Okafor' --due 2026-12-01");
    refused(&file, &format!("{DUPLICATE} NC-2"), &["A-1 is open: give it the other one as its source, or cancel it"]);
    ok(&file, "action edit A-1 --source NC-2");
    ok(&file, &format!("{DUPLICATE} NC-2"));
    let mut done = super::walk::Case::at(gavel::domain::nonconformity::State::Implemented, super::walk::Round::First);
    ok(
        &done.fixture,
        &DRAFT.replace(
            "--occurred-on 2026-05-01 --raised-on 2026-05-05",
            "--occurred-on 2026-11-01 --raised-on 2026-11-05",
        ),
    );
    done.make("extend");
    ok(&done.fixture, "nonconformity edit NC-2 --due 2027-03-01");
    ok(&done.fixture, "nonconformity open NC-2");
    let line = format!("{DUPLICATE} NC-1").replace("duplicate NC-1", "duplicate NC-2");
    refused(&done.fixture, &line, &["NC-1 were done on 2026-06-20", "is a repeat, and no duplicate"]);
}

#[test]
fn a_finding_that_was_raised_goes_on_with_what_its_nonconformity_duplicates() {
    let file = two();
    script(
        &file,
        "
        audit add 'Internal audit' --type internal
        finding add 'Tests are skipped' --audit AU-1 --grade major --raised-on 2026-10-01 --requirement A.6.2.4 --owner 'Ben Okafor'
        finding raise F-1 --nonconformity NC-1
        ",
    );
    ok(&file, &format!("{DUPLICATE} NC-2"));
    refused(&file, "finding settle F-1", &["NC-1 ended as a duplicate: raise it as what that duplicates"]);
    ok(&file, DRAFT);
    refused(&file, "finding raise F-1 --nonconformity NC-3", &["It was raised as NC-1"]);
    ok(&file, "finding raise F-1 --nonconformity NC-2");
    refused(&file, "finding settle F-1", &["NC-2 is open"]);
    refused(&file, "finding raise F-1 --nonconformity NC-1", &["It was raised as NC-2, which is carried on itself"]);
}

#[test]
fn a_finding_ends_as_a_duplicate_of_another_of_its_audit() {
    let file = people();
    script(
        &file,
        "
        audit add 'Internal audit' --type internal
        audit add 'Internal audit of before' --type internal
        finding add 'Tests are skipped' --audit AU-1 --grade major --raised-on 2026-10-01 --owner 'Ben Okafor' --due 2026-12-01
        finding add 'No test at release' --audit AU-1 --grade major --raised-on 2026-10-01 --owner 'Ben Okafor' --due 2026-12-01
        finding add 'No test' --audit AU-2 --grade major --raised-on 2026-10-01 --owner 'Ben Okafor' --due 2026-11-30
        finding add 'A test is late' --audit AU-1 --grade minor --raised-on 2026-10-01 --owner 'Ben Okafor' --due 2026-12-24
        ",
    );
    let line = |one: &str, of: &str| {
        format!(
            "finding duplicate {one} --duplicate-of {of} --duplicate-agreed-by 'Dev Anand' --duplicate-agreed-how message --reason 'Told of twice'"
        )
    };
    for (one, of, told) in [
        ("F-1", "F-1", "Nothing is a duplicate of itself"),
        ("F-1", "F-3", "F-3 is of another audit: what is found again is a repeat"),
        ("F-1", "F-4", "F-1 is graded major nonconformity: grade F-4 so first"),
        ("F-1", "F-4", "let that of F-4 be no later first"),
    ] {
        refused(&file, &line(one, of), &[told]);
    }
    refused(&file, &line("F-1", "F-2").replace("'Dev Anand'", "'Ben Okafor'"), &["Ben Okafor owns F-1"]);
    ok(&file, &line("F-4", "F-2"));
    ok(&file, &line("F-1", "F-2"));
    let told = ["F-1 is a duplicate of it", "F-4 is a duplicate of it"];
    refused(&file, "finding void F-2 --reason 'A slip'", &told);
    refused(&file, "finding withdraw F-2 --reason 'No gap was there'", &told);
    refused(&file, "finding edit F-1 --grade minor", &["A duplicate stands as it ended"]);
    refused(&file, "finding void F-1 --reason 'A slip'", &["A duplicate stands as it ended"]);
    refused(&file, "undo --yes", &[]);
    ok(&file, "finding reopen F-1 --reason 'It is another one'");
    refused(&file, "finding edit F-1 --owner 'Dev Anand'", &["agreed that it is a duplicate"]);
    assert_eq!(ok(&file, "finding list state=open --count").trim(), "3");
    assert_eq!(file.verify(), Vec::<String>::new());
}
