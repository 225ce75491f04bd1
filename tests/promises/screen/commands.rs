//! One table of commands: every key, every command, every document says the same.

use std::collections::{BTreeMap, HashSet};

use gavel::tui::command::{ENTRIES, Scope, entries};
use gavel::tui::keys::Key;
use gavel::workflow::{closure, reading, review};

use super::desk::Desk;
use crate::fixture::Fixture;
use crate::review::held;

/// What each key does in each place.
type Meanings = BTreeMap<(String, String), String>;

fn means(found: &mut Meanings, place: &str, key: &str, name: &str) {
    assert!(found.insert((place.to_owned(), key.to_owned()), name.to_owned()).is_none(), "{place}: {key}");
}

/// The keys of the program.
fn now() -> Meanings {
    let mut found = Meanings::new();
    for entry in ENTRIES.iter() {
        entry.keys.iter().for_each(|key| means(&mut found, entry.scope.label(), key, entry.name));
    }
    found
}

/// The rows of a key table in a document.
fn written(table: &str) -> Meanings {
    let mut found = Meanings::new();
    let mut place = "";
    for row in table.lines().filter(|row| row.contains('`')) {
        let cells: Vec<&str> = row.split(" | ").map(|cell| cell.trim_matches(['|', ' '])).collect();
        place = if cells[0].is_empty() { place } else { cells[0] };
        let name = cells[2].split(": ").next().unwrap_or_default();
        cells[1].split('`').filter(|key| !key.trim().is_empty()).for_each(|key| means(&mut found, place, key, name));
    }
    found
}

#[test]
fn the_manual_has_every_key_and_what_it_does() {
    let told = Fixture::new().ok(&["help", "keys"]);
    let mut rows = told.lines().map(str::trim).filter(|row| !row.is_empty()).collect::<Vec<_>>().join(" ");
    rows = rows.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut rest = rows.as_str();
    for entry in ENTRIES.iter() {
        let row = format!("{} {}: ", entry.keys.join(" "), entry.name);
        let (_, after) = rest.split_once(&row).unwrap_or_else(|| panic!("{row} stands in its order: {rest}"));
        assert!(after.to_lowercase().starts_with(&entry.help.to_lowercase()), "{row}: {after}");
        rest = after;
    }
}

/// Hands know the keys: those of before everything was declared as operations mean the same.
#[test]
fn the_keys_of_before_do_what_they_did() {
    let before = written(include_str!("keys_before.md"));
    let now = now();
    assert!(before.len() > 180, "{}", before.len());
    for ((place, key), name) in before {
        // The trends are a sheet among others now.
        let (place, name) = match (place.as_str(), name.as_str()) {
            ("On the trends", "Other trends") => ("On a sheet of figures", "Other sheet"),
            ("On the trends", _) if key == "Enter" => ("On a sheet of figures", "Follow"),
            ("On the trends", _) => ("On a sheet of figures", "All behind it"),
            // The same in another word.
            (place, "Not reached") => (place, "Not audited"),
            (place, "Executive decides") => (place, "Top management decides"),
            (place, "Put off") => (place, "Extend"),
            (place, "Choose the areas") => (place, "Draw the sample"),
            (place, "Roll call") => (place, "Attendance"),
            ("In a vote", "Count") => ("In a vote", "Declare"),
            ("In the roll call", name) => ("In the attendance", name),
            // The digits are for what is asked first; the actions, which Today serves, have a letter.
            ("Everywhere", "Actions") if key == "7" => continue,
            // What goes on does so on every screen; history has the keys beside it.
            ("In a record's history", "Earlier" | "Later") if ["<", ">"].contains(&key.as_str()) => continue,
            ("On what there is to do today", "Advance") => ("With a record selected", "Advance"),
            same => same,
        };
        let does = now.get(&(place.to_owned(), key.clone())).map(String::as_str);
        assert_eq!(does, Some(name), "{key}, {place}");
    }
}

#[test]
fn every_command_stands_in_the_palette_and_says_why_it_can_t_be_used() {
    let fixture = Fixture::new();
    fixture.ok(&["action", "add", "Repeat the bias test", "--owner", "me", "--due", "fri"]);
    fixture.ok(&["nonconformity", "add", "Bias test skipped"]);
    let mut desk = Desk::new(&fixture);
    for screen in ["1", "2", "3", "4", "5", "6", "J", "J Enter", "9"] {
        desk.press(screen);
        for entry in ENTRIES.iter() {
            desk.press(":").paste(entry.name).sees(entry.name);
            desk.press("Esc");
        }
        desk.press("1");
    }
    desk.press(":").text("Theirs").sees("Only in a conflict").press("Enter").sees("Theirs: Only in a conflict");
    desk.press("Esc").press("U").sees("Nothing was saved in this run yet");
}

