//! An older file comes to today's schema whole or not at all, and a backup of it stays.

use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::thread;
use std::time::Duration;

use gavel::domain::action::{Action, Priority};
use gavel::store::Error;
use gavel::store::gavel::GAVEL;
use rusqlite::Connection;

use super::declaration::objects;
use super::fixture::{Fixture, Snapshot, own};

static SCHEMA_1: LazyLock<Snapshot> = LazyLock::new(|| left(include_str!("old/schema_1.sql")));

/// The sample organisation as schema 5 kept it, with two adopted records, one erased value and one voided note more.
static SCHEMA_5: LazyLock<Snapshot> = LazyLock::new(|| left(include_str!("old/schema_5.sql")));

/// Evidence as schema 8 kept it.
static SCHEMA_7: LazyLock<Snapshot> = LazyLock::new(|| left(include_str!("old/schema_7.sql")));

/// The sample organisation as schema 5 kept it.
pub fn rich() -> Fixture {
    SCHEMA_5.restore()
}

fn old() -> Fixture {
    SCHEMA_1.restore()
}

/// A file as an older program left it.
fn left(sql: &str) -> Snapshot {
    let fixture = Fixture::empty();
    own(&fixture.path, &[]);
    Connection::open(&fixture.path).unwrap().execute_batch(sql).unwrap();
    Snapshot::of(&fixture)
}

fn version(path: &std::path::Path) -> u32 {
    Connection::open(path).unwrap().pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
}

#[test]
fn an_old_file_upgrades_to_the_fresh_schema_and_its_journal_replays() {
    let fixture = old();
    let store = fixture.open(&GAVEL).unwrap();
    let fresh = Fixture::new();
    assert_eq!(objects(&fixture.peek()), objects(&fresh.peek()));
    let report = store.verify(None, &mut |_| {}).unwrap();
    assert_eq!(report.faults, Vec::new());
    assert_eq!(report.transactions, 12);
    let action = |reference: &str| store.view().called(&reference.parse().unwrap()).unwrap().unwrap();
    let (ranked, emptied, never) = (action("A-1"), action("A-2"), action("A-3"));
    assert_eq!(Action(&ranked).priority(), Some(Priority::High), "rank 1 was edited to 2");
    assert_eq!((Action(&emptied).priority(), emptied.voided), (None, true));
    assert_eq!(Action(&never).priority(), None);
    let past = store.as_of(4).unwrap();
    let then = past.view().called(&"A-1".parse().unwrap()).unwrap().unwrap();
    assert_eq!(Action(&then).priority(), Some(Priority::Critical), "rank 1 is lifted in the past, too");
    assert!(fixture.ok(&["log", "--record", "A-1"]).contains("priority: High, was Critical"));
    assert!(fixture.ok(&["search", "corridor"]).contains("N-1"));
}

