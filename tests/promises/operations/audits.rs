//! What is done in an audit, by key and by word.

use std::time::Duration;

use gavel::tui::event::Event;

use crate::audits::tools::{audited, called};
use crate::fixture::Fixture;
use crate::screen::desk::Desk;

/// What is on record of a register, whatever its identities.
fn recorded(fixture: &Fixture, register: &str) -> String {
    fixture.ok(&[register, "list", "--csv"])
}

/// An audited file whose programme is chosen by judgement from the areas of its systems.
fn with_programme() -> Fixture {
    let fixture = audited();
    let days = ["--starts-on", "2027-01-01", "--ends-on", "2029-12-31", "--method", "judgement"];
    fixture.ok(&[&["audit-programme", "add", "Audits"][..], &days, &["--reasons", "They changed most"]].concat());
    fixture
}

/// The programmes, on the screen.
fn programmes(fixture: &Fixture) -> Desk {
    let mut desk = Desk::new(fixture);
    desk.press("6 Shift-Tab").sees("Audit programmes");
    desk
}

#[test]
fn a_checklist_is_the_same_by_a_choice_and_by_words() {
    for (downs, words) in [
        (0, &["--clauses", "all", "--controls", "all"][..]),
        (1, &["--clauses", "all", "--controls", "applicable"]),
        (2, &["--clauses", "all"]),
        (3, &["--controls", "all"]),
        (4, &["--controls", "applicable"]),
    ] {
        let (by_key, by_word) = (audited(), audited());
        let mut desk = Desk::new(&by_key);
        desk.press("6 C").sees("Make the checklist: AU-1");
        for _ in 0..downs {
            desk.press("Down");
        }
        desk.press("Enter").sees("to the checklist of AU-1");
        by_word.ok(&[&["audit", "checklist", "AU-1"][..], words].concat());
        assert_eq!(recorded(&by_key, "checklist-item"), recorded(&by_word, "checklist-item"), "{words:?}");
        desk.press("C");
        for _ in 0..downs {
            desk.press("Down");
        }
        desk.press("Enter").sees("The checklist of AU-1 has all of that already");
    }
}

#[test]
fn without_a_checklist_each_face_names_what_makes_one() {
    let fixture = audited();
    let why = fixture.fails(2, &["audit", "answer", "AU-1", "4.1", "conforms"]);
    assert!(why.contains("AU-1 has no checklist yet; gavel audit checklist AU-1 makes one"), "{why}");
    let told = fixture.ok(&["audit", "checklist", "AU-1", "--list"]);
    assert_eq!(told, "AU-1 has no checklist yet; gavel audit checklist AU-1 makes one\n");
    let mut desk = Desk::new(&fixture);
    desk.press("6 Tab c").sees("There is no checklist yet; C makes one");
    desk.press("f").sees("There is no checklist yet; C makes one");
    let told = fixture.ok(&["audit", "checklist", "AU-1"]);
    assert!(told.ends_with("Next: gavel audit answer AU-1 ITEM ANSWER\n"), "{told}");
}

#[test]
fn the_checklist_of_a_reported_audit_is_refused_to_both() {
    let fixture = audited();
    fixture.ok(&["audit", "checklist", "AU-1", "--clauses", "4.1"]);
    fixture.ok(&["audit", "begin", "AU-1"]);
    fixture.ok(&["audit", "answer", "AU-1", "4.1", "conforms"]);
    fixture.ok(&["audit", "edit", "AU-1", "--conclusion", "In order"]);
    fixture.ok(&["audit", "report", "AU-1", "--evidence", "Report 7"]);
    Desk::new(&fixture).press("6 C").sees("AU-1 is reported; reopen it first");
    let why = fixture.fails(1, &["audit", "checklist", "AU-1"]);
    assert!(why.contains("AU-1 is reported"), "{why}");
}

