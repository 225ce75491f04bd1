//! What the packs of earlier reviews said: the figures as they were frozen, so that a change is one between two things
//! that were both laid before a meeting.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::house::said::Words;
use crate::domain::identity::RecordId;
use crate::domain::pack;
use crate::domain::review::Review;
use crate::domain::value::Held;
use crate::store::{Error, View};
use crate::workflow::review::{Proceedings, call};

use super::SINCE;

/// A figure as a frozen pack keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    pub key: String,
    pub label: String,
    pub value: i64,
}

impl Kept {
    /// What it counts, in the words of a house.
    pub fn words(&self, words: &Words) -> String {
        match self.label.strip_suffix(SINCE) {
            Some(what) => words.since_then(words.figure(&self.key, what)),
            None => words.figure(&self.key, &self.label).to_owned(),
        }
    }
}

/// The part of a frozen pack that is read again.
#[derive(Debug, Deserialize)]
struct Frozen {
    figures: Vec<Kept>,
}

/// The figures of the packs of earlier reviews, the oldest first.
#[derive(Debug, Default)]
pub struct Earlier(Vec<BTreeMap<String, i64>>);

/// How many reviews back a series goes.
const REVIEWS: usize = 7;

impl Earlier {
    /// Follows the reviews backwards from one.
    pub(super) fn of(view: View, proceedings: &Proceedings) -> Result<Self, Error> {
        let mut found = Vec::new();
        let mut next = match proceedings.review().previous() {
            Some(previous) => Some(previous),
            None => call::before(view, Some(proceedings.id()), proceedings.review().meeting())?.map(|one| one.id),
        };
        while let Some(id) = next.filter(|_| found.len() < REVIEWS) {
            let Some(record) = view.record(id)? else { break };
            if let Some(figures) = Review(&record).pack().map(|pack| figures(view, pack)).transpose()?.flatten() {
                found.push(figures);
            }
            next = Review(&record).previous().filter(|previous| *previous != id);
        }
        found.reverse();
        Ok(Self(found))
    }

    /// What they said of one figure.
    pub fn series(&self, key: &str) -> Vec<i64> {
        self.0.iter().filter_map(|figures| figures.get(key).copied()).collect()
    }
}

fn figures(view: View, pack: RecordId) -> Result<Option<BTreeMap<String, i64>>, Error> {
    let figures = kept(view, pack)?;
    Ok(figures.map(|figures| figures.into_iter().map(|figure| (figure.key, figure.value)).collect()))
}

/// The figures of a frozen pack; none where its bytes are gone or can't be read.
///
/// # Errors
/// Where the file can't be read.
pub fn kept(view: View, pack: RecordId) -> Result<Option<Vec<Kept>>, Error> {
    let Some(record) = view.record(pack)? else { return Ok(None) };
    let file = pack::Pack::of(&record).and_then(pack::Pack::json);
    let Some(Held::Here(hash)) = file.map(|file| &file.held) else { return Ok(None) };
    let Some(bytes) = view.bytes(*hash)? else { return Ok(None) };
    let frozen: Option<Frozen> = serde_json::from_slice(&bytes).ok();
    Ok(frozen.map(|frozen| frozen.figures))
}
