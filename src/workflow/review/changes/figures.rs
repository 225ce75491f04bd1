//! Figures: which KPIs look better than they did at the last review and by what, and every value that was entered since, by
//! whom. Whoever typed it, a figure that turned is told with its value: a count of measurements hides it.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

use chrono::{Days, NaiveDate};

use crate::domain::field::Tone;
use crate::domain::identity::{RecordId, Sequence};
use crate::domain::kpi::reading::{GRACE, Reading, Status};
use crate::domain::kpi::{Kpi, KpiField};
use crate::domain::kpi_limit::{Band, KpiLimitField};
use crate::domain::late_record::{self, days_after, recorded_on};
use crate::domain::measurement::{self, Measurement, MeasurementField, Quality};
use crate::domain::name::FieldName;
use crate::domain::record::{Past, Record};
use crate::domain::spelling::within_a_sentence;
use crate::domain::transaction::{Channel, Way, What};
use crate::domain::value::Decimal;
use crate::fields;
use crate::store::Error;
use crate::store::view::named;
use crate::workflow::kpis::{self, valued};
use crate::workflow::sheet::{Cell, Column, Lead, Row};

use super::span::Span;
use super::standings::{Standings, Touched};
use super::taken_back;

/// What became of one KPI.
#[derive(Debug, Clone)]
pub struct Figure {
    pub record: Record,
    /// Whether it looks better than it did.
    pub turned: bool,
    /// How it stood, and stands: `Critical → On target`.
    status: String,
    /// The latest value: `12 % for the period to 2026-11-29, typed by P-1 Noor Halvorsen on 2026-11-30`.
    latest: String,
    /// How many values, and by whom.
    entered: String,
    /// What else bears on it: values that were critical, limits, the KPI's own fields.
    also: String,
    /// How many values were entered.
    pub changes: u64,
}

pub(super) const COLUMNS: [Column; 6] = [
    Column::words("number", ""),
    Column::words("what", "KPI"),
    Column::words("status", "Status"),
    Column::words("latest", "Latest value"),
    Column::words("entered", "Entered"),
    Column::words("also", "Also"),
];

/// What that it is told means.
pub(super) const MEANS: &str =
    "KPIs that look better come first, whoever entered what made them so. A value rests on the word of who entered it.";

/// What bears on how the figures of a KPI are read.
const READ_BY: &[FieldName] =
    fields![KpiField: Name, Direction, Frequency, Grace, Formula, Unit, Source, Baseline, BaselineOn, Ended];

/// So many values that were critical are spelled out.
const SPELLED_OUT: usize = 3;

impl Figure {
    /// In one sentence: `K-3 Overruled: looks better, Critical → On target; 12 % for the period to …`.
    pub fn words(&self) -> String {
        let parts = [&self.latest, &self.entered, &self.also];
        let parts = parts.into_iter().filter(|part| !part.is_empty()).map(|part| format!("; {part}"));
        let better = if self.turned { "looks better, " } else { "" };
        format!("{}: {better}{}{}", named(&self.record), self.status, parts.collect::<String>())
    }

    pub(super) fn row(&self) -> Row {
        let reference = self.record.reference().to_string();
        let status = Cell::text(self.status.clone());
        let status = if self.turned { status.tone(Tone::Watch) } else { status };
        let rest = [self.latest.clone(), self.entered.clone(), self.also.clone()].map(Cell::text);
        let cells = [Cell::text(reference), Cell::text(self.record.title().to_owned()), status];
        Row { cells: cells.into_iter().chain(rest).collect(), lead: Some(Lead::Record(self.record.id)) }
    }
}

