//! What a trial says, line by line.

use crate::exchange::import::run::report::{Planned, Refused, Report};

/// A line of a trial: what is refused, first by its reasons and then row by row; what is added and changed.
pub enum TrialLine<'r> {
    /// The column, why, and in how many rows.
    Reason(Option<&'r str>, &'r str, usize),
    Refused(&'r Refused),
    Change(&'r Planned),
}

impl<'r> TrialLine<'r> {
    fn reasons(report: &'r Report) -> impl Iterator<Item = Self> {
        let reasons = report.by_reason().into_iter().filter(|(_, _, count)| *count > 1);
        reasons.map(|(column, why, count)| Self::Reason(column, why, count))
    }

    /// All of them.
    pub fn all(report: &'r Report) -> impl Iterator<Item = Self> {
        let refused = report.refused.iter().map(Self::Refused);
        Self::reasons(report).chain(refused).chain(report.changes.iter().map(Self::Change))
    }

    /// The line at a place.
    pub fn of(report: &'r Report, place: usize) -> Option<Self> {
        Self::all(report).nth(place)
    }
}

/// How many lines there are.
pub fn count(report: &Report) -> usize {
    TrialLine::reasons(report).count() + report.refused.len() + report.changes.len()
}
