//! State machines: over all pairs of states, and over every guard missing in turn.

use gavel::domain::action::{self, State};
use gavel::domain::catalogue::CATALOGUE;
use gavel::domain::identity::RecordId;
use gavel::domain::rules::Holds;
use gavel::domain::value::Value;
use gavel::store::{Act, Error, Proposal, Store};
use gavel::tui::event::Event;
use gavel::workflow::operation::own;

use super::fixture::{Fixture, create, field, record, text};
use super::review::held::words;
use super::review::tools::{called, refused};
use super::screen::desk::Desk;

/// An action with evidence, brought to a state by moves.
fn action_in(fixture: &Fixture, store: &Store, state: State) -> RecordId {
    let tom = store.view().by_name(gavel::domain::field::Target::Register("person"), "Tom Ekwall").unwrap()[0].id;
    let id = create(store, &fixture.author, &action::REGISTER, &[("what", text("Do it")), ("owner", Value::Link(tom))])
        .unwrap();
    create(
        store,
        &fixture.author,
        &gavel::domain::evidence::REGISTER,
        &[("title", text("Proof")), ("about", Value::Links(vec![id]))],
    )
    .unwrap();
    let path: &[&str] = match state {
        State::Open => &[],
        State::Done => &["done"],
        State::Confirmed => &["done", "confirm"],
        State::Cancelled => &["cancel"],
        State::Superseded => &["supersede"],
        State::Merged => &["merge"],
    };
    for step in path {
        make(fixture, store, id, step).unwrap();
    }
    id
}

fn make(fixture: &Fixture, store: &Store, record: RecordId, step: &str) -> Result<(), Error> {
    let other = create(store, &fixture.author, &action::REGISTER, &[("what", text("Another one"))]).unwrap();
    let value = |name: &str| match name {
        "confirmed_how" => Some(Value::Choice("message")),
        "superseded_by" | "merged_into" => Some(Value::Link(other)),
        _ => None,
    };
    let sets = action::REGISTER.machine.unwrap().find(step).unwrap().fills();
    let given = sets.filter_map(|name| Some((field(&action::REGISTER, &name), Some(value(&name)?)))).collect();
    let mut given: Vec<_> = given;
    if step == "adopt" {
        given.push((field(&action::REGISTER, "done_on"), Some(Value::Date("2026-01-05".parse().unwrap()))));
    }
    let act = Act::Move { record, name: step.into(), based_on: None, given };
    store.commit(fixture.author.clone(), Proposal::of([act]).because(Some("as asked"))).map(|_| ())
}

