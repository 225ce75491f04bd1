//! A record as it was: its history read backwards from today.

use crate::domain::identity::Revision;
use crate::domain::record::Record;
use crate::domain::transaction::What;
use crate::domain::value::Value;
use crate::store::{Error, View};

use super::Trouble;

/// The record as it was at an earlier revision; 1 is as it was created.
///
/// # Errors
/// [`Trouble::Input`] where it never was at that revision.
pub fn at_revision(view: View, record: &Record, revision: Revision) -> Result<Record, Trouble> {
    let (reference, now) = (record.reference(), record.revision);
    if revision == 0 || revision > now {
        return Err(Trouble::Input(format!("{reference} is at revision {now}; there is no revision {revision}")));
    }
    let shown = |value: &Option<Value>| -> Result<Option<Value>, Error> {
        Ok(match value {
            Some(Value::Content(hash)) => view.words(*hash)?.map(Value::Text).or(Some(Value::Erased)),
            other => other.clone(),
        })
    };
    let mut seen = record.clone();
    seen.revision = revision;
    for (_, change) in view.history(record.id)?.into_iter().skip(revision as usize).rev() {
        match change.what {
            What::Update { fields, .. } => {
                for field in fields {
                    seen.set(field.field.name, shown(&field.before)?);
                }
            }
            What::Void { .. } => seen.voided = false,
            What::Unvoid { .. } => seen.voided = true,
            What::Create { .. } | What::Erase { .. } => {}
        }
    }
    Ok(seen)
}
