//! Putting right what stands: the vote that was taken down wrongly, by chair and secretary; the spelling of a decision; its
//! words, by another decision. And how the minutes tell of it.

use chrono::NaiveDate;

use crate::domain::attestation::Confirmation;
use crate::domain::ballot::{Casting, Count};
use crate::domain::decision::words::DecisionMove;
use crate::domain::decision::{self, Decision, DecisionField, Figures, Poll, State, Way};
use crate::domain::house::said::Words;
use crate::domain::identity::{RecordId, Sequence};
use crate::domain::planned_change;
use crate::domain::record::{Came, Record, Version};
use crate::domain::rules::{Broken, Missing, Refusal};
use crate::domain::value::Value;
use crate::domain::vote::{self, Ballot, Vote, VoteField};
use crate::store::list::{Filter, Query, Voided};
use crate::store::{Act, Ambient, Error, Proposal, View};
use crate::workflow::Trouble;
use crate::workflow::operation::Why;
use crate::workflow::said::{Recorded, shown};

use super::decide::{self, Deciding};
use super::operations::COUNT;
use super::{Proceedings, poll};

/// What was said instead of what was taken down.
#[derive(Debug, Clone, Default)]
pub struct Corrected {
    /// The count as it was; that of before, where none is said.
    pub counted: Option<Figures>,
    /// Those whose vote was another one; the votes of the others stand.
    pub named: Vec<(RecordId, Ballot)>,
    /// What the chair said to a tie.
    pub casting: Option<Casting>,
    /// How chair and secretary agreed to it.
    pub how: Option<Confirmation>,
}

/// Takes the result of a vote back, puts the votes right and declares the result that they give, judged by who was there
/// when it was decided. With it comes what the votes give.
///
/// # Errors
/// [`Trouble::Input`] where no result was declared; any other where the file can't be read.
pub fn vote(
    view: View,
    proceedings: &Proceedings,
    decision: &Record,
    corrected: &Corrected,
    ambient: &Ambient,
) -> Result<(Proposal, Count), Trouble> {
    let review = proceedings.review();
    let mut then = proceedings.clone();
    let rolls = proceedings.meeting.roll.iter().map(|row| view.versions(row.id)).collect::<Result<Vec<_>, _>>()?;
    then.meeting = then
        .meeting
        .as_it_was(&view.versions(decision.id)?, &rolls)
        .ok_or_else(|| Trouble::Input(format!("{} has no result that could be put right", decision.reference())))?;
    let stood = poll::on_record(&then, decision);
    let mut poll = stood.clone();
    poll.counted = corrected.counted.or(poll.counted);
    poll.casting = corrected.casting;
    for (member, ballot) in &corrected.named {
        let cast_by = then.meeting.voters().into_iter().find(|(one, _)| one == member).and_then(|(_, by)| by);
        poll.named.retain(|one| one.member != *member);
        poll.named.push(decision::Named { member: *member, ballot: *ballot, cast_by, declared: false });
    }
    if !poll.named.iter().any(|one| one.declared) && poll.counted.is_none() {
        poll.declared_by = None;
    }
    if says_the_same(&poll, &stood) {
        let reference = decision.reference();
        let what = format!("{reference} stands so already: say the vote that was another one, or the count as it was");
        return Err(Trouble::Input(what));
    }
    let link = |field: DecisionField, person: Option<RecordId>| (field.field(), person.map(Value::Link));
    let faults = then.meeting.faults(&poll, Decision(decision).item());
    if !faults.is_empty() {
        let reference = decision.reference();
        // Who is named is not said to have been counted otherwise.
        let kept = poll.counted.filter(|_| corrected.counted.is_none() && !corrected.named.is_empty());
        return Err(match kept {
            Some(Figures { in_favour, against, abstaining }) => {
                let stood = format!("{reference} was voted on by count, {in_favour}–{against}–{abstaining}");
                Why::of(&COUNT, format!("{stood}, and then {}: say the count as it was", faults.join("; "))).into()
            }
            None => {
                let missing = faults.into_iter().map(Missing::elsewhere).collect();
                let rule = "Everybody who could vote then is counted, and nobody else.".to_owned();
                let broken = vec![Broken { rule, clause: None, missing }];
                let attempt = format!("The vote on {reference} can't be put right");
                Error::Refused(Refusal { attempt, broken }).into()
            }
        });
    }
    let mut acts = vec![Act::Move {
        record: decision.id,
        name: DecisionMove::TakeBack.into(),
        based_on: Some(decision.revision),
        given: vec![
            link(DecisionField::TakenBackBy, review.leads()),
            link(DecisionField::TakenBackWith, review.acting_secretary().or(review.secretary())),
            (DecisionField::TakenBackHow.field(), corrected.how.map(|how| Value::Choice(how.key()))),
        ],
    }];
    let has_change = view.backlinks(decision.id)?.iter().any(|one| one.record.register == &planned_change::REGISTER);
    let count = then.meeting.count(&poll, Decision(decision).item());
    for act in decide::decide(&then, decision, &Deciding::Vote(poll), ambient).acts {
        match act {
            Act::Create { register, .. } if has_change && register == &planned_change::REGISTER => {}
            Act::Move { record, name, given, .. } => acts.push(Act::Move { record, name, based_on: None, given }),
            act => acts.push(act),
        }
    }
    Ok((Proposal::of(acts), count))
}

