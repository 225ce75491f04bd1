//! What is done about a KPI beside what every register can do.

use crate::domain::kpi::REGISTER;
use crate::domain::measurement::{self, MeasurementField};
use crate::domain::value::Value;
use crate::workflow::operation::{About, Leads, Operation, Way};

/// A value of a KPI is put on record.
pub static MEASURE: Operation = Operation {
    title: "Record a value",
    help: "Records the value of a KPI for a period",
    ways: &[Way::form(&["r"], "Record a value", "Record the value of the KPI for a period")],
    leads: Some(|scene| {
        let kpi = (MeasurementField::Kpi.field(), Value::Link(scene.record()?.id));
        Ok(Leads::Add(&measurement::REGISTER, vec![kpi]))
    }),
    ..Operation::new(&["measure"], &REGISTER, About::Record(&REGISTER))
};
