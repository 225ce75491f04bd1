//! How all KPIs stood at a place of the journal, by what they, their limits and their values were there.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;

use crate::domain::identity::{RecordId, Sequence};
use crate::domain::kpi::reading::Reading;
use crate::domain::kpi::{self, Kpi};
use crate::domain::kpi_limit::{self, KpiLimit};
use crate::domain::measurement::{self, Measurement};
use crate::domain::record::{Past, Record};
use crate::domain::register::Register;
use crate::store::list::Query;
use crate::store::{Error, View};
use crate::workflow::kpis::point;

/// The records by which figures are read, that were made or changed after a place, with what they were.
pub(super) struct Touched(pub BTreeMap<RecordId, Life>);

/// Where a record was made, and what it was where it was changed since.
#[derive(Default)]
pub(super) struct Life {
    pub made: Option<Sequence>,
    pub past: Option<Past>,
}

const READ: [&Register; 3] = [&kpi::REGISTER, &kpi_limit::REGISTER, &measurement::REGISTER];

impl Touched {
    pub fn since(view: View, after: Sequence) -> Result<Self, Error> {
        let mut all: BTreeMap<RecordId, Life> = BTreeMap::new();
        for tally in view.tallies(after, None)? {
            let sequence = tally.sequence;
            if let Some(register) = tally.made {
                if READ.contains(&register) {
                    for id in view.made(sequence, register)? {
                        all.entry(id).or_default().made = Some(sequence);
                    }
                }
            } else if view.kinds(sequence)?.iter().any(|kind| READ.contains(&kind.register)) {
                for change in view.amendments(sequence)?.iter().filter(|change| READ.contains(&change.register)) {
                    let came = all.entry(change.record).or_default();
                    if came.past.is_none() {
                        came.past = Some(view.versions(change.record)?);
                    }
                }
            }
        }
        Ok(Self(all))
    }

    /// The records of a register as they stood at a place, those that were hidden then left out.
    fn at(&self, view: View, register: &'static Register, place: Sequence) -> Result<Vec<Record>, Error> {
        let mut records = view.page(&Query::new(register))?.records;
        records.retain(|record| match self.0.get(&record.id) {
            None => true,
            Some(came) => came.past.is_none() && came.made.is_some_and(|made| made <= place),
        });
        for past in self.0.values().filter_map(|came| came.past.as_ref()) {
            let version = past.iter().rfind(|version| version.sequence <= place).map(|version| &version.record);
            records.extend(version.filter(|record| record.register == register && !record.voided).cloned());
        }
        Ok(records)
    }
}

/// How all KPIs stood at a place of the journal.
pub(super) struct Standings {
    pub kpis: BTreeMap<RecordId, Record>,
    pub readings: HashMap<RecordId, Reading>,
    pub limits: HashMap<RecordId, Vec<Record>>,
    /// The measurement of each period.
    pub values: HashMap<(RecordId, NaiveDate), RecordId>,
}

impl Standings {
    pub fn at(touched: &Touched, view: View, place: Sequence, day: NaiveDate) -> Result<Self, Error> {
        let kpis = touched.at(view, &kpi::REGISTER, place)?;
        let mut limits: HashMap<RecordId, Vec<Record>> = HashMap::new();
        for record in touched.at(view, &kpi_limit::REGISTER, place)? {
            if let Some(kpi) = KpiLimit(&record).kpi() {
                limits.entry(kpi).or_default().push(record);
            }
        }
        let (mut points, mut values): (HashMap<_, Vec<_>>, _) = (HashMap::new(), HashMap::new());
        for record in touched.at(view, &measurement::REGISTER, place)? {
            let one = Measurement(&record);
            if let (Some(kpi), Some(point)) = (one.kpi(), point(one)) {
                values.insert((kpi, point.0), record.id);
                points.entry(kpi).or_default().push(point);
            }
        }
        let mut read = |record: &Record| {
            let limits = limits.get(&record.id).map_or(&[][..], Vec::as_slice);
            (record.id, Reading::of(Kpi(record), limits, points.remove(&record.id).unwrap_or_default(), day))
        };
        let readings = kpis.iter().map(&mut read).collect();
        Ok(Self { kpis: kpis.into_iter().map(|record| (record.id, record)).collect(), readings, limits, values })
    }
}
