//! The KPIs with what their measurements say, the worst first.

mod drawn;
mod operations;
mod series;
mod units;
mod wall;

use std::collections::{HashMap, HashSet};

use chrono::{Datelike, NaiveDate};

use crate::domain::field::Field;
use crate::domain::identity::RecordId;
use crate::domain::kpi::reading::{Reading, Status};
use crate::domain::kpi::{self, Kpi, KpiField};
use crate::domain::kpi_limit::{self, KpiLimit, KpiLimitField};
use crate::domain::measurement::{self, Measurement, MeasurementField};
use crate::domain::record::Record;
use crate::domain::rules::Missing;
use crate::domain::spelling::capital;
use crate::domain::value::{Decimal, Value};
use crate::store::list::{Filter, Order, Query};
use crate::store::{Error, View};

pub use drawn::plain;
pub use operations::{MEASURE, measuring};
pub use series::{SERIES, charted, trend};
pub use units::{former_unit, recorded, valued, valued_at};
pub use wall::WALL;

use super::check::{Check, Inspection, Unjudged, Verdict};
use super::feature::Feature;
use super::place::{Pane, Place};
use super::today::offered::Step;
use super::today::source::{Look, Said, Source, Which};

/// KPIs.
pub static FEATURE: Feature = Feature {
    operations: &[&MEASURE],
    readings: &[&WALL, &SERIES],
    places: &[&KPIS],
    checks: &[&MEASURED],
    today: &[&CRITICAL, &SILENT, &EXPECTED],
};

/// The KPIs as a wall.
pub static KPIS: Place = Place {
    keys: &["5"],
    panes: &[Pane::sheet(&WALL)],
    ..Place::new("kpis", "KPIs", "The KPIs, each with its status and its series")
};

static MEASURED: Check = Check {
    name: "kpis",
    clauses: &["9.1", "6.2"],
    says: "Each KPI that is measured has an owner, a target or a limit, a value as recent as it is to be, and one for each \
           period of the last year since it was first measured.",
    register: &kpi::REGISTER,
    begins: None,
    judge,
};

static CRITICAL: Source = Source {
    name: "critical-kpis",
    part: Which::Look,
    rank: 1,
    among: |look| among(look, |one| one.status == Status::Critical),
    says: |look, record| {
        let one = known(look)?.iter().find(|one| one.kpi == record.id);
        let figure = |value: Decimal| format!("{} {}", value.short(), Kpi(record).unit()).trim_end().to_owned();
        let told = one.and_then(|one| Some((one.latest?.1, one.limit?)));
        let told = told.map(|(value, limit)| format!("critical: {}, limit {}", figure(value), limit.short()));
        Ok(Some(Said::why(told.unwrap_or_else(|| "critical".to_owned())).grave()))
    },
};

static SILENT: Source = Source {
    name: "silent-kpis",
    part: Which::Look,
    rank: 7,
    among: |look| among(look, |one| matches!(one.status, Status::Late | Status::Unmeasured)),
    says: |look, record| {
        let one = known(look)?.iter().find(|one| one.kpi == record.id);
        let day = one.and_then(|one| one.expected_by);
        let missing =
            one.and_then(|one| one.missing).map(|end| format!("{} missing", period(Kpi(record), end, look.today)));
        let missing = missing.unwrap_or_else(|| "no recent value".to_owned());
        // What was critical when it was measured last is no less so because nobody measures it.
        let known = one.and_then(|one| one.last_known).filter(|(status, ..)| *status == Status::Critical);
        let why = match known {
            Some((_, end, value)) => {
                format!("{missing}; {} was critical: {}", period(Kpi(record), end, look.today), value.short())
            }
            None => missing,
        };
        let said = Said { day, step: MEASURES, ..Said::why(why) };
        Ok(Some(if known.is_some() { said.grave() } else { said }))
    },
};

