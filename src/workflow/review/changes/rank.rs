//! In which order everything else is told, and what of it is told on every page: a flood of what is light hides nothing of what
//! is heavy.

use crate::domain::agenda_item::{self, AgendaItemField};
use crate::domain::audit;
use crate::domain::better::Hiding;
use crate::domain::conclusion;
use crate::domain::context_issue;
use crate::domain::decision::{self, words::DecisionMove};
use crate::domain::field::Tone;
use crate::domain::finding;
use crate::domain::governs::Governs;
use crate::domain::incident;
use crate::domain::name::FieldName;
use crate::domain::need;
use crate::domain::nonconformity;
use crate::domain::note::{self, Note, NoteField};
use crate::domain::opportunity;
use crate::domain::planned_change;
use crate::domain::quality_cost;
use crate::domain::register::Register;
use crate::domain::risk;
use crate::domain::state::Move;
use crate::domain::transaction::{Change, Channel, FieldChange, What};
use crate::domain::value::Value;
use crate::domain::{addendum, approval, resolution, resolution_answer, review};
use crate::fields;
use crate::store::Error;
use crate::workflow::review::operations::is_result;

use super::rules;
use super::span::{Span, Step, is_looked_at, moved};

/// What is looked at first: who may do what, by which rules and when, what was said to the meeting or decided; then who
/// answers for what, and what may look better; then what somebody changed of their own, and what came of meetings; the other
/// steps of meetings behind that, which their minutes tell, and working notes last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    Heavy,
    Answers,
    MayLookBetter,
    Own,
    Plain,
    /// What came of a meeting: its decisions and judgements, its own moves, approvals.
    Result,
    /// One of many that were changed at once, which is told beside them, or imported.
    AtOnce,
    /// Somebody's own work since, on which nobody relies.
    Slip,
    Meeting,
    /// A note that is for nobody but whoever works with it.
    Noted,
}

/// What is looked at first of what became of a record.
pub(super) fn rank(span: &Span, steps: &[&Step]) -> Result<Rank, Error> {
    let Some(register) = steps.first().map(|step| step.change.register) else { return Ok(Rank::Plain) };
    if steps.iter().any(|step| is_heavy(span, step)) {
        return Ok(Rank::Heavy);
    }
    let imported = |step: &Step| span.headers.get(&step.sequence).is_some_and(|one| one.channel == Channel::Import);
    if steps.iter().all(|step| span.batches.contains(&step.sequence) || imported(step)) {
        return Ok(Rank::AtOnce);
    }
    if is_of_a_meeting(register) {
        return Ok(if RESULTS.contains(&register) { Rank::Result } else { Rank::Meeting });
    }
    if register == &note::REGISTER && is_working(span, steps)? {
        return Ok(Rank::Noted);
    }
    let handed = |step: &&Step| match (&step.change.what, register.responsible()) {
        (What::Update { fields, .. }, Some(field)) => fields.iter().any(|one| one.field == field),
        _ => false,
    };
    if steps.iter().any(handed) {
        return Ok(Rank::Answers);
    }
    if steps.iter().any(|step| may_look_better(&step.change)) {
        return Ok(Rank::MayLookBetter);
    }
    let Some(field) = register.responsible() else { return Ok(Rank::Plain) };
    let owner = span.view.record(steps[0].change.record)?.and_then(|record| record.get(field.name).cloned());
    let of_own = |step: &&Step| owner.is_some() && span.actor(step.sequence).map(Value::Link) == owner;
    Ok(if steps.iter().any(of_own) { Rank::Own } else { Rank::Plain })
}

/// Whether it is of a meeting, or of those who take part in it.
fn is_of_a_meeting(register: &Register) -> bool {
    register.for_people || register.composed || register == &agenda_item::REGISTER
}

/// What comes of a meeting.
const RESULTS: [&Register; 6] = [
    &decision::REGISTER,
    &conclusion::REGISTER,
    &review::REGISTER,
    &resolution::REGISTER,
    &approval::REGISTER,
    &addendum::REGISTER,
];

/// Whether it is a note that nobody else ever read.
pub(super) fn is_working(span: &Span, steps: &[&Step]) -> Result<bool, Error> {
    let Some(first) = steps.first() else { return Ok(false) };
    let versions = span.view.versions(first.change.record)?;
    Ok(!versions.iter().any(|version| Note(&version.record).is_told()))
}

