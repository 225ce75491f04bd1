//! What each screen looks like, as text, at two sizes; and where colours and signs stand.

use gavel::tui::theme::Theme;
use ratatui::style::{Color, Modifier};

use super::desk::Desk;
use super::keys::furnished;

fn picture(name: &str, keys: &str, typed: &str) {
    for (width, height) in [(80, 24), (120, 40)] {
        let fixture = furnished();
        fixture.ok(&["note", "add", "The vendor promised figures by Friday", "--about", "A-1"]);
        fixture.ok(&["action", "edit", "A-1", "--due", "2026-11-12"]);
        let mut desk = Desk::sized(&fixture, width, height);
        desk.press(keys).text(typed);
        insta::assert_snapshot!(format!("{name}_{width}x{height}"), desk.screen());
    }
}

#[test]
fn overview() {
    picture("overview", "1", "");
}

#[test]
fn list() {
    picture("list", "J", "");
}

#[test]
fn empty_list() {
    picture("empty_list", "J /", "zzz");
}

#[test]
fn record() {
    picture("record", "J Enter", "");
}

#[test]
fn past() {
    picture("past", "J Enter [", "");
}

#[test]
fn form() {
    picture("form", "J e Tab", "in");
}

#[test]
fn refusal() {
    picture("refusal", "J m Enter Ctrl-S", "");
}

#[test]
fn moves() {
    picture("moves", "J m", "");
}

#[test]
fn journal() {
    picture("journal", "9", "");
}

#[test]
fn search() {
    picture("search", "Ctrl-F", "claims");
}

#[test]
fn palette() {
    picture("palette", "J :", "mark");
}

#[test]
fn help() {
    picture("help", "?", "");
}

#[test]
fn settings() {
    picture("settings", ",", "");
}

#[test]
fn conflict() {
    for (width, height) in [(80, 24), (120, 40)] {
        let fixture = furnished();
        let mut desk = Desk::sized(&fixture, width, height);
        desk.press("J e End").text(" on all groups");
        fixture.ok(&["action", "edit", "A-1", "--what", "Repeat the bias test with new data"]);
        desk.press("Ctrl-S");
        insta::assert_snapshot!(format!("conflict_{width}x{height}"), desk.screen());
    }
}

#[test]
fn start() {
    use gavel::store::Ambient;
    use gavel::tui::start::Start;
    use gavel::tui::theme::Look;
    let ambient = Ambient::fixed(crate::fixture::NOW.parse().unwrap(), 7);
    let start = Start::new("aims.db".as_ref(), "rosa", ambient, Look::default());
    for (width, height) in [(80, 24), (120, 40), (1, 1), (30, 5)] {
        let mut buffer = ratatui::buffer::Buffer::empty(ratatui::layout::Rect::new(0, 0, width, height));
        start.draw(&mut buffer);
        if width >= 80 {
            insta::assert_snapshot!(format!("start_{width}x{height}"), super::desk::lines(&buffer));
        }
    }
}

#[test]
fn without_colours_the_selection_is_still_seen() {
    let fixture = furnished();
    let mut desk = Desk::new(&fixture);
    desk.theme(Theme::None);
    desk.press("J");
    let buffer = desk.buffer();
    let area = *buffer.area();
    let cells: Vec<_> = (area.y..area.bottom()).flat_map(|y| (area.x..area.right()).map(move |x| (x, y))).collect();
    assert!(cells.iter().all(|place| buffer[*place].fg == Color::Reset && buffer[*place].bg == Color::Reset));
    let reversed: Vec<_> = cells.iter().filter(|place| buffer[**place].modifier.contains(Modifier::REVERSED)).collect();
    let rows: std::collections::HashSet<u16> = reversed.iter().map(|(_, y)| *y).collect();
    assert_eq!(rows.len(), 1, "one row is reversed");
    assert!(desk.screen().lines().nth(usize::from(*rows.iter().next().unwrap())).unwrap().contains("▶ A-1"));
}

#[test]
fn plain_borders_are_plain_everywhere() {
    let fixture = furnished();
    let mut desk = Desk::new(&fixture);
    desk.press(",").text("ASCII").press("Enter");
    for keys in ["1", "6", "6 Tab Tab Tab", "J", "J Enter", "J m", "9", "?", "J a", ":"] {
        desk.press(keys);
        let odd: Vec<char> = desk.screen().chars().filter(|c| !c.is_ascii() && !"…·“”✓".contains(*c)).collect();
        assert!(odd.is_empty(), "{keys}: {odd:?}");
        desk.press("Esc Esc 1");
    }
}

#[test]
fn late_is_said_by_sign_word_and_colour() {
    let fixture = furnished();
    let mut desk = Desk::new(&fixture);
    desk.theme(Theme::Dark);
    desk.press("J Down");
    let screen = desk.screen();
    let (y, line) = screen.lines().enumerate().find(|(_, line)| line.contains("A-1 ")).unwrap();
    assert!(line.contains("✖ 12 d late"), "{line}");
    let x = line.chars().position(|c| c == '✖').unwrap();
    let buffer = desk.buffer();
    assert_eq!(buffer[(u16::try_from(x).unwrap(), u16::try_from(y).unwrap())].fg, Color::Indexed(203));
}