/// What became of each KPI after a place of the journal, those that look better first; new measurements are counted by their
/// transaction and register.
pub(super) fn of(
    span: &Span,
    after: Sequence,
    counted: &mut BTreeMap<(Sequence, &'static str), u64>,
) -> Result<Vec<Figure>, Error> {
    let entered = entered(span, counted)?;
    let touched = Touched::since(span.view, after)?;
    let began = span.view.entry(after)?.map_or(NaiveDate::MIN, |entry| recorded_on(&entry.header, &span.zone));
    let ended = if span.until == Sequence::MAX { span.view.circumstances()?.today() } else { span.day(span.until) };
    let was = Standings::at(&touched, span.view, after, began)?;
    let is = Standings::at(&touched, span.view, span.until, ended)?;
    let none = Vec::new();
    let mut figures = Vec::new();
    let mut kpis: Vec<Record> = is.kpis.values().cloned().collect();
    for id in entered.keys().filter(|id| !is.kpis.contains_key(id)) {
        kpis.extend(span.view.record(*id)?);
    }
    for record in kpis {
        let read = |standings: &Standings| standings.readings.get(&record.id).cloned();
        let (before, now) = (read(&was), read(&is));
        let values = entered.get(&record.id).unwrap_or(&none);
        let by_limits = by_limits(&record, now.as_ref(), &was, ended);
        let turned = before.as_ref().zip(now.as_ref()).is_some_and(|(before, now)| before.status < now.status);
        let turned = (turned || by_limits.is_some()) && !gone(&record);
        let also = also(span, &record, &touched, (before.as_ref(), now.as_ref()), (&was, &is))?;
        if values.is_empty() && !turned && also.is_empty() {
            continue;
        }
        figures.push(Figure {
            turned,
            status: status(before.as_ref(), now.as_ref(), by_limits),
            latest: latest(span, after, &record, now.as_ref(), &is)?,
            entered: values.iter().map(|one| one.words(span)).collect::<Vec<_>>().join("; "),
            also: also.join("; "),
            changes: values.iter().map(|one| one.count).sum(),
            record,
        });
    }
    figures.sort_by_key(|one| (!one.turned, one.record.number));
    Ok(figures)
}

/// Whether a KPI is not measured any more: it stands nowhere then, and that it ended is told by itself.
fn gone(record: &Record) -> bool {
    record.voided || Kpi(record).ended() == Some(true)
}

/// How a KPI would stand by the limits of before, where that is worse than it does; nothing where there were none.
fn by_limits(kpi: &Record, now: Option<&Reading>, was: &Standings, ended: NaiveDate) -> Option<Status> {
    let (now, limits) = (now?, was.limits.get(&kpi.id)?);
    let then = Reading::of(Kpi(kpi), limits, now.series.clone(), ended).status;
    let says = matches!(then, Status::Critical | Status::Watch | Status::Within);
    (says && then < now.status).then_some(then)
}

fn status(before: Option<&Reading>, now: Option<&Reading>, by_limits: Option<Status>) -> String {
    let standing = match (before, now) {
        (Some(before), Some(now)) if before.status != now.status => {
            format!("{} → {}", before.status.label(), now.standing_words())
        }
        (Some(_), Some(now)) => format!("{}, as before", now.standing_words()),
        (None, Some(now)) => now.standing_words(),
        (_, None) => "Voided".to_owned(),
    };
    match by_limits {
        Some(then) => format!("{standing}; by the limits of before it would be {}", then.label().to_lowercase()),
        None => standing,
    }
}

/// Values of one KPI that one person entered in one way.
struct Entered {
    by: String,
    channel: Channel,
    /// Whether they answered for the KPI when they did.
    owner: bool,
    count: u64,
    last: Sequence,
}

impl Entered {
    fn words(&self, span: &Span) -> String {
        let values = if self.count == 1 { "1 value".to_owned() } else { format!("{} values", self.count) };
        let how = match self.channel {
            Channel::Import => "imported",
            Channel::Machine => "sent by a machine,",
            _ => "entered",
        };
        let owner = if self.owner { ", who owned it" } else { "" };
        format!("{values} {how} by {}{owner}, last on {}", self.by, span.day(self.last))
    }
}

/// The values that were entered, by the KPI that they measure.
fn entered(
    span: &Span,
    counted: &mut BTreeMap<(Sequence, &'static str), u64>,
) -> Result<BTreeMap<RecordId, Vec<Entered>>, Error> {
    let mut all: BTreeMap<RecordId, Vec<Entered>> = BTreeMap::new();
    let mut owned: HashMap<RecordId, Past> = HashMap::new();
    for tally in span.made(&measurement::REGISTER) {
        let Some(header) = span.headers.get(&tally.sequence) else { continue };
        let (actor, by, channel) = (header.actor.person, span.by(tally.sequence), header.channel);
        for (kpi, count) in span.view.made_for(tally.sequence, &measurement::REGISTER, MeasurementField::Kpi.name())? {
            if let Entry::Vacant(place) = owned.entry(kpi) {
                place.insert(span.view.versions(kpi)?);
            }
            let version = owned[&kpi].iter().rfind(|version| version.sequence <= tally.sequence);
            let owner = version.is_some_and(|version| Kpi(&version.record).owner() == Some(actor));
            *counted.entry((tally.sequence, measurement::REGISTER.name)).or_default() += count;
            let values = all.entry(kpi).or_default();
            match values.iter_mut().find(|one| one.by == by && one.channel == channel && one.owner == owner) {
                Some(one) => (one.count, one.last) = (one.count + count, tally.sequence),
                None => values.push(Entered { by: by.clone(), channel, owner, count, last: tally.sequence }),
            }
        }
    }
    Ok(all)
}

/// The latest value, and who entered it where that was done since the last review.
fn latest(span: &Span, after: Sequence, kpi: &Record, now: Option<&Reading>, is: &Standings) -> Result<String, Error> {
    let Some((day, value)) = now.and_then(Reading::latest) else { return Ok(String::new()) };
    let measured = is.values.get(&(kpi.id, day));
    let mut words = format!("{} for the period to {day}", valued(span.view, kpi, measured.copied(), value)?);
    let gaps = now.and_then(Reading::gaps_in_words);
    words.push_str(&gaps.map_or(String::new(), |gaps| format!(" ({gaps})")));
    let Some(id) = measured else { return Ok(words) };
    // What is no more than a guess is none of the others.
    let quality = span.view.record(*id)?.and_then(|one| Measurement(&one).quality());
    let told = quality.filter(|quality| *quality != Quality::Measured);
    words.push_str(&told.map_or(String::new(), |quality| format!(", {}", quality.label().to_lowercase())));
    // Whoever entered the value, or made it another one, and not who said what else is to be known of it.
    if let Some(at) = kpis::recorded(span.view, *id, span.until)?.filter(|at| *at > after) {
        words.push_str(&format!(", by {} on {}", span.by(at), span.day(at)));
    }
    for step in span.steps.get(id).into_iter().flatten() {
        let What::Update { way: Way::Edit, fields, .. } = &step.change.what else { continue };
        let counts = fields.iter().filter(|side| COUNTS.iter().any(|name| *name == *side.field.name));
        let said = counts.map(|side| span.side(&step.change, side)).collect::<Result<Vec<_>, _>>()?;
        if !said.is_empty() {
            let (by, on) = (span.by(step.sequence), span.day(step.sequence));
            words.push_str(&format!("; {}, by {by} on {on}", within_a_sentence(&said.join("; "))));
        }
    }
    Ok(words)
}

/// The counts that give a value.
const COUNTS: &[FieldName] = fields![MeasurementField: Counted, Total];

/// What else bears on how a KPI stands.
fn also(
    span: &Span,
    kpi: &Record,
    touched: &Touched,
    (before, now): (Option<&Reading>, Option<&Reading>),
    (was, is): (&Standings, &Standings),
) -> Result<Vec<String>, Error> {
    let mut parts = Vec::new();
    if let Some(now) = now.filter(|now| now.status != Status::Critical) {
        let seen = before.and_then(Reading::latest).map(|(day, _)| day);
        let is_new = |day: NaiveDate| {
            let touched = is.values.get(&(kpi.id, day)).is_some_and(|id| touched.0.contains_key(id));
            before.is_some() && (touched || seen.is_none_or(|seen| day > seen))
        };
        let points = now.series.iter().zip(&now.bands).rev().skip(1);
        let critical: Vec<String> = points
            .filter(|((day, _), band)| **band == Some(Band::Critical) && is_new(*day))
            .map(|((day, value), _)| {
                let value = valued(span.view, kpi, is.values.get(&(kpi.id, *day)).copied(), *value)?;
                Ok(format!("was critical on {day} ({value})"))
            })
            .collect::<Result<_, Error>>()?;
        let more = critical.len().saturating_sub(SPELLED_OUT);
        parts.extend(critical.into_iter().take(SPELLED_OUT));
        parts.extend((more > 0).then(|| format!("and {more} more values were critical")));
    }
    if let (Some(before), Some(now)) = (before, now) {
        let bands = before.series.iter().zip(&before.bands).map(|((day, value), band)| (*day, (*value, *band)));
        let bands: HashMap<NaiveDate, _> = bands.collect();
        let better = |(day, value): &(NaiveDate, Decimal), band: &Option<Band>| match bands.get(day) {
            Some((was, Some(then))) => was == value && band.is_none_or(|is| is < *then),
            _ => false,
        };
        match now.series.iter().zip(&now.bands).filter(|(point, band)| better(point, band)).count() {
            0 => {}
            1 => parts.push("1 value from before counts as better than it did".to_owned()),
            many => parts.push(format!("{many} values from before count as better than they did")),
        }
    }
    if before.is_some() {
        parts.extend(filled_late(span, kpi, touched, is));
    }
    parts.extend(taken_back::of(span, kpi, touched, [was, is])?);
    for limit in is.limits.get(&kpi.id).into_iter().flatten().filter(|limit| touched.0.contains_key(&limit.id)) {
        parts.push(set(span, limit)?);
    }
    for step in span.steps.get(&kpi.id).into_iter().flatten() {
        let What::Update { fields, .. } = &step.change.what else { continue };
        for side in fields.iter().filter(|side| READ_BY.iter().any(|name| *name == *side.field.name)) {
            let words = span.side(&step.change, side)?;
            parts.push(format!("{words}, by {} on {}", span.by(step.sequence), span.day(step.sequence)));
        }
    }
    Ok(parts)
}

/// The values that were entered long after they were expected: a gap that is filled is none any more, and was one.
fn filled_late(span: &Span, kpi: &Record, touched: &Touched, is: &Standings) -> Vec<String> {
    let grace = Kpi(kpi).grace().and_then(|days| u64::try_from(days).ok()).unwrap_or(GRACE);
    let values = is.values.iter().filter(|((of, _), _)| *of == kpi.id);
    let late = values.filter_map(|((_, end), id)| {
        let recorded = span.day(touched.0.get(id)?.made?);
        days_after(end.checked_add_days(Days::new(grace))?, recorded)?;
        Some((*end, (recorded - *end).num_days()))
    });
    let mut late: Vec<_> = late.collect();
    late.sort_unstable();
    let more = late.len().saturating_sub(SPELLED_OUT);
    let words = late
        .into_iter()
        .take(SPELLED_OUT)
        .map(|(end, days)| format!("the value for the period to {end} was {} its end", late_record::words(days)));
    words.chain((more > 0).then(|| format!("and {more} more values were recorded as late"))).collect()
}

/// What was set by a limit that is new, or was changed: `limits KL-2 new: Target 60; …, by P-3 Ben Okafor on 2026-11-25`.
fn set(span: &Span, limit: &Record) -> Result<String, Error> {
    let history = span.view.history(limit.id)?;
    let Some((sequence, change)) = history.iter().rfind(|(sequence, _)| *sequence <= span.until) else {
        return Ok(String::new());
    };
    let is_new = matches!(change.what, What::Create { .. });
    let by = span.by(*sequence);
    let mut says = Vec::new();
    for name in SETS.iter().filter(|_| is_new) {
        if let (Some(field), Some(value)) = (limit.register.field(name), limit.get(*name)) {
            says.push(format!("{} {}", field.label, span.view.shown(field, value)?));
        }
    }
    for step in span.steps.get(&limit.id).into_iter().flatten().filter(|_| !is_new) {
        let What::Update { fields, .. } = &step.change.what else { continue };
        for side in fields.iter().filter(|side| SETS.iter().any(|name| *name == *side.field.name)) {
            says.push(span.side(&step.change, side)?);
        }
    }
    let how = if is_new { "new" } else { "changed" };
    let says = if says.is_empty() { how.to_owned() } else { format!("{how}: {}", says.join(", ")) };
    Ok(format!("limits {} {says}; by {by} on {}", limit.reference(), span.day(*sequence)))
}

/// What a limit says.
const SETS: &[FieldName] = fields![KpiLimitField:
    ValidFrom, Target, Warn, Critical, WarnHigh, CriticalHigh, SetBy, Grounds];
