//! The series of a KPI: each period with its value, the limits of its time and how it stood, and what can be said of it all.

use chrono::NaiveDate;

use crate::domain::field::Tone;
use crate::domain::house::said::Words;
use crate::domain::kpi::reading::{Course, Reading as Series, Status, float};
use crate::domain::kpi::trend::{FEWEST, Trend};
use crate::domain::kpi::{Direction, Frequency, Kpi, REGISTER};
use crate::domain::kpi_limit::{self, Band, KpiLimit, KpiLimitField};
use crate::domain::measurement::{self, Measurement, MeasurementField, Quality};
use crate::domain::proportion::Proportion;
use crate::domain::record::Record;
use crate::domain::spelling::some_of;
use crate::domain::value::Decimal;
use crate::store::list::{Filter, Query};
use crate::store::view::named;
use crate::store::{Error, View};
use crate::workflow::reading::{Of, Reading, Wanted};
use crate::workflow::sheet::chart::Chart;
use crate::workflow::sheet::{Block, Body, Cell, Column, Fact, Lead, RecordColumn, Row, Sheet, Shown, table};

use super::drawn::{self, Point, chart};
use super::wall::{standing, value};
use super::{MEASURE, former_unit};

/// How a KPI went.
pub static SERIES: Reading = Reading {
    title: "Series of a KPI",
    about: "Shows how a KPI went: each period with its value, the limits of its time and how it stood; target and trend",
    of: Of::Record,
    operations: &[&MEASURE],
    ..Reading::new(&REGISTER, "series", read)
};

/// Where a series goes, in the words of a house.
pub fn trend(words: &Words, reading: &Series) -> String {
    match reading.course() {
        Course::TooFew => words.too_few_points().to_owned(),
        other => words.label_within(other.label()),
    }
}

/// How a KPI went, as a chart; nothing where it was not measured.
///
/// # Errors
/// Where the file can't be read.
pub fn charted(view: View, words: &Words, kpi: &Record) -> Result<Option<Chart>, Error> {
    let past = Past::of(view, kpi, view.circumstances()?.today())?;
    Ok(Some(chart(&past.points, words)).filter(|chart| !chart.is_empty()))
}

/// What was measured of a KPI, the oldest first, and the limits of each time.
struct Past {
    limits: Vec<Record>,
    periods: Vec<(NaiveDate, Decimal, Record)>,
    series: Series,
    points: Vec<Point>,
}

impl Past {
    fn of(view: View, record: &Record, today: NaiveDate) -> Result<Self, Error> {
        let of = |field, register| Query { filters: vec![Filter::to(field, record.id)], ..Query::new(register) };
        let limits = view.page(&of(KpiLimitField::Kpi.field(), &kpi_limit::REGISTER))?.records;
        let measured = view.page(&of(MeasurementField::Kpi.field(), &measurement::REGISTER))?.records;
        let point = |one: Record| super::point(Measurement(&one)).map(|(day, value)| (day, value, one));
        let mut periods: Vec<_> = measured.into_iter().filter_map(point).filter(|(day, ..)| *day <= today).collect();
        periods.sort_by_key(|(day, ..)| *day);
        let kpi = Kpi(record);
        let series = Series::of(kpi, &limits, periods.iter().map(|(day, value, _)| (*day, *value)).collect(), today);
        let points = periods
            .iter()
            .zip(&series.bands)
            .enumerate()
            .map(|(place, ((day, value, _), band))| {
                let limit = kpi_limit::in_force(&limits, *day);
                let before = place.checked_sub(1).map(|before| periods[before].0);
                // Half a period late is the next period still.
                let next =
                    before.and_then(|before| kpi.frequency()?.next(before).map(|next| next + (next - before) / 2));
                Point {
                    day: *day,
                    value: *value,
                    band: *band,
                    follows: before.is_some() && next.is_none_or(|next| *day <= next),
                    levels: limit.map(drawn::levels).unwrap_or_default(),
                }
            })
            .collect();
        Ok(Self { limits, periods, series, points })
    }
}

const PERIOD: [Column; 8] = [
    Column::words("number", "Number"),
    Column::words("period_end", "Period to"),
    Column::new("value", "Value", Shown::Numbers),
    Column::words("counted", "Counted"),
    Column::words("interval", "95 % interval"),
    Column::words("status", "How it stood"),
    Column::words("limits", "Limits then"),
    Column::words("quality", "Quality"),
];

