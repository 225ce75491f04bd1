//! What a killed process left half-made goes at the next start; what is whole stays.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use gavel::domain::organisation::COPIED_IN;

use super::contents;
use crate::fixture::Fixture;

/// Workshops in a folder: what is being made there, or was.
fn unfinished(folder: &Path) -> Vec<PathBuf> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths.filter(|path| path.file_name().unwrap().to_str().unwrap().starts_with(".gavel-")).collect()
}

/// Starts a command and kills it as soon as something half-made is in a folder; says whether there was.
fn kill_half_made(fixture: &Fixture, words: &[&str], folder: &Path) -> bool {
    let mut child = Command::new(env!("CARGO_BIN_EXE_gavel"))
        .args(["--db", fixture.path.to_str().unwrap()])
        .args(words)
        .env("XDG_STATE_HOME", fixture.folder())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let end = Instant::now() + Duration::from_secs(30);
    while child.try_wait().unwrap().is_none() && Instant::now() < end {
        if unfinished(folder).iter().any(|path| fs::read_dir(path).is_ok_and(|mut inside| inside.next().is_some())) {
            break;
        }
    }
    child.kill().unwrap();
    child.wait().unwrap();
    !unfinished(folder).is_empty()
}

/// A file that takes a moment to copy.
fn large() -> Fixture {
    let fixture = Fixture::new();
    fixture.ok(&["action", "add", "Repeat the bias test"]);
    let report = fixture.folder().join("report.bin");
    for part in 0..4_u8 {
        fs::write(&report, vec![part; usize::try_from(COPIED_IN).unwrap()]).unwrap();
        fixture.ok(&["evidence", "add", "Report", "--about", "A-1", "--file", report.to_str().unwrap()]);
    }
    fs::remove_file(&report).unwrap();
    fixture
}

#[test]
fn a_killed_backup_leaves_nothing_behind_for_long() {
    let fixture = large();
    let elsewhere = tempfile::tempdir().unwrap();
    let target = elsewhere.path().join("copy.db");
    let backup = ["backup", target.to_str().unwrap()];
    // It may be done before it is killed, once or twice.
    let killed = (0..20).any(|_| {
        let _ = fs::remove_file(&target);
        kill_half_made(&fixture, &backup, elsewhere.path())
    });
    assert!(killed, "no backup was slow enough");
    assert!(!target.exists(), "nobody sees it under its name before it is whole");
    fixture.ok(&backup);
    assert_eq!(unfinished(elsewhere.path()), Vec::<PathBuf>::new());
    assert!(fixture.ok(&["--db", target.to_str().unwrap(), "verify"]).contains("The file holds"));
}

#[test]
fn opening_a_file_sweeps_its_folder_and_lets_those_who_work_go_on() {
    let fixture = large();
    let beside = fixture.folder().join("copy.db");
    let killed = (0..20).any(|_| {
        let _ = fs::remove_file(&beside);
        kill_half_made(&fixture, &["backup", beside.to_str().unwrap()], fixture.folder())
    });
    assert!(killed, "no backup was slow enough");
    // Somebody works in another one.
    let working = gavel::store::workshop::Workshop::beside(&fixture.path).unwrap();
    assert_eq!(unfinished(fixture.folder()).len(), 1, "a new one sweeps, too");
    fs::write(working.path("half"), "half").unwrap();
    let left = fixture.folder().join(".gavel-unfinished-abcdefghij");
    fs::create_dir(&left).unwrap();
    // A file that only can be read sweeps nothing; and nothing of others is touched.
    fs::write(fixture.folder().join(".gavel-notes"), "mine").unwrap();
    fixture.ok(&["action", "list"]);
    assert!(!left.exists());
    assert!(working.path("half").exists());
    assert!(fixture.folder().join(".gavel-notes").exists());
    let half = working.path("half");
    working.put_database(half, &fixture.folder().join("whole")).unwrap();
    assert_eq!(fs::read_to_string(fixture.folder().join("whole")).unwrap(), "half");
}

#[test]
fn proving_a_file_leaves_nothing_in_the_temporary_folder() {
    let fixture = Fixture::new();
    let temporary = tempfile::tempdir().unwrap();
    for words in [&["verify"][..], &["action", "list", "--as-of", "1"]] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_gavel"))
            .args(["--db", fixture.path.to_str().unwrap()])
            .args(words)
            .env("TMPDIR", temporary.path())
            .env("SQLITE_TMPDIR", temporary.path())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        while child.try_wait().unwrap().is_none() {
            assert!(contents(temporary.path()).is_empty(), "what is there has no name");
        }
    }
}
