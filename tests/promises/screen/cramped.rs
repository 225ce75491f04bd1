//! A window that is too small to show anything takes no keys.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use gavel::tui::app::Request;
use gavel::tui::event::Event;
use gavel::tui::settings::{Settings, Surroundings};
use gavel::tui::start::{Next, Start};
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};

use super::desk::Desk;
use crate::fixture::Fixture;

const FITS: Size = Size::new(80, 24);

#[test]
fn keys_do_nothing_while_nothing_can_be_shown() {
    for size in [Size::new(39, 24), Size::new(80, 7), Size::new(1, 1), Size::new(0, 0)] {
        let fixture = Fixture::new();
        fixture.ok(&["action", "add", "Repeat the bias test"]);
        let head = fixture.ok(&["head"]);
        let mut desk = Desk::sized(&fixture, 80, 24);
        desk.press("J x").text("Test data");
        let before = desk.screen();
        desk.size = size;
        desk.screen();
        // Void it, type, leave, quit: none of it is seen, none of it is done.
        desk.press("Ctrl-S").text("words").paste("more words").press("Ctrl-U Tab Esc q y Enter");
        assert_eq!(desk.requests, Vec::<Request>::new(), "{size}");
        desk.size = FITS;
        desk.event(Event::Resize);
        assert_eq!(desk.screen(), before, "{size}");
        assert_eq!(fixture.ok(&["head"]), head);
        desk.press("Ctrl-S");
        assert_ne!(fixture.ok(&["head"]), head, "where it is seen, it is done");
    }
}

#[test]
fn one_can_leave_and_what_was_typed_is_kept() {
    let fixture = Fixture::new();
    let mut desk = Desk::sized(&fixture, 80, 24);
    desk.press("J a").text("Ask the vendor");
    desk.size = Size::new(20, 4);
    desk.sees("Window too small").sees("Ctrl-C leaves");
    desk.press("Ctrl-C");
    assert!(desk.requests.contains(&Request::Quit(0)), "{:?}", desk.requests);
    drop(desk);
    Desk::sized(&fixture, 80, 24).press("D").sees("Ask the vendor");
}

#[test]
fn the_first_start_neither() {
    let fixture = Fixture::empty();
    let surroundings = Surroundings { no_color: true, term: "xterm".into(), colorfgbg: None };
    let look = Settings::default().look(&surroundings);
    let mut start = Start::new(&fixture.path, "rosa", fixture.ambient.clone(), look);
    let drawn = |start: &Start, width: u16, height: u16| {
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        start.draw(&mut buffer);
        buffer.content.iter().map(|cell| cell.symbol()).collect::<String>()
    };
    let key = |code, modifiers| Event::Key(KeyEvent::new(code, modifiers));
    let before = drawn(&start, 80, 24);
    // Wherever its lines are broken, which is as long as the file's name is.
    let words: Vec<_> = before.split([' ', '│', '|']).filter(|word| !word.is_empty()).collect();
    assert!(words.join(" ").contains("Nothing is created before"));
    assert!(drawn(&start, 20, 5).contains("Window too small"));
    for code in [KeyCode::Enter, KeyCode::Down, KeyCode::Char('q')] {
        assert!(matches!(start.handle(&key(code, KeyModifiers::NONE), None), Next::Stay));
    }
    assert_eq!(drawn(&start, 80, 24), before);
    drawn(&start, 20, 5);
    let leaves = key(KeyCode::Char('c'), KeyModifiers::CONTROL);
    assert!(matches!(start.handle(&leaves, None), Next::Quit(0)));
    assert!(!fixture.path.exists());
}

#[test]
fn a_question_that_does_not_fit_says_how_much_is_not_seen() {
    let fixture = Fixture::new();
    let mut desk = Desk::sized(&fixture, 40, 8);
    desk.press("J a")
        .text("Ask the vendor for the figures of each month, one system after another, by the end of the year");
    desk.press("Ctrl-S u").sees("Enter Take back").sees("more lines").sees_not("end of the year");
    desk.size = FITS;
    desk.sees("end of the year").sees_not("more lines");
}

#[test]
fn a_form_stays_with_its_field_and_scrolls_back_where_there_is_room_again() {
    let fixture = Fixture::new();
    let mut desk = Desk::sized(&fixture, 80, 24);
    desk.press("J a").text("Ask the vendor").press("Tab Tab Tab Tab Tab Tab Tab");
    desk.size = Size::new(80, 9);
    desk.event(Event::Resize);
    desk.sees_not("Ask the vendor").sees("Removes");
    desk.size = Size::new(80, 40);
    desk.event(Event::Resize);
    desk.sees("Ask the vendor").sees("Removes");
}
