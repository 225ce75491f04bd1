//! What must be so before something is decided. The quorum and the count are worked out again from the roll and the
//! votes, so that what stands in the record is what the records give.

use chrono::NaiveDate;

use crate::domain::attendance::{self, Attendance, AttendanceField};
use crate::domain::ballot::{Count, Tally, Voters};
use crate::domain::identity::RecordId;
use crate::domain::interest::{Interest, InterestField};
use crate::domain::meeting_rules::MeetingRules;
use crate::domain::name::FieldName;
use crate::domain::organisation::{Organisation, OrganisationField};
use crate::domain::person::{Person, PersonField};
use crate::domain::quorum::{Standing, There};
use crate::domain::record::Record;
use crate::domain::review::open::{IN_SESSION, OPEN_REVIEW};
use crate::domain::review::words::{Review, State as ReviewState};
use crate::domain::rules::{Fact, Facts, Holds, Missing, Rule};
use crate::domain::vote::{Ballot, Vote, VoteField};

use super::words::{Decision, DecisionField, State, Way};

pub static PUT: &[Rule] = &[IN_SESSION];

pub static STILL_OPEN: &[Rule] = &[OPEN_REVIEW];

pub static REWORD: &[Rule] = &[Rule {
    says: "What was voted on is not reworded.",
    clause: None,
    looks_at: &[Fact::Hanging(VoteField::Decision.link())],
    holds: Holds::By(no_votes_yet),
}];

pub static CARRY: &[Rule] = &[IN_SESSION, QUORUM_AS_IT_IS, QUORUM_MET, DECIDER, COUNTED, SOMEBODY, IN_FAVOUR];

pub static CARRY_PROVISIONALLY: &[Rule] =
    &[IN_SESSION, QUORUM_AS_IT_IS, QUORUM_LACKING, DECIDER, COUNTED, SOMEBODY, IN_FAVOUR];

pub static REJECT: &[Rule] = &[IN_SESSION, QUORUM_AS_IT_IS, DECIDER, COUNTED, NOT_IN_FAVOUR];

pub static RATIFY: &[Rule] = &[Rule {
    says: "A meeting in session and with a quorum ratifies.",
    clause: None,
    looks_at: &meeting(DecisionField::RatifiedIn.name()),
    holds: Holds::By(ratified_with_quorum),
}];

pub static SUPERSEDE: &[Rule] = &[Rule {
    says: "What takes its place is a decision that holds.",
    clause: None,
    looks_at: &[Fact::Linked(DecisionField::SupersededBy.name())],
    holds: Holds::By(successor_holds),
}];

const QUORUM_AS_IT_IS: Rule = Rule {
    says: "The quorum that is recorded is the one of this moment.",
    clause: None,
    looks_at: &VOTE,
    holds: Holds::By(quorum_as_it_is),
};
const QUORUM_MET: Rule = Rule {
    says: "Without a quorum a decision is provisional until it is ratified.",
    clause: None,
    looks_at: &VOTE,
    holds: Holds::By(quorum_met),
};
const QUORUM_LACKING: Rule = Rule {
    says: "With a quorum a decision is not provisional.",
    clause: None,
    looks_at: &VOTE,
    holds: Holds::By(quorum_lacking),
};
const DECIDER: Rule = Rule {
    says: "Who decides as top management is of it, or has its mandate, and is there.",
    clause: Some("9.3.1"),
    looks_at: &meeting(DecisionField::Review.name()),
    holds: Holds::By(top_management_decides),
};
const COUNTED: Rule = Rule {
    says: "A vote counts every voting member present, and nobody else.",
    clause: None,
    looks_at: &VOTE,
    holds: Holds::By(all_counted),
};
const SOMEBODY: Rule = Rule {
    says: "What nobody objects to is put to somebody who could.",
    clause: None,
    looks_at: &meeting(DecisionField::Review.name()),
    holds: Holds::By(somebody_could_object),
};
const IN_FAVOUR: Rule = Rule {
    says: "A proposal is carried by the majority that is asked for.",
    clause: None,
    looks_at: &VOTE,
    holds: Holds::By(in_favour),
};
const NOT_IN_FAVOUR: Rule = Rule {
    says: "A proposal that has its majority is carried.",
    clause: None,
    looks_at: &VOTE,
    holds: Holds::By(not_in_favour),
};

