//! Management reviews (9.3): from the call to sealed minutes.

mod counts;
mod grounds;
pub mod guards;
mod machine;
pub mod open;
mod opening;
mod settled;
pub mod words;

use chrono::{Months, NaiveDate};

use crate::fields;

use super::approval::ApprovalField;
use super::attestation::Attestation;
use super::better::Better;
use super::decision::words::{Decision, DecisionField};
use super::governs::Governs;
use super::organisation::{MONTHS_BETWEEN_REVIEWS, Organisation, OrganisationField};
use super::register::{Derived, Register};
use super::rules::{Derivation, Fact, Facts, Holds, Missing, Rule};
use super::separation::{self, Apart, Duty, Hand};
use super::zone::Zone;

pub use machine::MACHINE;
pub use words::{Review, ReviewField, ReviewMove, State, Type, time_of_day};

/// Management reviews: top management's look at the system at planned intervals, what it saw and what it decided.
pub static REGISTER: Register = words::DECLARATION
    .for_people()
    .machine(&MACHINE)
    .derives(DERIVED)
    .rules(RULES)
    .frozen(FROZEN)
    .unasked(UNASKED)
    .governs(Governs::By { changed: fields![ReviewField: Members, Chair, Secretary], new: &[] });

/// A review that is held later is one that is late.
static UNASKED: &[Better] = &[Better::Gone(ReviewMove::Postpone.name())];

/// What holds for a review in whatever state.
static RULES: &[Rule] = &[
    Rule {
        says: "A period ends after it starts.",
        clause: None,
        looks_at: &[],
        holds: Holds::Ordered(&[&[ReviewField::PeriodStart.name(), ReviewField::PeriodEnd.name()]]),
    },
    Rule {
        says: "A time is an hour of the day and its minutes, such as 9:30 or 14:00.",
        clause: None,
        looks_at: &[],
        holds: Holds::By(time_is_one),
    },
    Rule {
        says: "Chair and secretary are two people, so that nobody alone says what was decided.",
        clause: None,
        looks_at: &separation::LOOKS_AT,
        holds: Holds::By(two_people),
    },
    Rule {
        says: "The next review comes after this one.",
        clause: Some("9.3.1"),
        looks_at: &[Fact::Every(OrganisationField::REGISTER)],
        holds: Holds::By(next_comes_later),
    },
    Rule {
        says: "The next review comes within the interval that the organisation has set.",
        clause: Some("9.3.1"),
        looks_at: &[Fact::Every(OrganisationField::REGISTER)],
        holds: Holds::By(next_within_interval),
    },
    Rule {
        says: "What kind of meeting it is is told with the call, and stands.",
        clause: Some("9.3.1"),
        looks_at: &[],
        holds: Holds::By(settled::kind),
    },
    Rule {
        says: "When the next review is, and that none of its results is needed, is said by a management review.",
        clause: Some("9.3.1, 9.3.3"),
        looks_at: &[],
        holds: Holds::By(results_of_a_review),
    },
    Rule {
        says: "A sitting ends after it began.",
        clause: None,
        looks_at: &[],
        holds: Holds::Ordered(&[
            &[ReviewField::OpenedAt.name(), ReviewField::AdjournedAt.name()],
            &[ReviewField::OpenedAt.name(), ReviewField::ConcludedAt.name()],
        ]),
    },
    Rule {
        says: "Who votes is settled when the pack is circulated: the quorum is counted of them. Whoever left, or whose \
               term is over, has no seat any more.",
        clause: None,
        looks_at: &[Fact::Hanging(DecisionField::Review.link())],
        holds: Holds::By(settled::members),
    },
    Rule {
        says: "Day, time and place change by a new call, to everybody who was told of them.",
        clause: None,
        looks_at: &[],
        holds: Holds::By(settled::day_and_place),
    },
    Rule {
        says: "Who leads and who records is settled when the pack is circulated: who stands in for one who did not come \
               is chosen at the opening.",
        clause: None,
        looks_at: &[],
        holds: Holds::By(settled::officers),
    },
    Rule {
        says: "A review that is called has voting members.",
        clause: None,
        looks_at: &[],
        holds: Holds::By(members_stay),
    },
];

static FROZEN: &[Rule] = &[
    Rule {
        says: "What was approved or cancelled stands as it is; what is to be put right goes into an addendum.",
        clause: Some("7.5.3"),
        looks_at: &[],
        holds: Holds::Stands(&[State::Approved.key(), State::Sealed.key(), State::Cancelled.key()]),
    },
    Rule {
        says: "A review that was held is evidence, whatever came of it: it is adjourned or concluded, not hidden.",
        clause: Some("9.3.3"),
        looks_at: &[Fact::Hanging(DecisionField::Review.link()), Fact::Hanging(ApprovalField::ApprovedIn.link())],
        holds: Holds::By(never_held),
    },
];

/// The secretary records what the chair said; the exception holds on the day of the meeting.
static MINUTES: Apart = Apart {
    attests: Attestation::of(ReviewField::Secretary.fields()).on(ReviewField::Date.name()),
    with: fields![ReviewField: Chair, OpenedAt],
    duty: Duty::Minutes,
    act: "Recorded",
    verb: "record it",
    hands: chair,
    ..Apart::PLAIN
};

