//! Whether the actions of a case worked, by the criterion that was approved and what was measured since.

use crate::domain::measurement::{self, MeasurementField};
use crate::domain::nonconformity::{self, Effect, Figures, Measure, Nonconformity, NonconformityField as Field, State};
use crate::domain::record::Record;
use crate::domain::retest::{self, RetestField};
use crate::store::list::{Filter, Query};
use crate::store::{Error, View};

/// Judges a case as it stands today, as the guards of its moves do.
///
/// # Errors
/// Where the file can't be read.
pub fn of_case(view: View, record: &Record) -> Result<Effect, Error> {
    let case = Nonconformity(record);
    let all = |query: Query| -> Result<Vec<Record>, Error> {
        let mut found = Vec::new();
        view.each(&query, |one| {
            found.push(one);
            Ok(())
        })?;
        Ok(found)
    };
    let of = |field, id| vec![Filter::to(field, id)];
    let retests = Query { filters: of(RetestField::Nonconformity.field(), record.id), ..Query::new(&retest::REGISTER) };
    let kpi = case.effectiveness_kpi().filter(|_| case.measured_by() == Some(Measure::Kpi));
    let measurements = match kpi {
        Some(kpi) => {
            let filters = of(MeasurementField::Kpi.field(), kpi);
            all(Query { filters, ..Query::new(&measurement::REGISTER) })?
        }
        None => Vec::new(),
    };
    let others = if case.looks_for_repeats() {
        let fields = [
            Field::State,
            Field::Requirement,
            Field::OccurredOn,
            Field::RaisedOn,
            Field::Cause,
            Field::CauseClass,
            Field::Repeats,
            Field::PlanApprovedBy,
            Field::NoActionApprovedBy,
        ];
        all(Query::new(&nonconformity::REGISTER).only(&fields.map(Field::field)))?
    } else {
        Vec::new()
    };
    let kpi = kpi.map(|kpi| view.record(kpi)).transpose()?.flatten();
    let figures = Figures {
        retests: &all(retests)?,
        kpi: kpi.as_ref(),
        measurements: &measurements,
        others: &others,
        today: view.circumstances()?.today(),
    };
    Ok(nonconformity::judge(case, &figures))
}

/// What the measure says of a case that has a plan, a sentence each; nothing where nothing is to be judged.
///
/// # Errors
/// Where the file can't be read.
pub fn told(view: View, record: &Record) -> Result<Vec<String>, Error> {
    let case = Nonconformity(record);
    if case.plan_approved_by().is_none() || matches!(case.state(), Some(State::Rejected | State::Duplicate)) {
        return Ok(Vec::new());
    }
    let effect = of_case(view, record)?;
    Ok([effect.words()].into_iter().chain(effect.worse).map(|words| format!("{words}.")).collect())
}