/// The facts of which a [meeting](Meeting) is made: that of the review to which a link field points.
pub const fn meeting(through: FieldName) -> [Fact; 5] {
    [
        Fact::Linked(through),
        Fact::Beside { through, of: AttendanceField::Review.link() },
        Fact::Every(InterestField::REGISTER),
        Fact::Every(OrganisationField::REGISTER),
        Fact::Every(PersonField::REGISTER),
    ]
}

/// Those of a meeting that votes.
const VOTE: [Fact; 6] = {
    let [review, roll, interests, organisation, people] = meeting(DecisionField::Review.name());
    [review, roll, interests, organisation, people, Fact::Hanging(VoteField::Decision.link())]
};

/// What the rules of deciding look at; the workflow gathers the same before it proposes, from the same records.
#[derive(Debug, Clone)]
pub struct Meeting {
    pub review: Record,
    pub organisation: Record,
    pub roll: Vec<Record>,
    pub people: Vec<Record>,
    /// Declared interests; those of other reviews are left out of account.
    pub interests: Vec<Record>,
    /// The day by which it is asked who holds a seat.
    pub day: NaiveDate,
}

impl Meeting {
    /// The meeting of the review to which a link field points, out of [its facts](meeting).
    pub fn of(facts: &Facts, through: FieldName) -> Option<Self> {
        Some(Self {
            review: facts.linked(through).first()?.clone(),
            organisation: facts.every(OrganisationField::REGISTER).first()?.clone(),
            roll: facts.beside(through, AttendanceField::Review).to_vec(),
            people: facts.every(PersonField::REGISTER).to_vec(),
            interests: facts.every(InterestField::REGISTER).to_vec(),
            day: facts.today,
        })
    }

    /// Whether somebody belongs to top management.
    pub fn is_top(&self, id: RecordId) -> bool {
        let belongs = |one: &Record| Person(one).top_management() == Some(true) && Person(one).is_active_on(self.day);
        self.people.iter().any(|one| one.id == id && belongs(one))
    }

    /// The voting members who hold their seat: whoever left, or whose term is over, has none.
    pub fn members(&self) -> Vec<RecordId> {
        let seated = |id: &RecordId| {
            self.people.iter().find(|one| one.id == *id).is_none_or(|one| Person(one).has_seat_on(self.day))
        };
        Review(&self.review).members().iter().copied().filter(seated).collect()
    }

    /// The voting members who were named and hold no seat, each with why.
    pub fn unseated(&self) -> Vec<(RecordId, String)> {
        let named = Review(&self.review).members().iter();
        let person = |id: &RecordId| self.people.iter().find(|one| one.id == *id);
        named.filter_map(|id| Some((*id, Person(person(id)?).why_no_seat_on(self.day)?))).collect()
    }

    /// The voting members who are there, each with the delegate who stands in for them where one does. Those who
    /// recused themselves and left the room have left the roll.
    pub fn voters(&self) -> Vec<(RecordId, Option<RecordId>)> {
        let members = self.members();
        let mut voters = Vec::new();
        for row in attendance::there(&self.roll).filter(|row| row.has_vote()) {
            match (row.represents(), row.person()) {
                (Some(member), delegate) if members.contains(&member) => voters.push((member, delegate)),
                (None, Some(person)) if members.contains(&person) => voters.push((person, None)),
                _ => {}
            }
        }
        voters.sort_unstable();
        voters.dedup_by_key(|(member, _)| *member);
        voters
    }

    fn speaks_for_top(&self, row: Attendance) -> bool {
        let mandated = row.decides_for().is_some_and(|member| self.is_top(member));
        mandated || row.person().is_some_and(|person| self.is_top(person))
    }

