//! What is read behind the screen: that it is being read is told, and why it can't be.

use std::thread;
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent};
use gavel::tui::event::Event;
use ratatui::layout::Size;

use crate::fixture::Fixture;

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
    let (at_once, after_silence) = (Duration::from_millis(1), Duration::from_millis(400));
    desk.press("J a").text("Write it down").press("Ctrl-S").sees("Write it down");
    desk.ahead("u", after_silence);
    desk.ahead("n", at_once);
    desk.ahead("Esc", at_once);
    desk.sees_not("Given up");
    desk.settle();
    desk.sees("Left as it is").sees_not("Take this back?");
    // Where it takes long, and shows that, Esc does not wait its turn.
    desk.ahead("u", after_silence);
    thread::sleep(Duration::from_millis(350));
    desk.app.tick();
    desk.ahead("n", at_once);
    desk.ahead("Esc", at_once);
    desk.sees("Given up · a key typed behind it was not taken");
    desk.settle();
    desk.sees_not("Take this back?").sees("Write it down").sees_not("New note");
    desk.ahead("u", after_silence);
    desk.ahead("Enter", at_once);
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

fn with_zebras() -> Fixture {
    let fixture = standing();
    for turn in 0..6 {
        fixture.ok(&["action", "add", &format!("Zebra number {turn}"), "--due", "2026-12-01"]);
    }
    fixture
}

fn selected(desk: &Desk) -> String {
    desk.app.top().unwrap().subjects()[0].title().to_owned()
}

#[test]
fn enter_opens_what_the_cursor_is_on_while_a_search_is_made_anew() {
    let fixture = with_zebras();
    let mut desk = Desk::new(&fixture);
    desk.press("Ctrl-F").text("zebra").press("Down Down Down");
    let seen = selected(&desk);
    fixture.ok(&["action", "add", "Quite another thing", "--due", "2026-11-01"]);
    desk.app.handle(Event::FileChanged);
    assert_eq!(selected(&desk), seen, "the cursor is still on it");
    desk.app.handle(Event::Key(KeyEvent::from(KeyCode::Enter)));
    desk.settle();
    assert_eq!(selected(&desk), seen);
}

#[test]
fn steps_typed_ahead_of_a_search_count_from_what_it_finds() {
    let fixture = with_zebras();
    let mut slow = Desk::new(&fixture);
    slow.press("Ctrl-F").text("zebra").press("Down Down Enter");
    let mut fast = Desk::new(&fixture);
    fast.press("Ctrl-F");
    fast.app.handle(Event::Paste("zebra".into()));
    for code in [KeyCode::Down, KeyCode::Down, KeyCode::Enter] {
        fast.app.handle(Event::Key(KeyEvent::from(code)));
        fast.screen();
    }
    fast.settle();
    assert_eq!(selected(&fast), selected(&slow));
}

#[test]
fn a_pane_whose_records_cannot_be_read_whole_is_not_acted_in() {
    let fixture = standing();
    fixture.ok(&["nc", "add", "Bias test skipped", "--requirement", "A.6.2.4"]);
    let raw = fixture.raw();
    raw.execute("UPDATE nonconformity SET cause_method = 'magic'", []).unwrap();
    drop(raw);
    let mut desk = Desk::new(&fixture);
    desk.press("1 Tab Tab").sees("can't be read");
    desk.press("e n Esc m Esc").sees("Overview");
}

#[test]
fn the_cursor_of_the_overview_stays_on_its_kpi_when_another_becomes_worse() {
    let fixture = crate::sample::sample();
    let mut desk = Desk::new(&fixture);
    desk.press("Tab Tab Tab Tab Tab j j");
    let seen = selected(&desk);
    fixture.become_user("nobody");
    // The latest value of K-5.
    fixture.ok(&["--as", "P-1", "measurement", "edit", "M-248", "--value", "99999"]);
    desk.event(Event::FileChanged);
    desk.settle();
    assert_eq!(selected(&desk), seen);
}

