//! A narrow window: rows in two lines, that there are more keys than fit, and messages to their end.

use crossterm::event::{KeyCode, KeyEvent};
use gavel::tui::event::Event;
use gavel::tui::paint::difference;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::fixture::Fixture;
use crate::sample::sample;
use crate::triage::morning;

use super::desk::{Desk, lines};
use super::keys::furnished;

#[test]
fn today() {
    let mut desk = Desk::sized(&morning(), 40, 20);
    desk.press("0");
    insta::assert_snapshot!("today_40x20", desk.screen());
}

#[test]
fn list() {
    let fixture = furnished();
    fixture.ok(&["action", "edit", "A-1", "--due", "2026-11-12"]);
    let mut desk = Desk::sized(&fixture, 40, 20);
    desk.press("J Space");
    insta::assert_snapshot!("list_40x20", desk.screen());
}

/// The record under the cursor, and what stands on the screen in the line of the cursor and in the one below.
fn pointed(desk: &Desk) -> (String, [String; 2]) {
    let Position { x, y } = {
        let mut buffer = Buffer::empty(Rect::new(0, 0, desk.size.width, desk.size.height));
        desk.app.draw(&mut buffer).expect("the cursor is seen").0
    };
    let screen = lines(&desk.buffer());
    let at = |y: u16| screen.lines().nth(y.into()).unwrap_or_default().to_owned();
    assert!(x < desk.size.width && y > 1 && y + 2 < desk.size.height, "{x} {y}\n{screen}");
    let record = desk.app.top().unwrap().subjects()[0].reference().to_string();
    (record, [at(y), at(y + 1)])
}

/// Every step down comes to another row, whose two lines are seen, until the last; and back the same rows.
fn every_row_is_reached(desk: &mut Desk, keys: &str) -> usize {
    desk.press(keys).press("Home");
    let mut found: Vec<String> = Vec::new();
    let walk = |desk: &mut Desk, step: &str| {
        let mut walked: Vec<String> = Vec::new();
        for _ in 0..200 {
            let (record, [line, _]) = pointed(desk);
            assert!(line.contains(&format!("{record} ")), "{record} is not in the line of the cursor: {line}");
            if walked.last() == Some(&record) {
                return walked;
            }
            walked.push(record);
            desk.press(step);
        }
        panic!("there is no end");
    };
    for (there, back) in [("Down", "Up"), ("PgDn", "PgUp"), ("Ctrl-D", "Ctrl-U")] {
        let walked = walk(desk, there);
        assert!(walked.iter().all(|one| there == "Down" || found.contains(one)), "{there}: {walked:?}");
        assert!(found.is_empty() || walked.last() == found.last(), "{there} comes to the end");
        found = if there == "Down" { walked } else { found };
        let returned = walk(desk, back);
        assert_eq!(returned.last(), found.first(), "{back} comes to the beginning");
        assert!(back != "Up" || returned.iter().rev().eq(found.iter()), "{returned:?}");
    }
    found.len()
}

#[test]
fn every_row_in_two_lines_is_reached_and_seen() {
    let fixture = sample();
    for (width, height, keys, least) in
        [(40, 20, "0", 20), (59, 13, "J", 20), (44, 9, "J", 20), (40, 20, "8 r i s k s Enter", 5)]
    {
        let mut desk = Desk::as_user(&fixture, "noor", ratatui::layout::Size::new(width, height));
        let count = every_row_is_reached(&mut desk, keys);
        assert!(count >= least, "{keys} at {width}x{height}: {count}");
    }
    // A place of panes has little room for each, and keeps to a line where there is none.
    let mut desk = Desk::as_user(&fixture, "noor", ratatui::layout::Size::new(40, 20));
    desk.press("6").press("Down").press("z");
    pointed(&desk);
}

#[test]
fn a_step_of_the_journal_tells_what_was_done_in_its_first_line() {
    let mut desk = Desk::sized(&furnished(), 40, 20);
    let screen = desk.press("9").screen();
    let row = screen.lines().position(|line| line.contains("A-3 Train the clerks")).expect("what was done is told");
    assert!(screen.lines().nth(row + 1).is_some_and(|line| line.contains("Rosa Lindt · 11-23")), "{screen}");
}