fn read(view: View, wanted: &Wanted) -> Result<Sheet, Error> {
    let record = wanted.record(view)?;
    let today = view.circumstances()?.today();
    let Past { limits, periods, series, points } = Past::of(view, &record, today)?;
    let kpi = Kpi(&record);
    let owner = kpi.owner().map(|owner| view.name_of(owner)).transpose()?;
    let rows = periods.iter().zip(&series.bands).rev();
    let rows = rows.map(|((day, value, one), stood)| period(Measurement(one), (*day, *value), *stood, &limits));
    let counted = periods.iter().any(|(.., one)| Measurement(one).total().is_some());
    let columns = PERIOD.map(|column| match column.key {
        Some("counted" | "interval") if !counted => Column { shown: Shown::Never, ..column },
        _ => column,
    });
    let mut blocks = Vec::new();
    if !points.is_empty() {
        let former = former_unit(view, &record)?.map(|former| format!("{former}, then "));
        let unit = Some(kpi.unit()).filter(|unit| !unit.is_empty()).map(|unit| format!("in {unit}"));
        let title = match (former, unit) {
            (None, None) => "Over time".to_owned(),
            (former, unit) => {
                let unit = unit.unwrap_or_else(|| "without a unit".to_owned());
                format!("Over time, {}{unit}", former.unwrap_or_default())
            }
        };
        blocks.push(Block::new(title, Body::Chart(chart(&points, &Words::default()))));
    }
    blocks.push(Block::new("", Body::Facts(known(kpi, &series, owner, today))));
    let says = says(kpi, &series).into_iter().map(Cell::text).collect();
    blocks.push(Block::new("What the figures say", Body::Prose(says)).keyed("says"));
    blocks.push(Block::table("periods", "Values, the latest first", &columns, rows.collect()));
    let bounds = [
        RecordColumn::NUMBER,
        RecordColumn::field(KpiLimitField::ValidFrom.field()).called("valid_from", "From"),
        RecordColumn::words("limits", "Limits", |limit| Cell::text(bounds(KpiLimit(limit)))),
    ];
    blocks.push(table(view, "limits", "Target and limits", &limits, &bounds)?);
    Ok(Sheet {
        note: named(&record),
        short: series.status.label().to_lowercase(),
        facts: vec![
            Fact::data("number", record.reference().to_string().into()),
            Fact::new("", Cell::text(named(&record))),
        ],
        blocks,
        ..Sheet::default()
    })
}

/// What is known of the KPI, and how it stands today.
fn known(kpi: Kpi, series: &Series, owner: Option<String>, today: NaiveDate) -> Vec<Fact> {
    let unit = kpi.unit();
    let worded = |one: Decimal| {
        let words = format!("{} {unit}", one.short());
        Cell { value: Some(one.short().into()), ..Cell::text(words.trim_end()) }
    };
    let latest = series.latest();
    let none = |words: &str| Cell { text: words.to_owned(), ..Cell::none() };
    let overdue = series.expected_by.is_some_and(|by| by < today);
    let mut facts = vec![
        Fact::new("Status", standing(series.status)).keyed("status"),
        Fact::new("Latest value", latest.map_or_else(|| none("none"), |(_, value)| worded(value))).keyed("value"),
    ];
    facts.extend(latest.map(|(day, _)| Fact::new("Period to", Cell::day(day)).keyed("period_end")));
    let by = series.expected_by.map(|by| Cell::day(by).tone_where(overdue, Tone::Watch));
    facts.extend(by.map(|by| Fact::new("Next value expected by", by).keyed("expected_by")));
    facts.extend([
        Fact::new("Target", series.target.map_or_else(|| none("no target"), worded)).keyed("target"),
        Fact::new("Trend", Cell::text(series.trend_words())).keyed("trend"),
    ]);
    facts.extend(kpi.baseline().map(|base| Fact::new("Baseline", worded(base)).keyed("baseline")));
    let words = [
        ("Better", "direction", kpi.direction().map(Direction::label)),
        ("Measured", "frequency", kpi.frequency().map(Frequency::label)),
    ];
    facts.extend(
        words.into_iter().filter_map(|(label, key, words)| Some(Fact::new(label, Cell::text(words?)).keyed(key))),
    );
    facts.extend(owner.map(|owner| Fact::new("Owner", Cell::text(owner)).keyed("owner")));
    facts
}

