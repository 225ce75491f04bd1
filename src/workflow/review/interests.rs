//! Interests that were declared too late: after something was decided that they concern.

use std::collections::HashMap;

use crate::domain::decision::{Decision, DecisionField};
use crate::domain::identity::{RecordId, Reference, Sequence};
use crate::domain::interest::Interest;
use crate::domain::record::Record;
use crate::domain::transaction::What;
use crate::store::{Error, View};

use super::Proceedings;

/// For each interest, the decisions that were taken before it was declared.
///
/// # Errors
/// Where the journal can't be read.
pub fn declared_late(view: View, proceedings: &Proceedings) -> Result<HashMap<RecordId, Vec<Reference>>, Error> {
    let mut late: HashMap<RecordId, Vec<Reference>> = HashMap::new();
    if proceedings.meeting.interests.is_empty() {
        return Ok(late);
    }
    for decision in &proceedings.decisions {
        let Some(decided) = decided_at(view, decision)? else { continue };
        let concerns = |interest: &&Record| {
            let item = Interest(interest).item();
            item.is_none() || item == Decision(decision).item()
        };
        for interest in proceedings.meeting.interests.iter().filter(concerns) {
            if view.history(interest.id)?.first().is_some_and(|(declared, _)| *declared > decided) {
                late.entry(interest.id).or_default().push(decision.reference());
            }
        }
    }
    Ok(late)
}

/// The place of the journal at which a decision was taken.
fn decided_at(view: View, decision: &Record) -> Result<Option<Sequence>, Error> {
    if Decision(decision).decided_on().is_none() {
        return Ok(None);
    }
    let history = view.history(decision.id)?;
    let decides = |what: &What| match what {
        What::Update { fields, .. } => fields.iter().any(|one| one.field == DecisionField::DecidedOn.field()),
        _ => false,
    };
    Ok(history.iter().find(|(_, change)| decides(&change.what)).map(|(sequence, _)| *sequence))
}
