//! What an internal audit that was reported looked at, and what it fulfils: whose work an area is decides who may audit it, so
//! that areas which came, or came to be of another unit, since the last review are told with it.

use crate::domain::audit::{self, Audit, AuditMove};
use crate::domain::audit_area::{AuditArea, AuditAreaField};
use crate::domain::identity::RecordId;
use crate::domain::obligation::{self, Obligation};
use crate::domain::record::{Past, Record, Version};
use crate::store::Error;
use crate::store::view::named;

use super::span::{Span, Step, moved};

/// What a report stands on.
pub(super) struct LookedAt {
    /// `looked at AA-9 Claims in Claims, new since: recorded by P-1 Noor Halvorsen on 2026-11-30; meets OB-2 Internal audit`.
    pub words: String,
    /// Whether any of its areas is not what it was at the last review.
    pub is_moved: bool,
}

/// So many areas that stand as they stood are named; the others are counted.
const NAMED: usize = 5;

/// What an internal audit looked at, where a step reports it.
pub(super) fn of(span: &Span, record: &Record, step: &Step) -> Result<Option<LookedAt>, Error> {
    let reports = moved(&step.change).is_some_and(|made| AuditMove::Report.name() == made.name);
    if step.change.register != &audit::REGISTER || !reports {
        return Ok(None);
    }
    let versions = span.view.versions(record.id)?;
    let Some(then) = versions.iter().rfind(|version| version.sequence <= step.sequence) else { return Ok(None) };
    let audit = Audit(&then.record);
    if !audit.party().is_internal() {
        return Ok(None);
    }
    let (mut moved, mut stood) = (Vec::new(), Vec::new());
    for id in audit.areas() {
        let Some(area) = Area::of(span, *id, step)? else { continue };
        if area.since.is_empty() { stood.push(area.words()) } else { moved.push(area.words()) }
    }
    let is_moved = !moved.is_empty();
    for id in audit.systems() {
        stood.extend(span.view.record(*id)?.map(|system| named(&system)));
    }
    let more = stood.len().saturating_sub(NAMED);
    stood.truncate(NAMED);
    stood.extend((more > 0).then(|| format!("and {more} more")));
    stood.extend((!audit.unit().is_empty()).then(|| format!("the unit {}", audit.unit())));
    let looked = [moved, stood].concat();
    let mut parts = Vec::new();
    if !looked.is_empty() {
        parts.push(format!("looked at {}", looked.join(", ")));
    }
    parts.extend(met(span, record.id, step)?);
    Ok(Some(LookedAt { words: parts.join("; "), is_moved }))
}

/// An area as it was audited, and what became of it since the last review.
struct Area {
    then: Record,
    since: Vec<String>,
}

impl Area {
    fn of(span: &Span, id: RecordId, step: &Step) -> Result<Option<Self>, Error> {
        let versions = span.view.versions(id)?;
        let Some(then) = versions.iter().rfind(|version| version.sequence <= step.sequence) else { return Ok(None) };
        Ok(Some(Self { since: since(span, &versions)?, then: then.record.clone() }))
    }

    fn words(&self) -> String {
        let area = AuditArea(&self.then);
        let place = [area.unit(), area.site()].into_iter().find(|place| !place.is_empty());
        let of = place.map_or(String::new(), |place| format!(" (of {place})"));
        let since: String = self.since.iter().map(|one| format!(", {one}")).collect();
        format!("{}{of}{since}", named(&self.then))
    }
}

/// What became of an area since the last review, as far as it says whose work it is: `new since: recorded by …`.
fn since(span: &Span, versions: &Past) -> Result<Vec<String>, Error> {
    let here = |version: &Version| span.headers.contains_key(&version.sequence) && version.sequence <= span.until;
    let hand = |version: &Version| format!("by {} on {}", span.by(version.sequence), span.day(version.sequence));
    let mut told = Vec::new();
    told.extend(versions.first().filter(|first| here(first)).map(|first| format!("recorded {} since", hand(first))));
    for (was, now) in versions.iter().zip(versions.iter().skip(1)).filter(|(_, now)| here(now)) {
        let fields = [AuditAreaField::Title, AuditAreaField::Unit, AuditAreaField::Site, AuditAreaField::System];
        let fields = fields.map(|field| field.field());
        for field in fields.iter().filter(|field| was.record.get(field.name) != now.record.get(field.name)) {
            let shown = |record: &Record| record.get(field.name).map(|value| span.view.shown(field, value)).transpose();
            let now_says = shown(&now.record)?.unwrap_or_else(|| "none".to_owned());
            told.push(format!("{} since {now_says} ({})", field.label.to_lowercase(), hand(now)));
        }
        if now.record.voided && !was.record.voided {
            told.push(format!("voided since {}", hand(now)));
        }
    }
    Ok(told)
}

/// The obligations that the report meets.
fn met(span: &Span, audit: RecordId, step: &Step) -> Result<Option<String>, Error> {
    let mut met = Vec::new();
    for (id, _) in span.steps.iter().filter(|(_, steps)| {
        steps.iter().any(|one| one.sequence == step.sequence && one.change.register == &obligation::REGISTER)
    }) {
        let versions = span.view.versions(*id)?;
        let then = versions.iter().rfind(|version| version.sequence <= step.sequence);
        if let Some(then) = then.filter(|then| Obligation(&then.record).settled_by() == Some(audit)) {
            let due = Obligation(&then.record).next_due().map_or(String::new(), |due| format!(", next due {due}"));
            met.push(format!("{}{due}", named(&then.record)));
        }
    }
    Ok((!met.is_empty()).then(|| format!("meets {}", met.join(", "))))
}
