//! The real program in a pseudo-terminal: it starts, it ends however it is ended, and nothing typed is lost.

use std::fs::File;
use std::io::{Read, Write};
use std::process::Command;
use std::time::{Duration, Instant};

use gavel::store::Local;
use portable_pty::CommandBuilder;
use rustix::process::Signal;

use super::keys::furnished;
use crate::fixture::Fixture;
use crate::pty::Terminal;

const SECOND: Duration = Duration::from_secs(1);

#[test]
fn the_first_start_creates_nothing_before_it_is_chosen() {
    let fixture = Fixture::empty();
    let mut terminal = Terminal::run(&fixture, &[]);
    terminal.wait("There is no file");
    assert!(fixture.files().is_empty());
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
    assert!(fixture.files().is_empty());

    let mut terminal = Terminal::run(&fixture, &[]);
    terminal.wait("Begin a file");
    terminal.press("\r");
    terminal.wait("Organisation");
    terminal.press("Aldgate Mutual\rRosa Lindt\r");
    terminal.press("\r\r");
    terminal.wait("Today ─");
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
    assert!(terminal.is_given_back());
    assert!(fixture.files().contains(&"aims.db".to_owned()));
}

#[test]
fn a_record_is_edited() {
    let fixture = furnished();
    let mut terminal = Terminal::run(&fixture, &["--as", "rosa"]);
    terminal.wait("Today ─");
    terminal.press("J");
    terminal.wait("Actions · to do");
    terminal.press("e");
    terminal.wait("Ctrl-S save");
    terminal.press("\x1b[F twice");
    terminal.press("\x13");
    terminal.wait("what is now Repeat the bias test twice");
    terminal.press("qq");
    assert_eq!(terminal.end(), 0);
    assert!(terminal.is_given_back());
    assert!(fixture.ok(&["action", "show", "A-1"]).contains("Repeat the bias test twice"));
}

/// As behind a pipe or a serial line: keys would else have no effect, with nothing to be seen that says so.
#[test]
fn a_terminal_that_tells_no_size_has_the_usual_one() {
    let fixture = furnished();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_gavel"));
    command.args(["--db", fixture.path.to_str().unwrap(), "--as", "rosa"]);
    let mut terminal = Terminal::sized(&fixture, command, 0, 0);
    terminal.wait("Today ─");
    terminal.press("J");
    terminal.wait("Actions · to do");
    terminal.press("qq");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn any_size_of_window_will_do() {
    let fixture = furnished();
    let mut terminal = Terminal::run(&fixture, &["--as", "rosa"]);
    terminal.wait("Today ─");
    for (turn, keys) in ["J", "\r", "e", "\x1b", "9", "?", "\x1b", "1"].into_iter().enumerate() {
        terminal.press(keys);
        for (cols, rows) in [(1, 1), (200, 60), (3, 50), (120, 2), (39, 8), (80, 24)] {
            terminal.resize(cols, rows);
            terminal.listen(Duration::from_millis(if turn == 0 { 60 } else { 15 }));
        }
    }
    terminal.resize(120, 40);
    terminal.wait("Actions due");
    // Where it ends at the size at which it began, nothing of what the terminal made of it meanwhile stays.
    terminal.listen(Duration::from_millis(200));
    for (cols, rows) in [(60, 20), (120, 40)] {
        terminal.resize(cols, rows);
    }
    terminal.listen(Duration::from_millis(100));
    terminal.scribble("rubbish");
    for (cols, rows) in [(60, 20), (90, 9), (120, 40)] {
        terminal.resize(cols, rows);
    }
    terminal.wait_gone("rubbish");
    terminal.wait("Actions due");
    terminal.press("qq");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn a_redraw_never_lets_the_terminal_go() {
    let fixture = furnished();
    let mut terminal = Terminal::run(&fixture, &["--as", "rosa"]);
    terminal.wait("Today ─");
    let watching = terminal.watch_modes();
    for _ in 0..120 {
        terminal.scribble("rubbish");
        terminal.press("\x0c");
        terminal.wait_gone("rubbish");
    }
    assert!(watching.kept(), "what was typed meanwhile was shown by the terminal, and came line by line");
    terminal.signal(Signal::TERM);
    terminal.end();
}

#[test]
fn esc_and_what_follows_are_two_keys_in_one_burst_and_an_arrow_in_two_is_one() {
    let fixture = furnished();
    let mut terminal = Terminal::run(&fixture, &["--as", "rosa"]);
    terminal.wait("Today ─");
    terminal.press("J");
    terminal.wait("▶ A-1");
    terminal.press("\x1b");
    std::thread::sleep(Duration::from_millis(5));
    terminal.press("[B");
    terminal.wait("▶ A-2");
    terminal.press("\r");
    terminal.wait("History");
    terminal.press("\x1b\x1b3");
    terminal.wait("Nonconformities");
    terminal.press("\x1b8");
    terminal.wait("All registers");
    terminal.signal(Signal::TERM);
    terminal.end();
}

#[test]
fn it_is_stopped_and_gone_on_with() {
    let fixture = furnished();
    let mut shell = CommandBuilder::new("bash");
    shell.args(["--norc", "--noprofile", "-i"]);
    shell.env("PS1", "$ ");
    let mut terminal = Terminal::spawn(&fixture, shell);
    terminal.wait("$ ");
    terminal.type_line(&format!("{} --db {} --as rosa", env!("CARGO_BIN_EXE_gavel"), fixture.path.display()));
    terminal.wait("Today ─");
    terminal.press("\x1a");
    terminal.wait("Stopped");
    terminal.type_line("echo in the $((40 + 2))nd shell");
    terminal.wait("in the 42nd shell");
    terminal.type_line("fg");
    terminal.wait("Today ─");
    terminal.press("J");
    terminal.wait("Actions · to do");
    terminal.press("qq");
    terminal.wait("$ ");
    terminal.signal(Signal::KILL);
    terminal.end();
}

#[test]
fn signals_end_it_within_a_second_and_keep_what_was_typed() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130)] {
        let fixture = furnished();
        let mut terminal = Terminal::run(&fixture, &["--as", "rosa"]);
        terminal.wait("Today ─");
        terminal.press("J");
        terminal.wait("Actions · to do");
        terminal.press("a");
        terminal.wait("New action");
        terminal.press("Half a thought");
        terminal.wait("Half a thought");
        terminal.signal(signal);
        assert_eq!(terminal.ends_within(SECOND), Some(code), "{signal:?}");
        assert!(terminal.is_given_back(), "{signal:?}");
        assert_eq!(kept(&fixture).as_deref(), Some("Half a thought"), "{signal:?}");
    }
}