#[test]
fn every_sheet_stands_in_the_palette_and_those_of_a_meeting_in_its_own_screen() {
    let fixture = Fixture::new();
    held::seal(&fixture);
    let mut desk = Desk::new(&fixture);
    for screen in ["1", "2", "J"] {
        desk.press(screen);
        for reading in reading::all() {
            desk.press(":").paste(reading.title).sees(reading.title);
            desk.press("Esc");
        }
        desk.press("1");
    }
    // On a screen that is of no review it is said of what one has to be selected first.
    desk.press(":").text("figures of the inputs").sees("Select one of the reviews first").press("Esc");
    desk.press(":").text("report to the board").press("Enter").sees("report to the board").press("Esc");
    // On that of one, whatever is selected there, its own are offered.
    desk.press("2 :").text("figures of the inputs").sees("Figures of the inputs: MR-1").press("Esc");
    desk.press("2 Tab S").sees("Figures of the inputs: MR-1");
}

#[test]
fn what_the_bottom_line_and_the_help_name_does_what_they_say() {
    let fixture = Fixture::new();
    fixture.ok(&["action", "add", "Repeat the bias test", "--owner", "me", "--due", "fri"]);
    let mut desk = Desk::new(&fixture);
    held::open(&fixture);
    held::script(&fixture, "review item MR-1 d1\nreview propose MR-1 'Wait' --subject other");
    fixture.ok(&["nonconformity", "add", "Bias test skipped"]);
    let reviews = ["2", "2 s", "2 s Enter", "2 ]", "2 d", "2 v", "2 r", "2 +", "2 O", "2 O Enter"];
    let screens = ["1", "3", "6", "6 Tab", "6 Tab Tab", "J", "J Enter", "9", "J e", "J s", "Ctrl-F", "?"];
    for screen in screens.into_iter().chain(reviews) {
        desk.press(screen);
        let top = desk.app.top().unwrap();
        let (scopes, typing, offers) = (top.scopes(), top.typing(), top.offers());
        assert!(!offers.is_empty(), "{screen}");
        for does in offers {
            let known = scopes.iter().any(|scope| entries(*scope).any(|entry| entry.does == does));
            assert!(known, "{screen}: {} is not known there", does.name());
            let key = Key::parse(does.key()).unwrap();
            assert!(!typing || !key.types(), "{screen}: {} would be typed", does.key());
            let found = scopes.iter().find_map(|scope| gavel::tui::command::find(*scope, key));
            assert_eq!(found, Some(does), "{screen}: {} means something else", does.key());
        }
        desk.press("Esc Esc Esc 1");
    }
}

#[test]
fn within_one_screen_a_key_is_taken_over_only_on_purpose() {
    // A list's own filter and the journal's take the key of the search over everything; in a review an action and a note
    // are of the meeting, and the vote has the key of the evidence. On a nonconformity an action is against its cause, and
    // there is no list to be opened but the record whole.
    let on_purpose: HashSet<_> = [
        ("Filter", "Search"),
        ("Filter the journal", "Search"),
        ("Action", "Add"),
        ("Note here", "Note"),
        ("Vote", "Evidence"),
        ("Corrective action", "Add"),
        ("Whole record", "Open the list"),
        // A nonconformity goes on by the form of its next step, and a review by what was done before it.
        ("Go on", "Advance"),
        ("Confirm what was done", "Checks"),
    ]
    .into();
    let screens: [&[Scope]; 11] = [
        &[Scope::List, Scope::Record, Scope::Rows, Scope::Everywhere],
        &[Scope::Panes, Scope::Record, Scope::Rows, Scope::Everywhere],
        &[Scope::Panes, Scope::History, Scope::Record, Scope::Rows, Scope::Everywhere],
        &[Scope::Journal, Scope::Record, Scope::Rows, Scope::Everywhere],
        &[Scope::At(&review::operations::ON_REVIEW), Scope::Panes, Scope::Record, Scope::Rows, Scope::Everywhere],
        &[Scope::Board, Scope::At(&closure::operations::ON_CASES), Scope::Record, Scope::Rows, Scope::Everywhere],
        &[
            Scope::At(&closure::operations::ON_CASE),
            Scope::At(&closure::operations::ON_CASES),
            Scope::Panes,
            Scope::Record,
            Scope::Rows,
            Scope::Everywhere,
        ],
        &[Scope::Voting, Scope::Rows, Scope::Everywhere],
        &[Scope::Roll, Scope::Rows, Scope::Everywhere],
        &[Scope::Form, Scope::Everywhere],
        &[Scope::Choosing, Scope::Everywhere],
    ];
    for scopes in screens {
        for (depth, inner) in scopes.iter().enumerate() {
            for entry in entries(*inner) {
                for key in entry.keys.iter().filter_map(|key| Key::parse(key)) {
                    for outer in &scopes[depth + 1..] {
                        if let Some(other) = gavel::tui::command::find(*outer, key) {
                            assert!(
                                on_purpose.contains(&(entry.name, other.name())),
                                "{key} of {} and {}",
                                entry.name,
                                other.name()
                            );
                        }
                    }
                }
            }
        }
    }
}
