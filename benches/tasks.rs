//! What the tasks of an officer cost over a slow line, from outside through a pseudo-terminal of 80 by 24 on the sample
//! organisation: keys pressed (what is typed as text not counted) and bytes that come back. `cargo bench --bench tasks`
//! fails where a task takes more keys than it did, or does not end where it should.

mod terminal;

use std::process::Command;

use terminal::{OVER_SSH, Screen};

/// Keys as they are pressed, or a text.
enum Hand {
    Keys(&'static [&'static str]),
    Text(&'static str),
}

use Hand::{Keys, Text};

/// Something that is done from Today on.
struct Task {
    what: &'static str,
    /// The keys before it, which lead to what it is about and are not counted.
    before: &'static [&'static str],
    hands: &'static [Hand],
    /// The keys that it may take.
    most: usize,
    /// What the screen then shows.
    shows: &'static str,
}

const TAB: &str = "\t";
const ENTER: &str = "\r";
const SAVE: &str = "\x13";
const DOWN: &str = "\x1b[B";

/// In the order of a morning; each begins on Today.
const TASKS: [Task; 10] = [
    Task {
        what: "see what is late and what waits",
        before: &[],
        hands: &[Keys(&["0"])],
        most: 1,
        shows: "Waits for you",
    },
    Task {
        what: "read what proves that an action is done",
        before: &["g", TAB, TAB, DOWN, DOWN],
        hands: &[Keys(&["P"])],
        most: 1,
        shows: "A-12",
    },
    Task {
        what: "confirm it, having read that",
        before: &["g", TAB, TAB, DOWN, DOWN],
        hands: &[Keys(&["P", ">"]), Text("message"), Keys(&[ENTER, SAVE])],
        most: 6,
        shows: "A-12 is confirmed",
    },
    Task {
        what: "give somebody else an action",
        before: &["J", "G"],
        hands: &[Keys(&["o"]), Text("Mateo"), Keys(&[ENTER])],
        most: 2,
        shows: "Mateo",
    },
    Task {
        what: "find a record by a word",
        before: &[],
        hands: &[Keys(&["\x06"]), Text("drift"), Keys(&[ENTER])],
        most: 2,
        shows: "drift",
    },
    Task {
        what: "record an action, with owner and day",
        before: &["J"],
        hands: &[
            Keys(&["a"]),
            Text("Read the report"),
            Keys(&[TAB]),
            Text("Noor"),
            Keys(&[TAB]),
            Text("fri"),
            Keys(&[SAVE]),
        ],
        most: 4,
        shows: "Read the report",
    },
    Task {
        what: "see the worst KPI over time",
        before: &[],
        hands: &[Keys(&["5", "S", ENTER])],
        most: 3,
        shows: "Over time",
    },
    Task {
        what: "see everything about a system",
        before: &["8", "systems\r"],
        hands: &[Keys(&["."])],
        most: 1,
        shows: "within two steps",
    },
    Task {
        what: "write to those who are late",
        before: &["G"],
        hands: &[Keys(&["c"])],
        most: 1,
        shows: "Who is written to",
    },
    Task {
        what: "take back what was done last",
        before: &[],
        hands: &[Keys(&["u", ENTER])],
        most: 2,
        shows: "A-62: voided",
    },
];

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("sample.gavel");
    let mut init = Command::new(env!("CARGO_BIN_EXE_gavel"));
    let made = init.args(["--db"]).arg(&path).args(["init", "--sample"]).output().expect("the program");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let mut screen = Screen::sized(&path, OVER_SSH);
    screen.wait("Waits for you");
    screen.rest();
    println!("| task, from Today on | keys | bytes |\n|---|---|---|");
    for task in &TASKS {
        screen.key("0");
        screen.rest();
        for key in task.before {
            screen.key(key);
            screen.rest();
        }
        let (mut keys, mut bytes) = (0, 0);
        for hand in task.hands {
            match hand {
                Keys(all) => {
                    for key in *all {
                        bytes += screen.key(key).bytes + screen.rest().bytes;
                        keys += 1;
                    }
                }
                Text(text) => bytes += text.chars().map(|letter| screen.key(&letter.to_string()).bytes).sum::<usize>(),
            }
        }
        println!("| {} | {keys} | {bytes} |", task.what);
        assert!(keys <= task.most, "{} takes more keys than {}", task.what, task.most);
        screen.expect(task.shows, task.what);
        screen.key("\x1b");
        screen.rest();
        screen.key("\x1b");
        screen.rest();
    }
}
