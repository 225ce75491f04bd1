//! The machines of a review, over all pairs of a state and a move.

use gavel::domain::agenda_item::{self, State as Item};
use gavel::domain::decision::{self, State as Decided};
use gavel::domain::minutes;
use gavel::domain::record::Record;
use gavel::domain::review::{self, State};
use gavel::domain::value::Value;
use gavel::store::{Act, Error, Store};

use super::held;
use super::tools::{by_itself, called, commit, denied, ok, refused, step};
use crate::fixture::{Fixture, create, field, record, text};

/// What a review can do, and where that leads. Whatever is not here is refused.
const REVIEW: &[(State, &str, State)] = &[
    (State::Planned, "call", State::Called),
    (State::Planned, "postpone", State::Postponed),
    (State::Planned, "cancel", State::Cancelled),
    (State::Called, "circulate", State::Circulated),
    (State::Called, "open", State::InSession),
    (State::Called, "postpone", State::Postponed),
    (State::Called, "cancel", State::Cancelled),
    (State::Circulated, "circulate", State::Circulated),
    (State::Circulated, "open", State::InSession),
    (State::Circulated, "postpone", State::Postponed),
    (State::Circulated, "cancel", State::Cancelled),
    (State::InSession, "adjourn", State::Adjourned),
    (State::InSession, "admit", State::InSession),
    (State::Adjourned, "admit", State::Adjourned),
    (State::InSession, "conclude", State::Concluded),
    (State::Adjourned, "open", State::InSession),
    (State::Concluded, "circulate_minutes", State::MinutesCirculated),
    (State::MinutesCirculated, "circulate_minutes", State::MinutesCirculated),
    (State::MinutesCirculated, "approve", State::Approved),
    (State::Approved, "seal", State::Sealed),
    (State::Postponed, "call", State::Called),
    (State::Postponed, "cancel", State::Cancelled),
];

const DECISION: &[(Decided, &str, Decided)] = &[
    (Decided::Proposed, "put", Decided::Put),
    (Decided::Proposed, "withdraw", Decided::Withdrawn),
    (Decided::Proposed, "defer", Decided::Deferred),
    (Decided::Put, "vote", Decided::Put),
    (Decided::Carried, "take_back", Decided::Put),
    (Decided::Provisional, "take_back", Decided::Put),
    (Decided::NotCarried, "take_back", Decided::Put),
    (Decided::Carried, "respell", Decided::Carried),
    (Decided::Provisional, "respell", Decided::Provisional),
    (Decided::NotCarried, "respell", Decided::NotCarried),
    (Decided::Put, "carry", Decided::Carried),
    (Decided::Put, "carry_provisionally", Decided::Provisional),
    (Decided::Put, "reject", Decided::NotCarried),
    (Decided::Put, "reword", Decided::Proposed),
    (Decided::Put, "withdraw", Decided::Withdrawn),
    (Decided::Put, "defer", Decided::Deferred),
    (Decided::Carried, "supersede", Decided::Superseded),
    (Decided::Provisional, "ratify", Decided::Carried),
    (Decided::Provisional, "supersede", Decided::Superseded),
    (Decided::Deferred, "resume", Decided::Proposed),
    (Decided::Deferred, "withdraw", Decided::Withdrawn),
];

const ITEM: &[(Item, &str, Item)] = &[
    (Item::Open, "begin", Item::Current),
    (Item::Open, "defer", Item::Deferred),
    (Item::Current, "leave", Item::Open),
    (Item::Current, "discuss", Item::Discussed),
    (Item::Current, "note", Item::Noted),
    (Item::Current, "defer", Item::Deferred),
    (Item::Discussed, "begin", Item::Current),
    (Item::Noted, "begin", Item::Current),
    (Item::Deferred, "begin", Item::Current),
    (Item::Open, "withdraw", Item::Withdrawn),
];

/// The moves that each machine has, so that no other one comes in beside the table.
fn names(register: &gavel::domain::register::Register) -> Vec<&'static str> {
    register.machine.unwrap().moves.iter().map(|step| step.name.as_str()).collect()
}

