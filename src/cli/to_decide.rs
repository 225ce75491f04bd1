//! What a person is asked to decide once a case has changed: whether it repeats an earlier one, whether it is major.

use crate::domain::nonconformity::Nonconformity;
use crate::store::Outcome;
use crate::workflow::closure::repeats::{Proposal, proposals};

use super::context::Context;
use super::failure::Failure;

/// Tells what is proposed for the cases that a transaction changed, with what to type.
pub fn tell(context: &mut Context, outcome: &Outcome) -> Result<(), Failure> {
    for changed in &outcome.changed {
        let case = context.view().record(changed.id)?;
        let Some(case) = case.filter(|record| Nonconformity::of(record).is_some()) else { continue };
        let reference = case.reference();
        for proposal in proposals(context.view(), &case)? {
            let decide = match &proposal {
                Proposal::Repeat { earlier, .. } => {
                    format!("gavel nc edit {reference} --repeats {}", earlier.reference())
                }
                _ => format!("gavel nc edit {reference} --grade major, or --stays-minor \"why\""),
            };
            context.say(&format!("{} {decide}", proposal.words()))?;
        }
    }
    Ok(())
}
