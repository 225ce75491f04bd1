//! Which risks rose and which fell since the last management review.

use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::review::Review;
use crate::domain::risk::{Risk, RiskField as Field, State};
use crate::domain::risk_criteria::{Impact, Level, Likelihood};
use crate::store::list::{Order, Query};
use crate::store::{Error, View};
use crate::workflow::review::call;

/// The most risks that are looked at, the highest first.
pub const LOOKED_AT: u32 = 500;

/// What moved since a review.
#[derive(Debug, Clone)]
pub struct Movement {
    /// The last review that was held.
    pub since: Record,
    pub moved: Vec<Moved>,
    /// Whether there are more open risks than were looked at.
    pub cut: bool,
}

/// A risk whose level is another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    pub risk: RecordId,
    /// Where it stands now.
    pub cell: (Likelihood, Impact),
    pub before: Level,
    pub now: Level,
}

impl Moved {
    /// Whether it stands higher than it did.
    pub fn rose(self) -> bool {
        self.now > self.before
    }
}

impl Movement {
    /// What moved since the last review; none where no review was held.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn read(view: View) -> Result<Option<Self>, Error> {
        let Some(since) = call::previous(view, None)? else { return Ok(None) };
        let Some(held) = Review(&since).concluded_at() else { return Ok(None) };
        let day = held.with_timezone(&view.circumstances()?.zone).date_naive();
        let highest = Order { field: Some(Field::Level.field()), descending: true };
        let open = super::in_state(&[State::Identified, State::Treated, State::Accepted]);
        let open = Query { order: highest, limit: Some(LOOKED_AT + 1), ..open };
        let risks = view.page(&open)?.records;
        let cut = risks.len() > LOOKED_AT as usize;
        let mut moved = Vec::new();
        // What has not been changed since it was recorded stands where it stood.
        for record in risks.iter().take(LOOKED_AT as usize).filter(|record| record.revision > 1) {
            let risk = Risk(record);
            let (Some(now), Some(cell)) = (risk.level(), risk.likelihood().zip(risk.impact())) else { continue };
            let past = view.versions(record.id)?;
            let then = past.iter().rfind(|version| version.day.is_some_and(|on| on <= day));
            let before = then.and_then(|version| Risk(&version.record).level());
            moved.extend(before.filter(|before| *before != now).map(|before| Moved {
                risk: record.id,
                cell,
                before,
                now,
            }));
        }
        Ok(Some(Self { since, moved, cut }))
    }

    /// How many rose, and how many fell.
    pub fn counts(&self) -> (usize, usize) {
        let rose = self.moved.iter().filter(|one| one.rose()).count();
        (rose, self.moved.len() - rose)
    }

    /// In words: `Since MR-2: 1 up, 3 down`.
    pub fn words(&self, up: &str, down: &str) -> String {
        let (rose, fell) = self.counts();
        if self.moved.is_empty() && !self.cut {
            return format!("none moved since {}", self.since.reference());
        }
        let among = if self.cut { format!(", of the {LOOKED_AT} highest") } else { String::new() };
        format!("since {}: {up}{rose} up, {down}{fell} down{among}", self.since.reference())
    }
}
