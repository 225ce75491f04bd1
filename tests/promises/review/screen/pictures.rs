//! What the review looks like at each of its stages, as text, at two sizes.

use crate::fixture::Fixture;
use crate::review::held;
use crate::screen::desk::Desk;

/// What stands on the screen at two sizes, once the background has told what it knows and the keys are pressed.
fn picture(name: &str, fixture: &Fixture, keys: &str) {
    drawn(name, fixture, "2", |desk| {
        if !keys.is_empty() {
            desk.press(keys);
        }
    });
}

fn drawn(name: &str, fixture: &Fixture, opened: &str, act: impl Fn(&mut Desk)) {
    for (width, height) in [(80, 24), (120, 40)] {
        let fixture = fixture.copy();
        let mut desk = Desk::sized(&fixture, width, height);
        desk.press(opened);
        act(&mut desk);
        insta::assert_snapshot!(format!("{name}_{width}x{height}"), blotted(&desk.screen()));
    }
}

/// The text with each longer row of hexadecimal digits made the same.
fn blotted(screen: &str) -> String {
    let mut text = String::new();
    let mut digits = String::new();
    for c in screen.chars().chain(['\n']) {
        if c.is_ascii_digit() || ('a'..='f').contains(&c) {
            digits.push(c);
            continue;
        }
        text.push_str(&if digits.len() < 16 { digits.clone() } else { "#".repeat(digits.len()) });
        digits.clear();
        text.push(c);
    }
    text
}

/// The review in session at this item, as the commands leave it.
fn at(commands: &str) -> Fixture {
    let fixture = Fixture::after(held::open);
    held::script(&fixture, commands);
    fixture
}

fn at_d1() -> Fixture {
    at("review item MR-1 d1")
}

#[test]
fn no_review_yet() {
    picture("no_review_yet", &Fixture::new(), "");
}

#[test]
fn what_can_be_done_first() {
    picture("first_steps", &Fixture::after(held::committee), "s");
}

#[test]
fn a_planned_review() {
    let planned = Fixture::after(held::committee);
    held::script(&planned, "review add 'Autumn review' --date 2026-11-23");
    picture("planned", &planned, "");
}

#[test]
fn readiness() {
    picture("readiness", &Fixture::after(held::call), "");
}

#[test]
fn an_input_before_the_meeting() {
    picture("input_before", &Fixture::after(held::call), "Shift-Tab Down Down Down Down");
}

#[test]
fn the_opening() {
    picture("opening", &at("review item MR-1 opening"), "");
}

#[test]
fn an_input_with_its_pack() {
    picture("input", &at("review item MR-1 b"), "");
}

#[test]
fn an_item_with_notes_decisions_and_actions() {
    let again = Fixture::after(held::consider);
    held::script(&again, "review item MR-1 d1");
    picture("item", &again, "");
    picture("item_looking", &again, "Tab");
    picture("item_agenda", &again, "w");
}

#[test]
fn the_words_of_a_decision() {
    drawn("decide", &at_d1(), "2", |desk| {
        desk.press("d").text("Pause releases");
    });
}

#[test]
fn a_proposal_being_put() {
    drawn("put", &at_d1(), "2", |desk| {
        desk.press("d").text("Pause releases without a bias report").press("Ctrl-S");
    });
}

const PROPOSED: &str = "
    review interest MR-1 'Carla Stein' 'Owns shares in the vendor' --item d1
    review item MR-1 d1
    review propose MR-1 'Pause releases without a bias report' --subject improvement
";

#[test]
fn the_vote() {
    picture("vote", &at(PROPOSED), "v Down a s A");
    picture("result", &at(PROPOSED), "v A Enter");
}

#[test]
fn a_decision_without_a_quorum() {
    let lost = at(PROPOSED);
    held::script(&lost, "review leave MR-1 'Ben Okafor' 'Carla Stein'");
    held::script(&lost, "review decide MR-1 D-1");
    picture("no_quorum", &lost, "");
}

#[test]
fn how_an_item_ends() {
    picture("ends", &at("review item MR-1 b"), "]");
}

#[test]
fn the_roll() {
    picture("roll", &Fixture::after(held::open), "r");
}

#[test]
fn who_leaves() {
    picture("leaves", &Fixture::after(held::open), "-");
}

#[test]
fn the_conclusion() {
    let reached = Fixture::after(held::consider);
    held::script(&reached, "review item MR-1 conclusion");
    picture("conclusion", &reached, "");
    picture("conclusion_answered", &Fixture::after(held::judge), "");
}

#[test]
fn a_refusal_to_conclude() {
    picture("refusal", &at(PROPOSED), "s Enter");
}

#[test]
fn what_can_be_done_in_session() {
    picture("steps", &Fixture::after(held::open), "s");
}

#[test]
fn an_adjourned_review() {
    picture("adjourned", &at("review item MR-1 b\nreview adjourn MR-1"), "");
}

#[test]
fn a_concluded_review_and_its_documents() {
    picture("concluded", &Fixture::after(held::conclude), "");
    picture("documents", &Fixture::after(held::conclude), "O");
    picture("pack_read", &Fixture::after(held::conclude), "O Enter");
    picture("minutes_read", &Fixture::after(held::conclude), "O Down Enter");
    picture("approving", &Fixture::after(held::conclude), "s Enter");
    let corrected = Fixture::after(held::conclude);
    held::script(&corrected, "note edit N-1 --text 'The reopened case is the fourth of its kind.'");
    drawn("changes", &corrected, "2", |desk| {
        desk.press("O").text("changed since: minutes").press("Enter");
    });
}

/// Once it is sealed, it is found among the reviews.
#[test]
fn a_sealed_review() {
    for (name, keys) in [("sealed", "Enter"), ("sealed_steps", "Enter s"), ("sealed_minutes", "Enter z O Down Enter")] {
        drawn(name, &Fixture::after(held::seal), "8", |desk| {
            desk.text("reviews").press("Enter f").text("everything").press("Enter").press(keys);
        });
    }
}

#[test]
fn the_help_of_the_review() {
    picture("help", &Fixture::after(held::open), "?");
}
