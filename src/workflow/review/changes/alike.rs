//! Many records to which one hand did the same on one day, however many transactions that took: they are one line, which names
//! them all. And what may be cut: somebody's own work, on which nobody relies.

use std::collections::BTreeMap;

use crate::domain::identity::RecordId;
use crate::domain::person;
use crate::store::Error;

use super::borne::Borne;
use super::others::Touched;
use super::span::{Span, Step, sides, verb};

/// So many records to which the same was done are told by themselves.
const FEW: usize = 10;

/// Whether a record is somebody's own work since, of which nobody else knows and on which nobody relies: whoever recorded it
/// changed it alone, answers for it, and it is neither grave nor bound to another record.
pub(super) fn is_own_work(span: &Span, id: RecordId) -> Result<bool, Error> {
    let Some(record) = span.view.record(id)? else { return Ok(false) };
    let versions = span.view.versions(id)?;
    let Some(first) = versions.first().filter(|first| span.headers.contains_key(&first.sequence)) else {
        return Ok(false);
    };
    let alone = versions.iter().all(|one| one.author == first.author) && !Borne::of(&versions).weighed();
    let answers = span.responsible(&record)?.is_none_or(|owner| Some(owner) == first.author);
    if !alone || !answers || !span.view.backlinks(id)?.is_empty() {
        return Ok(false);
    }
    for version in versions.iter() {
        for place in 0..record.register.fields.len() {
            for link in version.record.links(place) {
                if span.view.record(*link)?.is_some_and(|one| one.register != &person::REGISTER) {
                    return Ok(false);
                }
            }
        }
    }
    Ok(true)
}

/// The same, where many records to which the same was done are the first of them, with the others beside it. What is told on
/// every page, and what one record alone has, stays as it is.
pub(super) fn folded<'a>(span: &Span, touched: Vec<Touched<'a>>) -> Vec<Touched<'a>> {
    let mut groups: BTreeMap<String, Vec<Touched>> = BTreeMap::new();
    let mut left = Vec::new();
    for one in touched {
        match done(span, &one) {
            Some(done) => groups.entry(done).or_default().push(one),
            None => left.push(one),
        }
    }
    for mut group in groups.into_values() {
        if group.len() <= FEW {
            left.append(&mut group);
            continue;
        }
        group.sort_by_key(|one| one.id);
        let mut group = group.into_iter();
        if let Some(mut first) = group.next() {
            first.alike = group.map(|one| one.id).collect();
            left.push(first);
        }
    }
    left
}

/// What was done to a record, of which kind, by whom, on which day and why; nothing where that was not one hand on one day, or
/// is told on every page.
fn done(span: &Span, touched: &Touched) -> Option<String> {
    let first = touched.steps.first().filter(|_| !touched.is_heavy())?;
    let (by, on, because) = (span.actor(first.sequence), span.day(first.sequence), span.reason(first.sequence));
    let at_once = |one: &&Step| {
        let at = one.sequence;
        span.actor(at) == by && span.day(at) == on && span.reason(at) == because
    };
    if !touched.steps.iter().all(at_once) {
        return None;
    }
    let what = touched.steps.iter().map(|one| {
        let became: Vec<_> =
            sides(&one.change).into_iter().map(|one| (one.field.name, one.before, one.after)).collect();
        (verb(&one.change), became)
    });
    let what: Vec<_> = what.collect();
    Some(format!("{} {} {by:?} {on} {because} {what:?}", first.change.register.name, touched.is_slip()))
}

/// The others to which the same was done: `and 342 more: A-63 to A-404`; empty where there are none.
pub(super) fn named(span: &Span, touched: &Touched) -> Result<String, Error> {
    if touched.alike.is_empty() {
        return Ok(String::new());
    }
    let mut references = Vec::new();
    for id in &touched.alike {
        references.extend(span.view.reference(*id)?);
    }
    references.sort_by_key(|one| one.number);
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (place, one) in references.iter().enumerate() {
        match runs.last_mut().filter(|(_, last)| references[*last].number + 1 == one.number) {
            Some((_, last)) => *last = place,
            None => runs.push((place, place)),
        }
    }
    let runs = runs.into_iter().map(|(first, last)| match last - first {
        0 => references[first].to_string(),
        _ => format!("{} to {}", references[first], references[last]),
    });
    Ok(format!("and {} more alike: {}", references.len(), runs.collect::<Vec<_>>().join(", ")))
}
