//! Nonconformities on their way to proven closure: where each stands and what it lacks, their causes, what they repeat,
//! what is similar, whether what was done worked, and how they go over time.

pub mod board;
pub mod case;
pub mod causes;
pub mod checks;
mod conformity;
pub mod costs;
pub mod deadlines;
pub mod effect;
pub mod fishbone;
pub mod operations;
pub mod path;
pub mod repeats;
pub mod sheets;
pub mod similar;
pub mod taken_back;
mod today;
pub mod trends;

use crate::domain::field::Field;
use crate::domain::house::said::Words;
use crate::domain::nonconformity::{Nonconformity, NonconformityField, REGISTER, State};
use crate::domain::record::Record;
use crate::store::list::{Filter, Query};

use super::feature::Feature;
use super::place::{Pane, Place};

/// Nonconformities.
pub static FEATURE: Feature = Feature {
    operations: operations::ALL,
    readings: &[
        &sheets::BOARD,
        &sheets::CASE,
        &sheets::CAUSES,
        &sheets::SIMILAR,
        &sheets::EFFECT,
        &sheets::REPEATS,
        &sheets::REPORT,
        &trends::NONCONFORMITIES,
        &trends::FINDINGS,
    ],
    places: &[&BOARD, &TRENDS],
    checks: &[&conformity::IN_TIME],
    today: today::SOURCES,
};

/// The cases that have another day than the one by which they are dealt with: by which their plan is there, or from which it can
/// be judged whether what was done worked; and those that wait for that while their day has passed.
pub fn other_deadlines() -> [(Query, &'static Field); 3] {
    let in_state = |states: &[State]| {
        let states: Vec<_> = states.iter().map(|state| state.key()).collect();
        Query::those(&REGISTER, [Filter::one_of(NonconformityField::State.field(), &states)])
    };
    [
        (in_state(&conformity::UNPLANNED), NonconformityField::PlanDue.field()),
        (in_state(&[State::Verified]), NonconformityField::CheckFrom.field()),
        (in_state(&[State::Verified]), NonconformityField::Due.field()),
    ]
}

/// Nonconformities on their board.
pub static BOARD: Place = Place {
    keys: &["3"],
    panes: &[Pane::Special("board")],
    spot: Some(&operations::ON_CASES),
    ..Place::new("nonconformities", "Nonconformities", "Nonconformities and where each of them stands")
};

/// How they go over time.
pub static TRENDS: Place = Place {
    keys: &["T"],
    panes: &[Pane::sheet(&trends::NONCONFORMITIES), Pane::sheet(&trends::FINDINGS)],
    ..Place::new(
        "trends",
        "Trends",
        "How nonconformities and audit findings go: raised, closed, how long it takes, what comes back",
    )
};

/// Where a case stands, with the day that counts, in the words of a house: `Awaiting effectiveness review, from 12 Mar`.
pub fn standing(words: &Words, case: &Record) -> String {
    let one = Nonconformity(case);
    let stands = match (one.state(), one.check_from()) {
        (Some(State::Verified), Some(day)) => words.awaiting_from(words.day_of_month(day)),
        (Some(state), _) => words.label(state.label()).to_owned(),
        (None, _) => String::new(),
    };
    if case.fallen { words.no_longer_proven(stands) } else { stands }
}
