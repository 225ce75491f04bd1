//! Whatever is changed behind Gavel's back, verification names it.

use gavel::domain::catalogue::CATALOGUE;
use gavel::domain::identity::Hash;
use gavel::domain::register::Register;
use gavel::store::columns::columns;
use gavel::store::verify::Fault;
use rusqlite::Connection;
use rusqlite::types::Value as Sql;

use super::fixture::{Fixture, Snapshot, furnished, furnished_throughout};

fn faults(fixture: &Fixture, head: Option<Hash>) -> Vec<Fault> {
    fixture.store().verify(head, &mut |_| {}).unwrap().faults
}

#[test]
fn an_untouched_file_holds() {
    let fixture = furnished();
    assert_eq!(faults(&fixture, None), Vec::new());
    assert!(fixture.ok(&["verify"]).starts_with("The file holds: 18 transactions"));
}

/// No table knows the words of a choice, or which days there are.
#[test]
fn a_word_or_a_day_that_nobody_could_write_is_refused_by_name_and_named() {
    for (column, wrong, label) in [("state", "resting", "State"), ("due", "2026-02-30", "Due date")] {
        let copy = furnished();
        copy.peek()
            .execute(&format!("UPDATE action SET {column} = '{wrong}' WHERE key = (SELECT min(key) FROM action)"), [])
            .unwrap();
        let refused = copy.run(&["action", "list"]);
        let told = format!("A-1 can't be read: {label} holds something it can't hold. Verify the file");
        assert!(refused.code != 0 && refused.err.contains(&told), "{refused:?}");
        let named = copy.run(&["verify"]);
        assert!(named.code != 0 && named.out.contains(column) && named.out.contains(wrong), "{named:?}");
    }
}

/// Another value of the same kind, as somebody would write it who wants it to pass.
fn other(value: &Sql) -> Sql {
    match value {
        Sql::Null => Sql::Integer(1),
        Sql::Integer(number @ (0 | 1)) => Sql::Integer(1 - number),
        Sql::Integer(number) => Sql::Integer(number + 1),
        Sql::Real(number) => Sql::Real(number + 1.0),
        Sql::Text(text) => Sql::Text(format!("{text}x")),
        Sql::Blob(bytes) => Sql::Blob(bytes.iter().enumerate().map(|(at, byte)| byte ^ u8::from(at == 0)).collect()),
    }
}