/// A review in each state, with all that the guards of its next moves ask for.
fn reviews() -> Vec<(State, Fixture)> {
    let planned = Fixture::after(held::committee);
    ok(
        &planned,
        "review add November --date 2026-11-23 --period-start 2025-12-01 --period-end 2026-11-20 --chair 'Iris Falk' \
         --secretary 'Rosa Lindt' --members 'Iris Falk,Rosa Lindt,Ben Okafor'",
    );
    ok(&planned, "review agenda MR-1 --standard");
    let from = |fixture: &Fixture, line: &str| {
        let next = fixture.copy();
        ok(&next, line);
        next
    };
    let called_up = from(&planned, "review call MR-1");
    let circulated = from(&called_up, "review circulate MR-1");
    let postponed = from(&called_up, "review postpone MR-1 --reason 'The chair is ill'");
    ok(&postponed, "review edit MR-1 --date 2026-11-23");
    let cancelled = from(&called_up, "review cancel MR-1 --reason 'Merged into the next one' --withdraw");
    let session = Fixture::after(held::judge);
    let adjourned = from(&session, "review adjourn MR-1");
    let concluded = from(&session, "review conclude MR-1");
    let sent = from(&concluded, "review minutes MR-1 --circulate");
    ok(&sent, "review approve MR-1 --for chair --how meeting");
    let sealed = from(&sent, "review approve MR-1 --for secretary --how meeting");
    let approval = "approval add --role secretary --person 'Rosa Lindt' --approved-on 2026-11-23 --how meeting \
                    --minutes MIN-1 --review MR-1";
    commit(&sent, [by_itself(&sent, approval).unwrap()]).unwrap();
    let approved = sent.copy();
    commit(&approved, [step(&called(&approved, "MR-1"), "approve", &[])]).unwrap();
    vec![
        (State::Planned, planned),
        (State::Called, called_up),
        (State::Circulated, circulated),
        (State::InSession, session),
        (State::Adjourned, adjourned),
        (State::Concluded, concluded),
        (State::MinutesCirculated, sent),
        (State::Approved, approved),
        (State::Sealed, sealed),
        (State::Postponed, postponed),
        (State::Cancelled, cancelled),
    ]
}

/// Makes a move of MR-1 that the table allows, with the document that goes with it.
fn go(fixture: &Fixture, review: &Record, name: &str) -> Result<(), Error> {
    match name {
        "circulate" => drop(ok(fixture, "review circulate MR-1")),
        "circulate_minutes" => drop(ok(fixture, "review minutes MR-1 --circulate")),
        // A reason is not enough: who is admitted was not named before, and nothing is decided yet.
        "admit" => {
            let said = denied(fixture, [step(review, name, &[])]);
            assert!(said.contains("Admitted in the meeting is empty"), "{said}");
        }
        "cancel" => drop(ok(fixture, "review cancel MR-1 --reason 'Merged into the next one' --withdraw")),
        "open" => commit(fixture, [step(review, name, &[("sittings", Value::Number(1))])])?,
        "seal" => {
            let (id, register) = (fixture.ambient.identity(), &minutes::REGISTER);
            let fields = vec![
                (field(register, "title"), text("The minutes")),
                (field(register, "review"), Value::Link(review.id)),
                (field(register, "version"), Value::Number(2)),
                (field(register, "sealed"), Value::YesNo(true)),
            ];
            let seal = step(review, name, &[("minutes", Value::Link(id))]);
            commit(fixture, [Act::Create { id, register, fields }, seal])?;
        }
        _ => commit(fixture, [step(review, name, &[])])?,
    }
    Ok(())
}

