//! What is done about a case, and with what somebody answers for, by key and by word.

use std::time::Duration;

use gavel::domain::action::Action;
use gavel::domain::cause::Cause;
use gavel::domain::nonconformity::{Nonconformity, State};
use gavel::report::printer::PRINTER;
use gavel::workflow::closure::operations::{GO_ON, PUT_OFF};
use gavel::workflow::operation::{Circle, Leads, Scene, Subject};

use crate::closure::walk::{Case, ROUNDS};
use crate::fixture::Fixture;
use crate::review::held::{script, words};
use crate::review::tools::{called, denied, step};
use crate::screen::desk::Desk;

/// What is on record of some registers, whatever its identities.
fn recorded(fixture: &Fixture) -> String {
    let registers = ["nonconformity", "cause", "action", "retest", "obligation", "person", "risk", "reminder"];
    registers.map(|register| fixture.ok(&[register, "list", "--csv"])).concat()
}

/// A case whose release was stopped, with two causes, and people at their terminals.
fn case() -> Fixture {
    let fixture = Case::at(State::Contained, ROUNDS[0]).fixture;
    script(
        &fixture,
        "
        person edit 'Rosa Lindt' --os-user rosa
        cause add 'The form has no bias step' --nonconformity NC-1
        cause add 'Nobody answers for the form' --nonconformity NC-1 --leads-to CA-1
        ",
    );
    fixture
}

/// The screen of the case, with the second cause selected.
fn at_cause(fixture: &Fixture) -> Desk {
    let mut desk = Desk::sized(fixture, 120, 40);
    desk.press("3 Enter Tab Tab Down").sees("Nobody answers for the form");
    desk
}

#[test]
fn what_is_added_to_a_case_in_place_is_what_words_add() {
    type Keys = fn(&mut Desk);
    let ways: [(Keys, &str); 6] = [
        (
            |desk| {
                desk.press("c").text("Nobody was told to").press("Ctrl-S");
            },
            "cause add 'Nobody was told to' --nonconformity NC-1 --leads-to CA-2",
        ),
        (
            |desk| {
                desk.press("r").text("resp").press("Ctrl-S");
            },
            "cause edit CA-2 --root yes --class responsibility",
        ),
        (
            |desk| {
                desk.press("s").text("The form of May").press("Ctrl-S");
            },
            "cause edit CA-2 --certainty verified --shown-by 'The form of May'",
        ),
        (
            |desk| {
                desk.press("a").text("Name somebody").press("Ctrl-S");
            },
            "action add 'Name somebody' --source NC-1 --type corrective",
        ),
        (
            |desk| {
                desk.press("t").text("Bias test").press("Tab Tab Tab Tab Tab").text("2026-11-20");
                desk.press("Tab").text("0").press("Tab").text("40").press("Ctrl-S");
            },
            "retest add 'Bias test' --nonconformity NC-1 --held-on 2026-11-20 --failed 0 --tested 40",
        ),
        (
            |desk| {
                desk.press("p Shift-Tab")
                    .press(&["Backspace"; 10].join(" "))
                    .text("2027-01-10")
                    .press("Tab")
                    .text("dev")
                    .press("Tab")
                    .text("mess");
                desk.press("Tab").text("Later").press("Ctrl-S");
            },
            "nonconformity extend NC-1 --due 2027-01-10 --extended-by 'Dev Anand' --extended-how message --reason Later",
        ),
    ];
    for (keys, line) in ways {
        let (by_key, by_word) = (case(), case());
        keys(&mut at_cause(&by_key));
        by_word.ok(&words(line));
        assert_eq!(recorded(&by_key), recorded(&by_word), "{line}");
        assert_ne!(recorded(&by_word), recorded(&case()), "{line}");
    }
}

#[test]
fn a_root_cause_with_a_class_is_marked_at_once_and_no_longer_by_the_same_key() {
    let fixture = case();
    fixture.ok(&words("cause edit CA-2 --class responsibility"));
    let before = recorded(&fixture);
    let mut desk = at_cause(&fixture);
    desk.press("r").sees("root cause");
    assert_ne!(recorded(&fixture), before);
    // What is at the root has no further why: that is refused to the form that the key opens as it is to words.
    let line = words("cause add 'Because' --nonconformity NC-1 --leads-to CA-2");
    assert!(fixture.fails(1, &line).contains("take the mark away first"));
    desk.press("c").text("Because").press("Ctrl-S").sees("take the mark away first").press("Esc Esc r");
    assert_eq!(Cause(&called(&fixture, "CA-2")).root(), Some(false));
    let mut desk = Desk::sized(&fixture, 120, 40);
    desk.press("3 Enter r").sees("Select a cause first").press("s").sees("Select a cause first");
}

