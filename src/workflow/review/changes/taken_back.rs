//! Values that were critical, or to be watched, and are said no more: a figure that turned is told with what it was.

use chrono::NaiveDate;

use crate::domain::kpi::{Direction, Kpi};
use crate::domain::kpi_limit::{self, Band};
use crate::domain::measurement::{self, Measurement};
use crate::domain::record::{Record, Version};
use crate::domain::value::Decimal;
use crate::store::Error;
use crate::workflow::kpis::{point, valued_at};

use super::span::Span;
use super::standings::{Standings, Touched};

/// Each value that was critical or to be watched by the limits of then or of now, and is said no more: `61 % for the period to 2026-11-30 was
/// critical, taken back by P-4 Mateo Lindqvarn, who owned it, on 2026-11-30; it says 44 % now`.
pub(super) fn of(
    span: &Span,
    kpi: &Record,
    touched: &Touched,
    standings: [&Standings; 2],
) -> Result<Vec<String>, Error> {
    let direction = Kpi(kpi).direction().unwrap_or(Direction::Higher);
    let was = |(day, value): (NaiveDate, Decimal)| {
        let limits = standings.iter().filter_map(|one| one.limits.get(&kpi.id));
        let bands = limits.filter_map(|limits| kpi_limit::in_force(limits, day)).map(|one| one.band(direction, value));
        let bands: Vec<_> = bands.collect();
        let words = [(Band::Critical, "was critical"), (Band::Watch, "was to be watched")];
        words.into_iter().find(|(band, _)| bands.contains(band)).map(|(_, words)| words)
    };
    let said = |version: &Version| {
        let one = Measurement(&version.record);
        point(one).filter(|_| one.kpi() == Some(kpi.id) && !version.record.voided)
    };
    let mut parts = Vec::new();
    for past in touched.0.values().filter_map(|came| came.past.as_ref()) {
        if past.first().is_none_or(|first| first.record.register != &measurement::REGISTER) {
            continue;
        }
        for (one, next) in past.iter().zip(past.iter().skip(1)) {
            let here = span.headers.contains_key(&next.sequence) && next.sequence <= span.until;
            let Some((day, value)) = said(one).filter(|_| here) else { continue };
            let Some(was) = was((day, value)) else { continue };
            if said(next) == Some((day, value)) {
                continue;
            }
            let owner = next.author.is_some() && next.author == Kpi(kpi).owner();
            let owner = if owner { ", who owns it," } else { "" };
            let since = said(next)
                .map(|(other, value)| Ok::<_, Error>((other, valued_at(span.view, kpi, next.sequence, value)?)));
            let now = match since.transpose()? {
                Some((other, value)) if other == day => format!("; it says {value} since"),
                Some((other, value)) => format!("; it says {value} for the period to {other} since"),
                None => String::new(),
            };
            parts.push(format!(
                "{} for the period to {day} {was}, taken back by {}{owner} on {}{now}",
                valued_at(span.view, kpi, one.sequence, value)?,
                span.by(next.sequence),
                span.day(next.sequence)
            ));
        }
    }
    Ok(parts)
}
