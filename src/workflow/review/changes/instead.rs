//! The record that takes the place of one that was merged, superseded or ended as a duplicate, and what looks better there.

use crate::domain::better::Better;
use crate::domain::favourable;
use crate::domain::field::Kind;
use crate::domain::identity::{RecordId, Sequence};
use crate::domain::record::Record;
use crate::domain::state::Move;
use crate::domain::value::Value;
use crate::store::Error;

use super::borne::Borne;
use super::span::Span;

/// The record into which a move leads, and what looks better there: ` (merged into A-4); there Due date 2026-11-24, now
/// 2027-02-18`.
pub(super) fn into(span: &Span, sequence: Sequence, step: &Move, record: &Record) -> Result<String, Error> {
    for field in step.asks.iter().filter_map(|name| record.register.field(name)) {
        if let (Kind::Link(_), Some(Value::Link(id))) = (field.kind, record.get(field.name)) {
            let reference = span.view.reference(*id)?.map_or(String::new(), |one| one.to_string());
            let there = milder(span, sequence, record.id, *id)?;
            let there = if there.is_empty() { there } else { format!("; there {there}") };
            return Ok(format!(" ({} {reference}){there}", field.label.to_lowercase()));
        }
    }
    Ok(String::new())
}

/// By what a record that takes the place of another one looks better: a later day, a lower level.
fn milder(span: &Span, sequence: Sequence, of: RecordId, by: RecordId) -> Result<String, Error> {
    let then = |id: RecordId, before: Sequence| -> Result<Option<Record>, Error> {
        Ok(Borne::before(&span.view.versions(id)?, before).last().cloned())
    };
    let (Some(was), Some(other)) = (then(of, sequence)?, then(by, sequence.saturating_add(1))?) else {
        return Ok(String::new());
    };
    if was.register != other.register {
        return Ok(String::new());
    }
    let is_measure =
        |better: &Better| matches!(better, Better::Later(_) | Better::LaterUndone { .. } | Better::Lower { .. });
    let ways = || was.register.made_better().filter(is_measure);
    let mut now = was.clone();
    for better in ways() {
        better.fields().iter().for_each(|field| now.set(field, other.get(field).cloned()));
    }
    let mut parts = Vec::new();
    for field in favourable::shown(ways(), &was, &now).into_iter().filter_map(|one| one.field) {
        let shown = |record: &Record| match record.get(field.name) {
            Some(value) => span.view.shown(field, value),
            None => Ok("none".to_owned()),
        };
        parts.push(format!("{} {}, now {}", field.label, shown(&was)?, shown(&now)?));
    }
    Ok(parts.join("; "))
}
