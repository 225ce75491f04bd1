//! Whose work went over to whom: what many edits of owners come to, told in one line, however they are spread.

use std::collections::BTreeMap;

use crate::domain::identity::{RecordId, Sequence};
use crate::domain::transaction::What;
use crate::domain::value::Value;
use crate::store::Error;

use super::span::Span;
use super::word::{Alone, recorded};

/// Work of one person that one hand gave to another.
pub(super) struct Handed {
    /// The last transaction that did.
    pub last: Sequence,
    pub alone: Alone,
    /// Whether they gave it away themselves, in their own account.
    pub own: bool,
}

/// One record that changes hands is of the day's work; from so many on it is told.
const SEVERAL: u64 = 2;

/// By whom, from whom, to whom.
type Hands = (RecordId, RecordId, RecordId);

#[derive(Default)]
struct Went {
    count: BTreeMap<&'static str, u64>,
    by: Vec<Sequence>,
}

/// What went from one person to another by one hand, the first first.
pub(super) fn of(span: &Span) -> Result<Vec<Handed>, Error> {
    let mut all: BTreeMap<Hands, Went> = BTreeMap::new();
    for step in span.steps.values().flatten() {
        let register = step.change.register;
        let (What::Update { fields, .. }, Some(owner)) = (&step.change.what, register.responsible()) else { continue };
        let Some(by) = span.actor(step.sequence).filter(|_| !register.for_people) else { continue };
        for side in fields.iter().filter(|side| side.field == owner) {
            let (Some(Value::Link(from)), Some(Value::Link(to))) = (&side.before, &side.after) else { continue };
            let went = all.entry((by, *from, *to)).or_default();
            *went.count.entry(register.plural).or_default() += 1;
            went.by.push(step.sequence);
        }
    }
    let mut told = Vec::new();
    for ((_, from, to), went) in all.into_iter().filter(|(_, went)| went.count.values().sum::<u64>() >= SEVERAL) {
        let (Some(record), Some(last)) = (span.view.record(from)?, went.by.iter().max().copied()) else { continue };
        let mut own = true;
        for sequence in &went.by {
            own &= recorded(span, *sequence)?.is_some_and(|recorded| recorded.is_of(&[from]));
        }
        let count =
            went.count.iter().map(|(plural, count)| format!("{plural}: {count}")).collect::<Vec<_>>().join(", ");
        let alone = Alone {
            title: record.title().to_owned(),
            on: span.day(last),
            what: format!("what they answered for went to {} ({count})", span.view.name_of(to)?),
            by: span.by(last),
            because: span.reason(last).to_owned(),
            changes: 0,
            record,
        };
        told.push(Handed { last, alone, own });
    }
    told.sort_by_key(|one| (one.last, one.alone.record.number));
    Ok(told)
}