#[test]
fn reviews_move_as_the_table_says_and_in_no_other_way() {
    let fixtures = reviews();
    assert!(fixtures.iter().map(|(state, _)| state).eq(State::ALL), "every state");
    let mut allowed = 0;
    for (state, fixture) in &fixtures {
        let review = called(fixture, "MR-1");
        assert_eq!(review.state(), Some(state.key()));
        for name in names(&review::REGISTER) {
            let Some((.., to)) = REVIEW.iter().find(|(from, step, _)| from == state && *step == name) else {
                let said = denied(fixture, [step(&review, name, &[])]);
                let words = format!("It is {}; only what is", state.label().to_lowercase());
                assert!(said.contains(&words), "{state:?} {name}: {said}");
                assert_eq!(called(fixture, "MR-1").values, review.values, "{state:?} {name}");
                continue;
            };
            let copy = fixture.copy();
            go(&copy, &review, name).unwrap_or_else(|error| panic!("{state:?} {name}: {error}"));
            assert_eq!(called(&copy, "MR-1").state(), Some(to.key()), "{state:?} {name}");
            allowed += 1;
            assert_eq!(copy.verify(), Vec::<String>::new());
        }
        assert_eq!(fixture.verify(), Vec::<String>::new());
    }
    assert_eq!(allowed, REVIEW.len(), "every line of the table was taken");
}

/// A decision of MR-1 brought to a state by moves, as far as the quorum of the moment lets it.
fn decision_in(fixture: &Fixture, store: &Store, state: Decided) -> Record {
    let fields = [
        ("text", text("Do it")),
        ("subject", Value::Choice("other")),
        ("review", Value::Link(called(fixture, "MR-1").id)),
    ];
    let id = create(store, &fixture.author, &decision::REGISTER, &fields).unwrap();
    let path: &[&str] = match state {
        Decided::Proposed => &[],
        Decided::Put => &["put"],
        Decided::Carried => &["put", "carry"],
        Decided::Provisional => &["put", "carry_provisionally"],
        Decided::NotCarried => &["put", "reject"],
        Decided::Withdrawn => &["withdraw"],
        Decided::Deferred => &["defer"],
        Decided::Superseded => &["put", "carry", "supersede"],
    };
    for name in path {
        commit(fixture, [decide(fixture, &record(store, id), name)]).unwrap();
    }
    record(store, id)
}

/// A move of a decision with what it needs. D-1 is carried.
fn decide(fixture: &Fixture, decision: &Record, name: &str) -> Act {
    let quorum = |there| ("quorum", text(&format!("{there} of 5 voting members present, 3 needed")));
    let given = match name {
        "carry" => vec![("way", Value::Choice("no-objection")), quorum(4)],
        "carry_provisionally" => vec![("way", Value::Choice("no-objection")), quorum(2)],
        "reject" => {
            let iris = called(fixture, "P-2").id;
            vec![("way", Value::Choice("top-management")), ("decided_by", Value::Link(iris)), quorum(4)]
        }
        "vote" => {
            let words = "4 for, 0 against, 0 abstaining; 4 of the 4 votes cast are for; 3 are needed: carried";
            let number = |name, number| (name, Value::Number(number));
            vec![
                ("way", Value::Choice("vote")),
                ("basis", Value::Choice("majority-cast")),
                ("voting", Value::Choice("count")),
                ("count", text(words)),
                number("votes_for", 4),
                number("votes_against", 0),
                number("votes_abstaining", 0),
                ("declared_by", Value::Link(called(fixture, "P-2").id)),
            ]
        }
        "take_back" => vec![
            ("taken_back_by", Value::Link(called(fixture, "P-2").id)),
            ("taken_back_with", Value::Link(called(fixture, "P-1").id)),
            ("taken_back_how", Value::Choice("meeting")),
        ],
        "respell" => vec![("text", text("Do it."))],
        "ratify" => vec![("ratified_in", Value::Link(called(fixture, "MR-1").id)), quorum(4)],
        "supersede" => vec![("superseded_by", Value::Link(called(fixture, "D-1").id))],
        _ => Vec::new(),
    };
    step(decision, name, &given)
}

