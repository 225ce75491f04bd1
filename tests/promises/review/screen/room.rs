//! A meeting held by keys in a window of 80 by 24: what each task costs, and a whole meeting with everything that goes
//! wrong in one, of which the sealed minutes say what was meant and nothing else.

use gavel::store::chain::Head;

use crate::fixture::Fixture;
use crate::review::held;
use crate::review::tools::{called, ok, sealed_bytes, value};
use crate::screen::desk::Desk;

/// Keys as they are pressed, or a text.
enum Hand {
    Keys(&'static str),
    Text(&'static str),
    /// Keys with which a text is put right where it stands.
    Edit(&'static str),
}

use Hand::{Edit, Keys, Text};

/// Something that the secretary does in a meeting.
struct Task {
    what: &'static str,
    /// What stands in the file already.
    before: &'static str,
    /// The keys that lead to it and are not counted.
    from: &'static str,
    hands: &'static [Hand],
    /// The keys that it may take beside the text.
    most: usize,
    shows: &'static str,
}

const PROPOSED: &str = "review propose MR-1 'Pause releeses' --subject improvement --item d1";

const TASKS: [Task; 8] = [
    Task {
        what: "a note under the item in session",
        before: "",
        from: "",
        hands: &[Keys("n"), Text("The third of its kind"), Keys("Ctrl-S")],
        most: 2,
        shows: "The third of its kind",
    },
    Task {
        what: "from a spoken decision to an owned, dated action",
        before: "",
        from: "",
        hands: &[
            Keys("d"),
            Text("Pause releases"),
            Keys("Ctrl-S y a"),
            Text("Tell the vendors"),
            Keys("Tab"),
            Text("ben"),
            Keys("Tab"),
            Text("fri"),
            Keys("Ctrl-S"),
        ],
        most: 7,
        shows: "Ben Okafor   Fri 27 Nov",
    },
    Task {
        what: "the next item, where this one was discussed",
        before: "",
        from: "",
        hands: &[Keys("] ]")],
        most: 2,
        shows: "[d2]",
    },
    Task {
        what: "the next item, where there was nothing to decide",
        before: "",
        from: "",
        hands: &[Keys("N"), Text("Nothing to decide"), Keys("Ctrl-S")],
        most: 2,
        shows: "[d2]",
    },
    Task {
        what: "the next item, where this one is deferred",
        before: "",
        from: "",
        hands: &[Keys("Z"), Text("The figures are late"), Keys("Ctrl-S")],
        most: 2,
        shows: "[d2]",
    },
    Task {
        what: "a vote with one against",
        before: "",
        from: "",
        hands: &[Keys("d"), Text("Pause releases"), Keys("Ctrl-S v a A Enter Enter")],
        most: 7,
        shows: "carried 3–1–0",
    },
    Task {
        what: "a slip of the hand in what was carried, without typing it again",
        before: PROPOSED,
        from: "c y Enter",
        hands: &[Keys("e Enter"), Edit("Left Left Left Backspace"), Text("a"), Keys("Ctrl-S")],
        most: 4,
        shows: "✓ D-1   Pause releases  ",
    },
    Task {
        what: "an item out of its order",
        before: "",
        from: "",
        hands: &[Keys("w"), Text("resources"), Keys("Enter Enter")],
        most: 3,
        shows: "[Resources]",
    },
];

fn act(desk: &mut Desk, hands: &[Hand]) -> usize {
    let mut pressed = 0;
    for hand in hands {
        match hand {
            Keys(keys) => {
                pressed += keys.split(' ').count();
                desk.press(keys);
            }
            Text(text) => {
                desk.text(text);
            }
            Edit(keys) => {
                desk.press(keys);
            }
        }
    }
    pressed
}

#[test]
fn what_is_done_in_a_meeting_takes_no_more_keys_than_these() {
    for task in &TASKS {
        let fixture = held::open_by("--voting count");
        held::script(&fixture, "review item MR-1 d1");
        held::script(&fixture, task.before);
        let mut desk = Desk::sized(&fixture, 80, 24);
        desk.press("2");
        if !task.from.is_empty() {
            desk.press(task.from);
        }
        let pressed = act(&mut desk, task.hands);
        assert!(pressed <= task.most, "{}: {pressed} keys", task.what);
        desk.sees(task.shows);
    }
}

#[test]
fn from_conclusion_to_sealed_minutes_takes_no_more_than_twelve_keys() {
    let fixture = Fixture::after(held::judge);
    let mut desk = Desk::sized(&fixture, 80, 24);
    desk.press("2");
    let seals =
        [Keys("s Enter s Enter s Enter"), Text("meeting"), Keys("Ctrl-S s Enter"), Text("meeting"), Keys("Ctrl-S")];
    let pressed = act(&mut desk, &seals);
    assert!(pressed <= 12, "{pressed} keys");
    assert_eq!(called(&fixture, "MR-1").state_label().as_deref(), Some("Sealed"));
}

/// A meeting of six members, five of them there, with an action that was done since the last one.
fn meeting() -> Fixture {
    let fixture = Fixture::after(held::committee);
    held::script(
        &fixture,
        "
        organisation edit --voting count
        person add 'Gil Moreno' --voting yes --role 'Head of claims' --active yes
        action add 'Buy a scanner' --owner 'Ben Okafor' --due 2026-11-01
        action done A-1 --evidence 'Invoice 12 of the archive'
        review call --date 2026-11-23 --chair 'Iris Falk' --secretary 'Rosa Lindt' --place 'Room 4'
        agenda-item edit AG-5 --commentary 'Six raised, nine closed, one reopened.'
        agenda-item edit AG-6 --commentary 'Override rate is within its limits.'
        agenda-item edit AG-7 --commentary 'The audit of June found two minor nonconformities.'
        review circulate MR-1
        review open MR-1
        review attend MR-1 'Rosa Lindt' 'Iris Falk' 'Ben Okafor' 'Carla Stein' 'Gil Moreno'
        review attend MR-1 'Dev Anand' --apologies
        ",
    );
    fixture
}

fn head(fixture: &Fixture) -> Head {
    fixture.store().view().head().unwrap()
}

fn state(fixture: &Fixture, reference: &str) -> String {
    called(fixture, reference).state_label().unwrap().to_owned()
}

/// The part of the minutes that is about an item.
fn under<'a>(minutes: &'a str, item: &str) -> &'a str {
    let at = minutes.find(item).unwrap_or_else(|| panic!("{item} is not in\n{minutes}"));
    let rest = &minutes[at + item.len()..];
    &rest[..rest.find("\n## ").unwrap_or(rest.len())]
}

#[test]
fn a_whole_meeting_with_everything_that_goes_wrong_is_minuted_as_it_was_meant() {
    let mut fixture = meeting();
    let mut desk = Desk::sized(&fixture, 80, 24);
    desk.press("2 ]").sees("[Opening]").sees("Quorum 5 of 6");
    drop(desk);

    // Somebody comes late.
    fixture.at("2026-11-23T09:20:00Z");
    let mut desk = Desk::sized(&fixture, 80, 24);
    desk.press("2 +").text("dev").press("Enter").sees("Quorum 6 of 6");
    desk.press("] n").text("There are no earlier minutes").press("Ctrl-S").sees("[a]");

    // A wrong C, a wrong ], a stray q and a stray Esc change nothing.
    let before = head(&fixture);
    desk.press("C")
        .sees("y confirms 1 of 1 action")
        .press("Enter Esc")
        .press("]")
        .sees("How does it end?")
        .press("Esc");
    desk.press("q").sees("Close this screen?").press("n").sees("[a]");
    desk.press("Tab")
        .sees("looking at b; a is in session")
        .press("Esc")
        .sees_not("looking at")
        .press("Esc")
        .sees("Close this screen?")
        .press("Esc")
        .sees("[a]");
    desk.press("c").sees("No proposal is selected").press("v").sees("No proposal is selected");
    assert_eq!(head(&fixture), before, "none of that is written");
    desk.press("C y").sees("Confirmed as done: 1");
    desk.press("] ]").sees("[b]").press("Z").text("The lawyers are late").press("Ctrl-S").sees("[c]");
    desk.press("N").text("Nothing from them").press("Ctrl-S").sees("[d1]");

    // The quorum is lost, and comes back; nothing is decided meanwhile.
    for name in ["ben", "carla", "gil"] {
        desk.press("-").text(name).press("Enter");
    }
    desk.sees("✖ No quorum: 3 of 6").press("d").text("Pause releeses").press("Ctrl-S");
    desk.sees("carried provisionally")
        .press("Enter")
        .sees("Does anybody object?")
        .press("Esc")
        .sees("proposed, not decided");
    for name in ["ben", "carla", "gil"] {
        desk.press("+").text(name).press("Enter");
    }
    desk.sees("✓ Quorum 6 of 6");

    // A vote with one against and one recused, from which an action arises; and a slip of the hand in it.
    desk.press("i").text("carla").press("Tab").text("Owns shares").press("Ctrl-S").sees("Carla Stein: Owns shares");
    desk.press("v a A").sees("WOULD BE CARRIED   4 – 1 – 0").sees("1 recused").press("Enter");
    desk.sees("4 of the 5 votes cast are for; 3 are needed: carried").press("a").sees("Action from D-1");
    desk.text("Tell the vendors").press("Tab").text("ben").press("Tab").text("fri").press("Ctrl-S");
    desk.sees("A-2 is Ben Okafor's, by Friday 27 November").press("e Enter");
    desk.press("Left Left Left Backspace").text("a").press("Ctrl-S");
    assert_eq!((called(&fixture, "D-1").title(), state(&fixture, "D-1").as_str()), ("Pause releases", "Carried"));

    // An item out of its order, with a decision of top management; then back to what was left open.
    desk.press("w").text("resources").press("Enter").sees("looking at Resources; d1 is in session");
    desk.press("n").sees("Note under d1").text("The third of its kind").press("Ctrl-S Enter").sees("[Resources]");
    desk.press("d").text("Hire a validator").press("Ctrl-S b Tab").text("Split").press("Ctrl-S");
    desk.sees("DECIDED BY IRIS FALK, FOR TOP MANAGEMENT").press("Enter").sees("◆ D-2").press("] ]").sees("[d1]");
    desk.press("n").text("The vendor was told").press("Ctrl-S ] ]").sees("[d2]");
    desk.press("n").text("A name").press("Tab").text("restr").press("Ctrl-S").sees_not("A name");
    for item in ["d3", "e", "End"] {
        desk.press("] n").text("Nothing to decide").press("Ctrl-S").sees(&format!("[{item}]"));
    }

    // What was deferred is taken up again: that is asked, and clears how it had ended.
    desk.press("w").text("context").press("Enter Enter").sees("Take it up again?").sees("The lawyers are late");
    desk.press("n").sees("[End]");
    assert_eq!(state(&fixture, "AG-3"), "Deferred");
    desk.press("Enter y").sees("[b]").sees_not("The lawyers are late");
    assert_eq!(value(&fixture, "AG-3", "outcome"), None);
    desk.press("] n").text("They came after all").press("Ctrl-S").sees("[End]");

    // Concluded, approved, sealed.
    desk.press("s Enter").sees("can't be concluded").press("Enter");
    for aspect in ["╭ Suitability: ", "╭ Adequacy: ", "╭ Effectiveness: "] {
        // Once one is answered, the cursor is on the next.
        desk.sees(aspect).text("yes").press("Tab").text("It does").press("Ctrl-S Enter");
    }
    desk.press("Esc");
    desk.press("s Enter").sees("can't be concluded").press("Enter").sees("Results of the review");
    desk.text("+6m").press("Ctrl-S");
    desk.press("s Enter").sees("concluded").press("s Enter s Enter").text("meeting").press("Ctrl-S s Enter");
    desk.text("meeting").press("Ctrl-S").sees("Review MR-1 · sealed");

    assert_eq!(fixture.verify(), Vec::<String>::new());
    assert!(ok(&fixture, "review verify MR-1").contains("MR-1 holds"));
    let minutes = sealed_bytes(&fixture, "review minutes MR-1");
    for gone in ["releeses", "The lawyers are late", "A name", "Owns shares and"] {
        assert!(!minutes.contains(gone), "{gone} is in\n{minutes}");
    }
    let said = [
        ("## 1 Opening and previous minutes", &["There are no earlier minutes"][..]),
        ("## 3 Changes in context", &["They came after all"]),
        ("## 4 Interested parties", &["Nothing from them"]),
        (
            "## 5 Nonconformities",
            &[
                "Pause releases",
                "4 for, 1 against",
                "1 recused",
                "Tell the vendors",
                "The third of its kind",
                "The vendor was told",
            ],
        ),
        ("## 9 Resources", &["Hire a validator", "Iris Falk"]),
    ];
    for (item, words) in said {
        let part = under(&minutes, item);
        for words in words {
            assert!(part.contains(words), "{words} is not under {item}:\n{part}\n\n{minutes}");
        }
    }
}
