//! What comes round again: a task recorded for each round, and the usual obligations of an AI management system.

mod conformity;
pub mod operations;
pub mod settled;
mod today;

use chrono::{Months, NaiveDate};

use crate::domain::action::{self, Action, ActionField};
use crate::domain::audit::{self, Audit, AuditField};
use crate::domain::obligation::{self, Obligation, ObligationField, Type};
use crate::domain::organisation::MONTHS_BETWEEN_REVIEWS;
use crate::domain::record::Record;
use crate::domain::review::Review;
use crate::domain::rules::Refusal;
use crate::domain::value::Value;
use crate::store::list::{Filter, Order, Query, Voided};
use crate::store::{Act, Ambient, Error, Proposal, View};

use crate::workflow::audits::rehearsed;
use crate::workflow::feature::Feature;
use crate::workflow::review::call;

/// What comes round again.
pub static FEATURE: Feature =
    Feature { operations: operations::ALL, checks: &[&conformity::MET], today: &[&today::LEGAL], ..Feature::PLAIN };

/// The usual ones: a line for each.
static USUAL: &str = include_str!("../../../data/template/obligations.txt");

/// The move by which an obligation is said to be done.
pub const DONE: &str = "done";

/// Why nothing of it comes round.
const ENDED: &str = "It has ended or was voided; only what is running comes round.";

/// The action that was recorded for an obligation's present round: what is still to be done, or was done since the
/// obligation was last met.
///
/// # Errors
/// Where the file can't be read.
pub fn task_of(view: View, obligation: &Record) -> Result<Option<Record>, Error> {
    let source = ActionField::Source.field();
    let filters = vec![Filter::to(source, obligation.id)];
    let actions = view.page(&Query { filters, ..Query::new(&action::REGISTER) })?.records;
    Ok(actions.into_iter().rfind(|action| Obligation(obligation).taken(Action(action)).is_some()))
}

/// Whether an obligation comes round again.
pub(super) fn comes_round(obligation: &Record) -> bool {
    !obligation.voided && Obligation(obligation).state() == Some(obligation::State::Running)
}

/// How far the task of a round is: `A-12 open`.
pub fn standing(task: &Record) -> String {
    format!("{} {}", task.reference(), task.state_label().unwrap_or_default().to_lowercase())
}

/// The proposal that records the task of an obligation's present round: an action of its owner's, due when it is due.
///
/// # Errors
/// A [`Refusal`] where it has ended, or the task is there already.
pub fn task(view: View, obligation: &Record, ambient: &Ambient) -> Result<Proposal, Error> {
    let one = Obligation(obligation);
    let attempt = || format!("The task of {} can't be recorded", obligation.reference());
    if !comes_round(obligation) {
        return Err(Refusal::plain(attempt(), ENDED.to_owned()).into());
    }
    if let Some(task) = task_of(view, obligation)? {
        let next = match Action(&task).state() {
            Some(action::State::Open) => "Nothing is recorded twice.",
            _ => "Say that the obligation is met.",
        };
        let rule = format!("It is under way: {}. {next}", standing(&task));
        return Err(Refusal::plain(attempt(), rule).into());
    }
    let mut fields = vec![
        (ActionField::What.field(), Value::Text(one.what().to_owned())),
        (ActionField::Source.field(), Value::Link(obligation.id)),
    ];
    fields.extend(one.owner().map(|owner| (ActionField::Owner.field(), Value::Link(owner))));
    fields.extend(one.next_due().map(|due| (ActionField::Due.field(), Value::Date(due))));
    Ok(Proposal::of([Act::Create { id: ambient.identity(), register: &action::REGISTER, fields }]))
}

