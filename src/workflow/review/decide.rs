//! Deciding: proposals, how they are put, votes, and what follows from a decision.

use crate::domain::action::{self, Action, ActionField, ActionMove};
use crate::domain::agenda_item::AgendaItem;
use crate::domain::attendance::there;
use crate::domain::attestation::Confirmation;
use crate::domain::ballot::{Casting, Outcome};
use crate::domain::decision::words::DecisionMove;
use crate::domain::decision::{self, Decision, DecisionField, Poll, Subject, Way, guards};
use crate::domain::field::Field;
use crate::domain::identity::RecordId;
use crate::domain::note::{self, NoteField};
use crate::domain::planned_change::{self, PlannedChangeField};
use crate::domain::record::Record;
use crate::domain::review::{self, Review};
use crate::domain::value::Value;
use crate::store::list::{Filter, Query};
use crate::store::{Act, Ambient, Error, Proposal, View};
use crate::workflow::Trouble;
use crate::workflow::operation::Given;

use super::{Proceedings, poll};

/// The fields that place a record in a review, and under an item of it.
pub fn placed(proceedings: &Proceedings, item: Option<RecordId>) -> Vec<(&'static Field, Value)> {
    let mut fields = vec![(DecisionField::Review.field(), Value::Link(proceedings.id()))];
    fields.extend(item.map(|item| (DecisionField::Item.field(), Value::Link(item))));
    fields
}

