//! Places: whatever is declared is shown, and reached by its keys.

use gavel::domain::register::Register;
use gavel::domain::spelling::capital;
use gavel::domain::state::Move;
use gavel::report::manual;
use gavel::tui::command::{Doing, Scope, entries};
use gavel::workflow::operation::{About, Operation};
use gavel::workflow::place::{self, Layout, Pane, Place};
use gavel::workflow::reading::Of;
use ratatui::layout::Size;

use super::desk::Desk;

/// The titles of the panes of a place, or the names of its tabs, as far as it declares them itself.
fn titles(place: &Place) -> Vec<String> {
    let title = |pane: &Pane| match pane {
        Pane::Sheet { reading, .. } if place.layout == Layout::Beside => Some(capital(reading.name)),
        Pane::Sheet { reading, .. } => Some(reading.title.to_owned()),
        Pane::Records(listed) => Some(listed.tab.to_owned()),
        Pane::Special(_) => None,
    };
    place.panes.iter().filter_map(title).collect()
}

#[test]
fn every_place_opens_by_its_keys_shows_its_panes_and_stands_in_the_palette() {
    let fixture = crate::sample::sample();
    let mut desk = Desk::as_user(&fixture, "noor", Size::new(200, 60));
    let places = place::all();
    assert!(places.len() >= 10, "{} places", places.len());
    for place in places {
        for key in place.keys {
            desk.press(if *key == "1" { "J" } else { "1" });
            let before = desk.screen();
            desk.press(key);
            assert_ne!(desk.screen(), before, "{key} leads to {}", place.name);
            for title in titles(place) {
                desk.sees(&title);
            }
            desk.press(":").text(place.title).sees(place.title).press("Esc");
        }
    }
}

#[test]
fn what_can_be_done_in_a_place_stands_among_the_keys_and_a_topic_tells_of_it() {
    let spots: Vec<_> = place::all().into_iter().filter_map(|place| place.spot).collect();
    assert!(spots.len() >= 4, "{} spots", spots.len());
    for spot in spots {
        assert!(manual::named(spot.topic).is_some(), "{}: {}", spot.label, spot.topic);
        for operation in spot.operations.iter().chain(spot.rarer) {
            let keyed = operation.ways.iter().enumerate().filter(|(_, way)| !way.keys.is_empty());
            for (way, _) in keyed {
                let does = Doing::Operation(operation, way);
                assert!(entries(Scope::At(spot)).any(|entry| entry.does == does), "{}: {}", spot.label, does.name());
            }
        }
    }
}

#[test]
fn the_key_of_a_move_opens_its_form_where_a_record_of_its_register_is_selected() {
    let fixture = crate::sample::sample();
    let mut desk = Desk::as_user(&fixture, "ybrandvold", Size::new(120, 40));
    let spots = place::all().into_iter().filter_map(|place| Some((place, place.spot?)));
    let moves = spots.flat_map(|(place, spot)| spot.operations.iter().map(move |operation| (place, *operation)));
    let moves: Vec<_> = moves.filter_map(|(place, operation)| Some((place, operation, own_move(operation)?))).collect();
    assert!(!moves.is_empty());
    for (place, operation, (register, step)) in moves {
        desk.press(place.keys[0]);
        for _ in place.panes {
            if desk.app.top().unwrap().register() != Some(register) {
                desk.press("Tab");
            }
        }
        desk.press(operation.ways[0].keys[0]).sees(&format!("{}: {}-", step.label, register.prefix)).press("Esc");
    }
}

/// The move of a register that an operation makes with what is asked by the move alone.
fn own_move(operation: &Operation) -> Option<(&'static Register, &'static Move)> {
    let About::Record(register) = operation.about else { return None };
    let step = register.machine?.find(operation.name())?;
    operation.leads.map(|_| (register, step))
}

#[test]
fn what_is_declared_for_no_place_is_done_wherever_a_record_of_its_register_is_selected() {
    let anywhere = entries(Scope::Record).filter_map(|entry| match entry.does {
        Doing::Operation(operation, _) => Some(operation.name()),
        _ => None,
    });
    assert_eq!(anywhere.collect::<Vec<_>>(), ["looked", "end", "handover", "answer", "settle", "advance"]);
}

#[test]
fn the_panes_of_a_place_are_gone_through_round_and_round() {
    let fixture = crate::sample::sample();
    let mut desk = Desk::as_user(&fixture, "noor", Size::new(120, 40));
    for place in place::all().into_iter().filter(|place| place.panes.len() > 1) {
        desk.press(place.keys[0]);
        let focused = |desk: &Desk| desk.app.top().unwrap().register().map(|register| register.name);
        let mut seen = vec![focused(&desk)];
        for _ in place.panes {
            desk.press("Tab");
            seen.push(focused(&desk));
        }
        assert_eq!(seen.first(), seen.last(), "{}", place.name);
        desk.press("Shift-Tab");
        assert_eq!(Some(&focused(&desk)), seen.iter().rev().nth(1), "{}", place.name);
        desk.press("1");
    }
}

#[test]
fn what_is_chosen_in_one_pane_decides_what_the_others_show() {
    for place in place::all() {
        let Some(chosen) = &place.chosen else { continue };
        assert!(matches!(place.panes.get(chosen.pane), Some(Pane::Records(_))), "{}", place.name);
        assert_eq!(chosen.report.of, Of::Record, "{}", place.name);
    }
    let fixture = crate::sample::sample();
    let mut desk = Desk::as_user(&fixture, "ybrandvold", Size::new(120, 40));
    desk.press("6").sees("Audit AU-4 · checklist").press("Shift-Tab g Tab Tab").sees("Audit AU-").sees("· findings");
    let first = desk.screen();
    desk.press("Shift-Tab Shift-Tab Down Down Tab Tab").sees("· findings");
    assert_ne!(desk.screen(), first);
    // What is done to it is done to the one that is selected by now, though nothing has followed it yet.
    desk.press("Shift-Tab Shift-Tab G O").sees("Report of AU-1:");
    // A line of the coverage leads to another audit than the one that is chosen.
    desk.press("1 6 Tab Tab Down Down Down Down Down Down Down Down").sees("▶ 6.1.2").sees("30 Jun 26 AU-2 conforms");
    desk.press("C").sees("Make the checklist: AU-4");
}

#[test]
fn a_pane_is_zoomed_and_given_back_and_its_list_is_opened() {
    let fixture = crate::sample::sample();
    let mut desk = Desk::as_user(&fixture, "noor", Size::new(120, 40));
    desk.sees("Actions due").sees("Audit findings").press("z").sees("Actions due").sees_not("Audit findings");
    desk.press("Esc").sees("Audit findings").press("o").sees("Actions · to do").press("1").sees("Audit findings");
    desk.press("T z").sees("It has the whole screen already");
}