/// Adds the usual obligations of which there is none of that type yet, whatever became of those that were there.
///
/// # Errors
/// Where the file can't be read.
pub fn usual(view: View, ambient: &Ambient) -> Result<Proposal, Error> {
    let today = view.circumstances()?.today();
    let reviews = call::interval(view)?;
    let there = view.page(&Query { voided: Voided::Shown, ..Query::new(&obligation::REGISTER) })?.records;
    let mut acts = Vec::new();
    for usual in lines().filter(|line| there.iter().all(|record| Obligation(record).kind() != Some(line.kind))) {
        let months = usual.months.unwrap_or(reviews);
        let due = first_due(view, &usual, today, reviews)?;
        let mut fields = vec![
            (ObligationField::What.field(), Value::Text(usual.what.to_owned())),
            (ObligationField::Type.field(), Value::Choice(usual.kind.key())),
            (ObligationField::Requirement.field(), Value::Text(usual.requirement.to_owned())),
            (ObligationField::EveryMonths.field(), Value::Number(i64::from(months))),
        ];
        fields.extend(due.map(|due| (ObligationField::NextDue.field(), Value::Date(due))));
        acts.push(Act::Create { id: ambient.identity(), register: &obligation::REGISTER, fields });
    }
    Ok(Proposal::of(acts))
}

/// A usual obligation.
struct Usual {
    kind: Type,
    what: &'static str,
    requirement: &'static str,
    /// The months from one time to the next; none where they are those between reviews.
    months: Option<u32>,
    /// The months to the first time.
    first: u32,
}

fn lines() -> impl Iterator<Item = Usual> {
    USUAL.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut parts = line.split(" | ").map(str::trim);
        let key = parts.next()?;
        Some(Usual {
            kind: *Type::ALL.iter().find(|kind| kind.key() == key)?,
            what: parts.next()?,
            requirement: parts.next()?,
            months: parts.next()?.parse().ok(),
            first: parts.next()?.parse().ok()?,
        })
    })
}

/// The month of the first round in which its review comes.
fn review_comes_in() -> u32 {
    lines().find(|line| line.kind == Type::Review).map_or(MONTHS_BETWEEN_REVIEWS, |line| line.first)
}

/// When an obligation is first to be met. What was done in this file comes round after its interval. Otherwise it takes
/// its place in the first round, which a certification body asks for whole and which ends with a review: drawn together
/// where reviews come sooner. It is for somebody to look at.
fn first_due(view: View, usual: &Usual, today: NaiveDate, reviews: u32) -> Result<Option<NaiveDate>, Error> {
    let after = |day: NaiveDate| day.checked_add_months(Months::new(usual.months.unwrap_or(reviews)));
    let before = match usual.kind {
        Type::Review => {
            let zone = view.circumstances()?.zone;
            call::previous(view, None)?.and_then(|before| {
                let before = Review(&before);
                before.next_review().or_else(|| after(before.held_on(&zone)?))
            })
        }
        Type::Audit => last_audit(view)?.and_then(after),
        _ => None,
    };
    let whole = review_comes_in();
    let months = (usual.first * reviews.min(whole) / whole).max(1);
    Ok(before.or_else(|| today.checked_add_months(Months::new(months))))
}

/// The day of the last internal audit that was reported.
fn last_audit(view: View) -> Result<Option<NaiveDate>, Error> {
    let is = |field: AuditField, key| Filter::Is(field.field(), vec![Value::Choice(key)]);
    let internal = rehearsed::of([audit::Party::Internal].into_iter());
    let filters = vec![internal, is(AuditField::State, audit::State::Reported.key())];
    let order = Order { field: Some(AuditField::ReportedOn.field()), descending: true };
    let last = view.page(&Query { filters, order, limit: Some(1), ..Query::new(&audit::REGISTER) })?.records.pop();
    Ok(last.and_then(|record| Audit(&record).reported_on()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_obligation_is_understood_and_of_a_sort_of_its_own() {
        let written = USUAL.lines().filter(|line| !line.starts_with('#')).count();
        let mut types: Vec<_> = lines().map(|line| line.kind).collect();
        assert_eq!(types.len(), written);
        assert_eq!(types.len(), 6);
        types.dedup();
        assert_eq!(types.len(), 6);
        assert!(!types.contains(&Type::Other));
    }
}
