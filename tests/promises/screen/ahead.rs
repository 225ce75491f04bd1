//! Keys over a slow line: the same keys do the same to the same records, however they are grouped and however long what is
//! read behind the screen takes; or what was not taken is told.

use std::time::Duration;

use ratatui::layout::Size;

use super::desk::Desk;
use crate::fixture::Fixture;
use crate::triage::morning;

/// What is heard of what is read behind the screen between two keys.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Heard {
    /// Nothing: every key comes before the first answer.
    Nothing,
    One,
    All,
}

/// The keys of a sequence: names parted by spaces, and texts between quotation marks.
fn keys(sequence: &str) -> Vec<String> {
    let mut keys = Vec::new();
    for (place, part) in sequence.split('"').enumerate() {
        match place % 2 {
            0 => keys.extend(part.split_whitespace().map(str::to_owned)),
            _ => keys.extend(part.chars().map(|c| if c == ' ' { "Space".to_owned() } else { c.to_string() })),
        }
    }
    keys
}

fn journal(fixture: &Fixture) -> String {
    fixture.ok(&["log"])
}

/// What stands in the journal after the keys were typed by somebody who waits for the screen; and what would, had they
/// stopped at the first that was refused.
fn at_leisure(keys: &[String]) -> (String, String) {
    let fixture = morning();
    let mut desk = Desk::first(&fixture, "rosa", Size::new(80, 24));
    let mut stopped = None;
    for key in keys {
        desk.press(key);
        if desk.refuses() && stopped.is_none() {
            stopped = Some(journal(&fixture));
        }
    }
    let all = journal(&fixture);
    (stopped.unwrap_or_else(|| all.clone()), all)
}

fn typed(keys: &[String], apart: u64, heard: Heard) -> (String, String) {
    let fixture = morning();
    let mut desk = Desk::first(&fixture, "rosa", Size::new(80, 24));
    for key in keys {
        desk.ahead(key, Duration::from_millis(apart));
        match heard {
            Heard::Nothing => {}
            Heard::One => desk.hear(),
            Heard::All => desk.settle(),
        }
    }
    desk.settle();
    (journal(&fixture), desk.screen())
}

fn same_at_every_speed(sequence: &str, speeds: &[(u64, Heard)]) {
    let keys = keys(sequence);
    let (stopped, all) = at_leisure(&keys);
    for (apart, heard) in speeds {
        let (done, screen) = typed(&keys, *apart, *heard);
        // Behind a refused key nothing is taken before there is silence; slower than that, every key is.
        let wanted = if *apart < 300 { &stopped } else { &all };
        assert_eq!(&done, wanted, "{sequence} at {apart} ms a key, {heard:?} heard between:\n{screen}");
    }
}

const EVERY: [(u64, Heard); 9] = [
    (0, Heard::Nothing),
    (0, Heard::One),
    (5, Heard::One),
    (50, Heard::One),
    (50, Heard::All),
    (100, Heard::All),
    (200, Heard::One),
    (200, Heard::All),
    (500, Heard::All),
];

#[test]
fn a_key_does_the_same_at_any_speed() {
    for sequence in [
        // One is confirmed, and the next gets another day.
        r#"0 Down > "mess" Ctrl-S Down d "+2w" Ctrl-S"#,
        // What is confirmed makes room for the next.
        r#"0 > "mess" Ctrl-S > "mail" Ctrl-S"#,
        // Nobody answers for a person: what is typed behind means nothing else.
        r#"7 p "crit" Ctrl-S 0 G o "Guy" Enter u Enter"#,
        r#"7 e End " twice" Ctrl-S Esc u Enter 7 Down m Esc"#,
        r#"3 Enter Esc > Esc 7 d Down Space Down Space n "Seen" Ctrl-S u y Enter"#,
    ] {
        same_at_every_speed(sequence, &EVERY);
    }
}
