//! What the figures of a case said once, and say no more: nothing that was on record is gone without a word.

use std::fmt::Write as _;

use crate::domain::field::Field;
use crate::domain::identity::{RecordId, Sequence};
use crate::domain::measurement::{self, Measurement, MeasurementField};
use crate::domain::nonconformity::{Measure, Nonconformity, NonconformityMove};
use crate::domain::record::{Came, Record, Version};
use crate::domain::register::Register;
use crate::domain::retest::{self, Retest, RetestField};
use crate::domain::value::{Decimal, Value};
use crate::store::list::{Filter, Query, Voided};
use crate::store::{Error, View};
use crate::workflow::said::Recorded;

/// The retests of a case, and the values of the KPI that tells, that were taken back or changed once its plan was approved:
/// a sentence each with what they had said.
///
/// # Errors
/// Where the file can't be read.
pub fn of_case(view: View, case: &Record) -> Result<Vec<String>, Error> {
    let this = Nonconformity(case);
    let mut told = of_figures(view, &retest::REGISTER, RetestField::Nonconformity.field(), case.id, None)?;
    let kpi = this.effectiveness_kpi().filter(|_| this.measured_by() == Some(Measure::Kpi));
    if let Some((kpi, approved)) = kpi.zip(planned_at(view, case)?) {
        let (register, link) = (&measurement::REGISTER, MeasurementField::Kpi.field());
        told.extend(of_figures(view, register, link, kpi, Some(approved))?);
    }
    Ok(told)
}

/// The place in the journal at which the plan of the present cycle was approved.
fn planned_at(view: View, case: &Record) -> Result<Option<Sequence>, Error> {
    let versions = view.versions(case.id)?;
    Ok(versions.iter().rfind(|one| one.is_by(&[NonconformityMove::Plan])).map(|one| one.sequence))
}

/// What became of the figures of a register that point to a record, after a place in the journal.
fn of_figures(
    view: View,
    register: &'static Register,
    link: &'static Field,
    to: RecordId,
    after: Option<Sequence>,
) -> Result<Vec<String>, Error> {
    let filters = vec![Filter::Is(link, vec![Value::Link(to)])];
    let mut figures = Vec::new();
    view.each(&Query { filters, voided: Voided::Shown, ..Query::new(register) }, |one| {
        figures.push(one);
        Ok(())
    })?;
    let mut told = Vec::new();
    for one in figures.iter().filter(|one| one.revision > 1) {
        let versions = view.versions(one.id)?;
        for two in versions.windows(2) {
            let [before, now] = two else { continue };
            if after.is_none_or(|after| now.sequence > after) {
                told.extend(changed(view, before, now)?);
            }
        }
    }
    Ok(told)
}

fn changed(view: View, before: &Version, after: &Version) -> Result<Option<String>, Error> {
    let (was, is) = (said(&before.record), said(&after.record));
    let verb = match (before.record.voided, after.record.voided) {
        (false, true) => "was taken back",
        (false, false) if was != is => "was changed",
        _ => return Ok(None),
    };
    let mut words = format!("{} {verb}", after.record.reference());
    if let Some(day) = after.day {
        let _ = write!(words, " on {day}");
    }
    if let Some(hand) = Recorded::of_version(view, after)? {
        let _ = write!(words, " by {}", hand.words(view)?);
    }
    if after.by == Came::Revert {
        words.push_str(", by an undo");
    }
    let reason = view.entry(after.sequence)?.and_then(|entry| entry.header.reason).filter(|reason| !reason.is_empty());
    if let Some(reason) = reason {
        let _ = write!(words, ", because: {reason}");
    }
    let now = if after.record.voided { String::new() } else { format!("; now: {is}") };
    Ok(Some(format!("{words}. It had said: {was}{now}.")))
}

/// What a retest or a value says.
fn said(figure: &Record) -> String {
    if let Some(value) = Measurement::of(figure) {
        let end = value.period_end().map_or(String::new(), |end| format!(" to {end}"));
        return format!("{}{end}", value.figure().map_or(String::new(), Decimal::short));
    }
    let retest = Retest(figure);
    let count = |failed: Option<i64>, tested: Option<i64>| Some(format!("{} of {} failed", failed?, tested?));
    let day = retest.held_on().map_or(String::new(), |day| format!(" on {day}"));
    let after = count(retest.failed(), retest.tested()).map(|count| format!("{count}{day}"));
    let before = count(retest.before_failed(), retest.before_tested()).map(|count| format!("{count} before"));
    after.into_iter().chain(before).collect::<Vec<_>>().join(", ")
}
