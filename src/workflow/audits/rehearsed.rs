//! Mock audits apart from audits: what a rehearsal finds is shown, and is no result.

use crate::domain::audit::{self, AuditField, Party};
use crate::domain::field::Field;
use crate::domain::finding::FindingField;
use crate::domain::identity::RecordId;
use crate::domain::value::Value;
use crate::store::list::{Filter, Query, Voided};
use crate::store::{Error, View};

/// Those whose audits give no results.
fn rehearsing() -> impl Iterator<Item = Party> {
    Party::ALL.iter().copied().filter(|party| !party.gives_results())
}

/// Audits of some parties.
pub fn of(parties: impl Iterator<Item = Party>) -> Filter {
    let types = parties.flat_map(Party::types).map(|kind| Value::Choice(kind.key()));
    Filter::Is(AuditField::Type.field(), types.collect())
}

/// Audits that give results.
pub fn giving_results() -> Filter {
    of(Party::ALL.iter().copied().filter(|party| party.gives_results()))
}

/// The audits that are rehearsals, voided ones among them: what was found in one is a result of none.
///
/// # Errors
/// Where the file can't be read.
pub fn mocks(view: View) -> Result<Vec<RecordId>, Error> {
    let mut found = Vec::new();
    let all = Query { filters: vec![of(rehearsing())], voided: Voided::Shown, ..Query::new(&audit::REGISTER) };
    view.each(&all.only(&[]), |audit| {
        found.push(audit.id);
        Ok(())
    })?;
    Ok(found)
}

/// Findings of some audits, or of all but those.
pub fn findings(audits: &[RecordId], of_them: bool) -> Filter {
    let field: &'static Field = FindingField::Audit.field();
    let audits = audits.iter().map(|id| Value::Link(*id)).collect();
    if of_them { Filter::Is(field, audits) } else { Filter::IsNot(field, audits) }
}
