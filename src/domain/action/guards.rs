//! What has to be there before an action goes on, and what holds for it afterwards.

use chrono::NaiveDate;

use crate::domain::attendance;
use crate::domain::attestation::Confirmation;
use crate::domain::decision::meeting::Meeting;
use crate::domain::decision::words::Decision;
use crate::domain::evidence::EvidenceField;
use crate::domain::record::Record;
use crate::domain::review::open::review_is_open;
use crate::domain::review::words::{self as review, Review};
use crate::domain::rules::{Derivation, Fact, Facts, Holds, Missing, Rule};
use crate::domain::separation::{self, Apart, Duty, Hand};
use crate::fields;

use super::words::{Action, ActionField, ActionMove, CONFIRMED, EXTENDED, State};

const EVIDENCE: Fact = Fact::Hanging(EvidenceField::About.link());

/// What an edit leaves alone.
pub static FROZEN: &[Rule] = &[
    Rule {
        says: "A confirmed action stands; reopen it to change it.",
        clause: None,
        looks_at: &[],
        holds: Holds::Stands(&[State::Confirmed.key()]),
    },
    Rule {
        says: "What a review decided is extended with a reason and an approval, by the move “extend”.",
        clause: Some("9.3.3"),
        looks_at: &BY_REVIEW,
        holds: Holds::By(day_stands),
    },
];

/// What holds for an action in its state, whoever changed what: a guard of each move into the state, and of every edit
/// afterwards.
pub static RULES: &[Rule] = &[
    Rule {
        says: "An action is done, and confirmed, on evidence that it was done.",
        clause: None,
        looks_at: &[EVIDENCE],
        holds: Holds::By(evidence_of_doing),
    },
    Rule {
        says: "What was done for something stays with it: an action that was done keeps its source.",
        clause: None,
        looks_at: &[Fact::Past],
        holds: Holds::By(done_stays),
    },
    Rule {
        says: "Whoever approved an extension does not become the owner.",
        clause: None,
        looks_at: &[Fact::Past],
        holds: Holds::Another {
            field: ActionField::Owner.name(),
            than: fields![ActionField: ExtendedBy],
            what: "This person approved its extension: somebody else owns it",
        },
    },
    Rule {
        says: "An action is confirmed after it was done.",
        clause: None,
        looks_at: &[],
        holds: Holds::Ordered(&[&[ActionField::DoneOn.name(), ActionField::ConfirmedOn.name()]]),
    },
    Rule {
        says: "No action comes to a review or leaves it once its minutes are approved, or it is cancelled.",
        clause: Some("7.5.3"),
        looks_at: &[Fact::Linked(ActionField::Review.name())],
        holds: Holds::By(review_takes_actions),
    },
    Rule {
        says: "A review confirms actions while it is in session with a quorum, through somebody who is there.",
        clause: None,
        looks_at: &crate::domain::decision::meeting::meeting(ActionField::ConfirmedIn.name()),
        holds: Holds::By(confirmed_in_session),
    },
];

fn evidence_of_doing(facts: &Facts) -> Vec<Missing> {
    let action = Action(facts.record);
    let asked = match action.state() {
        Some(State::Done) => action.adopted() != Some(true),
        Some(State::Confirmed) => true,
        _ => false,
    };
    if asked && facts.hanging(EvidenceField::About).is_empty() {
        vec![Missing::in_field(EvidenceField::REGISTER, "Evidence is missing: a file, or where the proof is found")]
    } else {
        Vec::new()
    }
}

pub static EXTENSION: Apart = Apart {
    attests: EXTENDED,
    with: fields![ActionField: Due],
    duty: Duty::Plan,
    act: "Extension approved",
    verb: "approve its extension",
    through: fields![ActionField: Source],
    hands: owners,
    ..Apart::PLAIN
};

/// Everybody who owned it: whoever hands it on does not approve that it is done later.
fn owners(facts: &Facts) -> Vec<Hand> {
    let now = facts.before.unwrap_or(facts.record);
    let past = facts.past();
    let once =
        past.iter().map(|version| &version.record).filter(|record| Action(record).owner() != Action(now).owner());
    let once = once.filter_map(|record| Hand::of(Action(record).owner(), format!("owned {}", record.reference())));
    Hand::of(Action(now).owner(), format!("owns {}", now.reference())).into_iter().chain(once).collect()
}

