//! Repeats of a case: others of the same requirement and cause, that happened since its actions were done.

use chrono::NaiveDate;

use crate::domain::nonconformity::criterion::Criterion;
use crate::domain::nonconformity::words::{Nonconformity, State};
use crate::domain::record::Record;
use crate::domain::requirement;

use super::judged::{Figures, Outcome};
use super::tested::{Tests, nothing_tested};

/// Whether another case repeats one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Repeat {
    Yes,
    No,
    /// Its cause is not known.
    Unknown,
    /// It is said to have another cause, and nobody else has approved that yet.
    Unapproved,
}

/// Whether none was found, and what was.
pub fn looked_for(
    case: Nonconformity,
    figures: &Figures,
    tests: &Tests,
    until: NaiveDate,
    records: u32,
) -> (Outcome, String) {
    let mut unknown = None;
    for other in figures.others {
        let repeat = Repeat::of(case, Nonconformity(other));
        match repeat {
            Repeat::Yes => return (Outcome::NotMet, format!("{} repeats it", other.reference())),
            Repeat::No => {}
            Repeat::Unknown | Repeat::Unapproved => unknown = unknown.or(Some((other, repeat))),
        }
    }
    let looked_through = tests.together();
    let (failed, tested) = (looked_through.failed, looked_through.tested);
    if failed > 0 {
        return (Outcome::NotMet, format!("found again in {failed} of {}", looked(tested)));
    }
    let found = format!("no repeat in {}", looked(tested));
    if figures.today <= until {
        return (Outcome::Open, format!("{found}, and {until} is not over"));
    }
    if let Some((other, repeat)) = unknown {
        let why = match repeat {
            Repeat::Unapproved => {
                "nobody else has approved yet that its cause is another one: its plan, or that it needs none"
            }
            _ => "its cause is not known yet: analyse it and have its plan approved, or have it rejected",
        };
        return (Outcome::Open, format!("{} is on the same requirement, and {why}", other.reference()));
    }
    if tested == 0 {
        return nothing_tested(case.measured_by());
    }
    if tested < records {
        return (Outcome::Open, format!("{found}, and {records} are to be looked through"));
    }
    (Outcome::Met, found)
}

/// So many records that were looked through.
fn looked(tested: u32) -> String {
    format!("{tested} record{}", if tested == 1 { "" } else { "s" })
}

impl Repeat {
    fn of(case: Nonconformity, other: Nonconformity) -> Self {
        if other.0.id == case.0.id || other.0.voided || is_none(other) {
            return Self::No;
        }
        let day = other.occurred_on().or(other.raised_on());
        if case.counts_from().is_none() || day.is_some_and(|day| Some(day) < case.counts_from()) {
            return Self::No;
        }
        if other.repeats() == Some(case.0.id) {
            return Self::Yes;
        }
        if !requirement::same(case.requirement(), other.requirement()) {
            return Self::No;
        }
        match (case.cause_class(), other.cause_class()) {
            // Without a class of its own the requirement alone tells.
            (None, _) => Self::Yes,
            (Some(own), Some(theirs)) if own == theirs => Self::Yes,
            _ if has_same_words(case.cause(), other.cause()) => Self::Yes,
            // Whoever says that it is another one may have an interest in it.
            _ if is_approved(case, other) => Self::No,
            (_, Some(_)) => Self::Unapproved,
            (_, None) if other.cause().is_empty() => Self::Unknown,
            (_, None) => Self::Unapproved,
        }
    }
}

/// Whether another one is none of its own, as somebody without a hand in it decided.
fn is_none(other: Nonconformity) -> bool {
    matches!(other.state(), Some(State::Rejected | State::Duplicate))
}

fn has_same_words(one: &str, other: &str) -> bool {
    let words = |text: &str| text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    !one.is_empty() && words(one) == words(other)
}

/// Whether somebody approved of another case what follows from its cause, who does not own this one.
fn is_approved(case: Nonconformity, other: Nonconformity) -> bool {
    let approved = other.plan_approved_by().or(other.no_action_approved_by());
    approved.is_some_and(|by| case.owner() != Some(by))
}

/// Whether another case, of which it is said that it repeats this one, happened while none was to.
pub fn is_told_as_one(case: Nonconformity, other: &Record) -> bool {
    happened_in_time(case, Nonconformity(other)) && Nonconformity(other).repeats() == Some(case.0.id) && !other.voided
}

/// Whether a case that was closed because nothing repeats it is repeated by another one, as its requirement and the class
/// of its cause say.
pub fn comes_back(case: Nonconformity, other: Nonconformity) -> bool {
    happened_in_time(case, other) && Repeat::of(case, other) == Repeat::Yes
}

fn happened_in_time(case: Nonconformity, other: Nonconformity) -> bool {
    let Some(Criterion::NoRepeat { until, .. }) = case.checked_criterion() else { return false };
    let day = other.occurred_on().or(other.raised_on());
    !is_none(other) && day.is_some_and(|day| day <= until) && day >= case.counts_from()
}