#[test]
fn a_rich_file_upgrades_replays_and_holds_every_attested_state() {
    let fixture = rich();
    let query = "SELECT sequence, position, body FROM journal_change ORDER BY sequence, position";
    let journal = |path: &std::path::Path| -> Vec<(i64, i64, String)> {
        let raw = Connection::open(path).unwrap();
        let mut statement = raw.prepare(query).unwrap();
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
        rows.map(Result::unwrap).collect()
    };
    let before = journal(&fixture.path);
    assert_eq!(before.len(), 1322);
    // Pages that came free are written to again before the file grows, and a table or an index takes one while it is empty:
    // what comes with registers of today holds nothing yet.
    let pages = |path: &std::path::Path| -> i64 {
        let sql = "SELECT page_count - freelist_count - (SELECT count(*) FROM sqlite_master WHERE rootpage > 0)
                   FROM pragma_page_count, pragma_freelist_count";
        Connection::open(path).unwrap().query_row(sql, [], |row| row.get(0)).unwrap()
    };
    let size = pages(&fixture.path);
    let store = fixture.open(&GAVEL).unwrap();
    assert_eq!(journal(&fixture.path), before, "every change is kept, byte by byte");
    assert!(pages(&fixture.path) < size, "and takes less room: {} of {size}", pages(&fixture.path));
    assert_eq!(objects(&fixture.peek()), objects(&Fixture::new().peek()));
    let report = store.verify(None, &mut |_| {}).unwrap();
    assert_eq!((report.faults, report.transactions, report.changes), (Vec::new(), 644, 1322));
    assert_eq!(report.erasures.len(), 1);
    assert_eq!(
        report.head.unwrap().link.to_string(),
        "bd4905c78f223e3f4ced186aa4f6bd1876b2d02953adb4dfa0ba059c7298a948",
        "the head that the older program printed"
    );
    for (register, state) in [
        ("nonconformity", "closed"),
        ("nonconformity", "closed-before"),
        ("nonconformity", "verified"),
        ("nonconformity", "rejected"),
        ("risk", "accepted"),
        ("action", "confirmed"),
        ("action", "merged"),
        ("action", "superseded"),
        ("audit", "reported"),
        ("review", "sealed"),
        ("finding", "settled"),
    ] {
        let count = fixture.ok(&[register, "list", &format!("state={state}"), "--count"]);
        assert_ne!(count.trim(), "0", "no {register} is {state}");
    }
    for review in ["MR-1", "MR-2"] {
        assert!(fixture.ok(&["review", "verify", review]).contains(&format!("{review} holds")));
    }
    assert!(fixture.ok(&["action", "show", "A-61"]).contains("not verified here"));
    assert!(fixture.ok(&["note", "list", "--voided"]).contains("A slip of the finger"));
    assert!(fixture.ok(&["search", "drifts"]).contains("R-"), "the words are still found");
    let criteria = fixture.ok(&["risk-criteria", "show", "RC-1", "--plain"]);
    assert!(criteria.contains("Who accepts medium: The owner"), "owners accepted up to medium: {criteria}");
    assert!(criteria.contains("Who accepts high: Top management"), "{criteria}");
    // What was accepted before its level was kept counts as accepted at the level at which it stood until now.
    assert!(fixture.ok(&["risk", "show", "R-8"]).contains("Accepted\n"));
    fixture.ok(&["risk", "edit", "R-8", "--likelihood", "5", "--impact", "5", "--as", "P-1"]);
    assert!(fixture.ok(&["risk", "show", "R-8"]).contains("accepted at the level low, which is critical now"));
    let past = store.as_of(600).unwrap();
    assert!(past.view().called(&"NC-1".parse().unwrap()).unwrap().is_some());
}

