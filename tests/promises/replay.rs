//! Any sequence of acts replays to the same tables, and the past is what a replay up to it gives.

use gavel::domain::action::{self, ActionField};
use gavel::domain::catalogue::CATALOGUE;
use gavel::domain::identity::RecordId;
use gavel::domain::transaction::Channel;
use gavel::domain::value::Value;
use gavel::exchange::json;
use gavel::store::list::{Query, Voided};
use gavel::store::undo::Doer;
use gavel::store::{Act, Error, Proposal, Store, View};
use proptest::prelude::*;

use super::fixture::{Fixture, create, edit, field, record, text};

#[derive(Debug, Clone)]
enum Doing {
    AddAction(u8),
    AddPerson(u8),
    Edit(u8, u8, Option<u8>),
    EditAddress(u8, u8),
    Link(u8, u8, bool),
    Move(u8, u8),
    Void(u8),
    Unvoid(u8),
    Undo,
    Redo,
    Erase(u8),
}

fn doings() -> impl Strategy<Value = Vec<Doing>> {
    let one = prop_oneof![
        3 => any::<u8>().prop_map(Doing::AddAction),
        1 => any::<u8>().prop_map(Doing::AddPerson),
        4 => (any::<u8>(), any::<u8>(), any::<Option<u8>>()).prop_map(|(one, two, three)| Doing::Edit(one, two, three)),
        1 => (any::<u8>(), any::<u8>()).prop_map(|(one, two)| Doing::EditAddress(one, two)),
        2 => (any::<u8>(), any::<u8>(), any::<bool>()).prop_map(|(one, two, yes)| Doing::Link(one, two, yes)),
        3 => (any::<u8>(), any::<u8>()).prop_map(|(one, two)| Doing::Move(one, two)),
        1 => any::<u8>().prop_map(Doing::Void),
        1 => any::<u8>().prop_map(Doing::Unvoid),
        3 => Just(Doing::Undo),
        2 => Just(Doing::Redo),
        1 => any::<u8>().prop_map(Doing::Erase),
    ];
    prop::collection::vec(one, 1..30)
}

/// Everything that can be read of a file, as text.
fn everything(view: View) -> Vec<String> {
    let mut lines = Vec::new();
    for register in CATALOGUE.registers() {
        let query = Query { voided: Voided::Shown, ..Query::new(register) };
        for record in view.page(&query).unwrap().records {
            lines.push(json::record(view, &record).unwrap().print());
        }
    }
    lines
}

struct Play<'a> {
    fixture: &'a Fixture,
    store: &'a Store,
    actions: Vec<RecordId>,
    people: Vec<RecordId>,
}

