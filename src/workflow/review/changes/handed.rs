//! Whose work went over to others: what edits of owners come to, told in one line for each who had it, however they are spread
//! over days, hands and those who took it.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::identity::{RecordId, Sequence};
use crate::domain::transaction::What;
use crate::domain::value::Value;
use crate::store::Error;

use super::behind::recorded;
use super::borne::Borne;
use super::span::Span;
use super::word::Said;

/// Work of one person that went to others.
pub(super) struct Handed {
    pub alone: Said,
    /// Whether they gave it away themselves, in their own account.
    pub own: bool,
}

/// One record that changes hands is of the day's work, where it is not grave; from so many on it is told.
const SEVERAL: usize = 2;

#[derive(Default)]
struct Went {
    /// How many of which register went to whom.
    to: BTreeMap<RecordId, BTreeMap<&'static str, usize>>,
    at: BTreeSet<Sequence>,
    /// Whether something grave is among it.
    grave: bool,
}

/// What went from each person to others, the first first.
pub(super) fn of(span: &Span) -> Result<Vec<Handed>, Error> {
    let mut all: BTreeMap<RecordId, Went> = BTreeMap::new();
    for step in span.steps.values().flatten() {
        let register = step.change.register;
        let (What::Update { fields, .. }, Some(owner)) = (&step.change.what, register.responsible()) else { continue };
        for side in fields.iter().filter(|side| side.field == owner && !register.for_people) {
            let (Some(Value::Link(from)), Some(Value::Link(to))) = (&side.before, &side.after) else { continue };
            let went = all.entry(*from).or_default();
            *went.to.entry(*to).or_default().entry(register.plural).or_default() += 1;
            went.at.insert(step.sequence);
            went.grave = went.grave || Borne::of(&span.view.versions(step.change.record)?).was_grave();
        }
    }
    let mut told = Vec::new();
    for (from, Went { to, at, grave }) in all {
        let count: usize = to.values().flat_map(BTreeMap::values).sum();
        let Some((record, last)) =
            span.view.record(from)?.zip(at.last().copied()).filter(|_| grave || count >= SEVERAL)
        else {
            continue;
        };
        let (mut own, mut hands, mut reasons) = (true, Vec::new(), Vec::new());
        for sequence in &at {
            own = own && recorded(span, *sequence)?.is_some_and(|recorded| recorded.is_of(&[from]));
            hands.push(span.by(*sequence));
            reasons.push(span.reason(*sequence).trim_end_matches('.').to_owned());
        }
        let mut parts = Vec::new();
        for (person, count) in &to {
            let count: Vec<_> = count.iter().map(|(plural, count)| format!("{plural}: {count}")).collect();
            parts.push(format!("{} ({})", span.view.name_of(*person)?, count.join(", ")));
        }
        let alone = Said {
            title: record.title().to_owned(),
            on: span.day(last),
            what: format!("what they answered for went to {}", parts.join("; ")),
            by: once(hands),
            because: once(reasons),
            changes: 0,
            record,
        };
        told.push((last, Handed { alone, own }));
    }
    told.sort_by_key(|(last, one)| (*last, one.alone.record.number));
    Ok(told.into_iter().map(|(_, one)| one).collect())
}

/// So many hands and reasons are spelled out.
const SPELLED_OUT: usize = 3;

/// Each of these words once, in their order, and how many more there are.
pub(super) fn once(words: impl IntoIterator<Item = String>) -> String {
    let mut told: Vec<String> = Vec::new();
    for word in words.into_iter().filter(|word| !word.is_empty()) {
        if !told.contains(&word) {
            told.push(word);
        }
    }
    let more = told.len().saturating_sub(SPELLED_OUT);
    told.truncate(SPELLED_OUT);
    told.extend((more > 0).then(|| format!("and {more} more")));
    told.join("; ")
}