/// A period, with the value that was measured.
fn period(one: Measurement, (day, figure): (NaiveDate, Decimal), band: Option<Band>, limits: &[Record]) -> Row {
    let counts = one.counted().zip(one.total());
    let share = counts.and_then(|(count, of)| Proportion::new(u32::try_from(count).ok()?, u32::try_from(of).ok()?));
    let interval = share.map(|share| {
        let (low, high) = share.interval();
        format!("{:.1} to {:.1} %", low * 100.0, high * 100.0)
    });
    let limits = kpi_limit::in_force(limits, day).map(bounds);
    Row::of([
        Cell::text(one.0.reference().to_string()),
        Cell::day(day),
        value(Some(figure)),
        Cell::known(counts.map(|(count, of)| format!("{count} of {of}"))),
        Cell::known(interval),
        standing(Status::of(band)),
        Cell::known(limits),
        Cell::known(one.quality().map(|quality| Quality::label(quality).to_owned())),
    ])
    .leads(Some(Lead::Record(one.0.id)))
}

/// A target and limits in words: `target 5, warning 6, critical 8`.
fn bounds(limit: KpiLimit) -> String {
    let told = [
        ("target", limit.target()),
        ("warning", limit.warn()),
        ("critical", limit.critical()),
        ("upper warning", limit.warn_high()),
        ("upper critical", limit.critical_high()),
    ];
    let told = told.into_iter().filter_map(|(name, value)| Some(format!("{name} {}", value?.short())));
    told.collect::<Vec<_>>().join(", ")
}

/// What can be said of a series, a sentence each.
fn says(kpi: Kpi, series: &Series) -> Vec<String> {
    let Some((day, latest)) = series.latest() else {
        return vec!["Nothing was measured yet: nothing can be told from this.".to_owned()];
    };
    let mut said = Vec::new();
    if let Some(by) = series.expected_by.filter(|_| series.status == Status::Late) {
        said.push(format!(
            "The latest value is of {day}; the next was expected by {by}. It says nothing of how things stand today."
        ));
    }
    let values: Vec<f64> = series.series.iter().map(|(_, value)| float(*value)).collect();
    let tested = Trend::of(&values).filter(|_| values.len() >= FEWEST);
    said.push(match tested {
        Some(trend) => format!(
            "Over {} values: {} (Mann-Kendall, {}; Sen's slope {} a period).",
            values.len(),
            series.trend_words(),
            chance(trend.p),
            rounded(trend.slope),
        ),
        None => format!("Too few points for a trend: {} of at least {FEWEST}.", values.len()),
    });
    let stood = |wanted: Option<Band>| series.bands.iter().filter(|one| **one == wanted).count();
    let judged = series.bands.len() - stood(None);
    if judged > 0 {
        let [target, within, watch, critical] =
            [Band::Target, Band::Within, Band::Watch, Band::Critical].map(|band| stood(Some(band)));
        said.push(format!(
            "Within the limits of their time: {} of {judged}, {target} of them at the target; beyond the warning limit: {watch}; beyond the critical one: {critical}.",
            target + within,
        ));
    }
    if stood(None) > 0 {
        said.push(format!("Values for whose time there were no limits: {}.", stood(None)));
    }
    let days = |days: Vec<NaiveDate>| some_of(days.into_iter().rev().map(|day| day.to_string()), NAMED);
    let amid: Vec<_> = series.series.iter().map(|(day, _)| *day).filter(|day| is_amid(kpi, *day)).collect();
    if !amid.is_empty() {
        said.push(format!("Not at the end of a period, as often as the KPI is measured now: {}.", days(amid)));
    }
    let doubtful = series.series.iter().filter(|(_, value)| kpi.doubt(*value).is_some());
    let doubtful: Vec<_> = doubtful.map(|(day, _)| *day).collect();
    if !doubtful.is_empty() {
        let what = "Outside 0 and 100 %, which is right only of a rate of change";
        said.push(format!("{what}: the values to {}.", days(doubtful)));
    }
    if let Some(base) = kpi.baseline() {
        let change = latest.scaled.saturating_sub(base.scaled);
        let change = Decimal { scaled: change, scale: latest.scale }.short();
        let sign = if change.starts_with('-') { "" } else { "+" };
        said.push(format!("Since the baseline of {}: {sign}{change}.", base.short()));
    }
    said
}

/// Whether a day lies amid a period.
fn is_amid(kpi: Kpi, day: NaiveDate) -> bool {
    kpi.frequency().is_some_and(|each| !each.is_end(day))
}

/// How many days are named.
const NAMED: usize = 3;

fn chance(p: f64) -> String {
    if p < 0.001 { "p < 0.001".to_owned() } else { format!("p = {p:.3}") }
}

/// To three places that count.
fn rounded(slope: f64) -> String {
    let places = if slope == 0.0 { 0.0 } else { (2.0 - slope.abs().log10().floor()).clamp(0.0, 4.0) };
    format!("{slope:.*}", places as usize)
}
