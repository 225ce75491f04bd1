//! The sittings of a review, out of the journal: when each was opened and when it ended.

use std::collections::HashSet;

use crate::domain::identity::{RecordId, Sequence};
use crate::domain::record::Record;
use crate::domain::review::ReviewField;
use crate::domain::transaction::{Change, Way, What};
use crate::domain::value::{Instant, Value};
use crate::store::{Error, View};

/// One sitting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sitting {
    pub opened: Instant,
    /// None while it goes on.
    pub ended: Option<Instant>,
    /// Who led it in the place of the chair.
    pub led_by: Option<RecordId>,
    /// Who recorded it in the place of the secretary.
    pub recorded_by: Option<RecordId>,
}

/// The sittings of a review in their order. What was taken back is left out.
///
/// # Errors
/// Where the journal can't be read.
pub fn of(view: View, review: &Record) -> Result<Vec<Sitting>, Error> {
    let history = view.history(review.id)?;
    let undone = undone(view, &history)?;
    let mut sittings: Vec<Sitting> = Vec::new();
    let (mut led_by, mut recorded_by) = (None, None);
    for (sequence, change) in &history {
        let What::Update { way: Way::Move(step), fields, .. } = &change.what else { continue };
        if undone.contains(sequence) {
            continue;
        }
        let moment = |field: ReviewField| {
            fields.iter().find(|one| one.field == field.field()).and_then(|one| match one.after {
                Some(Value::Instant(at)) => Some(at),
                _ => None,
            })
        };
        let stands_in = |field: ReviewField, before: Option<RecordId>| {
            fields.iter().find(|one| one.field == field.field()).map_or(before, |one| match one.after {
                Some(Value::Link(person)) => Some(person),
                _ => None,
            })
        };
        // What a sitting has as the one before it is not written again.
        led_by = stands_in(ReviewField::ActingChair, led_by);
        recorded_by = stands_in(ReviewField::ActingSecretary, recorded_by);
        let ended = match step.as_str() {
            "open" => {
                sittings.extend(moment(ReviewField::OpenedAt).map(|opened| Sitting {
                    opened,
                    ended: None,
                    led_by,
                    recorded_by,
                }));
                continue;
            }
            "adjourn" => moment(ReviewField::AdjournedAt),
            "conclude" => moment(ReviewField::ConcludedAt),
            _ => continue,
        };
        if let Some(last) = sittings.last_mut() {
            last.ended = ended;
        }
    }
    Ok(sittings)
}

/// The transactions among these changes that were taken back, and not done again.
pub(super) fn undone(view: View, history: &[(Sequence, Change)]) -> Result<HashSet<Sequence>, Error> {
    let mut undone = HashSet::new();
    for (sequence, change) in history {
        if !matches!(change.what, What::Update { way: Way::Revert, .. }) {
            continue;
        }
        let Some(entry) = view.entry(*sequence)? else { continue };
        undone.extend(entry.header.undoes);
        if let Some(again) = entry.header.redoes {
            undone.remove(&again);
        }
    }
    Ok(undone)
}