    /// Whether the vote of somebody is recused in a matter: by an interest of their own, or of the delegate who is there
    /// for them.
    pub fn is_recused(&self, person: RecordId, item: Option<RecordId>) -> bool {
        let mut delegates = attendance::there(&self.roll).filter(|row| row.represents() == Some(person));
        self.has_interest(person, item)
            || delegates.any(|row| row.person().is_some_and(|delegate| self.has_interest(delegate, item)))
    }

    /// Whether an interest recuses somebody in a matter: the item, or the whole review.
    fn has_interest(&self, person: RecordId, item: Option<RecordId>) -> bool {
        self.interests.iter().map(Interest).any(|interest| {
            let here = interest.review().is_none_or(|review| review == self.review.id);
            let concerns = interest.item().is_none() || interest.item() == item;
            interest.person() == Some(person) && here && concerns && interest.recuses()
        })
    }

    /// By what it counts: as the organisation had it when the pack was circulated, whatever became of that since.
    pub fn rules(&self) -> MeetingRules {
        let settled = Review(&self.review).meeting_rules();
        settled.unwrap_or_else(|| Organisation(&self.organisation).meeting_rules())
    }

    /// Who is there, and whether that is enough to decide a matter. Whether those who recused themselves and stayed
    /// count is for the organisation to say; a recusal in the vote is one as an interest that was declared.
    pub fn standing(&self, item: Option<RecordId>, votes: &[(RecordId, Ballot)]) -> Standing {
        let MeetingRules { asked, recused_present, .. } = self.rules();
        let recused = |member: RecordId| self.is_recused(member, item) || votes.contains(&(member, Ballot::Recused));
        let counts = |member: RecordId| recused_present || !recused(member);
        let present = self.voters().iter().filter(|(member, _)| counts(*member)).count();
        let chair = Review(&self.review).leads();
        let mut standing = asked.check(There {
            members: self.members().len(),
            present,
            chair: attendance::there(&self.roll).any(|row| row.person() == chair),
            top_management: attendance::there(&self.roll).any(|row| self.speaks_for_top(row)),
        });
        // A quorum is reached by nobody's dropping out without the decision saying whose.
        for (_, why) in self.unseated() {
            standing.words.push_str(&format!("; not counted: {why}"));
        }
        standing
    }

    /// What votes on a matter give, by the organisation's rule. A tie is decided by the chair in person.
    pub fn count(&self, votes: &[(RecordId, Ballot)], item: Option<RecordId>) -> Count {
        let counting = self.rules().counting;
        let chair = Review(&self.review).leads();
        let there = self.voters();
        let in_person = there.iter().any(|(member, delegate)| Some(*member) == chair && delegate.is_none());
        let chairs = votes.iter().find(|(member, _)| Some(*member) == chair && in_person).map(|(_, ballot)| *ballot);
        let members = self.members();
        let away = |member: &&RecordId| !there.iter().any(|(voter, _)| voter == *member);
        let recused_away = members.iter().filter(away).filter(|member| self.is_recused(**member, item)).count();
        let voters = Voters { present: there.len(), members: members.len(), recused_away };
        Tally::of(votes.iter().map(|(_, ballot)| *ballot)).count(voters, counting, chairs)
    }
}

fn ballots(facts: &Facts) -> Vec<(RecordId, Ballot)> {
    let votes = facts.hanging(VoteField::Decision);
    votes.iter().filter_map(|vote| Some((Vote(vote).person()?, Vote(vote).ballot()?))).collect()
}

fn no_votes_yet(facts: &Facts) -> Vec<Missing> {
    if facts.hanging(VoteField::Decision).is_empty() {
        Vec::new()
    } else {
        vec![Missing::elsewhere("Votes were cast on it; decide it, withdraw it or defer it")]
    }
}

