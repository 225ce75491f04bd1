//! What has to hold of what comes round again.

use crate::domain::obligation::{ObligationField as Field, REGISTER, State};
use crate::store::Error;
use crate::workflow::check::{Check, Inspection, Verdict, is, those};

use super::operations::USUAL;

/// Obligations are met.
pub static MET: Check = Check {
    name: "obligations",
    clauses: &["9.1"],
    says: "Each obligation that runs has an owner, and is met by its day.",
    register: &REGISTER,
    begins: Some(&USUAL),
    judge,
};

fn judge(inspection: &Inspection) -> Result<Verdict, Error> {
    let running = those(&REGISTER, [is(Field::State.field(), &[State::Running.key()])]);
    if inspection.is_empty(&running)? {
        return Verdict::not_judged("No obligation that runs is recorded");
    }
    let mut found = inspection.gather();
    found.empty(&running, Field::Owner.field())?;
    found.late(&running, Field::NextDue.field())?;
    Ok(found.verdict())
}