/// What tells whether a review decided it.
const BY_REVIEW: [Fact; 5] = [
    Fact::Linked(ActionField::Review.name()),
    Fact::Linked(ActionField::Source.name()),
    Fact::Past,
    Fact::Hanging(ActionField::MergedInto.link()),
    Fact::Hanging(ActionField::SupersededBy.link()),
];

pub const BY_REVIEW_AND_HOST: [Fact; 6] = {
    let [review, source, past, merged, superseded] = BY_REVIEW;
    [review, source, past, merged, superseded, Fact::Linked(ActionField::MergedInto.name())]
};

pub const BY_REVIEW_AND_SUCCESSOR: [Fact; 6] = {
    let [review, source, past, merged, superseded] = BY_REVIEW;
    [review, source, past, merged, superseded, Fact::Linked(ActionField::SupersededBy.name())]
};

/// Whether a review that is over decided it, or decided what it took the place of. What is said in a meeting that is still
/// held is put right there.
fn was_decided(facts: &Facts) -> bool {
    let Some(before) = facts.before else { return false };
    let (reviews, sources, past) =
        (facts.was_linked(ActionField::Review), facts.was_linked(ActionField::Source), facts.past());
    let of_today = past.first().is_none_or(|first| first.day == Some(facts.today));
    let over = reviews.iter().any(|one| Review(one).state().is_some_and(review::State::is_over));
    let left = Action(before).review().is_none() && past.iter().any(|one| Action(&one.record).review().is_some());
    let of_a_decision = sources.iter().filter_map(Decision::of).any(|one| one.decided_on().is_some());
    let taken_over = [facts.hanging(ActionField::MergedInto), facts.hanging(ActionField::SupersededBy)];
    let others = taken_over.iter().flat_map(|those| those.iter()).any(|one| Action(one).review().is_some());
    over || left || (of_a_decision && reviews.is_empty() && !of_today) || others
}

fn day_stands(facts: &Facts) -> Vec<Missing> {
    let was = facts.before.and_then(|before| Action(before).due());
    let now = Action(facts.record).due();
    let put_off = was.is_some_and(|was| now.is_none_or(|now| was < now));
    if !put_off || !was_decided(facts) {
        return Vec::new();
    }
    let what = "The day was set by a review: use “extend”, with who approved it";
    vec![Missing::in_field(ActionField::Due.name(), what)]
}

pub fn later_day(facts: &Facts) -> Vec<Missing> {
    let was = facts.before.and_then(|before| Action(before).due());
    let sooner = was.zip(Action(facts.record).due()).filter(|(was, now)| now <= was);
    sooner
        .map(|(was, now)| Missing::in_field(ActionField::Due.name(), format!("{now} is not after {was}")))
        .into_iter()
        .collect()
}

pub fn successor_is_no_later(facts: &Facts) -> Vec<Missing> {
    no_later(facts, facts.linked(ActionField::SupersededBy).first())
}

pub fn host_is_no_later(facts: &Facts) -> Vec<Missing> {
    no_later(facts, facts.linked(ActionField::MergedInto).first())
}

fn no_later(facts: &Facts, other: Option<&Record>) -> Vec<Missing> {
    let (Some(other), Some(due)) = (other, facts.before.and_then(|before| Action(before).due())) else {
        return Vec::new();
    };
    if !was_decided(facts) || Action(other).due().is_some_and(|day| day <= due) {
        return Vec::new();
    }
    let (own, other_due) = (facts.record.reference(), Action(other).due());
    let when = other_due.map_or("has no day".to_owned(), |day| format!("is due on {day}"));
    let what = format!("{} {when}, and {own} is due on {due}: extend {own} first", other.reference());
    vec![Missing::at(other, ActionField::Due.name(), what)]
}

/// The moves by which an action is done.
pub const DOING: [ActionMove; 2] = [ActionMove::Done, ActionMove::Adopt];

pub static CONFIRMATION: Apart = Apart {
    attests: CONFIRMED,
    duty: Duty::Confirmation,
    act: "Confirmed",
    verb: "confirm it",
    through: fields![ActionField: Source],
    hands: doers,
    ..Apart::PLAIN
};

pub const BY_DOERS: [Fact; 5] = {
    let [exceptions, people, organisation] = separation::LOOKS_AT;
    [exceptions, people, organisation, Fact::Linked(ActionField::Source.name()), Fact::Past]
};

