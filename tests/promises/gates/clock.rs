//! The clock can be put back, and what happened stays in its order: it is marked, told, and gains nobody a day.

use chrono::TimeDelta;

use crate::fixture::{Fixture, NOW};
use crate::review::held::{self, words};
use crate::sample::sample;

fn ok(file: &Fixture, line: &str) -> String {
    file.ok(&words(line))
}

/// Moves the clock by so many days from the usual moment.
pub fn days(file: &Fixture, days: i64) {
    let now: chrono::DateTime<chrono::Utc> = NOW.parse().unwrap();
    let gavel::store::Ambient::Fixed { clock, .. } = &file.ambient else { panic!("the clock of a fixture is fixed") };
    let to = now + TimeDelta::days(days);
    clock.store(to.timestamp_millis(), std::sync::atomic::Ordering::Relaxed);
}

#[test]
fn what_is_written_after_the_clock_was_put_back_is_marked() {
    let file = Fixture::new();
    ok(&file, "action add First --due +3d");
    days(&file, -20);
    ok(&file, "action add Second --due 2026-12-01");
    let told = ok(&file, "log --limit 1");
    assert!(
        told.contains("2026-11-03") && told.contains("The clock was put back: it was written after 2026-11-23"),
        "{told}"
    );
    // The one after it follows its own clock.
    ok(&file, "action add Third --due 2026-12-01");
    assert!(!ok(&file, "log --limit 1").contains("clock was put back"));
    let told = ok(&file, "verify");
    assert!(told.contains("The file holds"), "{told}");
    assert!(told.contains("Clock put back: transaction 3 says 2026-11-03"), "{told}");
    assert!(told.contains("Clock put back: transaction 4 says 2026-11-03"), "the latest moment counts: {told}");
    assert!(!ok(&Fixture::new(), "verify").contains("Clock put back"));
    // Whoever asks for what was written since a day hears of it, too.
    let since = ok(&file, "log --since 2026-11-23");
    assert!(since.contains("Second") && since.contains("Third"), "{since}");
}

#[test]
fn the_past_does_not_show_what_was_written_later() {
    let file = Fixture::new();
    ok(&file, "action add First --due +3d");
    days(&file, 10);
    ok(&file, "action add Second --due 2026-12-20");
    days(&file, 1);
    ok(&file, "action add Backdated --due 2026-12-20");
    days(&file, 20);
    ok(&file, "action add Last --due 2026-12-30");
    let shown = |day: &str| file.run(&["action", "list", "--plain", "--as-of", day]);
    let early = shown("2026-11-25");
    assert!(early.out.contains("First") && !early.out.contains("Second") && !early.out.contains("Backdated"));
    assert!(early.err.contains("Not shown: 1 of the transactions 4 to 4, whose clock was put back"), "{}", early.err);
    let later = shown("2026-12-04");
    assert!(later.out.contains("Second") && later.out.contains("Backdated") && !later.out.contains("Last"));
    assert_eq!(later.err, "");
    assert!(shown("2026-12-13").out.contains("Last"));
    let none = file.fails(1, &["action", "show", "A-3", "--as-of", "2026-11-25"]);
    assert!(none.contains("was not there yet"), "{none}");
}

#[test]
fn no_day_is_gained_by_putting_the_clock_back() {
    let file = sample();
    ok(&file, "action add First --due +3d");
    // A limit that is said to hold from today on, by yesterday's clock.
    days(&file, -30);
    let limit = "kpi-limit add --kpi K-3 --valid-from 2026-10-24 --target 90 --warn 95 --critical 99 --as P-4";
    let told = file.fails(1, &words(limit));
    assert!(told.contains("days that are over"), "{told}");
    // An exception that is over is none again, and what is due is not accepted for longer.
    ok(&file, "risk add Flood --owner P-5 --likelihood 1 --impact 1 --review-by 2026-11-10");
    days(&file, 0);
    ok(&file, "action add Second --due +3d");
    days(&file, -30);
    let accept = "risk accept R-41 --accepted-by P-5 --accepted-how meeting --reason 'No other way'";
    let told = file.fails(1, &words(accept));
    assert!(told.contains("It is 2026-11-10, and today is 2026-11-23"), "{told}");
    assert_eq!(file.verify(), Vec::<String>::new());
}

