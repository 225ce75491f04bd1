//! Keys over a slow line: the same keys do the same to the same records, however they are grouped and however long what is
//! read behind the screen takes; or what was not taken is told.

use std::time::Duration;

use ratatui::layout::Size;

use super::desk::Desk;
use crate::fixture::Fixture;
use crate::pty::Terminal;
use crate::review::held::script;
use crate::triage::morning;

/// Two things that Rosa can confirm, four of her own that are late, and one that nobody answers for.
fn busy() -> Fixture {
    Fixture::after(|fixture| {
        script(
            fixture,
            "
            person edit 'Rosa Lindt' --os-user rosa
            person add 'Ben Okafor' --active yes
            action add 'Ask the vendor' --owner 'Rosa Lindt' --due 2026-11-02
            action add 'Write the card' --owner 'Rosa Lindt' --due 2026-11-03
            action add 'Train the clerks' --owner 'Rosa Lindt' --due 2026-11-04
            action add 'Test the gate' --owner 'Rosa Lindt' --due 2026-11-05
            action add 'Build the gate' --owner 'Ben Okafor' --due 2026-11-20
            action add 'Paint the gate' --owner 'Ben Okafor' --due 2026-11-20
            action done A-5 --evidence 'The gate'
            action done A-6 --evidence 'The paint'
            action add 'Close the gate' --due 2026-11-20
            ",
        );
    })
}

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
    let fixture = busy();
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
    let fixture = busy();
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

const EVERY: [(u64, Heard); 6] =
    [(0, Heard::Nothing), (5, Heard::One), (50, Heard::One), (100, Heard::All), (200, Heard::One), (500, Heard::All)];

#[test]
fn a_key_does_the_same_at_any_speed() {
    for sequence in [
        // One is confirmed, and what is next of its own part gets another day.
        r#"0 Down > "mess" Ctrl-S Down p "crit" Ctrl-S"#,
        // What is confirmed makes room for the next, and what is put off, too.
        r#"0 > "mess" Ctrl-S > "mess" Ctrl-S > "Mail 7" Ctrl-S p "crit" Ctrl-S d "+2w" Ctrl-S"#,
        // The note is about nobody who could own it: what is typed behind means nothing else.
        r#"J n "Seen" Ctrl-S 8 "notes" Enter m "Guy" Enter u Enter"#,
        r#"J e End " twice" Ctrl-S Down m Enter "Mail 7" Ctrl-S u Esc u y Enter u Enter"#,
    ] {
        same_at_every_speed(sequence, &EVERY);
    }
}

#[test]
fn keys_at_random_do_the_same_at_any_speed() {
    const PARTS: [&str; 16] = [
        "0",
        "J",
        "Down",
        "Up",
        "Space",
        "Enter",
        "Esc",
        "A",
        r#"> "mess" Ctrl-S"#,
        r#"d "+2w" Ctrl-S"#,
        r#"o "Ben" Enter Ctrl-S"#,
        r#"n "Seen" Ctrl-S"#,
        r#"m "done" Enter "Mail 7" Ctrl-S"#,
        "u Enter",
        "G",
        "Home",
    ];
    let mut chance = 20_261_123_u64;
    for _ in 0..8 {
        let mut draw = || {
            chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            PARTS[usize::try_from(chance >> 33).unwrap() % PARTS.len()]
        };
        let sequence: Vec<_> = (0..7).map(|_| draw()).collect();
        same_at_every_speed(&sequence.join(" "), &[(0, Heard::Nothing), (50, Heard::One), (500, Heard::All)]);
    }
}

