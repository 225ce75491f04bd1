//! Management reviews (9.3): from the call to sealed minutes.

pub mod guards;
mod machine;

use super::field::Tone;
use super::record::Record;
use super::rules::{Fact, Facts, Missing, Rule};
use super::separation::{self, Duty};

pub use machine::MACHINE;

crate::choices! {
    /// Where a review stands.
    State {
        Planned = "planned", "Planned", Active;
        Called = "called", "Called", Active;
        Circulated = "circulated", "Pack circulated", Active;
        InSession = "in-session", "In session", Active;
        Adjourned = "adjourned", "Adjourned", Watch;
        Concluded = "concluded", "Concluded", Active;
        MinutesCirculated = "minutes-circulated", "Minutes circulated", Active;
        Approved = "approved", "Minutes approved", Good;
        Sealed = "sealed", "Sealed", Good;
        Postponed = "postponed", "Postponed", Watch;
        Cancelled = "cancelled", "Cancelled", Gone;
    }
}

impl State {
    /// Whether the meeting can still be prepared.
    pub fn is_before(self) -> bool {
        matches!(self, Self::Planned | Self::Called | Self::Circulated | Self::Postponed)
    }

    /// Whether the meeting has begun and is not over.
    pub fn is_running(self) -> bool {
        matches!(self, Self::InSession | Self::Adjourned)
    }

    /// Whether the meeting is over, so that its minutes are what is left to do.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Concluded | Self::MinutesCirculated | Self::Approved | Self::Sealed)
    }

    /// Whether nothing of it can be changed any more.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Approved | Self::Sealed | Self::Cancelled)
    }

    /// How it is to be taken at a glance.
    pub fn tone(self) -> Tone {
        Self::CHOICES[self as usize].tone
    }
}

crate::register! {
    /// Management reviews: top management's look at the system at planned intervals, what it saw and what it decided.
    Review, ReviewField: "review" / "reviews", "MR", "9.3",
        machine(&MACHINE), rules(RULES), frozen(FROZEN);

    /// What the review is called.
    title Title: text, "Title", title, sorted;
    /// The day of the meeting, or of its first sitting.
    date Date: date, "Date", listed, sorted, deadline;
    /// Where it stands; changed by moves only.
    state State: choice(State), "State", required, by_move, listed, sorted;
    /// The first day of the period that is reviewed.
    period_start PeriodStart: date, "Period from";
    /// The last day of the period that is reviewed.
    period_end PeriodEnd: date, "Period to";
    /// Where the meeting is held, or how one joins it.
    place Place: text, "Place";
    /// Who leads the meeting.
    chair Chair: person, "Chair", listed;
    /// Who records the meeting.
    secretary Secretary: person, "Secretary";
    /// Those who vote in it: quorum and majorities are counted of them.
    members Members: links("person"), "Voting members";
    /// Those who are invited without a vote.
    guests Guests: links("person"), "Guests";
    /// Why no decision on an improvement is needed; asked where none is carried (9.3.3).
    no_improvements NoImprovements: long_text, "Why no improvement is needed";
    /// Why the management system need not change; asked where no such decision is carried (9.3.3).
    no_changes NoChanges: long_text, "Why no change to the system is needed";
    /// The day by which the next review is held.
    next_review NextReview: date, "Next review";
    /// The review before this one.
    previous Previous: link("review"), "Previous review", by_move;
    /// The day on which it was called.
    called_on CalledOn: date, "Called on", by_move, past;
    /// The version of the pack on which the meeting worked.
    pack Pack: link("pack"), "Pack used", by_move;
    /// When the present or last sitting began.
    opened_at OpenedAt: instant, "Sitting opened", by_move, past;
    /// When the last sitting ended without the review being over.
    adjourned_at AdjournedAt: instant, "Adjourned", by_move, past;
    /// How many sittings there were.
    sittings Sittings: number, "Sittings", by_move;
    /// When the review was concluded.
    concluded_at ConcludedAt: instant, "Concluded", by_move, past;
    /// The day on which the minutes were approved.
    approved_on ApprovedOn: date, "Minutes approved on", by_move, past;
    /// The version of the minutes that was approved and sealed.
    minutes Minutes: link("minutes"), "Sealed minutes", by_move;
}