#[test]
fn decisions_move_as_the_table_says_and_in_no_other_way() {
    let fixture = held::open_by("--voting count");
    let store = fixture.store();
    decision_in(&fixture, &store, Decided::Carried);
    let pairs =
        || Decided::ALL.iter().flat_map(|state| names(&decision::REGISTER).into_iter().map(|name| (*state, name)));
    let is_provisional = |state: &Decided| *state == Decided::Provisional;
    let mut pending: Vec<_> = pairs()
        .filter(|(state, _)| !is_provisional(state))
        .map(|pair| (pair, decision_in(&fixture, &store, pair.0)))
        .collect();
    ok(&fixture, "review leave MR-1 'Ben Okafor' 'Carla Stein'");
    pending.extend(
        pairs().filter(|(state, _)| is_provisional(state)).map(|pair| (pair, decision_in(&fixture, &store, pair.0))),
    );
    let (without, with): (Vec<_>, Vec<_>) =
        pending.into_iter().partition(|((_, name), _)| *name == "carry_provisionally");
    let mut allowed = 0;
    let mut attempt = |((state, name), decision): ((Decided, &str), Record)| {
        let act = decide(&fixture, &decision, name);
        match DECISION.iter().find(|(from, step, _)| *from == state && *step == name) {
            // Those here were decided without a vote.
            Some(_) if name == "take_back" => {
                let said = denied(&fixture, [act]);
                assert!(said.contains("It was not voted on: word it anew"), "{state:?} {name}: {said}");
                allowed += 1;
            }
            Some((.., to)) => {
                commit(&fixture, [act]).unwrap_or_else(|error| panic!("{state:?} {name}: {error}"));
                assert_eq!(record(&store, decision.id).state(), Some(to.key()), "{state:?} {name}");
                allowed += 1;
            }
            None => {
                let said = denied(&fixture, [act]);
                assert!(said.contains("; only what is"), "{state:?} {name}: {said}");
                assert_eq!(record(&store, decision.id).values, decision.values, "{state:?} {name}");
            }
        }
    };
    without.into_iter().for_each(&mut attempt);
    ok(&fixture, "review attend MR-1 'Ben Okafor' 'Carla Stein'");
    with.into_iter().for_each(&mut attempt);
    assert_eq!(allowed, DECISION.len(), "every line of the table was taken");
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn agenda_items_move_as_the_table_says_and_in_no_other_way() {
    let fixture = Fixture::after(held::open);
    // What was opened withdraws nothing.
    ok(&fixture, "review add Spring --date 2027-05-20");
    let store = fixture.store();
    let mut allowed = 0;
    for state in Item::ALL {
        for name in names(&agenda_item::REGISTER) {
            let review =
                if *state == Item::Withdrawn || name == "withdraw" && *state == Item::Open { "MR-2" } else { "MR-1" };
            let fields = [
                ("title", text("Own")),
                ("review", Value::Link(called(&fixture, review).id)),
                ("input", Value::Choice("own")),
                ("outcome", text("Nothing to decide")),
            ];
            let id = create(&store, &fixture.author, &agenda_item::REGISTER, &fields).unwrap();
            let path: &[&str] = match state {
                Item::Open => &[],
                Item::Current => &["begin"],
                Item::Discussed => &["begin", "discuss"],
                Item::Noted => &["begin", "note"],
                Item::Deferred => &["defer"],
                Item::Withdrawn => &["withdraw"],
            };
            for name in path {
                commit(&fixture, [step(&record(&store, id), name, &[])]).unwrap();
            }
            let item = record(&store, id);
            match ITEM.iter().find(|(from, step, _)| from == state && *step == name) {
                Some((.., to)) => {
                    commit(&fixture, [step(&item, name, &[])])
                        .unwrap_or_else(|error| panic!("{state:?} {name}: {error}"));
                    assert_eq!(record(&store, id).state(), Some(to.key()), "{state:?} {name}");
                    allowed += 1;
                }
                None => {
                    let said = denied(&fixture, [step(&item, name, &[])]);
                    assert!(said.contains("; only what is"), "{state:?} {name}: {said}");
                    assert_eq!(record(&store, id).values, item.values, "{state:?} {name}");
                }
            }
            if record(&store, id).state() == Some(Item::Current.key()) {
                commit(&fixture, [step(&item, "leave", &[])]).unwrap();
            }
        }
    }
    assert_eq!(allowed, ITEM.len(), "every line of the table was taken");
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn one_item_at_a_time_is_considered_and_only_in_session() {
    let fixture = Fixture::after(held::open);
    ok(&fixture, "review item MR-1 b");
    let (current, next) = (called(&fixture, "AG-3"), called(&fixture, "AG-4"));
    let said = denied(&fixture, [step(&next, "begin", &[])]);
    assert!(said.contains("one item at a time") && said.contains("AG-3 is being considered"), "{said}");
    let store = fixture.store();
    let id = create(
        &store,
        &fixture.author,
        &agenda_item::REGISTER,
        &[
            ("title", text("Own")),
            ("review", Value::Link(called(&fixture, "MR-1").id)),
            ("input", Value::Choice("own")),
        ],
    )
    .unwrap();
    let said = denied(&fixture, [step(&record(&store, id), "defer", &[])]);
    assert!(said.contains("Say why it is deferred"), "{said}");
    let said = denied(&fixture, [step(&current, "note", &[])]);
    assert!(said.contains("Say what was noted"), "{said}");
    ok(&fixture, "review adjourn MR-1");
    for (item, name) in [("AG-3", "begin"), ("AG-4", "begin"), ("AG-4", "defer")] {
        let said = denied(&fixture, [step(&called(&fixture, item), name, &[])]);
        assert!(said.contains("MR-1 is adjourned: open the meeting first"), "{item} {name}: {said}");
    }
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

/// Opened with short notice, or on another day than the one of the call, it says how that was agreed; and who stands in
/// is chosen there. The minutes print both.
#[test]
fn an_opening_that_was_not_announced_says_how_it_was_agreed() {
    let fixture = Fixture::after(super::held::call);
    ok(&fixture, "organisation edit --notice-days 7");
    ok(&fixture, "review circulate MR-1");
    refused(
        &fixture,
        "review open MR-1",
        &["The pack was circulated on 2026-11-23, 0 days before, and 7 are asked for"],
    );
    for day in ["--date 2026-11-24", "--place 'Room 5'"] {
        refused(&fixture, &format!("review edit MR-1 {day}"), &["postpone the review, and call it again"]);
    }
    // The day after, it is both.
    fixture.ambient.move_on("2026-11-24T09:00:00Z".parse().unwrap());
    refused(&fixture, "review open MR-1", &["called for 2026-11-23 and is opened on 2026-11-24", "1 days before"]);
    refused(&fixture, "review open MR-1 --notice-agreed ' '", &["say how that was agreed"]);
    let open = "review open MR-1 --notice-agreed 'All nine wrote that it suits them'";
    refused(&fixture, &format!("{open} --acting-chair 'Iris Falk'"), &["This is the chair"]);
    refused(&fixture, &format!("{open} --acting-chair 'Rosa Lindt'"), &["Who leads the meeting does not record it"]);
    ok(&fixture, &format!("{open} --acting-chair 'Dev Anand'"));
    ok(&fixture, "review attend MR-1 'Rosa Lindt' 'Dev Anand' 'Ben Okafor' 'Carla Stein'");
    let minutes = ok(&fixture, "review minutes MR-1");
    assert!(minutes.contains("In the chair: Dev Anand, in the place of Iris Falk"), "{minutes}");
    assert!(minutes.contains("All nine wrote that it suits them"), "{minutes}");
    assert!(minutes.contains("Called for") && minutes.contains("23 November 2026"), "{minutes}");
    // Another sitting is agreed in the meeting, and led by whom it chooses.
    fixture.ambient.move_on("2026-11-24T11:00:00Z".parse().unwrap());
    ok(&fixture, "review adjourn MR-1");
    fixture.ambient.move_on("2026-11-24T13:00:00Z".parse().unwrap());
    ok(&fixture, "review open MR-1");
    let minutes = ok(&fixture, "review minutes MR-1");
    assert!(minutes.contains("In the chair: Dev Anand, in the place of Iris Falk (sitting 1)"), "{minutes}");
    assert!(!minutes.contains("(sitting 2)"), "{minutes}");
    assert_eq!(fixture.verify(), Vec::<String>::new());
}