impl Play<'_> {
    fn pick(list: &[RecordId], turn: u8) -> Option<RecordId> {
        (!list.is_empty()).then(|| list[usize::from(turn) % list.len()])
    }

    fn commit(&self, act: Act) -> Result<(), Error> {
        let proposal = Proposal::of([act]).because(Some("as asked"));
        self.store.commit(self.fixture.author.clone(), proposal).map(|_| ())
    }

    fn play(&mut self, doing: &Doing) -> Result<(), Error> {
        let author = &self.fixture.author;
        match doing {
            Doing::AddAction(turn) => {
                let what = text(&format!("Action {turn}"));
                self.actions.push(create(self.store, author, &action::REGISTER, &[("what", what)])?);
            }
            Doing::AddPerson(turn) => {
                let fields =
                    [("name", text(&format!("Person {turn}"))), ("address", text(&format!("{turn}@x.example")))];
                self.people.push(create(self.store, author, &gavel::domain::person::REGISTER, &fields)?);
            }
            Doing::Edit(turn, which, value) => {
                let Some(id) = Self::pick(&self.actions, *turn) else { return Ok(()) };
                let (name, value) = match which % 3 {
                    0 => ("details", value.map(|value| text(&format!("Details {value}")))),
                    1 => (
                        "due",
                        value.map(|value| {
                            Value::Date(
                                "2026-12-01".parse::<chrono::NaiveDate>().unwrap() + chrono::Days::new(value.into()),
                            )
                        }),
                    ),
                    _ => ("owner", value.and_then(|value| Self::pick(&self.people, value)).map(Value::Link)),
                };
                edit(self.store, author, &record(self.store, id), &[(name, value)])?;
            }
            Doing::EditAddress(turn, value) => {
                let Some(id) = Self::pick(&self.people, *turn) else { return Ok(()) };
                edit(self.store, author, &record(self.store, id), &[("address", Some(text(&format!("new {value}"))))])?;
            }
            Doing::Link(turn, target, present) => {
                let (Some(record), Some(target)) =
                    (Self::pick(&self.actions, *turn), Self::pick(&self.actions, *target))
                else {
                    return Ok(());
                };
                let field = field(&action::REGISTER, "source");
                self.commit(Act::Link { record, field, target, present: *present })?;
            }
            Doing::Move(turn, which) => {
                let Some(record) = Self::pick(&self.actions, *turn) else { return Ok(()) };
                let moves = action::REGISTER.machine.unwrap().moves;
                let step = &moves[usize::from(*which) % moves.len()];
                let day = Value::Date("2026-11-20".parse().unwrap());
                let given = if step.may_set(&ActionField::DoneOn.name()) {
                    vec![(field(&action::REGISTER, "done_on"), Some(day))]
                } else {
                    vec![]
                };
                self.commit(Act::Move { record, name: step.name.to_string(), based_on: None, given })?;
            }
            Doing::Void(turn) => {
                let Some(record) = Self::pick(&self.actions, *turn) else { return Ok(()) };
                self.commit(Act::Void { record, based_on: None })?;
            }
            Doing::Unvoid(turn) => {
                let Some(record) = Self::pick(&self.actions, *turn) else { return Ok(()) };
                self.commit(Act::Unvoid { record, based_on: None })?;
            }
            Doing::Undo | Doing::Redo => {
                let view = self.store.view();
                let doer = Doer { person: author.person, user: None, channel: Channel::CommandLine, run: None };
                let candidate = match doing {
                    Doing::Undo => view.last_done(&doer)?,
                    _ => view.last_undone(&doer)?,
                };
                let Some(candidate) = candidate else { return Ok(()) };
                let proposal = view.turn(&candidate)?;
                self.store.commit(author.clone(), proposal)?;
            }
            Doing::Erase(turn) => {
                let Some(record) = Self::pick(&self.people, *turn) else { return Ok(()) };
                let field = field(&gavel::domain::person::REGISTER, "address");
                self.commit(Act::Erase {
                    record,
                    field,
                    approved_by: author.person,
                    legal_ground: Some("GDPR 17".into()),
                })?;
            }
        }
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_of_acts_replays_to_the_same_tables(doings in doings()) {
        let fixture = Fixture::new();
        let store = fixture.store();
        let mut play = Play { fixture: &fixture, store: &store, actions: Vec::new(), people: Vec::new() };
        let mut places = vec![(store.view().head().unwrap().sequence, everything(store.view()))];
        let mut erased = false;
        for doing in &doings {
            match play.play(doing) {
                Ok(()) => {}
                Err(Error::Refused(_) | Error::Conflict(_)) => {}
                Err(other) => return Err(TestCaseError::fail(format!("{doing:?}: {other}"))),
            }
            let place = store.view().head().unwrap().sequence;
            erased |= matches!(doing, Doing::Erase(_)) && place > places.last().unwrap().0;
            places.push((place, everything(store.view())));
        }
        let report = store.verify(None, &mut |_| {}).unwrap();
        prop_assert_eq!(report.faults, Vec::new());
        // What is erased is erased from the past, too.
        if !erased {
            for (place, then) in places.iter().step_by(3) {
                let past = store.as_of(*place).unwrap();
                prop_assert_eq!(&everything(past.view()), then, "as of {}", place);
            }
        }
    }
}

/// Taking everything back, and then doing everything again, leads to where one was: for every number of edits up to seven.
#[test]
fn undo_and_redo_are_inverse() {
    for count in 1..8 {
        let fixture = Fixture::new();
        fixture.ok(&["action", "add", "Repeat the bias test"]);
        let mut states = vec![shown(&fixture)];
        for turn in 0..count {
            fixture.ok(&["action", "edit", "A-1", "--details", &format!("turn {turn}"), "--due", &format!("+{turn}w")]);
            states.push(shown(&fixture));
        }
        for turn in (0..count).rev() {
            fixture.ok(&["undo", "--yes"]);
            assert_eq!(shown(&fixture), states[turn], "{count}");
        }
        for state in &states[1..] {
            fixture.ok(&["redo", "--yes"]);
            assert_eq!(&shown(&fixture), state, "{count}");
        }
        assert!(fixture.fails(1, &["redo", "--yes"]).contains("nothing that you took back last"));
        fixture.ok(&["undo", "--yes"]);
        fixture.ok(&["action", "edit", "A-1", "--priority", "low"]);
        assert!(fixture.fails(1, &["redo", "--yes"]).contains("nothing that you took back last"));
        assert_eq!(fixture.verify(), Vec::<String>::new());
    }
}

