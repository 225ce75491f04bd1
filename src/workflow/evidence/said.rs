//! Where evidence is that somebody just put on record, where that is not in this file: they are told at once.

use crate::domain::evidence::{Evidence, EvidenceField, REGISTER, TOLD, Whereabouts};
use crate::domain::record::Record;
use crate::domain::transaction::What;
use crate::domain::value::{File, Held};
use crate::store::{Error, Outcome, View};

use super::whereabouts::whereabouts;

/// So many changes are looked at: whoever imports thousands asks for a list.
const FEW: usize = 20;

/// A sentence for each piece of evidence that a transaction put on record, or gave another file, and that is not in this
/// file.
///
/// # Errors
/// Where the file can't be read.
pub fn told(view: View, outcome: &Outcome) -> Result<Vec<String>, Error> {
    let mut told = Vec::new();
    if outcome.changed.len() > FEW || outcome.changed.iter().all(|one| *one.register != REGISTER) {
        return Ok(told);
    }
    let changes = view.first_changes(outcome.head.sequence, FEW)?.0;
    for change in changes.iter().filter(|change| *change.register == REGISTER) {
        let news = match &change.what {
            What::Create { .. } => true,
            What::Update { fields, .. } => fields.iter().any(|one| one.field == EvidenceField::File.field()),
            _ => false,
        };
        if let Some(record) = view.record(change.record)?.filter(|_| news) {
            told.extend(sentence(view, &record)?);
        }
    }
    Ok(told)
}

fn sentence(view: View, record: &Record) -> Result<Option<String>, Error> {
    let reference = record.reference();
    Ok(match Evidence(record).whereabouts() {
        Whereabouts::File(File { held: Held::Here(_), .. }) => None,
        Whereabouts::File(File { name, .. }) => {
            Some(format!("{reference}: {name} is too large to be copied in; its path and hash are kept"))
        }
        Whereabouts::Told => Some(format!("{reference} is {TOLD}: it names no file, no address and no paper")),
        Whereabouts::Address(..) | Whereabouts::Paper(..) => {
            Some(format!("{reference} is {}", whereabouts(view, record)?))
        }
    })
}
