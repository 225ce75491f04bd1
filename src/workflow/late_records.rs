//! What of a record was put on record more than a week after it was performed.

use std::collections::HashMap;

use crate::domain::field::Field;
use crate::domain::house::said::Words;
use crate::domain::identity::RecordId;
use crate::domain::late_record::{days_after, performed, recorded_on, tells, words};
use crate::domain::record::Record;
use crate::domain::transaction::{Change, Header, What};
use crate::domain::zone::Zone;
use crate::store::{Error, View};

/// Something that was recorded late: the field that says when it was performed, and by how many days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Late {
    pub field: &'static Field,
    pub days: i64,
}

impl Late {
    /// How it is said beside the day itself: `recorded 12 days after`.
    pub fn words(&self) -> String {
        words(self.days)
    }
}

/// What of what a change says was recorded late with it.
pub fn with(change: &Change, header: &Header, zone: &Zone) -> Vec<Late> {
    let recorded = recorded_on(header, zone);
    let late = performed(change, zone).into_iter().filter_map(|one| {
        let days = days_after(one.on, recorded)?;
        Some(Late { field: one.field, days })
    });
    late.collect()
}

/// What a line about a change ends with: ` (recorded 12 days after)`; nothing where it was recorded in time.
pub fn ending(change: &Change, header: &Header, zone: &Zone) -> String {
    let days = with(change, header, zone).into_iter().map(|one| one.days).max();
    days.map_or(String::new(), |days| format!(" ({})", words(days)))
}

/// What of a record as it stands was recorded late, in the order of its fields.
///
/// # Errors
/// Where the journal can't be read.
pub fn of(view: View, record: &Record) -> Result<Vec<Late>, Error> {
    let told = |field: &&'static Field| tells(record.register, field) && record.get(field.name).is_some();
    let fields: Vec<&'static Field> = record.register.fields.iter().filter(told).collect();
    if fields.is_empty() {
        return Ok(Vec::new());
    }
    let zone = view.circumstances()?.zone;
    let history = view.history(record.id)?;
    let mut late = Vec::new();
    for field in fields {
        // What a field holds was said with the last change of it.
        let said = history.iter().rev().find(|(_, change)| says(&change.what, field));
        let Some((sequence, change)) = said else { continue };
        let Some(entry) = view.entry(*sequence)? else { continue };
        late.extend(with(change, &entry.header, &zone).into_iter().filter(|one| one.field == field));
    }
    Ok(late)
}

fn says(what: &What, field: &Field) -> bool {
    match what {
        What::Create { .. } => true,
        What::Update { fields, .. } => fields.iter().any(|one| one.field == field),
        _ => false,
    }
}

/// What was recorded late of several records.
#[derive(Debug, Default)]
pub struct Each(HashMap<RecordId, Vec<Late>>);

impl Each {
    /// Looks at each of these records.
    ///
    /// # Errors
    /// Where the journal can't be read.
    pub fn of<'r>(view: View, records: impl IntoIterator<Item = &'r Record>) -> Result<Self, Error> {
        let late = records.into_iter().map(|record| Ok((record.id, of(view, record)?)));
        Ok(Self(late.collect::<Result<_, Error>>()?))
    }

    /// What follows on the day in a field: `, recorded 12 days after`; nothing where that was recorded in time.
    pub fn after(&self, words: &Words, record: RecordId, field: &Field) -> String {
        let late = self.0.get(&record).and_then(|late| late.iter().find(|one| one.field == field));
        late.map_or(String::new(), |late| format!(", {}", words.recorded_after(late.days)))
    }
}