/// What whoever looks is to measure: the period is over, and there is time left.
static EXPECTED: Source = Source {
    name: "expected-values",
    part: Which::Mine,
    rank: 0,
    among: |look| {
        let Some(me) = look.me else { return Ok(Vec::new()) };
        let mut queries =
            among(look, |one| one.missing.is_some() && one.expected_by.is_some_and(|by| by >= look.today))?;
        queries
            .iter_mut()
            .for_each(|query| query.filters.push(Filter::Is(KpiField::Owner.field(), vec![Value::Link(me)])));
        Ok(queries)
    },
    says: |look, record| {
        let one = known(look)?.iter().find(|one| one.kpi == record.id);
        let Some((end, one)) = one.and_then(|one| Some((one.missing?, one))) else { return Ok(None) };
        let why = format!("a value for {} is expected", period(Kpi(record), end, look.today));
        Ok(Some(Said { day: one.expected_by, step: MEASURES, ..Said::why(why) }))
    },
};

/// What comes next of a KPI of which a value is missing.
const MEASURES: Option<Step> = Some(Step::Operation(&MEASURE, 0));

/// What comes next of a KPI: a value, where one is missing.
///
/// # Errors
/// Where the file can't be read.
pub fn next(look: &Look, record: &Record) -> Result<Option<Step>, Error> {
    let missing = |one: &Stood| one.missing.is_some() || one.status == Status::Unmeasured;
    Ok(known(look)?.iter().find(|one| one.kpi == record.id).filter(|one| missing(one)).and(MEASURES))
}

/// A period that ends on a day, in words.
fn period(kpi: Kpi, end: NaiveDate, today: NaiveDate) -> String {
    kpi.frequency().map_or_else(|| end.to_string(), |each| each.name(end, today.year()))
}

/// How each KPI stands, read once.
fn known<'a>(look: &'a Look) -> Result<&'a [Stood], Error> {
    if let Some(known) = look.kpis.get() {
        return Ok(known);
    }
    let read = stood(look.view, look.today)?;
    Ok(look.kpis.get_or_init(|| read))
}

/// The KPIs that stand so today.
fn among(look: &Look, wanted: impl Fn(&Stood) -> bool) -> Result<Vec<Query>, Error> {
    let of: Vec<_> = known(look)?.iter().filter(|one| wanted(one)).map(|one| one.kpi).collect();
    Ok(if of.is_empty() { Vec::new() } else { vec![Query { of: Some(of), ..measured() }] })
}

/// How a KPI stands on a day.
#[derive(Debug, Clone, Copy)]
pub struct Stood {
    pub kpi: RecordId,
    pub status: Status,
    /// The end of its latest period, and its value.
    pub latest: Option<(NaiveDate, Decimal)>,
    /// The limit beyond which that is critical.
    pub limit: Option<Decimal>,
    /// The end of the next period, where that is over.
    missing: Option<NaiveDate>,
    /// The day by which the value of the next period is expected.
    expected_by: Option<NaiveDate>,
    /// How it stood when it was measured last, where that is long ago.
    pub last_known: Option<(Status, NaiveDate, Decimal)>,
}

/// How each KPI that is measured stands on a day. The latest values of most are among the newest of all; where one is not,
/// it is sought by itself.
///
/// # Errors
/// Where the file can't be read.
pub fn stood(view: View, today: NaiveDate) -> Result<Vec<Stood>, Error> {
    let read = [KpiField::Direction, KpiField::Frequency, KpiField::Grace].map(KpiField::field);
    let kpis = view.page(&measured().only(&read))?.records;
    if kpis.is_empty() {
        return Ok(Vec::new());
    }
    let by = MeasurementField::PeriodEnd.field();
    let newest = Query {
        order: Order { field: Some(by), descending: true },
        limit: u32::try_from(2 * kpis.len()).ok(),
        ..Query::those(&measurement::REGISTER, [Filter::days(by, None, Some(today))])
    };
    let newest = newest.only(&POINT.map(MeasurementField::field));
    let mut latest = HashMap::new();
    learn(view, &newest, &mut latest)?;
    let without: Vec<_> = kpis.iter().filter(|kpi| !latest.contains_key(&kpi.id)).collect();
    for kpi in without {
        let mut own = Query { limit: Some(1), ..newest.clone() };
        own.filters.push(Filter::to(MeasurementField::Kpi.field(), kpi.id));
        learn(view, &own, &mut latest)?;
    }
    let limits = limits(view)?;
    let stands = |record: &Record| {
        let (kpi, limits) = (Kpi(record), limits.get(&record.id).map_or(&[][..], Vec::as_slice));
        let latest = latest.get(&record.id).copied();
        let reading = Reading::of(kpi, limits, latest.into_iter().collect(), today);
        let next = latest.and_then(|(day, _)| kpi.frequency()?.next(day));
        let limit = latest.and_then(|(day, value)| {
            kpi_limit::in_force(limits, day)?.beyond(kpi.direction().unwrap_or(kpi::Direction::Higher), value)
        });
        Stood {
            kpi: record.id,
            status: reading.status,
            latest,
            limit,
            missing: next.filter(|end| *end < today),
            expected_by: reading.expected_by,
            last_known: reading.last_known(),
        }
    };
    Ok(kpis.iter().map(stands).collect())
}