/// Changes one value and gives the key of its row.
fn falsify(raw: &Connection, table: &str, key: &str, column: &str) -> Sql {
    let sql = format!("SELECT {key}, {column} FROM {table} ORDER BY {column} IS NULL, {key} LIMIT 1");
    let (row, value): (Sql, Sql) = raw.query_row(&sql, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    let new = match value {
        Sql::Null if column.ends_with("_content") || column.ends_with("_sha256") => Sql::Blob(vec![1; 32]),
        Sql::Null => Sql::Text("1".into()),
        value => other(&value),
    };
    let sql = format!("UPDATE {table} SET {column} = ? WHERE {key} IS ?");
    let numeric = raw.execute(&sql, rusqlite::params![new, row]);
    if numeric.is_err() {
        raw.execute(&sql, rusqlite::params![Sql::Integer(1), row]).unwrap();
    }
    row
}

/// One value of every register at a time: none hides another.
#[test]
fn one_value_changed_in_any_column_of_any_register_is_named() {
    let file = Snapshot::of(&furnished_throughout());
    let columns = |register: &Register| {
        let names = register.fields.iter().flat_map(columns).map(|column| column.name);
        std::iter::once("key".to_owned()).chain(names).collect::<Vec<_>>()
    };
    let registers: Vec<_> = CATALOGUE.registers().map(|register| (register, columns(register))).collect();
    let rounds = registers.iter().map(|(_, columns)| columns.len()).max().unwrap();
    let mut named = 0;
    for round in 0..rounds {
        let copy = file.restore();
        let raw = copy.raw();
        let changed: Vec<_> = registers
            .iter()
            .filter_map(|(register, columns)| {
                let column = columns.get(round)?;
                let Sql::Integer(key) = falsify(&raw, register.name, "key", column) else { panic!("a key") };
                let number: u32 =
                    raw.query_row("SELECT number FROM record WHERE key = ?", [key], |row| row.get(0)).unwrap();
                Some((register.name, column, register.reference(number).to_string()))
            })
            .collect();
        drop(raw);
        let found = faults(&copy, None);
        for (register, column, reference) in changed {
            let names = |fault: &Fault| match fault {
                Fault::Differs { register: there, record, field, .. } => {
                    *there == register && *record == reference && field == column
                }
                Fault::Gone { register: there, record, .. } => {
                    column == "key" && *there == register && *record == reference
                }
                _ => false,
            };
            assert!(found.iter().any(names), "{register}.{column} of {reference}: {found:?}");
            named += 1;
        }
    }
    assert_eq!(named, registers.iter().map(|(_, columns)| columns.len()).sum::<usize>());
}

#[test]
fn one_value_changed_in_the_spine_or_a_link_is_named() {
    let fixture = furnished();
    for (table, key, column) in [
        ("record", "key", "key"),
        ("record", "key", "id"),
        ("record", "key", "register"),
        ("record", "key", "number"),
        ("record", "key", "revision"),
        ("record", "key", "voided"),
        ("link", "hex(from_id) || relation || hex(to_id)", "from_id"),
        ("link", "hex(from_id) || relation || hex(to_id)", "relation"),
        ("link", "hex(from_id) || relation || hex(to_id)", "to_id"),
        ("link", "hex(from_id) || relation || hex(to_id)", "one"),
    ] {
        let copy = fixture.copy();
        falsify(&copy.raw(), table, key, column);
        let found = faults(&copy, None);
        let named = found.iter().any(|fault| match fault {
            Fault::Differs { field, .. } => field == column || (table == "link" && field.ends_with(column)),
            Fault::Gone { what, .. } => what.starts_with(if table == "link" { "the link" } else { "the record" }),
            _ => false,
        });
        assert!(named, "{table}.{column}: {found:?}");
    }
}

#[test]
fn kept_bytes_that_were_changed_removed_or_added_are_named() {
    let fixture = furnished();
    let hashes: Vec<Vec<u8>> = {
        let raw = fixture.raw();
        let mut statement = raw.prepare("SELECT hash FROM content").unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    assert!(hashes.len() >= 8, "names, users, addresses and a file");
    for hash in &hashes {
        for change in [
            "UPDATE content SET bytes = cast(cast(bytes AS TEXT) || 'x' AS BLOB) WHERE hash = ?",
            "UPDATE content SET salt = zeroblob(16) WHERE hash = ?",
            "UPDATE content SET purpose = 'sealed' WHERE hash = ?",
            "UPDATE content SET salt = NULL, bytes = NULL WHERE hash = ?",
            "DELETE FROM content WHERE hash = ?",
            "UPDATE content SET hash = zeroblob(32) WHERE hash = ?",
        ] {
            let copy = fixture.copy();
            assert_eq!(copy.raw().execute(change, [hash]).unwrap(), 1);
            let named = Hash(hash.clone().try_into().unwrap());
            let found = faults(&copy, None);
            assert!(
                found.iter().any(|fault| matches!(fault, Fault::Content { hash, .. } if *hash == named)),
                "{change}: {found:?}"
            );
        }
    }
    let copy = fixture.copy();
    copy.raw().execute("INSERT INTO content VALUES (zeroblob(32), 'file', zeroblob(16), x'01')", []).unwrap();
    assert!(
        faults(&copy, None)
            .iter()
            .any(|fault| matches!(fault, Fault::Content { hash: Hash(zero), .. } if *zero == [0; 32]))
    );
}

fn names_transaction(found: &[Fault], wanted: u64) -> bool {
    found.iter().any(|fault| match fault {
        Fault::Body { sequence } | Fault::Link { sequence } | Fault::Stray { sequence } => *sequence == wanted,
        Fault::Unreadable { sequence, .. } => *sequence == wanted,
        Fault::Gap { from, to } => (*from..=*to).contains(&wanted),
        _ => false,
    })
}

#[test]
fn one_byte_changed_in_any_row_of_the_journal_is_named() {
    let fixture = furnished();
    let last: u64 = fixture.raw().query_row("SELECT max(sequence) FROM journal", [], |row| row.get(0)).unwrap();
    for sequence in 1..=last {
        for change in [
            "UPDATE journal SET header = replace(header, '09:00:00.000Z', '09:00:00.001Z') WHERE sequence = ?",
            "UPDATE journal SET header = header || ' ' WHERE sequence = ?",
            "UPDATE journal SET body_hash = zeroblob(32) WHERE sequence = ?",
            "UPDATE journal SET link = zeroblob(32) WHERE sequence = ?",
            "UPDATE journal_change SET body = substr(body, 2) WHERE sequence = ? AND position = 0",
            "UPDATE journal_change SET body = replace(body, '\"record\":\"0', '\"record\":\"1') WHERE sequence = ? AND position = 0",
            "UPDATE journal_change SET position = position + 7 WHERE sequence = ?",
            "DELETE FROM journal_change WHERE sequence = ? AND position = 0",
        ] {
            let copy = fixture.copy();
            assert!(copy.raw().execute(change, [sequence]).unwrap() > 0, "{change}");
            let found = faults(&copy, None);
            assert!(names_transaction(&found, sequence), "{sequence}: {change}: {found:?}");
        }
    }
}

#[test]
fn rows_of_the_journal_removed_swapped_or_repeated_are_named() {
    let fixture = furnished();
    for (change, wanted) in [
        ("DELETE FROM journal WHERE sequence = 5", 5),
        ("DELETE FROM journal WHERE sequence = 5; DELETE FROM journal_change WHERE sequence = 5", 5),
        ("DELETE FROM journal WHERE sequence = 1; DELETE FROM journal_change WHERE sequence = 1", 1),
        (
            "UPDATE journal SET sequence = -5 WHERE sequence = 5; UPDATE journal SET sequence = 5 WHERE sequence = 6;
          UPDATE journal SET sequence = 6 WHERE sequence = -5",
            5,
        ),
        (
            "UPDATE journal_change SET sequence = -5 WHERE sequence = 5;
          UPDATE journal_change SET sequence = 5 WHERE sequence = 6;
          UPDATE journal_change SET sequence = 6 WHERE sequence = -5",
            6,
        ),
        (
            "INSERT INTO journal SELECT sequence + 100, header, body_hash, link FROM journal WHERE sequence = 5;
          INSERT INTO journal_change SELECT sequence + 100, position, body FROM journal_change WHERE sequence = 5",
            105,
        ),
        ("INSERT INTO journal_change SELECT sequence, 99, body FROM journal_change WHERE sequence = 5 LIMIT 1", 5),
    ] {
        let copy = fixture.copy();
        copy.raw().execute_batch(change).unwrap();
        let found = faults(&copy, None);
        assert!(names_transaction(&found, wanted), "{change}: {found:?}");
    }
}

#[test]
fn a_cut_tail_and_an_older_file_are_found_by_a_head_kept_elsewhere() {
    let fixture = Fixture::new();
    fixture.ok(&["action", "add", "One"]);
    let older = fixture.copy();
    let early = fixture.ok(&["head"]).trim().to_owned();
    fixture.ok(&["action", "add", "Two"]);
    let late = fixture.ok(&["head"]).trim().to_owned();
    assert_eq!(fixture.run(&["verify", "--head", &early]).code, 0, "an earlier head is part of the journal");
    assert_eq!(fixture.run(&["verify", "--head", &late]).code, 0);
    assert_eq!(older.run(&["verify"]).code, 0, "by itself the older file holds");
    let told = older.run(&["verify", "--head", &late]);
    assert!(told.code == 1 && told.out.contains("its end was cut, the file is an older one"), "{}", told.out);
    let cut = fixture.copy();
    cut.raw()
        .execute_batch(
            "DELETE FROM journal WHERE sequence = 3; DELETE FROM journal_change WHERE sequence = 3;
             DELETE FROM unplaced WHERE key = 4; DELETE FROM action WHERE what = 'Two'; DELETE FROM search WHERE rowid = 4;
             DELETE FROM record WHERE register = 'action' AND number = 2;",
        )
        .unwrap();
    restore_triggers(&cut);
    assert_eq!(cut.run(&["verify"]).code, 0, "a tail cut with all its traces shows in nothing else");
    assert_eq!(cut.run(&["verify", "--head", &late]).code, 1);
    assert_eq!(cut.run(&["verify", "--head", "abc"]).code, 2);
}

/// Puts the triggers back that a careful forger would put back.
fn restore_triggers(fixture: &Fixture) {
    let fresh = Fixture::new();
    let fresh = Connection::open(&fresh.path).unwrap();
    let mut statement = fresh.prepare("SELECT sql FROM sqlite_master WHERE type = 'trigger'").unwrap();
    for sql in statement.query_map([], |row| row.get::<_, String>(0)).unwrap() {
        Connection::open(&fixture.path).unwrap().execute_batch(&sql.unwrap()).unwrap();
    }
}

#[test]
fn a_structure_that_was_changed_is_named() {
    let fixture = furnished();
    for (change, name) in [
        ("DROP TRIGGER journal_stands", "journal_stands"),
        ("CREATE TRIGGER sly AFTER INSERT ON record BEGIN DELETE FROM note; END", "sly"),
        ("DROP INDEX link_one", "link_one"),
        ("CREATE TABLE extra (x)", "extra"),
    ] {
        let copy = fixture.copy();
        Connection::open(&copy.path).unwrap().execute_batch(change).unwrap();
        let found = faults(&copy, None);
        assert!(
            found.iter().any(|fault| matches!(fault, Fault::Shape { name: there } if there == name)),
            "{change}: {found:?}"
        );
    }
}

#[test]
fn nonsense_in_a_journalled_table_is_a_fault_and_no_accident() {
    let fixture = furnished();
    for change in [
        "UPDATE journal SET sequence = 0 WHERE sequence = 1",
        "UPDATE journal SET sequence = -7 WHERE sequence = 3",
        "UPDATE journal_change SET sequence = -7 WHERE sequence = 3",
        "UPDATE journal_change SET body = 'nonsense' WHERE sequence = 3",
        "INSERT INTO link VALUES (x'01', 'about', x'02', 0)",
        "UPDATE record SET register = 'nothing' WHERE key = 3",
        "DELETE FROM action",
        "DROP TABLE note",
    ] {
        let copy = fixture.copy();
        copy.raw().execute_batch(change).unwrap();
        assert_eq!(copy.run(&["verify"]).code, 1, "{change}");
        assert!(faults(&copy, None).len() > 4, "{change}: more than the triggers that were dropped on the way");
    }
}

#[test]
fn damage_is_told_and_nothing_is_repaired() {
    let fixture = furnished();
    let mut bytes = std::fs::read(fixture.copy_closed()).unwrap();
    let page = bytes.len() / 4096 / 2;
    bytes[page * 4096..page * 4096 + 200].fill(0xA5);
    std::fs::write(&fixture.path, &bytes).unwrap();
    let run = fixture.run(&["verify"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.out.contains("damaged") || run.err.contains("damaged"), "{run:?}");
    assert_eq!(std::fs::read(&fixture.path).unwrap(), bytes, "the file is left as it is");
}

impl Fixture {
    /// The file, with nothing left beside it.
    fn copy_closed(&self) -> &std::path::Path {
        let raw = rusqlite::Connection::open(&self.path).unwrap();
        raw.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
        drop(raw);
        &self.path
    }
}

/// The index is local, and yet people go by what is found: what it lacks or holds too much is named, and made anew.
#[test]
fn an_index_that_says_something_else_than_the_records_is_named_and_made_anew() {
    let fixture = furnished();
    let key = |reference: &str| -> i64 {
        let (prefix, number) = reference.split_once('-').unwrap();
        let register = CATALOGUE.registers().find(|one| one.prefix == prefix).unwrap().name;
        let sql = "SELECT key FROM record WHERE register = ? AND number = ?";
        fixture.peek().query_row(sql, rusqlite::params![register, number], |row| row.get(0)).unwrap()
    };
    let (one, other) = (key("A-1"), key("A-2"));
    let voided =
        fixture.peek().query_row("SELECT key FROM record WHERE voided = 1", [], |row| row.get::<_, i64>(0)).unwrap();
    let words = |key: i64, words: &str| {
        format!("INSERT OR REPLACE INTO search (rowid, words) VALUES ({key}, in_parts('{words}'))")
    };
    let (bias, card) = ("A-1\nRepeat the bias test\nWith the data of this autumn", "A-2\nRenew the model card");
    for (change, named) in [
        (String::new(), &[][..]),
        (format!("{}; {}", words(one, bias), words(other, card)), &[]),
        (format!("DELETE FROM search WHERE rowid = {one}"), &["A-1"]),
        (words(one, "A-1\nRepeat the bias test"), &["A-1"]),
        (words(one, "A-1\nRepeat the bias test\nWith the data of this spring"), &["A-1"]),
        (words(one, "A-1\nRepeat the test bias\nWith the data of this autumn"), &["A-1"]),
        // As many words, each as often: but of each other.
        (format!("{}; {}", words(one, card), words(other, bias)), &["A-1", "A-2"]),
        (words(voided, "hidden words"), &["A-"]),
        (words(99_999, "of nothing"), &["no record (key 99999)"]),
        ("INSERT INTO search (search) VALUES ('delete-all')".to_owned(), &["A-1", "A-2", "P-1", "SYS-1"]),
    ] {
        let copy = fixture.copy();
        copy.raw().execute_batch(&change).unwrap();
        let report = copy.store().verify(None, &mut |_| {}).unwrap();
        let shape = report.faults.iter().filter(|fault| !matches!(fault, Fault::Shape { .. }));
        assert_eq!(shape.count(), 0, "{change}: no record is touched: {:?}", report.faults);
        // The raw connection dropped triggers.
        restore_triggers(&copy);
        let run = copy.run(&["verify"]);
        assert_eq!(run.code, u8::from(!named.is_empty()), "{change}: {}", run.out);
        assert!(run.out.contains("The file holds"), "{}", run.out);
        for name in named {
            assert!(
                run.out.contains(name) && run.out.contains("gavel verify --rebuild-index"),
                "{change}: {}",
                run.out
            );
        }
        assert!(!run.out.contains("SYS-1") || named.contains(&"SYS-1"), "nothing else is named: {}", run.out);
        copy.ok(&["verify", "--rebuild-index"]);
        copy.ok(&["verify"]);
        assert!(copy.ok(&["search", "bias"]).contains("A-1"));
    }
}

#[test]
fn a_backup_whose_index_is_wrong_is_put_back_with_one_that_is_right() {
    let fixture = Fixture::new();
    fixture.ok(&["action", "add", "Repeat the bias test"]);
    let backup = fixture.folder().join("backup.db");
    fixture.ok(&["backup", backup.to_str().unwrap()]);
    let raw = Connection::open(&backup).unwrap();
    raw.execute_batch("INSERT INTO search (search) VALUES ('delete-all')").unwrap();
    drop(raw);
    fixture.ok(&["restore", backup.to_str().unwrap(), "--yes", "--reason", "The index was wrong"]);
    assert!(fixture.ok(&["search", "bias"]).contains("A-1"));
    fixture.ok(&["verify"]);
}