#[test]
fn a_lost_terminal_ends_it_within_a_second() {
    use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
    let fixture = furnished();
    let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).unwrap();
    grantpt(&master).unwrap();
    unlockpt(&master).unwrap();
    let name = ptsname(&master, Vec::new()).unwrap().into_string().unwrap();
    let slave = || File::options().read(true).write(true).open(&name).unwrap();
    let mut command = Command::new("setsid");
    command.args(["--ctty", env!("CARGO_BIN_EXE_gavel"), "--as", "rosa", "--db"]).arg(&fixture.path);
    command.env("TERM", "xterm-256color").stdin(slave()).stdout(slave()).stderr(slave());
    let mut child = command.spawn().unwrap();
    drop(command);
    let mut master = File::from(master);
    let mut seen = vt100::Parser::default();
    let mut wait = |master: &mut File, text: &str| {
        let mut buffer = [0; 1 << 16];
        while !seen.screen().contents().contains(text) {
            let read = master.read(&mut buffer).unwrap();
            seen.process(&buffer[..read]);
        }
    };
    rustix::termios::tcsetwinsize(
        &master,
        rustix::termios::Winsize { ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0 },
    )
    .unwrap();
    wait(&mut master, "Today ─");
    master.write_all(b"7aLost").unwrap();
    wait(&mut master, "Lost");
    drop(master);
    let gone = Instant::now();
    while child.try_wait().unwrap().is_none() {
        assert!(gone.elapsed() < SECOND, "it goes on without a terminal");
        std::thread::sleep(Duration::from_millis(5));
    }
    assert_eq!(kept(&fixture).as_deref(), Some("Lost"));
}

#[test]
fn a_failure_gives_the_terminal_back_and_leaves_a_report() {
    let fixture = furnished();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_gavel"));
    command.args(["--db", fixture.path.to_str().unwrap(), "--as", "rosa"]);
    command.env("GAVEL_FAIL", "1");
    let mut terminal = Terminal::spawn(&fixture, command);
    terminal.wait("Today ─");
    terminal.press("J");
    terminal.wait("Actions · to do");
    terminal.press("aTyped before");
    terminal.wait("Typed before");
    terminal.press("\x1b[24~");
    terminal.wait("A report for the developers was written to");
    assert_ne!(terminal.end(), 0);
    assert!(terminal.is_given_back());
    assert_eq!(kept(&fixture).as_deref(), Some("Typed before"));
    let reports = fixture.folder().join("gavel");
    let report = std::fs::read_dir(reports).unwrap().next().unwrap().unwrap().path();
    let report = std::fs::read_to_string(report).unwrap();
    assert!(report.contains("failed because it was asked to") && !report.contains("Typed before"), "{report}");
}