/// What a review looks at, and no longer does once it is taken back: also where that was done on the day on which it was made.
const TAKEN_BACK: [&Register; 10] = [
    &incident::REGISTER,
    &nonconformity::REGISTER,
    &finding::REGISTER,
    &risk::REGISTER,
    &audit::REGISTER,
    &need::REGISTER,
    &context_issue::REGISTER,
    &opportunity::REGISTER,
    &planned_change::REGISTER,
    &quality_cost::REGISTER,
];

/// What somebody from outside said is answered by.
const ANSWERED: FieldName = NoteField::Answer.name();

/// Who is to say something of an input, and by when.
const ASKED: &[FieldName] = fields![AgendaItemField: Contributor, ContributionDue];

/// What is done with a decision of whatever meeting beside deciding it, which the minutes of its own tell.
const UNDONE: [DecisionMove; 3] = [DecisionMove::Supersede, DecisionMove::Withdraw, DecisionMove::Defer];

/// Whether it is told on every page, however much else there is: by what it goes, what is said to the meeting, and what is
/// decided beside it or taken out of it.
pub(super) fn is_heavy(span: &Span, step: &Step) -> bool {
    let change = &step.change;
    let register = change.register;
    let step_of = moved(change);
    if span.is_set_up(step) {
        return false;
    }
    if rules::bend(change) || matches!(change.what, What::Create { .. } | What::Erase { .. }) {
        return true;
    }
    if step_of.is_some_and(|made| !is_of_a_meeting(register) && (opens(register, made) || goes_wrong(register, made))) {
        return true;
    }
    if !is_of_a_meeting(register) && comes_back(change) {
        return true;
    }
    // What was taken back with many others is told at once.
    let alone = || !span.batches.contains(&step.sequence);
    let is_told = || register.governs != Governs::Nothing || TAKEN_BACK.contains(&register) && alone();
    if matches!(change.what, What::Void { .. } | What::Unvoid { .. }) && is_told() {
        return true;
    }
    if let What::Update { fields, .. } = &change.what
        && register == &note::REGISTER
        && fields.iter().any(|side| *side.field.name == *ANSWERED)
    {
        return true;
    }
    // A judgement that is made anew is told by its history; one that is taken away is gone from the minutes.
    if register == &conclusion::REGISTER {
        return matches!(change.what, What::Void { .. } | What::Unvoid { .. });
    }
    if register == &agenda_item::REGISTER {
        let What::Update { fields, .. } = &change.what else { return true };
        let asked = |side: &FieldChange| side.before.is_some() && ASKED.iter().any(|name| *name == *side.field.name);
        let said = |side: &FieldChange| side.field == AgendaItemField::Commentary.field() || asked(side);
        return step_of.is_none() && fields.iter().any(said);
    }
    if register == &decision::REGISTER {
        return step_of.is_none_or(|step| UNDONE.iter().any(|one| one.name() == step.name));
    }
    if register == &review::REGISTER {
        // Its results stand in its minutes.
        let What::Update { fields, .. } = &change.what else { return true };
        return step_of.is_none() && !fields.iter().all(|side| is_result(side.field.name));
    }
    register == &resolution::REGISTER || register == &resolution_answer::REGISTER
}

/// Whether a move opens what was attested: what was reported, closed or approved is so no more.
fn opens(register: &Register, made: &Move) -> bool {
    let attested = register.machine.map_or(&[][..], |machine| machine.attested);
    attested.iter().any(|one| one.opens == Some(made.name))
}

/// Whether what was over without having been done is taken up again: the other half of what is told as what looks better.
fn comes_back(change: &Change) -> bool {
    let What::Update { fields, .. } = &change.what else { return false };
    let Some(machine) = change.register.machine else { return false };
    let gone = |value: &Option<Value>| match value {
        Some(Value::Choice(key)) => change.register.field(machine.field).and_then(|field| field.choice(key)),
        _ => None,
    };
    let gone = |value: &Option<Value>| gone(value).is_some_and(|choice| choice.tone == Tone::Gone);
    fields.iter().any(|side| *side.field.name == *machine.field && gone(&side.before) && !gone(&side.after))
}

/// Whether a move leads to where something is not as it should be: in effect, and not approved.
fn goes_wrong(register: &Register, made: &Move) -> bool {
    let state = register.machine.and_then(|machine| register.field(machine.field)?.choice(made.to));
    state.is_some_and(|state| matches!(state.tone, Tone::Watch | Tone::Bad))
}

/// Whether it is of a kind by which records come to look better.
fn may_look_better(change: &Change) -> bool {
    match &change.what {
        What::Void { .. } => change.register.hiding != Hiding::Nothing,
        _ => moved(change).is_some_and(|step| step.settles) || is_looked_at(change),
    }
}
