//! What must be so before something is decided. The quorum and the count are worked out again from the roll and the
//! votes, so that what stands in the record is what the records give.

use crate::domain::attendance::{self, Attendance, AttendanceField};
use crate::domain::ballot::{Count, Outcome};
use crate::domain::identity::RecordId;
use crate::domain::person::PersonField;
use crate::domain::record::Record;
use crate::domain::respelled;
use crate::domain::review::open::{IN_SESSION, OPEN_REVIEW, review_in_session, review_is_open};
use crate::domain::review::words::{Review, State as ReviewState};
use crate::domain::rules::{Fact, Facts, Holds, Missing, Rule};
use crate::domain::vote::VoteField;

use super::meeting::{BEFORE, Meeting, meeting};
use super::poll::Poll;
use super::words::{Decision, DecisionField, State, Way};

pub static PUT: &[Rule] = &[IN_SESSION];

pub static STILL_OPEN: &[Rule] = &[OPEN_REVIEW];

pub static VOTE_ON: &[Rule] = &[DECIDED_IN_SESSION, COUNTED];

pub static TAKE_BACK: &[Rule] = &[
    OPEN_REVIEW,
    Rule {
        says: "The result of a vote is taken back by the chair and the secretary together.",
        clause: Some("7.5.3"),
        looks_at: &[Fact::Linked(DecisionField::Review.name())],
        holds: Holds::By(both_officers),
    },
];

pub static RESPELL: &[Rule] = &[
    OPEN_REVIEW,
    Rule {
        says: "A slip of the hand is put right, and nothing else: what is to say something else is worded anew, and voted on.",
        clause: Some("7.5.3"),
        looks_at: &[Fact::Past, Fact::Every(PersonField::REGISTER)],
        holds: Holds::By(respelled_only),
    },
];

pub static REWORD: &[Rule] = &[Rule {
    says: "What was voted on is not reworded.",
    clause: None,
    looks_at: &[Fact::Hanging(VoteField::Decision.link())],
    holds: Holds::By(no_votes_yet),
}];

pub static CARRY: &[Rule] =
    &[DECIDED_IN_SESSION, QUORUM_AS_IT_IS, QUORUM_MET, DECIDER, COUNTED, CASTING, SOMEBODY, IN_FAVOUR];

pub static CARRY_PROVISIONALLY: &[Rule] =
    &[DECIDED_IN_SESSION, QUORUM_AS_IT_IS, QUORUM_LACKING, DECIDER, COUNTED, CASTING, SOMEBODY, IN_FAVOUR];

pub static REJECT: &[Rule] = &[DECIDED_IN_SESSION, QUORUM_AS_IT_IS, DECIDER, COUNTED, CASTING, NOT_IN_FAVOUR];

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

