//! What was settled, and somebody else stands behind it: each nonconformity that was closed and each grave risk that was
//! accepted, and each internal audit that was reported, each finding that was carried on or settled, by name; the approvals of changes that another hand typed; the actions that were confirmed as done, counted by who confirmed them, and those that were critical or
//! late by name.

use std::collections::BTreeMap;

use crate::domain::action::{self, Action, ActionField, ActionMove, Priority};
use crate::domain::audit::{self, Audit, AuditMove};
use crate::domain::deadline;
use crate::domain::field::{Field, Kind};
use crate::domain::finding::Finding;
use crate::domain::identity::Sequence;
use crate::domain::nonconformity::{self, Nonconformity, NonconformityMove};
use crate::domain::planned_change::{self, PlannedChange, PlannedChangeMove};
use crate::domain::record::Record;
use crate::domain::risk::{self, words::RiskMove};
use crate::domain::transaction::Change;
use crate::domain::value::Value;
use crate::store::Error;

use super::carried_on;
use super::grave::Grave;
use super::looked_at;
use super::span::{Claimed, Span, Step, moved, sides, verb};
use super::word::{Said, said_by};

/// The moves by which nonconformities are closed.
const CLOSES: [NonconformityMove; 3] =
    [NonconformityMove::Close, NonconformityMove::Correct, NonconformityMove::Overrule];

/// What was settled, as far as no other part tells it, and how many actions were confirmed: `Actions confirmed
/// as done: 6, 6 by P-1 Noor Halvorsen.` What each says in full stands with everything else.
pub(super) fn of(span: &Span, claimed: &Claimed) -> Result<(Vec<Said>, Option<String>), Error> {
    let mut named: Vec<(Sequence, Said)> = Vec::new();
    let mut confirmed: BTreeMap<String, u64> = BTreeMap::new();
    for (id, steps) in &span.steps {
        for step in steps.iter().filter(|step| !claimed.contains(&(step.sequence, *id))) {
            if is_confirmed(&step.change) {
                *confirmed.entry(confirmed_by(span, step)?).or_default() += 1;
            }
            if !may_be_named(&step.change) {
                continue;
            }
            let versions = span.view.versions(*id)?;
            let then = versions.iter().rfind(|version| version.sequence <= step.sequence);
            if let Some(then) = then.filter(|then| is_named(span, &then.record, step)) {
                let what = format!("{}{}", in_short(span, &then.record, step)?, span.late([step]));
                let one = said_by(span, &then.record, step, std::slice::from_ref(step), &[])?;
                named.push((step.sequence, Said { what, ..one }));
            }
        }
    }
    named.sort_by_key(|(sequence, one)| (*sequence, one.record.register.name, one.record.number));
    let total: u64 = confirmed.values().sum();
    let by: Vec<_> = confirmed.iter().map(|(by, count)| format!("{count} by {by}")).collect();
    let counted = (total > 0).then(|| format!("Actions confirmed as done: {total}, {}.", by.join("; ")));
    Ok((named.into_iter().map(|(_, one)| one).collect(), counted))
}

/// The moves by which planned changes are approved, before or after they took effect.
const APPROVES: [PlannedChangeMove; 2] = [PlannedChangeMove::Approve, PlannedChangeMove::Ratify];

fn may_be_named(change: &Change) -> bool {
    let Some(made) = moved(change) else { return false };
    let closes = || CLOSES.iter().any(|one| one.name() == made.name);
    (change.register == &nonconformity::REGISTER && closes())
        || approves(change)
        || carried_on::is(change)
        || (change.register == &nonconformity::REGISTER && NonconformityMove::Verify.name() == made.name)
        || (change.register == &audit::REGISTER && AuditMove::Report.name() == made.name)
        || (change.register == &risk::REGISTER && RiskMove::Accept.name() == made.name)
        || is_confirmed(change)
}

fn approves(change: &Change) -> bool {
    let by_it = moved(change).is_some_and(|made| APPROVES.iter().any(|one| one.name() == made.name));
    change.register == &planned_change::REGISTER && by_it
}

fn is_confirmed(change: &Change) -> bool {
    let by_it = moved(change).is_some_and(|made| ActionMove::Confirm.name() == made.name);
    change.register == &action::REGISTER && by_it
}

/// Who confirmed, and who says so where that is somebody else: `P-3 Ben Okafor, as recorded by P-1 Rosa Lindt`.
fn confirmed_by(span: &Span, step: &Step) -> Result<String, Error> {
    let hand = span.by(step.sequence);
    let side = sides(&step.change).into_iter().find(|side| side.field == ActionField::ConfirmedBy.field());
    match side.and_then(|side| side.after) {
        Some(Value::Link(by)) if span.actor(step.sequence) != Some(by) => {
            Ok(format!("{}, as recorded by {hand}", span.view.name_of(by)?))
        }
        _ => Ok(hand),
    }
}

/// How late an action was done, in words: `12 d late`; nothing where it was in time.
fn late(record: &Record) -> Option<String> {
    let one = Action::of(record)?;
    let left = one.due()?.signed_duration_since(one.done_on()?).num_days();
    (left < 0).then(|| deadline::words(left))
}

/// What was done, how grave it was, and who attested what: `accepted, high; Accepted by: P-2 Eamon Castellane`; of an approval
/// that another hand typed, whose that was.
fn in_short(span: &Span, then: &Record, step: &Step) -> Result<String, Error> {
    let Step { sequence, change } = step;
    let done = verb(change)
        .map(str::to_owned)
        .into_iter()
        .chain(Grave::of(then).level)
        .chain(late(then))
        .collect::<Vec<_>>()
        .join(", ");
    let mut parts = vec![done];
    parts.extend(looked_at::of(span, then, step)?.map(|one| one.words));
    parts.extend(carried_on::words(span, step, false)?);
    // By what it was judged to have worked, so that whoever reads it judges that as well.
    if let Some(case) = Nonconformity::of(then).filter(|case| !case.criterion().is_empty()) {
        parts.push(format!("Criterion: {}", case.criterion()));
    }
    let attester = |field: &Field| then.register.attestations.iter().any(|one| one.attester() == *field.name);
    for side in sides(change).iter().filter(|side| side.after.is_some() && !side.field.derived) {
        let is_answer = matches!(side.field.kind, Kind::Choice(_))
            && then.register.machine.is_none_or(|one| one.field != *side.field.name);
        if is_answer || attester(side.field) {
            let by = match &side.after {
                Some(Value::Link(by)) if approves(change) && span.actor(*sequence) != Some(*by) => {
                    format!(", typed by {}", span.by(*sequence))
                }
                _ => String::new(),
            };
            parts.push(format!("{}{by}", span.side(change, side)?));
        }
    }
    Ok(parts.join("; "))
}

/// Whether it is named: a closed case, a risk that was accepted as it was high or critical, an action that was critical or late,
/// or the approval of a change that somebody else typed than whoever gave it.
fn is_named(span: &Span, record: &Record, step: &Step) -> bool {
    if let Some(change) = PlannedChange::of(record) {
        let by = change.approved_by();
        return by.is_some() && (span.actor(step.sequence) != by || !span.hands.is_own(step.sequence));
    }
    if let Some(finding) = Finding::of(record) {
        return carried_on::is_named(finding);
    }
    if let Some(audit) = Audit::of(record) {
        return audit.party().is_internal();
    }
    if let Some(one) = Action::of(record) {
        return one.priority() == Some(Priority::Critical) || late(record).is_some();
    }
    record.register != &risk::REGISTER || !Grave::of(record).is_none()
}
