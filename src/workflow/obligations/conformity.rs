//! What has to hold of what comes round again.

use crate::domain::obligation::{Obligation, ObligationField as Field, REGISTER, State};
use crate::domain::rules::Missing;
use crate::store::list::{Filter, Query};
use crate::workflow::check::{Check, Inspection, Unjudged, Verdict};

use super::operations::USUAL;

/// Obligations are met.
pub static MET: Check = Check {
    name: "obligations",
    clauses: &["9.1"],
    says: "Each obligation that runs has an owner, is met by its day, and was met last by what still stands.",
    register: &REGISTER,
    begins: Some(&USUAL),
    judge,
};

fn judge(inspection: &Inspection) -> Result<Verdict, Unjudged> {
    let running = Query::those(&REGISTER, [Filter::one_of(Field::State.field(), &[State::Running.key()])]);
    let mut found = inspection.among(&[&running], "No obligation that runs is recorded")?;
    found.empty(&running, Field::Owner.field())?;
    found.late(&running, Field::NextDue.field())?;
    for record in inspection.view.page(&running)?.records {
        let by = Obligation(&record).settled_by().map(|by| inspection.view.record(by)).transpose()?.flatten();
        if let Some(by) = by.filter(|by| by.fallen) {
            let what = format!("It was met by {}, which is no longer proven", by.reference());
            found.add(Missing::at(&record, Field::SettledBy.name(), what));
        }
    }
    Ok(found.verdict())
}
