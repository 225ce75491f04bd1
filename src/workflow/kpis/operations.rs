//! What is done about a KPI beside what every register can do.

use crate::domain::kpi::{Kpi, REGISTER};
use crate::domain::measurement::{self, MeasurementField};
use crate::domain::record::Record;
use crate::domain::value::Value;
use crate::store::Error;
use crate::workflow::operation::{About, Leads, Operation, Scene, Way};

use super::{latest, period, target};

/// A value of a KPI is put on record.
pub static MEASURE: Operation = Operation {
    title: "Record a value",
    help: "Records the value of a KPI for a period",
    ways: &[Way::form(&["r"], "Record a value", "Record the value of the KPI for a period")],
    leads: Some(|scene| Ok(measuring(scene, scene.record()?)?)),
    ..Operation::new(&["measure"], &REGISTER, About::Record(&REGISTER))
};

/// A value of a KPI is added: for the first period that is over and has none, beside what was measured last and what is
/// aimed at.
///
/// # Errors
/// Where the file can't be read.
pub fn measuring(scene: &Scene, record: &Record) -> Result<Leads, Error> {
    let (kpi, today, last) = (Kpi(record), scene.now.today(), latest(scene.view, record)?);
    let mut known = vec![(MeasurementField::Kpi.field(), Value::Link(record.id))];
    let due = kpi.frequency().and_then(|each| each.due(last.map(|(end, _)| end), today));
    known.extend(due.map(|end| (MeasurementField::PeriodEnd.field(), Value::Date(end))));
    let said = last.map(|(end, value)| format!("{} {}", period(kpi, end, today), value.short()));
    let aim = target(scene.view, record, due.unwrap_or(today))?.map(|aim| format!("target {}", aim.short()));
    let unit = Some(kpi.unit().to_owned()).filter(|unit| !unit.is_empty());
    let beside: Vec<String> = [unit, said, aim].into_iter().flatten().collect();
    let mut told = vec![(MeasurementField::Value.field(), beside.join("; "))];
    if let (None, Some((end, _)), Some(each)) = (due, last, kpi.frequency()) {
        let next = end.succ_opt().and_then(|day| each.ends(day)).map_or(String::new(), |next| next.to_string());
        let words = format!("All up to {} is measured; the next period ends on {next}", period(kpi, end, today));
        told.push((MeasurementField::PeriodEnd.field(), words));
    }
    told.retain(|(_, words)| !words.is_empty());
    Ok(Leads::Add(&measurement::REGISTER, known, told))
}
