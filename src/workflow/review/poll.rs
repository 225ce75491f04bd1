//! Taking a vote: what was said becomes a poll, and a poll becomes the acts that put it on record.

use crate::domain::ballot::Voting;
use crate::domain::decision::{Decision, DecisionField, Figures, Named, Poll};
use crate::domain::field::Field;
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::transaction::FieldChange;
use crate::domain::value::Value;
use crate::domain::vote::{self, Ballot, Vote, VoteField};
use crate::store::{Act, Ambient};
use crate::workflow::Trouble;
use crate::workflow::operation::Why;

use super::Proceedings;
use super::operations::{ATTEND, REST};

/// What was said of a proposal, as far as it was.
#[derive(Debug, Clone, Default)]
pub struct Saying {
    /// By count or by name; as the committee has it where that is not said.
    pub voting: Option<Voting>,
    pub counted: Option<Figures>,
    /// Those who are named; nobody twice.
    pub named: Vec<(RecordId, Ballot)>,
    /// Whether the chair declares the rest in favour.
    pub rest: bool,
    /// Who declares it; the chair where nobody is named.
    pub declared_by: Option<RecordId>,
}

impl Saying {
    /// How the vote is taken.
    pub fn voting(&self, proceedings: &Proceedings) -> Voting {
        let counted = self.counted.map(|_| Voting::Count);
        self.voting.or(counted).unwrap_or(proceedings.meeting.rules().voting)
    }

    /// The vote as far as anything was said: those who are recused are named so, and the rest is what the chair declares.
    pub fn poll(&self, proceedings: &Proceedings, item: Option<RecordId>) -> Poll {
        let meeting = &proceedings.meeting;
        let voting = self.voting(proceedings);
        let voters = meeting.voters();
        let said = |member: RecordId| {
            let named = self.named.iter().find(|(one, _)| *one == member).map(|(_, ballot)| *ballot);
            named.or(meeting.is_recused(member, item).then_some(Ballot::Recused))
        };
        let row = |(member, cast_by): &(RecordId, Option<RecordId>), ballot, declared| Named {
            member: *member,
            ballot,
            cast_by: *cast_by,
            declared,
        };
        let named = voters.iter().filter_map(|voter| Some(row(voter, said(voter.0)?, false))).collect();
        let mut poll = Poll { voting, counted: None, named, declared_by: None, casting: None };
        let declares = self.declared_by.or(meeting.declares());
        let rest = meeting.still_to_say(item, &poll);
        match voting {
            Voting::Count => {
                let tally = poll.tally(0);
                let in_favour = tally.in_favour + if self.rest { rest.len() } else { 0 };
                let figures = Figures { in_favour, against: tally.against, abstaining: tally.abstaining };
                poll.counted = Some(self.counted.unwrap_or(figures));
                poll.declared_by = declares;
            }
            Voting::Name => {
                poll.counted = self.counted;
                if self.rest && !rest.is_empty() {
                    let rest = voters.iter().filter(|(member, _)| rest.contains(member));
                    poll.named.extend(rest.map(|voter| row(voter, Ballot::For, true)));
                    poll.named.sort_by_key(|one| one.member);
                    poll.declared_by = declares;
                } else {
                    poll.declared_by = self.declared_by;
                }
            }
        }
        poll
    }

    /// The vote, where everything was said that has to be.
    ///
    /// # Errors
    /// [`Trouble::Input`] where somebody who is named is no voting member present, or is named twice, or where some have
    /// said nothing yet and nobody declared anything of them.
    pub fn whole(&self, proceedings: &Proceedings, item: Option<RecordId>) -> Result<Poll, Trouble> {
        let meeting = &proceedings.meeting;
        let voters = meeting.voters();
        for (place, (person, _)) in self.named.iter().enumerate() {
            let name = proceedings.person(Some(*person));
            if !voters.iter().any(|(member, _)| member == person) {
                let what = format!("{name} is no voting member who is there");
                return Err(Why::until(what, &ATTEND, "shows who is").into());
            }
            if self.named.iter().take(place).any(|(other, _)| other == person) {
                return Err(Trouble::Input(format!("{name} is named twice; each member has one vote")));
            }
        }
        let poll = self.poll(proceedings, item);
        let waiting = if self.counted.is_some() { Vec::new() } else { meeting.still_to_say(item, &poll) };
        if waiting.is_empty() || (poll.voting == Voting::Count && self.rest) {
            return Ok(poll);
        }
        let names: Vec<_> = waiting.iter().map(|one| proceedings.person(Some(*one))).collect();
        let what = format!(
            "Still to say: {}; name them, say the count, or let the chair declare the rest in favour",
            names.join(", ")
        );
        Err(Why::of(&REST, what).into())
    }
}

