//! What a system was before: who owned it, and how it stood as the day began.

use crate::domain::ownership;
use crate::domain::record::Record;
use crate::domain::rules::{Fact, Facts};
use crate::domain::separation;

use super::words::SystemMove;

/// The facts that tell whether somebody had a hand in what they approve.
pub const BY_OWNERS: [Fact; 4] = {
    let [exceptions, people, organisation] = separation::LOOKS_AT;
    [exceptions, people, organisation, ownership::LOOKS_AT]
};

/// The system as this day began, or as somebody approved it since; nothing where it came in today. What was typed today is
/// put right as it was typed.
pub fn as_the_day_began(facts: &Facts) -> Option<Record> {
    let approved = [SystemMove::Exclude, SystemMove::Include, SystemMove::Lower];
    let past = facts.past();
    let stood = past.iter().rev().find(|version| version.day != Some(facts.today) || version.is_by(&approved));
    stood.map(|version| version.record.clone())
}