/// The record without its revision, which every undo counts up.
fn shown(fixture: &Fixture) -> String {
    let shown = fixture.ok(&["action", "show", "A-1"]);
    shown.lines().filter(|line| !line.contains("Revision")).collect::<Vec<_>>().join("\n")
}

#[test]
fn undo_names_what_it_takes_back_and_refuses_what_changed_since() {
    let fixture = Fixture::new();
    fixture.ok(&["person", "add", "Tom Ekwall", "--os-user", "tom"]);
    fixture.ok(&["action", "add", "Repeat the bias test", "--due", "2026-12-01"]);
    fixture.ok(&["action", "edit", "A-1", "--due", "2026-12-08"]);
    let told = fixture.ok(&["undo", "--dry-run"]);
    assert!(
        told.contains("Taking back transaction 4") && told.contains("due date: 2026-12-08, was 2026-12-01"),
        "{told}"
    );
    fixture.become_user("tom");
    fixture.ok(&["action", "edit", "A-1", "--due", "2026-12-05"]);
    fixture.become_user("rosa");
    let told = fixture.fails(1, &["undo", "--yes"]);
    assert!(told.contains("Due date was changed since"), "{told}");
    fixture.become_user("tom");
    assert!(fixture.ok(&["undo", "--yes"]).contains("transaction 5"), "each person takes back their own");
    fixture.become_user("rosa");
    fixture.ok(&["undo", "--yes"]);
    fixture.become_user("tom");
    fixture.ok(&["action", "edit", "A-1", "--details", "x"]);
    fixture.become_user("rosa");
    assert!(
        fixture.fails(1, &["undo", "--yes"]).contains("It was changed since"),
        "a creation others built upon stays"
    );
}

#[test]
fn what_was_confirmed_or_erased_is_not_taken_back() {
    let fixture = Fixture::new();
    fixture.ok(&["person", "add", "Tom Ekwall", "--address", "tom@aldgate.example"]);
    fixture.ok(&["action", "add", "Repeat the bias test", "--owner", "tom"]);
    fixture.ok(&["action", "done", "A-1", "--evidence", "Report of the vendor, page 3"]);
    fixture.ok(&["action", "confirm", "A-1", "--confirmed-how", "message"]);
    assert!(fixture.fails(1, &["undo", "--yes"]).contains("stands as evidence"));
    fixture.ok(&["erase", "person", "P-2", "address", "--reason", "asked for", "--approved-by", "me"]);
    assert!(fixture.fails(1, &["undo", "--yes"]).contains("what is erased is gone"));
}

