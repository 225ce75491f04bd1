//! How a KPI stands, as columns of its list: worked out from its measurements and limits on the day on which it is read.

use chrono::NaiveDate;

use crate::domain::field::{Field, Kind};
use crate::domain::kpi_limit::words::KpiLimitField;
use crate::domain::measurement::{Measurement, MeasurementField};
use crate::domain::record::Record;
use crate::domain::standing::{Follows, Look, Standing};
use crate::domain::value::Value;
use crate::fields;

use super::reading::{Course, Reading, Status};
use super::words::{Kpi, KpiField};

/// How it stands today.
pub static STATUS: &Field = &STANDING[0].columns[0];

/// How a KPI stands.
pub static STANDING: &[Standing] = &[Standing {
    columns: &[
        Field::new("status", "Status", "How it stands today.", Kind::Choice(Status::CHOICES)).listed().sorted(),
        Field::new("latest", "Latest value", "The value of its latest period.", Kind::Decimal(4)).listed().sorted(),
        Field::new("target", "Target", "What is aimed at in that period.", Kind::Decimal(4)).listed().sorted(),
        Field::new("trend", "Trend", "Where the series goes, over all its values.", Kind::Choice(Course::CHOICES))
            .listed()
            .sorted(),
        Field::new("latest_on", "Latest period to", "The end of its latest period.", Kind::Date).sorted(),
        Field::new("expected_by", "Next value by", "The day by which its next value is expected.", Kind::Date).sorted(),
        Field::new("measured", "Values", "How many values there are.", Kind::Number).sorted(),
    ],
    follows: Follows::Others {
        own: fields![KpiField: Direction, Frequency, Grace, Ended],
        looks_at: &[
            Look {
                through: KpiLimitField::Kpi.link(),
                fields: fields![KpiLimitField:
                    ValidFrom, Target, Warn, Critical, WarnHigh, CriticalHigh
                ],
            },
            Look { through: MeasurementField::Kpi.link(), fields: fields![MeasurementField: PeriodEnd, Value, Share] },
        ],
        work,
    },
}];

fn work(record: &Record, seen: &[Vec<Record>], today: NaiveDate) -> Vec<Option<Value>> {
    let (kpi, [limits, measurements]) = (Kpi(record), seen) else { return Vec::new() };
    let points = measurements.iter().map(Measurement);
    let points = points.filter_map(|one| Some((one.period_end()?, one.figure()?)));
    let reading = Reading::of(kpi, limits, points.collect(), today);
    let latest = reading.latest();
    // What is measured no more is neither late nor good.
    let status = (kpi.ended() != Some(true)).then_some(reading.status);
    vec![
        status.map(|status| Value::Choice(status.key())),
        latest.map(|(_, value)| Value::Decimal(value)),
        reading.target.map(Value::Decimal),
        Some(Value::Choice(reading.course().key())),
        latest.map(|(day, _)| Value::Date(day)),
        reading.expected_by.map(Value::Date),
        i64::try_from(reading.series.len()).ok().map(Value::Number),
    ]
}