/// Takes the first value of each KPI that a list of measurements has.
fn learn(view: View, query: &Query, latest: &mut HashMap<RecordId, (NaiveDate, Decimal)>) -> Result<(), Error> {
    for record in view.page(query)?.records {
        let one = Measurement(&record);
        if let Some((kpi, point)) = one.kpi().zip(point(one)) {
            latest.entry(kpi).or_insert(point);
        }
    }
    Ok(())
}

/// What a measurement that was put on record says, in a line: `K-14: 58.2 %, on target`. It is held against the limits of
/// its own period, which is told where a later one has a value. Nothing where it is of no KPI, or has no value.
///
/// # Errors
/// Where the file can't be read.
pub fn saved(view: View, one: Measurement) -> Result<Option<String>, Error> {
    let Some(((day, value), kpi)) = point(one).zip(one.kpi()) else { return Ok(None) };
    let Some(record) = view.record(kpi)? else { return Ok(None) };
    let (kpi, of) = (Kpi(&record), |field: &'static Field| Filter::Is(field, vec![Value::Link(record.id)]));
    let limits = view.page(&Query::those(&kpi_limit::REGISTER, [of(KpiLimitField::Kpi.field())]))?.records;
    let later =
        [of(MeasurementField::Kpi.field()), Filter::days(MeasurementField::PeriodEnd.field(), day.succ_opt(), None)];
    let later = view.count(&Query::those(&measurement::REGISTER, later))?;
    let status = status_of(kpi, &limits, (day, value)).label().to_lowercase();
    let period = if later > 0 { format!(" for the period to {day}") } else { String::new() };
    let doubt = kpi.doubt(value).map_or(String::new(), |doubt| format!(". {}", capital(doubt)));
    let value = format!("{} {}", value.short(), kpi.unit());
    Ok(Some(format!("{}: {}{period}, {status}{doubt}", record.reference(), value.trim_end())))
}

/// The status of a value, held against the limits of its own period.
fn status_of(kpi: Kpi, limits: &[Record], (day, value): (NaiveDate, Decimal)) -> Status {
    let direction = kpi.direction().unwrap_or(kpi::Direction::Higher);
    Status::of(kpi_limit::in_force(limits, day).map(|limit| limit.band(direction, value)))
}

/// How what a measurement says stands; nothing where it is of no KPI, or has no value.
///
/// # Errors
/// Where the file can't be read.
pub fn status(view: View, one: Measurement) -> Result<Option<Status>, Error> {
    let Some((point, kpi)) = point(one).zip(one.kpi()) else { return Ok(None) };
    let Some(record) = view.record(kpi)? else { return Ok(None) };
    let limits = view.page(&Query::those(&kpi_limit::REGISTER, [Filter::to(KpiLimitField::Kpi.field(), kpi)]))?;
    Ok(Some(status_of(Kpi(&record), &limits.records, point)))
}

/// The end of the latest period of a KPI, and its value.
fn latest(view: View, kpi: &Record) -> Result<Option<(NaiveDate, Decimal)>, Error> {
    let order = Order { field: Some(MeasurementField::PeriodEnd.field()), descending: true };
    let of = [Filter::to(MeasurementField::Kpi.field(), kpi.id)];
    let found = view.page(&Query { order, limit: Some(1), ..Query::those(&measurement::REGISTER, of) })?;
    Ok(found.records.first().and_then(|one| point(Measurement(one))))
}

/// What is aimed at in a period of a KPI.
fn target(view: View, kpi: &Record, end: NaiveDate) -> Result<Option<Decimal>, Error> {
    let limits = view.page(&Query::those(&kpi_limit::REGISTER, [Filter::to(KpiLimitField::Kpi.field(), kpi.id)]))?;
    Ok(kpi_limit::in_force(&limits.records, end).and_then(KpiLimit::target))
}

/// The limits of each KPI.
fn limits(view: View) -> Result<HashMap<RecordId, Vec<Record>>, Error> {
    let mut limits: HashMap<RecordId, Vec<Record>> = HashMap::new();
    for record in view.page(&Query::new(&kpi_limit::REGISTER))?.records {
        if let Some(id) = KpiLimit(&record).kpi() {
            limits.entry(id).or_default().push(record);
        }
    }
    Ok(limits)
}

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
    let limits = limits(view)?;
    let mut points: HashMap<RecordId, Vec<(NaiveDate, Decimal)>> = HashMap::new();
    view.each(&Query::new(&measurement::REGISTER).only(&POINT.map(MeasurementField::field)), |record| {
        let one = Measurement(&record);
        if let (Some(kpi), Some(point)) = (one.kpi(), point(one)) {
            points.entry(kpi).or_default().push(point);
        }
        Ok(())
    })?;
    let mut found: Vec<Measured> = kpis
        .into_iter()
        .map(|record| {
            let limits = limits.get(&record.id).map_or(&[][..], Vec::as_slice);
            let points = points.remove(&record.id).unwrap_or_default();
            let reading = Reading::of(Kpi(&record), limits, points, today);
            Measured { record, reading }
        })
        .collect();
    found.sort_by_key(|one| (one.reading.status, one.record.number));
    Ok(found)
}

