//! That a control does not apply is justified, by words that say why.

use crate::fixture::Fixture;
use crate::review::held::words;
use crate::review::tools::{ok, refused};
use crate::sample::sample;

#[test]
fn what_says_nothing_justifies_nothing() {
    let file = sample();
    for nothing in ["n/a", "N.A.", "none", "–", "x", "-", ".", "tbd", "nil", "not applicable", "12", "None / tbd"] {
        let told = file.fails(1, &["control", "edit", "C-34", "--applicable", "no", "--justification", nothing]);
        assert!(told.contains("gives no reason"), "{nothing}: {told}");
    }
    // In any language and form; nor is what it is called a reason.
    for nothing in
        ["不适用", "Ｎ／Ａ", "нет", "entfällt", "s.o.", "nоne", "\u{3164}\u{115f}", "it is not applicable", "asdf"]
    {
        let told = file.fails(1, &["control", "edit", "C-34", "--applicable", "no", "--justification", nothing]);
        assert!(told.contains("gives no reason"), "{nothing}: {told}");
    }
    for called in ["A.9.3", "objectives for responsible use"] {
        let told = file.fails(1, &["control", "edit", "C-34", "--applicable", "no", "--justification", called]);
        assert!(told.contains("only repeats what it is called"), "{called}: {told}");
    }
    ok(
        &file,
        "control edit C-34 --applicable no --justification 'No goal of use is set for any system' --agreed-by P-2 --agreed-how meeting",
    );
    // Nor is it worn down afterwards, by an edit, a second control or an import.
    refused(&file, "control edit C-34 --justification n/a", &["“n/a”, which gives no reason"]);
    refused(&file, "control edit C-34 --clear justification", &["Justification is empty"]);
    refused(&file, "control add 'Same again' --code OWN-9 --applicable no --justification -", &["gives no reason"]);
    let table = file.folder().join("controls.csv");
    std::fs::write(&table, "No,Code,Title,Applicable,Justification\nC-34,A.9.3,,no,n/a\n,OWN-8,Own,no,TBD\n").unwrap();
    let told = file.run(&["import", "control", table.to_str().unwrap(), "--write"]);
    assert!(told.code != 0 && !file.ok(&["control", "list", "--plain"]).contains("OWN-8"), "{}{}", told.out, told.err);
    assert_eq!(file.verify(), Vec::<String>::new());
}

#[test]
fn why_it_applied_is_no_justification_for_leaving_it_out() {
    let file = sample();
    let told = ["says why it applied: say why it does not"];
    refused(&file, "control edit C-15 --applicable no", &told);
    refused(&file, "control edit C-15 --applicable no --justification 'own models are developed.'", &told);
    // Nor by way of saying nothing in between, or of other words that are taken back.
    ok(&file, "control edit C-15 --clear applicable --reason 'Looked at anew' --agreed-by P-3 --agreed-how meeting");
    refused(&file, "control edit C-15 --applicable no", &told);
    let agreed = "--agreed-by P-3 --agreed-how meeting";
    ok(&file, &format!("control edit C-15 --applicable no --justification 'Development was sold' {agreed}"));
    refused(&file, "control edit C-15 --justification 'Own models are developed'", &told);
    // A slip is taken back: the words first stood for leaving it out.
    ok(&file, "control edit C-38 --applicable yes");
    ok(&file, "undo --yes");
    assert!(ok(&file, "control show C-38 --plain").contains("brokers see results only"));
}

#[test]
fn no_other_number_makes_room_for_a_control_that_does_not_apply() {
    let file = sample();
    refused(&file, "control edit C-27 --code A.99 --name 'Own: notes'", &["A reason is missing", "Agreed by is empty"]);
    ok(&file, "control edit C-27 --code A.99 --reason 'Clearer numbers' --agreed-by P-3 --agreed-how meeting");
    for page in ["review pack MR-3", "review minutes MR-3"] {
        let told = ok(&file, page);
        assert!(told.contains("A.7.5") && told.contains("A.99") && told.contains("Clearer numbers"), "{page}: {told}");
    }
}

#[test]
fn a_reason_that_says_nothing_is_none_wherever_one_is_asked_for() {
    let file = Fixture::new();
    ok(&file, "action add 'Write it' --owner me");
    for line in [
        "action cancel A-1 --reason n/a",
        "action void A-1 --reason -",
        "erase person P-1 name --reason tbd --approved-by me",
    ] {
        let told = file.fails(1, &words(line));
        assert!(told.contains("gives no reason: say why"), "{line}: {told}");
    }
    ok(&file, "action cancel A-1 --reason 'Done by the vendor'");
    refused(&file, "audit-area add Robot --unit Sales --excluded yes --excluded-because none", &["gives no reason"]);
}

/// What an older program let through is shown, and an edit of something else is not stopped by it.
#[test]
fn what_was_left_out_for_nothing_before_is_named() {
    let file = Fixture::new();
    ok(&file, "control add 'Human fallback' --code OWN-1 --justification n/a");
    file.raw().execute_batch("UPDATE control SET applicable = 0").unwrap();
    let told = file.run(&["check", "--only", "6.1.3", "--limit", "60"]).out;
    assert!(told.contains("Justification is “n/a”, which gives no reason: say why"), "{told}");
    ok(&file, "control edit C-1 --about 'Somebody takes over'");
}

#[test]
fn the_statement_tells_of_every_control_and_that_it_is_a_draft_while_something_is_unsaid() {
    let file = Fixture::new();
    assert!(ok(&file, "control statement --format md").contains("No control is recorded."));
    ok(
        &file,
        "control add 'Human fallback' --code OWN-1 --applicable yes --justification 'Our policy asks for it' --status implemented",
    );
    ok(&file, "control add 'No training' --code OWN-2 --applicable no --justification 'We train no model of our own'");
    ok(&file, "control add Undecided --code OWN-3");
    let paper = ok(&file, "control statement --format md");
    for told in [
        "Draft: ",
        "3 controls: 1 applicable (1 implemented), 1 not applicable, 1 not said whether they apply.",
        "as the register stands on 23 November 2026",
        "Applicable: 1",
        "Our policy asks for it",
        "Not applicable: 1",
        "We train no model of our own",
    ] {
        assert!(paper.contains(told), "{told}: {paper}");
    }
    let undecided = paper.split("Not said whether they apply: 1").nth(1);
    assert!(undecided.is_some_and(|rest| rest.contains("OWN-3") && !rest.contains("OWN-1")), "{paper}");
    // What was to be there by a day that has passed says so.
    ok(&file, "control edit C-3 --applicable yes --status planned --due 2026-11-20");
    let paper = ok(&file, "control statement --format md");
    assert!(paper.contains("20 Nov 2026, 3 d late"), "{paper}");
}

/// That a control does not apply is agreed to by somebody else, also where nothing was said of it before.
#[test]
fn that_it_does_not_apply_is_agreed_to_whatever_was_said_before() {
    let file = crate::audits::tools::audited();
    crate::gates::clock::days(&file, 1);
    let out = "control edit C-3 --applicable no --justification 'We train no model of our own'";
    refused(&file, out, &["Agreed by is empty"]);
    ok(&file, &format!("{out} --agreed-by ines --agreed-how meeting"));
    ok(&file, "control edit C-4 --applicable yes --justification 'Models are bought'");
    assert_eq!(file.verify(), Vec::<String>::new());
}
