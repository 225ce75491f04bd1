//! Several sessions of one user: what is typed in one is known in the other, and can be taken over.

use std::time::Duration;

use rustix::process::Signal;

use crate::fixture::Fixture;
use crate::pty::Terminal;

/// A session in which something is being typed: what leads there, and the words.
fn typing(fixture: &Fixture, leads: &str, words: &str) -> Terminal {
    let mut terminal = Terminal::run(fixture, &["--as", "P-1"]);
    terminal.wait("Today ─");
    terminal.press(leads);
    terminal.wait("Ctrl-S");
    terminal.press(words);
    terminal.wait("not saved");
    let local = fixture.folder().join("aims.db.local-wal");
    while !String::from_utf8_lossy(&std::fs::read(&local).unwrap_or_default()).contains(words) {
        terminal.listen(Duration::from_millis(5));
    }
    terminal
}

#[test]
fn what_is_typed_behind_a_frozen_link_is_taken_over() {
    let fixture = Fixture::new();
    fixture.ok(&["action", "add", "Ask the vendor"]);
    let mut frozen = typing(&fixture, "J\re", " about all five");
    // Nothing that is sent to it does anything any more, as behind a link that is gone.
    frozen.signal(Signal::STOP);
    let mut fresh = Terminal::run(&fixture, &["--as", "P-1"]);
    fresh.wait("Take it over");
    let told = fresh.contents();
    assert!(told.contains("in another session of yours, last key just now"), "{told}");
    assert!(told.contains("Ask the vendor about all five"), "{told}");
    // Left as it is, it is not silently forgotten, nor is who types it.
    fresh.press("n");
    fresh.wait_gone("Take it over");
    fresh.press("J\r");
    fresh.wait("also open: you elsewhere");
    fresh.press("D");
    fresh.wait("in another session, last key");
    fresh.press("\r");
    fresh.wait("Take it over");
    fresh.press("\r");
    frozen.end();
    fresh.wait("not saved");
    assert!(fresh.contents().contains("Ask the vendor about all five"), "{}", fresh.contents());
    fresh.press(" groups\x13");
    fresh.wait("● saved");
    fresh.press("\x03");
    fresh.end();
    assert!(fixture.ok(&["action", "show", "A-1"]).contains("Ask the vendor about all five groups"));
}

#[test]
fn a_form_tells_that_the_same_is_being_typed_elsewhere() {
    let fixture = Fixture::new();
    let mut first = typing(&fixture, "7a", "Ask the vendor");
    let mut second = Terminal::run(&fixture, &["--as", "P-1"]);
    second.wait("Take it over");
    second.press("n7a");
    second.wait("Ctrl-R takes over what you type in another session");
    second.press("\x12");
    second.wait("Take it over");
    second.press("y");
    assert_eq!(first.end(), 128 + 15, "it is told to end");
    second.wait("Ask the vendor");
    second.press("\x1bD");
    second.wait("Drafts: typed and not saved yet");
    assert!(!second.contents().contains("in another session"), "{}", second.contents());
}

#[test]
fn keys_of_ones_own_hold_and_what_is_wrong_with_their_file_is_told_with_line_and_word() {
    let fixture = Fixture::new();
    let folder = fixture.folder().join("gavel");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("keys.toml"), "actions = \"Q\"\nmrk = \"v\"\nundo = \"U\"\nrubbish\n").unwrap();
    let mut terminal = Terminal::run(&fixture, &["--as", "P-1"]);
    terminal.wait("keys.toml, line 2");
    terminal.press("Q");
    terminal.wait("Actions ·");
    terminal.press("M");
    terminal.wait("there is no command “mrk”");
    terminal.wait("“U” is “Redo” already");
    terminal.wait("“rubbish” can't be read");
}