#[test]
fn undoing_a_move_takes_its_evidence_back_too() {
    let fixture = Fixture::new();
    fixture.ok(&["action", "add", "Repeat the bias test"]);
    fixture.ok(&["action", "done", "A-1", "--evidence", "Report of the vendor, page 3"]);
    fixture.ok(&["undo", "--yes"]);
    assert!(fixture.ok(&["action", "show", "A-1"]).contains("Open"));
    assert!(fixture.ok(&["evidence", "list"]).contains("No evidence here"));
    fixture.ok(&["redo", "--yes"]);
    assert!(fixture.ok(&["action", "show", "A-1"]).contains("Evidence\n    E-1 Report"));
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

/// One's own undo is no change by someone else.
#[test]
fn undo_goes_on_past_what_it_took_back() {
    let fixture = Fixture::new();
    fixture.ok(&["action", "add", "Repeat the bias test"]);
    fixture.ok(&["action", "done", "A-1", "--evidence", "Report of the vendor, page 3"]);
    fixture.ok(&["undo", "--yes"]);
    fixture.ok(&["undo", "--yes"]);
    assert!(fixture.ok(&["action", "list"]).contains("No actions"));
    fixture.ok(&["redo", "--yes"]);
    fixture.ok(&["redo", "--yes"]);
    assert!(fixture.ok(&["action", "list"]).contains("Done"));
    fixture.ok(&["action", "add", "Another one"]);
    fixture.ok(&["action", "void", "A-2", "--reason", "a slip"]);
    fixture.ok(&["action", "unvoid", "A-2"]);
    for _ in 0..3 {
        fixture.ok(&["undo", "--yes"]);
    }
    assert!(!fixture.ok(&["action", "list"]).contains("A-2"));
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn a_void_and_a_bundle_of_acts_are_taken_back_and_done_again() {
    let fixture = Fixture::new();
    fixture.ok(&["action", "add", "Repeat the bias test"]);
    fixture.ok(&["action", "void", "A-1", "--reason", "a slip"]);
    fixture.ok(&["undo", "--yes"]);
    assert!(fixture.ok(&["action", "list"]).contains("A-1"));
    fixture.ok(&["redo", "--yes"]);
    assert!(fixture.ok(&["action", "list"]).contains("No actions"));
    let store = fixture.store();
    let id = fixture.ambient.identity();
    let what = field(&action::REGISTER, "what");
    let change =
        gavel::domain::transaction::FieldChange { field: what, before: Some(text("One")), after: Some(text("Two")) };
    let acts = [
        Act::Create { id, register: &action::REGISTER, fields: vec![(what, text("One"))] },
        Act::Edit { record: id, based_on: 1, fields: vec![change] },
    ];
    store.commit(fixture.author.clone(), Proposal::of(acts)).unwrap();
    drop(store);
    fixture.ok(&["undo", "--yes"]);
    assert!(fixture.ok(&["action", "list"]).contains("No actions"));
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn the_past_is_shown_by_day_and_by_place() {
    let fixture = Fixture::new();
    fixture.ok(&["action", "add", "Repeat the bias test", "--due", "2026-12-01"]);
    fixture.ok(&["action", "edit", "A-1", "--due", "2026-12-08"]);
    fixture.ok(&["action", "add", "Another one"]);
    assert!(fixture.ok(&["action", "show", "A-1", "--as-of", "2"]).contains("2026-12-01"));
    assert!(fixture.ok(&["action", "show", "A-1", "--as-of", "today"]).contains("2026-12-08"));
    let listed = fixture.ok(&["action", "list", "--as-of", "3", "--sort", "due"]);
    assert!(listed.contains("2026-12-08") && !listed.contains("Another one"), "{listed}");
    assert!(fixture.ok(&["action", "list", "--as-of", "yesterday"]).contains("No actions here"));
    assert!(fixture.fails(1, &["action", "show", "A-2", "--as-of", "3"]).contains("was not there yet"));
    assert!(fixture.fails(2, &["action", "list", "--as-of", "9"]).contains("has 4 transactions"));
    assert!(fixture.fails(2, &["action", "list", "--as-of", "3/4"]).contains("neither a date nor a place"));
}

#[test]
fn a_transaction_is_taken_back_by_its_number_where_nothing_later_leans_on_it() {
    let fixture = Fixture::new();
    fixture.ok(&["action", "add", "One"]);
    let number = fixture.store().view().head().unwrap().sequence.to_string();
    fixture.ok(&["action", "add", "Two"]);
    let second = fixture.store().view().head().unwrap().sequence.to_string();
    fixture.ok(&["action", "edit", "A-2", "--priority", "high"]);
    let third = fixture.store().view().head().unwrap().sequence.to_string();
    let said = fixture.fails(1, &["undo", &second, "--yes"]);
    assert!(said.contains(&format!("A-2 was changed in transaction {third}")), "{said}");
    // What is not the last is taken back all the same, once, and can be done again.
    let told = fixture.ok(&["undo", &number, "--yes"]);
    assert!(told.contains(&format!("Taking back transaction {number}")), "{told}");
    assert!(fixture.fails(1, &["undo", &number, "--yes"]).contains("none of yours"));
    fixture.ok(&["redo", "--yes"]);
    assert!(fixture.ok(&["action", "list"]).contains("One"));
    // What points to what it made leans on it.
    fixture.ok(&["note", "add", "Ask first", "--about", "A-1"]);
    let said = fixture.fails(1, &["undo", &number, "--yes"]);
    assert!(said.contains("N-1 points to A-1"), "{said}");
    fixture.ok(&["undo", "--yes"]);
    fixture.ok(&["undo", &third, "--yes"]);
    // What was taken back leans on nothing.
    fixture.ok(&["undo", &second, "--yes"]);
    fixture.ok(&["redo", "--yes"]);
    fixture.ok(&["undo", &number, "--yes"]);
    assert!(!fixture.ok(&["action", "list"]).contains("One"));
    fixture.fails(1, &["undo", "1", "--yes"]);
    assert!(fixture.fails(1, &["undo", "999", "--yes"]).contains("none of yours"));
    assert_eq!(fixture.verify(), Vec::<String>::new());
}
