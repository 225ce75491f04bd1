//! What was captured is not gone: what nobody answers for, or has no day, stands on Today until it is placed.

use std::collections::BTreeSet;

use gavel::domain::catalogue::CATALOGUE;
use gavel::domain::identity::RecordId;
use gavel::domain::placing::Lacks;
use gavel::store::View;
use gavel::store::list::Query;
use gavel::store::owed::Whose;

use crate::fixture::{Fixture, furnished};
use crate::review::held::script;
use crate::sample::sample;
use crate::screen::desk::Desk;

fn people() -> Fixture {
    Fixture::after(|fixture| {
        script(
            fixture,
            "
            person add 'Ben Okafor' --active yes --os-user ben
            action add 'Ask the vendor'
            action add 'Far away' --due 2027-11-26
            action add 'Left lying' --due 2026-11-02
            incident add 'Letters went out twice' --type incident
            action add 'Whenever' --owner 'Ben Okafor'
            ",
        );
        fixture.ok(&["action", "add", "Think about it", "--as", "ben"]);
        fixture.ok(&["action", "add", "Sometime", "--owner", "ben", "--as", "ben"]);
        fixture.ok(&["action", "add", "Placed", "--owner", "me", "--due", "2026-12-01"]);
    })
}

/// The numbers in a part of Today, as programs are told it.
fn part(fixture: &Fixture, part: &str, options: &[&str]) -> Vec<String> {
    let told = fixture.ok(&[&["today", "--json"], options].concat());
    let told: Vec<serde_json::Value> = serde_json::from_str(&told).unwrap();
    let of = told.iter().filter(|line| line["part"] == part);
    of.map(|line| line["record"]["reference"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn what_was_captured_is_ones_own_until_it_is_given_away() {
    let mut fixture = people();
    // What is late is told as such; what somebody else answers for waits on their Today.
    assert_eq!(part(&fixture, "not placed", &[]), ["INC-1", "A-2", "A-1", "A-5"]);
    assert_eq!(part(&fixture, "nobody's", &[]), ["A-3"]);
    assert_eq!(part(&fixture, "not placed", &["--mine"]), ["INC-1", "A-2", "A-1"]);
    assert_eq!(part(&fixture, "not placed", &["--as", "ben"]), ["A-6", "A-4", "A-5", "INC-1", "A-2", "A-1"]);
    let told = fixture.ok(&["today", "--limit", "2"]);
    assert!(told.contains("Not placed: 4"), "{told}");
    assert!(told.contains("and 2 more, which were captured before; 2 that others answer for have no day"), "{told}");
    fixture.at("2026-11-27T09:00:00Z");
    let told = fixture.ok(&["today"]);
    assert!(told.contains("nobody answers for it, no day  4 d"), "{told}");

    fixture.ok(&["action", "edit", "A-1", "--owner", "ben"]);
    assert_eq!(part(&fixture, "not placed", &["--mine"]), ["INC-1", "A-2"]);
    assert_eq!(part(&fixture, "not placed", &["--as", "ben", "--mine"]), ["A-6", "A-4", "A-1", "A-5"]);
    fixture.ok(&["action", "edit", "A-1", "--due", "2027-01-10"]);
    assert_eq!(part(&fixture, "not placed", &["--as", "ben", "--mine"]), ["A-6", "A-4", "A-5"]);
    // What is given back is one's own again.
    fixture.ok(&["action", "edit", "A-1", "--clear", "owner"]);
    assert_eq!(part(&fixture, "not placed", &["--mine"]), ["INC-1", "A-2", "A-1"]);
    fixture.ok(&[
        "incident",
        "void",
        "INC-1",
        "--reason",
        "Told twice",
        "--agreed-by",
        "ben",
        "--agreed-how",
        "meeting",
    ]);
    fixture.ok(&["action", "done", "A-2", "--evidence", "Report 7"]);
    assert_eq!(part(&fixture, "not placed", &["--mine"]), ["A-1"]);
    fixture.ok(&["incident", "unvoid", "INC-1"]);
    assert_eq!(part(&fixture, "not placed", &["--mine"]), ["INC-1", "A-1"]);
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn where_all_is_placed_nothing_is_told() {
    let fixture = Fixture::new();
    fixture.ok(&["action", "add", "Placed", "--owner", "me", "--due", "2027-12-01"]);
    let told = fixture.ok(&["today"]);
    assert!(!told.contains("Not placed") && told.contains("Nothing is late"), "{told}");
}

#[test]
fn on_the_screen_it_gets_an_owner_and_a_day() {
    let fixture = people();
    let mut desk = Desk::sized(&fixture, 80, 24);
    desk.press("0").sees("Not placed").sees("INC-1");
    while !desk.screen().lines().any(|line| line.contains('▶') && line.contains("A-1 ")) {
        desk.press("Down");
    }
    desk.press(">").text("ben").press("Ctrl-S").sees("A-1: owner is now P-2 Ben Okafor");
    assert_eq!(part(&fixture, "not placed", &["--mine"]), ["INC-1", "A-2"]);
}

/// What each record by itself says: what it lacks, and who answers for it.
fn each_by_itself(view: View) -> BTreeSet<(String, Option<RecordId>)> {
    let mut known = BTreeSet::new();
    let today = view.circumstances().unwrap().today().to_string();
    for register in CATALOGUE.registers() {
        for record in view.page(&Query::new(register)).unwrap().records {
            let Some(lacks) = Lacks::of(&record) else { continue };
            let day = register.deadline().and_then(|field| record.date(register.position(field.name).unwrap()));
            let late = register.machine.is_some() && day.is_some_and(|day| day.to_string() < today);
            let owner = register.position("owner").and_then(|place| record.link(place));
            if lacks.day && owner.is_some() || lacks.owner && !late {
                known.insert((record.reference().to_string(), owner));
            }
        }
    }
    known
}

#[test]
fn what_is_not_placed_is_what_each_record_says_of_itself_and_verification_compares_it() {
    let mut found = 0;
    for fixture in [sample(), furnished(), people()] {
        let store = fixture.store();
        let view = store.view();
        let today = view.circumstances().unwrap().today();
        let known = each_by_itself(view);
        let mut told = BTreeSet::new();
        for whose in [Whose::Anybodys, Whose::Nobodys] {
            let ids = view.unplaced(whose, today, u32::MAX).unwrap();
            assert_eq!(view.count_unplaced(whose, today).unwrap(), ids.len() as u64);
            for id in ids {
                let record = view.record(id).unwrap().unwrap();
                let owner = record.link(record.register.position("owner").unwrap());
                let own = owner.map(|owner| view.unplaced(Whose::Of(owner), today, u32::MAX).unwrap().contains(&id));
                assert_ne!(own, Some(false), "{}", record.reference());
                told.insert((record.reference().to_string(), owner));
            }
        }
        assert_eq!(told, known);
        found += known.len();
    }
    assert!(found > 5, "{found}");
    let fixture = people();
    for edit in ["UPDATE unplaced SET owner = NULL", "DELETE FROM unplaced WHERE register = 'action'"] {
        let fixture = fixture.copy();
        assert!(fixture.raw().execute(edit, []).unwrap() > 0);
        let faults = fixture.verify();
        let faults: Vec<_> = faults.iter().filter(|fault| !fault.contains("of the file's structure")).collect();
        let told = |fault: &&&String| fault.contains("owner") || fault.contains("whether it is placed");
        assert!(!faults.is_empty() && faults.iter().all(|fault| told(&fault)), "{faults:#?}");
    }
}

#[test]
fn what_crosses_one_s_mind_on_today_is_captured_there_and_stays_in_sight() {
    let fixture = people();
    let mut desk = Desk::sized(&fixture, 80, 24);
    desk.press("0 a").sees("New action").text("Ask about the logs").press("Ctrl-S");
    desk.sees("Ask about the logs").sees("Not placed");
}
