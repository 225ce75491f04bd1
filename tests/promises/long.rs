//! Registers that have grown long: what is counted is counted whole, what is cut says so, and no more is read than is
//! asked for.

use std::panic::{AssertUnwindSafe, catch_unwind};

use gavel::domain::action::{Action, ActionField};
use gavel::domain::catalogue::CATALOGUE;
use gavel::domain::identity::RecordId;
use gavel::domain::register::Register;
use gavel::domain::value::Value;
use gavel::domain::{action, document, document_version};
use gavel::store::list::{Order, Query};
use gavel::store::{Act, Names, Proposal, Store};

use crate::fixture::{Fixture, text};
use crate::review::held::script;
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
    let told = fixture.ok(&["today"]);
    for (heading, rest) in
        [("Late: 150", "and 50 more"), ("Due: 120", "and 20 more"), ("Waiting for you: 130", "and 30 more")]
    {
        assert!(told.contains(heading) && told.contains(rest), "{heading}, {rest}:\n{told}");
    }
    let json = fixture.ok(&["today", "--json"]);
    for (part, count) in [("late", 150), ("due", 120), ("waiting for you", 130)] {
        assert_eq!(json.matches(&format!("\"part\":\"{part}\"")).count(), count, "{part}");
    }
    let chased = fixture.ok(&["chase", "--dry-run"]);
    assert!(chased.contains("Subject: 150 late, 120 due soon"), "{chased}");
    // What is late first, the longest overdue before the rest: a long list of one part hides no other.
    assert_eq!(fixture.ok(&["today", "--limit", "500"]).lines().filter(|line| line.contains("Task")).count(), 270);
}

#[test]
fn the_screen_of_today_counts_everything_and_says_where_its_lists_are_cut() {
    let fixture = busy();
    let mut desk = Desk::new(&fixture);
    desk.press("0");
    desk.sees("150 late, 120 due, 130 waiting").sees("Late: 150, of which the 100 most pressing are listed");
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
