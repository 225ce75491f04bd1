//! A window for the room: it follows the meeting that is held in another one, and shows what everybody may see.

use std::time::{Duration, Instant};

use ratatui::layout::Size;

use crate::fixture::Fixture;
use crate::pty::Terminal;
use crate::review::held::{self, script};
use crate::screen::desk::Desk;

/// In session, at the item of monitoring.
fn at_monitoring(fixture: &Fixture) {
    held::open(fixture);
    script(fixture, "review item MR-1 d2");
}

#[test]
fn what_is_saved_in_one_window_is_drawn_in_the_other_at_once_and_nothing_is_sent_otherwise() {
    let fixture = Fixture::after(at_monitoring);
    let mut room = Terminal::run(&fixture, &["present", "MR-1"]);
    room.wait("MONITORING AND MEASUREMENT");
    room.read();
    let mut fastest = Duration::MAX;
    let motions = ["Buy a scanner", "Hire a validator", "Stop the trial", "Ask the works council", "Train the buyers"];
    for (place, motion) in motions.into_iter().enumerate() {
        script(&fixture, &format!("review propose MR-1 '{motion}' --subject improvement"));
        let saved = Instant::now();
        room.wait(motion);
        fastest = fastest.min(saved.elapsed());
        script(&fixture, &format!("review decide MR-1 D-{}", place + 1));
        room.wait("Decided");
        room.read();
    }
    assert!(fastest < Duration::from_millis(100), "{fastest:?}");
    // Only the minutes that are left may change in so short a time.
    let sent = room.listen(Duration::from_secs(6));
    assert!(sent < 400, "{sent} bytes of silence");
    assert!(!room.contents().contains("MR-1"), "{}", room.contents());
    room.press("q");
    assert_eq!(room.end(), 0);
    assert!(room.is_given_back());
}

#[test]
fn the_room_sees_the_motion_the_vote_and_what_follows_and_nothing_that_is_not_for_it() {
    let fixture = Fixture::after(at_monitoring);
    script(&fixture, "review note MR-1 'Ask the works council first' --working");
    script(&fixture, "review note MR-1 'A name that must not be printed' --restricted");
    script(&fixture, "review note MR-1 'The board was told on Monday'");
    let mut desk = Desk::as_user(&fixture, "rosa", Size::new(80, 30));
    let shown = |desk: &mut Desk| {
        let text = desk.press("2 F").screen();
        desk.press("F");
        text
    };
    let item = shown(&mut desk);
    for part in ["d2  MONITORING AND MEASUREMENT", "The board was told on Monday", "min left of 15"] {
        assert!(item.contains(part), "{part}: {item}");
    }
    for part in ["works council", "must not be printed", "MR-1", "? more", "Gavel"] {
        assert!(!item.contains(part), "{part}: {item}");
    }
    script(&fixture, "review propose MR-1 'Buy a scanner' --subject improvement");
    // On the secretary's own screen nothing is called decided before it is.
    desk.press("2").sees("── Proposed ──").sees_not("── Decided ──");
    let motion = shown(&mut desk);
    for part in ["MOTION", "Buy a scanner", "Does anybody object?", "Quorum: 4 of 5 voting members present"] {
        assert!(motion.contains(part), "{part}: {motion}");
    }
    script(&fixture, "review vote MR-1 D-1 --against 'Ben Okafor' --rest");
    script(&fixture, "review act MR-1 'Ask for offers' --from D-1 --owner 'Ben Okafor' --due 2026-12-04");
    desk.press("2").sees("── Decided ──").sees_not("── Proposed ──");
    let decided = shown(&mut desk);
    let parts = ["Decided", "carried 3–1–0", "FOR       3", "3 needed", "Ask for offers", "Ben Okafor, Fri 4 Dec"];
    for part in parts {
        assert!(decided.contains(part), "{part}: {decided}");
    }
    script(&fixture, "review item MR-1 conclusion");
    let read_back = shown(&mut desk);
    for part in ["DECIDED AND UNDERTAKEN", "Buy a scanner", "Ask for offers", "Agreed?"] {
        assert!(read_back.contains(part), "{part}: {read_back}");
    }
}

#[test]
fn words_that_come_at_the_wrong_moment_are_kept_whatever_is_open_and_filed_later() {
    let fixture = Fixture::after(at_monitoring);
    script(&fixture, "review propose MR-1 'Buy a scanner' --subject improvement");
    let mut desk = Desk::as_user(&fixture, "rosa", Size::new(100, 40));
    // A ballot is open, and stays so.
    desk.press("2 v").sees("Buy a scanner");
    desk.press("Ctrl-N").text("Ask who maintains it").press("Enter").sees("Buy a scanner");
    desk.press("Ctrl-N").text("The lift is stuck").press("Esc").sees("Buy a scanner");
    desk.press("Ctrl-N Enter Esc Esc y").sees_not("Ask who maintains it");
    desk.press("D").sees("Ask who maintains it").sees("The lift is stuck");
    desk.press("Down Enter").sees("Ask who maintains it").press("Ctrl-S");
    let notes = fixture.json("note list");
    let kept = notes.as_array().unwrap().iter().find(|note| note["fields"]["text"] == "Ask who maintains it");
    assert!(kept.is_some(), "{notes}");
    desk.press("D").sees("The lift is stuck").sees_not("Ask who maintains it");
}

#[test]
fn a_window_for_the_room_needs_a_meeting_and_a_terminal() {
    let fixture = Fixture::new();
    let told = fixture.fails(2, &["present"]);
    assert!(told.contains("needs a terminal"), "{told}");
    let mut room = Terminal::run(&fixture, &["present"]);
    room.wait("No meeting is running or prepared");
    assert_eq!(room.end(), 1);
}