/// Whether two votes are the same: who said what, the count, and what the chair said to a tie.
fn says_the_same(one: &Poll, other: &Poll) -> bool {
    let named = |poll: &Poll| {
        let mut named: Vec<_> = poll.named.iter().map(|one| (one.member, one.ballot.key())).collect();
        named.sort_unstable();
        named
    };
    named(one) == named(other) && one.counted == other.counted && one.casting == other.casting
}

/// Puts a slip of the hand right: result and votes stand.
pub fn respell(decision: &Record, words: &str) -> Proposal {
    let given = vec![(DecisionField::Text.field(), Some(Value::Text(words.trim().to_owned())))];
    let name = DecisionMove::Respell.into();
    Proposal::of([Act::Move { record: decision.id, name, based_on: Some(decision.revision), given }])
}

/// Proposes a decision anew in other words: it supersedes that one in the act by which it is carried.
pub fn reword(proceedings: &Proceedings, old: &Record, words: &str, ambient: &Ambient) -> Proposal {
    let view = Decision(old);
    let item = view.item().filter(|item| proceedings.item(*item).is_some());
    let item = item.or(proceedings.current().map(|item| item.id));
    let mut fields = vec![
        (DecisionField::Text.field(), Value::Text(words.trim().to_owned())),
        (DecisionField::Replaces.field(), Value::Link(old.id)),
    ];
    for field in [DecisionField::Subject, DecisionField::Grounds, DecisionField::Proposer, DecisionField::About] {
        fields.extend(old.get(field.name()).cloned().map(|value| (field.field(), value)));
    }
    decide::propose(proceedings, item, fields, ambient).1
}

/// A vote that was put right.
#[derive(Debug, Clone)]
pub struct Correction {
    pub on: Option<NaiveDate>,
    pub chair: Option<RecordId>,
    pub secretary: Option<RecordId>,
    /// How each of them said so, and whether anything of that is on file: `by message, not on file`.
    pub said: [String; 2],
    /// Who typed it, where it was neither of them.
    pub typed_by: Option<String>,
    pub reason: String,
    /// What stood, and what stands since; nothing where no result is declared yet.
    pub was: String,
    pub is: Option<String>,
    /// Whose vote was taken down otherwise.
    pub turned: Vec<Turned>,
}

/// A vote that was taken down otherwise: what stood, and what stands since; nothing where there was none.
#[derive(Debug, Clone)]
pub struct Turned {
    pub person: RecordId,
    pub was: Option<Ballot>,
    pub is: Option<Ballot>,
}

