//! A register of which every word was another one before, from the file of an older program to today's.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::LazyLock;

use gavel::domain::catalogue::{CATALOGUE, Catalogue};
use gavel::domain::identity::RecordId;
use gavel::domain::register::Register;
use gavel::domain::state::{Machine, Move};
use gavel::domain::transaction::{Way, What};
use gavel::domain::typed::{Typed, read};
use gavel::domain::value::{Money, Value};
use gavel::store::gavel::MIGRATIONS;
use gavel::store::list::{Filter, Query};
use gavel::store::schema::{Migration, declared_sql};
use gavel::store::{Act, Error, Proposal, Schema};

use crate::fixture::{Fixture, create, edit, record, text};

/// As it was.
mod errand {
    use super::{Machine, Move};

    gavel::choices! {
        /// What it is.
        Sort { Fetch = "fetch", "Fetch"; Bring = "bring", "Bring"; }
    }

    gavel::choices! {
        /// Where it stands.
        State { Open = "open", "Open"; Over = "over", "Over"; }
    }

    gavel::moves! {
        /// Its moves.
        Moves { End = "end" }
    }

    gavel::register! {
        /// Errands.
        Errand, ErrandField: "errand" / "errands", "ER", "7.5", Records, machine(&MACHINE);

        /// What is to be done.
        what What: text, "What", title;
        /// What it is.
        sort Sort: choice(Sort), "Sort", sorted;
        /// All that it is.
        sorts Sorts: choices(Sort), "Sorts";
        /// What it costs.
        price Price: money, "Price";
        /// The one before it.
        earlier Earlier: link("errand"), "Earlier";
        /// Where it stands.
        state State: choice(State), "State", required, by_move;
    }

    static MACHINE: Machine = Machine {
        field: ErrandField::State.name(),
        initial: State::Open.key(),
        open: &[State::Open.key()],
        due_in: &[],
        attested: &[],
        adopted: None,
        moves: &[Move {
            name: Moves::End.name(),
            label: "End",
            participle: "ended",
            from: &[State::Open.key()],
            to: State::Over.key(),
            ..Move::PLAIN
        }],
    };
}

/// As it is.
mod chore {
    use super::{Machine, Move};

    gavel::choices! {
        /// What it is.
        Type { Collect = "collect" was "fetch", "Collect"; Deliver = "deliver" was "bring", "Deliver"; }
    }

    gavel::choices! {
        /// Where it stands.
        State { Open = "open", "Open"; Finished = "finished" was "over", "Finished"; }
    }

    gavel::moves! {
        /// Its moves.
        Moves { Finish = "finish" }
    }

    gavel::register! {
        /// Chores.
        Chore, ChoreField: "chore" / "chores", "ER", "7.5", Records, was(&["errand"]), machine(&MACHINE), reworded();

        /// What is to be done.
        task Task was "what": text, "Task", title;
        /// What it is.
        kind Type = "type" was "sort": choice(Type), "Type", sorted;
        /// All that it is.
        types Types was "sorts": choices(Type), "Types";
        /// What it costs.
        cost Cost was "price": money, "Cost";
        /// The one before it.
        before Before was "earlier": link("chore"), "Before";
        /// Where it stands.
        state State: choice(State), "State", required, by_move;
    }

    static MACHINE: Machine = Machine {
        field: ChoreField::State.name(),
        initial: State::Open.key(),
        open: &[State::Open.key()],
        due_in: &[],
        attested: &[],
        adopted: None,
        moves: &[Move {
            name: Moves::Finish.name(),
            was: &["end"],
            label: "Finish",
            participle: "finished",
            from: &[State::Open.key()],
            to: State::Finished.key(),
            ..Move::PLAIN
        }],
    };
}

use chore::{Chore, ChoreField};

fn schema(register: &'static Register, more: Vec<Migration>) -> Schema {
    let registers: Vec<&'static Register> = CATALOGUE.registers().chain([register]).collect();
    let before = MIGRATIONS.iter().copied();
    Schema::new(Catalogue(registers.leak()), before.chain(more).collect::<Vec<_>>().leak())
}

fn first() -> Migration {
    Migration::new(declared_sql(&errand::REGISTER).leak(), &[])
}

static BEFORE: LazyLock<Schema> = LazyLock::new(|| schema(&errand::REGISTER, vec![first()]));

static TODAY: LazyLock<Schema> = LazyLock::new(|| {
    let sql = format!("DROP TABLE errand; {}", declared_sql(&chore::REGISTER)).leak();
    schema(&chore::REGISTER, vec![first(), Migration::new(sql, &[("ground", "of")])])
});

