//! The open risks as a heat map, with how many more or fewer stand in each cell than at a review.

use std::collections::BTreeMap;

use crate::domain::house::said::Words;
use crate::domain::record::Record;
use crate::domain::review::Review;
use crate::domain::risk::{REGISTER, Risk, RiskField as Field, State};
use crate::domain::risk_criteria::{self, Impact, Level, Likelihood, RiskMatrix};
use crate::store::list::{Query, Voided};
use crate::store::{Error, View};
use crate::workflow::sheet::picture::{Drawn, HeatCell, HeatMap, HeatRow, Picture};

use super::movement::LOOKED_AT;

/// How many risks stand in each cell, by likelihood and impact.
type Counts = BTreeMap<(Likelihood, Impact), i64>;

/// The heat map of the open risks, and what moved since a review; none where no risk is open.
///
/// # Errors
/// Where the file can't be read.
pub fn heat(view: View, words: &Words, since: Option<&Record>) -> Result<Option<Picture>, Error> {
    let today = view.circumstances()?.today();
    let criteria = view.page(&Query::new(&risk_criteria::REGISTER))?.records;
    let criteria =
        risk_criteria::in_force(&criteria, today).and_then(|one| one.table()).unwrap_or(RiskMatrix::STARTING);
    let open = super::in_state(&[State::Identified, State::Treated, State::Accepted]);
    let all = view.count(&open)?;
    if all == 0 {
        return Ok(None);
    }
    let mut now = Counts::new();
    for (likelihood, impact, count) in view.tally(&open, Field::Likelihood.field(), Field::Impact.field())? {
        if let Some(cell) = Likelihood::of_key(likelihood).zip(Impact::of_key(impact)) {
            *now.entry(cell).or_default() += i64::try_from(count).unwrap_or(i64::MAX);
        }
    }
    let placed: i64 = now.values().sum();
    let nowhere = i64::try_from(all).unwrap_or(i64::MAX) - placed;
    let then = since.map(|review| then(view, review)).transpose()?.flatten();
    let cell = |likelihood: Likelihood, impact: Impact| {
        let count = |counts: &Counts| counts.get(&(likelihood, impact)).copied().unwrap_or(0);
        let (now, change) = (count(&now), then.as_ref().map_or(0, |then| count(&now) - count(then)));
        let said = match (now, change) {
            (0, 0) => String::new(),
            (now, 0) => now.to_string(),
            (now, change) => format!("{now} ({change:+})"),
        };
        let level = criteria.level(likelihood, impact);
        HeatCell { count: said, level: words.label_within(level.label()), warmth: warmth(level) }
    };
    let row = |likelihood: &Likelihood| HeatRow {
        name: words.label(likelihood.label()).to_owned(),
        cells: Impact::ALL.iter().map(|impact| cell(*likelihood, *impact)).collect(),
    };
    let mut note = match (since, &then) {
        (Some(review), Some(_)) => vec![words.in_brackets(review.reference())],
        (Some(review), None) => vec![words.moves_not_told(review.reference())],
        (None, _) => Vec::new(),
    };
    if nowhere > 0 {
        note.push(words.not_placed(nowhere));
    }
    let map = HeatMap {
        says: words.risks_say(all),
        down: words.likelihood().to_owned(),
        along: words.impact().to_owned(),
        axes: words.axes(words.likelihood(), words.within(words.impact())),
        across: Impact::ALL.iter().map(|impact| words.label(impact.label()).to_owned()).collect(),
        rows: Likelihood::ALL.iter().rev().map(row).collect(),
    };
    let title = words.open_risks().to_owned();
    Ok(Some(Picture { title, drawn: Drawn::Heat(map), note: note.join("; ") }))
}

const fn warmth(level: Level) -> u8 {
    match level {
        Level::Low => 0,
        Level::Medium => 1,
        Level::High => 2,
        Level::Critical => 3,
    }
}

/// How many stood in each cell when a review was concluded; none where it was not, or where there are too many to look at.
fn then(view: View, review: &Record) -> Result<Option<Counts>, Error> {
    let Some(held) = Review(review).concluded_at() else { return Ok(None) };
    let day = held.with_timezone(&view.circumstances()?.zone).date_naive();
    let risks = Query { voided: Voided::Shown, limit: Some(LOOKED_AT + 1), ..Query::new(&REGISTER) };
    let risks = view.page(&risks)?.records;
    if risks.len() > LOOKED_AT as usize {
        return Ok(None);
    }
    let mut counts = Counts::new();
    for record in risks {
        let past = view.versions(record.id)?;
        let Some(then) = past.iter().rfind(|version| version.day.is_some_and(|on| on <= day)) else { continue };
        let risk = Risk(&then.record);
        let is_open = risk.state().is_some_and(|state| state != State::Closed) && !then.record.voided;
        if let Some(cell) = risk.likelihood().zip(risk.impact()).filter(|_| is_open) {
            *counts.entry(cell).or_default() += 1;
        }
    }
    Ok(Some(counts))
}
