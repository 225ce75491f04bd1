//! Items that were considered while nobody of top management, or not their presenter, was on the roll: who came later, or had
//! left, saw nothing of them.

use std::collections::HashMap;

use chrono::TimeDelta;

use crate::domain::agenda_item::{AgendaItem, AgendaItemField, AgendaItemMove, Input, State};
use crate::domain::attendance::Attendance;
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::transaction::{Change, Way, What};
use crate::domain::value::{Instant, Value};
use crate::store::{Error, View};

use super::Proceedings;
use super::sittings::{self, Sitting};

/// How much of an input was considered without top management.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Without {
    All,
    Part,
}

impl Without {
    /// How it is said.
    pub fn words(self) -> &'static str {
        match self {
            Self::All => "Nobody of top management was on the roll while it was considered",
            Self::Part => "For part of the time nobody of top management was on the roll",
        }
    }
}

/// From when to when.
#[derive(Debug, Clone, Copy)]
struct Stay {
    from: Instant,
    until: Instant,
}

/// The inputs that the standard asks for and that were considered without top management, by their items.
///
/// # Errors
/// Where the journal can't be read.
pub fn without_top_management(view: View, proceedings: &Proceedings) -> Result<HashMap<RecordId, Without>, Error> {
    let sittings = sittings::of(view, &proceedings.meeting.review)?;
    let there = top_management(proceedings);
    let mut found = HashMap::new();
    for record in &proceedings.items {
        let item = AgendaItem(record);
        let considered = matches!(item.state(), Some(State::Discussed | State::Noted));
        if considered && item.input().is_some_and(Input::is_required) {
            let stays = stays(view, record, &sittings)?;
            found.extend(without(&stays, &there).map(|without| (record.id, without)));
        }
    }
    Ok(found)
}

/// The items that were considered without whoever was to present them, all the time or a part of it.
///
/// # Errors
/// Where the journal can't be read.
pub fn without_presenter(view: View, proceedings: &Proceedings) -> Result<HashMap<RecordId, Without>, Error> {
    let sittings = sittings::of(view, &proceedings.meeting.review)?;
    let mut found = HashMap::new();
    for record in &proceedings.items {
        let item = AgendaItem(record);
        let considered = matches!(item.state(), Some(State::Discussed | State::Noted));
        let Some(presenter) = item.presenter().filter(|_| considered) else { continue };
        let there = when_there(proceedings, |row| row.person() == Some(presenter));
        found.extend(without(&stays(view, record, &sittings)?, &there).map(|without| (record.id, without)));
    }
    Ok(found)
}

/// When somebody was there who is of top management, or had its mandate to decide.
fn top_management(proceedings: &Proceedings) -> Vec<Stay> {
    when_there(proceedings, |row| {
        let either = row.person().into_iter().chain(row.decides_for());
        either.into_iter().any(|person| proceedings.meeting.is_top(person))
    })
}

/// When one of those was there whose line of the roll is meant.
fn when_there(proceedings: &Proceedings, is_meant: impl Fn(&Attendance) -> bool) -> Vec<Stay> {
    let rows = proceedings.meeting.roll.iter().map(Attendance).filter(|row| row.attended() && is_meant(row));
    let stay = |row: Attendance| {
        let from = row.arrived_at()?;
        Some(Stay { from, until: row.left_at().unwrap_or(Instant::MAX_UTC) })
    };
    let mut stays: Vec<_> = rows.filter_map(stay).collect();
    stays.sort_by_key(|stay| stay.from);
    stays
}

