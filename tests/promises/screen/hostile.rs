//! Text from outside can neither break a column nor reach the terminal.

use gavel::domain::visible::{is_harmful, is_hidden};
use proptest::prelude::*;
use ratatui::layout::Size;

use super::desk::{Desk, lines};
use crate::fixture::{Fixture, create, text};

/// Pieces of what somebody may paste: escape sequences, overrides, marks, wide and joined characters.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "\u{1b}[2J",
        "\u{1b}]0;title\u{7}",
        "\u{9b}31m",
        "\u{202e}",
        "\u{2066}",
        "\u{200b}",
        "\u{200d}",
        "\u{feff}",
        "漢字",
        "한글",
        "👩\u{200d}👩\u{200d}👧",
        "🏳\u{fe0f}",
        "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
        "ﾞ",
        "\t",
        "plain ",
        "│",
        "\u{7f}",
        "\u{ad}",
        "ﷺ",
        "\u{1f3fb}",
    ]);
    prop::collection::vec(piece, 1..24).prop_map(|pieces| pieces.concat())
}

/// What no frame may hold, whatever was drawn on it.
pub fn check(desk: &Desk) {
    let buffer = desk.buffer();
    for cell in &buffer.content {
        let symbol = cell.symbol();
        // What is part of how a picture or a word is spelled may.
        let spells = |c: char| matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe0f}') && !is_harmful(symbol);
        let harms = |c: char| c.is_control() || (is_hidden(c) && !spells(c));
        assert!(!symbol.chars().any(harms), "{symbol:?} reaches the terminal");
        assert!(symbol.chars().count() <= 8, "{symbol:?}");
    }
    let width = usize::from(desk.size.width);
    for line in lines(&buffer).lines() {
        assert!(unicode_width::UnicodeWidthStr::width(line) <= width, "{line}");
    }
}

/// The frames of the panes stand where they would stand without the hostile text.
fn borders(desk: &Desk) -> Vec<(u16, u16)> {
    let buffer = desk.buffer();
    let area = *buffer.area();
    let corners = ["╭", "╮", "╰", "╯"];
    let cells = (area.y..area.bottom()).flat_map(|y| (area.x..area.right()).map(move |x| (x, y)));
    cells.filter(|place| corners.contains(&buffer[*place].symbol())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn hostile_text_stays_in_its_cells(title in hostile(), details in hostile(), words in hostile()) {
        let fixture = Fixture::new();
        let store = fixture.store();
        let one_line = title.replace(['\n', '\r'], " ");
        let action = &gavel::domain::action::REGISTER;
        let fields = [("what", text(&format!("x{one_line}"))), ("details", text(&format!("y{details}")))];
        create(&store, &fixture.author, action, &fields).unwrap();
        let harmless = Fixture::new();
        create(&harmless.store(), &harmless.author, action, &[("what", text("x")), ("details", text("y"))]).unwrap();
        let (mut desk, mut other) = (Desk::new(&fixture), Desk::new(&harmless));
        for keys in ["J", "Enter", "Tab Tab", "1 9", "1 J e", "Esc 1 J a"] {
            desk.press(keys);
            other.press(keys);
            check(&desk);
            prop_assert_eq!(borders(&desk), borders(&other), "{}", keys);
        }
        desk.paste(&words);
        other.paste("words");
        check(&desk);
        prop_assert_eq!(borders(&desk), borders(&other));
        desk.press("Esc 1 Ctrl-F").paste(&words);
        check(&desk);
        desk.press("Esc 1 J /").paste(&words);
        check(&desk);
    }

    #[test]
    fn any_window_is_drawn(width in 0u16..220, height in 0u16..70, keys in prop::sample::select(vec![
        "1", "1 z", "J", "J Enter", "J Enter Tab", "J e", "J m", "J m Enter", "9", "9 /", "?", ":", ",", "Ctrl-F", "8", "J s", "J f", "J a",
        "J m Enter Ctrl-S", "J x",
    ])) {
        let fixture = Fixture::new();
        fixture.ok(&["action", "add", "Repeat the bias test of claims triage", "--owner", "me", "--due", "fri"]);
        let mut desk = Desk::as_user(&fixture, "rosa", Size::new(width, height));
        desk.press(keys);
        check(&desk);
        desk.size = Size::new(height, width);
        check(&desk);
        desk.press("Down Up PgDn");
        check(&desk);
    }
}

#[test]
fn a_megabyte_is_pasted_kept_and_drawn() {
    let fixture = Fixture::new();
    let mut desk = Desk::new(&fixture);
    desk.press("J a").text("Long");
    desk.press("Tab Tab Tab Tab Tab");
    let megabyte = "many words \u{1b}[2J in a row\n".repeat(40_000);
    desk.paste(&megabyte);
    check(&desk);
    desk.press("Ctrl-S").sees("A-1: Long");
    let kept = fixture.store().view().called(&"A-1".parse().unwrap()).unwrap().unwrap();
    let details = gavel::domain::action::Action(&kept).details().len();
    assert_eq!(details, megabyte.len());
    desk.press("Enter");
    check(&desk);
}
