//! Text from outside can neither reach the terminal from a review nor take the screen from the meeting.

use ratatui::layout::Size;

use crate::fixture::Fixture;
use crate::review::held;
use crate::screen::desk::Desk;
use crate::screen::hostile::check;

/// Escape sequences, overrides, what has no width and what has two, on one line.
const LINE: &str = "x\u{1b}[2J\u{1b}]0;t\u{7}\u{9b}31m\u{202e}\u{2066}\u{200b}\u{feff}漢字한글👩\u{200d}👧🏳\u{fe0f}\
                    e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}ﾞ\t│\u{7f}\u{ad}ﷺ\u{1f3fb}שלום";

const SIZES: [(u16, u16); 14] = [
    (1, 1),
    (1, 60),
    (200, 1),
    (2, 2),
    (3, 50),
    (200, 3),
    (10, 4),
    (20, 7),
    (39, 8),
    (60, 14),
    (80, 24),
    (99, 25),
    (120, 40),
    (200, 60),
];

/// A committee and a called review in which every name and every text is hostile; some are very long.
fn called() -> Fixture {
    Fixture::after(|fixture| {
        run(
            fixture,
            "
            organisation edit --name LINE --review-interval 12 --notice-days 0 --quorum more-than-half
            person edit P-1 --name LINE --voting yes --active yes --role LINE
            person add LONG --voting yes --active yes --top-management yes --role LINE
            person add 'LINE 3' --voting yes --active yes
            person add 'LINE 4' --active yes --role LONG
            context-issue add LONG --origin external --field legal --changed-on 2026-07-01 --change LINE
            opportunity add LINE --raised-on 2026-10-01
            action add LINE --due 2026-10-01 --owner P-3 --details LONG
            review call --date 2026-11-23 --chair P-2 --secretary P-1 --guests P-4 --title LINE --place LINE
            agenda-item edit AG-5 --commentary LONG --contributor P-2 --presenter P-3
            agenda-item edit AG-6 --commentary LINE
            agenda-item edit AG-3 --title LONG
            review agenda MR-1 --add LINE
            review propose MR-1 LONG --item d1
            ",
        );
    })
}

fn run(fixture: &Fixture, commands: &str) {
    let long = format!("{LINE} many words in a row ").repeat(40);
    for line in commands.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let filled: Vec<_> =
            held::words(line).iter().map(|word| word.replace("LONG", &long).replace("LINE", LINE)).collect();
        fixture.ok(&filled.iter().map(String::as_str).collect::<Vec<_>>());
    }
}

/// Looks at each of these views in each size, and walks a little in the smallest and the largest.
fn look(fixture: &Fixture, opened: &str, views: &[&str]) {
    for keys in views {
        let mut desk = Desk::as_user(fixture, "rosa", Size::new(120, 40));
        if opened.is_empty() {
            desk.press("8").text("reviews").press("Enter f").text("everything").press("Enter Enter");
        } else {
            desk.press(opened);
        }
        if !keys.is_empty() {
            desk.press(keys);
        }
        for (width, height) in SIZES {
            desk.size = Size::new(width, height);
            check(&desk);
        }
        for (width, height) in [(3, 3), (200, 60)] {
            desk.size = Size::new(width, height);
            desk.press("Down Down PgDn PgUp End Home");
            check(&desk);
        }
    }
}

const EVERYWHERE: [&str; 9] = ["", "Shift-Tab", "Tab", "z", "Tab z", "s", "O", "O Enter", "?"];

#[test]
fn a_review_being_prepared_is_drawn_whatever_it_holds() {
    let fixture = called();
    look(&fixture, "2", &EVERYWHERE);
    look(&fixture, "2", &["r", "d", "e", "Shift-Tab Down Down Down Down Tab Tab", "Tab Tab Tab"]);
}

#[test]
fn a_review_in_session_is_drawn_whatever_it_holds() {
    let fixture = called();
    run(
        &fixture,
        "
        review circulate MR-1
        review open MR-1
        review attend MR-1 P-1 P-2 P-3
        review attend MR-1 P-4
        review interest MR-1 P-3 LONG --item d1
        review item MR-1 d1
        review note MR-1 LONG
        review note MR-1 LINE --restricted
        review park MR-1 LINE
        review act MR-1 LONG --from D-1 --owner P-2 --due 2026-12-04
        ",
    );
    look(&fixture, "2", &EVERYWHERE);
    let steps = ["v", "v a", "r", "+", "-", "]", "f", "d", "a", "n", "i", "b", "s Enter", "O Down Enter", ":"];
    look(&fixture, "2", &steps);
    look(&fixture, "2", &["w", "w Enter", "R End", "c", "C", "End m", "End Enter", "Tab Enter", "Shift-Tab End"]);
}

#[test]
fn a_review_that_is_over_is_drawn_whatever_it_holds() {
    let fixture = called();
    run(
        &fixture,
        "
        review open MR-1
        review attend MR-1 P-1 P-2 P-3
        review item MR-1 opening
        review item MR-1 --noted LINE
        review item MR-1 a
        review item MR-1 --noted LONG
        review item MR-1 b
        review item MR-1 --noted LINE
        review item MR-1 c
        review item MR-1 --noted LINE
        review item MR-1 d1
        review vote MR-1 D-1 --against P-3 --rest
        review act MR-1 LINE --from D-1 --owner P-2 --due 2026-12-04
        review item MR-1 --discussed
        review item MR-1 d2
        review item MR-1 --noted LINE
        review item MR-1 d3
        review item MR-1 --noted LINE
        review item MR-1 e
        review item MR-1 --noted LINE
        review item MR-1 resources
        review item MR-1 --noted LINE
        review item MR-1 AG-11
        review item MR-1 --noted LINE
        review item MR-1 conclusion
        review judge MR-1 suitability yes LONG
        review judge MR-1 adequacy partly LINE
        review judge MR-1 effectiveness no LINE
        review edit MR-1 --next-review 2027-05-20 --no-changes LONG
        ",
    );
    look(&fixture, "2", &["", "z"]);
    run(&fixture, "review conclude MR-1\nreview minutes MR-1 --circulate");
    look(&fixture, "2", &EVERYWHERE);
    look(&fixture, "2", &["O Down Enter", "O Down Down Enter", "O Down Down Down Down Down Enter", "s Enter"]);
    run(
        &fixture,
        "
        review approve MR-1 --for chair --how meeting
        review approve MR-1 --for secretary --how signature
        addendum add LONG --review MR-1 --dated 2026-11-23 --agreed-by P-2 --how meeting --why LINE
        ",
    );
    look(&fixture, "", &EVERYWHERE);
}

/// However long the words are, it is seen who votes how, and what comes of it.
#[test]
fn a_long_proposal_leaves_room_for_the_vote() {
    let fixture = Fixture::after(held::open);
    let words = "Releases of claims triage are paused until the report on bias covers all five groups. ".repeat(20);
    fixture.ok(&["review", "item", "MR-1", "d1"]);
    fixture.ok(&["review", "propose", "MR-1", words.trim(), "--subject", "improvement"]);
    let mut desk = Desk::sized(&fixture, 80, 24);
    desk.press("2 v A").sees("Releases of claims triage are paused");
    for name in ["Ben Okafor", "Carla Stein", "Iris Falk", "Rosa Lindt"] {
        let screen = desk.screen();
        assert!(screen.lines().any(|line| line.contains(&format!("✓ {name}"))), "{name} votes:\n{screen}");
    }
    desk.sees("4 – 0 – 0");
}
