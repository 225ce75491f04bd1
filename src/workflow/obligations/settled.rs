//! Obligations that something of the file settled, or settles no longer, told to whoever did it.

use crate::domain::obligation::fulfilment;
use crate::domain::obligation::{self, Obligation, ObligationField};
use crate::domain::transaction::{Change, Way, What};
use crate::store::{Error, Outcome, View};

/// So many changes are looked at: whoever imports thousands asks for a list.
const FEW: usize = 20;

/// A sentence for each obligation that a transaction settled, or of which it took that back.
///
/// # Errors
/// Where the file can't be read.
pub fn told(view: View, outcome: &Outcome) -> Result<Vec<String>, Error> {
    let mut told = Vec::new();
    if outcome.changed.len() > FEW || outcome.changed.iter().all(|one| *one.register != obligation::REGISTER) {
        return Ok(told);
    }
    let changes = view.first_changes(outcome.head.sequence, FEW)?.0;
    for change in changes.iter().filter(|change| is_settled(change)) {
        let Some(record) = view.record(change.record)? else { continue };
        let one = Obligation(&record);
        let due = one.next_due().map_or(String::new(), |due| format!(": next due {due}"));
        let by = one.settled_by().map(|by| view.record(by)).transpose()?.flatten();
        told.push(match by {
            Some(by) => format!("{} is met by {}{due}", record.reference(), by.reference()),
            None => format!("{} is not met any more{due}", record.reference()),
        });
    }
    Ok(told)
}

/// Whether something else settled it; that it comes round after another number of months alone is no news.
fn is_settled(change: &Change) -> bool {
    match &change.what {
        What::Update { way: Way::Move(name), fields, .. } if *change.register == obligation::REGISTER => {
            fulfilment::is_settling(name) && fields.iter().any(|one| one.field != ObligationField::EveryMonths.field())
        }
        _ => false,
    }
}
