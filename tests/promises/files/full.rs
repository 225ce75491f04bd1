//! A full disk is told as such, nothing is lost, and reading goes on. The disk is played by a limit on how long files may
//! become, which works for whoever runs the tests.

use std::fs;
use std::process::{Command, Output};

use portable_pty::CommandBuilder;

use super::contents;
use crate::fixture::Fixture;
use crate::pty::Terminal;
use crate::screen::desk::Desk;

/// The program, under a limit of so many blocks (512 bytes, or 1024 in some shells) for every file that it writes.
fn limited(fixture: &Fixture, blocks: u32, words: &str) -> Output {
    let (gavel, database) = (env!("CARGO_BIN_EXE_gavel"), fixture.path.display());
    Command::new("sh")
        .args(["-c", &format!("ulimit -f {blocks}; exec {gavel} --db {database} {words}")])
        .current_dir(fixture.folder())
        .env("XDG_STATE_HOME", fixture.folder())
        .env("GAVEL_AS", "P-1")
        .output()
        .unwrap()
}

fn is_told(done: &Output, what: &str) {
    let said = String::from_utf8_lossy(&done.stderr);
    assert_eq!(done.status.code(), Some(1), "{what}: {said}");
    assert!(said.contains("The disk is full") && said.contains("Make room"), "{what}: {said}");
}

fn out(done: &Output) -> String {
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8_lossy(&done.stdout).into_owned()
}

fn with_action() -> Fixture {
    Fixture::after(|fixture| drop(fixture.ok(&["action", "add", "Repeat the bias test"])))
}

#[test]
fn without_any_room_everything_can_be_read_and_nothing_is_lost() {
    let fixture = with_action();
    let head = fixture.ok(&["head"]);
    // Not even what SQLite needs to read beside writers.
    const NOTHING: u32 = 4;
    is_told(&limited(&fixture, NOTHING, "action add 'Ask the vendor'"), "add");
    is_told(&limited(&fixture, NOTHING, "backup copy.db"), "backup");
    for words in ["action list", "search bias", "log", "action show A-1", "action list --as-of 2"] {
        let told = out(&limited(&fixture, NOTHING, words));
        assert!(told.contains("bias"), "{words}: {told}");
    }
    assert!(out(&limited(&fixture, NOTHING, "verify")).contains("The file holds"));
    assert!(out(&limited(&fixture, NOTHING, "head")).contains(head.trim()));
    let files: Vec<_> = fixture.files().into_iter().filter(|name| !name.starts_with("aims.db")).collect();
    assert_eq!(files, Vec::<String>::new(), "nothing half-made is left");
    fixture.ok(&["action", "add", "Ask the vendor"]);
    assert_eq!(fixture.ok(&["action", "list", "--count"]).trim(), "2");
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn a_log_that_can_t_grow_takes_nothing_and_loses_nothing() {
    let fixture = with_action();
    // Somebody else has the file open: there is room to read beside them.
    let other = fixture.store();
    let head = fixture.ok(&["head"]);
    let long = "word ".repeat(20_000);
    is_told(&limited(&fixture, 16, &format!("action add 'Ask the vendor' --details '{long}'")), "add");
    assert!(out(&limited(&fixture, 16, "action list")).contains("Repeat the bias test"));
    assert_eq!(fixture.ok(&["head"]), head);
    fixture.ok(&["action", "add", "Ask the vendor"]);
    drop(other);
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn what_is_not_whole_is_not_there() {
    let fixture = Fixture::empty();
    let begin = "init --organisation Aldgate --name Rosa --time-zone Europe/London";
    // Wherever it ends: in the file, or in the log whose pages do not come into the file any more.
    let mut refused = 0;
    for blocks in [1, 8, 64, 128, 512, 900, 1200, 1500, 1700] {
        let done = limited(&fixture, blocks, begin);
        if done.status.success() {
            assert_eq!(fixture.verify(), Vec::<String>::new(), "{blocks}");
            for name in fixture.files().iter().filter(|name| name.starts_with("aims.db")) {
                fs::remove_file(fixture.folder().join(name)).unwrap();
            }
        } else {
            is_told(&done, "init");
            assert_eq!(fixture.files(), Vec::<String>::new(), "{blocks}");
            refused += 1;
        }
    }
    assert!(refused > 3, "{refused}");
    let fixture = crate::sample::sample();
    let before = contents(fixture.folder());
    for words in ["review minutes MR-2 -o minutes.md", "review seal MR-2 --to .", "backup copy.db"] {
        is_told(&limited(&fixture, 8, words), words);
    }
    // What SQLite begins beside the file and has no room for says nothing.
    let beside = |name: &&String| !name.ends_with("-wal") && !name.ends_with("-shm");
    let after = contents(fixture.folder());
    assert_eq!(after.keys().filter(beside).collect::<Vec<_>>(), before.keys().collect::<Vec<_>>());
}

#[test]
fn the_screens_show_what_is_there_and_say_why_nothing_is_written() {
    let fixture = with_action();
    let (gavel, database) = (env!("CARGO_BIN_EXE_gavel"), fixture.path.display());
    let mut command = CommandBuilder::new("sh");
    command.args(["-c", &format!("ulimit -f 4; exec {gavel} --db {database} --as P-1")]);
    let mut terminal = Terminal::spawn(&fixture, command);
    terminal.wait("Today ─");
    terminal.press("J");
    terminal.wait("Repeat the bias test");
    terminal.press("a");
    terminal.wait("The disk is full");
    terminal.press("\x03");
    assert_eq!(terminal.end(), 0);
    assert_eq!(fixture.ok(&["action", "list", "--count"]).trim(), "1");
}

/// Whatever keeps a draft from being kept: a full disk, or somebody who does not let go of the file beside the file.
#[test]
fn what_was_typed_is_not_left_where_no_draft_can_be_kept() {
    let fixture = with_action();
    let mut desk = Desk::sized(&fixture, 120, 24);
    desk.press("J a").text("Ask");
    let local = rusqlite::Connection::open(fixture.folder().join("aims.db.local")).unwrap();
    local.execute_batch("BEGIN IMMEDIATE").unwrap();
    desk.text(" t");
    desk.press("Esc").sees("no draft can be kept").sees("Ask t");
    desk.press("Ctrl-C").sees("What you typed is lost then").press("n");
    local.execute_batch("ROLLBACK").unwrap();
    desk.text("he vendor").press("Esc").sees("Draft kept").sees_not("New action");
    drop(desk);
    Desk::sized(&fixture, 80, 24).press("D").sees("Ask the vendor");
}