#[test]
fn sealed_minutes_are_witnesses_of_the_journal() {
    let file = Fixture::after(held::seal);
    assert!(ok(&file, "verify").contains("The file holds"));
    // Somebody rewrites what the minutes stand on, and makes every hash again.
    let raw = file.raw();
    let printed: String =
        raw.query_row("SELECT head FROM minutes WHERE head IS NOT NULL", [], |row| row.get(0)).unwrap();
    rewrite(&raw);
    drop(raw);
    let told = file.fails(1, &["verify"]) + &file.run(&["verify"]).out;
    assert!(told.contains("prints the head") && told.contains(&printed), "{told}");
    assert!(told.contains("MIN-"), "{told}");
    assert!(
        !told.contains("does not follow") && !told.contains("its content was changed"),
        "the chain is whole: {told}"
    );
    let backup = file.folder().join("rewritten.db");
    std::fs::copy(&file.path, &backup).unwrap();
    let told = file.fails(1, &["restore", backup.to_str().unwrap(), "--yes"]);
    assert!(told.contains("prints the head"), "{told}");
}

/// Changes the reason of an early transaction, and chains the journal anew.
fn rewrite(raw: &rusqlite::Connection) {
    use gavel::domain::identity::Hash;
    use gavel::store::chain::{Body, Head};
    let rows: Vec<(u64, String)> = {
        let mut statement = raw.prepare("SELECT sequence, header FROM journal ORDER BY sequence").unwrap();
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        rows.map(Result::unwrap).collect()
    };
    let mut head = Head::EMPTY;
    for (sequence, header) in rows {
        let header = if sequence == 2 { header.replace("\"program\":\"0.", "\"program\":\"1.") } else { header };
        let mut body = Body::new(&header);
        let mut statement =
            raw.prepare("SELECT body FROM journal_change WHERE sequence = ? ORDER BY position").unwrap();
        let bodies = statement.query_map([sequence], |row| row.get::<_, String>(0)).unwrap();
        bodies.for_each(|change| body.push(&change.unwrap()));
        let hash: Hash = body.finish();
        head = head.next(hash);
        raw.execute(
            "UPDATE journal SET header = ?, body_hash = ?, link = ? WHERE sequence = ?",
            rusqlite::params![header, hash.0, head.link.0, sequence],
        )
        .unwrap();
    }
    restore_triggers(raw);
}

/// The triggers that were dropped to do it, as the schema has them.
fn restore_triggers(raw: &rusqlite::Connection) {
    let whole = Fixture::new();
    let fresh = whole.peek();
    let mut statement =
        fresh.prepare("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'journal%'").unwrap();
    let triggers = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
    triggers.for_each(|sql| raw.execute_batch(&sql.unwrap()).unwrap());
}

#[test]
fn a_restore_says_which_sealed_minutes_the_backup_does_not_know() {
    let file = Fixture::after(held::conclude);
    let backup = file.folder().join("before.db");
    ok(&file, &format!("backup {}", backup.display()));
    let same = ok(&file.copy(), &format!("restore {} --yes --reason 'The disk failed'", backup.display()));
    assert!(!same.contains("does not have"), "{same}");
    ok(&file, "review approve MR-1 --for chair --how meeting");
    ok(&file, "review approve MR-1 --for secretary --how meeting");
    // It is an older copy, or another file, and that has to be said.
    let head = ok(&file, "head");
    let told = file.fails(1, &["restore", backup.to_str().unwrap(), "--yes"]);
    assert!(told.contains("MIN-2") && told.contains("--other") && told.contains("Nothing was changed"), "{told}");
    assert_eq!(ok(&file, "head"), head);
    let told = ok(
        &file,
        &format!(
            "restore {} --yes --other --reason 'The disk failed' --agreed-by 'Iris Falk' --agreed-how meeting",
            backup.display()
        ),
    );
    assert!(told.contains("MIN-2") && told.contains("prints a head that this backup does not have"), "{told}");
}
