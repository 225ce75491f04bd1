//! What has to hold of nonconformities that are not closed yet.

use crate::domain::nonconformity::{NonconformityField as Field, REGISTER, State};
use crate::store::list::{Filter, Query};
use crate::workflow::check::{Check, Inspection, Unjudged, Verdict};

/// Nonconformities are dealt with in time.
pub static IN_TIME: Check = Check {
    name: "nonconformities",
    clauses: &["10.2"],
    says: "Each nonconformity that is open has an owner and a day by which it is dealt with, which has not passed; its \
           plan is there by the day on which it is due.",
    register: &REGISTER,
    begins: None,
    judge,
};

/// The states before a plan is there.
pub(super) const UNPLANNED: [State; 4] = [State::Draft, State::Open, State::Contained, State::Analysed];

fn judge(inspection: &Inspection) -> Result<Verdict, Unjudged> {
    let in_state = |states: Vec<&'static str>| Query::those(&REGISTER, [Filter::one_of(Field::State.field(), &states)]);
    let open = in_state(State::ALL.iter().filter(|state| state.is_open()).map(|state| state.key()).collect());
    let unplanned = in_state(UNPLANNED.map(State::key).to_vec());
    let nothing = "No nonconformity is recorded: none was found, or nobody looked";
    let mut found = inspection.among(&[&Query::new(&REGISTER)], nothing)?;
    found.empty(&open, Field::Owner.field())?;
    found.empty(&open, Field::Due.field())?;
    found.late(&open, Field::Due.field())?;
    found.late(&unplanned, Field::PlanDue.field())?;
    Ok(found.verdict())
}
