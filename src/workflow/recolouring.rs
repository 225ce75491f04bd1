//! What a change of limits, or of which way is better, does to the values that were measured: those that stand differently from now on are named.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::identity::{RecordId, Revision};
use crate::domain::kpi::reading::{Reading, Status};
use crate::domain::kpi::{self, Kpi};
use crate::domain::kpi_limit::{self, KpiLimit, KpiLimitField};
use crate::domain::measurement::{self, MeasurementField};
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::store::list::{Filter, Query};
use crate::store::{Error, Outcome, View};

use super::{kpis, past};

/// So many values are named; the others are counted.
const NAMED: usize = 12;

/// A limit as it was before a transaction, where it was there, and as it is now.
struct Changed {
    before: Option<Record>,
    now: Record,
}

/// A sentence for each KPI whose limits, or whose direction, a transaction changed.
///
/// # Errors
/// Where the file can't be read.
pub fn told(view: View, outcome: &Outcome) -> Result<Vec<String>, Error> {
    let sequence = outcome.head.sequence;
    let touched = |register: &Register| {
        let mut ids: Vec<_> =
            outcome.changed.iter().filter(|one| one.register.name == register.name).map(|one| one.id).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    };
    let mut changed = Vec::new();
    for id in touched(&kpi_limit::REGISTER) {
        changed.extend(seen_before(view, id, sequence)?);
    }
    let mut turned = Vec::new();
    for id in touched(&kpi::REGISTER) {
        let Some(Changed { before: Some(before), now }) = seen_before(view, id, sequence)? else { continue };
        if Kpi(&before).direction() != Kpi(&now).direction() {
            turned.push(before);
        }
    }
    let mut kpis: BTreeMap<RecordId, ()> = BTreeMap::new();
    for Changed { before, now } in &changed {
        let of = [before.as_ref(), Some(now)].into_iter().flatten().filter_map(|limit| KpiLimit(limit).kpi());
        kpis.extend(of.map(|kpi| (kpi, ())));
    }
    kpis.extend(turned.iter().map(|kpi| (kpi.id, ())));
    let today = view.circumstances()?.today();
    let mut told = Vec::new();
    for kpi in kpis.into_keys() {
        if let Some(kpi) = view.record(kpi)? {
            let before = turned.iter().find(|turned| turned.id == kpi.id).unwrap_or(&kpi);
            told.push(of_kpi(view, [before, &kpi], &changed, today)?);
        }
    }
    Ok(told)
}

fn seen_before(view: View, id: RecordId, sequence: u64) -> Result<Option<Changed>, Error> {
    let Some(now) = view.record(id)? else { return Ok(None) };
    let earlier = view.history(id)?.iter().filter(|(place, _)| *place < sequence).count();
    let before = match past::at_revision(view, &now, Revision::try_from(earlier).unwrap_or(Revision::MAX)) {
        Ok(before) => Some(before),
        // It came with this transaction.
        Err(trouble) => trouble.why().map(|_| None)?,
    };
    Ok(Some(Changed { before, now }))
}

fn of_kpi(view: View, [earlier, kpi]: [&Record; 2], changed: &[Changed], today: NaiveDate) -> Result<String, Error> {
    let is_of = |limit: &Record| !limit.voided && KpiLimit(limit).kpi() == Some(kpi.id);
    let of_kpi = Filter::to(KpiLimitField::Kpi.field(), kpi.id);
    let now = view.page(&Query { filters: vec![of_kpi], ..Query::new(&kpi_limit::REGISTER) })?.records;
    let touched = |limit: &&Record| changed.iter().any(|one| one.now.id == limit.id);
    let mut before: Vec<_> = now.iter().filter(|limit| !touched(limit)).cloned().collect();
    before.extend(changed.iter().filter_map(|one| one.before.clone()).filter(is_of));
    let mut series = Vec::new();
    let of_kpi = Filter::to(MeasurementField::Kpi.field(), kpi.id);
    let points = Query { filters: vec![of_kpi], ..Query::new(&measurement::REGISTER) };
    view.each(&points.only(&kpis::POINT.map(MeasurementField::field)), |record| {
        series.extend(kpis::point(measurement::Measurement(&record)));
        Ok(())
    })?;
    let [was, is] =
        [(earlier, &before), (kpi, &now)].map(|(kpi, limits)| Reading::of(Kpi(kpi), limits, series.clone(), today));
    let differing: Vec<_> = was
        .series
        .iter()
        .zip(was.bands.iter().zip(&is.bands))
        .filter(|(_, (was, is))| was != is)
        .map(|((day, _), (was, is))| {
            let word = |one| Status::of(one).label().to_lowercase();
            format!("{day} from {} to {}", word(*was), word(*is))
        })
        .collect();
    let (reference, all) = (kpi.reference(), was.series.len());
    if differing.is_empty() {
        return Ok(format!("{reference}: no measured value stands differently by it"));
    }
    let count = differing.len();
    // The latest ones matter most.
    let named = differing[count.saturating_sub(NAMED)..].join(", ");
    let cut = if count > NAMED { format!(", and {} before them", count - NAMED) } else { String::new() };
    Ok(format!("{reference}: {count} of {all} measured values stand differently now: {named}{cut}"))
}