#[test]
fn nothing_is_acted_on_while_a_filter_of_the_journal_is_looked_up() {
    let fixture = with_zebras();
    let mut desk = Desk::new(&fixture);
    desk.press("9 /");
    desk.app.handle(Event::Paste("number 3".into()));
    desk.app.handle(Event::Key(KeyEvent::from(KeyCode::Enter)));
    assert!(desk.app.top().unwrap().subjects().is_empty(), "the rows at hand are those of before");
    desk.settle();
    desk.press("Enter");
    assert_eq!(selected(&desk), "Zebra number 3");
}

#[test]
fn the_cursor_of_the_coverage_stays_on_its_line_when_another_comes() {
    let fixture = crate::sample::sample();
    let mut desk = Desk::new(&fixture);
    desk.press("6 Tab Tab G k");
    let line = |desk: &Desk| {
        desk.screen().split("▶ ").nth(1).and_then(|rest| rest.lines().next()).unwrap_or_default().to_owned()
    };
    let seen = line(&desk);
    assert!(seen.contains("A.10.3"), "a line is selected: {}", desk.screen());
    fixture.become_user("nobody");
    fixture.ok(&["--as", "P-1", "system", "add", "Another system", "--purpose", "Sorts letters", "--owner", "P-3"]);
    desk.event(Event::FileChanged);
    desk.settle();
    assert_eq!(line(&desk), seen);
}

#[test]
fn the_board_says_of_its_rows_what_they_were_read_with() {
    let fixture = standing();
    let mut desk = Desk::new(&fixture);
    let title = |desk: &Desk| desk.screen().lines().nth(1).unwrap_or_default().to_owned();
    desk.press("3").sees("Bias test skipped");
    desk.app.handle(Event::Key(KeyEvent::from(KeyCode::Char('s'))));
    desk.sees("Bias test skipped");
    assert!(!title(&desk).contains("only major"), "all of them stand there yet: {}", title(&desk));
    desk.settle();
    desk.sees_not("Bias test skipped");
    assert!(title(&desk).contains("only major"), "{}", title(&desk));
    fixture.peek().execute_batch("ALTER TABLE nonconformity RENAME TO gone").unwrap();
    desk.press("d").sees("can't be read");
    assert!(!title(&desk).contains("only late"), "no row was read so: {}", title(&desk));
    assert!(desk.app.top().unwrap().subjects().is_empty(), "nothing is acted on that is not seen");
    fixture.peek().execute_batch("ALTER TABLE gone RENAME TO nonconformity").unwrap();
    desk.press("d").sees("Impact assessment missing");
    assert!(title(&desk).contains("only late, only major"), "the same key asks once more: {}", title(&desk));
    desk.press("Esc").sees("Bias test skipped");
}

#[test]
fn the_overview_lists_at_once_and_asks_at_once_for_what_takes_longer() {
    let fixture = standing();
    fixture.ok(&["action", "add", "Late already", "--due", "2026-11-01", "--owner", "P-1"]);
    let mut desk = Desk::opened(&fixture, "rosa", Size::new(120, 40));
    desk.sees("Late already").sees("Bias test skipped").sees("Impact assessment missing").sees("Scores drift");
    desk.sees("1 of 2").sees_not("1 late").sees("Looking at what is there…").sees("Reading the measurements…");
    assert!(desk.app.deadline().is_none() && !desk.app.is_idle(), "it is asked for, and no rest is waited for");
    // The next review and the KPIs: a key that means a row waits until there is one.
    let tab = |desk: &mut Desk| desk.app.handle(Event::Key(KeyEvent::from(KeyCode::Tab)));
    tab(&mut desk);
    assert!(desk.app.top().unwrap().subjects().is_empty());
    for _ in 0..4 {
        tab(&mut desk);
    }
    assert!(desk.app.top().unwrap().subjects().is_empty());
    desk.settle();
    desk.sees("1 late · 1 of").sees_not("Looking").sees_not("Reading");
    assert_eq!(desk.app.top().unwrap().subjects().len(), 1);

    let mut desk = Desk::opened(&fixture, "rosa", Size::new(120, 40));
    tab(&mut desk);
    desk.app.handle(Event::Key(KeyEvent::from(KeyCode::Enter)));
    desk.sees("Looking at what is there…");
    desk.settle();
    desk.sees("Agenda");
}
