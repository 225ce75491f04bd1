//! Deciding: proposals, how they are put, votes, and what follows from a decision.

use crate::domain::action::{self, Action, ActionField, ActionMove};
use crate::domain::agenda_item::AgendaItem;
use crate::domain::attendance::there;
use crate::domain::attestation::Confirmation;
use crate::domain::decision::words::DecisionMove;
use crate::domain::decision::{self, Decision, DecisionField, Subject, Way, guards};
use crate::domain::field::Field;
use crate::domain::identity::RecordId;
use crate::domain::note::{self, NoteField};
use crate::domain::planned_change::{self, PlannedChangeField};
use crate::domain::record::Record;
use crate::domain::value::Value;
use crate::domain::vote::{self, Ballot, VoteField};
use crate::store::list::{Filter, Query};
use crate::store::{Act, Ambient, Error, Proposal, View};
use crate::workflow::Trouble;
use crate::workflow::operation::Why;

use super::Proceedings;
use super::operations::ATTEND;

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
    /// Every voting member present says something.
    Vote(Vec<(RecordId, Ballot)>),
    /// Top management decides in favour, or against, after the meeting's advice.
    TopManagement { by: RecordId, advice: String, in_favour: bool },
}

/// Puts a proposal, as it was seen, and decides it: carried, carried provisionally where there is no quorum, or not
/// carried. A scope or policy decision that is carried opens a planned change (6.3).
pub fn decide(proceedings: &Proceedings, decision: &Record, how: &Deciding, ambient: &Ambient) -> Proposal {
    let view = Decision(decision);
    let votes = if let Deciding::Vote(votes) = how { votes.as_slice() } else { &[] };
    let standing = proceedings.meeting.standing(view.item(), votes);
    let mut acts = Vec::new();
    // What is decided are the words that were looked at.
    let mut based_on = Some(decision.revision);
    if view.state() == Some(decision::State::Proposed) {
        let based_on = based_on.take();
        acts.push(Act::Move { record: decision.id, name: DecisionMove::Put.into(), based_on, given: Vec::new() });
    }
    let mut given: Vec<(&'static Field, Option<Value>)> =
        vec![(DecisionField::Quorum.field(), Some(Value::Text(standing.words.clone())))];
    let mut say = |field: DecisionField, value: Value| given.push((field.field(), Some(value)));
    let in_favour = match how {
        Deciding::NoObjection => {
            say(DecisionField::Way, Value::Choice(Way::NoObjection.key()));
            true
        }
        Deciding::Vote(ballots) => {
            let delegates = proceedings.meeting.voters();
            for (member, ballot) in ballots {
                let mut fields = vec![
                    (VoteField::Decision.field(), Value::Link(decision.id)),
                    (VoteField::Person.field(), Value::Link(*member)),
                    (VoteField::Ballot.field(), Value::Choice(ballot.key())),
                ];
                let delegate = delegates.iter().find(|(voter, _)| voter == member).and_then(|(_, delegate)| *delegate);
                fields.extend(delegate.map(|delegate| (VoteField::CastBy.field(), Value::Link(delegate))));
                acts.push(Act::Create { id: ambient.identity(), register: &vote::REGISTER, fields });
            }
            let count = proceedings.meeting.count(ballots, view.item());
            say(DecisionField::Way, Value::Choice(Way::Vote.key()));
            say(DecisionField::Basis, Value::Choice(proceedings.meeting.rules().counting.basis.key()));
            say(DecisionField::Count, Value::Text(count.words));
            count.carried
        }
        Deciding::TopManagement { by, advice, in_favour } => {
            say(DecisionField::Way, Value::Choice(Way::TopManagement.key()));
            say(DecisionField::DecidedBy, Value::Link(*by));
            if !advice.trim().is_empty() {
                say(DecisionField::Advice, Value::Text(advice.trim().to_owned()));
            }
            *in_favour
        }
    };
    let step = match (in_favour, standing.met) {
        (true, true) => DecisionMove::Carry,
        (true, false) => DecisionMove::CarryProvisionally,
        (false, _) => DecisionMove::Reject,
    };
    acts.push(Act::Move { record: decision.id, name: step.into(), based_on, given });
    if in_favour && standing.met {
        acts.extend(change_for(decision, ambient));
    }
    Proposal::of(acts)
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
    let mut acts = vec![Act::Move { record: decision.id, name: DecisionMove::Ratify.into(), based_on: None, given }];
    acts.extend(change_for(decision, ambient));
    Proposal::of(acts)
}

/// The ballots of all voting members present: in favour, but for those who are named otherwise, and those recused.
///
/// # Errors
/// [`Trouble::Input`] where somebody who is named is no voting member present, or is named twice.
pub fn all_in_favour_except(
    proceedings: &Proceedings,
    item: Option<RecordId>,
    except: &[(RecordId, Ballot)],
) -> Result<Vec<(RecordId, Ballot)>, Trouble> {
    let voters = proceedings.meeting.voters();
    for (person, _) in except {
        if !voters.iter().any(|(member, _)| member == person) {
            let name = proceedings.person(Some(*person));
            let what = format!("{name} is no voting member who is there");
            return Err(Why::until(what, &ATTEND, "shows who is").into());
        }
    }
    for (place, (person, _)) in except.iter().enumerate() {
        if except.iter().take(place).any(|(other, _)| other == person) {
            let name = proceedings.person(Some(*person));
            return Err(Trouble::Input(format!("{name} is named twice; each member has one vote")));
        }
    }
    let ballot = |member: RecordId| {
        let named = except.iter().find(|(person, _)| *person == member).map(|(_, ballot)| *ballot);
        let recused = proceedings.meeting.is_recused(member, item).then_some(Ballot::Recused);
        named.or(recused).unwrap_or(Ballot::For)
    };
    Ok(voters.into_iter().map(|(member, _)| (member, ballot(member))).collect())
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
