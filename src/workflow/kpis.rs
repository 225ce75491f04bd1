//! The KPIs with what their measurements say, the worst first.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::analysis::kpi::Reading;
use crate::domain::identity::RecordId;
use crate::domain::kpi::{self, Kpi, KpiField};
use crate::domain::kpi_limit::{self, KpiLimit};
use crate::domain::measurement::{self, Measurement};
use crate::domain::record::Record;
use crate::domain::value::Value;
use crate::store::list::{Filter, Query};
use crate::store::{Error, View};

/// A KPI and how it stands.
#[derive(Debug, Clone)]
pub struct Measured {
    pub record: Record,
    pub reading: Reading,
}

/// The KPIs that are measured still.
pub fn measured() -> Query {
    let ended = Filter::IsNot(KpiField::Ended.field(), vec![Value::YesNo(true)]);
    Query { filters: vec![ended], ..Query::new(&kpi::REGISTER) }
}

/// Reads them all, the worst first.
///
/// # Errors
/// Where the file can't be read.
pub fn read(view: View, today: NaiveDate) -> Result<Vec<Measured>, Error> {
    let kpis = view.page(&measured())?.records;
    let limits = by_kpi(view.page(&Query::new(&kpi_limit::REGISTER))?.records, |record| KpiLimit(record).kpi());
    let values = by_kpi(view.page(&Query::new(&measurement::REGISTER))?.records, |record| Measurement(record).kpi());
    let none = Vec::new();
    let mut found: Vec<Measured> = kpis
        .into_iter()
        .map(|record| {
            let (limits, values) = (limits.get(&record.id).unwrap_or(&none), values.get(&record.id).unwrap_or(&none));
            let reading = Reading::of(Kpi(&record), limits, values, today);
            Measured { record, reading }
        })
        .collect();
    found.sort_by_key(|one| (one.reading.status, one.record.number));
    Ok(found)
}

fn by_kpi(records: Vec<Record>, kpi: fn(&Record) -> Option<RecordId>) -> HashMap<RecordId, Vec<Record>> {
    let mut found: HashMap<RecordId, Vec<Record>> = HashMap::new();
    for record in records {
        if let Some(id) = kpi(&record) {
            found.entry(id).or_default().push(record);
        }
    }
    found
}