#[test]
fn areas_are_chosen_alike_by_form_and_by_word_and_refused_alike() {
    let (by_form, by_word) = (with_programme(), with_programme());
    // Without areas each face names what makes them.
    let draw = ["audit-programme", "draw", "AUP-1"];
    let why = by_word.fails(2, &[&draw[..], &["--areas", "AA-1"]].concat());
    assert!(why.contains("AA-1"), "{why}");
    let why = by_word.fails(2, &draw);
    assert!(
        why.contains("There is no area to choose from; gavel audit-area from-systems makes them from the systems"),
        "{why}"
    );
    let mut desk = programmes(&by_form);
    desk.press("d").sees("Draw the sample by judgement").press("Ctrl-S").sees("“Areas from the systems” among the");
    desk.press("Esc");
    for fixture in [&by_form, &by_word] {
        fixture.ok(&["audit-area", "from-systems"]);
    }
    desk.event(Event::FileChanged);
    let why = by_word.fails(2, &draw);
    assert!(why.contains("AUP-1 is chosen by judgement; name its areas (--areas)"), "{why}");
    let both = by_word.fails(2, &[&draw[..], &["--areas", "AA-1", "--seed", "7"]].concat());
    assert!(both.contains("Areas that are named are not drawn by a seed (--seed)"), "{both}");
    desk.press("d Ctrl-S").sees("AUP-1 is chosen by judgement; name its areas");
    desk.text("AA-3").press("Enter").text("AA-1").press("Enter Ctrl-S").sees("AUP-1: 2 of 3 areas chosen");
    by_word.ok(&[&draw[..], &["--areas", "AA-3,AA-1"]].concat());
    assert_eq!(recorded(&by_form, "audit-programme"), recorded(&by_word, "audit-programme"));
    desk.press("d").sees("AUP-1 is drawn already; m takes it back to draft");
    assert!(by_word.fails(1, &[&draw[..], &["--areas", "AA-1"]].concat()).contains("AUP-1"));
}

#[test]
fn a_draft_that_was_kept_under_its_old_name_opens() {
    let fixture = with_programme();
    fixture.ok(&["audit-area", "from-systems"]);
    let mut desk = programmes(&fixture);
    desk.press("d").text("AA-2").press("Enter Esc").sees("Draft kept");
    assert!(desk.app.local().flush(Duration::from_secs(5)));
    drop(desk);
    let local = rusqlite::Connection::open(fixture.path.with_extension("db.local")).unwrap();
    let subject = format!("audit areas {}", called(&fixture, "AUP-1").id);
    assert_eq!(local.execute("UPDATE draft SET subject = ?1", [subject]).unwrap(), 1);
    let mut desk = Desk::new(&fixture);
    desk.press("D Enter").sees("Draw the sample by judgement").sees("AA-2").press("Ctrl-S");
    desk.sees("AUP-1: 1 of 3 areas chosen");
}

#[test]
fn a_nonconformity_is_the_same_by_key_and_by_word() {
    let raised = |raise: &dyn Fn(&Fixture)| {
        let fixture = audited();
        fixture.ok(&["deadline-profile", "add", "Any", "--types", "internal", "--minor-plan", "1 month"]);
        fixture.ok(&["audit", "checklist", "AU-1"]);
        crate::audits::tools::find(&fixture, "AU-1", "9.1", "minor", "Not measured");
        raise(&fixture);
        (recorded(&fixture, "nonconformity"), recorded(&fixture, "finding"))
    };
    let by_key = raised(&|fixture| {
        let days = "F-1 is raised as a nonconformity: plan by 2026-12-23, counted from";
        Desk::new(fixture).press("6 Tab Tab R").sees("NC-1 Not measured").sees(days);
    });
    let by_word = raised(&|fixture| {
        let told = fixture.ok(&["audit", "raise", "F-1"]);
        let days = "Deadlines: plan by 2026-12-23, counted from 2026-11-23 by DP-1";
        assert_eq!(told, format!("Raised NC-1 Not measured from F-1\n{days}\n"));
    });
    assert_eq!(by_key, by_word);
}

#[test]
fn what_is_done_to_a_whole_register_stands_among_the_commands_of_its_list() {
    for (register, name, word, told) in [
        ("audit areas", "Areas from the systems", &["audit-area", "from-systems"][..], "Added 3 areas"),
        ("controls", "The controls of Annex A", &["control", "annex-a"], "All 38 controls of Annex A are there"),
        ("obligations", "The usual obligations", &["obligation", "usual"], "Say of each who answers for it"),
    ] {
        let (by_key, by_word) = (audited(), audited());
        let mut desk = Desk::new(&by_key);
        desk.press("8").text(register).press("Enter :").text(name).press("Enter").sees(told);
        let said = by_word.ok(word);
        assert!(said.contains(told), "{said}");
        assert_eq!(recorded(&by_key, word[0]), recorded(&by_word, word[0]));
        desk.press("6 :").text(name).sees(&format!("▶ {name}"));
    }
}
