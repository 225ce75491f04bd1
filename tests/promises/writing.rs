//! The one way to write: refusals leave nothing behind, merges keep both, links and uniqueness hold.

use gavel::domain::action;
use gavel::domain::transaction::FieldChange;
use gavel::domain::value::Value;
use gavel::store::search::Order;
use gavel::store::{Act, Error, Proposal};

use super::fixture::{Fixture, create, edit, field, record, text};

#[test]
fn a_proposal_is_done_wholly_or_not_at_all() {
    let fixture = Fixture::new();
    let store = fixture.store();
    let before = store.view().head().unwrap();
    let good = Act::Create {
        id: fixture.ambient.identity(),
        register: &action::REGISTER,
        fields: vec![(field(&action::REGISTER, "what"), text("Do it"))],
    };
    let bad = Act::Create { id: fixture.ambient.identity(), register: &action::REGISTER, fields: vec![] };
    let refused = store.commit(fixture.author.clone(), Proposal::of([good, bad])).unwrap_err();
    assert!(refused.to_string().contains("What is empty"), "{refused}");
    assert_eq!(store.view().head().unwrap(), before);
    assert!(fixture.ok(&["action", "list"]).contains("No actions here"));
    assert!(fixture.ok(&["search", "do"]).contains("Nothing has"), "not even in the search index");
}

#[test]
fn what_holds_already_adds_nothing_to_the_journal() {
    let fixture = Fixture::new();
    fixture.ok(&["action", "add", "Do it", "--priority", "low"]);
    let head = fixture.ok(&["head"]);
    assert!(fixture.ok(&["action", "edit", "A-1", "--priority", "low"]).contains("nothing was changed"));
    assert_eq!(fixture.ok(&["head"]), head);
}

#[test]
fn edits_of_the_same_field_conflict_and_both_sides_are_there() {
    let fixture = Fixture::new();
    let store = fixture.store();
    let id = create(&store, &fixture.author, &action::REGISTER, &[("what", text("Do it"))]).unwrap();
    let seen = record(&store, id);
    edit(&store, &fixture.author, &seen, &[("details", Some(text("first")))]).unwrap();
    let merged = edit(&store, &fixture.author, &seen, &[("priority", Some(Value::Choice("low")))]).unwrap();
    assert_eq!(merged.merged, [field(&action::REGISTER, "details")]);
    let both = [("details", Some(text("second"))), ("what", Some(text("Do it well")))];
    let Err(Error::Conflict(conflict)) = edit(&store, &fixture.author, &seen, &both) else { panic!("a conflict") };
    assert_eq!(conflict.fields.len(), 1);
    let field = &conflict.fields[0];
    assert_eq!((&field.before, &field.yours, &field.theirs), (&None, &Some(text("second")), &Some(text("first"))));
    assert_eq!(field.by.map(|(person, _)| person), Some(fixture.author.person));
    assert_eq!(record(&store, id).title(), "Do it", "nothing of a conflicting edit is saved");
    let same = edit(&store, &fixture.author, &seen, &[("details", Some(text("first")))]).unwrap();
    assert!(same.changed.is_empty(), "two who want the same do not conflict");
}