pub const DERIVED: Derivation =
    Derivation { looks_at: &BY_DOERS, work: |facts| separation::snapshot(facts, &[&CONFIRMATION, &EXTENSION]) };

/// Those who did it or owned it when it was done, whatever became of that since, and its owner.
fn doers(facts: &Facts) -> Vec<Hand> {
    let action = Action(facts.before.unwrap_or(facts.record));
    let (past, reference) = (facts.past(), action.0.reference());
    let mut hands = Vec::new();
    for version in past.iter().filter(|version| version.is_by(&DOING)) {
        let done = Action(&version.record);
        let day = done.done_on().map_or(String::new(), |day| format!(" on {day}"));
        hands.extend(Hand::of(done.done_by(), format!("did {reference}{day}")));
        hands.extend(Hand::of(done.owner(), format!("owned {reference} when it was done{day}")));
    }
    hands.extend(Hand::of(action.done_by(), format!("did {reference}")));
    hands.extend(Hand::of(action.owner(), format!("owns {reference}")));
    hands
}

pub fn meeting_is_named(facts: &Facts) -> Vec<Missing> {
    let action = Action(facts.record);
    if action.confirmed_how() != Some(Confirmation::Meeting) || action.confirmed_in().is_some() {
        return Vec::new();
    }
    let what = "Confirmed in is empty: name the review, or say that it was by message or by signature";
    vec![Missing::in_field(ActionField::ConfirmedIn.name(), what)]
}

fn done_stays(facts: &Facts) -> Vec<Missing> {
    let Some(before) = facts.before.filter(|before| Action(before).source().is_some()) else { return Vec::new() };
    if !facts.changes(ActionField::Source) {
        return Vec::new();
    }
    let past = facts.past();
    let done = past.iter().find(|version| version.is_by(&DOING)).map(|version| Action(&version.record).done_on());
    let words = |day: Option<NaiveDate>| {
        let day = day.map_or(String::new(), |day| format!(" on {day}"));
        format!("{} was done{day} for what it arose from: add another action", before.reference())
    };
    done.map(|day| Missing::in_field(ActionField::Source.name(), words(day))).into_iter().collect()
}

fn review_takes_actions(facts: &Facts) -> Vec<Missing> {
    if facts.before.is_none() || facts.changes(ActionField::Review) { review_is_open(facts) } else { Vec::new() }
}

fn confirmed_in_session(facts: &Facts) -> Vec<Missing> {
    if facts.before.is_some() && !facts.changes(ActionField::ConfirmedIn) {
        return Vec::new();
    }
    let Some(meeting) = Meeting::of(facts, ActionField::ConfirmedIn.name()) else { return Vec::new() };
    let (review, field) = (&meeting.review, ActionField::ConfirmedIn.name());
    if Review(review).state() != Some(review::State::InSession) {
        let state = review.state_label().unwrap_or_default().to_lowercase();
        return vec![Missing::in_field(field, format!("{} is {state}", review.reference()))];
    }
    let mut missing = Vec::new();
    let standing = meeting.standing(None, &[]);
    if !standing.met {
        missing.push(Missing::in_field(field, standing.words));
    }
    let by = Action(facts.record).confirmed_by();
    if !attendance::there(&meeting.roll).any(|row| row.person() == by) {
        let what = "Who confirms for the meeting is not there";
        missing.push(Missing::in_field(ActionField::ConfirmedBy.name(), what));
    }
    missing
}

pub fn successor_stands(facts: &Facts) -> Vec<Missing> {
    stands(facts, ActionField::SupersededBy)
}

pub fn host_stands(facts: &Facts) -> Vec<Missing> {
    stands(facts, ActionField::MergedInto)
}

fn stands(facts: &Facts, field: ActionField) -> Vec<Missing> {
    let field = field.name();
    let wrong = facts.linked(field).iter().find_map(|other| {
        let state = Action(other).state();
        if other.id == facts.record.id {
            Some("an action can't take its own place".to_owned())
        } else if matches!(state, Some(State::Cancelled | State::Superseded | State::Merged)) {
            let state = state.map_or("gone", State::label).to_lowercase();
            Some(format!("{} is {state} itself", other.reference()))
        } else {
            None
        }
    });
    wrong.map(|what| Missing::in_field(field, what)).into_iter().collect()
}