#[test]
fn a_mark_stays_with_its_row_and_a_click_finds_it_by_either_line() {
    use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
    let mut desk = Desk::sized(&furnished(), 40, 20);
    desk.press("J Home Space Down");
    let marked = desk.screen().lines().find(|line| line.contains('✓')).unwrap().to_owned();
    assert!(marked.contains("A-1 "), "{marked}");
    desk.press("Space");
    let screen = desk.screen();
    let row = screen.lines().position(|line| line.contains("A-2 ")).unwrap();
    for line in [row, row + 1] {
        desk.press("Home");
        let row = u16::try_from(line).unwrap();
        let click =
            MouseEvent { kind: MouseEventKind::Down(MouseButton::Left), column: 5, row, modifiers: KeyModifiers::NONE };
        desk.event(Event::Mouse(click));
        let (_, [line, below]) = pointed(&desk);
        assert!(line.contains("A-2 ") && below.contains("2026-11-27"), "{line}\n{below}");
    }
}

#[test]
fn where_not_all_keys_fit_it_says_so_and_where_they_are() {
    let fixture = furnished();
    for (width, height) in [(40, 20), (80, 24)] {
        let mut desk = Desk::sized(&fixture, width, height);
        let cut = [("J", "… ? more"), ("1", "… ? more"), ("J e", "… F1 more")];
        // All keys of a form have room in the usual window.
        for (keys, more) in cut.into_iter().take(if width < 80 { 3 } else { 2 }) {
            let screen = desk.press(keys).screen();
            let last = screen.lines().last().unwrap().to_owned();
            assert!(last.ends_with(more) && !last.contains("help"), "{keys} at {width}: {last}");
            desk.press("Esc Esc 1");
        }
    }
    let mut desk = Desk::sized(&fixture, 200, 50);
    let screen = desk.press("J").screen();
    let last = screen.lines().last().unwrap();
    assert!(last.ends_with("? help") && !last.contains("more"), "{last}");
}

#[test]
fn a_message_is_told_to_its_end_beside_the_keys() {
    let fixture = Fixture::new();
    let title = "Ask the vendor for the figures of each month, one system after another, by the end of the year";
    for (width, height) in [(40, 20), (80, 24)] {
        let mut desk = Desk::sized(&fixture, width, height);
        desk.press("J a").text(title).press("Ctrl-S");
        let screen = desk.screen();
        let below: Vec<&str> = screen.lines().skip(usize::from(height) - 6).collect();
        let told = below.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(told.contains("one system after another, by the end of the year"), "{screen}");
        assert!(below.last().is_some_and(|keys| keys.contains("Enter open")), "{screen}");
        let open = desk.press("Down").screen();
        assert!(!open.contains("by the end of the year"), "{open}");
        // What was above it is there again.
        assert!(open.lines().nth(usize::from(height) - 2).is_some_and(|line| line.starts_with('╰')), "{open}");
    }
}

#[test]
fn what_is_found_has_two_lines_too() {
    let mut desk = Desk::sized(&furnished(), 40, 20);
    desk.press("Ctrl-F").text("the").sees("Complete the model card").sees("due in 4 d · Open");
}

/// What goes out for each letter of a search, with all that follows on it until nothing changes any more.
#[test]
fn a_letter_of_the_search_sends_what_changed_and_once() {
    let fixture = sample();
    let mut desk = Desk::as_user(&fixture, "noor", ratatui::layout::Size::new(80, 24));
    desk.press("Ctrl-F");
    let mut before = desk.buffer();
    let mut sent = Vec::new();
    for letter in "claims".chars() {
        desk.app.handle(Event::Key(KeyEvent::from(KeyCode::Char(letter))));
        let (mut bytes, mut paints) = (0, 0);
        loop {
            let now = desk.buffer();
            let frame = difference(&before, &now);
            paints += usize::from(frame.len() > 100);
            bytes += frame.len();
            before = now;
            if desk.app.is_idle() && desk.app.deadline().is_none() {
                break;
            }
            if desk.app.is_idle() { desk.app.rest() } else { desk.hear() }
        }
        sent.push((letter, bytes, paints));
    }
    assert!(sent.iter().all(|(_, _, paints)| *paints <= 1), "the rows are painted once a letter: {sent:?}");
    assert!(sent.iter().all(|(_, bytes, _)| *bytes <= 1_600), "{sent:?}");
    assert!(sent.iter().any(|(_, bytes, _)| *bytes > 1_000), "rows changed: {sent:?}");
    // The same frame again is nothing at all.
    assert_eq!(difference(&before, &desk.buffer()), "");
}
