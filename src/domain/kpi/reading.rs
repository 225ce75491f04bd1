//! How a KPI stands: its latest value against the limits of its time, whether that is recent, and whether the series
//! goes somewhere.

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::domain::field::Tone;
use crate::domain::kpi_limit::{self, Band};
use crate::domain::record::Record;
use crate::domain::spelling::all_of;
use crate::domain::value::Decimal;

use super::trend::Trend;
use super::words::{Direction, Frequency, Kpi};

/// Days after a period within which its figure is expected, where the KPI says nothing.
pub const GRACE: u64 = 14;

crate::choices! {
    /// How a KPI stands today, the worst first.
    Status {
        /// Beyond the critical limit.
        Critical = "critical", "Critical", Bad;
        /// Beyond the warning limit.
        Watch = "watch", "Watch", Watch;
        /// The latest value is too old to say anything about today.
        Late = "late", "No recent value", Gone;
        /// Nothing was ever measured.
        Unmeasured = "unmeasured", "Not measured", Gone;
        /// There is no target and no limit to hold the value against.
        Unlimited = "unlimited", "No target", Gone;
        /// Within the limits, and not at the target, or without one.
        Within = "within", "Within limits", Active;
        /// At the target, or better.
        Good = "good", "On target", Good;
    }
}

crate::choices! {
    /// Where the series of a KPI goes.
    Course {
        Worse = "getting-worse", "Getting worse", Watch;
        Falling = "falling", "Falling";
        Rising = "rising", "Rising";
        /// Which is not to say that it is stable.
        NoneFound = "none-found", "No trend found";
        TooFew = "too-few", "Too few points";
        Improving = "improving", "Improving", Good;
    }
}

impl Status {
    /// The status of a value by where it lies among the limits of its time; of none where there were no limits.
    pub const fn of(band: Option<Band>) -> Self {
        match band {
            None => Self::Unlimited,
            Some(Band::Target) => Self::Good,
            Some(Band::Within) => Self::Within,
            Some(Band::Watch) => Self::Watch,
            Some(Band::Critical) => Self::Critical,
        }
    }

    /// How it is to be taken at a glance: what is not known is never good.
    pub const fn tone(self) -> Tone {
        Self::CHOICES[self as usize].tone
    }
}

/// A KPI with what its measurements say.
#[derive(Debug, Clone)]
pub struct Reading {
    pub status: Status,
    /// The end of each period and its value, the oldest first.
    pub series: Vec<(NaiveDate, Decimal)>,
    /// Where each value lay among the limits of its own time.
    pub bands: Vec<Option<Band>>,
    /// The target that holds for the latest period, or today where nothing was measured.
    pub target: Option<Decimal>,
    /// The day by which the next value is expected.
    pub expected_by: Option<NaiveDate>,
    /// The ends of the periods of the last year that were never measured, though a later one was.
    pub gaps: Vec<NaiveDate>,
    /// How often it is measured.
    pub frequency: Option<Frequency>,
    trend: Option<i64>,
    direction: Direction,
}

impl Reading {
    /// Reads a KPI by its limits and the ends of its periods with their values, in whatever order they come.
    pub fn of(kpi: Kpi, limits: &[Record], mut series: Vec<(NaiveDate, Decimal)>, today: NaiveDate) -> Self {
        let direction = kpi.direction().unwrap_or(Direction::Higher);
        series.retain(|(day, _)| *day <= today);
        series.sort_unstable_by_key(|(day, _)| *day);
        let band = |(day, value): &(NaiveDate, Decimal)| {
            kpi_limit::in_force(limits, *day).map(|limit| limit.band(direction, *value))
        };
        let bands: Vec<_> = series.iter().map(band).collect();
        let latest = series.last().map(|(day, _)| *day);
        let expected_by = latest.and_then(|day| expected(kpi, day));
        let status = match (latest, bands.last().copied().flatten()) {
            (None, _) => Status::Unmeasured,
            _ if expected_by.is_some_and(|by| by < today) => Status::Late,
            (_, band) => Status::of(band),
        };
        let values: Vec<f64> = series.iter().map(|(_, value)| float(*value)).collect();
        let target = kpi_limit::in_force(limits, latest.unwrap_or(today)).and_then(|limit| limit.target());
        let (frequency, trend) = (kpi.frequency(), Trend::direction(&values));
        let gaps = frequency.map_or_else(Vec::new, |each| gaps(each, &series, today));
        Self { status, bands, target, expected_by, gaps, frequency, trend, direction, series }
    }

