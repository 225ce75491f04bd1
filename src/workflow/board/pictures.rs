//! What is critical or moves, in pictures: the KPIs beyond a limit, the worst first, and the risks.

use chrono::NaiveDate;

use crate::domain::kpi::Kpi;
use crate::domain::kpi::reading::Status;
use crate::store::view::named;
use crate::store::{Error, View};
use crate::workflow::kpis::{self, Measured};
use crate::workflow::risks;
use crate::workflow::sheet::picture::{Drawn, Picture};
use crate::workflow::sheet::{Block, Body, Cell};

use super::basis::Basis;

/// So many KPIs have a chart.
const CHARTS: usize = 2;

/// The pictures, and what is said where there is none.
pub fn blocks(view: View, basis: &Basis, today: NaiveDate) -> Result<Vec<Block>, Error> {
    let mut beyond: Vec<Measured> =
        kpis::read(view, today)?.into_iter().filter(|one| standing(one).is_some()).collect();
    beyond.sort_by_key(|one| (standing(one), one.record.number));
    let mut pictures = Vec::new();
    for one in beyond.iter().take(CHARTS) {
        pictures.extend(charted(view, one)?);
    }
    pictures.extend(risks::heat(view, basis.review.as_ref())?);
    let mut said = Vec::new();
    match beyond.len() {
        0 => said.push("No KPI is beyond a limit.".to_owned()),
        all if all > CHARTS => {
            let others: Vec<_> = beyond[CHARTS..].iter().map(|one| one.record.reference().to_string()).collect();
            said.push(format!("Beyond a limit, too: {}.", others.join(", ")));
        }
        _ => {}
    }
    let said = Body::Prose(said.into_iter().map(Cell::said).collect());
    Ok(vec![Block::new("What is critical, and what moved", Body::Pictures(pictures)), Block::new("", said)])
}

/// How a KPI stands that is beyond a limit, or was when it was measured last; none of any other.
fn standing(one: &Measured) -> Option<Status> {
    let beyond = |status: &Status| matches!(status, Status::Critical | Status::Watch);
    let known = one.reading.last_known().map(|(status, ..)| status);
    Some(one.reading.status).filter(beyond).or(known.filter(beyond))
}

fn charted(view: View, one: &Measured) -> Result<Option<Picture>, Error> {
    let Some(chart) = kpis::charted(view, &one.record)? else { return Ok(None) };
    let unit = Kpi(&one.record).unit();
    let unit = if unit.is_empty() { String::new() } else { format!(", {unit}") };
    let title = format!("{}{unit}", named(&one.record));
    let latest = one
        .reading
        .latest()
        .map_or(String::new(), |(day, value)| format!(": {} for the period to {day}", value.short()));
    let note = format!("{}{latest}; {}", one.reading.status.label(), one.reading.trend_words());
    Ok(Some(Picture { title, drawn: Drawn::Chart(chart), note }))
}