/// A finding of it was settled by a case that was opened again: nobody held that then, and nothing is rewritten.
#[test]
fn what_stood_on_less_before_it_was_held_is_shown_so() {
    let fixture = rich();
    let store = fixture.open(&GAVEL).unwrap();
    let fallen = store.view().no_longer_proven(10).unwrap();
    let told: Vec<_> = fallen.iter().map(|record| record.reference().to_string()).collect();
    assert_eq!(told, ["F-4"]);
    let why = store.view().why_no_longer_proven(fallen[0].id).unwrap().unwrap();
    assert!(why.contains(", before Gavel held what it stands on, because NC-"), "{why}");
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn the_backup_before_an_upgrade_opens_and_is_the_old_file() {
    let fixture = old();
    drop(fixture.open(&GAVEL).unwrap());
    let backup = fixture.folder().join("aims.db.schema-1.backup");
    assert_eq!(version(&backup), 1);
    let ranks: i64 = Connection::open(&backup)
        .unwrap()
        .query_row("SELECT priority FROM action WHERE key = 5", [], |row| row.get(0))
        .unwrap();
    assert_eq!(ranks, 2);
    drop(fixture.open(&GAVEL).unwrap());
    assert_eq!(fixture.files().iter().filter(|name| name.ends_with("backup")).count(), 1, "once is enough");
    let elsewhere = fixture.folder().join("again.db");
    let (from, to) = (backup.to_str().unwrap(), elsewhere.to_str().unwrap());
    let run = fixture.run(&["restore", from, "--db", to, "--reason", "The upgrade is looked at"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!((version(&elsewhere), version(&backup)), (GAVEL.version(), 1));
}

#[test]
fn a_killed_upgrade_leaves_the_old_file_or_the_new_one() {
    let mut seen = [0, 0];
    for turn in 0..40_u64 {
        let fixture = old();
        let mut child = Command::new(env!("CARGO_BIN_EXE_gavel"))
            .args(["head", "--db"])
            .arg(&fixture.path)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        thread::sleep(Duration::from_micros(turn * 1500));
        child.kill().unwrap();
        child.wait().unwrap();
        let version = version(&fixture.path);
        assert!(version == 1 || version == GAVEL.version(), "schema {version} is neither the old nor the new one");
        seen[usize::from(version != 1)] += 1;
        let raw = Connection::open(&fixture.path).unwrap();
        let kind: String = raw
            .query_row("SELECT type FROM pragma_table_info('action') WHERE name = 'priority'", [], |row| row.get(0))
            .unwrap();
        assert_eq!(kind, if version == 1 { "INTEGER" } else { "TEXT" });
        let rows: i64 = raw.query_row("SELECT count(*) FROM action", [], |row| row.get(0)).unwrap();
        assert_eq!(rows, 3);
        drop(raw);
        for name in fixture.files().iter().filter(|name| name.ends_with(".backup")) {
            assert_eq!(self::version(&fixture.folder().join(name)), 1, "a backup that is there is whole");
        }
        drop(fixture.open(&GAVEL).unwrap());
        assert_eq!(fixture.verify(), Vec::<String>::new());
    }
    assert!(seen[0] > 0, "some were killed before: {seen:?}");
}

#[test]
fn an_old_file_whose_journal_does_not_hold_is_left_as_it_is() {
    let fixture = old();
    let raw = fixture.raw();
    raw.execute("UPDATE journal_change SET body = replace(body, 'bias', 'bios') WHERE sequence = 4", []).unwrap();
    drop(raw);
    assert!(matches!(fixture.open(&GAVEL), Err(Error::UpgradeUnproven(_))));
    assert_eq!(version(&fixture.path), 1);
}

/// An upgrade fills tables from the journal; what somebody edited behind Gavel's back must not be repaired in passing.
#[test]
fn an_old_file_that_was_edited_is_not_repaired_in_passing() {
    for change in ["UPDATE person SET voting = 1", "UPDATE action SET what = 'x' WHERE key = 6", "DELETE FROM note"] {
        let fixture = old();
        fixture.raw().execute_batch(change).unwrap();
        let Err(Error::UpgradeUnproven(why)) = fixture.open(&GAVEL) else { panic!("{change}") };
        assert!(why.contains("does not say what the journal says"), "{why}");
        assert_eq!(version(&fixture.path), 1);
        assert!(!fixture.files().iter().any(|name| name.ends_with("backup")), "nothing is left beside it");
    }
}

/// A program that has a file open while a newer one upgrades it writes nothing more to it.
#[test]
fn a_program_overtaken_by_an_upgrade_stops_writing() {
    let fixture = Fixture::new();
    let store = fixture.store();
    fixture.raw().pragma_update(None, "user_version", 99).unwrap();
    let act = gavel::store::Act::Create {
        id: fixture.ambient.identity(),
        register: &gavel::domain::action::REGISTER,
        fields: vec![(gavel::domain::action::ActionField::What.field(), super::fixture::text("x"))],
    };
    let refused = store.commit(fixture.author.clone(), gavel::store::Proposal::of([act]));
    assert!(matches!(refused, Err(Error::Newer { found: 99, .. })));
}

/// What was evidence stays what it was: a file that is kept, and words, which name no place; and what stands on it is held.
#[test]
fn evidence_of_before_is_told_for_what_it_is() {
    let fixture = SCHEMA_7.restore();
    assert!(fixture.ok(&["evidence", "versions", "E-1"]).contains("report.txt, 19 bytes, kept in this file"));
    assert!(fixture.ok(&["evidence", "versions", "E-2"]).contains("Where it is: told, not on file"));
    assert_eq!(fixture.run(&["evidence", "export", "E-1", "-o", "-"]).out, "selection rate 0.91");
    let held = fixture.fails(1, &["evidence", "edit", "E-2", "--address", "https://wiki.example", "--as", "P-1"]);
    assert!(held.contains("E-2 → A-2"), "{held}");
    assert_eq!(fixture.verify(), Vec::<String>::new());
}