const DECIDED_IN_SESSION: Rule = Rule {
    says: "It is decided while the meeting is in session; a result that was taken back is put right until the minutes are \
           approved.",
    clause: None,
    looks_at: IN_SESSION.looks_at,
    holds: Holds::By(decided_in_session),
};
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
    looks_at: &DECIDING,
    holds: Holds::By(top_management_decides),
};
const COUNTED: Rule = Rule {
    says: "A vote counts every voting member present, and nobody else.",
    clause: None,
    looks_at: &VOTE,
    holds: Holds::By(all_counted),
};
const CASTING: Rule = Rule {
    says: "The chair's casting vote is given once there is a tie.",
    clause: None,
    looks_at: &VOTE,
    holds: Holds::By(after_the_tie),
};
const SOMEBODY: Rule = Rule {
    says: "What nobody objects to is put to somebody who could.",
    clause: None,
    looks_at: &DECIDING,
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

/// Those of the meeting that decides.
const DECIDING: [Fact; 7] = {
    let [review, roll, interests, organisation, people] = meeting(DecisionField::Review.name());
    let [past, rolls] = BEFORE;
    [review, roll, interests, organisation, people, past, rolls]
};

/// Those of a meeting that votes.
const VOTE: [Fact; 8] = {
    let [review, roll, interests, organisation, people, past, rolls] = DECIDING;
    [review, roll, interests, organisation, people, past, rolls, Fact::Hanging(VoteField::Decision.link())]
};

/// The vote on a decision, as it would be on record.
fn poll(facts: &Facts) -> Poll {
    Poll::of(Decision(facts.record), &facts.hanging(VoteField::Decision))
}

fn decided_in_session(facts: &Facts) -> Vec<Missing> {
    let taken_back = Decision(facts.record).taken_back_on().is_some();
    if taken_back { review_is_open(facts) } else { review_in_session(facts) }
}

fn both_officers(facts: &Facts) -> Vec<Missing> {
    let decision = Decision(facts.record);
    let mut missing = Vec::new();
    if decision.way() != Some(Way::Vote) {
        let what = "It was not voted on: word it anew, and decide that";
        missing.push(Missing::in_field(DecisionField::Way.name(), what));
    }
    if decision.ratified_in().is_some() {
        let what = "Another meeting ratified it as it is: word it anew, and decide that";
        missing.push(Missing::in_field(DecisionField::RatifiedIn.name(), what));
    }
    let reviews = facts.linked(DecisionField::Review);
    let Some(review) = reviews.first().map(Review) else { return missing };
    let (chair, secretary) = (review.leads(), review.acting_secretary().or(review.secretary()));
    for (field, named, who, officer) in [
        (DecisionField::TakenBackBy, decision.taken_back_by(), "chair", chair),
        (DecisionField::TakenBackWith, decision.taken_back_with(), "secretary", secretary),
    ] {
        if named.is_some() && named != officer {
            missing.push(Missing::in_field(field.name(), format!("This person was not the {who} of the meeting")));
        }
    }
    missing
}

/// However often it is put right, it is compared with the words on which was decided.
fn respelled_only(facts: &Facts) -> Vec<Missing> {
    let past = facts.past();
    let decided =
        past.iter().find(|version| Decision(&version.record).state().is_some_and(|one| one != State::Proposed));
    let before = decided.map(|version| &version.record).or(facts.before);
    let people = facts.every(PersonField::REGISTER);
    let names: Vec<_> = people.iter().map(Record::title).collect();
    let why = before.and_then(|before| respelled::why_not(before.title(), facts.record.title(), &names));
    why.map(|why| Missing::in_field(DecisionField::Text.name(), why)).into_iter().collect()
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
    let Some(meeting) = Meeting::deciding(facts) else { return Vec::new() };
    let words = meeting.standing(decision.item(), &poll(facts).ballots()).words;
    if decision.quorum() == words {
        return Vec::new();
    }
    vec![Missing::in_field(DecisionField::Quorum.name(), format!("The attendance has changed: {words}"))]
}

fn quorum_met(facts: &Facts) -> Vec<Missing> {
    let Some(meeting) = Meeting::deciding(facts) else { return Vec::new() };
    let standing = meeting.standing(Decision(facts.record).item(), &poll(facts).ballots());
    if standing.met { Vec::new() } else { vec![Missing::in_field(AttendanceField::REGISTER, standing.words)] }
}

fn quorum_lacking(facts: &Facts) -> Vec<Missing> {
    let Some(meeting) = Meeting::deciding(facts) else { return Vec::new() };
    let standing = meeting.standing(Decision(facts.record).item(), &poll(facts).ballots());
    if standing.met { vec![Missing::in_field(AttendanceField::REGISTER, standing.words)] } else { Vec::new() }
}

fn top_management_decides(facts: &Facts) -> Vec<Missing> {
    let decision = Decision(facts.record);
    let field = DecisionField::DecidedBy.name();
    match (decision.way(), decision.decided_by()) {
        (Some(Way::TopManagement), None) => vec![Missing::in_field(field, "Decided by is empty")],
        (Some(Way::TopManagement), Some(person)) => {
            let Some(meeting) = Meeting::deciding(facts) else { return Vec::new() };
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
    let poll = poll(facts);
    if decision.way() != Some(Way::Vote) {
        return if poll.named.is_empty() && poll.counted.is_none() {
            Vec::new()
        } else {
            vec![Missing::in_field(DecisionField::Way.name(), "Votes were cast on it: it is decided by vote")]
        };
    }
    let Some(meeting) = Meeting::deciding(facts) else { return Vec::new() };
    let faults = meeting.faults(&poll, decision.item()).into_iter();
    let mut missing: Vec<_> = faults.map(|what| Missing::in_field(VoteField::REGISTER, what)).collect();
    let Count { words, .. } = meeting.count(&poll, decision.item());
    if missing.is_empty() && decision.count() != words {
        missing.push(Missing::in_field(DecisionField::Count.name(), format!("The votes give: {words}")));
    }
    if decision.basis() != Some(meeting.rules().counting.basis) {
        missing.push(Missing::in_field(DecisionField::Basis.name(), "It is not the organisation's majority"));
    }
    missing
}

/// The chair is asked once it is known that there is a tie, and not before.
fn after_the_tie(facts: &Facts) -> Vec<Missing> {
    let decision = Decision(facts.record);
    let Some(casting) = decision.casting() else { return Vec::new() };
    let field = DecisionField::Casting.name();
    let Some(meeting) = Meeting::deciding(facts) else { return Vec::new() };
    let before = Poll { casting: None, ..poll(facts) };
    let known = facts.before.is_some_and(|before| !Decision(before).count().is_empty());
    let tied = meeting.count(&before, decision.item()).outcome == Outcome::Tied;
    if decision.way() == Some(Way::Vote) && known && tied {
        return Vec::new();
    }
    let what = format!("“{}”: there is no tie that waits for the chair", casting.label());
    vec![Missing::in_field(field, what)]
}

fn somebody_could_object(facts: &Facts) -> Vec<Missing> {
    let decision = Decision(facts.record);
    if decision.way() != Some(Way::NoObjection) {
        return Vec::new();
    }
    let Some(meeting) = Meeting::deciding(facts) else { return Vec::new() };
    if meeting.voters().iter().any(|(member, _)| !meeting.is_recused(*member, decision.item())) {
        return Vec::new();
    }
    vec![Missing::in_field(
        AttendanceField::REGISTER,
        "No voting member is there who is not recused; take the attendance first",
    )]
}

fn counted(facts: &Facts) -> Option<Count> {
    let decision = Decision(facts.record);
    (decision.way() == Some(Way::Vote))
        .then(|| Meeting::deciding(facts))
        .flatten()
        .map(|meeting| meeting.count(&poll(facts), decision.item()))
}

fn in_favour(facts: &Facts) -> Vec<Missing> {
    let against = counted(facts).filter(|count| !count.is_carried());
    against.map(|count| Missing::in_field(VoteField::REGISTER, count.words)).into_iter().collect()
}

fn not_in_favour(facts: &Facts) -> Vec<Missing> {
    if Decision(facts.record).way() == Some(Way::NoObjection) {
        return vec![Missing::in_field(DecisionField::Way.name(), "What nobody objects to is carried")];
    }
    let other = counted(facts).filter(|count| count.outcome != Outcome::NotCarried);
    other.map(|count| Missing::in_field(VoteField::REGISTER, count.words)).into_iter().collect()
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
