//! What belongs to a review: until when it can change, and what is done in the meeting alone.

use crate::domain::name::FieldName;
use crate::domain::record::Record;
use crate::domain::rules::{Fact, Facts, Holds, Missing, Rule};

use super::words::{Review, ReviewField, State};

/// The link field by which what belongs to a review points to it, in whichever register.
const REVIEW: FieldName = FieldName::declared("review");

/// The state of what a meeting need not deal with, in whichever register.
const WITHDRAWN: &str = "withdrawn";

/// What holds for everything that belongs to a review through its link field `review`: nothing is added, changed or
/// hidden once the minutes are approved, nor while the review itself is hidden.
pub const OPEN_REVIEW: Rule = Rule {
    says: "What belongs to a review is changed no more once its minutes are approved, or it is cancelled.",
    clause: Some("7.5.3"),
    looks_at: &[Fact::Linked(REVIEW)],
    holds: Holds::By(review_is_open),
};

/// Why nothing that belongs to a review is added, changed or hidden any more; nothing while it can be.
pub fn review_is_open(facts: &Facts) -> Vec<Missing> {
    if facts.is_unchanged() {
        return Vec::new();
    }
    // Neither does anything leave a review whose minutes are approved, nor come to it.
    let mut reviews = [facts.linked(REVIEW), facts.was_linked(REVIEW)].concat();
    reviews.sort_by_key(|review| review.id);
    reviews.dedup_by_key(|review| review.id);
    // A review that is not held has nothing that waits for it: to say so takes nothing from it.
    let withdrawn = |record: &Record| record.state() == Some(WITHDRAWN);
    let leaves = withdrawn(facts.record) && facts.before.is_some_and(|before| !withdrawn(before));
    let closed = |review: &&Record| match Review(review).state() {
        _ if review.voided => true,
        Some(State::Cancelled) => !leaves,
        state => state.is_some_and(State::is_final),
    };
    let closed = reviews.iter().filter(closed);
    closed.map(|review| Missing::elsewhere(closed_words(review))).collect()
}

/// What holds for what was said and judged in a meeting, and for who was there: it stays with that meeting.
pub const STAYS: Rule = Rule {
    says: "What a meeting said, judged and saw stays with it.",
    clause: Some("9.3.3"),
    looks_at: &[Fact::Linked(REVIEW)],
    holds: Holds::By(stays_in_its_meeting),
};

/// Why something does not leave the meeting in which it was; nothing where that had not begun.
pub fn stays_in_its_meeting(facts: &Facts) -> Vec<Missing> {
    let now = facts.linked(REVIEW);
    let begun = |review: &&Record| {
        let begun = Review(review).state().is_some_and(|state| state.is_running() || state.is_over());
        begun && !now.iter().any(|one| one.id == review.id)
    };
    let words = |review: &Record| {
        let review = review.reference();
        format!("{review} was opened: void it there, with the reason, and say it anew in the other")
    };
    facts.was_linked(REVIEW).iter().filter(begun).map(|one| Missing::in_field(REVIEW, words(one))).collect()
}

fn closed_words(review: &Record) -> String {
    if review.voided {
        return format!("{} is voided; bring it back first (unvoid)", review.reference());
    }
    if Review(review).state() == Some(State::Cancelled) {
        return format!("{} is cancelled: it was not held, and nothing is added to it", review.reference());
    }
    let state = review.state_label().unwrap_or_default().to_lowercase();
    format!("{} is {state}; put a correction into an addendum", review.reference())
}

/// What holds for what is done in a meeting: it goes on at this moment.
pub const IN_SESSION: Rule = Rule {
    says: "This is done while the meeting is in session.",
    clause: None,
    looks_at: &[Fact::Linked(REVIEW)],
    holds: Holds::By(review_in_session),
};

/// Why what is done in a meeting can't be done now; nothing while it is in session.
pub fn review_in_session(facts: &Facts) -> Vec<Missing> {
    let reviews = facts.linked(REVIEW);
    let sits = |review: &Record| Review(review).state() == Some(State::InSession) && !review.voided;
    let other = reviews.iter().find(|review| !sits(review));
    let words = |review: &Record| {
        if review.voided {
            return closed_words(review);
        }
        let state = review.state_label().unwrap_or_default().to_lowercase();
        format!("{} is {state}: open the meeting first", review.reference())
    };
    other.map(|review| Missing::in_field(ReviewField::OpenedAt.name(), words(review))).into_iter().collect()
}

/// Why what a meeting has to deal with comes too late: the meeting is over, and nothing deals with it any more. What waited
/// there before is not asked again. `waits` says of a record whether a meeting has yet to deal with it.
pub fn comes_too_late(facts: &Facts, waits: fn(&Record) -> bool) -> Vec<Missing> {
    let waits = |record: &Record| !record.voided && waits(record);
    let there = |before: &Record| waits(before) && before.get(REVIEW.as_str()) == facts.record.get(REVIEW.as_str());
    if !waits(facts.record) || facts.before.is_some_and(there) {
        return Vec::new();
    }
    let reviews = facts.linked(REVIEW);
    // Once its minutes are approved, nothing at all is changed.
    let over = |review: &&Record| Review(review).state().is_some_and(|state| state.is_over() && !state.is_final());
    let words = |review: &Record| {
        let state = review.state_label().unwrap_or_default().to_lowercase();
        let (review, too_late) = (review.reference(), "so that nothing can be dealt with in it any more");
        format!(
            "{review} is {state}, {too_late}: bring it to the next meeting; what was taken down wrongly is corrected"
        )
    };
    reviews.iter().filter(over).map(|review| Missing::elsewhere(words(review))).collect()
}
