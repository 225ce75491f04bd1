//! Whose word the commentary of an item is.

use crate::domain::agenda_item::{AgendaItem, AgendaItemField};
use crate::domain::record::Record;
use crate::domain::transaction::What;
use crate::store::{Error, View};
use crate::workflow::said::Recorded;

/// Who typed the commentary of an item as it stands; none where there is none.
///
/// # Errors
/// Where the journal can't be read.
pub fn typed(view: View, item: &Record) -> Result<Option<Recorded>, Error> {
    let field = AgendaItemField::Commentary.field();
    let history = view.history(item.id)?;
    let set = history.iter().rev().find_map(|(sequence, change)| match &change.what {
        What::Create { values, .. } => {
            Some((*sequence, item.register.position(field.name).and_then(|at| values[at].as_ref())))
        }
        What::Update { fields, .. } => {
            fields.iter().find(|one| one.field == field).map(|one| (*sequence, one.after.as_ref()))
        }
        _ => None,
    });
    let written = set.filter(|(_, now)| now.is_some()).map(|(sequence, _)| sequence);
    let entry = written.map(|at| view.entry(at)).transpose()?.flatten();
    entry.map(|entry| Recorded::then(view, &entry.header)).transpose()
}

/// Whose word the commentary of an item is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Word {
    /// There is none, or it says nothing.
    Nobodys,
    /// Of whoever is asked for it; of anybody, where nobody is.
    Theirs,
    /// Typed in the name of whoever is asked for it.
    InTheirName(Recorded),
    /// Of somebody else: whoever is asked for it has not said anything.
    OfAnother(Recorded),
}

impl Word {
    /// Whether whoever is asked for it still is to say something.
    pub const fn is_missing(&self) -> bool {
        matches!(self, Self::Nobodys | Self::OfAnother(_))
    }
}

/// Whose word the commentary of an item is.
///
/// # Errors
/// Where the journal can't be read.
pub fn word(view: View, item: &Record) -> Result<Word, Error> {
    let one = AgendaItem(item);
    if !one.is_commented() {
        return Ok(Word::Nobodys);
    }
    let (Some(contributor), Some(recorded)) = (one.contributor(), typed(view, item)?) else { return Ok(Word::Theirs) };
    Ok(match () {
        () if recorded.is_of(&[contributor]) => Word::Theirs,
        () if recorded.acting == contributor => Word::InTheirName(recorded),
        () => Word::OfAnother(recorded),
    })
}