#[test]
fn actions_move_as_the_table_says_and_in_no_other_way() {
    let fixture = Fixture::new();
    fixture.ok(&["person", "add", "Tom Ekwall"]);
    let store = fixture.store();
    let allowed = |from: State, step: &str| {
        use State::{Cancelled, Confirmed, Done, Open};
        match (from, step) {
            (Open, "done" | "adopt") => Some(Done),
            (Open, "cancel") => Some(Cancelled),
            (Open, "supersede") => Some(State::Superseded),
            (Open, "merge") => Some(State::Merged),
            (Done, "confirm") => Some(Confirmed),
            (Done | Confirmed | Cancelled, "reopen") => Some(Open),
            _ => None,
        }
    };
    for from in State::ALL {
        for step in action::REGISTER.machine.unwrap().moves {
            let id = action_in(&fixture, &store, *from);
            let before = record(&store, id);
            let done = make(&fixture, &store, id, &step.name);
            let after = record(&store, id);
            match allowed(*from, &step.name) {
                Some(to) => {
                    done.unwrap_or_else(|error| panic!("{from:?} {}: {error}", step.name));
                    assert_eq!(after.state(), Some(to.key()), "{from:?} {}", step.name);
                }
                None => {
                    assert!(matches!(done, Err(Error::Refused(_))), "{from:?} {}", step.name);
                    assert_eq!(after.revision, before.revision, "{from:?} {}: nothing changes", step.name);
                }
            }
        }
    }
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn a_refusal_names_the_rule_and_everything_that_is_missing() {
    let fixture = Fixture::new();
    fixture.ok(&["person", "add", "Tom Ekwall", "--os-user", "tom"]);
    fixture.ok(&["action", "add", "Repeat the bias test", "--owner", "me"]);
    let told = fixture.fails(1, &["action", "done", "A-1", "--done-on", "2026-12-24"]);
    assert!(told.contains("can't lie in the future") && told.contains("on evidence"), "{told}");
    fixture.ok(&["action", "done", "A-1", "--evidence", "Report of 20 November, page 3"]);
    let told = fixture.fails(1, &["action", "confirm", "A-1", "--confirmed-on", "-3d", "--confirmed-how", "message"]);
    assert!(told.contains("Nobody confirms their own action") && told.contains("after it was done"), "{told}");
    let told = fixture.fails(1, &["action", "confirm", "A-1", "--confirmed-by", "tom"]);
    assert!(told.contains("Confirmed how is empty"), "{told}");
    fixture.ok(&["action", "confirm", "A-1", "--confirmed-by", "tom", "--confirmed-how", "message"]);
    let shown = fixture.ok(&["action", "show", "A-1"]);
    assert!(shown.contains("P-2 Tom Ekwall") && shown.contains("By message"), "{shown}");
}

#[test]
fn what_was_done_before_is_adopted_and_not_proven() {
    let fixture = Fixture::new();
    fixture.ok(&["action", "add", "Appoint an officer"]);
    fixture.ok(&["action", "adopt", "A-1", "--done-on", "2024-05-02"]);
    assert!(fixture.ok(&["action", "list"]).contains("Done before, not verified here"), "wherever the state is shown");
    let told = fixture.fails(1, &["action", "confirm", "A-1", "--confirmed-how", "message"]);
    assert!(told.contains("on evidence"), "{told}");
}

#[test]
fn a_state_changes_by_moves_only() {
    let fixture = Fixture::new();
    fixture.ok(&["action", "add", "Repeat the bias test"]);
    assert_eq!(fixture.run(&["action", "edit", "A-1", "--state", "done"]).code, 2, "no such option");
    let store = fixture.store();
    let seen = store.view().called(&"A-1".parse().unwrap()).unwrap().unwrap();
    for (name, value) in [("state", Value::Choice("done")), ("done_on", Value::Date("2026-11-20".parse().unwrap()))] {
        let refused = super::fixture::edit(&store, &fixture.author, &seen, &[(name, Some(value.clone()))]);
        assert!(matches!(refused, Err(Error::Refused(_))), "{name} by edit");
        let refused = create(&store, &fixture.author, &action::REGISTER, &[("what", text("x")), (name, value)]);
        assert!(matches!(refused, Err(Error::Refused(_))), "{name} at creation");
    }
}

#[test]
fn an_action_is_merged_only_into_another_one_that_stands() {
    let fixture = Fixture::new();
    for what in ["One", "Two", "Three"] {
        fixture.ok(&["action", "add", what]);
    }
    let told = fixture.fails(1, &["action", "merge", "A-1", "--merged-into", "A-1", "--reason", "typed twice"]);
    assert!(told.contains("can't take its own place"), "{told}");
    fixture.ok(&["action", "merge", "A-1", "--merged-into", "A-2", "--reason", "typed twice"]);
    let told = fixture.fails(1, &["action", "merge", "A-3", "--merged-into", "A-1", "--reason", "typed twice"]);
    assert!(told.contains("A-1 is merged itself"), "{told}");
}

/// What a guard asked for stays true: whoever changes what a confirmation stands on is refused.
#[test]
fn what_a_state_stands_on_cannot_be_taken_away() {
    let fixture = Fixture::new();
    fixture.ok(&["person", "add", "Tom Ekwall", "--os-user", "tom"]);
    fixture.ok(&["action", "add", "Repeat the bias test", "--owner", "tom"]);
    fixture.ok(&["action", "done", "A-1", "--evidence", "Report of 20 November"]);
    let told = fixture.fails(1, &["evidence", "void", "E-1", "--reason", "a slip"]);
    assert!(told.contains("E-1 → A-1") && told.contains("it stands on its evidence"), "{told}");
    fixture.ok(&["action", "add", "Another one"]);
    let told = fixture.fails(1, &["evidence", "edit", "E-1", "--about", "A-2"]);
    assert!(told.contains("E-1 can't be taken away from A-1"), "{told}");
    fixture.ok(&["evidence", "link", "E-1", "about", "A-2"]);
    let told = fixture.fails(1, &["evidence", "unlink", "E-1", "about", "A-1"]);
    assert!(told.contains("E-1 can't be taken away from A-1"), "{told}");
    fixture.ok(&["action", "confirm", "A-1", "--confirmed-how", "message"]);
    let told = fixture.fails(1, &["action", "edit", "A-1", "--owner", "Rosa Lindt"]);
    assert!(told.contains("A confirmed action stands"), "{told}");
    fixture.ok(&["action", "reopen", "A-1", "--reason", "the report was wrong"]);
    assert!(
        fixture.fails(1, &["undo", "--yes"]).contains("stands as evidence"),
        "a confirmation does not come back by undo"
    );
    fixture.ok(&["evidence", "void", "E-1", "--reason", "the report was wrong"]);
}

#[test]
fn doing_again_asks_for_the_evidence_again() {
    let fixture = Fixture::new();
    fixture.ok(&["action", "add", "Repeat the bias test"]);
    fixture.ok(&["evidence", "add", "Report of the vendor, page 3", "--about", "A-1"]);
    fixture.ok(&["person", "add", "Tom Ekwall", "--os-user", "tom"]);
    fixture.ok(&["action", "done", "A-1"]);
    fixture.ok(&["undo", "--yes"]);
    fixture.become_user("tom");
    fixture.ok(&["evidence", "void", "E-1", "--reason", "a slip"]);
    fixture.become_user("rosa");
    assert!(fixture.fails(1, &["redo", "--yes"]).contains("on evidence"));
}

/// Whatever a move needs of what an edit could say, its form and its command take, where nobody attests what others wrote.
#[test]
fn a_move_takes_what_it_needs() {
    let mut taken = 0;
    for register in CATALOGUE.registers() {
        let moves = register.machine.map_or(&[][..], |machine| machine.moves);
        for step in moves.iter().filter(|step| !step.guided && step.attests.is_empty()) {
            let shaped = step.rules.iter().flat_map(|rule| match &rule.holds {
                Holds::Needed { field, .. } | Holds::Reasoned { field, .. } => std::slice::from_ref(field),
                Holds::Complete { all, .. } | Holds::AnyOf(all) => all,
                _ => &[],
            });
            let Ok(operation) = own::make(register, step) else { continue };
            for name in step.needed().chain(shaped.copied()) {
                let field = register.field(name).unwrap();
                let asked = operation.asks.iter().any(|ask| ask.field == field && ask.form);
                assert!(asked || field.by_move, "{} {} --{name}", register.name, step.name);
                taken += usize::from(!field.by_move);
            }
        }
    }
    assert!(taken > 20, "{taken}");
}

#[test]
fn what_was_done_at_once_is_said_with_the_move_that_needs_it() {
    let fixture = Fixture::new();
    fixture.ok(&words("incident add 'Wrong letter' --type incident --occurred-on 2026-11-20"));
    let said = fixture.fails(1, &words("incident contain INC-1"));
    assert!(said.contains("What was done at once is empty (--containment)"), "{said}");
    let mut desk = Desk::sized(&fixture, 80, 24);
    desk.press("8").text("incidents").press("Enter m Enter");
    assert!(desk.screen().contains("▌What was done at once"), "{}", desk.screen());
    desk.text("The letter was called back").press("Ctrl-S");
    assert_eq!(called(&fixture, "INC-1").state(), Some("contained"), "{}", desk.screen());
    // What stands there is changed by an edit, which asks what an edit asks.
    let lessons = "incident add 'Another' --type incident --occurred-on 2026-11-20 --containment 'The run was stopped'";
    fixture.ok(&words(lessons));
    refused(&fixture, "incident contain INC-2 --containment 'Nothing'", &["an edit changes what stands there"]);
    desk.event(Event::FileChanged);
    desk.settle();
    desk.press("Down m Enter").sees("Contained: INC-2");
    assert!(!desk.screen().contains("What was done at once"), "{}", desk.screen());
    assert_eq!(fixture.verify(), Vec::<String>::new());
}