    /// The latest value, with the end of its period.
    pub fn latest(&self) -> Option<(NaiveDate, Decimal)> {
        self.series.last().copied()
    }

    /// How it stood when it was measured last, where that is too long ago to say how it stands; with that value.
    pub fn last_known(&self) -> Option<(Status, NaiveDate, Decimal)> {
        let band = self.bands.last().copied().filter(|_| self.status == Status::Late)?;
        self.latest().map(|(day, value)| (Status::of(band), day, value))
    }

    /// How it stands, and how it last stood where that is long ago: `No recent value; last known critical: 61 for the period
    /// to 2026-08-31`.
    pub fn standing_words(&self) -> String {
        let label = self.status.label();
        match self.last_known() {
            Some((known @ (Status::Critical | Status::Watch), day, value)) => {
                let known = known.label().to_lowercase();
                format!("{label}; last known {known}: {} for the period to {day}", value.short())
            }
            _ => label.to_owned(),
        }
    }

    /// Which periods were never measured, though a later one was: `no value for August, September and October`.
    pub fn gaps_in_words(&self) -> Option<String> {
        let (each, (latest, _)) = (self.frequency?, self.latest()?);
        let names: Vec<_> = self.gaps.iter().map(|end| each.name(*end, latest.year())).collect();
        (!names.is_empty()).then(|| format!("no value for {}", all_of(&names, GAPS_NAMED)))
    }

    /// Where the series goes.
    pub fn course(&self) -> Course {
        match (self.trend, self.direction) {
            (None, _) => Course::TooFew,
            (Some(0), _) => Course::NoneFound,
            (Some(1), Direction::Higher) | (Some(-1), Direction::Lower) => Course::Improving,
            (Some(1), Direction::Lower) | (Some(-1), Direction::Higher) => Course::Worse,
            (Some(1), Direction::Within) => Course::Rising,
            (Some(_), _) => Course::Falling,
        }
    }

    /// The same in a sentence: `improving`, `too few points for a trend`.
    pub fn trend_words(&self) -> String {
        match self.course() {
            Course::TooFew => "too few points for a trend".to_owned(),
            other => other.label().to_lowercase(),
        }
    }

    /// The same in one or two words, where there is little room.
    pub fn trend_in_brief(&self) -> &'static str {
        match self.course() {
            Course::TooFew => "few values",
            Course::Improving => "better",
            Course::Worse => "worse",
            Course::Rising => "rising",
            Course::Falling => "falling",
            Course::NoneFound => "no trend",
        }
    }
}

/// So many periods without a value are named.
pub const GAPS_NAMED: usize = 6;

/// What lies before the first value, or more than a year back, is no gap; nor is what comes before two periods in a row were
/// measured for the first time, where any were: it was measured more seldom then.
fn gaps(each: Frequency, series: &[(NaiveDate, Decimal)], today: NaiveDate) -> Vec<NaiveDate> {
    let (Some(first), Some((last, _))) = (series.first(), series.last()) else { return Vec::new() };
    let follows = |two: &&[(NaiveDate, Decimal)]| {
        two[0].0 < two[1].0 && each.ends(two[0].0).and_then(|end| each.next(end)) == each.ends(two[1].0)
    };
    let (first, _) = series.windows(2).find(follows).map_or(first, |two| &two[0]);
    let since = today.checked_sub_months(Months::new(12)).map_or(*first, |since| since.max(*first));
    let values: Vec<_> = series.iter().map(|(day, _)| *day).filter(|day| *day >= since).collect();
    each.without(&values, since, *last)
}

/// The day by which the value of the period after one that ended on a day is expected; none where no rhythm is set.
pub fn expected(kpi: Kpi, period_end: NaiveDate) -> Option<NaiveDate> {
    let grace = kpi.grace().and_then(|days| u64::try_from(days).ok()).unwrap_or(GRACE);
    kpi.frequency()?.next(period_end)?.checked_add_days(Days::new(grace))
}

/// A decimal as a floating number, for what is only compared and drawn.
pub fn float(value: Decimal) -> f64 {
    value.scaled as f64 / 10_f64.powi(i32::from(value.scale))
}