fn judge(inspection: &Inspection) -> Result<Verdict, Unjudged> {
    let mut found = inspection.among(&[&measured()], "No KPI is recorded that is measured")?;
    let mut limited = HashSet::new();
    let until = Filter::days(KpiLimitField::ValidFrom.field(), None, Some(inspection.today));
    inspection.view.each(
        &Query::those(&kpi_limit::REGISTER, [until]).only(&[KpiLimitField::Kpi.field()]),
        |record| {
            limited.extend(KpiLimit(&record).kpi());
            Ok(())
        },
    )?;
    found.empty(&measured(), KpiField::Owner.field())?;
    for Measured { record, reading } in read(inspection.view, inspection.today)? {
        if !limited.contains(&record.id) {
            found.add(Missing::at(&record, KpiLimitField::REGISTER, "There is no target and no limit"));
        }
        if let Some(gaps) = reading.gaps_in_words() {
            let what = format!("There is {gaps}, though a later period was measured");
            found.add(Missing::at(&record, MeasurementField::REGISTER, what));
        }
        let stale = match (reading.status, reading.latest(), reading.expected_by) {
            (Status::Unmeasured, ..) => "Nothing was measured yet".to_owned(),
            (Status::Late, Some((day, _)), Some(by)) => {
                let critical = matches!(reading.last_known(), Some((Status::Critical, ..)));
                let known = if critical { ", and was critical" } else { "" };
                format!("The last value is of {day}{known}; the next was expected by {by}")
            }
            _ => continue,
        };
        found.add(Missing::at(&record, MeasurementField::REGISTER, stale));
    }
    Ok(found.verdict())
}

/// What of a measurement makes a point of a series.
pub const POINT: [MeasurementField; 4] =
    [MeasurementField::Kpi, MeasurementField::PeriodEnd, MeasurementField::Value, MeasurementField::Share];

/// The end of the period and the value of a measurement.
pub fn point(one: Measurement) -> Option<(NaiveDate, Decimal)> {
    Some((one.period_end()?, one.figure()?))
}
