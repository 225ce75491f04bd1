//! Registers that have grown long: what is counted is counted whole, what is cut says so, and no more is read than is
//! asked for.

use std::panic::{AssertUnwindSafe, catch_unwind};

use gavel::domain::action::{Action, ActionField};
use gavel::domain::audit::{self, AuditField};
use gavel::domain::catalogue::CATALOGUE;
use gavel::domain::identity::RecordId;
use gavel::domain::register::Register;
use gavel::domain::value::Value;
use gavel::domain::{action, checklist_item, document, document_version, finding, nonconformity};
use gavel::store::list::{Filter, Order, Query};
use gavel::store::{Act, Names, Proposal, Store};

use crate::fixture::{Fixture, text};
use crate::review::held::{self, script};
use crate::screen::desk::Desk;

/// Adds many records in one transaction.
fn add(
    store: &Store,
    fixture: &Fixture,
    register: &'static Register,
    count: usize,
    fields: impl Fn(usize) -> Vec<(&'static str, Value)>,
) -> Vec<RecordId> {
    let ids: Vec<RecordId> = (0..count).map(|_| store.ambient().identity()).collect();
    let acts = ids.iter().enumerate().map(|(turn, id)| {
        let fields = fields(turn).into_iter().map(|(name, value)| (crate::fixture::field(register, name), value));
        Act::Create { id: *id, register, fields: fields.collect() }
    });
    store.commit(fixture.author.clone(), Proposal::of(acts.collect::<Vec<_>>())).unwrap();
    ids
}

fn day(words: &str) -> Value {
    Value::Date(words.parse().unwrap())
}

/// 150 late actions, 120 that are due this week, and 130 drafts that somebody else wrote.
fn busy() -> Fixture {
    Fixture::after(|fixture| {
        script(fixture, "person add 'Ben Okafor' --active yes");
        let store = fixture.store();
        let ben = store.view().by_name(gavel::domain::field::Target::Register("person"), "Ben Okafor").unwrap()[0].id;
        let due = |turn: usize| if turn < 150 { "2026-11-10" } else { "2026-11-26" };
        add(&store, fixture, &action::REGISTER, 270, |turn| {
            vec![("what", text(&format!("Task {turn}"))), ("owner", Value::Link(ben)), ("due", day(due(turn)))]
        });
        let document = add(&store, fixture, &document::REGISTER, 1, |_| vec![("title", text("AI policy"))])[0];
        add(&store, fixture, &document_version::REGISTER, 130, |turn| {
            let version = text(&format!("1.{turn}"));
            vec![("version", version), ("document", Value::Link(document)), ("author", Value::Link(ben))]
        });
        drop(store);
    })
}

#[test]
fn today_counts_everything_and_says_where_its_lists_are_cut() {
    let fixture = busy();
    let told = fixture.ok(&["today", "--owner", "ben"]);
    for (heading, rest) in [
        ("Others are late: 1 person with 150 matters", "150 late"),
        ("Late or due with Ben Okafor: 270", "and 245 more"),
        ("Waits for you: 130", "and 105 more"),
    ] {
        assert!(told.contains(heading) && told.contains(rest), "{heading}, {rest}:\n{told}");
    }
    let json = fixture.ok(&["today", "--json"]);
    for (part, count) in [("late with others", 150), ("waiting for you", 130)] {
        assert_eq!(json.matches(&format!("\"part\":\"{part}\"")).count(), count, "{part}");
    }
    let chased = fixture.ok(&["chase", "--dry-run"]);
    assert!(chased.contains("Subject: 150 late, 120 due soon"), "{chased}");
    let listed = fixture.ok(&["chase", "--list"]);
    assert!(listed.contains("Ben Okafor: 150 late, 120 due soon") && listed.contains("and 170 more"), "{listed}");
    // What is late first, the longest overdue before the rest: a long list of one part hides no other.
    let told = fixture.ok(&["today", "--owner", "ben", "--limit", "500"]);
    assert_eq!(told.lines().filter(|line| line.contains("  Task ")).count(), 270);
}

#[test]
fn the_screen_of_today_counts_everything_and_says_where_its_lists_are_cut() {
    let fixture = busy();
    let mut desk = Desk::new(&fixture);
    desk.press("0");
    desk.sees("130").sees("and 105 more, which are less pressing").press("G Enter").sees("270");
    desk.press("G").sees("and 245 more, which are less pressing");
}

#[test]
fn what_is_read_one_by_one_or_in_part_is_what_a_page_holds() {
    let fixture = busy();
    let store = fixture.store();
    let view = store.view();
    let (due, owner) = (ActionField::Due.field(), ActionField::Owner.field());
    for (field, descending) in [(None, false), (None, true), (Some(due), false), (Some(due), true)] {
        let query = Query { order: Order { field, descending }, ..Query::new(&action::REGISTER) };
        for limit in [None, Some(0), Some(1), Some(65), Some(200)] {
            let query = Query { limit, ..query.clone() };
            let page = view.page(&query).unwrap().records;
            let told =
                |record: &gavel::domain::record::Record| (record.id, Action(record).owner(), Action(record).due());
            let (mut whole, mut part) = (Vec::new(), Vec::new());
            view.each(&query, |record| {
                whole.push(record.values);
                Ok(())
            })
            .unwrap();
            view.each(&query.clone().only(&[due, owner]), |record| {
                part.push(told(&record));
                Ok(())
            })
            .unwrap();
            assert_eq!(whole, page.iter().map(|record| record.values.clone()).collect::<Vec<_>>());
            assert_eq!(part, page.iter().map(told).collect::<Vec<_>>());
            assert_eq!(whole.len() as u64, view.count(&query).unwrap().min(limit.map_or(u64::MAX, u64::from)));
        }
    }
}

#[test]
fn a_field_that_was_not_read_is_never_taken_for_an_empty_one() {
    let fixture = busy();
    let store = fixture.store();
    let query = Query { limit: Some(1), ..Query::new(&action::REGISTER) }.only(&[ActionField::Due.field()]);
    let record = store.view().page(&query).unwrap().records.remove(0);
    assert!(Action(&record).due().is_some());
    assert!(catch_unwind(AssertUnwindSafe(|| Action(&record).owner())).is_err());
    assert!(catch_unwind(AssertUnwindSafe(|| record.fields().count())).is_err());
    for register in CATALOGUE.registers() {
        assert!(register.fields.len() <= 128, "{} has more fields than a set of them holds", register.name);
    }
}

#[test]
fn names_read_by_the_page_are_those_read_one_by_one() {
    let fixture = busy();
    let store = fixture.store();
    let view = store.view();
    let nobody = store.ambient().identity();
    let mut ids: Vec<RecordId> =
        view.page(&Query::new(&action::REGISTER)).unwrap().records.iter().map(|record| record.id).collect();
    ids.extend([fixture.author.person, nobody]);
    let mut names = Names::default();
    view.learn(&mut names, ids.iter().copied()).unwrap();
    for id in ids {
        assert_eq!(names.words(id), view.name_of(id).unwrap());
        let record = view.record(id).unwrap();
        assert_eq!(names.title(id), record.as_ref().map_or("", |record| record.title()));
        assert_eq!(names.of(id).map(|name| name.reference()), view.reference(id).unwrap());
        assert_eq!(record.map(|record| record.reference()), view.reference(id).unwrap());
    }
}

#[test]
fn what_few_or_many_point_to_is_listed_in_the_same_order() {
    let fixture = busy();
    let store = fixture.store();
    let rosa = fixture.author.person;
    // More than are looked up by their links.
    add(&store, &fixture, &action::REGISTER, 1_001, |turn| {
        let due = if turn % 3 == 0 { vec![("due", day("2026-12-01"))] } else { Vec::new() };
        [vec![("what", text(&format!("Mine {turn}"))), ("owner", Value::Link(rosa))], due].concat()
    });
    let view = store.view();
    let owner = ActionField::Owner.field();
    let due = Order { field: Some(ActionField::Due.field()), descending: false };
    let all = view.page(&Query { order: due, ..Query::new(&action::REGISTER) }).unwrap().records;
    let ben = all.iter().find_map(|one| Action(one).owner().filter(|owner| *owner != rosa)).unwrap();
    for (person, count) in [(ben, 270), (rosa, 1_001)] {
        let filters = vec![Filter::Is(owner, vec![Value::Link(person)])];
        let query = Query { filters, order: due, ..Query::new(&action::REGISTER) };
        let own = all.iter().filter(|one| Action(one).owner() == Some(person)).map(|one| one.id);
        let wanted: Vec<RecordId> = own.collect();
        assert_eq!((wanted.len(), view.count(&query).unwrap()), (count, count as u64));
        let (mut found, mut after) = (Vec::new(), None);
        while let page = view.page(&Query { after, limit: Some(70), ..query.clone() }).unwrap()
            && !page.records.is_empty()
        {
            found.extend(page.records.iter().map(|one| one.id));
            after = found.last().copied();
        }
        assert_eq!(found, wanted);
    }
}

#[test]
fn similar_cases_are_all_counted_and_the_list_says_what_it_leaves_out() {
    let fixture = Fixture::new();
    let store = fixture.store();
    let requirement = || ("requirement", text("A.6.2.4"));
    add(&store, &fixture, &nonconformity::REGISTER, 1, |_| vec![("title", text("Gate")), requirement()]);
    add(&store, &fixture, &finding::REGISTER, 230, |turn| vec![("title", text(&format!("No {turn}"))), requirement()]);
    drop(store);
    let said = fixture.ok(&["nonconformity", "similar", "NC-1"]);
    assert_eq!(said.lines().filter(|line| line.contains("same requirement")).count(), 200, "{said}");
    assert!(said.ends_with("30 more have less in common.\n"), "{said}");
    let said = fixture.ok(&["nonconformity", "similar", "NC-1", "No"]);
    assert!(said.ends_with("of those that have words in common, the best 30 were looked at.\n"), "{said}");
}

#[test]
fn several_minor_ones_are_all_counted_and_the_first_are_named() {
    let fixture = Fixture::new();
    let store = fixture.store();
    add(&store, &fixture, &nonconformity::REGISTER, 20, |turn| {
        let mut fields = vec![
            ("title", text(&format!("Case {turn}"))),
            ("requirement", text("A.6.2.4")),
            ("statement", text("No test")),
            ("objective_evidence", text("Seen")),
            ("source", Value::Choice("other")),
            ("grade", Value::Choice("minor")),
            ("occurred_on", day("2026-10-01")),
            ("raised_on", day("2026-10-01")),
        ];
        fields.extend(["raised_by", "owner"].map(|name| (name, Value::Link(fixture.author.person))));
        fields
    });
    drop(store);
    for number in 1..=20 {
        fixture.ok(&["nonconformity", "open", &format!("NC-{number}")]);
    }
    let said = fixture.ok(&["nonconformity", "repeats", "NC-20"]);
    assert!(said.contains("NC-8, 7 more it is one of 20 minor ones on A.6.2.4 within 24 months"), "{said}");
    assert!(said.contains("With NC-19, NC-18,"), "the latest first: {said}");
}

#[test]
fn coverage_is_told_of_more_audits_than_a_question_can_name() {
    let fixture = Fixture::new();
    let store = fixture.store();
    let audits = add(&store, &fixture, &audit::REGISTER, 1_001, |turn| {
        vec![
            ("title", text(&format!("Audit {turn}"))),
            ("type", Value::Choice("internal")),
            ("ends_on", day("2026-10-01")),
        ]
    });
    let given = vec![(AuditField::ReportedOn.field(), Some(day("2026-10-02")))];
    let adopt = |id: &RecordId| Act::Move { record: *id, name: "adopt".into(), based_on: None, given: given.clone() };
    store.commit(fixture.author.clone(), Proposal::of(audits.iter().map(adopt).collect::<Vec<_>>())).unwrap();
    add(&store, &fixture, &checklist_item::REGISTER, 1, |_| {
        let of = Value::Link(audits[0]);
        let choice = |key| Value::Choice(key);
        vec![
            ("question", text("Is there a policy?")),
            ("audit", of),
            ("type", choice("clause")),
            ("code", text("5.2")),
            ("answer", choice("conforms")),
        ]
    });
    drop(store);
    // What was carried over counts with its report alone.
    let told = fixture.ok(&["audit", "coverage"]);
    assert!(told.contains("AU-1001") && told.contains("Clauses: 0 of 32 audited"), "{told}");
    let report = fixture.folder().join("report.txt");
    std::fs::write(&report, "There is a policy.").unwrap();
    fixture.ok(&["evidence", "add", "The report", "--about", "AU-1", "--file", report.to_str().unwrap()]);
    let told = fixture.ok(&["audit", "coverage"]);
    assert!(told.contains("AU-1001") && told.contains("Clauses: 1 of 32 audited"), "{told}");
    assert!(told.contains("2026-10-01 in AU-1: conforms, not verified here"), "{told}");
}

#[test]
fn what_hangs_on_a_record_is_counted_whole_and_listed_as_far_as_it_says() {
    let fixture = busy();
    let mut desk = Desk::new(&fixture);
    desk.press("8").text("people").press("Enter /").text("okafor").press("Enter");
    desk.sees("Actions (owner) · the first 100 of 270");
    desk.press("Enter").sees("the first 100 of 270").sees(" 400 ");
    desk.press("Tab End").sees("1.99").sees_not("1.100");
}

#[test]
fn the_tab_of_findings_counts_thousands_as_thousands() {
    let fixture = Fixture::after(|fixture| {
        script(fixture, "audit add 'Internal audit' --type internal");
        let store = fixture.store();
        let audit = store.view().called(&"AU-1".parse().unwrap()).unwrap().unwrap().id;
        add(&store, fixture, &finding::REGISTER, 1_010, |turn| {
            let title = text(&format!("Finding {turn}"));
            vec![("title", title), ("audit", Value::Link(audit)), ("raised_on", day("2026-11-10"))]
        });
    });
    let mut desk = Desk::new(&fixture);
    desk.press("6").sees("Findings 1 010");
}

#[test]
fn a_record_that_changed_often_says_that_its_oldest_steps_are_not_shown() {
    let fixture = Fixture::new();
    script(&fixture, "action add 'Write the policy' --due 2026-12-01");
    let store = fixture.store();
    for turn in 0..505 {
        let record = store.view().called(&"A-1".parse().unwrap()).unwrap().unwrap();
        let field = ActionField::Details.field();
        let (before, after) = (record.get(field.name).cloned(), Some(text(&format!("Draft {turn}"))));
        let fields = vec![gavel::domain::transaction::FieldChange { field, before, after }];
        let edit = Act::Edit { record: record.id, based_on: record.revision, fields };
        store.commit(fixture.author.clone(), Proposal::of([edit])).unwrap();
    }
    drop(store);
    let mut desk = Desk::new(&fixture);
    desk.press("J Enter").sees("the newest 500 of 506");
    desk.press("Tab Tab End Enter").sees("step 7 of 506").press("[").sees("Older steps are not shown here");
}

#[test]
fn a_backup_that_does_not_hold_is_told_with_how_much_is_wrong() {
    let fixture = busy();
    let backup = fixture.folder().join("copy.db").to_str().unwrap().to_owned();
    fixture.ok(&["backup", &backup]);
    rusqlite::Connection::open(&backup).unwrap().execute("UPDATE action SET due = '2030-01-01'", []).unwrap();
    let told = fixture.fails(1, &["restore", &backup, "--yes"]);
    assert!(told.contains("270 found") && told.ends_with("  and 250 more\n"), "{told}");
}

#[test]
fn rows_that_an_import_takes_once_are_all_counted() {
    let fixture = Fixture::new();
    let table = fixture.folder().join("risks.csv");
    std::fs::write(&table, format!("Title\n{}", "Scores drift\n".repeat(8))).unwrap();
    let words = ["import", "risk", table.to_str().unwrap()];
    let told = fixture.ok(&words);
    assert!(told.contains("7  (line 3 repeats 2,") && told.contains("line 7 repeats 2, and 2 more)"), "{told}");
    let told = fixture.ok(&[&words[..], &["--json"]].concat());
    assert!(told.contains("\"repeated_rows\": 7") || told.contains("\"repeated_rows\":7"), "{told}");
}

#[test]
fn a_pack_counts_the_audits_that_it_does_not_list() {
    let fixture = Fixture::new();
    held::committee(&fixture);
    fixture.ok(&held::words("review call --date 2026-11-26 --chair 'Iris Falk' --secretary 'Rosa Lindt'"));
    for number in 1..=12 {
        fixture.ok(&["audit", "add", &format!("Audit {number}"), "--type", "internal"]);
        fixture.ok(&["audit", "adopt", &format!("AU-{number}"), "--reported-on", "2026-10-01"]);
    }
    let told = fixture.ok(&["review", "pack", "MR-1"]);
    let audits = told.split("Audit results").last().unwrap_or_default();
    assert!(audits.contains("This is cut: 2 more of these registers: Audits, findings."), "{told}");
}

#[test]
fn a_short_list_of_today_is_the_beginning_of_the_long_one() {
    let fixture = busy();
    let store = fixture.store();
    add(&store, &fixture, &action::REGISTER, 1_001, |turn| {
        let due = day(["2026-11-01", "2026-11-12"][turn % 2]);
        vec![("what", text(&format!("Mine {turn}"))), ("owner", Value::Link(fixture.author.person)), ("due", due)]
    });
    drop(store);
    assert!(fixture.ok(&["chase", "--only", "me"]).contains("1 message is counted"));
    let read = |limit: &[&str]| -> Vec<serde_json::Value> {
        let told = fixture.ok(&[&["today", "--json"], limit].concat());
        let all: Vec<serde_json::Value> = serde_json::from_str(&told).unwrap();
        all.into_iter().filter(|one| one["part"] == "yours").collect()
    };
    let (few, all) = (read(&["--limit", "700"]), read(&[]));
    assert_eq!((few.len(), all.len()), (700, 1_001));
    assert_eq!(few[..], all[..700]);
    assert_eq!(all.iter().filter(|one| one["reminded"] == 1).count(), 1_001);
}

#[test]
fn the_board_says_how_many_it_looked_through_for_those_that_wait_for_somebody() {
    let fixture = Fixture::new();
    let store = fixture.store();
    add(&store, &fixture, &nonconformity::REGISTER, 201, |turn| vec![("title", text(&format!("Case {turn}")))]);
    drop(store);
    let set = "UPDATE nonconformity SET state = 'implemented', implemented_on = '2026-10-01'";
    fixture.raw().execute(set, []).unwrap();
    let mut desk = Desk::new(&fixture);
    desk.press("3 w");
    desk.sees("200 here among the 200 of each state that were done first");
}

#[test]
fn a_repeat_is_found_however_its_requirement_is_worded_and_in_however_many_ways_others_are() {
    let fixture = Fixture::new();
    let store = fixture.store();
    let me = fixture.author.person;
    let case = |title: &str, requirement: String| {
        let mut fields = vec![
            ("title", text(title)),
            ("requirement", Value::Text(requirement)),
            ("statement", text("No test")),
            ("objective_evidence", text("Seen")),
            ("source", Value::Choice("other")),
            ("occurred_on", day("2026-10-01")),
            ("raised_on", day("2026-10-01")),
        ];
        fields.extend(["raised_by", "owner"].map(|name| (name, Value::Link(me))));
        fields
    };
    let wordings = ["see a.6.2.4", "See A.6.2.4, step 7", "SEE A.6.2.4", "A.6.2.7", "A.6.2.4"];
    let fill = |turn: usize| case(&format!("Case {turn}"), wordings[turn].to_owned());
    add(&store, &fixture, &nonconformity::REGISTER, wordings.len(), fill);
    for number in 1..=5 {
        fixture.ok(&["nonconformity", "open", &format!("NC-{number}")]);
    }
    let found = || fixture.ok(&["nonconformity", "repeats", "NC-5"]);
    let few = found();
    assert!(few.contains("It may repeat NC-3"), "{few}");
    // So many wordings that they are not looked up any more: the same is found.
    let other = |turn: usize| case(&format!("Other {turn}"), format!("Contract, clause {turn}"));
    add(&store, &fixture, &nonconformity::REGISTER, 201, other);
    assert_eq!(found(), few);
}

/// The form in which a field is filled in, with the focus on it.
fn focused(desk: &mut Desk, keys: &str, offers: &str) {
    desk.press(keys);
    for _ in 0..40 {
        if desk.screen().contains(offers) {
            return;
        }
        desk.press("Tab");
    }
    desk.sees(offers);
}

#[test]
fn a_field_that_offers_some_of_many_says_so_and_every_choice_comes_into_sight() {
    let fixture = Fixture::after(|fixture| {
        for name in ["Ada", "Bo", "Cy", "Di", "Ed", "Flo", "Gus", "Hal"] {
            script(fixture, &format!("person add '{name} Person'"));
        }
    });
    let mut desk = Desk::new(&fixture);
    focused(&mut desk, "J a", "more match: type on");
    desk.text("ada").sees_not("more match").press("Esc");
    focused(&mut desk, "4 a", "and more: type on, or go down");
    let last = gavel::domain::risk::Objective::ALL.last().unwrap().label();
    desk.sees_not(last);
    for _ in gavel::domain::risk::Objective::ALL {
        desk.press("Down");
    }
    desk.press("Up").press("Down").sees(last);
}

#[test]
fn records_that_are_named_are_read_once_each_and_voided_ones_too() {
    let fixture = busy();
    fixture.ok(&["action", "void", "A-2", "--reason", "Twice"]);
    let store = fixture.store();
    let view = store.view();
    let id = |name: &str| view.called(&name.parse().unwrap()).unwrap().unwrap().id;
    let (one, voided) = (id("A-1"), id("A-2"));
    // A person is no action, and whoever is nobody is not found.
    let asked = [voided, one, one, fixture.author.person, store.ambient().identity()];
    let mut found = Vec::new();
    view.some(&action::REGISTER, &[ActionField::Owner.field()], &asked, |record| {
        found.push((record.reference().to_string(), record.voided, Action(&record).owner().is_some()));
        Ok(())
    })
    .unwrap();
    found.sort();
    assert_eq!(found, [("A-1".to_owned(), false, true), ("A-2".to_owned(), true, true)]);
}