#[test]
fn after_something_is_done_the_cursor_is_on_what_is_to_be_done_next() {
    let fixture = busy();
    let mut desk = Desk::first(&fixture, "rosa", Size::new(80, 24));
    desk.sees("▶   A-5").press("> m e s s Ctrl-S").sees("▶   A-6").press("> m e s s Ctrl-S").sees("▶ ✖ A-1");
    // What is done goes to another part; the next that is late is at hand, and so is what it was not done to.
    desk.press("> M a i l Ctrl-S").sees("▶ ✖ A-2").press("Down n S e e n Ctrl-S").sees("▶ ✖ A-3");
    // In a list, too, whether it goes to another place or leaves it.
    desk.press("J End").sees("▶ A-7").press("Up e Tab Tab Ctrl-U").text("2026-11-01").press("Ctrl-S").sees("▶ A-7");
    desk.sees("A-4  Test the gate                Rosa Lindt  ✖ 22 d late").press("Home x").sees("Void");
    desk.text("Twice").press("Ctrl-S").sees_not("  A-4").sees("▶ A-2");
}

#[test]
fn what_others_do_to_the_list_never_puts_another_record_under_a_key() {
    let fixture = busy();
    let mut desk = Desk::first(&fixture, "rosa", Size::new(80, 24));
    desk.sees("▶   A-5");
    fixture.ok(&["action", "confirm", "A-5", "--confirmed-how", "message"]);
    desk.app.handle(gavel::tui::event::Event::FileChanged);
    desk.ahead("Enter", Duration::from_secs(1));
    desk.settle();
    desk.sees("▶   A-6").sees("a key typed behind it was not taken").sees("Somebody changed the list meanwhile");
}

#[test]
fn behind_a_refused_key_nothing_is_taken_and_that_is_told() {
    let fixture = morning();
    let mut desk = Desk::first(&fixture, "rosa", Size::new(80, 24));
    desk.press("Space").sees("1 marked").press("Esc G").sees("▶ ✖ P-2");
    let before = journal(&fixture);
    desk.ahead("o", Duration::from_secs(1));
    for key in keys(r#""Guy" Enter u y Enter"#) {
        desk.ahead(&key, Duration::from_millis(200));
    }
    desk.sees("P-2 has no owner to set").reads("7 keys typed behind it were not taken").sees("▶ ✖ P-2");
    // Words that go on more slowly do not undo anything either.
    desk.press("Home > m e s s Ctrl-S").sees_not("NC-1  ");
    let before_that = journal(&fixture);
    assert_ne!(before, before_that);
    for key in keys(r#"u v Enter Esc u y Enter"#) {
        desk.ahead(&key, Duration::from_millis(500));
        desk.settle();
    }
    assert_eq!(journal(&fixture), before_that);
}

#[test]
fn an_owner_is_set_where_there_can_be_one_and_what_was_left_is_named() {
    let fixture = morning();
    let mut desk = Desk::first(&fixture, "rosa", Size::new(120, 40));
    desk.press("A Down Down Space o").sees("Owner of 2 records, not of P-2: they have none").text("carla");
    desk.press("Ctrl-S").sees("Owner of 2 records set; no owner to set: P-2");
    desk.press("Esc G o").sees("P-2 has no owner to set: people have none");
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

/// The real program: all its keys in one burst, in pieces that part them anywhere, and one after the other.
#[test]
fn a_burst_does_the_same_as_one_key_after_the_other() {
    let keys =
        ["0", "\x1b[B", ">", "mess", "\x13", "\x1b[B", ">", "Mail 7", "\x13", "\x1b[B", "\x1b[A", "p", "crit", "\x13"];
    let burst = keys.concat();
    // A piece ends within an arrow.
    let pieces: Vec<&str> = vec![&burst[..2], &burst[2..16], &burst[16..]];
    let mut seen = Vec::new();
    for (pieces, apart) in [(vec![&*burst], 0), (pieces, 4), (keys.to_vec(), 300)] {
        let fixture = busy();
        let mut terminal = Terminal::run(&fixture, &["--as", "rosa"]);
        terminal.wait("▶   A-5");
        for piece in pieces {
            terminal.press(piece);
            terminal.listen(Duration::from_millis(apart));
        }
        terminal.wait("A-2: priority");
        terminal.signal(rustix::process::Signal::TERM);
        terminal.end();
        seen.push(fixture.ok(&["action", "list"]));
    }
    assert_eq!(seen[0], seen[2]);
    assert_eq!(seen[1], seen[2]);
}
