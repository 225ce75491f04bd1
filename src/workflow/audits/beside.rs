//! What is said beside the fields of a programme and of a finding.

use crate::domain::audit_programme::{AuditProgramme, AuditProgrammeField};
use crate::domain::finding::Finding;
use crate::domain::record::Record;
use crate::store::{Error, View};
use crate::workflow::place::Beside;
use crate::workflow::sheet::{Cell, Fact};

/// The most areas of a programme that are spelled out.
const SPELLED_OUT: usize = 12;

/// How many areas of a programme were chosen of how many, and which.
pub fn programme(view: View, record: &Record) -> Result<Beside, Error> {
    let programme = AuditProgramme(record);
    let (universe, sample) = (programme.universe(), programme.sample());
    let (of_universe, of_sample) = (AuditProgrammeField::Universe.field(), AuditProgrammeField::Sample.field());
    let mut after = Vec::new();
    if !universe.is_empty() {
        after.push(Fact::new(of_sample.label, Cell::text(format!("{} of {}", sample.len(), universe.len()))));
        for id in sample.iter().take(SPELLED_OUT) {
            after.push(Fact::new("", Cell::text(view.name_of(*id)?)));
        }
        let more = sample.len().saturating_sub(SPELLED_OUT);
        after.extend((more > 0).then(|| Fact::new("", Cell::text(format!("and {more} more")))));
    }
    Ok(Beside { after, instead_of: vec![of_universe, of_sample], ..Beside::default() })
}

/// How the nonconformity stands that was raised from a finding.
pub fn finding(view: View, record: &Record) -> Result<Beside, Error> {
    let raised = Finding(record).nonconformity().map(|id| view.record(id)).transpose()?.flatten();
    let stands = raised.map(|raised| raised.state_label().unwrap_or_default());
    let before = stands.map(|stands| Fact::new("Nonconformity is", Cell::text(stands)));
    Ok(Beside { before: before.into_iter().collect(), ..Beside::default() })
}