#[test]
fn a_personal_field_conflicts_and_merges_like_any_other() {
    let fixture = Fixture::new();
    let store = fixture.store();
    let seen = record(&store, fixture.author.person);
    edit(&store, &fixture.author, &seen, &[("address", Some(text("rosa@aldgate.example")))]).unwrap();
    edit(&store, &fixture.author, &seen, &[("name", Some(text("Rosa Lindt-Berg")))]).unwrap();
    let clash = edit(&store, &fixture.author, &seen, &[("address", Some(text("other@aldgate.example")))]);
    assert!(matches!(clash, Err(Error::Conflict(_))));
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn what_must_be_unique_stands_in_one_record_in_force() {
    let fixture = Fixture::new();
    let told = fixture.fails(1, &["person", "add", "Another", "--os-user", "ROSA"]);
    assert!(told.contains("Operating-system user: P-1 has it already"), "{told}");
    fixture.ok(&["person", "add", "Tom Ekwall", "--os-user", "tom"]);
    fixture.ok(&["person", "void", "P-2", "--reason", "left"]);
    fixture.ok(&["person", "add", "Tom Berg", "--os-user", "tom"]);
    assert!(fixture.fails(1, &["person", "unvoid", "P-2"]).contains("P-3 has it already"));
}

#[test]
fn what_must_be_unique_together_stands_in_one_record_in_force() {
    let fixture = Fixture::new();
    for kpi in ["Complaints", "Overrides"] {
        fixture.ok(&["kpi", "add", kpi, "--unit", "%", "--direction", "lower", "--frequency", "monthly"]);
    }
    let add = |kpi: &'static str, day: &'static str| {
        ["measurement", "add", "--kpi", kpi, "--period-end", day, "--value", "3"]
    };
    fixture.ok(&add("K-1", "2026-10-31"));
    let told = fixture.fails(1, &add("K-1", "2026-10-31"));
    assert!(told.contains("A KPI has one value for a period; a better one replaces it."), "{told}");
    assert!(told.contains("M-1 has a value for this period already"), "{told}");
    fixture.ok(&add("K-1", "2026-09-30"));
    fixture.ok(&add("K-2", "2026-10-31"));
    // Another day, and its own day again.
    assert!(fixture.fails(1, &["measurement", "edit", "M-2", "--period-end", "2026-10-31"]).contains("M-1 has"));
    fixture.ok(&["measurement", "edit", "M-1", "--period-end", "2026-10-31", "--value", "4"]);
    fixture.ok(&["measurement", "void", "M-1", "--reason", "a slip"]);
    fixture.ok(&add("K-1", "2026-10-31"));
    assert!(fixture.fails(1, &["measurement", "unvoid", "M-1"]).contains("M-4 has a value for this period already"));
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn one_link_more_or_less_leaves_the_others_alone() {
    let fixture = Fixture::new();
    for what in ["One", "Two", "Three"] {
        fixture.ok(&["action", "add", what]);
    }
    fixture.ok(&["evidence", "add", "Report of the vendor, page 3", "--about", "A-1,A-2"]);
    fixture.ok(&["evidence", "link", "E-1", "about", "A-3"]);
    fixture.ok(&["evidence", "unlink", "E-1", "about", "A-2"]);
    let shown = fixture.ok(&["evidence", "show", "E-1"]);
    assert!(shown.contains("A-1 One, A-3 Three"), "{shown}");
    assert!(fixture.ok(&["evidence", "link", "E-1", "about", "A-3"]).contains("nothing was changed"));
    fixture.ok(&["action", "void", "A-2", "--reason", "a slip"]);
    assert!(fixture.fails(1, &["evidence", "link", "E-1", "about", "A-2"]).contains("A-2 is voided"));
    assert!(fixture.fails(1, &["evidence", "edit", "E-1", "--clear", "about"]).contains("Evidence for is empty"));
}

/// What a transaction hides leaves the search index at its end, unless it brings it back before.
#[test]
fn the_words_of_what_is_hidden_are_found_no_more_and_those_of_what_is_brought_back_are() {
    let fixture = Fixture::new();
    for what in ["Weigh the anchor", "Weigh the mainsail", "Weigh the rudder"] {
        fixture.ok(&["action", "add", what]);
    }
    let store = fixture.store();
    let id = |name: &str| store.view().called(&name.parse().unwrap()).unwrap().unwrap().id;
    let found = || {
        let found = store.view().search("weigh", Order::Newest, 9).unwrap();
        found.iter().map(|one| one.reference().to_string()).collect::<Vec<_>>()
    };
    assert_eq!(found(), ["A-3", "A-2", "A-1"]);
    let hide = |name| Act::Void { record: id(name), based_on: None };
    let show = |name| Act::Unvoid { record: id(name), based_on: None };
    let acts = [hide("A-3"), hide("A-2"), hide("A-1"), show("A-2"), show("A-1"), hide("A-1")];
    store.commit(fixture.author.clone(), Proposal::of(acts).because(Some("a trial"))).unwrap();
    assert_eq!(found(), ["A-2"]);
    store.commit(fixture.author.clone(), Proposal::of([show("A-1"), show("A-3")])).unwrap();
    assert_eq!(found(), ["A-3", "A-2", "A-1"]);
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn a_voided_record_is_hidden_and_kept() {
    let fixture = Fixture::new();
    fixture.ok(&["action", "add", "Do it"]);
    fixture.fails(2, &["action", "void", "A-1"]);
    fixture.ok(&["action", "void", "A-1", "--reason", "typed twice"]);
    assert!(fixture.ok(&["action", "list"]).contains("No actions here"));
    assert!(fixture.ok(&["search", "do"]).contains("Nothing has"));
    assert!(fixture.ok(&["action", "list", "--voided"]).contains("A-1 (voided)"));
    assert!(fixture.ok(&["action", "show", "A-1"]).contains("(voided)"));
    assert!(fixture.fails(1, &["action", "edit", "A-1", "--due", "fri"]).contains("bring it back first"));
    assert!(fixture.fails(1, &["action", "void", "A-1", "--reason", "A slip"]).contains("voided already"));
    fixture.ok(&["action", "unvoid", "A-1"]);
    assert!(fixture.ok(&["search", "do"]).contains("A-1"));
    assert!(fixture.fails(1, &["person", "void", "P-1", "--reason", "A slip"]).contains("the person who acts"));
}

/// A guard cannot be walked round by writing the change as an edit of the past.
#[test]
fn nothing_is_put_back_but_by_an_undo() {
    let fixture = Fixture::new();
    let store = fixture.store();
    let id = create(&store, &fixture.author, &action::REGISTER, &[("what", text("Do it"))]).unwrap();
    let what = field(&action::REGISTER, "what");
    let fields = vec![FieldChange { field: what, before: Some(text("Do it")), after: None }];
    let refused = store.commit(fixture.author.clone(), Proposal::of([Act::Revert { record: id, fields }]));
    assert!(refused.unwrap_err().to_string().contains("by an undo or a redo alone"));
}