#[test]
fn an_action_is_against_the_root_causes_that_none_removes_yet() {
    let fixture = case();
    script(
        &fixture,
        "
        cause add 'Another root' --nonconformity NC-1 --root yes --class tool
        cause edit CA-2 --root yes --class responsibility
        action add 'Buy a tool' --source NC-1 --type corrective --removes CA-3
        ",
    );
    let mut desk = Desk::sized(&fixture, 120, 40);
    desk.press("3 Enter a").text("Name somebody").press("Ctrl-S");
    let action = called(&fixture, "A-2");
    assert_eq!(Action(&action).removes(), [called(&fixture, "CA-2").id]);
}

/// Looks at what leads a case on, and what puts it off, as it stands.
fn reasons(fixture: &Fixture, check: impl Fn(&Scene)) {
    let store = fixture.store();
    let author = Ok(&fixture.author);
    let circle = Circle { view: store.view(), ambient: store.ambient(), author, printer: &PRINTER };
    let case = called(fixture, "NC-1");
    check(&Scene::of(circle, Subject::of(case.id)).unwrap().unwrap());
}

#[test]
fn a_case_goes_on_or_is_put_off_unless_the_move_would_be_refused_wherever_it_stands() {
    let mut refused = 0;
    for round in ROUNDS {
        for state in State::ALL.iter().filter(|state| Case::occurs(**state, round)) {
            let case = Case::at(*state, round);
            let record = called(&case.fixture, "NC-1");
            for operation in [&GO_ON, &PUT_OFF] {
                let told = std::cell::Cell::new(None);
                reasons(&case.fixture, |scene| {
                    let why = operation.why_not(scene, Some(0)).unwrap();
                    let leads = (operation.leads.unwrap())(scene);
                    match (&why, leads) {
                        (None, Ok(Leads::Move(records, step))) => {
                            assert_eq!(records[0].id, record.id);
                            assert!(record.register.machine.unwrap().why_not(&record, step).is_none(), "{state:?}");
                        }
                        (None, other) => panic!("{} leads to no move: {other:?}", operation.name()),
                        (Some(_), Err(_)) => {}
                        (Some(_), Ok(Leads::Move(_, step))) => told.set(Some(step.name.as_str())),
                        (Some(_), Ok(other)) => panic!("{} leads to no move: {other:?}", operation.name()),
                    }
                });
                if let Some(name) = told.get() {
                    denied(&case.fixture, [step(&record, name, &[])]);
                    refused += 1;
                }
            }
            // Where nothing leads on, no state is left open.
            let over = Nonconformity(&record).state().unwrap();
            reasons(&case.fixture, |scene| {
                let stays = GO_ON.why_not(scene, None).unwrap().is_some();
                assert_eq!(stays, !Nonconformity(&record).is_open(), "{over:?}");
            });
        }
    }
    assert!(refused > 0, "putting off is refused somewhere");
}

#[test]
fn the_task_of_a_round_is_the_same_by_two_keys_and_by_a_word_and_refused_alike() {
    let due = || {
        let fixture = case();
        fixture.ok(&words("obligation add 'Assess the risks' --type risk-assessment --every-months 12 --next-due 2026-11-01 --owner 'Ben Okafor'"));
        fixture
    };
    let by_word = due();
    let told = by_word.ok(&words("obligation task OB-1"));
    assert!(told.contains("A-1"), "{told}");
    for key in ["t", ">"] {
        let by_key = due();
        let mut desk = Desk::sized(&by_key, 120, 40);
        desk.press("0 G Enter").sees("OB-1").press(key).sees("The task of OB-1 is recorded as an action");
        assert_eq!(recorded(&by_key), recorded(&by_word), "{key}");
        desk.press("G").press("t").sees("Nothing is recorded twice");
    }
    assert!(by_word.fails(1, &words("obligation task OB-1")).contains("Nothing is recorded twice"));
    by_word.ok(&words("obligation end OB-1 --reason 'No longer'"));
    let why = by_word.fails(1, &words("obligation task OB-1"));
    assert!(why.contains("only what is running comes round"), "{why}");
    // Nothing else has a task.
    let fixture = case();
    fixture.ok(&words("action add 'Ask the vendor' --due 2026-11-19"));
    let mut desk = Desk::sized(&fixture, 120, 40);
    desk.press("0").sees("A-1").press("t").sees("Select one obligation first");
}

#[test]
fn the_usual_obligations_lead_to_what_is_to_be_said_of_them_and_are_said_to_be_there_where_they_are() {
    let fixture = Fixture::new();
    let told = fixture.ok(&words("obligation usual"));
    assert!(told.contains("Say of each who answers for it") && told.contains("gavel obligation edit OB-1"), "{told}");
    let head = fixture.store().view().head().unwrap();
    assert_eq!(fixture.ok(&words("obligation usual")), "The usual obligations are all there.\n");
    assert_eq!(fixture.store().view().head().unwrap(), head);
}

