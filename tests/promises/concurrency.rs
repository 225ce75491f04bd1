//! Many processes on one file: what was acknowledged is there once, edits merge, and what overlaps is told.

use std::collections::HashMap;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

use super::fixture::Fixture;

const PROCESSES: usize = 16;
const WRITES: usize = 30;

fn gavel(path: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gavel"));
    command.env_clear().args(["--as", "P-1", "--db"]).arg(path).stdin(Stdio::null());
    command
}

/// Numbers that look random and are the same in every run.
fn chance(seed: u64) -> impl FnMut() -> u64 {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    }
}

#[test]
fn every_acknowledged_write_is_there_once_whoever_is_killed() {
    let fixture = Fixture::new();
    let acknowledged = Mutex::new(Vec::new());
    let killed = Mutex::new(0);
    thread::scope(|scope| {
        for process in 0..PROCESSES {
            let (path, acknowledged, killed) = (&fixture.path, &acknowledged, &killed);
            scope.spawn(move || {
                let mut chance = chance(process as u64 + 1);
                for write in 0..WRITES {
                    let what = format!("write {process} {write}");
                    let mut command = gavel(path);
                    command.args(["action", "add", &what]).stdout(Stdio::piped()).stderr(Stdio::piped());
                    let mut child = command.spawn().unwrap();
                    if chance().is_multiple_of(8) {
                        thread::sleep(Duration::from_micros(chance() % 60_000));
                        child.kill().unwrap();
                    }
                    let output = child.wait_with_output().unwrap();
                    let told = String::from_utf8(output.stdout).unwrap();
                    // Killed after the commit and before the process ended: what it said counts.
                    if told.starts_with("Added A-") && told.ends_with('\n') {
                        acknowledged.lock().unwrap().push(what);
                    } else {
                        let why = String::from_utf8(output.stderr).unwrap();
                        assert_eq!((output.status.code(), why.as_str()), (None, ""), "only a killed process fails");
                        *killed.lock().unwrap() += 1;
                    }
                }
            });
        }
    });
    let raw = fixture.peek();
    let mut statement = raw.prepare("SELECT what FROM action").unwrap();
    let mut there: HashMap<String, usize> = HashMap::new();
    for what in statement.query_map([], |row| row.get(0)).unwrap() {
        *there.entry(what.unwrap()).or_default() += 1;
    }
    let acknowledged = acknowledged.into_inner().unwrap();
    assert!(acknowledged.iter().all(|what| there.get(what) == Some(&1)), "an acknowledged write is there once");
    assert!(there.values().all(|times| *times == 1), "no write is there twice");
    let killed = killed.into_inner().unwrap();
    assert!(there.len() <= acknowledged.len() + killed && killed > 0, "{killed} were killed");
    let (count, last): (u64, u64) =
        raw.query_row("SELECT count(*), max(sequence) FROM journal", [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    assert_eq!(count, last, "the journal has no gap");
    assert_eq!(last, there.len() as u64 + 1);
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn disjoint_edits_merge_and_overlapping_ones_are_conflicts() {
    let fixture = Fixture::new();
    fixture.ok(&["action", "add", "Repeat the bias test", "--due", "2027-01-31"]);
    let edit = |option: String, value: String| {
        let mut command = gavel(&fixture.path);
        command.args(["action", "edit", "A-1", "--based-on", "1", &option, &value]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let mut children = Vec::new();
    for turn in 0..8 {
        children.push(edit("--due".into(), format!("2027-01-{:02}", turn + 1)));
    }
    children.push(edit("--details".into(), "With the autumn data".into()));
    children.push(edit("--priority".into(), "high".into()));
    let outcomes: Vec<_> = children.into_iter().map(|child| child.wait_with_output().unwrap()).collect();
    let (dates, others) = outcomes.split_at(8);
    let won: Vec<_> = (0..8).filter(|turn| dates[*turn].status.success()).collect();
    assert_eq!(won.len(), 1, "one of the overlapping edits is first");
    for (turn, output) in dates.iter().enumerate().filter(|(turn, _)| *turn != won[0]) {
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1));
        let (first, mine) = (format!("2027-01-{:02}", won[0] + 1), format!("2027-01-{:02}", turn + 1));
        assert!(told.contains("A-1 was changed by someone else first: Due date"), "{told}");
        assert!(told.contains(&format!("it is now {first}, set by P-1 Rosa Lindt")), "{told}");
        assert!(told.contains(&format!("you wanted {mine}")) && told.contains("it was 2027-01-31"), "{told}");
    }
    assert!(others.iter().all(|output| output.status.success()), "edits of other fields merge");
    let shown = fixture.ok(&["action", "show", "A-1"]);
    for part in [&format!("2027-01-{:02}", won[0] + 1), "With the autumn data", "High"] {
        assert!(shown.contains(part), "{shown}");
    }
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn a_reader_hears_of_another_s_commit() {
    let fixture = Fixture::new();
    let store = fixture.store();
    let (told, commits) = std::sync::mpsc::channel();
    let watch = store.watch(move || told.send(()).unwrap_or_default());
    for turn in 0..3 {
        assert!(gavel(&fixture.path).args(["action", "add", "Do it"]).output().unwrap().status.success());
        commits.recv_timeout(Duration::from_secs(20)).expect("the commit is heard of");
        let reference = format!("A-{}", turn + 1).parse().unwrap();
        assert!(store.view().called(&reference).unwrap().is_some(), "and can be read");
        while commits.recv_timeout(Duration::from_millis(300)).is_ok() {}
    }
    drop(watch);
    assert!(commits.recv().is_err(), "a dropped watch is over");
}

#[test]
fn numbers_are_given_once_even_where_records_are_voided() {
    let fixture = Fixture::new();
    fixture.ok(&["action", "add", "One"]);
    fixture.ok(&["action", "add", "Two"]);
    fixture.ok(&["action", "void", "A-2", "--reason", "a slip"]);
    assert_eq!(fixture.ok(&["action", "add", "Three"]), "Added A-3 Three\n");
}