/// A file as the older program left it: an errand that was changed, and one that is over and points to it.
fn kept() -> (Fixture, [RecordId; 2], String) {
    let fixture = Fixture::with(&BEFORE);
    let store = fixture.open(&BEFORE).unwrap();
    let author = &fixture.author;
    let price = Value::Money(Money::parse("EUR 12.50").unwrap());
    let first = [("what", text("Fetch the post")), ("sort", Value::Choice("fetch")), ("price", price)];
    let first = create(&store, author, &errand::REGISTER, &first).unwrap();
    let second = [
        ("what", text("Bring it round")),
        ("sorts", Value::Choices(vec!["fetch", "bring"])),
        ("earlier", Value::Link(first)),
    ];
    let second = create(&store, author, &errand::REGISTER, &second).unwrap();
    let seen = record(&store, first);
    edit(&store, author, &seen, &[("sort", Some(Value::Choice("bring"))), ("price", None)]).unwrap();
    let step = Act::Move { record: second, name: "end".into(), based_on: None, given: Vec::new() };
    store.commit(author.clone(), Proposal::of([step])).unwrap();
    let head = store.verify(None, &mut |_| {}).unwrap().head.unwrap().link.to_string();
    drop(store);
    fs::set_permissions(&fixture.path, fs::Permissions::from_mode(0o600)).unwrap();
    (fixture, [first, second], head)
}

fn bodies(path: &Path) -> Vec<String> {
    let raw = rusqlite::Connection::open(path).unwrap();
    let mut statement = raw.prepare("SELECT body FROM journal_change ORDER BY sequence, position").unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

#[test]
fn an_old_file_opens_in_the_words_of_today_and_its_journal_stands() {
    let (fixture, [first, second], head) = kept();
    let before = bodies(&fixture.path);
    let store = fixture.open(&TODAY).unwrap();
    assert_eq!(bodies(&fixture.path), before, "byte by byte");
    let report = store.verify(None, &mut |_| {}).unwrap();
    assert_eq!((report.faults, report.head.unwrap().link.to_string()), (Vec::new(), head));
    let (one, two) = (record(&store, first), record(&store, second));
    assert_eq!((Chore(&one).task(), Chore(&one).kind()), ("Fetch the post", Some(chore::Type::Deliver)));
    assert_eq!(Chore(&one).cost(), None);
    assert_eq!((Chore(&two).before(), Chore(&two).state()), (Some(first), Some(chore::State::Finished)));
    assert_eq!(Chore(&two).types(), [chore::Type::Collect, chore::Type::Deliver]);
    let by = |filter| store.view().count(&Query { filters: vec![filter], ..Query::new(&chore::REGISTER) }).unwrap();
    assert_eq!(by(Filter::Is(ChoreField::Before.field(), vec![Value::Link(first)])), 1);
    assert_eq!(by(Filter::Is(ChoreField::Type.field(), vec![Value::Choice("deliver")])), 1);
    let history = store.view().history(second).unwrap();
    let moves = history.iter().filter_map(|(_, change)| match &change.what {
        What::Update { way: Way::Move(name), .. } => Some(name.as_str()),
        _ => None,
    });
    assert_eq!(moves.collect::<Vec<_>>(), ["finish"]);
    let past = store.as_of(2).unwrap();
    let then = past.view().record(first).unwrap().unwrap();
    assert_eq!(Chore(&then).kind(), Some(chore::Type::Collect));
    assert_eq!(Chore(&then).cost().map(|cost| cost.minor), Some(1250));
}

#[test]
fn what_somebody_changed_behind_it_is_found_under_the_words_of_today() {
    for change in [
        "UPDATE errand SET sort = 'fetch'",
        "UPDATE errand SET what = 'Nothing'",
        "UPDATE errand SET sorts = '[\"bring\"]' WHERE sorts IS NOT NULL",
        "UPDATE errand SET price_minor = 1",
        "UPDATE errand SET state = 'open'",
        "UPDATE link SET relation = 'later' WHERE relation = 'earlier'",
        "UPDATE record SET register = 'note' WHERE register = 'errand' AND number = 1",
        "DELETE FROM errand",
    ] {
        let (fixture, ..) = kept();
        fixture.raw().execute_batch(change).unwrap();
        let Err(Error::UpgradeUnproven(why)) = fixture.open(&TODAY) else { panic!("{change}") };
        assert!(why.contains("does not say what the journal says"), "{change}: {why}");
    }
}

#[test]
fn each_word_is_known_by_what_it_was_and_said_so() {
    let register = &chore::REGISTER;
    let said = |former: Option<gavel::domain::former::Former>| former.map(|one| one.to_string());
    assert_eq!(register.called("sort").map(|field| field.name), Some("type"));
    assert_eq!(register.called("type").map(|field| field.name), Some("type"));
    assert_eq!(said(register.former("sort")).as_deref(), Some("“sort” is called “type” now"));
    assert_eq!(register.former("type"), None);
    assert_eq!(said(register.former_name("errand")).as_deref(), Some("“errand” is called “chore” now"));
    assert_eq!(register.machine.unwrap().find("end").map(|step| step.name.as_str()), Some("finish"));
    let fixture = Fixture::with(&TODAY);
    let circumstances = fixture.open(&TODAY).unwrap().view().circumstances().unwrap();
    let field = ChoreField::Types.field();
    assert_eq!(
        read(field, "bring, Fetch", &circumstances),
        Ok(Typed::Value(Value::Choices(vec!["collect", "deliver"])))
    );
    let words: Vec<_> = field.former("bring, Fetch, collect").iter().map(ToString::to_string).collect();
    assert_eq!(words, ["“bring” is called “deliver” now", "“fetch” is called “collect” now"]);
}