#[test]
fn what_somebody_answers_for_is_handed_over_alike_by_key_and_by_word() {
    let people = |fixture: &Fixture, keys: &str| {
        let mut desk = Desk::new(fixture);
        desk.press("8").text("people").press("Enter /").text("ben").press("Enter").press(keys);
        desk
    };
    let (by_key, by_word) = (case(), case());
    let told = by_word.ok(&words("handover 'Ben Okafor' --to 'Carla Stein' --reason 'He retires'"));
    let last = "1 handed over from Ben Okafor to Carla Stein";
    assert!(told.contains("  NC-1 ") && told.ends_with(&format!("{last}\n")), "{told}");
    let mut desk = people(&by_key, "X");
    desk.text("carla").press("Enter Tab Tab").text("He retires").press("Esc").sees("Draft kept");
    assert_ne!(recorded(&by_key), recorded(&by_word), "nothing is done before it is said");
    desk.press("X Ctrl-R Ctrl-S").sees("Hand over to Carla Stein?").press("y").sees(last);
    assert_eq!(recorded(&by_key), recorded(&by_word));
    let nothing = "Ben Okafor answers for nothing that is open";
    desk.press("X").sees(nothing);
    let again = "handover 'Ben Okafor' --to 'Carla Stein' --reason 'He retires'";
    for line in [again, &format!("{again} --dry-run")] {
        assert_eq!(by_word.ok(&words(line)), format!("{nothing}\n"), "{line}");
    }
    let told = by_word.ok(&words("handover 'Ben Okafor' --to 'Carla Stein' --left --reason 'He retires'"));
    assert!(told.contains("Ben Okafor is active no more"), "{told}");
    assert!(by_word.ok(&words("log --limit 1")).contains("He retires"));
    // It is people's, and one person's.
    let mut desk = Desk::new(&by_key);
    desk.press("3 X").sees("Select one person first");
    people(&by_key, "Esc Space Down Space").press("X").sees("Select one person first");
}

#[test]
fn what_is_set_for_several_at_once_is_what_words_set_one_by_one() {
    let late = || {
        let fixture = case();
        script(
            &fixture,
            "
            action add 'Ask the vendor' --owner 'Ben Okafor' --due 2026-11-19
            action add 'Write the card' --owner 'Ben Okafor' --due 2026-11-20
            ",
        );
        fixture
    };
    for (key, typed, options) in [
        ("o", "carla", "--owner 'Carla Stein'"),
        ("d", "2026-12-12", "--due 2026-12-12"),
        ("p", "crit", "--priority critical"),
    ] {
        let (by_key, by_word) = (late(), late());
        let mut desk = Desk::sized(&by_key, 120, 40);
        desk.press("0 G Enter").sees("A-1").press("Space Space").press(key).sees("of 2 records").text(typed);
        desk.press("Ctrl-S");
        for action in ["A-1", "A-2"] {
            by_word.ok(&words(&format!("action edit {action} {options}")));
        }
        assert_eq!(recorded(&by_key), recorded(&by_word), "{key}");
    }
    let fixture = late();
    fixture.ok(&words("risk add 'Scores drift' --owner 'Ben Okafor' --review-by 2026-11-01"));
    let mut desk = Desk::sized(&fixture, 120, 40);
    desk.press("0 G Enter").sees("R-1").press("A p").sees("Priority of 2 records, not of R-1");
}

#[test]
fn a_draft_of_what_is_set_for_several_opens_as_it_was_kept() {
    let fixture = case();
    fixture.ok(&words("action add 'Ask the vendor' --owner 'Ben Okafor' --due 2026-11-19"));
    let mut desk = Desk::sized(&fixture, 120, 40);
    desk.press("0 G Enter").sees("A-1").press("o").text("carla").press("Enter Esc").sees("Draft kept");
    assert!(desk.app.local().flush(Duration::from_secs(5)));
    drop(desk);
    let local = rusqlite::Connection::open(fixture.path.with_extension("db.local")).unwrap();
    let subject: String = local.query_row("SELECT subject FROM draft", [], |row| row.get(0)).unwrap();
    assert_eq!(subject, format!("set owner {}", called(&fixture, "A-1").id));
    let mut desk = Desk::sized(&fixture, 120, 40);
    desk.press("D Enter").sees("Owner of A-1").press("Ctrl-S");
    let owner = Action(&called(&fixture, "A-1")).owner();
    assert_eq!(owner, Some(called(&fixture, "P-3").id));
}

#[test]
fn the_days_that_are_looked_ahead_are_so_many_and_no_more() {
    let fixture = case();
    for days in ["3661", "-1", "many"] {
        fixture.fails(2, &["chase", "--days", days]);
    }
    fixture.ok(&words("action add 'Far' --owner 'Ben Okafor' --due 2026-12-20"));
    let told = fixture.ok(&words("chase --days 30 --only 'Ben Okafor' --dry-run"));
    assert!(told.contains("A-1 Far"), "{told}");
    let told = fixture.ok(&words("chase --only 'Carla Stein'"));
    assert!(told.ends_with("Nobody has anything late, or due within 7 days.\n"), "{told}");
}
