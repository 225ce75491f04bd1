//! The units of a KPI's values: each is told in the unit of its time, whatever the KPI says now.

use chrono::NaiveDate;

use crate::domain::identity::{RecordId, Sequence};
use crate::domain::kpi::{Kpi, KpiField};
use crate::domain::measurement::Measurement;
use crate::domain::record::{Past, Record};
use crate::domain::value::Decimal;
use crate::store::{Error, View};

use super::point;

/// A value of a KPI, in the unit that it had when the value was recorded: `57.6 %`.
///
/// # Errors
/// Where the journal can't be read.
pub fn valued(view: View, kpi: &Record, measurement: Option<RecordId>, value: Decimal) -> Result<String, Error> {
    let measurement = measurement.filter(|_| kpi.revision > 1);
    let at = measurement.map(|measurement| recorded(view, measurement, Sequence::MAX)).transpose()?.flatten();
    at.map_or_else(|| Ok(with_unit(kpi, value)), |at| valued_at(view, kpi, at, value))
}

/// The same of a value that was recorded at a place in the journal.
///
/// # Errors
/// Where the journal can't be read.
pub fn valued_at(view: View, kpi: &Record, at: Sequence, value: Decimal) -> Result<String, Error> {
    if kpi.revision == 1 {
        return Ok(with_unit(kpi, value));
    }
    let past = view.versions(kpi.id)?;
    let then = past.iter().rfind(|version| version.sequence <= at).or(past.first());
    Ok(with_unit(then.map_or(kpi, |then| &then.record), value))
}

fn with_unit(kpi: &Record, value: Decimal) -> String {
    format!("{} {}", value.short(), Kpi(kpi).unit()).trim_end().to_owned()
}

/// Where the value of a measurement was recorded, or last became another one, up to a place of the journal. Counts that give
/// the same share, and whatever else is known of it, make it no other.
///
/// # Errors
/// Where the journal can't be read.
pub fn recorded(view: View, measurement: RecordId, until: Sequence) -> Result<Option<Sequence>, Error> {
    let (mut said, mut at) = (None, None);
    for version in view.versions(measurement)?.iter().take_while(|version| version.sequence <= until) {
        let one = Measurement(&version.record);
        let now = Some((one.kpi(), point(one)));
        if now != said {
            (said, at) = (now, Some(version.sequence));
        }
    }
    Ok(at)
}

/// The unit that a KPI had before, where it has another one now: `in % until 2026-11-30`.
///
/// # Errors
/// Where the journal can't be read.
pub fn former_unit(view: View, kpi: &Record) -> Result<Option<String>, Error> {
    if kpi.revision == 1 {
        return Ok(None);
    }
    let told = |(unit, day): (String, Option<NaiveDate>)| {
        let day = day.map_or(String::new(), |day| format!(" until {day}"));
        format!("{}{day}", if unit.is_empty() { "without a unit".to_owned() } else { format!("in {unit}") })
    };
    Ok(changed(&view.versions(kpi.id)?).map(told))
}

/// The unit of before, and the day of the last change of it.
fn changed(past: &Past) -> Option<(String, Option<NaiveDate>)> {
    let unit = |record: &Record| record.get(KpiField::Unit.name()).cloned();
    let (before, after) = past.windows(2).rev().find_map(|two| match two {
        [before, after] if unit(&before.record) != unit(&after.record) => Some((before, after)),
        _ => None,
    })?;
    Some((Kpi(&before.record).unit().to_owned(), after.day))
}
