//! What comes round again: a task recorded for each round, and the usual obligations of an AI management system.

mod conformity;
pub mod operations;

use chrono::{Months, NaiveDate};

use crate::domain::action::{self, Action, ActionField};
use crate::domain::obligation::{self, Obligation, ObligationField, Type};
use crate::domain::organisation::{self, Organisation};
use crate::domain::record::Record;
use crate::domain::review::Review;
use crate::domain::rules::Refusal;
use crate::domain::value::Value;
use crate::store::list::{Filter, Query, Voided};
use crate::store::{Act, Ambient, Error, Proposal, View};

use crate::workflow::feature::Feature;
use crate::workflow::review::call;

/// What comes round again.
pub static FEATURE: Feature = Feature { operations: operations::ALL, checks: &[&conformity::MET], ..Feature::PLAIN };

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
    let filters = vec![Filter::Is(source, vec![Value::Link(obligation.id)])];
    let actions = view.page(&Query { filters, ..Query::new(&action::REGISTER) })?.records;
    Ok(actions.into_iter().rfind(|action| Obligation(obligation).taken(Action(action)).is_some()))
}

/// Whether an obligation comes round again.
fn comes_round(obligation: &Record) -> bool {
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
    let there = view.page(&Query { voided: Voided::Shown, ..Query::new(&obligation::REGISTER) })?.records;
    let mut acts = Vec::new();
    for line in USUAL.lines().filter(|line| !line.starts_with('#')) {
        let Some((kind, what, requirement, months)) = parts(line) else { continue };
        if there.iter().any(|record| Obligation(record).kind() == Some(kind)) {
            continue;
        }
        let months = match months.parse::<u32>() {
            Ok(months) => months,
            Err(_) => interval(view)?,
        };
        let due = first_due(view, kind, today, months)?;
        let mut fields = vec![
            (ObligationField::What.field(), Value::Text(what.to_owned())),
            (ObligationField::Type.field(), Value::Choice(kind.key())),
            (ObligationField::Requirement.field(), Value::Text(requirement.to_owned())),
            (ObligationField::EveryMonths.field(), Value::Number(i64::from(months))),
        ];
        fields.extend(due.map(|due| (ObligationField::NextDue.field(), Value::Date(due))));
        acts.push(Act::Create { id: ambient.identity(), register: &obligation::REGISTER, fields });
    }
    Ok(Proposal::of(acts))
}

fn parts(line: &'static str) -> Option<(Type, &'static str, &'static str, &'static str)> {
    let mut parts = line.split(" | ").map(str::trim);
    let key = parts.next()?;
    let kind = *Type::ALL.iter().find(|kind| kind.key() == key)?;
    Some((kind, parts.next()?, parts.next()?, parts.next()?))
}

/// The organisation's months from one management review to the next.
fn interval(view: View) -> Result<u32, Error> {
    let set = view.single(&organisation::REGISTER)?.and_then(|record| Organisation(&record).review_interval());
    Ok(set.and_then(|months| u32::try_from(months).ok()).unwrap_or(12))
}

/// The day that the last review set for the next one; otherwise one interval from today. It is for somebody to look at.
fn first_due(view: View, kind: Type, today: NaiveDate, months: u32) -> Result<Option<NaiveDate>, Error> {
    let set = match kind {
        Type::Review => call::previous(view, None)?.and_then(|before| Review(&before).next_review()),
        _ => None,
    };
    Ok(set.or_else(|| today.checked_add_months(Months::new(months))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_obligation_is_understood_and_of_a_sort_of_its_own() {
        let lines: Vec<_> = USUAL.lines().filter(|line| !line.starts_with('#')).collect();
        let mut types: Vec<_> = lines.iter().map(|line| parts(line).unwrap_or_else(|| panic!("{line}")).0).collect();
        assert_eq!(types.len(), 6);
        types.dedup();
        assert_eq!(types.len(), 6);
        assert!(!types.contains(&Type::Other));
    }
}