/// The count as it is typed: `6-1-2` for it, against it, abstaining; those who abstain can be left out. Nothing where it
/// does not begin and end with a number: `-1-0-0` is no count.
pub fn figures(text: &str) -> Option<Figures> {
    let text = text.trim();
    let is_number = |at: Option<char>| at.is_some_and(|one| one.is_ascii_digit());
    if !is_number(text.chars().next()) || !is_number(text.chars().next_back()) || text.contains("--") {
        return None;
    }
    let parts = text.split(['-', '–', '—', ':', '/', ',', ' ']).map(str::trim).filter(|part| !part.is_empty());
    let numbers: Vec<usize> = parts.map(str::parse).collect::<Result<_, _>>().ok()?;
    match numbers[..] {
        [in_favour, against] => Some(Figures { in_favour, against, abstaining: 0 }),
        [in_favour, against, abstaining] => Some(Figures { in_favour, against, abstaining }),
        _ => None,
    }
}

/// What puts the votes of a poll on record: those that are there already are put right, and those that are not said any
/// more are hidden.
pub fn votes(proceedings: &Proceedings, decision: &Record, poll: &Poll, ambient: &Ambient) -> Vec<Act> {
    let there = || proceedings.votes_on(decision.id);
    let mut acts = Vec::new();
    for gone in there().filter(|vote| !poll.named.iter().any(|one| Some(one.member) == vote.person())) {
        acts.push(Act::Void { record: gone.0.id, based_on: Some(gone.0.revision) });
    }
    for one in &poll.named {
        let said = [
            (VoteField::Ballot.field(), Some(Value::Choice(one.ballot.key()))),
            (VoteField::CastBy.field(), one.cast_by.map(Value::Link)),
            (VoteField::Declared.field(), one.declared.then_some(Value::YesNo(true))),
        ];
        match there().find(|vote| vote.person() == Some(one.member)) {
            Some(vote) => acts.extend(put_right(vote, said)),
            None => {
                let mut fields = vec![
                    (VoteField::Decision.field(), Value::Link(decision.id)),
                    (VoteField::Person.field(), Value::Link(one.member)),
                ];
                fields.extend(said.into_iter().filter_map(|(field, value)| Some((field, value?))));
                acts.push(Act::Create { id: ambient.identity(), register: &vote::REGISTER, fields });
            }
        }
    }
    acts
}

fn put_right(vote: Vote, said: [(&'static Field, Option<Value>); 3]) -> Option<Act> {
    let changes =
        said.into_iter().map(|(field, after)| FieldChange { field, before: vote.0.get(field.name).cloned(), after });
    let fields: Vec<_> = changes.filter(|change| change.before != change.after).collect();
    (!fields.is_empty()).then_some(Act::Edit { record: vote.0.id, based_on: vote.0.revision, fields })
}

/// What a move says of a poll, besides the arithmetic.
pub fn told(poll: &Poll) -> Vec<(&'static Field, Option<Value>)> {
    let number =
        |of: fn(Figures) -> usize| poll.counted.and_then(|figures| i64::try_from(of(figures)).ok()).map(Value::Number);
    vec![
        (DecisionField::Voting.field(), Some(Value::Choice(poll.voting.key()))),
        (DecisionField::VotesFor.field(), number(|figures| figures.in_favour)),
        (DecisionField::VotesAgainst.field(), number(|figures| figures.against)),
        (DecisionField::VotesAbstaining.field(), number(|figures| figures.abstaining)),
        (DecisionField::DeclaredBy.field(), poll.declared_by.map(Value::Link)),
    ]
}

/// The vote on a decision as it is on record.
pub fn on_record(proceedings: &Proceedings, decision: &Record) -> Poll {
    let votes: Vec<_> = proceedings.votes_on(decision.id).map(|vote| vote.0.clone()).collect();
    Poll::of(Decision(decision), &votes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_is_two_or_three_numbers_and_nothing_before_or_behind() {
        let read = |text: &str| figures(text).map(|one| (one.in_favour, one.against, one.abstaining));
        assert_eq!(read("6-1-2"), Some((6, 1, 2)));
        assert_eq!(read(" 6 – 1 "), Some((6, 1, 0)));
        assert_eq!(read("6:1/2"), Some((6, 1, 2)));
        for none in ["", "-", "6", "-1-0-0", "1-0-", "6--1", "6-1-2-3", "6-x-1", "six-one"] {
            assert_eq!(read(none), None, "{none}");
        }
    }
}