/// Each correction of the vote on a decision, the first first.
///
/// # Errors
/// Where the file can't be read.
pub fn corrections(view: View, words: &Words, decision: RecordId) -> Result<Vec<Correction>, Error> {
    let versions = view.versions(decision)?;
    let mut found = Vec::new();
    let cast = vec![Filter::to(VoteField::Decision.field(), decision)];
    let cast = view.page(&Query { filters: cast, voided: Voided::Shown, ..Query::new(&vote::REGISTER) })?.records;
    for (place, version) in versions.iter().enumerate().filter(|(_, one)| is_made(one, DecisionMove::TakeBack)) {
        let taken = Decision(&version.record);
        let before = place.checked_sub(1).and_then(|place| versions.get(place));
        let mut after = versions.iter().skip(place + 1).take_while(|one| !is_made(one, DecisionMove::TakeBack));
        let declared = after.find(|one| Decision(&one.record).state() != Some(State::Put));
        let mut next = versions.iter().skip(place + 1).filter(|one| one.sequence > version.sequence);
        let next = next.find(|one| is_made(one, DecisionMove::TakeBack)).map_or(Sequence::MAX, |one| one.sequence);
        let entry = view.entry(version.sequence)?;
        let recorded = entry.as_ref().map(|entry| Recorded::then(view, &entry.header)).transpose()?;
        let reason = entry.and_then(|entry| entry.header.reason).unwrap_or_default();
        let both = [taken.taken_back_by(), taken.taken_back_with()];
        let said = |by: Option<RecordId>| match taken.taken_back_how() {
            Some(how) => shown(view, &version.record, how, by, recorded.as_ref())?.words(view, how, words),
            None => Ok(String::new()),
        };
        let own = |id: Option<RecordId>| id.is_some() && both.contains(&id);
        let other = recorded.as_ref().filter(|one| !(own(Some(one.acting)) && own(one.at_terminal)));
        found.push(Correction {
            said: [said(both[0])?, said(both[1])?],
            typed_by: other.map(|one| one.told(view, words)).transpose()?,
            on: taken.taken_back_on(),
            chair: taken.taken_back_by(),
            secretary: taken.taken_back_with(),
            reason,
            was: before.map_or(String::new(), |one| words.kept(Decision(&one.record).count())),
            is: declared.map(|one| words.kept(Decision(&one.record).count())),
            turned: turned(view, &cast, version.sequence, next)?,
        });
    }
    Ok(found)
}

/// Whose vote on a decision was another before one place of the journal than before a later one.
fn turned(view: View, cast: &[Record], taken: Sequence, next: Sequence) -> Result<Vec<Turned>, Error> {
    let mut turned = Vec::new();
    for vote in cast {
        let versions = view.versions(vote.id)?;
        let until = |place: Sequence| {
            let last = versions.iter().take_while(|one| one.sequence < place).last();
            last.filter(|one| !one.record.voided).and_then(|one| Vote(&one.record).ballot())
        };
        let (was, is) = (until(taken), until(next));
        turned.extend(Vote(vote).person().filter(|_| was != is).map(|person| Turned { person, was, is }));
    }
    Ok(turned)
}

fn is_made(version: &Version, step: DecisionMove) -> bool {
    matches!(&version.by, Came::Move(name) if step.name() == name.as_str())
}

/// Why the vote on a decision is not put right: it was not voted on, or has no result.
pub fn why_not(decision: &Record) -> Option<String> {
    let view = Decision(decision);
    let decided = matches!(view.state(), Some(State::Carried | State::Provisional | State::NotCarried));
    if decided && view.way() == Some(Way::Vote) {
        return None;
    }
    let reference = decision.reference();
    Some(if decided {
        format!("{reference} was not voted on")
    } else {
        format!("{reference} has no result that could be put right")
    })
}