const DERIVED: Derivation = Derivation { looks_at: &LOOKS_AT, work: derived };

const LOOKS_AT: [Fact; 5] = {
    let [exceptions, people, organisation] = separation::LOOKS_AT;
    let [roll, packs] = counts::LOOKS_AT;
    [exceptions, people, organisation, roll, packs]
};

fn derived(facts: &Facts) -> Derived {
    let mut derived = settled::rules(facts);
    derived.extend(settled::seats(facts));
    derived.extend(counts::lacked(facts));
    derived.extend(recorded_by_the_chair(facts));
    derived
}

fn chair(facts: &Facts) -> Vec<Hand> {
    let review = Review(facts.record);
    let name = if review.0.number > 0 { review.0.reference().to_string() } else { "it".to_owned() };
    Hand::of(review.chair(), format!("chairs {name}")).into_iter().collect()
}

/// Told once there is something to record.
fn recorded_by_the_chair(facts: &Facts) -> Derived {
    match Review(facts.record).state() {
        Some(State::InSession | State::Adjourned | State::Concluded | State::MinutesCirculated) => {
            separation::snapshot(facts, &[&MINUTES])
        }
        _ => Vec::new(),
    }
}

fn two_people(facts: &Facts) -> Vec<Missing> {
    // It is asked when they are named: an exception that ends later does not undo a meeting.
    let named = facts.before.is_none()
        || [ReviewField::Chair, ReviewField::Secretary, ReviewField::Date]
            .into_iter()
            .any(|field| facts.changes(field));
    if named { MINUTES.missing(facts) } else { Vec::new() }
}

fn time_is_one(facts: &Facts) -> Vec<Missing> {
    let typed = Review(facts.record).time();
    if typed.is_empty() || time_of_day(typed).is_some() {
        return Vec::new();
    }
    vec![Missing::in_field(ReviewField::Time.name(), format!("“{typed}” is no time of the day"))]
}

fn next_comes_later(facts: &Facts) -> Vec<Missing> {
    let review = Review(facts.record);
    match (held_on(facts), review.next_review()) {
        (Some(date), Some(next)) if next <= date => {
            let what = format!("this one is on {date}, and {next} is not later");
            vec![Missing::in_field(ReviewField::NextReview.name(), what)]
        }
        _ => Vec::new(),
    }
}

/// The day on which this one ended; today while it is held, whenever it was called for.
fn held_on(facts: &Facts) -> Option<NaiveDate> {
    let review = Review(facts.record);
    let organisations = facts.every(OrganisationField::REGISTER);
    let zone = organisations.first().and_then(|one| Zone::named(Organisation(one).time_zone())).unwrap_or(Zone::UTC);
    match review.state() {
        Some(state) if state.is_running() => Some(facts.today),
        _ => review.held_on(&zone),
    }
}

/// Counted from the day of this one, or from today where it is held later. What stood before is not asked again.
fn next_within_interval(facts: &Facts) -> Vec<Missing> {
    let review = Review(facts.record);
    let field = ReviewField::NextReview;
    let Some(next) = review.next_review().filter(|_| facts.before.is_none() || facts.changes(field)) else {
        return Vec::new();
    };
    let organisations = facts.every(OrganisationField::REGISTER);
    let months = organisations.first().map_or(MONTHS_BETWEEN_REVIEWS, |one| Organisation(one).months_between_reviews());
    let from = held_on(facts).map_or(facts.today, |date| date.max(facts.today));
    let Some(latest) = from.checked_add_months(Months::new(months)).filter(|latest| *latest < next) else {
        return Vec::new();
    };
    let what = format!(
        "{next} is more than {months} months after {from}: the last day is {latest}. A longer interval is a setting of the \
         organisation, which somebody else agrees to"
    );
    vec![Missing::in_field(field.name(), what)]
}

fn results_of_a_review(facts: &Facts) -> Vec<Missing> {
    if Review(facts.record).is_management_review() {
        return Vec::new();
    }
    let said = [ReviewField::NoImprovements, ReviewField::NoChanges, ReviewField::NextReview].into_iter();
    let said = said.filter(|field| facts.record.get(field.name()).is_some());
    let words = |field: ReviewField| {
        let kind = Review(facts.record).meeting().label().to_lowercase();
        Missing::in_field(field.name(), format!("{}: empty it; this is an {kind}", field.field().label))
    };
    said.map(words).collect()
}

fn members_stay(facts: &Facts) -> Vec<Missing> {
    let review = Review(facts.record);
    if review.state() == Some(State::Planned) || !facts.changes(ReviewField::Members) || !review.members().is_empty() {
        return Vec::new();
    }
    vec![Missing::in_field(ReviewField::Members.name(), "Voting members is empty")]
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
    let decisions = facts.hanging(DecisionField::Review);
    let decided = decisions.iter().find(|one| Decision(one).decided_on().is_some());
    missing.extend(decided.map(|one| Missing::elsewhere(format!("{} was decided in it", one.reference()))));
    let approvals = facts.hanging(ApprovalField::ApprovedIn);
    missing.extend(approvals.first().map(|one| Missing::elsewhere(format!("{} was given in it", one.reference()))));
    missing
}
