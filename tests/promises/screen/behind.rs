//! What is read behind the screen: that it is being read is told, and why it can't be.

use std::thread;
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent};
use gavel::tui::event::Event;

use super::desk::Desk;
use super::standing::standing;

#[test]
fn what_cannot_be_read_says_so_and_why() {
    for (key, table) in [("0", "risk"), ("3", "nonconformity"), ("5", "measurement"), ("T", "nonconformity")] {
        let fixture = standing();
        let mut desk = Desk::new(&fixture);
        fixture.peek().execute_batch(&format!("ALTER TABLE {table} RENAME TO gone")).unwrap();
        desk.press(key).sees("can't be read").sees(&format!("no such table: {table}"));
        desk.sees_not("Reading").sees_not("Looking");
        fixture.peek().execute_batch(&format!("ALTER TABLE gone RENAME TO {table}")).unwrap();
        desk.press("1").press(key).sees_not("can't be read");
    }
}

#[test]
fn a_long_wait_is_told_and_ends_with_the_answer() {
    let fixture = standing();
    let mut desk = Desk::new(&fixture);
    desk.app.handle(Event::Key(KeyEvent::from(KeyCode::Char('5'))));
    desk.app.rest();
    desk.sees_not("working");
    // The answer may be there already; as long as nobody took it, it is waited for.
    thread::sleep(Duration::from_millis(350));
    desk.app.tick();
    desk.sees("working");
    desk.settle();
    desk.sees_not("working").sees("Share of refusals");
}

#[test]
fn typing_a_filter_reads_nothing_before_the_hands_rest() {
    let fixture = standing();
    let mut desk = Desk::new(&fixture);
    desk.press("9 /");
    let before = desk.screen();
    for c in "scores drift ".chars().cycle().take(5_000) {
        desk.app.handle(Event::Key(KeyEvent::from(KeyCode::Char(c))));
        assert!(desk.app.is_idle(), "a key asks for nothing");
    }
    assert_eq!(desk.screen().lines().nth(4), before.lines().nth(4), "what was read stands meanwhile");
    desk.settle();
    desk.sees("R-2 Scores drift")
        .sees_not("Refusals fall")
        .press("Esc /")
        .text("nobody wrote this")
        .sees("Nothing in the journal matches");
}

#[test]
fn keys_that_follow_a_command_wait_for_what_it_needs_and_esc_gives_it_up() {
    let fixture = standing();
    let mut desk = Desk::new(&fixture);
    let key = |code| Event::Key(KeyEvent::from(code));
    desk.press("7 a").text("Write it down").press("Ctrl-S").sees("Write it down");
    desk.app.handle(key(KeyCode::Char('u')));
    desk.app.handle(key(KeyCode::Char('n')));
    desk.app.handle(key(KeyCode::Esc));
    desk.sees("Given up");
    desk.settle();
    desk.sees_not("Take this back?").sees("Write it down").sees_not("New note");
    desk.app.handle(key(KeyCode::Char('u')));
    desk.app.handle(key(KeyCode::Char('y')));
    desk.settle();
    desk.sees_not("Take this back?").press("/").text("Write it").press("Enter").sees("No actions here");
}

#[test]
fn enter_behind_the_words_of_a_search_waits_for_what_they_find() {
    let fixture = standing();
    let mut desk = Desk::new(&fixture);
    desk.press("Ctrl-F");
    for c in "Scores drift".chars() {
        desk.app.handle(Event::Key(KeyEvent::from(KeyCode::Char(c))));
    }
    desk.app.handle(Event::Key(KeyEvent::from(KeyCode::Enter)));
    desk.settle();
    desk.sees("R-2 Scores drift").sees("What hangs on it");
    desk.press("Esc").text(" nobody").sees("No record has all of these words.");
}

#[test]
fn what_comes_to_light_is_read_anew_only_where_somebody_changed_something() {
    let fixture = standing();
    let mut desk = Desk::new(&fixture);
    let back = || Event::Key(KeyEvent::from(KeyCode::Esc));
    desk.press("8").text("risks").press("Enter");
    desk.app.handle(back());
    desk.sees("Actions due");
    assert!(desk.app.deadline().is_none(), "nothing waits to be asked for");
    desk.press("8").text("risks").press("Enter Enter").sees("What hangs on it");
    fixture.ok(&["risk", "add", "Added elsewhere"]);
    desk.app.handle(back());
    desk.settle();
    desk.sees("Added elsewhere");
}