fn quorum_as_it_is(facts: &Facts) -> Vec<Missing> {
    let decision = Decision(facts.record);
    let Some(meeting) = Meeting::of(facts, DecisionField::Review.name()) else { return Vec::new() };
    let words = meeting.standing(decision.item(), &ballots(facts)).words;
    if decision.quorum() == words {
        return Vec::new();
    }
    vec![Missing::in_field(DecisionField::Quorum.name(), format!("The attendance has changed: {words}"))]
}

fn quorum_met(facts: &Facts) -> Vec<Missing> {
    let Some(meeting) = Meeting::of(facts, DecisionField::Review.name()) else { return Vec::new() };
    let standing = meeting.standing(Decision(facts.record).item(), &ballots(facts));
    if standing.met { Vec::new() } else { vec![Missing::in_field(AttendanceField::REGISTER, standing.words)] }
}

fn quorum_lacking(facts: &Facts) -> Vec<Missing> {
    let Some(meeting) = Meeting::of(facts, DecisionField::Review.name()) else { return Vec::new() };
    let standing = meeting.standing(Decision(facts.record).item(), &ballots(facts));
    if standing.met { vec![Missing::in_field(AttendanceField::REGISTER, standing.words)] } else { Vec::new() }
}

fn top_management_decides(facts: &Facts) -> Vec<Missing> {
    let decision = Decision(facts.record);
    let field = DecisionField::DecidedBy.name();
    match (decision.way(), decision.decided_by()) {
        (Some(Way::TopManagement), None) => vec![Missing::in_field(field, "Decided by is empty")],
        (Some(Way::TopManagement), Some(person)) => {
            let Some(meeting) = Meeting::of(facts, DecisionField::Review.name()) else { return Vec::new() };
            let mut able = attendance::there(&meeting.roll)
                .filter(|row| row.person() == Some(person) && meeting.speaks_for_top(*row))
                .peekable();
            let recused = |one: RecordId| meeting.has_interest(one, decision.item());
            // Who decides in the place of somebody has no freer hand than they have.
            let free = |row: Attendance| !recused(person) && row.represents().is_none_or(|member| !recused(member));
            if able.peek().is_none() {
                vec![Missing::in_field(field, "This person is not of top management, or not there")]
            } else if !able.any(free) {
                vec![Missing::in_field(field, "This person, or who they stand for, is recused in the matter")]
            } else {
                Vec::new()
            }
        }
        (_, Some(_)) => vec![Missing::in_field(field, "Only what top management decides has one who decided")],
        (_, None) => Vec::new(),
    }
}

fn all_counted(facts: &Facts) -> Vec<Missing> {
    let decision = Decision(facts.record);
    let votes = ballots(facts);
    if decision.way() != Some(Way::Vote) {
        return if votes.is_empty() {
            Vec::new()
        } else {
            vec![Missing::in_field(DecisionField::Way.name(), "Votes were cast on it: it is decided by vote")]
        };
    }
    let Some(meeting) = Meeting::of(facts, DecisionField::Review.name()) else { return Vec::new() };
    let name = |id: RecordId| {
        meeting.people.iter().find(|one| one.id == id).map_or(String::new(), |one| one.title().to_owned())
    };
    let voters = meeting.voters();
    let mut missing = Vec::new();
    for (member, _) in &voters {
        if !votes.iter().any(|(person, _)| person == member) {
            missing.push(Missing::in_field(VoteField::REGISTER, format!("{} has not voted", name(*member))));
        }
    }
    for (member, ballot) in &votes {
        let recused = meeting.is_recused(*member, decision.item());
        if !voters.iter().any(|(voter, _)| voter == member) {
            missing.push(Missing::in_field(VoteField::REGISTER, format!("{} is not there to vote", name(*member))));
        } else if recused && *ballot != Ballot::Recused {
            missing.push(Missing::in_field(VoteField::REGISTER, format!("{} is recused in the matter", name(*member))));
        }
    }
    for vote in facts.hanging(VoteField::Decision).iter().map(Vote) {
        let delegate =
            voters.iter().find(|(voter, _)| Some(*voter) == vote.person()).and_then(|(_, delegate)| *delegate);
        if vote.cast_by() != delegate {
            let who = vote.person().map(name).unwrap_or_default();
            missing.push(Missing::in_field(
                VoteField::REGISTER,
                format!("{who} votes in person or through the delegate who is there"),
            ));
        }
    }
    let Count { words, .. } = meeting.count(&votes, decision.item());
    if missing.is_empty() && decision.count() != words {
        missing.push(Missing::in_field(DecisionField::Count.name(), format!("The votes give: {words}")));
    }
    if decision.basis() != Some(meeting.rules().counting.basis) {
        missing.push(Missing::in_field(DecisionField::Basis.name(), "It is not the organisation's majority"));
    }
    missing
}

