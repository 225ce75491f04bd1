//! What was settled, and somebody else stands behind it: each nonconformity that was closed and each grave risk that was
//! accepted, by name; the actions that were confirmed as done, counted.

use std::collections::BTreeMap;

use crate::domain::action::{self, ActionMove};
use crate::domain::field::{Field, Kind};
use crate::domain::identity::Sequence;
use crate::domain::nonconformity::{self, NonconformityMove};
use crate::domain::record::Record;
use crate::domain::risk::{self, words::RiskMove};
use crate::domain::transaction::Change;
use crate::store::Error;

use super::grave::Grave;
use super::span::{Claimed, Span, moved, sides, verb};
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
            let Some(made) = moved(&step.change) else { continue };
            if step.change.register == &action::REGISTER && ActionMove::Confirm.name() == made.name {
                *confirmed.entry(span.by(step.sequence)).or_default() += 1;
            }
            if !may_be_named(&step.change) {
                continue;
            }
            let versions = span.view.versions(*id)?;
            let then = versions.iter().rfind(|version| version.sequence <= step.sequence);
            if let Some(then) = then.filter(|then| is_named(&then.record)) {
                let what = in_short(span, &then.record, &step.change)?;
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

fn may_be_named(change: &Change) -> bool {
    let Some(made) = moved(change) else { return false };
    let closes = || CLOSES.iter().any(|one| one.name() == made.name);
    (change.register == &nonconformity::REGISTER && closes())
        || (change.register == &risk::REGISTER && RiskMove::Accept.name() == made.name)
}

/// What was done, how grave it was, and who attested what: `accepted, high; Accepted by: P-2 Eamon Castellane`.
fn in_short(span: &Span, then: &Record, change: &Change) -> Result<String, Error> {
    let done = verb(change).map(str::to_owned).into_iter().chain(Grave::of(then).level).collect::<Vec<_>>().join(", ");
    let mut parts = vec![done];
    let attester = |field: &Field| then.register.attestations.iter().any(|one| one.attester() == *field.name);
    for side in sides(change).iter().filter(|side| side.after.is_some() && !side.field.derived) {
        let is_answer = matches!(side.field.kind, Kind::Choice(_))
            && then.register.machine.is_none_or(|one| one.field != *side.field.name);
        if is_answer || attester(side.field) {
            parts.push(span.side(change, side)?);
        }
    }
    Ok(parts.join("; "))
}

/// Whether it is named: a closed case, or a risk that was accepted as it was high or critical.
fn is_named(record: &Record) -> bool {
    record.register != &risk::REGISTER || !Grave::of(record).is_none()
}
