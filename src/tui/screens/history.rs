//! What happened to a record, as lines.

use crate::domain::field::Tone;
use crate::domain::spelling::grouped;
use crate::workflow::history::{Happening, History};

use super::detail::{Item, Mark, line};

/// How many steps there are, and how many of them are shown where that is not all.
pub fn note(history: &History) -> String {
    match history.is_cut() {
        true => format!("the newest {} of {}", history.steps.len(), grouped(history.count as u64)),
        false => history.count.to_string(),
    }
}

/// A line for each step.
pub fn lines(history: &History) -> Vec<Item> {
    let one = |step: &Happening| {
        let mark = if step.behind { Mark::Tone(Tone::Watch) } else { Mark::None };
        line(step.when.as_str(), step.what.as_str(), mark)
    };
    history.steps.iter().map(one).collect()
}
