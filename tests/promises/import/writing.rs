//! What an import writes: wholly or not at all, once, and to be taken back.

use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc;

use gavel::domain::catalogue::CATALOGUE;
use gavel::domain::system;
use gavel::domain::transaction::Channel;
use gavel::exchange::import::run::{Import, Mode};
use gavel::exchange::import::{FileTable, Wanted, matching};
use gavel::store::{Act, Author, End, Proposal};
use proptest::prelude::*;

use crate::fixture::{Fixture, create, furnished_throughout, text};

use super::{counts, exported, file, import, refusals};

const ACTIONS: &str = "What,Owner,Due,State,Done on\nRenew the card,Rosa Lindt,2026-12-01,open,\n\
                       Test again,,2026-12-02,done,2026-11-01\n";

#[test]
fn the_same_file_twice_changes_nothing_and_one_undo_takes_it_back() {
    let fixture = Fixture::new();
    let path = file(&fixture, "actions.csv", ACTIONS);
    let report = import(&fixture, "action", &path, &["--write"]);
    assert_eq!(counts(&report), (2, 0, 0, 0));
    let head = fixture.store().view().head().unwrap();
    assert_eq!(counts(&import(&fixture, "action", &path, &["--write"])), (0, 0, 2, 0));
    assert_eq!(fixture.store().view().head().unwrap(), head);
    assert!(fixture.ok(&["log"]).contains("Import of actions.csv (2 rows, SHA-256 "));
    fixture.ok(&["undo", "--yes"]);
    assert_eq!(fixture.ok(&["action", "list", "--count"]).trim(), "0");
    assert_eq!(counts(&import(&fixture, "action", &path, &["--write"])), (2, 0, 0, 0), "and again");
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

/// A few columns of an export are recognised by the reference as all of them are.
#[test]
fn a_reference_in_a_table_names_its_record() {
    let fixture = Fixture::new();
    fixture.ok(&["action", "add", "Renew the card"]);
    let path = file(&fixture, "few.csv", "Reference,What,Due\nA-1,Renew the card,2026-12-01\n,Test again,2026-12-02\n");
    let report = import(&fixture, "action", &path, &["--write"]);
    assert_eq!(counts(&report), (1, 1, 0, 0));
    assert!(fixture.ok(&["action", "show", "A-1"]).contains("2026-12-01"));
    assert_eq!(fixture.ok(&["action", "list", "--count"]).trim(), "2");
}

#[test]
fn a_trial_writes_nothing() {
    let fixture = Fixture::new();
    let path = file(&fixture, "actions.csv", ACTIONS);
    let head = fixture.store().view().head().unwrap();
    assert_eq!(counts(&import(&fixture, "action", &path, &[])), (2, 0, 0, 0));
    assert_eq!(fixture.store().view().head().unwrap(), head);
    assert_eq!(fixture.ok(&["action", "list", "--count"]).trim(), "0");
}

#[test]
fn one_refused_row_keeps_all_from_being_written_unless_the_good_ones_are_asked_for() {
    let fixture = Fixture::new();
    let path = file(&fixture, "actions.csv", format!("{ACTIONS},,2026-12-03,open,\n"));
    let run = fixture.run(&["import", "action", path.to_str().unwrap(), "--write"]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("Nothing was written") && run.out.contains("What is empty"), "{}", run.out);
    assert_eq!(fixture.ok(&["action", "list", "--count"]).trim(), "0");
    assert_eq!(counts(&import(&fixture, "action", &path, &["--write", "--good-rows"])), (2, 0, 0, 1));
    assert_eq!(fixture.ok(&["action", "list", "--count"]).trim(), "2");
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

/// Every second row is refused, so that each good one stands between two that are rolled back.
#[test]
fn what_was_good_stands_whatever_is_refused_around_it() {
    let fixture = Fixture::new();
    let rows: String = (0..500)
        .map(|turn| if turn % 2 == 0 { format!("Task {turn},x\n") } else { format!(",Nameless {turn}\n") })
        .collect();
    let path = file(&fixture, "actions.csv", format!("What,Details\n{rows}"));
    assert_eq!(counts(&import(&fixture, "action", &path, &["--write", "--good-rows"])), (250, 0, 0, 250));
    let listed = fixture.ok(&["action", "list", "--csv"]);
    assert!(listed.contains("A-250,Task 498"), "numbered without a gap");
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn states_come_in_by_adopting_and_those_that_can_t_are_refused() {
    let fixture = Fixture::new();
    let path = file(&fixture, "actions.csv", ACTIONS);
    import(&fixture, "action", &path, &["--write"]);
    let shown = fixture.ok(&["action", "show", "A-2"]);
    assert!(shown.contains("Done before, not verified here") && shown.contains("2026-11-01"), "{shown}");
    let path = file(&fixture, "more.csv", "What,State\nSign off,confirmed\n");
    let report = import(&fixture, "action", &path, &[]);
    assert!(refusals(&report)[0].starts_with("2 State confirmed: A record can't begin as confirmed"), "{report}");
    let path = file(&fixture, "moved.csv", "What,Due,State,Done on\nRenew the card,2026-12-01,done,2026-11-02\n");
    let exported = file(&fixture, "export.csv", exported(&fixture, "action").replacen(",open,", ",done,", 1));
    assert_eq!(counts(&import(&fixture, "action", &path, &[])), (1, 0, 0, 0), "another action, of another state");
    let report = import(&fixture, "action", &exported, &[]);
    assert!(refusals(&report)[0].contains("set by moves, not by a table; A-1 has “open”"), "{report}");
}

#[test]
fn a_changed_cell_changes_its_field_and_an_empty_one_only_where_it_is_asked_to() {
    let fixture = Fixture::new();
    let rows = |due: &str, plan: &str| {
        format!("ID,Title,Owner,Review date,Treatment plan\nX1,Drift,Rosa Lindt,{due},{plan}\n")
    };
    let path = file(&fixture, "risks.csv", rows("2027-01-01", "Retrain"));
    assert_eq!(counts(&import(&fixture, "risk", &path, &["--write"])), (1, 0, 0, 0));
    let path = file(&fixture, "risks.csv", rows("2027-02-01", ""));
    assert_eq!(counts(&import(&fixture, "risk", &path, &["--write"])), (0, 1, 0, 0));
    let shown = fixture.ok(&["risk", "show", "R-1"]);
    assert!(shown.contains("2027-02-01") && shown.contains("Retrain"), "{shown}");
    let map = fixture.folder().join("map.json");
    import(&fixture, "risk", &path, &["--write", "--save-map", map.to_str().unwrap()]);
    let clearing = std::fs::read_to_string(&map).unwrap().replacen('{', "{ \"clear_empty\": true,", 1);
    std::fs::write(&map, clearing).unwrap();
    assert_eq!(counts(&import(&fixture, "risk", &path, &["--map", map.to_str().unwrap(), "--write"])), (0, 1, 0, 0));
    assert!(!fixture.ok(&["risk", "show", "R-1"]).contains("Retrain"));
}

#[test]
fn links_are_found_by_reference_title_and_key_and_nothing_is_guessed() {
    let fixture = Fixture::new();
    for name in ["Claims triage", "Pricing", "Pricing"] {
        fixture.ok(&["system", "add", name, "--purpose", "x"]);
    }
    let text =
        "Title,System\nBy title,claims  TRIAGE\nBy reference,SYS-2\nNot one,Pricing\nNone,Underwriting\nPart,Claims\n";
    let path = file(&fixture, "risks.csv", text);
    let report = import(&fixture, "risk", &path, &[]);
    assert_eq!(counts(&report), (2, 0, 0, 3));
    let told = refusals(&report);
    assert!(told[0].contains("is the name of 2 systems: SYS-2 Pricing, SYS-3 Pricing"), "{told:?}");
    assert!(
        told[1].contains("There is no system “Underwriting”") && told[2].contains("no system “Claims”"),
        "{told:?}"
    );
}

#[test]
fn a_row_can_speak_of_a_later_one_but_not_two_of_each_other() {
    let fixture = Fixture::new();
    let mapping = r#"{ "register": "finding", "key": ["No"], "fields": {
        "title": { "columns": ["Title"] }, "repeats": { "columns": ["Repeats"], "find_by": "source_key" } } }"#;
    let map = file(&fixture, "map.json", mapping);
    let path =
        file(&fixture, "findings.csv", "No,Title,Repeats\n3,Third,2\n2,Second,1\n1,First,\n8,Eighth,9\n9,Ninth,8\n");
    let report = import(&fixture, "finding", &path, &["--map", map.to_str().unwrap(), "--write", "--good-rows"]);
    assert_eq!(counts(&report), (3, 0, 0, 2));
    assert!(refusals(&report)[0].contains("There is no finding “9”"), "{report}");
    let shown = fixture.ok(&["finding", "list", "--csv"]);
    assert!(shown.contains("F-3,Third") && shown.contains("F-2,Second"), "{shown}");
}

#[test]
fn what_was_exported_and_comes_back_changes_nothing() {
    let fixture = furnished_throughout();
    let head = fixture.store().view().head().unwrap();
    let registers = CATALOGUE.registers().filter(|register| !register.single && !register.composed);
    let mut seen = 0;
    for register in registers {
        let name = register.command();
        let path = file(&fixture, "export.csv", exported(&fixture, &name));
        let report = import(&fixture, &name, &path, &["--write"]);
        let records: u64 = fixture.ok(&[&name, "list", "--count"]).trim().parse().unwrap();
        assert_eq!(counts(&report), (0, 0, records, 0), "{name}: {:?}", refusals(&report));
        seen += records;
    }
    assert!(seen > 60, "{seen}");
    assert_eq!(fixture.store().view().head().unwrap(), head);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    /// Whatever people wrote goes into another file as it came out of the first.
    #[test]
    fn an_export_is_the_same_in_another_file(
        names in proptest::collection::vec(("[^\\p{C}]{1,40}", "([^\\p{C}]|\n){1,80}", any::<bool>()), 1..6),
    ) {
        let first = Fixture::new();
        let store = first.store();
        for (name, purpose, in_scope) in &names {
            let (name, purpose) = (name.split_whitespace().collect::<Vec<_>>().join(" "), purpose.clone());
            prop_assume!(!name.is_empty() && !purpose.trim().is_empty());
            let mut fields = vec![("name", text(&name)), ("purpose", text(&purpose)), ("scope_reason", text("It is"))];
            fields.extend(in_scope.then_some(("in_scope", gavel::domain::value::Value::YesNo(true))));
            create(&store, &first.author, &system::REGISTER, &fields).unwrap();
        }
        drop(store);
        let out = exported(&first, "system");
        let second = Fixture::new();
        let path = file(&second, "export.csv", &out);
        let report = import(&second, "system", &path, &["--write"]);
        prop_assert_eq!(refusals(&report), Vec::<String>::new());
        prop_assert_eq!(exported(&second, "system"), out);
    }
}

#[test]
fn others_who_write_wait_until_it_is_over() {
    let fixture = Fixture::new();
    let (importer, other) = (fixture.store(), fixture.store());
    let author = Author { channel: Channel::Import, ..fixture.author.clone() };
    let (begun, has_begun) = mpsc::channel();
    let (go_on, may_go_on) = mpsc::channel::<()>();
    let (ended, has_ended) = mpsc::channel();
    let add = |what: &str| Act::Create {
        id: fixture.ambient.identity(),
        register: &system::REGISTER,
        fields: vec![
            (system::SystemField::Name.field(), text(what)),
            (system::SystemField::Purpose.field(), text("x")),
        ],
    };
    let first = vec![add("First")];
    let work = move |batch: &mut gavel::store::Batch| {
        batch.attempt(first)?.unwrap();
        begun.send(()).unwrap();
        may_go_on.recv().unwrap();
        Ok((End::Keep, ()))
    };
    importer.batch(author, Proposal::default(), work, move |outcome| ended.send(outcome.map(drop)).unwrap());
    has_begun.recv().unwrap();
    let waiting = other.submit(fixture.author.clone(), Proposal::of([add("Second")]));
    assert!(waiting.poll().is_none());
    assert_eq!(other.view().count(&gavel::store::list::Query::new(&system::REGISTER)).unwrap(), 0, "nobody sees half");
    go_on.send(()).unwrap();
    has_ended.recv().unwrap().unwrap();
    waiting.wait().unwrap();
    assert!(exported(&fixture, "system").contains("SYS-2,Second"));
}

#[test]
fn an_import_that_is_stopped_leaves_nothing() {
    let fixture = Fixture::new();
    let rows: String = (0..2000).map(|turn| format!("Task {turn},2026-12-01\n")).collect();
    let path = file(&fixture, "actions.csv", format!("What,Due\n{rows}"));
    let table = Arc::new(FileTable::read(&path, &Wanted::default()).unwrap());
    let register = &gavel::domain::action::REGISTER;
    let mapping = matching::propose(register, &table).mapping;
    let import = Import::new(register, table, &mapping, Mode::All, fixture.ambient.clone()).unwrap();
    import.progress.stop();
    let store = fixture.store();
    let head = store.view().head().unwrap();
    let (ended, has_ended) = mpsc::channel();
    store.batch(
        fixture.author.clone(),
        Proposal::default(),
        move |batch| import.run(batch),
        move |it| ended.send(it).unwrap(),
    );
    let (outcome, report) = has_ended.recv().unwrap().unwrap();
    assert!(outcome.is_none() && report.stopped && !report.kept);
    assert_eq!(store.view().head().unwrap(), head);
}

#[test]
fn an_import_that_is_killed_leaves_nothing() {
    let fixture = Fixture::new();
    let rows: String = (0..40_000).map(|turn| format!("Task {turn},2026-12-01,{}\n", "words ".repeat(40))).collect();
    let path = file(&fixture, "actions.csv", format!("What,Due,Details\n{rows}"));
    let mut child = Command::new(env!("CARGO_BIN_EXE_gavel"))
        .args(["import", "action", path.to_str().unwrap(), "--write", "--as", "P-1", "--db"])
        .arg(&fixture.path)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let log = fixture.folder().join("aims.db-wal");
    while std::fs::metadata(&log).map_or(0, |metadata| metadata.len()) < 4_000_000 {
        assert!(child.try_wait().unwrap().is_none(), "it is over before it could be killed");
        std::thread::yield_now();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(fixture.ok(&["action", "list", "--count"]).trim(), "0");
    assert_eq!(fixture.verify(), Vec::<String>::new());
}
