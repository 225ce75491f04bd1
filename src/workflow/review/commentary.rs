//! In whose hand the commentary of an item stands.

use crate::domain::agenda_item::AgendaItemField;
use crate::domain::record::Record;
use crate::store::{Error, View};
use crate::workflow::said::Recorded;

/// Who typed the commentary of an item as it stands; none where there is none.
///
/// # Errors
/// Where the journal can't be read.
pub fn typed(view: View, item: &Record) -> Result<Option<Recorded>, Error> {
    let field = AgendaItemField::Commentary.name();
    let versions = view.versions(item.id)?;
    let (mut held, mut written) = (None, None);
    for version in versions.iter() {
        let now = version.record.get(field);
        if now != held {
            (held, written) = (now, Some(version.sequence));
        }
    }
    let written = written.filter(|_| held.is_some());
    let entry = written.map(|at| view.entry(at)).transpose()?.flatten();
    entry.map(|entry| Recorded::then(view, &entry.header)).transpose()
}
