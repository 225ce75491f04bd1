//! The command line in a pseudo-terminal.

use super::fixture::Fixture;
use super::pty::Terminal;

#[test]
fn a_file_is_begun_by_answering_questions() {
    let fixture = Fixture::empty();
    let mut terminal = Terminal::run(&fixture, &["init"]);
    terminal.wait("What is your organisation called?");
    terminal.type_line("Aldgate Mutual");
    terminal.wait("What is your name?");
    terminal.type_line("Rosa Lindt");
    terminal.wait("In which time zone is it?");
    terminal.type_line("Europe/London");
    terminal.wait("Created");
    terminal.wait("gavel help");
    assert_eq!(terminal.end(), 0);
    let mut terminal = Terminal::run(&fixture, &["action", "add", "Repeat the bias test", "--owner", "me"]);
    terminal.wait("Added A-1");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn tables_fit_the_terminal() {
    let fixture = Fixture::new();
    let long = "Repeat the bias test with the data of this autumn and tell the committee what came of it in December";
    fixture.ok(&["action", "add", long, "--due", "2026-12-04", "--priority", "high", "--owner", "me"]);
    let mut terminal = Terminal::run(&fixture, &["action", "list"]);
    terminal.wait("2026-12-04");
    assert_eq!(terminal.end(), 0);
    let contents = terminal.contents();
    let lines: Vec<_> = contents.lines().collect();
    assert_eq!(lines.len(), 2, "{contents}");
    assert!(lines[1].contains('…') && lines[1].contains("High") && lines[1].contains("Open"), "{contents}");
}

#[test]
fn the_log_follows_what_others_commit() {
    let fixture = Fixture::new();
    let mut terminal = Terminal::run(&fixture, &["log", "--follow"]);
    terminal.wait("ORG-1 Aldgate Mutual: created");
    fixture.ok(&["action", "add", "Repeat the bias test"]);
    terminal.wait("A-1 Repeat the bias test: created");
    terminal.signal(rustix::process::Signal::KILL);
}
