//! Lists: what stands in them however narrow they are, what a filter hides, what marks mean and when they end; and the
//! choice of all registers.

use gavel::domain::action::{self, Action, Priority};
use gavel::domain::area::Area;
use gavel::domain::catalogue::CATALOGUE;
use gavel::domain::record::Record;
use gavel::store::list::Query;

use super::desk::Desk;
use super::keys::furnished;
use crate::fixture::Fixture;

#[test]
fn registers_stand_under_the_parts_of_the_system_with_how_much_is_in_each() {
    let fixture = furnished();
    let mut desk = Desk::sized(&fixture, 80, 80);
    desk.press("8").sees("52 of 52").sees("▶ Organisation");
    for area in Area::ALL {
        desk.sees(area.label());
        assert!(CATALOGUE.registers().any(|register| register.area == area), "{}", area.label());
    }
    let screen = desk.screen();
    let row = |name: &str| screen.lines().find(|line| line.contains(name)).unwrap_or_default().to_owned();
    assert!(row("   Actions").trim_end_matches(['│', ' ']).ends_with(" 3"), "{screen}");
    assert!(row("   People").trim_end_matches(['│', ' ']).ends_with(" 3"), "{screen}");
    let place = |name: &str| screen.find(name).unwrap_or_else(|| panic!("{name} in {screen}"));
    assert!(place("Context issues") < place("AI systems") && place("AI systems") < place("Risk criteria"));
    assert!(place("Audit programmes") < place("Agenda items") && place("Agenda items") < place("Competences"));
    // A heading is passed over; what is typed finds names, prefixes, and what a register is for.
    desk.press("End Home").sees("▶ Organisation").press("Down Down Down Down Down").sees("▶ AI systems");
    desk.text("SYS").press("Enter").sees("Claims triage");
    desk.press("8").text("statement of applicability").sees("▶ Controls").press("Esc");
}

#[test]
fn systems_have_a_key_of_their_own_and_tell_what_an_auditor_asks_first() {
    let fixture = furnished();
    fixture.ok(&["control", "add", "AI policy", "--code", "A.2.2", "--applicable", "yes", "--status", "partial"]);
    let mut desk = Desk::sized(&fixture, 80, 24);
    desk.press("7").sees("Claims triage").sees("Tier").sees("High").sees("In scope").sees("yes").sees("Stage");
    desk.press("8").text("controls").press("Enter").sees("Applicable").sees("● Partially implemented");
}

#[test]
fn actions_begin_with_what_is_late_and_tell_whose_they_are_and_where_they_stand() {
    let fixture = furnished();
    let mut desk = Desk::sized(&fixture, 80, 24);
    desk.press("J").sees("Actions · to do").sees("d late").sees("● Open").sees("Owner");
    let screen = desk.screen();
    let late = screen.find("d late").unwrap();
    let other = screen.find("2026-1").unwrap_or(usize::MAX);
    assert!(late < other, "what is late comes first: {screen}");
    for line in screen.lines().filter(|line| line.contains("A-")) {
        assert!(line.contains("● Open"), "{line}");
    }
}

#[test]
fn a_filter_that_was_left_is_told_on_top_with_the_key_that_takes_it_away() {
    let fixture = furnished();
    let mut desk = Desk::new(&fixture);
    desk.press("J").sees_not("Filter:").press("/").text("model").press("Enter").sees("Filter: model");
    drop(desk);
    let mut desk = Desk::new(&fixture);
    desk.press("J").sees("Filter: model").sees("Esc goes back to: to do").sees_not("A-1 ");
    desk.press("Esc").sees_not("Filter:").sees("A-1 ");
}

fn priorities(fixture: &Fixture) -> Vec<(String, Option<Priority>)> {
    let records: Vec<Record> = fixture.store().view().page(&Query::new(&action::REGISTER)).unwrap().records;
    records.iter().map(|record| (record.reference().to_string(), Action(record).priority())).collect()
}

#[test]
fn marks_that_a_filter_hides_are_counted_and_left_out_unless_somebody_says_otherwise() {
    let set = |answer: &str| {
        let fixture = furnished();
        let before = priorities(&fixture);
        let mut desk = Desk::new(&fixture);
        desk.press("J A").sees("3 marked").press("/").text("bias").press("Enter").sees("3 marked, 2 hidden");
        desk.press("e").sees("2 marked records are hidden by the filter").press(answer);
        desk.press("Tab Tab Tab").text("low").press("Ctrl-S");
        desk.sees_not("marked");
        let after = priorities(&fixture);
        before.iter().zip(&after).filter(|(before, after)| before != after).map(|(_, after)| after.0.clone()).collect()
    };
    let (left_out, taken): (Vec<String>, Vec<String>) = (set("Enter"), set("Down Enter"));
    assert_eq!(left_out.len(), 1, "{left_out:?}");
    assert_eq!(taken.len(), 3, "{taken:?}");
}

#[test]
fn a_form_for_several_names_the_first_and_marks_end_with_what_they_were_made_for() {
    let fixture = furnished();
    let mut desk = Desk::new(&fixture);
    desk.press("J A e").sees("3 records (A-").press("Esc");
    // What was not done leaves them as they are, and so does what is done with something else.
    desk.sees("3 marked").press("a").text("Another one").press("Ctrl-S").sees("3 marked");
    desk.press("e Tab Tab Tab").text("low").press("Ctrl-S").sees_not("marked");
}

#[test]
fn a_picker_lets_digits_and_signs_be_what_they_are_elsewhere_until_a_text_is_begun() {
    let fixture = furnished();
    let mut desk = Desk::new(&fixture);
    desk.press("J s").sees("Sort by").press("9").sees("Journal").sees_not("Sort by");
    desk.press("J s").text("p").press("9").sees("Sort by").sees("p9").press("Esc").sees_not("Sort by");
    desk.press("J Enter [ :").sees("Commands").press("]").sees_not("╭ Commands");
    desk.press("J s ?").sees("Help: Sort by").press("Esc").sees("Sort by");
}

#[test]
fn what_is_told_of_a_field_stands_beside_it_where_there_is_room_and_its_text_takes_the_rows_it_needs() {
    let fixture = furnished();
    let long = "Repeat the bias test with the data of all five groups ".repeat(6);
    let mut desk = Desk::sized(&fixture, 120, 40);
    desk.press("J a").text(&long).sees("What *");
    let screen = desk.screen();
    let first = screen.lines().find(|line| line.contains("What *")).unwrap().to_owned();
    assert!(first.contains("What is to be done, in a sentence"), "beside it: {first}");
    let shown = screen.matches("groups").count();
    assert_eq!(shown, 6, "all of it is in sight: {screen}");
    let mut desk = Desk::sized(&fixture, 80, 24);
    desk.press("J a").sees("What is to be done, in a sentence");
}

#[test]
fn the_palette_finds_by_what_something_does_and_signs_mean_nothing_in_it() {
    let fixture = furnished();
    let mut desk = Desk::first(&fixture, "rosa", ratatui::layout::Size::new(80, 24));
    desk.press(":").text("capture").sees("Capture an action").press("Esc");
    desk.press(":").text("received").sees("Received from outside").press("Esc");
    desk.press(":").text("letterhead").sees("Go to organisations").press("Esc");
    desk.press(":").text("a!").sees("No command matches. Esc, and then / finds records.");
}