/// What the newest draft holds in its first field.
fn kept(fixture: &Fixture) -> Option<String> {
    let user = whoami::username().unwrap();
    let drafts = Local::beside(&fixture.path, &user).unwrap().drafts();
    Some(drafts.first()?.fields.first()?.text.clone())
}

#[test]
fn nothing_older_than_half_a_second_is_missing_after_a_kill() {
    // Most of a round is waiting: several go side by side.
    std::thread::scope(|scope| {
        for seed in 0..4 {
            scope.spawn(move || (0..3).for_each(|round| kill_while_typing(seed * 3 + round)));
        }
    });
}

fn kill_while_typing(round: u64) {
    let words = "the quick brown fox jumps over the lazy dog and on and on";
    let chance = (round + 7).wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    let fixture = furnished();
    let mut terminal = Terminal::run(&fixture, &["--as", "rosa"]);
    terminal.wait("Today ─");
    terminal.press("J");
    terminal.wait("Actions · to do");
    terminal.press("a");
    terminal.wait("New action");
    let mut typed = Vec::new();
    let count = 20 + usize::try_from((chance >> 33) % 37).unwrap();
    for c in words.chars().take(count) {
        terminal.press(&c.to_string());
        typed.push(Instant::now());
        std::thread::sleep(Duration::from_millis(15));
    }
    // The moment of the kill differs from round to round.
    std::thread::sleep(Duration::from_millis((chance >> 40) % 60));
    terminal.signal(Signal::KILL);
    let killed = Instant::now();
    terminal.end();
    let old = typed.iter().filter(|at| killed - **at > Duration::from_millis(500)).count();
    let found = kept(&fixture).unwrap_or_default();
    assert!(words.starts_with(&found), "{found}");
    assert!(found.chars().count() >= old, "round {round}: {found:?} of {count} keys, {old} of them old");
}

#[test]
fn two_programs_see_each_other() {
    let fixture = furnished();
    let mut rosa = Terminal::run(&fixture, &["--as", "rosa"]);
    let mut tom = Terminal::run(&fixture, &["--as", "tom"]);
    for terminal in [&mut rosa, &mut tom] {
        terminal.wait("Today ─");
        terminal.press("J");
        terminal.wait("▶ A-1");
    }
    rosa.press("\r");
    rosa.wait("History");
    tom.press("\r");
    tom.wait("also open: Rosa Lindt");
    rosa.wait("also open: Tom Ekwall");
    // Both edit the title; the second is asked, on the screen.
    rosa.press("e");
    rosa.wait("Ctrl-S save");
    rosa.press("\x1b[F by Monday");
    rosa.wait("not saved");
    tom.press("e");
    tom.wait("Ctrl-S save");
    tom.press("\x1b[F by Friday\x13");
    tom.wait("what is now Repeat the bias test by Friday");
    rosa.wait("Tom Ekwall changed what");
    rosa.press("\x13");
    rosa.wait("was changed by someone else first");
    rosa.wait("Repeat the bias test by Friday");
    rosa.read();
    rosa.press("\x1b[C\r");
    rosa.wait("by Monday");
    tom.wait("by Monday");
    tom.press("\x1b");
    rosa.wait_gone("also open");
    for terminal in [&mut rosa, &mut tom] {
        terminal.signal(Signal::TERM);
        assert_eq!(terminal.end(), 143);
    }
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn nothing_is_written_while_nothing_happens_and_no_colour_means_none() {
    let fixture = furnished();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_gavel"));
    command.args(["--db", fixture.path.to_str().unwrap(), "--as", "rosa"]);
    command.env("NO_COLOR", "1");
    let mut terminal = Terminal::spawn(&fixture, command);
    terminal.wait("Today ─");
    terminal.press("J");
    terminal.wait("Actions · to do");
    terminal.listen(Duration::from_millis(400));
    assert_eq!(terminal.listen(SECOND), 0, "idle");
    let written = String::from_utf8_lossy(&terminal.written).into_owned();
    let colours = ["[38;", "[48;", "[31m", "[36m", "[90m"];
    assert!(!colours.iter().any(|colour| written.contains(colour)), "{written:?}");
    assert!(written.contains("\x1b[7m"), "the selection is reversed");
    // A reset after the reversal would take it away again.
    let after = written.split("\x1b[7m").nth(1).unwrap();
    assert!(
        !after.starts_with("\x1b[;m") && !after.starts_with("\x1b[0m") && !after.starts_with("\x1b[m"),
        "{after:?}"
    );
    terminal.signal(Signal::TERM);
    terminal.end();
}
