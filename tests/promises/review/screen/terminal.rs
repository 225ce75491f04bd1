//! A review in the real program in a pseudo-terminal.

use std::time::Duration;

use rustix::process::Signal;

use crate::fixture::Fixture;
use crate::pty::Terminal;
use crate::review::held;
use crate::review::tools::ok;

const CTRL_R: &str = "\x12";
const CTRL_S: &str = "\x13";

fn start(fixture: &Fixture) -> Terminal {
    let mut terminal = Terminal::run(fixture, &["--as", "rosa"]);
    terminal.wait("Today ─");
    terminal.press("2");
    terminal
}

/// Presses keys, and waits for what they are to bring.
fn then(terminal: &mut Terminal, keys: &str, comes: &str) {
    terminal.press(keys);
    terminal.wait(comes);
}

#[test]
fn a_whole_review_is_held_by_keys_alone() {
    let fixture = Fixture::after(held::committee);
    let mut terminal = start(&fixture);
    let t = &mut terminal;
    t.wait("No review is on record yet");
    then(t, "s", "Plan a review");
    then(t, "\r", "New review");
    then(t, "\ttoday\t14:00\t\t\tRoom 4\tiris\trosa", "New review");
    then(t, CTRL_S, "MR-1 · planned");
    then(t, "s", "Call the meeting");
    then(t, "\r", "MR-1 · called");
    then(t, "s", "Circulate the pack");
    then(t, "\r", "MR-1 · pack circulated");
    then(t, "s", "Open the meeting");
    then(t, "\r", "Attendance");
    then(t, "A\r", "Quorum 5 of 5");
    then(t, "]", "[Opening]");
    for item in 1..=9 {
        if item == 8 {
            then(t, "d", "Decision under");
            then(t, &format!("Buy a scanner{CTRL_S}"), "Does anybody object?");
            then(t, "y", "CARRIED, NOBODY OBJECTED");
            then(t, "a", "Action from D-1");
            then(t, &format!("Ask for offers\tben\t+2w{CTRL_S}"), "→ A-1");
        }
        then(t, "f", "How does it end?");
        then(t, "n", "say that there is nothing to decide");
        then(t, &format!("Nothing more{CTRL_S}"), &format!("{item}/10"));
    }
    t.wait("[End]");
    for aspect in ["Suitability", "Adequacy", "Effectiveness"] {
        then(t, "s\r", "MR-1 can't be concluded");
        t.read();
        then(t, "\r", &format!("{aspect}: "));
        then(t, &format!("yes\tIt does{CTRL_S}"), "✓ Yes: It does");
        t.wait_gone(&format!("{aspect}: "));
    }
    then(t, "s\r", "MR-1 can't be concluded");
    t.read();
    then(t, "\r", "Results of the review");
    then(t, &format!("None came up\t+6m{CTRL_S}"), "None: None came up");
    t.wait_gone("Results of the review");
    then(t, "s\r", "MR-1 · concluded");
    then(t, "s\r", "MR-1 · minutes circulated");
    then(t, "s\r", "Approve the minutes: chair");
    then(t, &format!("meeting{CTRL_S}"), "Approved by Iris Falk");
    then(t, "s\r", "Approve the minutes: secretary");
    then(t, &format!("signature{CTRL_S}"), "MR-1 · sealed");
    t.press("qq");
    assert_eq!(t.end(), 0);
    assert!(t.is_given_back());
    assert!(ok(&fixture, "review verify MR-1").contains("MR-1 holds"));
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn after_a_kill_the_review_is_at_its_item_and_the_half_typed_note_is_there() {
    let fixture = Fixture::after(held::call);
    let mut terminal = start(&fixture);
    then(&mut terminal, "s", "Circulate the pack");
    // It was called for another day than the one on which it is opened.
    then(&mut terminal, "\x1b[B\r", "how was its day agreed?");
    then(&mut terminal, &format!("All agreed by mail{CTRL_S}"), "in session");
    then(&mut terminal, "r", "Attendance");
    then(&mut terminal, "A\r", "Quorum 5 of 5");
    then(&mut terminal, "]", "[Opening]");
    for letter in ["a", "b", "c"] {
        then(&mut terminal, "]", "How does it end?");
        then(&mut terminal, "o", &format!("[{letter}]"));
    }
    then(&mut terminal, "n", "Note");
    then(&mut terminal, "The reopened case is the thi", "reopened case is the thi");
    // Nothing that is older than half a second is lost.
    terminal.listen(Duration::from_millis(500));
    terminal.signal(Signal::KILL);
    terminal.end();

    let mut terminal = start(&fixture);
    terminal.wait("c INTERESTED PARTIES");
    terminal.wait("in session");
    then(&mut terminal, "n", "Ctrl-R goes on with it");
    then(&mut terminal, CTRL_R, "The reopened case is the thi");
    then(&mut terminal, &format!("rd{CTRL_S}"), "N-1 is noted under c");
    // The meeting goes on: it is asked before its screen is closed.
    then(&mut terminal, "q", "Close this screen?");
    terminal.press("yq");
    assert_eq!(terminal.end(), 0);
    assert!(ok(&fixture, "note show N-1").contains("AG-4"));
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn a_review_survives_any_size_of_window() {
    let fixture = Fixture::after(held::consider);
    held::script(&fixture, "review item MR-1 d1\nreview propose MR-1 'Wait' --subject other");
    let mut terminal = start(&fixture);
    terminal.wait("Review MR-1 · in session");
    for keys in
        ["", "\x1b[Z", "\t\t", "z", "z", "r", "\x1b", "\t", "v", "\x1b", "s\r", "\x1b", "n", "\x1b", "O", "\r", "\x1b"]
    {
        terminal.press(keys);
        for (cols, rows) in [(1, 1), (200, 60), (3, 50), (120, 2), (39, 8), (99, 25), (80, 24)] {
            terminal.resize(cols, rows);
            terminal.listen(Duration::from_millis(15));
        }
        // It can't be concluded yet; what is typed at once behind that is not taken.
        if keys.starts_with('s') {
            terminal.read();
        }
    }
    terminal.press("1");
    terminal.resize(120, 40);
    terminal.wait("Actions due");
    terminal.press("qq");
    assert_eq!(terminal.end(), 0);
    assert!(terminal.is_given_back());
}