/// When the meeting was at an item: each time from coming to it until leaving it, within the sittings.
fn stays(view: View, item: &Record, sittings: &[Sitting]) -> Result<Vec<Stay>, Error> {
    let history = view.history(item.id)?;
    let undone = sittings::undone(view, &history)?;
    let mut stays = Vec::new();
    let mut begun = None;
    for (sequence, change) in history.iter().filter(|(sequence, _)| !undone.contains(sequence)) {
        let What::Update { way: Way::Move(step), .. } = &change.what else { continue };
        let Some(entry) = view.entry(*sequence)? else { continue };
        if AgendaItemMove::Begin.name() == step.as_str() {
            begun = Some(begun_at(change).unwrap_or(entry.header.at));
        } else {
            let from = begun.take().unwrap_or(entry.header.at);
            stays.push(within(sittings, from, entry.header.at));
        }
    }
    Ok(stays)
}

fn begun_at(change: &Change) -> Option<Instant> {
    let What::Update { fields, .. } = &change.what else { return None };
    fields.iter().find(|one| one.field == AgendaItemField::BegunAt.field()).and_then(|one| match one.after {
        Some(Value::Instant(at)) => Some(at),
        _ => None,
    })
}

/// What was typed after a sitting was still considered in it; and a clock that was put back turns no time round.
fn within(sittings: &[Sitting], from: Instant, until: Instant) -> Stay {
    let sitting = sittings.iter().rfind(|sitting| sitting.opened <= from).or(sittings.first());
    let clamp = |at: Instant| match sitting {
        Some(sitting) => at.min(sitting.ended.unwrap_or(Instant::MAX_UTC)).max(sitting.opened),
        None => at,
    };
    let (from, until) = (clamp(from), clamp(until));
    Stay { from, until: until.max(from) }
}

/// What of these times nobody was there for; less than a minute is nothing.
fn without(considered: &[Stay], there: &[Stay]) -> Option<Without> {
    let (mut seen, mut missed) = (TimeDelta::zero(), TimeDelta::zero());
    let mut met = false;
    for stay in considered {
        let mut at = stay.from;
        for other in there.iter().filter(|other| other.from <= stay.until && other.until >= stay.from) {
            // Who left as it began, or came as it ended, saw it only where it took no time.
            met = met || stay.from == stay.until || (other.from < stay.until && other.until > stay.from);
            let (from, until) = (other.from.max(at), other.until.min(stay.until));
            if until > from {
                missed += from - at;
                seen += until - from;
                at = until;
            }
        }
        missed += stay.until - at;
    }
    match (met, considered.is_empty()) {
        (_, true) => None,
        (false, _) => Some(Without::All),
        (true, _) if missed >= TimeDelta::minutes(1) => Some(if seen.is_zero() { Without::All } else { Without::Part }),
        (true, _) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stays(text: &str) -> Vec<Stay> {
        let at = |minute: &str| -> Instant { format!("2026-11-23T09:{minute}:00Z").parse().unwrap() };
        let stay = |text: &str| {
            let (from, until) = text.split_once('-').unwrap();
            Stay { from: at(from), until: if until.is_empty() { Instant::MAX_UTC } else { at(until) } }
        };
        text.split_whitespace().map(stay).collect()
    }

    #[test]
    fn what_was_considered_is_compared_with_who_was_there() {
        let found = |considered: &str, there: &str| without(&stays(considered), &stays(there));
        assert_eq!(found("10-20", "00-"), None);
        assert_eq!(found("10-20", ""), Some(Without::All));
        assert_eq!(found("10-20", "20-"), Some(Without::All), "came as it ended");
        assert_eq!(found("10-20", "00-10"), Some(Without::All), "left as it began");
        assert_eq!(found("10-20", "00-15"), Some(Without::Part));
        assert_eq!(found("10-20", "12-15 16-"), Some(Without::Part));
        assert_eq!(found("10-20", "00-15 14-"), None, "one after the other");
        assert_eq!(found("10-12 30-40", "00-12"), Some(Without::Part), "taken up again");
        assert_eq!(found("10-10", "10-"), None, "noted as it was taken up");
        assert_eq!(found("10-10", "11-"), Some(Without::All));
        assert_eq!(found("", "00-"), None);
    }
}