/// What holds for a review in whatever state.
static RULES: &[Rule] = &[
    Rule { says: "A period ends after it starts.", clause: None, looks_at: &[], missing: period_in_order },
    Rule {
        says: "Chair and secretary are two people, so that nobody alone says what was decided.",
        clause: None,
        looks_at: &[separation::EXCEPTIONS],
        missing: two_people,
    },
    Rule {
        says: "The next review comes after this one.",
        clause: Some("9.3.1"),
        looks_at: &[],
        missing: next_comes_later,
    },
    Rule { says: "A sitting ends after it began.", clause: None, looks_at: &[], missing: sitting_in_order },
    Rule {
        says: "Who votes is settled before anything is decided: the quorum is counted of them.",
        clause: None,
        looks_at: &[Fact::Hanging { register: "decision", field: "review" }],
        missing: members_settled,
    },
    Rule { says: "A review that is called has voting members.", clause: None, looks_at: &[], missing: members_stay },
];

static FROZEN: &[Rule] = &[
    Rule {
        says: "What was approved or cancelled stands as it is; what is to be put right goes into an addendum.",
        clause: Some("7.5.3"),
        looks_at: &[],
        missing: still_open,
    },
    Rule {
        says: "A review that was held is evidence, whatever came of it: it is adjourned or concluded, not hidden.",
        clause: Some("9.3.3"),
        looks_at: &[
            Fact::Hanging { register: "decision", field: "review" },
            Fact::Hanging { register: "approval", field: "approved_in" },
        ],
        missing: never_held,
    },
];

fn period_in_order(facts: &Facts) -> Vec<Missing> {
    let review = Review(facts.record);
    match (review.period_start(), review.period_end()) {
        (Some(start), Some(end)) if end < start => {
            let what = format!("the period starts on {start} and ends on {end}");
            vec![Missing::in_field(ReviewField::PeriodEnd.name(), what)]
        }
        _ => Vec::new(),
    }
}

fn two_people(facts: &Facts) -> Vec<Missing> {
    let review = Review(facts.record);
    // It is asked when they are named: an exception that ends later does not undo a meeting.
    let named = facts.before.is_none() || facts.changes("chair") || facts.changes("secretary");
    if !named
        || review.chair().is_none()
        || review.chair() != review.secretary()
        || separation::excepted(facts, Duty::Minutes, review.chair())
    {
        return Vec::new();
    }
    let what = "Name another secretary, or record an exception: separation of duties, chair and secretary";
    vec![Missing::in_field(ReviewField::Secretary.name(), what)]
}

fn next_comes_later(facts: &Facts) -> Vec<Missing> {
    let review = Review(facts.record);
    match (review.date(), review.next_review()) {
        (Some(date), Some(next)) if next <= date => {
            let what = format!("this one is on {date}, and {next} is not later");
            vec![Missing::in_field(ReviewField::NextReview.name(), what)]
        }
        _ => Vec::new(),
    }
}

fn sitting_in_order(facts: &Facts) -> Vec<Missing> {
    let review = Review(facts.record);
    let Some(opened) = review.opened_at() else { return Vec::new() };
    let ends = [(ReviewField::AdjournedAt, review.adjourned_at()), (ReviewField::ConcludedAt, review.concluded_at())];
    let early = ends.into_iter().filter(|(_, end)| end.is_some_and(|end| end < opened));
    early.map(|(field, _)| Missing::in_field(field.name(), "It is before the sitting was opened")).collect()
}