fn somebody_could_object(facts: &Facts) -> Vec<Missing> {
    let decision = Decision(facts.record);
    if decision.way() != Some(Way::NoObjection) {
        return Vec::new();
    }
    let Some(meeting) = Meeting::of(facts, DecisionField::Review.name()) else { return Vec::new() };
    if meeting.voters().iter().any(|(member, _)| !meeting.is_recused(*member, decision.item())) {
        return Vec::new();
    }
    vec![Missing::in_field(
        AttendanceField::REGISTER,
        "No voting member is there who is not recused; take the attendance first",
    )]
}

fn carried(facts: &Facts) -> Option<Count> {
    let decision = Decision(facts.record);
    (decision.way() == Some(Way::Vote))
        .then(|| Meeting::of(facts, DecisionField::Review.name()))
        .flatten()
        .map(|meeting| meeting.count(&ballots(facts), decision.item()))
}

fn in_favour(facts: &Facts) -> Vec<Missing> {
    let against = carried(facts).filter(|count| !count.carried);
    against.map(|count| Missing::in_field(VoteField::REGISTER, count.words)).into_iter().collect()
}

fn not_in_favour(facts: &Facts) -> Vec<Missing> {
    if Decision(facts.record).way() == Some(Way::NoObjection) {
        return vec![Missing::in_field(DecisionField::Way.name(), "What nobody objects to is carried")];
    }
    let carried = carried(facts).filter(|count| count.carried);
    carried.map(|count| Missing::in_field(VoteField::REGISTER, count.words)).into_iter().collect()
}

/// The item whose recusals count where a review ratifies a decision: the one under which it was taken, if that is an item
/// of the same review.
pub fn ratified_item(decision: &Record, review: RecordId) -> Option<RecordId> {
    let decision = Decision(decision);
    decision.item().filter(|_| decision.review() == Some(review))
}

fn ratified_with_quorum(facts: &Facts) -> Vec<Missing> {
    let decision = Decision(facts.record);
    let field = DecisionField::RatifiedIn.name();
    let Some(meeting) = Meeting::of(facts, DecisionField::RatifiedIn.name()) else { return Vec::new() };
    if meeting.review.voided || Review(&meeting.review).state() != Some(ReviewState::InSession) {
        return vec![Missing::in_field(field, format!("{} is not in session", meeting.review.reference()))];
    }
    let standing = meeting.standing(ratified_item(facts.record, meeting.review.id), &[]);
    if !standing.met {
        return vec![Missing::in_field(AttendanceField::REGISTER, standing.words)];
    }
    if decision.quorum() == standing.words {
        return Vec::new();
    }
    vec![Missing::in_field(DecisionField::Quorum.name(), format!("The attendance has changed: {}", standing.words))]
}

fn successor_holds(facts: &Facts) -> Vec<Missing> {
    let field = DecisionField::SupersededBy.name();
    let others = facts.linked(field);
    let wrong = others.iter().find_map(|other| {
        if other.id == facts.record.id {
            Some("a decision can't take its own place".to_owned())
        } else if Decision(other).state() == Some(State::Carried) {
            None
        } else {
            Some(format!("{} is {}", other.reference(), other.state_label().unwrap_or_default().to_lowercase()))
        }
    });
    wrong.map(|what| Missing::in_field(field, what)).into_iter().collect()
}