/// Proposes something under an item.
pub fn propose(
    proceedings: &Proceedings,
    item: Option<RecordId>,
    fields: Vec<(&'static Field, Value)>,
    ambient: &Ambient,
) -> (RecordId, Proposal) {
    let id = ambient.identity();
    let mut all = fields;
    all.extend(placed(proceedings, item));
    (id, Proposal::of([Act::Create { id, register: &decision::REGISTER, fields: all }]))
}

/// How a proposal is decided.
#[derive(Debug, Clone)]
pub enum Deciding {
    /// Nobody objects.
    NoObjection,
    /// It is voted on, by count or by name.
    Vote(Poll),
    /// It was voted on, with a tie that the chair decides.
    Tie(Casting),
    /// Top management decides in favour, or against, after the meeting's advice.
    TopManagement { by: RecordId, advice: String, in_favour: bool },
}

/// Puts a proposal, as it was seen, and decides it: carried, carried provisionally where there is no quorum, or not
/// carried. A tie that the chair decides is taken down, and no result is declared. A scope or policy decision that is
/// carried opens a planned change (6.3).
pub fn decide(proceedings: &Proceedings, decision: &Record, how: &Deciding, ambient: &Ambient) -> Proposal {
    let view = Decision(decision);
    let poll = match how {
        Deciding::Vote(poll) => Some(poll.clone()),
        Deciding::Tie(casting) => Some(Poll { casting: Some(*casting), ..poll::on_record(proceedings, decision) }),
        Deciding::NoObjection | Deciding::TopManagement { .. } => None,
    };
    let ballots = poll.as_ref().map(Poll::ballots).unwrap_or_default();
    let standing = proceedings.meeting.standing(view.item(), &ballots);
    let mut acts = Vec::new();
    let mut in_favour = true;
    // What is decided are the words that were looked at.
    let mut based_on = Some(decision.revision);
    if view.state() == Some(decision::State::Proposed) {
        let based_on = based_on.take();
        acts.push(Act::Move { record: decision.id, name: DecisionMove::Put.into(), based_on, given: Vec::new() });
    }
    let mut given: Vec<Given> = vec![(DecisionField::Quorum.field(), Some(Value::Text(standing.words.clone())))];
    if let Some(poll) = &poll {
        let count = proceedings.meeting.count(poll, view.item());
        let tied = count.outcome == Outcome::Tied;
        acts.extend(poll::votes(proceedings, decision, poll, ambient));
        let mut voted = poll::told(poll);
        voted.extend([
            (DecisionField::Way.field(), Some(Value::Choice(Way::Vote.key()))),
            (DecisionField::Basis.field(), Some(Value::Choice(proceedings.meeting.rules().counting.basis.key()))),
            (DecisionField::Count.field(), Some(Value::Text(count.words))),
        ]);
        if tied {
            acts.push(Act::Move { record: decision.id, name: DecisionMove::Vote.into(), based_on, given: voted });
            return Proposal::of(acts);
        }
        given.extend(voted);
        given.extend(poll.casting.map(|casting| (DecisionField::Casting.field(), Some(Value::Choice(casting.key())))));
        in_favour = count.outcome == Outcome::Carried;
    }
    let mut say = |field: DecisionField, value: Value| given.push((field.field(), Some(value)));
    match how {
        Deciding::NoObjection => say(DecisionField::Way, Value::Choice(Way::NoObjection.key())),
        Deciding::Vote(_) | Deciding::Tie(_) => {}
        Deciding::TopManagement { by, advice, in_favour: theirs } => {
            say(DecisionField::Way, Value::Choice(Way::TopManagement.key()));
            say(DecisionField::DecidedBy, Value::Link(*by));
            if !advice.trim().is_empty() {
                say(DecisionField::Advice, Value::Text(advice.trim().to_owned()));
            }
            in_favour = *theirs;
        }
    }
    let step = match (in_favour, standing.met) {
        (true, true) => DecisionMove::Carry,
        (true, false) => DecisionMove::CarryProvisionally,
        (false, _) => DecisionMove::Reject,
    };
    acts.push(Act::Move { record: decision.id, name: step.into(), based_on, given });
    if in_favour && standing.met {
        return carried(acts, decision, ambient);
    }
    Proposal::of(acts)
}

/// What follows once a decision is carried: what it words anew is superseded by it, and a planned change is opened.
fn carried(mut acts: Vec<Act>, decision: &Record, ambient: &Ambient) -> Proposal {
    acts.extend(change_for(decision, ambient));
    let Some(old) = Decision(decision).replaces() else { return Proposal::of(acts) };
    let given = vec![(DecisionField::SupersededBy.field(), Some(Value::Link(decision.id)))];
    acts.push(Act::Move { record: old, name: DecisionMove::Supersede.into(), based_on: None, given });
    Proposal::of(acts).because(Some(&format!("{} words it anew", decision.reference())))
}

/// The planned change that a scope or policy decision opens.
fn change_for(decision: &Record, ambient: &Ambient) -> Option<Act> {
    Decision(decision).subject().filter(|subject| subject.opens_change())?;
    let fields = vec![
        (PlannedChangeField::What.field(), Value::Text(decision.title().to_owned())),
        (PlannedChangeField::Decision.field(), Value::Link(decision.id)),
    ];
    Some(Act::Create { id: ambient.identity(), register: &planned_change::REGISTER, fields })
}

/// The decisions of a review that were taken without a quorum and wait to be ratified.
///
/// # Errors
/// Where the file can't be read.
pub fn unratified(view: View, review: RecordId) -> Result<Vec<Record>, Error> {
    let of_review = Filter::to(DecisionField::Review.field(), review);
    let provisional = vec![Value::Choice(decision::State::Provisional.key())];
    let filters = vec![of_review, Filter::Is(DecisionField::State.field(), provisional)];
    Ok(view.page(&Query { filters, ..Query::new(&decision::REGISTER) })?.records)
}

/// Ratifies, in a review that sits with a quorum, what was decided without one.
pub fn ratify(proceedings: &Proceedings, decision: &Record, ambient: &Ambient) -> Proposal {
    let standing = proceedings.quorum(guards::ratified_item(decision, proceedings.id()));
    let given = vec![
        (DecisionField::RatifiedIn.field(), Some(Value::Link(proceedings.id()))),
        (DecisionField::Quorum.field(), Some(Value::Text(standing.words))),
    ];
    let acts = vec![Act::Move { record: decision.id, name: DecisionMove::Ratify.into(), based_on: None, given }];
    carried(acts, decision, ambient)
}

/// Undertakes something, arising from a decision or an item.
pub fn act(
    proceedings: &Proceedings,
    source: Option<RecordId>,
    fields: Vec<(&'static Field, Value)>,
    ambient: &Ambient,
) -> Proposal {
    let mut all = fields;
    all.push((ActionField::Review.field(), Value::Link(proceedings.id())));
    all.extend(source.map(|source| (ActionField::Source.field(), Value::Link(source))));
    Proposal::of([Act::Create { id: ambient.identity(), register: &action::REGISTER, fields: all }])
}

/// Takes a note about an item, or about the review.
pub fn note(proceedings: &Proceedings, about: RecordId, kind: note::Type, text: &str, ambient: &Ambient) -> Proposal {
    let fields = vec![
        (NoteField::Text.field(), Value::Text(text.trim().to_owned())),
        (NoteField::About.field(), Value::Link(about)),
        (NoteField::Type.field(), Value::Choice(kind.key())),
        (NoteField::Review.field(), Value::Link(proceedings.id())),
    ];
    Proposal::of([Act::Create { id: ambient.identity(), register: &note::REGISTER, fields }])
}

/// What a note about an item of an agenda, or about a meeting, says besides: of which meeting it is and, where that is not
/// said, that it is for the minutes. Nothing once these are approved: it is a note like any other then.
///
/// # Errors
/// Where the file can't be read.
pub fn of_meeting(view: View, said: &[(&'static Field, Value)]) -> Result<Vec<(&'static Field, Value)>, Error> {
    let has = |field: NoteField| said.iter().find(|(one, _)| *one == field.field());
    let (Some((_, Value::Link(about))), None) = (has(NoteField::About), has(NoteField::Review)) else {
        return Ok(Vec::new());
    };
    let about = view.record(*about)?;
    let item = about.as_ref().and_then(AgendaItem::of).and_then(AgendaItem::review);
    let review = match item {
        Some(review) => view.record(review)?,
        None => about,
    };
    let open = |one: &Record| Review::of(one).is_some_and(|one| !one.state().is_some_and(review::State::is_final));
    let Some(review) = review.filter(open) else { return Ok(Vec::new()) };
    let mut fields = vec![(NoteField::Review.field(), Value::Link(review.id))];
    if has(NoteField::Type).is_none() {
        fields.push((NoteField::Type.field(), Value::Choice(note::Type::Minuted.key())));
    }
    Ok(fields)
}

/// Who confirms an action for the meeting: the chair, or the secretary where the chair owns it or is not there.
fn confirmer(proceedings: &Proceedings, action: &Record) -> Option<RecordId> {
    let review = proceedings.review();
    let here = |person: RecordId| there(&proceedings.meeting.roll).any(|row| row.person() == Some(person));
    let chair = review.leads().filter(|chair| Action(action).owner() != Some(*chair) && here(*chair));
    chair.or(review.acting_secretary()).or(review.secretary())
}

/// Confirms actions that were done. Several at once may be ordinary ones only: a corrective action is looked at by
/// itself.
///
/// # Errors
/// [`Trouble::Input`] where a corrective action is among several.
pub fn confirm(proceedings: &Proceedings, actions: &[Record]) -> Result<Proposal, Trouble> {
    let corrective = actions.iter().find(|one| Action(one).kind() == Some(action::Type::Corrective));
    if let (Some(one), true) = (corrective, actions.len() > 1) {
        let what = format!("{} is a corrective action: it is confirmed by itself", one.reference());
        return Err(Trouble::Input(what));
    }
    let confirm = |one: &Record| {
        let given = vec![
            (ActionField::ConfirmedBy.field(), confirmer(proceedings, one).map(Value::Link)),
            (ActionField::ConfirmedHow.field(), Some(Value::Choice(Confirmation::Meeting.key()))),
            (ActionField::ConfirmedIn.field(), Some(Value::Link(proceedings.id()))),
        ];
        Act::Move { record: one.id, name: ActionMove::Confirm.into(), based_on: None, given }
    };
    Ok(Proposal::of(actions.iter().map(confirm).collect::<Vec<_>>()))
}

/// What a decision taken under an item is usually about.
pub fn usual_subject(item: Option<&Record>) -> Subject {
    use crate::domain::agenda_item::Input;
    match item.and_then(|item| AgendaItem(item).input()) {
        Some(Input::Improvement | Input::Nonconformities | Input::Audits | Input::Monitoring) => Subject::Improvement,
        Some(Input::Resources) => Subject::Resources,
        Some(Input::Context | Input::Parties) => Subject::Change,
        _ => Subject::Other,
    }
}
