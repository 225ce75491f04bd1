//! What is critical or moves, in pictures: the KPIs beyond a limit, the worst first, and the risks.

use chrono::NaiveDate;

use crate::domain::house::said::Words;
use crate::domain::kpi::Kpi;
use crate::domain::kpi::reading::Status;
use crate::store::view::named;
use crate::store::{Error, View};
use crate::workflow::kpis::{self, Measured};
use crate::workflow::risks;
use crate::workflow::sheet::picture::{Drawn, Picture};
use crate::workflow::sheet::{Block, Body, Cell};

use super::basis::Basis;

/// So many KPIs have a chart, and so many others are named.
const CHARTS: usize = 2;
const NAMED: usize = 5;

/// The pictures, and what is said where there is none.
pub fn blocks(view: View, words: &Words, basis: &Basis, today: NaiveDate) -> Result<Vec<Block>, Error> {
    let all = kpis::read(view, today)?;
    let recorded = !all.is_empty();
    let mut beyond: Vec<Measured> = all.into_iter().filter(|one| standing(one).is_some()).collect();
    beyond.sort_by_key(|one| (standing(one), one.record.number));
    let mut pictures: Vec<Picture> = Vec::new();
    for one in beyond.iter().take(CHARTS) {
        pictures.extend(charted(view, words, one)?);
    }
    // The others are named beside the last of those that are shown.
    let others: Vec<_> = beyond.iter().skip(CHARTS).map(|one| one.record.reference().to_string()).collect();
    if let (Some(last), false) = (pictures.last_mut(), others.is_empty()) {
        last.note = words.beyond_too(&last.note, words.some_of(others.into_iter(), NAMED));
    }
    pictures.extend(risks::heat(view, words, basis.review.as_ref())?);
    let none = match recorded {
        true => words.none_beyond(),
        false => words.none_measured(),
    };
    let none = beyond.is_empty().then(|| Cell::said(none));
    let title = words.critical_and_moved();
    Ok(vec![Block::new(title, Body::Pictures(pictures)), Block::new("", Body::Prose(none.into_iter().collect()))])
}

/// How a KPI stands that is beyond a limit, or was when it was measured last; none of any other.
fn standing(one: &Measured) -> Option<Status> {
    let beyond = |status: &Status| matches!(status, Status::Critical | Status::Watch);
    let known = one.reading.last_known().map(|(status, ..)| status);
    Some(one.reading.status).filter(beyond).or(known.filter(beyond))
}

fn charted(view: View, words: &Words, one: &Measured) -> Result<Option<Picture>, Error> {
    let Some(chart) = kpis::charted(view, words, &one.record)? else { return Ok(None) };
    let unit = Kpi(&one.record).unit();
    let unit = if unit.is_empty() { String::new() } else { format!(", {unit}") };
    let title = format!("{}{unit}", named(&one.record));
    let status = words.label(one.reading.status.label());
    let stands = match one.reading.latest() {
        Some((day, value)) => words.stands(status, day, value.short()),
        None => status.to_owned(),
    };
    let note = format!("{stands}; {}", kpis::trend(words, &one.reading));
    Ok(Some(Picture { title, drawn: Drawn::Chart(chart), note }))
}
