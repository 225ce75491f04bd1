//! What an effect is judged by, how far its criterion is met, and how a case says both in words.

use chrono::NaiveDate;

use crate::domain::nonconformity::criterion::Criterion;
use crate::domain::nonconformity::words::{Measure, Nonconformity};
use crate::domain::record::Record;
use crate::domain::value::Decimal;

/// What the records say that a case is judged by.
#[derive(Debug, Clone, Copy)]
pub struct Figures<'a> {
    /// The retests of the case.
    pub retests: &'a [Record],
    /// The KPI that tells, where one does.
    pub kpi: Option<&'a Record>,
    /// Its measurements.
    pub measurements: &'a [Record],
    /// Nonconformities among which a repeat may be; asked where [`Nonconformity::looks_for_repeats`].
    pub others: &'a [Record],
    pub today: NaiveDate,
}

/// How far a criterion is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Met,
    NotMet,
    /// It can't be judged yet: too little was looked at.
    Open,
    /// It is in words, which no figures check.
    InWords,
}

/// What the measure says of the effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    pub outcome: Outcome,
    /// What was found: `3 of 40 failed`.
    pub found: String,
    /// That it got worse, with the figures; none where it did not, or where nothing is known of before.
    pub worse: Option<String>,
}

impl Effect {
    /// What stands against calling it effective, a sentence each; nothing where the measure shows it, or where a criterion
    /// in words leaves it to whoever judges.
    pub fn against(&self) -> Vec<String> {
        let outcome = match self.outcome {
            Outcome::Met | Outcome::InWords => None,
            Outcome::NotMet => Some(format!("The criterion is not met: {}", self.found)),
            Outcome::Open => Some(format!("The criterion can't be judged yet: {}", self.found)),
        };
        outcome.into_iter().chain(self.worse.clone()).collect()
    }

    /// Whether the measure says that it did not work: what was not looked at says nothing.
    pub fn denies(&self) -> bool {
        self.outcome == Outcome::NotMet || self.worse.is_some()
    }

    /// How far the criterion is met, with what was found.
    pub fn words(&self) -> String {
        match self.outcome {
            Outcome::Met => format!("The criterion is met: {}", self.found),
            Outcome::InWords => "Criterion in words: not checked by figures".to_owned(),
            Outcome::NotMet => format!("The criterion is not met: {}", self.found),
            Outcome::Open => format!("The criterion can't be judged yet: {}", self.found),
        }
    }
}

impl Nonconformity<'_> {
    /// The criterion in the form that can be checked; none where there are words only.
    pub fn checked_criterion(self) -> Option<Criterion> {
        Criterion::parse(self.criterion()).ok()
    }

    /// The day from which figures tell of its actions: the one on which the last of those in the plan was first said to be
    /// done, or else the one on which it was implemented.
    pub fn counts_from(self) -> Option<NaiveDate> {
        self.figures_from().or(self.implemented_on())
    }

    /// Whether other nonconformities say whether the criterion is met.
    pub fn looks_for_repeats(self) -> bool {
        matches!(self.checked_criterion(), Some(Criterion::NoRepeat { .. }))
    }

    /// The limits within which the KPI was to stay when the criterion was approved; nothing where there were none.
    pub fn limits_that_were_set(self) -> String {
        limits_in_words((self.limit_low(), self.limit_high()), "")
    }

    /// How the effect is to be judged, in a sentence: the criterion, the measure and the first day.
    pub fn judged_by(self) -> String {
        let criterion = match (self.checked_criterion(), self.effectiveness_criterion().trim()) {
            (Some(criterion), "") => criterion.words(),
            (Some(criterion), words) => format!("{} (in words: {words})", criterion.words()),
            (None, words) => format!("In words: {words}"),
        };
        let measure = self.measured_by().map_or("", Measure::label).to_lowercase();
        let measure = match self.effectiveness_measure().trim() {
            "" => measure,
            name => format!("{measure} ({name})"),
        };
        let from = self.check_from().map_or(String::new(), |day| format!(", from {day}"));
        let limits = match self.limits_that_were_set() {
            limits if limits.is_empty() => limits,
            limits => format!(", {limits}"),
        };
        format!("{criterion}{limits}; by {measure}{from}")
    }
}

/// Limits between which a value is, or beyond which it is not.
pub fn limits_in_words((low, high): (Option<Decimal>, Option<Decimal>), unit: &str) -> String {
    let told = |value: Decimal| format!("{} {unit}", value.short()).trim().to_owned();
    match (low, high) {
        (Some(low), Some(high)) => format!("from {} to {}", low.short(), told(high)),
        (Some(low), None) => format!("at least {}", told(low)),
        (None, Some(high)) => format!("at most {}", told(high)),
        (None, None) => String::new(),
    }
}