fn members_settled(facts: &Facts) -> Vec<Missing> {
    if !facts.changes("members") {
        return Vec::new();
    }
    let decisions = facts.hanging("decision", "review");
    let decided = decisions.iter().find(|one| super::decision::Decision(one).decided_on().is_some());
    let words = |one: &Record| format!("{} is decided already", one.reference());
    decided.map(|one| Missing::in_field(ReviewField::Members.name(), words(one))).into_iter().collect()
}

fn members_stay(facts: &Facts) -> Vec<Missing> {
    let review = Review(facts.record);
    if review.state() == Some(State::Planned) || !facts.changes("members") || !review.members().is_empty() {
        return Vec::new();
    }
    vec![Missing::in_field(ReviewField::Members.name(), "Voting members is empty")]
}

fn still_open(facts: &Facts) -> Vec<Missing> {
    let before = facts.before.unwrap_or(facts.record);
    match Review(before).state() {
        Some(state) if state.is_final() => {
            let what = format!("{} is {}", before.reference(), state.label().to_lowercase());
            vec![Missing::elsewhere(what)]
        }
        _ => Vec::new(),
    }
}

fn never_held(facts: &Facts) -> Vec<Missing> {
    if !facts.record.voided || facts.before.is_none_or(|before| before.voided) {
        return Vec::new();
    }
    let review = facts.record.reference();
    let mut missing = Vec::new();
    if Review(facts.record).sittings().unwrap_or(0) > 0 {
        missing.push(Missing::elsewhere(format!("{review} was opened")));
    }
    let decisions = facts.hanging("decision", "review");
    let decided = decisions.iter().find(|one| super::decision::Decision(one).decided_on().is_some());
    missing.extend(decided.map(|one| Missing::elsewhere(format!("{} was decided in it", one.reference()))));
    let approvals = facts.hanging("approval", "approved_in");
    missing.extend(approvals.first().map(|one| Missing::elsewhere(format!("{} was given in it", one.reference()))));
    missing
}

/// What holds for everything that belongs to a review through its link field `review`: nothing is added, changed or
/// hidden once the minutes are approved, nor while the review itself is hidden.
pub const OPEN_REVIEW: Rule = Rule {
    says: "Approved minutes stand: what belongs to the review is changed no more.",
    clause: Some("7.5.3"),
    looks_at: &[Fact::Linked("review")],
    missing: review_is_open,
};

fn review_is_open(facts: &Facts) -> Vec<Missing> {
    if facts.is_unchanged() {
        return Vec::new();
    }
    // Neither does anything leave a review whose minutes are approved, nor come to it.
    let mut reviews = [facts.linked("review"), facts.was_linked("review")].concat();
    reviews.sort_by_key(|review| review.id);
    reviews.dedup_by_key(|review| review.id);
    let closed = |review: &&Record| review.voided || Review(review).state().is_some_and(State::is_final);
    let closed = reviews.iter().filter(closed);
    closed.map(|review| Missing::elsewhere(closed_words(review))).collect()
}

fn closed_words(review: &Record) -> String {
    if review.voided {
        return format!("{} is voided; bring it back first (unvoid)", review.reference());
    }
    let state = review.state_label().unwrap_or_default().to_lowercase();
    format!("{} is {state}; put a correction into an addendum", review.reference())
}

/// What holds for what is done in a meeting: it goes on at this moment.
pub const IN_SESSION: Rule = Rule {
    says: "This is done while the meeting is in session.",
    clause: None,
    looks_at: &[Fact::Linked("review")],
    missing: review_in_session,
};

fn review_in_session(facts: &Facts) -> Vec<Missing> {
    let reviews = facts.linked("review");
    let sits = |review: &Record| Review(review).state() == Some(State::InSession) && !review.voided;
    let other = reviews.iter().find(|review| !sits(review));
    let words = |review: &Record| {
        if review.voided {
            return closed_words(review);
        }
        let state = review.state_label().unwrap_or_default().to_lowercase();
        format!("{} is {state}: open the meeting first", review.reference())
    };
    other.map(|review| Missing::in_field("opened_at", words(review))).into_iter().collect()
}
